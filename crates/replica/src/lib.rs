//! Owns what several windows keep as one: the kept draft as a map of single values, each with the
//! change that wrote it, and how such maps are merged, stored and read back.
//! Refuses to know what the values mean: a field of a later edition is kept like any other.
//!
//! The kept draft is a state-based replicated map (Shapiro, Preguiça, Baquero and Zawirski 2011)
//! without tombstones (Bieniusa et al. 2012): each value carries the [`Dot`] of the change that
//! wrote it, and the whole carries a [`Context`], which says which changes it has seen. A value
//! that one side lacks was taken out there if that side had seen it, and is new otherwise.
//!
//! | file | owns |
//! |---|---|
//! | `format` | which formats are read, and the upgrade of old ones |
//! | `path` | JSON ↔ single values by path |
//! | `dot` | changes and which of them were seen |
//! | `merge` | the replica: one window's changes, and merging two |
//! | `adopt` | texts without dots: old editions, backups |
//! | `keeper` | the order of reads and writes on the device |
//!
//! Two windows that began from one draft and changed different values agree once each has heard the
//! other:
//!
//! ```
//! use qitu_replica::Replica;
//!
//! let draft = |name: &str, fee: u32| {
//!     format!(r#"{{"format":"qitu.draft/2","cases":[{{"id":"a","name":"{name}","fee":{fee}}}],"current":0}}"#)
//! };
//! let (mut first, _) = Replica::read(&draft("plan", 0)).expect("a draft");
//! let mut second = first.clone();
//! first.commit("window 1", &draft("plan", 0), &draft("night shift", 0));
//! second.commit("window 2", &draft("plan", 0), &draft("plan", 300));
//!
//! first.merge(&second);
//! second.merge(&first);
//! assert_eq!(first.write("a"), second.write("a"));
//! assert!(first.difference(&draft("night shift", 300)).is_empty());
//! ```
//!
//! # Laws
//!
//! Held by `tests/laws.rs` over random interleavings of windows, reads, writes and failures:
//!
//! 1. When all windows have heard each other, all hold the same draft, and so does the device.
//! 2. An edit is in the draft, unless a later edit of the same field, or the removal of its plan by
//!    a window that had seen it, took its place.
//! 3. Each plan in the draft was made by somebody, and no plan is there twice.
//! 4. What was kept is on the device after any failed operation, or in an open window that says so.

mod adopt;
mod dot;
mod format;
mod keeper;
mod merge;
mod path;

pub use adopt::beside;
pub use dot::{Context, Dot};
pub use format::{DRAFT_FORMAT, Unread, upgrade};
pub use keeper::{
    ASIDE_KEY, DRAFT_KEY, Device, Heard, Keeper, Opened, Refused, Saved, UNREAD_KEY, aside_key,
};
pub use merge::{Change, Replica, patch};
