//! Owns how one component is minimised: a state machine that probes upwards from the bound while
//! refuting is cheap, and downwards from the incumbent otherwise.

use super::objective::Component;
use super::{BranchingFocus, ProbeResult, Search};
use crate::instance::Val;
use crate::kernel::{Var, ge, le};

/// The conflicts a probe may take before the subgoals are closed one by one.
pub(super) const CONFLICTS_BEFORE_SUBGOALS: u64 = 256;

/// The conflicts that the first probe upwards may take; twice as many each time it ends without a
/// result.
const FIRST_PROBE_CONFLICTS: u64 = 64;

/// Moves of local search before a component is probed.
pub(super) const INITIAL_MOVES: u64 = 8;

/// Moves of local search for each conflict that a probe took without a result.
const MOVES_PER_CONFLICT: u64 = 4;

/// What a probe downwards may take, in conflicts of the probe upwards.
const DOWNWARD_CONFLICTS: u64 = 4;

/// What each subgoal may take, in nodes for each conflict of the probe upwards.
const SUBGOAL_NODES: u64 = 16;

/// What the way over hours may take, in conflicts of the probe upwards.
const HOURS_FIRST_CONFLICTS: u64 = 8;

/// What comes next while a component is minimised.
enum Phase {
    /// Compare the bound with the incumbent.
    Compare,
    /// Assume a value a little above the bound.
    ProbeUp(Gap),
    /// The probe upwards had no result: better the incumbent by local search.
    Improve(Gap),
    /// Assume a value just below the incumbent.
    ProbeDown(Gap),
    /// Take the problem apart, and give the next probe more room.
    Decompose,
    /// Ended; `true` when the least value is proven.
    Done(bool),
}

/// Between the bound and the incumbent.
#[derive(Clone, Copy)]
struct Gap {
    low: Val,
    high: Val,
}

/// A component that is minimised.
struct Minimization {
    component: Component,
    x: Var,
    /// The conflicts that a probe upwards may take.
    conflicts: u64,
    /// How far above the bound the next probe upwards assumes a value.
    step: Val,
    /// The bound for which incumbents were built last.
    built_at: Val,
}

impl Search<'_, '_> {
    /// Lowers one component as far as it goes; `true` when its least value is proven.
    pub(super) fn minimize(&mut self, component: Component) -> bool {
        self.focus = match component {
            Component::Peak => BranchingFocus::Timing,
            _ => BranchingFocus::Selection,
        };
        // The first dives of a component look for what suits it; later ones stay near the best.
        self.dive_first = true;
        let x = self.var(component);
        let built_at = self.propagators.kernel.lower(x);
        let mut run =
            Minimization { component, x, conflicts: FIRST_PROBE_CONFLICTS, step: 0, built_at };
        self.propagators.kernel.backtrack_to(0);
        if self.best_value(component).is_some_and(|v| self.propagators.kernel.lower(x) < v) {
            self.add_landmarks(component);
            self.build_incumbents(component);
            self.improve_incumbent(component, INITIAL_MOVES);
        }
        let mut phase = Phase::Compare;
        loop {
            phase = match phase {
                Phase::Compare => self.compare(&run),
                Phase::ProbeUp(gap) => self.probe_up(&mut run, gap),
                Phase::Improve(gap) => self.improve(&mut run, gap),
                Phase::ProbeDown(gap) => self.probe_down(&run, gap),
                Phase::Decompose => self.decompose(&mut run),
                Phase::Done(proven) => return proven,
            }
        }
    }

    fn compare(&mut self, run: &Minimization) -> Phase {
        let Some(high) = self.best_value(run.component) else { return Phase::Done(false) };
        self.propagators.kernel.backtrack_to(0);
        let low = self.propagators.kernel.lower(run.x);
        if self.effort.stopped || self.effort.conflicts >= self.effort.conflict_limit {
            Phase::Done(false)
        } else if low >= high || self.exhausted {
            Phase::Done(true)
        } else {
            Phase::ProbeUp(Gap { low, high })
        }
    }

    /// Probes in growing steps above the bound; a value that is refuted raises it.
    fn probe_up(&mut self, run: &mut Minimization, gap: Gap) -> Phase {
        let Minimization { component, x, .. } = *run;
        let up = (gap.low + run.step).min(gap.high - 1);
        run.step = if run.step == 0 { 1 } else { run.step * 2 };
        let result = self.probe(Some(le(x, up)), component.objective(), run.conflicts);
        if result != ProbeResult::Refuted && run.built_at < gap.low {
            // What was refuted meanwhile says better where to look.
            run.built_at = gap.low;
            self.propagators.kernel.backtrack_to(0);
            self.build_incumbents(component);
            self.improve_incumbent(component, INITIAL_MOVES);
        }
        match result {
            ProbeResult::Found => {
                run.step = 0;
                Phase::Compare
            }
            ProbeResult::Refuted if self.assert_at_root(ge(x, up + 1)) => Phase::Compare,
            ProbeResult::Refuted => Phase::Done(true),
            ProbeResult::Limit => Phase::Improve(gap),
        }
    }

    fn improve(&mut self, run: &mut Minimization, gap: Gap) -> Phase {
        self.improve_incumbent(run.component, run.conflicts * MOVES_PER_CONFLICT);
        if self.best_value(run.component).is_some_and(|value| value < gap.high) {
            run.step = 0;
            return Phase::Compare;
        }
        if run.component == Component::Peak {
            self.close_subgoals(run.conflicts * SUBGOAL_NODES, Some(gap.low));
        }
        Phase::ProbeDown(gap)
    }

    fn probe_down(&mut self, run: &Minimization, gap: Gap) -> Phase {
        let down = self.best_value(run.component).unwrap_or(gap.high) - 1;
        let conflicts = run.conflicts * DOWNWARD_CONFLICTS;
        let result = self.probe(Some(le(run.x, down)), run.component.objective(), conflicts);
        if result == ProbeResult::Refuted {
            self.assert_at_root(ge(run.x, down + 1));
        }
        Phase::Decompose
    }

    fn decompose(&mut self, run: &mut Minimization) -> Phase {
        if run.component == Component::Weeks && run.conflicts >= CONFLICTS_BEFORE_SUBGOALS {
            self.close_subgoals(run.conflicts * SUBGOAL_NODES, None);
            if self.propagators.has_ceiling() && !self.exhausted {
                self.minimize_hours_first(run.conflicts * HOURS_FIRST_CONFLICTS);
                self.focus = BranchingFocus::Timing;
            }
        }
        run.conflicts *= 2;
        run.step = 0;
        Phase::Compare
    }
}
