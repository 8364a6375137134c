//! Owns the reasons: why a plan is what it is, why there is none, what would change it.
