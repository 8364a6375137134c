//! What the data claim of the world, held to what their sources say. Each test fails on a claim that
//! was once published here and that its source does not bear.

use super::{academy, ids, value, walk};
use qitu_engine::load;
use qitu_model::{Catalogue, Date, Fact, Need, Status};
use qitu_solve::{self as solve, Limits};
use serde_json::Value;
use std::collections::BTreeSet;

const LONG_TRACK: [&str; 4] = [
    "logistics-management-diploma",
    "supply-chain-diploma",
    "drone-technology-diploma",
    "logistics-engineering-diploma",
];

/// The entry of this id in one of a file's lists.
pub fn entry<'v>(file: &'v Value, list: &str, id: &str) -> &'v Value {
    file[list].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
}

/// Every word of an entry, in both languages.
pub fn words(value: &Value) -> String {
    let mut all = String::new();
    walk(value, "", &mut |_, v| {
        if let Some(text) = v.as_str() {
            all.push_str(text);
            all.push('\n');
        }
    });
    all
}

pub fn fact<'c>(catalogue: &'c Catalogue, id: &str, field: &str) -> &'c Fact {
    catalogue.activity(id).unwrap().1.facts.get(field).unwrap()
}

#[test]
fn no_diploma_of_the_long_track_is_promised() {
    let academy = academy();
    for id in LONG_TRACK {
        let (_, course) = academy.activity(id).unwrap();
        assert!(!course.name.zh.contains("大专") && !course.name.en.contains("college"), "{id}");
        let about = course.about.as_ref().unwrap();
        assert!(about.zh.contains("还没有公布") && about.zh.contains("估计"), "{id}");
        for field in ["gives", "fee"] {
            assert_eq!(fact(&academy, id, field).status, Status::Estimate, "{id}.{field}");
        }
        // The subjects are named by the press, not by the academy.
        assert_eq!(fact(&academy, id, "name").source.as_deref(), Some("s-academy"), "{id}");
        assert_eq!(fact(&academy, id, "new").source.as_deref(), Some("s-academy"), "{id}");
    }
}

#[test]
fn the_night_school_counts_no_rate_of_live_sellers() {
    let evidence = value("evidence");
    let card = words(entry(&evidence, "cards", "night-school-funnel"));
    assert!(card.contains("家电维修") && card.contains("appliance repair"));
    let academy = academy();
    let sold =
        words(&serde_json::to_value(academy.activity("content-creator").unwrap().1).unwrap());
    assert!(!card.contains("102") && !sold.contains("102"), "who opened no account is not known");
    assert_eq!(fact(&academy, "night-live-selling", "about").status, Status::Estimate);
}

#[test]
fn a_subsidy_whose_rule_has_ended_is_shown_and_not_taken_off() {
    let academy = academy();
    let today = Date::parse("2026-11-29").unwrap();
    let subsidies = value("subsidies");
    let rule = entry(&subsidies, "subsidies", "gd-training");
    assert_eq!(rule["state"], "unknown");
    let said: Fact = serde_json::from_value(rule["fact"].clone()).unwrap();
    assert!(said.status == Status::Stated && said.is_over(today));
    assert!(!said.is_over(Date::parse("2025-12-31").unwrap()), "its last day counts");
    for (_, activity) in academy.activities() {
        for offer in &activity.offers {
            let fact = offer.facts.get("subsidy").or(activity.facts.get("subsidy"));
            let holds =
                fact.is_some_and(|fact| fact.status == Status::InForce && !fact.is_over(today));
            assert!(offer.subsidy.0 == 0 || holds, "{}: {}", activity.id, offer.id);
        }
    }
    assert!(fact(&academy, "uav-repair-l5", "subsidy").is_over(today), "still shown");
    // A rider who would qualify pays the whole fee in the plan.
    let situations = value("situations");
    let mut scenario = entry_of(&situations, "no-school-record")["scenario"].clone();
    scenario["rider"]["age"] = 29.into();
    scenario["goal"] = serde_json::json!({"certificate": "uav-repair-l5"});
    let (scenario, problems) = load::scenario_for(&academy, &scenario.to_string());
    assert!(problems.is_empty(), "{problems:?}");
    let plan = solve::plan(&academy, &scenario.unwrap(), Limits::default(), &mut |_| true);
    assert_eq!(plan.value.unwrap().fee.0, 1600);
}

fn entry_of<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()
}

#[test]
fn working_in_guangdong_alone_brings_no_subsidy() {
    let subsidies = value("subsidies");
    let rule = entry(&subsidies, "subsidies", "gd-training");
    let need: Need = serde_json::from_value(rule["needs"].clone()).unwrap();
    let mut asked = BTreeSet::new();
    let mut oldest_without_question = 0;
    need.walk(&mut |leaf| match leaf {
        Need::Fact { fact, ask } => {
            let ask = ask.as_ref().unwrap();
            assert!(!ask.zh.contains("上班"), "{}", ask.zh);
            asked.insert(fact.clone());
        }
        Need::Age { age } if age.min == Some(16) => oldest_without_question = age.max.unwrap(),
        _ => {}
    });
    assert!(!asked.contains("gd-subsidy"), "an answer to the wider question must not count");
    assert_eq!(oldest_without_question, 55, "women of 56 and more do not qualify");
    assert!(words(rule).contains("单位自己发的不算"));
    let couriers: Vec<_> = rule["amounts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["certificate"] == "courier-l4")
        .collect();
    assert_eq!(couriers[0]["yuan"], 1500);
}

#[test]
fn what_a_platform_pays_is_told_as_reported() {
    let cover = value("cover");
    let plan = |id| entry(&cover, "plans", id);
    assert_eq!(plan("jd-full-time")["state"], "in_force");
    assert_eq!(plan("jd-full-time")["fact"]["status"], "stated");
    assert!(words(plan("jd-full-time")).contains("个人那份也由京东出"));
    assert!(words(entry(&cover, "inputs", "own-part")).contains("填 0"));
    // Neither a month nor a kind of employment is in the report.
    assert_eq!(plan("eleme-pilot")["since"], "2023");
    assert_eq!(plan("eleme-pilot")["employment"], "unsaid");
    assert_eq!(plan("eleme-leaders")["since"], "2024");
    assert_eq!(plan("eleme-subsidy")["state"], "in_force");
    assert!(words(plan("eleme-subsidy")).contains("一半以上"));
}

#[test]
fn the_pension_subsidy_asks_for_this_month_too_and_for_no_contract() {
    let (cover, subsidies, academy) = (value("cover"), value("subsidies"), academy());
    let plan = entry(&cover, "plans", "meituan-pension");
    let rule = entry(&subsidies, "subsidies", "platform-pension");
    assert!(words(plan).contains("当月收入够") && words(rule).contains("这个月的收入够"));
    assert_ne!(rule["needs"]["fact"], "pension-base-3of6", "the older question asked for less");
    let (_, rider) = academy.activity("rider").unwrap();
    let row = rider.cover.iter().find(|row| row.what.zh.contains("补一半养老")).unwrap();
    assert_eq!(Some(row.employment.as_str()), plan["employment"].as_str(), "one answer");
    let counts = cover["counts"].as_array().unwrap();
    let counted = counts.iter().find(|one| one["employment"] == row.employment.as_str()).unwrap();
    assert!(counted["pension"].as_u64().unwrap() > 0, "and the ranking knows of it");
}

#[test]
fn a_rating_stands_on_one_licence() {
    let academy = academy();
    let (_, rating) = academy.activity("caac-bvlos").unwrap();
    assert!(!rating.about.as_ref().unwrap().zh.contains("两证"));
    for edge in value("chain")["edges"].as_array().unwrap() {
        for id in ids(edge, "one_test_two") {
            let (_, test) = academy.activity(id).unwrap();
            assert_ne!(test.kind.as_deref(), Some("licence"), "{id} gives one paper");
            assert_eq!(
                fact(&academy, id, "gives").status,
                Status::Estimate,
                "{id} is our own idea"
            );
        }
    }
}

#[test]
fn what_changed_in_2026_stands_beside_the_older_rules() {
    let academy = academy();
    for id in ["drone-law", "low-altitude-compliance", "caac-vlos", "caac-bvlos", "caac-instructor"]
    {
        assert!(
            fact(&academy, id, "penalty").note.as_ref().unwrap().zh.contains("2026 年 1 月 1 日")
        );
        assert!(fact(&academy, id, "law").note.as_ref().unwrap().zh.contains("2026 年 7 月 1 日"));
    }
    for id in ["traffic-safety", "battery-fire-safety"] {
        assert!(fact(&academy, id, "law").note.as_ref().unwrap().zh.contains("GB 17761"), "{id}");
    }
    let evidence = value("evidence");
    let card = words(entry(&evidence, "cards", "injury-cover"));
    assert!(card.contains("17 个省、11 家平台") && card.contains("累计"));
}

#[test]
fn what_a_note_calls_an_estimate_has_the_badge_of_one() {
    let academy = academy();
    for id in ["caac-vlos", "caac-bvlos", "caac-instructor"] {
        assert_eq!(fact(&academy, id, "weeks").status, Status::Estimate, "{id}");
    }
    assert_eq!(fact(&academy, "drone-pilot", "needs").status, Status::Estimate);
    for (id, low, high) in [
        ("drone-vlos", 5800, 8000),
        ("drone-bvlos", 7600, 15000),
        ("drone-instructor-class", 15000, 20000),
        ("open-university-college", 6500, 8000),
    ] {
        let (_, course) = academy.activity(id).unwrap();
        assert_eq!(fact(&academy, id, "fee").range(), Some((low, high)), "{id}");
        for offer in &course.offers {
            let free = offer.fee.0 == 0;
            assert!(
                free || offer.fee.0 == i64::from(low + high) / 2,
                "{id}: the middle is planned"
            );
            let own = offer.facts.get("fee").map(|fact| fact.status);
            assert!(!free || own == Some(Status::Estimate), "{id}: {}", offer.id);
        }
    }
    let files = ["modern-rider-academy", "mingong", "evidence", "cover", "subsidies", "chain"];
    for name in files {
        walk(&value(name), name, &mut |path, v| {
            let sure = ["stated", "in_force"].iter().any(|status| v["status"] == *status);
            let note = v["note"]["zh"].as_str().unwrap_or_default();
            let guessed = note.contains("估计") && !note.contains("不是估计");
            assert!(!(sure && guessed), "{path}: {note}");
        });
    }
}

#[test]
fn a_degree_takes_the_hours_that_its_students_tell() {
    let academy = academy();
    for id in ["open-university-college", "open-university-bachelor"] {
        let (_, course) = academy.activity(id).unwrap();
        let hours = fact(&academy, id, "hours");
        assert_eq!((hours.status, hours.range()), (Status::Estimate, Some((910, 1820))), "{id}");
        for offer in &course.offers {
            let weekly: u32 = offer.load.iter().map(|part| part.hours.0).sum();
            assert!((7..=14).contains(&weekly), "{id}: {weekly} hours a week");
        }
    }
}
