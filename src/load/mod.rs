//! Owns text → (catalogue, problems).
