//! Owns the answers to "what if": the finish over weekly hours, budget and start; the hour worth
//! most; what several goals share; what an answer is worth.
//! Refuses drawing: it gives points.

use super::eligibility::is_unanswered;
use super::relief::{relevant, relieve};
use super::repair;
use qitu_model::json::{FromJson, ToJson};
use qitu_model::{
    Catalogue, Hours, Id, Need, Objective, Plan, PlanStatus, Relief, Scenario, Value, Weeks,
};
use qitu_solve::{self as solve, Limits};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// A week has so many hours.
const MOST_HOURS: u32 = 168;

/// One point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Point {
    /// Where: hours a week, yuan, or weeks after the start.
    pub at: i64,
    /// What the best plan takes there; none = no plan.
    pub value: Option<Value>,
    /// The value is proven best, or proven not to exist.
    pub is_proven: bool,
}

/// The point of a plan.
pub(super) fn point(at: i64, plan: &Plan) -> Point {
    let is_proven = matches!(plan.status, PlanStatus::Optimal | PlanStatus::Impossible);
    Point { at, value: plan.value, is_proven }
}

fn plan(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Plan {
    solve::plan(catalogue, scenario, limits, &mut |_| true)
}

/// The plan over hours a week in all, spread over the slots as the rider's are.
///
/// More hours allow whatever fewer allow: where the work limit found less, the point before holds.
#[must_use]
pub fn by_hours(
    catalogue: &Catalogue,
    scenario: &Scenario,
    hours: RangeInclusive<u32>,
    limits: Limits,
) -> Vec<Point> {
    let objective = scenario.objective;
    let mut points: Vec<Point> = Vec::new();
    for hours in *hours.start()..=(*hours.end()).min(MOST_HOURS) {
        let changed = with_hours(catalogue, scenario, hours);
        let mut next = point(i64::from(hours), &plan(catalogue, &changed, limits));
        let before = points.last().and_then(|last| last.value);
        let is_worse = |before: Value| {
            next.value.is_none_or(|own| own.ordered(objective) > before.ordered(objective))
        };
        // The gentlest plan lies within a time that itself follows the hours.
        if objective != Objective::Gentlest
            && let Some(before) = before.filter(|before| is_worse(*before))
        {
            next = Point { value: Some(before), is_proven: false, ..next };
        }
        points.push(next);
    }
    points
}

/// The scenario with so many hours a week in all, shared out as the rider's own hours are; evenly
/// where the rider has none. One hour more never takes one from a slot (Webster's method).
#[must_use]
pub fn with_hours(catalogue: &Catalogue, scenario: &Scenario, hours: u32) -> Scenario {
    let slots = catalogue.slot_ids();
    let own = |slot: &str| scenario.week.get(slot).map_or(0, |hours| u64::from(hours.0));
    let any = slots.iter().any(|slot| own(slot) > 0);
    // Paid hours are the employer's: nobody takes more of them by wishing.
    let weight = |slot: &str| if any { own(slot) } else { u64::from(slot != "released") };
    let mut shares: Vec<(u64, u32, &str)> =
        slots.into_iter().map(|slot| (weight(slot), 0, slot)).collect();
    for _ in 0..hours.min(MOST_HOURS) {
        // The largest of weight ÷ (2 × given + 1), the first of equals.
        let mut next: Option<usize> = None;
        for (at, (weight, given, _)) in shares.iter().enumerate() {
            let best = next.and_then(|best| shares.get(best));
            let more = best.is_none_or(|best| {
                weight * (2 * u64::from(best.1) + 1) > best.0 * (2 * u64::from(*given) + 1)
            });
            if *weight > 0 && more {
                next = Some(at);
            }
        }
        if let Some(share) = next.and_then(|at| shares.get_mut(at)) {
            share.1 += 1;
        }
    }
    let mut changed = scenario.clone();
    for (_, hours, slot) in shares {
        changed.week.insert(slot.to_owned(), Hours(hours));
    }
    changed
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

/// What the next hour and each open answer are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Worth {
    /// The slot in which one hour a week more saves most, and the weeks; none = it saves nothing.
    pub hour: Option<(Id, Weeks)>,
    /// Each question that only the rider can answer, and what the plan takes if it is a yes.
    pub answers: Vec<(Id, Option<Value>)>,
}

/// What the next hour and each open answer are worth.
#[must_use]
pub fn worth(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Worth {
    let hour = best_hour(catalogue, scenario, limits);
    let answers = answers(catalogue, scenario, limits);
    Worth { hour, answers: answers.into_iter().map(|(fact, plan)| (fact, plan.value)).collect() }
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
pub fn safe_first_steps(plans: &[&Plan]) -> Vec<Id> {
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
            && is_unanswered(&scenario.rider, need)
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
