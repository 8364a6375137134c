//! Owns the answer in words: when, what it takes, how sure, and what the last change moved.

use crate::app::part::{Icon, icon};
use crate::app::session::{Answered, Planned, Session};
use crate::model::{Catalogue, Need, Objective, Plan, PlanStatus, Scenario, Value};
use crate::share::row;
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;

/// Draws the newest answer.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::plan::words(lang);
    let planned = session.planned.get();
    if planned.failed {
        return view! {
            <section class="notice" data-tone="bad" role="alert">
                <p>{words.failed}</p>
                <button class="button" on:click=move |_| session.retry()>{words.again}</button>
            </section>
        }
        .into_any();
    }
    let Some(answer) = planned.plan.clone() else {
        return view! {
            <section class="stack" aria-busy="true">
                <h1 class="answer">{words.searching_first}</h1>
                <div class="skeleton"></div>
                <div class="skeleton"></div>
            </section>
        }
        .into_any();
    };
    let (plan, scenario) = &*answer;
    let before = session.before.get_untracked().filter(|b| b.1 != *scenario);
    // Numbers of two plans that start on different days are not alike; `told` compares those.
    let before = before.filter(|b| b.1.start == scenario.start);
    match plan.value {
        Some(value) => found(session, lang, catalogue, &answer, value, before.as_ref(), &planned),
        None => none(session, lang, plan, &planned),
    }
}

/// `2027 年 4 月可以当上站长`, with the date marked.
fn headline(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> AnyView {
    let words = ui::plan::words(lang);
    // Of several roles that would do, the one the plan comes to is the answer.
    let among = matches!(scenario.goal, Need::Any { .. });
    let came = among.then(|| row::goal_role(catalogue, &scenario.goal, Some(plan))).flatten();
    let came = came.and_then(|id| catalogue.activity(id)).map(|(_, role)| lang.pick(&role.name));
    let goal = came.map_or_else(|| goal_name(lang, catalogue, scenario), str::to_owned);
    let when = row::reached(scenario, plan).map(|day| say::month(lang, day)).unwrap_or_default();
    if plan.value.is_some_and(|v| v.weeks.0 == 0) {
        return view! { {ui::fill(words.head_now, &[&goal])} }.into_any();
    }
    let role = came.is_some()
        || row::goal_id(&scenario.goal)
            .is_some_and(|id| catalogue.roles.iter().any(|r| r.id == id));
    let sentence = if role { words.head_role } else { words.head_hold };
    let mut parts = sentence.split("{}");
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (a, b, c) = (next(), next(), next());
    let key = view! { <span class="answer-key">{when}</span> };
    match lang {
        Lang::Zh => view! { {a} {key} {b} {goal} {c} }.into_any(),
        Lang::En => view! { {a} {goal} {b} {key} {c} }.into_any(),
    }
}

/// What the goal is called.
pub fn goal_name(lang: Lang, catalogue: &Catalogue, scenario: &Scenario) -> String {
    row::goal_id(&scenario.goal)
        .and_then(|id| catalogue.activity(id))
        .map(|(_, a)| lang.pick(&a.name).to_owned())
        .unwrap_or_else(|| crate::text::share::need(lang, catalogue, &scenario.goal))
}

fn found(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    value: Value,
    before: Option<&Answered>,
    planned: &Planned,
) -> AnyView {
    let words = ui::plan::words(lang);
    let (plan, scenario) = &**answer;
    let old = before.and_then(|b| b.0.value);
    let start = say::short_day(lang, scenario.start.monday_on_or_after());
    let weeks = old.and_then(|o| say::weeks_moved(lang, o.weeks.0, value.weeks.0));
    let fee = old.and_then(|o| say::moved(lang, o.fee.0, value.fee.0, &say::yuan));
    let in_hours = |n: i64| say::hours(lang, n.unsigned_abs());
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let peak = old.and_then(|o| say::moved(lang, number(o.peak), number(value.peak), &in_hours));
    let hours = old.and_then(|o| say::moved(lang, number(o.hours), number(value.hours), &in_hours));
    let fewer = |old: Option<i64>, now: i64| old.is_some_and(|old| now < old);
    let figures = [
        (
            say::weeks(lang, value.weeks.0),
            ui::fill(words.weeks_note, &[&start]),
            weeks,
            fewer(old.map(|o| o.weeks.0.into()), value.weeks.0.into()),
        ),
        (
            say::yuan(value.fee.0),
            words.fee.to_owned(),
            fee,
            fewer(old.map(|o| o.fee.0), value.fee.0),
        ),
        (
            say::hours(lang, value.peak),
            words.peak.to_owned(),
            peak,
            fewer(old.map(|o| number(o.peak)), number(value.peak)),
        ),
        (
            say::hours(lang, value.hours),
            words.hours.to_owned(),
            hours,
            fewer(old.map(|o| number(o.hours)), number(value.hours)),
        ),
    ];
    let figures = figures.into_iter().map(|(number, note, change, good)| {
        let change = change.map(|text| {
            view! { <span class="change" data-tone=if good { "good" } else { "bad" }>{text}</span> }
        });
        view! {
            <div class="figure">
                <span class="figure-value">{number}</span>
                <span class="figure-note">{note}</span>
                {change}
            </div>
        }
    });
    view! {
        <section aria-busy=planned.busy.to_string()>
            <h1 class="answer">{headline(lang, catalogue, scenario, plan)}</h1>
            <div class="figures">{figures.collect::<Vec<_>>()}</div>
            {proof(session, lang, scenario.objective, plan, value, planned)}
        </section>
    }
    .into_any()
}

fn proof(
    session: Session,
    lang: Lang,
    objective: Objective,
    plan: &Plan,
    value: Value,
    planned: &Planned,
) -> AnyView {
    let words = ui::plan::words(lang);
    if plan.status == PlanStatus::Optimal {
        let text = match objective {
            Objective::Soonest => words.proven_soonest,
            Objective::Cheapest => words.proven_cheapest,
            Objective::LeastStudy => words.proven_least_study,
            Objective::Gentlest => words.proven_gentlest,
        };
        return view! { <p class="proof">{icon(Icon::Check)} <span>{text}</span></p> }.into_any();
    }
    let text = gap(lang, objective, value, plan.bound);
    let busy = planned.busy.then(|| working(session, lang, words.searching));
    view! {
        <p class="proof" data-state="open">{text}</p>
        {busy}
    }
    .into_any()
}

/// How far from the best the plan can be, in the objective's first figure that is open.
fn gap(lang: Lang, objective: Objective, value: Value, bound: Option<Value>) -> String {
    let words = ui::plan::words(lang);
    let Some(bound) = bound else { return words.gap_small.to_owned() };
    let by = value.ordered(objective)[0] - bound.ordered(objective)[0];
    if by <= 0 {
        return words.gap_small.to_owned();
    }
    let count = by.unsigned_abs();
    let weeks = || say::weeks(lang, u32::try_from(count).unwrap_or(u32::MAX));
    match objective {
        Objective::Soonest => ui::fill(words.gap_weeks, &[&weeks()]),
        Objective::Cheapest => ui::fill(words.gap_fee, &[&say::yuan(by)]),
        Objective::LeastStudy => ui::fill(words.gap_hours, &[&say::hours(lang, count)]),
        Objective::Gentlest => ui::fill(words.gap_peak, &[&say::hours(lang, count)]),
    }
}

/// A search that takes longer, and the way to stop it.
fn working(session: Session, lang: Lang, text: &'static str) -> AnyView {
    let words = ui::plan::words(lang);
    view! {
        <p class="progress">
            <span>{text}</span>
            <button class="button" data-kind="quiet" on:click=move |_| session.stop()>
                {words.stop}
            </button>
        </p>
    }
    .into_any()
}

/// There is no plan, or none yet.
fn none(session: Session, lang: Lang, plan: &Plan, planned: &Planned) -> AnyView {
    let words = ui::plan::words(lang);
    let impossible = plan.status == PlanStatus::Impossible;
    let open = super::question::one_answer_decides(plan);
    let text = match (impossible, open, super::question::asks_who(plan)) {
        (true, true, _) => words.one_answer,
        (true, _, true) => words.some_answers,
        (true, ..) => words.impossible,
        _ if planned.busy => words.searching_first,
        _ => words.unknown,
    };
    let more = match (impossible, planned.busy) {
        (true, _) => ().into_any(),
        (_, true) => working(session, lang, words.searching),
        _ => view! { <p class="quiet">{words.unknown_more}</p> }.into_any(),
    };
    view! {
        <section aria-busy=planned.busy.to_string()>
            <h1 class="answer">{text}</h1>
            {more}
        </section>
    }
    .into_any()
}
