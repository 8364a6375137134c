//! Owns the ways to do an activity: how long, how many hours when, for how much, from which weeks.

use super::{Contact, Date, Fact, Hours, Id, Need, Span, Text, Weeks, Yuan};
use crate::json::{FromJson, ToJson, Value, Writer, Wrong};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One way to do an activity. Either `weeks` and `load`, or `hours`, `pace` and `fits`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Offer {
    /// Unique in its activity.
    pub id: Id,
    /// Its name, where the id alone would not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Weeks>,
    /// What it asks for in every week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub load: Vec<Part>,
    /// Self-paced: hours in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Self-paced: hours a week the rider may choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// Self-paced: slots the hours may come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fits: Vec<Id>,
    /// What it costs.
    #[serde(skip_serializing_if = "is_zero_yuan")]
    pub fee: Yuan,
    /// Money back; the net fee is never below zero.
    #[serde(skip_serializing_if = "is_zero_yuan")]
    pub subsidy: Yuan,
    /// When it may start; none = any week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intakes: Option<Intakes>,
    /// Weekly class times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Span>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What this offer needs besides the activity's needs.
    #[serde(skip_serializing_if = "Need::is_nothing")]
    pub needs: Need,
    /// Share of practice, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hands_on: Option<u32>,
    /// Who teaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teacher: Option<Text>,
    /// How many riders find a place in one class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// How many riders must enrol before a class begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// What the academy calls the class in its own lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The last day of a class that is held once; plans count its `weeks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Whom to ask about it, where it is not whom to ask about the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Box<Contact>>,
    /// What nobody has said yet, so that no plan takes the offer; the words that stand in its
    /// place are the note of the fact of that name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<OfferField>,
    /// Where its numbers come from, when they differ from the activity's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Fact>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero_yuan(yuan: &Yuan) -> bool {
    yuan.0 == 0
}

impl Offer {
    /// Fee less subsidy, never below zero.
    #[must_use]
    pub fn net_fee(&self) -> Yuan {
        Yuan(self.fee.0.saturating_sub(self.subsidy.0).max(0))
    }

    /// Leaves out what riders read of a class and no plan is made with.
    pub(crate) fn forget_class(&mut self) {
        (self.teacher, self.code, self.contact) = (None, None, None);
        (self.seats, self.least, self.last_day) = (None, None, None);
    }

    /// Has everything been said that a plan must know?
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.unknown.is_empty()
    }

    /// Has this been said?
    #[must_use]
    pub fn knows(&self, field: OfferField) -> bool {
        !self.unknown.contains(&field)
    }
}

/// Hours of each week that may be spread over the slots they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Part {
    /// Hours a week.
    pub hours: Hours,
    /// Slot ids.
    pub fits: Vec<Id>,
}

/// The range of weekly hours of a self-paced offer, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pace {
    /// Fewest hours a week.
    pub min: Hours,
    /// Most hours a week.
    pub max: Hours,
}

/// When an offer may start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Intakes {
    /// In the weeks of these dates.
    Dates(Vec<Date>),
    /// In the week of `from` and every so many weeks after.
    Every {
        /// Weeks between two intakes, at least 1.
        every_weeks: u32,
        /// The first.
        from: Date,
    },
}

impl Intakes {
    /// The day it opens in the week of a Monday; none where it does not open in that week.
    #[must_use]
    pub fn day_in_week(&self, monday: Date) -> Option<Date> {
        match self {
            Self::Dates(dates) => {
                dates.iter().copied().filter(|day| day.week_from(monday) == 0).min()
            }
            Self::Every { every_weeks, from } => {
                let day = from.plus_days(-from.week_from(monday).checked_mul(7)?);
                let weeks = u32::try_from(day.week_from(*from)).ok()?;
                weeks.is_multiple_of((*every_weeks).max(1)).then_some(day)
            }
        }
    }
}

impl FromJson for Intakes {
    fn blank() -> Self {
        Self::Dates(Vec::new())
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        if let Value::List(_) = value {
            let mut dates = Vec::new();
            dates.read_json(value)?;
            *self = Self::Dates(dates);
            return Ok(());
        }
        let mut map = value.map(&"intakes")?;
        let (mut every_weeks, mut from) = (0, Date::default());
        map.must(&"every_weeks", &mut every_weeks);
        map.must(&"from", &mut from);
        *self = Self::Every { every_weeks, from };
        map.end()
    }
}

impl ToJson for Intakes {
    fn to_json(&self, to: &mut Writer) {
        match self {
            Self::Dates(dates) => dates.to_json(to),
            Self::Every { every_weeks, from } => {
                to.open_map();
                to.field("every_weeks", every_weeks);
                to.field("from", from);
                to.close_map();
            }
        }
    }
}

/// Where something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 线上
    Online,
    /// 到场
    InPerson,
    /// 混合
    Blended,
}

/// What an offer may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferField {
    /// What it costs.
    Fee,
    /// How many weeks it takes, and how many hours of which.
    Hours,
    /// When it may start.
    Intakes,
    /// Weekly class times.
    Sessions,
    /// Where it is held.
    Place,
}

impl OfferField {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Fee, Self::Hours, Self::Intakes, Self::Sessions, Self::Place];

    /// Its name in files, also among the facts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fee => "fee",
            Self::Hours => "hours",
            Self::Intakes => "intakes",
            Self::Sessions => "sessions",
            Self::Place => "place",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intake_is_a_day_of_its_week() {
        let day = |text: &str| Date::parse(text).unwrap();
        let monday = |text: &str| day(text).monday_on_or_after();
        let dates = Intakes::Dates(vec![day("2026-12-12"), day("2026-12-09"), day("2027-01-04")]);
        assert_eq!(dates.day_in_week(monday("2026-12-07")), Some(day("2026-12-09")));
        assert_eq!(dates.day_in_week(monday("2027-01-04")), Some(day("2027-01-04")));
        assert_eq!(dates.day_in_week(monday("2026-12-14")), None);
        let every = Intakes::Every { every_weeks: 8, from: day("2026-12-19") };
        assert_eq!(every.day_in_week(monday("2026-12-14")), Some(day("2026-12-19")));
        assert_eq!(every.day_in_week(monday("2027-09-20")), Some(day("2027-09-25")));
        assert_eq!(every.day_in_week(monday("2027-09-27")), None);
        assert_eq!(every.day_in_week(monday("2026-10-19")), None, "before the first");
    }
}
