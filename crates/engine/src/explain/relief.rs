//! Owns changes to a scenario: what a relief does, what it asks of a rider, and which needs lie on
//! some way to the goal.
//! Refuses to say whether a change helps.

use qitu_model::{Catalogue, Certified, Id, Need, Relief, Scenario, Yuan};
use std::collections::{BTreeMap, BTreeSet};

/// More than any plan asks for, and far from the edge of the numbers.
pub(super) const AMPLE: u32 = 100_000;

/// The scenario with the change made.
#[must_use]
pub fn relieve(scenario: &Scenario, relief: &Relief) -> Scenario {
    let mut changed = scenario.clone();
    let rider = &mut changed.rider;
    match relief {
        Relief::MoreHours { slot, hours } => {
            let own = changed.week.entry(slot.clone()).or_default();
            own.0 = own.0.saturating_add(hours.0);
        }
        Relief::MoreBudget { yuan } => {
            changed.budget = changed.budget.map(|own| Yuan(own.0.saturating_add(yuan.0)));
        }
        Relief::LaterDeadline { date } => changed.deadline = Some(*date),
        Relief::MoreAtOnce { at_once } => changed.at_once = *at_once,
        Relief::AcceptPlace { place } => changed.avoid.places.retain(|own| own != place),
        Relief::AcceptActivity { activity } => {
            changed.avoid.activities.retain(|own| own != activity);
        }
        Relief::AnswerYes { fact } => {
            rider.facts.insert(fact.clone(), true);
        }
        Relief::SayAge { age } => rider.age = Some(*age),
        Relief::HaveEducation { education } => rider.education = Some(*education),
        Relief::HaveCertificate { certificate } => {
            rider.certificates.push(Certified { id: certificate.clone(), on: None });
        }
        Relief::HaveSkill { skill, level } => {
            rider.skills.insert(skill.clone(), *level);
        }
        Relief::DropPin { activity } => changed.pins.retain(|pin| pin.activity != *activity),
        Relief::FreeTimes => changed.free = None,
    }
    changed
}

/// How much a change asks of a rider; smaller is easier. An answer costs nothing, money and hours
/// cost by size, what takes years of schooling costs most.
#[must_use]
pub fn effort(scenario: &Scenario, relief: &Relief) -> u32 {
    let by_size = |size: i64, per: i64| u32::try_from(size.max(0) / per).unwrap_or(u32::MAX);
    match relief {
        Relief::AnswerYes { .. } | Relief::SayAge { .. } => 1,
        Relief::DropPin { .. } => 2,
        Relief::AcceptActivity { .. } => 3,
        // Hours that an employer pays for are not the rider's to give.
        Relief::MoreHours { slot, hours } if slot == "released" => hours.0.saturating_mul(12),
        Relief::MoreHours { hours, .. } => hours.0.saturating_mul(4),
        Relief::FreeTimes => 6,
        Relief::MoreAtOnce { at_once } => {
            at_once.saturating_sub(scenario.at_once).saturating_mul(6)
        }
        Relief::AcceptPlace { .. } => 8,
        Relief::LaterDeadline { date } => {
            let days = scenario.deadline.map_or(0, |own| date.days_since(own));
            by_size(i64::from(days), 14).saturating_add(3)
        }
        Relief::MoreBudget { yuan } => by_size(yuan.0, 100).saturating_add(4),
        Relief::HaveSkill { level, .. } => level.saturating_mul(15),
        Relief::HaveCertificate { .. } => 40,
        Relief::HaveEducation { .. } => 80,
    }
}

/// Every leaf of every need on some way to the goal or to a pinned step, each once, nearest first.
#[must_use]
pub fn relevant<'a>(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Vec<&'a Need> {
    let mut givers: BTreeMap<(&str, &str), Vec<&'a qitu_model::Activity>> = BTreeMap::new();
    for (_, activity) in catalogue.activities() {
        givers.entry(("itself", &activity.id)).or_default().push(activity);
        for was in &activity.was {
            givers.entry(("itself", was)).or_default().push(activity);
        }
        for skill in activity.gives.skills.keys() {
            givers.entry(("skill", skill)).or_default().push(activity);
        }
        for certificate in &activity.gives.certificates {
            givers.entry(("itself", certificate)).or_default().push(activity);
        }
        for role in &activity.counts_as {
            givers.entry(("itself", role)).or_default().push(activity);
        }
        if activity.gives.education.is_some() {
            givers.entry(("education", "")).or_default().push(activity);
        }
    }
    let mut leaves: Vec<&'a Need> = Vec::new();
    let mut seen: BTreeSet<&'a Need> = BTreeSet::new();
    let mut taken: BTreeSet<&'a Id> = BTreeSet::new();
    let mut trees: Vec<&'a Need> = vec![&scenario.goal];
    let mut next: Vec<&'a qitu_model::Activity> = Vec::new();
    for pin in &scenario.pins {
        next.extend(givers.get(&("itself", pin.activity.as_str())).into_iter().flatten());
    }
    loop {
        for tree in std::mem::take(&mut trees) {
            tree.walk(&mut |need| {
                let key = match need {
                    Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } => return,
                    Need::Skill { skill, .. } => ("skill", skill.as_str()),
                    Need::Course { course: id }
                    | Need::Certificate { certificate: id, .. }
                    | Need::Role { role: id }
                    | Need::Tenure { tenure: id, .. } => ("itself", id.as_str()),
                    Need::Education { .. } => ("education", ""),
                    Need::Age { .. } | Need::Fact { .. } => ("", ""),
                };
                if seen.insert(need) {
                    leaves.push(need);
                    next.extend(givers.get(&key).into_iter().flatten());
                }
            });
        }
        if next.is_empty() {
            return leaves;
        }
        for activity in std::mem::take(&mut next) {
            if taken.insert(&activity.id) {
                trees.push(&activity.needs);
                trees.extend(activity.offers.iter().map(|offer| &offer.needs));
            }
        }
    }
}
