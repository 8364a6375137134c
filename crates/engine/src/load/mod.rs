//! Owns text → (nouns, problems): catalogues, scenarios and plans, from JSON and from tables.
//! Refuses to fail: it returns what could be read and the list of what could not.
//!
//! ```text
//! text ── sieve (shape tables) ── clean JSON ── types ── check ── (Catalogue, problems)
//! ```
//!
//! Whatever stands in a file, nothing here panics, and nothing that was left out can make a plan
//! look easier than it is: an offer with an unreadable fee is no offer, a course with unreadable
//! needs is no course.

mod check;
mod encoding;
mod grid;
mod index;
mod near;
mod offer;
mod old;
mod problem;
mod reach;
mod rename;
mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
mod shape;
mod sieve;
mod span;
pub mod table;

use near::near;

pub use check::check;
pub use encoding::text;
pub use problem::{List, Problem, ProblemKind, Severity, Wanted, worst};
pub use rename::{upgrade_plan, upgrade_scenario};
pub use scenario::check_scenario;

use qitu_model::json::FromJson;
use qitu_model::{Catalogue, PLAN_FORMAT, Plan, SCENARIO_FORMAT, Scenario};
use sieve::Sifted;

/// The catalogue format this version reads and writes.
pub const CATALOGUE_FORMAT: &str = "qitu.catalogue/1";

/// Reads a catalogue: what could be read, and everything wrong with it.
#[must_use]
pub fn catalogue(text: &str) -> (Catalogue, Vec<Problem>) {
    let mut sifted = sieve::sift(bare(text), shape::CATALOGUE);
    let mut problems = std::mem::take(&mut sifted.problems);
    let Some(catalogue) = read::<Catalogue>(&sifted, &mut problems) else {
        return (Catalogue::default(), problems);
    };
    let mut found: Vec<Problem> =
        old::judge(&catalogue.format, CATALOGUE_FORMAT).into_iter().collect();
    found.extend(check(&catalogue));
    sifted.place(&mut found);
    problems.extend(found);
    finish(&mut problems, sifted.more);
    (catalogue, problems)
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
    let (mut scenario, problems) = read_scenario(text, Some(catalogue));
    if let Some(scenario) = &mut scenario {
        upgrade_scenario(catalogue, scenario);
    }
    (scenario, problems)
}

fn read_scenario(text: &str, catalogue: Option<&Catalogue>) -> (Option<Scenario>, Vec<Problem>) {
    let mut sifted = sieve::sift(bare(text), shape::SCENARIO);
    let mut problems = std::mem::take(&mut sifted.problems);
    let scenario = read::<Scenario>(&sifted, &mut problems);
    if let Some(scenario) = &scenario {
        let mut found: Vec<Problem> =
            old::judge(&scenario.format, SCENARIO_FORMAT).into_iter().collect();
        found.extend(scenario::check_alone(scenario));
        found.extend(catalogue.into_iter().flat_map(|c| check_scenario(c, scenario)));
        sifted.place(&mut found);
        problems.extend(found);
    }
    finish(&mut problems, sifted.more);
    (scenario, problems)
}

/// Reads a plan. `None` when its status or its steps cannot be understood.
#[must_use]
pub fn plan(text: &str) -> (Option<Plan>, Vec<Problem>) {
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

/// Puts problems in the order of the file and keeps the list to a length that can be read.
fn finish(problems: &mut Vec<Problem>, more: usize) {
    problems.sort_by_key(|p| p.line);
    let more = more + problems.len().saturating_sub(sieve::MOST);
    problems.truncate(sieve::MOST);
    if more > 0 {
        let kind = ProblemKind::More { count: more };
        problems.push(Problem::new(Severity::Notice, "", kind));
    }
}
