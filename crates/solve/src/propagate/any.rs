//! Owns the propagator of nodes that need one of their parts: not before the earliest part, and the
//! last part that can still be in time must be. A node that ends an activity copy also ends exactly
//! when the mode that is taken does.

use super::{Propagators, delayed, undelayed};
use crate::instance::{NEVER, Week};
use crate::kernel::{Propagation, ge, le};

impl Propagators<'_> {
    /// Draws what follows for a node and its parts.
    pub(super) fn any(&mut self, node: usize) -> Propagation {
        self.raise_to_earliest_part(node)?;
        let high = self.kernel.upper(node);
        if high < NEVER {
            self.demand_only_part(node, high)?;
        }
        if self.copy_of[node].is_some() { self.end_with_mode(node) } else { Ok(()) }
    }

    #[inline]
    fn raise_to_earliest_part(&mut self, node: usize) -> Propagation {
        let parts = &self.instance.nodes[node].parts;
        let weeks = parts.iter().map(|p| delayed(self.kernel.lower(p.node), p.delay));
        let least = weeks.min().unwrap_or(NEVER);
        if least > self.kernel.lower(node) {
            self.scratch.clear();
            self.scratch.extend(parts.iter().map(|p| ge(p.node, undelayed(least, p.delay))));
            self.kernel.imply(ge(node, least), &self.scratch)?;
        }
        Ok(())
    }

    /// Where only one part can hold by `high`, it must.
    #[inline]
    fn demand_only_part(&mut self, node: usize, high: Week) -> Propagation {
        let parts = &self.instance.nodes[node].parts;
        let mut in_time =
            parts.iter().filter(|p| delayed(self.kernel.lower(p.node), p.delay) <= high);
        if let (Some(&only), None) = (in_time.next(), in_time.next())
            && self.kernel.upper(only.node) > high - only.delay
        {
            self.scratch.clear();
            self.scratch.push(le(node, high));
            let late = parts.iter().filter(|p| **p != only);
            self.scratch.extend(late.map(|p| ge(p.node, high - p.delay + 1)));
            self.kernel.imply(le(only.node, high - only.delay), &self.scratch)?;
        }
        Ok(())
    }

    /// An activity copy ends when its one mode does.
    #[inline]
    fn end_with_mode(&mut self, node: usize) -> Propagation {
        let low = self.kernel.lower(node);
        let instance = self.instance;
        for part in &instance.nodes[node].parts {
            let (start, weeks) = (part.node, part.delay);
            let least = if low >= NEVER { NEVER } else { low - weeks };
            if least > self.kernel.lower(start) {
                self.kernel.imply(ge(start, least), &[ge(node, low)])?;
            }
            let last = self.kernel.upper(start);
            if last < NEVER {
                self.kernel.imply(le(node, last + weeks), &[le(start, last)])?;
            }
            let (high, first) = (self.kernel.upper(node), self.kernel.lower(start));
            if high < NEVER && first < NEVER && first + weeks > high {
                let reason = [le(node, high), ge(start, high - weeks + 1)];
                self.kernel.imply(ge(start, NEVER), &reason)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, HORIZON, Instance, NodeKind};
    use crate::testing::{Activity, Sketch, reason, under};

    /// A need that one of two activities meets, the second three weeks after its end.
    fn need() -> (Instance, usize, [Activity; 2]) {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 1, 1));
        let need = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::after(b.end, 3)]);
        (sketch.instance(need), need, [a, b])
    }

    #[test]
    fn a_need_is_not_met_before_its_earliest_provider() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[ge(a.end, 6)]);
        p.any(need).expect("possible");
        assert_eq!(p.kernel.lower(need), 4);
        assert_eq!(reason(&p, ge(need, 4)), [ge(a.end, 4), ge(b.end, 1)]);
    }

    #[test]
    fn a_provider_that_comes_after_the_horizon_never_does() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[ge(a.end, NEVER), ge(b.end, HORIZON - 2)]);
        p.any(need).expect("possible");
        assert_eq!(reason(&p, ge(need, NEVER)), [ge(a.end, HORIZON + 1), ge(b.end, HORIZON - 2)]);
    }

    #[test]
    fn the_only_provider_in_time_is_demanded() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[le(need, 5), ge(a.end, 8)]);
        p.any(need).expect("possible");
        assert_eq!(p.kernel.upper(b.end), 2);
        assert_eq!(reason(&p, le(b.end, 2)), [le(need, 5), ge(a.end, 6)]);
    }

    #[test]
    fn the_last_week_is_in_time() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[le(need, 5), ge(a.end, 6), ge(b.end, 2)]);
        p.any(need).expect("possible");
        assert_eq!(reason(&p, le(b.end, 2)), [le(need, 5), ge(a.end, 6)]);
    }

    #[test]
    fn the_only_provider_is_demanded_in_time_where_it_already_has_a_last_week() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[le(need, 5), ge(a.end, 6), le(b.end, 6)]);
        p.any(need).expect("possible");
        assert_eq!(p.kernel.upper(b.end), 2);
    }

    #[test]
    fn of_two_providers_in_time_none_is_demanded() {
        let (instance, need, [a, b]) = need();
        let mut p = under(&instance, &[le(need, 5)]);
        p.any(need).expect("possible");
        assert_eq!((p.kernel.upper(a.end), p.kernel.upper(b.end)), (NEVER, NEVER));
    }

    #[test]
    fn an_activity_ends_when_its_mode_does() {
        let (instance, _, [a, _]) = need();
        let mut p = under(&instance, &[ge(a.end, 7), le(a.start, 9)]);
        p.any(a.end).expect("possible");
        assert_eq!(reason(&p, ge(a.start, 5)), [ge(a.end, 7)]);
        assert_eq!(reason(&p, le(a.end, 11)), [le(a.start, 9)]);
    }

    #[test]
    fn a_mode_of_an_activity_that_never_ends_never_starts() {
        let (instance, _, [a, _]) = need();
        let mut p = under(&instance, &[ge(a.end, NEVER)]);
        p.any(a.end).expect("possible");
        assert_eq!(reason(&p, ge(a.start, NEVER)), [ge(a.end, NEVER)]);
    }

    #[test]
    fn a_mode_that_ends_in_the_last_week_may_be_taken() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        let slow = sketch.mode(a.copy, &[], 6, 1);
        let slow = sketch.graph.modes[slow].start;
        let instance = sketch.instance(a.end);
        let mut p = under(&instance, &[le(a.end, 9), ge(slow, 3)]);
        p.any(a.end).expect("possible");
        assert_eq!((p.kernel.lower(slow), p.kernel.lower(a.start)), (3, 0));
    }

    #[test]
    fn a_mode_that_cannot_end_in_time_is_not_taken() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        let slow = sketch.mode(a.copy, &[], 6, 1);
        let slow = sketch.graph.modes[slow].start;
        let instance = sketch.instance(a.end);
        let mut p = under(&instance, &[le(a.end, 9), ge(slow, 4)]);
        p.any(a.end).expect("possible");
        assert_eq!(reason(&p, ge(slow, NEVER)), [le(a.end, 9), ge(slow, 4)]);
    }
}
