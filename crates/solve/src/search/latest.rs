//! Owns how late one step of a plan may start when the others move as they must.

use super::{ProbeResult, Search};
use crate::instance::{HORIZON, NEVER, Week};
use crate::kernel::{ge, le};
use qitu_model::Objective;

/// The conflicts of each probe.
const CONFLICTS: u64 = 64;

impl Search<'_, '_> {
    /// Holds every plan to these modes, given with the starts of one plan that takes them; `false`
    /// when they are no plan.
    pub fn hold_to_steps(&mut self, steps: &[(usize, Week)]) -> bool {
        let mut starts = vec![NEVER; self.instance.modes.len()];
        for &(mode, start) in steps {
            starts[mode] = start;
        }
        if self.exhausted || !self.accept_candidate(starts.clone()) {
            return false;
        }
        self.propagators.kernel.backtrack_to(0);
        let held = self.instance.modes.iter().zip(&starts).all(|(mode, &start)| {
            let x = mode.start;
            let literal = if start < NEVER { le(x, HORIZON) } else { ge(x, NEVER) };
            self.propagators.kernel.imply(literal, &[]).is_ok()
        });
        let held = held && self.propagators.propagate().is_ok();
        if held {
            self.commit_root();
        }
        held
    }

    /// Finds the latest start of a mode, and notes by mode the latest start in the plans found on
    /// the way.
    pub fn find_latest_start(&mut self, mode: usize, latest: &mut [Week]) {
        let x = self.instance.modes[mode].start;
        let mut first = true;
        loop {
            self.propagators.kernel.backtrack_to(0);
            let (low, high) = (latest[mode], self.propagators.kernel.upper(x));
            if low >= high || self.exhausted {
                return;
            }
            // The latest of all, and then by halving what is left.
            let from = if std::mem::take(&mut first) { high } else { low.midpoint(high - 1) + 1 };
            self.dive_first = true;
            match self.probe(Some(ge(x, from)), Objective::Soonest, CONFLICTS) {
                ProbeResult::Found => {
                    latest[mode] = latest[mode].max(from);
                    let starts = self.best.iter().flat_map(|best| &best.starts);
                    for (latest, &start) in latest.iter_mut().zip(starts) {
                        if start < NEVER {
                            *latest = start.max(*latest);
                        }
                    }
                }
                ProbeResult::Refuted if self.assert_at_root(le(x, from - 1)) => {}
                ProbeResult::Refuted | ProbeResult::Limit => return,
            }
        }
    }
}
