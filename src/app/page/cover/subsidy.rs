//! Owns which subsidy applies to the rider, by its own rule, and what only the rider can answer.

use super::{Named, source};
use crate::app::edit::Edit;
use crate::app::part::{Badge, Fetched, fetched, when_here};
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::explain::{Verdict, judge};
use crate::json::FromJson;
use crate::model::{Catalogue, Fact, Id, Need, Source, Text};
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;
use std::sync::Arc;

#[derive(FromJson)]
struct Subsidies {
    sources: Vec<Source>,
    states: Vec<Named>,
    subsidies: Vec<Subsidy>,
    note: Text,
}

#[derive(FromJson)]
struct Subsidy {
    id: Id,
    name: Text,
    about: Text,
    state: Id,
    fact: Fact,
    #[serde(default)]
    needs: Option<Need>,
    #[serde(default)]
    amounts: Vec<Amount>,
    #[serde(default)]
    yuan: Option<i64>,
    #[serde(default)]
    percent: Option<i64>,
    #[serde(default)]
    claim_within_months: Option<u32>,
    #[serde(default)]
    not_with: Vec<Id>,
    #[serde(default)]
    paid_to: Option<String>,
    #[serde(default)]
    ends: Option<crate::model::Date>,
    #[serde(default)]
    unknown: Option<Text>,
    #[serde(default)]
    more: Option<Text>,
    #[serde(default)]
    how: Option<Text>,
}

#[derive(FromJson)]
struct Amount {
    yuan: i64,
}

/// Which subsidy applies to the rider, by its own rule.
pub(super) fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let subsidies: Fetched<Subsidies> = fetched("catalogue/subsidies.json");
    let catalogue = catalogue.clone();
    when_here(lang, subsidies, move |list| rules(lang, catalogue.clone(), list))
}

fn rules(lang: Lang, catalogue: Arc<Catalogue>, list: Arc<Subsidies>) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let note = lang.pick(&list.note).to_owned();
    let cards = move || {
        list.subsidies
            .iter()
            .map(|rule| subsidy(session, lang, &catalogue, &list, rule))
            .collect::<Vec<_>>()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.subsidies}</h2>
            <p class="section-note">{note}</p>
            <div class="grid">{cards}</div>
        </section>
    }
    .into_any()
}

fn subsidy(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    list: &Subsidies,
    rule: &Subsidy,
) -> AnyView {
    let words = ui::cover::words(lang);
    let scenario = session.history.with(|h| h.now.case().map(|case| case.scenario.clone()));
    let plan = session.planned.with(|p| p.plan.clone());
    let verdict = rule.needs.as_ref().zip(scenario).map(|(need, scenario)| {
        // The plan on the screen may still answer an older question.
        let plan = plan.as_ref().filter(|plan| plan.1.goal == scenario.goal).map(|plan| &plan.0);
        judge(catalogue, &scenario, plan, need)
    });
    let is_over = rule.state == "ended" || rule.ends.is_some_and(|end| end < session.today);
    let (tone, said) = match &verdict {
        _ if is_over => ("", None),
        None => ("", Some(words.unjudged)),
        Some(Verdict::Applies) => ("good", Some(words.applies)),
        Some(Verdict::AppliesLater) => ("good", Some(words.applies_later)),
        Some(Verdict::Asks(_)) => ("warn", Some(words.asks)),
        Some(Verdict::No) => ("", Some(words.no)),
    };
    let asks = match verdict {
        Some(Verdict::Asks(asks)) if !is_over => asks,
        _ => Vec::new(),
    };
    let questions = asks.into_iter().map(|need| question(session, lang, need));
    let state = list.states.iter().find(|state| state.id == rule.state);
    let state = state.map_or_else(String::new, |state| lang.pick(&state.name).to_owned());
    let most = rule.amounts.iter().map(|amount| amount.yuan).max().or(rule.yuan);
    let other = |id: &Id| list.subsidies.iter().find(|other| other.id == *id);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(most.map(|yuan| ui::fill(words.up_to, &[&yuan.to_string()])));
    facts.extend(rule.percent.map(|share| ui::fill(words.half, &[&share.to_string()])));
    facts.extend(rule.claim_within_months.map(|m| ui::fill(words.claim, &[&m.to_string()])));
    facts.extend(rule.paid_to.as_ref().map(|_| words.to_employer.to_owned()));
    facts.extend(rule.ends.map(|end| ui::fill(words.until, &[&say::day(lang, end)])));
    let others = rule.not_with.iter().filter_map(other);
    facts.extend(others.map(|other| ui::fill(words.not_with, &[lang.pick(&other.name)])));
    let notes = [&rule.how, &rule.more, &rule.unknown].into_iter().flatten();
    facts.extend(notes.map(|note| lang.pick(note).to_owned()));
    let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect::<Vec<_>>();
    view! {
        <article class="card" data-state=is_over.then_some("done")>
            <h3 class="card-title">{lang.pick(&rule.name).to_owned()}</h3>
            <p class="card-line">
                {said.map(|said| view! { <span class="badge" data-tone=tone>{said}</span> })}
                <span class="badge">{state}</span>
            </p>
            <p class="card-text">{lang.pick(&rule.about).to_owned()}</p>
            <ul class="cover-facts">{facts}</ul>
            {questions.collect::<Vec<_>>()}
            <Badge fact=rule.fact.clone() source=source(&list.sources, &rule.fact) />
        </article>
    }
    .into_any()
}

/// A question that decides: answered here, or where age and schooling are said.
fn question(session: Session, lang: Lang, need: Need) -> AnyView {
    let words = ui::cover::words(lang);
    let Need::Fact { fact, ask } = need else {
        return view! { <p><a href=Route::Plan(None).hash()>{words.say_age}</a></p> }.into_any();
    };
    let text = ask.as_ref().map_or_else(|| fact.clone(), |ask| lang.pick(ask).to_owned());
    let button = |yes: bool, label: &'static str| {
        let (fact, said) = (fact.clone(), format!("{text} {label}"));
        let answer = move |_| {
            session.change(Edit::Answer { fact: fact.clone(), yes: Some(yes) }, said.clone());
        };
        view! { <button class="button" on:click=answer>{label}</button> }
    };
    view! {
        <div role="group" aria-label=text.clone()>
            <p>{text.clone()}</p>
            <div class="button-row">{button(true, words.yes)} {button(false, words.no_answer)}</div>
        </div>
    }
    .into_any()
}
