//! Owns the propagator that lets an activity copy take one of its modes at most.

use super::Propagators;
use crate::instance::NEVER;
use crate::kernel::{Propagation, ge, le};

impl Propagators<'_> {
    /// Rules out the other modes once one is taken.
    pub(super) fn one_mode(&mut self, copy: usize) -> Propagation {
        let instance = self.instance;
        let modes = &instance.copies[copy].modes;
        let mut starts = modes.iter().map(|&m| instance.modes[m].start);
        let Some(taken) = starts.find(|&x| self.kernel.upper(x) < NEVER) else { return Ok(()) };
        for &mode in modes {
            let start = instance.modes[mode].start;
            if start != taken {
                self.kernel.imply(ge(start, NEVER), &[le(taken, NEVER - 1)])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, reason, under};

    #[test]
    fn one_mode_that_is_taken_rules_out_the_others() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        let others = [3, 4].map(|weeks| sketch.mode(a.copy, &[], weeks, 1));
        let [b, c] = others.map(|mode| sketch.graph.modes[mode].start);
        let instance = sketch.instance(a.end);
        let mut p = under(&instance, &[]);
        p.one_mode(a.copy).expect("possible");
        assert_eq!(p.kernel.trail_len(), 0, "none is taken yet");
        let mut p = under(&instance, &[le(b, 30)]);
        p.one_mode(a.copy).expect("possible");
        for other in [a.start, c] {
            assert_eq!(reason(&p, ge(other, NEVER)), [le(b, NEVER - 1)]);
        }
        assert_eq!(p.kernel.lower(b), 0);
    }
}
