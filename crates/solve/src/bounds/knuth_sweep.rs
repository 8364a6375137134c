//! Owns Knuth's generalisation of Dijkstra's algorithm (1977) on the AND/OR graph: nodes come to
//! hold in order of time, so that a circle of needs supports nothing.

use super::node_queue::NodeQueue;
use crate::instance::{Edge, HORIZON, Instance, NEVER, NodeKind, Week};

/// When each node comes to hold.
pub struct Sweep {
    /// By node: its week, `NEVER` for what is not supported.
    pub week: Vec<Week>,
    /// By node: its place in the order in which nodes came to hold, `usize::MAX` for none.
    pub place: Vec<usize>,
}

/// Gives each node its week: `settle(node, ready)` says from which week a node holds whose parts
/// hold from week `ready`, `NEVER` to leave it out.
pub fn knuth_sweep(
    instance: &Instance,
    parents: &[Vec<Edge>],
    settle: &dyn Fn(usize, Week) -> Week,
) -> Sweep {
    let nodes = &instance.nodes;
    let mut week = vec![NEVER; nodes.len()];
    let mut place = vec![usize::MAX; nodes.len()];
    let mut settled = 0;
    // By node: the number of its parts that hold.
    let mut holding = vec![0usize; nodes.len()];
    let mut queue = NodeQueue::default();
    for (at, node) in nodes.iter().enumerate() {
        match node.kind {
            NodeKind::Known(from) => queue.push(settle(at, from), at),
            _ if node.needs_all() && node.parts.is_empty() => queue.push(settle(at, 0), at),
            _ => {}
        }
    }
    while let Some((now, at)) = queue.pop() {
        if now > HORIZON || week[at] < NEVER {
            continue;
        }
        week[at] = now;
        place[at] = settled;
        settled += 1;
        for &Edge { node: parent, delay } in &parents[at] {
            holding[parent] += 1;
            if holding[parent] < nodes[parent].parts_needed() || week[parent] < NEVER {
                continue;
            }
            // Parts come in order of their own weeks, not of their weeks and delays together.
            let ready = match nodes[parent].kind {
                NodeKind::Any => now + delay,
                kind => ready_week(&nodes[parent].parts, &week, kind),
            };
            queue.push(settle(parent, ready), parent);
        }
    }
    Sweep { week, place }
}

/// The week from which enough parts hold, of those that have their week.
fn ready_week(parts: &[Edge], week: &[Week], kind: NodeKind) -> Week {
    let weeks = parts.iter().map(|p| week[p.node].saturating_add(p.delay));
    match kind {
        NodeKind::AtLeast(k) => {
            let mut weeks: Vec<Week> = weeks.collect();
            weeks.sort_unstable();
            weeks.get(k - 1).copied().unwrap_or(NEVER)
        }
        _ => weeks.max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::{parents, reachability};
    use crate::testing::Sketch;

    #[test]
    fn a_circle_supports_nothing() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 1, 0), sketch.activity(&[], 2, 0));
        sketch.graph.nodes[a.start].parts.push(Edge::to(b.end));
        sketch.graph.nodes[b.start].parts.push(Edge::to(a.end));
        let c = sketch.activity(&[], 4, 0);
        let goal = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::to(c.end)]);
        let instance = sketch.instance(goal);
        let weeks = [a.end, b.end, c.end, goal].map(|node| instance.earliest[node]);
        assert_eq!(weeks, [NEVER, NEVER, 4, 4]);
    }

    #[test]
    fn delays_count_where_parts_come_in_another_order() {
        let mut sketch = Sketch::new();
        let [a, b, c] = [1, 2, 3].map(|weeks| sketch.activity(&[], weeks, 0));
        let parts = [Edge::after(a.end, 9), Edge::to(b.end), Edge::after(c.end, 1)];
        let goal = sketch.node(NodeKind::AtLeast(2), &parts);
        let all = sketch.node(NodeKind::All, &parts);
        let any = sketch.node(NodeKind::Any, &parts);
        let instance = sketch.instance(goal);
        let weeks = [goal, all, any].map(|node| instance.earliest[node]);
        assert_eq!(weeks, [4, 10, 2]);
    }

    #[test]
    fn nodes_come_to_hold_one_after_the_other() {
        let mut sketch = Sketch::new();
        let a = sketch.activity(&[], 0, 0);
        let b = sketch.activity(&[Edge::to(a.end)], 0, 0);
        let instance = sketch.instance(b.end);
        let sweep = knuth_sweep(&instance, &parents(&instance), &|_, ready| ready);
        assert_eq!(sweep.week, reachability::earliest(&instance));
        let places = [a.start, a.end, b.start, b.end].map(|node| sweep.place[node]);
        assert!(places.is_sorted(), "{places:?}");
    }
}
