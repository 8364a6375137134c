//! Owns the cost partition: what each landmark is sure to cost, when no part of a mode's cost is
//! counted for two of them (cost partitioning: Katz and Domshlak 2010).
//!
//! The landmarks of a measure are taken in order. Each takes the least that is left of the cost of
//! one of its open modes from every one of them, so that the sum of these shares is a lower bound.
//! A landmark that wants `k` of its activities takes what the `k` cheapest of them cost.

use super::{Landmark, LandmarkMode};
use crate::instance::{HORIZON, Instance, NEVER, Val, Week};
use crate::kernel::{Kernel, Literal, Var, ge, le};

/// What a landmark is sure to cost, of what the landmarks before it left.
#[derive(Clone, Copy, Debug)]
pub(super) struct CostShare {
    pub(super) landmark: usize,
    /// The latest week of the landmark's node.
    pub(super) by: Week,
    pub(super) worth: Val,
    /// Where its modes begin and end in `CostPartition::shared_modes`.
    modes: (usize, usize),
}

/// A mode of a landmark that has a share.
#[derive(Clone, Copy, Debug)]
pub(super) struct SharedMode {
    pub(super) mode: usize,
    /// Weeks from its start to the landmark's node.
    pub(super) lead: Week,
    /// Its earliest start.
    pub(super) earliest: Week,
    /// What the shares before this one left of its cost.
    pub(super) left: Val,
    /// What this share takes of it.
    part: Val,
}

/// Which landmarks have a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// All.
    All,
    /// Those of which one mode is enough: their shares can be placed in time.
    Single,
}

/// The landmarks, the costs of modes, and how they were shared out last.
pub(super) struct CostPartition {
    /// By mode: the variable of its start.
    pub(super) starts: Vec<Var>,
    pub(super) landmarks: Vec<Landmark>,
    /// By mode: the landmarks it is in.
    pub(super) landmarks_of: Vec<Vec<usize>>,
    /// The landmarks before this one are of single activity copies.
    pub(super) copies: usize,
    /// By measure and mode: its cost.
    costs: Vec<Vec<Val>>,
    /// By measure: the landmarks that cost something whichever mode is taken, in the order in which
    /// they take their shares.
    pub(super) counted: Vec<Vec<usize>>,
    /// By measure: the propagators that add it up.
    pub(super) summing: Vec<Vec<u32>>,
    /// By mode: what the shares left of its cost.
    pub(super) left: Vec<Val>,
    pub(super) shares: Vec<CostShare>,
    shared_modes: Vec<SharedMode>,
    /// By group of a landmark that wants several: the least that is left of its open modes.
    group_costs: Vec<Val>,
    /// Some landmark wants several of its activities.
    pub(super) wants_many: bool,
}

impl CostPartition {
    /// A partition of so many measures; `costs` says by measure and mode what it costs.
    pub(super) fn new(instance: &Instance, landmarks: Vec<Landmark>, costs: Vec<Vec<Val>>) -> Self {
        let mut landmarks_of = vec![Vec::new(); instance.modes.len()];
        for (at, landmark) in landmarks.iter().enumerate() {
            for m in &landmark.modes {
                landmarks_of[m.mode].push(at);
            }
        }
        let copies = instance.copies.len();
        let counted = |cost: &Vec<Val>| -> Vec<usize> {
            let counts = |&at: &usize| {
                let mut each = landmarks[at].modes.iter().map(|m| cost[m.mode]);
                if landmarks[at].wants_many() {
                    return each.any(|c| c > 0);
                }
                // A need that something free could meet costs nothing for sure.
                if at < copies { each.any(|c| c > 0) } else { each.all(|c| c > 0) }
            };
            (0..landmarks.len()).filter(counts).collect()
        };
        Self {
            starts: instance.modes.iter().map(|m| m.start).collect(),
            landmarks_of,
            copies,
            counted: costs.iter().map(counted).collect(),
            summing: vec![Vec::new(); costs.len()],
            left: Vec::new(),
            shares: Vec::new(),
            shared_modes: Vec::new(),
            group_costs: Vec::new(),
            wants_many: landmarks.iter().any(Landmark::wants_many),
            landmarks,
            costs,
        }
    }

    /// By mode: what it costs in a measure.
    pub(super) fn costs(&self, measure: usize) -> &[Val] {
        &self.costs[measure]
    }

    /// The propagators that add up a measure.
    pub(super) fn summing(&self, measure: usize) -> &[u32] {
        &self.summing[measure]
    }

    /// The modes of a share.
    pub(super) fn modes(&self, share: &CostShare) -> &[SharedMode] {
        &self.shared_modes[share.modes.0..share.modes.1]
    }

    /// The last week by which something that has a share must be done.
    pub(super) fn last_week(&self) -> Week {
        self.shares.iter().map(|share| share.by).max().unwrap_or(0).min(HORIZON)
    }

    /// What all shares add up to.
    pub(super) fn total(&self) -> Val {
        self.shares.iter().fold(0, |sum: Val, share| sum.saturating_add(share.worth))
    }

    /// Shares out the costs of a measure under the bounds of now.
    pub(super) fn share_out(&mut self, kernel: &Kernel, measure: usize, sharing: Sharing) {
        self.shares.clear();
        self.shared_modes.clear();
        self.left.clear();
        self.left.extend_from_slice(&self.costs[measure]);
        for i in 0..self.counted[measure].len() {
            let at = self.counted[measure][i];
            let landmark = &self.landmarks[at];
            let by = kernel.upper(landmark.node);
            if by >= NEVER {
                continue;
            }
            if landmark.wants_many() {
                if sharing == Sharing::All {
                    self.share_among(kernel, at, by);
                }
                continue;
            }
            let first = self.shared_modes.len();
            let mut worth = Val::MAX;
            for m in &landmark.modes {
                let (earliest, left) = (kernel.lower(self.starts[m.mode]), self.left[m.mode]);
                if earliest <= by - m.lead {
                    worth = worth.min(left);
                    if worth <= 0 {
                        break;
                    }
                }
                let &LandmarkMode { mode, lead } = m;
                self.shared_modes.push(SharedMode { mode, lead, earliest, left, part: 0 });
            }
            if worth <= 0 || worth == Val::MAX {
                self.shared_modes.truncate(first);
                continue;
            }
            for shared in &mut self.shared_modes[first..] {
                shared.part = worth;
                // A mode that is out and had less left is part of the reason instead.
                if shared.left >= worth {
                    self.left[shared.mode] -= worth;
                }
            }
            let modes = (first, self.shared_modes.len());
            self.shares.push(CostShare { landmark: at, by, worth, modes });
        }
    }

    /// The share of a landmark that wants `k` of its groups: what the `k` cheapest cost. Each group
    /// gives the least that is left of its open modes, but no more than the `k`-th cheapest does, so
    /// that any `k` of them give at least as much.
    fn share_among(&mut self, kernel: &Kernel, at: usize, by: Week) {
        let landmark = &self.landmarks[at];
        let first = self.shared_modes.len();
        self.group_costs.clear();
        let mut begin = 0;
        for &end in &landmark.groups {
            let mut least = Val::MAX;
            for &LandmarkMode { mode, lead } in &landmark.modes[begin..end] {
                let (earliest, left) = (kernel.lower(self.starts[mode]), self.left[mode]);
                if earliest <= by - lead {
                    least = least.min(left);
                }
                self.shared_modes.push(SharedMode { mode, lead, earliest, left, part: 0 });
            }
            self.group_costs.push(least);
            begin = end;
        }
        let mut sorted = self.group_costs.clone();
        sorted.sort_unstable();
        let cheapest = sorted.get(..landmark.wanted).unwrap_or(&[]);
        let worth = cheapest.iter().fold(0, |sum: Val, cost| sum.saturating_add(*cost));
        let dearest = cheapest.last().copied().unwrap_or(Val::MAX);
        // Too few are left: that is said where the need itself is looked at.
        if worth <= 0 || dearest == Val::MAX {
            self.shared_modes.truncate(first);
            return;
        }
        let mut group = 0;
        for (place, shared) in self.shared_modes[first..].iter_mut().enumerate() {
            group += usize::from(place == landmark.groups[group]);
            shared.part = self.group_costs[group].min(dearest);
            if shared.left >= shared.part {
                self.left[shared.mode] -= shared.part;
            }
        }
        let modes = (first, self.shared_modes.len());
        self.shares.push(CostShare { landmark: at, by, worth, modes });
    }

    /// Adds why the shares are worth what they are: each landmark's node must hold, and the modes
    /// with less left come too late for it.
    pub(super) fn explain_shares(&self, reason: &mut Vec<Literal>) {
        for share in &self.shares {
            reason.push(le(self.landmarks[share.landmark].node, share.by));
            for shared in self.modes(share) {
                let last = share.by - shared.lead;
                if shared.left < shared.part && shared.earliest > last {
                    reason.push(ge(self.starts[shared.mode], last + 1));
                }
            }
        }
    }
}

/// By measure and mode: fees, hours, and what it uses of each resource over all its weeks.
pub(super) fn mode_costs(instance: &Instance) -> Vec<Vec<Val>> {
    let mut costs: Vec<Vec<Val>> = vec![
        instance.modes.iter().map(|m| m.fee).collect(),
        instance.modes.iter().map(|m| m.total_hours()).collect(),
    ];
    for resource in &instance.resources {
        let mut cost = vec![0; instance.modes.len()];
        for usage in &resource.usages {
            cost[usage.mode] = usage.amount * instance.modes[usage.mode].weeks;
        }
        costs.push(cost);
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, NodeKind};
    use crate::propagate::HOURS;
    use crate::testing::{Sketch, under};

    #[test]
    fn a_mode_that_serves_two_landmarks_is_counted_once() {
        let mut sketch = Sketch::new();
        let [a, b, c] = [(1, 4), (1, 6), (1, 5)].map(|(weeks, h)| sketch.activity(&[], weeks, h));
        let first = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::to(b.end)]);
        let second = sketch.node(NodeKind::Any, &[Edge::to(b.end), Edge::to(c.end)]);
        let goal = sketch.node(NodeKind::All, &[Edge::to(first), Edge::to(second)]);
        let instance = sketch.instance(goal);
        let mut p = under(&instance, &[le(first, 50), le(second, 60)]);
        p.partition.share_out(&p.kernel, HOURS, Sharing::All);
        // The first takes 4 of each of its two; of the middle one 2 are left for the second.
        let worths: Vec<Val> = p.partition.shares.iter().map(|s| s.worth).collect();
        assert_eq!((worths, p.partition.total()), (vec![4, 2], 6));
        assert_eq!(p.partition.left, [0, 0, 3]);
        let mut reason = Vec::new();
        p.partition.explain_shares(&mut reason);
        assert_eq!(reason, [le(first, 50), le(second, 60)]);
    }

    #[test]
    fn several_of_a_need_cost_what_the_cheapest_do() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = [3, 5, 7, 9].map(|hours| sketch.activity(&[], 1, hours));
        let ends = [a, b, c, d].map(|one| Edge::to(one.end));
        let need = sketch.node(NodeKind::AtLeast(2), &ends);
        let instance = sketch.instance(need);
        let mut p = under(&instance, &[le(need, 50)]);
        p.partition.share_out(&p.kernel, HOURS, Sharing::Single);
        assert_eq!(p.partition.total(), 0);
        p.partition.share_out(&p.kernel, HOURS, Sharing::All);
        // Two of them take 8 at least, and whoever takes the last one 4 more than that.
        assert_eq!((p.partition.total(), &p.partition.left[..]), (8, &[0, 0, 2, 4][..]));
        let mut reason = Vec::new();
        p.partition.explain_shares(&mut reason);
        assert_eq!(reason, [le(need, 50)]);
    }

    #[test]
    fn of_several_the_cheaper_ones_that_come_too_late_are_part_of_the_reason() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = [3, 5, 7, 9].map(|hours| sketch.activity(&[], 1, hours));
        let ends = [a, b, c, d].map(|one| Edge::to(one.end));
        let need = sketch.node(NodeKind::AtLeast(2), &ends);
        let instance = sketch.instance(need);
        let mut p = under(&instance, &[le(need, 50), ge(b.start, 50), ge(d.start, NEVER)]);
        p.partition.share_out(&p.kernel, HOURS, Sharing::All);
        assert_eq!((p.partition.total(), &p.partition.left[..]), (10, &[0, 5, 0, 2][..]));
        let mut reason = Vec::new();
        p.partition.explain_shares(&mut reason);
        assert_eq!(reason, [le(need, 50), ge(b.start, 50)]);
    }

    #[test]
    fn a_mode_that_comes_too_late_with_less_left_is_part_of_the_reason() {
        let mut sketch = Sketch::new();
        let [a, b] = [(2, 4), (1, 9)].map(|(weeks, hours)| sketch.activity(&[], weeks, hours));
        let need = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::after(b.end, 3)]);
        let instance = sketch.instance(need);
        let mut p = under(&instance, &[le(need, 50), ge(a.start, 49)]);
        p.partition.share_out(&p.kernel, HOURS, Sharing::All);
        assert_eq!(p.partition.total(), 9);
        let mut reason = Vec::new();
        p.partition.explain_shares(&mut reason);
        assert_eq!(reason, [le(need, 50), ge(a.start, 49)]);
    }
}
