//! Owns "I missed last week": what is done goes into the record, what runs goes on, pins stay, and
//! the rest is asked again from today.
//! Refuses to undo: nothing that is done, paid or begun is taken back.

use super::life::Ground;
use crate::model::{
    Catalogue, Certified, Date, Kind, Offer, Part, Pin, Plan, Scenario, Step, Weeks, Yuan,
};

/// The id of the offer that stands for the rest of something begun.
pub const REST: &str = "rest";

/// A plan asked again from a later day.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The catalogue, where each thing begun has the offer [`REST`]: its last weeks, paid already.
    pub catalogue: Catalogue,
    /// The question from today.
    pub scenario: Scenario,
    /// Weeks from the old week 0 to the new one.
    pub later: u32,
}

/// The question again from `today`, for a rider who has `done` these steps of the plan and, of
/// those that run, `missed` so many weeks.
#[must_use]
pub fn repair(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    done: &[usize],
    missed: u32,
    today: Date,
) -> Repair {
    let today = today.max(scenario.start);
    let old = scenario.start.monday_on_or_after();
    let later = u32::try_from(today.monday_on_or_after().week_from(old)).unwrap_or(0);
    let mut repaired = Repair {
        catalogue: catalogue.clone(),
        scenario: Scenario { start: today, ..self::later(scenario, later) },
        later,
    };
    let ground = Ground::of(catalogue, scenario);
    let mut spent = 0i64;
    for (at, step) in plan.steps.iter().enumerate() {
        let Some((kind, activity)) = catalogue.activity(&step.activity) else { continue };
        let offer = activity.offers.iter().find(|offer| offer.id == step.offer);
        let fee = offer.map_or(0, |offer| offer.net_fee().0);
        if done.contains(&at) {
            spent = spent.saturating_add(fee);
            let by = ground.monday(i64::from(step.end.0.min(later)));
            record(&mut repaired.scenario, kind, activity, by, later.saturating_sub(step.end.0));
        } else if step.start.0 < later && later < step.end.0.saturating_add(missed) {
            spent = spent.saturating_add(fee);
            carry_on(&mut repaired, step, offer, missed);
        }
    }
    let left = |own: Yuan| Yuan(own.0.saturating_sub(spent).max(0));
    repaired.scenario.budget = repaired.scenario.budget.map(left);
    keep_pins(&mut repaired);
    repaired
}

/// The same rider so many weeks later: time served runs on in whole months (a part of a month is
/// left out, so that nothing is promised too early), and so does age in whole years.
#[must_use]
pub fn later(scenario: &Scenario, weeks: u32) -> Scenario {
    let mut later = scenario.clone();
    let days = i32::try_from(weeks.min(100_000)).unwrap_or(0) * 7;
    later.start = later.start.plus_days(days);
    let months = u32::try_from(u64::from(weeks) * 12 / 52).unwrap_or(u32::MAX);
    let rider = &mut later.rider;
    for role in rider.role.iter().chain(&rider.roles) {
        rider.tenure.entry(role.clone()).or_insert(0);
    }
    for served in rider.tenure.values_mut() {
        *served = served.saturating_add(months);
    }
    rider.age = rider.age.map(|age| age.saturating_add(weeks / 52));
    later
}

/// Writes what a step gave into the rider's record.
fn record(
    scenario: &mut Scenario,
    kind: Kind,
    activity: &crate::model::Activity,
    by: Date,
    weeks_ago: u32,
) {
    let rider = &mut scenario.rider;
    let mut certificate = |id: &str| {
        rider.certificates.push(Certified { id: id.to_owned(), on: Some(by) });
    };
    if kind == Kind::Certificate {
        certificate(&activity.id);
    }
    activity.gives.certificates.iter().for_each(|id| certificate(id));
    for (skill, level) in &activity.gives.skills {
        let own = rider.skills.entry(skill.clone()).or_insert(0);
        *own = (*own).max(*level);
    }
    rider.education = rider.education.max(activity.gives.education);
    match kind {
        Kind::Course => rider.courses.push(activity.id.clone()),
        Kind::Certificate => {}
        Kind::Role => {
            rider.roles.extend(rider.role.replace(activity.id.clone()));
            let months = u32::try_from(u64::from(weeks_ago) * 12 / 52).unwrap_or(u32::MAX);
            rider.tenure.insert(activity.id.clone(), months);
        }
    }
}

/// Gives something begun an offer for its last weeks, and pins it to today.
fn carry_on(repaired: &mut Repair, step: &Step, offer: Option<&Offer>, missed: u32) {
    // What is learnt at one's own pace waits for who missed it; a class goes on without.
    let waits = if step.pace.is_some() { missed } else { 0 };
    let weeks = step.end.0.saturating_add(waits).saturating_sub(repaired.later);
    if weeks == 0 {
        return;
    }
    let mut rest = offer.cloned().unwrap_or_default();
    if let Some(pace) = step.pace {
        rest.load = vec![Part { hours: pace, fits: std::mem::take(&mut rest.fits) }];
    }
    let rest = Offer {
        id: REST.into(),
        weeks: Some(Weeks(weeks)),
        hours: None,
        pace: None,
        fits: Vec::new(),
        fee: Yuan(0),
        subsidy: Yuan(0),
        intakes: None,
        needs: crate::model::Need::default(),
        ..rest
    };
    let lists = &mut repaired.catalogue;
    let lists = [&mut lists.courses, &mut lists.certificates, &mut lists.roles];
    let known = lists.into_iter().flatten().find(|activity| activity.id == step.activity);
    if let Some(activity) = known {
        activity.offers.retain(|offer| offer.id != REST);
        activity.offers.push(rest);
        // What was needed was needed at its start.
        activity.needs = crate::model::Need::default();
        let scenario = &mut repaired.scenario;
        scenario.pins.retain(|pin| pin.activity != step.activity);
        scenario.pins.push(Pin {
            activity: step.activity.clone(),
            offer: Some(REST.into()),
            pace: None,
            start: Some(scenario.start.monday_on_or_after()),
        });
    }
}

/// Keeps the rider's pins: those done are met, those whose day has passed lose only the day.
fn keep_pins(repaired: &mut Repair) {
    let scenario = &mut repaired.scenario;
    let monday = scenario.start.monday_on_or_after();
    let rider = &scenario.rider;
    let is_done = |id: &str| {
        rider.courses.iter().any(|own| own == id)
            || rider.role.iter().chain(&rider.roles).any(|own| own == id)
            || rider.certificates.iter().any(|own| own.id == id)
    };
    scenario.pins.retain(|pin| !is_done(&pin.activity));
    for pin in &mut scenario.pins {
        pin.start = pin.start.filter(|day| day.week_from(monday) >= 0);
    }
}
