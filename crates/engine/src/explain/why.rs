//! Owns why each step is there, what it waits for, and the chain of steps that sets the date.
//! Refuses to ask the search: a plan and its catalogue are enough, and an odd plan is only
//! explained less.

use super::life::{HORIZON, Life, Support, Taken};
use super::unreachable;
use qitu_model::{Binding, Catalogue, Cause, Need, Pin, Plan, PlanStatus, Scenario, Step, Weeks};

/// Fills `because` of every step and `reasons` of the plan.
///
/// A plan that is there gets the chain of steps that sets its date, ended by the goal. An
/// impossible one gets the needs that cannot be met or, where each alone could be, the facts that
/// bound it.
pub fn why(catalogue: &Catalogue, scenario: &Scenario, plan: &mut Plan) {
    if plan.status == PlanStatus::Impossible {
        why_impossible(catalogue, scenario, plan);
    } else {
        why_so(catalogue, scenario, plan);
    }
}

/// [`why`] for an answer that there is no plan.
pub fn why_impossible(catalogue: &Catalogue, scenario: &Scenario, plan: &mut Plan) {
    plan.reasons = unreachable(catalogue, scenario);
    if plan.reasons.is_empty() {
        plan.reasons = vec![Cause::Conflict { facts: super::fact::all(catalogue, scenario) }];
    }
}

/// [`why`] for every other answer.
pub fn why_so(catalogue: &Catalogue, scenario: &Scenario, plan: &mut Plan) {
    let Some(value) = plan.value else { return };
    let (because, reasons) = {
        let life = Life::of(catalogue, scenario, plan);
        let week = i64::from(value.weeks.0);
        let goal = life.supports(&scenario.goal, None, week, (week, usize::MAX));
        let goal = goal.unwrap_or_default();
        let met = (0..plan.steps.len()).map(|step| met_by(&life, step)).collect::<Vec<_>>();
        let why = Why { life: &life, plan, goal, met };
        ((0..plan.steps.len()).map(|at| why.because(at)).collect::<Vec<_>>(), why.chain(week))
    };
    for (step, because) in plan.steps.iter_mut().zip(because) {
        step.because = because;
    }
    plan.reasons = reasons;
}

/// What holds a step at its week, and the step that this leads to.
struct Hold {
    cause: Cause,
    next: Option<usize>,
}

struct Why<'a> {
    life: &'a Life<'a>,
    plan: &'a Plan,
    goal: Vec<Support<'a>>,
    /// By step: what meets its needs in the week it starts.
    met: Vec<Vec<Support<'a>>>,
}

/// What meets the needs of a step in the week it starts.
fn met_by<'a>(life: &'a Life<'a>, step: usize) -> Vec<Support<'a>> {
    let Some(taken) = life.step(step) else { return Vec::new() };
    life.step_supports(step, taken.start, life.seen(step)).unwrap_or_default()
}

impl Why<'_> {
    fn because(&self, at: usize) -> Vec<Cause> {
        let mut found: Vec<Cause> = Vec::new();
        let mut add = |cause: Cause| {
            if !found.contains(&cause) {
                found.push(cause);
            }
        };
        for support in self.goal.iter().filter(|support| support.by == Some(at)) {
            add(Cause::Goal { need: support.need.clone() });
        }
        for (step, supports) in self.met.iter().enumerate() {
            for support in supports.iter().filter(|support| support.by == Some(at)) {
                add(Cause::For { step, need: support.need.clone() });
            }
        }
        if self.plan.steps.get(at).is_some_and(|step| self.is_pinned(step)) {
            add(Cause::Pinned);
        }
        if found.is_empty() {
            found.extend(self.could_be_for(at));
        }
        found.extend(self.holds(at).into_iter().map(|hold| hold.cause));
        found
    }

    fn is_pinned(&self, step: &Step) -> bool {
        let ground = &self.life.ground;
        let meets = |pin: &Pin| {
            ground.now(&pin.activity) == ground.now(&step.activity)
                && pin.offer.as_ref().is_none_or(|offer| *offer == step.offer)
                && pin.pace.is_none_or(|pace| Some(pace) == step.pace)
                && pin.start.is_none_or(|day| ground.week_of(day) == i64::from(step.start.0))
        };
        ground.scenario.pins.iter().any(meets)
    }

    /// A need that this step would meet, where another step already does.
    fn could_be_for(&self, at: usize) -> Option<Cause> {
        let taken = self.life.step(at)?;
        for (step, _) in self.plan.steps.iter().enumerate() {
            let Some(other) = self.life.step(step).filter(|_| step != at) else { continue };
            if other.start < taken.end {
                continue;
            }
            let offer = other.offer.map(|offer| &offer.needs);
            for tree in [Some(&other.activity.needs), offer].into_iter().flatten() {
                if let Some(need) = self.leaf_met(tree, taken) {
                    return Some(Cause::For { step, need });
                }
            }
        }
        let goal = &self.life.ground.scenario.goal;
        self.leaf_met(goal, taken).map(|need| Cause::Goal { need })
    }

    fn leaf_met(&self, tree: &Need, taken: &Taken<'_>) -> Option<Need> {
        let ground = &self.life.ground;
        let gives = &taken.activity.gives;
        let mut found = None;
        tree.walk(&mut |need| {
            let met = match need {
                Need::Skill { skill, level } => gives.skills.get(skill).is_some_and(|l| l >= level),
                Need::Course { course: id } | Need::Role { role: id } => {
                    ground.now(id) == taken.activity.id
                }
                Need::Certificate { certificate, .. } => {
                    ground.gives_certificate(taken.kind, taken.activity, ground.now(certificate))
                }
                Need::Tenure { tenure, .. } => {
                    ground.holdings.serves(&taken.activity.id, ground.now(tenure))
                }
                Need::Education { education } => gives.education.is_some_and(|e| e >= *education),
                _ => false,
            };
            if met && found.is_none() {
                found = Some(need.clone());
            }
        });
        found
    }

    /// What keeps a step from starting earlier, in the order of time. Empty for week 0.
    fn holds(&self, at: usize) -> Vec<Hold> {
        let Some(taken) = self.life.step(at).filter(|taken| taken.start > 0) else {
            return Vec::new();
        };
        let wait = |week: i64, binding: Binding, next: Option<usize>| Hold {
            cause: Cause::Waits { week: weeks(week), binding },
            next,
        };
        let ground = &self.life.ground;
        let id = taken.activity.id.as_str();
        let fixed = ground.scenario.pins.iter().any(|pin| {
            ground.now(&pin.activity) == id
                && pin.start.is_some_and(|day| ground.week_of(day) == taken.start)
        });
        if fixed {
            return vec![wait(taken.start, Binding::Pin { activity: id.to_owned() }, None)];
        }
        let before = self.before(taken);
        let mut holds = Vec::new();
        if let Some(before) = before.filter(|week| *week >= 0) {
            holds.extend(self.needed(at, taken, before));
            if holds.is_empty() {
                holds.extend(self.crowded(at, taken, before));
            }
        }
        let skipped = before.is_none_or(|week| week + 1 < taken.start);
        if skipped && (before.is_none() || !holds.is_empty()) {
            let date = ground.monday(taken.start);
            holds.push(wait(taken.start, Binding::Intake { date }, None));
        }
        if holds.is_empty() {
            holds.push(wait(taken.start, Binding::Choice, None));
        }
        holds
    }

    /// The need that does not hold if the step starts in the week `before`.
    fn needed(&self, at: usize, taken: &Taken<'_>, before: i64) -> Option<Hold> {
        let life = self.life;
        if life.step_supports(at, before, (before, usize::MAX)).is_some() {
            return None;
        }
        let supports = self.met.get(at)?;
        let last = self.last(supports)?;
        let week = last.since.clamp(0, taken.start);
        let binding = self.binding(last);
        Some(Hold { cause: Cause::Waits { week: weeks(week), binding }, next: last.by })
    }

    /// The support that comes last; of several in one week one that could not come sooner.
    fn last<'s, 'n>(&self, supports: &'s [Support<'n>]) -> Option<&'s Support<'n>> {
        supports.iter().max_by_key(|one| {
            (one.since, one.by.is_some(), one.by.is_some_and(|by| !self.is_free(by)))
        })
    }

    /// Could the step start sooner while all others stay?
    fn is_free(&self, at: usize) -> bool {
        let Some(taken) = self.life.step(at).filter(|taken| taken.start > 0) else { return false };
        let before = self.before(taken).filter(|week| *week >= 0);
        before.is_some_and(|before| {
            let moment = (before, usize::MAX);
            self.life.step_supports(at, before, moment).is_some()
                && self.crowded(at, taken, before).is_none()
        })
    }

    /// Where a step could have started last before: the week before, or the intake before.
    fn before(&self, taken: &Taken<'_>) -> Option<i64> {
        let intake = |offer| self.life.ground.intake_by(offer, taken.start - 1);
        match taken.offer.map(intake) {
            None | Some(None) => Some(taken.start - 1),
            Some(Some(intake)) => intake,
        }
    }

    fn binding(&self, support: &Support<'_>) -> Binding {
        let need = support.need.clone();
        match support.by.map(|by| (by, self.life.step(by).map(|step| step.end))) {
            Some((step, Some(end))) if end == support.since => Binding::Step { step, need },
            _ => Binding::Time { need },
        }
    }

    /// The week without room if the step starts in the week `before` and the others stay.
    fn crowded(&self, at: usize, taken: &Taken<'_>, before: i64) -> Option<Hold> {
        let ground = &self.life.ground;
        let length = (taken.end - taken.start).min(HORIZON);
        // From its own start on the step has had room already.
        for week in before..(before + length).min(taken.start) {
            let others: Vec<(usize, &Taken<'_>)> = (0..self.plan.steps.len())
                .filter(|other| *other != at)
                .filter_map(|other| Some((other, self.life.step(other)?)))
                .filter(|(_, other)| other.runs_in(week))
                .collect::<Vec<_>>();
            // The one that makes way last is the one to wait for.
            let next = |fits: &dyn Fn(&Taken<'_>) -> bool| {
                let fit = others.iter().filter(|(_, other)| fits(other));
                fit.max_by_key(|(_, other)| (other.end <= taken.start, other.end))
                    .map(|(at, _)| *at)
            };
            let hold = |binding: Binding, next: Option<usize>| {
                let cause = Cause::Waits { week: weeks(taken.start), binding };
                Some(Hold { cause, next })
            };
            let mut parts = taken.parts.clone();
            parts.extend(others.iter().flat_map(|(_, other)| other.parts.iter().copied()));
            if let Some(slots) = ground.overfull(&ground.free_hours(week), &parts) {
                let mask = ground.bits(&slots);
                let shares = |other: &Taken<'_>| {
                    other.parts.iter().any(|(hours, fits)| *hours > 0 && fits & mask != 0)
                };
                let next = next(&shares);
                return hold(Binding::FullWeek { week: weeks(week), slots }, next);
            }
            let running = others.iter().filter(|(_, other)| other.is_loaded()).count() as u64;
            if taken.is_loaded() && running >= u64::from(ground.scenario.at_once) {
                return hold(
                    Binding::AtOnce { week: weeks(week) },
                    next(&|other| other.is_loaded()),
                );
            }
            let sessions = |taken: &Taken<'_>| {
                taken.offer.map(|offer| offer.sessions.clone()).unwrap_or_default()
            };
            let own = sessions(taken);
            let clash = others.iter().find(|(_, other)| {
                sessions(other).iter().any(|a| own.iter().any(|b| a.overlaps(*b)))
            });
            if let Some((step, _)) = clash {
                return hold(Binding::Sessions { step: *step }, Some(*step));
            }
        }
        None
    }

    /// The steps that set the date, first to last, ended by the goal: those without room where that
    /// is known, and otherwise those that each wait for one another.
    fn chain(&self, week: i64) -> Vec<Cause> {
        let last = self.last(&self.goal);
        let rooms = self.plan.steps.iter().map(|step| step.room).collect::<Option<Vec<_>>>();
        let mut reasons = Vec::new();
        if let Some(last) = last.filter(|last| last.since > 0 || last.by.is_some()) {
            reasons.push(Cause::Goal { need: last.need.clone() });
            if let binding @ Binding::Time { .. } = self.binding(last)
                && week > 0
            {
                reasons.push(Cause::Waits { week: weeks(week), binding });
            }
            let mut next = last.by;
            if let Some(rooms) = rooms {
                next = None;
                let held = (0..rooms.len()).rev().filter(|step| rooms[*step] == Weeks(0));
                reasons.extend(held.map(|step| Cause::Chain { step }));
            }
            let mut seen: Vec<usize> = Vec::new();
            while let Some(step) = next.filter(|step| !seen.contains(step)) {
                seen.push(step);
                reasons.push(Cause::Chain { step });
                next = self.holds(step).into_iter().find_map(|hold| hold.next);
            }
        } else {
            reasons.push(Cause::Goal { need: self.life.ground.scenario.goal.clone() });
        }
        reasons.reverse();
        reasons
    }
}

fn weeks(week: i64) -> Weeks {
    Weeks(u32::try_from(week.max(0)).unwrap_or(u32::MAX))
}
