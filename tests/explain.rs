//! Laws of the explanations, on random problems and on the built-in catalogue.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::explain::{
    Odds, bounded_by, frontier, range, relieve, repair, unreachable, why, why_not, why_not_as_found,
};
use qitu_engine::load;
use qitu_engine::text::sentence;
use qitu_model::*;
use qitu_solve::{self as solve, Limits};
use random::{Problem, problem};

const LIMITS: Limits = Limits::nodes(50_000);

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
fn a_long_chain_of_steps_without_weeks_says_of_each_which_step_it_is_for() {
    const LONG: usize = 2000;
    // By name they stand in no order.
    let id = |at: usize| format!("c{}", at * 7919 % LONG);
    let need = |at: usize| Need::Course { course: id(at) };
    let course = |at: usize| Activity {
        id: id(at),
        needs: at.checked_sub(1).map(need).unwrap_or_default(),
        offers: vec![Offer { weeks: Some(Weeks(0)), ..Offer::default() }],
        ..Activity::default()
    };
    let catalogue = Catalogue { courses: (0..LONG).map(course).collect(), ..Catalogue::default() };
    let scenario =
        serde_json::json!({ "start": "2026-11-30", "rider": {}, "goal": need(LONG - 1) });
    let scenario: Scenario = serde_json::from_value(scenario).unwrap();
    let mut found = plan(&catalogue, &scenario);
    why(&catalogue, &scenario, &mut found);
    assert_eq!((found.status, found.steps.len()), (PlanStatus::Optimal, LONG));
    for step in &found.steps {
        let (purpose, need) = match step.because.as_slice() {
            [Cause::For { step, need }] => (found.steps[*step].activity.as_str(), need),
            [Cause::Goal { need }] => ("", need),
            because => panic!("{}: {because:?}", step.activity),
        };
        assert_eq!(*need, Need::Course { course: step.activity.clone() });
        let at = (0..LONG).find(|&at| id(at) == step.activity).unwrap();
        assert_eq!(purpose, if at + 1 < LONG { id(at + 1) } else { String::new() });
    }
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
            // With what it needs beside it, if it does not help alone.
            let others = change.also.iter();
            let beside = others.fold(scenario.clone(), |from, relief| relieve(&from, relief));
            let again = plan(&catalogue, &relieve(&beside, &change.relief));
            assert_eq!(again.value, Some(change.value), "{about}");
            if let Some(less) = smaller(&change.relief) {
                let status = plan(&catalogue, &relieve(&beside, &less)).status;
                assert_eq!(status, PlanStatus::Impossible, "{about}");
            }
            offered += 1;
        }
    }
    assert!(offered > 50, "only {offered} changes were offered");
}

/// What was told of a question, each time: the causes and the changes.
type Telling = Vec<(Vec<Cause>, Vec<Relaxation>)>;

/// What stands in the way as it is told, until so many things are; the last is what it came to.
fn told(problem: &Problem, found: &Plan, most: usize) -> Telling {
    let mut told = Vec::new();
    let mut tell = |causes: &[Cause], changes: &[Relaxation]| {
        told.push((causes.to_vec(), changes.to_vec()));
        told.len() < most
    };
    let Problem { catalogue, scenario } = problem;
    let all = why_not_as_found(catalogue, scenario, found, LIMITS, &mut tell);
    told.push(all);
    told
}

#[test]
fn what_is_told_on_the_way_is_true_and_whoever_has_heard_enough_gets_just_that() {
    let mut parts = 0;
    for (seed, problem, found) in explained(16000..17500) {
        let whole = told(&problem, &found, usize::MAX);
        let (causes, changes) = whole.last().unwrap();
        for (early, some) in &whole {
            assert_eq!(early, causes, "seed {seed}: all that stands in the way is told at once");
            assert!(some.iter().all(|one| changes.contains(one)), "seed {seed}: {some:?}");
            assert!(some.is_sorted_by_key(|one| one.effort), "seed {seed}: {some:?}");
        }
        let more = whole.windows(2).all(|pair| pair[0].1.len() <= pair[1].1.len());
        assert!(more, "seed {seed}: nothing that was offered is taken back");
        if found.status == PlanStatus::Impossible {
            let stopped = told(&problem, &found, 1);
            assert_eq!(stopped, [whole[0].clone(), whole[0].clone()], "seed {seed}");
        }
        parts += whole.len().saturating_sub(2);
    }
    assert!(parts > 100, "only {parts} changes were told on the way");
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

#[test]
fn what_has_a_plan_is_never_called_out_of_reach() {
    for (seed, Problem { catalogue, scenario }, plan) in explained(9000..12000) {
        if plan.value.is_some() {
            let causes = unreachable(&catalogue, &scenario);
            assert!(causes.is_empty(), "seed {seed}: {causes:?}");
        }
    }
}

#[test]
fn the_facts_of_a_why_not_alone_leave_no_plan_and_each_of_them_counts() {
    let mut conflicts = 0;
    for (seed, Problem { catalogue, scenario }, found) in impossible(12000..12600) {
        let (causes, _) = why_not(&catalogue, &scenario, &found, LIMITS);
        assert!(!causes.is_empty(), "seed {seed}");
        for facts in causes.iter().filter_map(|cause| match cause {
            Cause::Conflict { facts }
                if !unreachable(&catalogue, &scenario)
                    .iter()
                    .any(|c| matches!(c, Cause::Conflict { .. })) =>
            {
                Some(facts)
            }
            _ => None,
        }) {
            let alone = bounded_by(&catalogue, &scenario, facts);
            let about = format!("seed {seed}: {facts:?}");
            assert_eq!(plan(&catalogue, &alone).status, PlanStatus::Impossible, "{about}");
            for fact in facts {
                let mut fewer = facts.clone();
                fewer.retain(|other| other != fact);
                let freer = bounded_by(&catalogue, &scenario, &fewer);
                assert!(plan(&catalogue, &freer).value.is_some(), "{about}: without {fact:?}");
            }
            conflicts += 1;
        }
    }
    assert!(conflicts > 20, "only {conflicts} conflicts");
}

#[test]
fn points_of_a_frontier_do_not_dominate_each_other_and_its_ends_are_the_best_plans() {
    let mut long = 0;
    for seed in 15000..15600 {
        let Problem { catalogue, scenario } = problem(seed, 3 + (seed % 6) as u32);
        let fees = frontier::weeks_by_fee(&catalogue, &scenario, LIMITS);
        let values: Vec<Value> = fees.points.iter().filter_map(|plan| plan.value).collect();
        let falls = |pair: &[Value]| pair[0].weeks < pair[1].weeks && pair[0].fee > pair[1].fee;
        assert!(values.windows(2).all(falls), "seed {seed}: {values:?}");
        let best = |objective| plan(&catalogue, &Scenario { objective, ..scenario.clone() }).value;
        assert_eq!(values.first().copied(), best(Objective::Soonest), "seed {seed}");
        let cheapest = best(Objective::Cheapest);
        let ends = |value: Option<Value>| value.map(|value| (value.fee, value.weeks));
        assert_eq!(ends(values.last().copied()), ends(cheapest), "seed {seed}");
        let peaks = frontier::weeks_by_peak(&catalogue, &scenario, LIMITS);
        let values: Vec<Value> = peaks.points.iter().filter_map(|plan| plan.value).collect();
        let falls = |pair: &[Value]| pair[0].weeks < pair[1].weeks && pair[0].peak > pair[1].peak;
        assert!(values.windows(2).all(falls), "seed {seed}: {values:?}");
        let soonest = best(Objective::Soonest).map(|value| value.weeks);
        assert_eq!(values.first().map(|value| value.weeks), soonest, "seed {seed}");
        long += usize::from(values.len() > 1) + usize::from(fees.points.len() > 1);
    }
    assert!(long > 20, "only {long} frontiers had two points");
}

#[test]
fn repair_never_undoes_what_is_done() {
    let mut repaired = 0;
    for (seed, Problem { catalogue, scenario }, found) in explained(16000..18000) {
        let Some(last) = found.steps.iter().map(|step| step.end.0).max().filter(|end| *end > 1)
        else {
            continue;
        };
        let later = 1 + (seed as u32 % last);
        let today = scenario.start.monday_on_or_after().plus_days(7 * later as i32);
        let done: Vec<usize> = (0..found.steps.len())
            .filter(|at| found.steps[*at].end.0 <= later && found.steps[*at].start.0 < later)
            .collect();
        let dates = (scenario.start, today);
        let again = repair(&catalogue, &scenario, &found, (&done, 0), dates);
        assert_eq!(again.later, later, "seed {seed}");
        let rider = &again.scenario.rider;
        for (id, level) in &scenario.rider.skills {
            assert!(rider.skills.get(id).is_some_and(|now| now >= level), "seed {seed}");
        }
        let next = plan(&catalogue, &again.scenario);
        if next.value.is_some() {
            let checked = qitu_engine::verify::verify(&catalogue, &again.scenario, &next);
            assert_eq!(checked.ok(), next.value, "seed {seed}");
        }
        for step in done.iter().map(|at| &found.steps[*at]) {
            let kind = catalogue.activity(&step.activity).unwrap().0;
            let kept = match kind {
                Kind::Course => rider.courses.contains(&step.activity),
                Kind::Certificate => rider.certificates.iter().any(|c| c.id == step.activity),
                Kind::Role => rider.role.iter().chain(&rider.roles).any(|r| *r == step.activity),
            };
            assert!(kept, "seed {seed}: {step:?}");
            let twice = kind != Kind::Certificate
                && next.steps.iter().any(|other| other.activity == step.activity);
            assert!(!twice, "seed {seed}: {step:?} again");
        }
        repaired += usize::from(next.value.is_some());
    }
    assert!(repaired > 100, "only {repaired} were planned again");
}

#[test]
fn a_range_is_ordered_and_the_same_every_time() {
    let mut wide = 0;
    for (seed, Problem { catalogue, scenario }, found) in explained(19000..20000) {
        let Some(value) = found.value else { continue };
        let ask = || range(&catalogue, &scenario, &found, Odds::default(), seed).unwrap();
        let range = ask();
        assert_eq!(range, ask(), "seed {seed}");
        let ordered = value.weeks <= range.early && range.early <= range.likely;
        assert!(ordered && range.likely <= range.late, "seed {seed}: {range:?}");
        assert!(range.retakes.iter().all(|(_, end)| *end >= value.weeks), "seed {seed}");
        wide += usize::from(range.early < range.late);
    }
    assert!(wide > 20, "only {wide} ranges are wider than a week");
}

#[test]
fn a_class_before_the_plans_first_monday_is_told_with_its_day() {
    let text = include_str!("load/catalogue-class-before-intake.json");
    let (mut catalogue, _) = load::catalogue(text);
    catalogue.courses[0].offers.retain(|offer| offer.id == "every");
    let goal = Need::Course { course: "a".into() };
    let told = |catalogue: &Catalogue, start: &str| {
        let start = Date::parse(start).unwrap();
        let week = [("evening".to_owned(), Hours(9))].into();
        let scenario = Scenario { week, ..Scenario::of(start, Rider::default(), goal.clone()) };
        let mut plan = plan(catalogue, &scenario);
        why(catalogue, &scenario, &mut plan);
        let causes = plan.steps.iter().flat_map(|step| &step.because).chain(&plan.reasons);
        let said = causes.map(|one| sentence::cause(Lang::Zh, catalogue, &scenario, &plan, one));
        said.collect::<Vec<_>>().join("\n")
    };
    let before = "2026 年 12 月 12 日开的班在这份计划的第一个周一之前";
    // Opens on Saturday the twelfth and every four weeks.
    assert!(told(&catalogue, "2026-12-08").contains(before));
    assert!(!told(&catalogue, "2026-12-13").contains("第一个周一"), "over before the start");
    assert!(!told(&catalogue, "2026-12-07").contains("第一个周一"), "in the plan's first week");
    let only = Intakes::Dates(vec![Date::parse("2026-12-12").unwrap()]);
    catalogue.courses[0].offers[0].intakes = Some(only);
    let none = told(&catalogue, "2026-12-08");
    assert!(none.contains("后面没有开班的日子了") && none.contains(before), "{none}");
}
