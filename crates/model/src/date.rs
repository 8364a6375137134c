//! Owns calendar dates, weekly class times and their arithmetic; the calendar itself is the
//! `time` crate's.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// A day of the civil calendar, written `2026-11-23`; by default the first of the count of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    julian: i32,
}

impl Date {
    /// The day `day.month.year`, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self { julian: date.to_julian_day() })
    }

    /// Reads `2026-11-23`; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        match time::Date::from_julian_day(self.julian) {
            Ok(date) => (date.year(), date.month() as u8, date.day()),
            Err(_) => (0, 1, 1),
        }
    }

    /// The age on another day of somebody who is so old on this one, as far as it goes by the years:
    /// an age and a day stand for a year of birth.
    #[must_use]
    pub fn age_on(self, age: u32, other: Self) -> u32 {
        age.saturating_add_signed(other.ymd().0.saturating_sub(self.ymd().0))
    }

    /// The day so many days later (earlier when negative); stays within years ±9999.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        let julian = self.julian.saturating_add(days);
        let low = time::Date::MIN.to_julian_day();
        let high = time::Date::MAX.to_julian_day();
        Self { julian: julian.clamp(low, high) }
    }

    /// The day so many weeks later; stays within years ±9999.
    #[must_use]
    pub fn plus_weeks(self, weeks: u32) -> Self {
        self.plus_days(i32::try_from(weeks).unwrap_or(i32::MAX).saturating_mul(7))
    }

    /// The same day so many months later, or the last of that month where it has no such day; stays
    /// within years ±9999.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.ymd();
        let count = u32::from(month - 1).saturating_add(months);
        let year = year.saturating_add(i32::try_from(count / 12).unwrap_or(i32::MAX));
        let month = u8::try_from(count % 12 + 1).unwrap_or(1);
        let last = (28..=day).rev().find_map(|day| Self::new(year, month, day));
        last.or_else(|| Self::new(year, month, day)).unwrap_or(self.plus_days(i32::MAX))
    }

    /// Days from `earlier` to this day, negative when this day is the earlier one.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.julian.saturating_sub(earlier.julian)
    }

    /// The number of this day in one unbroken count of days.
    #[must_use]
    pub fn julian_day(self) -> i32 {
        self.julian
    }

    /// The day of this number, kept within years ±9999.
    #[must_use]
    pub fn from_julian_day(julian: i32) -> Self {
        Self { julian: 0 }.plus_days(julian)
    }

    /// The Monday of the week that it lies in.
    #[must_use]
    pub fn monday_of_week(self) -> Self {
        // Julian day 0 was a Monday.
        self.plus_days(-self.julian.rem_euclid(7))
    }

    /// The first Monday on or after this day: the start of week 0.
    #[must_use]
    pub fn monday_on_or_after(self) -> Self {
        // Julian day 0 was a Monday.
        self.plus_days(-self.julian.rem_euclid(7)).plus_days(if self.julian.rem_euclid(7) == 0 {
            0
        } else {
            7
        })
    }

    /// The week that contains this day, counted from the Monday `week0`; may be negative.
    #[must_use]
    pub fn week_from(self, week0: Self) -> i32 {
        self.days_since(week0).div_euclid(7)
    }

    /// The same for a day that may lie before: then it is week 0.
    #[must_use]
    pub fn week_from_or_first(self, week0: Self) -> u32 {
        u32::try_from(self.week_from(week0)).unwrap_or(0)
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a date like 2026-11-23"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
    }
}

/// Days of the week, Monday first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// 周一
    #[default]
    Mon,
    /// 周二
    Tue,
    /// 周三
    Wed,
    /// 周四
    Thu,
    /// 周五
    Fri,
    /// 周六
    Sat,
    /// 周日
    Sun,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The word used in files: `mon` … `sun`.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][self as usize]
    }
}

/// A stretch of one weekday, written `sat 09:00-13:00`; the end is not included. By default an
/// empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    /// The weekday.
    pub day: Weekday,
    /// Minutes after midnight at which it begins.
    pub from: u16,
    /// Minutes after midnight at which it ends; at most 1440.
    pub to: u16,
}

impl Span {
    /// Reads `sat 09:00-13:00`; anything else, or an empty stretch, is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, hours) = text.trim().split_once(' ')?;
        let day = Weekday::ALL.into_iter().find(|d| d.word() == day)?;
        let (from, to) = hours.trim().split_once('-')?;
        let clock = |text: &str| -> Option<u16> {
            let (hour, minute) = text.split_once(':')?;
            if hour.len() != 2 || minute.len() != 2 {
                return None;
            }
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
        };
        let (from, to) = (clock(from)?, clock(to)?);
        (from < to).then_some(Self { day, from, to })
    }

    /// Do the two share a minute of the week?
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }

    /// Does this stretch lie inside the union of `free`?
    #[must_use]
    pub fn lies_inside(self, free: &[Self]) -> bool {
        let mut at = self.from;
        while at < self.to {
            let reach = free.iter().filter(|f| f.day == self.day && f.from <= at && f.to > at);
            match reach.map(|f| f.to).max() {
                Some(to) => at = to,
                None => return false,
            }
        }
        true
    }
}

impl TryFrom<String> for Span {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a time like sat 09:00-13:00"))
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let clock = |m: u16| (m / 60, m % 60);
        let ((fh, fm), (th, tm)) = (clock(self.from), clock(self.to));
        write!(f, "{} {fh:02}:{fm:02}-{th:02}:{tm:02}", self.day.word())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^(mon|tue|wed|thu|fri|sat|sun) \d{2}:\d{2}-\d{2}:\d{2}$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_the_week_of_its_monday() {
        let day = |text: &str| Date::parse(text).unwrap();
        let monday = day("2026-11-30");
        for within in ["2026-11-30", "2026-12-03", "2026-12-06"] {
            assert_eq!(day(within).monday_of_week(), monday, "{within}");
        }
        assert_eq!(day("2026-12-07").monday_of_week(), day("2026-12-07"));
    }

    #[test]
    fn week_zero_starts_on_the_monday_on_or_after() {
        let monday = Date::parse("2026-11-23").unwrap();
        assert_eq!(monday.monday_on_or_after(), monday);
        assert_eq!(Date::parse("2026-11-24").unwrap().monday_on_or_after(), monday.plus_days(7));
        assert_eq!(Date::parse("2026-11-22").unwrap().monday_on_or_after(), monday);
    }

    #[test]
    fn a_date_stands_for_the_week_that_contains_it() {
        let monday = Date::parse("2026-11-23").unwrap();
        assert_eq!(Date::parse("2026-11-29").unwrap().week_from(monday), 0);
        assert_eq!(Date::parse("2026-11-30").unwrap().week_from(monday), 1);
        assert_eq!(Date::parse("2026-11-22").unwrap().week_from(monday), -1);
        assert_eq!(Date::parse("2026-11-22").unwrap().week_from_or_first(monday), 0);
        assert_eq!(Date::parse("2026-12-08").unwrap().week_from_or_first(monday), 2);
        assert_eq!(monday.plus_weeks(2), monday.plus_days(14));
        assert_eq!(
            monday.plus_weeks(u32::MAX),
            monday.plus_days(i32::MAX),
            "the last day there is"
        );
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let later = |from: &str, months| Date::parse(from).unwrap().plus_months(months).to_string();
        assert_eq!(later("2027-10-25", 72), "2033-10-25");
        assert_eq!(later("2026-12-31", 2), "2027-02-28");
        assert_eq!(later("2027-12-31", 2), "2028-02-29");
        assert_eq!(later("2026-11-05", 1), "2026-12-05");
        assert_eq!(later("2026-11-05", 0), "2026-11-05");
        assert_eq!(later("2026-11-05", u32::MAX), "9999-12-31", "the last day there is");
    }

    #[test]
    fn a_session_may_lie_across_two_free_stretches_that_touch() {
        let s = |t| Span::parse(t).unwrap();
        assert!(s("sat 09:00-13:00").lies_inside(&[s("sat 08:00-10:00"), s("sat 10:00-14:00")]));
        assert!(!s("sat 09:00-13:00").lies_inside(&[s("sat 08:00-10:00"), s("sat 11:00-14:00")]));
    }

    #[test]
    fn nonsense_is_no_date_and_no_time() {
        for text in ["", "2026-2-3", "2026-02-30", "2026/02/03", "+026-01-01", "9999999-01-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["", "sat", "sat 9:00-10:00", "sat 10:00-09:00", "sam 09:00-10:00"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
