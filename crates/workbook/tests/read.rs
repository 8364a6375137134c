//! Spreadsheets as programs write them: every cell is read, asked about or told, and what is no
//! spreadsheet is refused with its reason.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::disallowed_types, reason = "refusing in time is part of what is promised")]

use qitu_engine::load::table::{self, Imported};
use qitu_engine::load::{self, Severity};
use qitu_model::{Catalogue, Date, Intakes, Lang, OfferField, Yuan};
use qitu_workbook::{Brought, Cell, Refusal, Workbook, read};
use std::io::Write;
use std::time::{Duration, Instant};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn book(name: &str) -> Workbook {
    match read(&file(name)) {
        Ok(Brought::Book(book)) => book,
        other => panic!("{name}: {other:?}"),
    }
}

fn built_in() -> Catalogue {
    let text = include_str!("../../../public/catalogue/modern-rider-academy.json");
    load::catalogue_to_edit(text).0
}

fn imported(name: &str) -> Imported {
    let book = book(name);
    let lines = book.sheets[book.likely()].lines(true);
    table::lines_answered(&built_in(), &lines, &[])
}

/// What must be answered, and what is asked.
fn asked(imported: &Imported) -> usize {
    imported.questions.iter().filter(|question| question.severity <= Severity::Warning).count()
}

#[test]
fn a_real_list_of_sixty_courses_is_read_as_its_text_is() {
    let sheet = imported("academy60.xlsx");
    assert_eq!(sheet.courses.len(), 60);
    let text = load::text(&file("raw60-utf8bom.csv")).unwrap();
    let text = table::courses(&built_in(), &text);
    for (cells, text) in sheet.courses.iter().zip(&text.courses) {
        assert_eq!(cells, text);
    }
    assert!(asked(&sheet) <= 20, "{:#?}", sheet.questions);
}

#[test]
fn a_real_list_of_six_hundred_courses_asks_little() {
    let sheet = imported("school654.xlsx");
    assert_eq!(sheet.courses.len(), 654);
    assert!(asked(&sheet) <= 25, "{:#?}", sheet.questions);
    // Lines are those of the spreadsheet: the note stands in its last.
    let last = sheet.questions.iter().flat_map(|question| &question.lines).max();
    assert_eq!(last, Some(&668));
}

#[test]
fn gb18030_is_the_same_table() {
    let read_text = |name: &str| match read(&file(name)) {
        Ok(Brought::Text(text)) => text,
        other => panic!("{other:?}"),
    };
    let (old, new) = (read_text("raw60-gb18030.csv"), read_text("raw60-utf8bom.csv"));
    let courses = |text: &str| table::courses(&built_in(), text).courses;
    assert_eq!(courses(&old), courses(&new));
    assert_eq!(courses(&old).len(), 60);
}

#[test]
fn a_head_of_two_rows_merged_cells_and_formulas_are_read() {
    let book = book("two-row-head.xlsx");
    assert_eq!(book.sheets.len(), 2);
    assert!(book.sheets[1].is_hidden && book.likely() == 0, "the sheet in sight");
    let sheet = &book.sheets[0];
    assert_eq!((sheet.hidden_rows(), sheet.hidden_columns.clone()), (vec![7], vec![9]));
    let Imported { courses, problems, .. } = imported("two-row-head.xlsx");
    let names: Vec<&str> = courses.iter().map(|course| course.name.zh.as_str()).collect();
    assert_eq!(names, ["安全骑行", "急救入门", "夜间骑行", "老课程", "路线规划"]);
    let modules: Vec<&str> = courses.iter().filter_map(|course| course.module.as_deref()).collect();
    assert_eq!(modules[..3], [modules[0]; 3], "merged over three rows");
    let offer = |at: usize| &courses[at].offers[0];
    assert_eq!(offer(1).fee, Yuan(600), "the value of a formula");
    let days = |at: usize| offer(at).intakes.clone();
    assert_eq!(days(0), Some(Intakes::Dates(vec![Date::parse("2026-12-07").unwrap()])));
    assert_eq!(days(3), Some(Intakes::Dates(vec![Date::parse("2026-12-21").unwrap()])));
    assert_eq!(offer(4).unknown, [OfferField::Fee], "an error is no price");
    let told = |line: u32, what: &str| {
        let told = |p: &&load::Problem| {
            let words = qitu_engine::text::problem::problem(Lang::En, &p.kind);
            p.line == line && (words.what.contains(what) || p.path.contains(what))
        };
        assert!(problems.iter().any(|p| told(&p)), "{line} {what}: {problems:#?}");
    };
    told(8, "#DIV/0!");
    told(6, "12月20日");
    told(9, "合计");
}

#[test]
fn of_nine_sheets_the_one_with_courses_is_meant() {
    let book = book("nine-sheets.xlsx");
    assert_eq!(book.sheets[book.likely()].name, "课程库");
    let courses = imported("nine-sheets.xlsx").courses;
    let ids: Vec<&str> = courses.iter().map(|course| course.id.as_str()).collect();
    assert_eq!(ids, ["K1", "K2", "K3"]);
}

#[test]
fn the_workbooks_of_older_and_other_programs_are_read() {
    for name in ["old.xls", "libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"] {
        let imported = imported(name);
        let all: Vec<_> = imported
            .courses
            .iter()
            .map(|course| {
                let offer = &course.offers[0];
                let day = offer.intakes.clone().unwrap();
                (course.name.zh.as_str(), course.module.is_some(), offer.fee.0, day)
            })
            .collect();
        let day = |day: &str| Intakes::Dates(vec![Date::parse(day).unwrap()]);
        let wanted =
            [("安全骑行", true, 300, day("2026-12-07")), ("急救入门", true, 0, day("2026-12-14"))];
        assert_eq!(all, wanted, "{name}");
    }
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let sheet = &book("far-corner.xlsx").sheets[0];
    assert_eq!(sheet.rows.len(), 3);
    assert_eq!(sheet.beyond, 1);
    assert_eq!(sheet.rows[1].cells[0].1, Cell::Text("安全骑行".to_owned()));
    assert_eq!(imported("far-corner.xlsx").courses.len(), 1);
}

/// An archive with these parts, each of so many zeros or of these bytes.
fn archive(parts: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, begin, zeros) in parts {
        let file = archive.new_file(name).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let packed = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
        let mut writer = config.wrap(packed);
        writer.write_all(begin).unwrap();
        writer.write_all(&vec![b' '; *zeros]).unwrap();
        let (packed, sums) = writer.finish().unwrap();
        packed.finish().unwrap();
        entry.finish(sums).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn what_is_no_spreadsheet_is_refused_with_its_reason_in_time() {
    let whole = file("academy60.xlsx");
    let mut harmed = whole.clone();
    harmed[3_000..3_400].fill(0x55);
    let bomb =
        [("xl/workbook.xml", b"<a/>".as_slice(), 0), ("xl/worksheets/sheet1.xml", b"", 70_000_000)];
    let rows = br#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let ods = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    for (name, bytes, refusal) in [
        ("cut", whole[..9_000].to_vec(), Refusal::Cut),
        ("harmed", harmed, Refusal::Broken),
        ("bomb", archive(&bomb), Refusal::TooLarge),
        ("rows", archive(&[("mimetype", ods, 0), ("content.xml", rows, 0)]), Refusal::TooManyCells),
        ("letter", archive(&[("word/document.xml", b"<w/>", 0)]), Refusal::Document),
        ("slides", archive(&[("ppt/presentation.xml", b"<p/>", 0)]), Refusal::Slides),
        ("xlsb", archive(&[("xl/workbook.bin", b"", 9)]), Refusal::Binary),
        ("numbers", archive(&[("Index/Document.iwa", b"", 9)]), Refusal::Numbers),
        ("zip", archive(&[("readme.txt", b"hi", 0)]), Refusal::Archive),
        ("no workbook", archive(&[("xl/styles.xml", b"<a/>", 0)]), Refusal::Broken),
        ("password", compound("EncryptedPackage"), Refusal::Encrypted),
        ("doc", compound("WordDocument"), Refusal::Document),
        ("cut xls", file("old.xls")[..1_500].to_vec(), Refusal::Broken),
        ("pdf", b"%PDF-1.7".to_vec(), Refusal::Pdf),
        ("png", b"\x89PNG\r\n".to_vec(), Refusal::Picture),
        ("page", b"<html><table><tr>".to_vec(), Refusal::WebPage),
        ("program", b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), Refusal::Unknown),
        ("huge", vec![b'a'; qitu_workbook::MOST_BYTES + 1], Refusal::TooLarge),
    ] {
        let before = Instant::now();
        let told = read(&bytes).map(|_| ()).unwrap_err();
        assert_eq!(told, refusal, "{name}");
        assert!(before.elapsed() < Duration::from_secs(3), "{name}: {:?}", before.elapsed());
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| told.words(lang));
        assert!(!zh.0.is_empty() && !en.1.is_empty());
    }
}

#[test]
fn a_spreadsheet_cut_or_changed_anywhere_is_read_or_refused() {
    for name in ["two-row-head.xlsx", "old.xls", "libreoffice.ods"] {
        let whole = file(name);
        for end in (0..whole.len()).step_by(97) {
            let _ = read(&whole[..end]);
            let mut changed = whole.clone();
            changed[end] ^= 0x41;
            let _ = read(&changed);
        }
    }
}

#[test]
fn ten_thousand_rows_are_read_in_time() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, heading) in (0..).zip(["课程名称", "类别", "学时", "学费", "授课方式", "备注"])
    {
        sheet.write_string(0, at, heading).unwrap();
    }
    for row in 1..=10_000_u32 {
        sheet.write_string(row, 0, format!("课{row}")).unwrap();
        for column in 1..12 {
            sheet.write_number(row, column, row).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let before = Instant::now();
    let Ok(Brought::Book(book)) = read(&bytes) else { panic!() };
    assert_eq!(book.sheets[0].lines(true).len(), 10_001);
    assert!(before.elapsed() < Duration::from_secs(3), "{:?}", before.elapsed());
}
