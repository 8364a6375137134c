//! Owns the planner's answer as the page holds it. Refuses to word it.

use qitu_model::{Plan, Scenario, Value};
use std::sync::Arc;

/// A plan and the scenario it answers.
pub type Answered = Arc<(Plan, Scenario)>;

/// The newest answer of the planner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// The plan and the scenario it answers.
    pub plan: Option<Answered>,
    /// Is a search under way?
    pub busy: bool,
    /// The best that the search under way has found so far, when it takes a moment.
    pub best: Option<Value>,
    /// The worker does not start here.
    pub failed: bool,
}
