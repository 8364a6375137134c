//! Owns JSON as a tree, and taking it apart.

use super::{FromJson, Name, Wrong};
use std::borrow::Cow;

/// Any JSON. What it can it borrows from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is written.
    Number(&'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// A map in the order of the text.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// A text.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The value under a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    /// The same, to change; a missing one is put in. None where this is no map.
    pub fn slot(&mut self, key: &'a str) -> Option<&mut Self> {
        let Self::Map(entries) = self else { return None };
        let at = entries.iter().position(|(own, _)| own == key).unwrap_or_else(|| {
            entries.push((Cow::Borrowed(key), Self::Null));
            entries.len() - 1
        });
        entries.get_mut(at).map(|(_, value)| value)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The fields of a map; `what` it should be is said where it is none.
    ///
    /// # Errors
    /// Where this is no map.
    pub fn map(&mut self, what: Name) -> Result<Fields<'a>, Wrong> {
        match self {
            Self::Map(entries) => Ok(Fields::of(std::mem::take(entries))),
            _ => Err(Wrong(what)),
        }
    }

    /// Which of some words this is, or is the only key of; then this becomes what stands under
    /// that key.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn variant(&mut self, what: Name, words: &[&str]) -> Result<usize, Wrong> {
        let mut value = Self::Null;
        if let Self::Map(entries) = self
            && entries.len() == 1
            && let Some((key, own)) = entries.pop()
        {
            (*self, value) = (Self::Text(key), own);
        }
        let which = self.word(what, words)?;
        *self = value;
        Ok(which)
    }

    /// Has each item of a list read, one after the other.
    ///
    /// # Errors
    /// Where this is no list, or an item cannot be read.
    pub fn each(
        &mut self,
        what: Name,
        read: &mut dyn FnMut(&mut Self) -> Result<(), Wrong>,
    ) -> Result<(), Wrong> {
        let Self::List(items) = self else { return Err(Wrong(what)) };
        items.iter_mut().try_for_each(read)
    }

    /// Reads a list whose places have their own meaning; the first `must` of them must be there.
    ///
    /// # Errors
    /// Where this is no list, one that must be there is not, or one cannot be read.
    pub fn places(
        &mut self,
        what: Name,
        must: usize,
        places: &mut [&mut dyn FromJson],
    ) -> Result<(), Wrong> {
        let Self::List(items) = self else { return Err(Wrong(what)) };
        for (at, place) in places.iter_mut().enumerate() {
            match items.get_mut(at) {
                Some(item) => place.read_json(item)?,
                None if at < must => return Err(Wrong(what)),
                None => {}
            }
        }
        Ok(())
    }

    /// Which of some words this is.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn word(&self, what: Name, words: &[&str]) -> Result<usize, Wrong> {
        let own = self.as_text().ok_or(Wrong(what))?;
        words.iter().position(|word| *word == own).ok_or(Wrong(what))
    }
}

/// The entries of a map while they are being read.
pub struct Fields<'a> {
    entries: Vec<(Cow<'a, str>, Value<'a>)>,
    /// Where the next one is expected: most files keep to one order.
    at: usize,
    wrong: Option<Wrong>,
    /// Something that must be there is not: no more is read.
    over: bool,
}

impl<'a> Fields<'a> {
    fn of(entries: Vec<(Cow<'a, str>, Value<'a>)>) -> Self {
        Self { entries, at: 0, wrong: None, over: false }
    }

    fn take(&mut self, key: Name) -> Option<Value<'a>> {
        let count = self.entries.len();
        let order = (self.at..count).chain(0..self.at.min(count));
        let at = order.into_iter().find(|at| self.entries[*at].0 == *key)?;
        self.at = at + 1;
        // The key goes too: what is read twice was not written twice.
        let (_, value) = std::mem::take(&mut self.entries[at]);
        // A field that stands there once more is refused, as serde does: nobody knows which is meant.
        if self.entries.iter().any(|(other, _)| other == key) {
            self.wrong = Some(Wrong(key));
        }
        Some(value)
    }

    /// A field that must be there. [`Fields::end`] tells whether it was, and could be read.
    pub fn must(&mut self, key: Name, field: &mut dyn FromJson) {
        if self.over {
            return;
        }
        let read = match self.take(key) {
            Some(mut value) => field.read_json(&mut value),
            None => Err(Wrong(key)),
        };
        if let Err(wrong) = read {
            self.wrong = Some(wrong);
            self.over = true;
        }
    }

    /// A field that stays as it is when left out. [`Fields::end`] tells whether it could be read.
    pub fn may(&mut self, key: Name, field: &mut dyn FromJson) {
        if !self.over
            && let Some(mut value) = self.take(key)
            && let Err(wrong) = field.read_json(&mut value)
        {
            self.wrong = Some(wrong);
        }
    }

    /// Which of some words a field is.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn word(&mut self, key: Name, words: &[&str]) -> Result<usize, Wrong> {
        self.take(key).ok_or(Wrong(key))?.word(key, words)
    }

    /// Whether all could be read.
    ///
    /// # Errors
    /// Where a field could not be read, or was not there.
    pub fn end(&self) -> Result<(), Wrong> {
        self.wrong.map_or(Ok(()), Err)
    }

    /// Begins again: what could not be read in one way may be in another.
    pub fn forget(&mut self) {
        self.wrong = None;
        self.over = false;
        self.at = 0;
    }
}
