//! The desk against the command line's own way: the same riders have the same numbers.

#![cfg(feature = "desk")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_model::{Catalogue, Scenario, Text, json};
use qitu_studio::{Answer, Ask, Desk, Forecast, Goal, Line, Seats, Situation, Survey, line};
use std::cell::RefCell;

const CATALOGUE: &str = r#"{
    "format": "qitu.catalogue/1", "id": "small", "version": "1",
    "courses": [
        { "id": "safety", "name": { "zh": "安全", "en": "Safety" }, "offers": [
            { "id": "saturday", "weeks": 1, "fee": 50, "seats": 30, "intakes": ["2026-12-05", "2026-12-19"] }
        ] },
        { "id": "first-aid", "name": { "zh": "急救", "en": "First aid" }, "offers": [
            { "id": "sunday", "weeks": 1, "fee": 0, "intakes": ["2026-12-06", "2027-01-10"] }
        ] }
    ],
    "roles": [
        { "id": "leader", "name": { "zh": "队长", "en": "Leader" }, "needs": { "course": "safety" } },
        { "id": "medic", "name": { "zh": "急救员", "en": "Medic" }, "needs": { "course": "first-aid" } },
        { "id": "flyer", "name": { "zh": "飞手", "en": "Flyer" }, "needs": { "age": { "max": 30 } } }
    ]
}"#;

fn scenario(role: &str) -> Scenario {
    let text = format!(
        r#"{{"format": "qitu.scenario/1", "start": "2026-11-30", "rider": {{ "age": 40 }}, "goal": {{ "role": "{role}" }}}}"#
    );
    json::read(&text).unwrap()
}

fn situation(id: &str, share: u32, role: &str) -> Situation {
    Situation { id: id.to_owned(), share, scenario: scenario(role) }
}

fn survey() -> Survey {
    Survey {
        catalogue: CATALOGUE.to_owned(),
        riders: 100,
        situations: vec![situation("lead", 9, "leader"), situation("fly", 1, "flyer")],
        one_more: 3,
        ..Survey::default()
    }
}

fn forecast(survey: Survey) -> Forecast {
    match Desk::answer(&Ask::Forecast { survey: Box::new(survey) }, &|_| {}) {
        Answer::Forecast { forecast } => *forecast,
        other => panic!("{other:?}"),
    }
}

#[test]
fn seats_are_counted_by_class_by_month_by_group_and_with_one_more() {
    let told = forecast(survey());
    assert_eq!(told.said[0].zh, "100 名骑手，2 种不同的情况。");
    assert_eq!(told.said[1].en, "On their best plan: 30; proven to have no way: 10.");
    let classes: Vec<_> = told
        .classes
        .iter()
        .map(|c| (c.day.to_string(), c.seats, c.wanted, c.seated, c.short, c.moved, c.lost))
        .collect();
    assert_eq!(
        classes,
        [
            ("2026-12-05".to_owned(), Some(30), 90, 30, 60, 30, 30),
            ("2026-12-19".to_owned(), Some(30), 0, 30, 0, 0, 0)
        ]
    );
    let months: Vec<_> = told.months.iter().map(|m| (m.year, m.month, m.wanted, m.had)).collect();
    assert_eq!(months, [(2026, 12, 90, 60)]);
    let group = &told.groups[0];
    assert_eq!((group.situation.as_str(), group.half, group.most), ("lead", Some(1), Some(3)));
    assert_eq!((group.fee, group.sum.lost), (Some(50), 30));
    assert_eq!((told.groups[1].sum.impossible, told.groups[1].half), (10, None));
    assert_eq!(told.reasons.iter().map(|r| r.riders).collect::<Vec<_>>(), [10]);
    assert!(!told.reasons[0].why.zh.is_empty() && !told.reasons[0].why.en.is_empty());
    // Seats asked for by hand are those of the class; one more seats the next thirty.
    assert_eq!((told.more[0].after.as_wanted, told.sum.as_wanted), (60, 30));
    let title = Text { zh: "安全".into(), en: "Safety".into() };
    assert!(told.titles.iter().any(|t| t.id == "safety" && t.name == title));
}

#[test]
fn seats_of_the_survey_go_before_those_of_the_catalogue_and_others_have_those_of_each() {
    let day = qitu_model::Date::parse("2026-12-05").unwrap();
    let twelve = Seats { activity: "safety".into(), offer: "saturday".into(), day, seats: 12 };
    let goals = vec![Goal { role: None, share: 1 }, Goal { role: Some("medic".into()), share: 1 }];
    let told = forecast(Survey { seats: vec![twelve], seats_each: Some(7), goals, ..survey() });
    let of = |activity: &str| {
        let one = told.classes.iter().find(|class| class.activity == activity).unwrap();
        (one.seats, one.wanted, one.seated)
    };
    assert_eq!(of("safety"), (Some(12), 45, 12));
    assert_eq!(of("first-aid"), (Some(7), 50, 7));
    let groups: Vec<_> = told
        .groups
        .iter()
        .map(|g| (g.situation.as_str(), g.role.as_deref(), g.sum.riders))
        .collect();
    let expected = [
        ("lead", None, 45),
        ("lead", Some("medic"), 45),
        ("fly", None, 5),
        ("fly", Some("medic"), 5),
    ];
    assert_eq!(groups, expected);
    let riders: u64 = told.groups.iter().map(|group| group.sum.riders).sum();
    assert_eq!(riders, told.sum.riders);
}

#[test]
fn what_cannot_be_asked_is_left_out_and_told() {
    let mut asked = survey();
    asked.situations.push(situation("elsewhere", 10, "astronaut"));
    let told = forecast(asked);
    assert_eq!(told.sum.riders, 50, "the others keep their shares");
    assert_eq!(told.left_out[0].situation, "elsewhere");
    assert!(told.left_out[0].why.en.contains("astronaut"), "{:?}", told.left_out);

    let refused = |survey: Survey| {
        let answer = Desk::answer(&Ask::Forecast { survey: Box::new(survey) }, &|_| {});
        let Answer::Refused { why } = answer else { panic!("{answer:?}") };
        why.zh
    };
    assert!(refused(Survey { riders: 0, ..survey() }).starts_with("没有骑手可以算"));
    for text in ["", "{", "[]", "<html>", "{\"format\": \"qitu.catalogue/1\"}"] {
        let refused = refused(Survey { catalogue: text.to_owned(), ..survey() });
        assert!(refused.starts_with("这份目录里没有读到"), "{text}: {refused}");
    }
}

#[test]
fn a_line_is_answered_by_lines_of_its_id_with_progress_and_any_other_bytes_by_a_word() {
    let heard = |text: &str| {
        let lines = RefCell::new(Vec::new());
        Desk::hear(text, &|line| lines.borrow_mut().push(line));
        let read = |text: &String| json::read::<Line<Answer>>(text).unwrap();
        lines.into_inner().iter().map(read).collect::<Vec<_>>()
    };
    let lines = heard(&line(7, Ask::Forecast { survey: Box::new(survey()) }));
    assert!(lines.iter().all(|line| line.id == 7));
    assert_eq!(lines[1].what, Answer::Progress { planned: 2, questions: 2 });
    let Answer::Forecast { forecast } = &lines.last().unwrap().what else { panic!("{lines:?}") };
    assert_eq!(**forecast, self::forecast(survey()), "nothing is lost on the way");
    for bytes in ["", "{}", "null", "\u{0}", "{\"id\": 1, \"what\": {\"ask\": \"other\"}}"] {
        assert_eq!(heard(bytes), [Line { id: 0, what: Answer::Unheard }], "{bytes}");
    }
}

#[test]
fn the_catalogue_of_the_build_is_answered_for_every_situation_of_the_page() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/catalogue/");
    let read = |name: &str| std::fs::read_to_string(format!("{root}{name}")).unwrap();
    let text = read("modern-rider-academy.json");
    let catalogue: Catalogue = json::read(&text).unwrap();
    let situations: Vec<serde_json::Value> =
        serde_json::from_str(&read("situations.json")).unwrap();
    let situations: Vec<Situation> = situations
        .iter()
        .map(|one| Situation {
            id: one["id"].as_str().unwrap().to_owned(),
            share: 1,
            scenario: json::read(&one["scenario"].to_string()).unwrap(),
        })
        .collect();
    let count = situations.len();
    let survey = Survey {
        // As the page sends it.
        catalogue: json::write(&catalogue),
        riders: 400,
        situations,
        seats_each: Some(20),
        one_more: 1,
        ..Survey::default()
    };
    let told = forecast(survey);
    assert!(told.left_out.is_empty(), "{:?}", told.left_out);
    assert_eq!(told.groups.len(), count);
    assert_eq!(told.sum.riders, 400);
    assert!(told.classes.iter().any(|class| class.short > 0));
    assert!(told.classes.iter().all(|class| class.seated <= 20));
    assert_eq!(told.sum.undecided, 0);
}
