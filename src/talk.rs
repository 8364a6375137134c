//! Owns the conversation between the page and its worker: what is asked, what is answered, and
//! the desk that answers. Refuses the browser: the worker's entry hands messages in and out.
//!
//! Every message is one line of JSON with the `id` of the question, so that the page can drop
//! answers it no longer waits for.

use crate::model::{Catalogue, Plan, Scenario, Value};
use crate::{explain, solve};
use serde::{Deserialize, Serialize};

/// A question to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// Work with this catalogue from now on.
    Load {
        /// The file's text.
        text: String,
    },
    /// Plan this scenario.
    Plan {
        /// The scenario.
        scenario: Box<Scenario>,
        /// The work limit.
        nodes: u64,
    },
    /// What stands in this plan's way, and what would help; answered by the plan with both.
    Advise {
        /// The scenario.
        scenario: Box<Scenario>,
        /// Its plan.
        plan: Box<Plan>,
        /// The work limit of each plan that is tried.
        nodes: u64,
    },
}

/// An answer from the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// The worker listens; sent once, with id 0.
    Ready,
    /// The catalogue is read.
    Loaded,
    /// Where the search stands.
    Progress {
        /// Nodes so far.
        nodes: u64,
        /// The best plan's value so far.
        value: Option<Value>,
    },
    /// The plan, with its reasons.
    Plan {
        /// The plan.
        plan: Box<Plan>,
    },
    /// The question could not be read.
    Unheard,
}

/// A message with the id of its question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line<T> {
    /// The question's id.
    pub id: u64,
    /// What is asked or answered.
    #[serde(flatten)]
    pub what: T,
}

/// Writes one message.
#[must_use]
pub fn line<T: Serialize>(id: u64, what: T) -> String {
    serde_json::to_string(&Line { id, what }).unwrap_or_default()
}

/// What the worker remembers between questions.
#[derive(Debug, Default)]
pub struct Desk {
    catalogue: Catalogue,
}

impl Desk {
    /// Hears one message and tells every answer to it; `clock` gives milliseconds.
    pub fn hear(&mut self, message: &str, tell: &mut dyn FnMut(String), clock: &dyn Fn() -> f64) {
        let Ok(Line { id, what }) = serde_json::from_str::<Line<Ask>>(message) else {
            tell(line(0, Answer::Unheard));
            return;
        };
        match what {
            Ask::Load { text } => {
                self.catalogue = serde_json::from_str(&text).unwrap_or_default();
                tell(line(id, Answer::Loaded));
            }
            Ask::Plan { scenario, nodes } => {
                let began = clock();
                let limits = solve::Limits { nodes };
                let mut watch = |at: &solve::Progress| {
                    tell(line(id, Answer::Progress { nodes: at.nodes, value: at.value }));
                    true
                };
                let mut plan = solve::plan(&self.catalogue, &scenario, limits, &mut watch);
                explain::why(&self.catalogue, &scenario, &mut plan);
                plan.work.ms = clock() - began;
                tell(line(id, Answer::Plan { plan: Box::new(plan) }));
            }
            Ask::Advise { scenario, mut plan, nodes } => {
                let limits = solve::Limits { nodes };
                let (causes, changes) = explain::why_not(&self.catalogue, &scenario, &plan, limits);
                if plan.value.is_none() && !causes.is_empty() {
                    plan.reasons = causes;
                }
                plan.relaxations = changes;
                tell(line(id, Answer::Plan { plan }));
            }
        }
    }
}
