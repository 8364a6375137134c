//! Owns the ways to do an activity: how long, how many hours when, for how much, from which weeks.

use super::{Contact, Date, Fact, Hours, Id, Need, Span, Text, Weekday, Weeks, Yuan};
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
    /// Hours at a stretch; none = they may come in pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Hours>,
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
    /// On a day of some months, every year.
    Yearly(Yearly),
}

/// A day of some months, every year: of each month the day `day`, or the weekday `weekday` that is
/// the `nth` in it. A month that has no such day has no intake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Yearly {
    /// Months, 1 to 12.
    pub months: Vec<u32>,
    /// The day of the month, 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// Which of the weekdays of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<Nth>,
    /// The weekday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<Weekday>,
}

/// Which of the weekdays of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Nth {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// The last, be it the fourth or the fifth.
    Last,
}

impl Yearly {
    /// Its day in one month of a year; none where the month has no such day, or the rule says too
    /// little or too much to name one.
    #[must_use]
    pub fn day_in(&self, year: i32, month: u32) -> Option<Date> {
        let month = u8::try_from(month).ok()?;
        match (self.day, self.nth, self.weekday) {
            (Some(day), None, None) => Date::new(year, month, u8::try_from(day).ok()?),
            (None, Some(nth), Some(weekday)) => {
                let first = Date::new(year, month, 1)?;
                // Seven days in a row hold each weekday once.
                let from = match nth {
                    Nth::Last => {
                        let year = year + i32::from(month == 12);
                        Date::new(year, month % 12 + 1, 1)?.plus_days(-7)
                    }
                    _ => first.plus_days(7 * nth as i32),
                };
                Some(from.plus_days((weekday as i32 - from.julian_day()).rem_euclid(7)))
            }
            _ => None,
        }
    }
}

impl Intakes {
    /// The days from `from` on and before `end`; of a list in its own order.
    #[must_use]
    pub fn days(&self, from: Date, end: Date) -> Vec<Date> {
        let mut days = Vec::new();
        match self {
            Self::Dates(dates) => days.extend_from_slice(dates),
            Self::Every { every_weeks, from: first } => {
                let step = (*every_weeks).max(1);
                let weeks = u32::try_from(from.days_since(*first).max(0)).unwrap_or(0).div_ceil(7);
                let mut day = first.plus_weeks(weeks.div_ceil(step).saturating_mul(step));
                while day < end {
                    days.push(day);
                    day = day.plus_weeks(step);
                }
            }
            Self::Yearly(rule) => {
                for year in from.ymd().0..=end.ymd().0 {
                    days.extend(rule.months.iter().filter_map(|month| rule.day_in(year, *month)));
                }
            }
        }
        days.retain(|day| (from..end).contains(day));
        days
    }

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
            Self::Yearly(_) => self.days(monday, monday.plus_days(7)).into_iter().min(),
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
        let has_months = |(key, _): &(_, _)| *key == "months";
        if matches!(value, Value::Map(entries) if entries.iter().any(has_months)) {
            let mut rule = Yearly::blank();
            rule.read_json(value)?;
            *self = Self::Yearly(rule);
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
            Self::Yearly(rule) => rule.to_json(to),
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

    fn rule(text: &str) -> Intakes {
        let read = crate::json::read::<Intakes>(text).unwrap();
        assert_eq!(crate::json::write(&read), text);
        assert_eq!(serde_json::from_str::<Intakes>(text).unwrap(), read);
        read
    }

    fn days(intakes: &Intakes, from: &str, end: &str) -> Vec<String> {
        let day = |text: &str| Date::parse(text).unwrap();
        intakes.days(day(from), day(end)).iter().map(Date::to_string).collect()
    }

    #[test]
    fn a_yearly_intake_falls_on_the_right_weekday_of_the_right_month_in_every_year() {
        let months = [3, 9];
        for (nth, low, high) in [
            ("first", 1, 7),
            ("second", 8, 14),
            ("third", 15, 21),
            ("fourth", 22, 28),
            ("last", 25, 31),
        ] {
            for weekday in Weekday::ALL {
                let word = weekday.word();
                let text = format!(r#"{{"months":[3,9],"nth":"{nth}","weekday":"{word}"}}"#);
                let all = rule(&text)
                    .days(Date::new(2000, 1, 1).unwrap(), Date::new(2400, 1, 1).unwrap());
                assert_eq!(all.len(), 800, "{text}");
                for (at, day) in all.into_iter().enumerate() {
                    let (year, month, of_month) = day.ymd();
                    assert_eq!((year, month), (2000 + at as i32 / 2, months[at % 2]), "{text}");
                    assert_eq!(
                        day.monday_of_week().plus_days(weekday as i32),
                        day,
                        "{text}: {day}"
                    );
                    let low = if nth == "last" && month == 9 { 24 } else { low };
                    assert!((low..=high).contains(&of_month), "{text}: {day}");
                    if nth == "last" {
                        assert_ne!(day.plus_days(7).ymd().1, month, "{text}: {day}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_yearly_day_is_that_of_the_calendar_and_none_where_a_month_has_no_such_day() {
        let ides = rule(r#"{"months":[3],"day":15}"#);
        assert_eq!(days(&ides, "2026-11-30", "2029-01-01"), ["2027-03-15", "2028-03-15"]);
        assert_eq!(days(&ides, "2027-03-15", "2028-03-15"), ["2027-03-15"]);
        let leap = rule(r#"{"months":[2,4],"day":29}"#);
        assert_eq!(
            days(&leap, "2027-01-01", "2029-01-01"),
            ["2027-04-29", "2028-02-29", "2028-04-29"]
        );
        for nothing in [
            r#"{"months":[3]}"#,
            r#"{"months":[3],"nth":"first"}"#,
            r#"{"months":[3],"weekday":"mon"}"#,
            r#"{"months":[3],"day":1,"nth":"first","weekday":"mon"}"#,
            r#"{"months":[0,13],"day":1}"#,
            r#"{"months":[],"day":1}"#,
            r#"{"months":[2],"day":30}"#,
        ] {
            assert_eq!(days(&rule(nothing), "2026-01-01", "2040-01-01"), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn the_days_of_intakes_are_those_that_their_weeks_have() {
        let day = |text: &str| Date::parse(text).unwrap();
        let (from, weeks) = (day("2026-11-23"), 520);
        for intakes in [
            Intakes::Dates(vec![day("2026-11-23"), day("2027-03-07"), day("2036-11-01")]),
            Intakes::Every { every_weeks: 8, from: day("2026-12-19") },
            Intakes::Every { every_weeks: 3, from: day("2020-01-01") },
            rule(r#"{"months":[3,9],"nth":"first","weekday":"mon"}"#),
            rule(r#"{"months":[12],"day":31}"#),
        ] {
            let by_week = (0..weeks).filter_map(|week| intakes.day_in_week(from.plus_weeks(week)));
            assert_eq!(intakes.days(from, from.plus_weeks(weeks)), by_week.collect::<Vec<_>>());
        }
        let far = Intakes::Every { every_weeks: u32::MAX, from: day("9999-12-31") };
        assert_eq!(far.days(from, from.plus_days(i32::MAX)), []);
    }
}
