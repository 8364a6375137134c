//! Owns when the draft is kept: after every change that rests, and when the page is left.
//! Until the code that keeps it has come, the draft is put beside its place.

use super::deferred;
use super::handle::Session;
use super::keep;
use crate::app::platform::{clock, storage};
use crate::app::state::durability::{BackupReminder, Durability};
use crate::app::store::local;
use leptos::prelude::*;
use qitu_replica::Saved;

/// So long nothing changes before a change is written.
const REST_MS: u32 = 120;

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

/// Writes what is in this window. Says whether it is kept.
pub fn save(session: Session) -> bool {
    match deferred::here() {
        Some(deferred) => (deferred.save)(session),
        None => put_aside(session),
    }
}

/// Writes what is to be written.
fn write(session: Session) {
    match deferred::here() {
        Some(deferred) => (deferred.write)(session),
        None => _ = put_aside(session),
    }
}

/// Puts the draft beside its place. Says whether it is kept.
fn put_aside(session: Session) -> bool {
    let draft = session.history.with_untracked(|h| h.now.clone());
    // A plan that was taken back is taken back there too.
    if draft.is_empty() && !local::is_aside() {
        return true;
    }
    let saved = local::put_aside(&draft);
    keep::tell(session, saved);
    saved == Saved::Kept
}

/// Brings what keeps the draft in its place, each time that a plan is shown: until then the line is
/// the plan's.
fn bring(session: Session) {
    let is_planning = Memo::new(move |_| session.planned.with(|p| p.busy));
    Effect::new(move |_| {
        if is_planning.get() || session.history.with_untracked(|h| h.now.is_empty()) {
            return;
        }
        leptos::task::spawn_local(async move {
            if deferred::bring().await.is_ok() {
                write(session);
                keep_answer(session);
            }
        });
    });
}

/// Keeps the answer on the screen for the next visit, once what keeps it is here.
pub fn keep_answer(session: Session) {
    if let Some(deferred) = deferred::here() {
        (deferred.write_answer)(session);
    }
}

/// Another window wrote or took away what is under a key.
fn hear(session: Session, key: &str, text: Option<&str>) {
    if let Some(deferred) = deferred::here() {
        return (deferred.hear)(session, key, text);
    }
    let (key, text) = (key.to_owned(), text.map(str::to_owned));
    leptos::task::spawn_local(async move {
        // Where it does not come, what is there is taken in with the next change that is written.
        if deferred::bring().await.is_ok() {
            hear(session, &key, text.as_deref());
        }
    });
}

/// Writes every change, and takes in what other windows write.
pub fn watch(session: Session) {
    bring(session);
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
    storage::on_leaving(move |closes| match deferred::here().filter(|_| closes) {
        Some(deferred) => (deferred.leave)(session),
        None => write(session),
    });
    storage::watch(move |key, text| match key {
        // Everything of this site at once: not this page's doing, and no reason to lose the rest.
        None => {
            if !session.history.with_untracked(|h| h.now.is_empty()) {
                session.keeping.set(Durability::Cleared);
            }
        }
        Some(key) => hear(session, &key, text.as_deref()),
    });
}
