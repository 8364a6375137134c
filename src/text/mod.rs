//! Owns sentences: reasons and labels in each language.
