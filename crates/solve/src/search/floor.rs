//! Owns what is said of the least peak when the work runs out before it is proven: the ceilings
//! that nothing fits under, and a plan under one of the others.

use super::{PEAK, Search, WEEKS};
use crate::instance::{HORIZON, Val};
use crate::state::{Bound, ge, le};

/// The last week for a gentle plan where the soonest one ends in `week`: half as long again.
pub(super) fn half_again(week: Val) -> Val {
    ((week * 3).div_euclid(2) + week % 2).min(HORIZON)
}

impl Search<'_, '_> {
    /// Bounds the peak, and lowers it by rule of thumb, when the soonest finish is not proven: it
    /// lies between the bound of the weeks and the best plan.
    pub(super) fn gentle(&mut self, order: [usize; 4]) {
        let goal = self.instance.goal;
        let Some(soonest) = self.best.as_ref().map(|b| b.value[WEEKS]) else { return };
        // No gentlest plan ends later than this.
        if self.dead || !self.always(le(goal, half_again(soonest))) {
            return;
        }
        self.floor();
        let proven = self.proven;
        // Whatever ends by then is soon enough for one.
        let until = half_again(self.rules.state.lo(goal));
        if self.always(le(goal, until)) {
            self.order = order;
            self.lower();
        }
        self.dead = false;
        self.proven = proven;
    }

    /// Raises the bound of the peak above every ceiling that is refuted without a decision.
    pub(super) fn floor(&mut self) {
        let peak = self.rules.peak;
        self.rules.state.back_to(0);
        self.cut(PEAK);
        let Some(mut high) = self.best.as_ref().map(|b| b.value[PEAK]) else { return };
        while !self.dead && self.rules.state.lo(peak) < high {
            let middle = self.rules.state.lo(peak).midpoint(high - 1);
            if self.assume(le(peak, middle)) {
                high = middle;
            } else {
                self.always(ge(peak, middle + 1));
            }
            self.rules.state.back_to(0);
        }
    }

    /// Looks by rule of thumb for a plan under lower and lower ceilings.
    fn lower(&mut self) {
        let peak = self.rules.peak;
        let mut low = self.rules.state.lo(peak);
        while let Some(high) = self.best.as_ref().map(|b| b.value[PEAK]).filter(|high| low < *high)
        {
            let middle = low.midpoint(high - 1);
            if self.assume(le(peak, middle)) {
                self.thumb(WEEKS);
            }
            self.rules.state.back_to(0);
            if self.best.as_ref().is_none_or(|b| b.value[PEAK] > middle) {
                low = middle + 1;
            }
        }
    }

    /// Opens a level with a bound and what follows from it; `false` when it cannot hold.
    pub(super) fn assume(&mut self, bound: Bound) -> bool {
        self.nodes += 1;
        self.rules.state.back_to(0);
        !self.rules.state.holds(!bound)
            && self.rules.state.decide(bound).is_ok()
            && self.rules.propagate().is_ok()
    }
}
