//! Owns a scenario as a code in a link: bits, words, and what a code holds.
//! Refuses the sentences about it: `text::link` has them.

mod bits;
pub mod code;
mod codec;
pub mod comparison;
mod dictionary;
mod elsewhere;
pub mod payload;

pub use elsewhere::{Elsewhere, elsewhere};
