//! Owns what is compared: the lines of the cards and of the table, their figures and which is best.

use crate::app::state::answer::Answered;
use qitu_engine::explain::Candidate;
use qitu_engine::explain::carry::carry;
use qitu_engine::explain::itinerary;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, CoverState, Id, Kind, Pay, Plan, Scenario, Step};
use std::collections::BTreeSet;

/// A cell: its words, and a number that is better when small.
type Cell = (String, Option<i64>);

/// One line: what it is, and a cell a scenario.
pub(super) struct Line {
    /// What is compared.
    pub label: &'static str,
    /// Each scenario's words.
    pub cells: Vec<String>,
    /// Is each the best, and another worse?
    pub best: Vec<bool>,
    /// What a scenario is called that is best in it, for the lines that matter most.
    pub title: Option<&'static str>,
}

/// The lines; those with a title are the ones that matter most.
pub(super) fn lines(
    lang: Lang,
    catalogue: &Catalogue,
    answers: &[Option<Answered>],
    open: &[bool],
) -> Vec<Line> {
    let words = ui::compare::words(lang);
    let titled = |label, title, read: &dyn Fn(&Plan, &Scenario) -> Cell| {
        let cells = answers.iter().map(|answer| match answer {
            None => (words.counting.to_owned(), None),
            Some(answer) => read(&answer.0, &answer.1),
        });
        let cells: Vec<Cell> = cells.collect();
        let numbers = || cells.iter().filter_map(|(_, number)| *number);
        let (least, most) = (numbers().min(), numbers().max());
        let best = cells.iter().map(|(_, n)| n.is_some() && *n == least && least != most);
        Line { label, title, best: best.collect(), cells: cells.into_iter().map(|c| c.0).collect() }
    };
    let row = |label, read: &dyn Fn(&Plan, &Scenario) -> Cell| titled(label, None, read);
    let none = |plan: &Plan| {
        let is_own = |answer: &Answered| std::ptr::eq(&answer.0, plan);
        let mut all = answers.iter().zip(open);
        let is_open = all.any(|(answer, open)| *open && answer.as_ref().is_some_and(is_own));
        (if is_open { words.one_answer } else { words.not_possible }.to_owned(), None)
    };
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    vec![
        titled(words.weeks, Some(words.soonest), &|p, s| {
            p.value.map_or_else(
                || none(p),
                |v| {
                    let day = itinerary::reached(s, p).map(|day| format::month(lang, day));
                    let parts = [Some(format::weeks(lang, v.weeks.0)), day];
                    // A line ends between the two, not inside of a date.
                    let parts = parts.into_iter().flatten().map(|part| part.replace(' ', "\u{a0}"));
                    (parts.collect::<Vec<_>>().join(" · "), Some(v.weeks.0.into()))
                },
            )
        }),
        titled(words.fee, Some(words.cheapest), &|p, _| {
            p.value.map_or_else(|| none(p), |v| (format::yuan(v.fee.0), Some(v.fee.0)))
        }),
        titled(words.hours, Some(words.least_study), &|p, _| {
            p.value
                .map_or_else(|| none(p), |v| (format::hours(lang, v.hours), Some(number(v.hours))))
        }),
        titled(words.peak, Some(words.gentlest), &|p, _| {
            p.value.map_or_else(|| none(p), |v| (format::hours(lang, v.peak), Some(number(v.peak))))
        }),
        titled(words.cover, Some(words.covered), &|_, s| {
            let goal = itinerary::goal_id(&s.goal).and_then(|id| catalogue.activity(id));
            let covered =
                goal.is_some_and(|(_, a)| a.cover.iter().any(|c| c.state == CoverState::InForce));
            let word = if covered { words.cover_yes } else { words.cover_no };
            (word.to_owned(), Some(i64::from(!covered)))
        }),
        titled(words.pay, Some(words.best_pay), &|_, s| {
            let text = |p: &Pay| format!("{}–{}", format::yuan(p.low.0), format::yuan(p.high.0));
            pay(catalogue, s).map_or_else(|| ("–".into(), None), |p| (text(p), Some(-p.low.0)))
        }),
        row(words.first, &|p, _| {
            first_certificate(catalogue, p).map_or_else(
                || ("–".to_owned(), None),
                |step| {
                    let name = catalogue.activity(&step.activity);
                    let name = name.map_or("", |(_, a)| lang.pick(&a.name));
                    (
                        format!("{} · {name}", format::weeks(lang, step.end.0)),
                        Some(step.end.0.into()),
                    )
                },
            )
        }),
        row(words.lost, &|p, s| {
            lost(p, s).map_or((words.unknown.to_owned(), None), |n| (format::yuan(n), Some(n)))
        }),
        row(words.payback, &|p, s| payback(lang, catalogue, p, s)),
        row(words.carry, &|_, s| {
            let goal = itinerary::goal_id(&s.goal).and_then(|id| catalogue.activity(id));
            let candidate = Candidate::of(catalogue, s);
            let share = goal.and_then(|(_, a)| carry(&candidate, a).percent);
            let said = |n: u32| if n == 0 { words.carry_new.to_owned() } else { format!("{n}%") };
            share.map_or_else(|| ("–".into(), None), |n| (said(n), Some(-i64::from(n))))
        }),
        row(words.gate, &|p, _| {
            let longest = p.steps.iter().max_by_key(|s| s.end.0 - s.start.0.min(s.end.0));
            let no_step = || if p.value.is_some() { ("–".to_owned(), None) } else { none(p) };
            longest.map_or_else(no_step, |step| {
                let name =
                    catalogue.activity(&step.activity).map_or("", |(_, a)| lang.pick(&a.name));
                let weeks = format::weeks(lang, step.end.0.saturating_sub(step.start.0));
                (format!("{name} · {weeks}"), None)
            })
        }),
        row(words.steps, &|p, _| match is_known(p) {
            true => (p.steps.len().to_string(), None),
            false => ("–".to_owned(), None),
        }),
        row(words.skills, &|p, _| {
            if !is_known(p) {
                return ("–".to_owned(), None);
            }
            let own = taught(catalogue, p);
            let others = answers
                .iter()
                .flatten()
                .filter(|a| is_known(&a.0))
                .map(|a| taught(catalogue, &a.0));
            let mut shared = own.clone();
            others.for_each(|other| shared.retain(|skill| other.contains(skill)));
            let all = own.len().to_string();
            let text = if answers.len() > 1 {
                ui::fill(words.skills_shared, &[&all, &shared.len().to_string()])
            } else {
                ui::fill(words.skills_own, &[&all])
            };
            (text, None)
        }),
    ]
}

/// Are the steps of a plan known? There are none where there is no plan, and none here where only
/// the figures of a plan came in a link.
fn is_known(plan: &Plan) -> bool {
    !plan.steps.is_empty() || plan.value.is_some_and(|value| value.weeks.0 == 0)
}

/// The skills that the steps of a plan teach.
fn taught(catalogue: &Catalogue, plan: &Plan) -> BTreeSet<Id> {
    let steps = plan.steps.iter().filter_map(|s| catalogue.activity(&s.activity));
    steps.flat_map(|(_, a)| a.gives.skills.keys().cloned()).collect()
}

fn first_certificate<'a>(catalogue: &Catalogue, plan: &'a Plan) -> Option<&'a Step> {
    let certificates = plan
        .steps
        .iter()
        .filter(|s| matches!(catalogue.activity(&s.activity), Some((Kind::Certificate, _))));
    certificates.min_by_key(|s| s.end)
}

/// Lost take: every hour of study at the rider's own hourly take.
fn lost(plan: &Plan, scenario: &Scenario) -> Option<i64> {
    let hours = i64::try_from(plan.value?.hours).ok()?;
    Some(scenario.hourly_take?.0.saturating_mul(hours))
}

fn pay<'a>(catalogue: &'a Catalogue, scenario: &Scenario) -> Option<&'a Pay> {
    let (_, goal) = catalogue.activity(itinerary::goal_id(&scenario.goal)?)?;
    goal.pay.as_ref()
}

/// Months at the goal until the fee and the lost take are back, by the middle of both pay ranges.
fn payback(lang: Lang, catalogue: &Catalogue, plan: &Plan, scenario: &Scenario) -> Cell {
    let words = ui::compare::words(lang);
    let middle = |p: &Pay| (p.low.0 + p.high.0) / 2;
    let now = scenario.rider.role.as_deref().and_then(|id| catalogue.activity(id));
    let now = now.and_then(|(_, a)| a.pay.as_ref()).map(middle);
    let then = pay(catalogue, scenario).map(middle);
    let (Some(now), Some(then), Some(value)) = (now, then, plan.value) else {
        return (words.unknown.to_owned(), None);
    };
    if then <= now {
        return (words.payback_never.to_owned(), None);
    }
    // Without the rider's own take the cost would be a guess.
    let Some(lost) = lost(plan, scenario) else { return (words.unknown.to_owned(), None) };
    let cost = value.fee.0.saturating_add(lost);
    let months = cost / (then - now) + i64::from(cost % (then - now) > 0);
    (format::count(lang, months.unsigned_abs(), "个月", "month"), Some(months))
}
