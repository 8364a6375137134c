//! Owns everything a rider has as one file (`qitu.file/1`), and old shapes of what is kept.
//! Refuses to guess: a file of a later edition, or of something else, is left alone and said.

use super::draft::{Case, Draft};
use qitu_model::Date;
use qitu_model::json::{self, FromJson, Value};
pub use qitu_replica::Unread;
use qitu_replica::{beside, upgrade};

/// The format of the file that this version writes.
pub const FILE_FORMAT: &str = "qitu.file/1";

/// A file of more bytes than this is not read.
pub const LONGEST: usize = 4_000_000;

/// The draft in what is kept, whatever edition wrote it.
///
/// # Errors
/// Where it is no draft, or one of a later edition.
pub fn read_draft(text: &str) -> Result<Draft, Unread> {
    Ok(read_what_it_can(text)?.0)
}

/// The same, with the number of plans in it that cannot be read. They are not in the draft, and
/// stay where they are kept.
///
/// # Errors
/// Where it is no draft, or one of a later edition.
pub fn read_what_it_can(text: &str) -> Result<(Draft, usize), Unread> {
    draft_of(json::parse(text).ok_or(Unread::Broken)?)
}

fn format<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.get("format")?.as_text()
}

fn draft_of(mut value: Value<'_>) -> Result<(Draft, usize), Unread> {
    upgrade(&mut value)?;
    // One scenario that cannot be read does not cost the others.
    let mut omitted = 0;
    if let Some(Value::List(cases)) = value.slot("cases") {
        let all = cases.len();
        cases.retain(|case| Case::from_json(case.clone()).is_ok());
        omitted = all - cases.len();
    }
    let mut draft = Draft::from_json(value).map_err(|_| Unread::Foreign)?;
    draft.current = draft.current.min(draft.cases.len().saturating_sub(1));
    Ok((draft, omitted))
}

/// Everything as one file: a draft as it is kept, with what this edition does not know of it.
#[must_use]
pub fn write_file(draft: &str, today: Date) -> String {
    let mut draft = json::parse(draft).unwrap_or_default();
    if let Value::Map(entries) = &mut draft {
        // Which window wrote what says nothing on another device.
        entries.retain(|(key, _)| key != "sync");
    }
    let today = today.to_string();
    json::write_pretty(&Value::Map(vec![
        ("format".into(), Value::text(FILE_FORMAT)),
        ("written".into(), Value::text(&today)),
        ("draft".into(), draft),
    ]))
}

/// The draft in a file, and the number of plans in it that cannot be read: a file of this kind, or
/// what is kept, as it stands.
///
/// # Errors
/// Where it holds no draft, or one of a later edition.
pub fn read_file(text: &str) -> Result<(Draft, usize), Unread> {
    if text.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut value = json::parse(text).ok_or(Unread::Broken)?;
    match format(&value) {
        Some(FILE_FORMAT) => draft_of(value.slot("draft").map(std::mem::take).unwrap_or_default()),
        Some(other) if other.starts_with("qitu.file/") => Err(Unread::Newer),
        _ => draft_of(value),
    }
}

/// What is here and what is in a file as one. Of a plan in both that differs both stay.
#[must_use]
pub fn both(here: &Draft, file: &Draft) -> Draft {
    let joined = beside(&here.write(), &file.write());
    joined.and_then(|text| read_draft(&text).ok()).unwrap_or_else(|| here.clone())
}

/// The day a file was written, where it says so.
#[must_use]
pub fn written(text: &str) -> Option<Date> {
    let value = json::parse(text.trim_start_matches('\u{feff}'))?;
    Date::parse(value.get("written")?.as_text()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::draft::DRAFT_FORMAT;

    const DRAFT_1: &str = include_str!("../../../tests/share/draft-1.json");
    /// Two windows had written in it.
    const DRAFT_2: &str = include_str!("../../../tests/share/draft-2.json");
    const FILE_1: &str = include_str!("../../../tests/share/file-1.json");

    #[test]
    fn the_first_edition_is_read_and_its_skills_begin_the_record() {
        let draft = read_draft(DRAFT_1).unwrap();
        assert_eq!(draft.cases.len(), 2);
        assert_eq!(draft.cases[1].name, "夜班");
        assert_eq!(draft.record.rider.skills.get("route-planning"), Some(&2));
        assert_eq!(draft.record.rider.age, None, "age stays with the plan");
    }

    #[test]
    fn a_file_brings_back_what_it_took() {
        let draft = read_draft(DRAFT_1).unwrap();
        let file = write_file(&draft.write(), Date::parse("2026-11-22").unwrap());
        assert_eq!(read_file(&file), Ok((Draft { format: DRAFT_FORMAT.into(), ..draft }, 0)));
    }

    #[test]
    fn every_published_file_keeps_opening() {
        let (draft, _) = read_file(FILE_1).unwrap();
        assert_eq!(draft.record.applications.len(), 1);
        assert_eq!(draft.record.checks.len(), 1);
        assert_eq!(draft.record.papers.get("health").unwrap().number, "4401-22");
        let (second, omitted) = read_file(DRAFT_2).unwrap();
        assert_eq!((second.cases.len(), omitted), (2, 0));
        assert_eq!(second.cases[0].scenario.budget, Some(qitu_model::Yuan(2500)));
        assert_eq!(second.cases[1].name, "夜班长");
        assert_eq!(
            read_file(DRAFT_1),
            read_what_it_can(DRAFT_1),
            "what is kept opens as a file as well"
        );
    }

    #[test]
    fn nine_plans_and_more_all_open() {
        let (draft, _) = read_file(FILE_1).unwrap();
        let nine = Draft { cases: vec![draft.cases[0].clone(); 9], ..draft };
        assert_eq!(read_draft(&nine.write()).unwrap().cases.len(), 9);
    }

    #[test]
    fn both_keeps_what_differs_twice_and_what_is_the_same_once() {
        let (here, _) = read_file(FILE_1).unwrap();
        let mut file = read_draft(DRAFT_1).unwrap();
        file.cases.push(here.cases[0].clone());
        let mut other = here.cases[0].clone();
        other.name = "other".into();
        let joined = both(&here, &file);
        assert_eq!(joined.cases.len(), 3);
        assert_eq!(joined.cases[0], here.cases[0]);
        let joined = both(&joined, &Draft { cases: vec![other], ..here.clone() });
        assert_eq!(joined.cases.len(), 4);
        assert_eq!(joined.cases[3].name, "other");
        assert_eq!(joined.record.applications.len(), 1);
        assert_eq!(joined.record.rider.skills.get("route-planning"), Some(&2));
        assert_eq!(both(&joined, &joined), joined);
    }

    #[test]
    fn what_is_no_file_says_what_it_is() {
        assert_eq!(read_file("{\"format\":\"qitu.file/9\"}"), Err(Unread::Newer));
        assert_eq!(read_file("{\"format\":\"qitu.draft/9\"}"), Err(Unread::Newer));
        assert_eq!(read_file("{\"format\":\"qitu.plan/1\"}"), Err(Unread::Foreign));
        assert_eq!(read_file(&FILE_1[..200]), Err(Unread::Broken));
        assert_eq!(read_file("[]"), Err(Unread::Foreign));
        assert_eq!(read_file("1"), Err(Unread::Foreign));
        assert_eq!(read_file(&" ".repeat(LONGEST + 1)), Err(Unread::TooLong));
    }

    #[test]
    fn one_broken_scenario_does_not_cost_the_others() {
        let broken = DRAFT_1.replacen("\"2026-11-23\"", "\"some day\"", 1);
        let (draft, omitted) = read_what_it_can(&broken).unwrap();
        assert_eq!((draft.cases.len(), omitted), (1, 1));
    }

    /// Reads so many broken files, and counts those that read all the same.
    fn hammer(times: u32) -> u32 {
        let mut seed = 1_u64;
        let mut roll = |below: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let mut read = 0;
        for _ in 0..times {
            let mut bytes = FILE_1.as_bytes().to_vec();
            for _ in 0..=roll(3) {
                let at = roll(bytes.len().max(1));
                if bytes.is_empty() {
                    break;
                }
                match roll(3) {
                    0 => bytes[at] = b"0\"{}[],:a-"[roll(10)],
                    1 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            // What reads must be a draft this program writes and reads again.
            if let Ok((draft, _)) = read_file(&String::from_utf8_lossy(&bytes)) {
                let day = Date::parse("2026-11-22").unwrap();
                let again = read_file(&write_file(&draft.write(), day)).unwrap().0;
                assert_eq!(again.cases, draft.cases);
                read += 1;
            }
        }
        read
    }

    #[test]
    fn mutated_files_do_no_harm() {
        assert!(hammer(20_000) > 100, "some mutations must leave a file that reads");
    }

    #[test]
    #[ignore = "takes a minute or so"]
    fn a_million_mutated_files_do_no_harm() {
        assert!(hammer(1_000_000) > 1000);
    }
}
