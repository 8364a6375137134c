//! Owns text → (nouns, problems): catalogues, scenarios and plans, from JSON and from tables.
//! Refuses to fail: it returns what could be read and the list of what could not.
//!
//! ```text
//! text ── sieve (shape tables) ── clean JSON ── types ── check ── sound ── (Catalogue, problems)
//! ```
//!
//! Whatever stands in a file, nothing here panics, and nothing that was left out can make a plan
//! look easier than it is: an offer with an unreadable fee is no offer, a course with unreadable
//! needs is no course. What is called an error is never planned with.

mod check;
mod count;
mod edition;
mod encoding;
mod grid;
mod index;
mod near;
mod offer;
mod old;
mod place;
mod problem;
mod reach;
mod rename;
mod report;
mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
mod sense;
mod shape;
mod sieve;
mod sound;
mod span;
pub mod table;

use near::near_field;

pub use check::check;
pub use count::{count, worst};
pub use edition::gone_since;
pub use encoding::text;
pub use problem::{Counts, List, Problem, ProblemKind, Severity, Wanted};
pub use rename::{upgrade_plan, upgrade_scenario};
pub use scenario::{ScenarioReader, check_scenario};

use qitu_model::json::FromJson;
use qitu_model::{Catalogue, Hours, PLAN_FORMAT, Plan, SCENARIO_FORMAT, Scenario, Slot};
use sieve::Sifted;
use sound::Verdict;

/// The catalogue format this version reads and writes.
pub const CATALOGUE_FORMAT: &str = "qitu.catalogue/1";

/// The most bytes of a file that are read; a catalogue of ten thousand courses takes about a
/// tenth of it. For the command line, the studio and the page.
pub const MOST_BYTES: usize = 64_000_000;

/// Reads a catalogue: what of it may be planned with, and everything wrong with it. What is called
/// an error is not in it, nor what would be easier without that.
#[must_use]
pub fn catalogue(text: &str) -> (Catalogue, Vec<Problem>) {
    let (mut catalogue, problems, judged) = read_catalogue(text);
    sound::keep(&mut catalogue, &judged.verdicts);
    if judged.has_unread_slots && catalogue.slots.is_empty() {
        without_stretches(&mut catalogue);
    }
    (catalogue, problems)
}

/// Reads a catalogue to change it and write it again: everything that could be read, whatever is
/// wrong with it. It may hold what must not be planned with.
#[must_use]
pub fn catalogue_to_edit(text: &str) -> (Catalogue, Vec<Problem>) {
    let (catalogue, problems, _) = read_catalogue(text);
    (catalogue, problems)
}

/// May a plan be made from this catalogue? Not from one that offers nothing, and not from one of
/// another format: what that says in fields of its own cannot be judged here.
#[must_use]
pub fn may_be_planned(catalogue: &Catalogue) -> bool {
    let format = old::judge(&catalogue.format, CATALOGUE_FORMAT);
    let is_foreign = format.is_some_and(|problem| problem.severity == Severity::Error);
    !is_foreign && catalogue.activities().next().is_some()
}

/// What decides how much of a catalogue may be planned with.
#[derive(Default)]
struct Judged {
    verdicts: Vec<Verdict>,
    /// The file may name kinds of time that could not be read.
    has_unread_slots: bool,
}

fn read_catalogue(text: &str) -> (Catalogue, Vec<Problem>, Judged) {
    if let Some(problem) = too_large(text.len()) {
        return (Catalogue::default(), vec![problem], Judged::default());
    }
    let mut sifted = sieve::sift(bare(text), shape::CATALOGUE);
    let mut problems = std::mem::take(&mut sifted.problems);
    let Some(catalogue) = read::<Catalogue>(&sifted, &mut problems) else {
        return (Catalogue::default(), problems, Judged::default());
    };
    let mut found: Vec<Problem> =
        old::judge(&catalogue.format, CATALOGUE_FORMAT).into_iter().collect();
    let (wrong, verdicts) = check::judge(&catalogue);
    found.extend(wrong);
    sifted.place(&mut found);
    problems.extend(found);
    finish(&mut problems, sifted.more);
    let has_unread_slots = !sifted.whole || told_of(&problems, "slots");
    (catalogue, problems, Judged { verdicts, has_unread_slots })
}

/// Names the usual kinds of time, none of them with an hour at a stretch. Those that the file
/// names cannot be read, and might have been as short.
fn without_stretches(catalogue: &mut Catalogue) {
    let usual = catalogue.slot_ids().into_iter();
    let short = |id: &str| Slot { id: id.into(), stretch: Some(Hours(0)), ..Slot::default() };
    catalogue.slots = usual.map(short).collect();
}

/// Is there a problem with this field or in it?
fn told_of(problems: &[Problem], field: &str) -> bool {
    problems.iter().any(|problem| problem.path.starts_with(field))
}

/// Reads a scenario. `None` when it cannot be understood; when a part of it was left out, that is
/// an error among the problems and the caller decides whether the rest will do.
#[must_use]
pub fn scenario(text: &str) -> (Option<Scenario>, Vec<Problem>) {
    read_scenario(text, None)
}

/// Reads a scenario that will be put to this catalogue: what does not fit it is told with its
/// line, and earlier ids are read as the ids of today.
#[must_use]
pub fn scenario_for(catalogue: &Catalogue, text: &str) -> (Option<Scenario>, Vec<Problem>) {
    ScenarioReader::new(catalogue).read(text)
}

fn read_scenario(
    text: &str,
    reader: Option<&ScenarioReader<'_>>,
) -> (Option<Scenario>, Vec<Problem>) {
    if let Some(problem) = too_large(text.len()) {
        return (None, vec![problem]);
    }
    let mut sifted = sieve::sift(bare(text), shape::SCENARIO);
    let mut problems = std::mem::take(&mut sifted.problems);
    let scenario = read::<Scenario>(&sifted, &mut problems);
    if let Some(scenario) = &scenario {
        let mut found: Vec<Problem> =
            old::judge(&scenario.format, SCENARIO_FORMAT).into_iter().collect();
        found.extend(scenario::check_alone(scenario));
        found.extend(reader.into_iter().flat_map(|reader| reader.check(scenario)));
        sifted.place(&mut found);
        problems.extend(found);
    }
    finish(&mut problems, sifted.more);
    (scenario, problems)
}

/// Reads a plan. `None` when its status or its steps cannot be understood.
#[must_use]
pub fn plan(text: &str) -> (Option<Plan>, Vec<Problem>) {
    if let Some(problem) = too_large(text.len()) {
        return (None, vec![problem]);
    }
    let mut sifted = sieve::sift(bare(text), shape::PLAN);
    let mut problems = std::mem::take(&mut sifted.problems);
    let plan = read::<Plan>(&sifted, &mut problems);
    // Half a plan is another plan.
    let whole = worst(&problems) != Some(Severity::Error);
    if let Some(plan) = &plan {
        let mut found: Vec<Problem> = old::judge(&plan.format, PLAN_FORMAT).into_iter().collect();
        sifted.place(&mut found);
        problems.extend(found);
    }
    finish(&mut problems, sifted.more);
    (plan.filter(|_| whole), problems)
}

/// The text without the mark that some editors put before it.
fn bare(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn read<T: FromJson>(sifted: &Sifted, problems: &mut Vec<Problem>) -> Option<T> {
    match qitu_model::json::read(&sifted.clean) {
        Ok(read) => Some(read),
        Err(error) => {
            // What the sieve has already told needs no second telling.
            if worst(problems) != Some(Severity::Error) {
                let kind = ProblemKind::Unreadable { detail: error.to_string() };
                problems.push(Problem { line: 1, ..Problem::new(Severity::Error, "", kind) });
            }
            None
        }
    }
}

/// Puts problems in the order of the file and keeps the list to a length that can be read: what is
/// worst stays, and the rest is counted.
fn finish(problems: &mut Vec<Problem>, mut more: Counts) {
    problems.sort_by_key(|p| p.line);
    let mut room = Counts::default();
    let mut left = sieve::MOST;
    let all = count(problems);
    for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
        let listed = all.of(severity).min(left);
        room.add(severity, listed);
        left -= listed;
    }
    let mut listed = Counts::default();
    problems.retain(|p| {
        let stays = listed.of(p.severity) < room.of(p.severity);
        let counts = if stays { &mut listed } else { &mut more };
        counts.add(p.severity, 1);
        stays
    });
    if let Some(severity) = more.worst() {
        let kind = ProblemKind::More { counts: more };
        problems.push(Problem::new(severity, "", kind));
    }
}

/// The problem with a text or a file that is too long to be read.
fn too_large(bytes: usize) -> Option<Problem> {
    let kind = ProblemKind::TooLarge { most: MOST_BYTES };
    (bytes > MOST_BYTES).then(|| Problem { line: 1, ..Problem::new(Severity::Error, "", kind) })
}
