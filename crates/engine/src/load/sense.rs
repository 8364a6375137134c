//! Owns what is sound as data and senseless as a plan: what somebody from the trade would stumble
//! over. Every one is a notice, since an academy may mean it.
//! Refuses what a plan would be: it reads needs, not weeks.

use super::index::Index;
use super::problem::{Problem, ProblemKind, Severity};
use super::report::places;
use super::sound::Verdict;
use qitu_model::{Activity, Catalogue, Id, Kind, Need};
use std::collections::{BTreeMap, BTreeSet};

/// Notices about what may be planned with, where nothing worse is told of it already.
pub(super) fn check(
    catalogue: &Catalogue,
    index: &Index<'_>,
    verdicts: &[Verdict],
    told: &[Problem],
) -> Vec<Problem> {
    let sense = Sense::of(catalogue, index);
    let errors = told.iter().filter(|problem| problem.severity == Severity::Error);
    let wrong: BTreeSet<&str> = errors.map(|problem| problem.entry.as_str()).collect();
    let mut problems = Vec::new();
    for (at, (kind, place, activity)) in places(catalogue).enumerate() {
        let entry = super::sieve::shorten(&activity.id);
        let is_kept = verdicts.get(at).is_some_and(|verdict| verdict.kept);
        if !is_kept || wrong.contains(entry.as_str()) {
            continue;
        }
        let mut tell = |below: &str, kind: ProblemKind| {
            let entry = entry.clone();
            let path = format!("{place}{below}");
            problems.push(Problem { entry, ..Problem::new(Severity::Notice, path, kind) });
        };
        match kind {
            Kind::Role if !sense.asks_age(activity, &mut BTreeSet::new()) => {
                tell(".needs", ProblemKind::NoLeastAge);
            }
            Kind::Course => {
                if let Some(role) = sense.shows_nothing(activity) {
                    tell(".gives", ProblemKind::ClassWithoutExam { role: role.clone() });
                }
                if let Some(other) = sense.credited_beside(activity) {
                    tell(".gives", ProblemKind::CreditedTwice { other: other.clone() });
                }
                if let Some((role, skill)) = sense.stands_for_practice(activity) {
                    let (role, skill) = (role.clone(), skill.clone());
                    tell(".needs", ProblemKind::StandsForPractice { role, skill });
                }
            }
            _ => {}
        }
    }
    problems
}

/// The needs that hold in any case.
fn required<'c>(need: &'c Need, into: &mut Vec<&'c Need>) {
    match need {
        Need::All { all } => all.iter().for_each(|part| required(part, into)),
        leaf => into.push(leaf),
    }
}

fn required_of(activity: &Activity) -> Vec<&Need> {
    let mut all = Vec::new();
    required(&activity.needs, &mut all);
    all
}

/// The role that a need asks somebody to have held.
fn held(need: &Need) -> Option<&Id> {
    match need {
        Need::Role { role } => Some(role),
        Need::Tenure { tenure, .. } => Some(tenure),
        _ => None,
    }
}

/// The time served that is all a course asks for: then it credits what was learnt on the job.
fn credits(course: &Activity) -> Option<(&Id, u32)> {
    match *required_of(course) {
        [Need::Tenure { tenure, months }] => Some((tenure, *months)),
        _ => None,
    }
}

struct Sense<'a, 'c> {
    index: &'a Index<'c>,
    /// Roles by the skill they ask for in any case, with the level.
    asked: BTreeMap<&'c str, Vec<(&'c Id, u32)>>,
    /// Certificates by a skill they ask for in any case.
    exams: BTreeMap<&'c str, Vec<&'c Activity>>,
    /// Courses that certificates ask for by name.
    named: BTreeSet<&'c str>,
    /// Courses that credit time in a role, by that role.
    credits: BTreeMap<&'c str, Vec<(u32, &'c Activity)>>,
    /// Roles by a course that leads to them and by the role to be held before.
    after: BTreeMap<&'c str, BTreeSet<&'c Id>>,
}

impl<'a, 'c> Sense<'a, 'c> {
    fn of(catalogue: &'c Catalogue, index: &'a Index<'c>) -> Self {
        let (asked, exams, named) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let (credits, after) = (BTreeMap::new(), BTreeMap::new());
        let mut sense = Self { index, asked, exams, named, credits, after };
        for exam in &catalogue.certificates {
            exam.needs.walk(&mut |need| {
                if let Need::Course { course } = need {
                    sense.named.insert(course);
                }
            });
            for need in required_of(exam) {
                if let Need::Skill { skill, .. } = need {
                    sense.exams.entry(skill).or_default().push(exam);
                }
            }
        }
        for course in &catalogue.courses {
            if let Some((role, months)) = self::credits(course) {
                sense.credits.entry(role).or_default().push((months, course));
            }
        }
        catalogue.roles.iter().for_each(|role| sense.add_role(role));
        sense
    }

    fn add_role(&mut self, role: &'c Activity) {
        let needs = required_of(role);
        let before: Vec<&Id> = needs.iter().filter_map(|need| held(need)).collect();
        for need in needs {
            match need {
                Need::Skill { skill, level } => {
                    self.asked.entry(skill).or_default().push((&role.id, *level));
                }
                Need::Course { course } => self.leads(course, &before),
                Need::Certificate { certificate, .. } => {
                    let Some((_, exam)) = self.index.activities.get(certificate.as_str()) else {
                        continue;
                    };
                    for need in required_of(exam) {
                        if let Need::Course { course } = need {
                            self.leads(course, &before);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn leads(&mut self, course: &'c str, before: &[&'c Id]) {
        self.after.entry(course).or_default().extend(before.iter().copied());
    }

    fn activity(&self, id: &str) -> Option<&'c Activity> {
        self.index.activities.get(id).map(|(_, activity)| *activity)
    }

    /// Does anything on every way to it ask how old somebody is?
    fn asks_age(&self, activity: &'c Activity, seen: &mut BTreeSet<&'c str>) -> bool {
        let mut own = false;
        activity.needs.walk(&mut |need| own |= matches!(need, Need::Age { .. }));
        own || required_of(activity).into_iter().any(|need| {
            let id = match need {
                Need::Course { course: id } | Need::Certificate { certificate: id, .. } => id,
                other => match held(other) {
                    Some(id) => id,
                    None => return false,
                },
            };
            seen.insert(id.as_str())
                && self.activity(id).is_some_and(|below| self.asks_age(below, seen))
        })
    }

    /// A role that takes a class which costs money in every way and leads to no certificate.
    fn shows_nothing(&self, course: &Activity) -> Option<&'c Id> {
        let gives = &course.gives;
        let costs = !course.offers.is_empty() && course.offers.iter().all(|o| o.net_fee().0 > 0);
        if !costs
            || self.exams.is_empty()
            || !gives.certificates.is_empty()
            || gives.education.is_some()
            || self.named.contains(course.id.as_str())
        {
            return None;
        }
        let is_taught = |need: &&Need| match need {
            Need::Skill { skill, level } => gives.skills.get(skill).is_some_and(|l| l >= level),
            _ => true,
        };
        let is_ready = |exam: &&Activity| required_of(exam).iter().all(is_taught);
        let exams = |skill: &Id| self.exams.get(skill.as_str()).into_iter().flatten().copied();
        if gives.skills.keys().any(|skill| exams(skill).any(|exam| is_ready(&exam))) {
            return None;
        }
        gives.skills.iter().find_map(|(skill, level)| {
            let roles = self.asked.get(skill.as_str())?;
            roles.iter().find(|(_, asked)| asked <= level).map(|(role, _)| *role)
        })
    }

    /// A shorter credit for the same thing that this one, for longer service, leaves to be taken too.
    fn credited_beside(&self, course: &Activity) -> Option<&'c Id> {
        let (role, months) = credits(course)?;
        let all = &course.gives.skills;
        let beside = self.credits.get(role.as_str())?.iter().find(|(fewer, other)| {
            let own = &other.gives.skills;
            let covers =
                own.iter().all(|(skill, level)| all.get(skill).is_some_and(|l| l >= level));
            *fewer < months && !covers && own.keys().any(|skill| all.contains_key(skill))
        });
        beside.map(|(_, other)| &other.id)
    }

    /// A role that this course, made for what comes after it, makes somebody fit for as well.
    fn stands_for_practice(&self, course: &'c Activity) -> Option<(&'c Id, &'c Id)> {
        let before = self.after.get(course.id.as_str())?;
        let mut asks = BTreeSet::new();
        course.needs.walk(&mut |need| asks.extend(held(need)));
        before.iter().filter(|role| !asks.contains(**role)).find_map(|role| {
            let needs = required_of(self.activity(role)?);
            let named =
                |need: &&Need| matches!(need, Need::Course { course: id } if *id == course.id);
            if needs.iter().any(named) {
                return None;
            }
            needs.into_iter().find_map(|need| match need {
                Need::Skill { skill, level } => {
                    let gives = course.gives.skills.get(skill).is_some_and(|l| l >= level);
                    gives.then_some((*role, skill))
                }
                _ => None,
            })
        })
    }
}
