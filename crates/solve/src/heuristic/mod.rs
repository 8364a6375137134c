//! Owns plans by rule of thumb: a relaxed plan meets each need, a serial schedule generation scheme
//! puts its activities into the weeks, the longest way still to go first (Kolisch and Hartmann
//! 1999), and local search betters what comes of it. Refuses to prove anything.
//!
//! [`relaxed_plan`] picks what each need relies on, [`network`] says what then waits for what,
//! [`schedule`] puts it into the weeks, [`renewal`] renews what runs out before it is used, and
//! [`local_search`] changes a schedule step by step; [`left_shift`] lets each step of a plan end as
//! early as it can.

mod left_shift;
mod local_search;
mod network;
mod relaxed_plan;
mod renewal;
mod schedule;

pub use local_search::Aim;

use super::instance::{Edge, HORIZON, Instance, NEVER, Usage, Val, Week};

/// Where chance begins: of 32 beginnings the one with which 99 in 100 cases of the built-in
/// catalogue are proven soonest.
const SEED: u64 = 0xF40A_D484_675C_062E;

/// The most schedules that are made to renew what has run out.
const MAX_RENEWAL_ROUNDS: usize = 24;

/// Costs are kept in eighths, so that chance can change them by less than one.
const EIGHTHS: Val = 8;

/// A fee of one yuan weighs as much as so many hours, where fees come first.
const HOURS_PER_YUAN: Val = 64;

/// What is picked for one need costs one part in so many when it may serve another.
const SHARED_COST_DIVISOR: Val = 4;

/// What comes first among ways to meet a need, or among modes of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityRule {
    /// The earliest week.
    EarliestWeek,
    /// The lowest net fee.
    LeastFee,
    /// The fewest hours.
    LeastHours,
}

/// How one plan is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildOptions {
    /// What a need is met by.
    pub needs: PriorityRule,
    /// Which mode of an activity is scheduled.
    pub modes: PriorityRule,
    /// How much chance changes costs at most, in eighths.
    pub chance_eighths: Val,
    /// The most hours in any week.
    pub peak: Val,
}

/// Builds plans from the modes that are open.
pub struct ScheduleBuilder<'a> {
    instance: &'a Instance,
    parents: &'a [Vec<Edge>],
    /// By node: the activity copy that ends there.
    copy_of: Vec<Option<usize>>,
    /// By mode: the resources it uses.
    uses: Vec<Vec<ResourceUse>>,
    /// By mode: may it be taken?
    open: Vec<bool>,
    /// By mode: the week in which it starts already, `NEVER` where that is open.
    pub fixed: Vec<Week>,
    /// The state of the generator of chance.
    seed: u64,
    /// By node: what it costs by the best of its parts, as if nothing were shared, in eighths.
    additive_cost: Vec<Val>,
    /// By node: the parts it relies on in the relaxed plan.
    supports: Vec<Vec<Edge>>,
    /// By node: is it in the relaxed plan?
    in_relaxed_plan: Vec<bool>,
    /// By activity copy: its mode in the relaxed plan, and where it starts.
    mode_of: Vec<Option<usize>>,
    start_of: Vec<Week>,
    /// By resource and week: what is used.
    used: Vec<Vec<Val>>,
    /// By week: all hours.
    weekly_hours: Vec<Val>,
    /// By node: support that has run out by the time it is used.
    stale: Vec<bool>,
    /// By activity copy: it does not start before this week.
    release: Vec<Week>,
    /// By activity copy: the mode it is held to, where that needs what was picked.
    held: Vec<Option<usize>>,
}

/// What a mode uses of a resource in each of its weeks.
#[derive(Clone, Copy)]
struct ResourceUse {
    resource: usize,
    amount: Val,
}

impl<'a> ScheduleBuilder<'a> {
    /// Prepares to build plans of the modes that are `open`; `parents` lists by node who has it
    /// among its parts.
    pub fn new(instance: &'a Instance, parents: &'a [Vec<Edge>], open: Vec<bool>) -> Self {
        let mut copy_of = vec![None; instance.nodes.len()];
        for (at, copy) in instance.copies.iter().enumerate() {
            copy_of[copy.end] = Some(at);
        }
        let mut uses = vec![Vec::new(); instance.modes.len()];
        for (resource, r) in instance.resources.iter().enumerate() {
            for &Usage { mode, amount } in &r.usages {
                uses[mode].push(ResourceUse { resource, amount });
            }
        }
        let (nodes, copies) = (instance.nodes.len(), instance.copies.len());
        Self {
            instance,
            parents,
            copy_of,
            uses,
            open,
            fixed: vec![NEVER; instance.modes.len()],
            seed: SEED,
            additive_cost: vec![NEVER; nodes],
            supports: vec![Vec::new(); nodes],
            in_relaxed_plan: vec![false; nodes],
            mode_of: vec![None; copies],
            start_of: vec![NEVER; copies],
            used: Vec::new(),
            weekly_hours: Vec::new(),
            stale: vec![false; nodes],
            release: vec![0; copies],
            held: vec![None; copies],
        }
    }

    /// A plan as start weeks of the modes, `NEVER` for those not taken; `None` when none comes of
    /// these options.
    pub fn build(&mut self, options: BuildOptions) -> Option<Vec<Week>> {
        self.stale.fill(false);
        self.release.fill(0);
        let rounds = if self.instance.expiries.is_empty() { 1 } else { MAX_RENEWAL_ROUNDS };
        for _ in 0..rounds {
            let seed = self.seed;
            if !self.pick_supports(options) || !self.schedule_picked(options) {
                return None;
            }
            if !self.renew_expired() {
                return Some(self.starts());
            }
            // The next round differs in what is renewed and in nothing else.
            self.seed = seed;
        }
        None
    }

    /// The start weeks of the modes in the schedule.
    fn starts(&self) -> Vec<Week> {
        let mut starts = vec![NEVER; self.instance.modes.len()];
        for (mode, &start) in self.mode_of.iter().zip(&self.start_of) {
            if let Some(mode) = mode {
                starts[*mode] = start;
            }
        }
        starts
    }

    /// The week in which an activity copy ends in the schedule.
    fn end(&self, copy: usize) -> Week {
        self.mode_of[copy].map_or(NEVER, |m| self.start_of[copy] + self.instance.modes[m].weeks)
    }

    /// A number below `n` by chance, the same in every run (xorshift: Marsaglia 2003).
    fn chance(&mut self, n: u64) -> Val {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed % n.max(1)).cast_signed()
    }

    /// A value in eighths, changed by chance by as many eighths of it at most.
    fn perturb(&mut self, value: Val, eighths: Val) -> Val {
        let chance = match eighths {
            0 => 0,
            n => self.chance(n.cast_unsigned() * 2 + 1) - n,
        };
        value.saturating_mul(EIGHTHS + chance)
    }

    /// Does a mode need the same as the one of its activity copy that was picked?
    fn needs_the_same(&self, copy: usize, mode: usize) -> bool {
        let (nodes, modes) = (&self.instance.nodes, &self.instance.modes);
        self.mode_of[copy].is_some_and(|picked| {
            mode == picked || nodes[modes[mode].start].parts == nodes[modes[picked].start].parts
        })
    }

    /// Takes everything out of the weeks.
    fn clear_weeks(&mut self) {
        let resources = self.instance.resources.iter();
        self.used = resources.map(|r| vec![0; r.limit.len()]).collect();
        self.weekly_hours = vec![0; HORIZON as usize];
    }
}
