//! Owns the scenario ready to search: one AND/OR graph of weeks, the modes of its activities,
//! resources, and support that runs out.
//! Refuses how it is made (that is [`super::compile`]) and how it is searched.
//!
//! Each node of the graph stands for the week from which something holds, `NEVER` when it never
//! does: a need, the end of an activity, the start of a mode.

use qitu_model::{Kind, Span};
use std::ops::Deref;
use std::rc::Rc;

/// Weeks, hours or yuan inside the search.
pub type Val = i64;
/// A week of the plan, from 0; or a number of weeks.
pub type Week = Val;
/// Hours of study.
pub type Hours = Val;
/// Money, in yuan.
pub type Yuan = Val;

/// The last week a plan may reach.
pub const HORIZON: Week = qitu_model::HORIZON as Week;
/// The week of what never happens.
pub const NEVER: Week = 1 << 20;
/// The node that holds from the start.
pub const TRUE: usize = 0;
/// The node that never holds.
pub const FALSE: usize = 1;

/// What a node's week is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Known; where it runs out, whoever relies on it may give it up.
    Known(Week),
    /// The latest of its parts.
    All,
    /// The earliest of its parts.
    Any,
    /// The `k`-th earliest of its parts.
    AtLeast(usize),
    /// The start of a mode, not before its parts hold.
    Start(usize),
}

/// A node of the graph, seen from a part or a parent of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The node.
    pub node: usize,
    /// The weeks that must pass from the part to its parent.
    pub delay: Week,
}

impl Edge {
    /// To a node, without delay.
    pub fn to(node: usize) -> Self {
        Self { node, delay: 0 }
    }

    /// To a node, so many weeks after it.
    pub fn after(node: usize, delay: Week) -> Self {
        Self { node, delay }
    }
}

/// One node of the AND/OR graph.
#[derive(Debug)]
pub struct Node {
    /// How its week follows from its parts.
    pub kind: NodeKind,
    /// What it needs, each with the weeks it takes longer.
    pub parts: Vec<Edge>,
}

impl Node {
    /// So many of its parts hold before it does; no number is enough for what is known or never.
    pub fn parts_needed(&self) -> usize {
        match self.kind {
            NodeKind::Any => 1,
            NodeKind::AtLeast(k) => k,
            NodeKind::All | NodeKind::Start(_) => self.parts.len(),
            NodeKind::Known(_) => usize::MAX,
        }
    }

    /// Does it need every one of its parts?
    pub fn needs_all(&self) -> bool {
        matches!(self.kind, NodeKind::All | NodeKind::Start(_))
    }

    /// Does it hold at some week whatever else does?
    pub fn is_source(&self) -> bool {
        match self.kind {
            NodeKind::Known(week) => week <= HORIZON,
            NodeKind::All | NodeKind::Start(_) => self.parts.is_empty(),
            NodeKind::Any | NodeKind::AtLeast(_) => false,
        }
    }
}

/// Hours a week that must lie in a set of slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotLoad {
    /// One bit a slot.
    pub slots: u32,
    /// Hours a week.
    pub hours: Hours,
}

/// One way to do an activity: an offer at one pace.
#[derive(Debug)]
pub struct Mode {
    /// The node of its start.
    pub start: usize,
    /// The activity copy in `Graph::copies`.
    pub copy: usize,
    /// Its place in the activity's list of offers; `None` for the implicit one.
    pub offer: Option<usize>,
    /// Hours a week, when self-paced.
    pub pace: Option<u32>,
    /// How long it takes.
    pub weeks: Week,
    /// Net fee.
    pub fee: Yuan,
    /// Hours a week.
    pub weekly_hours: Hours,
    /// Hours a week by set of slots.
    pub load: Vec<SlotLoad>,
    /// Class times.
    pub sessions: Vec<Span>,
    /// `next[s]` is the first start allowed at or after `s` (`u16::MAX`: none); `None`: all are.
    pub next: Option<Rc<[u16]>>,
}

impl Mode {
    /// Hours over all its weeks.
    pub fn total_hours(&self) -> Hours {
        self.weekly_hours * self.weeks
    }

    /// The first start allowed at or after `from`; `NEVER` when there is none.
    pub fn next_start(&self, from: Week) -> Week {
        if from + self.weeks > HORIZON {
            return NEVER;
        }
        match (&self.next, usize::try_from(from.max(0))) {
            (None, _) => from.max(0),
            (Some(next), Ok(at)) => match next.get(at) {
                Some(&s) if s != u16::MAX => Week::from(s),
                _ => NEVER,
            },
            _ => NEVER,
        }
    }

    /// The last start allowed at or before `to`; −1 when there is none.
    pub fn last_start(&self, to: Week) -> Week {
        let mut at = to.min(HORIZON - self.weeks);
        while at >= 0 && self.next_start(at) != at {
            at -= 1;
        }
        at.max(-1)
    }

    /// Takes a week from those it may start in.
    fn leave_out(&mut self, week: Week) {
        let starts = (0..=HORIZON).map(|from| match self.next_start(from) {
            start if start < NEVER => start as u16,
            _ => u16::MAX,
        });
        let mut next: Vec<u16> = starts.collect();
        let after = next.get(week as usize + 1).copied().unwrap_or(u16::MAX);
        for start in next.iter_mut().filter(|start| Week::from(**start) == week) {
            *start = after;
        }
        self.next = Some(next.into());
    }
}

/// One taking of an activity: the first, or a renewal.
#[derive(Clone, Debug)]
pub struct ActivityCopy {
    /// The activity's place in the catalogue.
    pub source: (Kind, usize),
    /// Which taking of the activity it is, from 0.
    pub number: usize,
    /// The node of its end.
    pub end: usize,
    /// Its modes, of which one at most is taken.
    pub modes: Vec<usize>,
    /// The plan must contain it.
    pub pinned: bool,
}

/// What a mode uses of a resource in each of its weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The mode.
    pub mode: usize,
    /// How much a week.
    pub amount: Val,
}

/// Something used week by week with a limit.
#[derive(Debug)]
pub struct Resource {
    /// Limit by week.
    pub limit: Vec<Val>,
    /// `limit_before[w]` is the limit over all weeks before `w`.
    pub limit_before: Vec<Val>,
    /// Who uses it.
    pub usages: Vec<Usage>,
}

/// When support that runs out is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenAt {
    /// In the week of a node.
    Node(usize),
    /// In a week known from the start, before week 0 if negative.
    Week(Week),
}

/// Support that runs out: `node` serves `user` only before `given` + `length`.
#[derive(Clone, Copy, Debug)]
pub struct Expiry {
    /// The node of the support.
    pub node: usize,
    /// The node of whoever relies on it.
    pub user: usize,
    /// When it is given.
    pub given: GivenAt,
    /// Weeks it lasts.
    pub length: Week,
}

/// What can be done, and what of it needs what.
#[derive(Debug)]
pub struct Graph {
    /// The nodes of the AND/OR graph.
    pub nodes: Vec<Node>,
    /// Activities, each as often as it may be taken.
    pub copies: Vec<ActivityCopy>,
    /// Their modes.
    pub modes: Vec<Mode>,
    /// Hours by set of slots, steps at once, class times.
    pub resources: Vec<Resource>,
    /// Support that runs out.
    pub expiries: Vec<Expiry>,
}

/// A scenario ready to search: a graph, which subgoals share, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What can be done.
    pub graph: Rc<Graph>,
    /// The node of the goal.
    pub goal: usize,
    /// By node: its earliest week, by reachability.
    pub earliest: Vec<Week>,
    /// By mode: the weeks that must pass after its end before it can have served the goal.
    pub tails: Vec<Week>,
    /// The most that may be spent.
    pub budget: Option<Yuan>,
    /// The last week for the goal.
    pub deadline: Week,
    /// The largest weekly total of hours, where one is asked for.
    pub peak: Option<Hours>,
    /// A pin asks for something that is not there.
    pub broken_pin: bool,
    /// Classes of activity copies of which any two may be exchanged in every plan. The plans looked
    /// at are those in which the copies of a class end in this order.
    pub alike: Vec<Vec<usize>>,
}

impl Instance {
    /// Takes the activities of these modes out of their classes: they are no longer like others.
    pub fn set_apart(&mut self, modes: impl IntoIterator<Item = usize>) {
        for mode in modes {
            let copy = self.modes[mode].copy;
            for class in &mut self.alike {
                class.retain(|&other| other != copy);
            }
        }
    }

    /// Does a plan take one activity twice in one week, where the second renews nothing? Then one
    /// of the two may no longer start in that week. The copies of an activity are alike, so no
    /// plan is lost by which of them that is; one that a pin holds to its week stays.
    pub fn part_renewals(&mut self, starts: &[Week]) -> bool {
        let Some((copy, week)) = self.twin(starts) else { return false };
        let Some(graph) = Rc::get_mut(&mut self.graph) else { return false };
        for &mode in &graph.copies[copy].modes {
            graph.modes[mode].leave_out(week);
        }
        true
    }

    /// The copy, and the week, of a second taking of an activity in one week.
    fn twin(&self, starts: &[Week]) -> Option<(usize, Week)> {
        let taken = starts.iter().zip(&self.modes).filter(|(start, _)| **start < NEVER);
        let taken: Vec<(&Week, &Mode)> = taken.collect();
        let source = |mode: &Mode| self.copies[mode.copy].source;
        let is_held = |mode: &Mode, week: Week| {
            mode.next_start(0) == week && mode.next_start(week + 1) >= NEVER
        };
        taken.iter().enumerate().find_map(|(at, (week, later))| {
            let alike =
                |(start, other): &&(&Week, &Mode)| start == week && source(other) == source(later);
            let (_, earlier) = taken.iter().take(at).find(alike)?;
            let moved = if is_held(later, **week) { earlier } else { later };
            Some((moved.copy, **week))
        })
    }
}

impl Deref for Instance {
    type Target = Graph;
    fn deref(&self) -> &Graph {
        &self.graph
    }
}
