//! Owns the draft's place on the device: read at the start, written after every change, shared
//! with other windows.
//! Refuses to decide what is written when, and what two windows' changes become: `qitu-replica`
//! does.

use crate::app::platform::storage::{self, Local, Refused};
use crate::app::platform::{carry, clock, media_query};
use crate::app::session::Session;
use crate::app::session::deferred;
use crate::app::state::backup_file::{Unread, read_what_it_can};
use crate::app::state::draft::{Draft, History};
use leptos::prelude::*;
use qitu_model::Date;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_replica::{Change, Heard, Keeper, Saved};
use std::cell::RefCell;

const BACKUP_KEY: &str = "qitu.backup";

/// So long nothing changes before a change is written.
const REST_MS: i32 = 120;
/// What was changed so long before the window closes may not have reached every other window.
const FRESH_MS: f64 = 1000.0;

/// Changes after which a backup is worth a word, and the same where the browser clears by itself.
const MANY: u32 = 25;
const FEW: u32 = 8;

/// How long what is entered here lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As long as the rider keeps it.
    Kept,
    /// This browser clears what was not visited for some days, or with its cache.
    Fleeting,
    /// Inside another page: apart from what the same browser keeps elsewhere.
    Apart,
    /// Somebody cleared the device's copy while this window was open.
    Cleared,
    /// The place is full: the newest changes are in this window alone.
    Full,
    /// Something is kept that cannot be read, and there is no room for a copy of it: the newest
    /// changes are in this window alone.
    NoCopy,
    /// A window of a later edition keeps the draft now: changes here lie beside it.
    Outdated,
    /// Not at all.
    Blocked,
}

impl From<Refused> for Durability {
    fn from(why: Refused) -> Self {
        match why {
            Refused::Blocked => Self::Blocked,
            Refused::Full => Self::Full,
        }
    }
}

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

/// When the last backup was made and how much changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
#[serde(default)]
pub struct Backup {
    /// The day of the last one.
    pub on: Option<Date>,
    /// Changes since.
    pub changes: u32,
    /// Changes up to which the rider wants no reminder.
    pub later: u32,
    /// The rider knows how things are kept here.
    pub known: bool,
}

impl Backup {
    /// Is it time for one?
    #[must_use]
    pub fn is_due(&self, keeping: Durability) -> bool {
        let many = if keeping == Durability::Kept { MANY } else { FEW };
        self.changes.saturating_sub(self.later) >= many
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
#[derive(Default)]
struct Held {
    keeper: Keeper,
    /// The draft whose changes are in the keeper.
    committed: String,
    /// When a change was made last.
    changed: f64,
    /// Something is to be written.
    waits: bool,
    /// Others have changed something that is not on the screen yet: what reads it is on its way.
    behind: bool,
}

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

fn held<T>(act: impl FnOnce(&mut Held) -> T) -> T {
    HELD.with_borrow_mut(|held| {
        act(held.get_or_insert_with(|| Held {
            keeper: Keeper::of(storage::window_id()),
            committed: Draft::default().write(),
            changed: f64::NEG_INFINITY,
            ..Held::default()
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
}

/// Is anything kept?
#[must_use]
pub fn exists() -> bool {
    !Keeper::keys(&Local).is_empty()
}

/// This window's history of changes, from a draft on.
#[must_use]
pub fn history(draft: Draft) -> History {
    History::in_window(draft, held(|held| held.keeper.window().to_owned()))
}

/// What is kept, and how it could be read.
#[must_use]
pub fn open() -> Opened {
    let (keeper, found) = Keeper::open(storage::window_id(), &Local);
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

/// How long ago the last backup was.
#[must_use]
pub fn backup() -> Backup {
    storage::read(BACKUP_KEY).and_then(|text| json::read(&text).ok()).unwrap_or_default()
}

/// Changes what is known of backups.
pub fn note(session: Session, change: impl FnOnce(&mut Backup)) {
    session.backup.update(change);
    let text = session.backup.with_untracked(|backup| json::write(backup));
    // A reminder that cannot be kept is only a reminder.
    let _ = storage::write(BACKUP_KEY, &text);
}

/// A backup was made today.
pub fn backed_up(session: Session) {
    note(session, |backup| {
        *backup = Backup { on: Some(session.today), known: backup.known, ..Backup::default() };
    });
}

/// The rider made one more change.
pub fn count(session: Session) {
    if session.backup.with_untracked(|b| b.on.is_none() && b.changes == 0) {
        leptos::task::spawn_local(storage::persist());
    }
    note(session, |backup| backup.changes = backup.changes.saturating_add(1));
}

/// Forgets everything that is kept.
pub fn erase() {
    held(|held| {
        held.keeper.forget();
        held.committed = Draft::default().write();
        held.waits = false;
        held.behind = false;
    });
    let own = [BACKUP_KEY, crate::app::store::last_answer::KEY].map(str::to_owned);
    Keeper::keys(&Local).iter().chain(&own).for_each(|key| storage::forget(key));
}

/// Forgets what could not be read.
pub fn forget_unread(session: Session) {
    held(|held| held.keeper.forget_unread(&Local));
    save(session);
}

/// Writes what is in this window, with what others have written since. Says whether it is kept.
pub fn save(session: Session) -> bool {
    let draft = session.history.with_untracked(|h| h.now.clone());
    let (saved, changes) = held(|held| {
        held.commit(&draft);
        let saved = held.keeper.save(&Local, current(&draft));
        held.waits = saved.0 != Saved::Kept;
        saved
    });
    take(session, &changes);
    tell(session, saved);
    saved == Saved::Kept
}

/// The id of the plan that is worked on.
fn current(draft: &Draft) -> &str {
    draft.case().map(|case| case.id.as_str()).unwrap_or_default()
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
            | Durability::Blocked => durability(),
            _ => before,
        },
    };
    if now != before {
        session.keeping.set(now);
    }
}

/// Shows what others changed.
fn take(session: Session, changes: &[Change]) {
    let is_behind = held(|held| held.behind);
    if changes.is_empty() && !is_behind {
        return;
    }
    let Some(further) = deferred::here() else {
        held(|held| held.behind = true);
        leptos::task::spawn_local(async move {
            // Where it does not come it is asked for again with the next change.
            if deferred::bring().await.is_ok() {
                take(session, &[]);
            }
        });
        return;
    };
    let changes = if is_behind {
        let draft = session.history.with_untracked(|h| h.now.clone());
        held(|held| {
            held.commit(&draft);
            held.keeper.difference(&held.committed)
        })
    } else {
        changes.to_vec()
    };
    held(|held| held.behind = false);
    session.history.update(|history| (further.take_in)(history, &changes));
    let draft = session.history.with_untracked(|h| h.now.write());
    held(|held| held.committed = draft);
}

/// Another window wrote or took away what is under a key.
fn hear(session: Session, key: &str, text: Option<&str>) {
    let draft = session.history.with_untracked(|h| h.now.clone());
    let heard = held(|held| {
        held.commit(&draft);
        held.keeper.hear(&Local, key, text)
    });
    match heard {
        Heard::Nothing => {}
        Heard::Changed(changes, lacks) => {
            take(session, &changes);
            if lacks {
                held(|held| held.waits = true);
                // Several windows may lack something of each other: not all at once.
                let wait = clock::random_wait(REST_MS);
                clock::after(wait, move || write(session));
            }
        }
        Heard::Erased => {
            held(|held| {
                held.committed = Draft::default().write();
                held.waits = false;
                held.behind = false;
            });
            session.history.set(history(Draft::default()));
        }
        Heard::Newer => {
            held(|held| held.waits = true);
            write(session);
        }
    }
}

/// Writes what is to be written.
fn write(session: Session) {
    let draft = session.history.with_untracked(|h| h.now.clone());
    let waits = held(|held| {
        held.commit(&draft);
        held.waits || held.behind
    });
    if waits {
        save(session);
    }
}

/// The window closes.
fn leave(session: Session) {
    let draft = session.history.with_untracked(|h| h.now.clone());
    held(|held| {
        held.commit(&draft);
        let is_fresh = clock::now() - held.changed < FRESH_MS;
        if held.waits || is_fresh {
            let saved = held.keeper.leave(&Local, current(&draft), is_fresh);
            held.waits = saved != Saved::Kept;
        }
    });
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
    storage::on_leaving(move |closes| if closes { leave(session) } else { write(session) });
    storage::watch(move |key, text| match key.as_deref() {
        // Everything of this site at once: not this page's doing, and no reason to lose the rest.
        None => {
            if !draft.with_untracked(Draft::is_empty) {
                session.keeping.set(Durability::Cleared);
            }
        }
        Some(key) => hear(session, key, text.as_deref()),
    });
}
