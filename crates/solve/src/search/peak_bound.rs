//! Owns what is said of the least peak when the work runs out before it is proven: the ceilings
//! that nothing fits under, and a plan under one of the others.

use super::Search;
use super::objective::{Component, Order};
use crate::instance::{HORIZON, Week};
use crate::kernel::{Literal, ge, le};

/// The last week for a gentle plan where the soonest one ends in `week`: half as long again.
pub(super) fn half_again(week: Week) -> Week {
    ((week * 3).div_euclid(2) + week % 2).min(HORIZON)
}

impl Search<'_, '_> {
    /// Bounds the peak, and lowers it by rule of thumb, when the soonest finish is not proven: it
    /// lies between the bound of the weeks and the best plan.
    pub(super) fn bound_peak_without_soonest(&mut self, order: Order) {
        let goal = self.instance.goal;
        let Some(soonest) = self.best_value(Component::Weeks) else { return };
        // No gentlest plan ends later than this.
        if self.exhausted || !self.assert_at_root(le(goal, half_again(soonest))) {
            return;
        }
        self.raise_peak_bound();
        let proven = self.proven;
        // Whatever ends by then is soon enough for one.
        let until = half_again(self.propagators.kernel.lower(goal));
        if self.assert_at_root(le(goal, until)) {
            self.order = order;
            self.lower_peak();
        }
        self.exhausted = false;
        self.proven = proven;
    }

    /// Raises the bound of the peak above every ceiling that propagation alone refutes, by halving
    /// what is left.
    pub(super) fn raise_peak_bound(&mut self) {
        let peak = self.propagators.peak;
        self.propagators.kernel.backtrack_to(0);
        self.add_landmarks(Component::Peak);
        let Some(mut high) = self.best_value(Component::Peak) else { return };
        while !self.exhausted && self.propagators.kernel.lower(peak) < high {
            let middle = self.propagators.kernel.lower(peak).midpoint(high - 1);
            if self.assume(le(peak, middle)) {
                high = middle;
            } else {
                self.assert_at_root(ge(peak, middle + 1));
            }
            self.propagators.kernel.backtrack_to(0);
        }
    }

    /// Looks by rule of thumb for a plan under lower and lower ceilings.
    fn lower_peak(&mut self) {
        let peak = self.propagators.peak;
        let mut low = self.propagators.kernel.lower(peak);
        while let Some(high) = self.best_value(Component::Peak).filter(|high| low < *high) {
            let middle = low.midpoint(high - 1);
            if self.assume(le(peak, middle)) {
                self.build_incumbents(Component::Weeks);
            }
            self.propagators.kernel.backtrack_to(0);
            if self.best_value(Component::Peak).is_none_or(|value| value > middle) {
                low = middle + 1;
            }
        }
    }

    /// Opens a decision level with a literal and what follows from it; `false` when it cannot hold.
    pub(super) fn assume(&mut self, literal: Literal) -> bool {
        self.effort.nodes += 1;
        self.propagators.kernel.backtrack_to(0);
        !self.propagators.kernel.holds(!literal)
            && self.propagators.kernel.decide(literal).is_ok()
            && self.propagators.propagate().is_ok()
    }
}
