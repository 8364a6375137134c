//! Owns what steps share week by week: hours by set of slots, steps at once, class times.

use super::Builder;
use crate::instance::{Choice, Graph, HORIZON, Resource, Val};
use qitu_model::order::{self, Listed};

impl Builder<'_> {
    /// Makes the resources, once every choice is known.
    pub(super) fn resources(&mut self) {
        let out = &self.out;
        let masks = unions(&mut out.choices.iter().flat_map(|c| &c.load).map(|l| l.0));
        // What is said of two parts of a set, where no load may lie in both, is said of the set.
        let told = |set: u32| {
            let mut parts = masks.iter().filter(|&&part| part != set && part & !set == 0);
            parts.any(|part| {
                let mut loads = out.choices.iter().map(|c| &c.load);
                loads.all(|load| {
                    inside(load, *part) + inside(load, set & !part) == inside(load, set)
                })
            })
        };
        let mut resources = Vec::new();
        for &set in masks.iter().filter(|&&set| !told(set)) {
            let users = users(out, &|c| inside(&c.load, set));
            let limits: Vec<Val> = self.kinds.iter().map(|h| capacity(h, set)).listed();
            let limit = self.kind_of.iter().map(|&kind| limits[kind]).listed();
            resources.push(resource(limit, users));
        }
        // As many steps at once as the rider wants.
        let limit = vec![Val::from(self.scenario.at_once); HORIZON as usize];
        resources.push(resource(limit, users(out, &|c| Val::from(c.weekly > 0))));
        // Class times that clash share the moment at which the later one begins.
        let mut moments: Vec<(qitu_model::Weekday, u16)> =
            out.choices.iter().flat_map(|c| c.sessions.iter().map(|s| (s.day, s.from))).listed();
        order::plain(&mut moments);
        moments.dedup();
        let mut seen: Vec<Vec<(usize, Val)>> = Vec::new();
        for (day, at) in moments {
            let sitting = users(out, &|c| {
                Val::from(c.sessions.iter().any(|s| s.day == day && s.from <= at && at < s.to))
            });
            if !seen.contains(&sitting) {
                seen.push(sitting.clone());
                resources.push(resource(vec![1; HORIZON as usize], sitting));
            }
        }
        let binding = resources.into_iter().filter(|resource| binds(out, resource));
        self.out.resources = binding.listed();
    }
}

fn resource(limit: Vec<Val>, users: Vec<(usize, Val)>) -> Resource {
    let mut sum = vec![0];
    for week in &limit {
        sum.push(sum.last().copied().unwrap_or(0) + week);
    }
    Resource { limit, sum, users }
}

/// Can it be overused at all, with one choice of each task?
fn binds(out: &Graph, resource: &Resource) -> bool {
    let mut most = vec![0; out.tasks.len()];
    for &(choice, amount) in &resource.users {
        let most = &mut most[out.choices[choice].task];
        *most = amount.max(*most);
    }
    resource.limit.iter().min() < Some(&most.iter().sum())
}

fn users(out: &Graph, amount: &dyn Fn(&Choice) -> Val) -> Vec<(usize, Val)> {
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
