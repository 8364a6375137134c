//! Owns what is proven of the way to a goal by taking the stations on it for goals of their own.

use super::detour::CONFLICTS;
use super::{End, HOURS, Search, Vector, WEEKS, order};
use crate::instance::{HORIZON, Instance, NEVER, Val};
use crate::{reach, state::ge};
use qitu_model::Objective;
use qitu_model::order::Listed;

/// A station, under so many hours a week and so high a fee.
pub(super) type Question = (usize, Val, Val);

impl Search<'_, '_> {
    /// This problem as a part of itself, with what is proven so far and so many hours a week.
    fn part(&self, peak: Val) -> Instance {
        let state = &self.rules.state;
        let mut part = self.instance.clone();
        part.peak = Some(peak);
        part.budget = Some(state.hi(self.rules.sums[0]));
        part.earliest = (0..part.nodes.len()).map(|at| state.lo(at)).listed();
        part
    }

    /// Proves how early the stations on the way can be reached: each is a goal of its own, with
    /// less to choose from, and what holds for it alone holds for it here. Under a `peak` that is
    /// only hoped for nothing is proven; a plan that comes of it is kept.
    pub(super) fn reach_stations(&mut self, nodes: u64, peak: Option<Val>) {
        self.rules.state.back_to(0);
        let ceiling = peak.unwrap_or(self.rules.state.hi(self.rules.peak));
        for (station, _) in self.rules.stations() {
            let state = &self.rules.state;
            if station == self.instance.goal || self.stopped || state.lo(station) >= NEVER {
                continue;
            }
            let question = (station, ceiling, state.hi(self.rules.sums[0]));
            let settled = self.settled.iter().find(|s| s.0 == question).map(|s| s.1);
            let least = settled.or_else(|| self.reach(question, nodes));
            if peak.is_some() {
                continue;
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

    /// The least week for a station under a ceiling of hours and fees, as far as proven; `None`
    /// when it cannot be reached. A plan for it is carried on to the goal.
    fn reach(&mut self, question: Question, nodes: u64) -> Option<Val> {
        let (station, peak, _) = question;
        let mut part = self.part(peak);
        part.goal = station;
        // With time to spare a first plan is easy, and what is proven holds all the same.
        part.deadline = HORIZON;
        reach::tails(&mut part);
        let limit = nodes.min(self.limit.saturating_sub(self.nodes) / 2);
        let mut quiet = |_: u64, _: Option<&Vector>, _: &Vector| true;
        let mut search = Search::new(&part, limit, &mut quiet);
        let least = search.least_weeks();
        self.nodes += search.nodes;
        if let Some(best) = search.best {
            if least == Some(best.value[WEEKS]) {
                self.settled.push((question, best.value[WEEKS]));
            }
            self.carry_on(best.starts, peak);
        }
        least
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
