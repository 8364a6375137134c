//! Owns making a plan better by small changes, one after another (local search): a step is put
//! earlier or later in the order in which steps are laid, or done at another pace, or left out for
//! something else. Refuses to prove anything.

use super::{By, Drafter, FAR, Manner, Network};
use crate::order::{self, Listed};
use crate::solve::instance::{NEVER, Val};
use crate::solve::reach;
use std::cmp::Reverse;

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

/// What a plan is worth, smaller is better: how late, how many hours, and how far to the left.
type Worth = (Val, Val, Val);

/// A step moves at most so many places at once.
const REACH: u64 = 6;

/// One change in so many is to leave a step out, where hours count.
const SELECTS: u64 = 4;

impl Drafter<'_> {
    /// The plan as good as small changes make it, as start weeks of the choices; `None` when it
    /// does not even hold as it is. It may still be one that leans on what has run out.
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
        let mut network = self.network()?;
        let mut order: Vec<usize> = network.picked.iter().map(|p| p.0).listed();
        for &(task, choice) in &network.picked {
            self.held[task] = (instance.choices[choice].weekly <= aim.peak).then_some(choice);
        }
        let first = |&task: &usize| self.choice[task].map_or(NEVER, |c| starts[c]);
        order::by_key(&mut order, |t| (first(t), Reverse(network.way[*t])));
        let mut worth = self.worth(&network, &order, manner, aim)?;
        let mut kept = (self.choice.clone(), self.start.clone());
        for _ in 0..aim.rounds {
            if worth.0 <= aim.until && aim.hours.is_none_or(|hours| worth.1 <= hours) {
                break;
            }
            let place = self.below(order.len() as u64);
            let task = order[place];
            let (before, held) = (order.clone(), self.held[task]);
            let mut other = None;
            if aim.hours.is_some() && self.below(SELECTS) == 0 {
                other = self.without(task, &kept.0, &mut order, manner);
                if other.is_none() {
                    order.clear();
                }
            } else {
                let by = 1 + self.below(REACH);
                let earlier = self.below(2) == 0;
                let to = if earlier { place.saturating_sub(by) } else { place + by };
                order.remove(place);
                order.insert(to.min(order.len()), task);
                if self.below(2) == 0 {
                    self.held[task] = self.pace(task);
                }
            }
            let new = self.worth(other.as_ref().unwrap_or(&network), &order, manner, aim);
            if let Some(new) = new.filter(|new| *new <= worth) {
                worth = new;
                kept = (self.choice.clone(), self.start.clone());
                network = other.unwrap_or(network);
            } else {
                order = before;
                self.held[task] = held;
                self.choice.clone_from(&kept.0);
            }
        }
        self.held.fill(None);
        (self.choice, self.start) = kept;
        Some(self.starts())
    }

    fn below(&mut self, n: u64) -> usize {
        self.chance(n) as usize
    }

    /// Lays the steps in this order, each as soon as it can, and says what comes of it.
    fn worth(
        &mut self,
        network: &Network,
        order: &[usize],
        manner: Manner,
        aim: &Aim,
    ) -> Option<Worth> {
        let mut urgency = vec![0; self.instance.tasks.len()];
        for (place, &task) in order.iter().rev().enumerate() {
            urgency[task] = place as Val;
        }
        if order.is_empty() || !self.lay(network, &urgency, manner) {
            return None;
        }
        let ends = network.ends.iter().map(|&(task, lag)| self.end(task) + lag);
        let goal = ends.max().unwrap_or(0).max(network.least);
        let mut hours = 0;
        if let Some(least) = aim.hours {
            let taken = order.iter().filter_map(|&task| self.choice[task]);
            hours = taken.map(|c| self.instance.choices[c].hours()).sum::<Val>().max(least);
        }
        let left = order.iter().map(|&task| self.start[task]).sum();
        Some((goal.max(aim.until), hours, left))
    }

    /// One of a task's choices that need the same, or `None` for whichever suits best.
    fn pace(&mut self, task: usize) -> Option<usize> {
        let instance = self.instance;
        let choices = &instance.tasks[task].choices;
        let at = self.below(choices.len() as u64 + 1);
        choices.get(at).copied().filter(|&c| self.open[c] && self.same(task, c))
    }

    /// What is picked when a task is left out as far as may be; what is new comes into the order.
    fn without(
        &mut self,
        out: usize,
        now: &[Option<usize>],
        order: &mut Vec<usize>,
        manner: Manner,
    ) -> Option<Network> {
        let instance = self.instance;
        let manner = Manner { by: By::Hours, ..manner };
        let keep = self.chance(8);
        let mut cost = Vec::with_capacity(instance.choices.len());
        for (at, choice) in instance.choices.iter().enumerate() {
            let own = choice.hours() + 1;
            cost.push(if choice.task == out {
                own * 64
            } else if now[choice.task] == Some(at) {
                own * keep
            } else {
                self.blur(own, 4)
            });
        }
        self.spread(manner, &cost);
        if !self.follow(manner) {
            return None;
        }
        let network = self.network()?;
        order.retain(|&task| self.choice[task].is_some());
        for &(task, _) in network.picked.iter().filter(|p| now[p.0].is_none()) {
            let way = &network.way;
            let place = order.iter().position(|&t| way[t] < way[task]);
            order.insert(place.unwrap_or(order.len()), task);
        }
        Some(network)
    }
}
