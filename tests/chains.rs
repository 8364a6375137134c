//! Ten chains of edits, one for each of ten sample situations: a course ticked, a fee limit of what
//! the plan costs, a slider there and back, an edit taken back, a week missed. Counts the steps that
//! move, with the plan shown before kept and without.
//!
//! `cargo test --test chains -- --nocapture` prints the table.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use qitu_engine::explain::repair;
use qitu_model::*;
use qitu_solve::{Limits, plan_keeping};

const CHAINS: usize = 10;

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(format!("public/catalogue/{name}")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The sample situations whose first plan has most steps to keep, with their ids.
fn situations(catalogue: &Catalogue) -> Vec<(String, Scenario)> {
    let all: Vec<serde_json::Value> = read("situations.json");
    let mut found: Vec<(usize, String, Scenario)> = Vec::new();
    for situation in all {
        let id = situation["id"].as_str().unwrap().to_owned();
        let scenario: Scenario = serde_json::from_value(situation["scenario"].clone()).unwrap();
        let plan = planned(catalogue, &scenario, &[]);
        if plan.status == PlanStatus::Optimal {
            found.push((plan.steps.len(), id, scenario));
        }
    }
    found.sort_by_key(|(steps, ..)| std::cmp::Reverse(*steps));
    found.into_iter().take(CHAINS).map(|(_, id, scenario)| (id, scenario)).collect()
}

fn planned(catalogue: &Catalogue, scenario: &Scenario, shown: &[Step]) -> Plan {
    plan_keeping(catalogue, scenario, Limits::nodes(20_000), shown, &mut |_| true)
}

/// An edit of the question, made of the plan that is shown.
type Edit = fn(&Catalogue, &Scenario, &Plan) -> Scenario;

fn hours(scenario: &Scenario, more: i64) -> Scenario {
    let mut after = scenario.clone();
    let evening = after.week.entry("evening".into()).or_default();
    evening.0 = u32::try_from(i64::from(evening.0) + more).unwrap();
    after
}

/// What a rider does one after another; each begins with what the one before has left.
const EDITS: [(&str, Edit); 6] = [
    ("tick", |catalogue, scenario, plan| {
        let mut after = scenario.clone();
        let is_course = |id: &Id| catalogue.courses.iter().any(|course| course.id == *id);
        let first = plan.steps.iter().find(|step| is_course(&step.activity));
        after.rider.courses.extend(first.map(|step| step.activity.clone()));
        after
    }),
    ("fee limit", |_, scenario, plan| {
        let budget = plan.value.map(|value| value.fee);
        Scenario { budget, ..scenario.clone() }
    }),
    ("slider there", |_, scenario, _| hours(scenario, 1)),
    ("and back", |_, scenario, _| hours(scenario, -1)),
    ("limit undone", |_, scenario, _| Scenario { budget: None, ..scenario.clone() }),
    ("miss", |catalogue, scenario, plan| {
        let from = scenario.start.monday_on_or_after().plus_weeks(1);
        repair(catalogue, scenario, plan, (&[], 1), (scenario.start, from)).scenario
    }),
];

/// How many steps of the plan before stand in another week or way, or are gone without being done.
fn moved(before: &Plan, was: Date, after: &Plan, scenario: &Scenario) -> usize {
    let steps = before.steps_from(was, scenario.start);
    let done = |step: &&Step| !scenario.rider.courses.contains(&step.activity);
    steps.iter().filter(done).filter(|step| !after.steps.contains(step)).count()
}

/// The steps that each edit of a chain moves.
fn chain(catalogue: &Catalogue, scenario: &Scenario, keeps: bool) -> Vec<usize> {
    let mut question = scenario.clone();
    let mut shown = planned(catalogue, &question, &[]);
    // The same question has the same plan again.
    let mut seen: Vec<(Scenario, Plan)> = vec![(question.clone(), shown.clone())];
    let mut counts = Vec::new();
    for (_, edit) in EDITS {
        let next = edit(catalogue, &question, &shown);
        let known = seen.iter().find(|(asked, _)| *asked == next).map(|(_, plan)| plan.clone());
        let steps = match known {
            Some(plan) => plan.steps,
            None => shown.steps_from(question.start, next.start),
        };
        let plan = planned(catalogue, &next, if keeps { &steps } else { &[] });
        counts.push(moved(&shown, question.start, &plan, &next));
        seen.push((next.clone(), plan.clone()));
        (question, shown) = (next, plan);
    }
    counts
}

#[test]
fn what_need_not_move_stays_over_chains_of_edits() {
    let catalogue: Catalogue = read("modern-rider-academy.json");
    let situations = situations(&catalogue);
    assert_eq!(situations.len(), CHAINS);
    let names = EDITS.map(|(name, _)| name).join(", ");
    println!("steps moved by {names}: before, now");
    let (mut before, mut now) = ([0; EDITS.len()], [0; EDITS.len()]);
    for (id, scenario) in &situations {
        let [alone, kept] = [false, true].map(|keeps| chain(&catalogue, scenario, keeps));
        println!("{id}: {alone:?}, {kept:?}");
        let counts = before.iter_mut().zip(alone).chain(now.iter_mut().zip(kept));
        counts.for_each(|(sum, count)| *sum += count);
    }
    println!("in all: {before:?}, {now:?}");
    let [tick, limit, there, back, undone, _] = now;
    assert_eq!(limit, 0, "a limit of what it costs moves nothing");
    assert_eq!(undone, 0, "nor does taking it back");
    assert!(tick <= before[0] && there <= before[2] && back <= before[3], "{before:?} {now:?}");
    let sums = [before, now].map(|counts| counts.iter().sum::<usize>());
    assert!(sums[1] < sums[0], "{sums:?} steps moved in all");
}
