//! Owns 我的一周: this week's study, the free time that it is laid into, painted in half-hours, and
//! weeks that are not like the others.

mod paint;
mod painted;
mod special;
mod study;

use crate::app::component::{Empty, Icon, icon};
use crate::app::platform::media_query;
use crate::app::session::{Session, session};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use crate::app::state::week_grid::{Grid, Preset};
use leptos::prelude::*;
use painted::{grid, inside, preset_name};
use qitu_engine::text::{format, ui};
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;

/// Where the painting has room beside the week; below it, it waits behind its title.
const BESIDE: &str = "(min-width: 60rem)";

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::week::words(lang);
    let session = session();
    let head = view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
    };
    if session.history.with_untracked(|h| h.now.case().is_none()) {
        let nothing = Empty {
            title: words.no_plan,
            is_heading: false,
            text: "",
            to: Route::Start,
            action: ui::plan::words(lang).to_start,
        };
        return view! { {head} {nothing.draw()} }.into_any();
    }
    let (a, b) = (catalogue.clone(), catalogue.clone());
    let studies = Memo::new(move |_| study::studies(session, lang, &b));
    view! {
        {head}
        <div class="week">
            <div class="week-side">
                {move || study::draw(session, lang, studies)}
                {study::aloud(session, lang, studies)}
                {study::cost(session, lang, studies)}
            </div>
            <details class="more week-paint" open=media_query::holds(BESIDE)>
                <summary class="more-title">{words.paint}</summary>
                <div class="more-body week-painting">
                    {presets(session, lang)}
                    {paint::draw(session, lang, studies)}
                    {move || hours(session, lang, &a)}
                </div>
            </details>
            <div class="week-side">{special::draw(session, lang, catalogue)}</div>
        </div>
        <div class="action-bar">
            <a class="button" data-kind="primary" data-size="wide" href=Route::Plan(None).hash()>
                {move || plan_words(session, lang)}
            </a>
        </div>
    }
    .into_any()
}

/// What the painting did to the plan, on the button that leads there.
fn plan_words(session: Session, lang: Lang) -> String {
    let words = ui::week::words(lang);
    let answer = session.planned.with(|p| p.plan.clone());
    let weeks = answer.as_ref().and_then(|a| a.0.value).map(|v| format::weeks(lang, v.weeks.0));
    weeks.map_or_else(|| words.to_plan.to_owned(), |w| ui::fill(words.to_plan_value, &[&w]))
}

fn presets(session: Session, lang: Lang) -> AnyView {
    let words = ui::week::words(lang);
    let chips = Preset::ALL.map(|preset| {
        let name = preset_name(lang, preset);
        let tapped = move |_| {
            let classes_inside = untrack(|| inside(session));
            let edit = Edit::Week { grid: preset.grid(), classes_inside };
            session.change(edit, ui::fill(words.preset_did, &[name]));
        };
        let pressed = move || (grid(session) == preset.grid()).to_string();
        view! { <button class="chip" aria-pressed=pressed on:click=tapped>{name}</button> }
    });
    let painted = move || session.history.with(|h| h.now.case().is_some_and(|c| c.grid.is_some()));
    let week =
        move || session.history.with_untracked(|h| h.now.case().map(|c| c.scenario.week.clone()));
    let from_hours = move |_| {
        let grid = Grid::of_hours(&week().unwrap_or_default());
        let classes_inside = untrack(|| inside(session));
        session.change(Edit::Week { grid, classes_inside }, words.from_hours_did.to_owned());
    };
    view! {
        <div role="group" aria-label=words.presets>
            <div class="chips" data-scroll="sideways">
                <button class="chip" hidden=painted on:click=from_hours>{words.from_hours}</button>
                {chips.into_iter().collect::<Vec<_>>()}
            </div>
        </div>
    }
    .into_any()
}

/// What the painted week comes to.
fn hours(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::week::words(lang);
    let painted = session.history.with(|h| h.now.case().is_some_and(|c| c.grid.is_some()));
    if !painted {
        return view! { <p class="quiet week-note">{words.nothing}</p> }.into_any();
    }
    let week =
        session.history.with(|h| h.now.case().map(|c| c.scenario.week.clone()).unwrap_or_default());
    let list = catalogue.slots.iter().filter_map(|slot| {
        let hours = week.get(&slot.id).filter(|h| h.0 > 0)?;
        Some(format!("{} {}", lang.pick(&slot.name), format::hours(lang, hours.0.into())))
    });
    let list = list.collect::<Vec<_>>().join(" · ");
    let turn = move |_| {
        let edit = untrack(|| Edit::Week { grid: grid(session), classes_inside: !inside(session) });
        session.settle();
        session.edit(edit);
        session.settle();
    };
    let drop_it = move |_| session.change(Edit::WeekByHours, words.by_hours_did.to_owned());
    let is_inside = inside(session);
    view! {
        <p class="week-sum" role="status">{ui::fill(words.hours, &[&list])}</p>
        <label class="check">
            <input class="check-input" type="checkbox" prop:checked=is_inside on:change=turn />
            <span class="check-text">
                {words.inside} <span class="check-note">{words.inside_more}</span>
            </span>
        </label>
        <button class="button" data-kind="quiet" on:click=drop_it>
            {icon(Icon::Close)}
            {words.by_hours}
        </button>
    }
    .into_any()
}
