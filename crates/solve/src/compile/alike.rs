//! Owns the classes of activities that are alike: exchanging two of a class turns every plan into a
//! plan of the same value, so one order of them is enough (lexicographic symmetry breaking: Crawford,
//! Ginsberg, Luks and Roy 1996).

use crate::bounds;
use crate::instance::{Edge, GivenAt, Instance, Mode, NodeKind, Val, Week};
use std::collections::BTreeMap;

/// What is compared first, because it tells most activities apart: who needs it, and of each mode
/// the weeks, fee and weekly hours.
type Look = (qitu_model::Kind, Vec<Edge>, Vec<(Week, Val, Val)>);

/// The classes of at least two activity copies, each in the order of the copies. A pinned activity
/// is in none, nor one that gives or relies on what runs out.
pub(super) fn classes(instance: &Instance) -> Vec<Vec<usize>> {
    let parents = bounds::parents(instance);
    let runs_out = in_expiries(instance);
    let mut looks: BTreeMap<Look, Vec<usize>> = BTreeMap::new();
    for (at, copy) in instance.copies.iter().enumerate() {
        let starts = copy.modes.iter().map(|&mode| instance.modes[mode].start);
        if copy.pinned
            || copy.modes.is_empty()
            || std::iter::once(copy.end).chain(starts).any(|node| runs_out[node])
        {
            continue;
        }
        let mut users = parents[copy.end].clone();
        users.sort_unstable();
        let modes = copy.modes.iter().map(|&mode| &instance.modes[mode]);
        let modes = modes.map(|m| (m.weeks, m.fee, m.weekly_hours)).collect();
        looks.entry((copy.source.0, users, modes)).or_default().push(at);
    }
    looks.retain(|_, group| group.len() > 1);
    if looks.is_empty() {
        return Vec::new();
    }
    let checker = Checker { instance, parents: &parents, usages: usages(instance) };
    looks.into_values().flat_map(|group| checker.split(group)).collect()
}

/// By node: is it named where support runs out?
fn in_expiries(instance: &Instance) -> Vec<bool> {
    let mut named = vec![false; instance.nodes.len()];
    for expiry in &instance.expiries {
        named[expiry.node] = true;
        named[expiry.user] = true;
        if let GivenAt::Node(given) = expiry.given {
            named[given] = true;
        }
    }
    named
}

/// By mode: the resources that it uses, with the amounts.
fn usages(instance: &Instance) -> Vec<Vec<(usize, Val)>> {
    let mut usages = vec![Vec::new(); instance.modes.len()];
    for (at, resource) in instance.resources.iter().enumerate() {
        for usage in &resource.usages {
            usages[usage.mode].push((at, usage.amount));
        }
    }
    usages
}

struct Checker<'a> {
    instance: &'a Instance,
    parents: &'a [Vec<Edge>],
    usages: Vec<Vec<(usize, Val)>>,
}

impl Checker<'_> {
    /// Splits a group into classes of at least two.
    fn split(&self, group: Vec<usize>) -> Vec<Vec<usize>> {
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for copy in group {
            match classes.iter_mut().find(|class| self.are_alike(class[0], copy)) {
                Some(class) => class.push(copy),
                None => classes.push(vec![copy]),
            }
        }
        classes.retain(|class| class.len() > 1);
        classes
    }

    /// May two copies, which are needed alike, be exchanged in every plan?
    fn are_alike(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|copy| &self.instance.copies[copy].modes);
        let mut pairs = Vec::new();
        for (&a, &b) in one.iter().zip(other) {
            let modes = [a, b].map(|mode| &self.instance.modes[mode]);
            if !are_equal(modes[0], modes[1]) || self.usages[a] != self.usages[b] {
                return false;
            }
            pairs.push((modes[0].start, modes[1].start));
        }
        self.need_alike(pairs)
    }

    /// Do the starts of these pairs need the same, or each what nobody else needs and is made of
    /// the same?
    fn need_alike(&self, mut pairs: Vec<(usize, usize)>) -> bool {
        let starts = pairs.len();
        let nodes = &self.instance.nodes;
        let mut at = 0;
        while at < pairs.len() {
            let (a, b) = pairs[at];
            let is_need = |node: usize| {
                matches!(
                    nodes[node].kind,
                    NodeKind::Known(_) | NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_)
                )
            };
            if at >= starts && !(is_need(a) && nodes[a].kind == nodes[b].kind) {
                return false;
            }
            if nodes[a].parts.len() != nodes[b].parts.len() {
                return false;
            }
            for (x, y) in nodes[a].parts.iter().zip(&nodes[b].parts) {
                if x.delay != y.delay {
                    return false;
                }
                if x.node != y.node && !pairs.contains(&(x.node, y.node)) {
                    pairs.push((x.node, y.node));
                }
            }
            at += 1;
        }
        // Exchanging the nodes of the pairs must change nothing for anybody else.
        let own = |node: usize, among: fn(&(usize, usize)) -> usize| {
            self.parents[node].iter().all(|p| pairs.iter().any(|pair| among(pair) == p.node))
        };
        let inner = &pairs[starts..];
        inner.iter().all(|&(a, b)| own(a, |pair| pair.0) && own(b, |pair| pair.1))
    }
}

/// Are two modes equal but for their names and needs?
fn are_equal(a: &Mode, b: &Mode) -> bool {
    a.weeks == b.weeks
        && a.fee == b.fee
        && a.weekly_hours == b.weekly_hours
        && a.load == b.load
        && a.sessions == b.sessions
        && a.next == b.next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Activity, Sketch};

    /// Three activities of equal size, all of them needed.
    fn three(change: impl FnOnce(&mut Sketch, [Activity; 3])) -> Vec<Vec<usize>> {
        let mut sketch = Sketch::new();
        let three = [2, 2, 2].map(|weeks| sketch.activity(&[], weeks, 3));
        let goal = sketch.node(NodeKind::All, &three.map(|one| Edge::to(one.end)));
        change(&mut sketch, three);
        classes(&sketch.instance(goal))
    }

    #[test]
    fn what_is_equal_but_for_its_name_is_alike() {
        assert_eq!(three(|_, _| {}), [[0, 1, 2]]);
    }

    #[test]
    fn a_fee_an_intake_or_hours_of_its_own_make_an_activity_unlike() {
        let fee =
            |sketch: &mut Sketch, [_, b, _]: [Activity; 3]| sketch.graph.modes[b.mode].fee = 1;
        assert_eq!(three(fee), [[0, 2]]);
        let intake = |sketch: &mut Sketch, [a, ..]: [Activity; 3]| sketch.intakes(a.mode, &[4]);
        assert_eq!(three(intake), [[1, 2]]);
        let hours = |sketch: &mut Sketch, [a, b, c]: [Activity; 3]| {
            sketch.resource(5, &[(a.mode, 2), (b.mode, 2), (c.mode, 3)]);
        };
        assert_eq!(three(hours), [[0, 1]]);
    }

    #[test]
    fn what_is_pinned_runs_out_or_is_asked_for_by_one_more_is_unlike() {
        let pin = |sketch: &mut Sketch, [a, ..]: [Activity; 3]| {
            sketch.graph.copies[a.copy].pinned = true;
        };
        assert_eq!(three(pin), [[1, 2]]);
        let support = |sketch: &mut Sketch, [a, b, _]: [Activity; 3]| {
            let support = sketch.support(b.start, a.end, 9);
            sketch.graph.nodes[b.start].parts.push(Edge::to(support));
        };
        assert!(three(support).is_empty());
        let user = |sketch: &mut Sketch, [a, _, _]: [Activity; 3]| {
            sketch.activity(&[Edge::to(a.end)], 1, 1);
        };
        assert_eq!(three(user), [[1, 2]]);
    }

    #[test]
    fn needs_of_their_own_are_compared_by_what_they_are_made_of() {
        let need = |sketch: &mut Sketch, three: [Activity; 3]| {
            let base = [1, 1].map(|weeks| sketch.activity(&[], weeks, 1));
            let parts = base.map(|one| Edge::to(one.end));
            for one in three {
                let own = sketch.node(NodeKind::Any, &parts);
                sketch.graph.nodes[one.start].parts.push(Edge::to(own));
            }
        };
        assert_eq!(three(need), [vec![0, 1, 2], vec![3, 4]]);
        let shared = |sketch: &mut Sketch, three: [Activity; 3]| {
            let base = [1, 4].map(|weeks| sketch.activity(&[], weeks, 1));
            let parts = base.map(|one| Edge::to(one.end));
            let owns = three.map(|_| sketch.node(NodeKind::Any, &parts));
            for (one, own) in three.into_iter().zip(owns) {
                sketch.graph.nodes[one.start].parts.push(Edge::to(own));
            }
            // Somebody else needs what the first needs, which changes nothing for anybody.
            sketch.activity(&[Edge::to(owns[0])], 1, 1);
        };
        assert_eq!(three(shared), [[1, 2]]);
    }
}
