//! Owns the reasons: why a plan is what it is, why there is none, what would change it.
//! Refuses wording and search: reasons are data, and whoever asks brings the planner.

pub mod account;
pub mod carry;
pub mod check;
mod difference;

pub use difference::{Difference, Moved, difference};
