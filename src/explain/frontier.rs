//! Owns the trade-offs: every pair of weeks and fee, and of weeks and peak, that no other beats.
//! Refuses weights: each point is the best plan under a bound on the other side (ε-constraint,
//! Haimes, Lasdon and Wismer 1971).

use super::life::HORIZON;
use crate::model::{Catalogue, Objective, Plan, PlanStatus, Scenario, Yuan};
use crate::solve::{self, Limits};

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
#[must_use]
pub fn weeks_by_peak(catalogue: &Catalogue, scenario: &Scenario, limits: Limits) -> Frontier {
    let week0 = scenario.start.monday_on_or_after();
    let last = week0.plus_days(7 * i32::try_from(HORIZON).unwrap_or(520));
    let deadline = scenario.deadline.map_or(last, |own| own.min(last));
    let mut bound =
        Scenario { objective: Objective::Gentlest, deadline: Some(deadline), ..scenario.clone() };
    let mut frontier = Frontier::default();
    let mut proven = true;
    while frontier.points.len() < MOST_POINTS {
        let plan = solve::plan(catalogue, &bound, limits, &mut |_| true);
        let Some(value) = plan.value else {
            frontier.is_complete = proven && plan.status == PlanStatus::Impossible;
            break;
        };
        proven &= plan.status == PlanStatus::Optimal;
        add(&mut frontier.points, plan, &|a, b| a.weeks <= b.weeks);
        if value.weeks.0 == 0 {
            frontier.is_complete = proven;
            break;
        }
        let weeks = i32::try_from(value.weeks.0 - 1).unwrap_or(0);
        bound.deadline = Some(week0.plus_days(7 * weeks));
    }
    frontier.points.sort_by_key(|plan| plan.value.map(|value| value.weeks));
    frontier
}

/// Adds a point; one found within a limit of work may beat the one before it.
fn add(
    points: &mut Vec<Plan>,
    plan: Plan,
    is_no_worse: &dyn Fn(crate::model::Value, crate::model::Value) -> bool,
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
