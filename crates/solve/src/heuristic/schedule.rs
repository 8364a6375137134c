//! Owns serial schedule generation: activities are put into the weeks one after the other, each as
//! soon as it fits (Kolisch and Hartmann 1999).

use super::network::{ActivityNetwork, Picked};
use super::{BuildOptions, PriorityRule, ResourceUse, ScheduleBuilder};
use crate::bounds::node_queue::FAR;
use crate::instance::{Mode, NEVER, Val, Week};

/// A mode, and the week in which it starts.
#[derive(Clone, Copy)]
struct Placement {
    mode: usize,
    start: Week,
}

impl ScheduleBuilder<'_> {
    /// Schedules what was picked, the longest way first; `false` when it supports itself or does
    /// not fit.
    pub(super) fn schedule_picked(&mut self, options: BuildOptions) -> bool {
        let Some(network) = self.network() else { return false };
        let mut urgency = vec![0; self.instance.copies.len()];
        for &Picked { copy, .. } in &network.picked {
            urgency[copy] = self.perturb(network.way_to_goal[copy] + 1, options.chance_eighths);
        }
        let order = network.order(&urgency);
        self.clear_weeks();
        for &Picked { mode, .. } in &network.picked {
            if self.fixed[mode] < NEVER {
                self.occupy(mode, self.fixed[mode], 1);
            }
        }
        self.schedule(&network, &order, options, FAR) == order.len()
    }

    /// Puts activity copies into the weeks in this order, each as soon as it can after what it
    /// waits for. Returns how many: the next one fits nowhere, or its way to the goal would lead
    /// past the `latest` week.
    pub(super) fn schedule(
        &mut self,
        network: &ActivityNetwork,
        order: &[usize],
        options: BuildOptions,
        latest: Week,
    ) -> usize {
        for (at, &copy) in order.iter().enumerate() {
            let ready = self.ready_week(&network.predecessors[copy]).max(self.release[copy]);
            let fixed = self.mode_of[copy].map(|mode| Placement { mode, start: self.fixed[mode] });
            let fixed = fixed.filter(|f| f.start < NEVER);
            let placed = match fixed {
                Some(fixed) => (fixed.start >= ready).then_some(fixed),
                None => self.best_placement(copy, ready, options),
            };
            let in_time = |p: &Placement| p.start + network.way_to_goal[copy] <= latest;
            let Some(Placement { mode, start }) = placed.filter(in_time) else { return at };
            if fixed.is_none() {
                self.occupy(mode, start, 1);
            }
            self.mode_of[copy] = Some(mode);
            self.start_of[copy] = start;
        }
        order.len()
    }

    /// Takes up the weeks of a mode, or gives them back when `sign` is −1.
    pub(super) fn occupy(&mut self, mode: usize, start: Week, sign: Val) {
        let m = &self.instance.modes[mode];
        for week in start..start + m.weeks {
            self.weekly_hours[week as usize] += sign * m.weekly_hours;
            for &ResourceUse { resource, amount } in &self.uses[mode] {
                self.used[resource][week as usize] += sign * amount;
            }
        }
    }

    /// The mode of an activity copy that suits best, of those that need what was picked, where it
    /// fits first.
    fn best_placement(&self, copy: usize, ready: Week, options: BuildOptions) -> Option<Placement> {
        let instance = self.instance;
        let held = self.held[copy].filter(|&held| self.needs_the_same(copy, held));
        let mut best: Option<((Val, Val, Val), usize, Week)> = None;
        for &mode in &instance.copies[copy].modes {
            let m = &instance.modes[mode];
            let may = held.map_or(self.open[mode], |held| held == mode);
            if !may || !self.needs_the_same(copy, mode) {
                continue;
            }
            let Some(start) = self.first_fit(mode, m, ready, options.peak) else { continue };
            let end = start + m.weeks;
            let key = match options.modes {
                PriorityRule::EarliestWeek => (end, m.fee, m.total_hours()),
                PriorityRule::LeastFee => (m.fee, end, m.total_hours()),
                PriorityRule::LeastHours => (m.total_hours(), end, m.fee),
            };
            if best.is_none_or(|(least, other, _)| (key, mode) < (least, other)) {
                best = Some((key, mode, start));
            }
        }
        best.map(|(_, mode, start)| Placement { mode, start })
    }

    /// The first start at or after `ready` that leaves every resource within its limit.
    pub(super) fn first_fit(&self, mode: usize, m: &Mode, ready: Week, peak: Val) -> Option<Week> {
        if m.weekly_hours > peak {
            return None;
        }
        let mut start = m.next_start(ready);
        while start < NEVER {
            match self.last_full_week(mode, m, start, peak) {
                Some(week) => start = m.next_start(week + 1),
                None => return Some(start),
            }
        }
        None
    }

    /// The last week in which a mode that starts at `start` does not fit, by the first limit that
    /// it breaks.
    #[inline]
    fn last_full_week(&self, mode: usize, m: &Mode, start: Week, peak: Val) -> Option<Week> {
        let weeks = start..start + m.weeks;
        let is_full = |&w: &Week| self.weekly_hours[w as usize] + m.weekly_hours > peak;
        weeks.clone().rev().find(is_full).or_else(|| {
            self.uses[mode].iter().find_map(|&ResourceUse { resource, amount }| {
                let used = &self.used[resource];
                let limit = &self.instance.resources[resource].limit;
                let is_full = |&w: &Week| used[w as usize] + amount > limit[w as usize];
                weeks.clone().rev().find(is_full)
            })
        })
    }
}
