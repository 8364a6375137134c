//! Owns whether a rule (a subsidy, say) applies to a rider, now or at the end of a plan.
//! Refuses to guess: what only the rider can answer is asked for.

use super::eligibility::{Candidate, is_unanswered};
use super::life::Life;
use qitu_model::{Catalogue, Need, Plan, Scenario};

/// What is known of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It applies.
    Applies,
    /// It applies once the plan is done.
    AppliesLater,
    /// These questions decide it, each a [`Need`] that only the rider can answer.
    Asks(Vec<Need>),
    /// It does not apply.
    No,
}

/// Does the need hold for the rider now, or at the end of the plan?
#[must_use]
pub fn judge(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: Option<&Plan>,
    need: &Need,
) -> Verdict {
    let nothing = Plan::default();
    let plan = plan.filter(|plan| plan.value.is_some()).unwrap_or(&nothing);
    let end = plan.steps.iter().map(|step| i64::from(step.end.0)).max().unwrap_or(0);
    let holds = |scenario: &Scenario, plan: &Plan, week: i64| {
        let life = Life::of(catalogue, scenario, plan);
        life.supports(need, None, week, (week, usize::MAX)).is_some()
    };
    if Candidate::of(catalogue, scenario).meets(need).is_yes() {
        return Verdict::Applies;
    }
    if holds(scenario, plan, end) {
        return Verdict::AppliesLater;
    }
    let mut answered = scenario.clone();
    let mut asks: Vec<Need> = Vec::new();
    need.walk(&mut |leaf| {
        if !is_unanswered(&scenario.rider, leaf) {
            return;
        }
        match leaf {
            Need::Fact { fact, .. } => {
                answered.rider.facts.insert(fact.clone(), true);
            }
            Need::Age { age } => answered.rider.age = age.min.or(age.max),
            Need::Education { education } => {
                answered.rider.education = answered.rider.education.max(Some(*education));
            }
            _ => {}
        }
        if !asks.contains(leaf) {
            asks.push(leaf.clone());
        }
    });
    if !asks.is_empty() && holds(&answered, plan, end) { Verdict::Asks(asks) } else { Verdict::No }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Activity, PlanStatus, Step, Value, Weeks};

    fn verdict(rider: &str, need: &str) -> Verdict {
        let scenario = format!(r#"{{"start":"2026-11-23","rider":{rider}}}"#);
        let scenario: Scenario = serde_json::from_str(&scenario).unwrap();
        let certificate = Activity { id: "k".into(), ..Activity::default() };
        let catalogue = Catalogue { certificates: vec![certificate], ..Catalogue::default() };
        let step = Step { activity: "k".into(), start: Weeks(2), end: Weeks(3), ..Step::default() };
        let plan = Plan {
            status: PlanStatus::Optimal,
            value: Some(Value { weeks: Weeks(3), ..Value::default() }),
            steps: vec![step],
            ..Plan::default()
        };
        judge(&catalogue, &scenario, Some(&plan), &serde_json::from_str(need).unwrap())
    }

    const RULE: &str = r#"{"all":[{"fact":"gd"},{"certificate":"k"}]}"#;

    #[test]
    fn a_rule_applies_now_later_never_or_after_an_answer() {
        let held = r#"{"facts":{"gd":true},"certificates":[{"id":"k"}]}"#;
        assert_eq!(verdict(held, RULE), Verdict::Applies);
        assert_eq!(verdict(r#"{"facts":{"gd":true}}"#, RULE), Verdict::AppliesLater);
        assert_eq!(verdict(r#"{"facts":{"gd":false}}"#, RULE), Verdict::No);
        let asked = Need::Fact { fact: "gd".into(), ask: None };
        assert_eq!(verdict("{}", RULE), Verdict::Asks(vec![asked]));
        assert_eq!(verdict("{}", r#"{"course":"gone"}"#), Verdict::No);
    }
}
