//! Owns planning a scenario once, however many lines ask it, and checking the plan before anybody
//! sees it.

use crate::Terms;
use crate::steps::{Step, steps};
use qitu_engine::{explain, text, verify};
use qitu_model::{Catalogue, Date, Lang, Plan, PlanStatus, Scenario, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Kinds that are kept; a plan with its rows takes about 10 KB.
const MOST_KEPT: usize = 8_192;

/// What is said of a scenario.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan as `qitu.plan/1`, on one line. It says no time of any clock: the same question has
    /// the same bytes.
    pub json: String,
    /// What it proves.
    pub status: PlanStatus,
    /// What it takes; none where there is no plan.
    pub value: Option<Value>,
    /// The day the goal is reached.
    pub reached: Option<Date>,
    /// Its steps, by start.
    pub steps: Vec<Step>,
}

/// The scenarios that were planned so far, by what they ask, for one catalogue. The first some
/// thousand are kept, so that memory does not grow with the lines.
#[derive(Debug, Default)]
pub struct Kinds {
    kept: Mutex<BTreeMap<String, Arc<Planned>>>,
}

impl Kinds {
    /// How many different scenarios are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Was nothing planned yet?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn plan(
        &self,
        catalogue: &Catalogue,
        mut scenario: Scenario,
        terms: Terms,
    ) -> Result<Arc<Planned>, String> {
        scenario.objective = terms.objective.unwrap_or(scenario.objective);
        let asked = serde_json::to_string(&scenario).map_err(|error| error.to_string())?;
        let kind = format!("{:?} {asked}", terms.limits);
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(planned) = kept().get(&kind) {
            return Ok(planned.clone());
        }
        let planned = Arc::new(plan(catalogue, &scenario, terms)?);
        let mut kept = kept();
        if kept.len() < MOST_KEPT {
            kept.insert(kind, planned.clone());
        }
        Ok(planned)
    }
}

fn plan(catalogue: &Catalogue, scenario: &Scenario, terms: Terms) -> Result<Planned, String> {
    let mut plan = qitu_solve::plan(catalogue, scenario, terms.limits, &mut |_| true);
    qitu_solve::fill_in_rooms(catalogue, scenario, &mut plan);
    explain::why(catalogue, scenario, &mut plan);
    checked(terms.lang, catalogue, scenario, &plan)?;
    Ok(Planned {
        json: serde_json::to_string(&plan).map_err(|error| error.to_string())?,
        status: plan.status,
        value: plan.value,
        reached: explain::itinerary::reached(scenario, &plan),
        steps: steps(catalogue, scenario, &plan),
    })
}

/// Checks a plan before anybody sees it, with code that shares nothing with the search.
///
/// # Errors
/// What to say when it does not hold: that is a fault of ours.
pub fn checked(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
) -> Result<(), String> {
    if plan.value.is_none() {
        return Ok(());
    }
    verify::verify(catalogue, scenario, plan).map(|_| ()).map_err(|broken| {
        let broken = text::rule::broken(lang, catalogue, plan, &broken);
        match lang {
            Lang::Zh => format!("程序出错：算出的计划没有通过自己的检查，所以不给出。{broken}"),
            Lang::En => format!(
                "a fault of this program: the plan it made does not pass its own check and is not printed. {broken}"
            ),
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use qitu_solve::Limits;

    #[test]
    fn a_plan_that_does_not_hold_is_a_fault_of_ours() {
        let (catalogue, _) =
            qitu_engine::load::catalogue(include_str!("../../../tests/load/catalogue-sound.json"));
        let text = include_str!("../../../tests/load/scenario-sound.json");
        let scenario = qitu_engine::load::scenario_for(&catalogue, text).0.unwrap();
        let mut plan = qitu_solve::plan(&catalogue, &scenario, Limits::default(), &mut |_| true);
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(checked(lang, &catalogue, &scenario, &plan), Ok(()));
        }
        plan.steps.clear();
        for (lang, words) in [(Lang::Zh, "程序出错"), (Lang::En, "a fault of this program")] {
            let told = checked(lang, &catalogue, &scenario, &plan).unwrap_err();
            assert!(told.starts_with(words), "{told}");
        }
        plan.value = None;
        assert_eq!(checked(Lang::En, &catalogue, &scenario, &plan), Ok(()), "nothing is claimed");
    }

    #[test]
    fn equal_scenarios_are_planned_once_and_other_terms_are_other_questions() {
        let (catalogue, _) =
            qitu_engine::load::catalogue(include_str!("../../../tests/load/catalogue-sound.json"));
        let text = include_str!("../../../tests/load/scenario-sound.json");
        let scenario = qitu_engine::load::scenario_for(&catalogue, text).0.unwrap();
        let (kinds, terms) = (Kinds::default(), Terms::new(Lang::En));
        let ask = |terms: Terms| kinds.plan(&catalogue, scenario.clone(), terms).unwrap();
        let first = ask(terms);
        assert!(Arc::ptr_eq(&first, &ask(terms)));
        let little = Limits::nodes(1);
        assert!(!Arc::ptr_eq(&first, &ask(Terms { limits: little, ..terms })));
        assert_eq!(kinds.len(), 2);
    }
}
