//! Owns the left shift of a whole plan: each step ends as early as it can while the others stay, until
//! none can (semi-active schedules: Kolisch and Hartmann 1999).
//! Refuses to take anything else or to pay or learn more for it.

use super::ScheduleBuilder;
use crate::bounds::evaluate_starts::evaluate_starts;
use crate::bounds::knuth_sweep::Sweep;
use crate::instance::{HORIZON, Hours, NEVER, Week};

/// Weeks that are tried for one step before it stays: where there is room and its needs hold, only
/// support that would run out too soon stands in the way.
const MAX_TRIES: usize = 8;

impl ScheduleBuilder<'_> {
    /// Does a plan keep the limit of every resource, with so many hours a week at most?
    pub fn fits(&mut self, starts: &[Week], peak: Hours) -> bool {
        self.occupy_all(starts);
        let limits = self.instance.resources.iter().map(|resource| &resource.limit);
        let within =
            |(used, limit): (&Vec<i64>, &Vec<i64>)| used.iter().zip(limit).all(|(u, l)| u <= l);
        self.used.iter().zip(limits).all(within) && self.weekly_hours.iter().all(|&h| h <= peak)
    }

    /// The plan with every step but those `held` as early as it can end, the order of the others
    /// kept, with at most `peak` hours a week.
    pub fn left_shift(&mut self, starts: &[Week], held: &[bool], peak: Hours) -> Vec<Week> {
        let mut starts = starts.to_vec();
        let Ok(mut sweep) = evaluate_starts(self.instance, self.parents, &starts) else {
            return starts;
        };
        self.occupy_all(&starts);
        loop {
            let mut moved = false;
            let mut steps: Vec<(Week, usize)> = Vec::new();
            for (mode, &start) in starts.iter().enumerate() {
                if start < NEVER && !held[mode] && !self.is_renewed(mode, &starts) {
                    steps.push((start, mode));
                }
            }
            steps.sort_unstable();
            for (_, mode) in steps {
                moved |= self.shift(mode, &mut starts, &mut sweep, peak);
            }
            if !moved {
                return starts;
            }
        }
    }

    fn occupy_all(&mut self, starts: &[Week]) {
        self.clear_weeks();
        for (mode, &start) in starts.iter().enumerate() {
            if start < NEVER {
                self.occupy(mode, start, 1);
            }
        }
    }

    /// Is its activity taken more than once? A renewal is of no use before its time.
    fn is_renewed(&self, mode: usize, starts: &[Week]) -> bool {
        let instance = self.instance;
        let copy = instance.modes[mode].copy;
        let source = instance.copies[copy].source;
        starts.iter().zip(&instance.modes).any(|(&start, other)| {
            start < NEVER && other.copy != copy && instance.copies[other.copy].source == source
        })
    }

    /// Lets one step end earlier, perhaps at another pace that costs and takes as much in all.
    fn shift(&mut self, mode: usize, starts: &mut [Week], sweep: &mut Sweep, peak: Hours) -> bool {
        let instance = self.instance;
        let (start, now) = (starts[mode], &instance.modes[mode]);
        self.occupy(mode, start, -1);
        let mut best: Option<(Week, usize, Week, Sweep)> = None;
        for &other in &instance.copies[now.copy].modes {
            let m = &instance.modes[other];
            let alike =
                self.open[other] && m.fee == now.fee && m.total_hours() == now.total_hours();
            if !alike {
                continue;
            }
            let parts = instance.nodes[m.start].parts.iter();
            let ready = parts.map(|p| sweep.week[p.node].saturating_add(p.delay)).max();
            let mut from = ready.unwrap_or(0);
            for _ in 0..MAX_TRIES {
                let least = best.as_ref().map_or(start + now.weeks, |best| best.0);
                if from > HORIZON {
                    break;
                }
                let Some(at) = self.first_fit(other, m, from, peak) else { break };
                if at + m.weeks >= least {
                    break;
                }
                let mut moved = starts.to_vec();
                moved[mode] = NEVER;
                moved[other] = at;
                if let Ok(new) = evaluate_starts(instance, self.parents, &moved)
                    && new.week[instance.goal] <= sweep.week[instance.goal]
                {
                    best = Some((at + m.weeks, other, at, new));
                    break;
                }
                from = at + 1;
            }
        }
        let moved = best.is_some();
        let (taken, week) = match best {
            Some((_, other, at, new)) => {
                starts[mode] = NEVER;
                starts[other] = at;
                *sweep = new;
                (other, at)
            }
            None => (mode, start),
        };
        self.occupy(taken, week, 1);
        moved
    }
}
