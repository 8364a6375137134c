//! Owns the search: what is tried in which order, and when to stop.
//!
//! A plan's value has six components ([`objective`]). [`Search::run`] closes those that the objective
//! promises, one after the other: [`minimize`] lowers a component as far as it goes, in phases, and
//! proves its least value by probes. A [`probe`] looks for a plan under one assumption; it branches
//! as [`branching`] says and starts over as [`restart`] says. Plans by rule of thumb come from
//! [`incumbents`]. Three further ways to a bound or a plan are [`subgoals`], [`hours_first`] and
//! [`peak_bound`]. Among plans of the same proven numbers [`ties`] chooses the one that is shown.

mod branching;
mod hours_first;
mod incumbents;
mod latest;
#[cfg(test)]
mod law;
mod minimize;
mod objective;
mod peak_bound;
mod probe;
mod restart;
mod subgoals;
mod ties;
#[cfg(test)]
mod work;

pub use objective::ObjectiveVector;

use super::bounds::estimates::{Estimate, estimates};
use super::bounds::knuth_sweep::Sweep;
use super::bounds::{self, evaluate_starts};
use super::instance::{Edge, HORIZON, Hours, Instance, NEVER, Week};
use super::kernel::{Literal, Var, le};
use super::propagate::{self, Propagators};
use crate::Limits;
use objective::{Component, Order, component_order, promised};
use qitu_model::{Kind, Objective};
use restart::RestartPolicy;
use std::rc::Rc;
use subgoals::ClosedSubgoal;

/// The watcher is told where the search stands each time so many nodes have passed.
const NODES_PER_REPORT: u64 = 1024;

/// And each time so many bounds have changed: a node of a large question takes long.
const CHANGES_PER_REPORT: u64 = 1 << 17;

/// Conflicts for the way over hours, each time the peak is closed or a subgoal begins.
const CONFLICTS_OF_HOURS_FIRST: u64 = 1000;

/// Nodes for each subgoal once the peak is closed.
const NODES_PER_SUBGOAL_UNDER_PEAK: u64 = 64 * minimize::CONFLICTS_BEFORE_SUBGOALS;

/// The best plan so far.
#[derive(Clone, Debug)]
pub struct Incumbent {
    /// By mode: its start week, `NEVER` for one that is not taken.
    pub starts: Vec<Week>,
    /// What it takes.
    pub value: ObjectiveVector,
}

/// How a whole search ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The best plan found.
    pub best: Option<Incumbent>,
    /// No plan is better than this in the objective's order.
    pub bound: ObjectiveVector,
    /// `bound` is the value of `best`, or it is proven that there is no plan.
    pub proven: bool,
    /// No plan of the same proven numbers has earlier posts, or as early ones and earlier
    /// certificates.
    pub earliest: bool,
}

/// Told of nodes, incumbent and bound, at every improvement and now and then in between; `false`
/// stops the search.
pub type Watch<'w> = dyn FnMut(u64, Option<&ObjectiveVector>, &ObjectiveVector) -> bool + 'w;

/// How a probe ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProbeResult {
    /// With a plan, which is the incumbent now.
    Found,
    /// No plan keeps the assumption.
    Refuted,
    /// With its conflicts used up, or stopped.
    Limit,
}

/// What branching on activities settles first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BranchingFocus {
    /// Which activities are taken.
    Selection,
    /// When they start.
    Timing,
}

/// What the search has done so far, and how much it may do.
struct Effort {
    /// Decisions and conflicts.
    nodes: u64,
    node_limit: u64,
    /// [`Limits::bytes`].
    bytes: u64,
    /// The changes of bounds when the watcher was told last.
    reported_at: u64,
    conflicts: u64,
    /// The number of conflicts at which a component is left as it is.
    conflict_limit: u64,
    /// The node limit was reached, or the watcher said so.
    stopped: bool,
    /// The watcher said so: it wants what there is, at once.
    dismissed: bool,
}

/// One search over one instance.
pub struct Search<'a, 'w> {
    instance: &'a Instance,
    /// By node: who has it among its parts.
    parents: Rc<[Vec<Edge>]>,
    propagators: Propagators<'a>,
    /// By node: what it takes.
    estimates: Vec<Estimate>,
    /// The components in the order in which plans are compared now.
    order: Order,
    best: Option<Incumbent>,
    /// The least value of each component, as far as proven.
    proven: ObjectiveVector,
    /// Nothing that is asked for now is left to find.
    exhausted: bool,
    effort: Effort,
    restarts: RestartPolicy,
    focus: BranchingFocus,
    /// The next probe is the first for a component: it dives, whatever the incumbent is.
    dive_first: bool,
    /// How often the incumbent was given to local search.
    local_search_turns: u64,
    closed_subgoals: Vec<ClosedSubgoal>,
    /// What the plan shown before takes, by start: a mode and its week.
    shown: Vec<(usize, Week)>,
    /// What the next probe decides first, where it can.
    wishes: Vec<(usize, Week)>,
    /// [`Outcome::earliest`].
    earliest: bool,
    watch: &'w mut Watch<'w>,
}

impl<'a, 'w> Search<'a, 'w> {
    /// Sets up a search within these limits.
    pub fn new(instance: &'a Instance, limits: Limits, watch: &'w mut Watch<'w>) -> Self {
        let parents: Rc<[Vec<Edge>]> = bounds::parents(instance).into();
        let mut propagators = Propagators::new(instance, parents.clone());
        propagators.kernel.bound_memory(limits.bytes / 4);
        propagators.kernel.allow_branching_on(instance.modes.iter().map(|m| m.start));
        propagators.kernel.allow_branching_on(instance.copies.iter().map(|copy| copy.end));
        let mut search = Self {
            instance,
            parents,
            propagators,
            estimates: estimates(instance),
            order: component_order(Objective::Soonest),
            best: None,
            proven: ObjectiveVector::default(),
            exhausted: false,
            effort: Effort {
                nodes: 0,
                node_limit: limits.nodes,
                bytes: limits.bytes,
                reported_at: 0,
                conflicts: 0,
                conflict_limit: u64::MAX,
                stopped: false,
                dismissed: false,
            },
            restarts: RestartPolicy::default(),
            focus: BranchingFocus::Timing,
            dive_first: true,
            local_search_turns: 0,
            closed_subgoals: Vec::new(),
            shown: Vec::new(),
            wishes: Vec::new(),
            earliest: false,
            watch,
        };
        search.exhausted = !search.assert_demands();
        search
    }

    /// Keeps what it can of a plan that was shown before, given by start: a mode and its week.
    pub fn keeping(mut self, shown: Vec<(usize, Week)>) -> Self {
        self.shown = shown;
        self
    }

    /// Decisions and conflicts so far.
    pub fn nodes(&self) -> u64 {
        self.effort.nodes
    }

    /// What the scenario demands before anything is decided.
    fn assert_demands(&mut self) -> bool {
        let instance = self.instance;
        if instance.broken_pin || instance.budget.is_some_and(|b| b < 0) || instance.deadline < 0 {
            return false;
        }
        let mut pinned = instance.copies.iter().filter(|copy| copy.pinned);
        self.assert_at_root(le(instance.goal, instance.deadline))
            && pinned.all(|copy| self.assert_at_root(le(copy.end, HORIZON)))
    }

    /// Finds the best plan in the order of `objective` and proves it; returns also the nodes.
    pub fn run(mut self, objective: Objective) -> (Outcome, u64) {
        let order = component_order(objective);
        let order = &order[..promised(objective)];
        if self.exhausted {
            return self.without_a_plan();
        }
        // The gentlest plan is held to the soonest finish, so the soonest is looked for first.
        let held = objective == Objective::Gentlest && self.instance.deadline >= HORIZON;
        let first = if held { Objective::Soonest } else { objective };
        self.order = component_order(first);
        self.build_incumbents(self.order[0]);
        if self.best.is_none() {
            match self.probe(None, first, u64::MAX) {
                ProbeResult::Refuted => return self.without_a_plan(),
                ProbeResult::Limit => return self.outcome(order, 0),
                ProbeResult::Found => {}
            }
        }
        if self.effort.dismissed {
            return self.outcome(order, 0);
        }
        if held && !self.hold_to_soonest(component_order(objective)) {
            self.show_in_order(&[]);
            return self.outcome(order, 0);
        }
        let closed = self.close_components(order);
        if closed == order.len() {
            self.choose_among_equals(order);
        } else if !self.shows_as_before(order) {
            self.show_in_order(&[]);
        }
        self.outcome(order, closed)
    }

    /// Proves the soonest finish and asks for a plan that takes at most half as long again; `false`
    /// when the proof fails.
    fn hold_to_soonest(&mut self, order: Order) -> bool {
        if !self.minimize(Component::Weeks) {
            self.bound_peak_without_soonest(order);
            return false;
        }
        let soonest = self.propagators.kernel.lower(self.instance.goal);
        self.assert_at_root(le(self.instance.goal, peak_bound::half_again(soonest)));
        self.order = order;
        true
    }

    /// Minimises one component after the other, each with those before it at their least; returns
    /// how many are closed.
    fn close_components(&mut self, order: &[Component]) -> usize {
        for (closed, &component) in order.iter().enumerate() {
            if !self.minimize(component) {
                if component == Component::Peak {
                    self.raise_peak_bound();
                }
                return closed;
            }
            let x = self.var(component);
            let value = self.propagators.kernel.lower(x);
            if !self.assert_at_root(le(x, value)) {
                return closed;
            }
            if component == Component::Peak && order[closed + 1..].contains(&Component::Weeks) {
                self.close_subgoals(NODES_PER_SUBGOAL_UNDER_PEAK, None);
                if !self.exhausted {
                    self.minimize_hours_first(CONFLICTS_OF_HOURS_FIRST);
                }
            }
        }
        order.len()
    }

    fn without_a_plan(self) -> (Outcome, u64) {
        let bound = ObjectiveVector::default();
        let outcome = Outcome { best: None, bound, proven: true, earliest: false };
        (outcome, self.effort.nodes)
    }

    /// What comes of the search when the first `closed` components of an order are proven.
    fn outcome(self, order: &[Component], closed: usize) -> (Outcome, u64) {
        let mut bound = self.proven;
        let all_closed = closed == order.len();
        if let Some(best) = &self.best {
            for component in Component::ALL {
                bound[component] = bound[component].min(best.value[component]);
            }
            for (place, &component) in order.iter().enumerate() {
                let value = best.value[component];
                bound[component] =
                    if place < closed { value } else { self.proven[component].min(value) };
            }
            // After a component that may still shrink the later ones may take any value.
            let open = order.iter().position(|&c| bound[c] < best.value[c]);
            if let Some(open) = open.filter(|_| !all_closed) {
                for &component in &order[open + 1..] {
                    bound[component] = bound[component].min(self.proven[component]);
                }
            }
        }
        let met = |best: &Incumbent| order.iter().all(|&c| best.value[c] == bound[c]);
        let proven = all_closed || self.best.as_ref().is_some_and(met);
        if let Some(best) = self.best.as_ref().filter(|_| proven) {
            bound = best.value;
        }
        let Self { best, earliest, effort, .. } = self;
        (Outcome { best, bound, proven, earliest }, effort.nodes)
    }

    /// The variable of a component.
    fn var(&self, component: Component) -> Var {
        match component {
            Component::Weeks => self.instance.goal,
            Component::Fee => self.propagators.totals[propagate::FEES],
            Component::Hours => self.propagators.totals[propagate::HOURS],
            Component::Peak => self.propagators.peak,
            Component::Posts => self.propagators.end_totals[propagate::POSTS],
            Component::Certificates => self.propagators.end_totals[propagate::CERTIFICATES],
        }
    }

    /// The incumbent's value.
    fn best_vector(&self) -> Option<ObjectiveVector> {
        self.best.as_ref().map(|best| best.value)
    }

    /// The incumbent's value of a component.
    fn best_value(&self, component: Component) -> Option<i64> {
        self.best.as_ref().map(|best| best.value[component])
    }

    /// Makes a literal hold for good; `false` when it cannot: then nothing is left to find.
    fn assert_at_root(&mut self, literal: Literal) -> bool {
        self.propagators.kernel.backtrack_to(0);
        let holds = self.propagators.kernel.imply(literal, &[]).is_ok()
            && self.propagators.propagate().is_ok();
        if holds {
            self.commit_root();
        } else {
            self.exhausted = true;
        }
        holds
    }

    /// Notes what holds without a decision.
    fn commit_root(&mut self) {
        self.propagators.kernel.commit_root();
        for component in Component::ALL {
            self.proven[component] = self.propagators.kernel.lower(self.var(component));
        }
    }

    /// Adds the LM-cut landmarks that bound a component in what is open now.
    fn add_landmarks(&mut self, component: Component) {
        let measures = match component {
            Component::Fee => propagate::FEES..propagate::HOURS,
            Component::Posts | Component::Certificates => return,
            Component::Hours | Component::Peak => propagate::HOURS..propagate::resource_measure(0),
            Component::Weeks => {
                propagate::HOURS..propagate::resource_measure(self.instance.resources.len())
            }
        };
        for measure in measures {
            self.propagators.add_lm_cut_landmarks(measure);
        }
    }

    /// Counts the effort; `false` when the search must stop.
    fn may_continue(&mut self) -> bool {
        if self.effort.nodes >= self.effort.node_limit {
            self.effort.stopped = true;
        }
        let long =
            self.propagators.kernel.changes() >= self.effort.reported_at + CHANGES_PER_REPORT;
        if !self.effort.stopped && (long || self.effort.nodes.is_multiple_of(NODES_PER_REPORT)) {
            self.report();
        }
        !self.effort.stopped
    }

    fn report(&mut self) {
        self.effort.reported_at = self.propagators.kernel.changes();
        let best = self.best_vector();
        if !(self.watch)(self.effort.nodes, best.as_ref(), &self.proven) {
            self.effort.stopped = true;
            self.effort.dismissed = true;
        }
    }

    /// A plan of these starts and their weeks, without what nothing relies on: so it is worth at
    /// most what was asked.
    fn incumbent(&self, mut starts: Vec<Week>, sweep: &Sweep) -> Incumbent {
        let relied_on = evaluate_starts::relied_on(self.instance, sweep);
        let mut value =
            ObjectiveVector { weeks: sweep.week[self.instance.goal], ..Default::default() };
        for (at, mode) in self.instance.modes.iter().enumerate() {
            if !relied_on[at] {
                starts[at] = NEVER;
            } else if starts[at] < NEVER {
                value.fee = value.fee.saturating_add(mode.fee);
                value.hours += mode.total_hours();
                match self.instance.copies[mode.copy].source.0 {
                    Kind::Role => value.posts += starts[at] + mode.weeks,
                    Kind::Certificate => value.certificates += starts[at] + mode.weeks,
                    Kind::Course => {}
                }
            }
        }
        value.peak = self.peak_of(&starts);
        Incumbent { starts, value }
    }

    /// The largest weekly total of hours.
    fn peak_of(&self, starts: &[Week]) -> Hours {
        let mut weeks = vec![0; HORIZON as usize];
        for (mode, &start) in self.instance.modes.iter().zip(starts) {
            if start < NEVER {
                for hours in &mut weeks[start as usize..(start + mode.weeks) as usize] {
                    *hours += mode.weekly_hours;
                }
            }
        }
        weeks.into_iter().max().unwrap_or(0)
    }
}
