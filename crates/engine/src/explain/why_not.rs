//! Owns what stands in the way: a smallest set of facts that alone leave no plan, and the smallest
//! changes that help, each planned again before it is offered.
//! Refuses guesses: what the planner could not settle within its limits is left out.

use super::eligibility::{Candidate, is_unanswered};
use super::relief::{effort, relevant, relieve};
use super::{fact, may_be_possible, unreachable};
use qitu_model::{
    Binding, Catalogue, Cause, Education, Hours, Need, Objective, Plan, PlanStatus, Relaxation,
    Relief, Scenario, Value, Yuan,
};
use qitu_solve::{self as solve, Limits};
use std::collections::BTreeMap;

/// Most plans that one question may cost.
const MOST_TRIALS: u32 = 300;
/// More hours a week than this in one slot is no small change.
const MOST_HOURS: u32 = 20;
/// For a plan that is there: hours a week that may be asked for in one slot.
const FEW_HOURS: u32 = 4;
/// Of changes in what the rider already has, so many are enough.
const MOST_LEARNT: usize = 4;

/// A planner as a function: the scenario, and whether the first plan found is enough.
pub type Planner<'p> = dyn FnMut(&Scenario, bool) -> Plan + 'p;

/// Told of what stands in the way once all of it is known, then each time a change that helps is
/// found, of those found so far, easiest first; `false` ends the search for more.
pub type Told<'t> = dyn FnMut(&[Cause], &[Relaxation]) -> bool + 't;

/// What stands in the way of the plan, and the changes that would help, easiest first.
///
/// For a plan that is there this is what keeps it from being sooner; for an impossible scenario
/// what makes it so. Each facts' list is minimal: drop any of its facts and there is a plan.
#[must_use]
pub fn why_not(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    limits: Limits,
) -> (Vec<Cause>, Vec<Relaxation>) {
    why_not_as_found(catalogue, scenario, plan, limits, &mut |_, _| true)
}

/// As [`why_not`], and `told` what is found as it is found.
#[must_use]
pub fn why_not_as_found(
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    limits: Limits,
    told: &mut Told<'_>,
) -> (Vec<Cause>, Vec<Relaxation>) {
    let mut planner = |scenario: &Scenario, first: bool| {
        solve::plan(catalogue, scenario, limits, &mut |progress| {
            !(first && progress.value.is_some())
        })
    };
    why_not_by(&mut planner, catalogue, scenario, plan, told)
}

/// As [`why_not_as_found`], by any planner.
#[must_use]
pub fn why_not_by(
    planner: &mut Planner<'_>,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    told: &mut Told<'_>,
) -> (Vec<Cause>, Vec<Relaxation>) {
    let (causes, found) = (Vec::new(), Vec::new());
    let mut trial = Trial { planner, catalogue, left: MOST_TRIALS, told, causes, found };
    match (plan.status, plan.value) {
        (PlanStatus::Impossible, _) => {
            trial.causes = trial.obstacles(scenario);
            trial.openings(scenario);
        }
        (_, Some(value)) if value.weeks.0 > 0 => {
            trial.causes = trial.brakes(scenario, value);
            trial.offer([]);
            trial.shortcuts(scenario, value);
        }
        _ => {}
    }
    (trial.causes, trial.found)
}

/// The scenario bounded by these facts alone, as if every other fact did not bound it.
#[must_use]
pub fn bounded_by(catalogue: &Catalogue, scenario: &Scenario, facts: &[Binding]) -> Scenario {
    let others = fact::all(catalogue, scenario).into_iter().filter(|fact| !facts.contains(fact));
    others.fold(scenario.clone(), |scenario, other| fact::without(&scenario, &other))
}

struct Trial<'t, 'p> {
    planner: &'t mut Planner<'p>,
    catalogue: &'t Catalogue,
    left: u32,
    told: &'t mut Told<'p>,
    causes: Vec<Cause>,
    found: Vec<Relaxation>,
}

impl Trial<'_, '_> {
    /// Notes changes that help where they belong, and says what is found so far; whoever has heard
    /// enough ends the trials.
    fn offer(&mut self, more: impl IntoIterator<Item = Relaxation>) {
        self.found.extend(more);
        self.found.sort_by(|a, b| (a.effort, &a.relief).cmp(&(b.effort, &b.relief)));
        if !(self.told)(&self.causes, &self.found) {
            self.left = 0;
        }
    }

    /// Is there a plan? None = not known.
    fn is_possible(&mut self, scenario: &Scenario) -> Option<bool> {
        let plan = self.run(scenario, true)?;
        match plan.status {
            PlanStatus::Impossible => Some(false),
            _ if plan.value.is_some() => Some(true),
            // What the planner left open is sometimes out of reach for one step alone; to find that
            // out takes longer than most plans do.
            _ => (!may_be_possible(self.catalogue, scenario)).then_some(false),
        }
    }

    fn run(&mut self, scenario: &Scenario, first: bool) -> Option<Plan> {
        let left = self.left.checked_sub(1)?;
        let plan = (self.planner)(scenario, first);
        // What is refuted without a search costs next to nothing.
        if plan.work.nodes > 0 || plan.value.is_some() {
            self.left = left;
        }
        Some(plan)
    }

    fn value(&mut self, scenario: &Scenario) -> Option<Value> {
        self.run(scenario, false)?.value
    }

    /// The kinds of time that would need hours, where no kind has any and hours are all it takes.
    fn no_hours(&mut self, scenario: &Scenario) -> Option<Vec<Binding>> {
        if scenario.week.values().any(|hours| hours.0 > 0) {
            return None;
        }
        let mut facts = fact::all(self.catalogue, scenario);
        facts.retain(|fact| matches!(fact, Binding::Hours { .. }));
        self.conflict(scenario, facts).filter(|facts| !facts.is_empty())
    }

    fn obstacles(&mut self, scenario: &Scenario) -> Vec<Cause> {
        // Who has set aside no hours is told that, and not one by one what needs some.
        if let Some(facts) = self.no_hours(scenario) {
            return vec![Cause::Conflict { facts }];
        }
        let causes = unreachable(self.catalogue, scenario);
        // What no change of hours, money or time mends is the whole answer.
        if causes.iter().any(|cause| matches!(cause, Cause::Unreachable { .. })) {
            return causes;
        }
        let facts = fact::all(self.catalogue, scenario);
        match self.conflict(scenario, facts) {
            Some(facts) => causes.into_iter().chain([Cause::Conflict { facts }]).collect(),
            None if causes.is_empty() => {
                vec![Cause::Conflict { facts: fact::all(self.catalogue, scenario) }]
            }
            None => causes,
        }
    }

    /// The facts that together keep the goal from being met a week sooner.
    fn brakes(&mut self, scenario: &Scenario, value: Value) -> Vec<Cause> {
        let mut sooner = scenario.clone();
        let week0 = scenario.start.monday_on_or_after();
        sooner.deadline = Some(week0.plus_weeks(value.weeks.0).plus_days(-7));
        let mut facts = fact::all(self.catalogue, scenario);
        facts.retain(|fact| !matches!(fact, Binding::Deadline));
        let found = self.conflict(&sooner, facts).filter(|facts| !facts.is_empty());
        found.map(|facts| Cause::Conflict { facts }).into_iter().collect()
    }

    /// Drops one fact after the other while the rest still leaves no plan (deletion filter,
    /// Chinneck and Dravnieks 1991); none = there is no plan even without all of them.
    fn conflict(&mut self, scenario: &Scenario, facts: Vec<Binding>) -> Option<Vec<Binding>> {
        let free = facts.iter().fold(scenario.clone(), |s, fact| fact::without(&s, fact));
        if self.is_possible(&free) != Some(true) {
            return None;
        }
        let mut current = scenario.clone();
        let mut kept = Vec::new();
        for fact in facts {
            let freer = fact::without(&current, &fact);
            if self.is_possible(&freer) == Some(false) {
                current = freer;
            } else {
                kept.push(fact);
            }
        }
        Some(kept)
    }

    /// Changes that turn an impossible scenario into a possible one.
    fn openings(&mut self, scenario: &Scenario) {
        let is_answer =
            |one: &Relief| matches!(one, Relief::AnswerYes { .. } | Relief::SayAge { .. });
        let (answers, mut reliefs): (Vec<_>, Vec<_>) =
            self.accepted(scenario).into_iter().partition(is_answer);
        // Where an answer decides, nothing else stands in the way: that is known before anything is
        // said.
        for relief in answers {
            let checked = self.checked(scenario, relief);
            self.found.extend(checked);
        }
        self.offer([]);
        for slot in self.catalogue.slot_ids() {
            let more = |hours| Relief::MoreHours { slot: slot.to_owned(), hours: Hours(hours) };
            let works = |trial: &mut Self, hours| {
                trial.is_possible(&relieve(scenario, &more(hours))) == Some(true)
            };
            reliefs.extend(self.smallest(MOST_HOURS, works).map(more));
        }
        reliefs.extend((1..=3).map(|more| scenario.at_once.saturating_add(more)).find_map(
            |at_once| {
                let relief = Relief::MoreAtOnce { at_once };
                (self.is_possible(&relieve(scenario, &relief)) == Some(true)).then_some(relief)
            },
        ));
        reliefs.extend(self.enough_budget(scenario));
        reliefs.extend(self.enough_time(scenario));
        // What asks least of a rider is said first.
        reliefs.sort_by_cached_key(|relief| (effort(scenario, relief), relief.clone()));
        for relief in reliefs {
            self.try_out(scenario, relief);
        }
        if self.found.is_empty()
            && let Some(together) = self.together(scenario)
        {
            self.offer([together]);
        }
        self.learnt(scenario);
    }

    /// Offers a change if there is a plan with it.
    fn try_out(&mut self, scenario: &Scenario, relief: Relief) {
        if let Some(checked) = self.checked(scenario, relief) {
            self.offer([checked]);
        }
    }

    /// The smallest number up to `most` that works, where more never works worse.
    fn smallest(&mut self, most: u32, works: impl Fn(&mut Self, u32) -> bool) -> Option<u32> {
        if !works(self, most) {
            return None;
        }
        let (mut low, mut high) = (1, most);
        while low < high {
            let middle = low + (high - low) / 2;
            if works(self, middle) { high = middle } else { low = middle + 1 }
        }
        Some(high)
    }

    fn enough_budget(&mut self, scenario: &Scenario) -> Option<Relief> {
        let own = scenario.budget?;
        let cheapest =
            Scenario { budget: None, objective: Objective::Cheapest, ..scenario.clone() };
        let fee = self.value(&cheapest)?.fee;
        (fee > own).then(|| Relief::MoreBudget { yuan: Yuan(fee.0.saturating_sub(own.0)) })
    }

    fn enough_time(&mut self, scenario: &Scenario) -> Option<Relief> {
        let own = scenario.deadline?;
        let patient =
            Scenario { deadline: None, objective: Objective::Soonest, ..scenario.clone() };
        let weeks = self.value(&patient)?.weeks.0;
        let date = scenario.start.monday_on_or_after().plus_weeks(weeks);
        (date > own).then_some(Relief::LaterDeadline { date })
    }

    /// Where no change helps alone: a smallest set of facts to give up that leaves a plan, the
    /// hardest to give up put back first, and then of each as little as the others allow.
    fn together(&mut self, scenario: &Scenario) -> Option<Relaxation> {
        let freed = |from: &Scenario, facts: &[Binding]| {
            facts.iter().fold(from.clone(), |freer, fact| fact::without(&freer, fact))
        };
        let mut given_up = fact::all(self.catalogue, scenario);
        if self.is_possible(&freed(scenario, &given_up)) != Some(true) {
            return None;
        }
        for fact in given_up.clone().iter().rev() {
            let fewer: Vec<Binding> =
                given_up.iter().filter(|other| *other != fact).cloned().collect();
            if self.is_possible(&freed(scenario, &fewer)) == Some(true) {
                given_up = fewer;
            }
        }
        let mut current = scenario.clone();
        let mut reliefs = Vec::new();
        let mut rest = given_up.as_slice();
        while let Some((fact, others)) = rest.split_first() {
            let relief = self.enough(&current, fact, &|from| freed(from, others))?;
            current = relieve(&current, &relief);
            reliefs.push(relief);
            rest = others;
        }
        let value = self.value(&current)?;
        let effort = reliefs.iter().map(|one| effort(scenario, one)).fold(0, u32::saturating_add);
        let mut also = reliefs.split_off(1.min(reliefs.len()));
        also.sort();
        Some(Relaxation { relief: reliefs.pop()?, also, effort, value })
    }

    /// The smallest change that gives up one fact enough, where `freed` gives up the others.
    fn enough(
        &mut self,
        scenario: &Scenario,
        fact: &Binding,
        freed: &dyn Fn(&Scenario) -> Scenario,
    ) -> Option<Relief> {
        let works = |trial: &mut Self, relief: &Relief| {
            trial.is_possible(&freed(&relieve(scenario, relief))) == Some(true)
        };
        match fact {
            Binding::Hours { slots } => {
                let slot = slots.first()?;
                let more = |hours| Relief::MoreHours { slot: slot.clone(), hours: Hours(hours) };
                let hours = self.smallest(MOST_HOURS, |trial, n| works(trial, &more(n)));
                hours.map(more)
            }
            Binding::AtOnce { .. } => {
                let more =
                    |n: u32| Relief::MoreAtOnce { at_once: scenario.at_once.saturating_add(n) };
                self.smallest(MOST_HOURS, |trial, n| works(trial, &more(n))).map(more)
            }
            Binding::Budget => self.enough_budget(&freed(scenario)),
            Binding::Deadline => self.enough_time(&freed(scenario)),
            Binding::Place { place } => Some(Relief::AcceptPlace { place: *place }),
            Binding::Avoided { activity } => {
                Some(Relief::AcceptActivity { activity: activity.clone() })
            }
            Binding::Pin { activity } => Some(Relief::DropPin { activity: activity.clone() }),
            Binding::Free { .. } => Some(Relief::FreeTimes),
            Binding::Need { need: Need::Fact { fact, .. }, .. } => {
                Some(Relief::AnswerYes { fact: fact.clone() })
            }
            Binding::Need { need: Need::Age { age }, .. } => {
                Some(Relief::SayAge { age: age.min.or(age.max)? })
            }
            Binding::Need { need: Need::Education { education }, .. } => {
                Some(Relief::HaveEducation { education: *education })
            }
            _ => None,
        }
    }

    /// Changes of one size only: what is avoided, pinned, or left unsaid.
    fn accepted(&self, scenario: &Scenario) -> Vec<Relief> {
        let mut reliefs: Vec<Relief> = Vec::new();
        let rider = &scenario.rider;
        let mut ages: Vec<u32> = Vec::new();
        for need in relevant(self.catalogue, scenario) {
            match need {
                Need::Fact { fact, .. } if is_unanswered(rider, need) => {
                    let relief = Relief::AnswerYes { fact: fact.clone() };
                    if !reliefs.contains(&relief) {
                        reliefs.push(relief);
                    }
                }
                Need::Age { age } if is_unanswered(rider, need) => ages.extend(age.min.or(age.max)),
                _ => {}
            }
        }
        ages.sort_unstable();
        ages.dedup();
        reliefs.extend(ages.into_iter().map(|age| Relief::SayAge { age }));
        let avoid = &scenario.avoid;
        let places = avoid.places.iter().map(|place| Relief::AcceptPlace { place: *place });
        reliefs.extend(places);
        let avoided = avoid.activities.iter();
        reliefs.extend(avoided.map(|id| Relief::AcceptActivity { activity: id.clone() }));
        let pins = scenario.pins.iter();
        reliefs.extend(pins.map(|pin| Relief::DropPin { activity: pin.activity.clone() }));
        reliefs.extend(scenario.free.as_ref().map(|_| Relief::FreeTimes));
        reliefs
    }

    /// One thing that, were it held already, would open a way: the lowest level or step of each.
    fn learnt(&mut self, scenario: &Scenario) {
        let candidate = Candidate::of(self.catalogue, scenario);
        let mut skills: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut order: Vec<Vec<Relief>> = Vec::new();
        let mut certificates: Vec<&str> = Vec::new();
        let needs = relevant(self.catalogue, scenario);
        for need in &needs {
            match need {
                Need::Skill { skill, level } if candidate.skill(skill) < *level => {
                    skills.entry(skill).or_default().push(*level);
                }
                Need::Certificate { certificate, .. }
                    if !certificates.contains(&certificate.as_str()) =>
                {
                    certificates.push(certificate);
                    order.push(vec![Relief::HaveCertificate { certificate: certificate.clone() }]);
                }
                _ => {}
            }
        }
        for (skill, mut levels) in skills {
            levels.sort_unstable();
            levels.dedup();
            let have = |level| Relief::HaveSkill { skill: skill.to_owned(), level };
            order.push(levels.into_iter().map(have).collect());
        }
        if needs.iter().any(|need| matches!(need, Need::Education { .. })) {
            let ladder =
                [Education::Junior, Education::Senior, Education::College, Education::Bachelor];
            let above = ladder.into_iter().filter(|step| Some(*step) > candidate.education());
            order.push(above.map(|education| Relief::HaveEducation { education }).collect());
        }
        let most = self.found.len() + MOST_LEARNT;
        for kind in order {
            if self.found.len() >= most {
                break;
            }
            let works = kind
                .into_iter()
                .find(|relief| self.is_possible(&relieve(scenario, relief)) == Some(true));
            if let Some(relief) = works {
                self.try_out(scenario, relief);
            }
        }
    }

    /// The change with what the plan would then take; none = it does not help.
    fn checked(&mut self, scenario: &Scenario, relief: Relief) -> Option<Relaxation> {
        let value = self.value(&relieve(scenario, &relief))?;
        Some(Relaxation { effort: effort(scenario, &relief), relief, also: Vec::new(), value })
    }

    /// Changes that make a plan sooner.
    fn shortcuts(&mut self, scenario: &Scenario, own: Value) {
        for slot in self.catalogue.slot_ids() {
            // The hours that save most weeks each; the fewest of those that save as much.
            let mut best: Option<Relaxation> = None;
            for hours in 1..=FEW_HOURS {
                let relief = Relief::MoreHours { slot: slot.to_owned(), hours: Hours(hours) };
                let Some(more) = self.checked(scenario, relief) else { continue };
                let saved =
                    |one: &Relaxation| u64::from(own.weeks.0.saturating_sub(one.value.weeks.0));
                let size = |one: &Relaxation| match one.relief {
                    Relief::MoreHours { hours, .. } => u64::from(hours.0),
                    _ => 1,
                };
                let better = match &best {
                    None => saved(&more) > 0,
                    Some(best) => saved(&more) * size(best) > saved(best) * size(&more),
                };
                if better {
                    best = Some(more);
                }
            }
            if let Some(best) = best {
                self.offer([best]);
            }
        }
        let mut others = self.accepted(scenario);
        others.push(Relief::MoreAtOnce { at_once: scenario.at_once.saturating_add(1) });
        if let Some(budget) = scenario.budget {
            let free = Scenario { budget: None, ..scenario.clone() };
            let more = self.value(&free).map(|value| value.fee.0.saturating_sub(budget.0));
            let more = more.filter(|more| *more > 0).map(Yuan);
            others.extend(more.map(|yuan| Relief::MoreBudget { yuan }));
        }
        for relief in others {
            let checked = self.checked(scenario, relief);
            if let Some(sooner) = checked.filter(|one| one.value.weeks < own.weeks) {
                self.offer([sooner]);
            }
        }
    }
}
