//! Owns what a rider has entered, as plain data that is kept on the device and undone as a whole.
//! Refuses what follows from it (plans, differences): that is derived or comes from the worker.

use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Date, Id, Record, Rider, Scenario};
pub use qitu_replica::DRAFT_FORMAT;
use serde::{Deserialize, Serialize};

/// Most scenarios kept side by side.
pub const MOST_CASES: usize = 4;

/// Everything a rider can change and take back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Draft {
    /// `qitu.draft/2`.
    pub format: String,
    /// The scenarios side by side; empty before the first plan.
    pub cases: Vec<Case>,
    /// The one being worked on.
    pub current: usize,
    /// Steps marked done.
    pub done: Vec<Done>,
    /// Activities put aside for later.
    pub parked: Vec<Id>,
    /// What the rider keeps about themself.
    #[serde(skip_serializing_if = "Record::is_empty")]
    pub record: Record,
}

/// One scenario under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Case {
    /// What it is known by in every window. Empty until it is in a draft.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: Id,
    /// The rider's name for it; empty = named by its goal.
    #[serde(default)]
    pub name: String,
    /// The question.
    pub scenario: Scenario,
    /// The day on which time served was told, where the plan was moved since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The painted week, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<crate::app::state::week_grid::Grid>,
}

impl Case {
    /// A scenario as it is begun.
    #[must_use]
    pub fn of(scenario: &Scenario, name: &str) -> Self {
        let (id, name, scenario) = (Id::new(), name.to_owned(), scenario.clone());
        Self { id, name, scenario, since: None, grid: None }
    }
}

/// A step marked done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Done {
    /// The activity.
    pub activity: Id,
    /// The day.
    pub on: Date,
    /// What the rider was before, as far as the step changed it: for taking it back another day.
    #[serde(default, skip_serializing_if = "Rider::is_blank")]
    pub had: Rider,
}

impl Draft {
    /// The scenario being worked on.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.current)
    }

    /// The same, to change.
    pub fn case_mut(&mut self) -> Option<&mut Case> {
        self.cases.get_mut(self.current)
    }

    /// One more scenario, to work on, while there is room.
    pub fn add(&mut self, case: Case) {
        if self.cases.len() < MOST_CASES {
            self.cases.push(case);
            self.current = self.cases.len() - 1;
        }
    }

    /// Gives each new plan, and each copy of another, an id that no other window gives.
    pub(super) fn name_plans(&mut self, window: &str, made: &mut u32) {
        for at in 0..self.cases.len() {
            let (before, rest) = self.cases.split_at_mut(at);
            let Some(case) = rest.first_mut() else { return };
            while case.id.is_empty() || before.iter().any(|other| other.id == case.id) {
                *made += 1;
                case.id = format!("{window}-{made}");
            }
        }
    }

    /// Is there nothing in it to lose?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
            && self.done.is_empty()
            && self.parked.is_empty()
            && self.record.is_empty()
    }

    /// Writes it for the device.
    #[must_use]
    pub fn write(&self) -> String {
        json::write(&Self { format: DRAFT_FORMAT.into(), ..self.clone() })
    }
}
