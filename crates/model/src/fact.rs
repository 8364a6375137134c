//! Owns what is said of the world with its source: facts, and the pay, cover and outlook of a role.

use super::{Date, Id, Source, Text, Yuan};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// What is older than this many months is old: ask before acting on it.
const STALE_MONTHS: i32 = 18;
/// A rule holds until it is changed: it is old when nobody has looked for this many months.
const UNCHECKED_MONTHS: i32 = 24;

/// How sure a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Somebody answerable said so.
    Stated,
    /// A rule that applies now.
    InForce,
    /// Hoped for by whoever would do it.
    Expected,
    /// Our own guess.
    #[default]
    Estimate,
}

/// Where a number comes from and how sure it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Fact {
    /// How sure.
    pub status: Status,
    /// The source's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// When it was said or came into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The day itself is not known: it lies between `date` and this one, ends included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// The last day a rule is in force, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// When somebody last looked whether it still holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Date>,
    /// The lower end of the range that was said, in the number's own unit. The number itself is
    /// what plans are made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
    /// A caveat that belongs beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Fact {
    /// Both ends of the range that was said.
    #[must_use]
    pub fn range(&self) -> Option<(u32, u32)> {
        self.low.zip(self.high)
    }

    /// For how many months somebody has said, hoped or guessed it, or since when nobody has looked
    /// whether a rule still holds, where that is long.
    #[must_use]
    pub fn months_old(&self, today: Date) -> Option<i32> {
        let (from, most) = match self.status {
            Status::InForce => (self.checked.or(self.date), UNCHECKED_MONTHS),
            _ => (self.date.or(self.checked), STALE_MONTHS),
        };
        months(from?, today, most)
    }

    /// Its last day is past: whether it still holds is not known.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// The source it names, where it is among these.
    #[must_use]
    pub fn source_in(&self, sources: &[Source]) -> Option<Source> {
        let id = self.source.as_ref()?;
        sources.iter().find(|source| source.id == *id).cloned()
    }
}

/// Whole months from one day to another, where they are more than `most`.
fn months(from: Date, to: Date, most: i32) -> Option<i32> {
    let months = to.days_since(from) * 12 / 365;
    (months > most).then_some(months)
}

/// For how many months nobody has checked a catalogue or a file of data, where that is long.
#[must_use]
pub fn months_unchecked(checked: Option<Date>, today: Date) -> Option<i32> {
    months(checked?, today, STALE_MONTHS)
}

/// Gross monthly pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pay {
    /// Lower end.
    pub low: Yuan,
    /// Upper end.
    pub high: Yuan,
    /// Where from.
    #[serde(default)]
    pub fact: Fact,
}

/// How far a promise of cover has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CoverState {
    /// Said in public, no rule yet.
    Announced,
    /// Applies now.
    InForce,
    /// Nobody has said.
    #[default]
    Undefined,
}

/// Social insurance of one employment status in a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Cover {
    /// `full_time`, `stable_part_time`, `crowdsourced`, …
    pub employment: Id,
    /// What is covered, in words.
    pub what: Text,
    /// How far it has come.
    pub state: CoverState,
    /// Where from.
    pub fact: Fact,
}

/// One thing to expect of a role: a chance, or what goes wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Outlook {
    /// `good`, `mixed` or `bad` news.
    pub tone: String,
    /// The sentence.
    pub text: Text,
    /// Where from.
    pub fact: Fact,
}
