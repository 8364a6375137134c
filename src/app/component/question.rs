//! Owns the questions that only the rider's word decides, wherever they are asked.

use super::rider_field;
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::{sentence, ui};
use qitu_model::{Catalogue, Cause, Lang, Need, Plan, Relief};

/// What a rider says to a question: that its fact holds, or that it does not.
#[must_use]
pub fn answer_words(lang: Lang, catalogue: &Catalogue, fact: &str, holds: bool) -> String {
    let words = ui::tune::words(lang);
    let plain = if holds { words.yes } else { words.no };
    sentence::answer_to(lang, catalogue, fact, holds).unwrap_or(plain).to_owned()
}

/// The needs that only the rider's word decides, each to be answered.
pub fn fields(session: Session, lang: Lang, catalogue: &Catalogue, plan: &Plan) -> Vec<AnyView> {
    let mut asked: Vec<&Need> = Vec::new();
    for cause in &plan.reasons {
        if let Cause::Unanswered { need, .. } = cause
            && !asked.iter().any(|other| is_same_field(other, need))
        {
            asked.push(need);
        }
    }
    // Once it is known which answer helps, only that one is asked for.
    let helps = |need: &Need| match need {
        Need::Fact { fact, .. } => plan
            .relaxations
            .iter()
            .any(|r| matches!(&r.relief, Relief::AnswerYes { fact: own } if own == fact)),
        _ => true,
    };
    if asked.iter().any(|need| helps(need)) {
        asked.retain(|need| helps(need));
    }
    asked
        .into_iter()
        .take(3)
        .filter_map(|need| match need {
            Need::Fact { fact, ask } => {
                let question =
                    ask.as_ref().map_or_else(|| fact.clone(), |a| lang.pick(a).to_owned());
                Some(yes_or_no(session, lang, catalogue, fact, question))
            }
            Need::Age { .. } => Some(rider_field::age(session, lang, "ask-age")),
            Need::Education { .. } => Some(rider_field::schooling(session, lang, "ask-schooling")),
            _ => None,
        })
        .collect()
}

/// Are both answered in one field? There is one age, whatever each need makes of it.
fn is_same_field(a: &Need, b: &Need) -> bool {
    match (a, b) {
        (Need::Age { .. }, Need::Age { .. }) | (Need::Education { .. }, Need::Education { .. }) => {
            true
        }
        _ => a == b,
    }
}

fn yes_or_no(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    fact: &str,
    question: String,
) -> AnyView {
    let buttons = [true, false].map(|yes| {
        let label = answer_words(lang, catalogue, fact, yes);
        let fact = fact.to_owned();
        let answer = move |_| {
            session.settle();
            session.edit(Edit::Answer { fact: fact.clone(), yes: Some(yes) });
            session.settle();
        };
        view! { <button class="button" on:click=answer>{label}</button> }
    });
    view! {
        <div role="group" aria-label=question.clone()>
            <p>{question.clone()}</p>
            <div class="button-row">{buttons.into_iter().collect::<Vec<_>>()}</div>
        </div>
    }
    .into_any()
}
