//! Owns the messages between the page and the studio's worker: each is one line of JSON with the `id`
//! of its question. A question says all that its answer needs, so that a worker that was stopped or
//! broke takes nothing with it.

use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Date, Id, Scenario, Text};

/// A question to the worker.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Who wants which class, and who gets a seat?
    Forecast {
        /// Of whom, and by which rule.
        survey: Box<Survey>,
    },
}

/// An answer from the worker.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The worker listens; sent once, with id 0.
    Ready,
    /// Where a forecast stands.
    Progress {
        /// Plans made so far.
        planned: u32,
        /// Different questions; each is planned once, and again when a class that it takes is full.
        questions: u32,
    },
    /// The forecast.
    Forecast {
        /// It.
        forecast: Box<Forecast>,
    },
    /// The question cannot be answered.
    Refused {
        /// Why.
        why: Text,
    },
    /// A plan did not pass its own check: no number is given.
    Fault {
        /// What broke.
        what: Text,
    },
    /// The line was no question.
    Unheard,
}

/// A message with the id of its question.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
pub struct Line<T> {
    /// The question's id.
    pub id: u64,
    /// What is asked or answered.
    pub what: T,
}

/// Writes one message.
#[must_use]
pub fn line<T: ToJson>(id: u64, what: T) -> String {
    json::write(&Line { id, what })
}

/// Riders by shares of situations and goals, and the rule by which they get seats.
#[derive(Clone, Debug, Default, PartialEq, ToJson, FromJson)]
#[serde(default)]
pub struct Survey {
    /// The catalogue, as its file.
    pub catalogue: String,
    /// How many riders there are.
    pub riders: u32,
    /// Who they are.
    pub situations: Vec<Situation>,
    /// What they want; empty = what their situation says.
    pub goals: Vec<Goal>,
    /// Seats of each class of which nothing is said; none = no limit.
    pub seats_each: Option<u32>,
    /// Seats of single classes, whatever the catalogue says.
    pub seats: Vec<Seats>,
    /// Seats go by lot, drawn from this number; none = to whoever asked first.
    pub lot: Option<u64>,
    /// Of so many classes, those that most riders missed, one more is tried.
    pub one_more: u32,
}

/// Riders alike.
#[derive(Clone, Debug, PartialEq, ToJson, FromJson)]
pub struct Situation {
    /// What the page knows it by.
    pub id: Id,
    /// Their share, beside the other shares.
    pub share: u32,
    /// What each of them asks.
    pub scenario: Scenario,
}

/// The seats of one class.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Seats {
    /// The course or certificate.
    pub activity: Id,
    /// The offer.
    pub offer: Id,
    /// The day it begins.
    pub day: Date,
    /// So many.
    pub seats: u32,
}

/// What a share of the riders wants.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Goal {
    /// A role; none = what the situation says.
    pub role: Option<Id>,
    /// Their share, beside the other shares.
    pub share: u32,
}

/// What comes of everybody.
#[derive(Clone, Debug, Default, PartialEq, ToJson, FromJson)]
#[serde(default)]
pub struct Forecast {
    /// In sentences, Chinese and English.
    pub said: Vec<Text>,
    /// Everybody.
    pub sum: Sum,
    /// By class.
    pub classes: Vec<Class>,
    /// By month, course and offer.
    pub months: Vec<Month>,
    /// By situation and goal.
    pub groups: Vec<Group>,
    /// Why riders have no way, most riders first.
    pub reasons: Vec<Reason>,
    /// What one more class would change.
    pub more: Vec<More>,
    /// Situations that this catalogue cannot be asked.
    pub left_out: Vec<LeftOut>,
    /// The names of all that is named by its id above.
    pub titles: Vec<Title>,
    /// The same numbers as files for spreadsheets.
    pub tables: Vec<Table>,
}

/// Riders counted by what came of them: `riders = as_wanted + moved + lost + impossible + undecided`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
#[serde(default)]
pub struct Sum {
    /// All of them.
    pub riders: u64,
    /// On their best plan.
    pub as_wanted: u64,
    /// On another plan, since a class was full.
    pub moved: u64,
    /// Had a way, and have none while classes are full.
    pub lost: u64,
    /// Proven to have no way, seats or not.
    pub impossible: u64,
    /// No plan was found within the work limit.
    pub undecided: u64,
    /// Weeks added up that riders wait because classes were full.
    pub weeks_lost: u64,
}

/// The riders of one class.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Class {
    /// The course or certificate.
    pub activity: Id,
    /// The offer.
    pub offer: Id,
    /// The day it begins.
    pub day: Date,
    /// Its seats; none = no limit.
    pub seats: Option<u32>,
    /// Riders whose best plan takes it.
    pub wanted: u64,
    /// Riders who have a seat in it.
    pub seated: u64,
    /// Seats that are missing for all who want it.
    pub short: u64,
    /// Of those who wanted it: on another way, most often in a later class.
    pub moved: u64,
    /// Of those who wanted it: no way is left for them.
    pub lost: u64,
}

/// Riders who begin something in a month.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The course or certificate.
    pub activity: Id,
    /// The offer.
    pub offer: Id,
    /// By the plans that they have while no class is full.
    pub wanted: u64,
    /// By the plans that they follow.
    pub had: u64,
}

/// Riders of one situation who want the same.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Group {
    /// The situation.
    pub situation: Id,
    /// The role they want; none = what the situation says.
    pub role: Option<Id>,
    /// What came of them.
    pub sum: Sum,
    /// Half of those who have a way are there within so many weeks.
    pub half: Option<u32>,
    /// Nine in ten of them are.
    pub most: Option<u32>,
    /// What each of them pays on average, in yuan.
    pub fee: Option<i64>,
}

/// Why riders have no way.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Reason {
    /// How many.
    pub riders: u64,
    /// Why.
    pub why: Text,
}

/// What one more class of the same size on the same day would change.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct More {
    /// The class as it is.
    pub class: Class,
    /// Everybody, with one more of it.
    pub after: Sum,
}

/// A situation that this catalogue cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct LeftOut {
    /// What the page knows it by.
    pub situation: Id,
    /// The role that was asked in its place, where there was one.
    pub role: Option<Id>,
    /// Why.
    pub why: Text,
}

/// The name of an id.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Title {
    /// The id.
    pub id: Id,
    /// Its name.
    pub name: Text,
}

/// A table as a file.
#[derive(Clone, Debug, PartialEq, Eq, ToJson, FromJson)]
pub struct Table {
    /// `classes`, `months`, `groups` or `reasons`.
    pub name: String,
    /// Its text (CSV).
    pub text: String,
}
