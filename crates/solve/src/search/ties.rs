//! Owns which of the plans with the same proven numbers is shown: the one shown before while it is one
//! of them; else the one whose posts and then certificates end earliest, which keeps what it can of
//! the one shown before, has the lower peak, and ends every other step as early as it can.
//!
//! What is sought here is proven where that is cheap; the work is bounded.

use super::objective::Component;
use super::{Incumbent, ProbeResult, Search};
use crate::bounds::evaluate_starts::evaluate_starts;
use crate::heuristic::ScheduleBuilder;
use crate::instance::{Edge, NEVER, Week};
use crate::kernel::{Literal, ge, le};
use qitu_model::Objective;

/// Nodes for each component that chooses among equals.
const NODES_PER_TIE: u64 = 256;

/// Nodes for keeping what was shown before.
const NODES_TO_KEEP: u64 = 2048;

/// The conflicts for keeping one step: those that are kept easily come first.
const CONFLICTS_TO_KEEP: [u64; 3] = [4, 16, 64];

/// The conflicts of the first probe for a component.
const FIRST_CONFLICTS: u64 = 8;

impl Search<'_, '_> {
    /// The plan shown before as start weeks of the modes, if it keeps the limits of every week.
    fn shown_starts(&self) -> Option<Vec<Week>> {
        if self.shown.is_empty() {
            return None;
        }
        let mut starts = vec![NEVER; self.instance.modes.len()];
        for &(mode, week) in &self.shown {
            starts[mode] = week;
        }
        let peak = self.propagators.kernel.upper(self.propagators.peak);
        self.builder(&self.parents.clone()).fits(&starts, peak).then_some(starts)
    }

    fn builder<'b>(&'b self, parents: &'b [Vec<Edge>]) -> ScheduleBuilder<'b> {
        ScheduleBuilder::new(self.instance, parents, self.open_modes())
    }

    /// Shows the plan shown before if it is as good in these components as the best; returns
    /// whether.
    pub(super) fn shows_as_before(&mut self, order: &[Component]) -> bool {
        let Some(starts) = self.shown_starts() else { return false };
        let Some(best) = self.best.take() else { return false };
        self.accept_candidate(starts);
        let as_good = |old: &&Incumbent| order.iter().all(|&c| old.value[c] <= best.value[c]);
        let kept = self.best.as_ref().is_some_and(|old| as_good(&old));
        if !kept {
            self.best = Some(best);
        }
        kept
    }

    /// Chooses among the plans that have the least of every component of an order.
    pub(super) fn choose_among_equals(&mut self, order: &[Component]) {
        let as_before = self.shows_as_before(order);
        if !as_before {
            self.show_in_order(&[]);
        }
        self.propagators.kernel.backtrack_to(0);
        self.propagators.count_ends();
        let mut earliest = true;
        for component in [Component::Posts, Component::Certificates] {
            let nodes = if as_before { 0 } else { NODES_PER_TIE };
            earliest &= self.better(component, nodes);
            if self.exhausted {
                return;
            }
        }
        self.earliest = earliest;
        if as_before {
            return;
        }
        let kept = self.keep_shown();
        if self.exhausted {
            return;
        }
        if !order.contains(&Component::Peak) {
            self.better(Component::Peak, NODES_PER_TIE);
        }
        self.show_in_order(&kept);
    }

    /// Does something within a number of nodes; that these are used up does not stop the search.
    fn within<T>(&mut self, nodes: u64, work: impl FnOnce(&mut Self) -> T) -> T {
        let node_limit = self.effort.node_limit;
        self.effort.node_limit = node_limit.min(self.effort.nodes + nodes);
        let result = work(self);
        // Who watches may have stopped it too.
        let used_up = self.effort.nodes >= self.effort.node_limit;
        self.effort.stopped &= !used_up || self.effort.nodes >= node_limit;
        self.effort.node_limit = node_limit;
        result
    }

    /// Lowers a component among equals within a number of nodes, and holds it to what came of that;
    /// `true` when its least value is proven.
    fn better(&mut self, component: Component, nodes: u64) -> bool {
        let proven = self.within(nodes, |search| search.lower_by_probes(component));
        let x = self.var(component);
        let held =
            self.best_value(component).is_some_and(|value| self.assert_at_root(le(x, value)));
        self.exhausted |= !held;
        proven
    }

    fn lower_by_probes(&mut self, component: Component) -> bool {
        let x = self.var(component);
        self.dive_first = true;
        let mut each = FIRST_CONFLICTS;
        let mut step = 0;
        let mut proven = false;
        self.propagators.kernel.backtrack_to(0);
        let mut sound = self.propagators.propagate().is_ok();
        while sound {
            self.propagators.kernel.backtrack_to(0);
            let low = self.propagators.kernel.lower(x);
            let Some(high) = self.best_value(component) else { break };
            proven = low >= high;
            if proven || self.effort.stopped || self.effort.nodes >= self.effort.node_limit {
                break;
            }
            let up = (low + step).min(high - 1);
            let mut tried = up;
            let mut result = self.probe(Some(le(x, up)), component.objective(), each);
            if result == ProbeResult::Limit {
                // Half way, and then the least step down.
                for down in [low.midpoint(high - 1), high - 1] {
                    if down > tried && result == ProbeResult::Limit {
                        tried = down;
                        result = self.probe(Some(le(x, down)), component.objective(), each);
                    }
                }
            }
            match result {
                ProbeResult::Found => step = 0,
                ProbeResult::Refuted => {
                    sound = self.assert_at_root(ge(x, tried + 1));
                    step = step * 2 + 1;
                }
                ProbeResult::Limit => {
                    each *= 2;
                    step = 0;
                }
            }
        }
        proven
    }

    /// Keeps of the plan shown before what can stay, the first steps first, and holds the plan to it;
    /// returns by mode whether it is kept.
    fn keep_shown(&mut self) -> Vec<bool> {
        let mut kept = vec![false; self.instance.modes.len()];
        let shown = std::mem::take(&mut self.shown);
        self.within(NODES_TO_KEEP, |search| {
            for conflicts in CONFLICTS_TO_KEEP {
                for at in 0..shown.len() {
                    let (mode, week) = shown[at];
                    if !kept[mode] && search.keep(&shown[at..], conflicts) {
                        kept[mode] = true;
                        let x = search.instance.modes[mode].start;
                        let held = search.assert_at_root(le(x, week));
                        if !held || !search.assert_at_root(ge(x, week)) {
                            return;
                        }
                    }
                }
            }
        });
        self.wishes.clear();
        kept
    }

    /// Looks for a plan that keeps the first of these steps; the others are wished for too, so that
    /// one plan may keep much. Returns whether the incumbent keeps it.
    fn keep(&mut self, steps: &[(usize, Week)], conflicts: u64) -> bool {
        let Some(&(mode, week)) = steps.first() else { return false };
        let x = self.instance.modes[mode].start;
        if !self.starts_in(mode, week) {
            self.wishes = steps.to_vec();
            // Near the incumbent: what else it holds is likely to fit beside it.
            self.dive_first = false;
            self.probe(Some(le(x, week)), Objective::Soonest, conflicts);
        }
        self.starts_in(mode, week)
    }

    /// Does a mode of the incumbent start in this week?
    fn starts_in(&self, mode: usize, week: Week) -> bool {
        self.best.as_ref().is_some_and(|best| best.starts[mode] == week)
    }

    /// Decides that a step stays as it was shown, the first that is still open.
    pub(super) fn next_wish(&self) -> Option<Literal> {
        let kernel = &self.propagators.kernel;
        self.wishes.iter().find_map(|&(mode, week)| {
            let x = self.instance.modes[mode].start;
            let (low, high) = (kernel.lower(x), kernel.upper(x));
            if low > week || high < week || low == high {
                None
            } else if high > week {
                Some(le(x, week))
            } else {
                Some(ge(x, week))
            }
        })
    }

    /// Lets every step of the incumbent but those `kept` end as early as it can, where nothing that
    /// is compared becomes worse.
    pub(super) fn show_in_order(&mut self, kept: &[bool]) {
        let Some(best) = &self.best else { return };
        let parents = self.parents.clone();
        let peak = best.value.peak;
        let mut held = kept.to_vec();
        held.resize(best.starts.len(), false);
        let starts = self.builder(&parents).left_shift(&best.starts, &held, peak);
        if starts == best.starts {
            return;
        }
        if let Ok(sweep) = evaluate_starts(self.instance, &parents, &starts) {
            let earlier = self.incumbent(starts, &sweep);
            if Component::ALL.iter().all(|&c| earlier.value[c] <= best.value[c]) {
                self.best = Some(earlier);
            }
        }
    }
}
