//! Owns reachability forwards and backwards: the earliest week of every node, and the weeks that
//! must pass between the end of a mode and the goal.

use super::knuth_sweep::knuth_sweep;
use super::node_queue::NodeQueue;
use super::parents;
use crate::instance::{HORIZON, Instance, NEVER, NodeKind, Week};

/// By node: its earliest week, the least fixpoint of the AND/OR graph with intakes and delays;
/// `NEVER` for what cannot be reached.
pub fn earliest(instance: &Instance) -> Vec<Week> {
    let settle = |at: usize, ready: Week| match instance.nodes[at].kind {
        NodeKind::Start(mode) => instance.modes[mode].next_start(ready),
        _ => ready,
    };
    knuth_sweep(instance, &parents(instance), &settle).week
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
    let mut order: Vec<usize> = Vec::new();
    for (at, &week) in instance.earliest.iter().enumerate() {
        if week < NEVER {
            order.push(at);
        }
    }
    order.sort_by_key(|&at| instance.earliest[at]);
    order
}
