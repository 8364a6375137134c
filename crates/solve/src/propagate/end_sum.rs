//! Owns the propagator of how early steps end: the end weeks of the activity copies of one kind that
//! are taken add up to a total.

use super::Propagators;
use crate::instance::{HORIZON, NEVER};
use crate::kernel::{Literal, Propagation, Var, ge, le};

impl Propagators<'_> {
    /// Draws what follows for the total of some ends, and from it for each of them.
    pub(super) fn end_sum(&mut self, at: usize) -> Propagation {
        let (ends, total) = (std::mem::take(&mut self.end_sums[at]), self.end_totals[at]);
        let result = self.sum_ends(&ends, total);
        self.end_sums[at] = ends;
        result
    }

    fn sum_ends(&mut self, ends: &[Var], total: Var) -> Propagation {
        let mut least = 0;
        self.scratch.clear();
        for &end in ends.iter().filter(|&&end| self.kernel.upper(end) < NEVER) {
            let low = self.kernel.lower(end);
            least += low;
            self.scratch.extend([le(end, HORIZON), ge(end, low)]);
        }
        let mut reason = std::mem::take(&mut self.scratch);
        let mut result = self.kernel.imply(ge(total, least), &reason);
        let most = self.kernel.upper(total);
        let spare = most - least;
        reason.push(le(total, most));
        for &end in ends {
            if result.is_err() {
                break;
            }
            let (low, high) = (self.kernel.lower(end), self.kernel.upper(end));
            if high < NEVER && high > low + spare {
                // Its own end is no part of why it ends by then; that it is taken is.
                let others = |l: &&Literal| **l != ge(end, low);
                let others: Vec<_> = reason.iter().filter(others).copied().collect();
                result = self.kernel.imply(le(end, low + spare), &others);
            } else if high >= NEVER && low < NEVER && low > spare {
                reason.push(ge(end, spare + 1));
                result = self.kernel.imply(ge(end, NEVER), &reason);
                reason.pop();
            }
        }
        self.scratch = reason;
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Instance, NodeKind};
    use crate::propagate::POSTS;
    use crate::testing::{Activity, Sketch, conflict, reason, under};
    use qitu_model::Kind;

    /// Two roles of two weeks.
    fn roles() -> (Instance, [Activity; 2]) {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 0), sketch.activity(&[], 2, 0));
        for activity in [a, b] {
            sketch.graph.copies[activity.copy].source.0 = Kind::Role;
        }
        let goal = sketch.node(NodeKind::All, &[]);
        (sketch.instance(goal), [a, b])
    }

    #[test]
    fn the_ends_of_what_is_taken_add_up() {
        let (instance, [a, b]) = roles();
        let mut p = under(&instance, &[le(a.end, 90), ge(a.end, 7), ge(b.end, 9)]);
        p.count_ends();
        p.end_sum(POSTS).expect("possible");
        let total = p.end_totals[POSTS];
        assert_eq!(p.kernel.lower(total), 7);
        assert_eq!(reason(&p, ge(total, 7)), [le(a.end, HORIZON), ge(a.end, 7)]);
    }

    #[test]
    fn each_ends_by_what_the_others_leave() {
        let (instance, [a, b]) = roles();
        let mut p = under(&instance, &[le(a.end, 90), le(b.end, 90), ge(a.end, 7)]);
        p.count_ends();
        let total = p.end_totals[POSTS];
        p.kernel.decide(le(total, 20)).expect("open");
        p.end_sum(POSTS).expect("possible");
        assert_eq!((p.kernel.upper(a.end), p.kernel.upper(b.end)), (18, 13));
        let why = [le(a.end, HORIZON), ge(a.end, 7), le(b.end, HORIZON), le(total, 20)];
        assert_eq!(reason(&p, le(b.end, 13)), why);
    }

    #[test]
    fn what_would_end_too_late_is_not_taken() {
        let (instance, [a, b]) = roles();
        let mut p = under(&instance, &[le(a.end, 90), ge(a.end, 7), ge(b.end, 14)]);
        p.count_ends();
        let total = p.end_totals[POSTS];
        p.kernel.decide(le(total, 20)).expect("open");
        p.end_sum(POSTS).expect("possible");
        let why = [le(a.end, HORIZON), ge(a.end, 7), le(total, 20), ge(b.end, 14)];
        assert_eq!(reason(&p, ge(b.end, NEVER)), why);
    }

    #[test]
    fn ends_that_add_up_to_more_are_a_conflict() {
        let (instance, [a, _]) = roles();
        let mut p = under(&instance, &[le(a.end, 90), ge(a.end, 21)]);
        p.count_ends();
        let total = p.end_totals[POSTS];
        p.kernel.decide(le(total, 20)).expect("open");
        let result = p.end_sum(POSTS);
        assert_eq!(conflict(&p, result), [le(a.end, HORIZON), ge(a.end, 21), le(total, 20)]);
    }
}
