//! Owns what the two files of 谁在教 hold: the directory of communities, and who trains and helps.

use qitu_model::json::FromJson;
use qitu_model::{Fact, Id, Source, Text};

/// `directory.json`: the communities.
#[derive(FromJson)]
pub struct Directory {
    /// Where the facts are from.
    pub sources: Vec<Source>,
    /// How sure it is, and where it is from.
    pub fact: Fact,
    /// The fields of work.
    pub fields: Vec<Field>,
    /// The provinces.
    pub places: Vec<Place>,
    /// The communities.
    pub rows: Vec<Community>,
}

/// A field of work, and the roles it is about.
#[derive(FromJson)]
pub struct Field {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The roles it is about.
    pub roles: Vec<Id>,
}

/// A province.
#[derive(FromJson)]
pub struct Place {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
}

/// Number, name, month, field, lead units, which of them are in Guangdong, places, and for a
/// suspected repeat the number it repeats.
#[derive(FromJson)]
pub struct Community(
    pub u32,
    pub String,
    pub String,
    pub usize,
    pub Vec<String>,
    pub Vec<usize>,
    pub Vec<usize>,
    #[serde(default)] pub Option<u32>,
);

/// `institutions.json`: who trains, whom to ask, where to go.
#[derive(Clone, FromJson)]
pub struct Places {
    /// Where it is from.
    pub sources: Vec<Source>,
    /// Schools and companies.
    pub institutions: Vec<Institution>,
    /// Help points.
    pub help: Vec<Help>,
    /// Events.
    pub events: Vec<Event>,
}

/// A school, a company, an institute.
#[derive(Clone, FromJson)]
pub struct Institution {
    /// What it works on.
    pub field: Text,
    /// What it is called.
    pub name: Text,
    /// What was announced of it.
    pub said: Text,
    /// How sure it is, and where it is from.
    pub fact: Fact,
    /// The roles it is about.
    #[serde(default)]
    pub roles: Vec<Id>,
    /// None = anywhere.
    #[serde(default)]
    pub place: Option<Id>,
}

/// Somebody to ask.
#[derive(Clone, FromJson)]
pub struct Help {
    /// Who.
    pub name: Text,
    /// For what.
    #[serde(rename = "for")]
    pub what: Text,
    /// How sure it is, and where it is from.
    pub fact: Fact,
}

/// Something to visit.
#[derive(Clone, FromJson)]
pub struct Event {
    /// What.
    pub name: Text,
    /// When it was, or is.
    pub when: Text,
    /// What else is told of it. Paper has no room for it.
    #[serde(default)]
    pub more: Text,
    /// How sure it is, and where it is from.
    pub fact: Fact,
}
