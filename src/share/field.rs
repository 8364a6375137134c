//! Owns how each part of a scenario is written into a link's bits.
//! Refuses change: what stands here is published; a new field is a new version.
//!
//! In order: name, catalogue, start, rider, week, free, calendar, at_once, budget, deadline,
//! hourly take, goal, objective, avoid, pins, waivers, value; from version 2 on, what is begun. An optional part is one bit and then
//! itself; a list is one bit for "not empty", its length less one, its members; a number is groups
//! of four bits, lowest first, each with a bit for "more follows"; a date is the signed number of
//! days since 2026-01-01.

use super::bit::{Reader, Writer};
use super::code::Shared;
use super::word;
use crate::model::{
    AgeRange, Avoid, Begun, CalendarEntry, Certified, Date, Education, Hours, Id, Need, Objective,
    Pin, Place, Rider, SCENARIO_FORMAT, Scenario, Span, Text, Value, Waiver, Weekday, Weeks, Yuan,
};
use crate::order::Map;

/// Needs nested deeper than this are refused, so that a hostile code cannot exhaust the stack.
pub(super) const DEEPEST: usize = 24;

/// The day dates are counted from: 2026-01-01.
const EPOCH: i32 = 2_461_042;

/// Something with a place in the bits.
pub(super) trait Coded: Sized {
    /// Writes it.
    fn put(&self, to: &mut Writer);
    /// Reads it; `None` when the bits mean nothing.
    fn take(from: &mut Reader) -> Option<Self>;
}

impl Coded for bool {
    fn put(&self, to: &mut Writer) {
        to.bit(*self);
    }
    fn take(from: &mut Reader) -> Option<Self> {
        from.bit()
    }
}

impl Coded for u32 {
    fn put(&self, to: &mut Writer) {
        to.number(u64::from(*self));
    }
    fn take(from: &mut Reader) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Coded for u64 {
    fn put(&self, to: &mut Writer) {
        to.number(*self);
    }
    fn take(from: &mut Reader) -> Option<Self> {
        from.number()
    }
}

impl Coded for i64 {
    fn put(&self, to: &mut Writer) {
        to.signed(*self);
    }
    fn take(from: &mut Reader) -> Option<Self> {
        from.signed()
    }
}

impl Coded for String {
    fn put(&self, to: &mut Writer) {
        word::put(self, to);
    }
    fn take(from: &mut Reader) -> Option<Self> {
        word::take(from)
    }
}

impl Coded for Date {
    fn put(&self, to: &mut Writer) {
        to.signed(i64::from(self.julian_day()) - i64::from(EPOCH));
    }
    fn take(from: &mut Reader) -> Option<Self> {
        let day = i32::try_from(from.signed()?.checked_add(i64::from(EPOCH))?).ok()?;
        let date = Self::from_julian_day(day);
        // A year is written with four digits everywhere else.
        (date.julian_day() == day && (0..=9999).contains(&date.ymd().0)).then_some(date)
    }
}

impl<T: Coded> Coded for Option<T> {
    fn put(&self, to: &mut Writer) {
        to.bit(self.is_some());
        if let Some(inner) = self {
            inner.put(to);
        }
    }
    fn take(from: &mut Reader) -> Option<Self> {
        Some(if from.bit()? { Some(T::take(from)?) } else { None })
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn put(&self, to: &mut Writer) {
        to.bit(!self.is_empty());
        if let Some(more) = self.len().checked_sub(1) {
            to.number(more as u64);
            self.iter().for_each(|item| item.put(to));
        }
    }
    fn take(from: &mut Reader) -> Option<Self> {
        let mut items = Self::new();
        if from.bit()? {
            let count = usize::try_from(from.number()?).ok()?.checked_add(1)?;
            // Every member takes a bit at least, so a lie about the count ends here.
            if count > from.left() {
                return None;
            }
            for _ in 0..count {
                items.push(T::take(from)?);
            }
        }
        Some(items)
    }
}

impl<V: Coded + Clone> Coded for Map<Id, V> {
    fn put(&self, to: &mut Writer) {
        to.bit(!self.is_empty());
        if let Some(more) = self.len().checked_sub(1) {
            to.number(more as u64);
            for (id, value) in self {
                id.put(to);
                value.put(to);
            }
        }
    }
    fn take(from: &mut Reader) -> Option<Self> {
        let mut map = Self::new();
        if from.bit()? {
            let count = from.number()?.checked_add(1)?;
            if count > from.left() as u64 {
                return None;
            }
            for _ in 0..count {
                map.insert(Id::take(from)?, V::take(from)?);
            }
        }
        Some(map)
    }
}

macro_rules! number {
    ($($unit:ident),*) => {$(
        impl Coded for $unit {
            fn put(&self, to: &mut Writer) {
                self.0.put(to);
            }
            fn take(from: &mut Reader) -> Option<Self> {
                Some(Self(Coded::take(from)?))
            }
        }
    )*};
}
number!(Hours, Weeks, Yuan);

/// A record whose parts follow one another.
macro_rules! record {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl Coded for $name {
            fn put(&self, to: &mut Writer) {
                $(self.$field.put(to);)*
            }
            fn take(from: &mut Reader) -> Option<Self> {
                $(let $field = Coded::take(from)?;)*
                Some(Self { $($field),* })
            }
        }
    };
}
record!(AgeRange { min, max });
record!(Text { zh, en });
record!(Certified { id, on });
record!(CalendarEntry { from, to, week, name });
record!(Avoid { places, activities });
record!(Pin { activity, offer, pace, start });
record!(Waiver { activity, need, reason });
record!(Begun { activity, offer, pace, weeks });
record!(Value { weeks, fee, hours, peak });
record!(Rider { role, roles, tenure, age, education, skills, certificates, courses, facts });
record!(Shared { name, scenario, value });

/// A choice from a short list, as its place in it.
macro_rules! choice {
    ($name:ident, $bits:literal, [$($variant:ident),*]) => {
        impl Coded for $name {
            fn put(&self, to: &mut Writer) {
                let all = [$(Self::$variant),*];
                to.bits(all.iter().position(|one| one == self).unwrap_or(0) as u64, $bits);
            }
            fn take(from: &mut Reader) -> Option<Self> {
                let place = usize::try_from(from.bits($bits)?).ok()?;
                [$(Self::$variant),*].get(place).copied()
            }
        }
    };
}
choice!(Education, 3, [None, Junior, Senior, College, Bachelor]);
choice!(Place, 2, [Online, InPerson, Blended]);
choice!(Objective, 2, [Soonest, Cheapest, LeastStudy, Gentlest]);
choice!(Weekday, 3, [Mon, Tue, Wed, Thu, Fri, Sat, Sun]);

impl Coded for Span {
    fn put(&self, to: &mut Writer) {
        self.day.put(to);
        for minutes in [self.from, self.to] {
            let quarters = minutes % 15 == 0;
            to.bit(quarters);
            let (number, bits) = if quarters { (minutes / 15, 7) } else { (minutes, 11) };
            to.bits(u64::from(number), bits);
        }
    }
    fn take(from: &mut Reader) -> Option<Self> {
        let day = Weekday::take(from)?;
        let mut clock = || {
            let quarters = from.bit()?;
            let number = from.bits(if quarters { 7 } else { 11 })?;
            u16::try_from(if quarters { number * 15 } else { number }).ok()
        };
        let (begin, end) = (clock()?, clock()?);
        (begin < end && end <= 1440).then_some(Self { day, from: begin, to: end })
    }
}

impl Coded for Need {
    fn put(&self, to: &mut Writer) {
        match self {
            Self::All { all } => {
                to.bits(0, 4);
                all.put(to);
            }
            Self::Any { any } => {
                to.bits(1, 4);
                any.put(to);
            }
            Self::AtLeast { at_least, of } => {
                to.bits(2, 4);
                at_least.put(to);
                of.put(to);
            }
            Self::Skill { skill, level } => {
                to.bits(3, 4);
                skill.put(to);
                level.put(to);
            }
            Self::Course { course } => {
                to.bits(4, 4);
                course.put(to);
            }
            Self::Certificate { certificate, held_months } => {
                to.bits(5, 4);
                certificate.put(to);
                held_months.put(to);
            }
            Self::Role { role } => {
                to.bits(6, 4);
                role.put(to);
            }
            Self::Tenure { tenure, months } => {
                to.bits(7, 4);
                tenure.put(to);
                months.put(to);
            }
            Self::Age { age } => {
                to.bits(8, 4);
                age.put(to);
            }
            Self::Education { education } => {
                to.bits(9, 4);
                education.put(to);
            }
            Self::Fact { fact, ask } => {
                to.bits(10, 4);
                fact.put(to);
                ask.put(to);
            }
        }
    }
    fn take(from: &mut Reader) -> Option<Self> {
        take_need(from, DEEPEST)
    }
}

/// A need with at most so many levels, itself included.
fn take_need(from: &mut Reader, levels: usize) -> Option<Need> {
    let below = levels.checked_sub(1)?;
    let parts = |from: &mut Reader| -> Option<Vec<Need>> {
        let mut parts = Vec::new();
        if from.bit()? {
            let count = usize::try_from(from.number()?).ok()?.checked_add(1)?;
            if count > from.left() {
                return None;
            }
            for _ in 0..count {
                parts.push(take_need(from, below)?);
            }
        }
        Some(parts)
    };
    Some(match from.bits(4)? {
        0 => Need::All { all: parts(from)? },
        1 => Need::Any { any: parts(from)? },
        2 => Need::AtLeast { at_least: u32::take(from)?, of: parts(from)? },
        3 => Need::Skill { skill: Id::take(from)?, level: u32::take(from)? },
        4 => Need::Course { course: Id::take(from)? },
        5 => Need::Certificate { certificate: Id::take(from)?, held_months: u32::take(from)? },
        6 => Need::Role { role: Id::take(from)? },
        7 => Need::Tenure { tenure: Id::take(from)?, months: u32::take(from)? },
        8 => Need::Age { age: AgeRange::take(from)? },
        9 => Need::Education { education: Education::take(from)? },
        10 => Need::Fact { fact: Id::take(from)?, ask: Coded::take(from)? },
        _ => return None,
    })
}

impl Coded for Scenario {
    fn put(&self, to: &mut Writer) {
        put_edition(&self.catalogue, to);
        self.start.put(to);
        self.rider.put(to);
        self.week.put(to);
        self.free.put(to);
        self.calendar.put(to);
        to.bit(self.at_once != 3);
        if self.at_once != 3 {
            self.at_once.put(to);
        }
        self.budget.put(to);
        self.deadline.put(to);
        self.hourly_take.put(to);
        self.goal.put(to);
        self.objective.put(to);
        self.avoid.put(to);
        self.pins.put(to);
        self.waive.put(to);
    }
    fn take(from: &mut Reader) -> Option<Self> {
        Some(Self {
            format: SCENARIO_FORMAT.into(),
            catalogue: take_edition(from)?,
            start: Coded::take(from)?,
            rider: Coded::take(from)?,
            week: Coded::take(from)?,
            free: Coded::take(from)?,
            calendar: Coded::take(from)?,
            at_once: if from.bit()? { Coded::take(from)? } else { 3 },
            budget: Coded::take(from)?,
            deadline: Coded::take(from)?,
            hourly_take: Coded::take(from)?,
            goal: Coded::take(from)?,
            objective: Coded::take(from)?,
            avoid: Coded::take(from)?,
            pins: Coded::take(from)?,
            waive: Coded::take(from)?,
            // Stands behind the rest, in codes that have it.
            begun: Vec::new(),
        })
    }
}

/// `id@version`; a version that is a day, `2026.11.22`, goes as a date.
fn put_edition(edition: &str, to: &mut Writer) {
    let (id, version) = edition.split_once('@').unwrap_or((edition, ""));
    let day = Date::parse(&version.replace('.', "-")).filter(|day| dotted(*day) == version);
    to.bit(day.is_some());
    match day {
        Some(day) => {
            id.to_owned().put(to);
            day.put(to);
        }
        None => edition.to_owned().put(to),
    }
}

fn take_edition(from: &mut Reader) -> Option<String> {
    Some(if from.bit()? {
        let id = Id::take(from)?;
        format!("{id}@{}", dotted(Date::take(from)?))
    } else {
        String::take(from)?
    })
}

fn dotted(day: Date) -> String {
    day.to_string().replace('-', ".")
}
