//! Owns the probe: conflict-driven search for a plan under one assumption, which is a decision like
//! any other, so that every nogood learned under it stays true.

use super::restart::nogood_limit;
use super::{ProbeResult, Search};
use crate::bounds::evaluate_starts::{Unsupported, evaluate_starts};
use crate::instance::Week;
use crate::kernel::{Literal, ge, le};
use qitu_model::Objective;

/// A probe under way.
struct Probe {
    assumption: Option<Literal>,
    objective: Objective,
    /// It ends at this number of conflicts.
    conflict_limit: u64,
    /// The run dives from the goal.
    dives: bool,
}

impl Search<'_, '_> {
    /// Looks for a plan that keeps an assumption, within a number of conflicts.
    pub(super) fn probe(
        &mut self,
        assumption: Option<Literal>,
        objective: Objective,
        conflicts: u64,
    ) -> ProbeResult {
        let dive_first = std::mem::take(&mut self.dive_first);
        self.restarts.begin_run(self.effort.conflicts);
        let mut probe = Probe {
            assumption,
            objective,
            conflict_limit: self.effort.conflicts.saturating_add(conflicts),
            dives: self.best.is_none() || dive_first,
        };
        self.propagators.kernel.backtrack_to(0);
        loop {
            if let Some(result) = self.probe_step(&mut probe) {
                return result;
            }
        }
    }

    /// Propagates, then learns, starts over, or decides; returns how the probe ended, if it did.
    fn probe_step(&mut self, probe: &mut Probe) -> Option<ProbeResult> {
        if self.propagators.propagate().is_err() {
            let learned = self.learn();
            // Without assumption and decision nothing is left at all.
            self.exhausted |= !learned && probe.assumption.is_none();
            return (!learned).then_some(ProbeResult::Refuted);
        }
        if self.propagators.kernel.decision_level() == 0 {
            self.commit_root();
        }
        if !self.may_continue() {
            return Some(ProbeResult::Limit);
        }
        let conflicts = self.effort.conflicts;
        let crowded = self.propagators.kernel.is_crowded();
        if crowded || self.restarts.is_over(conflicts) || conflicts >= probe.conflict_limit {
            return self.restart(probe);
        }
        if let Some(assumption) = probe.assumption
            && self.propagators.kernel.decision_level() == 0
        {
            if self.propagators.kernel.holds(!assumption) {
                return Some(ProbeResult::Refuted);
            }
            if !self.propagators.kernel.holds(assumption) {
                self.effort.nodes += 1;
                let decided = self.propagators.kernel.decide(assumption);
                return decided.is_err().then_some(ProbeResult::Refuted);
            }
        }
        let decision = self.next_wish().or_else(|| {
            if probe.dives { self.dive(probe.objective) } else { self.branch_on_activity() }
        });
        match decision {
            Some(decision) => {
                self.effort.nodes += 1;
                // A decision is only taken when both of its sides are open.
                self.propagators.kernel.decide(decision).is_err().then_some(ProbeResult::Limit)
            }
            None => self.accept_assignment(),
        }
    }

    /// Counts a conflict and learns from it; `false` when it needs no decision.
    fn learn(&mut self) -> bool {
        self.effort.nodes += 1;
        self.effort.conflicts += 1;
        let learned = self.propagators.kernel.analyze_conflict();
        self.restarts.note_learned(self.propagators.kernel.latest_lbd);
        learned
    }

    /// Takes back every decision; ends the probe when its conflicts are used up.
    fn restart(&mut self, probe: &mut Probe) -> Option<ProbeResult> {
        self.propagators.kernel.backtrack_to(0);
        if self.effort.conflicts >= probe.conflict_limit {
            return Some(ProbeResult::Limit);
        }
        self.restarts.begin_run(self.effort.conflicts);
        probe.dives = self.restarts.dives();
        let learned = self.propagators.kernel.learned_nogoods() as u64;
        if learned > nogood_limit(self.effort.conflicts) || self.propagators.kernel.is_crowded() {
            self.propagators.kernel.reduce_nogood_db();
        }
        None
    }

    /// Everything is decided. Takes it as the incumbent if it is a plan: modes of no weeks could
    /// support each other in a circle, which no bound sees; then the circle is a conflict.
    fn accept_assignment(&mut self) -> Option<ProbeResult> {
        let kernel = &self.propagators.kernel;
        let starts: Vec<Week> = self.instance.modes.iter().map(|m| kernel.lower(m.start)).collect();
        match evaluate_starts(self.instance, &self.parents, &starts) {
            Ok(sweep) => {
                self.best = Some(self.incumbent(starts, &sweep));
                self.report();
                self.propagators.kernel.backtrack_to(0);
                Some(ProbeResult::Found)
            }
            Err(unsupported) => {
                let reason = self.explain_unsupported(&unsupported, &starts);
                let _ = self.propagators.kernel.raise_conflict(&reason);
                (!self.learn()).then_some(ProbeResult::Refuted)
            }
        }
    }

    /// Why modes that only support one another make no plan: all of them start by the last start
    /// among them, and nothing else ends by then.
    fn explain_unsupported(&self, unsupported: &Unsupported, starts: &[Week]) -> Vec<Literal> {
        let last = unsupported.0.iter().map(|&mode| starts[mode]).max().unwrap_or(0);
        let mut reason = Vec::new();
        for (at, mode) in self.instance.modes.iter().enumerate() {
            if unsupported.0.contains(&at) {
                reason.push(le(mode.start, last));
            } else if starts[at] + mode.weeks > last {
                reason.push(ge(mode.start, last - mode.weeks + 1));
            }
        }
        reason
    }
}
