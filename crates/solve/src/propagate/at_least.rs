//! Owns the propagator of nodes that need `k` of their parts: not before the `k`-th earliest, and
//! where only `k` can still be in time all of them must be.

use super::{Propagators, delayed, undelayed};
use crate::instance::{Edge, NEVER, NodeKind, Week};
use crate::kernel::{Kernel, Propagation, ge, le};

/// The earliest week that a part allows.
fn earliest(kernel: &Kernel, part: &Edge) -> Week {
    delayed(kernel.lower(part.node), part.delay)
}

impl Propagators<'_> {
    /// Draws what follows for a node and its parts.
    pub(super) fn at_least(&mut self, node: usize) -> Propagation {
        let NodeKind::AtLeast(k) = self.instance.nodes[node].kind else { return Ok(()) };
        self.raise_to_kth_part(node, k)?;
        let high = self.kernel.upper(node);
        if high < NEVER { self.demand_last_parts(node, k, high) } else { Ok(()) }
    }

    fn raise_to_kth_part(&mut self, node: usize, k: usize) -> Propagation {
        let parts = &self.instance.nodes[node].parts;
        let mut weeks: Vec<Week> = parts.iter().map(|p| earliest(&self.kernel, p)).collect();
        weeks.sort_unstable();
        let least = weeks.get(k - 1).copied().unwrap_or(NEVER);
        if least > self.kernel.lower(node) {
            self.scratch.clear();
            for part in parts.iter().filter(|p| earliest(&self.kernel, p) >= least) {
                self.scratch.push(ge(part.node, undelayed(least, part.delay)));
            }
            self.kernel.imply(ge(node, least), &self.scratch)?;
        }
        Ok(())
    }

    fn demand_last_parts(&mut self, node: usize, k: usize, high: Week) -> Propagation {
        let parts = &self.instance.nodes[node].parts;
        let in_time = parts.iter().filter(|p| earliest(&self.kernel, p) <= high).count();
        if in_time != k {
            return Ok(());
        }
        self.scratch.clear();
        self.scratch.push(le(node, high));
        for part in parts.iter().filter(|p| earliest(&self.kernel, p) > high) {
            self.scratch.push(ge(part.node, high - part.delay + 1));
        }
        for part in parts {
            if earliest(&self.kernel, part) <= high {
                self.kernel.imply(le(part.node, high - part.delay), &self.scratch)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::Instance;
    use crate::testing::{Activity, Sketch, reason, under};

    /// A need for two of three activities; the third counts two weeks after its end.
    fn need() -> (Instance, usize, [Activity; 3]) {
        let mut sketch = Sketch::new();
        let [a, b, c] = [1, 1, 1].map(|weeks| sketch.activity(&[], weeks, 1));
        let parts = [Edge::to(a.end), Edge::to(b.end), Edge::after(c.end, 2)];
        let need = sketch.node(NodeKind::AtLeast(2), &parts);
        (sketch.instance(need), need, [a, b, c])
    }

    #[test]
    fn a_need_is_not_met_before_enough_providers_are_there() {
        let (instance, need, [a, b, c]) = need();
        let mut p = under(&instance, &[ge(a.end, 5), ge(b.end, 9), ge(c.end, 6)]);
        p.at_least(need).expect("possible");
        assert_eq!(p.kernel.lower(need), 8);
        // The first may come at any time: two others are not there before week 8.
        assert_eq!(reason(&p, ge(need, 8)), [ge(b.end, 8), ge(c.end, 6)]);
    }

    #[test]
    fn the_last_providers_in_time_are_demanded() {
        let (instance, need, [a, b, c]) = need();
        let mut p = under(&instance, &[le(need, 10), ge(b.end, 12)]);
        p.at_least(need).expect("possible");
        assert_eq!((p.kernel.upper(a.end), p.kernel.upper(c.end)), (10, 8));
        assert_eq!(reason(&p, le(c.end, 8)), [le(need, 10), ge(b.end, 11)]);
    }

    #[test]
    fn the_last_week_is_in_time() {
        let (instance, need, [a, b, c]) = need();
        let mut p = under(&instance, &[le(need, 10), ge(a.end, 10), ge(b.end, 11), ge(c.end, 8)]);
        p.at_least(need).expect("possible");
        assert_eq!(reason(&p, le(a.end, 10)), [le(need, 10), ge(b.end, 11)]);
        assert_eq!(reason(&p, le(c.end, 8)), [le(need, 10), ge(b.end, 11)]);
    }

    #[test]
    fn a_late_provider_is_named_by_the_week_in_which_it_would_have_to_end() {
        let (instance, need, [a, _, c]) = need();
        let mut p = under(&instance, &[le(need, 10), ge(c.end, 9)]);
        p.at_least(need).expect("possible");
        assert_eq!(reason(&p, le(a.end, 10)), [le(need, 10), ge(c.end, 9)]);
    }

    #[test]
    fn nothing_is_demanded_of_a_need_that_may_never_be_met() {
        let mut sketch = Sketch::new();
        let [a, b] = [1, 1].map(|weeks| sketch.activity(&[], weeks, 1));
        let parts = [Edge::to(a.end), Edge::after(b.end, 2)];
        let need = sketch.node(NodeKind::AtLeast(2), &parts);
        let instance = sketch.instance(need);
        let mut p = under(&instance, &[]);
        p.at_least(need).expect("possible");
        assert_eq!(p.kernel.upper(b.end), NEVER);
    }

    #[test]
    fn nothing_is_demanded_while_there_is_a_choice() {
        let (instance, need, [a, _, _]) = need();
        let mut p = under(&instance, &[le(need, 10)]);
        p.at_least(need).expect("possible");
        assert_eq!(p.kernel.upper(a.end), NEVER);
    }
}
