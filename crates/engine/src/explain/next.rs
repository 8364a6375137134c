//! Owns what stands open to a rider today: which roles come next without another role between,
//! what a thing asks for part by part, and what it opens. Refuses time: what could be met later is
//! the planner's.

use super::eligibility::{Candidate, Eligibility};
use qitu_model::{Activity, Catalogue, Kind, Need};
use std::collections::BTreeSet;

/// Can the rider go for this role from the roles held, without another role between?
#[must_use]
pub fn is_next(candidate: &Candidate<'_>, role: &Activity) -> bool {
    fn roles_hold(candidate: &Candidate<'_>, need: &Need) -> bool {
        let part = |need: &Need| roles_hold(candidate, need);
        match need {
            Need::All { all } => all.iter().all(part),
            Need::Any { any } => any.iter().any(part),
            Need::AtLeast { at_least, of } => {
                of.iter().filter(|need| part(need)).count() >= *at_least as usize
            }
            Need::Role { .. } => candidate.meets(need).is_yes(),
            // Time that runs already only has to pass.
            Need::Tenure { tenure, .. } => candidate.served(tenure).is_some(),
            _ => true,
        }
    }
    roles_hold(candidate, &role.needs)
}

/// The parts of what an activity needs, one for each thing asked for, and whether each holds.
#[must_use]
pub fn asked<'a>(
    candidate: &Candidate<'_>,
    activity: &str,
    need: &'a Need,
) -> Vec<(&'a Need, Eligibility)> {
    fn flat<'a>(need: &'a Need, parts: &mut Vec<&'a Need>) {
        match need {
            Need::All { all } => all.iter().for_each(|part| flat(part, parts)),
            other => parts.push(other),
        }
    }
    let mut parts = Vec::new();
    flat(need, &mut parts);
    let judged = |need: &'a Need| (need, candidate.meets_for(need, activity));
    parts.into_iter().map(judged).collect()
}

/// What asks for this activity itself, or for a skill or certificate it gives: courses,
/// certificates and roles in the catalogue's order.
#[must_use]
pub fn opens<'a>(catalogue: &'a Catalogue, activity: &Activity) -> Vec<(Kind, &'a Activity)> {
    let certificates: BTreeSet<&str> = activity
        .gives
        .certificates
        .iter()
        .map(String::as_str)
        .chain([activity.id.as_str()])
        .collect();
    let asks = |need: &Need| match need {
        Need::Role { role } | Need::Tenure { tenure: role, .. } => *role == activity.id,
        Need::Course { course } => *course == activity.id,
        Need::Certificate { certificate, .. } => certificates.contains(certificate.as_str()),
        Need::Skill { skill, level } => {
            activity.gives.skills.get(skill).is_some_and(|given| given >= level)
        }
        _ => false,
    };
    let opened = |other: &Activity| {
        let mut found = false;
        other.needs.walk(&mut |need| found = found || asks(need));
        found && other.id != activity.id
    };
    catalogue.activities().filter(|(_, other)| opened(other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Date, Rider};

    fn book() -> Catalogue {
        let file = include_str!("../../../../public/catalogue/modern-rider-academy.json");
        serde_json::from_str(file).expect("the built-in catalogue")
    }

    fn rider() -> Rider {
        Rider {
            role: Some("rider".into()),
            tenure: [("rider".to_owned(), 12)].into(),
            ..Rider::default()
        }
    }

    fn today() -> Date {
        Date::parse("2026-11-23").expect("a day")
    }

    #[test]
    fn a_rider_can_go_for_team_leader_but_not_yet_for_station_manager() {
        let (book, rider) = (book(), rider());
        let candidate = Candidate::on(&book, &rider, today());
        let next = |id: &str| is_next(&candidate, book.activity(id).expect("a role").1);
        assert!(next("team-leader"));
        assert!(!next("station-manager"));
    }

    #[test]
    fn team_leader_opens_station_manager() {
        let book = book();
        let (_, leader) = book.activity("team-leader").expect("a role");
        assert!(opens(&book, leader).iter().any(|(_, a)| a.id == "station-manager"));
    }

    #[test]
    fn every_thing_asked_for_is_counted_once() {
        let (book, rider) = (book(), rider());
        let (_, leader) = book.activity("team-leader").expect("a role");
        let asked = asked(&Candidate::on(&book, &rider, today()), &leader.id, &leader.needs);
        assert!(asked.len() > 5);
        assert!(asked.iter().any(|(_, holds)| holds.is_yes()), "a year of riding counts");
        let lacks = asked.iter().any(|(_, holds)| *holds == Eligibility::No);
        assert!(lacks, "coaching does not");
    }
}
