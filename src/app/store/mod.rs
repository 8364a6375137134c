//! Owns what is kept on the device between visits. Refuses to decide what is shown of it.

pub mod last_answer;
pub mod local;
