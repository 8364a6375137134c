//! Owns the trade-offs of the plan worked on: weeks against money and against the fullest week,
//! each point a plan one tap away. The table says all that the picture shows.

use crate::app::component::{Dot, curve};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::what_if::Point;
use qitu_engine::protocol::{Look, View};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Objective, Scenario, Value, Yuan};

/// So many rows stand open; more are folded under the picture.
const FEW: usize = 5;

/// Draws both.
pub fn draw(session: Session, lang: Lang) -> AnyView {
    view! {
        {move || side(session, lang, View::Fee)}
        {move || side(session, lang, View::Peak)}
    }
    .into_any()
}

fn side(session: Session, lang: Lang, view: View) -> AnyView {
    let words = ui::advice::words(lang);
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return ().into_any() };
    let scenario = &answer.1;
    let title = if view == View::Fee { words.frontier } else { words.frontier_peak };
    let body = match session.look(view) {
        Some((Look::Points(points), true)) if points.is_empty() => return ().into_any(),
        Some((Look::Points(points), true)) => {
            whole(session, lang, view, scenario, answer.0.value, &points)
        }
        _ => view! { <p class="quiet" aria-busy="true">{words.counting}</p> }.into_any(),
    };
    let class = "section compare-frontier";
    view! { <section class=class><h2 class="section-title">{title}</h2>{body}</section> }.into_any()
}

/// The other side of a value, as a number and in words.
fn other(lang: Lang, view: View, value: Value) -> (i64, String) {
    if view == View::Fee {
        (value.fee.0, format::yuan(value.fee.0))
    } else {
        (i64::try_from(value.peak).unwrap_or(i64::MAX), format::hours(lang, value.peak))
    }
}

/// The question that a point answers: the soonest within its money, the gentlest by its date.
fn terms(view: View, scenario: &Scenario, value: Value) -> Scenario {
    let own = scenario.clone();
    if view == View::Fee {
        return Scenario { budget: Some(Yuan(value.fee.0)), objective: Objective::Soonest, ..own };
    }
    let deadline = Some(sentence::monday(scenario, value.weeks));
    Scenario { deadline, objective: Objective::Gentlest, ..own }
}

fn whole(
    session: Session,
    lang: Lang,
    view: View,
    scenario: &Scenario,
    own: Option<Value>,
    points: &[Point],
) -> AnyView {
    let words = ui::advice::words(lang);
    let found: Vec<(Value, bool)> =
        points.iter().filter_map(|point| Some((point.value?, point.is_proven))).collect();
    let day = |value: Value| format::month(lang, sentence::monday(scenario, value.weeks));
    let is_here = |value: Value| {
        own.is_some_and(|own| {
            own.weeks == value.weeks && other(lang, view, own).0 == other(lang, view, value).0
        })
    };
    let take = move |label: &str, terms: &Scenario| {
        let said = ui::fill(words.took, &[label]);
        session.change(Edit::Terms(Box::new(terms.clone())), said);
    };
    let button = move |label: String, terms: Scenario| {
        let name = format!("{}: {label}", words.take_it);
        let tap = move |_| take(&label, &terms);
        view! { <button class="button" aria-label=name on:click=tap>{words.take_it}</button> }
            .into_any()
    };
    let choices: Vec<(String, Scenario)> = found
        .iter()
        .map(|(value, _)| {
            let label = format!("{} · {}", day(*value), other(lang, view, *value).1);
            (label, terms(view, scenario, *value))
        })
        .collect();
    if let ([(only, _)], [(label, terms)]) = (found.as_slice(), choices.as_slice()) {
        let text = if view == View::Fee { words.frontier_one } else { words.frontier_peak_one };
        let text = ui::fill(text, &[&day(*only), &other(lang, view, *only).1]);
        if is_here(*only) {
            return view! { <a class="list-link" href=Route::Plan(None).hash()>{text}</a> }
                .into_any();
        }
        // Another objective has led elsewhere: a tap takes this one.
        return view! { <p>{text}</p> {button(label.clone(), terms.clone())} }.into_any();
    }
    let dots = found.iter().map(|(value, _)| Dot {
        x: i64::from(value.weeks.0),
        y: Some(other(lang, view, *value).0),
    });
    let now = found.iter().find(|(value, _)| is_here(*value));
    let now = now.map(|(value, _)| i64::from(value.weeks.0));
    let ends = match (found.first(), found.last()) {
        (Some((first, _)), Some((last, _))) => {
            [other(lang, view, *first).1, other(lang, view, *last).1, day(*first), day(*last)]
        }
        _ => Default::default(),
    };
    let tapped = choices.clone();
    let pick = Callback::new(move |at: usize| {
        if let Some((label, terms)) = tapped.get(at) {
            take(label, terms);
        }
    });
    let rows = found.iter().zip(choices).map(|((value, proven), (label, terms))| {
        let here = is_here(*value);
        let side = other(lang, view, *value).1;
        let side = if *proven { side } else { ui::fill(words.about, &[&side]) };
        let end = if here {
            view! { <span class="badge" data-tone="good">{words.here}</span> }.into_any()
        } else {
            button(label, terms)
        };
        view! {
            <tr data-state=here.then_some("now")>
                <th scope="row">{day(*value)} <span class="quiet small">{format::weeks(lang, value.weeks.0)}</span></th>
                <td>{side}</td>
                <td data-align="end">{end}</td>
            </tr>
        }
    });
    let head = if view == View::Fee { words.to_pay } else { words.peak };
    let sure = found.iter().all(|(_, proven)| *proven);
    let count = found.len();
    let table = view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{words.arrive}</th>
                    <th scope="col">{head}</th>
                    <th scope="col"><span class="hidden-words">{words.take_it}</span></th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    };
    let table = if count > FEW {
        view! {
            <details class="more">
                <summary class="more-title">{ui::fill(words.all_n, &[&count.to_string()])}</summary>
                {table}
            </details>
        }
        .into_any()
    } else {
        table.into_any()
    };
    view! {
        <p class="section-note">{words.frontier_more}</p>
        {curve(dots.collect(), now, ends, pick)}
        {table}
        <p class="quiet small">{if sure { words.proven } else { words.not_proven }}</p>
    }
    .into_any()
}
