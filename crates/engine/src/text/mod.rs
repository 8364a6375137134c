//! Owns sentences: reasons, problems and labels in each language.
//! Refuses to decide anything: what is true comes in as data, only the words are made here.

pub mod begin;
pub mod en;
pub mod language;
pub mod link;
pub mod names;
pub mod phrase;
pub mod problem;
pub mod report;
pub mod rule;
pub mod sentence;
pub mod spoken;
pub mod studio;
pub mod zh;

pub use names::name;
pub use sentence::{
    answer, answer_to, binding, cause, changes, difference, gap, language, monday, need, question,
    relaxation, relief,
};
pub mod format;
pub mod print;
pub mod ui;
