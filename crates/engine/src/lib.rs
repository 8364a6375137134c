//! Around the solver: what goes into it and what comes out of it, said in words.
//!
//! ```text
//!   files ──load──▶ catalogue ─┐
//!                              ├─solve──▶ plan ──explain──▶ reasons ──text──▶ sentences
//!   rider ────────▶ scenario ──┘            │                                    │
//!                                         verify                               show
//!                                  (shares no code with `qitu-solve`)
//! ```
//!
//! | module | owns |
//! |---|---|
//! | [`load`] | text → catalogue, scenario or plan, and the list of problems |
//! | [`verify`] | is this plan valid? the first broken rule and its witness |
//! | [`explain`] | plan → reasons, smallest changes, what if, repair, comparison, search, checks |
//! | [`text`] | reasons and labels → sentences, one implementation a language |
//! | [`link`] | scenario ↔ code in a link |
//! | [`export`] | plan → calendar, table, picture, QR code, question |
//! | [`layout`] | pure geometry of the line map |
//! | [`studio`] | what academy staff ask of a catalogue |
//! | [`protocol`] | what page and worker say to each other, and the service that answers |
//!
//! No module touches a browser, a clock, randomness, floats or hash order, and none can panic: the
//! same question has the same answer on every machine and in WebAssembly, to the byte.

pub mod explain;
pub mod export;
pub mod layout;
pub mod link;
pub mod load;
pub mod protocol;
pub mod studio;
pub mod text;
pub mod verify;
