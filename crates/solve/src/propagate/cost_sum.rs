//! Owns the propagator of totals: what must be taken costs at least its cheapest open mode, and a
//! mode that would cost more than is left cannot be taken.

use super::Propagators;
use super::cost_partition::Sharing;
use crate::instance::{NEVER, Val};
use crate::kernel::{Propagation, ge, le};

impl Propagators<'_> {
    /// Draws what follows for the total of fees or hours, and from it for the modes.
    pub(super) fn cost_sum(&mut self, measure: usize) -> Propagation {
        let total = self.totals[measure];
        let most = self.kernel.upper(total);
        if self.kernel.decision_level() > 0 && most >= self.cost_upper[measure] {
            return Ok(());
        }
        self.partition.share_out(&self.kernel, measure, Sharing::All);
        let least = self.partition.total();
        let spare = most.saturating_sub(least);
        if least <= self.kernel.lower(total)
            && !(0..self.instance.modes.len()).any(|mode| self.is_too_dear(mode, spare))
        {
            return Ok(());
        }
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        self.partition.explain_shares(&mut reason);
        let mut result = self.kernel.imply(ge(total, least), &reason);
        if result.is_ok() {
            reason.push(le(total, most));
            for (mode, m) in self.instance.modes.iter().enumerate() {
                if self.is_too_dear(mode, spare) {
                    result = self.kernel.imply(ge(m.start, NEVER), &reason);
                    if result.is_err() {
                        break;
                    }
                }
            }
        }
        self.scratch = reason;
        result
    }

    /// Is more left of an open mode's cost than may be spent?
    #[inline]
    fn is_too_dear(&self, mode: usize, spare: Val) -> bool {
        self.partition.left[mode] > spare
            && self.kernel.lower(self.instance.modes[mode].start) < NEVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Instance, NodeKind};
    use crate::propagate::FEES;
    use crate::testing::{Activity, Sketch, conflict, reason, under};

    /// A goal that needs an activity of fee 30 and one of fee 10 or 20, with a budget; returns the
    /// starts of the cheap and the dear mode of the second.
    fn goal(budget: Val) -> (Instance, [Activity; 2], [usize; 2]) {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 2, 1));
        let dear = sketch.mode(b.copy, &[], 1, 1);
        for (mode, fee) in [(a.mode, 30), (b.mode, 10), (dear, 20)] {
            sketch.graph.modes[mode].fee = fee;
        }
        let dear = sketch.graph.modes[dear].start;
        let goal = sketch.node(NodeKind::All, &[Edge::to(a.end), Edge::to(b.end)]);
        let mut instance = sketch.instance(goal);
        instance.budget = Some(budget);
        (instance, [a, b], [b.start, dear])
    }

    #[test]
    fn what_must_be_taken_costs_its_cheapest_modes() {
        let (instance, [a, b], _) = goal(49);
        let mut p = under(&instance, &[le(a.end, 80), le(b.end, 90)]);
        p.cost_sum(FEES).expect("possible");
        let fees = p.totals[FEES];
        assert_eq!(p.kernel.lower(fees), 40);
        assert_eq!(reason(&p, ge(fees, 40)), [le(a.end, 80), le(b.end, 90)]);
    }

    #[test]
    fn what_need_not_be_taken_costs_nothing() {
        let (instance, [a, _], _) = goal(49);
        let mut p = under(&instance, &[le(a.end, 80)]);
        p.cost_sum(FEES).expect("possible");
        assert_eq!(p.kernel.lower(p.totals[FEES]), 30);
    }

    #[test]
    fn a_cheaper_mode_that_comes_too_late_is_part_of_the_reason() {
        let (instance, [_, b], [cheap, _]) = goal(49);
        let mut p = under(&instance, &[le(b.end, 90), ge(cheap, 100)]);
        p.cost_sum(FEES).expect("possible");
        let fees = p.totals[FEES];
        assert_eq!(p.kernel.lower(fees), 20);
        assert_eq!(reason(&p, ge(fees, 20)), [le(b.end, 90), ge(cheap, 89)]);
    }

    #[test]
    fn a_mode_that_costs_more_than_is_left_is_not_taken() {
        let (instance, [a, b], [cheap, dear]) = goal(45);
        let mut p = under(&instance, &[le(a.end, 80), le(b.end, 90)]);
        p.cost_sum(FEES).expect("possible");
        let why = [le(a.end, 80), le(b.end, 90), le(p.totals[FEES], 45)];
        assert_eq!(reason(&p, ge(dear, NEVER)), why);
        assert_eq!(p.kernel.lower(cheap), 0);
    }

    #[test]
    fn what_costs_more_than_the_budget_is_a_conflict() {
        let (instance, [a, b], _) = goal(39);
        let mut p = under(&instance, &[le(a.end, 80), le(b.end, 90)]);
        let result = p.cost_sum(FEES);
        let why = [le(a.end, 80), le(b.end, 90), le(p.totals[FEES], 39)];
        assert_eq!(conflict(&p, result), why);
    }
}
