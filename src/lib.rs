//! Qitu 骑途: a career planner for delivery riders that runs in the browser and proves its plans.
//!
//! ```text
//!   files ──load──▶ catalogue ─┐
//!                              ├─solve──▶ plan ──explain──▶ reasons ──text──▶ sentences
//!   rider ────────▶ scenario ──┘            │                                    │
//!                                         verify                               show
//!                                    (shares no code)              (app · share · layout)
//! ```
//!
//! Four verbs over one set of nouns: **load → solve → explain → show**. Each arrow is a plain
//! data type of [`model`] with public fields.
//!
//! | room | owns |
//! |---|---|
//! | [`model`] | the nouns, their units and what the files hold |
//! | [`json`] | text ↔ data, lean |
//! | [`order`] | lists, maps and sets in order, by small routines |
//! | [`load`] | text → catalogue, scenario or plan, and the list of problems |
//! | [`solve`] | scenario → plan, with a proof or a true bound |
//! | [`verify`] | is this plan valid? the first broken rule and its witness |
//! | [`explain`] | plan → reasons, smallest changes, what if, repair, comparison, search, checks |
//! | [`text`] | reasons and labels → sentences, one implementation a language |
//! | [`share`] | plan ↔ link, calendar, table, picture, QR code, question |
//! | [`layout`] | pure geometry of the line map |
//! | [`studio`] | what academy staff ask of a catalogue |
//! | [`talk`] | what page and worker say to each other, and the desk that answers |
//! | [`app`] | the page; only its `platform` touches the browser |
//!
//! # Invariants
//!
//! 1. The rooms above `app` touch no browser, clock, randomness, floats or hash order, and cannot
//!    panic. "Today" comes in with the scenario. So the same question has the same answer on every
//!    machine and in WebAssembly, to the byte.
//! 2. Loading never fails as a whole: it returns what it could read and what is wrong with the rest.
//! 3. Named outside, dense inside: ids are words in files and in `model`; `solve` compiles them to
//!    small integers and names its answer again.
//! 4. A planning rule is one value in one table (`verify::Rule`): messages, documentation and tests
//!    walk the same table.
//! 5. Reasons are data; wording has one implementation a language, and a missing sentence does not
//!    compile.
//! 6. The page's state is plain data changed by commands that can be undone; everything shown is
//!    derived from it.
//! 7. A rider's data leaves the device only when the rider shares it. There is no analytics, no
//!    request to anybody else and no font from elsewhere.
//! 8. An id keeps its meaning for ever; renames go through `was`, so old links and plans open.
//!
//! Absent on purpose: a server, accounts, a router crate (routes are an enum), a web font, a
//! language model.

// The page is built for bytes; where the planner spends its time it is built for speed.
#![cfg_attr(fast, feature(optimize_attribute))]

pub mod app;
pub mod explain;
pub mod json;
pub mod layout;
pub mod load;
pub mod model;
pub mod order;
pub mod share;
pub mod solve;
pub mod studio;
pub mod talk;
pub mod text;
pub mod verify;
