//! Owns need → node of the graph, folded where the answer is plain.

use super::Builder;
use crate::instance::{Edge, Expiry, FALSE, GivenAt, HORIZON, NodeKind, TRUE, Val, Week};
use qitu_model::{Need, months_to_weeks};

impl Builder<'_> {
    /// The node of a need for one user; `waived` parts count as met.
    pub(super) fn need(&mut self, need: &Need, waived: &[&Need], user: usize) -> usize {
        if waived.contains(&need) {
            return TRUE;
        }
        match need {
            Need::All { all } => {
                let parts = all.iter().map(|n| Edge::to(self.need(n, waived, user))).collect();
                self.all(parts)
            }
            Need::Any { any } => {
                let parts = any.iter().map(|n| Edge::to(self.need(n, waived, user))).collect();
                self.any(parts)
            }
            Need::AtLeast { at_least, of } => {
                let mut wanted = *at_least as usize;
                let mut parts = Vec::new();
                for part in of {
                    match self.need(part, waived, user) {
                        TRUE => wanted = wanted.saturating_sub(1),
                        FALSE => {}
                        node => parts.push(Edge::to(node)),
                    }
                }
                match wanted {
                    0 => TRUE,
                    n if n > parts.len() => FALSE,
                    1 => self.any(parts),
                    n if n == parts.len() => self.all(parts),
                    n => self.node(NodeKind::AtLeast(n), parts),
                }
            }
            Need::Certificate { certificate, held_months } => {
                let held = Val::from(months_to_weeks(*held_months));
                match self.valid_weeks(certificate) {
                    Some(length) => self.expiring(certificate, held, length, user),
                    None => self.atom(need),
                }
            }
            Need::Age { age } => {
                let Some(now) = self.scenario.rider.age.map(Val::from) else { return FALSE };
                let from = age.min.map_or(0, |min| (Val::from(min) - now).max(0) * 52);
                let Some(max) = age.max.map(Val::from) else { return self.known(from) };
                let length = (max - now + 1) * 52;
                if length <= from {
                    return FALSE;
                }
                self.running_out(from, GivenAt::Week(0), length, user)
            }
            _ => self.atom(need),
        }
    }

    /// A support known or given by `given`, usable by `user` until `length` weeks after.
    fn running_out(&mut self, from: Week, given: GivenAt, length: Week, user: usize) -> usize {
        let node = match given {
            GivenAt::Week(_) => {
                if from > HORIZON {
                    return FALSE;
                }
                self.node(NodeKind::Known(from), vec![])
            }
            GivenAt::Node(end) => self.node(NodeKind::Any, vec![Edge::after(end, from)]),
        };
        self.out.expiries.push(Expiry { node, user, given, length });
        node
    }

    /// The node of holding a certificate that runs out for `held` weeks.
    fn expiring(&mut self, id: &str, held: Week, length: Week, user: usize) -> usize {
        if held >= length {
            return FALSE;
        }
        let mut parts = Vec::new();
        for on in self.certified(id) {
            if on + length > 0 {
                let from = (on + held).max(0);
                let given = GivenAt::Week(on);
                parts.push(Edge::to(self.running_out(from, given, length, user)));
            }
        }
        for source in self.providers_of(id) {
            for end in self.ends(source, 0) {
                let given = GivenAt::Node(end.node);
                parts.push(Edge::to(self.running_out(held, given, length, user)));
            }
        }
        self.any(parts)
    }

    /// Does the need hold something that runs out, so that each user needs a node of its own?
    pub(super) fn renews(&self, need: &Need) -> bool {
        let mut found = false;
        need.walk(&mut |n| {
            found |= match n {
                Need::Certificate { certificate, .. } => self.valid_weeks(certificate).is_some(),
                Need::Age { age } => age.max.is_some(),
                _ => false,
            };
        });
        found
    }
}
