//! Owns the weeks that are not like the others: peaks, holidays, exams.

use super::painted::preset_name;
use crate::app::component::DateField;
use crate::app::component::label::{named, springs};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::week_grid::Preset;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{CalendarEntry, Catalogue, Date, Hours, Id};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Draws the list of such weeks and the form that adds one.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::week::words(lang);
    view! {
        <section class="section card">
            <h2>{words.special}</h2>
            <p class="section-note week-note">{words.special_more}</p>
            {move || year(session, lang)}
            {move || list(session, lang)}
            <details class="more">
                <summary class="more-title">{words.add_special}</summary>
                <div class="more-body">{form(session, lang, catalogue)}</div>
            </details>
        </section>
    }
    .into_any()
}

fn entries(session: Session) -> Vec<CalendarEntry> {
    session.history.with(|h| h.now.case().map(|c| c.scenario.calendar.clone()).unwrap_or_default())
}

/// Weeks of the band.
const BAND: i32 = 52;

/// The year from the start on, a piece a week: as always, less, none, more. The list says the same
/// in words.
fn year(session: Session, lang: Lang) -> AnyView {
    let case = session.history.with(|h| h.now.case().map(|c| c.scenario.clone()));
    let Some(scenario) = case else { return ().into_any() };
    let monday = scenario.start.monday_on_or_after();
    let usual: u32 = scenario.week.values().map(|h| h.0).sum();
    let pieces = (0..BAND).map(|week| {
        let (first, last) = (monday.plus_days(week * 7), monday.plus_days(week * 7 + 6));
        let own = scenario.calendar.iter().rev().find(|e| e.from <= last && e.to >= first);
        let hours = own.map_or(usual, |e| e.week.values().map(|h| h.0).sum());
        let state = match hours {
            0 => "none",
            n if n < usual => "less",
            n if n > usual => "more",
            _ => "usual",
        };
        view! { <i data-state=state></i> }
    });
    let ends = [monday, monday.plus_days(BAND * 7 - 7)].map(|day| format::month(lang, day));
    view! {
        <div class="week-year" aria-hidden="true">{pieces.collect::<Vec<_>>()}</div>
        <p class="week-year-ends quiet small" aria-hidden="true">
            <span>{ends[0].clone()}</span>
            <span>{ends[1].clone()}</span>
        </p>
    }
    .into_any()
}

/// The hours of such weeks by the pattern chosen, out of the usual ones.
fn pattern(mode: &str, usual: &BTreeMap<Id, Hours>, slots: &[&str]) -> BTreeMap<Id, Hours> {
    let times = |up: u32, down: u32| {
        let share = |(slot, h): (&Id, &Hours)| (slot.clone(), Hours(h.0 * up / down));
        usual.iter().map(share).collect()
    };
    match mode {
        "none" => times(0, 1),
        "half" => times(1, 2),
        "more" => times(3, 2),
        word => {
            let at = word.parse::<usize>().unwrap_or(0);
            let preset = Preset::ALL.get(at).copied().unwrap_or(Preset::DayShift);
            preset.grid().hours(slots)
        }
    }
}

fn list(session: Session, lang: Lang) -> AnyView {
    let words = ui::week::words(lang);
    let rows = entries(session).into_iter().enumerate().map(|(at, entry)| {
        let name = named(lang, &entry);
        let hours: u32 = entry.week.values().map(|h| h.0).sum();
        let mode = if hours == 0 {
            ui::season::words(lang).nothing.to_owned()
        } else {
            ui::fill(ui::tune::words(lang).a_week, &[&format::hours(lang, hours.into())])
        };
        let when = format!(
            "{} – {} · {mode}",
            format::short_day(lang, entry.from),
            format::short_day(lang, entry.to)
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
                        <span class="list-note" data-own>{when}</span>
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

/// The days that a name usually stands for.
fn usual(name: &str, words: &ui::season::Words, start: Date) -> (Date, Date) {
    let year = start.ymd().0;
    if name == words.spring {
        let next = springs().find(|day| *day >= start).unwrap_or(start);
        return (next.plus_days(-3), next.plus_days(10));
    }
    if name == words.singles {
        let peak = |year| Some((Date::new(year, 11, 1)?, Date::new(year, 11, 14)?));
        let next = peak(year).filter(|(_, to)| *to >= start).or_else(|| peak(year + 1));
        return next.unwrap_or((start, start.plus_days(13)));
    }
    if name == words.off_season {
        // Between the Spring Festival and summer orders are few.
        let calm = |year| Some((Date::new(year, 3, 1)?, Date::new(year, 4, 30)?));
        let next = calm(year).filter(|(_, to)| *to >= start).or_else(|| calm(year + 1));
        return next.unwrap_or((start, start.plus_days(27)));
    }
    let next = start.monday_on_or_after();
    (next, next.plus_days(6))
}

fn form(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::week::words(lang);
    let seasons = ui::season::words(lang);
    let names = [seasons.spring, seasons.singles, seasons.off_season, seasons.exam];
    let book = catalogue.clone();
    let days = usual(seasons.spring, seasons, session.today());
    let name = RwSignal::new(seasons.spring);
    let (from, to) = (RwSignal::new(days.0), RwSignal::new(days.1));
    let mode = RwSignal::new("none".to_owned());
    let pick = move |event| {
        let at: usize = event_target_value(&event).parse().unwrap_or(0);
        let chosen = names.get(at).copied().unwrap_or(seasons.exam);
        let days = usual(chosen, seasons, session.today());
        name.set(chosen);
        from.set(days.0);
        to.set(days.1);
    };
    let add = move |_| {
        let week = session
            .history
            .with_untracked(|h| h.now.case().map(|c| c.scenario.week.clone()).unwrap_or_default());
        let entry = CalendarEntry {
            from: from.get_untracked(),
            to: to.get_untracked().max(from.get_untracked()),
            week: pattern(&mode.get_untracked(), &week, &book.slot_ids()),
            name: Some(name.get_untracked().to_owned()),
        };
        let mut all = untrack(|| entries(session));
        all.push(entry);
        session.change(Edit::Calendar(all), ui::fill(words.added, &[name.get_untracked()]));
    };
    let presets = Preset::ALL.iter().enumerate().map(|(at, preset)| {
        let name = ui::fill(words.mode_like, &[preset_name(lang, *preset)]);
        view! { <option value=at.to_string()>{name}</option> }
    });
    let presets = presets.collect::<Vec<_>>();
    let options = names.iter().enumerate().map(|(at, n)| {
        view! { <option value=at.to_string()>{*n}</option> }
    });
    let year = session.today().ymd().0;
    let years = (year - 2, year + 20);
    let date = |id: &'static str, label: &'static str, day: RwSignal<Date>| {
        view! {
            <DateField
                lang
                id
                label
                years
                value=Signal::derive(move || Some(day.get()))
                set=Callback::new(move |chosen: Option<Date>| chosen.into_iter().for_each(|chosen| day.set(chosen)))
            />
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
                    on:change=move |event| mode.set(event_target_value(&event))
                >
                    <option value="none">{seasons.nothing}</option>
                    <option value="half">{words.mode_half}</option>
                    <option value="more">{words.mode_more}</option>
                    {presets}
                </select>
            </div>
            <button class="button" on:click=add>{words.add}</button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_plan_of_ten_years_finds_every_spring_festival() {
        let words = ui::season::words(Lang::Zh);
        let spring = |start| usual(words.spring, words, day(start)).0.plus_days(3);
        assert_eq!(spring("2026-11-23"), day("2027-02-06"));
        assert_eq!(spring("2036-02-01"), day("2037-02-15"));
        assert_eq!(spring("2049-06-01"), day("2050-01-23"));
        let entry = CalendarEntry {
            from: day("2041-01-29"),
            to: day("2041-02-11"),
            week: BTreeMap::new(),
            name: None,
        };
        assert_eq!(named(Lang::Zh, &entry), words.spring);
        // A year without its new moon between 21 January and 20 February is a slip of the pen.
        let all: Vec<Date> = springs().collect();
        assert_eq!(all.len(), 35);
        for (day, year) in all.iter().zip(2026..) {
            let (y, m, d) = day.ymd();
            assert_eq!(y, year);
            assert!((m == 1 && d >= 21) || (m == 2 && d <= 20), "{day}");
        }
        let apart = |two: &[Date]| two[1].days_since(two[0]);
        assert!(all.windows(2).all(|two| [354, 355, 383, 384, 385].contains(&apart(two))));
    }
}
