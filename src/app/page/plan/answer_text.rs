//! Owns what is told after a plan was made again: after weeks missed, or because the catalogue
//! changed. It says what stayed before it says what moved.

use crate::app::component::wrong_clock;
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::explain::{difference_since, holds};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Plan, REST, Scenario};
use std::sync::Arc;

/// Draws it; nothing when nothing was made again and the day is right.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    view! { {wrong_clock(lang)} {told(session, lang, catalogue)} }.into_any()
}

fn told(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let (answer, busy) = session.planned.with(|p| (p.plan.clone(), p.busy));
    let Some(answer) = answer.filter(|_| !busy) else { return ().into_any() };
    let words = ui::advice::words(lang);
    let is_repair = session.history.with(|h| matches!(h.last(), Some(Edit::Repair { .. })));
    let moved = session.before.get().filter(|before| is_repair && before.1.start < answer.1.start);
    if let Some(before) = moved {
        return panel(session, lang, catalogue, words.told, &before, &answer);
    }
    let news = session.older.get().filter(|older| older.1 == answer.1);
    match news.filter(|older| !difference_since(&older.0, &answer.0, 0, &|_| false).is_nothing()) {
        Some(older) => panel(session, lang, catalogue, words.news, &older, &answer),
        None => ().into_any(),
    }
}

fn panel(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    title: &'static str,
    before: &Answered,
    after: &Answered,
) -> AnyView {
    let words = ui::advice::words(lang);
    let monday = |scenario: &Scenario| scenario.start.monday_on_or_after();
    let later = monday(&after.1).week_from_or_first(monday(&before.1));
    let rider = &after.1.rider;
    let is_done = |id: &String| holds(rider, id) && !holds(&before.1.rider, id);
    let found = difference_since(&before.0, &after.0, later, &is_done);
    let called = |id: &str| qitu_engine::text::name(lang, catalogue, id).to_owned();
    let names = |ids: Vec<String>| ids.join(if lang == Lang::Zh { "、" } else { ", " });
    let day = |plan: &Plan, scenario: &Scenario| {
        plan.value.map(|value| format::day(lang, sentence::monday(scenario, value.weeks)))
    };
    let date = match (day(&before.0, &before.1), day(&after.0, &after.1)) {
        (_, None) => words.told_none.to_owned(),
        (Some(old), Some(new)) if old != new => ui::fill(words.told_date, &[&old, &new]),
        (_, Some(new)) => ui::fill(words.told_same, &[&new]),
    };
    let by = found.before.zip(found.after);
    let by = by.and_then(|(old, new)| {
        let text = format::weeks_moved(lang, old.weeks.0, new.weeks.0)?;
        let tone = if new.weeks < old.weeks { "good" } else { "bad" };
        Some(view! { <span class="change" data-tone=tone>{text}</span> })
    });
    let done = before.0.steps.iter().filter(|step| is_done(&step.activity));
    let done: Vec<String> = done.map(|step| called(&step.activity)).collect();
    let on = after.0.steps.iter().filter(|step| step.offer == REST);
    let on: Vec<String> = on.map(|step| called(&step.activity)).collect();
    let pins = after.1.pins.iter().any(|pin| pin.offer.as_deref() != Some(REST));
    let kept = [
        (!done.is_empty()).then(|| ui::fill(words.told_done, &[&names(done)])),
        (!on.is_empty()).then(|| ui::fill(words.told_on, &[&names(on)])),
        pins.then(|| words.told_pins.to_owned()),
    ];
    let kept = kept.into_iter().flatten().map(|text| view! { <li>{text}</li> });
    let numbers = if later == 0 {
        sentence::difference(lang, catalogue, &found)
    } else {
        let found = qitu_engine::explain::Difference { before: None, after: None, ..found };
        if found.is_nothing() { Vec::new() } else { sentence::difference(lang, catalogue, &found) }
    };
    let more = (!numbers.is_empty()).then(|| {
        let rows = numbers.into_iter().map(|text| view! { <li>{text}</li> });
        view! {
            <details class="more">
                <summary class="more-title">{words.told_more}</summary>
                <ul class="told-list">{rows.collect::<Vec<_>>()}</ul>
            </details>
        }
    });
    let close = move |_| {
        session.before.set(None);
        session.older.set(None);
    };
    view! {
        <section class="notice told" role="status" data-print="never">
            <p class="notice-title">{title}</p>
            <p>{date} {by}</p>
            <ul class="told-list">{kept.collect::<Vec<_>>()}</ul>
            {more}
            <button class="button" data-kind="quiet" on:click=close>{words.got_it}</button>
        </section>
    }
    .into_any()
}
