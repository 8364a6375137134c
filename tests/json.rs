//! The lean JSON and serde's say the same: they write the same bytes, read the same values, and
//! refuse the same texts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod random;

use qitu_engine::explain;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Catalogue, Plan, Scenario};
use qitu_solve::{self as solve, Limits};
use random::{Dice, problem};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

const CATALOGUE: &str = include_str!("../public/catalogue/modern-rider-academy.json");
const SITUATIONS: &str = include_str!("../public/catalogue/situations.json");
const LIMITS: Limits = Limits::nodes(200);

fn both<T>(data: &T)
where
    T: Serialize + DeserializeOwned + FromJson + ToJson + PartialEq + Debug,
{
    let text = serde_json::to_string(data).unwrap();
    assert_eq!(json::write(data), text);
    assert_eq!(json::write_pretty(data), serde_json::to_string_pretty(data).unwrap());
    // What is empty is left out, so what is read may be another writing of the same.
    assert_eq!(json::read::<T>(&text).ok(), serde_json::from_str(&text).ok());
}

fn same_reading<T>(text: &str) -> bool
where
    T: DeserializeOwned + FromJson + PartialEq + Debug,
{
    let (own, serde) = (json::read::<T>(text).ok(), serde_json::from_str::<T>(text).ok());
    assert_eq!(own, serde, "{text}");
    own.is_some()
}

#[test]
fn a_field_that_stands_there_twice_and_minus_nought_are_refused_as_by_serde() {
    for text in [
        r#"{"start": "2026-11-30", "goal": {"role": "a"}, "start": "2026-12-07"}"#,
        r#"{"start": "2026-11-30", "goal": {"role": "a", "role": "b"}}"#,
        r#"{"start": "2026-11-30", "goal": {"role": "a"}, "rider": {"age": 30, "age": 31}}"#,
        r#"{"start": "2026-11-30", "goal": {"role": "a"}, "pins": [{"activity": "x", "activity": "x"}]}"#,
        r#"{"start": "2026-11-30", "goal": {"role": "a"}, "budget": -0}"#,
    ] {
        assert!(!same_reading::<Scenario>(text), "{text}");
    }
    // Of what nobody reads, and of ids, the last counts, as with serde.
    assert!(same_reading::<Scenario>(
        r#"{"start": "2026-11-30", "goal": {"role": "a"}, "x": 1, "x": 2, "week": {"gap": 1, "gap": 3}}"#
    ));
}

#[test]
fn the_built_in_files_read_as_with_serde() {
    assert!(same_reading::<Catalogue>(CATALOGUE));
    both(&json::read::<Catalogue>(CATALOGUE).unwrap());
    let situations: serde_json::Value = serde_json::from_str(SITUATIONS).unwrap();
    for situation in situations.as_array().unwrap() {
        assert!(same_reading::<Scenario>(&situation["scenario"].to_string()));
    }
}

#[test]
fn random_catalogues_scenarios_and_plans_are_written_and_read_as_with_serde() {
    let mut reasons = 0;
    for seed in 0..400 {
        let problem = problem(seed, 6);
        both(&problem.catalogue);
        both(&problem.scenario);
        let (catalogue, scenario) = (&problem.catalogue, &problem.scenario);
        let mut plan = solve::plan(catalogue, scenario, LIMITS, &mut |_| true);
        explain::why(catalogue, scenario, &mut plan);
        let (causes, changes) = explain::why_not(catalogue, scenario, &plan, LIMITS);
        plan.reasons.extend(causes);
        plan.relaxations = changes;
        reasons += plan.reasons.len() + plan.relaxations.len();
        both(&plan);
    }
    assert!(reasons > 400, "reasons of all kinds must have been written");
}

#[test]
fn damaged_texts_are_read_alike_or_not_at_all() {
    let (mut read, mut refused) = (0, 0);
    let pieces = [
        "null",
        "true",
        "-1",
        "0",
        "1.5",
        "1e2",
        "01",
        "\"x\"",
        "[]",
        "{}",
        "",
        "]",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\n",
    ];
    for seed in 0..4000 {
        let mut dice = Dice::new(seed);
        let problem = problem(seed % 50, 4);
        let mut text = serde_json::to_string(&problem.scenario).unwrap();
        // A value, a key or a bracket becomes something else.
        let bounds: Vec<usize> = text
            .char_indices()
            .filter(|(_, letter)| "{}[]:,\"".contains(*letter))
            .map(|(at, _)| at)
            .collect();
        let from = dice.between(0, bounds.len() as u32 - 2) as usize;
        let piece = dice.pick(&pieces);
        text.replace_range(bounds[from] + 1..bounds[from + 1], piece);
        if same_reading::<Scenario>(&text) {
            read += 1;
        } else {
            refused += 1;
        }
        same_reading::<Catalogue>(&text);
        same_reading::<Plan>(&text);
    }
    assert!(read > 200 && refused > 200, "{read} were read and {refused} refused");
}

#[test]
fn every_letter_comes_back() {
    let letters: String = (0..0x1_1000).filter_map(char::from_u32).collect();
    both(&letters);
    let escaped: String = letters.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
    assert_eq!(json::read(&format!("\"{escaped}\"")), Ok(letters));
    for text in
        ["\"\\ud83d\"", "\"\\ude00\"", "\"\\u12\"", "\"\\x\"", "\"\t\"", "\"", "\"\\", "'x'"]
    {
        assert!(!same_reading::<String>(text));
    }
}

#[test]
fn what_is_nested_without_end_does_no_harm() {
    for depth in [100, 1_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"all\":[", "]}")] {
            let text = open.repeat(depth) + &close.repeat(depth);
            assert_eq!(json::parse(&text).is_some(), depth == 100 && open == "[");
        }
    }
}
