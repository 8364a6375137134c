//! Owns what may be assumed of somebody: who holds a role has what the role itself asks for.
//! Refuses to guess beyond that; the rider corrects it in their record.

use qitu_model::{Catalogue, Certified, Id, Need, Rider};

/// A rider who holds this role: its skills, courses and certificates, and for every choice the
/// first way that the catalogue names.
#[must_use]
pub fn holder_of(catalogue: &Catalogue, role: &str) -> Rider {
    let mut rider = Rider { role: Some(role.to_owned()), ..Rider::default() };
    if let Some((_, activity)) = catalogue.activity(role) {
        hold(&mut rider, &activity.needs);
    }
    // A course done leaves its skills.
    let courses: Vec<Id> = rider.courses.clone();
    for (_, course) in courses.iter().filter_map(|id| catalogue.activity(id)) {
        for (skill, level) in &course.gives.skills {
            raise(&mut rider, skill, *level);
        }
    }
    rider
}

fn hold(rider: &mut Rider, need: &Need) {
    match need {
        Need::All { all } => all.iter().for_each(|part| hold(rider, part)),
        Need::Any { any } => any.first().into_iter().for_each(|part| hold(rider, part)),
        Need::AtLeast { at_least, of } => {
            of.iter().take(*at_least as usize).for_each(|part| hold(rider, part));
        }
        Need::Skill { skill, level } => raise(rider, skill, *level),
        Need::Course { course } => rider.courses.push(course.clone()),
        Need::Certificate { certificate, .. } => {
            rider.certificates.push(Certified { id: certificate.clone(), on: None });
        }
        Need::Tenure { tenure, months } => {
            let served = rider.tenure.entry(tenure.clone()).or_default();
            *served = (*served).max(*months);
        }
        // Roles before this one, age, schooling and answers are asked, not assumed.
        Need::Role { .. } | Need::Age { .. } | Need::Education { .. } | Need::Fact { .. } => {}
    }
}

fn raise(rider: &mut Rider, skill: &str, level: u32) {
    let has = rider.skills.entry(skill.to_owned()).or_default();
    *has = (*has).max(level);
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::Activity;

    fn catalogue(needs: &str) -> Catalogue {
        let needs = serde_json::from_str(needs).unwrap();
        let role = Activity { id: "leader".into(), needs, ..Activity::default() };
        Catalogue { roles: vec![role], ..Catalogue::default() }
    }

    #[test]
    fn a_holder_has_what_the_role_asks_for() {
        let needs = r#"{"all":[{"skill":"talk","level":2},{"certificate":"health"},
                        {"any":[{"course":"a"},{"course":"b"}]},{"tenure":"rider","months":6}]}"#;
        let rider = holder_of(&catalogue(needs), "leader");
        assert_eq!(rider.role.as_deref(), Some("leader"));
        assert_eq!(rider.skills.get("talk"), Some(&2));
        assert_eq!(rider.certificates[0].id, "health");
        assert_eq!(rider.courses, ["a"]);
        assert_eq!(rider.tenure.get("rider"), Some(&6));
    }

    #[test]
    fn age_schooling_and_answers_are_never_assumed() {
        let needs = r#"{"all":[{"age":{"min":18}},{"education":"senior"},{"fact":"x"}]}"#;
        let rider = holder_of(&catalogue(needs), "leader");
        assert_eq!((rider.age, rider.education), (None, None));
        assert!(rider.facts.is_empty());
    }
}
