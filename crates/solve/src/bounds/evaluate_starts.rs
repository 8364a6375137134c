//! Owns what given starts lead to: the week of every node, and which modes the goal relies on.

use super::knuth_sweep::{Sweep, knuth_sweep};
use crate::instance::{Edge, GivenAt, Instance, NEVER, NodeKind, Week};

/// Modes that are taken and that nothing supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported(pub Vec<usize>);

/// The weeks of all nodes when the modes start as given. Support that has run out by the time it is
/// used counts for nothing.
pub fn evaluate_starts(
    instance: &Instance,
    parents: &[Vec<Edge>],
    starts: &[Week],
) -> Result<Sweep, Unsupported> {
    let mut end = vec![NEVER; instance.nodes.len()];
    for (mode, &start) in instance.modes.iter().zip(starts) {
        if start < NEVER {
            end[instance.copies[mode.copy].end] = start + mode.weeks;
        }
    }
    let mut goal = 0;
    loop {
        let expired = expired_support(instance, starts, &end, goal);
        let settle = |at: usize, ready: Week| match instance.nodes[at].kind {
            NodeKind::Start(mode) if ready <= starts[mode] => starts[mode],
            NodeKind::Start(_) => NEVER,
            _ if expired[at] => NEVER,
            _ => ready,
        };
        let sweep = knuth_sweep(instance, parents, &settle);
        let unsupported =
            |&mode: &usize| starts[mode] < NEVER && sweep.week[instance.modes[mode].start] >= NEVER;
        let unsupported: Vec<usize> = (0..starts.len()).filter(unsupported).collect();
        if !unsupported.is_empty() {
            return Err(Unsupported(unsupported));
        }
        // The later the goal, the less of its support is left.
        let now = sweep.week[instance.goal];
        if now <= goal || now >= NEVER {
            return Ok(sweep);
        }
        goal = now;
    }
}

/// By node: has its support run out when it is used, with the goal in week `goal`?
fn expired_support(instance: &Instance, starts: &[Week], end: &[Week], goal: Week) -> Vec<bool> {
    let mut expired = vec![false; instance.nodes.len()];
    for expiry in &instance.expiries {
        let given = match expiry.given {
            GivenAt::Node(node) => end[node],
            GivenAt::Week(week) => week,
        };
        let used = match instance.nodes[expiry.user].kind {
            NodeKind::Start(mode) => starts[mode],
            _ if expiry.user == instance.goal => goal,
            _ => NEVER,
        };
        expired[expiry.node] = given >= NEVER || used >= given + expiry.length;
    }
    expired
}

/// By mode: does the goal or a pin rely on it? Follows for each need the parts that came to hold
/// first, so that nothing is taken to support itself.
pub fn relied_on(instance: &Instance, sweep: &Sweep) -> Vec<bool> {
    let first = |part: &Edge| {
        let place = i64::try_from(sweep.place[part.node]).unwrap_or(i64::MAX);
        (sweep.week[part.node].saturating_add(part.delay), place, part.node)
    };
    let mut seen = vec![false; instance.nodes.len()];
    let pinned = instance.copies.iter().filter(|copy| copy.pinned).map(|copy| copy.end);
    let mut open: Vec<usize> = pinned.chain([instance.goal]).collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        let node = &instance.nodes[at];
        match node.parts_needed() {
            1 => open.extend(node.parts.iter().min_by_key(|p| first(p)).map(|p| p.node)),
            needed if needed < node.parts.len() => {
                let mut parts = node.parts.clone();
                parts.sort_by_key(first);
                open.extend(parts[..needed].iter().map(|p| p.node));
            }
            _ => open.extend(node.parts.iter().map(|p| p.node)),
        }
    }
    instance.modes.iter().map(|mode| seen[mode.start]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::parents;
    use crate::instance::Instance;
    use crate::testing::{Activity, Sketch};

    /// A certificate that lasts four weeks, an activity that needs it, and one that nobody needs.
    fn certificate() -> (Instance, [Activity; 3]) {
        let mut sketch = Sketch::new();
        let [exam, user, spare] = [1, 2, 1].map(|weeks| sketch.activity(&[], weeks, 1));
        let support = sketch.support(user.start, exam.end, 4);
        sketch.graph.nodes[user.start].parts.push(Edge::to(support));
        (sketch.instance(user.end), [exam, user, spare])
    }

    #[test]
    fn support_counts_until_it_runs_out() {
        let (instance, [_, user, _]) = certificate();
        let parents = parents(&instance);
        let evaluate = |starts: [Week; 3]| evaluate_starts(&instance, &parents, &starts);
        let weeks = evaluate([0, 4, NEVER]).ok().map(|sweep| sweep.week[user.end]);
        assert_eq!(weeks, Some(6));
        assert_eq!(evaluate([0, 5, NEVER]).err(), Some(Unsupported(vec![user.mode])));
        assert_eq!(evaluate([NEVER, 5, NEVER]).err(), Some(Unsupported(vec![user.mode])));
    }

    #[test]
    fn the_goal_relies_on_what_supports_it_and_on_nothing_else() {
        let (instance, _) = certificate();
        let starts = [0, 1, 0];
        let sweep = evaluate_starts(&instance, &parents(&instance), &starts).ok();
        let relied_on = sweep.map(|sweep| relied_on(&instance, &sweep));
        assert_eq!(relied_on, Some(vec![true, true, false]));
    }
}
