//! Owns reading a catalogue that nobody has checked: what of it may be planned with, as a file,
//! and everything wrong with it, in words.
//! Refuses to repair: what is wrong, its author mends.

use crate::load::{self, Problem, ProblemKind, Severity};
use crate::text::problem;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Lang, Text};

/// Problems beyond so many are counted, not listed: nobody mends more at once.
const MOST: usize = 200;

/// What was read of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
pub struct Reading {
    /// What may be planned with, as a file; none where nothing of it may.
    pub catalogue: Option<String>,
    /// What is wrong with it, the worst first.
    pub faults: Vec<Fault>,
    /// How many errors there are, the listed ones among them.
    pub errors: u32,
    /// How many warnings.
    pub warnings: u32,
}

/// One thing wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// The line it stands in, from 1; 0 where it is about the whole file.
    pub line: u32,
    /// The field, and the id of the entry it stands in: `courses[3].fee (c04)`; may be empty.
    pub place: String,
    /// What is wrong.
    pub what: Text,
    /// How to mend it.
    pub mend: Text,
}

impl Fault {
    fn of(problem: &Problem) -> Self {
        let zh = problem::problem(Lang::Zh, &problem.kind);
        let en = problem::problem(Lang::En, &problem.kind);
        let place = match (problem.path.is_empty(), problem.entry.is_empty()) {
            (_, true) => problem.path.clone(),
            (true, false) => problem.entry.clone(),
            (false, false) => format!("{} ({})", problem.path, problem.entry),
        };
        Self {
            severity: problem.severity,
            line: problem.line,
            place,
            what: Text { zh: zh.what, en: en.what },
            mend: Text { zh: zh.mend, en: en.mend },
        }
    }
}

impl Reading {
    /// Reads a catalogue. `was_gb18030` where its bytes were no UTF-8 and were decoded as GB18030.
    #[must_use]
    pub fn of(text: &str, was_gb18030: bool) -> Self {
        let (catalogue, mut problems) = load::catalogue(text);
        if was_gb18030 {
            let kind = ProblemKind::WrongEncoding { gb18030: true };
            problems.push(Problem { line: 1, ..Problem::new(Severity::Warning, "", kind) });
        }
        let counts = load::count(&problems);
        problems.sort_by_key(|problem| (problem.severity, problem.line));
        let few = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            catalogue: load::may_be_planned(&catalogue).then(|| json::write(&catalogue)),
            faults: problems.iter().take(MOST).map(Fault::of).collect(),
            errors: few(counts.errors),
            warnings: few(counts.warnings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::load::Severity;
    use qitu_model::Catalogue;
    use qitu_model::json;

    const SOUND: &str = include_str!("../../../../tests/load/catalogue-sound.json");

    fn sound_rest(reading: &Reading) -> Catalogue {
        json::read(reading.catalogue.as_deref().expect("something is sound")).expect("it reads")
    }

    #[test]
    fn a_sound_catalogue_is_read_whole_and_nothing_is_said() {
        let reading = Reading::of(SOUND, false);
        assert_eq!(reading.faults, []);
        let whole: Catalogue = json::read(SOUND).expect("it reads");
        assert_eq!(sound_rest(&reading), whole);
    }

    #[test]
    fn another_encoding_is_told_and_what_it_says_is_read() {
        let reading = Reading::of(SOUND, true);
        assert!(reading.catalogue.is_some());
        assert_eq!(reading.warnings, 1);
        assert!(reading.faults[0].what.zh.contains("UTF-8"), "{:?}", reading.faults);
    }

    #[test]
    fn what_is_no_catalogue_is_planned_with_nowhere_and_told_as_what_it_is() {
        let newer = SOUND.replace("qitu.catalogue/1", "qitu.catalogue/9");
        let told = [
            ("<!doctype html><title>404</title>", "网页"),
            ("名称,费用\n夜骑,300\n", "JSON"),
            ("", ""),
            (r#"{"format": "qitu.scenario/1", "goal": {"role": "a"}}"#, "qitu.scenario/1"),
            (newer.as_str(), "qitu.catalogue/9"),
        ];
        for (text, says) in told {
            let reading = Reading::of(text, false);
            assert_eq!(reading.catalogue, None, "{text}");
            let first = &reading.faults.first().expect("something is told");
            assert_eq!(first.severity, Severity::Error);
            let all: String = reading.faults.iter().map(|fault| fault.what.zh.as_str()).collect();
            assert!(all.contains(says), "{text}: {all}");
        }
    }
}
