//! Owns keeping the draft on the device, once there is something to keep: every change is written,
//! what other windows write is shown, and the rider is told how it went.
//! Refuses the place itself: `store::local` has it.

use super::handle::Session;
use crate::app::platform::clock;
use crate::app::state::draft::Draft;
use crate::app::state::durability::Durability;
use crate::app::store::{last_answer, local};
use leptos::prelude::*;
use qitu_replica::{Change, Heard, Saved};

/// So long a window waits at most before it writes what another one lacks.
const LACK_MS: u32 = 120;

fn draft(session: Session) -> Draft {
    session.history.with_untracked(|h| h.now.clone())
}

/// Forgets what could not be read.
pub fn forget_unread(session: Session) {
    local::forget_unread();
    save(session);
}

/// Writes what is in this window, with what others have written since. Says whether it is kept.
pub fn save(session: Session) -> bool {
    let (saved, changes) = local::save(&draft(session));
    take(session, &changes);
    tell(session, saved);
    saved == Saved::Kept
}

/// Writes what is to be written.
pub fn write(session: Session) {
    if local::is_waiting(&draft(session)) {
        save(session);
    }
}

/// Writes the answer on the screen beside the draft.
pub fn write_answer(session: Session) {
    let shown = session.planned.with_untracked(|p| p.plan.clone().filter(|_| !p.busy));
    if let Some(answered) = shown {
        session.edition.with_value(|edition| last_answer::keep(edition, &answered.1, &answered.0));
    }
}

/// The window closes.
pub fn leave(session: Session) {
    local::leave(&draft(session));
}

/// Tells the rider how a writing ended.
pub(super) fn tell(session: Session, saved: Saved) {
    let before = session.keeping.get_untracked();
    let now = match saved {
        Saved::Refused(why) => why.into(),
        Saved::NoCopy => Durability::NoCopy,
        Saved::Newer => Durability::Outdated,
        Saved::Kept => match before {
            Durability::Full
            | Durability::Cleared
            | Durability::NoCopy
            | Durability::Outdated
            | Durability::Blocked => local::durability(),
            _ => before,
        },
    };
    if now != before {
        session.keeping.set(now);
    }
}

/// Shows what others changed.
fn take(session: Session, changes: &[Change]) {
    if !changes.is_empty() {
        session.history.update(|history| history.take_in(changes));
        local::catch_up(&draft(session));
    }
}

/// Another window wrote or took away what is under a key.
pub fn hear(session: Session, key: &str, text: Option<&str>) {
    match local::on_change(&draft(session), key, text) {
        Heard::Nothing => {}
        Heard::Changed(changes, lacks) => {
            take(session, &changes);
            if lacks {
                // Several windows may lack something of each other: not all at once.
                clock::after(clock::random_wait(LACK_MS), move || write(session));
            }
        }
        Heard::Erased => session.history.set(local::history(Draft::default())),
        Heard::Newer => write(session),
    }
}
