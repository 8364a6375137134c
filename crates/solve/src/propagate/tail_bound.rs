//! Owns the propagator of tails: what cannot serve the goal in time is not taken, and what every
//! plan passes through comes early enough for the goal.

use super::Propagators;
use crate::instance::{HORIZON, NEVER};
use crate::kernel::{Propagation, ge, le};

impl Propagators<'_> {
    /// Draws what the latest week of the goal implies for every mode and every node landmark.
    pub(super) fn tail_bounds(&mut self) -> Propagation {
        for mode in 0..self.instance.modes.len() {
            self.tail_bound(mode)?;
        }
        let goal = self.instance.goal;
        let high = self.kernel.upper(goal);
        if high <= HORIZON {
            for i in 0..self.node_landmarks.len() {
                let landmark = self.node_landmarks[i];
                let latest = le(landmark.node, high - landmark.tail);
                self.kernel.imply(latest, &[le(goal, high)])?;
            }
        }
        Ok(())
    }

    /// A mode that ends less than its tail before the latest week of the goal is of no use.
    pub(super) fn tail_bound(&mut self, mode: usize) -> Propagation {
        let m = &self.instance.modes[mode];
        let goal = self.instance.goal;
        let until = self.kernel.upper(goal).min(HORIZON);
        let limit = until.saturating_sub(m.weeks).saturating_sub(self.instance.tails[mode]);
        // The horizon itself needs no reason.
        let skipped = usize::from(until < self.kernel.upper(goal));
        let low = self.kernel.lower(m.start);
        if low > limit && low < NEVER {
            let reason = [le(goal, until), ge(m.start, limit + 1)];
            self.kernel.imply(ge(m.start, NEVER), &reason[skipped..])?;
        }
        let high = self.kernel.upper(m.start);
        if high < NEVER && high > limit {
            let reason = [le(goal, until), le(m.start, NEVER - 1)];
            self.kernel.imply(le(m.start, limit), &reason[skipped..])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Instance, NodeKind};
    use crate::testing::{Activity, Sketch, reason, under};

    /// A goal six weeks after the end of an activity of two.
    fn goal() -> (Instance, usize, Activity) {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        let goal = sketch.node(NodeKind::All, &[Edge::after(a.end, 6)]);
        (sketch.instance(goal), goal, a)
    }

    #[test]
    fn what_starts_too_late_for_the_goal_is_not_taken() {
        let (instance, goal, a) = goal();
        let mut p = under(&instance, &[le(goal, 20), ge(a.start, 15)]);
        p.tail_bound(a.mode).expect("possible");
        assert_eq!(reason(&p, ge(a.start, NEVER)), [le(goal, 20), ge(a.start, 13)]);
    }

    #[test]
    fn what_is_taken_starts_early_enough_for_the_goal() {
        let (instance, goal, a) = goal();
        let mut p = under(&instance, &[le(goal, 20), le(a.start, 18)]);
        p.tail_bound(a.mode).expect("possible");
        assert_eq!(p.kernel.upper(a.start), 12);
        assert_eq!(reason(&p, le(a.start, 12)), [le(goal, 20), le(a.start, NEVER - 1)]);
    }

    #[test]
    fn the_horizon_needs_no_reason() {
        let (instance, _, a) = goal();
        let mut p = under(&instance, &[ge(a.start, HORIZON - 7)]);
        p.tail_bound(a.mode).expect("possible");
        assert_eq!(reason(&p, ge(a.start, NEVER)), [ge(a.start, HORIZON - 7)]);
    }

    #[test]
    fn what_every_plan_passes_through_comes_in_time() {
        let (instance, goal, a) = goal();
        let mut p = under(&instance, &[le(goal, 20)]);
        p.tail_bounds().expect("possible");
        assert_eq!(p.kernel.upper(a.end), 14);
        assert_eq!(reason(&p, le(a.end, 14)), [le(goal, 20)]);
    }
}
