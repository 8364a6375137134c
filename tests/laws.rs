//! Laws of the planner, on thousands of random problems.
//!
//! A law that fails prints the seed and the two files of the problem as JSON, one a line.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod oracle;
mod random;

use oracle::Answer;
use qitu_engine::verify::verify;
use qitu_model::*;
use qitu_solve::{self as solve, Limits};
use random::{Dice, Problem, day_in, problem};

/// How many prefixes the oracle looks at before it gives up.
const PATIENCE: u64 = 6_000;

fn plan(problem: &Problem, objective: Objective) -> Plan {
    plan_within(problem, objective, Limits::default().nodes)
}

fn plan_within(problem: &Problem, objective: Objective, nodes: u64) -> Plan {
    let scenario = Scenario { objective, ..problem.scenario.clone() };
    solve::plan(&problem.catalogue, &scenario, Limits::nodes(nodes), &mut |_| true)
}

/// The proven best value, or none where it is proven that there is no plan.
fn proven(problem: &Problem, objective: Objective, about: &str) -> Option<Value> {
    let plan = plan(problem, objective);
    match plan.status {
        PlanStatus::Optimal => plan.value,
        PlanStatus::Impossible => None,
        other => panic!("{about}: {other:?}\n{}", problem.json()),
    }
}

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

/// Is the first no better than the second? No plan is worse than any.
fn no_better(worse: Option<Value>, better: Option<Value>, objective: Objective) -> bool {
    match (worse, better) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(worse), Some(better)) => better.ordered(objective) <= worse.ordered(objective),
    }
}

/// The planner's answers to tiny problems are those of the oracle, for seeds in the range.
fn agrees_with_the_oracle(seeds: std::ops::Range<u64>) {
    agrees_on(seeds, &problem);
}

fn agrees_on(seeds: std::ops::Range<u64>, problem: &dyn Fn(u64, u32) -> Problem) {
    let (mut decided, mut asked, mut planned, mut early) = (0, 0, 0, 0);
    for seed in seeds {
        let problem = problem(seed, 2 + (seed % 4) as u32);
        let last = last_start(&problem);
        for objective in Objective::ALL {
            asked += 1;
            let Problem { catalogue, scenario } = &problem;
            let answer = oracle::best(catalogue, scenario, objective, last, PATIENCE);
            let about = format!("seed {seed}, {}", objective.word());
            let plan = plan(&problem, objective);
            if plan.value.is_some() {
                assert_valid(&problem, &plan, &about);
            }
            let started_later = plan.steps.iter().any(|step| i64::from(step.start.0) > last)
                || plan.value.is_some_and(|value| i64::from(value.weeks.0) > last);
            let got = (plan.status, plan.value);
            let json = problem.json();
            match answer {
                Answer::TooMany => continue,
                Answer::Nothing if started_later => {}
                Answer::Nothing => {
                    let expected = (PlanStatus::Impossible, None);
                    assert_eq!(got, expected, "{about}\n{json}\n{:?}", plan.steps);
                }
                Answer::Best(value, _) if started_later => {
                    assert!(no_better(Some(value), plan.value, objective), "{about}\n{json}");
                }
                Answer::Best(value, steps) => {
                    planned += 1;
                    let promised = |value: Option<Value>| value.map(|v| v.ordered(objective));
                    let got = (plan.status, promised(plan.value));
                    let expected = (PlanStatus::Optimal, promised(Some(value)));
                    assert_eq!(got, expected, "{about}\n{json}\n{:?}\n{steps:?}", plan.steps);
                    assert_eq!(plan.bound, plan.value, "{about}");
                    early += u32::from(assert_early(&problem, &plan, (value, &steps), &about));
                }
            }
            decided += 1;
        }
    }
    // The law says something only if the oracle can answer, and often with a plan.
    assert!(decided * 10 >= asked * 7 && planned * 10 >= asked * 3, "{planned} {decided} {asked}");
    // How early posts and certificates end is proven where that is cheap, and here it is.
    assert!(early * 100 >= planned * 99, "{early} of {planned}");
}

/// The end weeks of the steps of a kind, added up.
fn ends(problem: &Problem, steps: &[Step], kind: Kind) -> u64 {
    let is_it =
        |step: &&Step| problem.catalogue.activity(&step.activity).is_some_and(|a| a.0 == kind);
    steps.iter().filter(is_it).map(|step| u64::from(step.end.0)).sum()
}

/// A plan says truly how early its posts and certificates are, and is as early as the oracle's where
/// it says that this is proven; returns whether it does.
fn assert_early(
    problem: &Problem,
    plan: &Plan,
    (value, best): (Value, &[Step]),
    about: &str,
) -> bool {
    let sums =
        |steps: &[Step]| [Kind::Role, Kind::Certificate].map(|kind| ends(problem, steps, kind));
    let early = plan.early.unwrap();
    let (own, least) = ([early.posts, early.certificates], sums(best));
    let json = problem.json();
    assert_eq!(own, sums(&plan.steps), "{about}\n{json}\n{:?}", plan.steps);
    assert!(own >= least, "{about}: {own:?} before {least:?}\n{json}\n{:?}", plan.steps);
    if early.proven {
        assert_eq!(own, least, "{about}\n{json}\n{:?}\n{best:?}", plan.steps);
        let peak = plan.value.unwrap().peak;
        assert!(peak >= value.peak, "{about}: peak {peak} below {}\n{json}", value.peak);
    }
    early.proven
}

#[test]
fn the_best_plan_is_the_oracles_where_hours_are_wanted_at_a_stretch() {
    let mut moved = 0;
    for seed in 90_000..90_300 {
        let count = 2 + (seed % 4) as u32;
        let (plain, stretched) = (problem(seed, count), random::stretched(seed, count));
        let free = proven(&plain, Objective::Soonest, "in pieces");
        let held = proven(&stretched, Objective::Soonest, "at a stretch");
        assert!(no_better(held, free, Objective::Soonest), "seed {seed}: {free:?} {held:?}");
        moved += u32::from(held != free);
    }
    assert!(moved >= 4, "{moved} plans took longer");
    agrees_on(90_000..90_300, &random::stretched);
}

#[test]
fn the_best_plan_is_the_oracles_first_half() {
    agrees_with_the_oracle(0..600);
}

#[test]
fn the_best_plan_is_the_oracles_second_half() {
    agrees_with_the_oracle(600..1200);
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

#[test]
fn the_same_question_has_the_same_answer() {
    for seed in 0..300 {
        let problem = problem(seed, 8);
        for objective in Objective::ALL {
            assert_eq!(plan(&problem, objective), plan(&problem, objective), "seed {seed}");
        }
    }
}

type Gift = fn(&mut Problem, &mut Dice);

/// Each kind of gift to the rider, and what it does to the problem.
fn gifts() -> Vec<(&'static str, Gift)> {
    vec![
        ("more hours", |p, dice| {
            let slot = *dice.pick(&["gap", "evening", "rest_day"]);
            p.scenario.week.entry(slot.into()).or_default().0 += dice.between(1, 3);
            for entry in &mut p.scenario.calendar {
                entry.week.entry(slot.into()).or_default().0 += 1;
            }
        }),
        ("a larger budget", |p, dice| {
            let more = i64::from(dice.between(0, 300));
            p.scenario.budget = p.scenario.budget.map(|Yuan(budget)| Yuan(budget + more));
        }),
        ("no budget", |p, _| p.scenario.budget = None),
        ("a later deadline", |p, dice| {
            let days = dice.between(1, 30) as i32;
            p.scenario.deadline = p.scenario.deadline.map(|day| day.plus_days(days));
        }),
        ("one more skill", |p, dice| {
            let skill = *dice.pick(&["s0", "s1"]);
            let level = p.scenario.rider.skills.entry(skill.into()).or_default();
            *level = (*level).max(dice.between(1, 2));
        }),
        ("one more certificate", |p, dice| {
            let ids: Vec<Id> = p.catalogue.certificates.iter().map(|c| c.id.clone()).collect();
            if !ids.is_empty() {
                let id = dice.pick(&ids).clone();
                p.scenario.rider.certificates.push(Certified { id, on: None });
            }
        }),
        ("one more course done", |p, dice| {
            let ids: Vec<Id> = p.catalogue.courses.iter().map(|c| c.id.clone()).collect();
            p.scenario.rider.courses.push(dice.pick(&ids).clone());
        }),
        ("one more role held", |p, dice| {
            let ids: Vec<Id> = p.catalogue.roles.iter().map(|r| r.id.clone()).collect();
            p.scenario.rider.roles.push(dice.pick(&ids).clone());
        }),
        ("one more at once", |p, _| p.scenario.at_once += 1),
        ("a yes", |p, dice| {
            let fact = *dice.pick(&["f0", "f1"]);
            p.scenario.rider.facts.insert(fact.into(), true);
        }),
        ("nothing avoided", |p, _| p.scenario.avoid = Avoid::default()),
        ("free at all times", |p, _| p.scenario.free = None),
        ("a dropped pin", |p, _| p.scenario.pins.clear()),
        ("an activity more", |p, _| {
            let gives = Gives { skills: [("s1".into(), 2)].into(), ..Gives::default() };
            let offer = Offer { id: "o".into(), weeks: Some(Weeks(1)), ..Offer::default() };
            let offers = vec![offer];
            let id = "extra".into();
            p.catalogue.courses.push(Activity { id, gives, offers, ..Activity::default() });
        }),
        ("an offer more", |p, dice| {
            let offer = Offer { id: "extra".into(), weeks: Some(Weeks(1)), ..Offer::default() };
            let courses = &mut p.catalogue.courses;
            let at = dice.between(0, courses.len() as u32 - 1) as usize;
            // No offers at all stand for one that takes no time.
            if !courses[at].offers.is_empty() {
                courses[at].offers.push(offer);
            }
        }),
        ("a waived need", |p, dice| {
            let activities: Vec<&Activity> = p.catalogue.activities().map(|(_, a)| a).collect();
            let activity = *dice.pick(&activities);
            let (activity, need) = (activity.id.clone(), activity.needs.clone());
            p.scenario.waive.push(Waiver { activity, need, reason: String::new() });
        }),
    ]
}

#[test]
fn a_gift_never_makes_a_plan_worse() {
    for seed in 10_000..10_400 {
        let mut before = problem(seed, 4 + (seed % 5) as u32);
        let dice = &mut Dice::new(seed);
        // Without a deadline the gentlest plan is held to 1.5 × the soonest, which a gift moves.
        before.scenario.deadline.get_or_insert(day_in(25, dice));
        let values = Objective::ALL.map(|o| proven(&before, o, &format!("seed {seed}")));
        for (gift, give) in gifts() {
            if !dice.chance(40) {
                continue;
            }
            let mut after = before.clone();
            give(&mut after, dice);
            for (objective, value) in Objective::ALL.into_iter().zip(values) {
                let about = format!("seed {seed}, {}, {gift}", objective.word());
                let better = proven(&after, objective, &about);
                let fine = no_better(value, better, objective);
                let (was, now) = (before.json(), after.json());
                assert!(fine, "{about}: {value:?} became {better:?}\n{was}\n{now}");
            }
        }
    }
}

/// A rule that names a day in each month of the winter in which random problems are planned.
fn yearly(dice: &mut Dice) -> Yearly {
    let months: Vec<u32> = [11, 12, 1, 2].into_iter().filter(|_| dice.chance(70)).collect();
    if dice.chance(30) {
        return Yearly { months, day: Some(dice.between(1, 31)), ..Yearly::default() };
    }
    let nth = *dice.pick(&[Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Last]);
    Yearly { months, nth: Some(nth), weekday: Some(*dice.pick(&Weekday::ALL)), day: None }
}

#[test]
fn a_rule_of_months_plans_as_the_days_it_names_and_no_class_falls_on_another() {
    let (mut met, mut decided) = (0, 0);
    for seed in 20_000..20_300 {
        let mut by_rule = problem(seed, 3 + (seed % 3) as u32);
        let mut by_day = by_rule.clone();
        let dice = &mut Dice::new(seed);
        for (rule, day) in offers(&mut by_rule).zip(offers(&mut by_day)) {
            if dice.chance(60) {
                let own = yearly(dice);
                let all = (-60..4000).map(|at| random::monday().plus_days(at));
                let named = all.filter(|day| oracle::falls_on(&own, *day));
                day.intakes = Some(Intakes::Dates(named.collect()));
                rule.intakes = Some(Intakes::Yearly(own));
            }
        }
        for objective in Objective::ALL {
            let about = format!("seed {seed}, {}", objective.word());
            let [rule, day] = [&by_rule, &by_day].map(|problem| plan(problem, objective));
            assert_eq!(
                (&rule.status, &rule.value, &rule.steps),
                (&day.status, &day.value, &day.steps),
                "{about}"
            );
            if rule.value.is_none() {
                continue;
            }
            assert_valid(&by_rule, &rule, &about);
            for step in &rule.steps {
                let (_, activity) = by_rule.catalogue.activity(&step.activity).unwrap();
                let offer = activity.offers.iter().find(|offer| offer.id == step.offer);
                let Some(Intakes::Yearly(own)) = offer.and_then(|o| o.intakes.as_ref()) else {
                    continue;
                };
                let monday = random::monday().plus_weeks(step.start.0);
                assert!((0..7).any(|at| oracle::falls_on(own, monday.plus_days(at))), "{about}");
                met += 1;
            }
            let last = last_start(&by_rule);
            let Problem { catalogue, scenario } = &by_rule;
            let answer = oracle::best(catalogue, scenario, objective, last, PATIENCE);
            let is_within = rule.steps.iter().all(|step| i64::from(step.start.0) <= last);
            if let (Answer::Best(value, _), true) = (answer, is_within) {
                let promised = rule.value.map(|value| value.ordered(objective));
                assert_eq!(promised, Some(value.ordered(objective)), "{about}");
                decided += 1;
            }
        }
    }
    assert!(met > 100 && decided > 50, "{met} classes by a rule, {decided} by the oracle");
}

/// Every offer of a problem.
fn offers(problem: &mut Problem) -> impl Iterator<Item = &mut Offer> {
    let Catalogue { courses, certificates, roles, .. } = &mut problem.catalogue;
    courses.iter_mut().chain(certificates).chain(roles).flat_map(|one| &mut one.offers)
}

type IdleChange = fn(&mut Problem, &Plan, &mut Dice);

/// Each change that touches nothing a best plan uses, and what it does to the problem.
fn idle_changes() -> Vec<(&'static str, IdleChange)> {
    vec![
        ("pinning a step", |p, plan, dice| {
            if let Some(step) = unpinned(p, plan, dice) {
                let activity = step.activity.clone();
                p.scenario.pins.push(Pin { activity, offer: None, pace: None, start: None });
            }
        }),
        ("pinning a step to its offer and week", |p, plan, dice| {
            if let Some(step) = unpinned(p, plan, dice) {
                p.scenario.pins.push(Pin {
                    activity: step.activity.clone(),
                    offer: Some(step.offer.clone()),
                    pace: step.pace,
                    start: Some(day_in(step.start.0 as i32, dice)),
                });
            }
        }),
        ("avoiding what is not in the plan", |p, plan, _| {
            let used = |a: &Activity| plan.steps.iter().any(|step| step.activity == a.id);
            let ids = p.catalogue.activities().filter(|(_, a)| !used(a)).map(|(_, a)| a.id.clone());
            p.scenario.avoid.activities.extend(ids);
        }),
        ("an activity that cannot be reached", |p, _, _| {
            let needs = Need::Fact { fact: "never".into(), ask: None };
            let gives = Gives { skills: [("s0".into(), 9)].into(), ..Gives::default() };
            let id = "0".into();
            p.catalogue.courses.insert(0, Activity { id, needs, gives, ..Activity::default() });
        }),
        ("another order", |p, _, dice| {
            let Catalogue { courses, certificates, roles, slots, .. } = &mut p.catalogue;
            dice.shuffle(slots);
            for list in [courses, certificates, roles] {
                dice.shuffle(list);
                for activity in list {
                    dice.shuffle(&mut activity.offers);
                    for offer in &mut activity.offers {
                        dice.shuffle(&mut offer.load);
                        dice.shuffle(&mut offer.fits);
                    }
                }
            }
            dice.shuffle(&mut p.scenario.pins);
            dice.shuffle(&mut p.scenario.rider.certificates);
        }),
        ("needs in another order", |p, _, dice| {
            // A waiver names a need as it stands.
            if p.scenario.waive.is_empty() {
                let Catalogue { courses, certificates, roles, .. } = &mut p.catalogue;
                for activity in courses.iter_mut().chain(certificates).chain(roles) {
                    shuffle_need(&mut activity.needs, dice);
                }
                shuffle_need(&mut p.scenario.goal, dice);
            }
        }),
    ]
}

/// A step of an activity without a pin.
fn unpinned<'a>(problem: &Problem, plan: &'a Plan, dice: &mut Dice) -> Option<&'a Step> {
    let pinned = |step: &Step| problem.scenario.pins.iter().any(|p| p.activity == step.activity);
    let open: Vec<&Step> = plan.steps.iter().filter(|step| !pinned(step)).collect();
    (!open.is_empty()).then(|| *dice.pick(&open))
}

fn shuffle_need(need: &mut Need, dice: &mut Dice) {
    if let Need::All { all: parts } | Need::Any { any: parts } | Need::AtLeast { of: parts, .. } =
        need
    {
        dice.shuffle(parts);
        parts.iter_mut().for_each(|part| shuffle_need(part, dice));
    }
}

#[test]
fn what_a_plan_does_not_use_does_not_change_its_value() {
    for seed in 20_000..20_500 {
        let before = problem(seed, 4 + (seed % 5) as u32);
        let dice = &mut Dice::new(seed);
        for objective in Objective::ALL {
            // Avoiding or pinning also moves the soonest plan, which bounds the gentlest.
            if objective == Objective::Gentlest && before.scenario.deadline.is_none() {
                continue;
            }
            let plan = plan(&before, objective);
            for (change, make) in idle_changes() {
                if !dice.chance(50) {
                    continue;
                }
                let mut after = before.clone();
                make(&mut after, &plan, dice);
                let about = format!("seed {seed}, {}, {change}", objective.word());
                let value = proven(&after, objective, &about);
                let (was, now) = (before.json(), after.json());
                let promised = |value: Option<Value>| value.map(|v| v.ordered(objective));
                assert_eq!(promised(value), promised(plan.value), "{about}\n{was}\n{now}");
            }
        }
    }
}

#[test]
fn fees_a_hundred_times_as_high_cost_a_hundred_times_as_much() {
    for seed in 30_000..30_500 {
        let before = problem(seed, 4 + (seed % 5) as u32);
        let mut after = before.clone();
        let Catalogue { courses, certificates, roles, .. } = &mut after.catalogue;
        for activity in courses.iter_mut().chain(certificates).chain(roles) {
            for offer in &mut activity.offers {
                offer.fee.0 *= 100;
                offer.subsidy.0 *= 100;
            }
        }
        after.scenario.budget = after.scenario.budget.map(|Yuan(budget)| Yuan(budget * 100));
        for objective in Objective::ALL {
            let about = format!("seed {seed}, {}", objective.word());
            let value = proven(&before, objective, &about);
            let dearer = |v: Value| Value { fee: Yuan(v.fee.0 * 100), ..v };
            let expected = value.map(|v| dearer(v).ordered(objective));
            let got = proven(&after, objective, &about).map(|v| v.ordered(objective));
            assert_eq!(got, expected, "{about}\n{}", before.json());
        }
    }
}

#[test]
fn a_search_cut_short_has_a_valid_plan_or_none_and_a_true_bound() {
    for seed in 40_000..40_600 {
        let problem = problem(seed, 4 + (seed % 9) as u32);
        for objective in Objective::ALL {
            let about = format!("seed {seed}, {}", objective.word());
            let best = proven(&problem, objective, &about);
            for nodes in [0, 1, 2, 5, 20, 100] {
                let plan = plan_within(&problem, objective, nodes);
                let about = format!("{about}, {nodes} nodes\n{}", problem.json());
                check_cut_short(&problem, objective, &plan, best, &about);
            }
        }
    }
}

/// An answer of any status must be true of a problem whose best value is known.
fn check_cut_short(
    problem: &Problem,
    objective: Objective,
    plan: &Plan,
    best: Option<Value>,
    about: &str,
) {
    match plan.status {
        PlanStatus::Optimal => {
            let promised = |value: Option<Value>| value.map(|v| v.ordered(objective));
            assert_eq!(promised(plan.value), promised(best), "{about}");
        }
        PlanStatus::Impossible => assert_eq!(best, None, "{about}"),
        PlanStatus::Unknown => assert_eq!(plan.value, None, "{about}"),
        PlanStatus::Feasible => assert!(plan.value.is_some(), "{about}"),
    }
    if plan.value.is_some() {
        assert_valid(problem, plan, about);
        assert!(plan.bound.is_some(), "{about}");
    }
    if let (Some(bound), Some(best)) = (plan.bound, best) {
        assert!(bound.ordered(objective) <= best.ordered(objective), "{bound:?} {best:?} {about}");
    }
}

#[test]
fn a_search_that_is_stopped_answers_with_what_it_has() {
    for seed in 50_000..50_200 {
        let problem = problem(seed, 10);
        for objective in Objective::ALL {
            let about = format!("seed {seed}, {}", objective.word());
            let best = proven(&problem, objective, &about);
            let scenario = Scenario { objective, ..problem.scenario.clone() };
            let mut heard = Vec::new();
            let plan = solve::plan(&problem.catalogue, &scenario, Limits::default(), &mut |now| {
                heard.push(*now);
                heard.len() < 2
            });
            check_cut_short(&problem, objective, &plan, best, &about);
            for now in heard {
                if let (Some(bound), Some(best)) = (now.bound, best) {
                    assert!(bound.ordered(objective) <= best.ordered(objective), "{about}");
                }
            }
        }
    }
}
