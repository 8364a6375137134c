//! Owns the time-tabling propagator: what must run in a week, wherever it starts, leaves room for
//! nothing larger than the rest, with explanations for single weeks (Schutt, Feydy, Stuckey and
//! Wallace 2011).

use super::{Propagators, ResourceUser};
use crate::instance::{HORIZON, NEVER, Val, Week};
use crate::kernel::{Conflict, Kernel, Literal, Propagation, Var, ge, le};
use std::ops::Range;

/// No variable is left out of a reason.
const NO_VAR: Var = usize::MAX;

/// A span before any part: each widens it.
const NO_WEEKS: Range<Week> = Range { start: HORIZON, end: 0 };

/// The weeks in which a mode runs wherever it starts.
struct CompulsoryPart {
    user: ResourceUser,
    weeks: Range<Week>,
}

/// The compulsory parts of a resource's users, and what they use in each week.
#[derive(Default)]
pub(super) struct Timetable {
    parts: Vec<CompulsoryPart>,
    profile: Vec<Val>,
    /// All parts lie in these weeks.
    span: Range<Week>,
    reason: Vec<Literal>,
}

/// The limit of a resource in each week.
struct WeeklyLimit<'i> {
    weekly: &'i [Val],
    /// The same for every week, where the peak is the limit.
    ceiling: Option<Val>,
}

impl WeeklyLimit<'_> {
    #[inline(always)]
    fn at(&self, week: Week) -> Val {
        self.ceiling.unwrap_or_else(|| self.weekly[week as usize])
    }
}

/// A user that does not fit beside the compulsory parts of others.
struct Misfit<'i> {
    user: ResourceUser,
    /// Its own compulsory weeks.
    own: Range<Week>,
    limit: &'i WeeklyLimit<'i>,
    /// What makes the limit hold; always true where it is no ceiling.
    ceiling: Literal,
}

impl Timetable {
    /// One without parts.
    pub(super) fn new() -> Self {
        let profile = vec![0; HORIZON as usize + 1];
        Self { parts: Vec::new(), profile, span: NO_WEEKS, reason: Vec::new() }
    }

    fn clear(&mut self) {
        if self.span.start < self.span.end {
            self.profile[self.span.start as usize..self.span.end as usize].fill(0);
        }
        self.parts.clear();
        self.span = NO_WEEKS;
    }

    fn add(&mut self, user: ResourceUser, weeks: Range<Week>) {
        self.span = self.span.start.min(weeks.start)..self.span.end.max(weeks.end);
        for used in &mut self.profile[weeks.start as usize..weeks.end as usize] {
            *used += user.amount;
        }
        self.parts.push(CompulsoryPart { user, weeks });
    }

    /// Adds to the reason who runs in a week, `but` for one, until their use exceeds `spare`.
    fn explain_week(&mut self, week: Week, spare: Val, but: Var) {
        let mut used = 0;
        for CompulsoryPart { user, weeks } in &self.parts {
            if weeks.contains(&week) && user.start != but {
                used += user.amount;
                self.reason.push(ge(user.start, week - user.weeks + 1));
                self.reason.push(le(user.start, week));
                if used > spare {
                    return;
                }
            }
        }
    }

    /// Makes a bound of a misfit's start hold, since a week has no room for it.
    #[inline(never)]
    fn shift(
        &mut self,
        kernel: &mut Kernel,
        misfit: &Misfit,
        (known, implied): (Literal, Literal),
        week: Week,
    ) -> Propagation {
        self.reason.clear();
        self.reason.extend([known, misfit.ceiling]);
        self.explain_week(week, misfit.spare(week), misfit.user.start);
        kernel.imply(implied, &self.reason)
    }
}

impl Misfit<'_> {
    #[inline(always)]
    fn spare(&self, week: Week) -> Val {
        self.limit.at(week) - self.user.amount
    }

    /// Do others leave too little room in a week?
    #[inline(always)]
    fn is_full(&self, profile: &[Val], week: Week) -> bool {
        let own = if self.own.contains(&week) { self.user.amount } else { 0 };
        profile[week as usize] - own > self.spare(week)
    }

    /// Starts after the last full week in its way, and again.
    fn push_later(
        &self,
        kernel: &mut Kernel,
        table: &mut Timetable,
        mut earliest: Week,
    ) -> Propagation {
        let ResourceUser { start, weeks, .. } = self.user;
        loop {
            let mut way = earliest.max(table.span.start)..(earliest + weeks).min(table.span.end);
            let Some(week) = way.rfind(|&w| self.is_full(&table.profile, w)) else {
                return Ok(());
            };
            earliest = week + 1;
            let shift = (ge(start, week - weeks + 1), ge(start, earliest));
            table.shift(kernel, self, shift, week)?;
            if earliest + weeks > HORIZON {
                return Ok(());
            }
        }
    }

    /// Ends before the first full week in its way, and again.
    fn push_earlier(
        &self,
        kernel: &mut Kernel,
        table: &mut Timetable,
        mut latest: Week,
    ) -> Propagation {
        let ResourceUser { start, weeks, .. } = self.user;
        while latest < NEVER {
            let mut way = latest.max(table.span.start)..(latest + weeks).min(table.span.end);
            let Some(week) = way.find(|&w| self.is_full(&table.profile, w)) else {
                return Ok(());
            };
            latest = week - weeks;
            table.shift(kernel, self, (le(start, week), le(start, latest)), week)?;
        }
        Ok(())
    }
}

impl Propagators<'_> {
    /// Draws what follows from the compulsory parts of a resource's users.
    pub(super) fn timetable(&mut self, resource: usize) -> Propagation {
        let most = self.kernel.upper(self.peak);
        let limit = if self.is_weekly_total(resource) {
            if most >= self.peak_upper {
                return Ok(());
            }
            WeeklyLimit { weekly: &[], ceiling: Some(most) }
        } else {
            WeeklyLimit { weekly: &self.instance.resources[resource].limit, ceiling: None }
        };
        let mut table = std::mem::take(&mut self.timetable);
        table.clear();
        for user in &self.resource_users[resource] {
            let latest = self.kernel.upper(user.start);
            if latest < NEVER {
                let end = self.kernel.lower(user.start) + user.weeks;
                if latest < end {
                    table.add(*user, latest..end);
                }
            }
        }
        let result = self.apply_timetable(resource, &limit, &mut table);
        self.timetable = table;
        result
    }

    fn apply_timetable(
        &mut self,
        resource: usize,
        limit: &WeeklyLimit,
        table: &mut Timetable,
    ) -> Propagation {
        if let Some(most) = limit.ceiling {
            self.close_modes_above(resource, most)?;
        }
        let slack = self.check_profile(limit, table)?;
        for i in 0..self.resource_users[resource].len() {
            let user = self.resource_users[resource][i];
            if user.amount > slack {
                self.fit_beside_others(user, limit, table)?;
            }
        }
        Ok(())
    }

    /// Rules out what alone takes more hours a week than the ceiling allows.
    fn close_modes_above(&mut self, resource: usize, most: Val) -> Propagation {
        for i in 0..self.resource_users[resource].len() {
            let ResourceUser { start, amount, .. } = self.resource_users[resource][i];
            if amount > most {
                self.kernel.imply(ge(start, NEVER), &[le(self.peak, amount - 1)])?;
            }
        }
        Ok(())
    }

    /// Finds a week in which the compulsory parts exceed the limit; else returns how much the
    /// fullest week can still take.
    fn check_profile(
        &mut self,
        limit: &WeeklyLimit,
        table: &mut Timetable,
    ) -> Result<Val, Conflict> {
        let mut slack = Val::MAX;
        for week in table.span.clone() {
            let used = table.profile[week as usize];
            let most = limit.at(week);
            slack = slack.min(most - used);
            if used > most {
                table.reason.clear();
                table.explain_week(week, most, NO_VAR);
                if limit.ceiling.is_none() {
                    self.kernel.raise_conflict(&table.reason)?;
                } else {
                    self.kernel.imply(ge(self.peak, most + 1), &table.reason)?;
                }
            }
        }
        Ok(slack)
    }

    /// Moves a user's start out of the weeks in which others leave it no room.
    fn fit_beside_others(
        &mut self,
        user: ResourceUser,
        limit: &WeeklyLimit,
        table: &mut Timetable,
    ) -> Propagation {
        let (low, high) = (self.kernel.lower(user.start), self.kernel.upper(user.start));
        let before_all = low + user.weeks <= table.span.start && high >= NEVER;
        if low >= NEVER || low == high || low >= table.span.end || before_all {
            return Ok(());
        }
        let own = if high < NEVER { high..low + user.weeks } else { NEVER..NEVER };
        let ceiling = le(self.peak, limit.ceiling.unwrap_or(self.peak_upper));
        let misfit = Misfit { user, own, limit, ceiling };
        misfit.push_later(&mut self.kernel, table, low)?;
        let high = self.kernel.upper(user.start).min(high);
        misfit.push_earlier(&mut self.kernel, table, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::{Edge, Instance, NodeKind};
    use crate::testing::{Activity, Sketch, conflict, reason, under};

    /// Two activities, of four and of two weeks, that use 3 a week each of a resource of 5.
    fn two_on_one() -> (Instance, [Activity; 2]) {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 4, 3), sketch.activity(&[], 2, 3));
        sketch.resource(5, &[(a.mode, 3), (b.mode, 3)]);
        let goal = sketch.node(NodeKind::All, &[Edge::to(a.end), Edge::to(b.end)]);
        (sketch.instance(goal), [a, b])
    }

    /// What makes the limit hold: always true where the limit is no ceiling.
    fn any_peak(p: &Propagators) -> Literal {
        le(p.peak, p.peak_upper)
    }

    #[test]
    fn a_start_moves_past_the_full_weeks_in_its_way() {
        let (instance, [a, b]) = two_on_one();
        // The first runs in weeks 3 to 5 wherever it starts.
        let mut p = under(&instance, &[ge(a.start, 2), le(a.start, 3), ge(b.start, 2)]);
        p.timetable(0).expect("possible");
        assert_eq!(p.kernel.lower(b.start), 6);
        let first = [ge(b.start, 2), any_peak(&p), ge(a.start, 0), le(a.start, 3)];
        assert_eq!(reason(&p, ge(b.start, 4)), first);
        let second = [ge(b.start, 4), any_peak(&p), ge(a.start, 2), le(a.start, 5)];
        assert_eq!(reason(&p, ge(b.start, 6)), second);
    }

    #[test]
    fn a_start_moves_before_the_full_weeks_in_its_way() {
        let (instance, [a, b]) = two_on_one();
        let mut p = under(&instance, &[ge(a.start, 2), le(a.start, 3), le(b.start, 5)]);
        p.timetable(0).expect("possible");
        assert_eq!(p.kernel.upper(b.start), 1);
        // Week 5 is full, then week 3.
        let first = [le(b.start, 5), any_peak(&p), ge(a.start, 2), le(a.start, 5)];
        assert_eq!(reason(&p, le(b.start, 3)), first);
        let second = [le(b.start, 3), any_peak(&p), ge(a.start, 0), le(a.start, 3)];
        assert_eq!(reason(&p, le(b.start, 1)), second);
    }

    #[test]
    fn without_a_compulsory_part_nothing_moves() {
        let (instance, [a, b]) = two_on_one();
        let mut p = under(&instance, &[ge(a.start, 2), le(a.start, 6), le(b.start, 5)]);
        let before = p.kernel.trail_len();
        p.timetable(0).expect("possible");
        assert_eq!(p.kernel.trail_len(), before);
    }

    #[test]
    fn a_compulsory_part_of_one_week_counts() {
        let (instance, [a, b]) = two_on_one();
        let mut p = under(&instance, &[ge(a.start, 2), le(a.start, 5), ge(b.start, 4)]);
        p.timetable(0).expect("possible");
        let why = [ge(b.start, 4), any_peak(&p), ge(a.start, 2), le(a.start, 5)];
        assert_eq!(reason(&p, ge(b.start, 6)), why);
    }

    #[test]
    fn two_that_must_run_in_one_week_are_a_conflict() {
        let (instance, [a, b]) = two_on_one();
        let decisions = [ge(a.start, 2), le(a.start, 4), ge(b.start, 4), le(b.start, 4)];
        let mut p = under(&instance, &decisions);
        let result = p.timetable(0);
        let why = [ge(a.start, 1), le(a.start, 4), ge(b.start, 3), le(b.start, 4)];
        assert_eq!(conflict(&p, result), why);
    }

    #[test]
    fn a_reason_names_as_many_as_it_takes_and_no_more() {
        let mut sketch = Sketch::new();
        let [past, a, b, c] = [2, 2, 1, 1].map(|amount| sketch.activity(&[], 4, amount));
        let late = sketch.activity(&[], 2, 3);
        let usages = [(past.mode, 2), (a.mode, 2), (b.mode, 1), (c.mode, 1), (late.mode, 3)];
        sketch.resource(5, &usages);
        let instance = sketch.instance(late.end);
        let mut decisions = vec![ge(late.start, 2), ge(past.start, 9), le(past.start, 9)];
        for one in [a, b, c] {
            decisions.extend([ge(one.start, 2), le(one.start, 3)]);
        }
        let mut p = under(&instance, &decisions);
        p.timetable(0).expect("possible");
        // One runs in other weeks; the first of the others alone leaves the room that is asked for,
        // and the third is not needed any more.
        let run = [a, b].map(|one| [ge(one.start, 0), le(one.start, 3)]).concat();
        let why = [vec![ge(late.start, 2), any_peak(&p)], run].concat();
        assert_eq!(reason(&p, ge(late.start, 4)), why);
    }

    #[test]
    fn a_week_may_be_filled_to_its_limit() {
        let mut sketch = Sketch::new();
        let [a, b, c] = [3, 2, 5].map(|amount| sketch.activity(&[], 2, amount));
        sketch.resource(5, &[(a.mode, 3), (b.mode, 2), (c.mode, 5)]);
        let instance = sketch.instance(b.end);
        // One week is full, so that every other is asked about as well.
        let full = [ge(c.start, 9), le(c.start, 9), ge(a.start, 2), le(a.start, 2)];
        let mut p = under(&instance, &[&full[..], &[ge(b.start, 2), le(b.start, 4)]].concat());
        p.timetable(0).expect("possible");
        assert_eq!((p.kernel.lower(b.start), p.kernel.upper(b.start)), (2, 4));
    }

    #[test]
    fn hours_beyond_the_ceiling_are_a_conflict_with_it() {
        let (mut instance, [a, b]) = two_on_one();
        instance.peak = Some(5);
        let weekly_total = instance.resources.len();
        let decisions = [ge(a.start, 2), le(a.start, 4), ge(b.start, 4), le(b.start, 4)];
        let mut p = under(&instance, &decisions);
        let result = p.timetable(weekly_total);
        let why = [ge(a.start, 1), le(a.start, 4), ge(b.start, 3), le(b.start, 4), le(p.peak, 5)];
        assert_eq!(conflict(&p, result), why);
    }

    #[test]
    fn a_ceiling_of_weekly_hours_is_part_of_the_reason() {
        let (mut instance, [a, b]) = two_on_one();
        instance.peak = Some(5);
        let weekly_total = instance.resources.len();
        let mut p = under(&instance, &[ge(a.start, 2), le(a.start, 3), ge(b.start, 3)]);
        p.timetable(weekly_total).expect("possible");
        let why = [ge(b.start, 4), le(p.peak, 5), ge(a.start, 2), le(a.start, 5)];
        assert_eq!(reason(&p, ge(b.start, 6)), why);
    }

    #[test]
    fn what_alone_takes_more_than_the_ceiling_is_not_taken() {
        let mut sketch = Sketch::new();
        let (a, b) = (sketch.activity(&[], 4, 4), sketch.activity(&[], 2, 6));
        let goal = sketch.node(NodeKind::All, &[Edge::to(a.end)]);
        let mut instance = sketch.instance(goal);
        instance.peak = Some(8);
        let mut p = under(&instance, &[]);
        p.kernel.decide(le(p.peak, 4)).expect("open");
        p.timetable(0).expect("possible");
        assert_eq!(reason(&p, ge(b.start, NEVER)), [le(p.peak, 5)]);
        assert_eq!(p.kernel.lower(a.start), 0);
    }
}
