//! Owns the facts of a scenario that bound it, and the scenario without one of them.
//! Refuses to say which of them matter; `why_not` finds that out by planning.

use super::eligibility::is_unanswered;
use super::relief::{AMPLE, relevant};
use qitu_model::{Binding, Catalogue, Hours, Need, Scenario, Weeks};

/// Every fact that bounds the scenario, the ones easiest to give up first.
#[must_use]
pub(super) fn all(catalogue: &Catalogue, scenario: &Scenario) -> Vec<Binding> {
    let mut facts: Vec<Binding> = Vec::new();
    let rider = &scenario.rider;
    for need in relevant(catalogue, scenario) {
        let fact = Binding::Need { activity: None, need: need.clone() };
        if is_unanswered(rider, need) && !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    let avoid = &scenario.avoid;
    facts.extend(scenario.pins.iter().map(|pin| Binding::Pin { activity: pin.activity.clone() }));
    facts.extend(avoid.activities.iter().map(|id| Binding::Avoided { activity: id.clone() }));
    facts.extend(avoid.places.iter().map(|place| Binding::Place { place: *place }));
    facts.extend(scenario.free.as_ref().map(|_| Binding::Free { activity: String::new() }));
    facts.push(Binding::AtOnce { week: Weeks(0) });
    let slots = catalogue.slot_ids().into_iter();
    facts.extend(slots.map(|slot| Binding::Hours { slots: vec![slot.to_owned()] }));
    facts.extend(scenario.budget.map(|_| Binding::Budget));
    facts.extend(scenario.deadline.map(|_| Binding::Deadline));
    facts
}

/// The scenario as if the fact did not bound it.
#[must_use]
pub(super) fn without(scenario: &Scenario, fact: &Binding) -> Scenario {
    let mut free = scenario.clone();
    match fact {
        Binding::Hours { slots } => {
            let weeks = free.calendar.iter_mut().map(|entry| &mut entry.week);
            for week in weeks.chain([&mut free.week]) {
                for slot in slots {
                    let hours = week.entry(slot.clone()).or_default();
                    hours.0 = hours.0.saturating_add(AMPLE);
                }
            }
            // Whoever has time without end has it in stretches of any length.
            free.stretch.extend(slots.iter().map(|slot| (slot.clone(), Hours(AMPLE))));
        }
        Binding::Budget => free.budget = None,
        Binding::Deadline => free.deadline = None,
        Binding::AtOnce { .. } => free.at_once = free.at_once.saturating_add(AMPLE),
        Binding::Place { place } => free.avoid.places.retain(|avoided| avoided != place),
        Binding::Avoided { activity } => free.avoid.activities.retain(|id| id != activity),
        Binding::Pin { activity } => free.pins.retain(|pin| pin.activity != *activity),
        Binding::Free { .. } => free.free = None,
        Binding::Need { need: Need::Fact { fact, .. }, .. } => {
            free.rider.facts.insert(fact.clone(), true);
        }
        Binding::Need { need: Need::Age { age }, .. } => {
            free.rider.age = age.min.or(age.max).or(Some(30));
        }
        Binding::Need { need: Need::Education { education }, .. } => {
            free.rider.education = free.rider.education.max(Some(*education));
        }
        _ => {}
    }
    free
}
