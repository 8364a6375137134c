//! Owns the way round by the hours: under a low ceiling the plan with the least study is often
//! the soonest too, and easier to find and to prove.

use super::{FIRST, Found, HOURS, Search, WEEKS};
use crate::instance::{HORIZON, NEVER, Val};
use crate::state::ge;

/// So many conflicts the way round may take.
pub(super) const CONFLICTS: u64 = 1000;

impl Search<'_, '_> {
    /// Looks for less study before the weeks are lowered, and says of the weeks what the hours
    /// that are proven say of them.
    pub(super) fn detour(&mut self, conflicts: u64) {
        self.rules.state.back_to(0);
        let low = self.rules.state.lo(self.instance.goal);
        let Some(before) = self.best.clone().filter(|b| b.value[WEEKS] > low) else { return };
        self.until = self.conflicts + conflicts;
        self.minimize(HOURS);
        self.until = u64::MAX;
        if !self.dead {
            self.polish(WEEKS, FIRST);
        }
        let key = |f: &Found| self.order.map(|c| f.value[c]);
        if self.best.as_ref().is_none_or(|b| key(b) > key(&before)) {
            self.best = Some(before);
        }
        self.rules.state.back_to(0);
        // What is pinned may lie after the goal; all else lies before it.
        if !self.dead && self.instance.tasks.iter().all(|t| !t.pinned) {
            let hours = self.rules.state.lo(self.var(HOURS));
            let peak = self.rules.state.hi(self.rules.peak).max(1);
            if hours > 0 {
                let weeks = hours.div_euclid(peak) + Val::from(hours % peak > 0);
                let mut tail = HORIZON;
                for (choice, &left) in self.instance.choices.iter().zip(&self.instance.tails) {
                    if choice.weekly > 0 && self.rules.state.lo(choice.node) < NEVER {
                        tail = tail.min(left);
                    }
                }
                self.always(ge(self.instance.goal, weeks + tail));
            }
        }
    }
}
