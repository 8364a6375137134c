//! Owns what a page that holds this one is told of a plan: its sum, and a code to hand back.
//! Refuses the rider's sensitive answers: they stay, whoever holds the page.

use super::draft::{Case, Draft};
use qitu_engine::explain::itinerary::{goal_id, reached};
use qitu_engine::link::code::{Include, Shared, decode, encode, without_sensitive};
use qitu_engine::link::comparison::is_comparison;
use qitu_model::json::{self, ToJson, Writer};
use qitu_model::{Plan, Scenario, Value};

#[derive(ToJson)]
struct Sum<'a> {
    goal: Option<&'a str>,
    status: &'a qitu_model::PlanStatus,
    value: Option<Value>,
    /// The day the goal is reached.
    reached: Option<String>,
    /// What opens the plan again: `#p=CODE`.
    code: Option<String>,
}

/// A plan as a message to the host, in JSON.
#[must_use]
pub fn sum(plan: &Plan, scenario: &Scenario) -> String {
    let shared = Shared { name: String::new(), scenario: scenario.clone(), value: plan.value };
    let sum = Sum {
        goal: goal_id(&scenario.goal),
        status: &plan.status,
        value: plan.value,
        reached: reached(scenario, plan).map(|day| day.to_string()),
        code: encode(&shared, Include::default()).ok(),
    };
    json::write(&sum)
}

/// The whole plan at work as a code, sensitive answers and all: for the rider's own other window.
#[must_use]
pub fn whole(draft: &Draft) -> Option<String> {
    let case = draft.case()?;
    let shared = Shared { name: case.name.clone(), scenario: case.scenario.clone(), value: None };
    encode(&shared, Include::ALL).ok()
}

/// The rider's own plan that is the shared one, sensitive answers or not.
#[must_use]
pub fn find(draft: &Draft, shared: &Shared) -> Option<usize> {
    draft.cases.iter().position(|case| {
        // An early edition wrote no format.
        let format = shared.scenario.format.clone();
        let scenario = Scenario { format, ..case.scenario.clone() };
        let own = Shared { name: String::new(), scenario, value: None };
        own.scenario == shared.scenario
            || without_sensitive(&own, Include::default()).scenario == shared.scenario
    })
}

/// Takes up a plan that a host hands back, where there is nothing to choose: no other plan is here,
/// or this one is. Says whether it did. Among several plans there is something to choose.
pub fn hand_back(draft: &mut Draft, code: &str) -> bool {
    if is_comparison(code) {
        return false;
    }
    let Ok(shared) = decode(code) else { return false };
    match find(draft, &shared) {
        Some(at) => draft.current = at,
        None if draft.cases.is_empty() => {
            let Shared { name, scenario, .. } = shared;
            draft.cases.push(Case::of(&scenario, &name));
            draft.current = 0;
        }
        None => return false,
    }
    true
}

/// The course somebody goes to enrol for, in JSON.
#[must_use]
pub fn enrolment(course: &str) -> String {
    one("course", course)
}

/// A plan somebody shares, in JSON.
#[must_use]
pub fn shared(link: &str) -> String {
    one("link", link)
}

fn one(key: &str, text: &str) -> String {
    let mut to = Writer::default();
    to.open_map();
    to.field(key, &text);
    to.close_map();
    to.into_text()
}

#[cfg(test)]
mod tests {
    use super::{hand_back, sum, whole};
    use crate::app::state::draft::{Case, Draft};
    use qitu_engine::link::code::decode;
    use qitu_model::{Plan, Scenario};

    #[test]
    fn a_host_learns_the_sum_and_nothing_sensitive() {
        let scenario: Scenario = serde_json::from_str(
            r#"{"start": "2026-12-07", "rider": {"age": 41, "education": "junior"},
                "goal": {"role": "drone-pilot"}}"#,
        )
        .expect("it is a scenario");
        let plan: Plan = serde_json::from_str(
            r#"{"status": "optimal", "value": {"weeks": 4, "fee": 0, "hours": 24, "peak": 6}}"#,
        )
        .expect("it is a plan");
        let said: serde_json::Value = serde_json::from_str(&sum(&plan, &scenario)).expect("JSON");
        assert_eq!(said["goal"], "drone-pilot");
        assert_eq!(said["status"], "optimal");
        assert_eq!(said["reached"], "2027-01-04");
        let handed_back = decode(said["code"].as_str().expect("a code")).expect("it reads");
        assert_eq!(handed_back.scenario.goal, scenario.goal);
        assert_eq!(handed_back.scenario.rider.age, None);
        assert_eq!(handed_back.scenario.rider.education, None);
    }

    #[test]
    fn a_plan_handed_back_is_taken_up_unless_the_rider_has_others() {
        let scenario: Scenario = serde_json::from_str(
            r#"{"start": "2026-12-07", "rider": {"age": 41}, "goal": {"role": "drone-pilot"}}"#,
        )
        .expect("it is a scenario");
        let case = |scenario: &Scenario| Case {
            id: String::new(),
            name: String::new(),
            scenario: scenario.clone(),
            since: None,
            grid: None,
        };
        let mut own = Draft { cases: vec![case(&scenario)], ..Draft::default() };
        let said: serde_json::Value =
            serde_json::from_str(&sum(&Plan::default(), &scenario)).expect("JSON");
        let code = said["code"].as_str().expect("a code");
        let mut none = Draft::default();
        assert!(hand_back(&mut none, code));
        assert_eq!(none.cases[0].scenario.goal, scenario.goal);
        assert!(hand_back(&mut own, code), "it is the rider's own");
        assert_eq!(own.cases, [case(&scenario)], "and nothing of it is lost");
        let mut empty = Draft::default();
        assert!(!hand_back(&mut empty, &format!("{code}.{code}")), "which of several is a choice");
        let other = Scenario { at_once: 1, ..scenario.clone() };
        let mut others = Draft { cases: vec![case(&other)], ..Draft::default() };
        assert!(!hand_back(&mut others, code) && others.cases == [case(&other)]);
        assert!(!hand_back(&mut none, "AQoA"));
        let whole = decode(&whole(&own).expect("a code")).expect("it reads").scenario;
        assert_eq!(whole.rider.age, Some(41), "the rider's own window gets everything");
    }
}
