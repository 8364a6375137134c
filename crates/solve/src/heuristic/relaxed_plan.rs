//! Owns the relaxed plan: what each need relies on, picked by the additive costs of the parts, as
//! if nothing were shared (h-add: Bonet and Geffner 2001).

use super::{
    BuildOptions, EIGHTHS, HOURS_PER_YUAN, PriorityRule, SHARED_COST_DIVISOR, ScheduleBuilder,
};
use crate::bounds::node_queue::{FAR, NodeQueue};
use crate::instance::{Edge, HORIZON, NEVER, NodeKind, Val, Week};

/// The parts of a node that are reached.
#[derive(Clone, Copy, Default)]
struct ReachedParts {
    count: usize,
    /// What they cost together.
    cost: Val,
}

impl ScheduleBuilder<'_> {
    /// Picks what each need relies on, from the goal and the pins backwards; twice where weeks do
    /// not come first, because what is taken for one need may serve another. Returns whether every
    /// need can be met.
    pub(super) fn pick_supports(&mut self, options: BuildOptions) -> bool {
        let mut cost = self.mode_costs(options);
        self.additive_costs(options, &cost);
        if !self.extract_relaxed_plan(options) {
            return false;
        }
        if options.needs == PriorityRule::EarliestWeek {
            return true;
        }
        for mode in self.mode_of.iter().flatten() {
            cost[*mode] /= SHARED_COST_DIVISOR;
        }
        self.additive_costs(options, &cost);
        self.extract_relaxed_plan(options)
    }

    /// By mode: what it costs, in eighths, changed by chance.
    fn mode_costs(&mut self, options: BuildOptions) -> Vec<Val> {
        let instance = self.instance;
        let mut costs = Vec::with_capacity(instance.modes.len());
        for (at, mode) in instance.modes.iter().enumerate() {
            let own = match options.needs {
                _ if self.fixed[at] < NEVER => 0,
                PriorityRule::EarliestWeek => mode.weeks,
                PriorityRule::LeastFee => {
                    mode.fee.saturating_mul(HOURS_PER_YUAN).saturating_add(mode.total_hours())
                }
                PriorityRule::LeastHours => mode.total_hours(),
            };
            costs.push(self.perturb(own.saturating_add(1), options.chance_eighths));
        }
        costs
    }

    /// Computes what each node costs by the best of its parts (Knuth 1977), so that nothing that is
    /// picked by it supports itself. Where weeks come first a cost is a week, in eighths.
    pub(super) fn additive_costs(&mut self, options: BuildOptions, mode_cost: &[Val]) {
        let instance = self.instance;
        let weeks = options.needs == PriorityRule::EarliestWeek;
        self.additive_cost.fill(FAR);
        let mut reached = vec![ReachedParts::default(); instance.nodes.len()];
        let mut queue = NodeQueue::default();
        for (at, node) in instance.nodes.iter().enumerate() {
            let from = match node.kind {
                NodeKind::Known(week) if week <= HORIZON => {
                    if weeks {
                        week * EIGHTHS
                    } else {
                        0
                    }
                }
                _ if node.needs_all() && node.parts.is_empty() => 0,
                _ => continue,
            };
            queue.push(self.cost_after_parts(at, from, options, mode_cost), at);
        }
        while let Some((cost, at)) = queue.pop() {
            if cost >= FAR || self.additive_cost[at] < FAR || self.stale[at] {
                continue;
            }
            self.additive_cost[at] = cost;
            for &Edge { node: parent, delay } in &self.parents[at] {
                let node = &instance.nodes[parent];
                let lag = if weeks { self.lag(parent, delay) } else { 0 };
                let parts = &mut reached[parent];
                parts.count += 1;
                parts.cost = if weeks {
                    parts.cost.max(cost + lag)
                } else {
                    parts.cost.saturating_add(cost)
                };
                let needed = node.parts_needed();
                if parts.count >= needed && self.additive_cost[parent] >= FAR {
                    let all = if needed == 1 && weeks { cost + lag } else { parts.cost };
                    if parts.count == needed || matches!(node.kind, NodeKind::Any) {
                        let cost = self.cost_after_parts(parent, all, options, mode_cost);
                        queue.push(cost, parent);
                    }
                }
            }
        }
    }

    /// What a node costs when its parts cost so much.
    #[inline]
    fn cost_after_parts(
        &self,
        at: usize,
        parts: Val,
        options: BuildOptions,
        mode_cost: &[Val],
    ) -> Val {
        let NodeKind::Start(mode) = self.instance.nodes[at].kind else { return parts };
        let m = &self.instance.modes[mode];
        if !self.open[mode] || m.weekly_hours > options.peak {
            FAR
        } else if options.needs == PriorityRule::EarliestWeek {
            match m.next_start(parts / EIGHTHS) {
                NEVER.. => FAR,
                start => (start * EIGHTHS).max(parts) + mode_cost[mode],
            }
        } else {
            parts.saturating_add(mode_cost[mode])
        }
    }

    /// A delay in eighths; none to the end of an activity, where the weeks of the mode are its cost
    /// already.
    #[inline]
    fn lag(&self, parent: usize, delay: Week) -> Val {
        if self.copy_of[parent].is_none() { delay * EIGHTHS } else { 0 }
    }

    /// Follows the cheapest parts from the goal and the pins. Returns whether every need can be
    /// met.
    pub(super) fn extract_relaxed_plan(&mut self, options: BuildOptions) -> bool {
        let instance = self.instance;
        self.in_relaxed_plan.fill(false);
        self.mode_of.fill(None);
        let pinned = instance.copies.iter().filter(|copy| copy.pinned).map(|copy| copy.end);
        let mut open: Vec<usize> = pinned.chain([instance.goal]).collect();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut self.in_relaxed_plan[at], true) {
                continue;
            }
            let Some(parts) = self.cheapest_parts(at, options) else { return false };
            if let (Some(copy), Some(first)) = (self.copy_of[at], parts.first())
                && let NodeKind::Start(mode) = instance.nodes[first.node].kind
            {
                self.mode_of[copy] = Some(mode);
            }
            open.extend(parts.iter().map(|p| p.node));
            self.supports[at] = parts;
        }
        true
    }

    /// As many parts of a node as it needs, the cheapest; `None` when so many cannot be had.
    fn cheapest_parts(&self, at: usize, options: BuildOptions) -> Option<Vec<Edge>> {
        let node = &self.instance.nodes[at];
        let weeks = options.needs == PriorityRule::EarliestWeek;
        let key = |part: &Edge| {
            let lag = if weeks { self.lag(at, part.delay) } else { 0 };
            (self.additive_cost[part.node].saturating_add(lag), part.node)
        };
        let needed = node.parts_needed().min(node.parts.len());
        let parts: Vec<Edge> = if needed == 1 {
            node.parts.iter().copied().min_by_key(key).into_iter().collect()
        } else {
            let mut parts = node.parts.clone();
            if needed < parts.len() {
                parts.sort_by_key(key);
                parts.truncate(needed);
            }
            parts
        };
        let reachable = parts.iter().all(|p| self.additive_cost[p.node] < FAR);
        (parts.len() >= needed && reachable).then_some(parts)
    }

    /// Does one node support another in the relaxed plan, with no activity in between?
    pub(super) fn supports(&self, support: usize, user: usize) -> bool {
        let mut open: Vec<usize> = self.supports[user].iter().map(|p| p.node).collect();
        while let Some(at) = open.pop() {
            if at == support {
                return true;
            }
            if self.copy_of[at].is_none() {
                open.extend(self.supports[at].iter().map(|p| p.node));
            }
        }
        false
    }
}
