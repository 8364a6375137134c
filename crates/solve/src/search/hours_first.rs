//! Owns the way to the soonest plan over the hours: under a low ceiling of weekly hours the plan
//! with the least study is often the soonest too, and easier to find and to prove.

use super::minimize::INITIAL_MOVES;
use super::objective::Component;
use super::{Incumbent, Search};
use crate::instance::{HORIZON, NEVER, Val, Week};
use crate::kernel::ge;

impl Search<'_, '_> {
    /// Looks for less study before the weeks are lowered, within a number of conflicts, and says of
    /// the weeks what the hours that are proven say of them.
    pub(super) fn minimize_hours_first(&mut self, conflicts: u64) {
        self.propagators.kernel.backtrack_to(0);
        let low = self.propagators.kernel.lower(self.instance.goal);
        let Some(before) = self.best.clone().filter(|best| best.value.weeks > low) else { return };
        self.effort.conflict_limit = self.effort.conflicts + conflicts;
        self.minimize(Component::Hours);
        self.effort.conflict_limit = u64::MAX;
        if !self.exhausted {
            self.improve_incumbent(Component::Weeks, INITIAL_MOVES);
        }
        let key = |plan: &Incumbent| plan.value.in_order(self.order);
        if self.best.as_ref().is_none_or(|best| key(best) > key(&before)) {
            self.best = Some(before);
        }
        self.propagators.kernel.backtrack_to(0);
        if !self.exhausted {
            self.bound_weeks_by_hours();
        }
    }

    /// So many hours at so many a week take so many weeks, and the last of them lies before the
    /// goal.
    fn bound_weeks_by_hours(&mut self) {
        // What is pinned may lie after the goal; all else lies before it.
        if self.instance.copies.iter().any(|copy| copy.pinned) {
            return;
        }
        let kernel = &self.propagators.kernel;
        let hours = kernel.lower(self.var(Component::Hours));
        let peak = kernel.upper(self.propagators.peak).max(1);
        if hours <= 0 {
            return;
        }
        let weeks: Week = hours.div_euclid(peak) + Val::from(hours % peak > 0);
        let mut tail = HORIZON;
        for (mode, &left) in self.instance.modes.iter().zip(&self.instance.tails) {
            if mode.weekly_hours > 0 && kernel.lower(mode.start) < NEVER {
                tail = tail.min(left);
            }
        }
        self.assert_at_root(ge(self.instance.goal, weeks + tail));
    }
}
