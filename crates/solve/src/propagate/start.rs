//! Owns the propagator of a mode's start: it moves to the next week that intakes and the calendar
//! allow, and must still be of use before the goal.

use super::Propagators;
use crate::instance::NEVER;
use crate::kernel::{Propagation, ge, le};

impl Propagators<'_> {
    /// Moves the bounds of a start to weeks in which the mode may start.
    pub(super) fn start(&mut self, mode: usize) -> Propagation {
        let m = &self.instance.modes[mode];
        let low = self.kernel.lower(m.start);
        if low < NEVER {
            let next = m.next_start(low);
            if next != low {
                self.kernel.imply(ge(m.start, next), &[ge(m.start, low)])?;
            }
        }
        let high = self.kernel.upper(m.start);
        if high < NEVER {
            let last = m.last_start(high);
            if last != high {
                self.kernel.imply(le(m.start, last), &[le(m.start, high)])?;
            }
        }
        self.tail_bound(mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, reason, under};

    #[test]
    fn a_mode_starts_at_an_intake() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        sketch.intakes(a.mode, &[4, 8, 20]);
        let instance = sketch.instance(a.end);
        let mut p = under(&instance, &[ge(a.start, 5), le(a.start, 19)]);
        p.start(a.mode).expect("possible");
        assert_eq!((p.kernel.lower(a.start), p.kernel.upper(a.start)), (8, 8));
        assert_eq!(reason(&p, ge(a.start, 8)), [ge(a.start, 5)]);
        assert_eq!(reason(&p, le(a.start, 8)), [le(a.start, 19)]);
    }

    #[test]
    fn after_the_last_intake_a_mode_is_not_taken() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 2, 1);
        sketch.intakes(a.mode, &[4]);
        let instance = sketch.instance(a.end);
        let mut p = under(&instance, &[ge(a.start, 5)]);
        p.start(a.mode).expect("possible");
        assert_eq!(reason(&p, ge(a.start, NEVER)), [ge(a.start, 5)]);
    }
}
