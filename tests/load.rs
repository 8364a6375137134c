//! Reading files: each case under `tests/load` is a file and the problems it must be told of.
//! `UPDATE=1 cargo test --no-default-features --test load` writes the expectations anew; read the
//! difference before keeping it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use proptest::prelude::*;
use qitu_engine::load::{self, Severity};
use qitu_engine::text::problem;
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/load");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    cases.sort();
    cases
}

fn told(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let problems = if name.starts_with("scenario") {
        load::scenario_for(&small(), &text).1
    } else if name.starts_with("plan") {
        load::plan(&text).1
    } else {
        load::catalogue(&text).1
    };
    let line = |p| problem::line(Lang::En, name, p) + "\n";
    problems.iter().map(line).collect()
}

/// The sound catalogue that the scenario cases are put to.
fn small() -> Catalogue {
    let text = include_str!("load/catalogue-sound.json");
    let (catalogue, problems) = load::catalogue(text);
    assert_eq!(problems, []);
    catalogue
}

#[test]
fn each_file_is_told_exactly_its_problems() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.with_extension("txt");
        let told = told(&case);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &told).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if told != wanted {
            wrong.push(format!("{}\n--- told\n{told}--- wanted\n{wanted}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_problem_is_said_in_both_languages() {
    for case in cases() {
        let text = std::fs::read_to_string(&case).unwrap();
        for found in load::catalogue(&text).1 {
            let zh = problem::problem(Lang::Zh, &found.kind);
            let en = problem::problem(Lang::En, &found.kind);
            assert!(zh.what.ends_with('。') && !zh.mend.is_empty(), "{zh:?}");
            assert!(en.what.ends_with('.') && !en.mend.is_empty(), "{en:?}");
        }
    }
}

#[test]
fn what_was_left_out_never_makes_a_course_easier() {
    let (catalogue, problems) = load::catalogue(
        r#"{"format": "qitu.catalogue/1", "courses": [
            {"id": "a", "offers": [{"id": "x", "weeks": 3, "fee": "three hundred"}]},
            {"id": "b", "needs": {"cours": "a"}},
            {"id": "c", "offers": [{"id": "x", "fee": -1.5}, {"id": "y", "fee": 1}]}
        ]}"#,
    );
    let kept: Vec<_> = catalogue.courses.iter().map(|c| (c.id.as_str(), c.offers.len())).collect();
    assert_eq!(kept, [("c", 1)]);
    assert_eq!(load::worst(&problems), Some(Severity::Error));
}

#[test]
fn a_file_cut_off_anywhere_keeps_its_whole_entries() {
    let text = include_str!("load/catalogue-sound.json");
    let (whole, _) = load::catalogue(text);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let (part, problems) = load::catalogue(&text[..end]);
        assert!(part.courses.iter().zip(&whole.courses).all(|(p, w)| p.id == w.id));
        assert!(!problems.is_empty() || text[end..].trim().is_empty(), "cut at {end}");
    }
}

/// Reading for planning leaves out what is wrong; reading for editing keeps it, to be mended.
#[test]
fn what_is_edited_is_kept_as_it_was_read() {
    let text = r#"{"courses": [{"id": "c", "offers": [{"id": "a", "hours": 9}, {"id": "a", "weeks": 1}]}, {"id": "c"}]}"#;
    let (to_edit, told) = load::catalogue_to_edit(text);
    assert_eq!((to_edit.courses.len(), to_edit.courses[0].offers.len()), (2, 2));
    let (to_plan, same) = load::catalogue(text);
    assert_eq!((to_plan.courses.len(), told == same), (1, true));
}

#[test]
fn an_earlier_id_is_read_as_the_id_of_today() {
    let text = r#"{"start": "2026-11-23", "goal": {"course": "old-c1"}, "rider": {"courses": ["old-c1"]},
        "avoid": {"activities": ["old-c1"]}, "pins": [{"activity": "old-c1"}]}"#;
    let (scenario, problems) = load::scenario_for(&small(), text);
    let scenario = scenario.unwrap();
    assert_eq!(scenario.rider.courses, ["c1"]);
    assert_eq!(scenario.avoid.activities, ["c1"]);
    assert_eq!(scenario.pins[0].activity, "c1");
    assert_eq!(scenario.goal, qitu_model::Need::Course { course: "c1".into() });
    assert_eq!(load::worst(&problems), Some(Severity::Warning), "only the format is missing");
}

#[test]
fn hostile_files_are_answered() {
    let deep = |open: &str, times: usize| format!("{{\"courses\":{}", open.repeat(times));
    let needs = |times: usize| {
        let (open, close) = ("{\"all\":[".repeat(times), "]}".repeat(times));
        format!("{{\"courses\":[{{\"id\":\"a\",\"needs\":{open}{close}}}]}}")
    };
    for text in [
        String::new(),
        "null".into(),
        "[]".into(),
        "\u{feff}{}".into(),
        "{\"courses\":[{\"id\":\"\\ud800\"}]}".into(),
        "{\"courses\":[{\"id\":\"a\\".into(),
        "\"".into(),
        "\0".into(),
        "{}".repeat(10),
        "{\"skills\":[{\"id\":\"a\",\"levels\":{\"\\u0000\":{}}}]}".into(),
        deep("[", 200_000),
        deep("{\"a\":", 200_000),
        deep("[{\"needs\":{\"all\":", 100_000),
        needs(30),
        needs(41),
        needs(50_000),
        format!("{{\"courses\":[{}]}}", "{\"id\":\"a\",".repeat(20_000)),
    ] {
        let (_, problems) = load::catalogue(&text);
        assert!(!problems.is_empty());
        let _ = (load::scenario(&text), load::plan(&text));
    }
}

#[test]
fn numbers_beyond_all_bounds_are_answered() {
    for number in [
        "2147483647",
        "2147483648",
        "4294967295",
        "4294967296",
        "-1",
        "1e9",
        "1e999",
        "0.5",
        "00",
        "18446744073709551616",
    ] {
        let text = format!(
            r#"{{"courses": [
                {{"id": "a", "offers": [{{"id": "x", "weeks": {number}, "load": [{{"hours": {number}, "fits": ["gap"]}}]}}]}},
                {{"id": "b", "offers": [{{"id": "x", "hours": {number}, "pace": {{"min": {number}, "max": {number}}}, "fits": ["gap"], "fee": {number}, "subsidy": {number}}}]}},
                {{"id": "c", "offers": [{{"id": "x", "intakes": {{"every_weeks": {number}, "from": "9999-12-31"}}}}]}},
                {{"id": "d", "needs": {{"at_least": {number}, "of": [{{"skill": "s", "level": {number}}}, {{"age": {{"min": {number}}}}}]}}}}
            ]}}"#
        );
        assert!(!load::catalogue(&text).1.is_empty(), "{number}");
        let scenario = format!(
            r#"{{"start": "9999-12-31", "week": {{"gap": {number}}}, "at_once": {number}, "budget": {number},
                "rider": {{"age": {number}, "tenure": {{"r": {number}}}}}, "goal": {{"role": "r"}},
                "pins": [{{"activity": "a", "pace": {number}, "start": "0000-01-01"}}]}}"#
        );
        let (scenario, _) = load::scenario(&scenario);
        assert!(!load::check_scenario(&small(), &scenario.unwrap()).is_empty(), "{number}");
    }
}

#[test]
fn many_mistakes_are_counted_not_listed() {
    let course = |at| format!(r#"{{"id": "a{at}", "needs": {{"course": "nowhere"}}}},"#);
    let courses: String = (0..20_000).map(course).collect();
    let text = format!("{{\"courses\": [{courses}{{\"id\": \"z\"}}]}}");
    let (catalogue, problems) = load::catalogue(&text);
    assert_eq!(catalogue.courses.len(), 20_001);
    assert!(problems.len() <= 1001, "{}", problems.len());
    // One unknown id each, and of each course that nobody can start it.
    let counts = load::count(&problems);
    assert_eq!((counts.errors, counts.warnings >= 20_000), (20_000, true), "{counts:?}");
}

/// An error behind a thousand warnings is listed: what is worst stays in the list.
#[test]
fn an_error_is_listed_however_many_warnings_stand_before_it() {
    let course = |at| format!(r#"{{"id": "a{at}", "odd": 1}},"#);
    let courses: String = (0..5_000).map(course).collect();
    let text = format!("{{\"courses\": [{courses}{{\"id\": \"z\", \"needs\": 5}}]}}");
    let (_, problems) = load::catalogue(&text);
    let errors: Vec<_> = problems.iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(errors.iter().any(|found| found.path == "courses[5000].needs"), "{errors:?}");
    assert!(problems.len() <= 1001 && load::count(&problems).warnings > 5_000);
}

#[test]
fn a_file_beyond_the_limit_is_refused_at_once() {
    let text = " ".repeat(load::MOST_BYTES + 1);
    let refused = |problems: &[load::Problem]| {
        let [only] = problems else { panic!("{problems:?}") };
        assert!(matches!(only.kind, load::ProblemKind::TooLarge { .. }));
        assert!(problem::line(Lang::En, "f", only).contains("64 MB"));
    };
    refused(&load::catalogue(&text).1);
    refused(&load::scenario(&text).1);
    refused(&load::plan(&text).1);
    refused(&load::table::courses(&small(), &text).problems);
    refused(&[load::text(text.as_bytes()).unwrap_err()]);
    assert!(load::text(&text.as_bytes()[1..]).is_ok());
}

#[test]
fn of_repeated_ids_and_keys_the_first_counts() {
    let (catalogue, problems) = load::catalogue(
        r#"{"format": "qitu.catalogue/1",
            "skills": [{"id": "s", "name": {"zh": "一", "en": "one"}}, {"id": "s"}],
            "courses": [
                {"id": "c", "gives": {"skills": {"s": 1, "s": 4}}, "offers": [
                    {"id": "a", "weeks": 9, "fee": 100}, {"id": "a", "weeks": 1}]},
                {"id": "x", "offers": [{"id": "a", "weeks": 2}]},
                {"id": "c"}],
            "certificates": [{"id": "x", "valid_months": 12}],
            "roles": [{"id": "r", "was": ["c", "old", "old"], "needs": {"role": "x"}}, {"id": "c"}]}"#,
    );
    let ids: Vec<_> = catalogue.activities().map(|(_, own)| own.id.as_str()).collect();
    assert_eq!(ids, ["c", "x", "r"]);
    let first = &catalogue.courses[0];
    assert_eq!(first.offers.iter().map(|offer| offer.fee.0).collect::<Vec<_>>(), [100]);
    assert_eq!(first.gives.skills.get("s"), Some(&1));
    assert_eq!((catalogue.skills.len(), catalogue.roles[0].was.len()), (1, 1));
    let told =
        |kind: fn(&load::ProblemKind) -> bool| problems.iter().filter(|p| kind(&p.kind)).count();
    // One skill, one offer, one course, a certificate and a role of a course's id, two old ids.
    assert_eq!(told(|kind| matches!(kind, load::ProblemKind::DuplicateId { .. })), 7);
    assert_eq!(told(|kind| matches!(kind, load::ProblemKind::DuplicateField { .. })), 1);
}

#[test]
fn a_repeated_key_is_told_with_its_place() {
    let text = "{\"start\": \"2026-11-23\", \"goal\": {\"course\": \"c1\"},\n\"week\": {\"gap\": 0,\n\"gap\": 10}}";
    let (scenario, problems) = load::scenario(text);
    assert_eq!(scenario.unwrap().week.get("gap"), Some(&qitu_model::Hours(0)));
    let told = problems.iter().find(|p| matches!(p.kind, load::ProblemKind::DuplicateField { .. }));
    assert_eq!(told.map(|p| (p.line, p.path.as_str())), Some((3, "week.gap")));
}

#[test]
fn what_nobody_can_take_is_no_way_at_all() {
    for offer in [
        r#"{"id": "a", "hours": 200, "fits": ["gap"], "fee": 5}"#,
        r#"{"id": "a", "load": [{"hours": 9, "fits": ["gap"]}], "fee": 5}"#,
        r#"{"id": "a", "weeks": 0, "load": [{"hours": 9, "fits": ["gap"]}]}"#,
        r#"{"id": "a", "weeks": 3, "load": [{"fits": ["gap"]}]}"#,
        r#"{"id": "a", "hours": 20, "pace": {"min": 1, "max": 4000}, "fits": ["gap"]}"#,
        r#"{"id": "a", "weeks": 2, "fe": 500}"#,
        r#"{"id": "a", "weeks": 2, "fee": -500}"#,
        r#"{"id": "a", "weeks": 2, "subsidy": 4294967295}"#,
        r#"{"id": "a", "weeks": 2, "load": [{"hours": 3, "fits": ["nowhere"]}]}"#,
    ] {
        let text = format!(r#"{{"courses": [{{"id": "c", "offers": [{offer}]}}]}}"#);
        let (catalogue, problems) = load::catalogue(&text);
        assert_eq!(load::worst(&problems), Some(Severity::Error), "{offer}");
        let scenario: qitu_model::Scenario = serde_json::from_str(
            r#"{"start": "2026-11-23", "week": {"gap": 160}, "goal": {"course": "c"}}"#,
        )
        .unwrap();
        let limits = qitu_solve::Limits::default();
        let plan = qitu_solve::plan(&catalogue, &scenario, limits, &mut |_| true);
        assert_eq!(plan.status, qitu_model::PlanStatus::Impossible, "{offer}");
    }
}

#[test]
fn two_point_nought_is_two() {
    let text = r#"{"courses": [{"id": "a", "offers": [{"id": "x", "weeks": 2.0, "fee": 100.00,
        "load": [{"hours": 4.0, "fits": ["evening"]}]}]}]}"#;
    let (catalogue, problems) = load::catalogue(text);
    let offer = &catalogue.courses[0].offers[0];
    assert_eq!((offer.weeks.unwrap().0, offer.fee.0, offer.load[0].hours.0), (2, 100, 4));
    assert_ne!(load::worst(&problems), Some(Severity::Error));
    for odd in ["2.5", "2.", "2.0.0", "2e3", "-2.0", "02.0"] {
        let (catalogue, _) = load::catalogue(&text.replace("2.0", odd));
        assert!(catalogue.courses.is_empty(), "{odd}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is cut out of a catalogue, put in or doubled, reading answers, and whatever it
    /// reads it can read again without an error of reading.
    #[test]
    fn mutated_catalogues_are_always_answered(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, "[ -~]{0,6}|[\\[\\]{}\",:0-9ex.-]{1,4}|\\PC"), 1..6),
    ) {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        for (at, length, with) in cuts {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        let text: String = text.into_iter().collect();
        let (catalogue, problems) = load::catalogue(&text);
        for found in &problems {
            let unreadable = matches!(found.kind, load::ProblemKind::Unreadable { .. });
            prop_assert!(!unreadable, "{:?}", found);
        }
        let again = serde_json::to_string(&catalogue).unwrap();
        prop_assert_eq!(load::catalogue(&again).0, catalogue);
        let _ = (load::scenario(&text), load::plan(&text));
    }

    #[test]
    fn mutated_scenarios_are_always_answered(
        at in any::<prop::sample::Index>(), length in 0_usize..20, with in "[ -~]{0,8}",
    ) {
        let mut text: Vec<char> = include_str!("load/scenario-sound.json").chars().collect();
        let at = at.index(text.len() + 1);
        let end = (at + length).min(text.len());
        text.splice(at..end, with.chars());
        let text: String = text.into_iter().collect();
        let (scenario, problems) = load::scenario_for(&small(), &text);
        prop_assert!(scenario.is_some() || load::worst(&problems) == Some(Severity::Error));
    }
}

const SAMPLE: &str = include_str!("load/catalogue-sound.json");

#[test]
fn the_built_in_catalogue_has_no_errors_and_no_warnings() {
    let (_, problems) =
        load::catalogue(include_str!("../public/catalogue/modern-rider-academy.json"));
    let bad: Vec<String> = problems
        .iter()
        .filter(|p| p.severity < Severity::Notice)
        .map(|p| problem::line(Lang::En, "modern-rider-academy.json", p))
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
