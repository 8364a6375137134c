//! Owns what the answer asks back: why there is no plan, the one question that decides, and the
//! smallest changes that help.

use super::adjust;
use crate::app::edit::Edit;
use crate::app::session::Session;
use crate::model::{Catalogue, Cause, Need, Plan, PlanStatus, Scenario};
use crate::text::ui::{self, say};
use crate::text::{Lang, sentence};
use leptos::prelude::*;

/// Draws what is asked; nothing when the plan needs no answer.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return ().into_any() };
    let (plan, scenario) = &*answer;
    view! {
        {why_not(lang, catalogue, scenario, plan)}
        {questions(session, lang, plan)}
        {changes(session, lang, catalogue, scenario, plan)}
    }
    .into_any()
}

fn why_not(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> AnyView {
    let words = ui::plan::words(lang);
    if plan.status != PlanStatus::Impossible {
        return ().into_any();
    }
    let reasons = plan
        .reasons
        .iter()
        .filter(|cause| !matches!(cause, Cause::Chain { .. }))
        .map(|cause| sentence::cause(lang, catalogue, scenario, plan, cause))
        .collect::<Vec<_>>();
    if reasons.is_empty() {
        return view! {
            <section class="notice plan-ask" data-tone="warn"><p>{words.impossible_plain}</p></section>
        }
        .into_any();
    }
    let reasons = reasons.into_iter().map(|r| view! { <li>{r}</li> });
    view! {
        <section class="notice plan-ask" data-tone="warn">
            <p class="notice-title">{words.impossible_more}</p>
            <ul class="plan-reasons">{reasons.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The needs that only the rider's word decides.
fn questions(session: Session, lang: Lang, plan: &Plan) -> AnyView {
    let words = ui::plan::words(lang);
    let asked = plan.reasons.iter().filter_map(|cause| match cause {
        Cause::Unanswered { need, .. } => Some(need),
        _ => None,
    });
    let fields: Vec<AnyView> = asked
        .take(3)
        .filter_map(|need| match need {
            Need::Fact { fact, ask } => {
                let question =
                    ask.as_ref().map_or_else(|| fact.clone(), |a| lang.pick(a).to_owned());
                Some(yes_or_no(session, lang, fact, question))
            }
            Need::Age { .. } => Some(adjust::age(session, lang, "ask-age")),
            Need::Education { .. } => Some(adjust::schooling(session, lang, "ask-schooling")),
            _ => None,
        })
        .collect();
    if fields.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card plan-ask stack">
            <h2>{words.question}</h2>
            {fields}
        </section>
    }
    .into_any()
}

fn yes_or_no(session: Session, lang: Lang, fact: &str, question: String) -> AnyView {
    let words = ui::plan::words(lang);
    let buttons = [(true, words.yes), (false, words.no)].map(|(yes, label)| {
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

/// The smallest changes, each a button that makes it.
fn changes(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
) -> AnyView {
    let words = ui::plan::words(lang);
    if plan.relaxations.is_empty() {
        return ().into_any();
    }
    let rows = plan.relaxations.iter().take(5).map(|change| {
        let label = sentence::relief(lang, catalogue, &change.relief);
        let gain = match plan.value {
            Some(value) => sentence::changes(lang, value, change.value).into_iter().next(),
            None => {
                let weeks = i32::try_from(change.value.weeks.0.min(10_000)).unwrap_or(0);
                let start = scenario.start.monday_on_or_after();
                Some(say::month(lang, start.plus_days(weeks * 7)))
            }
        };
        let (relief, said) = (change.relief.clone(), label.clone());
        let make = move |_| session.change(Edit::Relief(relief.clone()), said.clone());
        view! {
            <li class="list-item">
                <button class="list-link plan-change" on:click=make>
                    <span class="list-main">{label}</span>
                    <span class="change" data-tone="good">{gain}</span>
                </button>
            </li>
        }
    });
    view! {
        <section class="card plan-ask" data-kind="dashed" data-print="never">
            <h2>{words.sooner}</h2>
            <ul class="list">{rows.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
