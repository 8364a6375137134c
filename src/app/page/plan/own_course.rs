//! Owns the things of one's own in a plan: a course elsewhere, a trip, an exam of a child. They take
//! hours out of some weeks, and stand in the way beside the steps.

use crate::app::component::{DateField, Icon, Slider, icon};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{CalendarEntry, Date, Hours, Id, Scenario};
use std::collections::BTreeMap;

/// From when to when, and what is left to learn in then.
pub fn when(lang: Lang, entry: &CalendarEntry) -> String {
    let words = ui::season::words(lang);
    let hours: u32 = entry.week.values().map(|h| h.0).sum();
    let left = if hours == 0 {
        words.nothing.to_owned()
    } else {
        ui::fill(words.left, &[&format::hours(lang, hours.into())])
    };
    format!(
        "{} – {} · {left}",
        format::short_day(lang, entry.from),
        format::short_day(lang, entry.to)
    )
}

/// The hours of a week without so many: out of the largest kinds of time first.
fn without(week: &BTreeMap<Id, Hours>, mut hours: u32) -> BTreeMap<Id, Hours> {
    let mut left = week.clone();
    let mut slots: Vec<Id> = week.keys().cloned().collect();
    slots.sort_by_key(|slot| std::cmp::Reverse(week.get(slot).map_or(0, |h| h.0)));
    for slot in slots {
        if let Some(own) = left.get_mut(&slot) {
            let taken = own.0.min(hours);
            own.0 -= taken;
            hours -= taken;
        }
    }
    left
}

/// Draws the form that adds one.
pub fn form(session: Session, lang: Lang) -> AnyView {
    let words = ui::tune::words(lang);
    let name = RwSignal::new(String::new());
    let from = RwSignal::new(session.today().monday_on_or_after());
    let (weeks, hours) = (RwSignal::new(4_u32), RwSignal::new(2_u32));
    let add = move |_| {
        let case = session.history.with_untracked(|h| h.now.case().map(|c| c.scenario.clone()));
        let Some(Scenario { week, mut calendar, .. }) = case else { return };
        let typed = name.get_untracked();
        let named = if typed.trim().is_empty() { words.own_name } else { typed.trim() }.to_owned();
        let from = from.get_untracked();
        calendar.push(CalendarEntry {
            from,
            to: from.plus_weeks(weeks.get_untracked()).plus_days(-1),
            week: without(&week, hours.get_untracked()),
            name: Some(named.clone()),
        });
        let said = ui::fill(ui::week::words(lang).added, &[&named]);
        session.change(Edit::Calendar(calendar), said);
        name.set(String::new());
    };
    let number = |id: &'static str,
                  label: &'static str,
                  range: (u32, u32),
                  value: RwSignal<u32>,
                  tell: Callback<u32, String>| {
        let (moved, settled) = (Callback::new(move |n| value.set(n)), Callback::new(|()| ()));
        view! { <Slider label id range value=Signal::from(value) words=tell moved settled /> }
            .into_any()
    };
    let year = session.today().ymd().0;
    let years = (year - 2, year + 20);
    let in_weeks = Callback::new(move |n| format::weeks(lang, n));
    let in_hours =
        Callback::new(move |n: u32| ui::fill(words.a_week, &[&format::hours(lang, n.into())]));
    view! {
        <details class="more" data-print="never">
            <summary class="more-title">{words.own_add}</summary>
            <div class="more-body stack">
                <p class="quiet small">{words.own_more}</p>
                <div class="field">
                    <label class="field-label" for="own-name">{words.own_what}</label>
                    <input
                        class="field-input"
                        id="own-name"
                        maxlength="60"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </div>
                <DateField
                    lang
                    id="own-from"
                    label=words.start
                    years
                    value=Signal::derive(move || Some(from.get()))
                    set=Callback::new(move |day: Option<Date>| day.into_iter().for_each(|day| from.set(day)))
                />
                {number("own-weeks", words.own_weeks_n, (1, 26), weeks, in_weeks)}
                {number("own-hours", words.own_hours_n, (1, 20), hours, in_hours)}
                <button class="button" on:click=add>{icon(Icon::Plus)} {words.own_do}</button>
            </div>
        </details>
    }
    .into_any()
}
