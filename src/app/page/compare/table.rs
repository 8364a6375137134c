//! Owns the table of up to four scenarios: its lines, their figures and which is best.

use super::key;
use crate::app::edit::Edit;
use crate::app::page::plan::goal_name;
use crate::app::route::Route;
use crate::app::session::{Answered, Session};
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::explain::carry::carry;
use qitu_engine::share::row;
use qitu_engine::text::ui::{self, say};
use qitu_model::Lang;
use qitu_model::order::Set;
use qitu_model::{Catalogue, CoverState, Id, Kind, Pay, Plan, Scenario, Step};

/// A cell: its words, and a number that is better when small.
type Cell = (String, Option<i64>);

/// One row: what it is, and a cell a scenario.
struct Line {
    label: &'static str,
    cells: Vec<Cell>,
}

pub(super) fn table(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    count: usize,
    names: &[String],
    current: usize,
) -> AnyView {
    let words = ui::compare::words(lang);
    let answers: Vec<Option<Answered>> = (0..count).map(|at| session.trial(&key(at))).collect();
    let heads = names.iter().enumerate().map(|(at, name)| {
        let (id, did) = (format!("name-{at}"), ui::fill(words.removed, &[name]));
        let rename = move |event| {
            session.settle();
            session.edit(Edit::Rename { at, name: event_target_value(&event) });
            session.settle();
        };
        let choose = if at == current {
            view! { <span class="badge" data-tone="good">{words.using}</span> }.into_any()
        } else {
            let tapped = move |_| {
                session.settle();
                session.edit(Edit::Select(at));
                session.settle();
            };
            view! { <button class="button" on:click=tapped>{words.use_it}</button> }.into_any()
        };
        let drop_it = (count > 1).then(|| {
            let tapped = move |_| session.change(Edit::Remove(at), did.clone());
            view! {
                <button class="button" data-kind="quiet" on:click=tapped>{words.remove}</button>
            }
        });
        view! {
            <th scope="col">
                <label class="hidden-words" for=id.clone()>{words.rename}</label>
                <input class="field-input compare-name" maxlength="60" id=id value=name.clone() on:change=rename />
                <div class="button-row">{choose} {drop_it}</div>
            </th>
        }
    });
    let heads = heads.collect::<Vec<_>>();
    let rows = lines(lang, catalogue, &answers).into_iter().map(|line| {
        let best = line.cells.iter().filter_map(|(_, n)| *n).min();
        let worst = line.cells.iter().filter_map(|(_, n)| *n).max();
        let cells = line.cells.into_iter().map(|(text, number)| {
            let wins = number.is_some() && number == best && best != worst;
            view! {
                <td data-best=wins.then_some("")>
                    {text}
                    {wins.then(|| view! {
                        <span class="change" data-tone="good">{words.best}</span>
                    })}
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{line.label}</th>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
    });
    // Pay and cover are a role's own numbers: their sources stand on its page.
    let goals = answers.iter().flatten().filter_map(|answer| row::goal_id(&answer.1.goal));
    let goals: qitu_model::order::Set<&str> = goals.collect();
    let roles = catalogue.roles.iter().filter(|role| goals.contains(role.id.as_str()));
    let roles = roles.map(|role| {
        let href = Route::Goal(role.id.clone()).hash();
        view! { <a class="chip" href=href>{lang.pick(&role.name).to_owned()}</a> }
    });
    view! {
        <section>
            <div class="table-wrap" tabindex="0" role="region" aria-label=words.title>
                <table class="table compare-table">
                    <thead><tr><th scope="col">{words.what}</th>{heads}</tr></thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
            <p class="compare-sources">{words.sources} {roles.collect::<Vec<_>>()}</p>
        </section>
    }
    .into_any()
}

fn lines(lang: Lang, catalogue: &Catalogue, answers: &[Option<Answered>]) -> Vec<Line> {
    let words = ui::compare::words(lang);
    let row = |label, read: &dyn Fn(&Plan, &Scenario) -> Cell| {
        let cells = answers.iter().map(|answer| match answer {
            None => (words.counting.to_owned(), None),
            Some(answer) => read(&answer.0, &answer.1),
        });
        Line { label, cells: cells.collect() }
    };
    let none = || (words.not_possible.to_owned(), None);
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    vec![
        row(words.goal, &|_, s| (goal_name(lang, catalogue, s), None)),
        row(words.first, &|p, _| {
            first_certificate(catalogue, p).map_or_else(
                || ("–".to_owned(), None),
                |step| {
                    let name = catalogue.activity(&step.activity);
                    let name = name.map_or("", |(_, a)| lang.pick(&a.name));
                    (format!("{} · {name}", say::weeks(lang, step.end.0)), Some(step.end.0.into()))
                },
            )
        }),
        row(words.weeks, &|p, _| {
            p.value.map_or_else(none, |v| (say::weeks(lang, v.weeks.0), Some(v.weeks.0.into())))
        }),
        row(words.fee, &|p, _| p.value.map_or_else(none, |v| (say::yuan(v.fee.0), Some(v.fee.0)))),
        row(words.hours, &|p, _| {
            p.value.map_or_else(none, |v| (say::hours(lang, v.hours), Some(number(v.hours))))
        }),
        row(words.peak, &|p, _| {
            p.value.map_or_else(none, |v| (say::hours(lang, v.peak), Some(number(v.peak))))
        }),
        row(words.lost, &|p, s| {
            lost(p, s).map_or((words.unknown.to_owned(), None), |n| (say::yuan(n), Some(n)))
        }),
        row(words.pay, &|_, s| {
            let text = |p: &Pay| format!("{}–{}", say::yuan(p.low.0), say::yuan(p.high.0));
            pay(catalogue, s).map_or_else(|| ("–".into(), None), |p| (text(p), Some(-p.low.0)))
        }),
        row(words.payback, &|p, s| payback(lang, catalogue, p, s)),
        row(words.cover, &|_, s| {
            let goal = row::goal_id(&s.goal).and_then(|id| catalogue.activity(id));
            let covered =
                goal.is_some_and(|(_, a)| a.cover.iter().any(|c| c.state == CoverState::InForce));
            let word = if covered { words.cover_yes } else { words.cover_no };
            (word.to_owned(), Some(i64::from(!covered)))
        }),
        row(words.carry, &|_, s| {
            let goal = row::goal_id(&s.goal).and_then(|id| catalogue.activity(id));
            let candidate = Candidate::of(catalogue, s);
            let share = goal.and_then(|(_, a)| carry(&candidate, a).percent);
            let said = |n: u32| if n == 0 { words.carry_new.to_owned() } else { format!("{n}%") };
            share.map_or_else(|| ("–".into(), None), |n| (said(n), Some(-i64::from(n))))
        }),
        row(words.gate, &|p, _| {
            let longest = p.steps.iter().max_by_key(|s| s.end.0 - s.start.0.min(s.end.0));
            longest.map_or_else(none, |step| {
                let name =
                    catalogue.activity(&step.activity).map_or("", |(_, a)| lang.pick(&a.name));
                let weeks = say::weeks(lang, step.end.0.saturating_sub(step.start.0));
                (format!("{name} · {weeks}"), None)
            })
        }),
        row(words.steps, &|p, _| (p.steps.len().to_string(), None)),
        row(words.skills, &|p, _| {
            let own = taught(catalogue, p);
            let others = answers.iter().flatten().map(|a| taught(catalogue, &a.0));
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

/// The skills that the steps of a plan teach.
fn taught(catalogue: &Catalogue, plan: &Plan) -> Set<Id> {
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
    let (_, goal) = catalogue.activity(row::goal_id(&scenario.goal)?)?;
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
    (say::count(lang, months.unsigned_abs(), "个月", "month"), Some(months))
}
