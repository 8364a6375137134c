//! Owns reachability forwards and backwards: the earliest week of every node, and the weeks that
//! must pass between the end of a mode and the goal.

use super::knuth_sweep::{Sweep, knuth_sweep};
use super::node_queue::NodeQueue;
use super::parents;
use crate::instance::{HORIZON, Instance, NEVER, NodeKind, Week};

/// By node: its earliest week, the least fixpoint of the AND/OR graph with intakes and delays;
/// `NEVER` for what cannot be reached.
pub fn earliest(instance: &Instance) -> Vec<Week> {
    sweep(instance).week
}

fn sweep(instance: &Instance) -> Sweep {
    let settle = |at: usize, ready: Week| match instance.nodes[at].kind {
        NodeKind::Start(mode) => instance.modes[mode].next_start(ready),
        _ => ready,
    };
    knuth_sweep(instance, &parents(instance), &settle)
}

/// Fills in the tails: how long before the goal each mode must end to have been of use.
///
/// A mode that serves nothing can be left out of any plan without making it worse, so a plan may
/// be assumed to hold none. A pinned activity is of use in itself.
pub fn fill_in_tails(instance: &mut Instance) {
    // A pinned activity may end at any time, also after the goal.
    let pinned = instance.copies.iter().filter(|copy| copy.pinned);
    let mut targets: Vec<(Week, usize)> = pinned.map(|copy| (-HORIZON, copy.end)).collect();
    targets.push((0, instance.goal));
    let from_start = weeks_to(instance, &targets);
    let tails = instance.modes.iter().map(|m| from_start[m.start].saturating_sub(m.weeks));
    instance.tails = tails.collect();
}

/// By node: the least weeks that must pass from it to one of the targets, each given with its own
/// weeks to go; `NEVER` when it leads to none.
pub(super) fn weeks_to(instance: &Instance, targets: &[(Week, usize)]) -> Vec<Week> {
    let mut least = vec![NEVER; instance.nodes.len()];
    let mut queue = NodeQueue::default();
    for &(weeks, node) in targets {
        queue.push(weeks, node);
    }
    while let Some((weeks, at)) = queue.pop() {
        if least[at] <= weeks {
            continue;
        }
        least[at] = weeks;
        for part in &instance.nodes[at].parts {
            queue.push(weeks + part.delay, part.node);
        }
    }
    least
}

/// The nodes that can be reached, in order of their earliest week.
pub(super) fn in_order_of_time(instance: &Instance) -> Vec<usize> {
    in_order(instance, &[])
}

/// The same nodes, of one week each after the parts it needs: in an order by number a long chain of
/// steps without weeks is gone through once for each of its steps.
pub(super) fn in_order_of_support(instance: &Instance) -> Vec<usize> {
    in_order(instance, &sweep(instance).place)
}

fn in_order(instance: &Instance, place: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for (at, &week) in instance.earliest.iter().enumerate() {
        if week < NEVER {
            order.push(at);
        }
    }
    order.sort_by_key(|&at| (instance.earliest[at], place.get(at)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::Edge;
    use crate::testing::Sketch;

    #[test]
    fn in_a_chain_of_no_weeks_each_node_comes_after_its_parts() {
        let mut sketch = Sketch::new();
        let mut before: Vec<Edge> = Vec::new();
        for _ in 0..5 {
            before = vec![Edge::to(sketch.activity(&before, 0, 0).end)];
        }
        let goal = sketch.node(NodeKind::All, &before);
        let instance = sketch.instance(goal);
        let order = in_order_of_support(&instance);
        let place = |node: usize| order.iter().position(|&at| at == node);
        for (at, node) in instance.nodes.iter().enumerate().filter(|(at, _)| place(*at).is_some()) {
            for part in &node.parts {
                assert!(place(part.node) < place(at), "{order:?}");
            }
        }
        assert!(place(goal).is_some_and(|last| last + 1 == order.len()), "{order:?}");
    }
}
