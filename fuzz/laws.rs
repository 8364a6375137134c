//! Owns what holds of any bytes that reach a reader, one function a reader: nothing panics, and
//! what is read is written and read again as the same. Used by the fuzz targets and by
//! `tests/fuzz.rs`.

#![allow(dead_code, reason = "each fuzz target uses one of them")]

use qitu_engine::export::{calendar, csv};
use qitu_engine::link::{code, comparison, elsewhere, payload};
use qitu_engine::load;
use qitu_engine::protocol::{Ask, Line};
use qitu_engine::{explain, verify};
use qitu_model::{Catalogue, Kind, Lang, Need, Plan, Scenario, json};
use qitu_solve::{self as solve, Limits};
use std::sync::LazyLock;

const BOOK: &str = include_str!("book.json");
const QUESTION: &str = r#"{"start": "2026-11-30", "goal": {"role": "leader"}, "week": {"gap": 5},
    "rider": {"role": "rider", "tenure": {"rider": 9}, "age": 30}}"#;

/// A small sound catalogue.
static ACADEMY: LazyLock<Catalogue> = LazyLock::new(|| load::catalogue(BOOK).0);

/// A rider of it.
static RIDER: LazyLock<Scenario> =
    LazyLock::new(|| serde_json::from_str(QUESTION).expect("it is a scenario"));

/// Of a calendar file.
const EDITION: calendar::Edition = calendar::Edition { plan: "fuzz", written: 1_796_000_000 };

/// Few enough for a thousand questions a second.
const LIMITS: Limits = Limits::nodes(20);

/// A reader and its name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: [Target; 7] = [
    ("link", link),
    ("json", json),
    ("catalogue", catalogue),
    ("table", table),
    ("scenario", scenario),
    ("plan", plan),
    ("protocol", protocol),
];

/// The code of a link, of one plan or several.
pub fn link(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(mut shared) = code::decode(text) {
        if let Ok(again) = code::encode(&shared, code::Include::ALL) {
            assert_eq!(code::decode(&again).as_ref(), Ok(&shared), "written and read again");
        }
        if let Ok(private) = code::encode(&shared, code::Include::default()) {
            let read = code::decode(&private).expect("what was written reads");
            let told = payload::contents(&read);
            assert!(!told.iter().any(payload::Item::is_sensitive), "left out unless asked for");
        }
        let _ = elsewhere(&ACADEMY, &shared.scenario);
        payload::rename(&ACADEMY, &mut shared.scenario);
        payload::open_on(&mut shared.scenario, RIDER.start);
    }
    let _ = comparison::decode_all(text);
}

/// JSON: what the lean reader takes, serde takes as the same.
pub fn json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let lean = json::read::<Need>(text).ok();
    assert_eq!(lean, serde_json::from_str::<Need>(text).ok());
    let lean = json::read::<Scenario>(text).ok();
    assert_eq!(lean, serde_json::from_str::<Scenario>(text).ok());
    if let Some(scenario) = lean {
        assert_eq!(json::write(&scenario), serde_json::to_string(&scenario).expect("it writes"));
    }
}

/// A catalogue: what is kept of it is sound, and plans made from it pass the check.
pub fn catalogue(bytes: &[u8]) {
    let Ok(text) = load::text(bytes) else { return };
    let _ = load::catalogue_to_edit(&text);
    let (kept, _) = load::catalogue(&text);
    if !load::may_be_planned(&kept) {
        return;
    }
    let written = json::write(&kept);
    assert_eq!(json::write(&load::catalogue(&written).0), written, "what is kept is sound");
    for (kind, activity) in kept.activities().take(4) {
        let id = activity.id.clone();
        let goal = match kind {
            Kind::Course => Need::Course { course: id },
            Kind::Certificate => Need::Certificate { certificate: id, held_months: 0 },
            Kind::Role => Need::Role { role: id },
        };
        planned(&kept, &Scenario { goal, ..RIDER.clone() });
    }
}

/// A table of courses: what is read of it can be written and read again.
pub fn table(bytes: &[u8]) {
    let Ok(text) = load::text(bytes) else { return };
    let imported = load::table::courses(&ACADEMY, &text);
    let mut book = ACADEMY.clone();
    imported.add_to(&mut book);
    let written = json::write(&book);
    let _ = load::catalogue(&written);
}

/// A rider's question.
pub fn scenario(bytes: &[u8]) {
    let Ok(text) = load::text(bytes) else { return };
    let (Some(scenario), _) = load::scenario_for(&ACADEMY, &text) else { return };
    let written = json::write(&scenario);
    let (again, _) = load::scenario_for(&ACADEMY, &written);
    assert_eq!(again.map(|again| json::write(&again)), Some(written), "what is read is kept");
    planned(&ACADEMY, &scenario);
}

/// A kept or foreign plan: it is judged, drawn and exported whatever it says.
pub fn plan(bytes: &[u8]) {
    let Ok(text) = load::text(bytes) else { return };
    let (Some(plan), _) = load::plan(&text) else { return };
    let _ = verify::verify(&ACADEMY, &RIDER, &plan);
    shown(&ACADEMY, &RIDER, &plan);
}

/// A message to the worker.
pub fn protocol(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(line) = json::read::<Line<Ask>>(text) else { return };
    let written = json::write(&line);
    assert_eq!(json::read::<Line<Ask>>(&written).ok(), Some(line), "written and read again");
}

/// Plans within little work; what is found passes the check and can be shown.
fn planned(catalogue: &Catalogue, scenario: &Scenario) {
    let ground = scenario.ground(catalogue);
    let mut plan = solve::plan(&ground, scenario, LIMITS, &mut |_| true);
    if plan.value.is_some() {
        let verdict = verify::verify(catalogue, scenario, &plan);
        assert!(verdict.is_ok(), "{verdict:?}: {plan:?}");
    }
    explain::why(&ground, scenario, &mut plan);
    shown(&ground, scenario, &plan);
}

/// Draws and exports a plan.
fn shown(catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) {
    for lang in [Lang::Zh, Lang::En] {
        let _ = csv::table(lang, catalogue, scenario, plan);
        for line in calendar::calendar(lang, catalogue, scenario, plan, &[], EDITION).split("\r\n")
        {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
    }
}
