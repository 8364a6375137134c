//! Owns what an edition of a catalogue must keep of the one before: plans that riders keep name its
//! entries by id.

use super::index::list_of;
use super::near::Guesses;
use super::problem::{List, Problem, ProblemKind, Severity};
use qitu_model::{Catalogue, Id};
use std::collections::BTreeSet;

/// What the earlier edition had and this one neither has nor names in `was`.
#[must_use]
pub fn gone_since(catalogue: &Catalogue, earlier: &Catalogue) -> Vec<Problem> {
    let own = catalogue.activities().map(|(_, activity)| activity);
    let ids: BTreeSet<&str> =
        own.flat_map(|a| a.was.iter().chain([&a.id]).map(Id::as_str)).collect();
    let skills: BTreeSet<&str> = catalogue.skills.iter().map(|skill| skill.id.as_str()).collect();
    let old: BTreeSet<&str> = earlier.activities().map(|(_, a)| a.id.as_str()).collect();
    let guesses = Guesses::new();
    let activities = earlier.activities().map(|(kind, a)| (list_of(kind), a.id.as_str(), &ids));
    let taught = earlier.skills.iter().map(|skill| (List::Skill, skill.id.as_str(), &skills));
    let gone = activities.chain(taught).filter(|(_, id, now)| !now.contains(id));
    gone.map(|(list, id, now)| {
        // What is new may be what is gone, under another name.
        let near = guesses.near(id, now.iter().copied().filter(|id| !old.contains(id)));
        let kind = ProblemKind::Gone { list, id: id.to_owned(), near: near.map(str::to_owned) };
        Problem { entry: id.to_owned(), ..Problem::new(Severity::Warning, "", kind) }
    })
    .collect()
}
