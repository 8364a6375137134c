//! Owns the scenarios as cards, for a phone: one a screen, the next one's edge in sight, swiped.

use super::compared::Compared;
use super::line::Line;
use super::name::Named;
use crate::app::session::Session;
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Draws the cards, each with what can be done with it.
pub(super) fn draw(
    session: Session,
    lang: Lang,
    compared: &Compared,
    lines: Vec<Line>,
    actions: impl Fn(usize) -> AnyView,
) -> AnyView {
    let words = ui::compare::words(lang);
    let count = compared.names.len();
    let cards = compared.names.iter().enumerate().map(|(at, named)| {
        let body = match named.twin.and_then(|twin| compared.names.get(twin)) {
            Some(twin) => same(session, lang, at, twin),
            None => figures(lang, at, &lines),
        };
        let same_way = compared.same_way(at).filter(|_| named.twin.is_none());
        let same_way = same_way.and_then(|at| compared.names.get(at)).map(|other| {
            view! { <p class="compare-same">{ui::fill(words.same_way, &[&other.title])}</p> }
        });
        let place = (count > 1)
            .then(|| ui::fill(words.place_of, &[&(at + 1).to_string(), &count.to_string()]));
        view! {
            <li class="card compare-card" data-state=(Some(at) == compared.current).then_some("current")>
                <p class="compare-place">{place}</p>
                <h2 class="compare-title" tabindex="-1">{named.title.clone()}</h2>
                {named.more.clone().map(|more| view! { <p class="compare-note">{more}</p> })}
                {same_way}
                {body}
                {actions(at)}
            </li>
        }
    });
    let cards = cards.collect::<Vec<_>>();
    let label = ui::fill(words.cards, &[&count.to_string()]);
    view! {
        <ul
            class="compare-cards"
            data-count=count.to_string()
            tabindex=(count > 1).then_some("0")
            aria-label=label
        >
            {cards}
        </ul>
    }
    .into_any()
}

/// In what a scenario is the best, and its figures; those that matter less are folded.
fn figures(lang: Lang, at: usize, lines: &[Line]) -> AnyView {
    let words = ui::compare::words(lang);
    let wins = |line: &Line| line.best.get(at).copied().unwrap_or_default();
    let titles = lines.iter().filter(|line| wins(line)).filter_map(|line| line.title);
    let titles = titles.map(|title| view! { <li class="badge" data-tone="good">{title}</li> });
    let titles = titles.collect::<Vec<_>>();
    let titles = (!titles.is_empty()).then(|| view! { <ul class="compare-best">{titles}</ul> });
    let row = |line: &Line| {
        let mark = wins(line).then(|| {
            view! { <span class="change" data-tone="good">{words.best}</span> }
        });
        view! {
            <div>
                <dt>{line.label}</dt>
                <dd>{line.cells.get(at).cloned()} " " {mark}</dd>
            </div>
        }
    };
    let (first, more): (Vec<&Line>, Vec<&Line>) =
        lines.iter().partition(|line| line.title.is_some());
    let (first, more): (Vec<_>, Vec<_>) =
        (first.into_iter().map(row).collect(), more.into_iter().map(row).collect());
    view! {
        {titles}
        <dl class="compare-terms">{first}</dl>
        <details class="more">
            <summary class="more-title">{words.more}</summary>
            <dl class="compare-terms">{more}</dl>
        </details>
    }
    .into_any()
}

/// What is the same as another has nothing to be compared yet.
fn same(session: Session, lang: Lang, at: usize, twin: &Named) -> AnyView {
    let words = ui::compare::words(lang);
    let change = move |_| {
        session.settle();
        session.edit(Edit::First(FirstEdit::Select(at)));
        session.settle();
        session.go(&Route::Plan(None));
    };
    view! {
        <p class="compare-same">{ui::fill(words.same, &[&twin.title])}</p>
        <button class="button" data-size="wide" on:click=change>{words.change_it}</button>
    }
    .into_any()
}
