//! Owns 保障和到手的钱: what covers each role, the take-home sum with the rider's own numbers, and
//! which subsidy applies. Refuses numbers of its own: all come from files or from the rider.

use crate::app::edit::Edit;
use crate::app::part::{Badge, Fetched, fetched, when_here};
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::explain::{Verdict, judge, money};
use crate::model::{Activity, Catalogue, CoverState, Fact, Id, Need, Source, Text};
use crate::share::row;
use crate::text::ui::{self, say};
use crate::text::{Lang, name, sentence};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Deserialize)]
struct Book {
    sources: Vec<Source>,
    states: Vec<Named>,
    plans: Vec<Promise>,
    inputs: Vec<Input>,
    outputs: Vec<Output>,
    layers: Vec<Layer>,
    note: Text,
}

#[derive(Deserialize)]
struct Named {
    id: Id,
    name: Text,
}

#[derive(Deserialize)]
struct Promise {
    who: Text,
    employment: Id,
    what: Text,
    state: CoverState,
    since: String,
    fact: Fact,
    caveat: Text,
}

#[derive(Clone, Deserialize)]
struct Input {
    id: Id,
    label: Text,
    value: i64,
    unit: String,
    #[serde(default)]
    min: i64,
    #[serde(default)]
    max: Option<i64>,
    fact: Fact,
    #[serde(default)]
    note: Option<Text>,
}

#[derive(Clone, Deserialize)]
struct Output {
    label: Text,
    formula: String,
    unit: String,
}

#[derive(Deserialize)]
struct Layer {
    name: Text,
    covers: Text,
    ask: Text,
    fact: Fact,
}

#[derive(Deserialize)]
struct Subsidies {
    sources: Vec<Source>,
    states: Vec<Named>,
    subsidies: Vec<Subsidy>,
    note: Text,
}

#[derive(Deserialize)]
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

#[derive(Deserialize)]
struct Amount {
    yuan: i64,
}

/// The rider's own numbers, by the input's id.
type Own = RwSignal<BTreeMap<String, i64>>;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::cover::words(lang);
    let book: Fetched<Book> = fetched("catalogue/cover.json");
    let subsidies: Fetched<Subsidies> = fetched("catalogue/subsidies.json");
    let own: Own = RwSignal::default();
    let (first, second, third) = (catalogue.clone(), catalogue.clone(), catalogue.clone());
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {move || pay_back(lang, &first, own)}
        {when_here(lang, book, move |book| calculator(lang, &book, own))}
        {move || roles(lang, &second)}
        {when_here(lang, subsidies, move |list| rules(lang, third.clone(), list))}
        {when_here(lang, book, move |book| promises(lang, &book))}
    }
    .into_any()
}

fn source(sources: &[Source], fact: &Fact) -> Option<Source> {
    let id = fact.source.as_ref()?;
    sources.iter().find(|source| source.id == *id).cloned()
}

fn employment(lang: Lang, id: &str) -> String {
    let words = ui::cover::words(lang);
    match id {
        "full_time" => words.full_time,
        "stable_part_time" => words.stable_part_time,
        "part_time" => words.part_time,
        "crowdsourced" => words.crowdsourced,
        "self_employed" => words.self_employed,
        "employee" => words.employee,
        "team_leader" => words.team_leader,
        other => other,
    }
    .to_owned()
}

fn state_badge(lang: Lang, state: CoverState) -> AnyView {
    let words = ui::goal::words(lang);
    let (tone, word) = match state {
        CoverState::InForce => ("good", words.state_in_force),
        CoverState::Announced => ("warn", words.state_announced),
        CoverState::Undefined => ("warn", words.state_undefined),
    };
    view! { <span class="badge" data-tone=tone>{word}</span> }.into_any()
}

fn goal_role(session: Session, catalogue: &Catalogue) -> Option<&Activity> {
    let goal = session.history.with(|h| h.now.case().map(|case| case.scenario.goal.clone()))?;
    let id = row::goal_id(&goal)?.to_owned();
    catalogue.roles.iter().find(|role| role.id == id)
}

/// The cover of the rider's own role and of the goal; the others behind a tap.
fn roles(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let own = session.history.with(|h| h.now.case().and_then(|c| c.scenario.rider.role.clone()));
    let goal = goal_role(session, catalogue).map(|role| role.id.clone());
    let covered = |role: &&Activity| !role.cover.is_empty();
    let (mut near, mut far): (Vec<&Activity>, Vec<&Activity>) = catalogue
        .roles
        .iter()
        .filter(covered)
        .partition(|role| [&own, &goal].into_iter().flatten().any(|id| *id == role.id));
    // Nobody has said who they are: the first role stands for the way in.
    if near.is_empty() && !far.is_empty() {
        near.push(far.remove(0));
    }
    let draw = |list: Vec<&Activity>| {
        list.into_iter().map(|role| role_cover(lang, role)).collect::<Vec<_>>()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.roles}</h2>
            <div class="stack">{draw(near)}</div>
            <details class="more">
                <summary class="more-title">{words.roles_more}</summary>
                <div class="stack">{draw(far)}</div>
            </details>
        </section>
    }
    .into_any()
}

fn role_cover(lang: Lang, role: &Activity) -> AnyView {
    let rows = role.cover.iter().map(|cover| {
        view! {
            <li class="cover-row">
                <p class="row">
                    <strong>{employment(lang, &cover.employment)}</strong>
                    {state_badge(lang, cover.state)}
                </p>
                <p>{lang.pick(&cover.what).to_owned()}</p>
                <Badge fact=cover.fact.clone() />
            </li>
        }
    });
    view! {
        <article class="card">
            <h3 class="card-title">{lang.pick(&role.name).to_owned()}</h3>
            <ul class="cover-rows">{rows.collect::<Vec<_>>()}</ul>
        </article>
    }
    .into_any()
}

/// What platforms have said, and the kinds of insurance.
fn promises(lang: Lang, book: &Book) -> AnyView {
    let words = ui::cover::words(lang);
    let plans = book.plans.iter().map(|plan| {
        let state = book.states.iter().find(|state| {
            let id = match plan.state {
                CoverState::Announced => "announced",
                CoverState::InForce => "in_force",
                CoverState::Undefined => "undefined",
            };
            state.id == id
        });
        let tone = if plan.state == CoverState::InForce { "good" } else { "warn" };
        let state = state.map_or_else(String::new, |state| lang.pick(&state.name).to_owned());
        view! {
            <article class="card">
                <h3 class="card-title">
                    {lang.pick(&plan.who).to_owned()} " · " {employment(lang, &plan.employment)}
                </h3>
                <p class="card-text">{lang.pick(&plan.what).to_owned()}</p>
                <p class="cover-caveat">{lang.pick(&plan.caveat).to_owned()}</p>
                <p class="card-line">
                    <span class="badge" data-tone=tone>{state} " · " {plan.since.clone()}</span>
                    <Badge fact=plan.fact.clone() source=source(&book.sources, &plan.fact) />
                </p>
            </article>
        }
    });
    let layers = book.layers.iter().map(|layer| {
        view! {
            <li class="cover-row">
                <p><strong>{lang.pick(&layer.name).to_owned()}</strong> " — " {lang.pick(&layer.covers).to_owned()}</p>
                <p class="quiet">{lang.pick(&layer.ask).to_owned()}</p>
                <Badge fact=layer.fact.clone() source=source(&book.sources, &layer.fact) />
            </li>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.plans}</h2>
            <p class="section-note">{words.plans_more}</p>
            <div class="stack">{plans.collect::<Vec<_>>()}</div>
        </section>
        <section class="section">
            <h2 class="section-title">{words.layers}</h2>
            <ul class="cover-rows">{layers.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The sum with the rider's own numbers, worked out as they type.
fn calculator(lang: Lang, book: &Book, own: Own) -> AnyView {
    let words = ui::cover::words(lang);
    if own.with_untracked(BTreeMap::is_empty) {
        own.set(book.inputs.iter().map(|input| (input.id.clone(), input.value)).collect());
    }
    let fields = book.inputs.iter().cloned().map(|input| {
        let unit = match input.unit.as_str() {
            "percent" => words.percent,
            "orders" => words.orders,
            "days" => words.days,
            _ => words.yuan,
        };
        let label = format!("{} ({unit})", lang.pick(&input.label));
        let (id, field) = (input.id.clone(), format!("cover-{}", input.id));
        let (low, high) = (input.min, input.max.unwrap_or(1_000_000));
        let type_in = move |event: leptos::ev::Event| {
            // Half a number, or none, is no change yet.
            if let Ok(number) = event_target_value(&event).trim().parse::<i64>() {
                own.update(|own| {
                    own.insert(id.clone(), number.clamp(low, high));
                });
            }
        };
        let source = source(&book.sources, &input.fact);
        let note = input.note.as_ref().map(|note| lang.pick(note).to_owned());
        view! {
            <div class="field">
                <label class="field-label" for=field.clone()>{label}</label>
                <input
                    class="field-input"
                    id=field
                    type="number"
                    inputmode="numeric"
                    min=low
                    max=high
                    value=own.with_untracked(|own| own.get(&input.id).copied().unwrap_or(input.value))
                    on:input=type_in
                />
                {note.map(|note| view! { <span class="field-hint">{note}</span> })}
                <Badge fact=input.fact source=source />
            </div>
        }
    });
    let results = book.outputs.iter().cloned().map(|output| {
        let label = lang.pick(&output.label).to_owned();
        let shown = move || {
            let result = own.with(|own| money::evaluate(&output.formula, own));
            let Some(fen) = result else { return words.no_result.to_owned() };
            let sign = if fen < 0 { "−" } else { "" };
            let (yuan, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
            let number =
                if rest == 0 { format!("{sign}{yuan}") } else { format!("{sign}{yuan}.{rest:02}") };
            let sentence = match output.unit.as_str() {
                "yuan_per_order" => words.per_order,
                _ => words.result_yuan,
            };
            ui::fill(sentence, &[&number])
        };
        view! {
            <div class="figure">
                <dt class="figure-note">{label}</dt>
                <dd class="figure-value" aria-live="polite">{shown}</dd>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.calculator}</h2>
            <p class="section-note">{words.calculator_more}</p>
            <dl class="figures cover-results">{results.collect::<Vec<_>>()}</dl>
            <div class="cover-fields">{fields.collect::<Vec<_>>()}</div>
            <p class="quiet small">{lang.pick(&book.note).to_owned()}</p>
        </section>
    }
    .into_any()
}

/// Which subsidy applies to the rider, by its own rule.
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
            <div class="stack">{cards}</div>
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

/// When what the plan costs comes back.
fn pay_back(lang: Lang, catalogue: &Catalogue, own: Own) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let role = goal_role(session, catalogue);
    let plan = session.planned.with(|p| p.plan.clone());
    let answered = role.zip(plan).and_then(|(role, plan)| {
        let goal = row::goal_id(&plan.1.goal)?;
        (goal == role.id).then_some((role, plan.0.value?, plan.1.hourly_take))
    });
    let Some((role, value, take)) = answered else {
        return view! { <p class="notice">{words.pay_back_none}</p> }.into_any();
    };
    let hours = i64::try_from(value.hours).unwrap_or(i64::MAX);
    let cost = value.fee.0.saturating_add(take.map_or(0, |take| take.0.saturating_mul(hours)));
    let spent = match take {
        Some(take) => ui::fill(
            words.pay_back_more,
            &[&say::yuan(value.fee.0), &take.0.to_string(), &say::yuan(cost)],
        ),
        None => ui::fill(words.pay_back_fee, &[&say::yuan(value.fee.0)]),
    };
    let pay = role.pay.clone();
    let gross = own.with(|own| own.get("gross").copied());
    let more = pay.as_ref().zip(gross).map(|(pay, gross)| pay.low.0.saturating_sub(gross));
    let back = more.map(|more| match money::pay_back(cost, more) {
        Some(0) => words.pay_back_free.to_owned(),
        Some(months) => ui::fill(words.pay_back_months, &[&say::yuan(more), &months.to_string()]),
        None => words.pay_back_never.to_owned(),
    });
    let goal = sentence::need(lang, catalogue, &Need::Role { role: role.id.clone() });
    let called = name(lang, catalogue, &role.id).to_owned();
    view! {
        <section class="card" aria-label=goal>
            <h2 class="card-title">{words.pay_back} " · " {called}</h2>
            <p>{back}</p>
            <p class="quiet">{spent}</p>
            {pay.map(|pay| view! { <Badge fact=pay.fact /> })}
        </section>
    }
    .into_any()
}
