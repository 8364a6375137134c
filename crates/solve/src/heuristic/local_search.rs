//! Owns local search: a schedule is bettered by small moves. An activity comes earlier or later in
//! the order of the schedule, or is done at another pace, or is left out for something else.
//! Refuses to prove anything.

use super::network::{ActivityNetwork, Picked};
use super::{BuildOptions, PriorityRule, ScheduleBuilder};
use crate::bounds::evaluate_starts::evaluate_starts;
use crate::bounds::node_queue::FAR;
use crate::instance::{HORIZON, Hours, NEVER, Val, Week};

/// Where a plan shall get to.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// The most hours in any week.
    pub peak: Hours,
    /// The week the goal need not be earlier than.
    pub until: Week,
    /// The hours it need not take less than; `None` where hours do not count.
    pub hours: Option<Hours>,
    /// The number of moves that are tried.
    pub moves: u64,
    /// Another turn tries other moves.
    pub turn: u64,
}

/// What a schedule is worth: smaller is better, field by field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    /// The week of the goal, as far as it counts.
    end: Week,
    /// Hours, where they count.
    hours: Hours,
    /// How late the activities would make the goal by their ways, squared and added up.
    lateness: Val,
}

/// A schedule, as the order in which its activities are put into the weeks.
struct Schedule {
    network: ActivityNetwork,
    order: Vec<usize>,
    worth: Worth,
}

/// A change of a schedule.
struct Move {
    order: Vec<usize>,
    /// The first place of the order that changes.
    from: usize,
    /// The network, where it changes too.
    network: Option<ActivityNetwork>,
}

/// The modes and weeks of all activity copies before a move.
struct Undo {
    mode_of: Vec<Option<usize>>,
    start_of: Vec<Week>,
}

/// An activity moves at most so many places at once.
const MAX_PLACES_PER_MOVE: u64 = 3;

/// Moves between two questions whether to go on.
const MOVES_PER_SIGN: u64 = 16;

/// One move in so many leaves an activity out, where hours count.
const MOVES_PER_OMISSION: u64 = 4;

/// What an activity costs that is left out as far as may be, in times of its hours.
const OMITTED_COST: Val = 64;

/// How much chance changes the costs of what is not in the plan, in eighths.
const CHANCE_EIGHTHS: Val = 4;

impl ScheduleBuilder<'_> {
    /// The plan as good as moves make it, as start weeks of the modes; `None` when it cannot be had
    /// with so few hours a week. It may still rely on support that has run out.
    /// `go_on` is asked now and then; when it answers `false` the moves end.
    pub fn local_search(
        &mut self,
        starts: &[Week],
        aim: &Aim,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Option<Vec<Week>> {
        self.seed ^= aim.turn.wrapping_mul(self.seed << 1);
        self.release.fill(0);
        let options = BuildOptions {
            needs: PriorityRule::EarliestWeek,
            modes: PriorityRule::EarliestWeek,
            chance_eighths: 0,
            peak: aim.peak,
        };
        if !self.relax_to_plan(starts, options) {
            return None;
        }
        let mut now = self.first_schedule(starts, aim, options)?;
        for turn in 1..=aim.moves {
            let enough = aim.hours.is_none_or(|hours| now.worth.hours <= hours);
            if now.worth.end <= aim.until && enough
                || turn.is_multiple_of(MOVES_PER_SIGN) && !go_on()
            {
                break;
            }
            self.try_move(&mut now, aim, options);
        }
        self.held.fill(None);
        Some(self.starts())
    }

    /// Makes the relaxed plan that of given starts: each need is met by what met it first. Returns
    /// whether it keeps the ceiling of weekly hours, if need be with other modes.
    fn relax_to_plan(&mut self, starts: &[Week], options: BuildOptions) -> bool {
        let instance = self.instance;
        let Ok(sweep) = evaluate_starts(instance, self.parents, starts) else { return false };
        for (cost, week) in self.additive_cost.iter_mut().zip(sweep.week) {
            *cost = if week >= NEVER { FAR } else { week * super::EIGHTHS };
        }
        if !self.extract_relaxed_plan(options) {
            return false;
        }
        let above = |&mode: &usize| instance.modes[mode].weekly_hours > options.peak;
        if self.mode_of.iter().flatten().any(above) {
            let now = self.mode_of.clone();
            return self.pick_near(&now, None, 1, options);
        }
        true
    }

    /// The schedule in the order of the given starts, its modes held to their pace where that is
    /// below the ceiling.
    fn first_schedule(
        &mut self,
        starts: &[Week],
        aim: &Aim,
        options: BuildOptions,
    ) -> Option<Schedule> {
        let network = self.network()?;
        let mut urgency = vec![0; self.instance.copies.len()];
        for &Picked { copy, mode } in &network.picked {
            let within = self.instance.modes[mode].weekly_hours <= aim.peak;
            self.held[copy] = within.then_some(mode);
            urgency[copy] = network.way_to_goal[copy] - starts[mode].min(HORIZON) * HORIZON;
        }
        let order = network.order(&urgency);
        self.clear_weeks();
        if order.is_empty() || self.schedule(&network, &order, options, FAR) < order.len() {
            return None;
        }
        let worth = self.worth(&network, &order, aim);
        Some(Schedule { network, order, worth })
    }

    /// Makes a move and keeps it unless the schedule becomes worse.
    fn try_move(&mut self, now: &mut Schedule, aim: &Aim, options: BuildOptions) {
        let place = self.below(now.order.len() as u64);
        let copy = now.order[place];
        let undo = Undo { mode_of: self.mode_of.clone(), start_of: self.start_of.clone() };
        let held = self.held[copy];
        let Some(change) = self.propose(now, place, &undo.mode_of, aim, options) else {
            self.mode_of = undo.mode_of;
            return;
        };
        let Move { order, from, network } = change;
        for &copy in &now.order[from..] {
            self.give_back(undo.mode_of[copy], undo.start_of[copy]);
        }
        let new_network = network.as_ref().unwrap_or(&now.network);
        let scheduled = from + self.schedule(new_network, &order[from..], options, now.worth.end);
        if scheduled == order.len() {
            let worth = self.worth(new_network, &order, aim);
            if worth <= now.worth {
                (now.order, now.worth) = (order, worth);
                if let Some(network) = network {
                    now.network = network;
                }
                return;
            }
        }
        for &copy in &order[from..scheduled] {
            self.give_back(self.mode_of[copy], self.start_of[copy]);
        }
        (self.mode_of, self.start_of) = (undo.mode_of, undo.start_of);
        self.held[copy] = held;
        for &copy in &now.order[from..] {
            if let Some(mode) = self.mode_of[copy] {
                self.occupy(mode, self.start_of[copy], 1);
            }
        }
    }

    fn give_back(&mut self, mode: Option<usize>, start: Week) {
        if let Some(mode) = mode {
            self.occupy(mode, start, -1);
        }
    }

    /// A move of the activity at a place of the order; `None` when nothing comes of it.
    fn propose(
        &mut self,
        now: &Schedule,
        place: usize,
        modes: &[Option<usize>],
        aim: &Aim,
        options: BuildOptions,
    ) -> Option<Move> {
        let copy = now.order[place];
        if aim.hours.is_some() && self.below(MOVES_PER_OMISSION) == 0 {
            return self.without(copy, modes, &now.order, options);
        }
        let to = self.new_place(now, place);
        let mut order = now.order.clone();
        order.remove(place);
        order.insert(to, copy);
        if self.below(2) == 0 {
            self.held[copy] = self.other_pace(copy);
        } else if to == place {
            return None;
        }
        Some(Move { order, from: place.min(to), network: None })
    }

    fn below(&mut self, n: u64) -> usize {
        self.chance(n) as usize
    }

    /// Where an activity may move to: some places back or on, but not past what it waits for, nor
    /// past what waits for it.
    fn new_place(&mut self, now: &Schedule, place: usize) -> usize {
        let by = 1 + self.below(MAX_PLACES_PER_MOVE);
        let Schedule { network, order, .. } = now;
        let copy = order[place];
        if self.below(2) == 0 {
            let links = &network.predecessors[copy].links;
            let free = |other: &&usize| links.iter().all(|link| link.copy != **other);
            place - order[..place].iter().rev().take_while(free).count().min(by)
        } else {
            let links = &network.successors[copy];
            let free = |other: &&usize| links.iter().all(|link| link.copy != **other);
            place + order[place + 1..].iter().take_while(free).count().min(by)
        }
    }

    /// What comes of a schedule.
    fn worth(&self, network: &ActivityNetwork, order: &[usize], aim: &Aim) -> Worth {
        let end = self.ready_week(&network.goal).max(aim.until);
        let mut hours = 0;
        if let Some(least) = aim.hours {
            let taken = order.iter().filter_map(|&copy| self.mode_of[copy]);
            let sum: Hours = taken.map(|mode| self.instance.modes[mode].total_hours()).sum();
            hours = sum.max(least);
        }
        let late = order.iter().map(|&copy| self.start_of[copy] + network.way_to_goal[copy]);
        Worth { end, hours, lateness: late.map(|late| late * late).sum() }
    }

    /// A mode of an activity copy that needs the same, or `None` for whichever suits best.
    fn other_pace(&mut self, copy: usize) -> Option<usize> {
        let modes = &self.instance.copies[copy].modes;
        let at = self.below(modes.len() as u64 + 1);
        let mode = modes.get(at).copied();
        mode.filter(|&mode| self.open[mode] && self.needs_the_same(copy, mode))
    }

    /// Picks again what each need relies on, by hours: what is taken `now` at `keep` eighths of its
    /// hours, `without` one activity copy as far as may be.
    fn pick_near(
        &mut self,
        now: &[Option<usize>],
        without: Option<usize>,
        keep: Val,
        options: BuildOptions,
    ) -> bool {
        let instance = self.instance;
        let mut cost = Vec::with_capacity(instance.modes.len());
        for (at, mode) in instance.modes.iter().enumerate() {
            let own = mode.total_hours() + 1;
            cost.push(if without == Some(mode.copy) {
                own * OMITTED_COST
            } else if now[mode.copy] == Some(at) {
                own * keep
            } else {
                self.perturb(own, CHANCE_EIGHTHS)
            });
        }
        let options = BuildOptions { needs: PriorityRule::LeastHours, ..options };
        self.additive_costs(options, &cost);
        self.extract_relaxed_plan(options)
    }

    /// The move that leaves an activity copy out as far as may be. What is new comes into the order
    /// before the first activity with a shorter way to the goal.
    fn without(
        &mut self,
        out: usize,
        now: &[Option<usize>],
        order: &[usize],
        options: BuildOptions,
    ) -> Option<Move> {
        let keep = self.chance(8);
        if !self.pick_near(now, Some(out), keep, options) {
            return None;
        }
        let network = self.network()?;
        let way = &network.way_to_goal;
        let mut urgency = vec![0; self.instance.copies.len()];
        for &Picked { copy, .. } in &network.picked {
            let here =
                |&other: &usize| other == copy || now[copy].is_none() && way[other] < way[copy];
            let place = order.iter().position(here).unwrap_or(order.len());
            urgency[copy] = -(place as Val);
        }
        Some(Move { order: network.order(&urgency), from: 0, network: Some(network) })
    }
}
