//! A catalogue as a spreadsheet comes back without a difference; the template asks for what the
//! reader reads.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use proptest::prelude::*;
use qitu_engine::load::{self, Severity, table};
use qitu_model::{Catalogue, Lang, Offer, Text, Yuan};
use qitu_workbook::{Brought, Workbook, read, template, write};

fn built_in() -> Catalogue {
    let text = include_str!("../../../public/catalogue/modern-rider-academy.json");
    load::catalogue_to_edit(text).0
}

fn book(bytes: &[u8]) -> Workbook {
    match read(bytes) {
        Ok(Brought::Book(book)) => book,
        other => panic!("{other:?}"),
    }
}

fn there_and_back(lang: Lang, catalogue: &Catalogue) -> Catalogue {
    let problems = load::check(catalogue);
    let book = book(&write(lang, catalogue, &problems).unwrap());
    assert!(book.is_catalogue());
    load::catalogue_to_edit(&book.catalogue_json()).0
}

#[test]
fn the_whole_catalogue_comes_back_without_a_difference() {
    let catalogue = built_in();
    for lang in [Lang::Zh, Lang::En] {
        let back = there_and_back(lang, &catalogue);
        for (back, own) in back.activities().zip(catalogue.activities()) {
            assert_eq!(back, own);
        }
        assert!(back == catalogue);
    }
}

#[test]
fn the_same_catalogue_is_the_same_file() {
    let catalogue = built_in();
    assert!(write(Lang::Zh, &catalogue, &[]).unwrap() == write(Lang::Zh, &catalogue, &[]).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_words_and_numbers_come_back(
        words in prop::collection::vec("\\PC{0,12}|[ \\{\\[\"_x0-9A\n\r\t]{0,12}|[a-z.]{1,9}", 4..9),
        fees in prop::collection::vec(0_i64..99_999, 1..4),
    ) {
        let mut catalogue = built_in();
        catalogue.courses.truncate(words.len());
        for (course, word) in catalogue.courses.iter_mut().zip(&words) {
            course.name = Text { zh: word.clone(), en: word.repeat(2) };
            course.about = Some(Text { zh: word.repeat(9), en: String::new() });
        }
        let first = catalogue.courses.first_mut().unwrap();
        first.offers = fees.iter().map(|fee| Offer { fee: Yuan(*fee), ..Offer::default() }).collect();
        // What a file of the same catalogue comes to.
        let json = serde_json::to_string(&catalogue).unwrap();
        let wanted = load::catalogue_to_edit(&json).0;
        let back = there_and_back(Lang::Zh, &catalogue);
        prop_assert!(back == wanted, "{:?}", words);
    }
}

#[test]
fn words_too_long_for_a_cell_and_ids_that_stand_twice_come_back() {
    let mut catalogue = built_in();
    catalogue.courses[0].about = Some(Text { zh: "长".repeat(40_000), en: "x".repeat(70_000) });
    let json = serde_json::to_string(&catalogue).unwrap();
    assert!(there_and_back(Lang::En, &catalogue) == load::catalogue_to_edit(&json).0);
    let twin = catalogue.courses[1].clone();
    catalogue.courses.push(twin);
    let json = serde_json::to_string(&catalogue).unwrap();
    assert!(there_and_back(Lang::En, &catalogue) == load::catalogue_to_edit(&json).0);
}

#[test]
fn what_is_wrong_stands_as_a_note_at_its_cell() {
    let mut catalogue = built_in();
    let course = catalogue.courses.iter_mut().find(|course| course.module.is_some()).unwrap();
    course.module = Some("no-such-module".into());
    let problems = load::check(&catalogue);
    assert!(problems.iter().any(|p| p.path.ends_with(".module")), "{problems:#?}");
    let bytes = write(Lang::En, &catalogue, &problems).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
    let mut notes = String::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        if name.starts_with("xl/comments") {
            let part = archive.get_entry(entry.wayfinder()).unwrap();
            let mut unpacked = flate2::read::DeflateDecoder::new(part.data());
            std::io::Read::read_to_string(&mut unpacked, &mut notes).unwrap();
        }
    }
    assert!(notes.contains("no-such-module"), "{notes}");
}

#[test]
fn the_template_is_read_and_its_example_is_no_course() {
    for lang in [Lang::Zh, Lang::En] {
        let book = book(&template(lang, &built_in()).unwrap());
        assert_eq!(book.likely(), 0);
        let sheet = &book.sheets[0];
        let lines = sheet.lines(true);
        let headings: Vec<&str> = lines[0].cells.iter().map(String::as_str).collect();
        assert_eq!(headings, table::headings(lang));
        let empty = table::lines_answered(&built_in(), &lines, &[]);
        assert!(empty.courses.is_empty());
        assert!(
            empty.problems.iter().all(|p| p.severity == Severity::Notice),
            "{:?}",
            empty.problems
        );
        assert!(book.sheets[2].is_hidden, "the lists to choose from");
        // The example is one: with another name it is a course about which nothing is asked.
        let mut filled = lines.clone();
        filled[1].cells[1] = "安全骑行".to_owned();
        let read = table::lines_answered(&built_in(), &filled, &[]);
        assert_eq!(read.courses.len(), 1);
        let asked: Vec<_> =
            read.questions.iter().filter(|q| q.severity <= Severity::Warning).collect();
        assert!(asked.is_empty(), "{asked:#?}");
    }
}
