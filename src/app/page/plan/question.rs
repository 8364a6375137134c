//! Owns what the answer asks back: why there is no plan, the one question that decides, and the
//! smallest changes that help.

use super::{adjust, said};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Cause, Id, Need, Plan, PlanStatus, Relaxation, Relief, Scenario};

/// Draws what is asked; nothing when the plan needs no answer.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: Option<Answered>,
) -> AnyView {
    let Some(answer) = answer else { return ().into_any() };
    let (plan, scenario) = &*answer;
    view! {
        {questions(session, lang, catalogue, plan)}
        {why_not(lang, catalogue, scenario, plan)}
        {changes(session, lang, catalogue, scenario, plan)}
    }
    .into_any()
}

fn why_not(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> AnyView {
    let words = ui::tune::words(lang);
    // Where answers decide, only they are asked: what else is in the way may go with them.
    if plan.status != PlanStatus::Impossible || one_answer_decides(plan) || asks_who(plan) {
        return ().into_any();
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
        <section class="notice plan-ask" data-tone="warn">
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

/// Would one answer of the rider make the plan possible?
pub fn one_answer_decides(plan: &Plan) -> bool {
    let helps =
        |r: &Relaxation| matches!(r.relief, Relief::AnswerYes { .. } | Relief::SayAge { .. });
    // Before it is known what helps: nothing else stands in the way.
    let told = plan.reasons.iter().filter(|cause| !matches!(cause, Cause::Chain { .. }));
    let mut told = told.peekable();
    let only_asked =
        told.peek().is_some() && told.all(|cause| matches!(cause, Cause::Unanswered { .. }));
    only_asked || plan.relaxations.iter().any(helps)
}

/// Are age or schooling still open? Then "not possible" is not known yet.
pub fn asks_who(plan: &Plan) -> bool {
    plan.reasons.iter().any(|cause| {
        matches!(cause, Cause::Unanswered { need: Need::Age { .. } | Need::Education { .. }, .. })
    })
}

/// The answer of a trial where it has no plan because answers of the rider are missing: with them, as
/// a trial of its own says, there is one.
pub fn missing(session: Session, trial: String) -> Memo<Option<Answered>> {
    let full = format!("{trial}/answered");
    let (own, with) = (trial.clone(), full.clone());
    let open = Memo::new(move |_| session.trial(&own).and_then(|answer| answered(&answer)));
    Effect::new(move |_| {
        if let Some(scenario) = open.get() {
            session.try_plan(&with, scenario);
        }
    });
    Memo::new(move |_| {
        let with = session.trial(&full).filter(|with| open.get().as_ref() == Some(&with.1))?;
        with.0.value.and_then(|_| session.trial(&trial))
    })
}

/// The same question with every answer given that only the rider can give; nothing where there is a
/// plan, or nothing to answer.
fn answered(answer: &Answered) -> Option<Scenario> {
    let (plan, scenario) = &**answer;
    let asked = |cause: &Cause| match cause {
        Cause::Unanswered { need: Need::Fact { fact, .. }, .. } => Some(fact.clone()),
        _ => None,
    };
    let asked: Vec<Id> = plan.reasons.iter().filter_map(asked).collect();
    if plan.value.is_some() || asked.is_empty() {
        return None;
    }
    let mut answered = scenario.clone();
    answered.rider.facts.extend(asked.into_iter().map(|fact| (fact, true)));
    Some(answered)
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

/// The needs that only the rider's word decides, each to be answered.
pub fn fields(session: Session, lang: Lang, catalogue: &Catalogue, plan: &Plan) -> Vec<AnyView> {
    let mut asked: Vec<&Need> = Vec::new();
    for cause in &plan.reasons {
        if let Cause::Unanswered { need, .. } = cause
            && !asked.contains(&need)
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
            Need::Age { .. } => Some(adjust::age(session, lang, "ask-age")),
            Need::Education { .. } => Some(adjust::schooling(session, lang, "ask-schooling")),
            _ => None,
        })
        .collect()
}

fn yes_or_no(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    fact: &str,
    question: String,
) -> AnyView {
    let buttons = [true, false].map(|yes| {
        let label = said::words(lang, catalogue, fact, yes);
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
    let words = ui::tune::words(lang);
    if plan.relaxations.is_empty() {
        return ().into_any();
    }
    let rows = plan.relaxations.iter().take(5).map(|change| {
        let label = sentence::change(lang, catalogue, change);
        let gain = match plan.value {
            Some(value) => sentence::changes(lang, value, change.value).into_iter().next(),
            None => {
                let weeks = i32::try_from(change.value.weeks.0.min(10_000)).unwrap_or(0);
                let start = scenario.start.monday_on_or_after();
                Some(format::month(lang, start.plus_days(weeks * 7)))
            }
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
