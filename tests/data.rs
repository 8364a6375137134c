//! The data under `public/catalogue`: every id exists, every word has both languages, every number
//! a source, and every situation can be read.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::export::talent_file;
use qitu_engine::link::payload::Item;
use qitu_engine::load;
use qitu_engine::studio::Gap;
use qitu_engine::text as say;
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Need, Record, Relief, Rider};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[path = "data/attributions.rs"]
mod attributions;
#[path = "data/claims.rs"]
mod claims;
#[path = "data/places.rs"]
mod places;

const SCREENS: [&str; 8] =
    ["evidence", "cover", "subsidies", "check", "flags", "chain", "institutions", "outlook-cities"];
const CATALOGUES: [&str; 2] = ["modern-rider-academy", "mingong"];

fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/catalogue");
    std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()
}

fn value(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap()
}

fn academy() -> Catalogue {
    serde_json::from_str(&text("modern-rider-academy")).unwrap()
}

/// Every value of the tree with its path, parents first.
fn walk(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(path, value);
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, v)| walk(v, &format!("{path}.{name}"), visit));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(at, v)| walk(v, &format!("{path}[{at}]"), visit));
        }
        _ => {}
    }
}

/// The ids in `field`, which holds one or a list.
fn ids<'v>(value: &'v Value, field: &str) -> Vec<&'v str> {
    match &value[field] {
        Value::String(id) => vec![id],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_word_is_there_in_both_languages() {
    let files = SCREENS.iter().chain(&CATALOGUES).chain(&["situations", "directory"]);
    for name in files {
        walk(&value(name), name, &mut |path, v| {
            let (Some(zh), Some(en)) = (v.get("zh"), v.get("en")) else {
                assert!(v.get("zh").is_none() && v.get("en").is_none(), "{path}: one language");
                return;
            };
            assert!(is_chinese(zh.as_str().unwrap()), "{path}: no Chinese");
            let en = en.as_str().unwrap();
            assert!(!en.is_empty() && !is_chinese(en), "{path}: no English");
        });
    }
}

#[test]
fn every_fact_names_a_source_of_its_own_file() {
    for name in SCREENS.iter().chain(&CATALOGUES).chain(&["directory"]) {
        let file = value(name);
        let list = file["sources"].as_array().unwrap();
        let sources: BTreeMap<&str, &Value> =
            list.iter().map(|s| (s["id"].as_str().unwrap(), s)).collect();
        let mut facts = 0;
        walk(&file, name, &mut |path, v| {
            // A flag's condition asks for a status; it is no fact.
            let fact = v.get("kind").is_none();
            let Some(status) = v["status"].as_str().filter(|_| fact) else { return };
            facts += 1;
            let known = ["stated", "in_force", "expected", "estimate"].contains(&status);
            assert!(known, "{path}: {status}");
            assert!(v.get("source").is_some(), "{path}: no source");
            assert!(
                ids(v, "source").iter().all(|s| sources.contains_key(s)),
                "{path}: unknown source"
            );
            // What no page dates has no date; all else has one.
            let undated = sources.get(ids(v, "source")[0]).is_some_and(|s| s.get("date").is_none());
            let date = v["date"].as_str().and_then(Date::parse);
            let day = |text| Date::parse(text).unwrap();
            assert!(undated || date.is_some_and(|d| d <= day("2026-11-22")), "{path}: date");
            if let Some(by) = v["by"].as_str() {
                assert!(date.is_some_and(|d| d < day(by)), "{path}: a span of days");
            }
        });
        assert!(facts > 0, "{name} has no facts");
    }
}

#[test]
fn the_screens_name_only_what_the_catalogue_has() {
    let academy = academy();
    let known = |id: &str| academy.activity(id).is_some();
    for name in SCREENS {
        let file = value(name);
        walk(&file, name, &mut |path, v| {
            for field in ["roles", "courses", "assessments", "one_test_two", "certificate"] {
                for id in ids(v, field) {
                    assert!(known(id), "{path}: {field} names {id}");
                }
            }
            if v.get("needs").is_some() {
                let need: Need = serde_json::from_value(v["needs"].clone()).unwrap();
                need.walk(&mut |leaf| match leaf {
                    Need::Certificate { certificate: id, .. } | Need::Role { role: id } => {
                        assert!(known(id), "{path}: needs {id}");
                    }
                    _ => {}
                });
            }
        });
    }
    for edge in value("chain")["edges"].as_array().unwrap() {
        assert!(ids(edge, "to").iter().chain(&ids(edge, "from")).all(|id| known(id)), "{edge}");
    }
    for skill in ids(&value("check"), "skills_first") {
        assert!(academy.skill(skill).is_some(), "{skill}");
    }
}

#[test]
fn interest_items_are_balanced_over_six_types() {
    let check = value("check");
    let items = check["interest"].as_array().unwrap();
    for kind in ["R", "I", "A", "S", "E", "C"] {
        assert_eq!(items.iter().filter(|i| i["type"] == kind).count(), 3, "{kind}");
    }
}

#[test]
fn every_situation_reads_without_a_problem() {
    let academy = academy();
    let situations = value("situations");
    let list = situations.as_array().unwrap();
    assert!(list.len() >= 12);
    for situation in list {
        let (scenario, problems) = load::scenario_for(&academy, &situation["scenario"].to_string());
        assert!(scenario.is_some() && problems.is_empty(), "{}: {problems:?}", situation["id"]);
    }
}

#[test]
fn a_repeat_in_the_directory_points_at_an_entry_that_is_none() {
    let directory = value("directory");
    let rows = directory["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 500);
    let repeats: BTreeSet<u64> =
        rows.iter().filter(|r| r.get(7).is_some()).map(|r| r[0].as_u64().unwrap()).collect();
    for row in rows {
        let fields = directory["fields"].as_array().unwrap().len() as u64;
        assert!(row[3].as_u64().unwrap() < fields);
        let leads = row[4].as_array().unwrap().len() as u64;
        assert!(row[5].as_array().unwrap().iter().all(|at| at.as_u64().unwrap() < leads));
        let places = directory["places"].as_array().unwrap().len() as u64;
        assert!(row[6].as_array().unwrap().iter().all(|at| at.as_u64().unwrap() < places));
        if let Some(original) = row.get(7) {
            assert!(!repeats.contains(&original.as_u64().unwrap()), "{row}");
        }
    }
}

#[test]
fn a_skill_is_called_by_its_own_name_where_a_course_has_its_id() {
    let catalogue = academy();
    let mut shared = 0;
    for skill in &catalogue.skills {
        let Some((_, other)) = catalogue.activity(&skill.id) else { continue };
        for lang in [Lang::Zh, Lang::En] {
            let (own, others) = (lang.pick(&skill.name), lang.pick(&other.name));
            if own == others || own.contains(others) {
                continue;
            }
            shared += 1;
            let need = Need::Skill { skill: skill.id.clone(), level: 2 };
            let relief = Relief::HaveSkill { skill: skill.id.clone(), level: 2 };
            let levels = [(skill.id.clone(), 2)].into_iter().collect();
            let (_, listed) = say::link::item(lang, &catalogue, &Item::Skills(levels));
            let rider =
                Rider { skills: [(skill.id.clone(), 2)].into_iter().collect(), ..Rider::default() };
            let today = Date::parse("2026-11-23").unwrap();
            for said in [
                say::need(lang, &catalogue, &need),
                say::phrase::need(lang, &catalogue, &need),
                say::sentence::relief(lang, &catalogue, &relief),
                say::studio::gap(lang, &catalogue, &Gap::SkillIdle { skill: skill.id.clone() }),
                talent_file::file(lang, &catalogue, &Record::default(), &rider, today),
                listed,
            ] {
                assert!(said.contains(own), "{own}: {said}");
                assert!(!said.contains(others), "{others}: {said}");
            }
        }
    }
    assert!(shared > 10, "the academy's catalogue has such skills");
}
