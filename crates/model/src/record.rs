//! Owns what a rider keeps about themself beside the plan: certificates' papers, applications,
//! self-checks. Refuses points: nothing in it is ever taken away but by the rider.

use super::{Date, Id, Rider};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a rider keeps about themself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Record {
    /// What is known of the rider, kept apart from any one plan.
    pub rider: Rider,
    /// The year of birth, where an age was told; never an age, which would not grow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<u32>,
    /// The name on the talent file; only there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Papers by certificate.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub papers: BTreeMap<Id, Paper>,
    /// Applications, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<Application>,
    /// Self-checks, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Checked>,
}

impl Record {
    /// The rider's age on a day. Early editions kept an age, told in a self-check.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Option<u32> {
        let grown = |born: u32| u32::try_from(day.ymd().0).ok()?.checked_sub(born);
        let told = || Some(self.checks.last()?.on.age_on(self.rider.age?, day));
        self.born.map_or_else(told, grown)
    }

    /// Keeps an age that is told on a day.
    pub fn tell_age(&mut self, age: Option<u32>, on: Date) {
        self.rider.age = None;
        let born = |age: u32| u32::try_from(on.ymd().0).ok()?.checked_sub(age);
        self.born = age.and_then(born);
    }

    /// Nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What stands on the paper of a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Paper {
    /// Its number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The day it runs out, where the paper says another than the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// One application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Application {
    /// The role.
    pub role: Id,
    /// With whom.
    #[serde(default)]
    pub place: String,
    /// How far it has come.
    pub state: Stage,
    /// Since when it stands there.
    pub on: Date,
}

/// How far an application has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Not sent yet.
    #[default]
    Planned,
    /// Sent.
    Sent,
    /// Talked to.
    Talked,
    /// Offered.
    Offered,
    /// Signed.
    Signed,
    /// It came to nothing.
    Ended,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Self; 6] =
        [Self::Planned, Self::Sent, Self::Talked, Self::Offered, Self::Signed, Self::Ended];
}

/// One self-check: the answers as given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// The day.
    pub on: Date,
    /// Skill id to level.
    #[serde(default)]
    pub skills: BTreeMap<Id, u32>,
    /// Interest item id to answer.
    #[serde(default)]
    pub interest: BTreeMap<Id, u32>,
    /// Readiness item id to answer: hours, yuan, years, a step of schooling, 1 for yes.
    #[serde(default)]
    pub readiness: BTreeMap<Id, u32>,
}
