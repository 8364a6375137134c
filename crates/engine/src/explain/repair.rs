//! Owns "I missed last week": what is done goes into the record, what runs goes on, pins stay, and
//! the rest is asked again from today.
//! Refuses to undo: nothing that is done, paid or begun is taken back.

use super::eligibility::Candidate;
use super::life::Ground;
use qitu_model::{Begun, Catalogue, Certified, Date, Id, Kind, Pin, Plan, REST, Scenario, Step};
use qitu_model::{Weeks, Yuan};

/// A plan asked again from a later day.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The question from today.
    pub scenario: Scenario,
    /// Weeks from the old week 0 to the new one.
    pub later: u32,
}

/// The question again from `today`, for a rider who has `done` these steps of the plan and, of
/// those that run, `missed` so many weeks. What was served was told on the day `since`: the
/// scenario's own start, where the plan was not repaired before.
#[must_use]
pub fn repair(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    (done, missed): (&[usize], u32),
    (since, today): (Date, Date),
) -> Repair {
    let catalogue = &*scenario.ground(catalogue);
    let today = today.max(scenario.start);
    let old = scenario.start.monday_on_or_after();
    let later = today.monday_on_or_after().week_from_or_first(old);
    let mut again = later_since(scenario, since, later);
    again.begin_on(today);
    let mut repaired = Repair { scenario: again, later };
    // A certificate without a day counts from week 0: the old one, however often that moves.
    // So does one that a course done has given.
    let candidate = Candidate::of(catalogue, scenario);
    for (given, by) in candidate.certificates_given() {
        if candidate.has(by) {
            repaired.scenario.rider.certificates.push(given);
        }
    }
    for held in &mut repaired.scenario.rider.certificates {
        held.on = held.on.or(Some(old));
    }
    let ground = Ground::of(catalogue, scenario);
    let mut spent = 0i64;
    for (at, step) in plan.steps.iter().enumerate() {
        let Some((kind, activity)) = catalogue.activity(&step.activity) else { continue };
        let offer = activity.offers.iter().find(|offer| offer.id == step.offer);
        let fee = offer.map_or(0, |offer| offer.net_fee().0);
        let again = &mut repaired.scenario;
        if done.contains(&at) {
            spent = spent.saturating_add(fee);
            let by = ground.monday(i64::from(step.end.0.min(later)));
            record(again, kind, activity, by, later.saturating_sub(step.end.0));
            again.begun.retain(|begun| begun.activity != step.activity);
        } else if step.start.0 < later && later < step.end.0.saturating_add(missed) {
            spent = spent.saturating_add(fee);
            carry_on(again, scenario, step, later, missed);
        }
    }
    let left = |own: Yuan| Yuan(own.0.saturating_sub(spent).max(0));
    repaired.scenario.budget = repaired.scenario.budget.map(left);
    let done: Vec<&Id> =
        done.iter().filter_map(|at| plan.steps.get(*at)).map(|step| &step.activity).collect();
    keep_pins(&mut repaired.scenario, &done);
    repaired
}

/// The same rider so many weeks later: time served runs on in whole months (a part of a month is
/// left out, so that nothing is promised too early), and the age goes with the years.
#[must_use]
pub fn later(scenario: &Scenario, weeks: u32) -> Scenario {
    later_since(scenario, scenario.start, weeks)
}

/// As [`later`], where time served was true on the day `since`: parts of a month add up
/// from there, however often a plan is moved.
fn later_since(scenario: &Scenario, since: Date, weeks: u32) -> Scenario {
    let mut later = scenario.clone();
    later.begin_on(later.start.plus_weeks(weeks));
    let week0 = since.monday_on_or_after();
    let passed = |now: Date| now.monday_on_or_after().week_from_or_first(week0);
    let (before, after) = (u64::from(passed(scenario.start)), u64::from(passed(later.start)));
    let months = u32::try_from(after * 12 / 52 - before * 12 / 52).unwrap_or(u32::MAX);
    let rider = &mut later.rider;
    for role in rider.role.iter().chain(&rider.roles) {
        rider.tenure.entry(role.clone()).or_insert(0);
    }
    for served in rider.tenure.values_mut() {
        *served = served.saturating_add(months);
    }
    later
}

/// Writes what a step gave into the rider's record, where it does not stand yet.
fn record(
    scenario: &mut Scenario,
    kind: Kind,
    activity: &qitu_model::Activity,
    by: Date,
    weeks_ago: u32,
) {
    let rider = &mut scenario.rider;
    let own = (kind == Kind::Certificate).then_some(&activity.id);
    for id in activity.gives.certificates.iter().chain(own) {
        let held = Certified { id: id.clone(), on: Some(by) };
        if !rider.certificates.contains(&held) {
            rider.certificates.push(held);
        }
    }
    for (skill, level) in &activity.gives.skills {
        let own = rider.skills.entry(skill.clone()).or_insert(0);
        *own = (*own).max(*level);
    }
    rider.education = rider.education.max(activity.gives.education);
    match kind {
        Kind::Course if !rider.courses.contains(&activity.id) => {
            rider.courses.push(activity.id.clone());
        }
        Kind::Role => {
            let months = u32::try_from(u64::from(weeks_ago) * 12 / 52).unwrap_or(u32::MAX);
            rider.tenure.insert(activity.id.clone(), months);
            if rider.role.as_ref() != Some(&activity.id) {
                rider.roles.extend(rider.role.replace(activity.id.clone()));
            }
        }
        _ => {}
    }
}

/// Notes what is left of something begun, and pins it: a class to this week, which goes on without
/// whoever missed it; what is learnt at one's own pace waits and may be taken up any week.
fn carry_on(again: &mut Scenario, scenario: &Scenario, step: &Step, later: u32, missed: u32) {
    let known = |begun: &&Begun| step.offer == REST && begun.activity == step.activity;
    let before = scenario.begun.iter().find(known);
    let (offer, pace) = match before {
        Some(begun) => (begun.offer.clone(), begun.pace),
        None => (step.offer.clone(), step.pace),
    };
    let waits = if pace.is_some() { missed } else { 0 };
    let weeks = step.end.0.saturating_add(waits).saturating_sub(later);
    if weeks == 0 {
        return;
    }
    let start = pace.is_none().then(|| again.start.monday_on_or_after());
    let activity = step.activity.clone();
    again.pins.retain(|pin| pin.activity != activity);
    again.pins.push(Pin {
        activity: activity.clone(),
        offer: Some(REST.into()),
        pace: None,
        start,
    });
    again.begun.retain(|begun| begun.activity != activity);
    again.begun.push(Begun { activity, offer, pace, weeks: Weeks(weeks) });
}

/// Keeps the rider's pins: those done are met, those whose day has passed lose only the day.
fn keep_pins(again: &mut Scenario, done: &[&Id]) {
    let monday = again.start.monday_on_or_after();
    again.pins.retain(|pin| !done.contains(&&pin.activity));
    for pin in &mut again.pins {
        pin.start = pin.start.filter(|day| day.week_from(monday) >= 0);
    }
    // A class that was begun and is not gone on with is over.
    let pins = &again.pins;
    let goes_on = |begun: &Begun| {
        begun.pace.is_some()
            || pins.iter().any(|pin| {
                pin.activity == begun.activity
                    && pin.offer.as_deref() == Some(REST)
                    && pin.start == Some(monday)
            })
    };
    again.begun.retain(goes_on);
    let begun = &again.begun;
    again.pins.retain(|pin| {
        pin.offer.as_deref() != Some(REST) || begun.iter().any(|b| b.activity == pin.activity)
    });
}

/// Is this done: a course taken, a certificate obtained, a role held?
#[must_use]
pub fn holds(rider: &qitu_model::Rider, id: &Id) -> bool {
    rider.courses.contains(id)
        || rider.role.iter().chain(&rider.roles).any(|own| own == id)
        || rider.certificates.iter().any(|own| own.id == *id)
}
