//! Owns the reasons of the energetic propagator: why so much of a resource is needed in a window.

use super::part::{Energies, Part, Window};
use crate::instance::{NEVER, Val, Week};
use crate::kernel::{Literal, ge, le};
use crate::propagate::Propagators;
use crate::propagate::cost_partition::{CostShare, SharedMode};

/// A week that is not known yet, beyond all others: literals that name it are completed at the end.
const UNKNOWN_WEEK: Week = 1 << 40;

impl Propagators<'_> {
    /// Writes into `scratch` why the parts that are to be counted claim so much of a window;
    /// `spare` of it need not be explained.
    pub(super) fn explain_energy(
        &mut self,
        resource: usize,
        window: Window,
        mut spare: Val,
        energies: &Energies,
    ) {
        let cost = self.partition.costs(self.measure_of(resource));
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        let parts = energies.parts.iter().zip(&self.partition.shares).zip(&energies.claims);
        for ((part, share), &claim) in parts {
            // What is not to be counted is negative.
            let given_up = spare.min(claim.max(0));
            spare -= given_up;
            if given_up < claim {
                self.explain_claim(window, cost, (part, share), claim - given_up, &mut reason);
            }
        }
        self.scratch = reason;
    }

    /// Adds why at least `claim` of a part lies in a window: each of its modes either uses so much
    /// of the window, or comes too late for the landmark's node.
    #[inline(never)]
    fn explain_claim(
        &self,
        window: Window,
        cost: &[Val],
        (part, share): (&Part, &CostShare),
        claim: Val,
        reason: &mut Vec<Literal>,
    ) {
        let first = reason.len();
        // The latest week of the landmark's node for which all of that is so.
        let mut by = NEVER - 1;
        for shared in self.partition.modes(share) {
            let length = self.instance.modes[shared.mode].weeks;
            let start = self.partition.starts[shared.mode];
            let served =
                serving_start(window, (part, share), shared, (cost[shared.mode], length), claim);
            let literal = match served {
                Some((earliest, latest_by)) => {
                    by = by.min(latest_by);
                    ge(start, earliest)
                }
                None => {
                    by = by.min(shared.earliest - 1 + shared.lead);
                    ge(start, UNKNOWN_WEEK - shared.lead + 1)
                }
            };
            if literal.least > 0 {
                reason.push(literal);
            }
        }
        for literal in &mut reason[first..] {
            if literal.least > UNKNOWN_WEEK / 2 {
                literal.least += by - UNKNOWN_WEEK;
            }
        }
        reason.push(le(self.partition.landmarks[part.landmark].node, by));
    }
}

/// The earliest start from which a mode uses at least `claim` of a window, and the latest week of
/// the landmark's node up to which that is so; `None` when the mode is out or has too little left.
#[inline(always)]
fn serving_start(
    window: Window,
    (part, share): (&Part, &CostShare),
    shared: &SharedMode,
    (cost, length): (Val, Week),
    claim: Val,
) -> Option<(Week, Week)> {
    // What serves this share was taken from the mode: nothing serves two.
    let enough = if part.whole { cost.max(part.worth) } else { part.worth };
    if shared.left < enough {
        return None;
    }
    let overlap = if part.whole {
        let amount = (cost / length.max(1)).max(1);
        (claim + amount - 1) / amount
    } else {
        length
    };
    let earliest = window.from + overlap - length;
    let latest_by = window.to - overlap + shared.lead;
    (share.by <= latest_by && shared.earliest >= earliest).then_some((earliest, latest_by))
}
