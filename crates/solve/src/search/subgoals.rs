//! Owns what is proven of the way to the goal by taking activity ends that every plan passes
//! through for goals of their own.

use super::objective::{Component, ObjectiveVector, component_order};
use super::{CONFLICTS_OF_HOURS_FIRST, ProbeResult, Search};
use crate::Limits;
use crate::bounds::node_landmarks::NodeLandmark;
use crate::bounds::reachability::fill_in_tails;
use crate::instance::{HORIZON, Hours, Instance, NEVER, Week, Yuan};
use crate::kernel::ge;
use crate::propagate::FEES;
use qitu_model::Objective;

/// A subgoal, under so many hours a week and so high a fee.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Subgoal {
    node: usize,
    peak: Hours,
    budget: Yuan,
}

/// A subgoal whose least week is proven.
pub(super) struct ClosedSubgoal {
    subgoal: Subgoal,
    week: Week,
}

impl Search<'_, '_> {
    /// Proves how early each subgoal can be reached: its problem is a part of the whole, so what
    /// holds for it holds in the whole. Under a `peak` that is only hoped for nothing is proven;
    /// a plan that comes of it is kept.
    pub(super) fn close_subgoals(&mut self, nodes: u64, peak: Option<Hours>) {
        self.propagators.kernel.backtrack_to(0);
        let ceiling = peak.unwrap_or(self.propagators.kernel.upper(self.propagators.peak));
        for NodeLandmark { node, .. } in self.propagators.subgoals() {
            let kernel = &self.propagators.kernel;
            if node == self.instance.goal || self.effort.stopped || kernel.lower(node) >= NEVER {
                continue;
            }
            let budget = kernel.upper(self.propagators.totals[FEES]);
            let subgoal = Subgoal { node, peak: ceiling, budget };
            let closed = self.closed_subgoals.iter().find(|c| c.subgoal == subgoal);
            let closed = closed.map(|c| c.week);
            let least = closed.or_else(|| self.search_subgoal(subgoal, nodes));
            if peak.is_some() {
                continue;
            }
            let Some(least) = least else {
                self.exhausted = true;
                return;
            };
            let is_news = least > self.propagators.kernel.lower(node);
            if is_news && !self.assert_at_root(ge(node, least)) {
                return;
            }
        }
    }

    /// The least week of a subgoal, as far as proven; `None` when it cannot be reached. A plan for
    /// it is extended to the goal.
    fn search_subgoal(&mut self, subgoal: Subgoal, nodes: u64) -> Option<Week> {
        let part = self.subproblem(subgoal);
        let left = self.effort.node_limit.saturating_sub(self.effort.nodes);
        // What the part comes to says nothing of the whole, only that the search goes on.
        let (done, best, proven) = (self.effort.nodes, self.best_vector(), self.proven);
        let watch = &mut *self.watch;
        let mut still = |_: u64, _: Option<&ObjectiveVector>, _: &ObjectiveVector| {
            watch(done, best.as_ref(), &proven)
        };
        let bytes = self.effort.bytes / 4;
        let limits = Limits { nodes: nodes.min(left / 2), bytes };
        let mut search = Search::new(&part, limits, &mut still);
        let least = search.least_weeks();
        self.effort.nodes += search.nodes();
        if let Some(best) = search.best {
            if least == Some(best.value.weeks) {
                self.closed_subgoals.push(ClosedSubgoal { subgoal, week: best.value.weeks });
            }
            self.extend_prefix(best.starts, subgoal.peak);
        }
        least
    }

    /// The problem of a subgoal, with what is proven so far.
    fn subproblem(&self, Subgoal { node, peak, budget }: Subgoal) -> Instance {
        let kernel = &self.propagators.kernel;
        let mut part = self.instance.clone();
        part.peak = Some(peak);
        part.budget = Some(budget);
        part.earliest = (0..part.nodes.len()).map(|at| kernel.lower(at)).collect();
        part.goal = node;
        // With time to spare a first plan is easy, and what is proven holds all the same.
        part.deadline = HORIZON;
        fill_in_tails(&mut part);
        part
    }

    /// The least week for the goal, as far as it can be proven; `None` when it cannot be reached.
    fn least_weeks(&mut self) -> Option<Week> {
        self.order = component_order(Objective::Soonest);
        if !self.exhausted {
            self.build_incumbents(Component::Weeks);
            if self.best.is_none() {
                self.build_incumbents(Component::Hours);
            }
            if self.best.is_some()
                || self.probe(None, Objective::Soonest, u64::MAX) == ProbeResult::Found
            {
                if self.propagators.has_ceiling() {
                    self.minimize_hours_first(CONFLICTS_OF_HOURS_FIRST);
                }
                self.minimize(Component::Weeks);
            }
        }
        (!self.exhausted).then_some(self.proven.weeks)
    }
}
