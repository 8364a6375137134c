//! Owns the weeks that are not like the others: peaks, holidays, exams.

use crate::app::edit::Edit;
use crate::app::session::Session;
use crate::model::{CalendarEntry, Catalogue, Date, Hours};
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;
use std::sync::Arc;

/// Draws the list of such weeks and the form that adds one.
pub fn draw(session: Session, lang: Lang, _catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::week::words(lang);
    view! {
        <section class="section card">
            <h2>{words.special}</h2>
            <p class="section-note week-note">{words.special_more}</p>
            {move || list(session, lang)}
            {form(session, lang)}
        </section>
    }
    .into_any()
}

fn entries(session: Session) -> Vec<CalendarEntry> {
    session.history.with(|h| h.now.case().map(|c| c.scenario.calendar.clone()).unwrap_or_default())
}

fn list(session: Session, lang: Lang) -> AnyView {
    let words = ui::week::words(lang);
    let rows = entries(session).into_iter().enumerate().map(|(at, entry)| {
        let name = entry.name.clone().unwrap_or_else(|| words.exam.to_owned());
        let mode =
            if entry.week.values().all(|h| h.0 == 0) { words.mode_none } else { words.mode_half };
        let when = format!(
            "{} – {} · {mode}",
            say::short_day(lang, entry.from),
            say::short_day(lang, entry.to)
        );
        let did = ui::fill(words.removed, &[&name]);
        let drop_it = move |_| {
            let mut all = untrack(|| entries(session));
            if at < all.len() {
                all.remove(at);
                session.change(Edit::Calendar(all), did.clone());
            }
        };
        view! {
            <li class="list-item">
                <div class="list-row">
                    <span class="list-main">
                        <span class="list-title">{name.clone()}</span>
                        <span class="list-note">{when}</span>
                    </span>
                    <button
                        class="button"
                        data-kind="quiet"
                        aria-label=ui::fill(words.remove_label, &[&name])
                        on:click=drop_it
                    >
                        {words.remove}
                    </button>
                </div>
            </li>
        }
    });
    view! { <ul class="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
}

/// The Spring Festival's first days of the years a plan can reach from now.
const SPRING: [(i32, u8, u8); 6] =
    [(2026, 2, 17), (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3), (2031, 1, 23)];

/// The days that a name usually stands for.
fn usual(name: &str, words: &ui::week::Words, start: Date) -> (Date, Date) {
    let year = start.ymd().0;
    if name == words.spring {
        let days = SPRING.iter().filter_map(|(y, m, d)| Date::new(*y, *m, *d));
        let next = days.filter(|d| *d >= start).min().unwrap_or(start);
        return (next.plus_days(-3), next.plus_days(10));
    }
    if name == words.singles {
        let peak = |year| Some((Date::new(year, 11, 1)?, Date::new(year, 11, 14)?));
        let next = peak(year).filter(|(_, to)| *to >= start).or_else(|| peak(year + 1));
        return next.unwrap_or((start, start.plus_days(13)));
    }
    let next = start.monday_on_or_after();
    (next, next.plus_days(6))
}

fn form(session: Session, lang: Lang) -> AnyView {
    let words = ui::week::words(lang);
    let names = [words.spring, words.singles, words.exam];
    let days = usual(words.spring, words, session.today);
    let name = RwSignal::new(words.spring);
    let (from, to) = (RwSignal::new(days.0), RwSignal::new(days.1));
    let half = RwSignal::new(false);
    let pick = move |event| {
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        let chosen = names.get(at).copied().unwrap_or(words.exam);
        let days = usual(chosen, words, session.today);
        name.set(chosen);
        from.set(days.0);
        to.set(days.1);
    };
    let add = move |_| {
        let week = session
            .history
            .with_untracked(|h| h.now.case().map(|c| c.scenario.week.clone()).unwrap_or_default());
        let share = if half.get_untracked() { 2 } else { 0 };
        let week = week
            .into_iter()
            .map(|(slot, hours)| (slot, Hours(hours.0.checked_div(share).unwrap_or(0))));
        let entry = CalendarEntry {
            from: from.get_untracked(),
            to: to.get_untracked().max(from.get_untracked()),
            week: week.collect(),
            name: Some(name.get_untracked().to_owned()),
        };
        let mut all = untrack(|| entries(session));
        all.push(entry);
        session.change(Edit::Calendar(all), ui::fill(words.added, &[name.get_untracked()]));
    };
    let options = names.iter().enumerate().map(|(at, n)| {
        view! { <option value=at.to_string()>{*n}</option> }
    });
    let date = |id: &'static str, label: &'static str, day: RwSignal<Date>| {
        view! {
            <div class="field">
                <label class="field-label" for=id>{label}</label>
                <input
                    class="field-input"
                    id=id
                    type="date"
                    prop:value=move || day.get().to_string()
                    on:change=move |event| {
                        if let Some(chosen) = Date::parse(&event_target_value(&event)) {
                            day.set(chosen);
                        }
                    }
                />
            </div>
        }
    };
    view! {
        <div class="stack">
            <div class="field">
                <label class="field-label" for="special-what">{words.what}</label>
                <select class="field-input" id="special-what" on:change=pick>
                    {options.collect::<Vec<_>>()}
                </select>
            </div>
            <div class="week-dates">
                {date("special-from", words.from, from)} {date("special-to", words.to, to)}
            </div>
            <div class="field">
                <label class="field-label" for="special-mode">{words.mode}</label>
                <select
                    class="field-input"
                    id="special-mode"
                    on:change=move |event| half.set(event_target_value(&event) == "half")
                >
                    <option value="none">{words.mode_none}</option>
                    <option value="half">{words.mode_half}</option>
                </select>
            </div>
            <button class="button" on:click=add>{words.add}</button>
        </div>
    }
    .into_any()
}
