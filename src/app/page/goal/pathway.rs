//! Owns the chain of a role, edge by edge: who wants people, what to learn, what to pass, where the
//! job is, and which of the four is missing. Refuses to fill a gap with hope.

use crate::app::component::{Badge, Fetched, fetched, when_here};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::{name, ui};
use qitu_model::Lang;
use qitu_model::json::FromJson;
use qitu_model::{Catalogue, Fact, Id, Source, Text};
use std::sync::Arc;

#[derive(FromJson)]
struct Chain {
    sources: Vec<Source>,
    edges: Vec<Edge>,
    contests: Vec<Contest>,
}

#[derive(FromJson)]
struct Edge {
    from: Option<Id>,
    to: Id,
    demand: Option<Demand>,
    courses: Vec<Id>,
    assessments: Vec<Id>,
    #[serde(default)]
    one_test_two: Vec<Id>,
    #[serde(default)]
    missing: Vec<Id>,
    gap: Option<Text>,
    #[serde(default)]
    rare: bool,
}

#[derive(FromJson)]
struct Demand {
    text: Text,
    fact: Fact,
}

#[derive(FromJson)]
struct Contest {
    to: Id,
    text: Text,
    fact: Fact,
}

/// Draws the edges that lead to a role.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, role: &str) -> AnyView {
    let words = ui::chain::words(lang);
    let chain: Fetched<Chain> = fetched("catalogue/chain.json");
    let (catalogue, role) = (catalogue.clone(), role.to_owned());
    let held = session()
        .history
        .with_untracked(|h| h.now.case().and_then(|case| case.scenario.rider.role.clone()));
    let list = when_here(lang, chain, move |chain| {
        let edges: Vec<&Edge> = chain.edges.iter().filter(|edge| edge.to == role).collect();
        // The way from where the rider stands is open, or else the first.
        let own = edges.iter().position(|edge| edge.from == held).unwrap_or(0);
        let cards = edges.iter().enumerate();
        let cards: Vec<AnyView> =
            cards.map(|(at, one)| edge(lang, &catalogue, &chain, one, at == own)).collect();
        if cards.is_empty() {
            return view! { <p class="quiet">{words.none}</p> }.into_any();
        }
        view! { <div>{cards}</div> }.into_any()
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.title}</h2>
            <p class="section-note">{words.note}</p>
            {list}
        </section>
    }
    .into_any()
}

fn edge(lang: Lang, catalogue: &Catalogue, chain: &Chain, edge: &Edge, open: bool) -> AnyView {
    let words = ui::chain::words(lang);
    let source = |fact: &Fact| fact.source_in(&chain.sources);
    let is_missing = |link: &str| edge.missing.iter().any(|missing| missing == link);
    let missing = |link: &str, label: &'static str| {
        is_missing(link).then(|| view! { <span class="badge" data-tone="warn">{label}</span> })
    };
    let from = edge.from.as_ref().map_or(words.outside, |id| name(lang, catalogue, id));
    let demand = edge.demand.as_ref().map(|demand| {
        view! {
            <p>{lang.pick(&demand.text).to_owned()}</p>
            <Badge fact=demand.fact.clone() source=source(&demand.fact) />
        }
    });
    // Long lists hide what matters: the first few, then how many more.
    let links = |ids: &[Id]| {
        let shown = ids.iter().take(5).map(|id| {
            let href = Route::Course(id.clone()).hash();
            view! { <li><a href=href>{name(lang, catalogue, id).to_owned()}</a></li> }
        });
        let rest = ids.len().saturating_sub(5);
        let rest = (rest > 0).then(|| {
            view! { <li class="quiet small">{ui::fill(words.more, &[&rest.to_string()])}</li> }
        });
        let shown = shown.collect::<Vec<_>>();
        (!ids.is_empty()).then(|| view! { <ul class="chain-links">{shown} {rest}</ul> })
    };
    // Which certificates one test gives, and how sure that is.
    let two = edge.one_test_two.iter().filter_map(|id| catalogue.activity(id)).map(|(_, test)| {
        let given = test.gives.certificates.iter().map(String::as_str);
        let names = [test.id.as_str()].into_iter().chain(given);
        let names: Vec<&str> = names.map(|id| name(lang, catalogue, id)).collect();
        let sure = test.facts.get("gives").cloned();
        view! {
            <p class="small">
                <span class="badge" data-tone="good">{words.two}</span> " " {names.join(" + ")}
            </p>
            {sure.map(|fact| view! { <Badge fact=fact /> })}
        }
    });
    let two = two.collect::<Vec<_>>();
    let contests = chain.contests.iter().filter(|contest| edge.assessments.contains(&contest.to));
    let contests = contests.map(|contest| {
        view! {
            <div class="card chain-contest" data-kind="dashed">
                <p><span class="badge">{words.rare}</span> " " {lang.pick(&contest.text).to_owned()}</p>
                <Badge fact=contest.fact.clone() source=source(&contest.fact) />
            </div>
        }
    });
    let title = ui::fill(words.edge, &[from, name(lang, catalogue, &edge.to)]);
    view! {
        <details class="more chain-edge" data-kind=edge.rare.then_some("dashed") open=open>
            <summary class="more-title">
                {title} {edge.rare.then(|| view! { <span class="badge">{words.rare}</span> })}
            </summary>
            <dl class="chain-steps">
                <div><dt>{words.demand}</dt><dd>{missing("demand", words.no_demand)} {demand}</dd></div>
                <div><dt>{words.learn}</dt><dd>{missing("course", words.no_course)} {links(&edge.courses)}</dd></div>
                <div>
                    <dt>{words.assess}</dt>
                    <dd>{missing("assessment", words.no_assessment)} {links(&edge.assessments)} {two} {contests.collect::<Vec<_>>()}</dd>
                </div>
                <div>
                    <dt>{words.job}</dt>
                    <dd>{missing("job", words.no_job)} {name(lang, catalogue, &edge.to).to_owned()}</dd>
                </div>
            </dl>
            {edge.gap.as_ref().map(|gap| view! { <p class="evidence-caveat">{lang.pick(gap).to_owned()}</p> })}
        </details>
    }
    .into_any()
}
