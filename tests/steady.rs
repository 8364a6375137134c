//! Laws of the plan that is shown: of the plans with the same proven numbers it is the one whose
//! posts and certificates end earliest, what was shown before stays where it can, and nothing waits
//! without a reason.
//!
//! `QITU_ALL_CASES=1` tries every role for every sample situation, not for one of them.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::verify::{Rule, Witness, verify};
use qitu_model::*;
use qitu_solve::{self as solve, Limits};
use random::{Dice, Problem, problem};

const LIMITS: Limits = Limits::nodes(20_000);

fn plan(problem: &Problem, objective: Objective) -> Plan {
    keeping(problem, objective, &[])
}

fn keeping(problem: &Problem, objective: Objective, shown: &[Step]) -> Plan {
    let scenario = Scenario { objective, ..problem.scenario.clone() };
    let plan = solve::plan_keeping(&problem.catalogue, &scenario, LIMITS, shown, &mut |_| true);
    if plan.value.is_some() {
        let verdict = verify(&problem.catalogue, &scenario, &plan);
        assert!(verdict.is_ok(), "{verdict:?}\n{}", problem.json());
    }
    plan
}

/// What the steps take, if they make a plan.
fn value_of(problem: &Problem, steps: Vec<Step>) -> Option<Value> {
    let plan = Plan { steps, ..Plan::default() };
    match verify(&problem.catalogue, &problem.scenario, &plan) {
        Ok(value) => Some(value),
        Err(broken) if broken.rule == Rule::Value => match broken.witness {
            Witness::Value { found, .. } => Some(found),
            _ => None,
        },
        Err(_) => None,
    }
}

/// Every role for one of the sample situations, or for all of them.
fn built_in() -> Vec<(String, Problem)> {
    let read = |name: &str| std::fs::read_to_string(format!("public/catalogue/{name}")).unwrap();
    let catalogue: Catalogue = serde_json::from_str(&read("modern-rider-academy.json")).unwrap();
    let situations: Vec<serde_json::Value> =
        serde_json::from_str(&read("situations.json")).unwrap();
    let all = std::env::var_os("QITU_ALL_CASES").is_some();
    let few = ["drone-at-forty"];
    let mut cases = Vec::new();
    for situation in situations {
        let id = situation["id"].as_str().unwrap();
        if !all && !few.contains(&id) {
            continue;
        }
        let scenario: Scenario = serde_json::from_value(situation["scenario"].clone()).unwrap();
        for role in &catalogue.roles {
            let goal = Need::Role { role: role.id.clone() };
            let scenario = Scenario { goal, ..scenario.clone() };
            let catalogue = catalogue.clone();
            cases.push((format!("{id}, {}", role.id), Problem { catalogue, scenario }));
        }
    }
    cases
}

/// Random problems and built-in ones, each with its plan.
fn plans(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (String, Problem, Objective, Plan)> {
    let random = seeds.map(|seed| (format!("seed {seed}"), problem(seed, 4 + (seed % 5) as u32)));
    let each = |(about, problem): (String, Problem)| {
        Objective::ALL.into_iter().filter_map(move |objective| {
            let plan = plan(&problem, objective);
            let about = format!("{about}, {}", objective.word());
            (plan.status == PlanStatus::Optimal).then(|| (about, problem.clone(), objective, plan))
        })
    };
    random.chain(built_in()).flat_map(each)
}

#[test]
fn no_step_can_start_earlier_alone() {
    let mut tried = 0;
    for (about, problem, objective, plan) in plans(60_000..60_200) {
        let own = plan.value.unwrap();
        for (at, step) in plan.steps.iter().enumerate() {
            // What is taken again comes when it is due.
            if plan.steps.iter().filter(|other| other.activity == step.activity).count() > 1 {
                continue;
            }
            let least = step.start.0.saturating_sub(60);
            for start in least..step.start.0 {
                tried += 1;
                let mut steps = plan.steps.clone();
                steps[at].end.0 -= step.start.0 - start;
                steps[at].start.0 = start;
                let value = value_of(&problem, steps);
                let free = value.is_some_and(|value| {
                    value.ordered(objective) <= own.ordered(objective) && value.peak <= own.peak
                });
                assert!(!free, "{about}: {step:?} can start in week {start}\n{:?}", plan.steps);
            }
        }
    }
    assert!(tried > 2_000, "only {tried} weeks were tried");
}

#[test]
fn no_post_or_certificate_can_be_pinned_earlier() {
    let (mut tried, mut proven) = (0, 0);
    for (about, problem, objective, plan) in plans(61_000..61_120) {
        let early = plan.early.unwrap();
        proven += u32::from(early.proven);
        let kind = |step: &Step| problem.catalogue.activity(&step.activity).map(|found| found.0);
        let timed = plan.steps.iter().filter(|step| kind(step) != Some(Kind::Course));
        for step in timed.filter(|step| early.proven && step.start.0 > 0) {
            let before = [step.start.0 - 1, step.start.0 / 2, 0];
            for week in before {
                tried += 1;
                let mut pinned = problem.clone();
                pinned.scenario.pins.push(Pin {
                    activity: step.activity.clone(),
                    offer: None,
                    pace: None,
                    start: Some(monday(&problem).plus_days(7 * week as i32)),
                });
                // A pin may move the soonest finish, which bounds the gentlest plan.
                let other = self::plan(&pinned, objective);
                let (Some(own), Some(value)) = (plan.value, other.value) else { continue };
                if value.ordered(objective) <= own.ordered(objective) {
                    let sums = |early: Early| (early.posts, early.certificates);
                    let (own, now) = (sums(early), sums(other.early.unwrap()));
                    assert!(own <= now, "{about}: {step:?} in week {week} makes {own:?} {now:?}");
                }
            }
        }
    }
    assert!(tried > 300 && proven > 300, "{tried} {proven}");
}

fn monday(problem: &Problem) -> Date {
    problem.scenario.start.monday_on_or_after()
}

type Edit = fn(&mut Problem, &Plan, &mut Dice);

/// Edits that may leave a plan valid.
fn edits() -> Vec<(&'static str, Edit)> {
    vec![
        ("a budget of what it costs", |p, plan, _| {
            p.scenario.budget = plan.value.map(|value| value.fee);
        }),
        ("a larger budget", |p, _, _| {
            p.scenario.budget = p.scenario.budget.map(|Yuan(budget)| Yuan(budget + 500));
        }),
        ("a later deadline", |p, _, _| {
            p.scenario.deadline = p.scenario.deadline.map(|day| day.plus_days(28));
        }),
        ("an hour more", |p, _, _| {
            p.scenario.week.entry("evening".into()).or_default().0 += 1;
        }),
        ("an hour less", |p, _, _| {
            let hours = p.scenario.week.entry("evening".into()).or_default();
            hours.0 = hours.0.saturating_sub(1);
        }),
        ("a step pinned where it is", |p, plan, dice| {
            if !plan.steps.is_empty() {
                let step = dice.pick(&plan.steps);
                p.scenario.pins.push(Pin {
                    activity: step.activity.clone(),
                    offer: Some(step.offer.clone()),
                    pace: step.pace,
                    start: Some(monday(p).plus_days(7 * step.start.0 as i32)),
                });
            }
        }),
        ("a course ticked", |p, plan, dice| {
            let courses = plan.steps.iter().map(|step| &step.activity);
            let courses: Vec<&Id> =
                courses.filter(|id| p.catalogue.courses.iter().any(|c| c.id == **id)).collect();
            if !courses.is_empty() {
                let id = (*dice.pick(&courses)).clone();
                p.scenario.rider.courses.push(id);
            }
        }),
        ("what is not in the plan avoided", |p, plan, _| {
            let used = |a: &Activity| plan.steps.iter().any(|step| step.activity == a.id);
            let ids = p.catalogue.activities().filter(|(_, a)| !used(a)).map(|(_, a)| a.id.clone());
            p.scenario.avoid.activities.extend(ids);
        }),
    ]
}

#[test]
fn what_is_still_valid_and_as_good_stays_step_for_step() {
    let (mut stayed, mut tried) = (0, 0);
    for (about, problem, objective, shown) in plans(62_000..62_100) {
        let dice = &mut Dice::new(fnv(&about));
        for (edit, make) in edits() {
            let mut after = problem.clone();
            make(&mut after, &shown, dice);
            let about = format!("{about}, {edit}");
            let fresh = plan(&after, objective);
            let again = keeping(&after, objective, &shown.steps);
            tried += 1;
            assert_eq!(again.status, fresh.status, "{about}\n{}", after.json());
            let promised = |plan: &Plan| plan.value.map(|value| value.ordered(objective));
            assert_eq!(promised(&again), promised(&fresh), "{about}\n{}", after.json());
            let done = |step: &&Step| !after.scenario.rider.courses.contains(&step.activity);
            let left: Vec<Step> = shown.steps.iter().filter(done).cloned().collect();
            // A step that nothing needs any more need not stay.
            let Some(value) = value_of(&after, left.clone()) else { continue };
            let idle = (0..left.len()).any(|at| {
                let mut fewer = left.clone();
                fewer.remove(at);
                let without = value_of(&after, fewer);
                without.is_some_and(|v| v.ordered(objective) <= value.ordered(objective))
            });
            if !idle && Some(value.ordered(objective)) == promised(&fresh) {
                stayed += 1;
                assert_eq!(again.steps, left, "{about}\n{}", after.json());
            }
        }
    }
    assert!(stayed * 3 > tried, "{stayed} of {tried}");
}

fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The plan a week later, when nothing was done in it.
fn week_missed(problem: &Problem, shown: &Plan) -> (Problem, Vec<Step>) {
    let mut later = problem.clone();
    later.scenario.start = problem.scenario.start.plus_days(7);
    let mut steps = shown.steps.clone();
    steps.retain(|step| step.start.0 > 0);
    for step in &mut steps {
        step.start.0 -= 1;
        step.end.0 -= 1;
    }
    (later, steps)
}

#[test]
fn a_missed_week_moves_only_what_must() {
    let (mut kept, mut moved, mut free) = (0, 0, Vec::new());
    for (about, problem, objective, shown) in plans(63_000..63_080) {
        let (later, steps) = week_missed(&problem, &shown);
        let again = keeping(&later, objective, &steps);
        if again.status != PlanStatus::Optimal || !again.early.is_some_and(|early| early.proven) {
            continue;
        }
        let stays = |step: &&Step| again.steps.contains(step);
        let pin = |step: &Step| Pin {
            activity: step.activity.clone(),
            offer: Some(step.offer.clone()),
            pace: step.pace,
            start: Some(monday(&later).plus_days(7 * step.start.0 as i32)),
        };
        kept += steps.iter().filter(stays).count();
        for step in steps.iter().filter(|step| !stays(step)) {
            moved += 1;
            let mut back = later.clone();
            back.scenario.pins.extend(steps.iter().filter(stays).map(pin));
            back.scenario.pins.push(pin(step));
            let other = plan(&back, objective);
            let Some(value) = other.value else { continue };
            let worth = |plan: &Plan, value: Value| {
                let early = plan.early.unwrap();
                (value.ordered(objective), early.posts, early.certificates)
            };
            if worth(&again, again.value.unwrap()) >= worth(&other, value) {
                free.push(format!("{about}: {step:?} could stay\n{:?}\n{steps:?}", again.steps));
            }
        }
    }
    assert!(kept > 100 && moved > 20, "{kept} kept, {moved} moved");
    // What is kept is looked for within a bound of work.
    let free_of = free.len();
    assert!(free_of * 10 <= moved, "{free_of} of {moved}, the first:\n{:?}", free.first());
    println!("{kept} kept, {moved} moved, {free_of} of them without need");
}

/// The same steps and no others, with one of them in this week, by the week of the goal.
fn with_step_in(problem: &Problem, plan: &Plan, at: usize, week: u32) -> Plan {
    let mut held = problem.clone();
    let used = |a: &Activity| plan.steps.iter().any(|step| step.activity == a.id);
    let others = problem.catalogue.activities().filter(|(_, a)| !used(a));
    held.scenario.avoid.activities = others.map(|(_, a)| a.id.clone()).collect();
    let day = |week: u32| monday(problem).plus_days(7 * week as i32);
    held.scenario.deadline = plan.value.map(|value| day(value.weeks.0));
    for (place, step) in plan.steps.iter().enumerate() {
        held.scenario.pins.push(Pin {
            activity: step.activity.clone(),
            offer: (!step.offer.is_empty()).then(|| step.offer.clone()),
            pace: step.pace,
            start: (place == at).then(|| day(week)),
        });
    }
    self::plan(&held, Objective::Soonest)
}

#[test]
fn a_step_may_start_so_much_later_and_no_more() {
    let (mut tried, mut without) = (0, 0);
    for (about, problem, objective, mut plan) in plans(64_000..64_120) {
        let twice = |step: &Step| {
            plan.steps.iter().filter(|other| other.activity == step.activity).count() > 1
        };
        // The gentlest plan keeps its peak too, which a pin cannot say.
        if objective == Objective::Gentlest || plan.steps.iter().any(twice) {
            continue;
        }
        solve::fill_in_rooms(&problem.catalogue, &problem.scenario, &mut plan);
        for (at, step) in plan.steps.iter().enumerate() {
            let room = step.room.unwrap_or_else(|| panic!("{about}: {step:?} has no room at all"));
            let latest = step.start.0 + room.0;
            without += u32::from(room.0 == 0);
            let there = with_step_in(&problem, &plan, at, latest);
            let json = problem.json();
            assert!(there.value.is_some(), "{about}: {step:?} cannot wait\n{json}");
            let weeks = plan.value.unwrap().weeks.0;
            for week in latest + 1..=weeks.min(latest + 3) {
                tried += 1;
                let later = with_step_in(&problem, &plan, at, week);
                // What runs out may be taken once more; then it is not the same steps.
                let same = later.value.is_some() && later.steps.len() == plan.steps.len();
                assert!(!same, "{about}: {step:?} can start in {week}\n{json}");
            }
        }
    }
    assert!(tried > 200 && without > 100, "{tried} {without}");
}

#[test]
fn the_health_certificate_of_a_newcomer_has_no_room() {
    let read = std::fs::read_to_string("public/catalogue/modern-rider-academy.json").unwrap();
    let catalogue: Catalogue = serde_json::from_str(&read).unwrap();
    let start = Date::parse("2026-11-23").unwrap();
    let rider = Rider { age: Some(22), ..Rider::default() };
    let goal = Need::Role { role: "rider".into() };
    let mut scenario = Scenario::of(start, rider, goal);
    scenario.week = [("gap", 3), ("evening", 2), ("rest_day", 4)]
        .map(|(slot, hours)| (slot.into(), Hours(hours)))
        .into_iter()
        .collect();
    let mut plan = solve::plan(&catalogue, &scenario, LIMITS, &mut |_| true);
    solve::fill_in_rooms(&catalogue, &scenario, &mut plan);
    qitu_engine::explain::why(&catalogue, &scenario, &mut plan);
    let held = |id: &str| {
        let at = plan.steps.iter().position(|step| step.activity == id).unwrap();
        let sets_date = plan.reasons.contains(&Cause::Chain { step: at });
        (plan.steps[at].room, sets_date)
    };
    assert_eq!(held("health"), (Some(Weeks(0)), true), "{:?}", plan.steps);
    for (at, step) in plan.steps.iter().enumerate() {
        let sets_date = plan.reasons.contains(&Cause::Chain { step: at });
        assert_eq!(sets_date, step.room == Some(Weeks(0)), "{step:?}");
    }
}
