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
    assert_eq!(
        offer.load,
        [Part { hours: Hours(3), fits: vec!["rest_day".into()], session: None }]
    );
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
    let offer = &drone.offers[0];
    use OfferField::{Hours, Intakes, Place, Sessions};
    assert_eq!(offer.unknown, [Hours, Intakes, Sessions, Place], "no plan takes it");
    let said = |field: &str| offer.facts[field].note.as_ref().map(|note| note.zh.as_str());
    assert_eq!(said("hours"), Some("约30 · 夜里"), "what stands there is kept");
    assert_eq!(said("intakes"), Some("13月"));
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

/// What it takes to have done every course of a table; `None` where that cannot be.
fn took(table: &str) -> Option<Value> {
    let mut catalogue = small();
    catalogue.courses.clear();
    table::courses(&catalogue, table).add_to(&mut catalogue);
    // What riders get is what the tolerant reader keeps of the file.
    let (catalogue, _) = load::catalogue(&serde_json::to_string(&catalogue).unwrap());
    let done = ["r1", "r2", "r3"].map(|id| Need::Course { course: id.into() });
    let week = ["gap", "rest_day"].map(|slot| (slot.to_owned(), Hours(9)));
    let (start, goal) = (Date::parse("2026-11-23").unwrap(), Need::All { all: done.to_vec() });
    let scenario = Scenario { week: week.into(), ..Scenario::of(start, Rider::default(), goal) };
    let limits = qitu_solve::Limits::default();
    qitu_solve::plan(&catalogue, &scenario, limits, &mut |_| true).value
}

#[test]
fn no_cell_that_cannot_be_read_makes_a_plan_better() {
    let head = "编号,名称,总学时,周数,每周学时,时间,费用,补贴,授课方式,先修课程,开班日期,上课时间";
    let sound = [
        ["r1", "路线规划", "16", "", "4", "碎片时间", "80", "20", "线上", "", "", ""],
        [
            "r2",
            "安全骑行",
            "",
            "4",
            "8",
            "休息日",
            "1200",
            "",
            "线下",
            "r1",
            "2026-12-28",
            "周六、周日 9:00-12:00",
        ],
        [
            "r3",
            "夜骑",
            "9",
            "3",
            "",
            "碎片时间",
            "免费",
            "",
            "线上",
            "r2",
            "",
            "每周二、四晚 7:00-8:30",
        ],
    ];
    let text = |rows: &[[&str; 12]]| {
        let rows = rows.iter().map(|row| row.map(|cell| format!("\"{cell}\"")).join(","));
        format!("{head}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let before = took(&text(&sound)).unwrap();
    assert_eq!(before.fee, Yuan(1260));
    let mut harmed = 0;
    for row in 0..sound.len() {
        for column in 2..12 {
            let is_said = !sound[row][column].is_empty();
            for wrong in ["约30", "-5", "面议", "1.5", "??", "1e3", "99999999999", "周八", ""]
            {
                // A list that says no day, time or need means none.
                let is_lost = is_said && [2, 3, 4, 6].contains(&column);
                if wrong.is_empty() && !is_lost {
                    continue;
                }
                let mut rows = sound;
                rows[row][column] = wrong;
                let after = took(&text(&rows));
                let better = after.is_some_and(|after| {
                    (after.weeks, after.fee, after.hours) < (before.weeks, before.fee, before.hours)
                });
                assert!(!better, "{} column {column}: {wrong:?} {after:?}", sound[row][0]);
                harmed += usize::from(after != Some(before));
            }
        }
    }
    assert!(harmed >= 100, "{harmed}");
}

#[test]
fn what_nobody_said_of_the_fee_or_the_hours_is_unknown_and_not_nothing() {
    let imported =
        table::courses(&small(), "名称,费用,学时\n甲,,8\n乙,免费,\n丙,约 ￥300,8\n丁,0,8\n");
    let open = |at: usize| imported.courses[at].offers[0].unknown.clone();
    assert_eq!(open(0), [OfferField::Fee]);
    assert_eq!(open(1), [OfferField::Hours]);
    assert_eq!(open(2), [OfferField::Fee]);
    assert_eq!(open(3), []);
    let note = imported.courses[2].offers[0].facts["fee"].note.clone().unwrap();
    assert_eq!(note.zh, "约 ￥300");
    // The check says what to do, and that is not to make it free.
    let mut catalogue = small();
    imported.add_to(&mut catalogue);
    let told = load::check(&catalogue);
    let told: Vec<String> = told
        .iter()
        .filter(|p| p.path.contains("offers"))
        .map(|p| problem::line(Lang::En, "", p))
        .collect();
    assert!(told.iter().any(|line| line.contains("Not known: fee")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("remove the list")), "{told:?}");
}

/// The module of each course.
fn modules(rows: &str) -> Vec<String> {
    let text = format!("课程名称,类别,学时,学费\n{rows}");
    let imported = table::courses(&Catalogue::default(), &text);
    imported.courses.into_iter().map(|course| course.module.unwrap_or_default()).collect()
}

#[test]
fn merged_categories_are_filled_down_and_empty_ones_beside_written_ones_are_not() {
    let merged = "甲,安全,8,0\n乙,,8,0\n丙,配送,8,0\n丁,,8,0\n合计,,32,\n";
    assert_eq!(modules(merged), ["安全", "安全", "配送", "配送"]);
    let written = "甲,安全,8,0\n乙,安全,8,0\n丙,配送,8,0\n丁,,8,0\n";
    assert_eq!(modules(written), ["安全", "安全", "配送", ""]);
    assert_eq!(modules("甲,,8,0\n乙,安全,8,0\n丙,,8,0\n"), ["", "安全", ""]);
    let text = format!("课程名称,类别,学时,学费\n{merged}");
    let imported = table::courses(&Catalogue::default(), &text);
    let told = |p: &&load::Problem| matches!(p.kind, load::ProblemKind::FilledDown { .. });
    assert_eq!(imported.problems.iter().filter(told).count(), 1, "it is said, once");
}

#[test]
fn a_remark_that_is_a_need_is_one_and_any_other_is_asked_about() {
    let mut catalogue = small();
    let name = Text { zh: "健康证".into(), en: "Health card".into() };
    catalogue.certificates.push(Activity { id: "health".into(), name, ..Activity::default() });
    let need = |remark: &str| {
        let text = format!("编号,名称,学时,学费,备注\na,甲课,8,0,\nb,乙课,8,0,\"{remark}\"\n");
        let imported = table::courses(&catalogue, &text);
        let asked = imported.problems.iter().filter(|p| p.severity == load::Severity::Warning);
        (imported.courses[1].needs.clone(), asked.count())
    };
    let age = Need::Age { age: AgeRange { min: Some(18), max: None } };
    for (remark, wanted) in [
        ("先修：甲课", Need::Course { course: "a".into() }),
        ("满18岁", age.clone()),
        ("高中及以上学历", Need::Education { education: Education::Senior }),
        ("持健康证", Need::Certificate { certificate: "health".into(), held_months: 0 }),
        ("满18岁；先修：甲课", Need::All { all: vec![age, Need::Course { course: "a".into() }] }),
    ] {
        assert_eq!(need(remark), (wanted, 0), "{remark}");
    }
    for remark in ["名额30人", "先修：别处的课", "持驾驶证", "骑手满半年优先"]
    {
        assert_eq!(need(remark), (Need::All { all: Vec::new() }, 1), "{remark}");
    }
}

#[test]
fn the_share_of_practice_and_months_are_read_where_they_are_sure() {
    let text =
        "名称,学时,周数,学费\n甲,48课时（含实操24）,,800元/人（会员640）\n乙,40,3个月,1.2万\n";
    let imported = table::courses(&Catalogue::default(), text);
    let offer = |at: usize| &imported.courses[at].offers[0];
    assert_eq!((offer(0).hours, offer(0).hands_on), (Some(Hours(48)), Some(50)));
    assert_eq!(offer(0).fee, Yuan(800), "whoever is no member pays the whole");
    assert_eq!((offer(1).weeks, offer(1).fee), (Some(Weeks(13)), Yuan(12_000)));
    assert_eq!(imported.problems, []);
}

#[test]
fn a_second_edition_says_what_is_new_changed_the_same_and_gone() {
    let mut catalogue = Catalogue::default();
    let first = "序号,课程名称,学时,学费\n1,安全骑行,8,0\n2,客户沟通课,6,0\n3,急救,4,0\n";
    table::courses(&catalogue, first).add_to(&mut catalogue);
    let second =
        "序号,课程名称,学时,学费\n1,新开的急救课,16,300\n2,安全骑行,8,0\n3,客户沟通课,6,20\n";
    let difference = table::courses(&catalogue, second).difference(&catalogue);
    let ids = |words: &str| vec![words.to_owned()];
    assert_eq!(difference.new, ids("新开的急救课"));
    assert_eq!(difference.same, ids("安全骑行"), "by its name, not by the row it stands in");
    assert_eq!(difference.changed, ids("客户沟通课"));
    assert_eq!(difference.gone, ids("急救"));
}

#[test]
fn a_head_of_two_rows_is_read_as_one() {
    let plain = "序号,课程名称,教学安排,,备注\n,,学时,学费,\n1,甲课,8,0,\n2,乙课,16,300,满18岁\n";
    let merged = "序号,课程名称,教学安排,教学安排,核价\n序号,课程名称,学时,学费,\n1,甲课,8,0,\n2,乙课,16,300,5\n";
    for text in [plain, merged] {
        let imported = table::courses(&Catalogue::default(), text);
        let read: Vec<_> = imported
            .courses
            .iter()
            .map(|course| (course.name.zh.as_str(), course.offers[0].hours, course.offers[0].fee))
            .collect();
        let wanted = [("甲课", Some(Hours(8)), Yuan(0)), ("乙课", Some(Hours(16)), Yuan(300))];
        assert_eq!(read, wanted, "{text}");
    }
    let imported = table::courses(&Catalogue::default(), merged);
    let asked: Vec<_> = imported.questions.iter().filter_map(|question| question.found()).collect();
    assert_eq!(asked, ["核价"], "a heading of the upper row alone");
    // A course is no heading.
    let single = "课程名称,学时\n学费,8\n";
    let imported = table::courses(&Catalogue::default(), single);
    assert_eq!(imported.courses.len(), 1);
}

#[test]
fn one_answer_is_for_all_days_and_one_for_all_subsidies() {
    let mut text = String::from("课程名称,学时,学费\n");
    for row in 1..=6 {
        writeln!(text, "课{row},{row}天,\"政府补贴，自付{row}00\"").unwrap();
    }
    let known = Catalogue::default();
    let asked = |imported: &table::Imported| {
        let asked = imported.questions.iter().filter(|q| q.severity == load::Severity::Error);
        asked.filter_map(|q| q.found().map(str::to_owned)).collect::<Vec<_>>()
    };
    let imported = table::courses(&known, &text);
    assert_eq!(asked(&imported), ["…天", "政府补贴，自付…"]);
    let both = [OfferField::Fee, OfferField::Hours];
    assert!(imported.courses.iter().all(|course| course.offers[0].unknown.len() == both.len()));
    let mut answers = Vec::new();
    for (column, found, means) in
        [("学时", "…天", Some("8")), ("学费", "政府补贴，自付…", Some("自付"))]
    {
        let means = means.map(str::to_owned);
        let (column, found) = (column.to_owned(), found.to_owned());
        table::give(&mut answers, table::Answer { column, found, means });
    }
    let imported = table::courses_answered(&known, &text, &answers);
    assert_eq!(asked(&imported), Vec::<String>::new());
    let offer = &imported.courses[2].offers[0];
    assert_eq!((offer.hours, offer.fee), (Some(Hours(24)), Yuan(300)));
    assert_eq!(offer.facts["fee"].note.as_ref().unwrap().zh, "政府补贴，自付300");
    // What the answer says wrongly is asked about again, and left unknown where nobody knows.
    answers[1].means = Some("也许".to_owned());
    let imported = table::courses_answered(&known, &text, &answers);
    assert_eq!(asked(&imported), ["也许"]);
    answers[1].means = None;
    let imported = table::courses_answered(&known, &text, &answers);
    assert_eq!(asked(&imported), Vec::<String>::new());
    assert_eq!(imported.courses[0].offers[0].unknown, [OfferField::Fee]);
}

#[test]
fn a_formula_without_a_value_says_nothing_and_is_told() {
    let text =
        "课程名称,类别,学时,学费,先修\n甲课,#REF!,8,0,\n#N/A,安全,8,0,\n乙课,安全,#DIV/0!,0,#N/A\n";
    let imported = table::courses(&Catalogue::default(), text);
    let names: Vec<&str> = imported.courses.iter().map(|course| course.name.zh.as_str()).collect();
    assert_eq!(names, ["甲课", "乙课"]);
    assert_eq!(imported.courses[0].module, None);
    assert_eq!(imported.courses[1].offers[0].unknown, [OfferField::Hours]);
    assert_ne!(imported.courses[1].needs, Need::All { all: Vec::new() }, "it is still needed");
    let errors = imported.problems.iter().filter(|p| p.severity == load::Severity::Error);
    let lines: Vec<u32> = errors.map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 3, 4, 4]);
}

#[test]
fn cells_alike_are_one_question_with_all_their_lines() {
    let mut text = String::from("课程名称,学时,学费,开班时间,备注,主讲教师\n");
    for row in 0..400 {
        let hours = if row % 2 == 0 { "5天" } else { "8" };
        let fee = if row % 5 == 0 { "面议" } else { "300元" };
        let remark = if row % 4 == 0 { "名额30人" } else { "满18岁" };
        writeln!(text, "课{row},{hours},{fee},滚动开班,{remark},王老师").unwrap();
    }
    let imported = table::courses(&Catalogue::default(), &text);
    let asked: Vec<(&str, usize)> = imported
        .questions
        .iter()
        .map(|question| (question.column.as_str(), question.lines.len()))
        .collect();
    assert_eq!(
        asked,
        [("学时", 200), ("学费", 80), ("开班时间", 400), ("备注", 100), ("主讲教师", 1)]
    );
    assert_eq!(imported.questions[1].lines[..3], [2, 7, 12]);
    // The list of problems has an end, the questions have none left out.
    let listed = imported.problems.iter().any(|p| matches!(p.kind, load::ProblemKind::More { .. }));
    assert!(listed || imported.problems.len() <= 1_001);
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
