//! Owns what a rider has without any plan: what they say of themself, what the courses done and the
//! roles and certificates held have given, and the time that runs on.
//! Refuses steps; [`super::life`] adds what they give.

use qitu_model::{
    Activity, AgeRange, Catalogue, Certified, Date, Education, Gives, Id, Kind, Need, Rider,
    months_to_weeks,
};
use std::collections::BTreeMap;

/// A level of a skill, and what gave it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level<'a> {
    pub(super) level: u32,
    pub(super) since: i64,
    /// What was done or is held; none = the rider says so.
    pub(super) by: Option<&'a Activity>,
}

/// What a rider has from the start, with names resolved.
pub(super) struct Holdings<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) rider: &'a Rider,
    names: BTreeMap<&'a str, &'a str>,
    week0: Date,
    held: Vec<&'a str>,
    courses: Vec<&'a str>,
    skills: BTreeMap<&'a str, Vec<Level<'a>>>,
    /// With the week it was obtained in, and what gave it besides itself.
    certificates: Vec<(&'a str, i64, Option<&'a Activity>)>,
    education: Vec<(Education, i64)>,
}

impl<'a> Holdings<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, rider: &'a Rider, week0: Date) -> Self {
        let names = catalogue.names();
        let now = |id: &'a Id| names.get(id.as_str()).copied().unwrap_or(id);
        let held = rider.role.iter().chain(&rider.roles).map(now).collect::<Vec<_>>();
        let courses = rider.courses.iter().map(now).collect::<Vec<_>>();
        let week =
            |certified: &Certified| certified.on.map_or(0, |day| i64::from(day.week_from(week0)));
        let listed: Vec<(&str, i64)> =
            rider.certificates.iter().map(|own| (now(&own.id), week(own))).collect::<Vec<_>>();
        let mut all = Self {
            catalogue,
            rider,
            week0,
            held,
            courses,
            skills: BTreeMap::new(),
            certificates: listed.iter().map(|(id, on)| (*id, *on, None)).collect::<Vec<_>>(),
            education: rider
                .education
                .map(|education| (education, 0))
                .into_iter()
                .collect::<Vec<_>>(),
            names,
        };
        for (skill, level) in &rider.skills {
            let own = Level { level: *level, since: 0, by: None };
            all.skills.entry(skill).or_default().push(own);
        }
        for (kind, activity) in catalogue.activities() {
            match kind {
                Kind::Certificate => {
                    for (_, on) in listed.iter().filter(|(id, _)| *id == activity.id) {
                        all.gain(activity, *on, &[]);
                    }
                }
                _ if all.has_from_start(kind, &activity.id) => all.gain(activity, 0, &listed),
                _ => {}
            }
        }
        all
    }

    /// Adds what an activity has given besides itself, from a week on. The day of a certificate
    /// that a course gave is not known: one that the rider tells goes before it.
    fn gain(&mut self, activity: &'a Activity, since: i64, told: &[(&str, i64)]) {
        let Gives { skills, certificates, education } = &activity.gives;
        for (skill, level) in skills {
            let gained = Level { level: *level, since, by: Some(activity) };
            self.skills.entry(skill).or_default().push(gained);
        }
        for id in certificates {
            let id = self.now(id);
            if !told.iter().any(|(known, _)| *known == id) {
                self.certificates.push((id, since, Some(activity)));
            }
        }
        self.education.extend(education.map(|education| (education, since)));
    }

    /// The present id of an id that may be an earlier one.
    pub(super) fn now<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.names.get(id).copied().unwrap_or(id)
    }

    pub(super) fn week_of(&self, day: Date) -> i64 {
        i64::from(day.week_from(self.week0))
    }

    /// Was this course done, or this role held, at the start?
    pub(super) fn has_from_start(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Course => self.courses.contains(&id),
            Kind::Certificate => false,
            Kind::Role => self.held.contains(&id),
        }
    }

    /// Done or held at the start, and not taken again: nothing it gives runs out.
    pub(super) fn is_over(&self, kind: Kind, activity: &Activity) -> bool {
        let runs_out = |id: &Id| self.validity(self.now(id)).is_some();
        self.has_from_start(kind, &activity.id) && !activity.gives.certificates.iter().any(runs_out)
    }

    /// Does time in the role `id` count as time in `role`?
    pub(super) fn serves(&self, id: &str, role: &str) -> bool {
        id == role
            || (self.catalogue.roles.iter())
                .any(|r| r.id == id && r.counts_as.iter().any(|c| self.now(c) == role))
    }

    /// The longest time served in the role, or in one that counts as it, in months, where any was;
    /// a role held of which no time is told counts 0.
    pub(super) fn served(&self, role: &str) -> Option<u32> {
        let tenure = self.rider.tenure.iter();
        let told = tenure.filter(|(id, _)| self.serves(self.now(id), role)).map(|(_, m)| *m).max();
        told.or_else(|| self.held.iter().any(|id| self.serves(id, role)).then_some(0))
    }

    /// Weeks until so many months are served, counting only roles of the start; none = never.
    pub(super) fn served_from_start(&self, role: &str, months: u32) -> Option<i64> {
        match self.served(role) {
            // Months served mean that the role was first held before the start: they run on.
            Some(before) => Some(i64::from(months_to_weeks(months.saturating_sub(before)))),
            None => (months == 0).then_some(0),
        }
    }

    /// The weeks in which the rider has obtained a certificate.
    pub(super) fn certificates_from_start(&self, id: &str) -> Vec<i64> {
        let own = self.certificates.iter().filter(|(held, ..)| *held == id);
        own.map(|(_, on, _)| *on).collect::<Vec<_>>()
    }

    /// How many weeks a certificate counts; none = for good.
    pub(super) fn validity(&self, id: &str) -> Option<i64> {
        let known = self.catalogue.certificates.iter().find(|certificate| certificate.id == id);
        known.and_then(|c| c.valid_months).map(|months| i64::from(months_to_weeks(months)))
    }

    /// The weeks in which the age of the rider is in a range; the first, and the last if any.
    pub(super) fn age_window(&self, age: AgeRange) -> Option<(i64, Option<i64>)> {
        let own = i64::from(self.rider.age?);
        let from = age.min.map_or(0, |min| ((i64::from(min) - own) * 52).max(0));
        let to = match age.max {
            Some(max) if i64::from(max) < own => return None,
            Some(max) => Some((i64::from(max) - own) * 52 + 51),
            None => None,
        };
        to.is_none_or(|to| from <= to).then_some((from, to))
    }

    /// What gives the rider a skill, with the levels.
    pub(super) fn levels(&self, skill: &str) -> &[Level<'a>] {
        self.skills.get(skill).map_or(&[][..], |levels| levels)
    }

    /// The skills of which the rider has any level.
    pub(super) fn skills(&self) -> impl Iterator<Item = &'a str> {
        self.skills.keys().copied()
    }

    /// The certificates obtained, each with its week and with what gave it besides its own exam.
    pub(super) fn certificates(&self) -> &[(&'a str, i64, Option<&'a Activity>)] {
        &self.certificates
    }

    /// The schooling completed by a week; none = not said.
    pub(super) fn education_by(&self, week: i64) -> Option<Education> {
        self.education.iter().filter(|(_, since)| *since <= week).map(|(own, _)| *own).max()
    }

    /// The first week from `from` in which a leaf holds without any step; none = never, and for
    /// branches.
    pub(super) fn when(&self, need: &Need, from: i64) -> Option<i64> {
        match need {
            Need::Skill { level: 0, .. } => Some(from),
            Need::Skill { skill, level } => {
                let enough = self.levels(skill).iter().filter(|own| own.level >= *level);
                enough.map(|own| own.since.max(from)).min()
            }
            Need::Course { course } => self.courses.contains(&self.now(course)).then_some(from),
            Need::Role { role } => self.held.contains(&self.now(role)).then_some(from),
            Need::Certificate { certificate, held_months } => {
                let id = self.now(certificate);
                let (wait, valid) = (i64::from(months_to_weeks(*held_months)), self.validity(id));
                let own = self.certificates_from_start(id).into_iter().filter_map(|obtained| {
                    let week = (obtained + wait).max(from);
                    valid.is_none_or(|valid| week < obtained + valid).then_some(week)
                });
                own.min()
            }
            Need::Tenure { tenure, months } => {
                let since = self.served_from_start(self.now(tenure), *months)?;
                Some(since.max(from))
            }
            Need::Age { age } => {
                let (first, last) = self.age_window(*age)?;
                let week = first.max(from);
                last.is_none_or(|last| week <= last).then_some(week)
            }
            Need::Education { education } => {
                let enough = self.education.iter().filter(|(own, _)| own >= education);
                enough.map(|(_, since)| (*since).max(from)).min()
            }
            Need::Fact { fact, .. } => (self.rider.facts.get(fact) == Some(&true)).then_some(from),
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } => None,
        }
    }

    /// The week since which a leaf that holds in `week` has held without any step.
    pub(super) fn since(&self, need: &Need, week: i64) -> Option<i64> {
        if self.when(need, week)? > week {
            return None;
        }
        let Need::Certificate { certificate, held_months } = need else {
            return self.when(need, 0);
        };
        let id = self.now(certificate);
        let (wait, valid) = (i64::from(months_to_weeks(*held_months)), self.validity(id));
        let counts = |obtained: &i64| {
            obtained + wait <= week && valid.is_none_or(|valid| week < obtained + valid)
        };
        let counting = self.certificates_from_start(id).into_iter().filter(counts);
        counting.min().map(|obtained| (obtained + wait).max(0))
    }
}
