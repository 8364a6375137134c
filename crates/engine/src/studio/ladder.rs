//! Owns the gaps of a ladder: what roles want and nothing gives, what hangs on one course, what
//! nothing leads to.

use qitu_model::{Activity, Catalogue, Id, Kind, Need};
use std::collections::{BTreeMap, BTreeSet};

/// A gap in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A role needs it and nothing in the catalogue gives it.
    NotTaught {
        /// The role.
        role: Id,
        /// The need.
        need: Need,
    },
    /// One course alone teaches a level that something needs.
    OneCourse {
        /// The skill.
        skill: Id,
        /// The level.
        level: u32,
        /// The course.
        course: Id,
    },
    /// A tier without a course, in a module where the catalogue has modules.
    NoCourse {
        /// The module.
        module: Option<Id>,
        /// The tier.
        tier: Id,
    },
    /// A skill that no role wants, nor anything a role wants.
    SkillIdle {
        /// The skill.
        skill: Id,
    },
    /// A certificate that no role wants, nor anything a role wants.
    CertificateIdle {
        /// The certificate.
        certificate: Id,
    },
}

/// The gaps of a catalogue, kind by kind in the order of [`Gap`].
#[must_use]
pub fn gaps(catalogue: &Catalogue) -> Vec<Gap> {
    let given = Given::of(catalogue);
    let wanted = Wanted::of(catalogue);
    let mut gaps = Vec::new();
    for role in &catalogue.roles {
        let mut seen = BTreeSet::new();
        each_need(role, &mut |need| {
            if given.lacks(need) && seen.insert(need) {
                gaps.push(Gap::NotTaught { role: role.id.clone(), need: need.clone() });
            }
        });
    }
    for (skill, level) in &wanted.levels {
        let mut by = catalogue.courses.iter().filter(|course| teaches(course, skill, *level));
        if let (Some(course), None) = (by.next(), by.next()) {
            let (skill, course) = ((*skill).to_owned(), course.id.clone());
            gaps.push(Gap::OneCourse { skill, level: *level, course });
        }
    }
    let modules: Vec<Option<&Id>> = match catalogue.modules.as_slice() {
        [] => vec![None],
        modules => modules.iter().map(|module| Some(&module.id)).collect(),
    };
    for module in modules {
        for tier in &catalogue.tiers {
            let there = catalogue.courses.iter().any(|course| {
                course.tier.as_ref() == Some(&tier.id)
                    && (module.is_none() || course.module.as_ref() == module)
            });
            if !there {
                gaps.push(Gap::NoCourse { module: module.cloned(), tier: tier.id.clone() });
            }
        }
    }
    let skills = catalogue.skills.iter().filter(|skill| !wanted.skills.contains(skill.id.as_str()));
    gaps.extend(skills.map(|skill| Gap::SkillIdle { skill: skill.id.clone() }));
    let idle = |held: &&Activity| {
        !wanted.activities.contains(held.id.as_str())
            // Schooling is worth having without any role that asks for it.
            && held.gives.education.is_none()
    };
    let idle = catalogue.certificates.iter().filter(idle);
    gaps.extend(idle.map(|held| Gap::CertificateIdle { certificate: held.id.clone() }));
    gaps
}

fn teaches(course: &Activity, skill: &str, level: u32) -> bool {
    course.gives.skills.get(skill).is_some_and(|given| *given >= level)
}

/// Everything an activity and its offers need, leaf by leaf.
pub(super) fn each_need<'c>(activity: &'c Activity, visit: &mut dyn FnMut(&'c Need)) {
    activity.needs.walk(visit);
    activity.offers.iter().for_each(|offer| offer.needs.walk(visit));
}

/// What the catalogue gives.
struct Given<'c> {
    skills: BTreeMap<&'c str, u32>,
    ids: BTreeSet<(Kind, &'c str)>,
}

impl<'c> Given<'c> {
    fn of(catalogue: &'c Catalogue) -> Self {
        let mut given = Self { skills: BTreeMap::new(), ids: BTreeSet::new() };
        for (kind, activity) in catalogue.activities() {
            given.ids.insert((kind, &activity.id));
            for id in &activity.gives.certificates {
                given.ids.insert((Kind::Certificate, id));
            }
            for id in &activity.counts_as {
                given.ids.insert((Kind::Role, id));
            }
            for (skill, level) in &activity.gives.skills {
                let highest = given.skills.entry(skill).or_default();
                *highest = (*highest).max(*level);
            }
        }
        given
    }

    fn lacks(&self, need: &Need) -> bool {
        match need {
            Need::Skill { skill, level } => {
                self.skills.get(skill.as_str()).is_none_or(|highest| highest < level)
            }
            Need::Course { course } => !self.ids.contains(&(Kind::Course, course.as_str())),
            Need::Certificate { certificate, .. } => {
                !self.ids.contains(&(Kind::Certificate, certificate.as_str()))
            }
            Need::Role { role } | Need::Tenure { tenure: role, .. } => {
                !self.ids.contains(&(Kind::Role, role.as_str()))
            }
            _ => false,
        }
    }
}

/// What the roles want, and what that wants in its turn.
struct Wanted<'c> {
    skills: BTreeSet<&'c str>,
    levels: BTreeSet<(&'c str, u32)>,
    activities: BTreeSet<&'c str>,
}

impl<'c> Wanted<'c> {
    fn of(catalogue: &'c Catalogue) -> Self {
        let mut by_id: BTreeMap<&str, &Activity> = BTreeMap::new();
        let mut by_skill: BTreeMap<&str, Vec<&Activity>> = BTreeMap::new();
        for (_, activity) in catalogue.activities() {
            by_id.entry(&activity.id).or_insert(activity);
            for skill in activity.gives.skills.keys() {
                by_skill.entry(skill).or_default().push(activity);
            }
        }
        let (skills, levels) = (BTreeSet::new(), BTreeSet::new());
        let mut wanted = Self { skills, levels, activities: BTreeSet::new() };
        let mut open: Vec<&Activity> = catalogue.roles.iter().collect();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        while let Some(activity) = open.pop() {
            if !done.insert(&activity.id) {
                continue;
            }
            wanted.skills.extend(activity.importance.keys().map(String::as_str));
            let mut visit = |need: &'c Need| match need {
                Need::Skill { skill, level } => {
                    wanted.levels.insert((skill, *level));
                    if wanted.skills.insert(skill) {
                        open.extend(by_skill.get(skill.as_str()).into_iter().flatten().copied());
                    }
                }
                Need::Course { course: id } | Need::Certificate { certificate: id, .. } => {
                    wanted.activities.insert(id);
                    open.extend(by_id.get(id.as_str()).copied());
                }
                _ => {}
            };
            each_need(activity, &mut visit);
            activity.prefers.iter().for_each(|need| need.walk(&mut visit));
        }
        wanted
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Gap> {
        gaps(&crate::load::catalogue(text).0)
    }

    #[test]
    fn each_kind_of_gap_is_found_once() {
        let found = of(r#"{
            "tiers": [{"id": "t1"}, {"id": "t2"}], "modules": [{"id": "m"}],
            "skills": [{"id": "ride"}, {"id": "sing"}, {"id": "fly"}],
            "courses": [
                {"id": "c1", "module": "m", "tier": "t1", "gives": {"skills": {"ride": 2}}},
                {"id": "c2", "module": "m", "tier": "t1", "gives": {"skills": {"ride": 1, "sing": 1}}}
            ],
            "certificates": [{"id": "health"}, {"id": "medal"}, {"id": "degree", "gives": {"education": "college"}}],
            "roles": [
                {"id": "rider"},
                {"id": "lead", "needs": {"all": [
                    {"skill": "ride", "level": 2}, {"skill": "ride", "level": 1}, {"skill": "fly"},
                    {"certificate": "health"}, {"tenure": "chief", "months": 3}, {"tenure": "rider", "months": 3}
                ]}}
            ]}"#);
        let id = |id: &str| id.to_owned();
        assert_eq!(
            found,
            [
                Gap::NotTaught {
                    role: id("lead"),
                    need: Need::Skill { skill: id("fly"), level: 1 }
                },
                Gap::NotTaught {
                    role: id("lead"),
                    need: Need::Tenure { tenure: id("chief"), months: 3 }
                },
                Gap::OneCourse { skill: id("ride"), level: 2, course: id("c1") },
                Gap::NoCourse { module: Some(id("m")), tier: id("t2") },
                Gap::SkillIdle { skill: id("sing") },
                Gap::CertificateIdle { certificate: id("medal") },
            ]
        );
    }

    #[test]
    fn what_a_wanted_course_needs_is_wanted_too() {
        let found = of(r#"{
            "skills": [{"id": "ride"}, {"id": "read"}],
            "courses": [{"id": "c1", "needs": {"certificate": "health"}, "gives": {"skills": {"ride": 1}}},
                        {"id": "c2", "gives": {"skills": {"read": 1}}}],
            "certificates": [{"id": "health", "offers": [{"id": "exam", "needs": {"skill": "read"}}]}],
            "roles": [{"id": "lead", "needs": {"skill": "ride"}}]}"#);
        assert!(found.iter().all(|gap| matches!(gap, Gap::OneCourse { .. })), "{found:?}");
    }

    #[test]
    fn the_built_in_ladder_lacks_nothing_a_role_needs() {
        let text = include_str!("../../../../public/catalogue/modern-rider-academy.json");
        let found = of(text);
        assert!(!found.iter().any(|gap| matches!(gap, Gap::NotTaught { .. })), "{found:?}");
    }
}
