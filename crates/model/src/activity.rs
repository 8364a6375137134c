//! Owns what a rider can do: courses, certificates and roles.

use super::{Contact, Cover, Education, Fact, Id, Need, Offer, Outlook, Pay, Text};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which list of the catalogue an activity stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something to learn.
    Course,
    /// Something to pass and hold.
    Certificate,
    /// Something to be.
    Role,
}

/// A course, a certificate (its exam) or a role (its appointment).
///
/// One record for the three lists: the fields at the end belong to one list each and are left
/// out in the others. A certificate gives itself, a role gives itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Activity {
    /// Unique among all courses, certificates and roles.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// One or two plain sentences on what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Text>,
    /// What must hold before it may start.
    #[serde(skip_serializing_if = "Need::is_nothing")]
    pub needs: Need,
    /// What it gives at its end.
    #[serde(skip_serializing_if = "Gives::is_nothing")]
    pub gives: Gives,
    /// The ways to do it; none stands for one offer of zero weeks, no load, no fee, any week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// Whom to ask about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Box<Contact>>,
    /// Earlier ids, so that saved plans survive renames.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Id>,
    /// Where its numbers come from: field (`hours`, `fee`, `intakes`, `needs`, …) to fact.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Fact>,

    /// Course: the module's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<Id>,
    /// Course, role: the tier's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Id>,
    /// Course: short, long or enterprise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Course: tasks from a rider's day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,

    /// Certificate: `skill_level`, `special_ability`, `licence`, `permit` or `diploma`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Certificate: rank 1–8 on the eight-level ruler (学徒工 … 首席技师).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Certificate: who issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Text>,
    /// Certificate: months it stays valid; none = for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u32>,
    /// Certificate: where it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,

    /// Role: the track's id (the line on the map).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<Id>,
    /// Role: what the day is like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Text>,
    /// Role: gross monthly pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<Pay>,
    /// Role: social insurance by employment status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cover: Vec<Cover>,
    /// Role: what to expect, what goes wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outlook: Vec<Outlook>,
    /// Role: helpful, not needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefers: Vec<Need>,
    /// Role: roles that time in this one also counts for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts_as: Vec<Id>,
    /// Role: interest profile, tenths of the six types R I A S E C (10–70).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub interests: BTreeMap<String, u32>,
    /// Role: how much each skill matters, 1–5; a skill needed but not listed counts 3.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub importance: BTreeMap<Id, u32>,
}

/// What an activity gives at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Gives {
    /// Skill id to level.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub skills: BTreeMap<Id, u32>,
    /// Certificates besides itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Id>,
    /// Schooling completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
}

impl Gives {
    /// Gives nothing besides itself.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.skills.is_empty() && self.certificates.is_empty() && self.education.is_none()
    }
}

/// The academy's three formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 短期
    Short,
    /// 长期
    Long,
    /// 企业定向
    Enterprise,
}

/// Where a certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 全国
    Nationwide,
    /// 本省
    Province,
    /// 本企业
    Employer,
}

/// A task from a rider's day in the six steps of work-integrated learning (工学一体化).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Task {
    /// The situation.
    pub title: Text,
    /// 明确任务, 获取信息, 制定计划, 实施, 检查, 评价: up to six, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Text>,
}
