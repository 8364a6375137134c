//! Owns what can meet a need that is the same for every user: what the rider has, and who gives it.

use super::Builder;
use crate::instance::{FALSE, TRUE, Val};
use qitu_model::{Kind, Need, months_to_weeks};

impl Builder<'_> {
    /// The node of a need that is the same for every user.
    pub(super) fn atom(&mut self, need: &Need) -> usize {
        let (form, id, number) = match need {
            Need::Skill { skill, level } => (0, skill.as_str(), *level),
            Need::Course { course } => (1, course.as_str(), 0),
            Need::Certificate { certificate, held_months } => {
                (2, certificate.as_str(), *held_months)
            }
            Need::Role { role } => (3, role.as_str(), 0),
            Need::Tenure { tenure, months } => (4, tenure.as_str(), *months),
            Need::Education { education } => (5, "", *education as u32),
            Need::Fact { fact, .. } => (6, fact.as_str(), 0),
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } | Need::Age { .. } => {
                return FALSE;
            }
        };
        let key = (form, id.to_owned(), number);
        if let Some(&node) = self.atoms.get(&key) {
            return node;
        }
        let parts = self.suppliers(need);
        let node = self.any(parts);
        self.atoms.insert(key, node);
        node
    }

    /// `(node, weeks that must pass after it)` of all that can meet the need.
    fn suppliers(&mut self, need: &Need) -> Vec<(usize, Val)> {
        let rider = &self.scenario.rider;
        let mut parts = Vec::new();
        match need {
            Need::Skill { skill, level } => {
                let held = self.held.skills.get(skill.as_str()).into_iter().flatten();
                let from = held.filter(|(own, _)| own >= level).map(|(_, from)| *from).min();
                // No level is one that everybody has.
                let from = if *level == 0 { Some(0) } else { from };
                if from.is_some_and(|from| from <= 0) {
                    return vec![(TRUE, 0)];
                }
                parts.extend(from.map(|from| (self.known(from), 0)));
                let givers = self.skill_givers.get(skill.as_str()).cloned().unwrap_or_default();
                for (_, source) in givers.iter().filter(|g| g.0 >= *level) {
                    parts.extend(self.ends(*source, 0));
                }
            }
            Need::Course { course } => {
                return match self.look_up(Kind::Course, course) {
                    None if rider.courses.contains(course) => vec![(TRUE, 0)],
                    source => self.had_or_taken(source),
                };
            }
            Need::Certificate { certificate, held_months } => {
                let held = Val::from(months_to_weeks(*held_months));
                for on in self.certified(certificate) {
                    parts.push((self.known(on + held), 0));
                }
                for source in self.givers_of(certificate) {
                    parts.extend(self.ends(source, held));
                }
            }
            Need::Role { role } => {
                let held = rider.role.as_ref() == Some(role) || rider.roles.contains(role);
                return match self.look_up(Kind::Role, role) {
                    None if held => vec![(TRUE, 0)],
                    source => self.had_or_taken(source),
                };
            }
            Need::Tenure { tenure, months } => {
                let Some(&role) = self.roles.get(tenure.as_str()) else {
                    // A role that the catalogue does not know can only have been served before.
                    let served = rider.tenure.get(tenure).copied();
                    if served.is_some() || *months == 0 {
                        let left = months_to_weeks(months.saturating_sub(served.unwrap_or(0)));
                        parts.push((self.known(Val::from(left)), 0));
                    }
                    return parts;
                };
                if let Some(served) = self.served(role, *months) {
                    let left = months_to_weeks(months.saturating_sub(served));
                    parts.push((self.known(Val::from(left)), 0));
                }
                let delay = Val::from(months_to_weeks(*months));
                for at in self.role_givers[role].clone() {
                    parts.extend(self.ends((Kind::Role, at), delay));
                }
            }
            Need::Education { education } => {
                let held = self.held.education.iter().filter(|(own, _)| own >= education);
                let from = held.map(|(_, from)| *from).min();
                if from.is_some_and(|from| from <= 0) {
                    return vec![(TRUE, 0)];
                }
                parts.extend(from.map(|from| (self.known(from), 0)));
                let givers = self.education_givers.clone();
                for (_, source) in givers.iter().filter(|g| g.0 >= *education) {
                    parts.extend(self.ends(*source, 0));
                }
            }
            Need::Fact { fact, .. } => {
                if rider.facts.get(fact) == Some(&true) {
                    return vec![(TRUE, 0)];
                }
            }
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } | Need::Age { .. } => {}
        }
        parts
    }

    /// Done or held already, or the ends of taking it.
    fn had_or_taken(&mut self, source: Option<(Kind, usize)>) -> Vec<(usize, Val)> {
        match source {
            Some(source) if self.had.contains(&source) => vec![(TRUE, 0)],
            Some(source) if self.takes(source) => self.ends(source, 0),
            _ => vec![],
        }
    }

    /// Months served in a role at the start, if that is enough or the time runs already.
    fn served(&self, role: usize, wanted: u32) -> Option<u32> {
        let rider = &self.scenario.rider;
        let counts =
            |id: &str| self.roles.get(id).is_some_and(|&at| self.counts_as(at).contains(&role));
        let entries = rider.tenure.iter().filter(|(id, _)| counts(id));
        let months = entries.map(|(_, months)| *months).max();
        let held = self
            .had
            .iter()
            .any(|&(kind, at)| kind == Kind::Role && self.counts_as(at).contains(&role));
        let served = months.unwrap_or(0);
        (months.is_some() || held || served >= wanted).then_some(served)
    }
}
