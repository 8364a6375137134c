//! Owns the propagators: what each bound implies for the others, with the reason.
//! Refuses to decide anything.
//!
//! Each kind of propagator has a file of its own. [`setup`] makes the variables and says which
//! bounds wake which propagator, [`agenda`] holds those that wait, cheap ones first, and
//! [`Propagators::propagate`] runs them until nothing follows any more.
//!
//! A mode that is not taken starts at `NEVER`. So "not before week w" says nothing about whether it
//! is taken, and "in week w at the latest" says that it is (compare the optional intervals of
//! Laborie and Rogerie 2008).

mod agenda;
mod all;
mod any;
mod at_least;
mod cost_partition;
mod cost_sum;
mod end_sum;
mod energetic;
mod expiry;
mod landmark;
mod one_mode;
mod precedence;
mod setup;
mod start;
mod tail_bound;
mod timetable;

use super::bounds::node_landmarks::NodeLandmark;
use super::instance::{Edge, HORIZON, Instance, NEVER, Val, Week};
use super::kernel::{Kernel, Literal, Propagation, Var, lower_side, upper_side};
use agenda::Agenda;
use cost_partition::CostPartition;
use energetic::{Backoff, Energies};
use std::rc::Rc;
use timetable::Timetable;

/// A propagator, and what of the instance it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PropagatorId {
    /// A node that holds from the earliest of its parts.
    Any(usize),
    /// A node that holds from the `k`-th earliest of its parts.
    AtLeast(usize),
    /// A mode starts when intakes and the calendar allow.
    Start(usize),
    /// At most one mode of an activity copy is taken.
    OneMode(usize),
    /// The ends of two copies of one activity, or of two activities that are alike, which come in
    /// this order, so many weeks apart.
    Precedence(usize, usize, Week),
    /// Support that runs out is used before it does.
    Expiry(usize),
    /// What ends too late for the goal is of no use.
    TailBound,
    /// Fees or hours add up to their total.
    CostSum(usize),
    /// The ends of roles or of certificates add up to their total.
    EndSum(usize),
    /// A resource is not overused in any week.
    Timetable(usize),
    /// A resource is not overused over a stretch of weeks.
    Energetic(usize),
}

/// The measure of fees: what a mode costs.
pub const FEES: usize = 0;
/// The measure of hours: what a mode takes in all.
pub const HOURS: usize = 1;

/// The sum of the end weeks of roles.
pub const POSTS: usize = 0;
/// The sum of the end weeks of certificates.
pub const CERTIFICATES: usize = 1;

/// The measure of what a mode uses of a resource over all its weeks.
pub fn resource_measure(resource: usize) -> usize {
    2 + resource
}

/// A disjunctive action landmark: once `node` must hold, at least one of these modes is taken; or,
/// where more are wanted, modes of at least so many groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Landmark {
    pub(super) node: Var,
    pub(super) modes: Vec<LandmarkMode>,
    pub(super) wanted: usize,
    /// Where each group ends in `modes`; none where one mode is enough.
    pub(super) groups: Vec<usize>,
}

/// A mode of a landmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LandmarkMode {
    pub(super) mode: usize,
    /// The least number of weeks from its start to the landmark's node.
    pub(super) lead: Week,
}

impl Landmark {
    /// One of these modes is taken.
    pub(super) fn one_of(node: Var, modes: Vec<LandmarkMode>) -> Self {
        Self { node, modes, wanted: 1, groups: Vec::new() }
    }

    /// Is it about more than one mode?
    pub(super) fn wants_many(&self) -> bool {
        self.wanted > 1
    }

    /// The bounds that change which of its modes can still serve it.
    pub(super) fn sides(&self, instance: &Instance) -> Vec<usize> {
        let starts = self.modes.iter().map(|m| lower_side(instance.modes[m.mode].start));
        starts.chain([upper_side(self.node)]).collect()
    }
}

/// A mode as a resource sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ResourceUser {
    /// The variable of its start.
    start: Var,
    mode: usize,
    weeks: Week,
    /// What it uses of the resource in each of its weeks.
    amount: Val,
}

impl ResourceUser {
    /// What it uses over all its weeks.
    fn energy(&self) -> Val {
        self.amount * self.weeks
    }
}

/// The propagators of one instance over the bounds of one kernel.
///
/// Node `n` of the instance is variable `n`; five variables follow for fees, hours, the peak of
/// weekly hours, and the sums of the ends of roles and of certificates. Weekly hours are one resource more than the instance has, the last one: its limit
/// is the peak.
pub struct Propagators<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// The bounds.
    pub kernel: Kernel,
    /// The variables of the total of fees and of hours.
    pub totals: [Var; 2],
    /// The variable of the largest weekly total of hours.
    pub peak: Var,
    /// The variables of the sums of end weeks, of roles and of certificates.
    pub end_totals: [Var; 2],
    /// By sum: the ends it adds up, none before [`Self::count_ends`].
    end_sums: [Vec<Var>; 2],
    /// By node: the activity copy that ends there.
    pub copy_of: Vec<Option<usize>>,
    /// By node: who has it among its parts.
    parents: Rc<[Vec<Edge>]>,
    agenda: Agenda,
    /// By resource: who uses it, those of largest energy first.
    resource_users: Vec<Vec<ResourceUser>>,
    /// By resource: it binds in no week while the peak is at most this.
    never_binding_below: Vec<Val>,
    /// The weekly hours when everything runs at once: no ceiling above them binds.
    peak_upper: Val,
    /// The same for the totals of fees and hours.
    cost_upper: [Val; 2],
    node_landmarks: Vec<NodeLandmark>,
    partition: CostPartition,
    timetable: Timetable,
    energies: Energies,
    /// By resource: how often its energy is looked at.
    energy_backoff: Vec<Backoff>,
    /// A reason that is being made.
    scratch: Vec<Literal>,
}

impl Propagators<'_> {
    /// Draws every consequence of the bounds, or finds a conflict.
    pub fn propagate(&mut self) -> Propagation {
        let result = self.run_agenda();
        if result.is_err() {
            self.agenda.clear();
        }
        result
    }

    fn run_agenda(&mut self) -> Propagation {
        loop {
            while let Some(side) = self.kernel.next_changed_side()? {
                #[cfg(test)]
                crate::testing::count_change();
                self.all(side)?;
                self.wake(side);
            }
            let Some(id) = self.agenda.pop() else { return Ok(()) };
            self.run(id)?;
        }
    }

    /// Schedules the propagators that a change of a bound concerns.
    fn wake(&mut self, side: usize) {
        // A mode that need not be taken leaves no mark on a timetable.
        let optional = side.is_multiple_of(2) && self.kernel.upper(side / 2) >= NEVER;
        for i in 0..self.agenda.watchers(side).len() {
            let index = self.agenda.watchers(side)[i];
            if !(optional && matches!(self.agenda.id(index), PropagatorId::Timetable(_))) {
                self.agenda.schedule(index);
            }
        }
    }

    fn run(&mut self, id: PropagatorId) -> Propagation {
        #[cfg(test)]
        crate::testing::count_run();
        match id {
            PropagatorId::Any(node) => self.any(node),
            PropagatorId::AtLeast(node) => self.at_least(node),
            PropagatorId::Start(mode) => self.start(mode),
            PropagatorId::OneMode(copy) => self.one_mode(copy),
            PropagatorId::Precedence(first, second, weeks) => self.precedence(first, second, weeks),
            PropagatorId::Expiry(at) => self.expiry(at),
            PropagatorId::TailBound => self.tail_bounds(),
            PropagatorId::CostSum(measure) => self.cost_sum(measure),
            PropagatorId::EndSum(at) => self.end_sum(at),
            PropagatorId::Timetable(at) | PropagatorId::Energetic(at) if self.never_binds(at) => {
                Ok(())
            }
            PropagatorId::Timetable(resource) => self.timetable(resource),
            PropagatorId::Energetic(resource) => self.energetic(resource),
        }
    }

    /// Is this the resource of all weekly hours, whose limit is the peak?
    fn is_weekly_total(&self, resource: usize) -> bool {
        resource == self.instance.resources.len()
    }

    /// Does the ceiling of weekly hours leave a resource enough in every week?
    fn never_binds(&self, resource: usize) -> bool {
        self.kernel.upper(self.peak) <= self.never_binding_below[resource]
    }

    /// Is there a ceiling of weekly hours that may bind?
    pub fn has_ceiling(&self) -> bool {
        self.kernel.upper(self.peak) < self.peak_upper
    }

    /// The measure of what a resource adds up: its own use, or hours for the weekly total.
    fn measure_of(&self, resource: usize) -> usize {
        if self.is_weekly_total(resource) { HOURS } else { resource_measure(resource) }
    }
}

/// The week `delay` weeks after `week`; what passes the horizon never comes.
fn delayed(week: Week, delay: Week) -> Week {
    if week + delay > HORIZON { NEVER } else { week + delay }
}

/// The first week that `delayed` takes to `least` or later.
fn undelayed(least: Week, delay: Week) -> Week {
    if least > HORIZON { HORIZON - delay + 1 } else { least - delay }
}
