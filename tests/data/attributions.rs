//! Who said what, how surely and of whom; what the entry conditions ask; what the sources hold for
//! riders and has its place.

use super::claims::{entry, fact, words};
use super::{CATALOGUES, SCREENS, academy, ids, value, walk};
use qitu_engine::load;
use qitu_model::{Need, Status};
use qitu_solve::{self as solve, Limits};
use std::collections::BTreeSet;

#[test]
fn a_figure_names_whose_it_is() {
    let evidence = value("evidence");
    let card = |id| words(entry(&evidence, "cards", id));
    for (id, said) in [
        ("managers-from-riders", "美团生态内"),
        ("insurance-cost", "承包商"),
        ("leaders-declined", "广州一位管理者说"),
        ("ecommerce-cut", "一位学者说"),
        ("deskilling", "制造业"),
        ("pilot-gap", "官方测算"),
        ("pilot-pay", "培训机构的负责人"),
        ("school-placement", "全国 97%"),
        ("domestic-work", "广东家政"),
        ("skill-allowance", "领导班子副职"),
        ("licences-grow", "19.44 万人"),
        ("drone-making", "全国规模以上"),
        ("academy-scale", "京东全职骑手"),
    ] {
        assert!(card(id).contains(said), "{id}: {said}");
    }
    assert!(!card("drone-making").contains("1.1 times"), "read as ten per cent");
    assert_eq!(entry(&evidence, "cards", "station-in-months")["fact"]["date"], "2023-06-16");
    for name in SCREENS.iter().chain(&CATALOGUES) {
        walk(&value(name), name, &mut |path, v| {
            let text = v.as_str().unwrap_or_default();
            for wrong in ["一家平台说：", "没有出处", "十多万人", "不收费", "驾校", "办过 10 场"]
            {
                assert!(!text.contains(wrong), "{path}: {wrong}");
            }
        });
    }
}

#[test]
fn what_we_infer_of_a_demand_is_an_estimate() {
    let chain = value("chain");
    for edge in chain["edges"].as_array().unwrap() {
        let demand = &edge["demand"];
        let Some(text) = demand["text"]["zh"].as_str() else { continue };
        let ours = text.contains("估计") || text.contains("推断") || text.contains("没有查到");
        let status = demand["fact"]["status"].as_str().unwrap();
        assert_eq!(ours, status == "estimate", "{} → {}: {text}", edge["from"], edge["to"]);
    }
    let academy = academy();
    let (_, role) = academy.activity("smart-equipment").unwrap();
    assert_eq!(role.pay.as_ref().unwrap().fact.status, Status::Estimate, "of another occupation");
}

#[test]
fn a_rider_is_sent_to_no_school_that_takes_only_school_leavers() {
    let file = value("institutions");
    let list = file["institutions"].as_array().unwrap();
    for (name, only) in [
        ("佛山职业技术学院", "只招佛山在校生"),
        ("广州铁路职业技术学院、广州市交通运输职业学校", "只招初中毕业生"),
        ("广州市贸易职业高级中学", "只招初中毕业生"),
        ("广州市天河职业高级中学、广州市番禺区新造职业技术学校", "只招初中毕业生"),
    ] {
        let one = list.iter().find(|one| one["name"]["zh"] == name).unwrap();
        assert!(one["said"]["zh"].as_str().unwrap().contains(only), "{name}");
    }
    assert_eq!(file["events"][0]["fact"]["status"], "expected", "planned, not held");
}

#[test]
fn what_we_invented_says_that_it_is_ours() {
    let academy = academy();
    let own = academy
        .certificates
        .iter()
        .filter(|one| one.id.starts_with("ability-") || one.id == "drone-route-card");
    let mut count = 0;
    for one in own {
        count += 1;
        for field in ["needs", "name"] {
            let fact = fact(&academy, &one.id, field);
            assert_eq!(fact.status, Status::Estimate, "{}.{field}", one.id);
            assert!(fact.note.as_ref().unwrap().zh.contains("设想"), "{}.{field}", one.id);
        }
    }
    assert_eq!(count, 12);
    for id in ["fee", "intakes"] {
        assert_eq!(fact(&academy, "smart-vehicle-operations", id).status, Status::Estimate);
    }
}

#[test]
fn a_reprint_is_no_rule_and_a_placeholder_no_day() {
    let reprinted = [
        "s-level-rules",
        "s-rider-standard",
        "s-courier-standard",
        "s-repair-standard",
        "s-marketer-standard",
        "s-subsidy-rule",
        "s-subsidy-who",
        "s-injury",
        "s-apprentice",
    ];
    for name in SCREENS.iter().chain(&CATALOGUES) {
        let file = value(name);
        walk(&file, name, &mut |path, v| {
            let reprint = ids(v, "source").iter().any(|id| reprinted.contains(id));
            assert!(!(reprint && v["status"] == "in_force"), "{path}: read in a reprint");
            let day = v["date"].as_str().unwrap_or_default();
            assert!(!day.ends_with("12-31"), "{path}: {day}");
            if v["status"] == "in_force" {
                assert!(v.get("checked").is_some(), "{path}: nobody has looked");
            }
        });
    }
    let academy = academy();
    for id in
        ["open-university-college", "open-university-bachelor", "adult-college", "adult-bachelor"]
    {
        assert_eq!(fact(&academy, id, "intakes").status, Status::Expected, "{id}: a computed day");
    }
    assert_eq!(fact(&academy, "apprenticeship-college", "needs").status, Status::Expected);
}

#[test]
fn only_the_employers_own_class_is_free_as_reported() {
    let academy = academy();
    let mut classes = 0;
    for course in &academy.courses {
        let Some(said) = course.facts.get("fee") else { continue };
        let note = said.note.as_ref().map_or("", |note| note.zh.as_str());
        if !note.contains("脱产") {
            continue;
        }
        classes += 1;
        assert_eq!(said.status, Status::Estimate, "{}", course.id);
        for offer in course.offers.iter().filter(|offer| offer.facts.contains_key("fee")) {
            assert_eq!(offer.id, "released-class", "{}", course.id);
        }
    }
    assert_eq!(classes, 10);
}

#[test]
fn courses_that_the_report_names_cite_it() {
    let academy = academy();
    for id in [
        "rider-onboarding",
        "route-planning",
        "customer-communication",
        "vehicle-maintenance",
        "teamwork",
        "coaching-newcomers",
        "data-analysis",
        "short-video",
        "ecommerce-operations",
        "emotion-management",
        "career-planning",
        "drone-vlos",
        "station-operations",
        "traffic-safety",
        "food-safety",
        "smart-dispatch",
        "delivery-robot-maintenance",
    ] {
        let fact = fact(&academy, id, "new");
        assert_eq!((fact.status, fact.source.as_deref()), (Status::Stated, Some("s-ycwb")), "{id}");
    }
}

/// Questions that a need asks.
fn asked(need: &Need) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    need.walk(&mut |leaf| {
        if let Need::Fact { fact, .. } = leaf {
            all.insert(fact.clone());
        }
    });
    all
}

#[test]
fn a_matching_vocational_diploma_opens_level_four() {
    let academy = academy();
    for (id, question) in [
        ("rider-l4", "secondary-logistics"),
        ("logistics-l4", "secondary-logistics"),
        ("ecommerce-l4", "secondary-commerce"),
        ("media-operator-l4", "secondary-commerce"),
        ("labour-relations-l4", "secondary-hr"),
        ("uav-repair-l4", "secondary-drone"),
    ] {
        assert!(asked(&academy.activity(id).unwrap().1.needs).contains(question), "{id}");
    }
    // A rider of 14 months with such a diploma is not told to ride for five years.
    let rider = |facts: &str| {
        let text = format!(
            r#"{{"format":"qitu.scenario/1","start":"2026-11-30","rider":{{"role":"rider",
            "tenure":{{"rider":14}},"age":27,"education":"senior","courses":["rider-onboarding"],
            "skills":{{"order-handling":2,"exception-handling":2}},"facts":{facts}}},
            "week":{{"gap":4,"evening":4,"rest_day":6}},"goal":{{"certificate":"rider-l4"}}}}"#
        );
        let (scenario, problems) = load::scenario_for(&academy, &text);
        // That the record lacks what the course gives is told, and counts all the same.
        let told = problems.iter().filter(|p| p.severity != load::Severity::Notice);
        assert_eq!(told.count(), 0, "{problems:?}");
        let plan = solve::plan(&academy, &scenario.unwrap(), Limits::default(), &mut |_| true);
        plan.value.unwrap().weeks.0
    };
    let (without, with) = (rider("{}"), rider(r#"{"secondary-logistics":true}"#));
    assert!(with < 52 && without > 150, "{with} weeks, {without} without");
}

#[test]
fn the_other_entry_conditions_read_as_their_sources_do() {
    let academy = academy();
    let exam = &academy.activity("rider-l3").unwrap().1.offers[0];
    let routes = asked(&exam.needs);
    assert!(routes.contains("senior-class-logistics") && routes.contains("junior-title-a-year"));
    assert_eq!(fact(&academy, "supply-chain-l3", "needs").status, Status::Estimate);
    let (_, courier) = academy.activity("courier-l4").unwrap();
    assert!(courier.about.as_ref().unwrap().zh.contains("干满五年"));
    assert!(asked(&courier.needs).contains("courier-l5-three-years"));
    for id in ["drone-vlos", "drone-bvlos", "caac-vlos", "caac-bvlos", "uom-light"] {
        assert!(asked(&academy.activity(id).unwrap().1.needs).contains("own-living"), "{id}");
    }
    let (_, instructor) = academy.activity("caac-instructor").unwrap();
    assert!(asked(&instructor.needs).contains("pilot-100-hours"));
    let (_, food) = academy.activity("food-safety-manager").unwrap();
    assert!(food.about.as_ref().unwrap().zh.contains("不强制"));
    // Nothing that was only remembered is published.
    for name in SCREENS.iter().chain(&CATALOGUES) {
        walk(&value(name), name, &mut |path, v| {
            assert!(!v.as_str().unwrap_or_default().contains("凭记忆"), "{path}");
        });
    }
}

#[test]
fn the_ways_to_take_a_course_have_the_same_hours() {
    for course in &academy().courses {
        let hours: BTreeSet<u32> = course
            .offers
            .iter()
            .map(|offer| {
                let weekly: u32 = offer.load.iter().map(|part| part.hours.0).sum();
                offer.hours.map_or(offer.weeks.map_or(0, |weeks| weeks.0) * weekly, |h| h.0)
            })
            .collect();
        assert_eq!(hours.len(), 1, "{}: {hours:?}", course.id);
    }
}
