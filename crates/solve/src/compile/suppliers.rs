//! Owns what can meet a need that is the same for every user: what the rider has, and who gives it.

use super::{Builder, Provider};
use crate::instance::{Edge, FALSE, TRUE, Week};
use qitu_model::{Education, Kind, Need, months_to_weeks};

impl Builder<'_> {
    /// The node of a need that is the same for every user.
    pub(super) fn atom(&mut self, need: &Need) -> usize {
        let (kind, id, number) = match need {
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
        let key = (kind, id.to_owned(), number);
        if let Some(&node) = self.atoms.get(&key) {
            return node;
        }
        let parts = self.suppliers(need);
        let node = self.any(parts);
        self.atoms.insert(key, node);
        node
    }

    /// All nodes that can meet the need, each with the weeks that must pass after it.
    fn suppliers(&mut self, need: &Need) -> Vec<Edge> {
        let rider = &self.scenario.rider;
        match need {
            Need::Skill { skill, level } => self.skill_suppliers(skill, *level),
            Need::Course { course } => match self.look_up(Kind::Course, course) {
                None if rider.courses.contains(course) => vec![Edge::to(TRUE)],
                source => self.had_or_taken(source),
            },
            Need::Certificate { certificate, held_months } => {
                let held = Week::from(months_to_weeks(*held_months));
                let mut parts = Vec::new();
                for on in self.certified(certificate) {
                    parts.push(Edge::to(self.known(on + held)));
                }
                for source in self.providers_of(certificate) {
                    parts.extend(self.ends(source, held));
                }
                parts
            }
            Need::Role { role } => {
                let held = rider.role.as_ref() == Some(role) || rider.roles.contains(role);
                match self.look_up(Kind::Role, role) {
                    None if held => vec![Edge::to(TRUE)],
                    source => self.had_or_taken(source),
                }
            }
            Need::Tenure { tenure, months } => self.tenure_suppliers(tenure, *months),
            Need::Education { education } => self.education_suppliers(*education),
            Need::Fact { fact, .. } if rider.facts.get(fact) == Some(&true) => {
                vec![Edge::to(TRUE)]
            }
            _ => vec![],
        }
    }

    /// The rider's own level, and who gives it.
    fn skill_suppliers(&mut self, skill: &str, level: u32) -> Vec<Edge> {
        let held = self.held.skills.get(skill).into_iter().flatten();
        let from = held.filter(|(own, _)| *own >= level).map(|(_, from)| *from).min();
        // No level is one that everybody has.
        let from = if level == 0 { Some(0) } else { from };
        let providers = self.skill_providers.get(skill).cloned().unwrap_or_default();
        let providers = providers.into_iter().filter(|(gives, _)| *gives >= level);
        self.held_or_given(from, providers.map(|(_, source)| source))
    }

    /// The rider's own schooling, and who gives as much.
    fn education_suppliers(&mut self, education: Education) -> Vec<Edge> {
        let held = self.held.education.iter().filter(|(own, _)| *own >= education);
        let from = held.map(|(_, from)| *from).min();
        let providers = self.education_providers.clone().into_iter();
        let providers = providers.filter(|(gives, _)| *gives >= education);
        self.held_or_given(from, providers.map(|(_, source)| source))
    }

    /// What is held from a week on, if it is, and the ends of all that give it.
    fn held_or_given(
        &mut self,
        from: Option<Week>,
        providers: impl Iterator<Item = Provider>,
    ) -> Vec<Edge> {
        if from.is_some_and(|from| from <= 0) {
            return vec![Edge::to(TRUE)];
        }
        let mut parts = Vec::new();
        parts.extend(from.map(|from| Edge::to(self.known(from))));
        for source in providers {
            parts.extend(self.ends(source, 0));
        }
        parts
    }

    /// Time served in a role already, and the roles in which time counts for it.
    fn tenure_suppliers(&mut self, tenure: &str, months: u32) -> Vec<Edge> {
        let mut parts = Vec::new();
        let Some(&role) = self.roles.get(tenure) else {
            // A role that the catalogue does not know can only have been served before.
            let served = self.scenario.rider.tenure.get(tenure).copied();
            if served.is_some() || months == 0 {
                let left = months_to_weeks(months.saturating_sub(served.unwrap_or(0)));
                parts.push(Edge::to(self.known(Week::from(left))));
            }
            return parts;
        };
        if let Some(served) = self.served(role, months) {
            let left = months_to_weeks(months.saturating_sub(served));
            parts.push(Edge::to(self.known(Week::from(left))));
        }
        let delay = Week::from(months_to_weeks(months));
        for at in self.role_providers[role].clone() {
            parts.extend(self.ends((Kind::Role, at), delay));
        }
        parts
    }

    /// Done or held already, or the ends of taking it.
    fn had_or_taken(&mut self, source: Option<(Kind, usize)>) -> Vec<Edge> {
        match source {
            Some(source) if self.had.contains(&source) => vec![Edge::to(TRUE)],
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
