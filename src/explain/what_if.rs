//! Owns the answers to "what if": the finish over weekly hours, budget and start; the hour worth
//! most; what several goals share; what an answer is worth.
//! Refuses drawing: it gives points.

use super::relief::{relevant, relieve};
use super::{frontier, repair};
use crate::model::{
    Catalogue, Hours, Id, Need, Objective, Plan, PlanStatus, Relief, Scenario, Value, Weeks,
};
use crate::solve::{self, Limits};

/// One point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where: hours a week, yuan, or weeks after the start.
    pub at: i64,
    /// What the best plan takes there; none = no plan.
    pub value: Option<Value>,
    /// The value is proven best, or proven not to exist.
    pub is_proven: bool,
}

fn point(at: i64, plan: &Plan) -> Point {
    let is_proven = matches!(plan.status, PlanStatus::Optimal | PlanStatus::Impossible);
    Point { at, value: plan.value, is_proven }
}

fn plan(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Plan {
    solve::plan(catalogue, scenario, limits, &mut |_| true)
}

/// The plan over hours a week in all, from 1 to `most`, spread over the slots as the rider's are.
#[must_use]
pub fn by_hours(
    catalogue: &Catalogue,
    scenario: &Scenario,
    most: u32,
    limits: Limits,
) -> Vec<Point> {
    let points = 1..=most.min(168);
    points
        .map(|hours| {
            let changed = with_hours(catalogue, scenario, hours);
            point(i64::from(hours), &plan(catalogue, &changed, limits))
        })
        .collect()
}

/// The scenario with so many hours a week in all, shared out as the rider's own hours are (largest
/// remainders); evenly where the rider has none.
#[must_use]
pub fn with_hours(catalogue: &Catalogue, scenario: &Scenario, hours: u32) -> Scenario {
    let slots = catalogue.slot_ids();
    let own = |slot: &str| scenario.week.get(slot).map_or(0, |hours| u64::from(hours.0));
    let any = slots.iter().any(|slot| own(slot) > 0);
    // Paid hours are the employer's: nobody takes more of them by wishing.
    let weight = |slot: &str| if any { own(slot) } else { u64::from(slot != "released") };
    let all: u64 = slots.iter().map(|slot| weight(slot)).sum();
    let all = all.max(1);
    let mut shares: Vec<(u64, u64, &str)> = Vec::new();
    for slot in slots {
        let share = u64::from(hours) * weight(slot);
        shares.push((share / all, share % all, slot));
    }
    let given: u64 = shares.iter().map(|(whole, ..)| whole).sum();
    let rest = usize::try_from(u64::from(hours).saturating_sub(given)).unwrap_or(0);
    shares.sort_by_key(|(_, remainder, _)| std::cmp::Reverse(*remainder));
    let mut changed = scenario.clone();
    for (at, (whole, _, slot)) in shares.into_iter().enumerate() {
        let hours = whole + u64::from(at < rest);
        changed.week.insert(slot.to_owned(), Hours(u32::try_from(hours).unwrap_or(u32::MAX)));
    }
    changed
}

/// The soonest plan over the budget: a point at every sum from which it is sooner.
#[must_use]
pub fn by_budget(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Vec<Point> {
    let free = Scenario { budget: None, ..scenario.clone() };
    let mut points: Vec<Point> = frontier::weeks_by_fee(catalogue, &free, limits)
        .points
        .iter()
        .map(|plan| point(plan.value.map_or(0, |value| value.fee.0), plan))
        .collect();
    points.sort_by_key(|point| point.at);
    points
}

/// The plan over the start: now, and after so many weeks each time, up to `last` weeks from now.
/// A value's weeks count from the later start.
#[must_use]
pub fn by_start(
    catalogue: &Catalogue,
    scenario: &Scenario,
    every: u32,
    last: u32,
    limits: Limits,
) -> Vec<Point> {
    let starts = (0..=last).step_by(every.max(1) as usize);
    starts
        .map(|weeks| {
            let later = repair::later(scenario, weeks);
            point(i64::from(weeks), &plan(catalogue, &later, limits))
        })
        .collect()
}

/// The slot in which one hour a week more is worth most, and the weeks it saves.
#[must_use]
pub fn best_hour(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
) -> Option<(Id, Weeks)> {
    let own = plan(catalogue, scenario, limits).value?;
    let slots = catalogue.slot_ids().into_iter().filter(|slot| *slot != "released");
    let saved = slots.filter_map(|slot| {
        let more = Relief::MoreHours { slot: slot.to_owned(), hours: Hours(1) };
        let value = plan(catalogue, &relieve(scenario, &more), limits).value?;
        Some((own.weeks.0.saturating_sub(value.weeks.0), slot))
    });
    // Of equals the first.
    let (weeks, slot) = saved.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (weeks > 0).then(|| (slot.to_owned(), Weeks(weeks)))
}

/// Steps that every one of these plans has: safe to begin before the goal is chosen, soonest first.
#[must_use]
pub fn safe_first_steps(plans: &[Plan]) -> Vec<Id> {
    let Some((first, others)) = plans.split_first() else { return Vec::new() };
    let start = |plan: &Plan, id: &Id| {
        plan.steps.iter().filter(|step| step.activity == *id).map(|step| step.start).min()
    };
    let mut shared: Vec<(Weeks, Id)> = Vec::new();
    for step in &first.steps {
        let starts: Option<Vec<Weeks>> =
            others.iter().map(|plan| start(plan, &step.activity)).collect();
        if let Some(starts) = starts
            && !shared.iter().any(|(_, id)| *id == step.activity)
        {
            let soonest = starts.into_iter().chain([step.start]).min().unwrap_or_default();
            shared.push((soonest, step.activity.clone()));
        }
    }
    shared.sort();
    shared.into_iter().map(|(_, id)| id).collect()
}

/// What the plan would be if one open question were answered yes, for each that could matter.
#[must_use]
pub fn answers(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Vec<(Id, Plan)> {
    let mut asked: Vec<Id> = Vec::new();
    for need in relevant(catalogue, scenario) {
        if let Need::Fact { fact, .. } = need
            && !scenario.rider.facts.contains_key(fact)
            && !asked.contains(fact)
        {
            asked.push(fact.clone());
        }
    }
    let plan = |fact: Id| {
        let yes = relieve(scenario, &Relief::AnswerYes { fact: fact.clone() });
        (fact, plan(catalogue, &yes, limits))
    };
    asked.into_iter().map(plan).collect()
}

/// The soonest plan for each goal, for comparing several.
#[must_use]
pub fn for_goals(
    catalogue: &Catalogue,
    scenario: &Scenario,
    goals: &[Need],
    limits: Limits,
) -> Vec<Plan> {
    let plan = |goal: &Need| {
        let asked =
            Scenario { goal: goal.clone(), objective: Objective::Soonest, ..scenario.clone() };
        plan(catalogue, &asked, limits)
    };
    goals.iter().map(plan).collect()
}
