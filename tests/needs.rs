//! Needs in words: what the program writes is read back as the same, what can mean two things is
//! asked about, and one answer reads all cells alike. The same of days, money, hours and class times.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::load::{self, table};
use qitu_model::*;
use random::Dice;

/// Names as people give them: with marks, joints and brackets in them, one after another too.
fn named_oddly() -> Catalogue {
    let activity = |id: &str, zh: &str, en: &str| Activity {
        id: id.into(),
        name: Text { zh: zh.into(), en: en.into() },
        ..Activity::default()
    };
    let courses = vec![
        activity("a", "甲", "Riding"),
        activity("b", "食品安全、急救入门", "Food safety, first aid"),
        activity("c", "跑单或骑行", "Orders or riding"),
        activity("d", "站务（一）", "Station (I)"),
        activity("e", "团队领导与激励", "Cost and budget"),
        activity("f", "车辆；设备", "Vehicle; gear"),
        activity("g", "食品安全", "Food safety"),
        activity("h", "急救入门", "first aid"),
        activity("i", "甲、跑单", "Riding, orders"),
        activity("k", "《说明》怎么写", "1）First"),
    ];
    let certificates =
        vec![activity("health", "健康证", "Health card"), activity("x1", "甲", "Riding")];
    let roles =
        vec![activity("rider", "骑手", "Rider"), activity("full", "满勤组长", "Lead for riders")];
    let skill = |id: &str, zh: &str, en: &str| Skill {
        id: id.into(),
        name: Text { zh: zh.into(), en: en.into() },
        ..Skill::default()
    };
    let skills = vec![
        skill("route", "路线规划", "Route planning"),
        skill("excel", "Excel 2", "Excel level"),
        skill("safe", "食品安全", "Food safety"),
    ];
    Catalogue { courses, certificates, roles, skills, ..Catalogue::default() }
}

fn any_need(dice: &mut Dice, catalogue: &Catalogue, depth: u32) -> Need {
    let parts = |dice: &mut Dice, least: u32| {
        let count = dice.between(least, 4);
        (0..count).map(|_| any_need(dice, catalogue, depth - 1)).collect::<Vec<_>>()
    };
    let months = |dice: &mut Dice| dice.between(1, 40);
    match dice.between(0, if depth == 0 { 7 } else { 13 }) {
        0 | 1 => Need::Course { course: dice.pick(&catalogue.courses).id.clone() },
        2 => {
            let held_months = if dice.chance(50) { months(dice) } else { 0 };
            let certificate = dice.pick(&catalogue.certificates).id.clone();
            Need::Certificate { certificate, held_months }
        }
        3 => Need::Role { role: dice.pick(&catalogue.roles).id.clone() },
        4 => Need::Tenure {
            tenure: dice.pick(&catalogue.roles).id.clone(),
            months: dice.between(0, 40),
        },
        5 => Need::Age {
            age: match dice.between(0, 2) {
                0 => AgeRange { min: Some(dice.between(0, 70)), max: None },
                1 => AgeRange { min: None, max: Some(dice.between(0, 70)) },
                _ => AgeRange { min: Some(dice.between(0, 30)), max: Some(dice.between(30, 99)) },
            },
        },
        6 => Need::Education { education: *dice.pick(&Education::ALL) },
        7 => Need::Skill {
            skill: dice.pick(&catalogue.skills).id.clone(),
            level: dice.between(1, 12),
        },
        8 | 9 => Need::Any { any: parts(dice, 2) },
        10 | 11 => {
            let of = parts(dice, 1);
            Need::AtLeast { at_least: dice.between(1, of.len() as u32), of }
        }
        12 => Need::All { all: parts(dice, 2) },
        _ => Need::All { all: Vec::new() },
    }
}

#[test]
fn a_need_is_read_as_it_is_written() {
    let catalogue = named_oddly();
    let grammar = table::Grammar::of(&catalogue);
    let mut longest = 0;
    for seed in 0..6_000 {
        let mut dice = Dice::new(seed);
        let depth = dice.between(0, 3);
        let need = any_need(&mut dice, &catalogue, depth);
        for lang in [Lang::Zh, Lang::En] {
            let words = grammar.write(lang, &need);
            let words = words.unwrap_or_else(|| panic!("{seed}: no words for {need:?}"));
            assert_eq!(grammar.read(&words).as_ref(), Some(&need), "{seed}: {words}");
            longest = longest.max(words.len());
            // In the cell of a table too.
            let cell = words.replace('"', "\"\"");
            let text = format!("编号,名称,学时,学费,先修课程\nnew,新课,8,0,\"{cell}\"\n");
            let imported = table::courses(&catalogue, &text);
            assert_eq!(imported.courses[0].needs, need, "{seed}: {words}");
            assert_eq!(imported.problems, [], "{seed}: {words}");
        }
    }
    assert!(longest > 300, "{longest}");
}

#[test]
fn what_the_words_cannot_say_is_not_written() {
    let catalogue = named_oddly();
    let grammar = table::Grammar::of(&catalogue);
    let course = |id: &str| Need::Course { course: id.into() };
    for need in [
        Need::Any { any: Vec::new() },
        Need::AtLeast { at_least: 3, of: vec![course("a"), course("b")] },
        Need::AtLeast { at_least: 0, of: vec![course("a")] },
        Need::Age { age: AgeRange::default() },
        Need::Fact { fact: "driving".into(), ask: None },
        course("nobody has it"),
    ] {
        assert_eq!(grammar.write(Lang::Zh, &need), None, "{need:?}");
        assert_eq!(grammar.write(Lang::En, &need), None, "{need:?}");
    }
    // A branch of one part is its part.
    let one = Need::All { all: vec![Need::Any { any: vec![course("g")] }] };
    assert_eq!(grammar.write(Lang::Zh, &one).as_deref(), Some("食品安全"));
}

#[test]
fn every_need_of_the_academy_has_words_that_read_back() {
    let text = include_str!("../public/catalogue/modern-rider-academy.json");
    let catalogue = load::catalogue(text).0;
    let grammar = table::Grammar::of(&catalogue);
    let mut written = 0;
    for (_, activity) in catalogue.activities() {
        let mut asks = false;
        activity.needs.walk(&mut |need| asks |= matches!(need, Need::Fact { .. }));
        for lang in [Lang::Zh, Lang::En] {
            let words = grammar.write(lang, &activity.needs);
            // Only a question to the rider has no words in a cell.
            assert_eq!(words.is_none(), asks, "{}: {:?}", activity.id, activity.needs);
            written += usize::from(words.is_some());
        }
    }
    assert!(written > 200, "{written}");
}

#[test]
fn choices_brackets_and_joints_are_read_where_they_can_mean_one_thing() {
    let catalogue = named_oddly();
    let grammar = table::Grammar::of(&catalogue);
    let course = |id: &str| Need::Course { course: id.into() };
    let health = || Need::Certificate { certificate: "health".into(), held_months: 0 };
    let served = |months| Need::Tenure { tenure: "rider".into(), months };
    let two =
        |at_least| Need::AtLeast { at_least, of: vec![course("g"), course("h"), course("d")] };
    let age = |min, max| Need::Age { age: AgeRange { min, max } };
    let skill = |level| Need::Skill { skill: "route".into(), level };
    let any = |any: &[Need]| Need::Any { any: any.to_vec() };
    let all = |all: &[Need]| Need::All { all: all.to_vec() };
    for (cell, wanted) in [
        (
            "骑手满6个月；路线规划2级；（健康证 或 站务（一））；18到60岁；高中及以上",
            all(&[
                served(6),
                skill(2),
                any(&[health(), course("d")]),
                age(Some(18), Some(60)),
                Need::Education { education: Education::Senior },
            ]),
        ),
        ("食品安全，急救入门，站务（一）任选两门", two(2)),
        ("《食品安全》、《急救入门》和《站务（一）》任选2门", two(2)),
        ("《食品安全》、《急救入门》、站务（一）三门中任选两门", two(2)),
        (
            "站务（一）、甲（二选一）",
            Need::AtLeast { at_least: 1, of: vec![course("d"), course("a")] },
        ),
        ("站务（一）、甲三选一", Need::default()),
        ("甲、站务（一）之一", Need::AtLeast { at_least: 1, of: vec![course("a"), course("d")] }),
        ("站务（一）和甲", all(&[course("d"), course("a")])),
        ("站务（一）、甲及健康证", all(&[course("d"), course("a"), health()])),
        ("甲 and Station (I)", all(&[course("a"), course("d")])),
        ("路线规划二级以上", skill(2)),
        ("Route planning level 3", skill(3)),
        ("骑手满一年半", served(18)),
        ("做骑手满半年", served(6)),
        ("持有健康证满一年", Need::Certificate { certificate: "health".into(), held_months: 12 }),
        ("须持健康证", health()),
        ("满十八周岁", age(Some(18), None)),
        ("不超过60岁", age(None, Some(60))),
        ("年龄18～60周岁", age(Some(18), Some(60))),
        ("高中或中专以上", Need::Education { education: Education::Senior }),
        ("初中毕业及以上", Need::Education { education: Education::Junior }),
    ] {
        let read = grammar.read(cell);
        if wanted == Need::default() {
            assert_eq!(read, None, "{cell}");
        } else {
            assert_eq!(read, Some(wanted), "{cell}");
        }
    }
    // What can mean two things, or holds a word that nobody knows, is no need.
    for cell in [
        "健康证，食品安全、急救入门任选一门",
        "满18岁、站务（一）任选一项",
        "健康证、站务（一）任选一门",
        "站务（一）、甲任选三门",
        "站务（一）、甲任选零门",
        "a, b or d",
        "甲、乙或丁",
        "（甲",
        "甲）或（健康证",
        "60岁以下",
        "骑手满半年优先",
        "站务（一）和甲优先",
        "((((((((((甲))))))))))",
    ] {
        assert_eq!(grammar.read(cell), None, "{cell}");
    }
    let deep = "（".repeat(100_000);
    assert_eq!(grammar.read(&deep), None);
}

/// A row of a table, with its cells in quotes.
fn row(cells: &[&str]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
    quoted.join(",") + "\n"
}

#[test]
fn days_money_hours_and_class_times_are_read_as_the_program_writes_them() {
    use qitu_engine::text::{format, names};
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let lang = *dice.pick(&[Lang::Zh, Lang::En]);
        let first = Date::parse("2026-12-01").unwrap();
        let day = first.plus_days(dice.between(0, 9_000) as i32);
        let day_words = match dice.between(0, 1) {
            0 => day.to_string(),
            _ => format::day(Lang::Zh, day),
        };
        let fee = i64::from(dice.between(0, 3_000_000));
        let (hours, weeks) = (dice.between(1, 3_000), dice.between(1, 400));
        let mut spans: Vec<Span> = (0..dice.between(1, 4))
            .map(|_| {
                let from = dice.between(0, 1_400) as u16;
                let to = from + dice.between(1, 1_440 - u32::from(from)) as u16;
                Span { day: *dice.pick(&Weekday::ALL), from, to }
            })
            .collect();
        spans.sort_unstable();
        spans.dedup();
        let times: Vec<String> = spans.iter().map(|span| names::span(lang, *span)).collect();
        let head = row(&["名称", "总学时", "周数", "学费", "开班日期", "上课时间"]);
        let text = head
            + &row(&[
                "课",
                &format::hours(lang, hours.into()),
                &format::weeks(lang, weeks),
                &format::yuan(fee),
                &day_words,
                &times.join(if lang == Lang::Zh { "、" } else { ", " }),
            ]);
        let imported = table::courses(&Catalogue::default(), &text);
        assert_eq!(imported.problems, [], "{text}");
        let offer = &imported.courses[0].offers[0];
        assert_eq!((offer.fee, offer.weeks), (Yuan(fee), Some(Weeks(weeks))), "{text}");
        assert_eq!(offer.load[0].hours, Hours(hours.div_ceil(weeks)), "{text}");
        assert_eq!(offer.intakes, Some(Intakes::Dates(vec![day])), "{text}");
        assert_eq!(offer.sessions, spans, "{text}");
    }
}

#[test]
fn one_answer_reads_all_cells_alike_and_what_stays_unknown_makes_nothing_easier() {
    let catalogue = named_oddly();
    let text = "课程名称,学时,学费,开班日期,空闲时间,先修课程,备注,主讲,教学费\n\
        一,5天,面议,滚动开班,夜里,天书,名额30人,王,5\n\
        二,5天,300,滚动开班,晚间,天书、健康证,名额30人,李,6\n\
        三,8,面议,2026-12-07,夜里,,带本子,王,7\n";
    let before = table::courses(&catalogue, text);
    let mut answers = Vec::new();
    let say = |answers: &mut Vec<table::Answer>, found: &str, means: Option<&str>| {
        let question = before.questions.iter().find(|q| q.found() == Some(found));
        let column = question.map_or_else(|| "学时".to_owned(), |question| question.column.clone());
        let means = means.map(str::to_owned);
        table::give(answers, table::Answer { column, found: found.into(), means });
    };
    say(&mut answers, "5天", Some("四十天"));
    say(&mut answers, "面议", None);
    say(&mut answers, "滚动开班", Some("随时"));
    say(&mut answers, "夜里", Some("晚间、休息日"));
    say(&mut answers, "天书", Some("站务（一） 或 甲"));
    say(&mut answers, "名额30人", None);
    say(&mut answers, "带本子", Some("满18岁"));
    say(&mut answers, "主讲", None);
    say(&mut answers, "教学费", Some("补贴"));
    let imported = table::courses_answered(&catalogue, text, &answers);
    // An answer that is not understood is asked about again, and answered again.
    let asked = |imported: &table::Imported| -> Vec<String> {
        imported.questions.iter().filter_map(|q| q.found().map(str::to_owned)).collect()
    };
    assert_eq!(asked(&imported), ["四十天"]);
    say(&mut answers, "四十天", Some("40"));
    let imported = table::courses_answered(&catalogue, text, &answers);
    assert_eq!(asked(&imported), [""; 0]);
    let offer = |at: usize| &imported.courses[at].offers[0];
    assert_eq!([0, 1, 2].map(|at| offer(at).hours), [40, 40, 8].map(|h| Some(Hours(h))));
    assert_eq!([0, 1, 2].map(|at| offer(at).subsidy), [5, 6, 7].map(Yuan));
    assert_eq!(offer(0).unknown, [OfferField::Fee], "what nobody said is not free");
    assert_eq!((offer(1).fee, offer(1).unknown.len()), (Yuan(300), 0));
    assert_eq!((&offer(0).intakes, offer(0).fits.len()), (&None, 2));
    let one = |id: &str| Need::Course { course: id.into() };
    let either = Need::Any { any: vec![one("d"), one("a")] };
    let health = Need::Certificate { certificate: "health".into(), held_months: 0 };
    assert_eq!(imported.courses[0].needs, either);
    assert_eq!(imported.courses[1].needs, Need::All { all: vec![either, health] });
    let age = AgeRange { min: Some(18), max: None };
    assert_eq!(imported.courses[2].needs, Need::Age { age });
    // Without its answers the table is as before.
    assert_eq!(table::courses(&catalogue, text), before);
}
