//! Owns what the rider has when the plan begins: what they say of themself, and what the courses
//! done and the roles and certificates held have given.

use super::Builder;
use crate::instance::Week;
use qitu_model::{Activity, Date, Education, Gives, Kind};
use std::collections::BTreeMap;

/// What the rider has, each with the week from which on it counts: 0, or later for a certificate
/// with a day after the start.
#[derive(Default)]
pub(super) struct Held<'a> {
    pub(super) skills: BTreeMap<&'a str, Vec<(u32, Week)>>,
    /// By certificate: the weeks in which it was obtained.
    pub(super) certificates: BTreeMap<&'a str, Vec<Week>>,
    pub(super) education: Vec<(Education, Week)>,
}

impl<'a> Builder<'a> {
    /// Collects it, once it is known which courses are done and which roles are held.
    pub(super) fn hold(&mut self) {
        let rider = &self.scenario.rider;
        let mut held = Held::default();
        for (skill, level) in &rider.skills {
            held.skills.entry(skill).or_default().push((*level, 0));
        }
        held.education.extend(rider.education.map(|education| (education, 0)));
        for certified in &rider.certificates {
            let on = self.obtained(certified.on);
            held.certificates.entry(self.certificate_id(&certified.id)).or_default().push(on);
        }
        // The rider's own list tells the days of its certificates; a course done tells none.
        let listed: Vec<&str> = held.certificates.keys().copied().collect();
        for &source in &self.had {
            let activity = self.activity(source);
            self.give(&mut held, &activity.gives, 0, &listed);
        }
        for certified in &rider.certificates {
            if let Some(source) = self.look_up(Kind::Certificate, &certified.id) {
                let activity = self.activity(source);
                self.give(&mut held, &activity.gives, self.obtained(certified.on), &[]);
            }
        }
        self.held = held;
    }

    fn give(&self, held: &mut Held<'a>, gives: &'a Gives, from: Week, but: &[&str]) {
        for (skill, level) in &gives.skills {
            held.skills.entry(skill).or_default().push((*level, from));
        }
        for certificate in &gives.certificates {
            let id = self.certificate_id(certificate);
            if !but.contains(&id) {
                held.certificates.entry(id).or_default().push(from);
            }
        }
        held.education.extend(gives.education.map(|education| (education, from)));
    }

    /// The certificate's id of today; an id that the catalogue does not know stays as it is.
    pub(super) fn certificate_id(&self, id: &'a str) -> &'a str {
        let at = self.certificates.get(id).and_then(|at| self.catalogue.certificates.get(*at));
        at.map_or(id, |certificate: &Activity| &certificate.id)
    }

    /// The weeks in which the rider has obtained a certificate.
    pub(super) fn certified(&self, certificate: &str) -> Vec<Week> {
        let at = self.certificates.get(certificate);
        let known = at.and_then(|at| self.catalogue.certificates.get(*at));
        let id = known.map_or(certificate, |known| known.id.as_str());
        self.held.certificates.get(id).cloned().unwrap_or_default()
    }

    /// The week something was obtained; the first one where no date is known.
    pub(super) fn obtained(&self, on: Option<Date>) -> Week {
        on.map_or(0, |date| Week::from(date.week_from(self.week0)))
    }

    /// Done or held at the start, and of no use a second time: not taken again, and a pin on it is
    /// met. What gives a certificate that runs out may be taken again to renew it.
    pub(super) fn is_over(&self, source: (Kind, usize)) -> bool {
        self.had.contains(&source) && self.renewable(source).is_none()
    }
}
