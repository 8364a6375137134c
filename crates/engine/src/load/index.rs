//! Owns the ids of a catalogue, each list apart, for looking up without walking the lists again.

use super::near::Guesses;
use super::problem::{List, ProblemKind};
use super::sieve::shorten;
use super::sound;
use qitu_model::{Activity, Catalogue, Hours, Id, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a catalogue: of what [`sound`] keeps, for nothing may rest on what is left out.
pub(super) struct Index<'c> {
    lists: BTreeMap<List, BTreeSet<&'c str>>,
    /// Each activity by id.
    pub activities: BTreeMap<&'c str, (Kind, &'c Activity)>,
    /// The longest stretch that most riders have, by kind of time.
    stretches: BTreeMap<&'c str, Hours>,
    /// The highest level anything gives, by skill.
    pub taught: BTreeMap<&'c str, u32>,
    /// The id of today by list and earlier id.
    was: BTreeMap<(List, &'c str), &'c str>,
    /// Slips that are still looked for.
    pub guesses: Guesses,
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
        let mut lists: BTreeMap<List, BTreeSet<&'c str>> = BTreeMap::new();
        let mut add = |list: List, id: &'c str| {
            lists.entry(list).or_default().insert(id);
        };
        sound::slots(catalogue).into_iter().for_each(|id| add(List::Slot, id));
        catalogue.sources.iter().for_each(|s| add(List::Source, &s.id));
        catalogue.modules.iter().for_each(|g| add(List::Module, &g.id));
        catalogue.tiers.iter().for_each(|g| add(List::Tier, &g.id));
        catalogue.tracks.iter().for_each(|g| add(List::Track, &g.id));
        catalogue.skills.iter().for_each(|s| add(List::Skill, &s.id));
        let (mut activities, mut taught) = (BTreeMap::new(), BTreeMap::new());
        let mut was = BTreeMap::new();
        let kept = sound::kept(catalogue);
        let all = catalogue.activities().zip(kept).filter(|(_, kept)| *kept);
        for ((kind, activity), _) in all {
            add(list_of(kind), &activity.id);
            add(List::Activity, &activity.id);
            activities.insert(activity.id.as_str(), (kind, activity));
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
        let stretches = catalogue.slots.iter().filter_map(|s| Some((s.id.as_str(), s.stretch?)));
        let stretches = stretches.collect();
        Self { lists, activities, stretches, taught, was, guesses: Guesses::new() }
    }

    fn guess(&self, list: List, id: &str) -> Option<&'c str> {
        self.guesses.near(id, self.lists.get(&list)?.iter().copied())
    }

    /// The longest stretch that most riders have of a kind of time; none = any.
    pub fn stretch(&self, slot: &str) -> Option<Hours> {
        self.stretches.get(slot).copied()
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
