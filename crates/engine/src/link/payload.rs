//! Owns the list of what a link holds, as plain data, for "what is in this link?".
//! Refuses the sentences: `text::share` words each item.

use crate::link::code::{Include, Shared};
use qitu_model::{
    Begun, CalendarEntry, Catalogue, Date, Education, Hours, Id, Need, Objective, Pin, Place, REST,
    Scenario, Span, Value, Waiver, Weeks, Yuan,
};
use std::collections::BTreeMap;

/// One thing that whoever opens the link will see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// The name the rider gave it.
    Name(String),
    /// The goal.
    Goal(Need),
    /// The role held now and those held before.
    Roles(Vec<Id>),
    /// Months served by role.
    Tenure(BTreeMap<Id, u32>),
    /// Skill levels.
    Skills(BTreeMap<Id, u32>),
    /// Certificates, without days.
    Certificates(Vec<Id>),
    /// Courses done.
    Courses(Vec<Id>),
    /// Steps in the middle of which the rider is.
    Begun(Vec<Begun>),
    /// The day the plan starts.
    Start(Date),
    /// Free hours a week.
    Week(BTreeMap<Id, Hours>),
    /// Free times of the week.
    Free(Vec<Span>),
    /// Weeks with other hours.
    Calendar(Vec<CalendarEntry>),
    /// Most steps at once, where it is not the usual three.
    AtOnce(u32),
    /// The most to spend.
    Budget(Yuan),
    /// The deadline.
    Deadline(Date),
    /// What is best.
    Objective(Objective),
    /// Places not accepted.
    Places(Vec<Place>),
    /// Activities not accepted.
    Avoided(Vec<Id>),
    /// Steps pinned.
    Pins(Vec<Pin>),
    /// Needs waived.
    Waivers(Vec<Waiver>),
    /// What the plan took when it was shared.
    Value(Value),
    /// Sensitive: age.
    Age(u32),
    /// Sensitive: schooling.
    Education(Education),
    /// Sensitive: answers to yes/no questions.
    Facts(BTreeMap<Id, bool>),
    /// Sensitive: the days certificates were obtained.
    Dates(Vec<(Id, Date)>),
    /// Sensitive: take-home pay in an hour.
    Take(Yuan),
    /// Sensitive: how many notes in the rider's own words.
    Words(usize),
}

impl Item {
    /// It is left out of a link unless the rider adds it.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.include().is_some()
    }

    /// What to ask for to have this sensitive item in the link.
    #[must_use]
    pub fn include(&self) -> Option<Include> {
        let none = Include::default();
        Some(match self {
            Self::Age(_) => Include { age: true, ..none },
            Self::Education(_) => Include { education: true, ..none },
            Self::Facts(_) => Include { facts: true, ..none },
            Self::Dates(_) => Include { dates: true, ..none },
            Self::Take(_) => Include { take: true, ..none },
            Self::Words(_) => Include { words: true, ..none },
            _ => return None,
        })
    }
}

/// What is shared, item by item, the goal first and sensitive answers last.
#[must_use]
pub fn contents(shared: &Shared) -> Vec<Item> {
    let Shared { name, scenario, value } = shared;
    let rider = &scenario.rider;
    let list =
        |ids: &[Id], make: fn(Vec<Id>) -> Item| (!ids.is_empty()).then(|| make(ids.to_vec()));
    let roles: Vec<Id> = rider.role.iter().chain(&rider.roles).cloned().collect();
    let held: Vec<Id> = rider.certificates.iter().map(|held| held.id.clone()).collect();
    let dates: Vec<(Id, Date)> =
        rider.certificates.iter().filter_map(|held| Some((held.id.clone(), held.on?))).collect();
    let words = scenario.waive.iter().filter(|waiver| !waiver.reason.is_empty()).count()
        + scenario.calendar.iter().filter(|entry| entry.name.is_some()).count();
    let some = |on: bool, item: Item| on.then_some(item);
    [
        some(!name.is_empty(), Item::Name(name.clone())),
        some(!scenario.goal.is_nothing(), Item::Goal(scenario.goal.clone())),
        value.map(Item::Value),
        list(&roles, Item::Roles),
        some(!rider.tenure.is_empty(), Item::Tenure(rider.tenure.clone())),
        some(!rider.skills.is_empty(), Item::Skills(rider.skills.clone())),
        list(&held, Item::Certificates),
        list(&rider.courses, Item::Courses),
        some(!scenario.begun.is_empty(), Item::Begun(scenario.begun.clone())),
        Some(Item::Start(scenario.start)),
        some(!scenario.week.is_empty(), Item::Week(scenario.week.clone())),
        scenario.free.clone().map(Item::Free),
        some(!scenario.calendar.is_empty(), Item::Calendar(scenario.calendar.clone())),
        some(scenario.at_once != 3, Item::AtOnce(scenario.at_once)),
        scenario.budget.map(Item::Budget),
        scenario.deadline.map(Item::Deadline),
        Some(Item::Objective(scenario.objective)),
        some(!scenario.avoid.places.is_empty(), Item::Places(scenario.avoid.places.clone())),
        list(&scenario.avoid.activities, Item::Avoided),
        some(!scenario.pins.is_empty(), Item::Pins(scenario.pins.clone())),
        some(!scenario.waive.is_empty(), Item::Waivers(scenario.waive.clone())),
        rider.age.map(Item::Age),
        rider.education.map(Item::Education),
        some(!rider.facts.is_empty(), Item::Facts(rider.facts.clone())),
        some(!dates.is_empty(), Item::Dates(dates)),
        scenario.hourly_take.map(Item::Take),
        some(words > 0, Item::Words(words)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Gives every activity in the scenario the id it has in this catalogue today, and returns the
/// ids the catalogue does not know at all, each once.
pub fn rename(catalogue: &Catalogue, scenario: &mut Scenario) -> Vec<Id> {
    let mut missing = Vec::new();
    let mut now = |id: &mut Id| match catalogue.activity(id) {
        Some((_, activity)) => id.clone_from(&activity.id),
        None if missing.contains(id) => {}
        None => missing.push(id.clone()),
    };
    let rider = &mut scenario.rider;
    rider.role.iter_mut().chain(&mut rider.roles).chain(&mut rider.courses).for_each(&mut now);
    rider.certificates.iter_mut().for_each(|held| now(&mut held.id));
    rider.tenure = std::mem::take(&mut rider.tenure)
        .into_iter()
        .map(|(mut id, months)| {
            now(&mut id);
            (id, months)
        })
        .collect();
    scenario.avoid.activities.iter_mut().for_each(&mut now);
    scenario.pins.iter_mut().for_each(|pin| now(&mut pin.activity));
    scenario.begun.iter_mut().for_each(|begun| now(&mut begun.activity));
    for waiver in &mut scenario.waive {
        now(&mut waiver.activity);
        rename_need(&mut waiver.need, &mut now);
    }
    rename_need(&mut scenario.goal, &mut now);
    missing.extend(rider.skills.keys().filter(|id| catalogue.skill(id).is_none()).cloned());
    missing
}

/// The question on the day a link is opened, where that is after the day it starts. Days that have
/// passed no longer hold a step; a class that was begun has gone on, and is in its last week at
/// least, since nobody has said here that it is done. What is learnt at one's own pace has waited.
/// Whoever sent it has grown older by the years between.
pub fn open_on(scenario: &mut Scenario, today: Date) {
    let before = scenario.start.monday_on_or_after();
    scenario.begin_on(scenario.start.max(today));
    let monday = scenario.start.monday_on_or_after();
    let passed = monday.week_from_or_first(before);
    for begun in scenario.begun.iter_mut().filter(|begun| begun.pace.is_none()) {
        begun.weeks = Weeks(begun.weeks.0.saturating_sub(passed).max(1));
    }
    for pin in &mut scenario.pins {
        let class = pin.offer.as_deref() == Some(REST) && pin.start == Some(before);
        if class {
            pin.start = Some(monday);
        } else {
            pin.start = pin.start.filter(|day| day.week_from(monday) >= 0);
        }
    }
}

fn rename_need(need: &mut Need, now: &mut impl FnMut(&mut Id)) {
    let mut stack = vec![need];
    while let Some(need) = stack.pop() {
        match need {
            Need::All { all: parts }
            | Need::Any { any: parts }
            | Need::AtLeast { of: parts, .. } => {
                stack.extend(parts);
            }
            Need::Course { course: id }
            | Need::Certificate { certificate: id, .. }
            | Need::Role { role: id }
            | Need::Tenure { tenure: id, .. } => now(id),
            Need::Skill { .. } | Need::Age { .. } | Need::Education { .. } | Need::Fact { .. } => {}
        }
    }
}
