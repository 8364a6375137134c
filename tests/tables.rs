//! A thousand tables as people write them: titles above, headings spread out, any separator, line end
//! and encoding, sums and notes below, marks that nobody sees. Each cell is read, or asked about;
//! none is silently wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::load::{self, Problem, ProblemKind, Severity, table};
use qitu_model::*;
use random::Dice;

const TABLES: u64 = 1_000;

/// A cell: what is written, and what it must be read as; none where it must be asked about.
struct Cell<T> {
    text: String,
    means: Option<T>,
}

impl<T> Cell<T> {
    fn of(text: impl Into<String>, means: Option<T>) -> Self {
        Self { text: text.into(), means }
    }
}

/// One course as it is written, and as it is.
struct Course {
    code: String,
    name: String,
    hours: Cell<u32>,
    fee: Cell<i64>,
    intakes: Cell<Option<Date>>,
    needs: Cell<Need>,
}

fn wide(number: u32) -> String {
    let shift = |c: char| char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap();
    number.to_string().chars().map(shift).collect()
}

fn hours(dice: &mut Dice) -> Cell<u32> {
    let n = dice.between(1, 99);
    match dice.between(0, 13) {
        0 => Cell::of(format!("{n}学时"), Some(n)),
        1 => Cell::of(format!("{n} 课时"), Some(n)),
        2 => Cell::of(wide(n), Some(n)),
        3 => Cell::of(format!("{n}.0"), Some(n)),
        4 => Cell::of(format!(" {n}\u{a0}小时"), Some(n)),
        5 => Cell::of(format!("约{n}"), None),
        6 => Cell::of(format!("{n}~{}", n + 4), None),
        7 => Cell::of(format!("{n}.5"), None),
        8 => Cell::of(format!("{n},5"), None),
        9 => Cell::of(["几十", "？", "2天", "待定", "-8", "十六到二十"][n as usize % 6], None),
        10 => Cell::of(format!("{n}课时（含实操{}）", n / 2), Some(n)),
        11 => Cell::of(["十六", "十六学时", "一十六课时"][n as usize % 3], Some(16)),
        12 => Cell::of(format!("{n}（含实操{}）", n + 1), None),
        _ => Cell::of(n.to_string(), Some(n)),
    }
}

fn fee(dice: &mut Dice) -> Cell<i64> {
    let n = i64::from(dice.between(1, 9));
    match dice.between(0, 14) {
        0 => Cell::of(format!("¥{n},200"), Some(n * 1000 + 200)),
        1 => Cell::of(format!("{n}00元"), Some(n * 100)),
        2 => Cell::of(format!("￥{n}00.00"), Some(n * 100)),
        3 => Cell::of(["免费", "0", "0元", "free"][n as usize % 4], Some(0)),
        4 => Cell::of(format!("{n},200.00"), Some(n * 1000 + 200)),
        5 => Cell::of(["面议", "—", "-", "", "/"][n as usize % 5], None),
        6 => Cell::of(format!("{n}.2万"), Some(n * 10_000 + 2_000)),
        10 => Cell::of(format!("{n}00元/人（会员{n}0）"), Some(n * 100)),
        11 => Cell::of(format!("{n}万元"), Some(n * 10_000)),
        12 => Cell::of(format!("政府补贴，自付{n}0"), None),
        13 => Cell::of(format!("{n}00元（考证另收）"), None),
        7 => Cell::of(format!("{n}00元/期"), None),
        8 => Cell::of(format!("{n}00.50"), None),
        9 => Cell::of(format!("{n},20"), None),
        _ => Cell::of((n * 50).to_string(), Some(n * 50)),
    }
}

fn intakes(dice: &mut Dice) -> Cell<Option<Date>> {
    let day = Date::parse("2026-12-01").unwrap().plus_days(dice.between(0, 700) as i32);
    let (y, m, d) = day.ymd();
    let read = |text: String| Cell::of(text, Some(Some(day)));
    match dice.between(0, 13) {
        0 => read(format!("{y}/{m}/{d}")),
        1 => read(format!("{y}.{m}.{d}")),
        2 => read(format!("{y}年{m}月{d}日")),
        3 => read(format!("{day} 00:00:00")),
        4 => read(format!("{y:04}{m:02}{d:02}")),
        5 => read(day.days_since(Date::parse("1899-12-30").unwrap()).to_string()),
        6 => read(format!("{y} 年 {m} 月 {d} 日")),
        7 => Cell::of("", Some(None)),
        8 => Cell::of(format!("{m}/{d}/{y}"), None),
        9 => Cell::of(format!("{m}月{d}日"), None),
        10 => Cell::of(format!("{y}年{m}月中旬"), None),
        11 => Cell::of(
            ["滚动开班", "满20人开班", "2026-13-40", "每月第一个周六"][d as usize % 4],
            None,
        ),
        _ => read(day.to_string()),
    }
}

fn needs(dice: &mut Dice, before: &[(String, String)]) -> Cell<Need> {
    let none = || Need::All { all: Vec::new() };
    let course = |(code, _): &(String, String)| Need::Course { course: code.clone() };
    let any = (!before.is_empty()).then(|| dice.pick(before).clone());
    let age = AgeRange { min: Some(18), max: None };
    match (dice.between(0, 7), any) {
        (0, Some(one)) => Cell::of(one.1.clone(), Some(course(&one))),
        (1, Some(one)) => {
            let other = dice.pick(before).clone();
            let any = Need::Any { any: vec![course(&one), course(&other)] };
            Cell::of(format!("{}或{}", one.1, other.1), Some(any))
        }
        (2, Some(one)) => {
            let all = vec![Need::Age { age }, course(&one)];
            Cell::of(format!("满18岁、{}", one.1), Some(Need::All { all }))
        }
        (3, _) => {
            let education = Education::Senior;
            Cell::of("高中及以上学历", Some(Need::Education { education }))
        }
        (4, _) => Cell::of("别处的课", None),
        (5, _) => Cell::of("无", Some(none())),
        _ => Cell::of("", Some(none())),
    }
}

fn rows(dice: &mut Dice) -> Vec<Course> {
    let mut known: Vec<(String, String)> = Vec::new();
    let mut rows = Vec::new();
    for at in 0..dice.between(2, 12) {
        let word = dice.pick(&["骑行", "食品安全、急救", "Excel, 表格", "站务（一）", "沟通/复盘"]);
        let (code, name) = (format!("QS-{at:03}"), format!("{word}第{at}课"));
        let course = Course {
            code: code.clone(),
            name: name.clone(),
            hours: hours(dice),
            fee: fee(dice),
            intakes: intakes(dice),
            needs: needs(dice, &known),
        };
        known.push((code, name));
        rows.push(course);
    }
    rows
}

/// A cell as a spreadsheet program writes it, with what nobody sees.
fn quoted(dice: &mut Dice, separator: &str, cell: &str) -> String {
    let mut cell = cell.to_owned();
    if dice.between(0, 9) == 0 {
        let mark = *dice.pick(&["\u{200b}", "\u{feff}", "\u{200e}", "\u{202c}", "\u{2060}"]);
        if dice.between(0, 1) == 0 { cell.push_str(mark) } else { cell.insert_str(0, mark) }
    }
    if cell.contains(separator) || cell.contains(['"', '\n']) || dice.between(0, 7) == 0 {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// The whole table, and how many rows stand above the first course.
fn write(dice: &mut Dice, courses: &[Course]) -> String {
    let separator = *dice.pick(&[",", ",", "\t", ";"]);
    let end = *dice.pick(&["\n", "\r\n", "\r"]);
    let heads: [&[&str]; 7] = [
        &["序号", "No."],
        &["课程编号", "编号", "代码"],
        &["课程名称", "课 程 名 称", "名称", "课　程"],
        &["学时", "学　时", "总学时（小时）"],
        &["学费", "费用(元)", "收费"],
        &["开班日期", "开课日期", "开班时间"],
        &["先修课程", "要求", "条件"],
    ];
    let mut order: Vec<usize> = (0..heads.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, dice.between(0, at as u32) as usize);
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    let padded = |words: &[&str]| {
        let mut cells: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        cells.resize(order.len(), String::new());
        cells
    };
    if dice.between(0, 2) == 0 {
        lines.push(padded(&["现代骑手学院2026年秋季课程一览表"]));
        if dice.between(0, 1) == 0 {
            lines.push(padded(&["填表单位：培训部", "", "填表日期：2026-11-20"]));
            lines.push(padded(&[]));
        }
    }
    let head: Vec<String> = order.iter().map(|at| (*dice.pick(heads[*at])).to_owned()).collect();
    lines.push(head.clone());
    for (at, course) in courses.iter().enumerate() {
        if at > 0 && dice.between(0, 30) == 0 {
            lines.push(head.clone());
        }
        let cells = [
            (at + 1).to_string(),
            course.code.clone(),
            course.name.clone(),
            course.hours.text.clone(),
            course.fee.text.clone(),
            course.intakes.text.clone(),
            course.needs.text.clone(),
        ];
        lines.push(order.iter().map(|at| cells[*at].clone()).collect());
        if dice.between(0, 9) == 0 {
            lines.push(padded(&[]));
        }
    }
    if dice.between(0, 1) == 0 {
        // In the first column or below the names.
        let mut cells = vec![String::new(); order.len()];
        let name = order.iter().position(|at| *at == 2).unwrap();
        let place = if dice.between(0, 1) == 0 { 0 } else { name };
        cells[place] = (*dice.pick(&["合计", "合 计", "总计：", "小计（3门）"])).to_owned();
        let number = order.iter().position(|at| *at == 3).unwrap();
        if number != place {
            cells[number] = "240".to_owned();
        }
        lines.push(cells);
    }
    if dice.between(0, 1) == 0 {
        lines.push(padded(&["注：以上课程工会会员免费，开班以通知为准。"]));
    }
    let mut text = String::new();
    if dice.between(0, 9) == 0 {
        text = format!("sep={separator}{end}");
    }
    for line in lines {
        let cells: Vec<String> = line.iter().map(|cell| quoted(dice, separator, cell)).collect();
        text.push_str(&cells.join(separator));
        text.push_str(end);
    }
    text
}

/// The bytes of a file in one of the encodings that are read.
fn encoded(dice: &mut Dice, text: &str) -> Vec<u8> {
    match dice.between(0, 3) {
        0 => [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
        1 => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        _ => text.as_bytes().to_vec(),
    }
}

#[derive(Default)]
struct Count {
    right: usize,
    asked: usize,
}

impl Count {
    /// Holds a cell to what it means: read as that, or told of where nobody can know.
    fn cell<T: PartialEq + std::fmt::Debug>(&mut self, cell: &Cell<T>, read: &T, told: bool) {
        match &cell.means {
            Some(means) => {
                assert_eq!(read, means, "{:?}", cell.text);
                assert!(!told, "{:?} is read and told of", cell.text);
                self.right += 1;
            }
            None => {
                assert!(told, "{:?} is silently {read:?}", cell.text);
                self.asked += 1;
            }
        }
    }
}

fn check(courses: &[Course], imported: &table::Imported, count: &mut Count) {
    let errors = |p: &&Problem| p.severity == Severity::Error;
    for (course, read) in courses.iter().zip(&imported.courses) {
        assert_eq!((&read.id, &read.name.zh), (&course.code, &course.name));
        let own: Vec<&Problem> =
            imported.problems.iter().filter(errors).filter(|p| p.entry == course.code).collect();
        let told = |heads: &[&str]| {
            own.iter().any(|p| heads.iter().any(|head| p.path.split('.').nth(1) == Some(*head)))
        };
        let offer = read.offers.first().cloned().unwrap_or_default();
        let open = |field| !offer.knows(field);
        let hours_told = told(&["学时", "学 时", "学　时", "总学时（小时）"]);
        assert!(!hours_told || open(OfferField::Hours), "{:?} is left open", course.hours.text);
        count.cell(&course.hours, &offer.hours.map_or(0, |hours| hours.0), hours_told);
        // Of an empty fee it is enough that it is left open.
        count.cell(&course.fee, &offer.fee.0, open(OfferField::Fee));
        let day = match &offer.intakes {
            Some(Intakes::Dates(days)) => days.first().copied(),
            _ => None,
        };
        count.cell(&course.intakes, &day, open(OfferField::Intakes));
        count.cell(&course.needs, &read.needs, told(&["先修课程", "要求", "条件"]));
    }
    assert_eq!(imported.courses.len(), courses.len(), "no row more and none less");
}

#[test]
fn of_a_thousand_tables_no_cell_is_silently_wrong() {
    let mut count = Count::default();
    for seed in 0..TABLES {
        let mut dice = Dice::new(seed);
        let courses = rows(&mut dice);
        let text = write(&mut dice, &courses);
        let bytes = encoded(&mut dice, &text);
        let read = load::text(&bytes).unwrap();
        let imported = table::courses(&Catalogue::default(), &read);
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check(&courses, &imported, &mut count);
        }));
        assert!(seen.is_ok(), "table {seed}:\n{text}\n{:#?}", imported.problems);
    }
    println!("{} cells right, {} asked about, 0 silently wrong", count.right, count.asked);
    assert!(count.right > 15_000 && count.asked > 5_000, "{} {}", count.right, count.asked);
}

#[test]
fn another_edition_without_codes_replaces_by_name_and_never_by_the_row_number() {
    let first = "序号,课程名称,总学时,学费\n1,安全骑行,8,0\n2,客户沟通课,6,0\n";
    let second = "序号,课程名称,总学时,学费\n1,客户沟通课,7,0\n2,安全骑行,9,0\n";
    let mut catalogue = Catalogue::default();
    table::courses(&catalogue, first).add_to(&mut catalogue);
    let ids: Vec<Id> = catalogue.courses.iter().map(|course| course.id.clone()).collect();
    catalogue.courses[1].id = "talk".into();
    table::courses(&catalogue, second).add_to(&mut catalogue);
    let hours = |course: &Activity| course.offers[0].hours.unwrap().0;
    let now: Vec<(&str, u32)> =
        catalogue.courses.iter().map(|course| (course.name.zh.as_str(), hours(course))).collect();
    assert_eq!(now, [("安全骑行", 9), ("客户沟通课", 7)]);
    assert_eq!(catalogue.courses[0].id, ids[0]);
    assert_eq!(catalogue.courses[1].id, "talk", "an id that the academy gave it stays");
}

#[test]
fn an_id_that_becomes_another_course_is_asked_about() {
    let first = table::courses(&Catalogue::default(), "编号,名称,学费,学时\n1,安全骑行,0,8\n");
    let mut catalogue = Catalogue::default();
    first.add_to(&mut catalogue);
    let again = table::courses(&catalogue, "编号,名称,学费,学时\n1,客户沟通课,0,8\n");
    assert!(again.problems.iter().any(|p| {
        p.severity == Severity::Warning
            && matches!(&p.kind, ProblemKind::OtherName { name, .. } if name == "安全骑行")
    }));
    let same = table::courses(&catalogue, "编号,名称,学费,学时\n1,安全骑行,0,9\n");
    assert_eq!(same.problems, []);
}

#[test]
fn a_shortened_number_is_no_id() {
    let text = "编号,名称,学费,学时\n2.02611E+11,甲课,0,8\n2.02611E+11,乙课,0,8\n";
    let imported = table::courses(&Catalogue::default(), text);
    let ids: Vec<&str> = imported.courses.iter().map(|course| course.id.as_str()).collect();
    assert_eq!(ids, ["甲课", "乙课"]);
    let told = imported.problems.iter().filter(|p| matches!(p.kind, ProblemKind::Shortened { .. }));
    assert_eq!(told.count(), 2);
}

#[test]
fn needs_are_understood_as_people_write_them() {
    let mut catalogue = Catalogue::default();
    let name = |zh: &str| Text { zh: zh.into(), en: String::new() };
    catalogue.roles.push(Activity {
        id: "rider".into(),
        name: name("骑手"),
        ..Activity::default()
    });
    catalogue.skills.push(Skill {
        id: "video".into(),
        name: name("短视频制作"),
        ..Skill::default()
    });
    let table = "编号,名称,学费,学时,先修课程\na,甲,0,8,\nb,乙,0,8,\n";
    let need = |cell: &str| {
        let text = format!("{table}c,丙、丁,0,8,\nx,末,0,8,\"{cell}\"\n");
        let imported = table::courses(&catalogue, &text);
        let errors = imported.problems.iter().filter(|p| p.severity == Severity::Error).count();
        (imported.courses[3].needs.clone(), errors)
    };
    let course = |id: &str| Need::Course { course: id.into() };
    let age = |min, max| Need::Age { age: AgeRange { min, max } };
    let served = |months| Need::Tenure { tenure: "rider".into(), months };
    for (cell, wanted) in [
        ("满18岁", age(Some(18), None)),
        ("年满 18 周岁", age(Some(18), None)),
        ("18周岁以上", age(Some(18), None)),
        ("18-55岁", age(Some(18), Some(55))),
        ("骑手满6个月", served(6)),
        ("做骑手满 1 年", served(12)),
        ("高中及以上学历", Need::Education { education: Education::Senior }),
        ("大专以上", Need::Education { education: Education::College }),
        ("短视频制作2级", Need::Skill { skill: "video".into(), level: 2 }),
        ("甲或乙", Need::Any { any: vec![course("a"), course("b")] }),
        ("丙、丁", course("c")),
        ("甲、丙、丁", Need::All { all: vec![course("a"), course("c")] }),
        (
            "甲；乙或丙、丁",
            Need::All { all: vec![course("a"), Need::Any { any: vec![course("b"), course("c")] }] },
        ),
    ] {
        assert_eq!(need(cell), (wanted, 0), "{cell}");
    }
    // What may mean two things, or nothing known, is needed still and asked about.
    for cell in ["甲、乙或丙", "骑手满半年优先", "55岁以下", "甲或别处的课"] {
        let (read, errors) = need(cell);
        assert_eq!((read, errors), (course(cell), 1), "{cell}");
    }
}
