//! What the sources hold for riders has its place, what was corrected in a word stays corrected, and
//! the document that tells of it names tests that exist.

use super::claims::{entry, words};
use super::{academy, ids, value};
use qitu_engine::text::ui;
use qitu_model::{Date, Fact, Lang, Status};
use std::path::Path;

#[test]
fn what_the_documents_hold_for_riders_has_its_place() {
    let (evidence, cover, academy) = (value("evidence"), value("cover"), academy());
    for (id, topic) in [
        ("illness-without-cover", "cover"),
        ("medical-away-from-home", "cover"),
        ("what-cover-leaves-open", "cover"),
        ("platform-workers", "cover"),
        ("who-may-join", "academy"),
        ("what-a-certificate-is-for", "academy"),
        ("three-tiers", "academy"),
        ("academy-formats", "academy"),
        ("vocational-bachelor", "degree"),
        ("credit-between-schools", "degree"),
        ("places-for-rural-workers", "degree"),
        ("eight-levels", "technical-lane"),
        ("recognised-in-every-province", "technical-lane"),
        ("listed-occupation", "technical-lane"),
        ("two-lanes", "technical-lane"),
        ("skilled-wanted", "technical-lane"),
        ("skilled-in-guangzhou", "technical-lane"),
        ("voice-forty", "drone"),
        ("voice-young", "promotion"),
        ("riding-for-now", "promotion"),
        ("gaps-elsewhere", "study"),
        ("part-time-pay", "pay"),
        ("contest-money", "contest"),
    ] {
        let card = entry(&evidence, "cards", id);
        assert_eq!(card["topic"], topic, "{id}");
        assert!(!card["caveat"]["zh"].as_str().unwrap().is_empty(), "{id}");
    }
    assert!(words(entry(&cover, "layers", "rural-medical")).contains("异地就医备案"));
    assert!(words(entry(&cover, "layers", "employee")).contains("断缴"));
    let schools = words(&value("institutions"));
    for said in [
        "71583",
        "148 所",
        "1750 多人",
        "招生就是招工",
        "56 家",
        "西工学堂",
        "5700 多个岗位",
        "约 2500 人",
    ] {
        assert!(schools.contains(said), "{said}");
    }
    assert!(words(&value("outlook-cities")).contains("9.3%"));
    assert!(ui::record::words(Lang::Zh).bars_ours.contains("职业学校"));
    let use_of: Vec<&Fact> =
        academy.certificates.iter().filter_map(|one| one.facts.get("use")).collect();
    assert!(use_of.len() >= 14 && use_of.iter().all(|fact| fact.status == Status::Stated));
    assert!(academy.certificates.iter().any(|one| one.facts.contains_key("rank")));
    let date = Date::parse("2026-11-29").unwrap();
    assert!(use_of.iter().all(|fact| !fact.is_over(date)));
}

#[test]
fn what_was_corrected_in_a_word_stays_so() {
    let academy = academy();
    let news = |role: &str| {
        let (_, role) = academy.activity(role).unwrap();
        let said = role.outlook.iter().map(|one| one.text.zh.as_str());
        said.collect::<Vec<_>>().join("\n")
    };
    assert!(news("drone-pilot").contains("有一位只拿四千左右"));
    assert!(!news("drone-pilot").contains("不少人"));
    assert!(news("city-manager").contains("美团"));
    for city in value("outlook-cities")["cities"].as_array().unwrap() {
        let text = city["text"]["zh"].as_str().unwrap();
        let named = text.contains("广东省 2024 年的行动方案");
        assert!(named || ids(city, "roles") == ["rider"], "{text}");
    }
    let flags = value("flags");
    let origin = words(&flags["origin"]);
    assert!(origin.contains("毕业去向落实率") && !origin.contains("就业率"));
    assert!(words(entry(&flags, "rules", "two-of-five")).contains("是我们自己的"));
    let scheme = words(entry(&value("subsidies"), "subsidies", "dream-scheme"));
    assert!(scheme.contains("2018 年的报道") && scheme.contains("还看年龄"));
    let pay = academy.activity("rider").unwrap().1.pay.as_ref().unwrap();
    assert_eq!((pay.low.0, pay.high.0), (6949, 10201));
    assert!(ui::studio::words(Lang::Zh).seen.contains("这台设备"));
    assert_eq!(ui::season::words(Lang::Zh).off_season, "节后淡季");
}

#[test]
fn the_document_of_facts_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    for folder in ["tests", "tests/data", "src/app/state", "crates/cli/tests"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|end| end == "rs") {
                sources.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let text = std::fs::read_to_string(root.join("docs/facts.md")).unwrap();
    let quoted = text.split('`').skip(1).step_by(2);
    let tests: Vec<&str> = quoted.filter(|word| word.matches('_').count() > 3).collect();
    assert!(tests.len() > 40, "{}", tests.len());
    for test in tests {
        assert!(sources.contains(&format!("fn {test}()")), "{test}");
    }
    // Every finding of the three tables has what holds it.
    for row in text.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 4)
    {
        let held = row.rsplit('|').nth(1).unwrap().trim();
        assert!(held == "held by" || held.contains('`'), "{row}");
    }
}
