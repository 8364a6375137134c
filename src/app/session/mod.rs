//! Owns the session: what is entered, what came from outside, and what follows from both.
//! Refuses drawing; no effect here writes a signal that another effect reads.

mod answer;
mod catalogue;
mod change;
pub mod course_search;
pub mod deferred;
mod handle;
pub mod keep;
mod start;
pub mod sync;

pub use answer::{Announce, say_answers};
pub use handle::{Session, session};
