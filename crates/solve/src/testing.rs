//! Owns what unit tests share: small instances made by hand node by node, and counts of work.

use crate::bounds::{self, reachability};
use crate::instance::{
    ActivityCopy, Edge, Expiry, GivenAt, Graph, HORIZON, Instance, Mode, NEVER, Node, NodeKind,
    Resource, Usage, Val, Week,
};
use crate::kernel::{Literal, Propagation};
use crate::propagate::Propagators;
use qitu_model::Kind;
use std::cell::Cell;

thread_local! {
    /// Runs of propagators and changes of bounds on this thread, which runs one test.
    static WORK: Cell<[u64; 2]> = const { Cell::new([0; 2]) };
}

/// A propagator runs.
pub fn count_run() {
    let [runs, changes] = WORK.get();
    WORK.set([runs + 1, changes]);
}

/// A bound has changed, and those that watch it are woken.
pub fn count_change() {
    let [runs, changes] = WORK.get();
    WORK.set([runs, changes + 1]);
}

/// What a search returns as its nodes, with the runs of propagators and the changes of bounds in it.
pub fn counted(search: impl FnOnce() -> u64) -> [u64; 3] {
    WORK.set([0; 2]);
    let nodes = search();
    let [runs, changes] = WORK.get();
    [nodes, runs, changes]
}

/// A graph under construction.
pub struct Sketch {
    pub graph: Graph,
}

/// An activity copy of one mode in a sketch.
#[derive(Clone, Copy)]
pub struct Activity {
    pub copy: usize,
    pub mode: usize,
    pub start: usize,
    pub end: usize,
}

impl Sketch {
    /// The nodes that always and never hold.
    pub fn new() -> Self {
        let node = |week| Node { kind: NodeKind::Known(week), parts: vec![] };
        let nodes = vec![node(0), node(NEVER)];
        let graph =
            Graph { nodes, copies: vec![], modes: vec![], resources: vec![], expiries: vec![] };
        Self { graph }
    }

    /// A node of this kind.
    pub fn node(&mut self, kind: NodeKind, parts: &[Edge]) -> usize {
        self.graph.nodes.push(Node { kind, parts: parts.to_vec() });
        self.graph.nodes.len() - 1
    }

    /// An activity of one mode that takes so many weeks and hours a week.
    pub fn activity(&mut self, needs: &[Edge], weeks: Week, weekly_hours: Val) -> Activity {
        let end = self.node(NodeKind::Any, &[]);
        let copy = self.graph.copies.len();
        let source = (Kind::Course, copy);
        self.graph.copies.push(ActivityCopy {
            source,
            number: 0,
            end,
            modes: vec![],
            pinned: false,
        });
        let mode = self.mode(copy, needs, weeks, weekly_hours);
        Activity { copy, mode, start: self.graph.modes[mode].start, end }
    }

    /// One more mode of an activity copy.
    pub fn mode(&mut self, copy: usize, needs: &[Edge], weeks: Week, weekly_hours: Val) -> usize {
        let mode = self.graph.modes.len();
        let start = self.node(NodeKind::Start(mode), needs);
        self.graph.modes.push(Mode {
            start,
            copy,
            offer: None,
            pace: None,
            weeks,
            fee: 0,
            weekly_hours,
            load: vec![],
            sessions: vec![],
            next: None,
        });
        let copy = &mut self.graph.copies[copy];
        copy.modes.push(mode);
        self.graph.nodes[copy.end].parts.push(Edge::after(start, weeks));
        mode
    }

    /// Lets a mode start in these weeks only.
    pub fn intakes(&mut self, mode: usize, weeks: &[Week]) {
        let mut next = vec![u16::MAX; HORIZON as usize + 1];
        for (from, next) in next.iter_mut().enumerate() {
            let open = weeks.iter().filter(|&&week| week >= from as Week).min();
            *next = open.map_or(u16::MAX, |&week| week as u16);
        }
        self.graph.modes[mode].next = Some(next.into());
    }

    /// A resource with the same limit in each week; a usage names a mode and an amount.
    pub fn resource(&mut self, limit: Val, usages: &[(usize, Val)]) -> usize {
        let limit = vec![limit; HORIZON as usize];
        let mut limit_before = vec![0];
        for week in &limit {
            limit_before.push(limit_before[limit_before.len() - 1] + week);
        }
        let usages = usages.iter().map(|&(mode, amount)| Usage { mode, amount }).collect();
        self.graph.resources.push(Resource { limit, limit_before, usages });
        self.graph.resources.len() - 1
    }

    /// Support for `user` that is given in the week of a node and lasts so many weeks.
    pub fn support(&mut self, user: usize, given: usize, length: Week) -> usize {
        let node = self.node(NodeKind::Any, &[Edge::to(given)]);
        let given = GivenAt::Node(given);
        self.graph.expiries.push(Expiry { node, user, given, length });
        node
    }

    /// The instance with this goal.
    pub fn instance(self, goal: usize) -> Instance {
        let mut instance = Instance {
            graph: self.graph.into(),
            goal,
            earliest: vec![],
            tails: vec![],
            budget: None,
            deadline: HORIZON,
            peak: None,
            broken_pin: false,
            alike: vec![],
        };
        instance.earliest = reachability::earliest(&instance);
        reachability::fill_in_tails(&mut instance);
        instance
    }
}

/// The propagators of an instance under decisions, one level each; nothing is propagated yet.
pub fn under<'a>(instance: &'a Instance, decisions: &[Literal]) -> Propagators<'a> {
    let mut propagators = Propagators::new(instance, bounds::parents(instance).into());
    for literal in decisions {
        propagators.kernel.decide(*literal).expect("a decision is open");
    }
    propagators
}

/// The reason of a literal that a propagator made true.
pub fn reason(propagators: &Propagators, literal: Literal) -> Vec<Literal> {
    assert!(propagators.kernel.holds(literal), "{literal:?} does not hold");
    propagators.kernel.reason_for(literal).expect("it held from the start")
}

/// The literals that cannot hold together, after a propagator that found that.
pub fn conflict(propagators: &Propagators, result: Propagation) -> Vec<Literal> {
    assert!(result.is_err(), "no conflict");
    propagators.kernel.conflict.clone()
}
