//! Owns the draft's place on the device: read at the start, written after every change, shared
//! with other windows.
//! Refuses to decide what is written when, and what two windows' changes become: `qitu-replica`
//! does.
//!
//! A first visit has nothing to read, so all that needs a [`Keeper`] comes after its first plan
//! (`session::deferred`). Until then the draft is put beside its place, where every edition looks.

use super::last_answer;
use crate::app::platform::storage::{self, Local};
use crate::app::platform::{carry, clock, media_query};
use crate::app::state::backup_file::{Unread, read_what_it_can};
use crate::app::state::draft::Draft;
use crate::app::state::durability::{BackupReminder, Durability};
use crate::app::state::history::History;
use qitu_model::json;
use qitu_replica::{Change, DRAFT_KEY, Device, Heard, Keeper, Refused, Saved, aside_key};
use std::cell::{Cell, RefCell};

const BACKUP_KEY: &str = "qitu.backup";

/// What was changed so long before the window closes may not have reached every other window.
const FRESH_MS: f64 = 1000.0;

/// How things are kept here, before anything was written.
#[must_use]
pub fn durability() -> Durability {
    match storage::probe() {
        Err(why) => why.into(),
        Ok(()) if carry::is_apart() => Durability::Apart,
        Ok(()) if media_query::clears_by_itself() => Durability::Fleeting,
        Ok(()) => Durability::Kept,
    }
}

/// What was found on the device.
#[derive(Default)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// Why what was kept could not be read.
    pub unread: Option<Unread>,
    /// Plans in the draft that this edition cannot read. They stay where they are.
    pub omitted: usize,
    /// This edition could read what an earlier one could not.
    pub recovered: bool,
}

/// What this window holds of what is kept.
struct Held {
    keeper: Keeper,
    /// The draft whose changes are in the keeper.
    committed: String,
    /// When a change was made last.
    changed: f64,
    /// Something is to be written.
    waits: bool,
}

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
    static WINDOW: String = storage::window_id();
    /// The draft was put beside its place before the keeper was here.
    static ASIDE: Cell<bool> = const { Cell::new(false) };
}

/// This window's id.
fn window() -> String {
    WINDOW.with(String::clone)
}

fn held<T>(act: impl FnOnce(&mut Held) -> T) -> T {
    HELD.with_borrow_mut(|held| {
        act(held.get_or_insert_with(|| Held {
            keeper: Keeper::of(window(), ASIDE.get()),
            committed: Draft::default().write(),
            // What lies beside the draft goes once the draft is written.
            waits: ASIDE.get(),
            changed: f64::NEG_INFINITY,
        }))
    })
}

impl Held {
    /// Takes in what was changed in this window.
    fn commit(&mut self, draft: &Draft) {
        let now = draft.write();
        if now != self.committed {
            self.keeper.commit(&self.committed, &now);
            self.committed = now;
            self.changed = clock::now();
            self.waits = true;
        }
    }

    /// There is nothing to write and nothing to show any more.
    fn forget(&mut self) {
        self.committed = Draft::default().write();
        self.waits = false;
    }
}

/// Is anything kept?
#[must_use]
pub fn exists() -> bool {
    storage::take_over(is_of_a_rider);
    !Keeper::keys(&Local).is_empty()
}

/// This window's history of changes, from a draft on.
#[must_use]
pub fn history(draft: Draft) -> History {
    History::in_window(draft, window())
}

/// What is kept, and how it could be read.
#[must_use]
pub fn open() -> Opened {
    let (keeper, found) = Keeper::open(window(), &Local);
    // Nothing in a readable draft is unreadable as a whole.
    let (draft, omitted) = read_what_it_can(&keeper.text()).unwrap_or_default();
    held(|held| {
        held.committed = draft.write();
        held.keeper = keeper;
    });
    Opened { draft, unread: found.unread, omitted, recovered: found.recovered }
}

/// What could not be read, as it stands: one text after the other.
#[must_use]
pub fn unread() -> Option<String> {
    let texts = Keeper::unread(&Local);
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Everything as it is kept, for a file: with what this edition does not know of it.
#[must_use]
pub fn whole(draft: &Draft) -> String {
    held(|held| {
        held.commit(draft);
        held.keeper.text()
    })
}

/// Puts the draft beside its place, before the keeper is here. Says how it ended.
pub fn put_aside(draft: &Draft) -> Saved {
    ASIDE.set(true);
    let (key, text) = (aside_key(&window()), draft.write());
    let put = Local.set(&key, &text).and_then(|()| Local.get(&key));
    match put {
        // What a device takes it is asked for: some take everything and keep nothing.
        Ok(there) if there.as_ref() == Some(&text) => Saved::Kept,
        Ok(_) => Saved::Refused(Refused::Blocked),
        Err(why) => Saved::Refused(why),
    }
}

/// Was the draft put beside its place?
#[must_use]
pub fn is_aside() -> bool {
    ASIDE.get()
}

/// How long ago the last backup was.
#[must_use]
pub fn backup() -> BackupReminder {
    storage::read(BACKUP_KEY).and_then(|text| json::read(&text).ok()).unwrap_or_default()
}

/// Keeps what is known of backups.
pub fn keep_backup(backup: &BackupReminder) {
    // A reminder that cannot be kept is only a reminder.
    let _ = storage::write(BACKUP_KEY, &json::write(backup));
}

/// Forgets everything that is kept.
pub fn erase() {
    held(|held| {
        held.keeper.forget();
        held.forget();
    });
    let own = [BACKUP_KEY, last_answer::KEY].map(str::to_owned);
    Keeper::keys(&Local).iter().chain(&own).for_each(|key| storage::forget(key));
    storage::forget_taken(is_of_a_rider);
}

/// Is this a key under which something of a rider's is kept?
fn is_of_a_rider(key: &str) -> bool {
    let is_draft = |rest: &str| rest.is_empty() || rest.starts_with('.');
    let is_draft = key.strip_prefix(DRAFT_KEY).is_some_and(is_draft);
    is_draft || key == BACKUP_KEY || key == last_answer::KEY
}

/// Forgets what could not be read.
pub fn forget_unread() {
    held(|held| held.keeper.forget_unread(&Local));
}

/// Writes the draft with what others have written since. Gives how it ended, and what they changed.
pub fn save(draft: &Draft) -> (Saved, Vec<Change>) {
    held(|held| {
        held.commit(draft);
        let (saved, changes) = held.keeper.save(&Local, current(draft));
        held.waits = saved != Saved::Kept;
        (saved, changes)
    })
}

/// The id of the plan that is worked on.
fn current(draft: &Draft) -> &str {
    draft.case().map(|case| case.id.as_str()).unwrap_or_default()
}

/// This draft shows everything that others have changed.
pub fn catch_up(draft: &Draft) {
    held(|held| held.committed = draft.write());
}

/// Another window wrote or took away what is under a key. Gives what that means for this one.
pub fn on_change(draft: &Draft, key: &str, text: Option<&str>) -> Heard {
    held(|held| {
        held.commit(draft);
        let heard = held.keeper.hear(&Local, key, text);
        match heard {
            Heard::Changed(_, true) | Heard::Newer => held.waits = true,
            Heard::Erased => held.forget(),
            Heard::Nothing | Heard::Changed(_, false) => {}
        }
        heard
    })
}

/// Is something of this draft not written yet?
#[must_use]
pub fn is_waiting(draft: &Draft) -> bool {
    held(|held| {
        held.commit(draft);
        held.waits
    })
}

/// The window closes.
pub fn leave(draft: &Draft) {
    held(|held| {
        held.commit(draft);
        let is_fresh = clock::now() - held.changed < FRESH_MS;
        if held.waits || is_fresh {
            let saved = held.keeper.leave(&Local, current(draft), is_fresh);
            held.waits = saved != Saved::Kept;
        }
    });
}
