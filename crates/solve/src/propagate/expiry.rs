//! Owns the propagator of support that runs out: whoever relies on it does so before it has run
//! out, and what would have run out by then cannot be relied on.

use super::Propagators;
use crate::instance::{GivenAt, NEVER, TRUE, Week};
use crate::kernel::{Literal, Propagation, Var, ge, le};

/// When support is given at the latest.
struct Given {
    latest: Week,
    /// The variable of the week, where it is not known from the start.
    var: Option<Var>,
}

impl Given {
    /// `known` and that the support is given by its latest week, as far as that needs a reason.
    fn reason(&self, known: Literal) -> ([Literal; 2], usize) {
        let by = le(self.var.unwrap_or(TRUE), self.latest.max(0));
        ([known, by], 1 + usize::from(self.var.is_some()))
    }
}

impl Propagators<'_> {
    /// Draws what follows for the support, for who gives it and for who uses it.
    pub(super) fn expiry(&mut self, at: usize) -> Propagation {
        let expiry = self.instance.expiries[at];
        let given = match expiry.given {
            GivenAt::Node(x) => Given { latest: self.kernel.upper(x), var: Some(x) },
            GivenAt::Week(week) => Given { latest: week, var: None },
        };
        let used_from = self.kernel.lower(expiry.user);
        if given.latest < NEVER && used_from >= given.latest + expiry.length {
            let (reason, len) = given.reason(ge(expiry.user, given.latest + expiry.length));
            self.kernel.imply(ge(expiry.node, NEVER), &reason[..len])?;
        }
        if self.kernel.upper(expiry.node) >= NEVER {
            return Ok(());
        }
        let relied_on = le(expiry.node, NEVER - 1);
        if given.latest < NEVER {
            let (reason, len) = given.reason(relied_on);
            self.kernel.imply(le(expiry.user, given.latest + expiry.length - 1), &reason[..len])?;
        }
        if let Some(x) = given.var
            && used_from < NEVER
        {
            let reason = [relied_on, ge(expiry.user, used_from)];
            self.kernel.imply(ge(x, used_from - expiry.length + 1), &reason)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Expiry, Instance, NodeKind};
    use crate::testing::{Activity, Sketch, conflict, reason, under};

    /// A certificate that lasts four weeks, and an activity that needs it.
    fn certificate() -> (Instance, usize, [Activity; 2]) {
        let mut sketch = Sketch::new();
        let (exam, user) = (sketch.activity(&[], 1, 1), sketch.activity(&[], 2, 1));
        let support = sketch.support(user.start, exam.end, 4);
        sketch.graph.nodes[user.start].parts.push(Edge::to(support));
        (sketch.instance(user.end), support, [exam, user])
    }

    #[test]
    fn what_has_run_out_cannot_be_relied_on() {
        let (instance, support, [exam, user]) = certificate();
        let mut p = under(&instance, &[le(exam.end, 10), ge(user.start, 17)]);
        p.expiry(0).expect("possible");
        assert_eq!(reason(&p, ge(support, NEVER)), [ge(user.start, 14), le(exam.end, 10)]);
    }

    #[test]
    fn what_is_relied_on_is_used_before_it_runs_out() {
        let (instance, support, [exam, user]) = certificate();
        let mut p = under(&instance, &[le(exam.end, 10), le(support, 30)]);
        p.expiry(0).expect("possible");
        assert_eq!(p.kernel.upper(user.start), 13);
        assert_eq!(reason(&p, le(user.start, 13)), [le(support, NEVER - 1), le(exam.end, 10)]);
    }

    #[test]
    fn what_is_relied_on_is_given_late_enough() {
        let (instance, support, [exam, user]) = certificate();
        let mut p = under(&instance, &[le(support, 30), ge(user.start, 9)]);
        p.expiry(0).expect("possible");
        assert_eq!(p.kernel.lower(exam.end), 6);
        assert_eq!(reason(&p, ge(exam.end, 6)), [le(support, NEVER - 1), ge(user.start, 9)]);
    }

    #[test]
    fn what_nobody_relies_on_demands_nothing() {
        let (instance, _, [exam, user]) = certificate();
        let mut p = under(&instance, &[le(exam.end, 10), ge(user.start, 9)]);
        let before = p.kernel.trail_len();
        p.expiry(0).expect("possible");
        assert_eq!(p.kernel.trail_len(), before);
    }

    #[test]
    fn what_was_given_before_the_plan_needs_no_reason() {
        let mut sketch = Sketch::new();
        let user = sketch.activity(&[], 2, 1);
        let node = sketch.node(NodeKind::Known(0), &[]);
        let given = GivenAt::Week(-2);
        sketch.graph.expiries.push(Expiry { node, user: user.start, given, length: 4 });
        sketch.graph.nodes[user.start].parts.push(Edge::to(node));
        let instance = sketch.instance(user.end);
        let mut p = under(&instance, &[ge(user.start, 3)]);
        p.expiry(0).expect("possible");
        assert_eq!(reason(&p, ge(node, NEVER)), [ge(user.start, 2)]);
        let mut p = under(&instance, &[le(node, 5)]);
        p.expiry(0).expect("possible");
        assert_eq!(reason(&p, le(user.start, 1)), [le(node, NEVER - 1)]);
        let mut p = under(&instance, &[le(node, 5), ge(user.start, 2)]);
        let result = p.expiry(0);
        assert_eq!(conflict(&p, result), [ge(user.start, 2), le(node, NEVER - 1)]);
    }
}
