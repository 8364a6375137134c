//! Owns the question: a rider, their week, and where they want to go.

use super::{Catalogue, Date, Education, Hours, Id, Need, Part, Place, Span, Weeks, Yuan};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format this version writes.
pub const SCENARIO_FORMAT: &str = "qitu.scenario/1";

/// One question to the planner (`qitu.scenario/1`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scenario {
    /// `qitu.scenario/1`.
    #[serde(default)]
    pub format: String,
    /// `id@version` of the catalogue it was written for.
    #[serde(default)]
    pub catalogue: String,
    /// Week 0 starts on the Monday on or after this day.
    pub start: Date,
    /// What is known of the rider.
    #[serde(default)]
    pub rider: Rider,
    /// Free hours a week by slot id.
    #[serde(default)]
    pub week: BTreeMap<Id, Hours>,
    /// The longest stretch by slot id, in whole hours; the catalogue's word for a slot left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stretch: BTreeMap<Id, Hours>,
    /// Free times; when given, every class must lie inside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<Vec<Span>>,
    /// Weeks with other hours; a later entry wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<CalendarEntry>,
    /// Most steps with a load in one week.
    #[serde(default = "three")]
    pub at_once: u32,
    /// Most the net fees may sum to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Yuan>,
    /// The goal holds by the start of this day's week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    /// What the rider takes home in an hour of riding; for the cost of learning only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hourly_take: Option<Yuan>,
    /// What must hold at the end.
    #[serde(default)]
    pub goal: Need,
    /// What is best.
    #[serde(default)]
    pub objective: Objective,
    /// What the rider will not do.
    #[serde(default, skip_serializing_if = "Avoid::is_nothing")]
    pub avoid: Avoid,
    /// What the plan must contain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// Needs the rider says are met or not asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waive: Vec<Waiver>,
    /// What the rider is in the middle of at `start`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub begun: Vec<Begun>,
}

/// Steps at once, where nothing is said.
fn three() -> u32 {
    3
}

impl Scenario {
    /// The question of somebody who says nothing but where they stand and where to.
    #[must_use]
    pub fn of(start: Date, rider: Rider, goal: Need) -> Self {
        Self {
            format: SCENARIO_FORMAT.into(),
            catalogue: String::new(),
            start,
            rider,
            week: BTreeMap::new(),
            stretch: BTreeMap::new(),
            free: None,
            calendar: Vec::new(),
            at_once: three(),
            budget: None,
            deadline: None,
            hourly_take: None,
            goal,
            objective: Objective::default(),
            avoid: Avoid::default(),
            pins: Vec::new(),
            waive: Vec::new(),
            begun: Vec::new(),
        }
    }

    /// Does a kind of the rider's time hold a part of a load? One that asks for a stretch finds none
    /// in a kind whose stretches are shorter, or that never has so many hours a week.
    #[must_use]
    pub fn holds(&self, catalogue: &Catalogue, part: &Part, slot: &str) -> bool {
        let Some(session) = part.session else { return true };
        let usual = || catalogue.slots.iter().find(|own| own.id == slot)?.stretch;
        let stretch = self.stretch.get(slot).copied().or_else(usual);
        let mut weeks = self.calendar.iter().map(|entry| &entry.week).chain([&self.week]);
        stretch.is_none_or(|stretch| session <= stretch)
            && weeks.any(|week| week.get(slot).is_some_and(|hours| session <= *hours))
    }

    /// The rider's age on a day.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<u32> {
        self.rider.age.map(|age| self.start.age_on(age, day))
    }

    /// Begins on another day, at the age that the rider has then.
    pub fn begin_on(&mut self, day: Date) {
        self.rider.age = self.age_on(day);
        self.start = day;
    }

    /// The same question asked on another day: every day in it lies as far from the start as
    /// before. For examples, whose days mean nothing by themselves; a rider's own days stay.
    #[must_use]
    pub fn asked_on(&self, start: Date) -> Self {
        let days = start.days_since(self.start);
        let moved = |date: Date| date.plus_days(days);
        let mut asked = Self { start, ..self.clone() };
        for held in &mut asked.rider.certificates {
            held.on = held.on.map(moved);
        }
        for entry in &mut asked.calendar {
            (entry.from, entry.to) = (moved(entry.from), moved(entry.to));
        }
        for pin in &mut asked.pins {
            pin.start = pin.start.map(moved);
        }
        asked.deadline = asked.deadline.map(moved);
        asked
    }
}

/// What is known of the rider at `start`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Rider {
    /// The role held now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Id>,
    /// Other roles held before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Id>,
    /// Months served by role id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tenure: BTreeMap<Id, u32>,
    /// Age in whole years in the year of `start`, as a year of birth gives it; none = not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    /// Schooling completed; none = not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// Skill levels by skill id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<Id, u32>,
    /// Certificates held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certified>,
    /// Courses done; each gives what it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<Id>,
    /// Questions answered: fact id to yes or no.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Id, bool>,
}

impl Rider {
    /// Nothing is known.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// A certificate the rider holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certified {
    /// The certificate's id.
    pub id: Id,
    /// The day it was obtained; none = counts from week 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// Weeks in which the rider has other hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarEntry {
    /// First day; the whole week counts.
    pub from: Date,
    /// Last day; the whole week counts.
    pub to: Date,
    /// Hours in such a week by slot id; a slot left out has none.
    #[serde(default)]
    pub week: BTreeMap<Id, Hours>,
    /// What it is, for the rider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What the rider will not do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Avoid {
    /// Places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Activities by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Id>,
}

impl Avoid {
    /// Nothing is avoided.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.places.is_empty() && self.activities.is_empty()
    }
}

/// A step the plan must contain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pin {
    /// The activity's id.
    pub activity: Id,
    /// By this offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Id>,
    /// At this pace, hours a week, for a self-paced offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Hours>,
    /// In the week of this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
}

/// A need that shall not count for one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiver {
    /// The activity's id.
    pub activity: Id,
    /// The need, as it stands anywhere in the activity's or its offers' needs.
    pub need: Need,
    /// Why, in the rider's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The id of the offer that stands for the rest of something begun.
pub const REST: &str = "rest";

/// Something begun before `start`: its activity has one more offer, [`REST`], which takes the
/// weeks left at the same hours, is paid already and asks for nothing. A class goes on in week 0 or
/// not at all; what is learnt at one's own pace waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Begun {
    /// The activity's id.
    pub activity: Id,
    /// The offer it was begun by.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub offer: Id,
    /// Hours a week, for a self-paced offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Hours>,
    /// Weeks left.
    pub weeks: Weeks,
}

/// What is best; each is lexicographic over the whole value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// Weeks, fee, hours; then early roles and certificates, then the peak.
    #[default]
    Soonest,
    /// Fee, weeks, hours; then as for the soonest.
    Cheapest,
    /// Hours, weeks, fee; then as for the soonest.
    LeastStudy,
    /// Peak, weeks, fee, hours; by the deadline, or within 1.5 × the soonest finish.
    Gentlest,
}

impl Objective {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Soonest, Self::Cheapest, Self::LeastStudy, Self::Gentlest];

    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Soonest => "soonest",
            Self::Cheapest => "cheapest",
            Self::LeastStudy => "least_study",
            Self::Gentlest => "gentlest",
        }
    }
}
