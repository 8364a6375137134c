//! Owns the activity network of a relaxed plan: which activities wait for which others, and how
//! long the way from each to the goal is.

use super::ScheduleBuilder;
use crate::instance::{Edge, NodeKind, Week};
use std::cmp::Reverse;

/// An activity copy of the network, and the mode that was picked for it.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    pub(super) copy: usize,
    pub(super) mode: usize,
}

/// Another activity copy, and the weeks from the end of the earlier one.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) copy: usize,
    pub(super) lag: Week,
}

/// What something waits for.
#[derive(Clone, Default)]
pub(super) struct Predecessors {
    pub(super) links: Vec<Link>,
    /// It cannot be before this week in any case.
    pub(super) release: Week,
}

/// Activities that wait for each other; lists by activity copy.
pub(super) struct ActivityNetwork {
    pub(super) picked: Vec<Picked>,
    pub(super) predecessors: Vec<Predecessors>,
    pub(super) successors: Vec<Vec<Link>>,
    /// The longest way from its start to the goal, at the quickest pace.
    pub(super) way_to_goal: Vec<Week>,
    /// What the goal waits for.
    pub(super) goal: Predecessors,
}

impl ActivityNetwork {
    /// The activity copies in an order in which each comes after what it waits for, the most urgent
    /// first; those that wait for themselves are left out.
    pub(super) fn order(&self, urgency: &[Week]) -> Vec<usize> {
        let mut waits_for: Vec<usize> = self.predecessors.iter().map(|p| p.links.len()).collect();
        let picked = self.picked.iter().map(|p| p.copy);
        let mut eligible: Vec<usize> = picked.filter(|&copy| waits_for[copy] == 0).collect();
        let mut order = Vec::new();
        loop {
            let first = |&i: &usize| (Reverse(urgency[eligible[i]]), eligible[i]);
            let Some(at) = (0..eligible.len()).min_by_key(first) else { return order };
            let copy = eligible.swap_remove(at);
            order.push(copy);
            for next in &self.successors[copy] {
                waits_for[next.copy] -= 1;
                if waits_for[next.copy] == 0 {
                    eligible.push(next.copy);
                }
            }
        }
    }
}

impl ScheduleBuilder<'_> {
    /// The network of the relaxed plan; `None` when it supports itself.
    pub(super) fn network(&self) -> Option<ActivityNetwork> {
        let instance = self.instance;
        let count = instance.copies.len();
        let mut picked = Vec::new();
        for (copy, mode) in self.mode_of.iter().enumerate() {
            if let Some(mode) = *mode {
                picked.push(Picked { copy, mode });
            }
        }
        let mut predecessors = vec![Predecessors::default(); count];
        let mut successors: Vec<Vec<Link>> = vec![Vec::new(); count];
        for &Picked { copy, mode } in &picked {
            predecessors[copy] = self.predecessors(instance.modes[mode].start);
            for link in &predecessors[copy].links {
                successors[link.copy].push(Link { copy, lag: link.lag });
            }
        }
        let goal = self.predecessors(instance.goal);
        let way_to_goal = vec![0; count];
        let mut network = ActivityNetwork { picked, predecessors, successors, way_to_goal, goal };
        let order = network.order(&vec![0; count]);
        if order.len() < network.picked.len() {
            return None;
        }
        self.measure_ways(&mut network, &order);
        Some(network)
    }

    /// Fills in the ways to the goal, from the last activity of an order to the first.
    fn measure_ways(&self, network: &mut ActivityNetwork, order: &[usize]) {
        let instance = self.instance;
        let way = &mut network.way_to_goal;
        for link in &network.goal.links {
            way[link.copy] = link.lag;
        }
        for &copy in order.iter().rev() {
            let after = network.successors[copy].iter().map(|next| way[next.copy] + next.lag);
            let paces = instance.copies[copy].modes.iter();
            let paces = paces.filter(|&&m| self.open[m] && self.needs_the_same(copy, m));
            let weeks = paces.map(|&m| instance.modes[m].weeks).min().unwrap_or(0);
            way[copy] = after.max().unwrap_or(0).max(way[copy]) + weeks;
        }
    }

    /// What a node of the relaxed plan waits for.
    pub(super) fn predecessors(&self, at: usize) -> Predecessors {
        let mut predecessors = Predecessors::default();
        let mut open = self.supports[at].clone();
        while let Some(part) = open.pop() {
            if let Some(copy) = self.copy_of[part.node] {
                predecessors.links.push(Link { copy, lag: part.delay });
            } else if let NodeKind::Known(week) = self.instance.nodes[part.node].kind {
                predecessors.release = predecessors.release.max(week + part.delay);
            } else {
                let further = self.supports[part.node].iter();
                open.extend(further.map(|p| Edge::after(p.node, p.delay + part.delay)));
            }
        }
        predecessors
    }

    /// The week from which everything that is waited for has ended in the schedule.
    pub(super) fn ready_week(&self, predecessors: &Predecessors) -> Week {
        let ends = predecessors.links.iter().map(|link| self.end(link.copy) + link.lag);
        ends.max().unwrap_or(0).max(predecessors.release)
    }
}
