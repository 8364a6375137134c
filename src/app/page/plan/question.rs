//! Owns what the answer asks back: why there is no plan, the one question that decides, and the
//! smallest changes that help.

use super::said;
use crate::app::component::question::fields;
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::answer::{asks_who, one_answer_decides};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Cause, Need, Plan, PlanStatus, Scenario};

/// Draws what is asked; nothing when the plan needs no answer.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: Option<Answered>,
) -> AnyView {
    let Some(answer) = answer else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let known = session.planned.with(|planned| (planned.told, planned.advised));
    view! {
        {questions(session, lang, catalogue, plan)}
        {why_not(lang, catalogue, (scenario, plan), known)}
        {changes(session, lang, catalogue, scenario, plan)}
    }
    .into_any()
}

/// Why there is no plan. What first comes with the proof may be only a part of it, so nothing is said
/// before all is known.
fn why_not(
    lang: Lang,
    catalogue: &Catalogue,
    (scenario, plan): (&Scenario, &Plan),
    (told, advised): (bool, bool),
) -> AnyView {
    let words = ui::tune::words(lang);
    // Where answers decide, only they are asked: what else is in the way may go with them.
    if plan.status != PlanStatus::Impossible || one_answer_decides(plan) || asks_who(plan) {
        return ().into_any();
    }
    if !told {
        return view! {
            <section class="notice plan-ask" data-tone="warn" aria-busy="true">
                <p class="notice-title">{words.impossible_more}</p>
                <p class="quiet">{words.counting}</p>
            </section>
        }
        .into_any();
    }
    let mut answered: Vec<&str> = Vec::new();
    for fact in plan.reasons.iter().filter_map(|cause| denied(scenario, cause)) {
        if !answered.contains(&fact) {
            answered.push(fact);
        }
    }
    let answered = answered.into_iter().map(|fact| said::reason(lang, catalogue, fact));
    let answered = answered.collect::<Vec<_>>();
    let reasons = plan
        .reasons
        .iter()
        // What can be answered is asked above, not told here; what was answered is told once.
        .filter(|cause| !matches!(cause, Cause::Chain { .. } | Cause::Unanswered { .. }))
        .filter(|cause| denied(scenario, cause).is_none())
        .map(|cause| {
            // Where a course's terms stand against the rider's, its page has them with their sources.
            let course = match cause {
                Cause::NoOfferFits { activity, .. } => Some(Route::Course(activity.clone()).hash()),
                _ => None,
            };
            (sentence::cause(lang, catalogue, scenario, plan, cause), course)
        })
        .collect::<Vec<_>>();
    if reasons.is_empty() && answered.is_empty() {
        return view! {
            <section class="notice plan-ask" data-tone="warn"><p>{words.impossible_plain}</p></section>
        }
        .into_any();
    }
    let reasons = reasons.into_iter().map(|(text, course)| match course {
        Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    });
    view! {
        <section class="notice plan-ask" data-tone="warn" aria-busy=(!advised).to_string()>
            <p class="notice-title">{words.impossible_more}</p>
            <ul class="plan-reasons">{answered} {reasons.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The question whose answer, given by the rider, is this reason.
fn denied<'a>(scenario: &Scenario, cause: &'a Cause) -> Option<&'a str> {
    let Cause::Unreachable { need: Need::Fact { fact, .. }, .. } = cause else { return None };
    (scenario.rider.facts.get(fact) == Some(&false)).then_some(fact.as_str())
}

/// The needs that only the rider's word decides, as a card.
fn questions(session: Session, lang: Lang, catalogue: &Catalogue, plan: &Plan) -> AnyView {
    let fields = fields(session, lang, catalogue, plan);
    if fields.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card plan-ask stack">
            <h2>{ui::tune::words(lang).question}</h2>
            {fields}
        </section>
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
    let words = ui::tune::words(lang);
    if plan.relaxations.is_empty() {
        return ().into_any();
    }
    let rows = plan.relaxations.iter().take(5).map(|change| {
        let label = sentence::change(lang, catalogue, change);
        let gain = match plan.value {
            Some(value) => sentence::changes(lang, value, change.value).into_iter().next(),
            None => Some(format::month(lang, sentence::monday(scenario, change.value.weeks))),
        };
        let (reliefs, said) = (change.reliefs().cloned().collect::<Vec<_>>(), label.clone());
        let make = move |_| session.change(Edit::Relief(reliefs.clone()), said.clone());
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
            <h2>{if plan.value.is_some() { words.sooner } else { words.possible }}</h2>
            <ul class="list">{rows.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
