//! Owns what academy staff ask: where the ladder has gaps, and when a class suits most riders.
//! Refuses wording and upload: riders' weeks come in as pasted links and go nowhere.

mod class;
mod cover;
mod ladder;
pub mod merge;
pub mod report;

pub use class::{Class, Classes, Pasted, Wish, classes, pasted};
pub use cover::Size;
pub use ladder::{Gap, gaps};
