//! Owns the draft's place on the device: read at the start, written after every change, shared
//! with other windows, never overwritten where it cannot be read.
//! Refuses to decide what two windows' changes become: `merge` does.

use super::backup::{Unread, read_draft};
use super::draft::{Draft, History};
use super::further;
use super::merge::merge;
use super::platform::storage::{self, Refused};
use super::platform::{carry, clock, media};
use super::session::Session;
use leptos::prelude::*;
use qitu_model::Date;
use qitu_model::json::{self, FromJson, ToJson};

const DRAFT_KEY: &str = "qitu.draft";
const UNREAD_KEY: &str = "qitu.draft.unread";
const ASIDE_KEY: &str = "qitu.draft.aside";
const BACKUP_KEY: &str = "qitu.backup";

/// So long nothing changes before a change is written.
const REST_MS: i32 = 120;
/// So long after writing, another window may write without having seen it.
const BLIND_MS: f64 = 1000.0;

/// Changes after which a backup is worth a word, and the same where the browser clears by itself.
const MANY: u32 = 25;
const FEW: u32 = 8;

/// How long what is entered here lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
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
    /// Not at all.
    Blocked,
}

impl From<Refused> for Keeping {
    fn from(why: Refused) -> Self {
        match why {
            Refused::Blocked => Self::Blocked,
            Refused::Full => Self::Full,
        }
    }
}

/// How things are kept here, before anything was written.
#[must_use]
pub fn keeping() -> Keeping {
    match storage::probe() {
        Err(why) => why.into(),
        Ok(()) if carry::is_apart() => Keeping::Apart,
        Ok(()) if media::clears_by_itself() => Keeping::Fleeting,
        Ok(()) => Keeping::Kept,
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
    pub fn is_due(&self, keeping: Keeping) -> bool {
        let many = if keeping == Keeping::Kept { MANY } else { FEW };
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
    /// This edition could read what an earlier one could not.
    pub recovered: bool,
}

/// Is anything kept?
#[must_use]
pub fn is_there() -> bool {
    [DRAFT_KEY, UNREAD_KEY, ASIDE_KEY].into_iter().any(|key| storage::read(key).is_some())
}

/// What is kept, and how it could be read.
#[must_use]
pub fn open() -> Opened {
    let mut opened = Opened::default();
    if let Some(text) = storage::read(DRAFT_KEY) {
        match read_draft(&text) {
            Ok(draft) => opened.draft = draft,
            Err(why) => {
                // It stays on the device beside what comes now, for a later edition or a helper.
                let _ = storage::write(UNREAD_KEY, &text);
                opened.unread = Some(why);
            }
        }
    }
    if opened.unread.is_none()
        && let Some(old) = unread().and_then(|text| read_draft(&text).ok())
    {
        opened.draft = merge(&Draft::default(), &opened.draft, &old);
        opened.recovered = true;
        if storage::write(DRAFT_KEY, &opened.draft.write()).is_ok() {
            storage::forget(UNREAD_KEY);
        }
    }
    if opened.unread.is_none() {
        take_up(&mut opened.draft);
    }
    opened
}

/// Takes up what windows put aside that were closed before they could make one of it and of what
/// another had written.
fn take_up(draft: &mut Draft) {
    let Some(aside) = storage::read(ASIDE_KEY) else { return };
    let mut is_read = true;
    for line in aside.lines() {
        match read_draft(line) {
            Ok(old) => *draft = merge(&Draft::default(), draft, &old),
            Err(_) => is_read = false,
        }
    }
    if storage::write(DRAFT_KEY, &draft.write()).is_ok() && is_read {
        storage::forget(ASIDE_KEY);
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
    [DRAFT_KEY, UNREAD_KEY, ASIDE_KEY, BACKUP_KEY, super::last::KEY]
        .into_iter()
        .for_each(storage::forget);
}

/// Forgets what could not be read.
pub fn forget_unread() {
    storage::forget(UNREAD_KEY);
}

/// Writes what is in this window, and says how that went.
pub fn save(session: Session, draft: &Draft) -> Option<String> {
    if draft.is_empty() {
        storage::forget(DRAFT_KEY);
        return None;
    }
    let text = draft.write();
    let kept = storage::write(DRAFT_KEY, &text);
    let before = session.keeping.get_untracked();
    let now = match kept {
        Err(why) => why.into(),
        Ok(()) if matches!(before, Keeping::Full | Keeping::Cleared) => keeping(),
        Ok(()) => before,
    };
    if now != before {
        session.keeping.set(now);
    }
    Some(text)
}

/// What this window and the device know of each other.
#[derive(Clone, Copy)]
struct Shared {
    session: Session,
    draft: Memo<Draft>,
    /// What both have: where the next merge begins.
    common: StoredValue<Draft>,
    /// Its text.
    written: StoredValue<Option<String>>,
    /// What both had before this window wrote last, and when that was.
    before: StoredValue<(Draft, f64)>,
    /// What this window has put aside.
    aside: StoredValue<Option<String>>,
}

impl Shared {
    /// Writes what is in this window, with what another has written since.
    fn write(self) {
        if self.common.with_value(|base| self.draft.with_untracked(|ours| ours == base)) {
            return;
        }
        // Another window may have written since: its event is on the way to this one, or came when
        // nothing could read it.
        let kept = storage::read(DRAFT_KEY);
        if let Some(text) = kept.filter(|text| self.written.get_value().as_ref() != Some(text)) {
            match self.take(&text, clock::now()) {
                Some(Ok(())) => {}
                Some(Err(_)) => {
                    // A window of a later edition: what it wrote is put aside for it.
                    let _ = storage::write(UNREAD_KEY, &text);
                }
                None => {
                    // Should this window be closed before: the next one makes one of both.
                    self.put_aside(Some(self.draft.with_untracked(Draft::write)));
                    return with_the_rest(move || self.write());
                }
            }
        }
        let ours = self.draft.get_untracked();
        self.written.set_value(save(self.session, &ours));
        self.put_aside(None);
        self.before.set_value((self.common.get_value(), clock::now()));
        self.common.set_value(ours);
    }

    /// Puts what is in this window beside what is kept, in place of what it put there before. Each
    /// window has a line.
    fn put_aside(self, ours: Option<String>) {
        let mine = self.aside.get_value();
        if mine == ours {
            return;
        }
        let aside = storage::read(ASIDE_KEY).unwrap_or_default();
        let others = aside.lines().filter(|line| mine.as_deref() != Some(*line));
        let lines = others.chain(ours.as_deref()).collect::<Vec<_>>().join("\n");
        if lines.is_empty() {
            storage::forget(ASIDE_KEY);
        } else {
            let _ = storage::write(ASIDE_KEY, &lines);
        }
        self.aside.set_value(ours);
    }

    /// Takes in what another window wrote, as heard of at this moment.
    fn take_in(self, heard: f64) {
        let Some(text) = storage::read(DRAFT_KEY) else {
            // Erased in another window: everywhere.
            self.common.set_value(Draft::default());
            self.written.set_value(None);
            self.aside.set_value(None);
            self.session.history.set(History::default());
            return;
        };
        if self.take(&text, heard).is_none() {
            with_the_rest(move || self.take_in(heard));
        }
    }

    /// Makes one of what is in this window and of what another wrote. `None` where what can do so
    /// is not here.
    fn take(self, text: &str, heard: f64) -> Option<Result<(), Unread>> {
        let further = further::here()?;
        let theirs = match (further.read)(text) {
            Ok(theirs) => theirs,
            Err(why) => return Some(Err(why)),
        };
        // Who writes at the same moment has not seen what this window wrote: what is not in
        // theirs was not taken out there.
        let blind =
            self.before.with_value(|(draft, at)| (heard - at < BLIND_MS).then(|| draft.clone()));
        let base = blind.unwrap_or_else(|| self.common.get_value());
        self.common.set_value(theirs.clone());
        self.written.set_value(Some(text.to_owned()));
        self.session.history.update(|h| (further.take_in)(h, &base, &theirs));
        Some(Ok(()))
    }
}

/// Does something once what reads drafts is here. Where that does not come, it is asked for again
/// with the next change.
fn with_the_rest(act: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        if further::bring().await.is_ok() {
            act();
        }
    });
}

/// Writes every change, and takes in what other windows write.
pub fn watch(session: Session) {
    let draft = Memo::new(move |_| session.history.with(|h| h.now.clone()));
    let common = StoredValue::new(draft.get_untracked());
    let written = StoredValue::new(storage::read(DRAFT_KEY));
    let before = StoredValue::new((Draft::default(), f64::NEG_INFINITY));
    let aside = StoredValue::new(None);
    let shared = Shared { session, draft, common, written, before, aside };
    // A drag changes much in a moment: it is written once it rests, or when the page is left.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        draft.track();
        if first.is_none() {
            return;
        }
        turn.update_value(|t| *t = t.wrapping_add(1));
        let mine = turn.get_value();
        clock::after(REST_MS, move || {
            if turn.get_value() == mine {
                shared.write();
            }
        });
    });
    storage::on_leaving(move || shared.write());
    storage::watch(move |key| match key.as_deref() {
        // Everything of this site at once: not this page's doing, and no reason to lose the rest.
        None => {
            if !draft.with_untracked(Draft::is_empty) {
                session.keeping.set(Keeping::Cleared);
            }
        }
        Some(DRAFT_KEY) => shared.take_in(clock::now()),
        Some(_) => {}
    });
}
