//! Owns the answer in words: when, what it takes, how sure, and what the last change moved.

use crate::app::component::label::goal_name;
use crate::app::component::{Icon, icon, other_catalogue};
use crate::app::session::Session;
use crate::app::state::answer::{Answered, Planned};
use crate::app::state::answer::{asks_who, one_answer_decides};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::{Range, itinerary};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Need, Objective, Plan, PlanStatus, Scenario, Value};

/// The month that leads: the likely one once it is known, until then the earliest, called so.
fn leading(lang: Lang, scenario: &Scenario, plan: &Plan, odds: Option<&Range>) -> String {
    let words = ui::plan::words(lang);
    let month = |week| format::month(lang, sentence::monday(scenario, week));
    match odds {
        Some(range) if range.early == range.late => month(range.early),
        Some(range) => ui::fill(words.head_likely, &[&month(range.likely)]),
        None => {
            let earliest = itinerary::reached(scenario, plan).map(|day| format::month(lang, day));
            ui::fill(words.head_at_best, &[&earliest.unwrap_or_default()])
        }
    }
}

/// What stands beside the likely date: the earliest, or that there is no other.
fn beside(lang: Lang, scenario: &Scenario, odds: Option<&Range>) -> String {
    let words = ui::plan::words(lang);
    match odds {
        None => words.head_wait.to_owned(),
        Some(range) if range.early == range.late => words.head_firm.to_owned(),
        Some(range) => {
            let day = format::day(lang, sentence::monday(scenario, range.early));
            ui::fill(words.head_soonest, &[&day])
        }
    }
}

/// Draws the newest answer.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue, odds: Option<&Range>) -> AnyView {
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
    if let Some(elsewhere) = &planned.elsewhere {
        return other_catalogue(lang, elsewhere);
    }
    let Some(answer) = planned.plan.clone() else {
        return view! {
            <section class="stack" aria-busy="true">
                <h1 class="answer">{words.searching_first}</h1>
                <p class="quiet">{so_far(lang, wanted(session), &planned)}</p>
                <div class="skeleton"></div>
                <div class="skeleton"></div>
            </section>
        }
        .into_any();
    };
    let plan = &answer.0;
    match plan.value {
        Some(value) => found(session, lang, catalogue, &answer, (value, odds), &planned),
        None => none(session, lang, catalogue, &answer, &planned),
    }
}

/// `2027 年 4 月可以当上站长`, with the date marked.
fn headline(
    lang: Lang,
    catalogue: &Catalogue,
    (scenario, plan): (&Scenario, &Plan),
    odds: Option<&Range>,
) -> AnyView {
    let words = ui::plan::words(lang);
    // Of several roles that would do, the one the plan comes to is the answer.
    let among = matches!(scenario.goal, Need::Any { .. });
    let came = among.then(|| itinerary::goal_role(catalogue, &scenario.goal, Some(plan))).flatten();
    let came = came.and_then(|id| catalogue.activity(id)).map(|(_, role)| lang.pick(&role.name));
    let goal = came.map_or_else(|| goal_name(lang, catalogue, scenario), str::to_owned);
    let when = leading(lang, scenario, plan, odds);
    if plan.value.is_some_and(|v| v.weeks.0 == 0) {
        return view! { {ui::fill(words.head_now, &[&goal])} }.into_any();
    }
    let role = came.is_some()
        || itinerary::goal_id(&scenario.goal)
            .is_some_and(|id| catalogue.roles.iter().any(|r| r.id == id));
    let sentence = if role { words.head_role } else { words.head_hold };
    let mut parts = sentence.split("{}");
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (a, b, c) = (next(), next(), next());
    let key = view! { <span class="answer-key">{when}</span> };
    match lang {
        Lang::Zh => view! { {a} {key} <wbr/> {b} <wbr/> {goal} {c} }.into_any(),
        Lang::En => view! { {a} {goal} {b} {key} {c} }.into_any(),
    }
}

/// A figure of a plan: its number, what it is, what the last change moved, and was that for the good?
type Figure = (String, String, Option<(String, bool)>);

/// Weeks, fee, hours of the busiest week and hours in all.
fn figures(lang: Lang, scenario: &Scenario, value: Value, old: Option<Value>) -> [Figure; 4] {
    let words = ui::plan::words(lang);
    let start = format::short_day(lang, scenario.start.monday_on_or_after());
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let in_hours = |n: i64| format::hours(lang, n.unsigned_abs());
    let moved = |now: i64, of: &dyn Fn(Value) -> i64, unit: &dyn Fn(i64) -> String| {
        let before = old.map(of)?;
        Some((format::moved(lang, before, now, unit)?, now < before))
    };
    let weeks = old.and_then(|old| {
        let text = format::weeks_moved(lang, old.weeks.0, value.weeks.0)?;
        Some((text, value.weeks < old.weeks))
    });
    [
        (format::weeks(lang, value.weeks.0), ui::fill(words.weeks_note, &[&start]), weeks),
        (
            format::yuan(value.fee.0),
            words.fee.to_owned(),
            moved(value.fee.0, &|old| old.fee.0, &format::yuan),
        ),
        (
            format::hours(lang, value.peak),
            words.peak.to_owned(),
            moved(number(value.peak), &|old| number(old.peak), &in_hours),
        ),
        (
            format::hours(lang, value.hours),
            words.hours.to_owned(),
            moved(number(value.hours), &|old| number(old.hours), &in_hours),
        ),
    ]
}

fn mark((text, good): (String, bool)) -> AnyView {
    view! { <span class="change" data-tone=if good { "good" } else { "bad" }>{text}</span> }
        .into_any()
}

/// The plan of before the last change, where the two can be compared: numbers of plans that start
/// on different days are not alike; `told` compares those.
fn before(session: Session, scenario: &Scenario) -> Option<Value> {
    let before = session.before.get_untracked()?;
    (before.1 != *scenario && before.1.start == scenario.start).then(|| before.0.value)?
}

/// The answer in short, at the thumb: it stays in sight while a slider further down moves it, and
/// beside it is the way to keep the plan or hand it on.
pub fn bar(session: Session, lang: Lang, odds: Option<&Range>) -> AnyView {
    let words = ui::plan::words(lang);
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let Some(value) = plan.value else {
        let text = (plan.status == PlanStatus::Impossible).then(|| refusal(lang, plan));
        let text = text.map(|text| {
            view! {
                <div class="action-bar plan-bar">
                    <p class="plan-brief"><strong>{text}</strong></p>
                </div>
            }
        });
        return text.into_any();
    };
    let when = if value.weeks.0 > 0 {
        super::timeline::capital(&leading(lang, scenario, plan, odds))
    } else {
        words.now.to_owned()
    };
    let figures = figures(lang, scenario, value, before(session, scenario));
    let [(weeks, ..), (fee, ..), ..] = &figures;
    let all = format!("{weeks} · {fee}");
    let moved = figures.into_iter().take(2).filter_map(|(.., moved)| moved).map(mark);
    let moved = moved.collect::<Vec<_>>();
    let note = if moved.is_empty() {
        view! { <span class="quiet small">{all}</span> }.into_any()
    } else {
        moved.into_any()
    };
    view! {
        <div class="action-bar plan-bar" role="group" aria-label=words.in_short>
            <p class="plan-brief"><strong>{when}</strong> " " {note}</p>
            <a class="button" data-kind="primary" href=Route::Share.hash()>
                {icon(Icon::Share)} {words.share}
            </a>
        </div>
    }
    .into_any()
}

fn found(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    (value, odds): (Value, Option<&Range>),
    planned: &Planned,
) -> AnyView {
    let (plan, scenario) = &**answer;
    let beside = (value.weeks.0 > 0).then(|| beside(lang, scenario, odds));
    let figures = figures(lang, scenario, value, before(session, scenario));
    let figures = figures.into_iter().map(|(number, note, moved)| {
        view! {
            <div class="figure">
                <span class="figure-value">{number}</span>
                <span class="figure-note">{note}</span>
                {moved.map(mark)}
            </div>
        }
    });
    view! {
        <section aria-busy=planned.busy.to_string()>
            <h1 class="answer">{headline(lang, catalogue, (scenario, plan), odds)}</h1>
            {beside.map(|text| view! { <p class="quiet small">{text}</p> })}
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
    // In one row with the way to stop it, as high as the word at its end: nothing below is moved.
    let (class, text, stop) = if planned.busy {
        let text = so_far(lang, objective, planned).unwrap_or_else(|| words.searching.to_owned());
        ("proof progress", text, Some(stop(session, lang)))
    } else {
        ("proof", gap(lang, objective, value, plan.bound), None)
    };
    view! { <p class=class data-state="open"><span>{text}</span> {stop}</p> }.into_any()
}

/// What matters most to the rider.
fn wanted(session: Session) -> Objective {
    session.history.with(|h| h.now.case().map(|c| c.scenario.objective)).unwrap_or_default()
}

/// How far from the best the plan can be, in the objective's first figure that is open.
fn gap(lang: Lang, objective: Objective, value: Value, bound: Option<Value>) -> String {
    let words = ui::plan::words(lang);
    let by = bound.map_or(0, |bound| value.ordered(objective)[0] - bound.ordered(objective)[0]);
    if by <= 0 {
        let best = match objective {
            Objective::Soonest => words.best_weeks,
            Objective::Cheapest => words.best_fee,
            Objective::LeastStudy => words.best_hours,
            Objective::Gentlest => words.best_peak,
        };
        return ui::fill(words.gap_small, &[best]);
    }
    let count = by.unsigned_abs();
    let weeks = || format::weeks(lang, u32::try_from(count).unwrap_or(u32::MAX));
    match objective {
        Objective::Soonest => ui::fill(words.gap_weeks, &[&weeks()]),
        Objective::Cheapest => ui::fill(words.gap_fee, &[&format::yuan(by)]),
        Objective::LeastStudy => ui::fill(words.gap_hours, &[&format::hours(lang, count)]),
        Objective::Gentlest => ui::fill(words.gap_peak, &[&format::hours(lang, count)]),
    }
}

/// What the search under way has found so far, where that is better than what is on the screen:
/// its weeks, and beside them what matters most.
fn so_far(lang: Lang, objective: Objective, planned: &Planned) -> Option<String> {
    let words = ui::plan::words(lang);
    let shown = planned.plan.as_ref().and_then(|answer| answer.0.value);
    let best = planned.best?;
    if shown.is_some_and(|shown| shown.ordered(objective) <= best.ordered(objective)) {
        return None;
    }
    let (number, note) = match objective {
        Objective::LeastStudy => (format::hours(lang, best.hours), words.hours),
        Objective::Gentlest => (format::hours(lang, best.peak), words.peak),
        _ => (format::yuan(best.fee.0), words.fee),
    };
    let (a, b) = if lang == Lang::Zh { (note, &*number) } else { (&*number, note) };
    Some(ui::fill(words.so_far, &[&format::weeks(lang, best.weeks.0), a, b]))
}

/// The way to stop a search that takes longer.
fn stop(session: Session, lang: Lang) -> AnyView {
    view! {
        <button class="button" data-kind="quiet" on:click=move |_| session.stop()>
            {ui::plan::words(lang).stop}
        </button>
    }
    .into_any()
}

/// Why there is no plan, in a few words.
fn refusal(lang: Lang, plan: &Plan) -> &'static str {
    let words = ui::plan::words(lang);
    if plan.status != PlanStatus::Impossible {
        return words.unknown;
    }
    match (one_answer_decides(plan), asks_who(plan)) {
        (true, _) => words.one_answer,
        (_, true) => words.some_answers,
        _ => words.impossible,
    }
}

/// There is no plan, or none yet.
fn none(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    planned: &Planned,
) -> AnyView {
    let words = ui::plan::words(lang);
    let (plan, scenario) = &**answer;
    let text = refusal(lang, plan);
    let head = if text == words.impossible {
        // What it is that cannot be reached.
        sentence::answer(lang, catalogue, scenario, plan)
    } else if text == words.unknown && planned.busy {
        words.searching_first.to_owned()
    } else {
        text.to_owned()
    };
    let more = match (plan.status == PlanStatus::Impossible, planned.busy) {
        (true, _) if text == words.impossible => ().into_any(),
        (true, _) => {
            let goal = goal_name(lang, catalogue, scenario);
            view! { <p>{ui::fill(words.goal_is, &[&goal])}</p> }.into_any()
        }
        (_, true) => {
            let text = so_far(lang, scenario.objective, planned);
            let text = text.unwrap_or_else(|| words.searching.to_owned());
            view! { <p class="progress"><span>{text}</span> {stop(session, lang)}</p> }.into_any()
        }
        _ => view! { <p class="quiet">{words.unknown_more}</p> }.into_any(),
    };
    view! {
        <section aria-busy=planned.busy.to_string()>
            <h1 class="answer">{head}</h1>
            {more}
        </section>
    }
    .into_any()
}
