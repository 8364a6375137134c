//! Owns the answer: steps in weeks, their value, what is proven, and the reasons as data.

use super::{Date, Education, Hours, Id, Need, Objective, OfferField, Place, Weeks, Yuan};
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// The format this version writes.
pub const PLAN_FORMAT: &str = "qitu.plan/1";

/// One answer of the planner (`qitu.plan/1`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// `qitu.plan/1`.
    #[serde(default)]
    pub format: String,
    /// What is known of it.
    pub status: PlanStatus,
    /// What it takes; none when there is no plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// No valid plan is better than this in the objective's order; equal to `value` when proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Value>,
    /// How early its posts and certificates are, which chooses among plans of equal value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Early>,
    /// The steps by start week.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Why the answer is what it is: what ends the plan, or why there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Cause>,
    /// The smallest changes that would help, easiest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaxations: Vec<Relaxation>,
    /// What the search took.
    #[serde(default)]
    pub work: Work,
}

impl Plan {
    /// The places of the steps that may not start later, which set the date; `None` while the room
    /// of a step is not known.
    #[must_use]
    pub fn critical(&self) -> Option<Vec<usize>> {
        let places = self.steps.iter().enumerate().map(|(at, step)| Some((at, step.room?)));
        let places = places.collect::<Option<Vec<_>>>()?;
        Some(places.into_iter().filter(|(_, room)| room.0 == 0).map(|(at, _)| at).collect())
    }

    /// The steps in the weeks of a scenario that starts on the day `now` instead of `then`, without
    /// their reasons; those that begin before it are left out.
    #[must_use]
    pub fn steps_from(&self, then: Date, now: Date) -> Vec<Step> {
        let by = now.monday_on_or_after().week_from(then.monday_on_or_after());
        let moved = |week: Weeks| u32::try_from(i64::from(week.0) - i64::from(by)).ok().map(Weeks);
        let steps = self.steps.iter().filter_map(|step| {
            let (start, end) = (moved(step.start)?, moved(step.end)?);
            Some(Step { start, end, room: None, because: Vec::new(), ..step.clone() })
        });
        steps.collect()
    }
}

/// What is known of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Proven best over the numbers that the objective promises, [`Value::ordered`].
    Optimal,
    /// Valid; the bound says how far from the best at most.
    Feasible,
    /// Proven that there is none.
    Impossible,
    /// The work limit came first.
    #[default]
    Unknown,
}

/// What a plan takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// The first week at whose start the goal holds.
    pub weeks: Weeks,
    /// Sum of net fees.
    pub fee: Yuan,
    /// Sum over loaded steps of weekly hours × weeks.
    pub hours: u64,
    /// Largest weekly total of hours.
    pub peak: u64,
}

impl Value {
    /// The numbers that the objective promises, in its order, smaller is better: four for the
    /// gentlest plan and three for the others, whose fourth place is 0.
    #[must_use]
    pub fn ordered(&self, objective: Objective) -> [i64; 4] {
        let weeks = i64::from(self.weeks.0);
        let fee = self.fee.0;
        let hours = i64::try_from(self.hours).unwrap_or(i64::MAX);
        let peak = i64::try_from(self.peak).unwrap_or(i64::MAX);
        match objective {
            Objective::Soonest => [weeks, fee, hours, 0],
            Objective::Cheapest => [fee, weeks, hours, 0],
            Objective::LeastStudy => [hours, weeks, fee, 0],
            Objective::Gentlest => [peak, weeks, fee, hours],
        }
    }
}

/// How early the roles and certificates of a plan are. Of plans with the same promised numbers the
/// one with the earlier roles is shown, and of those the one with the earlier certificates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Early {
    /// The end weeks of all roles, added up.
    pub posts: u64,
    /// The end weeks of all certificates, added up.
    pub certificates: u64,
    /// No plan of the same promised numbers is earlier.
    pub proven: bool,
}

/// One thing done, from a week to a week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The activity's id.
    pub activity: Id,
    /// The offer's id; empty for an activity without offers.
    #[serde(default)]
    pub offer: Id,
    /// Hours a week, for a self-paced offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Hours>,
    /// First week.
    pub start: Weeks,
    /// The week at whose start it is done.
    pub end: Weeks,
    /// The most weeks it may start later while the goal keeps its week and the other steps move as
    /// they must; none = not asked. A step with 0 sets the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Weeks>,
    /// Why it is there and why then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cause>,
}

impl Step {
    /// Whether it was begun and should be done before the plan's week of this number begins.
    #[must_use]
    pub fn is_over_by(&self, week: u32) -> bool {
        self.start.0 < week && self.end.0 <= week
    }
}

/// A reason, as data. Steps are named by their place in `steps`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// The rider asked for it: it is (part of) the goal.
    Goal {
        /// The part of the goal it meets.
        need: Need,
    },
    /// Another step needs what it gives.
    For {
        /// The step that needs it.
        step: usize,
        /// The need it meets.
        need: Need,
    },
    /// The rider pinned it.
    Pinned,
    /// It cannot start before something holds or frees up.
    Waits {
        /// The week before which it could not start.
        week: Weeks,
        /// What it waits for.
        binding: Binding,
    },
    /// This step lies on the chain that sets the date; `reasons` of a plan list the chain in order.
    Chain {
        /// The step.
        step: usize,
    },
    /// No way to meet a need, whatever else is done.
    Unreachable {
        /// The activity that needs it; none = the goal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<Id>,
        /// The need.
        need: Need,
    },
    /// Only the rider's answer decides this need.
    Unanswered {
        /// The activity that needs it; none = the goal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<Id>,
        /// The need.
        need: Need,
    },
    /// Nothing fits an activity that cannot be gone around: no offer has room in the rider's week.
    NoOfferFits {
        /// The activity.
        activity: Id,
        /// What keeps each offer out.
        bindings: Vec<Binding>,
    },
    /// The facts that together, without any others, make the scenario impossible.
    Conflict {
        /// The facts.
        facts: Vec<Binding>,
    },
}

/// What holds a date, an offer or a whole scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "binding", rename_all = "snake_case")]
pub enum Binding {
    /// A need that another step of the plan meets at its end.
    Step {
        /// The step.
        step: usize,
        /// The need.
        need: Need,
    },
    /// A need that only time meets (tenure, age, months held).
    Time {
        /// The need.
        need: Need,
    },
    /// The next intake.
    Intake {
        /// The week's Monday.
        date: Date,
    },
    /// A week before has no room for its hours.
    FullWeek {
        /// The week.
        week: Weeks,
        /// The slots that are full.
        slots: Vec<Id>,
    },
    /// As many steps as the rider wants at once are running.
    AtOnce {
        /// The week.
        week: Weeks,
    },
    /// Its class times clash with another step's.
    Sessions {
        /// The other step.
        step: usize,
    },
    /// It is kept late for a lower peak or a lower fee; nothing forces it.
    Choice,
    /// The rider pinned the date.
    Pin {
        /// The pinned activity.
        activity: Id,
    },
    /// The hours of a slot kind are too few.
    Hours {
        /// The slot kinds.
        slots: Vec<Id>,
    },
    /// The budget.
    Budget,
    /// The deadline.
    Deadline,
    /// The horizon of 520 weeks.
    Horizon,
    /// A place the rider avoids.
    Place {
        /// The place.
        place: Place,
    },
    /// An activity the rider avoids.
    Avoided {
        /// The activity.
        activity: Id,
    },
    /// Class times outside the rider's free times.
    Free {
        /// The activity.
        activity: Id,
    },
    /// A need that is not met.
    Need {
        /// The activity that has it; none = the goal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<Id>,
        /// The need.
        need: Need,
    },
    /// No intake is left.
    NoIntake {
        /// The activity.
        activity: Id,
    },
    /// Nobody has said what a plan must know of an offer.
    Unknown {
        /// The activity.
        activity: Id,
        /// What is not known.
        fields: Vec<OfferField>,
    },
}

/// A change to the scenario that was planned again and helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relaxation {
    /// The change.
    pub relief: Relief,
    /// Changes that it needs beside it, where it does not help alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Relief>,
    /// How much of a change it is to a rider; smaller is easier.
    pub effort: u32,
    /// What the plan would then take.
    pub value: Value,
}

impl Relaxation {
    /// Everything that is changed.
    pub fn reliefs(&self) -> impl Iterator<Item = &Relief> {
        std::iter::once(&self.relief).chain(&self.also)
    }
}

/// A change to the scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "relief", rename_all = "snake_case")]
pub enum Relief {
    /// So many more hours a week in a slot.
    MoreHours {
        /// The slot's id.
        slot: Id,
        /// How many more.
        hours: Hours,
    },
    /// So much more money.
    MoreBudget {
        /// How much more.
        yuan: Yuan,
    },
    /// A later deadline.
    LaterDeadline {
        /// The new one.
        date: Date,
    },
    /// No deadline and no budget at all would not help alone, but one more step at once does.
    MoreAtOnce {
        /// The new limit.
        at_once: u32,
    },
    /// Accept a place.
    AcceptPlace {
        /// The place.
        place: Place,
    },
    /// Accept an activity.
    AcceptActivity {
        /// The activity.
        activity: Id,
    },
    /// If the answer to a question is yes.
    AnswerYes {
        /// The fact's id.
        fact: Id,
    },
    /// If the rider says their age.
    SayAge {
        /// The age that would do.
        age: u32,
    },
    /// If the rider has this schooling.
    HaveEducation {
        /// The step of the ladder.
        education: Education,
    },
    /// If the rider has this certificate already.
    HaveCertificate {
        /// The certificate.
        certificate: Id,
    },
    /// If the rider has this skill already.
    HaveSkill {
        /// The skill.
        skill: Id,
        /// The level.
        level: u32,
    },
    /// Without this pin.
    DropPin {
        /// The pinned activity.
        activity: Id,
    },
    /// With class times outside the free times given.
    FreeTimes,
}

/// What a search took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToJson, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Work {
    /// Decisions and conflicts; the unit of limits.
    pub nodes: u64,
    /// Milliseconds by the clock of whoever called; not part of the answer.
    pub ms: f64,
}

impl Eq for Work {}
