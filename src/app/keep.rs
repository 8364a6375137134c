//! Owns the draft's place on the device: read at the start, written after every change, shared
//! with other windows, never overwritten where it cannot be read.
//! Refuses to decide what two windows' changes become: `merge` does.

use super::backup::{Unread, read_draft};
use super::draft::Draft;
use super::merge::merge;
use super::platform::storage;
use super::session::Session;
use crate::model::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const DRAFT_KEY: &str = "qitu.draft";
const UNREAD_KEY: &str = "qitu.draft.unread";
const BACKUP_KEY: &str = "qitu.backup";

/// Changes after which a backup is worth a word.
const MANY: u32 = 40;

/// When the last backup was made and how much changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backup {
    /// The day of the last one.
    pub on: Option<Date>,
    /// Changes since.
    pub changes: u32,
}

impl Backup {
    /// Is it time for one?
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.changes >= MANY
    }
}

/// What is kept, and how it could be read.
#[must_use]
pub fn open() -> (Draft, Option<Unread>) {
    let Some(text) = storage::read(DRAFT_KEY) else { return (Draft::default(), None) };
    match read_draft(&text) {
        Ok(draft) => (draft, None),
        Err(why) => {
            // It stays on the device beside what comes now, for a later edition or a helper.
            let _ = storage::write(UNREAD_KEY, &text);
            (Draft::default(), Some(why))
        }
    }
}

/// What could not be read, as it stands.
#[must_use]
pub fn unread() -> Option<String> {
    storage::read(UNREAD_KEY)
}

/// How long ago the last backup was.
#[must_use]
pub fn backup() -> Backup {
    storage::read(BACKUP_KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// A backup was made today.
pub fn backed_up(today: Date) {
    write_backup(&Backup { on: Some(today), changes: 0 });
}

fn write_backup(backup: &Backup) {
    // A reminder that cannot be kept is only a reminder.
    let _ = storage::write(BACKUP_KEY, &serde_json::to_string(backup).unwrap_or_default());
}

/// Forgets everything that is kept.
pub fn erase() {
    [DRAFT_KEY, UNREAD_KEY, BACKUP_KEY].into_iter().for_each(storage::forget);
}

/// Writes every change, and takes in what other windows write.
pub fn watch(session: Session) {
    let draft = Memo::new(move |_| session.history.with(|h| h.now.clone()));
    // What both this window and the device have: where the next merge begins.
    let common = StoredValue::new(draft.get_untracked());
    Effect::new(move |first: Option<()>| {
        let ours = draft.get();
        if first.is_none() || common.with_value(|base| *base == ours) {
            return;
        }
        let kept = storage::read(DRAFT_KEY).and_then(|text| read_draft(&text).ok());
        let theirs = kept.unwrap_or_else(|| common.get_value());
        // Another window may have written since; its event is on the way to this one.
        let both = common.with_value(|base| merge(base, &ours, &theirs));
        if storage::write(DRAFT_KEY, &both.write()).is_err() {
            session.forgetful.set(true);
        }
        if both == ours {
            common.set_value(ours);
        }
        let mut backup = backup();
        if backup.changes == 0 && backup.on.is_none() {
            storage::persist();
        }
        backup.changes = backup.changes.saturating_add(1);
        write_backup(&backup);
    });
    storage::watch(move |key| {
        if key.is_some_and(|key| key != DRAFT_KEY) {
            return;
        }
        match storage::read(DRAFT_KEY).map(|text| read_draft(&text)) {
            Some(Ok(theirs)) => {
                let base = common.get_value();
                common.set_value(theirs.clone());
                session.history.update(|h| h.merge(&base, &theirs));
            }
            // Erased in another window: everywhere.
            None => {
                common.set_value(Draft::default());
                session.history.set(super::draft::History::default());
            }
            Some(Err(_)) => {}
        }
    });
}
