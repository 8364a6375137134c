//! Owns what stands open to a rider today: which needs hold now, which roles come next without
//! another role between, and what a thing opens. Refuses time: what could be met later is the
//! planner's.

use qitu_model::order::Set;
use qitu_model::{Activity, Catalogue, Kind, Need, Rider};

/// Does the rider hold, or has ever held, this role, itself or by one that counts as it?
#[must_use]
pub fn held(catalogue: &Catalogue, rider: &Rider, role: &str) -> bool {
    let own = rider.role.iter().chain(&rider.roles).chain(rider.tenure.keys());
    let mut own = own.map(String::as_str);
    own.any(|id| {
        let counts = || {
            catalogue
                .activity(id)
                .is_some_and(|(_, held)| held.counts_as.iter().any(|counts| counts == role))
        };
        id == role || counts()
    })
}

fn months(catalogue: &Catalogue, rider: &Rider, role: &str) -> u32 {
    let counted = rider.tenure.iter().filter(|(id, _)| {
        id.as_str() == role
            || catalogue
                .activity(id)
                .is_some_and(|(_, held)| held.counts_as.iter().any(|counts| counts == role))
    });
    counted.map(|(_, months)| *months).fold(0, u32::saturating_add)
}

/// Does a need hold today?
#[must_use]
pub fn holds(catalogue: &Catalogue, rider: &Rider, need: &Need) -> bool {
    let part = |need: &Need| holds(catalogue, rider, need);
    match need {
        Need::All { all } => all.iter().all(part),
        Need::Any { any } => any.iter().any(part),
        Need::AtLeast { at_least, of } => {
            of.iter().filter(|need| part(need)).count() >= *at_least as usize
        }
        Need::Skill { skill, level } => rider.skills.get(skill).is_some_and(|have| have >= level),
        Need::Course { course } => rider.courses.contains(course),
        Need::Certificate { certificate, .. } => {
            rider.certificates.iter().any(|held| held.id == *certificate)
        }
        Need::Role { role } => held(catalogue, rider, role),
        Need::Tenure { tenure, months: asked } => months(catalogue, rider, tenure) >= *asked,
        Need::Age { age } => rider.age.is_some_and(|years| {
            age.min.is_none_or(|min| years >= min) && age.max.is_none_or(|max| years <= max)
        }),
        Need::Education { education } => rider.education.is_some_and(|have| have >= *education),
        Need::Fact { fact, .. } => rider.facts.get(fact).copied().unwrap_or(false),
    }
}

/// Can the rider go for this role from the roles held, without another role between?
#[must_use]
pub fn is_next(catalogue: &Catalogue, rider: &Rider, role: &Activity) -> bool {
    fn roles_hold(catalogue: &Catalogue, rider: &Rider, need: &Need) -> bool {
        let part = |need: &Need| roles_hold(catalogue, rider, need);
        match need {
            Need::All { all } => all.iter().all(part),
            Need::Any { any } => any.iter().any(part),
            Need::AtLeast { at_least, of } => {
                of.iter().filter(|need| part(need)).count() >= *at_least as usize
            }
            Need::Role { role } | Need::Tenure { tenure: role, .. } => held(catalogue, rider, role),
            _ => true,
        }
    }
    roles_hold(catalogue, rider, &role.needs)
}

/// The parts of a need, one for each thing asked for, and whether each holds.
#[must_use]
pub fn asked<'a>(catalogue: &Catalogue, rider: &Rider, need: &'a Need) -> Vec<(&'a Need, bool)> {
    fn flat<'a>(need: &'a Need, parts: &mut Vec<&'a Need>) {
        match need {
            Need::All { all } => all.iter().for_each(|part| flat(part, parts)),
            other => parts.push(other),
        }
    }
    let mut parts = Vec::new();
    flat(need, &mut parts);
    parts.into_iter().map(|need| (need, holds(catalogue, rider, need))).collect()
}

/// What asks for this activity itself, or for a skill or certificate it gives: courses,
/// certificates and roles in the catalogue's order.
#[must_use]
pub fn opens<'a>(catalogue: &'a Catalogue, activity: &Activity) -> Vec<(Kind, &'a Activity)> {
    let certificates: Set<&str> = activity
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

    #[test]
    fn a_rider_can_go_for_team_leader_but_not_yet_for_station_manager() {
        let book = book();
        let next = |id: &str| is_next(&book, &rider(), book.activity(id).expect("a role").1);
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
        let book = book();
        let (_, leader) = book.activity("team-leader").expect("a role");
        let asked = asked(&book, &rider(), &leader.needs);
        assert!(asked.len() > 5);
        assert!(asked.iter().any(|(_, holds)| *holds), "a year of riding counts");
        assert!(asked.iter().any(|(_, holds)| !*holds), "coaching does not");
    }
}
