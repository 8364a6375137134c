//! Owns which subsidy applies to the rider, by its own rule, and what only the rider can answer.

use crate::app::component::needs::asked_of;
use crate::app::component::question::answer_words;
use crate::app::component::{Badge, Fetched, fetched, when_here};
use crate::app::session::{Session, session};
use crate::app::state::dataset::subsidy::{Subsidies, Subsidy};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::support::due;
use qitu_engine::explain::{Verdict, judge};
use qitu_engine::text::name;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Id, Need};
use std::sync::Arc;

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
    // The plan on the screen may still answer an older question.
    let goal = scenario.as_ref().map(|scenario| &scenario.goal);
    let plan = plan.as_ref().filter(|plan| Some(&plan.1.goal) == goal).map(|plan| &plan.0);
    let verdict = rule.needs.as_ref().zip(scenario.as_ref());
    let verdict = verdict.map(|(need, scenario)| judge(catalogue, scenario, plan, need));
    let is_over = rule.is_over(session.today());
    let due = plan.map(|plan| due(catalogue, plan, &rule.amounts)).unwrap_or_default();
    let sum: i64 = due.iter().map(|(_, amount)| amount.yuan).sum();
    let fee = plan.and_then(|plan| plan.value).map(|value| value.fee.0);
    let qualifies = matches!(verdict, Some(Verdict::Applies | Verdict::AppliesLater));
    let net = fee.filter(|_| qualifies && !is_over && sum > 0 && rule.paid_to.is_none());
    let net = net.map(|fee| {
        if rule.is_unsure(session.today()) {
            return ui::fill(words.net_unsure, &[&format::yuan(sum)]);
        }
        let parts = [sum, fee, fee.saturating_sub(sum).max(0)].map(format::yuan);
        ui::fill(words.net, &[&parts[0], &parts[1], &parts[2]])
    });
    // Whoever does not qualify reads what is asked, and what of it is there.
    let asked = match &verdict {
        Some(Verdict::No) if !is_over => rule.needs.as_ref(),
        _ => None,
    };
    let asked = asked.and_then(|need| asked_of(session, lang, catalogue, "", need));
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
    let questions = asks.into_iter().map(|need| question(session, lang, catalogue, need));
    let state = list.state(lang, rule);
    let other = |id: &Id| list.subsidies.iter().find(|other| other.id == *id);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(rule.amounts.iter().map(|amount| {
        let mine = !is_over && due.iter().any(|(_, one)| std::ptr::eq(*one, amount));
        let for_level = || {
            let level = amount.level.unwrap_or_default().to_string();
            ui::fill(words.level, &[&level])
        };
        let what = amount.certificate.as_ref();
        let what = what.map_or_else(for_level, |id| name(lang, catalogue, id).to_owned());
        let note = amount.fact.note.as_ref().map_or("", |note| lang.pick(note));
        let mine = if mine { words.in_plan } else { "" };
        let parts = [&ui::fill(words.amount, &[&what, &format::yuan(amount.yuan)]), mine, note];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }));
    facts.extend(rule.yuan.map(|yuan| ui::fill(words.up_to, &[&yuan.to_string()])));
    facts.extend(rule.percent.map(|share| ui::fill(words.half, &[&share.to_string()])));
    facts.extend(rule.claim_within_months.map(|m| ui::fill(words.claim, &[&m.to_string()])));
    facts.extend(rule.paid_to.as_ref().map(|_| words.to_employer.to_owned()));
    facts.extend(rule.ends.map(|end| ui::fill(words.until, &[&format::day(lang, end)])));
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
            {net.map(|net| view! { <p><strong>{net}</strong></p> })}
            {(!facts.is_empty()).then(|| view! { <ul class="cover-facts">{facts}</ul> })}
            {asked.map(|asked| view! { <p>{words.asked}</p> {asked} })}
            {questions.collect::<Vec<_>>()}
            <Badge fact=rule.fact.clone() source=rule.fact.source_in(&list.sources) />
        </article>
    }
    .into_any()
}

/// A question that decides: answered here, or where age and schooling are said.
fn question(session: Session, lang: Lang, catalogue: &Catalogue, need: Need) -> AnyView {
    let words = ui::cover::words(lang);
    let Need::Fact { fact, ask } = need else {
        return view! { <p><a href=Route::Plan(None).hash()>{words.say_age}</a></p> }.into_any();
    };
    let text = ask.as_ref().map_or_else(|| fact.clone(), |ask| lang.pick(ask).to_owned());
    let button = |yes: bool| {
        let label = answer_words(lang, catalogue, &fact, yes);
        let (fact, said) = (fact.clone(), format!("{text} {label}"));
        let answer = move |_| {
            session.change(Edit::Answer { fact: fact.clone(), yes: Some(yes) }, said.clone());
        };
        view! { <button class="button" on:click=answer>{label}</button> }
    };
    view! {
        <div role="group" aria-label=text.clone()>
            <p>{text.clone()}</p>
            <div class="button-row">{button(true)} {button(false)}</div>
        </div>
    }
    .into_any()
}
