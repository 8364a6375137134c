//! Owns energy: what must be done between two weeks, in whole or in part, needs no more than
//! there is between them (energetic reasoning: Baptiste, Le Pape and Nuijten 2001), here for steps
//! whose offer and pace are open.

use super::share::{Payer, Share};
use super::{Rules, Step, User};
use crate::instance::{HORIZON, NEVER, Val};
use crate::state::{Bound, ge, le};

/// A share of what must be done, as it lies in time.
struct Part {
    group: usize,
    worth: Val,
    /// Nothing of its choices belongs to another share, so that a part of one counts too.
    whole: bool,
    /// It is done between these weeks.
    from: Val,
    to: Val,
    /// Its places in `modes`.
    modes: (usize, usize),
}

/// A choice of a share.
#[derive(Clone, Copy)]
struct Mode {
    amount: Val,
    weeks: Val,
    low: Val,
    high: Val,
}

/// A choice that may still move.
#[derive(Clone, Copy)]
struct Mover {
    user: User,
    low: Val,
    high: Val,
}

impl Mover {
    /// The weeks of it in a window when it starts at `start`.
    #[inline(always)]
    fn overlap(&self, start: Val, (a, b): (Val, Val)) -> Val {
        let weeks = self.user.weeks;
        weeks.min(b - a).min(start + weeks - a).min(b - start)
    }
}

/// Weeks in their order, each once.
#[derive(Default)]
struct Marks {
    /// One bit a week, from 0 to the horizon.
    set: [u64; HORIZON as usize / 64 + 1],
    list: Vec<Val>,
    /// By week: its place in the list.
    places: Vec<usize>,
}

impl Marks {
    fn add(&mut self, week: Val) {
        let week = week as usize;
        self.set[week / 64] |= 1 << (week % 64);
    }

    /// Lists what was added since the last time.
    fn order(&mut self) {
        self.list.clear();
        self.places.resize(HORIZON as usize + 1, 0);
        for (at, word) in self.set.iter_mut().enumerate() {
            while *word > 0 {
                let week = at * 64 + word.trailing_zeros() as usize;
                self.places[week] = self.list.len();
                self.list.push(week as Val);
                *word &= *word - 1;
            }
        }
    }

    fn place(&self, week: Val) -> usize {
        self.places[week as usize]
    }
}

/// What is known of the energies while one resource is looked at.
#[derive(Default)]
pub(super) struct Energies {
    parts: Vec<Part>,
    modes: Vec<Mode>,
    begins: Marks,
    ends: Marks,
    /// By begin and end: what lies between them as a whole.
    inside: Vec<Val>,
    /// By part: what of it lies in the window; negative while it is not to be counted.
    claims: Vec<Val>,
    movers: Vec<Mover>,
    /// By group: its place in `parts`.
    part_of: Vec<usize>,
}

const NONE: usize = usize::MAX;

/// A week that is not known yet, beyond all others.
const LATER: Val = 1 << 40;

/// A window is looked at closely when what lies in it as a whole fills so many per cent of it.
const FULL: Val = 75;

/// For every so many looks in vain one more call is left out, up to so many.
const VAIN: u64 = 4;
const REST: u64 = 16;

impl Energies {
    /// What of a part lies in a window, whenever it is done.
    #[cfg_attr(fast, optimize(speed))]
    fn claim(&self, part: &Part, (a, b): (Val, Val)) -> Val {
        if part.from >= a && part.to <= b {
            return part.worth;
        }
        if !part.whole || part.to <= a || part.from >= b {
            return 0;
        }
        let mut least = part.worth;
        for m in &self.modes[part.modes.0..part.modes.1] {
            let weeks = m.weeks.min(b - a).min(m.low + m.weeks - a).min(b - m.high);
            if weeks <= 0 {
                return 0;
            }
            least = least.min(weeks * m.amount);
        }
        least
    }
}

impl Rules<'_> {
    /// Nothing needs more of a resource between two weeks than there is.
    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn energy(&mut self, at: usize) -> Step {
        let variable = self.variable_limit(at);
        if variable && self.state.hi(self.peak) >= self.top {
            return Ok(());
        }
        // Many a resource hardly ever binds; what is proven without a decision leaves none out.
        let (vain, rest) = self.vain[at];
        if rest > 0 && self.state.level() > 1 {
            self.vain[at].1 = rest - 1;
            return Ok(());
        }
        self.vain[at] = (vain + 1, ((vain + 1) / VAIN).min(REST));
        let before = self.state.changes();
        let measure = self.measure(at);
        self.share_out(measure);
        let mut all = std::mem::take(&mut self.energies);
        self.gather(measure, &mut all);
        all.movers.clear();
        for &user in &self.uses[at] {
            let (low, high) = (self.state.lo(user.node), self.state.hi(user.node));
            if low < NEVER && low < high {
                all.movers.push(Mover { user, low, high });
            }
        }
        let result = self.windows(at, variable, &mut all);
        if result.is_err() || self.state.changes() > before {
            self.vain[at] = (0, 0);
        }
        for part in &all.parts {
            all.part_of[part.group] = NONE;
        }
        self.energies = all;
        result
    }

    /// The shares as they lie in time, and what of them lies between each begin and end.
    #[inline(never)]
    fn gather(&mut self, measure: usize, all: &mut Energies) {
        let instance = self.instance;
        all.parts.clear();
        all.modes.clear();
        all.part_of.resize(self.groups.len(), NONE);
        let cost = &self.costs[measure];
        for share in &self.shares {
            let first = all.modes.len();
            let (mut from, mut to, mut whole) = (NEVER, 0, true);
            for &Payer { choice, weeks, low, left } in &self.paying[share.parts.0..share.parts.1] {
                let high = share.by - weeks;
                if low <= high {
                    let weeks = instance.choices[choice].weeks.max(1);
                    all.modes.push(Mode { amount: cost[choice] / weeks, weeks, low, high });
                    from = from.min(low);
                    to = to.max(high + weeks);
                    whole &= left == cost[choice];
                }
            }
            all.part_of[share.group] = all.parts.len();
            all.begins.add(from);
            all.ends.add(to);
            all.parts.push(Part {
                group: share.group,
                worth: share.worth,
                whole,
                from,
                to,
                modes: (first, all.modes.len()),
            });
        }
        all.begins.order();
        all.ends.order();
        // What lies between each begin and each end as a whole.
        let width = all.ends.list.len();
        all.inside.clear();
        all.inside.resize(all.begins.list.len() * width, 0);
        for part in &all.parts {
            let row = all.begins.place(part.from);
            let column = all.ends.place(part.to);
            all.inside[row * width + column] += part.worth;
        }
        for row in (0..all.begins.list.len()).rev() {
            let mut sum = 0;
            for column in 0..width {
                let at = row * width + column;
                sum += all.inside[at];
                all.inside[at] = sum + all.inside.get(at + width).copied().unwrap_or(0);
            }
        }
    }

    /// Looks at each window that is nearly full.
    #[cfg_attr(fast, optimize(speed))]
    fn windows(&mut self, at: usize, variable: bool, all: &mut Energies) -> Step {
        let most = self.state.hi(self.peak);
        let width = all.ends.list.len();
        for row in (0..all.begins.list.len()).rev() {
            for column in 0..width {
                let (a, b) = (all.begins.list[row], all.ends.list[column]);
                if b <= a {
                    continue;
                }
                let room = if variable {
                    most.saturating_mul(b - a)
                } else {
                    let sum = &self.instance.resources[at].sum;
                    sum[b as usize] - sum[a as usize]
                };
                if all.inside[row * width + column] * 100 < room * FULL {
                    continue;
                }
                let mut claims = std::mem::take(&mut all.claims);
                claims.clear();
                let mut total = 0;
                for part in &all.parts {
                    let claim = all.claim(part, (a, b));
                    total += claim;
                    claims.push(claim);
                }
                all.claims = claims;
                let enough = if variable { self.state.lo(self.peak) * (b - a) } else { room };
                if total > enough {
                    self.overfull(at, variable, (a, b), (total, room), all)?;
                }
                self.squeeze(at, variable.then_some(most), (a, b), room - total, all)?;
            }
        }
        Ok(())
    }

    /// More lies in a window than there is room for, or than the peak is known to be.
    #[inline(never)]
    fn overfull(
        &mut self,
        at: usize,
        variable: bool,
        (a, b): (Val, Val),
        (total, room): (Val, Val),
        all: &mut Energies,
    ) -> Step {
        if !variable {
            self.why(at, (a, b), total - room - 1, all);
            return self.state.fail(&self.scratch);
        }
        // The peak is at least the mean.
        let mean = total.div_euclid(b - a) + Val::from(total % (b - a) > 0);
        self.why(at, (a, b), total - (mean - 1) * (b - a) - 1, all);
        self.state.set(ge(self.peak, mean), &self.scratch)
    }

    /// What would take more of a window than is left lies further before or after.
    #[cfg_attr(fast, optimize(speed))]
    fn squeeze(
        &mut self,
        at: usize,
        most: Option<Val>,
        window: (Val, Val),
        slack: Val,
        all: &mut Energies,
    ) -> Step {
        for i in 0..all.movers.len() {
            let m = all.movers[i];
            if m.user.energy() <= slack {
                // Those that follow have no more.
                break;
            }
            let overlap = m.overlap(m.low, window).max(m.overlap(m.high, window));
            let most_of_it = overlap * m.user.amount;
            if most_of_it <= slack {
                continue;
            }
            let mut own = 0;
            for &group in &self.groups_of[m.user.choice] {
                let part = all.part_of[group];
                if part != NONE {
                    own += all.claims[part];
                }
            }
            if most_of_it > own + slack {
                self.push_out(at, most, window, (m, own, slack), all)?;
            }
        }
        Ok(())
    }

    /// Moves a choice further before or after a window that is too full for it.
    #[inline(never)]
    fn push_out(
        &mut self,
        at: usize,
        most: Option<Val>,
        (a, b): (Val, Val),
        (m, own, slack): (Mover, Val, Val),
        all: &mut Energies,
    ) -> Step {
        let User { node, choice, weeks: length, amount } = m.user;
        for &group in &self.groups_of[choice] {
            let part = all.part_of[group];
            if part != NONE {
                all.claims[part] = -all.claims[part];
            }
        }
        // So many weeks of it there is room for.
        let weeks = (own + slack).div_euclid(amount);
        let spare = amount * (weeks + 1) - own - slack - 1;
        let after = (ge(node, b - weeks), ge(node, a + weeks + 1 - length));
        let before = (le(node, a + weeks - length), le(node, b - weeks - 1));
        for (start, (bound, known)) in [(m.low, after), (m.high, before)] {
            if m.overlap(start, (a, b)) > weeks && !self.state.holds(bound) {
                self.why(at, (a, b), spare, all);
                self.scratch.push(known);
                if let Some(most) = most {
                    self.scratch.push(le(self.peak, most));
                }
                self.state.set(bound, &self.scratch)?;
            }
        }
        for claim in &mut all.claims {
            *claim = claim.abs();
        }
        Ok(())
    }

    /// Why so much lies in a window, of what is to be counted; `spare` of it need not be explained.
    fn why(&mut self, at: usize, window: (Val, Val), mut spare: Val, all: &mut Energies) {
        let measure = self.measure(at);
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        for ((part, share), &claim) in all.parts.iter().zip(&self.shares).zip(&all.claims) {
            // What is not to be counted is negative.
            let given = spare.min(claim.max(0));
            spare -= given;
            if given < claim {
                self.tell(measure, window, (part, share, claim - given), &mut reason);
            }
        }
        self.scratch = reason;
    }

    /// Why so much of a part lies in a window: each of its choices either uses so much of the
    /// window, or is out.
    #[inline(never)]
    fn tell(
        &self,
        measure: usize,
        (a, b): (Val, Val),
        (part, share, claim): (&Part, &Share, Val),
        reason: &mut Vec<Bound>,
    ) {
        let cost = &self.costs[measure];
        let first = reason.len();
        // The last week for the group's node for which that is so is known at the end.
        let mut by = NEVER - 1;
        for &Payer { choice: c, weeks, low, left } in &self.paying[share.parts.0..share.parts.1] {
            let (cost, length) = (cost[c], self.instance.choices[c].weeks);
            // What serves this share was taken from it: nothing serves two.
            let enough = if part.whole { cost.max(part.worth) } else { part.worth };
            let mut bound = ge(self.starts[c], LATER - weeks + 1);
            let mut last = low - 1 + weeks;
            if left >= enough {
                let overlap = if part.whole {
                    let amount = (cost / length.max(1)).max(1);
                    (claim + amount - 1) / amount
                } else {
                    length
                };
                let need = a + overlap - length;
                if share.by <= b - overlap + weeks && low >= need {
                    last = b - overlap + weeks;
                    bound.least = need;
                }
            }
            by = by.min(last);
            if bound.least > 0 {
                reason.push(bound);
            }
        }
        for bound in &mut reason[first..] {
            if bound.least > LATER / 2 {
                bound.least += by - LATER;
            }
        }
        reason.push(le(self.groups[part.group].node, by));
    }
}
