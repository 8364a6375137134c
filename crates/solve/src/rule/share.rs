//! Owns what must be taken whatever is chosen: landmarks, and the shares of a cost that each of
//! them is sure to take. What fees, hours and the use of resources add up to follows from them.

use super::{Rules, Step};
use crate::instance::{Form, Instance, NEVER, Val};
use crate::landmark::Cuts;
use crate::state::{Bound, Var, ge, le};
use qitu_model::order::{self, Listed};

/// So many weeks lie between the stations before which the work is counted.
const APART: Val = 12;

/// Choices of which at least one must be taken once `node` has to hold (a disjunctive landmark):
/// those of a task, those of all tasks that could meet a need, or a cut before the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) node: Var,
    /// Each choice, with the weeks that must pass from its start to `node`.
    pub(super) choices: Vec<(usize, Val)>,
}

/// What a group is sure to take, of what the groups before it left over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) group: usize,
    /// The last week for the group's node.
    pub(super) by: Val,
    pub(super) worth: Val,
    /// The places of its choices among those of all shares.
    pub(super) parts: (usize, usize),
}

/// A choice of a share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payer {
    pub(super) choice: usize,
    /// From its start to the group's node.
    pub(super) weeks: Val,
    /// Its earliest start.
    pub(super) low: Val,
    /// What the shares before this one left of its cost.
    pub(super) left: Val,
}

impl Rules<'_> {
    /// Nodes that every plan passes through, far from each other, the goal last; with the weeks
    /// from there to the goal.
    pub fn stations(&self) -> Vec<(usize, Val)> {
        let ends = self.landmarks.iter().filter(|l| self.task_of[l.0].is_some());
        let mut ends: Vec<(usize, Val)> = ends.copied().listed();
        // Of those close together the last has most before it.
        order::by_key(&mut ends, |&(node, tail)| (tail, std::cmp::Reverse(node)));
        let mut kept = vec![(self.instance.goal, 0)];
        for (node, tail) in ends {
            if kept.last().is_some_and(|last| tail - last.1 >= APART) {
                kept.push((node, tail));
            }
        }
        kept.reverse();
        kept
    }

    /// Looks for landmarks of a measure in what is open now, and keeps those that are new.
    /// They hold whatever is decided later. `true` when there are some.
    pub fn cut(&mut self, measure: usize) -> bool {
        let instance = self.instance;
        let open: Vec<bool> =
            instance.choices.iter().map(|c| self.state.lo(c.node) < NEVER).listed();
        let mut cost = self.costs[measure].clone();
        let users = std::mem::take(&mut self.users);
        let mut cutter = Cuts::new(instance, &users);
        let mut cuts: Vec<Group> = Vec::new();
        // What lies before a station on the way has to be done by then, so it is counted first.
        for (station, tail) in self.stations() {
            for cut in cutter.find(station, &mut cost, &open) {
                let before = |c: usize| {
                    let choice = &instance.choices[c];
                    (c, choice.weeks + (instance.tails[c] - tail).max(0))
                };
                cuts.push(Group { node: station, choices: cut.into_iter().map(before).listed() });
            }
        }
        self.users = users;
        let mut fresh = false;
        let mut place = self.payers[measure].iter().filter(|&&g| g < instance.tasks.len()).count();
        for group in cuts {
            let known = |g: &usize| self.groups[*g] == group;
            if let Some(at) = self.payers[measure].iter().position(known) {
                // The newest order is the one in which they add up to most.
                let known = self.payers[measure].remove(at);
                place -= usize::from(at < place);
                self.payers[measure].insert(place, known);
                place += 1;
                continue;
            }
            fresh = true;
            for side in self.sides(&group) {
                for id in self.adders[measure].clone() {
                    if !self.wake[side].contains(&id) {
                        self.wake[side].push(id);
                    }
                }
            }
            for c in &group.choices {
                self.groups_of[c.0].push(self.groups.len());
            }
            self.payers[measure].insert(place, self.groups.len());
            place += 1;
            self.groups.push(group);
        }
        if fresh {
            for id in self.adders[measure].clone() {
                self.push(id);
            }
        }
        fresh
    }

    /// What must be taken costs at least the least of what is left to choose from. A choice that
    /// several groups share has its cost parted among them, so nothing counts twice.
    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn sum(&mut self, which: usize) -> Step {
        let instance = self.instance;
        let total_var = self.sums[which];
        let most = self.state.hi(total_var);
        if self.state.level() > 0 && most >= self.tops[which] {
            return Ok(());
        }
        self.share_out(which);
        let total = self.shares.iter().fold(0, |sum: Val, s| sum.saturating_add(s.worth));
        let spare = most.saturating_sub(total);
        let dear = |rules: &Self, at: usize| {
            let node = instance.choices[at].node;
            rules.left[at] > spare && rules.state.lo(node) < NEVER
        };
        let raises = total > self.state.lo(total_var);
        if !raises && !(0..instance.choices.len()).any(|at| dear(self, at)) {
            return Ok(());
        }
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        self.excuse(&mut reason);
        let mut result = self.state.set(ge(total_var, total), &reason);
        if result.is_ok() {
            reason.push(le(total_var, most));
            for (at, choice) in instance.choices.iter().enumerate() {
                if dear(self, at) {
                    result = self.state.set(ge(choice.node, NEVER), &reason);
                    if result.is_err() {
                        break;
                    }
                }
            }
        }
        self.scratch = reason;
        result
    }

    /// Takes each group's share: the least that is left of one of its open choices.
    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn share_out(&mut self, measure: usize) {
        self.shares.clear();
        self.paying.clear();
        self.left.clear();
        self.left.extend_from_slice(&self.costs[measure]);
        for &at in &self.payers[measure] {
            let group = &self.groups[at];
            let by = self.state.hi(group.node);
            if by >= NEVER {
                continue;
            }
            let first = self.paying.len();
            let mut worth = Val::MAX;
            for &(choice, weeks) in &group.choices {
                let (low, left) = (self.state.lo(self.starts[choice]), self.left[choice]);
                if low <= by - weeks {
                    worth = worth.min(left);
                    if worth <= 0 {
                        break;
                    }
                }
                self.paying.push(Payer { choice, weeks, low, left });
            }
            if worth <= 0 || worth == Val::MAX {
                self.paying.truncate(first);
                continue;
            }
            for payer in &self.paying[first..] {
                // A choice that is out and had less left is part of the reason instead.
                if payer.left >= worth {
                    self.left[payer.choice] -= worth;
                }
            }
            let parts = (first, self.paying.len());
            self.shares.push(Share { group: at, by, worth, parts });
        }
    }

    /// Why the shares are what they are.
    fn excuse(&self, reason: &mut Vec<Bound>) {
        for share in &self.shares {
            reason.push(le(self.groups[share.group].node, share.by));
            for payer in &self.paying[share.parts.0..share.parts.1] {
                let last = share.by - payer.weeks;
                if payer.left < share.worth && payer.low > last {
                    reason.push(ge(self.starts[payer.choice], last + 1));
                }
            }
        }
    }
}

/// Every task alone, then every need that several tasks could meet, fewest first.
pub(super) fn groups(instance: &Instance, task_of: &[Option<usize>]) -> Vec<Group> {
    let of = |task: usize, delay: Val| {
        let choices = instance.tasks[task].choices.iter();
        choices.map(move |&c| (c, instance.choices[c].weeks + delay))
    };
    let single = instance.tasks.iter().enumerate();
    let single = single.map(|(at, t)| Group { node: t.node, choices: of(at, 0).listed() });
    let mut shared: Vec<(usize, Group)> = Vec::new();
    for (node, n) in instance.nodes.iter().enumerate() {
        let tasks: Option<Vec<(usize, Val)>> =
            n.parts.iter().map(|p| task_of[p.0].map(|t| (t, p.1))).collect();
        if let (Form::Any, None, Some(tasks)) = (n.form, task_of[node], tasks)
            && tasks.len() > 1
        {
            let choices = tasks.iter().flat_map(|&(t, delay)| of(t, delay)).listed();
            shared.push((tasks.len(), Group { node, choices }));
        }
    }
    order::by_key(&mut shared, |(tasks, g)| (*tasks, g.node));
    single.chain(shared.into_iter().map(|s| s.1)).listed()
}
