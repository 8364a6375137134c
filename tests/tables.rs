//! A thousand tables as people write them: titles above, headings spread out, any separator, line end
//! and encoding, sums and notes below, marks that nobody sees. Each cell is read, or asked about;
//! none is silently wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::load::{self, Problem, ProblemKind, Severity, table};
use qitu_model::*;
use random::Dice;
use std::collections::BTreeMap;

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
    /// How long a class is held; none of what begins and ends when one likes.
    weeks: Option<u32>,
    fee: Cell<i64>,
    intakes: Cell<Option<Date>>,
    sessions: Cell<Vec<Span>>,
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

fn sessions(dice: &mut Dice) -> Cell<Vec<Span>> {
    let (from, to) = (dice.between(7, 11), dice.between(1, 9));
    let span = |day: Weekday, from: u32, to: u32| Span {
        day,
        from: (from * 60) as u16,
        to: (to * 60) as u16,
    };
    let (sat, sun) = (span(Weekday::Sat, from, to + 12), span(Weekday::Sun, from, to + 12));
    let late = to + 12;
    match dice.between(0, 9) {
        0 => Cell::of(format!("周六 {from}:00-{late}:00"), Some(vec![sat])),
        1 => Cell::of(format!("每周六、日 {from}:00～{late}:00"), Some(vec![sat, sun])),
        2 => Cell::of(format!("星期六{from}点至下午{to}点"), Some(vec![sat])),
        3 => Cell::of(
            format!("周六 {from}:00-{late}:00；周日 {from}:00-{late}:00"),
            Some(vec![sat, sun]),
        ),
        4 => Cell::of(format!("{from}:00-{late}:00 周末"), Some(vec![sat, sun])),
        5 => Cell::of(format!("Sat {from}am-{to}pm"), Some(vec![sat])),
        6 => Cell::of(
            ["周六上午", "晚上7点到9点", "隔周六 9:00-12:00", "周六 9:00", "另行通知"]
                [to as usize % 5],
            None,
        ),
        7 => Cell::of(format!("周六 {from}:00-{late}:00 或周日 {from}:00-{late}:00"), None),
        _ => Cell::of("", Some(Vec::new())),
    }
}

fn needs(dice: &mut Dice, before: &[(String, String)]) -> Cell<Need> {
    let none = || Need::All { all: Vec::new() };
    let course = |(code, _): &(String, String)| Need::Course { course: code.clone() };
    let any = (!before.is_empty()).then(|| dice.pick(before).clone());
    let age = AgeRange { min: Some(18), max: None };
    match (dice.between(0, 11), any) {
        (8, Some(one)) if before.len() > 2 => {
            let of: Vec<Need> = before.iter().rev().take(3).map(course).collect();
            let names: Vec<&str> =
                before.iter().rev().take(3).map(|(_, name)| name.as_str()).collect();
            let choice = Need::AtLeast { at_least: 2, of };
            let all = Need::All { all: vec![course(&one), choice] };
            Cell::of(format!("{}；{}任选两门", one.1, names.join("、")), Some(all))
        }
        (9, Some(one)) => {
            let other = dice.pick(before).clone();
            let any = Need::Any { any: vec![course(&one), course(&other)] };
            let all = Need::All { all: vec![Need::Age { age }, any] };
            Cell::of(format!("满18岁；（《{}》或《{}》）", one.1, other.1), Some(all))
        }
        (10, Some(one)) => {
            // Nobody knows which of them is enough.
            Cell::of(format!("满18岁、{}或别处的课", one.1), None)
        }
        (11, Some(one)) => Cell::of(format!("{}优先", one.1), None),
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
        let sessions = sessions(dice);
        let weeks = (!sessions.text.is_empty()).then(|| dice.between(1, 12));
        let course = Course {
            code: code.clone(),
            name: name.clone(),
            hours: hours(dice),
            weeks,
            fee: fee(dice),
            intakes: intakes(dice),
            sessions,
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

/// The whole table, and how many of its rows are no course and must be told.
fn write(dice: &mut Dice, courses: &[Course], count: &mut Count) -> (String, usize) {
    let mut others = 0;
    let mut other = |what: &'static str| {
        *count.others.entry(what).or_default() += 1;
        others += 1;
    };
    let separator = *dice.pick(&[",", ",", "\t", ";"]);
    let end = *dice.pick(&["\n", "\r\n", "\r"]);
    let heads: [&[&str]; 9] = [
        &["序号", "No."],
        &["课程编号", "编号", "代码"],
        &["课程名称", "课 程 名 称", "名称", "课　程"],
        &["学时", "学　时", "总学时（小时）"],
        &["周数", "周　数"],
        &["学费", "费用(元)", "收费"],
        &["开班日期", "开课日期", "开班时间"],
        &["上课时间", "课 表"],
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
        other("title");
        if dice.between(0, 1) == 0 {
            lines.push(padded(&["填表单位：培训部", "", "填表日期：2026-11-20"]));
            other("title");
            lines.push(padded(&[]));
        }
    }
    let head: Vec<String> = order.iter().map(|at| (*dice.pick(heads[*at])).to_owned()).collect();
    lines.push(head.clone());
    for (at, course) in courses.iter().enumerate() {
        if at > 0 && dice.between(0, 30) == 0 {
            lines.push(head.clone());
            other("headings again");
        }
        let cells = [
            (at + 1).to_string(),
            course.code.clone(),
            course.name.clone(),
            course.hours.text.clone(),
            course.weeks.map_or_else(String::new, |weeks| format!("{weeks}周")),
            course.fee.text.clone(),
            course.intakes.text.clone(),
            course.sessions.text.clone(),
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
        other("sum");
    }
    if dice.between(0, 1) == 0 {
        other("note");
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
    (text, others)
}

/// The text of a file as the studio reads it, in one of the encodings that spreadsheet programs
/// write. GB18030 is named by the engine and read by the browser, here by a reader of its own.
fn through_a_file(dice: &mut Dice, text: &str, count: &mut Count) -> String {
    let units = |order: fn(u16) -> [u8; 2]| {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect::<Vec<u8>>()
    };
    let (name, bytes) = match dice.between(0, 5) {
        0 => ("UTF-8 with its mark", [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()),
        1 => ("UTF-16", units(u16::to_le_bytes)),
        2 => ("UTF-16, the other way round", units(u16::to_be_bytes)),
        3 => ("GB18030", encoding_rs::GB18030.encode(text).0.into_owned()),
        _ => ("UTF-8", text.as_bytes().to_vec()),
    };
    *count.files.entry(name).or_default() += 1;
    match load::text(&bytes) {
        Ok(read) => read,
        Err(told) => {
            assert_eq!(name, "GB18030");
            assert_eq!(told.kind, ProblemKind::WrongEncoding { gb18030: true });
            encoding_rs::GB18030.decode(&bytes).0.into_owned()
        }
    }
}

#[derive(Default)]
struct Count {
    /// Cells read and cells asked about, by what they hold.
    cells: BTreeMap<&'static str, (usize, usize)>,
    /// Rows with nothing to ask, and rows with something.
    rows: (usize, usize),
    files: BTreeMap<&'static str, usize>,
    /// Rows that are no course, by what they are.
    others: BTreeMap<&'static str, usize>,
}

impl Count {
    /// The hours of a course, which a class spreads over its weeks.
    fn hours(&mut self, course: &Course, offer: &Offer, told: bool) -> bool {
        let weekly = |hours: u32| hours.div_ceil(course.weeks.unwrap_or(1));
        let cell = Cell::of(course.hours.text.clone(), course.hours.means.map(weekly));
        let read = match course.weeks {
            Some(_) => offer.load.first().map(|part| part.hours),
            None => offer.hours,
        };
        self.cell("hours", &cell, &read.map_or(0, |hours| hours.0), told)
    }

    /// Holds a cell to what it means: read as that, or told of where nobody can know.
    fn cell<T: PartialEq + std::fmt::Debug>(
        &mut self,
        of: &'static str,
        cell: &Cell<T>,
        read: &T,
        told: bool,
    ) -> bool {
        let (right, asked) = self.cells.entry(of).or_default();
        match &cell.means {
            Some(means) => {
                assert_eq!(read, means, "{:?}", cell.text);
                assert!(!told, "{:?} is read and told of", cell.text);
                *right += 1;
            }
            None => {
                assert!(told, "{:?} is silently {read:?}", cell.text);
                *asked += 1;
            }
        }
        told
    }
}

fn check(courses: &[Course], others: usize, imported: &table::Imported, count: &mut Count) {
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
        let mut asked = count.hours(course, &offer, hours_told);
        // Of an empty fee it is enough that it is left open.
        asked |= count.cell("fee", &course.fee, &offer.fee.0, open(OfferField::Fee));
        let day = match &offer.intakes {
            Some(Intakes::Dates(days)) => days.first().copied(),
            _ => None,
        };
        asked |= count.cell("day", &course.intakes, &day, open(OfferField::Intakes));
        let times_told = open(OfferField::Sessions);
        asked |= count.cell("class times", &course.sessions, &offer.sessions, times_told);
        let needs_told = told(&["先修课程", "要求", "条件"]);
        asked |= count.cell("needs", &course.needs, &read.needs, needs_told);
        *(if asked { &mut count.rows.1 } else { &mut count.rows.0 }) += 1;
    }
    let no_course = |p: &&Problem| matches!(p.kind, ProblemKind::NoCourse { .. });
    assert_eq!(imported.problems.iter().filter(no_course).count(), others, "each is told");
    assert_eq!(imported.courses.len(), courses.len(), "no row more and none less");
}

#[test]
fn of_a_thousand_tables_no_cell_is_silently_wrong() {
    let mut count = Count::default();
    for seed in 0..TABLES {
        let mut dice = Dice::new(seed);
        let courses = rows(&mut dice);
        let (text, others) = write(&mut dice, &courses, &mut count);
        let read = through_a_file(&mut dice, &text, &mut count);
        let imported = table::courses(&Catalogue::default(), &read);
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check(&courses, others, &imported, &mut count);
        }));
        assert!(seen.is_ok(), "table {seed}:\n{text}\n{:#?}", imported.problems);
    }
    let Count { cells, rows, files, others } = count;
    println!("rows: {} right, {} asked about, 0 silently wrong", rows.0, rows.1);
    println!("cells, right and asked about: {cells:?}");
    println!("files: {files:?}; rows that are no course, all told: {others:?}");
    assert_eq!((cells.len(), files.len(), others.len()), (5, 5, 4));
    assert!(rows.0 > 300 && rows.1 > 3_000, "{rows:?}");
    assert!(cells.values().all(|(right, asked)| *right > 3_000 && *asked > 700), "{cells:?}");
    assert!(files.values().all(|count| *count > 120), "{files:?}");
    assert!(others.values().all(|count| *count > 120), "{others:?}");
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

#[test]
fn a_row_whose_cells_may_have_moved_is_told_and_left_out() {
    let read = |rows: &str| {
        let text = format!("名称,学时,学费,先修课程\n好课,8,100,\n{rows}末课,6,50,\n");
        let imported = table::courses(&Catalogue::default(), &text);
        let names: Vec<String> = imported.courses.iter().map(|c| c.name.zh.clone()).collect();
        let told = imported.problems.iter().filter(|p| p.severity != Severity::Notice);
        let told: Vec<(u32, ProblemKind)> = told.map(|p| (p.line, p.kind.clone())).collect();
        (names.join(" "), told)
    };
    let ragged = |cells| vec![(3, ProblemKind::Ragged { cells, columns: 4 })];
    // A comma in a name or between thousands, without quotation marks.
    assert_eq!(read("表格, 入门,8,300,好课\n"), ("好课 末课".into(), ragged(5)));
    assert_eq!(read("骑行,8,1,200,好课\n"), ("好课 末课".into(), ragged(5)));
    // A full-width comma between cells.
    assert_eq!(read("骑行，8,300,\n"), ("好课 末课".into(), ragged(2)));
    assert_eq!(read("骑行,8，300,\n"), ("好课 末课".into(), ragged(2)));
    // Rows may end early, and be padded with nothing.
    assert_eq!(read("骑行,8,300\n"), ("好课 骑行 末课".into(), Vec::new()));
    assert_eq!(read("骑行,8,300,,,,\n"), ("好课 骑行 末课".into(), Vec::new()));
    assert_eq!(read("\"骑行，入门\",8,300,好课\n"), ("好课 骑行，入门 末课".into(), Vec::new()));
    // A quotation mark that is closed three rows later.
    let swallowed = read("\"甲课,8,300,\n乙课,8,300,\n\"丙课\",8,300,\n");
    assert_eq!(swallowed, ("好课 末课".into(), vec![(3, ProblemKind::StrayQuote)]));
    let inch = read("\"24\" 轮\",8,300,\n");
    assert_eq!(inch, ("好课 24 轮\" 末课".into(), vec![(3, ProblemKind::StrayQuote)]));
    assert_eq!(read("24\"轮,8,300,\n"), ("好课 24\"轮 末课".into(), Vec::new()));
}

#[test]
fn a_column_without_a_heading_is_told() {
    let text = "名称,,学时,学费,\n甲,线上,8,0,\n乙,,8,0,\n";
    let imported = table::courses(&Catalogue::default(), text);
    let kinds: Vec<&ProblemKind> = imported.problems.iter().map(|p| &p.kind).collect();
    assert_eq!(kinds, [&ProblemKind::NoHeading { column: 2 }]);
    assert_eq!(imported.courses.len(), 2);
}

/// The first error of a row and column, by its line and heading.
fn asked(imported: &table::Imported) -> Vec<(u32, &str)> {
    let errors = imported.problems.iter().filter(|p| p.severity == Severity::Error);
    errors.map(|p| (p.line, p.path.split('.').nth(1).unwrap_or_default())).collect()
}

#[test]
fn a_title_spread_headings_sums_and_names_with_marks_are_told_apart() {
    let text = include_str!("../public/catalogue/modern-rider-academy.json");
    let book = load::catalogue(text).0;
    let table = "现代骑手学院2026年秋季课程一览表,,,,,,,\n,,,,,,,\n\
        序号,课程编号,课 程 名 称,类别,学　时,学费,开班日期,先修课程\n\
        1,QS-001,食品安全、急救入门,安全,16,¥1200.00,2026-12-09 00:00:00,\n\
        2,QS-002,站点路线,配送,8,1200元/期,2026/12/7,食品安全、急救入门\n\
        3,QS-003,站务管理,,24,0,46363,站点路线或食品安全、急救入门\n\
        合计,,,,48,,,\n";
    for catalogue in [Catalogue::default(), book] {
        let imported = table::courses(&catalogue, table);
        assert_eq!(asked(&imported), [(5, "学费")]);
        let offer = |at: usize| &imported.courses[at].offers[0];
        assert_eq!([0, 1, 2].map(|at| offer(at).hours), [16, 8, 24].map(|h| Some(Hours(h))));
        assert_eq!((offer(0).fee, offer(2).fee), (Yuan(1200), Yuan(0)));
        let day = |day: &str| Some(Intakes::Dates(vec![Date::parse(day).unwrap()]));
        let days = [0, 1, 2].map(|at| offer(at).intakes.clone());
        assert_eq!(days, [day("2026-12-09"), day("2026-12-07"), day("2026-12-07")]);
        let course = |id: &str| Need::Course { course: id.into() };
        assert_eq!(imported.courses[1].needs, course("QS-001"));
        let any = vec![course("QS-002"), course("QS-001")];
        assert_eq!(imported.courses[2].needs, Need::Any { any });
        assert_eq!(imported.courses.len(), 3);
    }
}

#[test]
fn shortened_codes_days_in_foreign_order_and_rows_of_sums_are_asked_about_or_told() {
    let table = "课程编号,课程名称,总学时,学费,开班日期,上课时间,技能\n\
        2.02611E+11,安全骑行一,8,0,2026-12-07,,安全意识:1\n\
        2.02611E+11,安全骑行二,8,0,12/7/2026,,安全意识:2\n\
        4,合计,24,0,,,\n5,注：以上课程免费,,,,,\n";
    let imported = table::courses(&Catalogue::default(), table);
    assert_eq!(asked(&imported), [(2, "课程编号"), (3, "课程编号"), (3, "开班日期")]);
    let names: Vec<&str> = imported.courses.iter().map(|c| c.name.zh.as_str()).collect();
    assert_eq!(names, ["安全骑行一", "安全骑行二"]);
    assert!(!imported.courses[1].offers[0].knows(OfferField::Intakes));
}

#[test]
fn class_times_and_numbers_in_words_are_read_or_asked_about() {
    let table = "课程名称,总学时,周数,学费,上课时间\n\
        甲,8,2,0,周六上午9:00-12:00\n乙,8,2,0,每周六 9:00-12:00\n\
        丙,8,2,0,周六日 9:00-12:00\n丁,8,2,0,9:00-12:00 周六\n戊,8,2,0,周六 9点-12点\n\
        己,8,2,0,周六 9:00-12:00；周日 9:00-12:00\n庚,8,2,0,周二/周四 19:00-21:00\n";
    let imported = table::courses(&Catalogue::default(), table);
    assert_eq!(imported.problems, []);
    let times: Vec<String> = imported
        .courses
        .iter()
        .map(|course| course.offers[0].sessions.iter().map(|s| format!("{s} ")).collect())
        .collect();
    let (sat, both) = ("sat 09:00-12:00 ", "sat 09:00-12:00 sun 09:00-12:00 ");
    let evenings = "tue 19:00-21:00 thu 19:00-21:00 ";
    assert_eq!(times, [sat, sat, both, sat, sat, both, evenings]);

    let table = "sep=,\n课程名称,总学时,周数,学费\n甲,约16,2,1200\n乙,16~20,2,1.2万\n\
        丙,32（含实操16）,4周,¥1200.50\n丁,16学时,3个月,面议\n戊,16.5,2,\"1,200\"\n己,十六,两周,0元\n";
    let imported = table::courses(&Catalogue::default(), table);
    let cells = [(3, "总学时"), (4, "总学时"), (5, "学费"), (6, "学费"), (7, "总学时")];
    assert_eq!(asked(&imported), cells);
    let offer = |at: usize| &imported.courses[at].offers[0];
    assert_eq!((offer(1).fee, offer(4).fee, offer(5).fee), (Yuan(12_000), Yuan(1200), Yuan(0)));
    assert_eq!((offer(2).hands_on, offer(2).weeks), (Some(50), Some(Weeks(4))));
    assert_eq!((offer(3).weeks, offer(5).weeks), (Some(Weeks(13)), Some(Weeks(2))));
    assert_eq!(offer(5).load[0].hours, Hours(8));
}
