//! Owns the conversation between the page and the worker that plans: the page's side of it, and the
//! worker's. Refuses planning itself: the engine does.

pub mod client;
pub mod studio;
pub mod worker;
