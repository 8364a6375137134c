//! Owns plans by rule of thumb within a search: which are built when, and which are kept.

use super::objective::Component;
use super::{Incumbent, Search};
use crate::bounds::evaluate_starts::evaluate_starts;
use crate::heuristic::{Aim, BuildOptions, PriorityRule, ScheduleBuilder};
use crate::instance::{ActivityCopy, Hours, NEVER, Val, Week};
use crate::kernel::le;
use crate::propagate::HOURS;
use PriorityRule::{EarliestWeek, LeastFee, LeastHours};

/// The most plans that are built for a component at a time.
const MAX_BUILDS: Val = 24;

/// After so many in a row that better nothing no more are built.
const MAX_IDLE_BUILDS: usize = 2;

/// The first builds are made without chance, one by each rule.
const BUILDS_WITHOUT_CHANCE: Val = 2;

/// Chance grows to so many eighths and begins again.
const MAX_CHANCE_EIGHTHS: Val = 4;

/// Towards the least peak the ceiling rises by one hour each so many builds.
const BUILDS_PER_CEILING: Val = 6;

/// Local search tries so many times as many moves under a lower ceiling of weekly hours.
const MOVES_UNDER_CEILING: u64 = 3;

/// What needs are met by, and which modes are scheduled.
type Rules = (PriorityRule, PriorityRule);

/// The rules that suit a component, used in turn.
fn rules_for(component: Component) -> [Rules; 2] {
    match component {
        Component::Weeks | Component::Posts | Component::Certificates => {
            [(EarliestWeek, EarliestWeek), (LeastHours, EarliestWeek)]
        }
        Component::Fee => [(LeastFee, EarliestWeek), (LeastFee, LeastFee)],
        Component::Hours => [(LeastHours, EarliestWeek), (LeastHours, LeastHours)],
        Component::Peak => [(LeastHours, EarliestWeek), (EarliestWeek, EarliestWeek)],
    }
}

impl Search<'_, '_> {
    /// Builds plans by rules of thumb that suit a component, with some chance while they do not
    /// meet its bound.
    pub(super) fn build_incumbents(&mut self, component: Component) {
        let parents = self.parents.clone();
        let mut builder = ScheduleBuilder::new(self.instance, &parents, self.open_modes());
        let rules = rules_for(component);
        let mut idle = 0;
        for turn in 0..MAX_BUILDS {
            if idle >= MAX_IDLE_BUILDS || self.effort.dismissed {
                break;
            }
            idle += 1;
            self.report();
            let kernel = &self.propagators.kernel;
            let low = kernel.lower(self.var(component));
            let high = self.best_value(component).unwrap_or(Val::MAX);
            if turn >= BUILDS_WITHOUT_CHANCE && high <= low {
                break;
            }
            let peak = match component {
                // First as low as may be, then a little higher.
                Component::Peak => (low + turn / BUILDS_PER_CEILING).min(high - 1),
                _ => kernel.upper(self.propagators.peak),
            };
            let (needs, modes) = rules[(turn % 2) as usize];
            let chance_eighths = match turn {
                ..BUILDS_WITHOUT_CHANCE => 0,
                _ => 1 + (turn / 2) % MAX_CHANCE_EIGHTHS,
            };
            let options = BuildOptions { needs, modes, chance_eighths, peak };
            if let Some(starts) = builder.build(options)
                && self.accept_candidate(starts)
            {
                idle = 0;
            }
        }
    }

    /// Betters the incumbent by local search: as early as proven for weeks, with as few hours as
    /// proven for hours, by the deadline under a lower ceiling for the peak.
    pub(super) fn improve_incumbent(&mut self, component: Component, moves: u64) {
        if component == Component::Fee {
            return;
        }
        self.propagators.kernel.backtrack_to(0);
        let x = self.var(component);
        let low = self.propagators.kernel.lower(x);
        let Some(best) = self.best.as_ref().filter(|b| low < b.value[component]) else { return };
        let (starts, high) = (best.starts.clone(), best.value[component]);
        self.local_search_turns += 1;
        let aim = self.aim(component, low, high, moves);
        // What cannot be part of anything better need not be tried.
        self.assume(le(x, high - 1));
        let open = self.open_modes();
        self.propagators.kernel.backtrack_to(0);
        let parents = self.parents.clone();
        let mut builder = ScheduleBuilder::new(self.instance, &parents, open);
        let (nodes, best, proven) = (self.effort.nodes, self.best_vector(), self.proven);
        let watch = &mut *self.watch;
        let found =
            builder.local_search(&starts, &aim, &mut || watch(nodes, best.as_ref(), &proven));
        if let Some(starts) = found {
            self.accept_candidate(starts);
        }
    }

    /// What local search aims at between the bound and the incumbent of a component.
    fn aim(&self, component: Component, low: Val, high: Val, moves: u64) -> Aim {
        let kernel = &self.propagators.kernel;
        let (goal, peak) = (self.instance.goal, self.propagators.peak);
        let hours = self.propagators.totals[HOURS];
        let is_peak = component == Component::Peak;
        Aim {
            // The bound itself is often out of reach: each turn aims half way down to it.
            peak: if is_peak { low.midpoint(high - 1) } else { kernel.upper(peak) },
            until: match component {
                Component::Weeks => kernel.lower(goal),
                _ => kernel.upper(goal),
            },
            hours: (component == Component::Hours).then_some(kernel.lower(hours)),
            moves: if is_peak { moves * MOVES_UNDER_CEILING } else { moves },
            turn: self.local_search_turns,
        }
    }

    /// By mode: may it still be taken?
    pub(super) fn open_modes(&self) -> Vec<bool> {
        let kernel = &self.propagators.kernel;
        self.instance.modes.iter().map(|m| kernel.lower(m.start) < NEVER).collect()
    }

    /// Builds plans that begin as given, with so many hours a week at most.
    pub(super) fn extend_prefix(&mut self, starts: Vec<Week>, peak: Hours) {
        let parents = self.parents.clone();
        let mut builder = ScheduleBuilder::new(self.instance, &parents, self.open_modes());
        builder.fixed = starts;
        for turn in 0..MAX_BUILDS / 2 {
            let needs = if turn % 2 == 0 { LeastHours } else { EarliestWeek };
            let chance_eighths = turn / 2;
            let options = BuildOptions { needs, modes: EarliestWeek, chance_eighths, peak };
            if let Some(starts) = builder.build(options) {
                self.accept_candidate(starts);
            }
        }
    }

    /// Keeps a plan by rule of thumb if it is valid and better than the incumbent; returns whether.
    pub(super) fn accept_candidate(&mut self, starts: Vec<Week>) -> bool {
        if self.best.as_ref().is_some_and(|best| best.starts == starts) {
            return false;
        }
        let instance = self.instance;
        let Ok(sweep) = evaluate_starts(instance, &self.parents, &starts) else { return false };
        let is_taken = |copy: &ActivityCopy| copy.modes.iter().any(|&m| starts[m] < NEVER);
        let keeps_pins = instance.copies.iter().filter(|copy| copy.pinned).all(is_taken);
        if !keeps_pins || sweep.week[instance.goal] >= NEVER {
            return false;
        }
        let new = self.incumbent(starts, &sweep);
        let kernel = &self.propagators.kernel;
        let fits = Component::ALL.iter().all(|&c| new.value[c] <= kernel.upper(self.var(c)));
        let key = |plan: &Incumbent| plan.value.in_order(self.order);
        let better = fits && self.best.as_ref().is_none_or(|best| key(&new) < key(best));
        if better {
            self.best = Some(new);
            self.report();
        }
        better
    }
}
