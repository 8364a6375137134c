//! Owns the changes of the scenario that is worked on that need more than a line.

use crate::app::state::draft::{Case, Draft};
use crate::app::state::week_grid::Grid;
use qitu_model::{Catalogue, Certified, Date, Hours, Id, Need, Pin, Place, Scenario, Waiver};

impl Case {
    /// Hours count by kind alone again.
    pub(super) fn forget_painting(&mut self) {
        self.grid = None;
        self.scenario.free = None;
        self.scenario.stretch.clear();
    }
}

pub(super) fn avoid(draft: &mut Draft, id: &Id) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.pins.retain(|p| p.activity != *id);
    if !scenario.avoid.activities.contains(id) {
        scenario.avoid.activities.push(id.clone());
    }
}

pub(super) fn accept(draft: &mut Draft, id: &Id) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.avoid.activities.retain(|a| a != id);
}

pub(super) fn goal(draft: &mut Draft, need: &Need) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.goal = need.clone();
    scenario.pins.clear();
}

pub(super) fn hours(draft: &mut Draft, slot: &Id, hours: Hours) {
    let Some(case) = draft.case_mut() else { return };
    case.scenario.week.insert(slot.clone(), hours);
    case.forget_painting();
}

pub(super) fn week(draft: &mut Draft, catalogue: &Catalogue, grid: &Grid, classes_inside: bool) {
    let Some(case) = draft.case_mut() else { return };
    let scenario = &mut case.scenario;
    let released = scenario.week.get("released").copied();
    scenario.week = grid.hours(&catalogue.slot_ids());
    scenario.stretch = grid.longest_stretches(&catalogue.slot_ids());
    if let Some(hours) = released {
        scenario.week.insert("released".into(), hours);
    }
    scenario.free = classes_inside.then(|| grid.spans());
    case.grid = Some(grid.clone());
}

pub(super) fn terms(draft: &mut Draft, terms: &Scenario) {
    let Some(case) = draft.case_mut() else { return };
    if terms.week != case.scenario.week {
        case.grid = None;
    }
    if terms.start != case.scenario.start {
        case.since = None;
    }
    case.scenario.clone_from(terms);
}

pub(super) fn place(draft: &mut Draft, place: Place, avoided: bool) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.avoid.places.retain(|p| *p != place);
    if avoided {
        scenario.avoid.places.push(place);
    }
}

pub(super) fn pin(draft: &mut Draft, pin: &Pin) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.pins.retain(|p| p.activity != pin.activity);
    scenario.avoid.activities.retain(|a| *a != pin.activity);
    scenario.pins.push(pin.clone());
}

pub(super) fn waive(draft: &mut Draft, waiver: &Waiver) {
    unwaive(draft, &waiver.activity, &waiver.need);
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.waive.push(waiver.clone());
}

pub(super) fn unwaive(draft: &mut Draft, activity: &Id, need: &Need) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.waive.retain(|w| (&w.activity, &w.need) != (activity, need));
}

pub(super) fn answer(draft: &mut Draft, fact: &Id, yes: Option<bool>) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    match yes {
        Some(yes) => scenario.rider.facts.insert(fact.clone(), yes),
        None => scenario.rider.facts.remove(fact),
    };
}

/// An age told on a day; the plan keeps the one at its start, the record the year of birth.
pub(super) fn age(draft: &mut Draft, age: Option<u32>, on: Date) {
    if draft.record.age_on(on).is_some() {
        draft.record.tell_age(age, on);
    }
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.rider.age = age.map(|age| on.age_on(age, scenario.start));
}

pub(super) fn skill(draft: &mut Draft, skill: &Id, level: u32) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    match level {
        0 => scenario.rider.skills.remove(skill),
        level => scenario.rider.skills.insert(skill.clone(), level),
    };
}

pub(super) fn certificate(draft: &mut Draft, id: &Id, held: Option<Option<Date>>) {
    let Some(Case { scenario, .. }) = draft.case_mut() else { return };
    scenario.rider.certificates.retain(|c| c.id != *id);
    scenario.rider.certificates.extend(held.map(|on| Certified { id: id.clone(), on }));
}
