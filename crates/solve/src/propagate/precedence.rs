//! Owns the propagator that puts the copies of one activity, and activities that are alike, in an
//! order, so that exchanging two of them makes no other plan.

use super::{Propagators, delayed, undelayed};
use crate::instance::{NEVER, Week};
use crate::kernel::{Propagation, Var, ge, le};

impl Propagators<'_> {
    /// `second` ends at least so many weeks after `first`, and not without it.
    pub(super) fn precedence(&mut self, first: Var, second: Var, weeks: Week) -> Propagation {
        let least = delayed(self.kernel.lower(first), weeks);
        self.kernel.imply(ge(second, least), &[ge(first, undelayed(least, weeks))])?;
        let high = self.kernel.upper(second);
        if high < NEVER {
            self.kernel.imply(le(first, high - weeks), &[le(second, high)])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, reason, under};

    #[test]
    fn copies_of_one_activity_come_in_order() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 2, 1));
        let instance = sketch.instance(b.end);
        let mut p = under(&instance, &[ge(a.end, 5), le(b.end, 9)]);
        p.precedence(a.end, b.end, 1).expect("possible");
        assert_eq!((p.kernel.lower(b.end), p.kernel.upper(a.end)), (6, 8));
        assert_eq!(reason(&p, ge(b.end, 6)), [ge(a.end, 5)]);
        assert_eq!(reason(&p, le(a.end, 8)), [le(b.end, 9)]);
    }

    #[test]
    fn there_is_no_second_copy_without_the_first() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 2, 1));
        let instance = sketch.instance(b.end);
        let mut p = under(&instance, &[ge(a.end, NEVER)]);
        p.precedence(a.end, b.end, 1).expect("possible");
        assert_eq!(reason(&p, ge(b.end, NEVER)), [ge(a.end, crate::instance::HORIZON)]);
    }

    #[test]
    fn of_activities_that_are_alike_two_may_end_together() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 2, 1));
        let instance = sketch.instance(b.end);
        let mut p = under(&instance, &[ge(a.end, 5), le(b.end, 9)]);
        p.precedence(a.end, b.end, 0).expect("possible");
        assert_eq!((p.kernel.lower(b.end), p.kernel.upper(a.end)), (5, 9));
        assert_eq!(reason(&p, ge(b.end, 5)), [ge(a.end, 5)]);
        assert_eq!(reason(&p, le(a.end, 9)), [le(b.end, 9)]);
    }

    #[test]
    fn of_activities_that_are_alike_none_is_taken_before_the_first() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 2, 1));
        let instance = sketch.instance(b.end);
        let mut p = under(&instance, &[ge(a.end, NEVER)]);
        p.precedence(a.end, b.end, 0).expect("possible");
        assert_eq!(reason(&p, ge(b.end, NEVER)), [ge(a.end, crate::instance::HORIZON + 1)]);
    }
}
