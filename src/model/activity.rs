//! Owns what a rider can do: courses, certificates and roles, and the ways to do each.

use super::{Date, Hours, Id, Need, Span, Text, Weeks, Yuan};
use crate::json::{FromJson, ToJson, Value, Writer, Wrong};
use crate::order::Map;
use serde::{Deserialize, Serialize};

/// Which list of the catalogue an activity stands in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
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
    /// Earlier ids, so that saved plans survive renames.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Id>,
    /// Where its numbers come from: field (`hours`, `fee`, `intakes`, `needs`, …) to fact.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub facts: Map<String, Fact>,

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
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub interests: Map<String, u32>,
    /// Role: how much each skill matters, 1–5; a skill needed but not listed counts 3.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub importance: Map<Id, u32>,
}

/// What an activity gives at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Gives {
    /// Skill id to level.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub skills: Map<Id, u32>,
    /// Certificates besides itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Id>,
    /// Schooling completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<super::Education>,
}

impl Gives {
    /// Gives nothing besides itself.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.skills.is_empty() && self.certificates.is_empty() && self.education.is_none()
    }
}

/// One way to do an activity. Either `weeks` and `load`, or `hours`, `pace` and `fits`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Offer {
    /// Unique in its activity.
    pub id: Id,
    /// Its name, where the id alone would not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Weeks>,
    /// What it asks for in every week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub load: Vec<Part>,
    /// Self-paced: hours in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Self-paced: hours a week the rider may choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// Self-paced: slots the hours may come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fits: Vec<Id>,
    /// What it costs.
    #[serde(skip_serializing_if = "is_zero_yuan")]
    pub fee: Yuan,
    /// Money back; the net fee is never below zero.
    #[serde(skip_serializing_if = "is_zero_yuan")]
    pub subsidy: Yuan,
    /// When it may start; none = any week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intakes: Option<Intakes>,
    /// Weekly class times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Span>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What this offer needs besides the activity's needs.
    #[serde(skip_serializing_if = "Need::is_nothing")]
    pub needs: Need,
    /// Share of practice, per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hands_on: Option<u32>,
    /// Where its numbers come from, when they differ from the activity's.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub facts: Map<String, Fact>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero_yuan(yuan: &Yuan) -> bool {
    yuan.0 == 0
}

impl Offer {
    /// Fee less subsidy, never below zero.
    #[must_use]
    pub fn net_fee(&self) -> Yuan {
        Yuan(self.fee.0.saturating_sub(self.subsidy.0).max(0))
    }
}

/// Hours of each week that may be spread over the slots they fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Part {
    /// Hours a week.
    pub hours: Hours,
    /// Slot ids.
    pub fits: Vec<Id>,
}

/// The range of weekly hours of a self-paced offer, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pace {
    /// Fewest hours a week.
    pub min: Hours,
    /// Most hours a week.
    pub max: Hours,
}

/// When an offer may start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Intakes {
    /// In the weeks of these dates.
    Dates(Vec<Date>),
    /// In the week of `from` and every so many weeks after.
    Every {
        /// Weeks between two intakes, at least 1.
        every_weeks: u32,
        /// The first.
        from: Date,
    },
}

impl FromJson for Intakes {
    fn blank() -> Self {
        Self::Dates(Vec::new())
    }

    fn read_json(&mut self, value: &mut Value<'_>) -> Result<(), Wrong> {
        if let Value::List(_) = value {
            let mut dates = Vec::new();
            dates.read_json(value)?;
            *self = Self::Dates(dates);
            return Ok(());
        }
        let mut map = value.map(&"intakes")?;
        let (mut every_weeks, mut from) = (0, Date::default());
        map.must(&"every_weeks", &mut every_weeks);
        map.must(&"from", &mut from);
        *self = Self::Every { every_weeks, from };
        map.end()
    }
}

impl ToJson for Intakes {
    fn to_json(&self, to: &mut Writer) {
        match self {
            Self::Dates(dates) => dates.to_json(to),
            Self::Every { every_weeks, from } => {
                to.open_map();
                to.field("every_weeks", every_weeks);
                to.field("from", from);
                to.close_map();
            }
        }
    }
}

/// Where something is held.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 线上
    Online,
    /// 到场
    InPerson,
    /// 混合
    Blended,
}

/// The academy's three formats.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
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
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
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

/// How sure a number is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Somebody answerable said so.
    Stated,
    /// A rule that applies now.
    InForce,
    /// Hoped for by whoever would do it.
    Expected,
    /// Our own guess.
    #[default]
    Estimate,
}

/// Where a number comes from and how sure it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Fact {
    /// How sure.
    pub status: Status,
    /// The source's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// When it was said or came into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// A caveat that belongs beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Gross monthly pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pay {
    /// Lower end.
    pub low: Yuan,
    /// Upper end.
    pub high: Yuan,
    /// Where from.
    #[serde(default)]
    pub fact: Fact,
}

/// How far a promise of cover has come.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    ToJson,
    Deserialize,
    FromJson,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CoverState {
    /// Said in public, no rule yet.
    Announced,
    /// Applies now.
    InForce,
    /// Nobody has said.
    #[default]
    Undefined,
}

/// Social insurance of one employment status in a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Cover {
    /// `full_time`, `stable_part_time`, `crowdsourced`, …
    pub employment: Id,
    /// What is covered, in words.
    pub what: Text,
    /// How far it has come.
    pub state: CoverState,
    /// Where from.
    pub fact: Fact,
}

/// One thing to expect of a role: a chance, or what goes wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Outlook {
    /// `good`, `mixed` or `bad` news.
    pub tone: String,
    /// The sentence.
    pub text: Text,
    /// Where from.
    pub fact: Fact,
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
