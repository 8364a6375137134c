//! Owns keeping the draft on the device: every change is written, what other windows write is
//! shown, and the rider is told how it went.
//! Refuses the place itself: `store::local` has it.

use super::deferred;
use super::handle::Session;
use crate::app::platform::{clock, storage};
use crate::app::state::draft::Draft;
use crate::app::state::durability::{BackupReminder, Durability};
use crate::app::store::local;
use leptos::prelude::*;
use qitu_replica::{Change, Heard, Saved};

/// So long nothing changes before a change is written.
const REST_MS: i32 = 120;

fn draft(session: Session) -> Draft {
    session.history.with_untracked(|h| h.now.clone())
}

/// Changes what is known of backups.
pub fn note(session: Session, change: impl FnOnce(&mut BackupReminder)) {
    session.backup.update(change);
    session.backup.with_untracked(local::keep_backup);
}

/// A backup was made today.
pub fn backed_up(session: Session) {
    note(session, |backup| {
        *backup = BackupReminder {
            on: Some(session.today()),
            known: backup.known,
            ..BackupReminder::default()
        };
    });
}

/// The rider made one more change.
pub fn count(session: Session) {
    if session.backup.with_untracked(|b| b.on.is_none() && b.changes == 0) {
        leptos::task::spawn_local(storage::persist());
    }
    note(session, |backup| backup.changes = backup.changes.saturating_add(1));
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

/// Tells the rider how a writing ended.
fn tell(session: Session, saved: Saved) {
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
    let is_behind = local::is_behind();
    if changes.is_empty() && !is_behind {
        return;
    }
    let Some(deferred) = deferred::here() else {
        local::fall_behind();
        leptos::task::spawn_local(async move {
            // Where it does not come it is asked for again with the next change.
            if deferred::bring().await.is_ok() {
                take(session, &[]);
            }
        });
        return;
    };
    let changes = if is_behind { local::missed(&draft(session)) } else { changes.to_vec() };
    session.history.update(|history| (deferred.take_in)(history, &changes));
    local::catch_up(&draft(session));
}

/// Another window wrote or took away what is under a key.
fn on_change(session: Session, key: &str, text: Option<&str>) {
    match local::on_change(&draft(session), key, text) {
        Heard::Nothing => {}
        Heard::Changed(changes, lacks) => {
            take(session, &changes);
            if lacks {
                // Several windows may lack something of each other: not all at once.
                let wait = clock::random_wait(REST_MS);
                clock::after(wait, move || write(session));
            }
        }
        Heard::Erased => session.history.set(local::history(Draft::default())),
        Heard::Newer => write(session),
    }
}

/// Writes what is to be written.
fn write(session: Session) {
    if local::is_waiting(&draft(session)) {
        save(session);
    }
}

/// Writes every change, and takes in what other windows write.
pub fn watch(session: Session) {
    let draft = Memo::new(move |_| session.history.with(|h| h.now.clone()));
    // A drag changes much in a moment: it is written once it rests, or when the page is left.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        // Not tracked alone: what was never worked out follows nothing.
        draft.with(|_| ());
        if first.is_none() {
            return;
        }
        turn.update_value(|t| *t = t.wrapping_add(1));
        let mine = turn.get_value();
        clock::after(REST_MS, move || {
            if turn.get_value() == mine {
                write(session);
            }
        });
    });
    storage::on_leaving(
        move |closes| if closes { local::leave(&self::draft(session)) } else { write(session) },
    );
    storage::watch(move |key, text| match key.as_deref() {
        // Everything of this site at once: not this page's doing, and no reason to lose the rest.
        None => {
            if !draft.with_untracked(Draft::is_empty) {
                session.keeping.set(Durability::Cleared);
            }
        }
        Some(key) => on_change(session, key, text.as_deref()),
    });
}
