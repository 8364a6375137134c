//! Owns the planner's answer as the page holds it. Refuses to word it.

use qitu_engine::link::Elsewhere;
use qitu_model::{Cause, Id, Need, Plan, Relaxation, Relief, Scenario, Value};
use std::sync::Arc;

/// A plan and the scenario it answers.
pub type Answered = Arc<(Plan, Scenario)>;

/// The newest answer of the planner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// The plan and the scenario it answers.
    pub plan: Option<Answered>,
    /// Is all known that stands in the way of a plan that is not there?
    pub told: bool,
    /// Has all been said about this plan: why there is none, what would help, what has room?
    pub advised: bool,
    /// Is a search under way?
    pub busy: bool,
    /// The best that the search under way has found so far, when it takes a moment.
    pub best: Option<Value>,
    /// The worker does not start here.
    pub failed: bool,
    /// It was asked of another catalogue, so that this one has no answer to it.
    pub elsewhere: Option<Elsewhere>,
}

/// Would one answer of the rider make the plan possible?
#[must_use]
pub fn one_answer_decides(plan: &Plan) -> bool {
    let helps =
        |r: &Relaxation| matches!(r.relief, Relief::AnswerYes { .. } | Relief::SayAge { .. });
    // Before it is known what helps: nothing else stands in the way.
    let told = plan.reasons.iter().filter(|cause| !matches!(cause, Cause::Chain { .. }));
    let mut told = told.peekable();
    let only_asked =
        told.peek().is_some() && told.all(|cause| matches!(cause, Cause::Unanswered { .. }));
    only_asked || plan.relaxations.iter().any(helps)
}

/// Are age or schooling still open? Then "not possible" is not known yet.
#[must_use]
pub fn asks_who(plan: &Plan) -> bool {
    plan.reasons.iter().any(|cause| {
        matches!(cause, Cause::Unanswered { need: Need::Age { .. } | Need::Education { .. }, .. })
    })
}

/// The same question with every answer given that only the rider can give; nothing where there is a
/// plan, or nothing to answer.
#[must_use]
pub fn with_answers(answer: &Answered) -> Option<Scenario> {
    let (plan, scenario) = &**answer;
    let asked = |cause: &Cause| match cause {
        Cause::Unanswered { need: Need::Fact { fact, .. }, .. } => Some(fact.clone()),
        _ => None,
    };
    let asked: Vec<Id> = plan.reasons.iter().filter_map(asked).collect();
    if plan.value.is_some() || asked.is_empty() {
        return None;
    }
    let mut answered = scenario.clone();
    answered.rider.facts.extend(asked.into_iter().map(|fact| (fact, true)));
    Some(answered)
}
