//! The gap report on a small school: what is sound has no gap, and each thing that closes a way is
//! seen, with a reason and what would help.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::load;
use qitu_engine::studio::report::{self, Cell, Extra, Reach};
use qitu_engine::verify::verify;
use qitu_model::{Catalogue, Date, Scenario};
use serde_json::{Value, json};

fn today() -> Date {
    Date::parse("2026-12-01").unwrap()
}

/// The school's catalogue with one value changed, as it is planned with.
fn school(change: &dyn Fn(&mut Value)) -> Catalogue {
    let text = std::fs::read_to_string("tests/ladder/sound.json").unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    change(&mut value);
    load::catalogue(&value.to_string()).0
}

fn cells(catalogue: &Catalogue) -> (Vec<Scenario>, Vec<Cell>) {
    let riders = report::riders(catalogue, today()).to_vec();
    let mut cells = Vec::new();
    for role in &catalogue.roles {
        for (at, rider) in riders.iter().enumerate() {
            cells.push((role.id.clone(), at, report::reach(catalogue, rider, &role.id)));
        }
    }
    (riders, cells)
}

fn class(value: &mut Value) -> &mut Value {
    &mut value["courses"][0]["offers"][0]
}

#[test]
fn a_sound_school_has_a_way_for_both_and_says_what_it_hangs_on() {
    let catalogue = school(&|_| ());
    let (riders, cells) = cells(&catalogue);
    for (role, at, reach) in &cells {
        match reach {
            Reach::Held => assert_eq!((role.as_str(), *at), ("rider", 1)),
            Reach::Way(way) => {
                assert!(way.likely >= way.soonest.weeks);
                let single: &[&str] = if role == "leader" { &["c1", "c2", "z1"] } else { &[] };
                assert_eq!(way.single, single, "{role} {at}");
                let plan = qitu_solve::plan(
                    &catalogue,
                    &report::question(&riders[*at], role),
                    qitu_solve::Limits::default(),
                    &mut |_| true,
                );
                assert_eq!(plan.value, Some(way.soonest));
                verify(&catalogue, &report::question(&riders[*at], role), &plan).unwrap();
            }
            other => panic!("{role} {at}: {other:?}"),
        }
    }
}

#[test]
fn what_closes_the_way_is_seen_with_a_reason() {
    type Change = dyn Fn(&mut Value);
    let closed: [(&str, &Change); 6] = [
        ("past", &|v| class(v)["intakes"] = json!(["2020-01-04"])),
        ("closed", &|v| class(v)["intakes"] = json!([])),
        ("circle", &|v| v["courses"][0]["needs"] = json!({"course": "c2"})),
        ("hours", &|v| class(v)["load"][0]["hours"] = json!(40)),
        ("schooling", &|v| {
            v["roles"][1]["needs"]["all"]
                .as_array_mut()
                .unwrap()
                .push(json!({"education": "bachelor"}));
        }),
        ("role", &|v| {
            v["roles"][1]["needs"]["all"].as_array_mut().unwrap().push(json!({"role": "captain"}));
        }),
    ];
    for (name, change) in closed {
        let (_, cells) = cells(&school(change));
        for (role, at, reach) in cells.iter().filter(|cell| cell.0 == "leader") {
            let Reach::None { why, .. } = reach else { panic!("{name} {role} {at}: {reach:?}") };
            assert!(!why.is_empty(), "{name}");
        }
        assert!(
            cells.iter().all(|cell| cell.0 == "leader" || !matches!(cell.2, Reach::None { .. }))
        );
    }
}

#[test]
fn one_more_class_is_named_by_its_day_and_proven() {
    let catalogue = school(&|v| class(v)["intakes"] = json!(["2020-01-04"]));
    let (riders, cells) = cells(&catalogue);
    let extras = report::extras(&catalogue, &riders, &cells);
    let Some(Extra::Class { activity, offer, on }) = extras.first() else { panic!("{extras:?}") };
    assert_eq!((activity.as_str(), offer.as_str()), ("c1", "class"));
    assert!(*on >= today());
    let helps: Vec<_> =
        extras.iter().map(|e| report::help(&catalogue, &riders, &cells, e, today())).collect();
    let best = helps.iter().max_by_key(|help| help.worth()).unwrap();
    assert!(best.opens.iter().any(|(role, _)| role == "leader"), "{best:?}");
    // The same report on the catalogue with the class agrees.
    let more = report::with(&catalogue, &best.extra, today());
    for (role, at) in &best.opens {
        assert!(matches!(report::reach(&more, &riders[*at], role), Reach::Way(_)));
    }
}

#[test]
fn a_course_that_nothing_teaches_is_offered_and_proven() {
    let catalogue = school(&|v| {
        v["courses"].as_array_mut().unwrap().remove(1);
    });
    let (riders, cells) = cells(&catalogue);
    let extras = report::extras(&catalogue, &riders, &cells);
    let course = Extra::Course { skill: "lead".to_owned(), level: 1 };
    assert!(extras.contains(&course), "{extras:?}");
    let help = report::help(&catalogue, &riders, &cells, &course, today());
    assert_eq!(help.opens, [("leader".to_owned(), 0), ("leader".to_owned(), 1)]);
}
