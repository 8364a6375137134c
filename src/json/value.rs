//! Owns JSON as a tree, and taking it apart.

use super::{FromJson, Wrong};
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
    pub fn map(self, what: &'static str) -> Result<Fields<'a>, Wrong> {
        match self {
            Self::Map(entries) => Ok(Fields { entries, at: 0, wrong: None }),
            _ => Err(Wrong(what)),
        }
    }

    /// Which of some words this is, or is the only key of, and what stands under that key.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn variant(self, what: &'static str, words: &[&str]) -> Result<(usize, Self), Wrong> {
        match self {
            Self::Map(mut entries) if entries.len() == 1 => {
                let (key, value) = entries.pop().unwrap_or_default();
                Ok((Self::Text(key).word(what, words)?, value))
            }
            word => Ok((word.word(what, words)?, Self::Null)),
        }
    }

    /// The items of a list, to be read one after the other.
    ///
    /// # Errors
    /// Where this is no list.
    pub fn list(self, what: &'static str) -> Result<Items<'a>, Wrong> {
        match self {
            Self::List(items) => Ok(Items { items: items.into_iter(), what }),
            _ => Err(Wrong(what)),
        }
    }

    /// Which of some words this is.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn word(&self, what: &'static str, words: &[&str]) -> Result<usize, Wrong> {
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
}

impl<'a> Fields<'a> {
    fn take(&mut self, key: &str) -> Option<Value<'a>> {
        let count = self.entries.len();
        let order = (self.at..count).chain(0..self.at.min(count));
        let at = order.into_iter().find(|at| self.entries[*at].0 == key)?;
        self.at = at + 1;
        // The key goes too: what is read twice was not written twice.
        let (_, value) = std::mem::take(&mut self.entries[at]);
        Some(value)
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// Where it is missing or cannot be read.
    pub fn must<T: FromJson>(&mut self, key: &'static str) -> Result<T, Wrong> {
        T::from_json(self.take(key).ok_or(Wrong(key))?)
    }

    /// A field, or what it is when left out. [`Fields::end`] tells whether it could be read.
    pub fn or_default<T: FromJson + Default>(&mut self, key: &'static str) -> T {
        self.or_else(key, T::default)
    }

    /// A field, or what the function makes.
    pub fn or_else<T: FromJson>(&mut self, key: &'static str, missing: fn() -> T) -> T {
        match self.take(key).map(T::from_json) {
            Some(Ok(read)) => return read,
            Some(Err(wrong)) => self.wrong = Some(wrong),
            None => {}
        }
        missing()
    }

    /// Which of some words a field is.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn word(&mut self, key: &'static str, words: &[&str]) -> Result<usize, Wrong> {
        self.take(key).ok_or(Wrong(key))?.word(key, words)
    }

    /// What was read, if all of it could be.
    ///
    /// # Errors
    /// Where a field could not be read.
    pub fn end<T>(&mut self, read: T) -> Result<T, Wrong> {
        self.wrong.map_or(Ok(read), Err)
    }

    /// Begins again: what could not be read in one way may be in another.
    pub fn forget(&mut self) {
        self.wrong = None;
        self.at = 0;
    }
}

/// The items of a list whose places have their own meaning.
pub struct Items<'a> {
    items: std::vec::IntoIter<Value<'a>>,
    what: &'static str,
}

impl Items<'_> {
    /// The next item.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn must<T: FromJson>(&mut self) -> Result<T, Wrong> {
        T::from_json(self.items.next().ok_or(Wrong(self.what))?)
    }

    /// The next item, or what it is when left out.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn or_default<T: FromJson + Default>(&mut self) -> Result<T, Wrong> {
        self.items.next().map_or_else(|| Ok(T::default()), T::from_json)
    }
}
