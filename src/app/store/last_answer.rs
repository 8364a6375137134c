//! Owns the last answer, kept on the device beside the draft: when the catalogue has changed by the
//! next visit, what that did to the plan can be told.

use crate::app::platform::storage;
use crate::app::state::answer::Answered;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Plan, Scenario};
use std::sync::Arc;

/// Where it is kept.
pub const KEY: &str = "qitu.last";

#[derive(ToJson, FromJson)]
struct Last {
    edition: String,
    scenario: Scenario,
    plan: Plan,
}

/// The answer of the last visit, whatever edition of the catalogue it came from.
#[must_use]
pub fn kept() -> Option<Answered> {
    let last: Last = json::read(&storage::read(KEY)?).ok()?;
    Some(Arc::new((last.plan, last.scenario)))
}

/// The answer of the last visit, if it came from another edition of the catalogue.
#[must_use]
pub fn older(edition: &str) -> Option<Answered> {
    let last: Last = json::read(&storage::read(KEY)?).ok()?;
    (last.edition != edition).then(|| Arc::new((last.plan, last.scenario)))
}

/// Keeps this answer.
pub fn keep(edition: &str, scenario: &Scenario, plan: &Plan) {
    let mut plan = plan.clone();
    plan.reasons.clear();
    plan.relaxations.clear();
    plan.steps.iter_mut().for_each(|step| step.because.clear());
    let last = Last { edition: edition.to_owned(), scenario: scenario.clone(), plan };
    // Without it the next visit only cannot tell what changed.
    let _ = storage::write(KEY, &json::write(&last));
}
