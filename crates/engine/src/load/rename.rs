//! Owns renames: saved scenarios and plans that still say an activity's earlier id.

use qitu_model::{Activity, Catalogue, Id, Need, Plan, Scenario};
use std::collections::{BTreeMap, BTreeSet};

/// Writes the ids of today into a scenario; says which ids changed, from and to.
pub fn upgrade_scenario(catalogue: &Catalogue, scenario: &mut Scenario) -> Vec<(Id, Id)> {
    let mut names = Names::of(catalogue);
    let rider = &mut scenario.rider;
    rider.role.iter_mut().chain(&mut rider.roles).for_each(|id| names.renew(id));
    rider.courses.iter_mut().for_each(|id| names.renew(id));
    rider.certificates.iter_mut().for_each(|held| names.renew(&mut held.id));
    for (mut role, months) in std::mem::take(&mut rider.tenure) {
        names.renew(&mut role);
        // Two names of one role: the longer time counts, they are the same months.
        let served = rider.tenure.entry(role).or_default();
        *served = (*served).max(months);
    }
    scenario.avoid.activities.iter_mut().for_each(|id| names.renew(id));
    scenario.pins.iter_mut().for_each(|pin| names.renew(&mut pin.activity));
    scenario.begun.iter_mut().for_each(|begun| names.renew(&mut begun.activity));
    for waiver in &mut scenario.waive {
        names.renew(&mut waiver.activity);
        names.renew_need(&mut waiver.need);
    }
    names.renew_need(&mut scenario.goal);
    names.changed.into_iter().collect()
}

/// Writes the ids of today into a plan's steps; says which ids changed, from and to.
pub fn upgrade_plan(catalogue: &Catalogue, plan: &mut Plan) -> Vec<(Id, Id)> {
    let mut names = Names::of(catalogue);
    plan.steps.iter_mut().for_each(|step| names.renew(&mut step.activity));
    names.changed.into_iter().collect()
}

struct Names<'c> {
    today: BTreeSet<&'c str>,
    was: BTreeMap<&'c str, &'c Activity>,
    changed: BTreeSet<(Id, Id)>,
}

impl<'c> Names<'c> {
    fn of(catalogue: &'c Catalogue) -> Self {
        let mut was = BTreeMap::new();
        for (_, own) in catalogue.activities() {
            for earlier in &own.was {
                was.entry(earlier.as_str()).or_insert(own);
            }
        }
        let renamed = !was.is_empty();
        let today =
            catalogue.activities().filter(|_| renamed).map(|(_, a)| a.id.as_str()).collect();
        Self { today, was, changed: BTreeSet::new() }
    }

    fn renew(&mut self, id: &mut Id) {
        if self.today.contains(id.as_str()) {
            return;
        }
        if let Some(activity) = self.was.get(id.as_str()) {
            let from = std::mem::replace(id, activity.id.clone());
            self.changed.insert((from, id.clone()));
        }
    }

    fn renew_need(&mut self, need: &mut Need) {
        match need {
            Need::All { all: parts }
            | Need::Any { any: parts }
            | Need::AtLeast { of: parts, .. } => {
                parts.iter_mut().for_each(|part| self.renew_need(part));
            }
            Need::Course { course: id }
            | Need::Certificate { certificate: id, .. }
            | Need::Role { role: id }
            | Need::Tenure { tenure: id, .. } => self.renew(id),
            _ => {}
        }
    }
}
