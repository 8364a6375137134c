//! Owns the answers a rider has given: in words, in one list, each to be changed.

use crate::app::component::Segments;
use crate::app::component::question::answer_words;
use crate::app::platform::dom;
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::sentence;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Catalogue, Id};

/// Where the list stands.
const LIST: &str = "#said";

/// An answer that stands in the way, as a reason that leads to where it is changed.
#[must_use]
pub fn reason(lang: Lang, catalogue: &Catalogue, fact: &str) -> AnyView {
    let question = sentence::question(lang, catalogue, fact);
    let answer = answer_words(lang, catalogue, fact, false);
    let text = ui::fill(ui::tune::words(lang).said_stops, &[&question, &answer]);
    let lead = ui::tune::words(lang).said_change;
    view! {
        <li>
            {text}
            " "
            <button class="plan-lead" on:click=move |_| dom::unfold(LIST)>{lead}</button>
        </li>
    }
    .into_any()
}

/// Draws the questions answered so far.
#[must_use]
pub fn answers(session: Session, lang: Lang) -> AnyView {
    // The rows stay while an answer changes: taken back, it can be given again in its place.
    let asked = Memo::new(move |before: Option<&Vec<Id>>| {
        let mut asked = before.cloned().unwrap_or_default();
        session.history.with(|h| {
            let facts = h.now.case().map(|case| &case.scenario.rider.facts);
            for fact in facts.into_iter().flat_map(|facts| facts.keys()) {
                if !asked.contains(fact) {
                    asked.push(fact.clone());
                }
            }
        });
        asked
    });
    let rows = move || {
        let catalogue = untrack(|| session.catalogue())?;
        let asked = asked.get();
        if asked.is_empty() {
            let none = ui::tune::words(lang).said_none;
            return Some(view! { <p class="quiet small">{none}</p> }.into_any());
        }
        let rows = asked.iter().map(|fact| row(session, lang, &catalogue, fact));
        Some(view! { <div class="stack">{rows.collect::<Vec<_>>()}</div> }.into_any())
    };
    view! { {rows} }.into_any()
}

fn row(session: Session, lang: Lang, catalogue: &Catalogue, fact: &str) -> AnyView {
    let question = sentence::question(lang, catalogue, fact);
    let choices = [
        ("yes", answer_words(lang, catalogue, fact, true)),
        ("no", answer_words(lang, catalogue, fact, false)),
        ("", ui::tune::words(lang).not_said.to_owned()),
    ];
    let choices = choices.map(|(value, label)| (value.to_owned(), label)).to_vec();
    let held = fact.to_owned();
    let chosen = Signal::derive(move || {
        let answer = session.history.with(|h| {
            let case = h.now.case()?;
            case.scenario.rider.facts.get(&held).copied()
        });
        match answer {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        }
    });
    let own = fact.to_owned();
    let choose = Callback::new(move |value: String| {
        let yes = match value.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        session.settle();
        session.edit(Edit::Answer { fact: own.clone(), yes });
        session.settle();
    });
    view! {
        <div class="field">
            <p class="field-label">{question.clone()}</p>
            <Segments label=question name=format!("said-{fact}") choices chosen choose />
        </div>
    }
    .into_any()
}
