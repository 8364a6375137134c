//! Laws of the planner, on thousands of random problems.
//!
//! A law that fails prints the seed and the two files of the problem as JSON, one a line.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod oracle;
mod random;

use oracle::Answer;
use qitu::model::*;
use qitu::verify::verify;
use random::{Problem, problem};

/// How many prefixes the oracle looks at before it gives up.
const PATIENCE: u64 = 6_000;

/// The last week in which the oracle lets a step start.
fn last_start(problem: &Problem) -> i64 {
    let week = |day: Date| i64::from(day.week_from(random::monday()));
    let free_pin = problem.scenario.pins.iter().any(|pin| pin.start.is_none());
    let deadline = problem.scenario.deadline.map_or(45, week);
    let pins = problem.scenario.pins.iter().filter_map(|pin| pin.start).map(week);
    pins.max().unwrap_or(0).max(deadline) + if free_pin { 24 } else { 0 }
}

fn assert_valid(problem: &Problem, plan: &Plan, about: &str) {
    let verdict = verify(&problem.catalogue, &problem.scenario, plan);
    assert!(verdict.is_ok(), "{about}: {verdict:?}\n{}\n{:?}", problem.json(), plan.steps);
}

#[test]
fn the_oracles_plan_is_valid_and_has_the_value_it_states() {
    for seed in 5000..5400 {
        let problem = problem(seed, 2 + (seed % 4) as u32);
        let Problem { catalogue, scenario } = &problem;
        let last = last_start(&problem);
        let answer = oracle::best(catalogue, scenario, Objective::Soonest, last, PATIENCE);
        if let Answer::Best(value, steps) = answer {
            let plan = Plan { value: Some(value), steps, ..Plan::default() };
            assert_valid(&problem, &plan, &format!("seed {seed}"));
        }
    }
}
