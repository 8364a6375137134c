//! Owns the tree of what must hold before a step may start.

use super::{Id, Text};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

fn one() -> u32 {
    1
}

/// A condition on the rider at the start week of a step, or the goal itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Need {
    /// Every part holds; nothing when empty.
    All {
        /// The parts.
        all: Vec<Need>,
    },
    /// One part at least holds; never when empty.
    Any {
        /// The parts.
        any: Vec<Need>,
    },
    /// So many of the parts hold.
    AtLeast {
        /// How many.
        at_least: u32,
        /// The parts.
        of: Vec<Need>,
    },
    /// A skill at a level or above.
    Skill {
        /// The skill's id.
        skill: Id,
        /// 1 knows, 2 alone, 3 fluent and teaches, 4 expert.
        #[serde(default = "one")]
        level: u32,
    },
    /// A course done.
    Course {
        /// The course's id.
        course: Id,
    },
    /// A certificate held, not expired.
    Certificate {
        /// The certificate's id.
        certificate: Id,
        /// Months it must have been held.
        #[serde(default, skip_serializing_if = "is_zero")]
        held_months: u32,
    },
    /// A role held, now or earlier.
    Role {
        /// The role's id.
        role: Id,
    },
    /// Time served in a role, or in roles that count as it.
    Tenure {
        /// The role's id.
        tenure: Id,
        /// Months served.
        months: u32,
    },
    /// Age in whole years.
    Age {
        /// The range, ends included.
        age: AgeRange,
    },
    /// Schooling completed, at this step of the ladder or above.
    Education {
        /// The step.
        education: Education,
    },
    /// A yes/no that only the rider can answer.
    Fact {
        /// The question's id.
        fact: Id,
        /// The question as asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ask: Option<Text>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Default for Need {
    fn default() -> Self {
        Self::All { all: Vec::new() }
    }
}

impl Need {
    /// Nothing is needed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::All { all } if all.iter().all(Self::is_nothing))
    }

    /// The parts of a branch; empty for a leaf.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All { all } => all,
            Self::Any { any } => any,
            Self::AtLeast { of, .. } => of,
            _ => &[],
        }
    }

    /// This need and everything below it, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        let mut stack = vec![self];
        while let Some(need) = stack.pop() {
            visit(need);
            stack.extend(need.parts().iter().rev());
        }
    }
}

/// Ages in whole years, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgeRange {
    /// Youngest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Oldest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
}

/// The ladder of schooling completed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Education {
    /// Below junior secondary.
    #[default]
    None,
    /// 初中
    Junior,
    /// 高中 / 中专 / 中职
    Senior,
    /// 大专
    College,
    /// 本科
    Bachelor,
}

impl Education {
    /// The whole ladder, lowest first.
    pub const ALL: [Self; 5] =
        [Self::None, Self::Junior, Self::Senior, Self::College, Self::Bachelor];
}
