//! Owns "what if": the date over hours, money and start, the hour worth most, and what an open
//! answer is worth. Nothing is worked out before it is opened.

use crate::app::component::question::answer_words;
use crate::app::component::{Dot, Segments, curve};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::explain;
use qitu_engine::explain::what_if::{Point, Worth, with_hours};
use qitu_engine::protocol::{Look, View};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Hours, Objective, Relief, Scenario, Yuan};
use std::sync::Arc;

/// Most rows shown on each side of the rider's own.
const ROWS: usize = 3;

/// Draws the fold.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::advice::words(lang);
    let open = RwSignal::new(false);
    let shown = RwSignal::new("hours".to_owned());
    let catalogue = catalogue.clone();
    let choices = [("hours", words.by_hours), ("fee", words.by_fee), ("start", words.by_start)];
    let choices = choices.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    let choose = Callback::new(move |value| shown.set(value));
    let body = move || {
        if !open.get() {
            return ().into_any();
        }
        let answer = session.planned.with(|p| p.plan.clone());
        let view = match shown.get().as_str() {
            "fee" => View::Fee,
            "start" => View::Start,
            _ => View::Hours,
        };
        let points = match session.look(view) {
            Some((Look::Points(mut points), true)) => {
                points.sort_by_key(|point| point.at);
                points
            }
            _ => {
                return view! { <p class="quiet" aria-busy="true">{words.counting}</p> }.into_any();
            }
        };
        let Some(answer) = answer else { return ().into_any() };
        let now = own(view, &answer, &points);
        let rows = rows(lang, &catalogue, (&answer.1, view, now), &points);
        let worth = matches!(view, View::Hours).then(|| worth(session, lang, &catalogue, &answer));
        view! {
            {drawn(session, lang, now, &points, &rows)}
            {listed(session, lang, &rows)}
            {worth}
        }
        .into_any()
    };
    view! {
        <details class="card what-if" data-print="never" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary class="more-title">{words.what_if}</summary>
            <div class="what-if-body">
                <Segments
                    label=words.what_if_more
                    name="what-if"
                    choices
                    chosen=shown
                    choose
                />
                {body}
            </div>
        </details>
    }
    .into_any()
}

/// One place on a curve: what is changed, the date it leads to, and the question that asks for it.
struct Row {
    label: String,
    day: Option<Date>,
    /// What stands instead of a date.
    none: &'static str,
    is_here: bool,
    terms: Scenario,
}

fn rows(
    lang: Lang,
    catalogue: &Catalogue,
    (scenario, view, now): (&Scenario, View, Option<i64>),
    points: &[Point],
) -> Vec<Row> {
    let words = ui::advice::words(lang);
    let row = |point: &Point| {
        let small = u32::try_from(point.at).unwrap_or(0);
        let (label, terms) = match view {
            View::Fee => {
                let budget = Some(Yuan(point.at));
                let terms = Scenario { budget, objective: Objective::Soonest, ..scenario.clone() };
                (ui::fill(words.pay, &[&format::yuan(point.at)]), terms)
            }
            View::Start => {
                let terms = explain::later(scenario, small);
                let monday = format::day(lang, terms.start.monday_on_or_after());
                (ui::fill(words.start_on, &[&monday]), terms)
            }
            _ => {
                let hours = format::hours(lang, small.into());
                let terms = with_hours(catalogue, scenario, small);
                (ui::fill(words.a_week, &[&hours]), terms)
            }
        };
        let day = point.value.map(|value| sentence::monday(&terms, value.weeks));
        let none = if point.is_proven { words.cannot } else { words.open };
        Row { label, day, none, is_here: now == Some(point.at), terms }
    };
    points.iter().map(row).collect()
}

/// Where the rider stands on a curve.
fn own(view: View, answer: &Answered, points: &[Point]) -> Option<i64> {
    match view {
        View::Fee => {
            let fee = answer.0.value?.fee.0;
            points.iter().map(|point| point.at).filter(|at| *at <= fee).max()
        }
        View::Start => Some(0),
        _ => Some(answer.1.week.values().map(|hours| i64::from(hours.0)).sum()),
    }
}

fn take(session: Session, lang: Lang, label: &str, terms: &Scenario) {
    let said = ui::fill(ui::advice::words(lang).took, &[label]);
    session.change(Edit::Terms(Box::new(terms.clone())), said);
}

fn drawn(
    session: Session,
    lang: Lang,
    now: Option<i64>,
    points: &[Point],
    rows: &[Row],
) -> AnyView {
    let days: Vec<Date> = rows.iter().filter_map(|row| row.day).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return ().into_any();
    };
    if first == last {
        return ().into_any();
    }
    let dots = points.iter().zip(rows);
    let dots = dots
        .map(|(point, row)| Dot { x: point.at, y: row.day.map(|day| i64::from(day.julian_day())) });
    let label = |row: Option<&Row>| row.map(|row| row.label.clone()).unwrap_or_default();
    let ends = [
        format::month(lang, *last),
        format::month(lang, *first),
        label(rows.first()),
        label(rows.last()),
    ];
    let choices: Vec<(String, Scenario, bool)> =
        rows.iter().map(|row| (row.label.clone(), row.terms.clone(), row.is_here)).collect();
    let pick = Callback::new(move |at: usize| {
        if let Some((label, terms, false)) = choices.get(at) {
            take(session, lang, label, terms);
        }
    });
    curve(dots.collect(), now, ends, pick)
}

/// The places at which the date changes, a few on each side of the rider's own.
fn listed(session: Session, lang: Lang, rows: &[Row]) -> AnyView {
    let words = ui::advice::words(lang);
    let here = rows.iter().position(|row| row.is_here).unwrap_or(0);
    let own = rows.get(here).and_then(|row| row.day);
    if rows.iter().all(|row| row.day.is_none()) {
        return view! { <p>{words.nothing}</p> }.into_any();
    }
    if rows.iter().all(|row| row.day == own) {
        let day = own.map(|day| format::day(lang, day)).unwrap_or_default();
        return view! { <p>{ui::fill(words.flat, &[&day])}</p> }.into_any();
    }
    let turns = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| rows.get(before));
        *at == here || before.is_none_or(|before| before.day != rows[*at].day)
    };
    let mut kept: Vec<usize> = (0..here).filter(turns).collect();
    kept.drain(..kept.len().saturating_sub(ROWS));
    kept.extend((here..rows.len()).filter(turns).take(ROWS + 1));
    let items = kept.into_iter().filter_map(|at| rows.get(at)).map(|row| {
        let date = row.day.map_or_else(|| row.none.to_owned(), |day| format::month(lang, day));
        let by = row.day.zip(own).and_then(|(day, own)| {
            let weeks = |date: Date| u32::try_from(date.julian_day() / 7).unwrap_or(0);
            let text = format::weeks_moved(lang, weeks(own), weeks(day))?;
            Some((text, day < own))
        });
        let by = by.map(|(text, good)| {
            view! { <span class="change" data-tone=if good { "good" } else { "bad" }>{text}</span> }
        });
        let here =
            row.is_here.then(|| view! { <span class="badge" data-tone="good">{words.here}</span> });
        let (label, terms) = (row.label.clone(), row.terms.clone());
        let tapped = move |_| take(session, lang, &label, &terms);
        let stays = row.is_here || row.day.is_none();
        view! {
            <li class="list-item">
                <button class="list-link plan-change" disabled=stays on:click=tapped>
                    <span class="list-main">
                        <span class="list-title">{row.label.clone()}</span>
                        <span class="list-note">{date}</span>
                    </span>
                    {by}
                    {here}
                </button>
            </li>
        }
    });
    view! { <ul class="list">{items.collect::<Vec<_>>()}</ul> }.into_any()
}

/// The hour worth most, and what each open answer is worth.
fn worth(session: Session, lang: Lang, catalogue: &Catalogue, answer: &Answered) -> AnyView {
    let words = ui::advice::words(lang);
    let Some((Look::Worth(Worth { hour, answers }), true)) = session.look(View::Worth) else {
        return ().into_any();
    };
    let own = answer.0.value;
    let hour = match hour {
        Some((slot, weeks)) => {
            let name = qitu_engine::text::name(lang, catalogue, &slot).to_owned();
            let gain = format::weeks_moved(lang, weeks.0, 0).unwrap_or_default();
            let text = ui::fill(words.hour_worth, &[&name, &gain]);
            let relief = Relief::MoreHours { slot, hours: Hours(1) };
            let said = sentence::relief(lang, catalogue, &relief);
            let tapped = move |_| session.change(Edit::Relief(vec![relief.clone()]), said.clone());
            view! { <button class="button" data-size="wide" on:click=tapped>{text}</button> }
                .into_any()
        }
        None => view! { <p>{words.hour_nothing}</p> }.into_any(),
    };
    let mut same = 0;
    let mut told = Vec::new();
    for (fact, value) in answers {
        let text = match (own, value) {
            (Some(own), Some(value)) => format::weeks_moved(lang, own.weeks.0, value.weeks.0),
            (None, Some(_)) => Some(words.possible_then.to_owned()),
            _ => None,
        };
        match text {
            Some(text) => {
                let question = sentence::question(lang, catalogue, &fact);
                let answer = answer_words(lang, catalogue, &fact, true);
                let text = ui::fill(words.answer_worth, &[&question, &answer, &text]);
                let tapped = move |_| {
                    let edit = Edit::Answer { fact: fact.clone(), yes: Some(true) };
                    session.change(edit, format!("{question} {answer}"));
                };
                told.push(view! {
                    <li><button class="button" data-size="wide" on:click=tapped>{text}</button></li>
                });
            }
            None => same += 1,
        }
    }
    let rest = (same > 0).then(|| ui::fill(words.answers_nothing, &[&same.to_string()]));
    view! {
        {hour}
        <ul class="outlook-list">{told}</ul>
        {rest.map(|text| view! { <p class="quiet small">{text}</p> })}
    }
    .into_any()
}
