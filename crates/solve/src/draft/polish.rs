//! Owns making a plan better by small changes, one after another (local search): a step is put
//! earlier or later in the order in which steps are laid, or done at another pace, or left out for
//! something else. Refuses to prove anything.

use super::{By, Drafter, Manner, Network};
use crate::instance::{HORIZON, NEVER, Val};
use crate::queue::FAR;
use crate::reach;

/// Where a plan shall get to.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// Most hours in any week.
    pub peak: Val,
    /// The week the goal need not be earlier than.
    pub until: Val,
    /// The hours it need not take less than; `None` where hours do not count.
    pub hours: Option<Val>,
    /// So many changes are tried.
    pub rounds: u64,
    /// Another turn tries other changes.
    pub turn: u64,
}

/// What a plan is worth, smaller is better: how late, how many hours, and how late its steps would
/// make the goal by their ways at the quickest pace, the latest ones most.
type Worth = (Val, Val, Val);

/// A step moves at most so many places at once.
const REACH: u64 = 3;

/// One change in so many is to leave a step out, where hours count.
const SELECTS: u64 = 4;

impl Drafter<'_> {
    /// The plan as good as small changes make it, as start weeks of the choices; `None` when it
    /// cannot be had with so few hours a week. It may still be one that leans on what has run out.
    pub fn polish(&mut self, starts: &[Val], aim: &Aim) -> Option<Vec<Val>> {
        let instance = self.instance;
        self.seed ^= aim.turn.wrapping_mul(self.seed << 1);
        self.release.fill(0);
        let manner = Manner { by: By::Week, place: By::Week, chance: 0, peak: aim.peak };
        // Each need is met by what met it first.
        let (week, _) = reach::judge(instance, self.users, starts).ok()?;
        for (takes, week) in self.takes.iter_mut().zip(week) {
            *takes = if week >= NEVER { FAR } else { week * 8 };
        }
        if !self.follow(manner) {
            return None;
        }
        if self.choice.iter().flatten().any(|&c| instance.choices[c].weekly > aim.peak) {
            let now = self.choice.clone();
            if !self.pick_near(&now, None, 1, manner) {
                return None;
            }
        }
        let mut network = self.network()?;
        let mut urgency = vec![0; instance.tasks.len()];
        for &(task, choice) in &network.picked {
            self.held[task] = (instance.choices[choice].weekly <= aim.peak).then_some(choice);
            urgency[task] = network.way[task] - starts[choice].min(HORIZON) * HORIZON;
        }
        let mut order = network.order(&urgency);
        self.clear();
        if order.is_empty() || self.lay(&network, &order, manner, FAR) < order.len() {
            return None;
        }
        let mut worth = self.worth(&network, &order, aim);
        for _ in 0..aim.rounds {
            if worth.0 <= aim.until && aim.hours.is_none_or(|hours| worth.1 <= hours) {
                break;
            }
            let place = self.below(order.len() as u64);
            let task = order[place];
            let (before, start, held) = (self.choice.clone(), self.start.clone(), self.held[task]);
            let (mut next, mut from, mut other) = (order.clone(), 0, None);
            if aim.hours.is_some() && self.below(SELECTS) == 0 {
                other = self.without(task, &before, &mut next, manner);
                if other.is_none() {
                    self.choice = before;
                    continue;
                }
            } else {
                let to = self.to(&network, &order, place);
                next.remove(place);
                next.insert(to, task);
                from = place.min(to);
                if self.below(2) == 0 {
                    self.held[task] = self.pace(task);
                } else if to == place {
                    continue;
                }
            }
            for &task in &order[from..] {
                self.occupy(before[task], start[task], -1);
            }
            let new = other.as_ref().unwrap_or(&network);
            let laid = from + self.lay(new, &next[from..], manner, worth.0);
            if laid == next.len() {
                let value = self.worth(new, &next, aim);
                if value <= worth {
                    (worth, order) = (value, next);
                    network = other.unwrap_or(network);
                    continue;
                }
            }
            for &task in &next[from..laid] {
                self.occupy(self.choice[task], self.start[task], -1);
            }
            (self.choice, self.start) = (before, start);
            self.held[task] = held;
            for &task in &order[from..] {
                self.occupy(self.choice[task], self.start[task], 1);
            }
        }
        self.held.fill(None);
        Some(self.starts())
    }

    fn below(&mut self, n: u64) -> usize {
        self.chance(n) as usize
    }

    /// Where a step may move to: some places back or on, but not past what it waits for, nor past
    /// what waits for it.
    fn to(&mut self, network: &Network, order: &[usize], place: usize) -> usize {
        let by = 1 + self.below(REACH);
        let task = order[place];
        if self.below(2) == 0 {
            let free = |t: &&usize| network.waits[task].0.iter().all(|w| w.0 != **t);
            place - order[..place].iter().rev().take_while(free).count().min(by)
        } else {
            let free = |t: &&usize| network.followers[task].iter().all(|f| f.0 != **t);
            place + order[place + 1..].iter().take_while(free).count().min(by)
        }
    }

    /// What comes of the steps as they are laid.
    fn worth(&self, network: &Network, order: &[usize], aim: &Aim) -> Worth {
        let ends = network.ends.iter().map(|&(task, lag)| self.end(task) + lag);
        let goal = ends.max().unwrap_or(0).max(network.least);
        let mut hours = 0;
        if let Some(least) = aim.hours {
            let taken = order.iter().filter_map(|&task| self.choice[task]);
            hours = taken.map(|c| self.instance.choices[c].hours()).sum::<Val>().max(least);
        }
        let late = order.iter().map(|&task| self.start[task] + network.way[task]);
        (goal.max(aim.until), hours, late.map(|late| late * late).sum())
    }

    /// One of a task's choices that need the same, or `None` for whichever suits best.
    fn pace(&mut self, task: usize) -> Option<usize> {
        let instance = self.instance;
        let choices = &instance.tasks[task].choices;
        let at = self.below(choices.len() as u64 + 1);
        choices.get(at).copied().filter(|&c| self.open[c] && self.same(task, c))
    }

    /// Picks again what each need relies on: what is taken `now` at `keep` eighths of its hours,
    /// without a task as far as may be.
    fn pick_near(
        &mut self,
        now: &[Option<usize>],
        out: Option<usize>,
        keep: Val,
        manner: Manner,
    ) -> bool {
        let instance = self.instance;
        let mut cost = Vec::with_capacity(instance.choices.len());
        for (at, choice) in instance.choices.iter().enumerate() {
            let own = choice.hours() + 1;
            cost.push(if out == Some(choice.task) {
                own * 64
            } else if now[choice.task] == Some(at) {
                own * keep
            } else {
                self.blur(own, 4)
            });
        }
        let manner = Manner { by: By::Hours, ..manner };
        self.spread(manner, &cost);
        self.follow(manner)
    }

    /// What is picked when a task is left out as far as may be; what is new comes into the order
    /// before the first step with a shorter way.
    fn without(
        &mut self,
        out: usize,
        now: &[Option<usize>],
        order: &mut Vec<usize>,
        manner: Manner,
    ) -> Option<Network> {
        let keep = self.chance(8);
        if !self.pick_near(now, Some(out), keep, manner) {
            return None;
        }
        let network = self.network()?;
        let mut urgency = vec![0; self.instance.tasks.len()];
        for &(task, _) in &network.picked {
            let way = &network.way;
            let here = |&t: &usize| t == task || now[task].is_none() && way[t] < way[task];
            let place = order.iter().position(here).unwrap_or(order.len());
            urgency[task] = -(place as Val);
        }
        *order = network.order(&urgency);
        Some(network)
    }
}
