//! Owns the propagator of nodes that need all of their parts, the starts of modes among them: not
//! before any part, and every part in time. It also keeps weeks out of what lies between the
//! horizon and `NEVER`.

use super::{Propagators, delayed, undelayed};
use crate::instance::{HORIZON, NEVER};
use crate::kernel::{Propagation, Var, ge, le};

impl Propagators<'_> {
    /// Passes a changed bound of a node on to its parents or its parts.
    pub(super) fn all(&mut self, side: usize) -> Propagation {
        let x = side / 2;
        if x >= self.instance.nodes.len() {
            Ok(())
        } else if side.is_multiple_of(2) {
            self.raise_parents(x)
        } else {
            self.demand_parts(x)
        }
    }

    #[inline]
    fn raise_parents(&mut self, x: Var) -> Propagation {
        let low = self.kernel.lower(x);
        if low > HORIZON && low < NEVER {
            return self.kernel.imply(ge(x, NEVER), &[ge(x, HORIZON + 1)]);
        }
        for i in 0..self.parents[x].len() {
            let parent = self.parents[x][i];
            if self.instance.nodes[parent.node].needs_all() {
                let least = delayed(low, parent.delay);
                self.kernel
                    .imply(ge(parent.node, least), &[ge(x, undelayed(least, parent.delay))])?;
            }
        }
        Ok(())
    }

    #[inline]
    fn demand_parts(&mut self, x: Var) -> Propagation {
        let high = self.kernel.upper(x);
        if high > HORIZON && high < NEVER {
            return self.kernel.imply(le(x, HORIZON), &[le(x, NEVER - 1)]);
        }
        let instance = self.instance;
        if high < NEVER && instance.nodes[x].needs_all() {
            for part in &instance.nodes[x].parts {
                self.kernel.imply(le(part.node, high - part.delay), &[le(x, high)])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Instance, NodeKind};
    use crate::kernel::{lower_side, upper_side};
    use crate::testing::{Activity, Sketch, reason, under};

    /// A need for an activity that ended three weeks ago.
    fn need() -> (Instance, usize, Activity) {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        let need = sketch.node(NodeKind::All, &[Edge::after(a.end, 3)]);
        (sketch.instance(need), need, a)
    }

    #[test]
    fn a_need_is_not_met_before_its_parts() {
        let (instance, need, a) = need();
        let mut p = under(&instance, &[ge(a.end, 6)]);
        p.all(lower_side(a.end)).expect("possible");
        assert_eq!(p.kernel.lower(need), 9);
        assert_eq!(reason(&p, ge(need, 9)), [ge(a.end, 6)]);
    }

    #[test]
    fn a_need_whose_part_comes_too_late_is_never_met() {
        let (instance, need, a) = need();
        let mut p = under(&instance, &[ge(a.end, HORIZON - 1)]);
        p.all(lower_side(a.end)).expect("possible");
        assert_eq!(reason(&p, ge(need, NEVER)), [ge(a.end, HORIZON - 2)]);
    }

    #[test]
    fn parts_are_demanded_in_time() {
        let (instance, need, a) = need();
        let mut p = under(&instance, &[le(need, 20)]);
        p.all(upper_side(need)).expect("possible");
        assert_eq!(p.kernel.upper(a.end), 17);
        assert_eq!(reason(&p, le(a.end, 17)), [le(need, 20)]);
    }

    #[test]
    fn nothing_lies_between_the_horizon_and_never() {
        let (instance, need, a) = need();
        let mut p = under(&instance, &[ge(a.end, HORIZON + 5), le(need, NEVER - 7)]);
        p.all(lower_side(a.end)).expect("possible");
        p.all(upper_side(need)).expect("possible");
        assert_eq!(reason(&p, ge(a.end, NEVER)), [ge(a.end, HORIZON + 1)]);
        assert_eq!(reason(&p, le(need, HORIZON)), [le(need, NEVER - 1)]);
    }
}
