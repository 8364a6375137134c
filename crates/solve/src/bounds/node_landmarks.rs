//! Owns node landmarks: nodes that every plan for the goal passes through.

use super::reachability::{in_order_of_support, weeks_to};
use crate::instance::{Instance, NEVER, NodeKind, Week};

/// A node that every plan for the goal passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLandmark {
    /// The node.
    pub node: usize,
    /// The least weeks from there to the goal.
    pub tail: Week,
}

/// The sets take the square of the nodes. Of more nodes than this, which take 32 MiB, only the goal
/// is a landmark: fewer landmarks are weaker bounds and true ones.
const MOST_NODES: usize = 1 << 14;

/// A set of nodes, one bit each.
type NodeSet = Vec<u64>;

/// The landmarks of the goal, by number of their node, as the greatest fixpoint over the AND/OR
/// graph (Keyder, Richter and Helmert 2010): what a node passes through is itself, what all parts
/// do for a node that needs all, and what every part does for one that needs some.
pub fn node_landmarks(instance: &Instance) -> Vec<NodeLandmark> {
    if instance.nodes.len() > MOST_NODES {
        return vec![NodeLandmark { node: instance.goal, tail: 0 }];
    }
    let sets = passed_through(instance);
    let tails = weeks_to(instance, &[(0, instance.goal)]);
    let goal = &sets[instance.goal];
    let is_landmark = |&node: &usize| {
        goal[node / 64] >> (node % 64) & 1 == 1
            && instance.earliest[node] < NEVER
            && !matches!(instance.nodes[node].kind, NodeKind::Known(_))
    };
    let nodes = (0..instance.nodes.len()).filter(is_landmark);
    nodes.map(|node| NodeLandmark { node, tail: tails[node] }).collect()
}

/// By node: the nodes that every way to it passes through.
fn passed_through(instance: &Instance) -> Vec<NodeSet> {
    let count = instance.nodes.len();
    let order = in_order_of_support(instance);
    // Everything at first; each round leaves what still holds, until nothing changes.
    let mut sets: Vec<NodeSet> = vec![vec![u64::MAX; count.div_ceil(64)]; count];
    let mut set = vec![0; count.div_ceil(64)];
    let mut changed = true;
    while changed {
        changed = false;
        for &at in &order {
            let node = &instance.nodes[at];
            let needs_some = matches!(node.kind, NodeKind::Any | NodeKind::AtLeast(_));
            set.fill(if needs_some { u64::MAX } else { 0 });
            for part in node.parts.iter().filter(|p| instance.earliest[p.node] < NEVER) {
                for (word, other) in set.iter_mut().zip(&sets[part.node]) {
                    *word = if needs_some { *word & other } else { *word | other };
                }
            }
            set[at / 64] |= 1 << (at % 64);
            if set != sets[at] {
                std::mem::swap(&mut set, &mut sets[at]);
                changed = true;
            }
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::Edge;
    use crate::testing::Sketch;

    #[test]
    fn what_every_way_passes_through_is_a_landmark_with_the_least_weeks_left() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 1, 0);
        let ways = [2, 5].map(|weeks| sketch.activity(&[Edge::to(a.end)], weeks, 0));
        let either = [Edge::to(ways[0].end), Edge::to(ways[1].end)];
        let goal = sketch.node(NodeKind::Any, &either);
        let instance = sketch.instance(goal);
        let landmark = |node, tail| NodeLandmark { node, tail };
        // Of an activity its end comes before its start by number.
        let expected = [landmark(a.end, 2), landmark(a.start, 3), landmark(goal, 0)];
        assert_eq!(node_landmarks(&instance), expected);
    }
}
