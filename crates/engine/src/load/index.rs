//! Owns the ids of a catalogue, each list apart, for looking up without walking the lists again.

use super::problem::{List, ProblemKind};
use super::{near, sieve::shorten};
use qitu_model::order::{Map, Set};
use qitu_model::{Activity, Catalogue, Id, Kind};
use std::cell::Cell;

/// The ids of a catalogue.
pub(super) struct Index<'c> {
    lists: Map<List, Set<&'c str>>,
    /// Each activity by id; of two with one id, the first.
    pub activities: Map<&'c str, (Kind, &'c Activity)>,
    /// The highest level anything gives, by skill.
    pub taught: Map<&'c str, u32>,
    /// The id of today by list and earlier id.
    was: Map<(List, &'c str), &'c str>,
    /// How many more slips to look for: a file in which every id is wrong wants none of them.
    guesses: Cell<u32>,
}

/// The list that activities of a kind stand in.
pub(super) fn list_of(kind: Kind) -> List {
    match kind {
        Kind::Course => List::Course,
        Kind::Certificate => List::Certificate,
        Kind::Role => List::Role,
    }
}

impl<'c> Index<'c> {
    /// Collects them.
    pub fn of(catalogue: &'c Catalogue) -> Self {
        let mut lists: Map<List, Set<&'c str>> = Map::new();
        let mut add = |list: List, id: &'c str| {
            lists.entry(list).or_default().insert(id);
        };
        catalogue.slot_ids().into_iter().for_each(|id| add(List::Slot, id));
        catalogue.sources.iter().for_each(|s| add(List::Source, &s.id));
        catalogue.modules.iter().for_each(|g| add(List::Module, &g.id));
        catalogue.tiers.iter().for_each(|g| add(List::Tier, &g.id));
        catalogue.tracks.iter().for_each(|g| add(List::Track, &g.id));
        catalogue.skills.iter().for_each(|s| add(List::Skill, &s.id));
        let (mut activities, mut taught) = (Map::new(), Map::new());
        let mut was = Map::new();
        for (kind, activity) in catalogue.activities() {
            add(list_of(kind), &activity.id);
            add(List::Activity, &activity.id);
            activities.entry(activity.id.as_str()).or_insert((kind, activity));
            for earlier in &activity.was {
                for list in [list_of(kind), List::Activity] {
                    was.entry((list, earlier.as_str())).or_insert(activity.id.as_str());
                }
            }
            for (skill, level) in &activity.gives.skills {
                let highest: &mut u32 = taught.entry(skill.as_str()).or_default();
                *highest = (*highest).max(*level);
            }
        }
        Self { lists, activities, taught, was, guesses: Cell::new(200) }
    }

    fn guess(&self, list: List, id: &str) -> Option<&'c str> {
        let left = self.guesses.get().checked_sub(1)?;
        self.guesses.set(left);
        near(id, self.lists.get(&list)?.iter().copied())
    }

    /// Has the list this id?
    pub fn has(&self, list: List, id: &str) -> bool {
        self.lists.get(&list).is_some_and(|ids| ids.contains(id))
    }

    /// What is wrong with an id that should be in the list; `None` when it is there.
    pub fn unknown(&self, list: List, id: &str) -> Option<ProblemKind> {
        if self.has(list, id) {
            return None;
        }
        let renamed = self.was.get(&(list, id)).copied();
        let guess = renamed.or_else(|| self.guess(list, id));
        let elsewhere = [List::Skill, List::Course, List::Certificate, List::Role]
            .into_iter()
            .find(|other| self.has(*other, id));
        Some(ProblemKind::UnknownId { list, id: shorten(id), near: guess.map(Id::from), elsewhere })
    }
}
