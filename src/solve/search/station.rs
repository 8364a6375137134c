//! Owns what is proven of the way to a goal by taking the stations on it for goals of their own.

use super::detour::CONFLICTS;
use super::{End, HOURS, Search, Vector, WEEKS, order};
use crate::model::Objective;
use crate::solve::instance::{HORIZON, Instance, NEVER, Val};
use crate::solve::{reach, state::ge};

impl Search<'_, '_> {
    /// This problem as a part of itself, with what is proven so far.
    fn part(&self) -> Instance {
        let state = &self.rules.state;
        let mut part = self.instance.clone();
        part.peak = Some(state.hi(self.rules.peak));
        part.budget = Some(state.hi(self.rules.sums[0]));
        part.earliest = (0..part.nodes.len()).map(|at| state.lo(at)).collect();
        part
    }

    /// Proves how early the stations on the way can be reached: each is a goal of its own, with
    /// less to choose from, and what holds for it alone holds for it here.
    pub(super) fn reach_stations(&mut self, nodes: u64) {
        self.rules.state.back_to(0);
        for (station, _) in self.rules.stations() {
            let state = &self.rules.state;
            let as_is = (station, state.hi(self.rules.peak), state.hi(self.rules.sums[0]));
            if station == self.instance.goal
                || self.stopped
                || state.lo(station) >= NEVER
                || self.settled.contains(&as_is)
            {
                continue;
            }
            let mut part = self.part();
            part.goal = station;
            // With time to spare a first plan is easy, and what is proven holds all the same.
            part.deadline = HORIZON;
            reach::tails(&mut part);
            let limit = nodes.min(self.limit.saturating_sub(self.nodes) / 2);
            let mut quiet = |_: u64, _: Option<&Vector>, _: &Vector| true;
            let mut search = Search::new(&part, limit, &mut quiet);
            let least = search.least_weeks();
            let nodes = search.nodes;
            let found = search.best.map(|best| (best.value[WEEKS], best.starts));
            self.nodes += nodes;
            if let Some((weeks, starts)) = found {
                if least == Some(weeks) {
                    self.settled.push(as_is);
                }
                self.carry_on(starts);
            }
            let Some(least) = least else {
                self.dead = true;
                return;
            };
            if least > self.rules.state.lo(station) && !self.always(ge(station, least)) {
                return;
            }
        }
    }

    /// The least week for the goal, as far as it can be proven; `None` when it cannot be reached.
    fn least_weeks(&mut self) -> Option<Val> {
        self.order = order(Objective::Soonest);
        if !self.dead {
            self.thumb(WEEKS);
            if self.best.is_none() {
                self.thumb(HOURS);
            }
            if self.best.is_some() || self.find(None, Objective::Soonest, u64::MAX) == End::Found {
                if self.rules.has_ceiling() {
                    self.detour(CONFLICTS);
                }
                self.minimize(WEEKS);
            }
        }
        (!self.dead).then_some(self.proven[WEEKS])
    }
}
