//! Owns everything a rider has as one file (`qitu.file/1`), and old shapes of what is kept.
//! Refuses to guess: a file of a later edition, or of something else, is left alone and said.

use super::draft::{DRAFT_FORMAT, Draft, MOST_CASES};
use qitu_model::Date;
use qitu_model::json::{self, FromJson, ToJson, Value};

/// The format of the file that this version writes.
pub const FILE_FORMAT: &str = "qitu.file/1";

/// A file of more bytes than this is not read.
pub const LONGEST: usize = 4_000_000;

/// Why a file or what is kept cannot be read. Nothing is changed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not JSON at all, or cut short.
    Broken,
    /// It is JSON and something else.
    Foreign,
    /// A later edition wrote it.
    Newer,
    /// It is too long.
    TooLong,
}

/// An old shape, and what turns it into the next.
type Step = (&'static str, fn(&mut Value<'_>));

/// Old shapes: what turns each into the next. The last leads to [`DRAFT_FORMAT`].
const STEPS: [Step; 1] = [("qitu.draft/1", from_draft_1)];

/// Draft 1 had no record: what its first scenario knew of the rider's learning begins it.
fn from_draft_1(draft: &mut Value<'_>) {
    let first = draft.get("cases").and_then(|cases| match cases {
        Value::List(cases) => cases.first(),
        _ => None,
    });
    let rider = first.and_then(|case| case.get("scenario")?.get("rider"));
    let known = ["skills", "certificates", "courses"]
        .into_iter()
        .filter_map(|key| Some((key.into(), rider?.get(key)?.clone())));
    let record = Value::Map(vec![("rider".into(), Value::Map(known.collect()))]);
    if draft.get("record").is_none()
        && let Some(slot) = draft.slot("record")
    {
        *slot = record;
    }
}

/// The draft in what is kept, whatever edition wrote it.
///
/// # Errors
/// Where it is no draft, or one of a later edition.
pub fn read_draft(text: &str) -> Result<Draft, Unread> {
    if text.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    draft_of(json::parse(text).ok_or(Unread::Broken)?)
}

fn format<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.get("format")?.as_text()
}

fn draft_of(mut value: Value<'_>) -> Result<Draft, Unread> {
    for (at, (from, step)) in STEPS.iter().enumerate() {
        if format(&value) == Some(from) {
            step(&mut value);
            // The next shape's name: that of the following step, or today's.
            if let Some(slot) = value.slot("format") {
                *slot = Value::text(STEPS.get(at + 1).map_or(DRAFT_FORMAT, |(name, _)| name));
            }
        }
    }
    match format(&value) {
        Some(DRAFT_FORMAT) => {}
        Some(other) if other.starts_with("qitu.draft/") => return Err(Unread::Newer),
        _ => return Err(Unread::Foreign),
    }
    // One scenario that cannot be read does not cost the others.
    if let Some(Value::List(cases)) = value.slot("cases") {
        cases.retain(|case| super::draft::Case::from_json(case.clone()).is_ok());
        // Two windows may have left more than fit side by side; none of them is dropped.
        cases.truncate(MOST_CASES * 2);
    }
    let mut draft = Draft::from_json(value).map_err(|_| Unread::Foreign)?;
    draft.current = draft.current.min(draft.cases.len().saturating_sub(1));
    Ok(draft)
}

#[derive(ToJson)]
struct File {
    format: &'static str,
    written: Date,
    draft: Draft,
}

/// Everything as one file.
#[must_use]
pub fn write_file(draft: &Draft, today: Date) -> String {
    let draft = Draft { format: DRAFT_FORMAT.into(), ..draft.clone() };
    json::write_pretty(&File { format: FILE_FORMAT, written: today, draft })
}

/// The draft in a file: one of this kind, or what is kept, as it stands.
///
/// # Errors
/// Where it holds no draft, or one of a later edition.
pub fn read_file(text: &str) -> Result<Draft, Unread> {
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

/// The day a file was written, where it says so.
#[must_use]
pub fn written(text: &str) -> Option<Date> {
    let value = json::parse(text.trim_start_matches('\u{feff}'))?;
    Date::parse(value.get("written")?.as_text()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT_1: &str = include_str!("../../tests/share/draft-1.json");
    const FILE_1: &str = include_str!("../../tests/share/file-1.json");

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
        let file = write_file(&draft, Date::parse("2026-11-22").unwrap());
        assert_eq!(read_file(&file), Ok(Draft { format: DRAFT_FORMAT.into(), ..draft }));
    }

    #[test]
    fn every_published_file_keeps_opening() {
        let draft = read_file(FILE_1).unwrap();
        assert_eq!(draft.record.applications.len(), 1);
        assert_eq!(draft.record.checks.len(), 1);
        assert_eq!(draft.record.papers.get("health").unwrap().number, "4401-22");
        assert_eq!(read_file(DRAFT_1), read_draft(DRAFT_1), "what is kept opens as a file as well");
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
        assert_eq!(read_draft(&broken).unwrap().cases.len(), 1);
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
            if let Ok(draft) = read_file(&String::from_utf8_lossy(&bytes)) {
                let day = Date::parse("2026-11-22").unwrap();
                assert_eq!(read_file(&write_file(&draft, day)).unwrap().cases, draft.cases);
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
