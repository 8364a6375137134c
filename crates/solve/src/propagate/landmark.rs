//! Owns disjunctive action landmarks: sets of modes of which every plan takes at least one by the
//! time a node must hold. The first ones are read off the graph; LM-cut finds more during a search.

use super::cost_partition::CostPartition;
use super::{Landmark, LandmarkMode, Propagators};
use crate::bounds::lm_cut::LmCut;
use crate::bounds::node_landmarks::NodeLandmark;
use crate::instance::{Instance, NEVER, NodeKind, Week};
use std::cmp::Reverse;

/// The least number of weeks between two subgoals before which the work is counted.
const WEEKS_BETWEEN_SUBGOALS: Week = 12;

/// The landmarks that the graph shows: the modes of each activity copy, by the number of the copy;
/// then those of all copies that could meet a need, needs for several first, fewest copies first.
pub(super) fn graph_landmarks(instance: &Instance, copy_of: &[Option<usize>]) -> Vec<Landmark> {
    let modes_of = |copy: usize, delay: Week| {
        let modes = instance.copies[copy].modes.iter();
        modes.map(move |&mode| LandmarkMode { mode, lead: instance.modes[mode].weeks + delay })
    };
    let mut landmarks: Vec<Landmark> = Vec::new();
    for (at, copy) in instance.copies.iter().enumerate() {
        landmarks.push(Landmark::one_of(copy.end, modes_of(at, 0).collect()));
    }
    let mut shared: Vec<(usize, Landmark)> = Vec::new();
    for (node, n) in instance.nodes.iter().enumerate() {
        let copies: Option<Vec<(usize, Week)>> =
            n.parts.iter().map(|p| copy_of[p.node].map(|copy| (copy, p.delay))).collect();
        let Some(copies) = copies else { continue };
        let own = || copies.iter().map(|&(copy, delay)| modes_of(copy, delay));
        match n.kind {
            NodeKind::Any if copy_of[node].is_none() && copies.len() > 1 => {
                let landmark = Landmark::one_of(node, own().flatten().collect());
                shared.push((copies.len(), landmark));
            }
            NodeKind::AtLeast(wanted) if are_distinct(&copies) => {
                let (mut modes, mut groups) = (Vec::new(), Vec::new());
                for group in own() {
                    modes.extend(group);
                    groups.push(modes.len());
                }
                shared.push((copies.len(), Landmark { node, modes, wanted, groups }));
            }
            _ => {}
        }
    }
    // What several of a need cost is more than what cuts through it do.
    shared.sort_by_key(|(copies, l)| (!l.wants_many(), *copies, l.node));
    landmarks.extend(shared.into_iter().map(|(_, landmark)| landmark));
    landmarks
}

/// Is no copy among them twice? It would count as two, and is paid for once.
fn are_distinct(copies: &[(usize, Week)]) -> bool {
    let mut seen: Vec<usize> = copies.iter().map(|(copy, _)| *copy).collect();
    seen.sort_unstable();
    seen.windows(2).all(|pair| pair[0] != pair[1])
}

impl Propagators<'_> {
    /// Activity ends that every plan passes through, far from each other, the goal last; each with
    /// its least number of weeks before the goal.
    pub fn subgoals(&self) -> Vec<NodeLandmark> {
        let ends = self.node_landmarks.iter().filter(|l| self.copy_of[l.node].is_some());
        let mut ends: Vec<NodeLandmark> = ends.copied().collect();
        // Of those close together the last has most before it.
        ends.sort_by_key(|l| (l.tail, Reverse(l.node)));
        let mut kept = vec![NodeLandmark { node: self.instance.goal, tail: 0 }];
        for end in ends {
            let far = |last: &NodeLandmark| end.tail - last.tail >= WEEKS_BETWEEN_SUBGOALS;
            if kept.last().is_some_and(far) {
                kept.push(end);
            }
        }
        kept.reverse();
        kept
    }

    /// Looks for landmarks of a measure among the modes that are open now, with LM-cut, and keeps
    /// those that are new. They hold whatever is decided later. Returns whether there are some.
    pub fn add_lm_cut_landmarks(&mut self, measure: usize) -> bool {
        let found = self.find_lm_cuts(measure);
        let is_new = self.partition.add_landmarks(measure, found, |landmark, summing| {
            for side in landmark.sides(self.instance) {
                for &index in summing {
                    self.agenda.add_watcher(side, index);
                }
            }
        });
        if is_new {
            for &index in self.partition.summing(measure) {
                self.agenda.schedule(index);
            }
        }
        is_new
    }

    /// The cuts before each subgoal. What lies before one has to be done by then, so it is counted
    /// before what the goal needs.
    fn find_lm_cuts(&self, measure: usize) -> Vec<Landmark> {
        let instance = self.instance;
        let open = instance.modes.iter().map(|m| self.kernel.lower(m.start) < NEVER);
        let open: Vec<bool> = open.collect();
        let mut cost = self.partition.costs(measure).to_vec();
        let mut lm_cut = LmCut::new(instance, &self.parents);
        let mut found = Vec::new();
        for NodeLandmark { node, tail } in self.subgoals() {
            let lead = |mode: usize| {
                let after_node = (instance.tails[mode] - tail).max(0);
                LandmarkMode { mode, lead: instance.modes[mode].weeks + after_node }
            };
            for cut in lm_cut.find(node, &mut cost, &open) {
                found.push(Landmark::one_of(node, cut.into_iter().map(lead).collect()));
            }
        }
        found
    }
}

impl CostPartition {
    /// Adds landmarks after those of single activity copies and of several, in the order in which they were found:
    /// it is the one in which they add up to most. `subscribe` is told of each that is new, and
    /// which propagators add up the measure. Returns whether some were new.
    fn add_landmarks(
        &mut self,
        measure: usize,
        found: Vec<Landmark>,
        mut subscribe: impl FnMut(&Landmark, &[u32]),
    ) -> bool {
        let mut any_new = false;
        let counted = &mut self.counted[measure];
        let comes_first = |at: usize| at < self.copies || self.landmarks[at].wants_many();
        let mut place = counted.iter().filter(|&&at| comes_first(at)).count();
        for landmark in found {
            let known = counted.iter().position(|&at| self.landmarks[at] == landmark);
            let at = match known {
                Some(known) => {
                    place -= usize::from(known < place);
                    counted.remove(known)
                }
                None => {
                    any_new = true;
                    subscribe(&landmark, &self.summing[measure]);
                    for m in &landmark.modes {
                        self.landmarks_of[m.mode].push(self.landmarks.len());
                    }
                    self.landmarks.push(landmark);
                    self.landmarks.len() - 1
                }
            };
            counted.insert(place, at);
            place += 1;
        }
        any_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::Edge;
    use crate::propagate::{FEES, HOURS};
    use crate::testing::{Sketch, under};

    #[test]
    fn the_graph_shows_the_modes_of_copies_and_of_needs_that_copies_meet() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 1), sketch.activity(&[], 1, 1));
        let need = sketch.node(NodeKind::Any, &[Edge::to(a.end), Edge::after(b.end, 3)]);
        let instance = sketch.instance(need);
        let p = under(&instance, &[]);
        let mode = |mode, lead| LandmarkMode { mode, lead };
        let expected = [
            Landmark::one_of(a.end, vec![mode(a.mode, 2)]),
            Landmark::one_of(b.end, vec![mode(b.mode, 1)]),
            Landmark::one_of(need, vec![mode(a.mode, 2), mode(b.mode, 4)]),
        ];
        assert_eq!(p.partition.landmarks, expected);
    }

    #[test]
    fn a_need_for_several_of_its_providers_is_a_landmark_of_them_all() {
        let mut sketch = Sketch::new();
        let [a, b, c] = [1, 2, 3].map(|weeks| sketch.activity(&[], weeks, 1));
        let parts = [Edge::to(a.end), Edge::after(b.end, 4), Edge::to(c.end)];
        let need = sketch.node(NodeKind::AtLeast(2), &parts);
        let twice = [parts[0], parts[1], parts[1]];
        sketch.node(NodeKind::AtLeast(2), &twice);
        let instance = sketch.instance(need);
        let p = under(&instance, &[]);
        let mode = |mode, lead| LandmarkMode { mode, lead };
        let modes = vec![mode(a.mode, 1), mode(b.mode, 6), mode(c.mode, 3)];
        let found = Landmark { node: need, modes, wanted: 2, groups: vec![1, 2, 3] };
        // Of the other one a provider counts twice, so it says nothing for sure.
        assert_eq!(p.partition.landmarks[3..], [found]);
    }

    #[test]
    fn cuts_that_are_new_are_kept_once_and_wake_who_adds_them_up() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 2, 4), sketch.activity(&[], 1, 6));
        // The needs lie behind two nodes, so the graph alone does not show the landmark.
        let [x, y] = [a, b].map(|one| sketch.node(NodeKind::All, &[Edge::after(one.end, 1)]));
        let need = sketch.node(NodeKind::Any, &[Edge::to(x), Edge::to(y)]);
        let instance = sketch.instance(need);
        let mut p = under(&instance, &[]);
        while p.agenda.pop().is_some() {}
        let before = p.partition.landmarks.len();
        assert!(p.add_lm_cut_landmarks(HOURS));
        let modes =
            vec![LandmarkMode { mode: a.mode, lead: 3 }, LandmarkMode { mode: b.mode, lead: 2 }];
        let found = Landmark::one_of(need, modes);
        assert_eq!(p.partition.landmarks[before..], [found]);
        assert!(p.agenda.pop().is_some(), "hours are added up again");
        assert!(!p.add_lm_cut_landmarks(HOURS), "nothing new");
        assert!(!p.add_lm_cut_landmarks(FEES), "nothing costs money");
    }
}
