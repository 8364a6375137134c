//! Owns what a forecast says: sentences, a picture with its table, classes, kinds of riders, reasons,
//! one more class, and the tables to take away. Refuses to count: every number is the worker's.

use super::form::Form;
use super::picture::{self, Count, bars, filled};
use crate::app::component::field::NumberField;
use crate::app::component::select::select;
use crate::app::platform::carry;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::{Id, Lang};
use qitu_studio::{Class, Forecast, Group, More, Sum};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Classes that stand open; the rest one tap away.
const FEW: usize = 12;

/// What people call the ids.
pub(super) struct Names {
    pub kinds: BTreeMap<Id, String>,
    pub roles: BTreeMap<Id, String>,
}

impl Names {
    fn kind(&self, id: &Id) -> String {
        self.kinds.get(id).unwrap_or(id).clone()
    }

    fn goal(&self, lang: Lang, role: Option<&Id>) -> String {
        let own = || ui::forecast::words(lang).goals_own.to_owned();
        role.map_or_else(own, |role| self.roles.get(role).unwrap_or(role).clone())
    }
}

/// Everything.
pub(super) fn draw(
    lang: Lang,
    forecast: &Arc<Forecast>,
    names: &Names,
    form: RwSignal<Form>,
) -> AnyView {
    let words = ui::forecast::words(lang);
    let titles: BTreeMap<Id, String> = forecast
        .titles
        .iter()
        .map(|title| (title.id.clone(), lang.pick(&title.name).to_owned()))
        .collect();
    let said = forecast.said.iter().map(|line| view! { <li>{lang.pick(line).to_owned()}</li> });
    let left = forecast.left_out.iter().map(|one| {
        let who = match &one.role {
            Some(_) => {
                format!("{}（{}）", names.kind(&one.situation), names.goal(lang, one.role.as_ref()))
            }
            None => names.kind(&one.situation),
        };
        view! { <li>{ui::fill(words.left_out_line, &[&who, lang.pick(&one.why)])}</li> }
    });
    let reasons = forecast.reasons.iter().map(|one| {
        let riders = one.riders.to_string();
        view! { <li>{ui::fill(words.reason_line, &[&riders, lang.pick(&one.why)])}</li> }
    });
    view! {
        <div class="forecast-told">
            <h3 class="forecast-title" id="forecast-said" tabindex="-1">{words.said}</h3>
            <ul class="forecast-said">{said.collect::<Vec<_>>()}</ul>
            {listed(words.left_out, left.collect())}
            {months(lang, forecast, &titles)}
            {classes(lang, forecast, &titles, form)}
            {more(lang, forecast, &titles)}
            {groups(lang, forecast, names)}
            {listed(words.reasons, reasons.collect())}
            {downloads(lang, forecast)}
        </div>
    }
    .into_any()
}

fn listed<V: IntoView + 'static>(title: &'static str, rows: Vec<V>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <h3 class="forecast-title">{title}</h3>
            <ul class="forecast-said">{rows}</ul>
        }
        .into_any()
    })
}

fn title(titles: &BTreeMap<Id, String>, id: &Id) -> String {
    titles.get(id).unwrap_or(id).clone()
}

/// What is begun by month, drawn and as a table; of all courses or one.
fn months(lang: Lang, forecast: &Arc<Forecast>, titles: &BTreeMap<Id, String>) -> AnyView {
    let words = ui::forecast::words(lang);
    let seen = RwSignal::new(String::new());
    let ids: BTreeSet<&Id> = forecast.months.iter().map(|month| &month.activity).collect();
    let mut options: Vec<(String, String)> =
        ids.into_iter().map(|id| (id.clone(), title(titles, id))).collect();
    options.sort_by(|a, b| a.1.cmp(&b.1));
    let forecast = forecast.clone();
    let drawn = move || {
        let chosen = seen.get();
        let shown = forecast.months.iter().filter(|m| chosen.is_empty() || m.activity == chosen);
        let counts = shown.map(|m| ((m.year, m.month), Count { wanted: m.wanted, had: m.had }));
        let all = filled(counts);
        let (inside, width) = bars(&all);
        let rest = all.len().saturating_sub(picture::MOST);
        let later = (rest > 0).then(|| {
            view! { <p class="quiet small">{ui::fill(words.later, &[&rest.to_string()])}</p> }
        });
        let rows = all.into_iter().filter(|(_, count)| *count != Count::default());
        let rows = rows.map(|(month, Count { wanted, had })| {
            view! {
                <tr>
                    <th scope="row">{picture::month(lang, month)}</th>
                    <td data-align="end">{wanted}</td>
                    <td data-align="end">{had}</td>
                </tr>
            }
        });
        view! {
            <div class="forecast-beside">
                <div class="forecast-picture" tabindex="0" role="group" aria-label=words.picture>
                    <svg
                        class="forecast-svg"
                        aria-hidden="true"
                        viewBox=format!("0 0 {width} {}", picture::height())
                        width=width.to_string()
                        height=picture::height().to_string()
                        inner_html=inside
                    ></svg>
                    <p class="forecast-key small">
                        <span class="forecast-swatch" data-kind="had"></span> {words.key_had} " "
                        <span class="forecast-swatch" data-kind="wanted"></span> {words.key_wanted}
                    </p>
                    {later}
                </div>
                <div class="table-wrap forecast-scroll" tabindex="0" role="region" aria-label=words.picture>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{words.month}</th>
                            <th scope="col" data-align="end">{words.wanted}</th>
                            <th scope="col" data-align="end">{words.had}</th>
                        </tr></thead>
                        <tbody>{rows.collect::<Vec<_>>()}</tbody>
                    </table>
                </div>
            </div>
        }
    };
    view! {
        <h3 class="forecast-title">{words.picture}</h3>
        <div class="forecast-fields">
            {select(words.seen, "forecast-seen", words.seen_all, options, seen)}
        </div>
        {drawn}
    }
    .into_any()
}

/// The classes, those that are short first. Their seats can be changed for the next forecast.
fn classes(
    lang: Lang,
    forecast: &Forecast,
    titles: &BTreeMap<Id, String>,
    form: RwSignal<Form>,
) -> AnyView {
    let words = ui::forecast::words(lang);
    let mut sorted: Vec<&Class> = forecast.classes.iter().collect();
    // Of classes alike the earlier comes first.
    sorted.sort_by_key(|class| (std::cmp::Reverse(class.short), class.day));
    let mut rows = sorted.into_iter().enumerate().map(|(at, one)| row(lang, at, one, titles, form));
    let open: Vec<AnyView> = rows.by_ref().take(FEW).collect();
    let rest: Vec<AnyView> = rows.collect();
    if open.is_empty() {
        return view! {
            <h3 class="forecast-title">{words.classes}</h3>
            <p class="quiet">{words.classes_none}</p>
        }
        .into_any();
    }
    let folded = (!rest.is_empty()).then(|| {
        let label = ui::fill(words.rest, &[&rest.len().to_string()]);
        view! {
            <details class="more">
                <summary class="more-title">{label.clone()}</summary>
                <div class="more-body">{class_table(lang, label, rest)}</div>
            </details>
        }
    });
    view! {
        <h3 class="forecast-title">{words.classes}</h3>
        <p class="quiet">{words.classes_note}</p>
        {class_table(lang, words.classes.to_owned(), open)}
        {folded}
    }
    .into_any()
}

fn class_table(lang: Lang, label: String, rows: Vec<AnyView>) -> AnyView {
    let words = ui::forecast::words(lang);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table forecast-classes">
                <thead><tr>
                    <th scope="col">{words.course}</th>
                    <th scope="col">{words.begins}</th>
                    <th scope="col">{words.seats}</th>
                    <th scope="col" data-align="end">{words.wanted}</th>
                    <th scope="col" data-align="end">{words.had}</th>
                    <th scope="col" data-align="end">{words.short}</th>
                    <th scope="col" data-align="end">{words.waiting}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    lang: Lang,
    at: usize,
    class: &Class,
    titles: &BTreeMap<Id, String>,
    form: RwSignal<Form>,
) -> AnyView {
    let words = ui::forecast::words(lang);
    let name = title(titles, &class.activity);
    let day = class.day.to_string();
    let place = (class.activity.clone(), class.offer.clone(), class.day);
    let (held, counted) = (place.clone(), class.seats.map(i64::from));
    let value = Signal::derive(move || {
        form.with(|form| form.seats.get(&held).copied().map(i64::from)).or(counted)
    });
    let set = Callback::new(move |n: Option<i64>| {
        form.update(|form| match n.and_then(|n| u32::try_from(n).ok()) {
            Some(seats) => {
                form.seats.insert(place.clone(), seats);
            }
            None => {
                form.seats.remove(&place);
            }
        });
    });
    let label = ui::fill(words.seats_of, &[&name, &day]);
    let offer = class.offer.clone();
    let Class { wanted, seated, short, moved, lost, .. } = *class;
    view! {
        <tr data-short=(short > 0).then_some("")>
            <th scope="row">{name} <span class="forecast-offer">{offer}</span></th>
            <td class="forecast-day">{day}</td>
            <td class="forecast-seats">
                <NumberField lang id=format!("forecast-seats-{at}") label hidden_label=true hint=words.no_limit range=(0, 1_000_000) value set />
            </td>
            <td data-align="end">{wanted}</td>
            <td data-align="end">{seated}</td>
            <td data-align="end" class="forecast-short">{short}</td>
            <td data-align="end">{moved + lost}</td>
        </tr>
    }
    .into_any()
}

/// What one more class would change.
fn more(lang: Lang, forecast: &Forecast, titles: &BTreeMap<Id, String>) -> AnyView {
    let words = ui::forecast::words(lang);
    let rows = forecast.more.iter().map(|one| {
        view! { <li>{one_more(lang, forecast.sum, one, titles)}</li> }
    });
    let rows: Vec<_> = rows.collect();
    let none = rows.is_empty().then(|| view! { <p class="quiet">{words.one_more_none}</p> });
    view! {
        <h3 class="forecast-title">{words.one_more}</h3>
        {none}
        <ul class="forecast-said">{rows}</ul>
    }
    .into_any()
}

fn one_more(lang: Lang, before: Sum, more: &More, titles: &BTreeMap<Id, String>) -> String {
    let words = ui::forecast::words(lang);
    let change = |before: u64, after: u64, [more, fewer]: [&str; 2]| match after.cmp(&before) {
        std::cmp::Ordering::Greater => ui::fill(more, &[&(after - before).to_string()]),
        std::cmp::Ordering::Less => ui::fill(fewer, &[&(before - after).to_string()]),
        std::cmp::Ordering::Equal => words.same.to_owned(),
    };
    let riders = [words.more_riders, words.fewer_riders];
    let with_a_way = |sum: Sum| sum.as_wanted + sum.moved;
    let after = more.after;
    let best = change(before.as_wanted, after.as_wanted, riders);
    let way = change(with_a_way(before), with_a_way(after), riders);
    let wait = change(before.weeks_lost, after.weeks_lost, [words.more_weeks, words.fewer_weeks]);
    let name = title(titles, &more.class.activity);
    let (day, seats) = (more.class.day.to_string(), more.class.seats.unwrap_or(0).to_string());
    ui::fill(words.one_more_line, &[&name, &day, &seats, &best, &way, &wait])
}

/// Riders by situation and role.
fn groups(lang: Lang, forecast: &Forecast, names: &Names) -> AnyView {
    let words = ui::forecast::words(lang);
    let has_roles = forecast.groups.iter().any(|group| group.role.is_some());
    let rows = forecast.groups.iter().map(|group| {
        let Group { sum, half, most, fee, .. } = group;
        let weeks = |weeks: &Option<u32>| {
            weeks.map_or_else(|| "–".to_owned(), |weeks| format::weeks(lang, weeks))
        };
        let fee = fee.map_or_else(|| "–".to_owned(), format::yuan);
        let role = has_roles.then(|| {
            view! { <td>{names.goal(lang, group.role.as_ref())}</td> }
        });
        view! {
            <tr>
                <th scope="row">{names.kind(&group.situation)}</th>
                {role}
                <td data-align="end">{sum.riders}</td>
                <td data-align="end">{sum.as_wanted}</td>
                <td data-align="end">{sum.moved}</td>
                <td data-align="end">{sum.lost}</td>
                <td data-align="end">{sum.impossible + sum.undecided}</td>
                <td data-align="end">{weeks(half)}</td>
                <td data-align="end">{weeks(most)}</td>
                <td data-align="end">{fee}</td>
            </tr>
        }
    });
    let role = has_roles.then(|| view! { <th scope="col">{words.goal}</th> });
    view! {
        <h3 class="forecast-title">{words.groups}</h3>
        <div class="table-wrap" tabindex="0" role="region" aria-label=words.groups>
            <table class="table">
                <thead><tr>
                    <th scope="col">{words.group}</th>
                    {role}
                    <th scope="col" data-align="end">{words.people}</th>
                    <th scope="col" data-align="end">{words.as_wanted}</th>
                    <th scope="col" data-align="end">{words.moved}</th>
                    <th scope="col" data-align="end">{words.lost}</th>
                    <th scope="col" data-align="end">{words.none}</th>
                    <th scope="col" data-align="end">{words.half}</th>
                    <th scope="col" data-align="end">{words.most}</th>
                    <th scope="col" data-align="end">{words.fee}</th>
                </tr></thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The tables to take away. Spreadsheet programs read Chinese in them by the mark at the beginning.
fn downloads(lang: Lang, forecast: &Forecast) -> AnyView {
    let words = ui::forecast::words(lang);
    let buttons = forecast.tables.iter().map(|table| {
        let label = match table.name.as_str() {
            "classes" => words.table_classes,
            "months" => words.table_months,
            "groups" => words.table_groups,
            _ => words.table_reasons,
        };
        let (name, text) = (format!("{}.csv", table.name), format!("\u{feff}{}", table.text));
        let save = move |_| carry::save(&name, "text/csv", &text);
        view! { <button class="button" on:click=save>{label}</button> }
    });
    view! {
        <h3 class="forecast-title">{words.download}</h3>
        <div class="button-row studio-tools">{buttons.collect::<Vec<_>>()}</div>
    }
    .into_any()
}
