//! Owns the check of a plan against the contract; shares no code with `solve`.
