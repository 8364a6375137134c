//! Owns the page.
