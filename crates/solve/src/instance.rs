//! Owns the scenario ready to search: one AND/OR graph of weeks, choices, resources, and support
//! that runs out. Refuses how it is made (that is [`super::compile`]) and how it is searched.
//!
//! Each node of the graph stands for the week from which something holds (`NEVER` when it never
//! does): a need, a course done, an offer's start.

use qitu_model::{Kind, Span};
use std::ops::Deref;
use std::rc::Rc;

/// Weeks, hours or yuan inside the search.
pub type Val = i64;
/// The last week a plan may reach.
pub const HORIZON: Val = 520;
/// The week of what never happens.
pub const NEVER: Val = 1 << 20;
/// The node that holds from the start.
pub const TRUE: usize = 0;
/// The node that never holds.
pub const FALSE: usize = 1;

/// What a node's week is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Known, or free to be given up by whoever relies on it.
    Known(Val),
    /// The latest of its parts.
    All,
    /// The earliest of its parts.
    Any,
    /// The `k`-th earliest of its parts.
    Nth(usize),
    /// The start of an option, not before its parts hold.
    Start(usize),
}

/// One node: its form, and its parts with the weeks each takes longer.
#[derive(Debug)]
pub struct Node {
    /// What it is made of.
    pub form: Form,
    /// `(node, delay in weeks)`.
    pub parts: Vec<(usize, Val)>,
}

impl Node {
    /// So many of its parts hold before it does; no number is enough for what is known or never.
    pub fn wanted(&self) -> usize {
        match self.form {
            Form::Any => 1,
            Form::Nth(k) => k,
            Form::All | Form::Start(_) => self.parts.len(),
            Form::Known(_) => usize::MAX,
        }
    }

    /// Does it wait for nothing else in the graph?
    pub fn waits_for_none(&self) -> bool {
        match self.form {
            Form::Known(week) => week <= HORIZON,
            Form::All | Form::Start(_) => self.parts.is_empty(),
            Form::Any | Form::Nth(_) => false,
        }
    }
}

/// One way to do an activity: an offer at one pace.
#[derive(Debug)]
pub struct Choice {
    /// The node of its start.
    pub node: usize,
    /// The activity in `Instance::tasks`.
    pub task: usize,
    /// Its place in the activity's list of offers; `None` for the implicit one.
    pub offer: Option<usize>,
    /// Hours a week, when self-paced.
    pub pace: Option<u32>,
    /// Weeks.
    pub weeks: Val,
    /// Net fee.
    pub fee: Val,
    /// Hours a week.
    pub weekly: Val,
    /// Hours by set of slots.
    pub load: Vec<(u32, Val)>,
    /// Class times.
    pub sessions: Vec<Span>,
    /// `next[s]` is the first start allowed at or after `s` (`u16::MAX`: none); `None`: all are.
    pub next: Option<Rc<[u16]>>,
}

impl Choice {
    /// Hours in all.
    pub fn hours(&self) -> Val {
        self.weekly * self.weeks
    }

    /// The first start allowed at or after `from`; `NEVER` when there is none.
    pub fn next_start(&self, from: Val) -> Val {
        if from + self.weeks > HORIZON {
            return NEVER;
        }
        match (&self.next, usize::try_from(from.max(0))) {
            (None, _) => from.max(0),
            (Some(next), Ok(at)) => match next.get(at) {
                Some(&s) if s != u16::MAX => Val::from(s),
                _ => NEVER,
            },
            _ => NEVER,
        }
    }

    /// The last start allowed at or before `to`; −1 when there is none.
    pub fn last_start(&self, to: Val) -> Val {
        let mut at = to.min(HORIZON - self.weeks);
        while at >= 0 && self.next_start(at) != at {
            at -= 1;
        }
        at.max(-1)
    }
}

impl Choice {
    /// Takes a week from those it may start in.
    fn leave_out(&mut self, week: Val) {
        let starts = (0..=HORIZON).map(|from| match self.next_start(from) {
            start if start < NEVER => start as u16,
            _ => u16::MAX,
        });
        let mut next: Vec<u16> = starts.collect();
        let after = next.get(week as usize + 1).copied().unwrap_or(u16::MAX);
        for start in next.iter_mut().filter(|start| Val::from(**start) == week) {
            *start = after;
        }
        self.next = Some(next.into());
    }
}

/// An activity (or one renewal of it) with its choices.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its place in the catalogue.
    pub source: (Kind, usize),
    /// Which taking of it this is, from 0.
    pub copy: usize,
    /// The node of its end.
    pub node: usize,
    /// Its choices.
    pub choices: Vec<usize>,
    /// The plan must contain it.
    pub pinned: bool,
}

/// Something used week by week with a limit.
#[derive(Debug)]
pub struct Resource {
    /// Limit by week.
    pub limit: Vec<Val>,
    /// `sum[w]` is the limit over weeks before `w`.
    pub sum: Vec<Val>,
    /// `(choice, use a week)`.
    pub users: Vec<(usize, Val)>,
}

/// Support that runs out: `node` may serve `user` only before `given + length`.
#[derive(Clone, Copy, Debug)]
pub struct Expiry {
    /// The node of the support.
    pub node: usize,
    /// The node of whoever relies on it.
    pub user: usize,
    /// The node of the week it was given, or the week itself.
    pub given: Result<usize, Val>,
    /// Weeks it lasts.
    pub length: Val,
}

/// What can be done, and what of it needs what.
#[derive(Debug)]
pub struct Graph {
    /// Weeks that hold each other up.
    pub nodes: Vec<Node>,
    /// Activities.
    pub tasks: Vec<Task>,
    /// Their choices.
    pub choices: Vec<Choice>,
    /// Hours by set of slots, steps at once, class times.
    pub resources: Vec<Resource>,
    /// Support that runs out.
    pub expiries: Vec<Expiry>,
}

/// A scenario ready to search: a graph, which parts of the problem share, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What can be done.
    pub graph: Rc<Graph>,
    /// The node of the goal.
    pub goal: usize,
    /// Earliest week of each node, by reachability.
    pub earliest: Vec<Val>,
    /// By choice: weeks that must pass after its end before it can have served the goal.
    pub tails: Vec<Val>,
    /// Most that may be spent.
    pub budget: Option<Val>,
    /// Last week for the goal.
    pub deadline: Val,
    /// Largest weekly total of hours, where one is asked for.
    pub peak: Option<Val>,
    /// A pin asks for something that is not there.
    pub broken_pin: bool,
}

impl Instance {
    /// Does a plan take one activity twice in one week, where the second renews nothing? Then one
    /// of the two may no longer start in that week. The copies of an activity are alike, so no
    /// plan is lost by which of them that is; one that a pin holds to its week stays.
    pub fn part_renewals(&mut self, starts: &[Val]) -> bool {
        let Some((task, week)) = self.twin(starts) else { return false };
        let Some(graph) = Rc::get_mut(&mut self.graph) else { return false };
        for &choice in &graph.tasks[task].choices {
            graph.choices[choice].leave_out(week);
        }
        true
    }

    /// The task, and the week, of a second taking of an activity in one week.
    fn twin(&self, starts: &[Val]) -> Option<(usize, Val)> {
        let taken = starts.iter().zip(&self.choices).filter(|(start, _)| **start < NEVER);
        let taken: Vec<(&Val, &Choice)> = taken.collect();
        let source = |choice: &Choice| self.tasks[choice.task].source;
        let is_held = |choice: &Choice, week: Val| {
            choice.next_start(0) == week && choice.next_start(week + 1) >= NEVER
        };
        taken.iter().enumerate().find_map(|(at, (week, later))| {
            let alike =
                |(start, other): &&(&Val, &Choice)| start == week && source(other) == source(later);
            let (_, earlier) = taken.iter().take(at).find(alike)?;
            let moved = if is_held(later, **week) { earlier } else { later };
            Some((moved.task, **week))
        })
    }
}

impl Deref for Instance {
    type Target = Graph;
    fn deref(&self) -> &Graph {
        &self.graph
    }
}
