//! Owns what is done of a plan: what a step gave is written into what is known of the rider, in
//! every scenario, and can be taken out again; and the rest is planned again from a day.

use crate::app::state::draft::{Done, Draft};
use qitu_engine::explain;
use qitu_model::{Activity, Catalogue, Certified, Date, Id, Kind, Plan, Rider};

/// Plans the rest again: what is done is known of the rider everywhere, what runs goes on in the
/// scenario that has the plan, and time goes on in all.
pub(super) fn repair(
    draft: &mut Draft,
    catalogue: &Catalogue,
    plan: &Plan,
    (done, missed): (&[usize], u32),
    from: Date,
) {
    let Some(own) = draft.case().cloned() else { return };
    let monday = own.scenario.start.monday_on_or_after();
    for step in done.iter().filter_map(|at| plan.steps.get(*at)) {
        mark_done(draft, catalogue, &step.activity, monday.plus_weeks(step.end.0).min(from));
    }
    let current = draft.current;
    for (at, case) in draft.cases.iter_mut().enumerate() {
        let since = case.since.unwrap_or(case.scenario.start);
        case.scenario = if at == current {
            let dates = (since, from);
            explain::repair(catalogue, &own.scenario, plan, (done, missed), dates).scenario
        } else {
            let nothing = Plan::default();
            explain::repair(catalogue, &case.scenario, &nothing, (&[], 0), (since, from)).scenario
        };
        case.since = Some(since);
    }
}

/// Writes a done step into what is known of the rider, in every scenario.
pub(super) fn mark_done(draft: &mut Draft, catalogue: &Catalogue, id: &Id, on: Date) {
    let Some((kind, activity)) = catalogue.activity(id) else { return };
    draft.done.retain(|d| d.activity != *id);
    let before = draft.case().map(|c| &c.scenario.rider);
    let had = before.map_or_else(Rider::default, |rider| part_of(rider, kind, activity));
    draft.done.push(Done { activity: id.clone(), on, had });
    let plans = draft.cases.iter_mut().map(|case| &mut case.scenario.rider);
    for rider in plans.chain([&mut draft.record.rider]) {
        for (skill, level) in &activity.gives.skills {
            let has = rider.skills.entry(skill.clone()).or_default();
            *has = (*has).max(*level);
        }
        let own = (kind == Kind::Certificate).then_some(id);
        for certificate in activity.gives.certificates.iter().chain(own) {
            rider.certificates.retain(|c| c.id != *certificate);
            rider.certificates.push(Certified { id: certificate.clone(), on: Some(on) });
        }
        rider.education = rider.education.max(activity.gives.education);
        match kind {
            Kind::Course if !rider.courses.contains(id) => rider.courses.push(id.clone()),
            Kind::Role if rider.role.as_ref() != Some(id) => {
                rider.roles.extend(rider.role.replace(id.clone()));
            }
            _ => {}
        }
    }
    for case in &mut draft.cases {
        case.scenario.pins.retain(|p| p.activity != *id);
    }
}

/// What of a rider a step will change.
fn part_of(rider: &Rider, kind: Kind, activity: &Activity) -> Rider {
    let skills = activity.gives.skills.keys().filter_map(|id| rider.skills.get_key_value(id));
    let own = (kind == Kind::Certificate).then_some(&activity.id);
    let given = |id: &Id| activity.gives.certificates.contains(id) || own == Some(id);
    Rider {
        skills: skills.map(|(id, level)| (id.clone(), *level)).collect(),
        certificates: rider.certificates.iter().filter(|c| given(&c.id)).cloned().collect(),
        education: activity.gives.education.and(rider.education),
        role: rider.role.clone().filter(|_| kind == Kind::Role),
        ..Rider::default()
    }
}

/// Takes a done step back: what it gave goes, what was there before returns.
pub(super) fn mark_undone(draft: &mut Draft, catalogue: &Catalogue, id: &Id) {
    let Some(at) = draft.done.iter().position(|d| d.activity == *id) else { return };
    let Done { had, .. } = draft.done.remove(at);
    let Some((kind, activity)) = catalogue.activity(id) else { return };
    let own = (kind == Kind::Certificate).then_some(id);
    let plans = draft.cases.iter_mut().map(|case| &mut case.scenario.rider);
    for rider in plans.chain([&mut draft.record.rider]) {
        for (skill, given) in &activity.gives.skills {
            // A level that has changed since is the rider's own.
            if rider.skills.get(skill) == Some(given) {
                match had.skills.get(skill) {
                    Some(level) => rider.skills.insert(skill.clone(), *level),
                    None => rider.skills.remove(skill),
                };
            }
        }
        let given = |id: &Id| activity.gives.certificates.contains(id) || own == Some(id);
        rider.certificates.retain(|c| !given(&c.id));
        rider.certificates.extend(had.certificates.iter().cloned());
        if activity.gives.education.is_some() && rider.education == activity.gives.education {
            rider.education = had.education;
        }
        rider.courses.retain(|c| c != id);
        if kind == Kind::Role && rider.role.as_ref() == Some(id) {
            rider.role.clone_from(&had.role);
            rider.roles.retain(|r| had.role.as_ref() != Some(r));
        }
    }
}
