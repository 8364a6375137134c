//! What the built-in catalogue makes of people who know the trade: each plan read as they would.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use qitu_engine::explain::exam::exams_after;
use qitu_engine::explain::{why_impossible, why_not};
use qitu_engine::load::{self, ProblemKind, Severity};
use qitu_engine::text;
use qitu_model::{
    Activity, Binding, Catalogue, Cause, Date, Intakes, Lang, Need, Objective, Plan, PlanStatus,
    Rider, Scenario,
};
use qitu_solve::{Limits, plan};

fn catalogue() -> Catalogue {
    let text = std::fs::read_to_string("public/catalogue/modern-rider-academy.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Four taps: a rider of so many months with evenings and a day off.
fn rider(months: u32, goal: &str) -> Scenario {
    let text = format!(
        r#"{{"start":"2026-11-30","rider":{{"role":"rider","tenure":{{"rider":{months}}}}},
            "week":{{"gap":3,"evening":4,"rest_day":4}},"goal":{{"role":"{goal}"}}}}"#
    );
    serde_json::from_str(&text).unwrap()
}

fn solved(catalogue: &Catalogue, scenario: &Scenario) -> Plan {
    plan(catalogue, scenario, Limits::nodes(4000), &mut |_| true)
}

fn week(plan: &Plan, activity: &str) -> Option<(u32, u32)> {
    let step = plan.steps.iter().find(|step| step.activity == activity)?;
    Some((step.start.0, step.end.0))
}

/// A rider who may fly, with the money for it.
fn flyer(goal: &str, age: u32) -> Scenario {
    let mut scenario = rider(36, goal);
    scenario.rider.age = Some(age);
    scenario.rider.facts = [("drone-fit".to_owned(), true), ("own-living".to_owned(), true)].into();
    scenario
}

#[test]
fn an_instructors_class_does_not_stand_for_practice_as_a_pilot() {
    let catalogue = catalogue();
    for age in [17, 40] {
        for objective in Objective::ALL {
            let scenario = Scenario { objective, ..flyer("drone-pilot", age) };
            let found = solved(&catalogue, &scenario);
            assert!(found.value.is_some(), "{age} {objective:?}");
            assert_eq!(week(&found, "drone-instructor-class"), None, "{age} {objective:?}");
        }
    }
    let found = solved(&catalogue, &flyer("drone-instructor", 30));
    let (_, pilot) = week(&found, "drone-pilot").unwrap();
    let (class, _) = week(&found, "drone-instructor-class").unwrap();
    assert!(class >= pilot + 52, "the class begins after a year of flying: {class}, {pilot}");
}

#[test]
fn experience_is_recognised_in_one_step() {
    let catalogue = catalogue();
    let steps = ["riding-half-year", "riding-one-year"];
    let mut recognised = 0;
    for goal in catalogue.roles.iter().map(|role| role.id.as_str()) {
        for (months, most) in [(36, "riding-one-year"), (8, "riding-half-year")] {
            let found = solved(&catalogue, &rider(months, goal));
            let taken = steps.iter().filter(|step| week(&found, step).is_some());
            let taken: Vec<_> = taken.collect();
            // Who becomes a rider of a year on the way may show it then.
            let allowed = if months < 12 { 2 } else { 1 };
            assert!(taken.len() <= allowed, "{goal}, {months} months: {taken:?}");
            recognised += u32::from(months >= 12 && taken == [&most]);
        }
    }
    assert!(recognised >= 5, "{recognised}");
}

#[test]
fn every_role_has_an_age_that_a_newcomer_is_asked_for_and_a_rider_is_not() {
    let catalogue = catalogue();
    for role in &catalogue.roles {
        let mut asked = false;
        role.needs.walk(&mut |need| asked |= matches!(need, Need::Age { .. }));
        assert!(asked, "{}", role.id);

        let mut newcomer = rider(0, &role.id);
        newcomer.rider = Rider::default();
        let mut found = solved(&catalogue, &newcomer);
        assert_eq!(found.status, PlanStatus::Impossible, "{}", role.id);
        why_impossible(&catalogue, &newcomer, &mut found);
        let reasons = &found.reasons;
        let age = |cause: &Cause| match cause {
            Cause::Unanswered { need, .. } => {
                let mut is_age = false;
                need.walk(&mut |part| is_age |= matches!(part, Need::Age { .. }));
                is_age
            }
            _ => false,
        };
        assert!(reasons.iter().any(age), "{}: {reasons:?}", role.id);
    }
    for goal in ["team-leader", "dispatcher", "ecommerce-operator", "logistics-specialist"] {
        assert!(solved(&catalogue, &rider(36, goal)).value.is_some(), "{goal}: no age is needed");
        let mut adult = rider(0, goal);
        adult.rider = Rider { age: Some(30), ..Rider::default() };
        assert!(solved(&catalogue, &adult).value.is_some(), "{goal}: an adult newcomer");
    }
}

/// Yearly dates keep their month: a step of 52 weeks would leave it within a few years.
#[test]
fn what_begins_every_year_begins_in_its_month() {
    let catalogue = catalogue();
    let mut count = 0;
    for (_, activity) in catalogue.activities() {
        for offer in &activity.offers {
            match &offer.intakes {
                Some(Intakes::Every { every_weeks, .. }) => {
                    assert!(*every_weeks < 26, "{}.{} drifts", activity.id, offer.id);
                }
                Some(Intakes::Dates(dates)) => {
                    let months = |dates: &[Date]| {
                        let mut all: Vec<u8> = dates.iter().map(|date| date.ymd().1).collect();
                        all.sort_unstable();
                        all.dedup();
                        all
                    };
                    let all = months(dates);
                    assert!(all.len() <= 2, "{}.{}: {all:?}", activity.id, offer.id);
                    // Beyond the ten years that a plan can reach, from any day of the next years.
                    assert!(dates.iter().max().unwrap().ymd().0 >= 2046, "{}", activity.id);
                    count += 1;
                }
                Some(rule @ Intakes::Yearly(yearly)) => {
                    let [from, end] = [2027, 2047].map(|year| Date::new(year, 1, 1).unwrap());
                    let many = rule.days(from, end).len();
                    assert_eq!(many, 20 * yearly.months.len(), "{}", activity.id);
                    assert!(yearly.months.len() <= 2, "{}.{}", activity.id, offer.id);
                    count += 1;
                }
                None => {}
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn who_sets_aside_no_hours_is_told_that_first_and_alone() {
    let catalogue = catalogue();
    for goal in ["team-leader", "station-manager", "dispatcher"] {
        let mut scenario = rider(36, goal);
        scenario.week.values_mut().for_each(|hours| hours.0 = 0);
        let found = solved(&catalogue, &scenario);
        assert_eq!(found.status, PlanStatus::Impossible, "{goal}");
        let (reasons, changes) = why_not(&catalogue, &scenario, &found, Limits::nodes(4000));
        let said: Vec<String> = reasons
            .iter()
            .map(|cause| text::cause(Lang::Zh, &catalogue, &scenario, &found, cause))
            .collect();
        assert_eq!(said.len(), 1, "{goal}: {said:?}");
        assert!(said[0] == "卡在这一条：你每周没有留出学习的时间。", "{goal}: {said:?}");
        assert!(!changes.is_empty(), "{goal}: more hours would help");
    }
}

#[test]
fn a_question_of_another_way_is_no_requirement_of_the_goal() {
    let (catalogue, scenario) = (catalogue(), rider(36, "station-manager"));
    let plan = Plan::default();
    let say = |need: Need, lang| {
        let binding = Binding::Need { activity: None, need };
        text::binding(lang, &catalogue, &scenario, &plan, &binding)
    };
    let degree = Need::Education { education: qitu_model::Education::College };
    assert_eq!(say(degree.clone(), Lang::Zh), "还没说过：大专毕业");
    assert_eq!(say(degree, Lang::En), "not said so far: a college diploma");
    let goal = Need::Role { role: "station-manager".into() };
    assert!(say(goal, Lang::Zh).starts_with("目标要求"));
}

#[test]
fn a_class_without_its_exam_offers_it() {
    let catalogue = catalogue();
    let mut offered = Vec::new();
    for goal in &catalogue.roles {
        for objective in Objective::ALL {
            let scenario = Scenario { objective, ..rider(36, &goal.id) };
            let found = solved(&catalogue, &scenario);
            for step in &found.steps {
                let Some((_, class)) = catalogue.activity(&step.activity) else { continue };
                let exam = class.id.trim_end_matches("-class");
                let has_exam = catalogue.certificates.iter().any(|one| one.id == exam);
                if !has_exam || week(&found, exam).is_some() {
                    continue;
                }
                let after = exams_after(&catalogue, &scenario.rider, &found, class);
                let ids: Vec<&str> = after.iter().map(|exam| exam.id.as_str()).collect();
                assert!(ids.contains(&exam), "{}: {} leads to {ids:?}", goal.id, class.id);
                offered.push(exam.to_owned());
            }
        }
    }
    offered.sort();
    offered.dedup();
    assert!(offered.len() >= 2, "{offered:?}");
}

#[test]
fn three_hours_beside_a_manager_are_not_found_between_orders() {
    let academy = catalogue();
    let asked = |rider: &str| {
        let text = format!(
            r#"{{"start": "2026-11-23", "rider": {{"role": "team-leader", "skills": {{"station-operations": 3}}}},
                "goal": {{"course": "reserve-manager-camp"}}, {rider}}}"#
        );
        let scenario: Scenario = serde_json::from_str(&text).unwrap();
        solved(&academy, &scenario).steps.pop().map(|step| step.offer)
    };
    assert_eq!(asked(r#""week": {"gap": 9}"#), None, "an hour at most between orders");
    assert_eq!(asked(r#""week": {"evening": 2, "rest_day": 1}"#), None, "two hours and one");
    let light = Some("shadowing-light".to_owned());
    assert_eq!(asked(r#""week": {"gap": 9, "rest_day": 3}"#), light);
    assert_eq!(asked(r#""week": {"gap": 3}, "stretch": {"gap": 3}"#), light, "a long lull");
}

/// What somebody from the trade stumbled over in earlier editions of this catalogue, put back: an
/// academy that writes the same is told.
#[test]
fn who_writes_what_was_mended_here_is_told() {
    fn told(catalogue: &Catalogue) -> Vec<(Severity, String, ProblemKind)> {
        use ProblemKind as P;
        let found = load::check(catalogue).into_iter();
        let found = found.map(|problem| (problem.severity, problem.entry, problem.kind));
        let is_sense = |kind: &ProblemKind| {
            matches!(
                kind,
                P::NoLeastAge
                    | P::ClassWithoutExam { .. }
                    | P::CreditedTwice { .. }
                    | P::StandsForPractice { .. }
            )
        };
        found.filter(|(.., kind)| is_sense(kind)).collect()
    }
    fn course<'c>(catalogue: &'c mut Catalogue, id: &str) -> &'c mut Activity {
        catalogue.courses.iter_mut().find(|course| course.id == id).unwrap()
    }
    let sound = catalogue();
    assert_eq!(told(&sound), [], "nothing of it is in this edition");

    let mut ageless = sound.clone();
    let leader = ageless.roles.iter_mut().find(|role| role.id == "dispatcher").unwrap();
    let Need::All { all } = &mut leader.needs else { panic!("{:?}", leader.needs) };
    all.retain(|need| !matches!(need, Need::Any { any } if matches!(any[0], Need::Age { .. })));
    let dispatcher = (Severity::Notice, "dispatcher".to_owned(), ProblemKind::NoLeastAge);
    assert_eq!(told(&ageless), [dispatcher]);

    let mut twice = sound.clone();
    course(&mut twice, "riding-one-year").gives.skills.remove("route-planning");
    let kind = ProblemKind::CreditedTwice { other: "riding-half-year".into() };
    assert_eq!(told(&twice), [(Severity::Notice, "riding-one-year".to_owned(), kind)]);

    let mut bought = sound.clone();
    let class = course(&mut bought, "drone-instructor-class");
    class.gives.skills.insert("drone-bvlos".into(), 3);
    let Need::All { all } = &mut class.needs else { panic!("{:?}", class.needs) };
    all.retain(|need| !matches!(need, Need::Any { .. }));
    let kind =
        ProblemKind::StandsForPractice { role: "drone-pilot".into(), skill: "drone-bvlos".into() };
    assert_eq!(told(&bought), [(Severity::Notice, "drone-instructor-class".to_owned(), kind)]);

    let mut unshown = sound;
    unshown.certificates.retain(|one| !one.id.starts_with("supply-chain-l"));
    let kind = ProblemKind::ClassWithoutExam { role: "logistics-specialist".into() };
    let class = (Severity::Notice, "supply-chain-l3-class".to_owned(), kind);
    assert!(told(&unshown).contains(&class), "{:?}", told(&unshown));
}
