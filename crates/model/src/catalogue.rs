//! Owns the catalogue: what can be learnt, held and become, with its sources.

use super::{Activity, Date, Hours, Id, Kind, Offer, Text};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that can be planned, as one file (`qitu.catalogue/1`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Catalogue {
    /// `qitu.catalogue/1`.
    pub format: String,
    /// Its name in scenarios.
    pub id: Id,
    /// Its edition.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// The day its content was last checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Date>,
    /// The address of the page where riders meet it, if that is not the planner's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// Kinds of free time, at most six; empty stands for gap, evening, rest_day, released.
    pub slots: Vec<Slot>,
    /// What a rider says for whom a question's fact holds, by the question's id; "yes" where missing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answer_yes: BTreeMap<String, Text>,
    /// What a rider says for whom it does not hold; "no" where missing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answer_no: BTreeMap<String, Text>,
    /// Where facts come from.
    pub sources: Vec<Source>,
    /// Course modules.
    pub modules: Vec<Group>,
    /// Tiers, lowest first.
    pub tiers: Vec<Group>,
    /// Lines of the map.
    pub tracks: Vec<Group>,
    /// Skills.
    pub skills: Vec<Skill>,
    /// Courses.
    pub courses: Vec<Activity>,
    /// Certificates.
    pub certificates: Vec<Activity>,
    /// Roles.
    pub roles: Vec<Activity>,
}

/// A kind of free time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Slot {
    /// Its id in loads and weeks.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The longest stretch of it that most riders have, in whole hours; 0 = less than an hour,
    /// none = as long as their week says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch: Option<Hours>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Source {
    /// Its id in facts.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The day itself is not known: it lies between `date` and this one, ends included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// Where to read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A module, a tier or a track.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// One sentence on what it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Text>,
}

/// Something a rider can do, in levels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Skill {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The module it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<Id>,
    /// The heading it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Text>,
    /// What each level means in plain words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, Text>,
}

impl Catalogue {
    /// Every activity with the list it stands in: courses, certificates, roles.
    pub fn activities(&self) -> impl Iterator<Item = (Kind, &Activity)> {
        let courses = self.courses.iter().map(|a| (Kind::Course, a));
        let certificates = self.certificates.iter().map(|a| (Kind::Certificate, a));
        let roles = self.roles.iter().map(|a| (Kind::Role, a));
        courses.chain(certificates).chain(roles)
    }

    /// What a plan and its reasons are made from: everything but the texts and outlooks that only
    /// a closer look shows. The build writes it as a file of its own, for the first visit.
    #[must_use]
    pub fn for_planning(&self) -> Self {
        let mut first = self.clone();
        // Where a number comes from is read beside its badge, on screens that come with the whole
        // catalogue.
        for source in &mut first.sources {
            *source = Source { id: std::mem::take(&mut source.id), ..Source::default() };
        }
        for group in first.modules.iter_mut().chain(&mut first.tiers).chain(&mut first.tracks) {
            group.about = None;
        }
        for skill in &mut first.skills {
            skill.levels.clear();
        }
        let lists = [&mut first.courses, &mut first.certificates, &mut first.roles];
        for activity in lists.into_iter().flatten() {
            activity.about = None;
            activity.tasks.clear();
            activity.day = None;
            activity.cover.clear();
            activity.outlook.clear();
            activity.contact = None;
            activity.offers.iter_mut().for_each(Offer::forget_class);
            // A caveat is read beside its source, on screens that come with the whole catalogue.
            let of_offers = activity.offers.iter_mut().flat_map(|offer| offer.facts.values_mut());
            activity.facts.values_mut().chain(of_offers).for_each(|fact| fact.note = None);
        }
        first
    }

    /// The activity of this id, or of this earlier id.
    #[must_use]
    pub fn activity(&self, id: &str) -> Option<(Kind, &Activity)> {
        self.activities()
            .find(|(_, a)| a.id == id)
            .or_else(|| self.activities().find(|(_, a)| a.was.iter().any(|was| was == id)))
    }

    /// Every id of an activity, and every earlier one, with the id of today.
    #[must_use]
    pub fn names(&self) -> BTreeMap<&str, &str> {
        let mut names: Vec<(&str, &str)> = Vec::new();
        for (_, own) in self.activities() {
            names.push((&own.id, &own.id));
        }
        for (_, own) in self.activities() {
            for was in &own.was {
                names.push((was, &own.id));
            }
        }
        // Of one name the first stays: the last one collected wins.
        names.into_iter().rev().collect()
    }

    /// The skill of this id.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<&Skill> {
        self.skills.iter().find(|s| s.id == id)
    }

    /// The source of this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }

    /// The ids of the kinds of free time, with the default four where the file names none.
    #[must_use]
    pub fn slot_ids(&self) -> Vec<&str> {
        if self.slots.is_empty() {
            return vec!["gap", "evening", "rest_day", "released"];
        }
        self.slots.iter().map(|s| s.id.as_str()).collect::<Vec<_>>()
    }
}
