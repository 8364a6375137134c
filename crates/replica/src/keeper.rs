//! Owns the order in which a window reads and writes the device, so that nothing that was kept is
//! overwritten before it is in what is written, or before a copy of it is safe.
//!
//! Every window writes all it knows under one key, and hears of what the others write there. No
//! lock is needed: a text that was overwritten has been heard by whoever overwrote it, who then
//! holds what the text lacks and writes again. What a window wrote in the moment before it closes is
//! put under a key of its own as well, since nobody may be left to hear of it.

use super::format::Unread;
use super::merge::{Change, Replica};

/// Where the draft is kept.
pub const DRAFT_KEY: &str = "qitu.draft";
/// Where what cannot be read is put, as it stands. A second text is put beside the first.
pub const UNREAD_KEY: &str = "qitu.draft.unread";
/// Where a window puts what it has when it may not or cannot write the draft: this, a dot and its
/// id. Earlier editions put a line for each window under this key itself.
pub const ASIDE_KEY: &str = "qitu.draft.aside";

/// Most texts that are put aside unread.
const MOST_UNREAD: usize = 20;

/// Why the device does not keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It keeps nothing for this page.
    Blocked,
    /// The place for this page is full.
    Full,
}

/// What keeps texts by key, such as a browser's local storage.
pub trait Device {
    /// The text under a key.
    ///
    /// # Errors
    /// Where the device refuses to be read.
    fn get(&self, key: &str) -> Result<Option<String>, Refused>;
    /// Keeps a text under a key, whole or not at all.
    ///
    /// # Errors
    /// Where the device refuses; the text that was there stays.
    fn set(&self, key: &str, text: &str) -> Result<(), Refused>;
    /// Takes a text away.
    ///
    /// # Errors
    /// Where the device refuses; the text stays.
    fn remove(&self, key: &str) -> Result<(), Refused>;
    /// All keys.
    fn keys(&self) -> Vec<String>;
}

/// What was found on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Why what was kept could not be read. It is on the device as it stands.
    pub unread: Option<Unread>,
    /// This edition could read what an earlier one could not.
    pub recovered: bool,
}

/// How a writing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The device has all that this window has.
    Kept,
    /// The device refuses. What it had it still has.
    Refused(Refused),
    /// The device has something that cannot be read, and no room for a copy of it. Nothing was
    /// written.
    NoCopy,
    /// A window of a later edition writes there, in a format that this one cannot read. What this
    /// window has is beside it, and that edition will take it in.
    Newer,
}

/// What another window's writing means for this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing new.
    Nothing,
    /// These values changed. `true` where the text lacks changes that this window has: it is to
    /// write again.
    Changed(Vec<Change>, bool),
    /// Everything was erased.
    Erased,
    /// A later edition writes now, which this one cannot read.
    Newer,
}

/// One window's hold of what is kept.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    window: String,
    replica: Replica,
    /// The newest text of the draft that is in the replica.
    known: Option<String>,
    /// The text that this window wrote last.
    written: Option<String>,
    /// A text in the draft's place that cannot be read, of which a copy is safe.
    copied: Option<String>,
    /// What was taken in from beside the draft: it goes once the draft is written.
    taken: Vec<(String, String)>,
    /// Something of this window is beside the draft.
    aside: bool,
    /// A later edition writes in the draft's place.
    newer: bool,
    /// Everything was erased, and nothing changed here since.
    blank: bool,
}

impl Keeper {
    /// A window that has read nothing yet. No two windows have one id. `aside` where it has put
    /// something beside the draft already, under its [`aside_key`].
    #[must_use]
    pub fn of(window: String, aside: bool) -> Self {
        Self { window, aside, ..Self::default() }
    }

    /// Reads what is kept. Nothing is lost by it: what cannot be read is copied, and what lies
    /// beside the draft stays until it is in the draft.
    #[must_use]
    pub fn open(window: String, device: &dyn Device) -> (Self, Opened) {
        let mut own = Self::of(window, false);
        let mut opened = Opened::default();
        if let Ok(Some(text)) = device.get(DRAFT_KEY) {
            match Replica::read(&text) {
                Ok((replica, _)) => {
                    own.replica = replica;
                    own.known = Some(text);
                }
                Err(why) => {
                    opened.unread = Some(why);
                    if put_unread(device, &text) {
                        own.copied = Some(text);
                    }
                }
            }
        }
        let mut keys = device.keys();
        keys.sort();
        for key in keys {
            let is_unread = is_under(&key, UNREAD_KEY);
            if !is_unread && !is_under(&key, ASIDE_KEY) {
                continue;
            }
            let Ok(Some(text)) = device.get(&key) else { continue };
            let lines: Vec<&str> =
                if is_unread { vec![text.as_str()] } else { text.lines().collect() };
            let read: Vec<_> = lines.iter().map(|line| Replica::read(line)).collect();
            opened.recovered |= is_unread && read.iter().any(Result::is_ok);
            for (replica, stamped) in read.iter().flatten() {
                if *stamped && !is_unread {
                    own.replica.merge(replica);
                } else {
                    own.replica.fill(&own.window, replica);
                }
            }
            if read.iter().all(Result::is_ok) {
                own.taken.push((key, text));
            }
        }
        if !own.taken.is_empty() {
            let current = own.current();
            own.save(device, &current);
        }
        (own, opened)
    }

    /// The draft, for an edition that knows no changes.
    #[must_use]
    pub fn text(&self) -> String {
        self.replica.write(&self.current())
    }

    /// The id of the plan that the kept draft is at.
    fn current(&self) -> String {
        let text = self.known.as_deref().unwrap_or_default();
        current_of(text).unwrap_or_default()
    }

    /// Takes in what this window changed: its draft before and after.
    pub fn commit(&mut self, before: &str, after: &str) {
        if self.replica.commit(&self.window, before, after) {
            self.blank = false;
        }
    }

    /// Writes what this window has, with what others have written since. `current` is the id of the
    /// plan being worked on. Says how it ended, and what others had changed.
    pub fn save(&mut self, device: &dyn Device, current: &str) -> (Saved, Vec<Change>) {
        let mut changes = Vec::new();
        let saved = self.try_save(device, current, &mut changes);
        let saved = match saved {
            Ok(()) => Saved::Kept,
            Err(Saved::Newer) => self.put_aside(device).err().map_or(Saved::Newer, Saved::Refused),
            // Room for what this window has may be there all the same.
            Err(Saved::NoCopy) => self.put_aside(device).map_or(Saved::NoCopy, |()| Saved::Kept),
            Err(why) => why,
        };
        (saved, changes)
    }

    fn try_save(
        &mut self,
        device: &dyn Device,
        current: &str,
        changes: &mut Vec<Change>,
    ) -> Result<(), Saved> {
        let there = device.get(DRAFT_KEY).map_err(Saved::Refused)?;
        if let Some(text) = there.as_ref().filter(|text| self.known.as_ref() != Some(text)) {
            self.take_in(device, text, changes)?;
        }
        let text = self.replica.write(current);
        let is_needed = there.is_some() || !self.replica.is_empty();
        if is_needed && there.as_ref() != Some(&text) {
            device.set(DRAFT_KEY, &text).map_err(Saved::Refused)?;
            // What a device takes it is asked for: some take everything and keep nothing.
            if device.get(DRAFT_KEY).map_err(Saved::Refused)?.as_ref() != Some(&text) {
                return Err(Saved::Refused(Refused::Blocked));
            }
            self.written = Some(text.clone());
        }
        if is_needed {
            self.known = Some(text);
            self.copied = None;
        }
        self.newer = false;
        self.tidy(device);
        Ok(())
    }

    /// Takes in the text in the draft's place, or sees that it may be overwritten.
    fn take_in(
        &mut self,
        device: &dyn Device,
        text: &str,
        changes: &mut Vec<Change>,
    ) -> Result<(), Saved> {
        match Replica::read(text) {
            Ok((theirs, stamped)) => {
                changes.extend(self.join(&theirs, stamped));
                self.known = Some(text.to_owned());
                Ok(())
            }
            Err(_) if self.copied.as_deref() == Some(text) => Ok(()),
            Err(Unread::Newer) if self.newer || self.known.is_some() => Err(Saved::Newer),
            Err(_) if put_unread(device, text) => {
                self.copied = Some(text.to_owned());
                Ok(())
            }
            Err(_) => Err(Saved::NoCopy),
        }
    }

    fn join(&mut self, theirs: &Replica, stamped: bool) -> Vec<Change> {
        if stamped {
            return self.replica.merge(theirs);
        }
        let base = self.known.as_deref().and_then(|text| Replica::read(text).ok());
        match base {
            Some((base, _)) => self.replica.adopt(&self.window, &base, theirs),
            None => self.replica.fill(&self.window, theirs),
        }
    }

    /// Takes away what was taken in and is written elsewhere by now.
    fn drop_taken(&mut self, device: &dyn Device) {
        for (key, text) in std::mem::take(&mut self.taken) {
            // A window may have put something else there since.
            if device.get(&key).ok().flatten().as_ref() == Some(&text) {
                let _ = device.remove(&key);
            }
        }
    }

    /// Takes away what is in the draft by now.
    fn tidy(&mut self, device: &dyn Device) {
        self.drop_taken(device);
        if self.aside && device.remove(&aside_key(&self.window)).is_ok() {
            self.aside = false;
        }
    }

    /// Puts what this window has beside the draft.
    ///
    /// # Errors
    /// Where the device refuses.
    fn put_aside(&mut self, device: &dyn Device) -> Result<(), Refused> {
        let (key, text) = (aside_key(&self.window), self.replica.write(&self.current()));
        device.set(&key, &text)?;
        if device.get(&key)?.as_ref() != Some(&text) {
            return Err(Refused::Blocked);
        }
        self.aside = true;
        self.drop_taken(device);
        Ok(())
    }

    /// The window closes. What was changed just now (`fresh`) is put beside the draft as well:
    /// another window may be overwriting the draft without having heard of it.
    pub fn leave(&mut self, device: &dyn Device, current: &str, fresh: bool) -> Saved {
        let (saved, _) = self.save(device, current);
        if (fresh || saved != Saved::Kept) && !self.replica.is_empty() {
            // Where this fails what the rider was told of the writing holds.
            let _ = self.put_aside(device);
        }
        saved
    }

    /// Another window has written or taken away what is under a key.
    pub fn hear(&mut self, device: &dyn Device, key: &str, text: Option<&str>) -> Heard {
        let is_draft = key == DRAFT_KEY;
        if !is_draft && !key.strip_prefix(ASIDE_KEY).is_some_and(|rest| rest.starts_with('.')) {
            return Heard::Nothing;
        }
        let Some(text) = text else {
            return if is_draft { self.erased(device) } else { Heard::Nothing };
        };
        if self.known.as_deref() == Some(text) {
            return Heard::Nothing;
        }
        match Replica::read(text) {
            Ok((theirs, stamped)) => {
                let changes = self.join(&theirs, stamped);
                // Whoever has not heard yet that all was erased takes it away again when it has.
                let lacks = !is_draft || !stamped || !self.replica.is_in(&theirs);
                let lacks = lacks && !self.blank;
                if is_draft {
                    self.known = Some(text.to_owned());
                }
                Heard::Changed(changes, lacks)
            }
            Err(Unread::Newer) if is_draft => {
                self.newer = true;
                Heard::Newer
            }
            // What cannot be read is copied before it is overwritten.
            Err(_) => Heard::Nothing,
        }
    }

    /// Another window erased everything. What this one wrote before it heard of that goes too.
    fn erased(&mut self, device: &dyn Device) -> Heard {
        self.forget();
        let there = device.get(DRAFT_KEY).ok().flatten();
        if there.is_some() && there == self.written {
            let _ = device.remove(DRAFT_KEY);
        }
        self.written = None;
        let _ = device.remove(&aside_key(&self.window));
        Heard::Erased
    }

    /// Takes away what cannot be read: whoever it belongs to does not want it. What stands in the
    /// draft's place may be overwritten from now on.
    pub fn forget_unread(&mut self, device: &dyn Device) {
        for key in Self::keys(device).iter().filter(|key| is_under(key, UNREAD_KEY)) {
            let _ = device.remove(key);
        }
        let there = device.get(DRAFT_KEY).ok().flatten();
        self.copied = there.filter(|text| Replica::read(text).is_err());
    }

    /// Forgets what is in this window.
    pub fn forget(&mut self) {
        self.replica.clear();
        self.blank = true;
        self.known = None;
        self.copied = None;
        self.taken.clear();
        self.aside = false;
    }

    /// The keys of everything that belongs to the draft.
    #[must_use]
    pub fn keys(device: &dyn Device) -> Vec<String> {
        let mut keys = device.keys();
        keys.retain(|key| {
            key == DRAFT_KEY || is_under(key, UNREAD_KEY) || is_under(key, ASIDE_KEY)
        });
        keys.sort();
        keys
    }

    /// What cannot be read, as it stands: in the draft's place and beside it, each once.
    #[must_use]
    pub fn unread(device: &dyn Device) -> Vec<String> {
        let keys = Self::keys(device).into_iter();
        let keys = keys.filter(|key| key == DRAFT_KEY || is_under(key, UNREAD_KEY));
        let mut texts: Vec<String> = keys.filter_map(|key| device.get(&key).ok()?).collect();
        texts.retain(|text| Replica::read(text).is_err());
        texts.sort();
        texts.dedup();
        texts
    }
}

/// Where a window puts what it has beside the draft.
#[must_use]
pub fn aside_key(window: &str) -> String {
    format!("{ASIDE_KEY}.{window}")
}

fn is_under(key: &str, name: &str) -> bool {
    key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Puts a text that cannot be read in a free place. Says whether it is there.
fn put_unread(device: &dyn Device, text: &str) -> bool {
    for at in 1..=MOST_UNREAD {
        let key = if at == 1 { UNREAD_KEY.to_owned() } else { format!("{UNREAD_KEY}.{at}") };
        match device.get(&key) {
            Ok(Some(other)) if other == text => return true,
            Ok(Some(_)) => {}
            Ok(None) => {
                let is_kept = device.set(&key, text).is_ok();
                return is_kept && device.get(&key).ok().flatten().as_deref() == Some(text);
            }
            Err(_) => return false,
        }
    }
    false
}

fn current_of(text: &str) -> Option<String> {
    let draft = qitu_model::json::parse(text)?;
    let qitu_model::json::Value::Number(at) = draft.get("current")? else { return None };
    let qitu_model::json::Value::List(cases) = draft.get("cases")? else { return None };
    Some(cases.get(at.parse::<usize>().ok()?)?.get("id")?.as_text()?.to_owned())
}
