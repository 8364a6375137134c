//! Owns the shares of a resource's energy as they lie in time.

use super::week_set::WeekSet;
use crate::instance::{Instance, NEVER, Val, Week};
use crate::kernel::Kernel;
use crate::propagate::ResourceUser;
use crate::propagate::cost_partition::{CostPartition, SharedMode};

/// A stretch of weeks.
#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) from: Week,
    pub(super) to: Week,
}

impl Window {
    pub(super) fn weeks(self) -> Week {
        self.to - self.from
    }
}

/// A landmark's share of the energy, as it lies in time.
pub(super) struct Part {
    pub(super) landmark: usize,
    pub(super) worth: Val,
    /// Nothing of its modes' energy belongs to another share, so that a part of a mode counts too.
    pub(super) whole: bool,
    /// It is done in these weeks.
    within: Window,
    /// Where its modes begin and end in `Energies::modes`.
    modes: (usize, usize),
}

/// A mode of a part that can still serve it.
#[derive(Clone, Copy)]
struct ModeSpan {
    amount: Val,
    weeks: Week,
    earliest: Week,
    latest: Week,
}

/// A user whose start is not fixed.
#[derive(Clone, Copy)]
pub(super) struct Mover {
    pub(super) user: ResourceUser,
    pub(super) earliest: Week,
    pub(super) latest: Week,
}

impl Mover {
    /// The weeks of it in a window when it starts at `start`.
    #[inline(always)]
    pub(super) fn overlap(&self, start: Week, window: Window) -> Week {
        let weeks = self.user.weeks;
        weeks.min(window.weeks()).min(start + weeks - window.from).min(window.to - start)
    }
}

/// The energies of one resource, while it is looked at.
#[derive(Default)]
pub(in crate::propagate) struct Energies {
    pub(super) parts: Vec<Part>,
    modes: Vec<ModeSpan>,
    /// The weeks in which some part begins, and in which some part ends.
    pub(super) begins: WeekSet,
    pub(super) ends: WeekSet,
    /// By place of a begin and of an end: what lies between them as a whole.
    inside: Vec<Val>,
    /// By part: its energy in the window of now; negative while it is not to be counted.
    pub(super) claims: Vec<Val>,
    pub(super) movers: Vec<Mover>,
    /// By landmark: its place in `parts`, or `NO_PART`.
    part_of: Vec<usize>,
}

const NO_PART: usize = usize::MAX;

impl Energies {
    /// Takes over the shares of a partition.
    #[inline(never)]
    pub(super) fn gather(&mut self, instance: &Instance, partition: &CostPartition, cost: &[Val]) {
        for part in &self.parts {
            self.part_of[part.landmark] = NO_PART;
        }
        self.parts.clear();
        self.modes.clear();
        self.part_of.resize(partition.landmarks.len(), NO_PART);
        for share in &partition.shares {
            let first = self.modes.len();
            let (mut within, mut whole) = (Window { from: NEVER, to: 0 }, true);
            for &SharedMode { mode, lead, earliest, left, .. } in partition.modes(share) {
                let latest = share.by - lead;
                if earliest <= latest {
                    let weeks = instance.modes[mode].weeks.max(1);
                    self.modes.push(ModeSpan {
                        amount: cost[mode] / weeks,
                        weeks,
                        earliest,
                        latest,
                    });
                    within.from = within.from.min(earliest);
                    within.to = within.to.max(latest + weeks);
                    whole &= left == cost[mode];
                }
            }
            self.part_of[share.landmark] = self.parts.len();
            self.begins.add(within.from);
            self.ends.add(within.to);
            let modes = (first, self.modes.len());
            let (landmark, worth) = (share.landmark, share.worth);
            self.parts.push(Part { landmark, worth, whole, within, modes });
        }
        self.begins.list_added();
        self.ends.list_added();
        self.sum_up_inside();
    }

    /// Adds up for each begin and each end the parts that lie between them as a whole.
    fn sum_up_inside(&mut self) {
        let (height, width) = (self.begins.weeks().len(), self.ends.weeks().len());
        self.inside.clear();
        self.inside.resize(height * width, 0);
        for part in &self.parts {
            let (row, column) =
                (self.begins.place(part.within.from), self.ends.place(part.within.to));
            self.inside[row * width + column] += part.worth;
        }
        for row in (0..height).rev() {
            let mut sum = 0;
            for column in 0..width {
                let at = row * width + column;
                sum += self.inside[at];
                self.inside[at] = sum + self.inside.get(at + width).copied().unwrap_or(0);
            }
        }
    }

    /// What lies as a whole between the begin and the end of these places.
    pub(super) fn inside(&self, begin: usize, end: usize) -> Val {
        self.inside[begin * self.ends.weeks().len() + end]
    }

    /// Lists the users whose start is not fixed, in their order.
    pub(super) fn gather_movers(&mut self, kernel: &Kernel, users: &[ResourceUser]) {
        self.movers.clear();
        for &user in users {
            let (earliest, latest) = (kernel.lower(user.start), kernel.upper(user.start));
            if earliest < NEVER && earliest < latest {
                self.movers.push(Mover { user, earliest, latest });
            }
        }
    }

    /// Says of every part what of it lies in a window, whenever it is done; returns the sum.
    pub(super) fn claim(&mut self, window: Window) -> Val {
        let mut claims = std::mem::take(&mut self.claims);
        claims.clear();
        let mut total = 0;
        for part in &self.parts {
            let claim = self.least_inside(part, window);
            total += claim;
            claims.push(claim);
        }
        self.claims = claims;
        total
    }

    /// The least energy of a part that lies in a window, whenever it is done.
    fn least_inside(&self, part: &Part, window: Window) -> Val {
        let within = part.within;
        if within.from >= window.from && within.to <= window.to {
            return part.worth;
        }
        if !part.whole || within.to <= window.from || within.from >= window.to {
            return 0;
        }
        let mut least = part.worth;
        for m in &self.modes[part.modes.0..part.modes.1] {
            let (at_first, at_last) = (m.earliest + m.weeks - window.from, window.to - m.latest);
            let weeks = m.weeks.min(window.weeks()).min(at_first).min(at_last);
            if weeks <= 0 {
                return 0;
            }
            least = least.min(weeks * m.amount);
        }
        least
    }

    /// What the parts of these landmarks claim of the window.
    pub(super) fn claims_of(&self, landmarks: &[usize]) -> Val {
        let mut own = 0;
        for &landmark in landmarks {
            let part = self.part_of[landmark];
            if part != NO_PART {
                own += self.claims[part];
            }
        }
        own
    }

    /// Leaves the parts of these landmarks out of the reasons that follow.
    pub(super) fn leave_out(&mut self, landmarks: &[usize]) {
        for &landmark in landmarks {
            let part = self.part_of[landmark];
            if part != NO_PART {
                self.claims[part] = -self.claims[part];
            }
        }
    }

    /// Counts every part again.
    pub(super) fn count_all(&mut self) {
        for claim in &mut self.claims {
            *claim = claim.abs();
        }
    }
}
