//! Owns the energetic propagator: what must be done between two weeks, in whole or in part, needs
//! no more of a resource than there is between them (energetic reasoning: Baptiste, Le Pape and
//! Nuijten 2001), here for activities whose offer and pace are open.

mod explain;
mod part;
mod week_set;

pub(super) use part::Energies;

use super::cost_partition::Sharing;
use super::{Propagators, ResourceUser};
use crate::instance::{Val, Week};
use crate::kernel::{Literal, Propagation, ge, le};
use part::{Mover, Window};

/// A window is looked at closely when what lies in it as a whole fills so many per cent of it.
const CLOSE_LOOK_PERCENT: Val = 75;

/// For every so many looks in a row without effect one more call is left out.
const LOOKS_PER_SKIPPED_CALL: u64 = 4;

/// The most calls left out after a look.
const MAX_SKIPPED_CALLS: u64 = 16;

/// How often the energy of a resource is looked at: the less often, the longer it told nothing.
#[derive(Clone, Copy, Default)]
pub(super) struct Backoff {
    looks_without_effect: u64,
    calls_to_skip: u64,
}

impl Backoff {
    /// Counts a call that may be left out; returns whether it is.
    fn skips(&mut self) -> bool {
        let skips = self.calls_to_skip > 0;
        self.calls_to_skip -= u64::from(skips);
        skips
    }

    /// Counts a look that is not known to have an effect yet.
    fn note_look(&mut self) {
        self.looks_without_effect += 1;
        let rest = self.looks_without_effect / LOOKS_PER_SKIPPED_CALL;
        self.calls_to_skip = rest.min(MAX_SKIPPED_CALLS);
    }
}

/// The resource that is looked at, and its limit over a window.
#[derive(Clone, Copy)]
struct Limit {
    resource: usize,
    /// The most hours a week, where the peak is the limit.
    ceiling: Option<Val>,
}

/// A mover that a window has no room for.
#[derive(Clone, Copy)]
struct Excess {
    mover: Mover,
    /// What its own landmarks claim of the window.
    own: Val,
    /// What the claims leave of the window.
    slack: Val,
}

impl Propagators<'_> {
    /// Draws what follows from the energies of a resource.
    pub(super) fn energetic(&mut self, resource: usize) -> Propagation {
        let most = self.kernel.upper(self.peak);
        let ceiling = self.is_weekly_total(resource).then_some(most);
        if ceiling.is_some() && most >= self.peak_upper {
            return Ok(());
        }
        // Many a resource hardly ever binds. Under the first decision, which is a probe's
        // assumption, no call is left out, so that what the assumption alone refutes is not missed.
        if self.kernel.decision_level() > 1 && self.energy_backoff[resource].skips() {
            return Ok(());
        }
        self.energy_backoff[resource].note_look();
        let changes = self.kernel.trail_len();
        let measure = self.measure_of(resource);
        if self.partition.wants_many {
            self.check_whole(Limit { resource, ceiling })?;
        }
        self.partition.share_out(&self.kernel, measure, Sharing::Single);
        let mut energies = std::mem::take(&mut self.energies);
        energies.gather(self.instance, &self.partition, self.partition.costs(measure));
        energies.gather_movers(&self.kernel, &self.resource_users[resource]);
        let result = self.check_windows(Limit { resource, ceiling }, &mut energies);
        if result.is_err() || self.kernel.trail_len() > changes {
            self.energy_backoff[resource] = Backoff::default();
        }
        self.energies = energies;
        result
    }

    /// All that must be done, the least of several that are wanted too, fits before the last week in
    /// which something of it must be done.
    fn check_whole(&mut self, limit: Limit) -> Propagation {
        let measure = self.measure_of(limit.resource);
        self.partition.share_out(&self.kernel, measure, Sharing::All);
        let (total, by) = (self.partition.total(), self.partition.last_week());
        let window = Window { from: 0, to: by };
        let peak = limit.ceiling.map(|_| ceil_div(total, by.max(1)));
        let fits = match peak {
            Some(peak) => peak <= self.kernel.lower(self.peak),
            None => total <= self.room_in(window, limit),
        };
        if by <= 0 || fits {
            return Ok(());
        }
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        self.partition.explain_shares(&mut reason);
        let result = match peak {
            Some(peak) => self.kernel.imply(ge(self.peak, peak), &reason),
            None => self.kernel.raise_conflict(&reason),
        };
        self.scratch = reason;
        result
    }

    /// Looks closely at each window from a begin to an end that is nearly full.
    fn check_windows(&mut self, limit: Limit, energies: &mut Energies) -> Propagation {
        for begin in (0..energies.begins.weeks().len()).rev() {
            for end in 0..energies.ends.weeks().len() {
                let (from, to) = (energies.begins.weeks()[begin], energies.ends.weeks()[end]);
                if to <= from {
                    continue;
                }
                let window = Window { from, to };
                let room = self.room_in(window, limit);
                if energies.inside(begin, end) * 100 >= room * CLOSE_LOOK_PERCENT {
                    self.check_window(window, room, limit, energies)?;
                }
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn room_in(&self, window: Window, limit: Limit) -> Val {
        match limit.ceiling {
            Some(most) => most.saturating_mul(window.weeks()),
            None => {
                let before = &self.instance.resources[limit.resource].limit_before;
                before[window.to as usize] - before[window.from as usize]
            }
        }
    }

    fn check_window(
        &mut self,
        window: Window,
        room: Val,
        limit: Limit,
        energies: &mut Energies,
    ) -> Propagation {
        let total = energies.claim(window);
        if limit.ceiling.is_some() {
            if total > self.kernel.lower(self.peak) * window.weeks() {
                self.raise_peak(window, total, limit, energies)?;
            }
        } else if total > room {
            self.explain_energy(limit.resource, window, total - room - 1, energies);
            return self.kernel.raise_conflict(&self.scratch);
        }
        self.push_movers(window, room - total, limit, energies)
    }

    /// The peak is at least the mean of what lies in a window.
    #[inline(never)]
    fn raise_peak(
        &mut self,
        window: Window,
        total: Val,
        limit: Limit,
        energies: &mut Energies,
    ) -> Propagation {
        let weeks = window.weeks();
        let mean = ceil_div(total, weeks);
        self.explain_energy(limit.resource, window, total - (mean - 1) * weeks - 1, energies);
        self.kernel.imply(ge(self.peak, mean), &self.scratch)
    }

    /// What would take more of a window than is left starts later or ends before.
    fn push_movers(
        &mut self,
        window: Window,
        slack: Val,
        limit: Limit,
        energies: &mut Energies,
    ) -> Propagation {
        for i in 0..energies.movers.len() {
            let mover = energies.movers[i];
            if mover.user.energy() <= slack {
                // Those that follow have no more.
                break;
            }
            let (first, last) = (mover.earliest, mover.latest);
            let overlap = mover.overlap(first, window).max(mover.overlap(last, window));
            let most = overlap * mover.user.amount;
            if most <= slack {
                continue;
            }
            let own = energies.claims_of(&self.partition.landmarks_of[mover.user.mode]);
            if most > own + slack {
                self.push_out(window, Excess { mover, own, slack }, limit, energies)?;
            }
        }
        Ok(())
    }

    /// Moves a start so that no more of the mode lies in a window than there is room for.
    #[inline(never)]
    fn push_out(
        &mut self,
        window: Window,
        Excess { mover, own, slack }: Excess,
        limit: Limit,
        energies: &mut Energies,
    ) -> Propagation {
        let Window { from, to } = window;
        let ResourceUser { start, mode, weeks: length, amount } = mover.user;
        energies.leave_out(&self.partition.landmarks_of[mode]);
        // So many weeks of it there is room for.
        let weeks = (own + slack).div_euclid(amount);
        let spare = amount * (weeks + 1) - own - slack - 1;
        let later = (ge(start, to - weeks), ge(start, from + weeks + 1 - length));
        let earlier = (le(start, from + weeks - length), le(start, to - weeks - 1));
        let moves: [(Week, (Literal, Literal)); 2] =
            [(mover.earliest, later), (mover.latest, earlier)];
        for (week, (implied, known)) in moves {
            if mover.overlap(week, window) > weeks && !self.kernel.holds(implied) {
                self.explain_energy(limit.resource, window, spare, energies);
                self.scratch.push(known);
                if let Some(most) = limit.ceiling {
                    self.scratch.push(le(self.peak, most));
                }
                self.kernel.imply(implied, &self.scratch)?;
            }
        }
        energies.count_all();
        Ok(())
    }
}

/// How many times `by` makes at least `total`; neither is negative.
fn ceil_div(total: Val, by: Val) -> Val {
    total.div_euclid(by) + Val::from(total % by > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Instance, NodeKind};
    use crate::testing::{Activity, Sketch, conflict, reason, under};

    /// Activities of so many weeks that fill a resource of 5; the goal needs all but the last.
    fn alone_at_a_time<const N: usize>(weeks: [Week; N]) -> (Instance, [Activity; N]) {
        let mut sketch = Sketch::new();
        let activities = weeks.map(|weeks| sketch.activity(&[], weeks, 3));
        let usages = activities.map(|a| (a.mode, 5));
        sketch.resource(5, &usages);
        let needed = activities[..N - 1].iter().map(|a| Edge::to(a.end)).collect::<Vec<_>>();
        let goal = sketch.node(NodeKind::All, &needed);
        (sketch.instance(goal), activities)
    }

    #[test]
    fn two_that_do_not_fit_between_two_weeks_are_a_conflict() {
        let (instance, [a, b, _]) = alone_at_a_time([4, 4, 1]);
        let decisions = [ge(a.start, 3), ge(b.start, 3), le(a.end, 10), le(b.end, 10)];
        let mut p = under(&instance, &decisions);
        let result = p.energetic(0);
        // 40 are needed and 35 there: each must lie in the window as a whole.
        let why = [ge(a.start, 3), le(a.end, 10), ge(b.start, 3), le(b.end, 10)];
        assert_eq!(conflict(&p, result), why);
    }

    /// A need for two of three activities of 2, 3 and 4 weeks that fill a resource of 5.
    fn two_of_three() -> (Instance, usize) {
        let mut sketch = Sketch::new();
        let activities = [2, 3, 4].map(|weeks| sketch.activity(&[], weeks, 3));
        sketch.resource(5, &activities.map(|a| (a.mode, 5)));
        let ends = activities.map(|a| Edge::to(a.end));
        let need = sketch.node(NodeKind::AtLeast(2), &ends);
        (sketch.instance(need), need)
    }

    #[test]
    fn the_least_of_several_that_are_wanted_do_not_fit() {
        let (instance, need) = two_of_three();
        let mut p = under(&instance, &[le(need, 4)]);
        let result = p.energetic(0);
        assert_eq!(conflict(&p, result), [le(need, 4)]);
        let mut p = under(&instance, &[le(need, 5)]);
        assert!(p.energetic(0).is_ok(), "the two least fill five weeks");
    }

    #[test]
    fn the_peak_is_at_least_the_mean_of_the_least_that_are_wanted() {
        let (instance, need) = two_of_three();
        let mut p = under(&instance, &[le(need, 4)]);
        let peak = p.peak;
        p.kernel.decide(le(peak, 5)).expect("open");
        p.energetic(1).expect("possible");
        // The weekly total is the last resource: 15 hours in four weeks.
        assert_eq!(reason(&p, ge(peak, 4)), [le(need, 4)]);
    }

    #[test]
    fn two_that_fit_exactly_are_none() {
        let (instance, [a, b, _]) = alone_at_a_time([4, 4, 1]);
        let decisions = [ge(a.start, 3), ge(b.start, 3), le(a.end, 11), le(b.end, 11)];
        let mut p = under(&instance, &decisions);
        p.energetic(0).expect("possible");
    }

    #[test]
    fn a_reason_needs_no_more_than_the_excess() {
        let (instance, [a, b, _]) = alone_at_a_time([4, 4, 1]);
        // In six weeks there is room for 30: of 40 nine need not be explained.
        let decisions = [ge(a.start, 3), ge(b.start, 3), le(a.end, 9), le(b.end, 9)];
        let mut p = under(&instance, &decisions);
        let result = p.energetic(0);
        let why = [ge(a.start, 2), le(a.end, 10), ge(b.start, 3), le(b.end, 9)];
        assert_eq!(conflict(&p, result), why);
    }

    #[test]
    fn what_a_window_has_no_room_for_starts_later() {
        let (instance, [a, c]) = alone_at_a_time([4, 2]);
        let mut p = under(&instance, &[ge(a.start, 3), le(a.end, 8), ge(c.start, 3)]);
        p.energetic(0).expect("possible");
        // One of the five weeks is free.
        assert_eq!(p.kernel.lower(c.start), 7);
        assert_eq!(reason(&p, ge(c.start, 7)), [ge(a.start, 3), le(a.end, 8), ge(c.start, 3)]);
    }

    #[test]
    fn what_a_window_has_no_room_for_ends_before() {
        let (instance, [a, c]) = alone_at_a_time([4, 2]);
        let mut p = under(&instance, &[ge(a.start, 3), le(a.end, 8), le(c.start, 6)]);
        p.energetic(0).expect("possible");
        assert_eq!(p.kernel.upper(c.start), 2);
        assert_eq!(reason(&p, le(c.start, 2)), [ge(a.start, 3), le(a.end, 8), le(c.start, 6)]);
    }

    #[test]
    fn the_peak_is_at_least_the_mean_of_a_window() {
        let (mut instance, [a, _]) = alone_at_a_time([4, 2]);
        instance.peak = Some(3);
        let weekly_total = instance.resources.len();
        let mut p = under(&instance, &[ge(a.start, 3), le(a.end, 8)]);
        p.energetic(weekly_total).expect("possible");
        // 12 hours in five weeks.
        assert_eq!(p.kernel.lower(p.peak), 3);
        assert_eq!(reason(&p, ge(p.peak, 3)), [ge(a.start, 3), le(a.end, 8)]);
    }

    #[test]
    fn calls_are_left_out_the_more_often_the_longer_nothing_came_of_them() {
        let mut backoff = Backoff::default();
        let mut skipped = Vec::new();
        for _ in 0..9 {
            let mut skips = 0;
            while backoff.skips() {
                skips += 1;
            }
            skipped.push(skips);
            backoff.note_look();
        }
        assert_eq!(skipped, [0, 0, 0, 0, 1, 1, 1, 1, 2]);
        for _ in 0..1000 {
            backoff.note_look();
        }
        assert_eq!(backoff.calls_to_skip, MAX_SKIPPED_CALLS);
    }
}
