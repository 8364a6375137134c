//! Owns the trade-offs: every pair of weeks and fee, and of weeks and peak, that no other beats.
//! Refuses weights: each point is the best plan under a bound on the other side (ε-constraint,
//! Haimes, Lasdon and Wismer 1971).

use super::what_if::{Point, point};
use qitu_model::{Catalogue, Objective, Plan, PlanStatus, Scenario, Value, Yuan};
use qitu_solve::{self as solve, Limits};

/// More points than this are no choice.
const MOST_POINTS: usize = 60;

/// Plans that no other plan beats on both sides, soonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// One plan a point.
    pub points: Vec<Plan>,
    /// Every point is proven and none is missing.
    pub is_complete: bool,
}

impl Frontier {
    /// Its points over one side of their values.
    #[must_use]
    pub fn points_at(&self, side: impl Fn(Value) -> i64) -> Vec<Point> {
        let at = |plan: &Plan| plan.value.map(|value| point(side(value), plan));
        self.points.iter().filter_map(at).collect()
    }
}

/// Weeks against net fees.
#[must_use]
pub fn weeks_by_fee(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Frontier {
    let mut bound = Scenario { objective: Objective::Soonest, ..scenario.clone() };
    let mut frontier = Frontier { points: Vec::new(), is_complete: false };
    let mut proven = true;
    while frontier.points.len() < MOST_POINTS {
        let plan = solve::plan(catalogue, &bound, limits, &mut |_| true);
        let Some(value) = plan.value else {
            frontier.is_complete = proven && plan.status == PlanStatus::Impossible;
            break;
        };
        proven &= plan.status == PlanStatus::Optimal;
        add(&mut frontier.points, plan, &|a, b| a.fee <= b.fee);
        if value.fee.0 <= 0 {
            frontier.is_complete = proven;
            break;
        }
        bound.budget = Some(Yuan(value.fee.0 - 1));
    }
    frontier
}

/// Weeks against the hours of the fullest week.
///
/// From the soonest end: the soonest plan under a ceiling of hours gives the weeks, the gentlest
/// plan within those weeks the point, and the next ceiling lies an hour below it.
#[must_use]
pub fn weeks_by_peak(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Frontier {
    let week0 = scenario.start.monday_on_or_after();
    let soonest = Scenario { objective: Objective::Soonest, ..scenario.clone() };
    let mut frontier = Frontier::default();
    let mut proven = true;
    let mut ceiling = None;
    while frontier.points.len() < MOST_POINTS {
        let quick = solve::plan_within(catalogue, &soonest, limits, ceiling, &mut |_| true);
        let Some(value) = quick.value else {
            frontier.is_complete = proven && quick.status == PlanStatus::Impossible;
            break;
        };
        let within = Scenario {
            objective: Objective::Gentlest,
            deadline: Some(week0.plus_weeks(value.weeks.0)),
            ..scenario.clone()
        };
        let gentle = solve::plan_within(catalogue, &within, limits, ceiling, &mut |_| true);
        // Cut short, the search may miss what it just had.
        let plan = if gentle.value.is_some() { gentle } else { quick.clone() };
        proven &= quick.status == PlanStatus::Optimal && plan.status == PlanStatus::Optimal;
        let peak = plan.value.map_or(0, |value| value.peak);
        add(&mut frontier.points, plan, &|a, b| a.weeks <= b.weeks);
        let Some(next) = peak.checked_sub(1) else {
            frontier.is_complete = proven;
            break;
        };
        ceiling = Some(next);
    }
    frontier
}

/// Adds a point; one found within a limit of work may beat the one before it.
fn add(
    points: &mut Vec<Plan>,
    plan: Plan,
    is_no_worse: &dyn Fn(qitu_model::Value, qitu_model::Value) -> bool,
) {
    if let (Some(last), Some(new)) = (points.last().and_then(|plan| plan.value), plan.value) {
        let other_side = (last.weeks >= new.weeks && last.peak >= new.peak && last.fee >= new.fee)
            && is_no_worse(new, last);
        if other_side {
            points.pop();
        }
    }
    points.push(plan);
}
