//! Owns the exams that a course makes ready for: a class without its exam leaves nothing to show.
//! Refuses to say whether the rider may sit one; planning it tells.

use qitu_model::{Activity, Catalogue, Id, Need, Plan, Rider};
use std::collections::BTreeMap;

/// The certificates whose skills a course gives in full, the closest first: those that ask for the
/// most of its skills at just the level it gives. What the rider holds or the plan brings is left out.
#[must_use]
pub fn exams_after<'a>(
    catalogue: &'a Catalogue,
    rider: &Rider,
    plan: &Plan,
    course: &Activity,
) -> Vec<&'a Activity> {
    let taught = &course.gives.skills;
    let brought = |id: &Id| {
        let mut steps = plan.steps.iter().filter_map(|step| catalogue.activity(&step.activity));
        steps.any(|(_, one)| one.id == *id || one.gives.certificates.contains(id))
    };
    let held = |id: &Id| rider.certificates.iter().any(|held| held.id == *id);
    let mut ranked: Vec<(usize, usize, &Activity)> = Vec::new();
    for exam in &catalogue.certificates {
        let mut asked: BTreeMap<Id, u32> = BTreeMap::new();
        skills(&exam.needs, &mut asked);
        let is_taught =
            |(skill, level): (&Id, &u32)| taught.get(skill).is_some_and(|own| own >= level);
        if asked.is_empty() || !asked.iter().all(is_taught) || brought(&exam.id) || held(&exam.id) {
            continue;
        }
        let exact = asked.iter().filter(|(skill, level)| taught.get(*skill) == Some(*level));
        ranked.push((exact.count(), asked.len(), exam));
    }
    ranked.sort_by(|a, b| (b.0, b.1, &a.2.id).cmp(&(a.0, a.1, &b.2.id)));
    ranked.into_iter().filter(|(exact, ..)| *exact > 0).map(|(.., exam)| exam).collect()
}

/// The skills that a need asks for in any case.
fn skills(need: &Need, into: &mut BTreeMap<Id, u32>) {
    match need {
        Need::All { all } => all.iter().for_each(|part| skills(part, into)),
        Need::Skill { skill, level } => {
            let most = into.entry(skill.clone()).or_insert(0);
            *most = (*most).max(*level);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Certified, Gives, Step};

    fn catalogue() -> Catalogue {
        let exam = |id: &str, asks: &[(&str, u32)]| Activity {
            id: id.into(),
            needs: Need::All {
                all: asks
                    .iter()
                    .map(|(skill, level)| Need::Skill { skill: (*skill).into(), level: *level })
                    .collect(),
            },
            ..Activity::default()
        };
        Catalogue {
            certificates: vec![
                exam("easier", &[("ride", 1)]),
                exam("other", &[("ride", 2), ("sing", 1)]),
                exam("one", &[("ride", 2)]),
                exam("both", &[("ride", 2), ("talk", 1)]),
                exam("nothing", &[]),
            ],
            ..Catalogue::default()
        }
    }

    fn class() -> Activity {
        let skills = [("ride".to_owned(), 2), ("talk".to_owned(), 1)].into();
        Activity {
            id: "class".into(),
            gives: Gives { skills, ..Gives::default() },
            ..Activity::default()
        }
    }

    #[test]
    fn the_exam_that_asks_for_most_of_a_class_comes_first() {
        let (catalogue, mut rider, mut plan) = (catalogue(), Rider::default(), Plan::default());
        let ids = |rider: &Rider, plan: &Plan| {
            let found = exams_after(&catalogue, rider, plan, &class());
            found.iter().map(|exam| exam.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&rider, &plan), ["both", "one"]);
        rider.certificates.push(Certified { id: "both".into(), on: None });
        assert_eq!(ids(&rider, &plan), ["one"]);
        plan.steps.push(Step { activity: "one".into(), ..Step::default() });
        assert!(ids(&rider, &plan).is_empty());
    }
}
