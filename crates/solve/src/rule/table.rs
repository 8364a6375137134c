//! Owns time-tabling: who must be running when, and what that leaves room for.

use super::{Rules, Step, User};
use crate::instance::{HORIZON, NEVER, Val};
use crate::state::{Bound, State, Var, ge, le};

/// Who must be running when, whatever else is decided.
#[derive(Default)]
pub(super) struct Timetable {
    pub(super) parts: Vec<(User, Val, Val)>,
    pub(super) profile: Vec<Val>,
    pub(super) from: Val,
    pub(super) to: Val,
    pub(super) reason: Vec<Bound>,
}

impl Timetable {
    pub(super) fn clear(&mut self) {
        self.parts.clear();
        (self.from, self.to) = (HORIZON, 0);
    }

    pub(super) fn reset(&mut self) {
        if self.from < self.to {
            self.profile[self.from as usize..self.to as usize].fill(0);
        }
    }

    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn add(&mut self, user: User, from: Val, to: Val) {
        self.parts.push((user, from, to));
        self.from = self.from.min(from);
        self.to = self.to.max(to);
        for week in &mut self.profile[from as usize..to as usize] {
            *week += user.amount;
        }
    }

    /// Adds to the reason who runs in a week, until their use exceeds `spare`.
    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn running(&mut self, week: Val, spare: Val, but: Var) {
        let mut used = 0;
        for &(user, from, to) in &self.parts {
            if from <= week && week < to && user.node != but {
                used += user.amount;
                self.reason.push(ge(user.node, week - user.weeks + 1));
                self.reason.push(le(user.node, week));
                if used > spare {
                    return;
                }
            }
        }
    }

    /// Makes a bound hold that follows for a choice from what is known, since a week has no room.
    #[inline(never)]
    fn give_way(
        &mut self,
        state: &mut State,
        bound: Bound,
        known: [Bound; 2],
        (week, spare): (Val, Val),
    ) -> Step {
        self.reason.clear();
        self.reason.extend(known);
        self.running(week, spare, bound.side / 2);
        state.set(bound, &self.reason)
    }
}

impl Rules<'_> {
    /// Time-tabling with explanations for single weeks (Schutt et al. 2011).
    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn timetable(&mut self, at: usize) -> Step {
        let variable = self.variable_limit(at);
        let most = self.state.hi(self.peak);
        if variable && most >= self.top {
            return Ok(());
        }
        let mut table = std::mem::take(&mut self.table);
        table.clear();
        for user in &self.uses[at] {
            let high = self.state.hi(user.node);
            if high < NEVER {
                let end = self.state.lo(user.node) + user.weeks;
                if high < end {
                    table.add(*user, high, end);
                }
            }
        }
        let result = self.level_out(at, variable.then_some(most), &mut table);
        table.reset();
        self.table = table;
        result
    }

    #[cfg_attr(fast, optimize(speed))]
    pub(super) fn level_out(
        &mut self,
        at: usize,
        most: Option<Val>,
        table: &mut Timetable,
    ) -> Step {
        let (from, to) = (table.from, table.to);
        let instance = self.instance;
        let limit = |w: Val| most.unwrap_or_else(|| instance.resources[at].limit[w as usize]);
        if let Some(most) = most {
            for i in 0..self.uses[at].len() {
                let User { node, amount, .. } = self.uses[at][i];
                if amount <= most {
                    continue;
                }
                self.state.set(ge(node, NEVER), &[le(self.peak, amount - 1)])?;
            }
        }
        // How much the fullest week can still take.
        let mut slack = Val::MAX;
        for week in from..to {
            let used = table.profile[week as usize];
            let limit = limit(week);
            slack = slack.min(limit - used);
            if used > limit {
                table.reason.clear();
                table.running(week, limit, usize::MAX);
                if most.is_none() {
                    return self.state.fail(&table.reason);
                }
                return self.state.set(ge(self.peak, limit + 1), &table.reason);
            }
        }
        for i in 0..self.uses[at].len() {
            let User { node, weeks, amount, .. } = self.uses[at][i];
            if amount <= slack {
                continue;
            }
            let (mut low, mut high) = (self.state.lo(node), self.state.hi(node));
            if low >= NEVER || low == high || low >= to || low + weeks <= from && high >= NEVER {
                continue;
            }
            let (own_from, own_to) =
                if high < NEVER { (high, low + weeks) } else { (NEVER, NEVER) };
            let ceiling = le(self.peak, most.unwrap_or(self.top));
            let spare = |w: Val| limit(w) - amount;
            let full = |profile: &[Val], w: Val| {
                let own = if own_from <= w && w < own_to { amount } else { 0 };
                profile[w as usize] - own > spare(w)
            };
            // Later than the last full week in the way, and again.
            loop {
                let way = low.max(from)..(low + weeks).min(to);
                let Some(week) = way.rev().find(|&w| full(&table.profile, w)) else { break };
                let known = ge(node, week - weeks + 1);
                low = week + 1;
                table.give_way(
                    &mut self.state,
                    ge(node, low),
                    [known, ceiling],
                    (week, spare(week)),
                )?;
                if low + weeks > HORIZON {
                    break;
                }
            }
            high = self.state.hi(node).min(high);
            while high < NEVER {
                let mut way = high.max(from)..(high + weeks).min(to);
                let Some(week) = way.find(|&w| full(&table.profile, w)) else { break };
                let known = le(node, week);
                high = week - weeks;
                table.give_way(
                    &mut self.state,
                    le(node, high),
                    [known, ceiling],
                    (week, spare(week)),
                )?;
            }
        }
        Ok(())
    }
}
