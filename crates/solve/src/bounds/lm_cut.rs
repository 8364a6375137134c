//! Owns LM-cut: sets of modes of which every plan for a goal takes at least one, found so that
//! together they cost much (Helmert and Domshlak 2009), here on the AND/OR graph of needs.
//! Refuses to add them up: the cost partition does, with what is decided so far.
//!
//! The dearest way to the goal is followed back through the dearest part of each need to where it
//! costs something. The modes met there are a landmark, its cheapest mode is its worth, and every
//! mode in it becomes that much cheaper for the landmarks that follow.

use super::node_queue::{FAR, NodeQueue};
use crate::instance::{Edge, Instance, NodeKind, Val};
use std::cmp::Reverse;

/// The most landmarks that are looked for in one call.
const MAX_LANDMARKS: usize = 200;

/// What the cuts of one instance need.
pub struct LmCut<'a> {
    instance: &'a Instance,
    parents: &'a [Vec<Edge>],
    /// By node: the cost of the dearest way to it, by the cheapest modes (h-max).
    h_max: Vec<Val>,
    /// By node: is it behind the cut of now?
    behind: Vec<bool>,
    /// By node: the number of its parts that are reached.
    reached_parts: Vec<usize>,
}

impl<'a> LmCut<'a> {
    /// Prepares to cut the graph of an instance.
    pub fn new(instance: &'a Instance, parents: &'a [Vec<Edge>]) -> Self {
        let count = instance.nodes.len();
        Self {
            instance,
            parents,
            h_max: vec![FAR; count],
            behind: vec![false; count],
            reached_parts: vec![0; count],
        }
    }

    /// The landmarks of `goal`, as modes, when each mode costs what `cost` says and those not
    /// `open` are out of the question. A landmark names those too, so that it holds whatever is
    /// decided. What the landmarks are worth is taken from `cost`.
    pub fn find(&mut self, goal: usize, cost: &mut [Val], open: &[bool]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        while found.len() < MAX_LANDMARKS {
            self.compute_h_max(cost, open);
            if self.h_max[goal] <= 0 || self.h_max[goal] >= FAR {
                break;
            }
            let cut = self.cut(goal, cost, open);
            let worth = cut.iter().filter(|&&m| open[m]).map(|&m| cost[m]).min().unwrap_or(0);
            if worth <= 0 {
                break;
            }
            for &mode in &cut {
                cost[mode] = (cost[mode] - worth).max(0);
            }
            found.push(cut);
        }
        found
    }

    /// What each node costs by the dearest of the parts it needs (Bonet and Geffner 2001).
    fn compute_h_max(&mut self, cost: &[Val], open: &[bool]) {
        let instance = self.instance;
        self.h_max.fill(FAR);
        self.reached_parts.fill(0);
        let mut queue = NodeQueue::default();
        let own = |at: usize| match instance.nodes[at].kind {
            NodeKind::Start(mode) if !open[mode] => None,
            NodeKind::Start(mode) => Some(cost[mode]),
            _ => Some(0),
        };
        for (at, node) in instance.nodes.iter().enumerate() {
            if node.is_source()
                && let Some(own) = own(at)
            {
                queue.push(own, at);
            }
        }
        while let Some((dearest, at)) = queue.pop() {
            if self.h_max[at] < FAR {
                continue;
            }
            self.h_max[at] = dearest;
            for parent in &self.parents[at] {
                let parent = parent.node;
                self.reached_parts[parent] += 1;
                // Parts come in order of what they cost, so the last one needed is the dearest.
                if self.reached_parts[parent] == instance.nodes[parent].parts_needed()
                    && let Some(own) = own(parent)
                {
                    queue.push(dearest.saturating_add(own), parent);
                }
            }
        }
    }

    /// The modes at which the dearest way to the goal last costs something.
    fn cut(&mut self, goal: usize, cost: &[Val], open: &[bool]) -> Vec<usize> {
        let instance = self.instance;
        self.behind.fill(false);
        let mut cut = Vec::new();
        let mut waiting = vec![goal];
        while let Some(at) = waiting.pop() {
            if std::mem::replace(&mut self.behind[at], true) {
                continue;
            }
            if let NodeKind::Start(mode) = instance.nodes[at].kind
                && (cost[mode] > 0 || !open[mode])
            {
                self.behind[at] = false;
                if !cut.contains(&mode) {
                    cut.push(mode);
                }
                continue;
            }
            self.push_dearest_parts(at, &mut waiting);
        }
        self.drop_unreached(&mut cut);
        cut.sort_unstable();
        cut
    }

    /// Adds the parts of a node of which at least one must hold before it does, the dearest.
    fn push_dearest_parts(&self, at: usize, into: &mut Vec<usize>) {
        let node = &self.instance.nodes[at];
        let parts = node.parts.iter().map(|p| p.node);
        let dearest_first = |&part: &usize| (Reverse(self.h_max[part]), part);
        match node.kind {
            NodeKind::Any => into.extend(parts),
            NodeKind::AtLeast(k) => {
                let mut parts: Vec<usize> = parts.collect();
                parts.sort_by_key(dearest_first);
                let kept = (parts.len() + 1).saturating_sub(k);
                into.extend(parts.into_iter().take(kept));
            }
            NodeKind::All | NodeKind::Start(_) => into.extend(parts.min_by_key(dearest_first)),
            NodeKind::Known(_) => {}
        }
    }

    /// Drops the modes that can only be started from behind the cut: none of them is ever the first
    /// to get there.
    fn drop_unreached(&self, cut: &mut Vec<usize>) {
        let instance = self.instance;
        let count = instance.nodes.len();
        let mut reached = vec![false; count];
        let mut reached_parts = vec![0usize; count];
        let sources = (0..count).filter(|&at| instance.nodes[at].is_source());
        let mut waiting: Vec<usize> = sources.collect();
        while let Some(at) = waiting.pop() {
            if self.behind[at] || std::mem::replace(&mut reached[at], true) {
                continue;
            }
            for parent in &self.parents[at] {
                let parent = parent.node;
                reached_parts[parent] += 1;
                if reached_parts[parent] >= instance.nodes[parent].parts_needed()
                    && !reached[parent]
                {
                    waiting.push(parent);
                }
            }
        }
        cut.retain(|&mode| reached[instance.modes[mode].start]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::parents;
    use crate::testing::Sketch;

    #[test]
    fn cuts_name_the_modes_of_which_every_plan_takes_one() {
        let mut sketch = Sketch::new();
        let [a, b, c, d] = [1, 1, 1, 1].map(|weeks| sketch.activity(&[], weeks, 0));
        let either = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::to(b.end)]);
        let two = [Edge::to(c.end), Edge::to(d.end), Edge::to(either)];
        let goal = sketch.node(NodeKind::AtLeast(3), &two);
        let instance = sketch.instance(goal);
        let parents = parents(&instance);
        let mut cost = [10, 25, 7, 0];
        let found = LmCut::new(&instance, &parents).find(goal, &mut cost, &[true; 4]);
        assert_eq!(found, [vec![a.mode, b.mode], vec![c.mode]]);
        assert_eq!(cost, [0, 15, 0, 0], "less what the landmarks are worth");
    }

    #[test]
    fn a_mode_that_is_closed_is_named_but_sets_no_price() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 1, 0), sketch.activity(&[], 1, 0));
        let goal = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::to(b.end)]);
        let instance = sketch.instance(goal);
        let parents = parents(&instance);
        let mut cost = [3, 8];
        let found = LmCut::new(&instance, &parents).find(goal, &mut cost, &[false, true]);
        assert_eq!((found, cost), (vec![vec![a.mode, b.mode]], [0, 0]));
    }

    #[test]
    fn a_mode_behind_another_of_the_cut_is_left_out() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 1, 0);
        let b = sketch.activity(&[Edge::to(a.end)], 1, 0);
        let goal = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::to(b.end)]);
        let instance = sketch.instance(goal);
        let parents = parents(&instance);
        let mut cost = [4, 4];
        let found = LmCut::new(&instance, &parents).find(goal, &mut cost, &[true; 2]);
        assert_eq!(found, [vec![a.mode]]);
    }
}
