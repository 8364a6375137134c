//! Owns the next decision: in a dive from the goal, or on what conflicts name most.

use super::{BranchingFocus, Search};
use crate::instance::{Edge, HORIZON, NEVER, NodeKind, Val, Week};
use crate::kernel::{Kernel, Literal, Var, ge, le};
use qitu_model::Objective;

/// How well a provider would serve a need: the smaller, the better.
type Preference = (bool, Val, Val, usize);

impl Search<'_, '_> {
    /// Decides on what conflicts name most, as the incumbent has it: whether an activity is taken,
    /// or when a mode starts.
    pub(super) fn branch_on_activity(&mut self) -> Option<Literal> {
        let Self { propagators, instance, best, .. } = self;
        let copy_of = &propagators.copy_of;
        let is_taken = |kernel: &Kernel, x: Var| copy_of[x].is_some() && kernel.upper(x) < NEVER;
        let Some(x) = propagators.kernel.pop_branching_variable(is_taken) else {
            return self.goal_as_early_as_may_be();
        };
        let starts = best.as_ref().map(|best| &best.starts);
        let wish = |mode: usize, otherwise: Week| starts.map_or(otherwise, |starts| starts[mode]);
        if let NodeKind::Start(mode) = instance.nodes[x].kind {
            let wish = wish(mode, propagators.kernel.lower(x));
            return Some(self.start_near(x, wish));
        }
        let modes = copy_of[x].map_or(&[][..], |copy| &instance.copies[copy].modes);
        let taken = modes.iter().any(|&mode| wish(mode, 0) < NEVER);
        Some(if taken { le(x, HORIZON) } else { ge(x, NEVER) })
    }

    /// Decides that a mode starts as near to a week as may be.
    fn start_near(&self, x: Var, wish: Week) -> Literal {
        let kernel = &self.propagators.kernel;
        let (low, high) = (kernel.lower(x), kernel.upper(x));
        if self.focus == BranchingFocus::Selection && high >= NEVER && wish < NEVER {
            // What is taken is settled before when.
            le(x, HORIZON)
        } else if wish <= low {
            le(x, low)
        } else if wish >= high {
            ge(x, high)
        } else {
            le(x, wish)
        }
    }

    fn goal_as_early_as_may_be(&self) -> Option<Literal> {
        let goal = self.instance.goal;
        let low = self.propagators.kernel.lower(goal);
        (low < self.propagators.kernel.upper(goal)).then(|| le(goal, low))
    }

    /// Decides from the goal: provides what is demanded, leaves out the rest, and then fills the
    /// weeks from the first on (compare chronological branching: Baptiste, Le Pape and Nuijten
    /// 2001).
    pub(super) fn dive(&self, objective: Objective) -> Option<Literal> {
        if let Some(node) = self.most_constrained_need() {
            return self.provide(node, objective);
        }
        self.leave_out_optional().or_else(|| self.start_earliest())
    }

    /// The demanded need with the fewest parts that can still meet it.
    fn most_constrained_need(&self) -> Option<usize> {
        let kernel = &self.propagators.kernel;
        let pace_late = self.restarts.decides_pace_late();
        let mut open: Option<(usize, usize)> = None;
        for (at, node) in self.instance.nodes.iter().enumerate() {
            let high = kernel.upper(at);
            let waits = pace_late && self.propagators.copy_of[at].is_some();
            let needs_some = matches!(node.kind, NodeKind::Any | NodeKind::AtLeast(_));
            if high >= NEVER || waits || !needs_some {
                continue;
            }
            let parts = node.parts.iter();
            let met = parts.filter(|p| kernel.upper(p.node) + p.delay <= high).count();
            if met >= node.parts_needed() {
                continue;
            }
            let parts = node.parts.iter();
            let able = parts.filter(|p| kernel.lower(p.node) + p.delay <= high).count();
            if open.is_none_or(|(least, _)| able < least) {
                open = Some((able, at));
            }
        }
        open.map(|(_, at)| at)
    }

    /// Decides that the best part of a need meets it.
    fn provide(&self, need: usize, objective: Objective) -> Option<Literal> {
        let kernel = &self.propagators.kernel;
        let high = kernel.upper(need);
        let open = self.instance.nodes[need].parts.iter().filter(|p| {
            kernel.lower(p.node) + p.delay <= high && kernel.upper(p.node) + p.delay > high
        });
        let best = open.min_by_key(|p| self.preference(p, objective));
        best.map(|p| le(p.node, high - p.delay))
    }

    /// Decides that an activity which nothing demands is not taken.
    fn leave_out_optional(&self) -> Option<Literal> {
        let kernel = &self.propagators.kernel;
        let mut ends = self.instance.copies.iter().map(|copy| copy.end);
        let optional = ends.find(|&x| kernel.upper(x) >= NEVER && kernel.lower(x) < NEVER);
        optional.map(|x| ge(x, NEVER))
    }

    /// Decides that the mode which can start first does; of several the most urgent, at the
    /// quickest pace that there is room for.
    fn start_earliest(&self) -> Option<Literal> {
        let kernel = &self.propagators.kernel;
        let mut first: Option<(Week, Week, Val, Var)> = None;
        for copy in &self.instance.copies {
            for &mode in &copy.modes {
                let m = &self.instance.modes[mode];
                let (low, high) = (kernel.lower(m.start), kernel.upper(m.start));
                let key = (low, kernel.upper(copy.end), -m.weekly_hours, m.start);
                if low < high && first.is_none_or(|best| key < best) {
                    first = Some(key);
                }
            }
        }
        match first {
            Some((low, _, _, x)) => Some(le(x, low)),
            None => self.goal_as_early_as_may_be(),
        }
    }

    /// How well a part would serve: one that is taken anyway first, then by the objective.
    fn preference(&self, part: &Edge, objective: Objective) -> Preference {
        let kernel = &self.propagators.kernel;
        let is_new = kernel.upper(part.node) >= NEVER;
        let end = kernel.lower(part.node) + part.delay;
        let estimate = self.estimates[part.node];
        let (first, second) = match objective {
            Objective::Soonest => (end, estimate.fee.saturating_add(estimate.hours)),
            Objective::Cheapest => (estimate.fee, end),
            Objective::LeastStudy | Objective::Gentlest => (estimate.hours, end),
        };
        (is_new, first, second, part.node)
    }
}
