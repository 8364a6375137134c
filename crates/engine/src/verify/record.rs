//! Owns what the rider has by a week, and whether a need holds then.
//! Refuses to look ahead: it knows only what was put into it.

use qitu_model::{
    Activity, Catalogue, Date, Education, Kind, Need, Scenario, Waiver, months_to_weeks,
};
use std::collections::BTreeMap;

/// Earlier ids to present ones, for saved scenarios and plans that outlive a rename.
pub(super) struct Names<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    pub(super) fn of(catalogue: &'a Catalogue) -> Self {
        Self(catalogue.names())
    }

    pub(super) fn now<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.0.get(id).copied().unwrap_or(id)
    }
}

/// Everything gained so far, each with the week it was gained in.
#[derive(Clone)]
pub(super) struct Record<'a> {
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
    names: &'a Names<'a>,
    /// With the level.
    skills: Vec<(&'a str, u32, i64)>,
    courses: Vec<&'a str>,
    certificates: Vec<(&'a str, i64)>,
    education: Vec<(Education, i64)>,
    held_at_start: Vec<&'a str>,
    roles: Vec<(&'a str, i64)>,
}

impl<'a> Record<'a> {
    /// What the rider has at the start of week 0.
    pub(super) fn at_start(
        catalogue: &'a Catalogue,
        scenario: &'a Scenario,
        names: &'a Names<'a>,
        week0: Date,
    ) -> Self {
        let rider = &scenario.rider;
        let obtained = |on: Option<Date>| on.map_or(0, |day| i64::from(day.week_from(week0)));
        let skills = rider.skills.iter().map(|(skill, level)| (skill.as_str(), *level, 0));
        let listed: Vec<(&str, i64)> = (rider.certificates.iter())
            .map(|held| (names.now(&held.id), obtained(held.on)))
            .collect();
        let mut record = Self {
            catalogue,
            scenario,
            names,
            skills: skills.collect(),
            courses: rider.courses.iter().map(|id| names.now(id)).collect(),
            certificates: listed.clone(),
            education: rider.education.map(|education| (education, 0)).into_iter().collect(),
            held_at_start: rider.role.iter().chain(&rider.roles).map(|id| names.now(id)).collect(),
            roles: Vec::new(),
        };
        for (kind, activity) in catalogue.activities() {
            let id = activity.id.as_str();
            if record.has_from_start(kind, id) {
                // On no known day, so a day that the rider states for a certificate counts instead.
                let from = record.certificates.len();
                record.gain(activity, 0);
                let undated = record.certificates.split_off(from).into_iter();
                let told = |id: &str| listed.iter().any(|(known, _)| *known == id);
                record.certificates.extend(undated.filter(|(id, _)| !told(id)));
            }
            if kind == Kind::Certificate {
                for (_, on) in listed.iter().filter(|(held, _)| *held == id) {
                    record.gain(activity, *on);
                }
            }
        }
        record
    }

    /// Was this course done, or this role held, at the start?
    pub(super) fn has_from_start(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Course => self.courses.contains(&id),
            Kind::Certificate => false,
            Kind::Role => self.held_at_start.contains(&id),
        }
    }

    /// Adds what an activity gives at its end.
    pub(super) fn add(&mut self, kind: Kind, activity: &'a Activity, end: i64) {
        match kind {
            Kind::Course => self.courses.push(&activity.id),
            Kind::Certificate => self.certificates.push((&activity.id, end)),
            Kind::Role => self.roles.push((&activity.id, end)),
        }
        self.gain(activity, end);
    }

    /// Adds what an activity gives besides itself, from a week on.
    fn gain(&mut self, activity: &'a Activity, from: i64) {
        let gives = &activity.gives;
        self.skills.extend(gives.skills.iter().map(|(id, level)| (id.as_str(), *level, from)));
        let certificates = gives.certificates.iter().map(|id| (self.names.now(id), from));
        self.certificates.extend(certificates);
        self.education.extend(gives.education.map(|education| (education, from)));
    }

    /// The smallest part of the need that does not hold in the week; none = it holds.
    pub(super) fn lacks<'n>(
        &self,
        need: &'n Need,
        week: i64,
        waived: &dyn Fn(&Need) -> bool,
    ) -> Option<&'n Need> {
        if waived(need) {
            return None;
        }
        let holds = |part: &&Need| self.lacks(part, week, waived).is_none();
        let held = match need {
            Need::All { all } => return all.iter().find_map(|n| self.lacks(n, week, waived)),
            Need::Any { any } => any.iter().any(|part| holds(&part)),
            Need::AtLeast { at_least, of } => {
                of.iter().filter(holds).count() as u64 >= u64::from(*at_least)
            }
            Need::Skill { skill, level } => {
                let enough = |(id, own, from): &(&str, u32, i64)| {
                    id == skill && own >= level && *from <= week
                };
                *level == 0 || self.skills.iter().any(enough)
            }
            Need::Course { course } => self.courses.contains(&self.names.now(course)),
            Need::Certificate { certificate, held_months } => {
                self.counts(self.names.now(certificate), *held_months, week)
            }
            Need::Role { role } => {
                let role = self.names.now(role);
                self.held_at_start.contains(&role) || self.roles.iter().any(|(id, _)| *id == role)
            }
            Need::Tenure { tenure, months } => {
                self.served(self.names.now(tenure), *months).is_some_and(|since| since <= week)
            }
            Need::Age { age } => self.scenario.rider.age.is_some_and(|at_start| {
                let now = i64::from(at_start) + week / 52;
                age.min.is_none_or(|min| i64::from(min) <= now)
                    && age.max.is_none_or(|max| now <= i64::from(max))
            }),
            Need::Education { education } => {
                self.education.iter().any(|(own, from)| own >= education && *from <= week)
            }
            Need::Fact { fact, .. } => self.scenario.rider.facts.get(fact) == Some(&true),
        };
        (!held).then_some(need)
    }

    /// Does the certificate, held so many months, count in this week?
    fn counts(&self, id: &str, held_months: u32, week: i64) -> bool {
        let valid = (self.catalogue.certificates.iter())
            .find(|certificate| certificate.id == id)
            .and_then(|certificate| certificate.valid_months);
        self.certificates.iter().any(|(held, obtained)| {
            *held == id
                && obtained + i64::from(months_to_weeks(held_months)) <= week
                && valid.is_none_or(|months| week < obtained + i64::from(months_to_weeks(months)))
        })
    }

    /// The first week with so many months served in the role, as far as is known by now.
    fn served(&self, role: &str, months: u32) -> Option<i64> {
        let serves = |id: &str| {
            id == role
                || (self.catalogue.roles.iter())
                    .any(|r| r.id == id && r.counts_as.iter().any(|c| self.names.now(c) == role))
        };
        let tenure = self.scenario.rider.tenure.iter();
        let months_before = tenure.filter(|(id, _)| serves(self.names.now(id))).map(|(_, m)| *m);
        let before = months_before.max();
        if before.unwrap_or(0) >= months {
            return Some(0);
        }
        // Months served mean that it was first held before the start, so they run on.
        if before.is_some() || self.held_at_start.iter().any(|id| serves(id)) {
            return Some(i64::from(months_to_weeks(months - before.unwrap_or(0))));
        }
        let reached = self.roles.iter().filter(|(id, _)| serves(id)).map(|(_, week)| week).min();
        reached.map(|week| week + i64::from(months_to_weeks(months)))
    }
}

/// The scenario's waivers for one activity, as a question about a need.
pub(super) fn waived<'a>(
    waivers: &'a [Waiver],
    names: &'a Names<'a>,
    activity: &'a str,
) -> impl Fn(&Need) -> bool + 'a {
    move |need| waivers.iter().any(|w| names.now(&w.activity) == activity && w.need == *need)
}
