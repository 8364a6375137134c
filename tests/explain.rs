//! Laws of the explanations, on random problems and on the built-in catalogue.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu::explain::{relieve, why, why_not};
use qitu::model::*;
use qitu::solve::{self, Limits};
use random::{Problem, problem};

const LIMITS: Limits = Limits { nodes: 50_000 };

fn plan(catalogue: &Catalogue, scenario: &Scenario) -> Plan {
    solve::plan(catalogue, scenario, LIMITS, &mut |_| true)
}

/// Problems with their plans, explained.
fn explained(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem, Plan)> {
    seeds.map(|seed| {
        let problem = problem(seed, 2 + (seed % 7) as u32);
        let mut found = plan(&problem.catalogue, &problem.scenario);
        why(&problem.catalogue, &problem.scenario, &mut found);
        (seed, problem, found)
    })
}

fn is_purpose(cause: &Cause) -> bool {
    matches!(cause, Cause::Goal { .. } | Cause::For { .. } | Cause::Pinned)
}

#[test]
fn every_step_says_what_it_is_for_and_every_late_step_what_it_waits_for() {
    let mut steps = 0;
    for (seed, problem, plan) in explained(0..3000) {
        for step in &plan.steps {
            steps += 1;
            let about = format!("seed {seed}: {step:?}\n{}", problem.json());
            assert!(step.because.iter().any(is_purpose), "{about}");
            let waits = step.because.iter().any(|cause| matches!(cause, Cause::Waits { .. }));
            assert_eq!(waits, step.start.0 > 0, "{about}");
        }
    }
    assert!(steps > 1000, "only {steps} steps were looked at");
}

#[test]
fn the_chain_runs_forward_in_time_and_ends_at_the_goal() {
    let mut chains = 0;
    for (seed, problem, plan) in explained(3000..6000).filter(|(_, _, plan)| plan.value.is_some()) {
        let about = format!("seed {seed}: {:?}\n{}", plan.reasons, problem.json());
        assert!(matches!(plan.reasons.last(), Some(Cause::Goal { .. })), "{about}");
        let chain: Vec<&Step> = (plan.reasons.iter())
            .filter_map(|cause| match cause {
                Cause::Chain { step } => plan.steps.get(*step),
                _ => None,
            })
            .collect();
        assert!(chain.windows(2).all(|pair| pair[0].start <= pair[1].start), "{about}");
        chains += usize::from(chain.len() > 1);
    }
    assert!(chains > 50, "only {chains} chains had two steps");
}

#[test]
fn an_impossible_problem_always_comes_with_a_reason() {
    let mut impossible = 0;
    for (seed, problem, plan) in explained(6000..9000) {
        if plan.status == PlanStatus::Impossible {
            impossible += 1;
            assert!(!plan.reasons.is_empty(), "seed {seed}\n{}", problem.json());
        }
    }
    assert!(impossible > 300, "only {impossible} were impossible");
}

/// Impossible problems whose reasons are worth a search, small enough to be quick.
fn impossible(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem, Plan)> {
    explained(seeds).filter(|(_, _, plan)| plan.status == PlanStatus::Impossible)
}

/// A smaller change of the same kind, if there is one.
fn smaller(relief: &Relief) -> Option<Relief> {
    Some(match relief {
        Relief::MoreHours { slot, hours } if hours.0 > 1 => {
            Relief::MoreHours { slot: slot.clone(), hours: Hours(hours.0 - 1) }
        }
        Relief::MoreBudget { yuan } => Relief::MoreBudget { yuan: Yuan(yuan.0 - 1) },
        Relief::LaterDeadline { date } => Relief::LaterDeadline { date: date.plus_days(-7) },
        Relief::MoreAtOnce { at_once } => Relief::MoreAtOnce { at_once: at_once - 1 },
        _ => return None,
    })
}

#[test]
fn each_change_offered_opens_a_way_and_nothing_smaller_of_its_kind_does() {
    let mut offered = 0;
    for (seed, Problem { catalogue, scenario }, found) in impossible(13000..13600) {
        let (_, changes) = why_not(&catalogue, &scenario, &found, LIMITS);
        assert!(changes.windows(2).all(|pair| pair[0].effort <= pair[1].effort), "seed {seed}");
        for change in &changes {
            let about = format!("seed {seed}: {:?}", change.relief);
            let again = plan(&catalogue, &relieve(&scenario, &change.relief));
            assert_eq!(again.value, Some(change.value), "{about}");
            if let Some(less) = smaller(&change.relief) {
                let status = plan(&catalogue, &relieve(&scenario, &less)).status;
                assert_eq!(status, PlanStatus::Impossible, "{about}");
            }
            offered += 1;
        }
    }
    assert!(offered > 50, "only {offered} changes were offered");
}

#[test]
fn a_change_offered_for_a_plan_makes_it_sooner() {
    let mut offered = 0;
    for (seed, Problem { catalogue, scenario }, found) in explained(14000..15000) {
        let Some(value) = found.value else { continue };
        let (_, changes) = why_not(&catalogue, &scenario, &found, LIMITS);
        for change in changes {
            let again = plan(&catalogue, &relieve(&scenario, &change.relief));
            assert_eq!(again.value, Some(change.value), "seed {seed}: {:?}", change.relief);
            assert!(change.value.weeks < value.weeks, "seed {seed}: {:?}", change.relief);
            offered += 1;
        }
    }
    assert!(offered > 20, "only {offered} changes were offered");
}
