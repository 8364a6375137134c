//! Owns the beginning: the variables of an instance, its propagators, and which bounds wake them.

use super::agenda::Agenda;
use super::cost_partition::{CostPartition, mode_costs};
use super::energetic::{Backoff, Energies};
use super::landmark::graph_landmarks;
use super::timetable::Timetable;
use super::{FEES, HOURS, PropagatorId, Propagators, ResourceUser};
use crate::bounds::node_landmarks::node_landmarks;
use crate::instance::{Edge, GivenAt, Instance, Mode, NEVER, NodeKind, Usage, Val, Week};
use crate::kernel::{Kernel, Var, lower_side, upper_side};
use qitu_model::Kind;
use std::cmp::Reverse;
use std::rc::Rc;

impl<'a> Propagators<'a> {
    /// Sets up the variables and propagators of an instance; `parents` lists by node who has it
    /// among its parts.
    pub fn new(instance: &'a Instance, parents: Rc<[Vec<Edge>]>) -> Self {
        let mut kernel = Kernel::default();
        add_node_variables(instance, &mut kernel);
        let cost_upper = [most(instance, |m| m.fee), most(instance, Mode::total_hours)];
        let peak_upper = most(instance, |m| m.weekly_hours);
        let budget = instance.budget.unwrap_or(Val::MAX / 4);
        let fees = kernel.new_var(0, budget.min(cost_upper[FEES]));
        let hours = kernel.new_var(0, cost_upper[HOURS]);
        let peak = kernel.new_var(0, instance.peak.unwrap_or(peak_upper).min(peak_upper));
        let most_ends = NEVER * instance.copies.len() as Val;
        let end_totals = [kernel.new_var(0, most_ends), kernel.new_var(0, most_ends)];
        let mut copy_of = vec![None; instance.nodes.len()];
        for (at, copy) in instance.copies.iter().enumerate() {
            copy_of[copy.end] = Some(at);
        }
        let resource_users = resource_users(instance);
        let landmarks = graph_landmarks(instance, &copy_of);
        let mut propagators = Self {
            instance,
            kernel,
            totals: [fees, hours],
            peak,
            end_totals,
            end_sums: Default::default(),
            copy_of,
            parents,
            agenda: Agenda::new(end_totals[1] + 1),
            energy_backoff: vec![Backoff::default(); resource_users.len()],
            resource_users,
            never_binding_below: never_binding_below(instance),
            peak_upper,
            cost_upper,
            node_landmarks: node_landmarks(instance),
            partition: CostPartition::new(instance, landmarks, mode_costs(instance)),
            timetable: Timetable::new(),
            energies: Energies::default(),
            scratch: Vec::new(),
        };
        propagators.add_node_propagators();
        propagators.add_copy_propagators();
        propagators.add_expiry_propagators();
        propagators.agenda.subscribe(PropagatorId::TailBound, &[upper_side(instance.goal)]);
        for measure in [FEES, HOURS] {
            let limit = Some(propagators.totals[measure]);
            propagators.add_summing(PropagatorId::CostSum(measure), measure, limit);
        }
        propagators.add_resource_propagators();
        propagators
    }

    fn add_node_propagators(&mut self) {
        for (at, node) in self.instance.nodes.iter().enumerate() {
            let mut sides: Vec<usize> = node.parts.iter().map(|p| lower_side(p.node)).collect();
            sides.push(upper_side(at));
            match node.kind {
                NodeKind::Any => {
                    if self.copy_of[at].is_some() {
                        sides.push(lower_side(at));
                        sides.extend(node.parts.iter().map(|p| upper_side(p.node)));
                    }
                    self.agenda.subscribe(PropagatorId::Any(at), &sides);
                }
                NodeKind::AtLeast(_) => {
                    self.agenda.subscribe(PropagatorId::AtLeast(at), &sides);
                }
                NodeKind::Start(mode) => {
                    let own = [lower_side(at), upper_side(at)];
                    self.agenda.subscribe(PropagatorId::Start(mode), &own);
                }
                NodeKind::All | NodeKind::Known(_) => {}
            }
        }
    }

    fn add_copy_propagators(&mut self) {
        let instance = self.instance;
        for (at, copy) in instance.copies.iter().enumerate() {
            if copy.modes.len() > 1 {
                let starts = copy.modes.iter().map(|&m| instance.modes[m].start);
                let sides: Vec<usize> = starts.map(upper_side).collect();
                self.agenda.subscribe(PropagatorId::OneMode(at), &sides);
            }
            if let Some(next) = instance.copies.get(at + 1)
                && next.source == copy.source
                && !next.pinned
                && !copy.pinned
            {
                self.add_precedence(copy.end, next.end, 1);
            }
        }
        for class in &instance.alike {
            for pair in class.windows(2) {
                let [first, second] = [pair[0], pair[1]].map(|copy| instance.copies[copy].end);
                self.add_precedence(first, second, 0);
            }
        }
    }

    fn add_precedence(&mut self, first: Var, second: Var, weeks: Week) {
        let sides = [lower_side(first), upper_side(second)];
        self.agenda.subscribe(PropagatorId::Precedence(first, second, weeks), &sides);
    }

    fn add_expiry_propagators(&mut self) {
        for (at, expiry) in self.instance.expiries.iter().enumerate() {
            let mut sides = vec![lower_side(expiry.user), upper_side(expiry.node)];
            if let GivenAt::Node(given) = expiry.given {
                sides.push(upper_side(given));
            }
            self.agenda.subscribe(PropagatorId::Expiry(at), &sides);
        }
    }

    fn add_resource_propagators(&mut self) {
        for resource in 0..self.resource_users.len() {
            let mut sides = Vec::new();
            for user in &self.resource_users[resource] {
                sides.extend([lower_side(user.start), upper_side(user.start)]);
            }
            let limit = self.is_weekly_total(resource).then_some(self.peak);
            sides.extend(limit.map(upper_side));
            self.agenda.subscribe(PropagatorId::Timetable(resource), &sides);
            let measure = self.measure_of(resource);
            self.add_summing(PropagatorId::Energetic(resource), measure, limit);
        }
    }

    /// Adds up the end weeks of roles and of certificates from now on; nothing asks for them before
    /// the value of a plan is proven.
    pub fn count_ends(&mut self) {
        for (at, kind) in [Kind::Role, Kind::Certificate].into_iter().enumerate() {
            if self.end_sums[at].is_empty() {
                let copies = self.instance.copies.iter();
                let ends = copies.filter(|copy| copy.source.0 == kind).map(|copy| copy.end);
                self.end_sums[at] = ends.collect();
                let mut sides = vec![upper_side(self.end_totals[at])];
                for &end in &self.end_sums[at] {
                    sides.extend([lower_side(end), upper_side(end)]);
                }
                self.agenda.subscribe(PropagatorId::EndSum(at), &sides);
            }
        }
    }

    /// Adds a propagator that adds up a measure; whatever changes one of its shares wakes it.
    fn add_summing(&mut self, id: PropagatorId, measure: usize, limit: Option<Var>) {
        let mut sides: Vec<usize> = limit.into_iter().map(upper_side).collect();
        for &at in &self.partition.counted[measure] {
            sides.extend(self.partition.landmarks[at].sides(self.instance));
        }
        sides.sort_unstable();
        sides.dedup();
        let index = self.agenda.subscribe(id, &sides);
        self.partition.summing[measure].push(index);
    }
}

/// One variable a node: its week. What is known is fixed, unless it runs out: then whoever relies
/// on it may give it up.
fn add_node_variables(instance: &Instance, kernel: &mut Kernel) {
    let mut runs_out = vec![false; instance.nodes.len()];
    for expiry in &instance.expiries {
        runs_out[expiry.node] = true;
    }
    for (at, node) in instance.nodes.iter().enumerate() {
        match node.kind {
            NodeKind::Known(week) if !runs_out[at] => kernel.new_var(week, week),
            _ => kernel.new_var(instance.earliest[at].min(NEVER), NEVER),
        };
    }
}

/// What all activity copies come to, each with the mode that has most of it.
fn most(instance: &Instance, amount: fn(&Mode) -> Val) -> Val {
    let each = instance.copies.iter().map(|copy| {
        copy.modes.iter().map(|&mode| amount(&instance.modes[mode])).max().unwrap_or(0)
    });
    each.fold(0, Val::saturating_add)
}

/// By resource, weekly hours last: its users, those of largest energy first. Fewer of them make a
/// reason then, and the energetic propagator ends at the first that fits.
fn resource_users(instance: &Instance) -> Vec<Vec<ResourceUser>> {
    let mut weekly: Vec<Usage> = Vec::new();
    for (mode, m) in instance.modes.iter().enumerate() {
        if m.weeks > 0 && m.weekly_hours > 0 {
            weekly.push(Usage { mode, amount: m.weekly_hours });
        }
    }
    let user = |&Usage { mode, amount }: &Usage| {
        let m = &instance.modes[mode];
        ResourceUser { start: m.start, mode, weeks: m.weeks, amount }
    };
    let mut all = Vec::new();
    for usages in instance.resources.iter().map(|r| &r.usages).chain([&weekly]) {
        let mut users: Vec<ResourceUser> = usages.iter().map(user).collect();
        users.sort_by_key(|user| Reverse(user.energy()));
        all.push(users);
    }
    all
}

/// By resource, weekly hours last: it binds in no week while the peak of weekly hours is at most
/// this.
fn never_binding_below(instance: &Instance) -> Vec<Val> {
    let mut peaks = Vec::new();
    for resource in &instance.resources {
        let mut usages = resource.usages.iter();
        let within_hours = usages.all(|u| u.amount <= instance.modes[u.mode].weekly_hours);
        let least = resource.limit.iter().min().copied();
        peaks.push(least.filter(|_| within_hours).unwrap_or(Val::MIN));
    }
    // Weekly hours have no limits of their own.
    peaks.push(Val::MIN);
    peaks
}
