//! Owns what a first plan has no use for: reading and writing what is kept on the device, every
//! change but the first, and what a page around this one is told.
//! It is a piece that comes beside the program where there is something to read, and otherwise
//! with what moves a plan. Refuses to do any of it itself.

// The seam is a function that crosses from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use super::handle::Session;
use super::keep;
use crate::app::platform::seam::{Missing, seam};
use crate::app::platform::{carry, embedding};
use crate::app::state::answer::Answered;
use crate::app::state::draft::Draft;
use crate::app::state::edit::Edit;
use crate::app::state::handover;
use crate::app::store::last_answer;
use crate::app::store::local::{self, Opened};
use qitu_model::json;
use qitu_model::{Catalogue, Plan, Scenario};
use std::cell::Cell;

/// What the piece can do.
#[derive(Clone, Copy)]
pub struct Deferred {
    /// Opens what is kept.
    pub open: fn() -> Opened,
    /// Writes the draft. Says whether it is kept.
    pub save: fn(Session) -> bool,
    /// Writes the draft where something of it is not written yet.
    pub write: fn(Session),
    /// Writes the draft when the window closes.
    pub leave: fn(Session),
    /// Takes in what another window wrote or took away.
    pub hear: fn(Session, &str, Option<&str>),
    /// Writes the answer on the screen.
    pub write_answer: fn(Session),
    /// The answer of the last visit.
    pub last_answer: fn() -> Option<Answered>,
    /// The answer of the last visit, if it came from another edition of the catalogue than this.
    pub older_answer: fn(&str) -> Option<Answered>,
    /// Makes any change.
    pub edit: fn(&Edit, &mut Draft, &Catalogue),
    /// Takes up a plan that the page around this one kept.
    pub hand_back: fn(&mut Draft, &str) -> bool,
    /// What the page around this one is told of a plan.
    pub sum: fn(&Plan, &Scenario) -> String,
    /// Reads the catalogue with all it says, if it is the one that a plan was made from.
    pub book: fn(&str, &Catalogue) -> Option<Catalogue>,
    /// The code of all that the current plan is made from.
    pub whole: fn(&Draft) -> Option<String>,
}

seam! {
    further;
    fn further() -> Deferred {
        Deferred {
            open: local::open,
            save: keep::save,
            write: keep::write,
            leave: keep::leave,
            hear: keep::hear,
            write_answer: keep::write_answer,
            last_answer: last_answer::kept,
            older_answer: last_answer::older,
            edit: Edit::apply,
            hand_back: handover::hand_back,
            sum: handover::sum,
            book,
            whole: handover::whole,
        }
    }
}

fn book(text: &str, first: &Catalogue) -> Option<Catalogue> {
    let whole = json::read::<Catalogue>(text).ok()?;
    (whole.for_planning() == *first).then_some(whole)
}

thread_local! {
    static HERE: Cell<Option<Deferred>> = const { Cell::new(None) };
}

/// Is there something to read before the page can be drawn? (`public/start.js` asks the same.)
#[must_use]
pub fn is_needed() -> bool {
    local::exists() || embedding::is_there() || carry::is_embedded()
}

/// Brings the piece.
///
/// # Errors
///
/// When it does not come.
pub async fn bring() -> Result<(), Missing> {
    if HERE.get().is_none() {
        HERE.set(Some(further().await.map_err(|_| Missing)?));
    }
    Ok(())
}

/// What the piece can do, once it is here.
#[must_use]
pub fn here() -> Option<Deferred> {
    HERE.get()
}
