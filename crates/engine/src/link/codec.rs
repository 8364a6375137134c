//! Owns how each part of a scenario is written into a link's bits.
//! Refuses change: what stands here is published; a new field is a new version.
//!
//! In order: name, catalogue, start, rider, week, free, calendar, at_once, budget, deadline,
//! hourly take, goal, objective, avoid, pins, waivers, value; from version 2 on, what is begun; from version 3 on, the longest stretches. An optional part is one bit and then
//! itself; a list is one bit for "not empty", its length less one, its members; a number is groups
//! of four bits, lowest first, each with a bit for "more follows"; a date is the signed number of
//! days since 2026-01-01.

use crate::link::bits::{Reader, Writer};
use crate::link::dictionary;
use qitu_model::json::FromJson;
use qitu_model::{
    AgeRange, Avoid, Begun, CalendarEntry, Certified, Date, Education, Hours, Id, Need, Objective,
    Pin, Place, Rider, SCENARIO_FORMAT, Scenario, Span, Text, Value, Waiver, Weekday, Weeks, Yuan,
};
use std::collections::BTreeMap;

/// Needs nested deeper than this are refused, so that a hostile code cannot exhaust the stack.
pub(super) const DEEPEST: usize = 24;

/// The day dates are counted from: 2026-01-01.
const EPOCH: i32 = 2_461_042;

/// Something with a place in the bits. Like JSON it is read into what is there already, so that no
/// type needs code for what a half-read one leaves behind.
pub(super) trait Coded: FromJson {
    /// Writes it.
    fn put(&self, to: &mut Writer);
    /// Becomes what the bits say; `None` when they mean nothing.
    fn read(&mut self, from: &mut Reader) -> Option<()>;

    /// Reads it; `None` when the bits mean nothing.
    fn take(from: &mut Reader) -> Option<Self>
    where
        Self: Sized,
    {
        let mut own = Self::blank();
        own.read(from)?;
        Some(own)
    }
}

impl Coded for bool {
    fn put(&self, to: &mut Writer) {
        to.bit(*self);
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = from.bit()?;
        Some(())
    }
}

impl Coded for u32 {
    fn put(&self, to: &mut Writer) {
        to.number(u64::from(*self));
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = from.number()?.try_into().ok()?;
        Some(())
    }
}

impl Coded for u64 {
    fn put(&self, to: &mut Writer) {
        to.number(*self);
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = from.number()?;
        Some(())
    }
}

impl Coded for i64 {
    fn put(&self, to: &mut Writer) {
        to.signed(*self);
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = from.signed()?;
        Some(())
    }
}

impl Coded for String {
    fn put(&self, to: &mut Writer) {
        dictionary::put(self, to);
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = dictionary::take(from)?;
        Some(())
    }
}

impl Coded for Date {
    fn put(&self, to: &mut Writer) {
        to.signed(i64::from(self.julian_day()) - i64::from(EPOCH));
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        let day = i32::try_from(from.signed()?.checked_add(i64::from(EPOCH))?).ok()?;
        *self = Self::from_julian_day(day);
        // A year is written with four digits everywhere else.
        (self.julian_day() == day && (0..=9999).contains(&self.ymd().0)).then_some(())
    }
}

impl<T: Coded> Coded for Option<T> {
    fn put(&self, to: &mut Writer) {
        to.bit(self.is_some());
        if let Some(inner) = self {
            inner.put(to);
        }
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        *self = None;
        if from.bit()? { self.insert(T::blank()).read(from) } else { Some(()) }
    }
}

/// How many members a list in the bits says it has. Every member takes a bit at least, so a lie
/// ends here.
fn count(from: &mut Reader) -> Option<usize> {
    if !from.bit()? {
        return Some(0);
    }
    let count = usize::try_from(from.number()?).ok()?.checked_add(1)?;
    (count <= from.left()).then_some(count)
}

fn put_count(count: usize, to: &mut Writer) {
    to.bit(count > 0);
    if let Some(more) = count.checked_sub(1) {
        to.number(more as u64);
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn put(&self, to: &mut Writer) {
        put_count(self.len(), to);
        for item in self {
            item.put(to);
        }
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        self.clear();
        for _ in 0..count(from)? {
            self.push(T::take(from)?);
        }
        Some(())
    }
}

impl<V: Coded> Coded for BTreeMap<Id, V> {
    fn put(&self, to: &mut Writer) {
        put_count(self.len(), to);
        for (id, value) in self {
            id.put(to);
            value.put(to);
        }
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        self.clear();
        for _ in 0..count(from)? {
            self.insert(Id::take(from)?, V::take(from)?);
        }
        Some(())
    }
}

macro_rules! number {
    ($($unit:ident),*) => {$(
        impl Coded for $unit {
            fn put(&self, to: &mut Writer) {
                self.0.put(to);
            }
            fn read(&mut self, from: &mut Reader) -> Option<()> {
                self.0.read(from)
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
            fn read(&mut self, from: &mut Reader) -> Option<()> {
                $(self.$field.read(from)?;)*
                Some(())
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

/// A choice from a short list, as its place in it.
macro_rules! choice {
    ($name:ident, $bits:literal, [$($variant:ident),*]) => {
        impl Coded for $name {
            fn put(&self, to: &mut Writer) {
                let all = [$(Self::$variant),*];
                to.bits(all.iter().position(|one| one == self).unwrap_or(0) as u64, $bits);
            }
            fn read(&mut self, from: &mut Reader) -> Option<()> {
                let place = usize::try_from(from.bits($bits)?).ok()?;
                *self = [$(Self::$variant),*].get(place).copied()?;
                Some(())
            }
        }
    };
}
choice!(Education, 3, [None, Junior, Senior, College, Bachelor]);
choice!(Place, 2, [Online, InPerson, Blended]);
choice!(Objective, 2, [Soonest, Cheapest, LeastStudy, Gentlest]);

impl Coded for Span {
    fn put(&self, to: &mut Writer) {
        to.bits(self.day as u64, 3);
        for minutes in [self.from, self.to] {
            let quarters = minutes % 15 == 0;
            to.bit(quarters);
            let (number, bits) = if quarters { (minutes / 15, 7) } else { (minutes, 11) };
            to.bits(u64::from(number), bits);
        }
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        let day = *Weekday::ALL.get(usize::try_from(from.bits(3)?).ok()?)?;
        let mut clock = || {
            let quarters = from.bit()?;
            let number = from.bits(if quarters { 7 } else { 11 })?;
            u16::try_from(if quarters { number * 15 } else { number }).ok()
        };
        *self = Self { day, from: clock()?, to: clock()? };
        (self.from < self.to && self.to <= 1440).then_some(())
    }
}

impl Coded for Need {
    fn put(&self, to: &mut Writer) {
        let kind = match self {
            Self::All { .. } => 0,
            Self::Any { .. } => 1,
            Self::AtLeast { .. } => 2,
            Self::Skill { .. } => 3,
            Self::Course { .. } => 4,
            Self::Certificate { .. } => 5,
            Self::Role { .. } => 6,
            Self::Tenure { .. } => 7,
            Self::Age { .. } => 8,
            Self::Education { .. } => 9,
            Self::Fact { .. } => 10,
        };
        to.bits(kind, 4);
        match self {
            Self::All { all: parts } | Self::Any { any: parts } => parts.put(to),
            Self::AtLeast { at_least, of } => {
                at_least.put(to);
                of.put(to);
            }
            Self::Course { course: id } | Self::Role { role: id } => id.put(to),
            Self::Skill { skill: id, level: number }
            | Self::Certificate { certificate: id, held_months: number }
            | Self::Tenure { tenure: id, months: number } => {
                id.put(to);
                number.put(to);
            }
            Self::Age { age } => age.put(to),
            Self::Education { education } => education.put(to),
            Self::Fact { fact, ask } => {
                fact.put(to);
                ask.put(to);
            }
        }
    }
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        read_need(self, from, DEEPEST)
    }
}

/// A need with at most so many levels, itself included.
fn read_need(need: &mut Need, from: &mut Reader, levels: usize) -> Option<()> {
    let below = levels.checked_sub(1)?;
    let parts = |parts: &mut Vec<Need>, from: &mut Reader| -> Option<()> {
        for _ in 0..count(from)? {
            let mut part = Need::default();
            read_need(&mut part, from, below)?;
            parts.push(part);
        }
        Some(())
    };
    let id = Id::new();
    *need = match from.bits(4)? {
        0 => Need::All { all: Vec::new() },
        1 => Need::Any { any: Vec::new() },
        2 => Need::AtLeast { at_least: 0, of: Vec::new() },
        3 => Need::Skill { skill: id, level: 0 },
        4 => Need::Course { course: id },
        5 => Need::Certificate { certificate: id, held_months: 0 },
        6 => Need::Role { role: id },
        7 => Need::Tenure { tenure: id, months: 0 },
        8 => Need::Age { age: AgeRange::default() },
        9 => Need::Education { education: Education::default() },
        10 => Need::Fact { fact: id, ask: None },
        _ => return None,
    };
    match need {
        Need::All { all } => parts(all, from),
        Need::Any { any } => parts(any, from),
        Need::AtLeast { at_least, of } => {
            at_least.read(from)?;
            parts(of, from)
        }
        Need::Course { course: id } | Need::Role { role: id } => id.read(from),
        Need::Skill { skill: id, level: number }
        | Need::Certificate { certificate: id, held_months: number }
        | Need::Tenure { tenure: id, months: number } => {
            id.read(from)?;
            number.read(from)
        }
        Need::Age { age } => age.read(from),
        Need::Education { education } => education.read(from),
        Need::Fact { fact, ask } => {
            fact.read(from)?;
            ask.read(from)
        }
    }
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
    fn read(&mut self, from: &mut Reader) -> Option<()> {
        self.format = SCENARIO_FORMAT.into();
        self.catalogue = take_edition(from)?;
        self.start.read(from)?;
        self.rider.read(from)?;
        self.week.read(from)?;
        self.free.read(from)?;
        self.calendar.read(from)?;
        self.at_once = if from.bit()? { u32::take(from)? } else { 3 };
        self.budget.read(from)?;
        self.deadline.read(from)?;
        self.hourly_take.read(from)?;
        self.goal.read(from)?;
        self.objective.read(from)?;
        self.avoid.read(from)?;
        self.pins.read(from)?;
        self.waive.read(from)?;
        // These stand behind the rest, in codes that have it.
        self.begun.clear();
        self.stretch.clear();
        Some(())
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
