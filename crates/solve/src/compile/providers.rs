//! Owns who gives what: a skill, a certificate, a level of schooling, time in a role.

use super::Builder;
use qitu_model::Kind;

impl Builder<'_> {
    /// Who gives what, without what is not taken again: it has given already ([`super::held`]).
    pub(super) fn index_providers(&mut self) {
        for kind in [Kind::Course, Kind::Certificate, Kind::Role] {
            for (at, activity) in self.list(kind).iter().enumerate() {
                let source = (kind, at);
                if !self.takes(source) || self.look_up(kind, &activity.id) != Some(source) {
                    continue;
                }
                for (skill, &level) in &activity.gives.skills {
                    self.skill_providers.entry(skill).or_default().push((level, source));
                }
                let own = (kind == Kind::Certificate).then_some(&activity.id);
                for id in own.into_iter().chain(&activity.gives.certificates) {
                    let Some(&which) = self.certificates.get(id.as_str()) else { continue };
                    let providers = &mut self.certificate_providers[which];
                    if !providers.contains(&source) {
                        providers.push(source);
                    }
                }
                if let Some(education) = activity.gives.education {
                    self.education_providers.push((education, source));
                }
                if kind == Kind::Role {
                    for role in self.counts_as(at) {
                        self.role_providers[role].push(at);
                    }
                }
            }
        }
    }

    /// Takes providers away that turned out to be out of reach; they come in order.
    pub(super) fn leave_out(&mut self, unreachable: Vec<(Kind, usize)>) {
        for providers in self.skill_providers.values_mut() {
            providers.retain(|(_, provider)| unreachable.binary_search(provider).is_err());
        }
        for providers in &mut self.certificate_providers {
            providers.retain(|provider| unreachable.binary_search(provider).is_err());
        }
        self.education_providers
            .retain(|(_, provider)| unreachable.binary_search(provider).is_err());
        for providers in &mut self.role_providers {
            providers.retain(|role| unreachable.binary_search(&(Kind::Role, *role)).is_err());
        }
        self.unreachable = unreachable;
    }

    /// The roles that time in a role counts for, itself first.
    pub(super) fn counts_as(&self, role: usize) -> Vec<usize> {
        let others = self.catalogue.roles[role].counts_as.iter();
        let mut all = vec![role];
        for other in others.filter_map(|id| self.roles.get(id.as_str())) {
            if !all.contains(other) {
                all.push(*other);
            }
        }
        all
    }

    /// Who gives a certificate, the certificate itself among them.
    pub(super) fn providers_of(&self, certificate: &str) -> Vec<(Kind, usize)> {
        let at = self.certificates.get(certificate);
        at.map(|at| self.certificate_providers[*at].clone()).unwrap_or_default()
    }
}
