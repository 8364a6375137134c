//! Owns JSON: text ↔ data, with as little code as that takes.
//! Refuses to say more than "this field cannot be read": `load` finds what is wrong where.
//!
//! The types' own derives (`qitu-derive`) obey their serde attributes, and a test holds both to
//! the same answers. Serde stays for the command line, which has room for it.

mod data;
mod parse;
mod value;
mod write;

pub use parse::parse;
pub use qitu_derive::{FromJson, ToJson};
pub use value::{Fields, Value};
pub use write::Writer;

/// The name of a field or a type. A reference to a reference, so that one word of the program says
/// it: every field of every type names itself.
pub type Name = &'static &'static str;

/// What could not be read: the name of a field or a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong(pub Name);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// Can be read from JSON.
///
/// Reading changes what is there already: so one function can look for any field of any type, and
/// no type needs code for what a half-read one leaves behind.
pub trait FromJson {
    /// What it is before it is read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Becomes what the value says, which may be taken out of it. Half of that where it fails.
    ///
    /// # Errors
    /// Where the value is of another kind, or a field that must be there is not.
    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong>;

    /// Reads it.
    ///
    /// # Errors
    /// Where the value is of another kind, or a field that must be there is not.
    fn from_json(mut value: Value<'_>) -> Result<Self, Wrong>
    where
        Self: Sized,
    {
        let mut own = Self::blank();
        own.read_json(&mut value)?;
        Ok(own)
    }
}

/// Can be written as JSON.
pub trait ToJson {
    /// Writes it.
    fn to_json(&self, to: &mut Writer);
}

/// Reads text.
///
/// # Errors
/// Where it is no JSON, or of something else.
pub fn read<T: FromJson>(text: &str) -> Result<T, Wrong> {
    T::from_json(parse(text).ok_or(Wrong(&"JSON"))?)
}

/// Writes on one line.
#[must_use]
pub fn write(data: &dyn ToJson) -> String {
    let mut to = Writer::default();
    data.to_json(&mut to);
    to.into_text()
}

/// Writes for people: a line for each entry, two spaces a level.
#[must_use]
pub fn write_pretty(data: &dyn ToJson) -> String {
    let mut to = Writer::pretty();
    data.to_json(&mut to);
    to.into_text()
}
