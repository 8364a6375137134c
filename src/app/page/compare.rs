//! Owns 对比: up to four scenarios side by side, four ways to one goal, and safe first steps.

mod beside;
mod branch;
mod cards;
mod compared;
mod frontier;
mod line;
mod name;
mod received;
mod send;
mod side_by_side;
mod table;

use crate::app::component::Empty;
use crate::app::platform::dom;
use crate::app::session::{Session, session};
use crate::app::state::answer::Answered;
use crate::app::state::answer::one_answer_decides;
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::route::Route;
use compared::{Compared, actions};
use leptos::prelude::*;
use qitu_engine::explain::what_if::{safe_first_steps, with_hours};
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective, Scenario};
pub use received::draw as draw_received;
use side_by_side::{is_wide, key, side_by_side};
use std::sync::Arc;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::compare::words(lang);
    let session = session();
    let catalogue = catalogue.clone();
    let wide = is_wide();
    view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        {move || body(session, lang, &catalogue, wide)}
    }
    .into_any()
}

fn body(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, wide: RwSignal<bool>) -> AnyView {
    let words = ui::compare::words(lang);
    let scenarios: Vec<(String, Scenario)> = session
        .history
        .with(|h| h.now.cases.iter().map(|c| (c.name.clone(), c.scenario.clone())).collect());
    if scenarios.is_empty() {
        return Empty {
            title: words.none,
            is_heading: false,
            text: words.none_more,
            to: Route::Start,
            action: ui::plan::words(lang).to_start,
        }
        .draw();
    }
    let current = session.history.with(|h| h.now.current);
    for (at, (_, scenario)) in scenarios.iter().enumerate() {
        session.try_plan(&key(at), scenario.clone());
    }
    let count = scenarios.len();
    let open = (0..count).map(|at| session.open_trial(key(at))).collect::<Vec<_>>();
    let (book, again) = (catalogue.clone(), catalogue.clone());
    let worked_on = scenarios.get(current).map(|(_, scenario)| scenario.clone());
    let sending = send::draw(session, lang, &scenarios);
    let beside = beside::draw(session, lang, catalogue, &scenarios, current);
    let all = move || {
        // An answer that comes draws the cards anew: who was at one of them stays there.
        if dom::focused().is_some_and(|one| one.class_name() == "compare-title") {
            beside::show_current();
        }
        let examples = session.examples().unwrap_or_default();
        let compared = Compared {
            open: open.iter().map(|answer| answer.with(Option::is_some)).collect(),
            answers: (0..count).map(|at| session.trial(&key(at))).collect(),
            names: name::names(lang, &book, &scenarios, &examples),
            current: Some(current),
        };
        let with_each = |at| actions(session, lang, &compared, at);
        side_by_side(session, lang, &book, &compared, wide.get(), with_each)
    };
    let worked_on = worked_on.as_ref();
    view! {
        <p class="page-lead">{words.lead}</p>
        {all}
        {sending}
        {beside}
        {branch::draw(session, lang, catalogue, worked_on)}
        <div class="compare-more">
            {four_ways(session, lang, worked_on)}
            {frontier::draw(session, lang)}
            {more_hours(session, lang, catalogue, worked_on)}
            {move || safe(session, lang, &again, count)}
        </div>
    }
    .into_any()
}

/// The same goal by each of the four objectives.
fn four_ways(session: Session, lang: Lang, scenario: Option<&Scenario>) -> AnyView {
    let words = ui::compare::words(lang);
    let plan_words = ui::plan::words(lang);
    let Some(scenario) = scenario else { return ().into_any() };
    let rows = Objective::ALL.map(|objective| {
        let mut other = scenario.clone();
        other.objective = objective;
        let key = format!("way/{}", objective.word());
        session.try_plan(&key, other);
        let name = match objective {
            Objective::Soonest => plan_words.soonest,
            Objective::Cheapest => plan_words.cheapest,
            Objective::LeastStudy => plan_words.least_study,
            Objective::Gentlest => plan_words.gentlest,
        };
        let note = move || {
            let Some(answer) = session.trial(&key) else { return words.counting.to_owned() };
            let Some(v) = answer.0.value else {
                let open = one_answer_decides(&answer.0);
                return if open { words.one_answer } else { words.not_possible }.to_owned();
            };
            let parts = [
                format::weeks(lang, v.weeks.0),
                format::yuan(v.fee.0),
                format::hours(lang, v.hours),
                format!("{} {}", plan_words.peak, format::hours(lang, v.peak)),
            ];
            parts.join(" · ")
        };
        let here = scenario.objective == objective;
        let here_badge =
            here.then(|| view! { <span class="badge" data-tone="good">{words.current}</span> });
        let tapped = move |_| {
            session.change(
                Edit::First(FirstEdit::Objective(objective)),
                ui::fill(words.taken, &[name]),
            );
        };
        view! {
            <li class="list-item">
                <button class="list-link plan-change" disabled=here on:click=tapped>
                    <span class="list-main">
                        <span class="list-title">{name}</span>
                        <span class="list-note">{note}</span>
                    </span>
                    {here_badge}
                </button>
            </li>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.four}</h2>
            <p class="section-note">{words.four_more}</p>
            <ul class="list">{rows.into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The finish over hours a week: what each two hours more or less would do.
fn more_hours(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scenario: Option<&Scenario>,
) -> AnyView {
    let words = ui::compare::words(lang);
    let Some(scenario) = scenario else { return ().into_any() };
    let now: u32 = scenario.week.values().map(|h| h.0).sum();
    let first = now.saturating_sub(4).max(1);
    let keys: Vec<(u32, String)> =
        (first..=now + 8).step_by(2).map(|hours| (hours, format!("hours/{hours}"))).collect();
    for (hours, key) in &keys {
        session.try_plan(key, with_hours(catalogue, scenario, *hours));
    }
    let weeks = move |key: &str| session.trial(key).and_then(|a| a.0.value).map(|v| v.weeks.0);
    let all = keys.clone();
    let longest = Memo::new(move |_| all.iter().filter_map(|(_, key)| weeks(key)).max());
    let rows = keys.into_iter().map(|(hours, key)| {
        let again = key.clone();
        let share = move || {
            let most = longest.get().unwrap_or(1).max(1);
            format!("{}%", weeks(&key).map_or(0, |w| w * 100 / most))
        };
        let text = move || match session.trial(&again) {
            None => words.counting.to_owned(),
            Some(answer) => answer
                .0
                .value
                .map_or_else(|| words.not_possible.to_owned(), |v| format::weeks(lang, v.weeks.0)),
        };
        let label = ui::fill(ui::tune::words(lang).a_week, &[&format::hours(lang, hours.into())]);
        view! {
            <div class="compare-hour" data-state=(hours == now).then_some("now")>
                <dt>{label}</dt>
                <dd>
                    <span class="compare-bar" style=("--share", share) aria-hidden="true"></span>
                    <span class="number">{text}</span>
                </dd>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.more_hours}</h2>
            <p class="section-note">{words.more_hours_more}</p>
            <dl class="compare-hours">{rows.collect::<Vec<_>>()}</dl>
        </section>
    }
    .into_any()
}

/// Steps that every plan has, the first to come first.
fn safe(session: Session, lang: Lang, catalogue: &Catalogue, count: usize) -> AnyView {
    let words = ui::compare::words(lang);
    let plans: Vec<Answered> = (0..count).filter_map(|at| session.trial(&key(at))).collect();
    if plans.len() < 2 {
        return ().into_any();
    }
    let shared = safe_first_steps(&plans.iter().map(|answer| &answer.0).collect::<Vec<_>>());
    let rows = shared.iter().take(6).filter_map(|id| {
        let (_, activity) = catalogue.activity(id)?;
        Some(view! { <li class="badge">{lang.pick(&activity.name).to_owned()}</li> })
    });
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section">
            <h2 class="section-title">{words.safe}</h2>
            <p class="section-note">{words.safe_more}</p>
            <ul class="chips">{rows}</ul>
        </section>
    }
    .into_any()
}
