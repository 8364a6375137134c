//! Laws of what is said beside a plan: trade-offs, what if, changes that only help together, the
//! plan made again, and how sure its date is. On random problems.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::explain::what_if::{by_hours, safe_first_steps, with_hours, worth};
use qitu_engine::explain::{Odds, frontier, range, relieve, repair, why, why_not};
use qitu_model::*;
use qitu_solve::{self as solve, Limits};
use random::{Problem, problem};

const LIMITS: Limits = Limits::nodes(50_000);

fn plan(catalogue: &Catalogue, scenario: &Scenario) -> Plan {
    solve::plan(catalogue, scenario, LIMITS, &mut |_| true)
}

fn within(catalogue: &Catalogue, scenario: &Scenario, peak: u64) -> Option<Value> {
    solve::plan_within(catalogue, scenario, LIMITS, Some(peak), &mut |_| true).value
}

fn problems(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem)> {
    seeds.map(|seed| (seed, problem(seed, 3 + (seed % 6) as u32)))
}

/// Problems with a plan, explained.
fn planned(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Problem, Plan)> {
    problems(seeds).filter_map(|(seed, problem)| {
        let mut found = plan(&problem.catalogue, &problem.scenario);
        why(&problem.catalogue, &problem.scenario, &mut found);
        found.value.map(|_| (seed, problem, found))
    })
}

#[test]
fn no_trade_off_between_weeks_and_fee_is_missing() {
    let mut long = 0;
    for (seed, Problem { catalogue, scenario }) in problems(30_000..30_400) {
        let found = frontier::weeks_by_fee(&catalogue, &scenario, LIMITS);
        assert!(found.is_complete, "seed {seed}");
        let points: Vec<Value> = found.points.iter().map(|plan| plan.value.unwrap()).collect();
        assert!(found.points.iter().all(|plan| plan.status == PlanStatus::Optimal));
        let most = scenario.budget.map_or(3000, |own| own.0);
        for fee in (0..=most.min(3000)).step_by(100) {
            let budget = Some(Yuan(fee));
            let asked = Scenario { budget, objective: Objective::Soonest, ..scenario.clone() };
            let best = points.iter().filter(|point| point.fee.0 <= fee).map(|point| point.weeks);
            let own = plan(&catalogue, &asked).value;
            assert_eq!(own.map(|value| value.weeks), best.min(), "seed {seed}, {fee} yuan");
            // What a tap on a point asks for is that point, in all four numbers.
            for point in points.iter().filter(|point| point.fee.0 == fee) {
                assert_eq!(own, Some(*point), "seed {seed}, {fee} yuan");
            }
        }
        long += usize::from(points.len() > 1);
    }
    assert!(long > 5, "only {long} frontiers had two points");
}

#[test]
fn no_trade_off_between_weeks_and_the_fullest_week_is_missing() {
    let mut long = 0;
    for (seed, Problem { catalogue, scenario }) in problems(31_000..31_600) {
        let found = frontier::weeks_by_peak(&catalogue, &scenario, LIMITS);
        assert!(found.is_complete, "seed {seed}");
        let points: Vec<Value> = found.points.iter().map(|plan| plan.value.unwrap()).collect();
        let soonest = Scenario { objective: Objective::Soonest, ..scenario.clone() };
        for peak in 0..=15 {
            let best = points.iter().filter(|point| point.peak <= peak).map(|point| point.weeks);
            let own = within(&catalogue, &soonest, peak).map(|value| value.weeks);
            assert_eq!(own, best.min(), "seed {seed}, {peak} hours");
        }
        for point in &points {
            let weeks = i32::try_from(point.weeks.0).unwrap();
            let deadline = Some(scenario.start.monday_on_or_after().plus_days(7 * weeks));
            let objective = Objective::Gentlest;
            let asked = Scenario { deadline, objective, ..scenario.clone() };
            assert_eq!(plan(&catalogue, &asked).value, Some(*point), "seed {seed}");
        }
        long += usize::from(points.len() > 1);
    }
    assert!(long > 20, "only {long} frontiers had two points");
}

#[test]
fn changes_that_help_together_are_each_needed_and_each_as_small_as_can_be() {
    let mut pairs = 0;
    for (seed, Problem { catalogue, scenario }) in problems(32_000..34_000) {
        let found = plan(&catalogue, &scenario);
        if found.status != PlanStatus::Impossible {
            continue;
        }
        let (_, changes) = why_not(&catalogue, &scenario, &found, LIMITS);
        for change in changes.iter().filter(|change| !change.also.is_empty()) {
            let about = format!("seed {seed}: {change:?}");
            let all: Vec<&Relief> = change.reliefs().collect();
            let made = |without: Option<usize>, instead: Option<Relief>| {
                let kept = all.iter().enumerate().filter(|(at, _)| Some(*at) != without);
                let kept = kept.map(|(_, relief)| (*relief).clone()).chain(instead);
                kept.fold(scenario.clone(), |from, relief| relieve(&from, &relief))
            };
            assert_eq!(plan(&catalogue, &made(None, None)).value, Some(change.value), "{about}");
            for (at, relief) in all.iter().enumerate() {
                let without = plan(&catalogue, &made(Some(at), None));
                assert_eq!(without.status, PlanStatus::Impossible, "{about}: without {relief:?}");
            }
            pairs += 1;
        }
    }
    assert!(pairs > 5, "only {pairs} impossible problems needed more than one change");
}

#[test]
fn every_step_leads_to_the_goal_or_to_a_pin_and_never_back_to_itself() {
    fn leads(plan: &Plan, at: usize, left: usize) -> bool {
        left > 0
            && plan.steps[at].because.iter().any(|cause| match cause {
                Cause::Goal { .. } | Cause::Pinned => true,
                Cause::For { step, .. } => *step != at && leads(plan, *step, left - 1),
                _ => false,
            })
    }
    let mut deep = 0;
    for (seed, problem, plan) in planned(34_000..36_000) {
        for at in 0..plan.steps.len() {
            let json = problem.json();
            assert!(leads(&plan, at, plan.steps.len()), "seed {seed}, step {at}\n{json}");
        }
        deep += usize::from(plan.steps.len() > 2);
    }
    assert!(deep > 50, "only {deep} plans had three steps");
}

#[test]
fn hours_are_shared_out_so_that_more_never_takes_any_away() {
    let mut looked = 0;
    for (seed, Problem { catalogue, scenario }) in problems(36_000..36_300) {
        let own: u32 = scenario.week.values().map(|hours| hours.0).sum();
        if own > 0 {
            assert_eq!(with_hours(&catalogue, &scenario, own).week, scenario.week, "seed {seed}");
        }
        let mut before = with_hours(&catalogue, &scenario, 0).week;
        for hours in 1..30 {
            let week = with_hours(&catalogue, &scenario, hours).week;
            assert_eq!(week.values().map(|h| h.0).sum::<u32>(), hours, "seed {seed}");
            assert!(
                before.iter().all(|(slot, h)| week.get(slot) >= Some(h)),
                "seed {seed}: {hours}"
            );
            before = week;
        }
        let curve = by_hours(&catalogue, &scenario, 0..=8, LIMITS);
        if scenario.objective == Objective::Soonest {
            let weeks = |value: Option<Value>| value.map_or(u32::MAX, |value| value.weeks.0);
            let falls = curve.windows(2).all(|pair| weeks(pair[0].value) >= weeks(pair[1].value));
            assert!(falls, "seed {seed}: {curve:?}");
            looked += usize::from(weeks(curve[0].value) > weeks(curve[8].value));
        }
    }
    assert!(looked > 20, "only {looked} curves fell");
}

#[test]
fn the_hour_worth_most_saves_what_is_said_and_no_other_saves_more() {
    let mut told = 0;
    for (seed, Problem { catalogue, scenario }, found) in planned(37_000..38_500) {
        let weeks = found.value.unwrap().weeks.0;
        let with = |slot: &str| {
            let more = Relief::MoreHours { slot: slot.into(), hours: Hours(1) };
            plan(&catalogue, &relieve(&scenario, &more)).value.map_or(weeks, |v| v.weeks.0)
        };
        let best = catalogue.slot_ids().into_iter().map(with).min().unwrap();
        let found = worth(&catalogue, &scenario, LIMITS);
        let saved = found.hour.as_ref().map_or(0, |(_, saved)| saved.0);
        assert_eq!(saved, weeks - best.min(weeks), "seed {seed}");
        for (fact, value) in &found.answers {
            let yes = relieve(&scenario, &Relief::AnswerYes { fact: fact.clone() });
            assert_eq!(plan(&catalogue, &yes).value, *value, "seed {seed}");
        }
        told += usize::from(saved > 0);
    }
    assert!(told > 10, "only {told} had an hour worth something");
}

/// Time served and ages count in whole months and years, so a plan that waits for them may wait a
/// part of one longer when it is asked again.
fn waits_for_time(problem: &Problem) -> bool {
    let mut waits = false;
    let Problem { catalogue, scenario } = problem;
    let trees = catalogue.activities().flat_map(|(_, activity)| {
        activity.offers.iter().map(|offer| &offer.needs).chain([&activity.needs])
    });
    for tree in trees.chain([&scenario.goal]) {
        tree.walk(&mut |need| {
            waits |= matches!(need, Need::Tenure { .. } | Need::Age { .. });
        });
    }
    waits
}

#[test]
fn a_plan_kept_to_ends_no_later_when_it_is_asked_again_and_weeks_missed_never_help() {
    let (mut kept, mut begun) = (0, 0);
    for (seed, problem, found) in planned(40_000..44_000) {
        let Problem { catalogue, scenario } = &problem;
        let value = found.value.unwrap();
        let is_soonest = scenario.objective == Objective::Soonest;
        if value.weeks.0 < 2 || waits_for_time(&problem) || !is_soonest {
            continue;
        }
        let later = 1 + (seed as u32 % (value.weeks.0 - 1));
        let today = scenario.start.monday_on_or_after().plus_days(7 * later as i32);
        let done: Vec<usize> =
            (0..found.steps.len()).filter(|at| found.steps[*at].end.0 <= later).collect();
        // A class that is renewed is another life; one that is over without being done as well.
        let dates = (scenario.start, today);
        let again = repair(catalogue, scenario, &found, (&done, 0), dates);
        let next = plan(catalogue, &again.scenario);
        let about = format!("seed {seed}, {later} weeks later\n{}", problem.json());
        let ends = next.value.unwrap_or_else(|| panic!("{about}\n{:?}", again.scenario)).weeks.0;
        assert!(ends + later <= value.weeks.0, "{about}: {ends} + {later}");
        let verdict = qitu_engine::verify::verify(catalogue, &again.scenario, &next);
        assert_eq!(verdict.ok(), next.value, "{about}");
        let missed = repair(catalogue, scenario, &found, (&done, 1), dates);
        if let Some(other) = plan(catalogue, &missed.scenario).value {
            assert!(other.weeks.0 >= ends, "{about}: a week missed made it sooner");
        }
        kept += 1;
        begun += usize::from(!again.scenario.begun.is_empty());
    }
    assert!(kept > 100 && begun > 20, "only {kept} plans were kept to, {begun} in the middle");
}

#[test]
fn better_odds_never_make_a_plan_later_and_with_the_best_it_ends_when_it_says() {
    let mut moved = 0;
    for (seed, Problem { catalogue, scenario }, found) in planned(45_000..45_600) {
        let at = |kept, retaken| {
            range(&catalogue, &scenario, &found, Odds { kept, retaken }, seed).unwrap()
        };
        let weeks = found.value.unwrap().weeks;
        let sure = at(100, 0);
        assert_eq!((sure.early, sure.likely, sure.late), (weeks, weeks, weeks), "seed {seed}");
        for pair in [[at(50, 25), at(70, 25)], [at(70, 25), at(90, 25)], [at(90, 25), at(90, 0)]] {
            let [worse, better] = pair;
            let later = better.likely <= worse.likely && better.late <= worse.late;
            assert!(later, "seed {seed}: {better:?} after {worse:?}");
        }
        moved += usize::from(at(50, 25).late > at(90, 25).late);
    }
    assert!(moved > 20, "only {moved} ranges moved with the odds");
}

#[test]
fn safe_first_steps_are_steps_of_every_plan() {
    let mut shared = 0;
    for (seed, Problem { catalogue, scenario }, first) in planned(46_000..46_800) {
        // Another goal's plan: that of the first step's own activity, where it can be had alone.
        let Some(step) = first.steps.first() else { continue };
        let goal = match catalogue.activity(&step.activity) {
            Some((Kind::Course, _)) => Need::Course { course: step.activity.clone() },
            Some((Kind::Role, _)) => Need::Role { role: step.activity.clone() },
            _ => continue,
        };
        let other = plan(&catalogue, &Scenario { goal, ..scenario.clone() });
        if other.value.is_none() {
            continue;
        }
        let plans = [&first, &other];
        let steps = safe_first_steps(&plans);
        assert!(steps.contains(&step.activity), "seed {seed}");
        let has = |plan: &Plan, id: &Id| plan.steps.iter().any(|step| step.activity == *id);
        assert!(steps.iter().all(|id| plans.iter().all(|plan| has(plan, id))), "seed {seed}");
        shared += steps.len();
    }
    assert!(shared > 100, "only {shared} steps");
}

#[test]
fn the_same_question_is_explained_the_same_way() {
    for (seed, Problem { catalogue, scenario }) in problems(47_000..47_200) {
        let told = || {
            let found = plan(&catalogue, &scenario);
            let fees = frontier::weeks_by_fee(&catalogue, &scenario, LIMITS);
            let advice = why_not(&catalogue, &scenario, &found, LIMITS);
            let odds = range(&catalogue, &scenario, &found, Odds::default(), 7);
            (fees, advice, odds, worth(&catalogue, &scenario, LIMITS))
        };
        assert_eq!(told(), told(), "seed {seed}");
    }
}
