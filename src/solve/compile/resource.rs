//! Owns what steps share week by week: hours by set of slots, steps at once, class times.

use super::Builder;
use crate::order::{self, Listed};
use crate::solve::instance::{Choice, HORIZON, Instance, Resource, Val};

impl Builder<'_> {
    /// Makes the resources, once every choice is known.
    pub(super) fn resources(&mut self) {
        let out = &self.out;
        let masks = unions(&mut out.choices.iter().flat_map(|c| &c.load).map(|l| l.0));
        let mut resources = Vec::new();
        for set in masks {
            let users = users(out, &|c| inside(&c.load, set));
            let limits: Vec<Val> = self.kinds.iter().map(|h| capacity(h, set)).listed();
            let limit = self.kind_of.iter().map(|&kind| limits[kind]).listed();
            resources.push(resource(limit, users));
        }
        // As many steps at once as the rider wants.
        let limit = Val::from(self.scenario.at_once);
        let loaded = users(out, &|c| Val::from(c.weekly > 0));
        if limit < self.out.tasks.len() as Val {
            resources.push(resource(vec![limit; HORIZON as usize], loaded));
        }
        // Class times that clash share the moment at which the later one begins.
        let mut moments: Vec<(crate::model::Weekday, u16)> =
            out.choices.iter().flat_map(|c| c.sessions.iter().map(|s| (s.day, s.from))).listed();
        order::plain(&mut moments);
        moments.dedup();
        let mut seen: Vec<Vec<(usize, Val)>> = Vec::new();
        for (day, at) in moments {
            let sitting = users(out, &|c| {
                Val::from(c.sessions.iter().any(|s| s.day == day && s.from <= at && at < s.to))
            });
            if sitting.len() > 1 && !seen.contains(&sitting) {
                seen.push(sitting.clone());
                resources.push(resource(vec![1; HORIZON as usize], sitting));
            }
        }
        self.out.resources = resources;
    }
}

fn resource(limit: Vec<Val>, users: Vec<(usize, Val)>) -> Resource {
    let mut sum = vec![0];
    for week in &limit {
        sum.push(sum.last().copied().unwrap_or(0) + week);
    }
    Resource { limit, sum, users }
}

fn users(out: &Instance, amount: &dyn Fn(&Choice) -> Val) -> Vec<(usize, Val)> {
    let running = out.choices.iter().enumerate().filter(|(_, c)| c.weeks > 0);
    running.map(|(i, c)| (i, amount(c))).filter(|u| u.1 > 0).listed()
}

/// The hours of a load that fit into nothing outside a set of slots.
pub(super) fn inside(load: &[(u32, Val)], set: u32) -> Val {
    load.iter().filter(|l| l.0 & !set == 0).map(|l| l.1).sum()
}

/// The free hours of a week in a set of slots.
pub(super) fn capacity(hours: &[Val], set: u32) -> Val {
    hours.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, h)| h).sum()
}

/// Every union of the sets given, without the empty one: the sets Hall's condition needs.
pub(super) fn unions(sets: &mut dyn Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for set in sets {
        if all.contains(&set) {
            continue;
        }
        let mut more: Vec<u32> = all.iter().map(|other| other | set).listed();
        more.push(set);
        for union in more {
            if !all.contains(&union) {
                all.push(union);
            }
        }
    }
    order::plain(&mut all);
    all
}
