//! The counts of a cohort against a simulation that plans for each rider alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use proptest::prelude::*;
use qitu_cohort::{
    Class, Order, Population, Question, Seats, classes, first_choices, forecast, seat,
};
use qitu_model::{Catalogue, Intakes, Plan, Scenario};
use qitu_solve::{Limits, plan_keeping};
use std::collections::BTreeMap;

const CATALOGUE: &str = r#"{
    "courses": [
        { "id": "safety", "offers": [
            { "id": "saturday", "weeks": 1, "fee": 50, "intakes": ["2026-12-05", "2026-12-19", "2027-01-09"] },
            { "id": "monthly", "weeks": 2, "fee": 10, "intakes": { "every_weeks": 4, "from": "2026-12-02" } }
        ] },
        { "id": "coaching", "needs": { "course": "safety" }, "offers": [
            { "id": "evening", "weeks": 2, "intakes": ["2026-12-14", "2027-01-18"] }
        ] },
        { "id": "reading", "offers": [{ "id": "home", "weeks": 3 }] }
    ],
    "certificates": [
        { "id": "card", "needs": { "course": "coaching" }, "offers": [
            { "id": "exam", "weeks": 1, "intakes": ["2027-02-06", "2027-05-08"] }
        ] }
    ],
    "roles": [
        { "id": "leader", "needs": { "course": "safety" } },
        { "id": "coach", "needs": { "all": [{ "course": "coaching" }, { "course": "reading" }] } },
        { "id": "master", "needs": { "certificate": "card" } },
        { "id": "closed", "needs": { "fact": "never" } }
    ]
}"#;

fn catalogue() -> Catalogue {
    serde_json::from_str(CATALOGUE).unwrap()
}

/// The questions that riders of these populations ask.
fn question(at: usize) -> String {
    let goal = ["leader", "coach", "master", "closed"][at % 4];
    let objective = ["soonest", "cheapest"][at / 4 % 2];
    format!(
        r#"{{ "start": "2026-11-30", "goal": {{ "role": "{goal}" }}, "objective": "{objective}", "deadline": "2027-05-31" }}"#
    )
}

fn planner(catalogue: &Catalogue, questions: &[Question<'_>]) -> Vec<Plan> {
    let plan = |asked: &Question<'_>| {
        plan_keeping(catalogue, asked.scenario, Limits::default(), asked.shown, &mut |_| true)
    };
    questions.iter().map(plan).collect()
}

/// One rider of the simulation.
struct Rider {
    asked: Scenario,
    plan: Plan,
    classes: Vec<Class>,
    seated: bool,
}

/// Every rider alone: nothing is shared between those who ask the same.
fn simulate(asked: &[usize], seats: &Seats) -> (BTreeMap<Class, u64>, u64) {
    let catalogue = catalogue();
    let mut closed: Vec<Class> = Vec::new();
    let open = |closed: &[Class]| {
        let mut catalogue = catalogue.clone();
        let lists = [&mut catalogue.courses, &mut catalogue.certificates];
        for activity in lists.into_iter().flatten() {
            for offer in &mut activity.offers {
                let days: Vec<_> = match offer.intakes.take() {
                    None => continue,
                    Some(Intakes::Dates(days)) => days,
                    // Nobody here plans beyond May.
                    Some(Intakes::Every { every_weeks, from }) => {
                        (0..9).map(|turn| from.plus_weeks(turn * every_weeks)).collect()
                    }
                    Some(Intakes::Yearly(_)) => panic!("no class here opens by a rule of months"),
                };
                let is_open = |day: &qitu_model::Date| {
                    let class =
                        Class { activity: activity.id.clone(), offer: offer.id.clone(), day: *day };
                    !closed.contains(&class)
                };
                offer.intakes = Some(Intakes::Dates(days.into_iter().filter(is_open).collect()));
            }
        }
        catalogue
    };
    let mut riders: Vec<Rider> = Vec::new();
    for at in asked {
        let scenario: Scenario = serde_json::from_str(&question(*at)).unwrap();
        let plan = planner(&catalogue, &[Question { scenario: &scenario, shown: &[] }]).remove(0);
        let classes = classes(&catalogue, &scenario, &plan);
        riders.push(Rider { asked: scenario, plan, classes, seated: false });
    }
    let mut taken: BTreeMap<Class, u64> = BTreeMap::new();
    let is_full = |taken: &BTreeMap<Class, u64>, class: &Class| {
        let seats = seats.of(class).map(u64::from);
        seats.is_some_and(|seats| taken.get(class).copied().unwrap_or(0) >= seats)
    };
    let mut turn = 0;
    loop {
        // Whoever waits for a class that is full is planned again.
        loop {
            let waiting = riders.iter().filter(|rider| !rider.seated);
            let wanted = waiting.flat_map(|rider| rider.classes.clone());
            let full: Vec<Class> = wanted.filter(|class| is_full(&taken, class)).collect();
            if full.is_empty() {
                break;
            }
            closed.extend(full.iter().cloned());
            let open = open(&closed);
            for rider in riders.iter_mut().filter(|rider| !rider.seated) {
                if rider.classes.iter().any(|class| full.contains(class)) {
                    let again = Question { scenario: &rider.asked, shown: &rider.plan.steps };
                    rider.plan = planner(&open, &[again]).remove(0);
                    rider.classes = classes(&catalogue, &rider.asked, &rider.plan);
                }
            }
        }
        let Some(rider) = riders.get_mut(turn) else { break };
        rider.seated = true;
        for class in &rider.classes {
            *taken.entry(class.clone()).or_default() += 1;
        }
        turn += 1;
    }
    let without = riders.iter().filter(|rider| rider.plan.value.is_none()).count();
    (taken, without as u64)
}

fn seats(of: &[u32; 5]) -> Seats {
    let mut seats = Seats::default();
    let [saturday, monthly, evening, exam, first] = *of;
    seats.set_each("safety", "saturday", saturday);
    seats.set_each("safety", "monthly", monthly);
    seats.set_each("coaching", "evening", evening);
    seats.set_each("card", "exam", exam);
    let day = qitu_model::Date::parse("2026-12-05").unwrap();
    seats.set(Class { activity: "safety".into(), offer: "saturday".into(), day }, first);
    seats
}

fn population(lines: &[(usize, u32)]) -> Population {
    let mut population = Population::default();
    for (at, riders) in lines {
        let text = question(*at);
        let group = if at % 2 == 0 { "even" } else { "odd" };
        population.add(&text, *riders, group, || serde_json::from_str(&text)).unwrap();
    }
    population
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn seats_go_as_if_each_rider_were_planned_alone(
        lines in prop::collection::vec((0_usize..8, 1_u32..4), 1..9),
        of in prop::array::uniform5(0_u32..5),
        seed in prop::option::of(0_u64..100),
    ) {
        let (catalogue, seats) = (catalogue(), seats(&of));
        let population = population(&lines);
        let order = seed.map_or(Order::FirstAsked, |seed| Order::ByLot { seed });
        let first = first_choices(&catalogue, &population, &planner);
        let seating = seat(&catalogue, &population, first, &seats, order, &planner);

        // No class takes more than it seats, and everybody has an outcome.
        for (class, taken) in seating.taken() {
            prop_assert!(seats.of(class).is_none_or(|seats| taken <= u64::from(seats)));
        }
        let forecast = forecast(&population, &seats, &seating);
        prop_assert_eq!(forecast.groups.iter().map(|group| group.riders).sum::<u64>(), population.riders());
        for group in &forecast.groups {
            let parts = [group.as_wanted, group.moved, group.lost, group.impossible, group.undecided];
            prop_assert_eq!(parts.iter().sum::<u64>(), group.riders);
            prop_assert_eq!(group.by_weeks.values().sum::<u64>(), group.with_a_way());
        }
        for class in &forecast.classes {
            prop_assert_eq!(class.wanted, class.kept + class.moved + class.lost);
            prop_assert!(class.seated >= class.kept);
        }

        if order == Order::FirstAsked {
            let asked: Vec<usize> = lines
                .iter()
                .flat_map(|(at, riders)| std::iter::repeat_n(*at, *riders as usize))
                .collect();
            let (taken, without) = simulate(&asked, &seats);
            let counted: BTreeMap<Class, u64> =
                seating.taken().into_iter().map(|(class, riders)| (class.clone(), riders)).collect();
            prop_assert_eq!(counted, taken);
            let lost: u64 = forecast.groups.iter().map(|group| group.lost + group.impossible).sum();
            prop_assert_eq!(lost, without);
        }
    }
}

#[test]
fn without_limits_everybody_gets_the_best_plan() {
    let catalogue = catalogue();
    let population = population(&[(0, 1000), (1, 7), (3, 5)]);
    let first = first_choices(&catalogue, &population, &planner);
    let seats = Seats::default();
    let seating = seat(&catalogue, &population, first, &seats, Order::FirstAsked, &planner);
    assert_eq!(seating.choices.len(), 3, "each question is planned once");
    let forecast = forecast(&population, &seats, &seating);
    let counts: Vec<_> =
        forecast.groups.iter().map(|g| (g.name.as_str(), g.as_wanted, g.impossible)).collect();
    assert_eq!(counts, [("even", 1000, 0), ("odd", 7, 5)]);
    assert!(forecast.classes.iter().all(|class| class.short() == 0 && class.missed() == 0));
}

#[test]
fn whoever_misses_a_seat_comes_in_the_next_class() {
    let catalogue = catalogue();
    let population = population(&[(0, 5)]);
    let seats = seats(&[4, 0, 0, 0, 2]);
    let first = first_choices(&catalogue, &population, &planner);
    let seating = seat(&catalogue, &population, first, &seats, Order::FirstAsked, &planner);
    let forecast = forecast(&population, &seats, &seating);
    let [first, second] = &forecast.classes[..] else { panic!("{:?}", forecast.classes) };
    assert_eq!((first.wanted, first.seated, first.short(), first.moved), (5, 2, 3, 3));
    assert_eq!(
        (second.wanted, second.seated, second.class.day.to_string().as_str()),
        (0, 3, "2026-12-19")
    );
    let group = &forecast.groups[0];
    assert_eq!((group.as_wanted, group.moved, group.weeks_lost), (2, 3, 6));
    assert_eq!(
        (group.weeks_of(40), group.weeks_of(50), group.weeks_of(100)),
        (Some(1), Some(3), Some(3))
    );
}
