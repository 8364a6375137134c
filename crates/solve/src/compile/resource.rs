//! Owns what steps share week by week: hours by set of slots, steps at once, class times.

use super::Builder;
use crate::instance::{Graph, HORIZON, Hours, Mode, Resource, SlotLoad, Usage, Val};

impl Builder<'_> {
    /// Makes the resources, once every choice is known.
    pub(super) fn resources(&mut self) {
        let out = &self.out;
        let masks = unions(&mut out.modes.iter().flat_map(|m| &m.load).map(|l| l.slots));
        // What is said of two parts of a set, where no load may lie in both, is said of the set.
        let told = |set: u32| {
            let mut parts = masks.iter().filter(|&&part| part != set && part & !set == 0);
            parts.any(|part| {
                let mut loads = out.modes.iter().map(|m| &m.load);
                loads.all(|load| {
                    inside(load, *part) + inside(load, set & !part) == inside(load, set)
                })
            })
        };
        let mut resources = Vec::new();
        for &set in masks.iter().filter(|&&set| !told(set)) {
            let usages = usages(out, &|m| inside(&m.load, set));
            let limits: Vec<Val> = self.week_kinds.iter().map(|h| capacity(h, set)).collect();
            let limit = self.kind_of_week.iter().map(|&kind| limits[kind]).collect();
            resources.push(resource(limit, usages));
        }
        // As many steps at once as the rider wants.
        let limit = vec![Val::from(self.scenario.at_once); HORIZON as usize];
        resources.push(resource(limit, usages(out, &|m| Val::from(m.weekly_hours > 0))));
        // Class times that clash share the moment at which the later one begins.
        let mut moments: Vec<(qitu_model::Weekday, u16)> =
            out.modes.iter().flat_map(|m| m.sessions.iter().map(|s| (s.day, s.from))).collect();
        moments.sort_unstable();
        moments.dedup();
        let mut seen: Vec<Vec<Usage>> = Vec::new();
        for (day, at) in moments {
            if self.bytes > self.most_bytes {
                return;
            }
            let sitting = usages(out, &|m| {
                Val::from(m.sessions.iter().any(|s| s.day == day && s.from <= at && at < s.to))
            });
            if !seen.contains(&sitting) {
                self.bytes += (2 * 8 * HORIZON) as u64 + 32 * sitting.len() as u64;
                seen.push(sitting.clone());
                resources.push(resource(vec![1; HORIZON as usize], sitting));
            }
        }
        let binding = resources.into_iter().filter(|resource| binds(out, resource));
        self.out.resources = binding.collect();
    }
}

fn resource(limit: Vec<Val>, usages: Vec<Usage>) -> Resource {
    let mut limit_before = vec![0];
    for week in &limit {
        limit_before.push(limit_before.last().copied().unwrap_or(0) + week);
    }
    Resource { limit, limit_before, usages }
}

/// Can it be overused at all, with one mode of each activity copy?
fn binds(out: &Graph, resource: &Resource) -> bool {
    let mut most = vec![0; out.copies.len()];
    for &Usage { mode, amount } in &resource.usages {
        let most = &mut most[out.modes[mode].copy];
        *most = amount.max(*most);
    }
    resource.limit.iter().min() < Some(&most.iter().sum())
}

fn usages(out: &Graph, amount: &dyn Fn(&Mode) -> Val) -> Vec<Usage> {
    let running = out.modes.iter().enumerate().filter(|(_, m)| m.weeks > 0);
    let usages = running.map(|(mode, m)| Usage { mode, amount: amount(m) });
    usages.filter(|usage| usage.amount > 0).collect()
}

/// The hours of a load that fit into nothing outside a set of slots.
pub(super) fn inside(load: &[SlotLoad], set: u32) -> Hours {
    load.iter().filter(|l| l.slots & !set == 0).map(|l| l.hours).sum()
}

/// The free hours of a week in a set of slots.
pub(super) fn capacity(hours: &[Hours], set: u32) -> Hours {
    hours.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, h)| h).sum()
}

/// Every union of the sets given, without the empty one: the sets Hall's condition needs.
pub(super) fn unions(sets: &mut dyn Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for set in sets {
        if all.contains(&set) {
            continue;
        }
        let mut more: Vec<u32> = all.iter().map(|other| other | set).collect();
        more.push(set);
        for union in more {
            if !all.contains(&union) {
                all.push(union);
            }
        }
    }
    all.sort_unstable();
    all
}
