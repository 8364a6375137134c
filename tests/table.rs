//! Tables of courses: what a spreadsheet says becomes courses, and what it says wrongly is told
//! with row and column.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use proptest::prelude::*;
use qitu_engine::load::{self, table};
use qitu_engine::text::problem;
use qitu_model::Lang;
use qitu_model::*;
use std::fmt::Write;

fn small() -> Catalogue {
    load::catalogue(include_str!("load/catalogue-sound.json")).0
}

fn read() -> table::Imported {
    let text = load::text(include_bytes!("load/table.csv")).unwrap();
    table::courses(&small(), &text)
}

#[test]
fn a_row_becomes_a_course_as_its_words_say() {
    let courses = read().courses;
    let first = &courses[0];
    assert_eq!((first.id.as_str(), first.name.en.as_str()), ("r1", "Route planning"));
    assert_eq!(first.module.as_deref(), Some("基础"));
    assert_eq!(first.tier.as_deref(), Some("t1"), "初级 is the catalogue's tier t1");
    assert_eq!(
        first.gives.skills.get("route-planning"),
        Some(&2),
        "路线规划 is a skill of the catalogue"
    );
    let offer = &first.offers[0];
    assert_eq!(
        (offer.hours, offer.fee, offer.place),
        (Some(Hours(16)), Yuan(0), Some(Place::Online))
    );
    assert_eq!(offer.fits, ["gap", "rest_day"]);

    let second = &courses[1];
    assert_eq!(second.name.zh, "安全\n骑行");
    assert_eq!(
        second.needs,
        Need::All {
            all: vec![
                Need::Course { course: "r1".into() },
                Need::Education { education: Education::Senior },
                Need::Skill { skill: "route-planning".into(), level: 2 },
            ]
        }
    );
    let offer = &second.offers[0];
    assert_eq!((offer.weeks, offer.fee), (Some(Weeks(4)), Yuan(1200)));
    assert_eq!(offer.load, [Part { hours: Hours(3), fits: vec!["rest_day".into()] }]);
    assert_eq!(offer.sessions, [Span::parse("sat 09:00-12:00").unwrap()]);
    assert_eq!(
        offer.intakes,
        Some(Intakes::Dates(vec![
            Date::parse("2026-12-07").unwrap(),
            Date::parse("2027-03-01").unwrap()
        ]))
    );
}

#[test]
fn problems_name_row_and_column() {
    let told: String =
        read().problems.iter().map(|p| problem::line(Lang::En, "table.csv", p) + "\n").collect();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("tests/load/table.csv.txt", &told).unwrap();
    }
    assert_eq!(told, include_str!("load/table.csv.txt"));
}

#[test]
fn an_unreadable_cell_never_makes_a_course_easier() {
    let mut catalogue = small();
    read().add_to(&mut catalogue);
    let drone = catalogue.courses.iter().find(|c| c.name.zh == "无人机").unwrap();
    assert_eq!(drone.needs, Need::Course { course: "r9".into() }, "unknown, and still needed");
    assert_eq!(drone.offers[0].intakes, Some(Intakes::Dates(vec![])), "it never starts");
}

#[test]
fn six_hundred_and_fifty_four_rows_are_read_at_once() {
    let mut text = String::from("id\tname\tenglish\tmodule\thours\tneeds\n");
    for row in 0..654 {
        let needs = if row > 8 { format!("c{}; 课{}", row - 9, row - 8) } else { String::new() };
        writeln!(text, "c{row}\t课{row}\tCourse {row}\t类{}\t{}\t{needs}", row % 9, 8 + row % 40)
            .unwrap();
    }
    let imported = table::courses(&Catalogue::default(), &text);
    assert_eq!((imported.courses.len(), imported.modules.len()), (654, 9));
    let errors = imported.problems.iter().filter(|p| p.severity == load::Severity::Error);
    assert_eq!(errors.count(), 0);
    let mut catalogue = Catalogue::default();
    imported.clone().add_to(&mut catalogue);
    imported.add_to(&mut catalogue);
    assert_eq!(catalogue.courses.len(), 654, "importing again replaces");
    let errors =
        load::check(&catalogue).into_iter().filter(|p| p.severity == load::Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), []);
}

#[test]
fn tables_without_courses_are_told() {
    for text in ["", "\n\n", "id,name\n", "id,price\nc1,3\n", "\"", "no heading at all"] {
        let imported = table::courses(&small(), text);
        assert!(imported.courses.is_empty() && !imported.problems.is_empty(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutated_tables_are_always_answered(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, "[ -~]{0,5}|[,;\"\t\r\n：9]{1,4}|\\PC"), 1..6),
    ) {
        let mut text: Vec<char> = include_str!("load/table.csv").chars().collect();
        for (at, length, with) in cuts {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        let text: String = text.into_iter().collect();
        let imported = table::courses(&small(), &text);
        let mut catalogue = small();
        imported.add_to(&mut catalogue);
        let _ = load::check(&catalogue);
    }

    #[test]
    fn any_bytes_are_text_or_told(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        match load::text(&bytes) {
            Ok(text) => { let _ = table::courses(&Catalogue::default(), &text); }
            Err(told) => prop_assert_eq!(told.severity, load::Severity::Error),
        }
    }
}
