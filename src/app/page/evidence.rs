//! Owns 别人走得怎么样: what became of others, each with its source and caveat in the same card, and
//! the flags of the rider's own way by stated rules. Refuses a claim without its caveat.

use crate::app::component::evidence::{Book, Card, card};
use crate::app::component::{Badge, Fetched, fetched, when_here};
use crate::app::session::{Session, session};
use leptos::prelude::*;
use qitu_engine::explain::flag::{Edge, Rule, Way, flags};
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json::FromJson;
use qitu_model::{Activity, Catalogue, Fact, Id, Source, Text, Yuan};
use std::sync::Arc;

/// Six hours on 26 days: between the 5.1 of the quiet months and the 6.9 of the busy ones.
const HOURS_A_MONTH: i64 = 156;

#[derive(FromJson)]
struct Flags {
    sources: Vec<Source>,
    rules: Vec<Rule>,
    #[serde(default)]
    origin: Vec<Origin>,
}

#[derive(FromJson)]
struct Origin {
    text: Text,
    applies_to: Text,
    fact: Fact,
}

#[derive(FromJson)]
struct Chain {
    edges: Vec<Edge>,
}

#[derive(FromJson)]
struct Cities {
    sources: Vec<Source>,
    cities: Vec<City>,
}

#[derive(FromJson)]
struct City {
    city: Text,
    text: Text,
    roles: Vec<Id>,
    fact: Fact,
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::evidence::words(lang);
    let session = session();
    let book: Fetched<Book> = fetched("catalogue/evidence.json");
    let rules: Fetched<Flags> = fetched("catalogue/flags.json");
    let chain: Fetched<Chain> = fetched("catalogue/chain.json");
    let cities: Fetched<Cities> = fetched("catalogue/outlook-cities.json");
    let goal = session.goal_role().get();
    let role = goal.and_then(|id| catalogue.roles.iter().find(|role| role.id == id).cloned());
    let goal = role.as_ref().map(|role| role.id.clone());
    let (catalogue, flagged) = (catalogue.clone(), role.clone());
    let flags = match role {
        None => view! { <p class="notice">{words.no_goal}</p> }.into_any(),
        Some(_) => when_here(lang, rules, move |rules| {
            let (catalogue, role) = (catalogue.clone(), flagged.clone());
            when_here(lang, chain, move |chain| match &role {
                Some(role) => raised(session, lang, &catalogue, role, &rules, &chain),
                None => ().into_any(),
            })
        }),
    };
    let here = goal.clone();
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {flags}
        {when_here(lang, book, move |book| cards(lang, book, goal.clone()))}
        {when_here(lang, cities, move |list| outlook(lang, &list, here.as_deref()))}
    }
    .into_any()
}

fn topic(lang: Lang, id: &str) -> String {
    let words = ui::evidence::words(lang);
    match id {
        "promotion" => words.promotion,
        "drone" => words.drone,
        "second-skill" => words.second_skill,
        "cover" => words.cover,
        "technical-lane" => words.technical_lane,
        "replaced" => words.replaced,
        "study" => words.study,
        "degree" => words.degree,
        "academy" => words.academy,
        "pay" => words.pay,
        "contest" => words.contest,
        other => other,
    }
    .to_owned()
}

/// The flags of the way to the goal, with the rules' own words and sources.
fn raised(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    role: &Activity,
    book: &Flags,
    chain: &Chain,
) -> AnyView {
    let words = ui::evidence::words(lang);
    let case = session.history.with(|h| h.now.case().map(|case| case.scenario.clone()));
    let Some(scenario) = case else { return ().into_any() };
    let plan = session.planned.with(|p| p.plan.clone());
    let way = Way {
        catalogue,
        scenario: &scenario,
        plan: plan.as_ref().filter(|plan| plan.1.goal == scenario.goal).map(|plan| &plan.0),
        role,
        edges: &chain.edges,
        // Without an hourly take nothing is known.
        own_pay: scenario.hourly_take.map(|Yuan(hour)| hour.saturating_mul(HOURS_A_MONTH)),
        today: session.today(),
    };
    let met = flags(&book.rules, &way);
    let none = met.is_empty().then(|| view! { <p>{words.flags_none}</p> });
    let rows = met.into_iter().map(|rule| {
        let (tone, word) =
            if rule.colour == "red" { ("bad", words.red) } else { ("warn", words.yellow) };
        view! {
            <li class="evidence-flag">
                <p><span class="badge" data-tone=tone>{word}</span> " " {lang.pick(&rule.text).to_owned()}</p>
                <Badge fact=rule.fact.clone() source=rule.fact.source_in(&book.sources) />
            </li>
        }
    });
    let origin = book.origin.iter().map(|one| {
        let for_whom = ui::fill(words.not_here, &[lang.pick(&one.applies_to)]);
        view! {
            <li class="evidence-flag">
                <p>{lang.pick(&one.text).to_owned()}</p>
                <p class="quiet small">{for_whom}</p>
                <Badge fact=one.fact.clone() source=one.fact.source_in(&book.sources) />
            </li>
        }
    });
    let title = ui::fill(words.flags, &[lang.pick(&role.name)]);
    view! {
        <section class="card">
            <h2 class="card-title">{title}</h2>
            <p class="quiet small">{words.flags_more}</p>
            {none}
            <ul class="evidence-flags">{rows.collect::<Vec<_>>()}</ul>
            <details class="more">
                <summary class="more-title">{words.origin}</summary>
                <ul class="evidence-flags">{origin.collect::<Vec<_>>()}</ul>
            </details>
        </section>
    }
    .into_any()
}

/// The cards, narrowed to a topic or to the goal.
fn cards(lang: Lang, book: Arc<Book>, goal: Option<Id>) -> AnyView {
    let words = ui::evidence::words(lang);
    let mut topics: Vec<String> = Vec::new();
    for card in &book.cards {
        if !topics.contains(&card.topic) {
            topics.push(card.topic.clone());
        }
    }
    let about = |card: &Card, goal: &Option<Id>| {
        goal.as_ref().is_some_and(|goal| card.roles.contains(goal))
    };
    let has_own = book.cards.iter().any(|card| about(card, &goal));
    let chosen = RwSignal::new(if has_own { "mine".to_owned() } else { String::new() });
    let mut choices = vec![(String::new(), words.all.to_owned())];
    if has_own {
        choices.insert(0, ("mine".to_owned(), words.mine.to_owned()));
    }
    choices.extend(topics.into_iter().map(|id| (id.clone(), topic(lang, &id))));
    let chips = choices.into_iter().map(|(id, label)| {
        let (own, given) = (id.clone(), id);
        view! {
            <button
                class="chip"
                aria-pressed=move || chosen.with(|id| *id == own).to_string()
                on:click=move |_| chosen.set(given.clone())
            >
                {label}
            </button>
        }
    });
    let chips = chips.collect::<Vec<_>>();
    let shown = move || {
        let chosen = chosen.get();
        let fits = |card: &&Card| match chosen.as_str() {
            "" => true,
            "mine" => about(card, &goal),
            topic => card.topic == topic,
        };
        let rows: Vec<AnyView> =
            book.cards.iter().filter(fits).map(|one| card(lang, &book.sources, one)).collect();
        if rows.is_empty() {
            vec![view! { <p class="quiet">{words.nothing}</p> }.into_any()]
        } else {
            rows
        }
    };
    view! {
        <section class="section">
            <div class="chips" data-scroll="sideways">{chips}</div>
            <div class="grid evidence-cards" aria-live="polite">{shown}</div>
        </section>
    }
    .into_any()
}

/// What is said of cities, the goal's first.
fn outlook(lang: Lang, list: &Cities, goal: Option<&str>) -> AnyView {
    let words = ui::evidence::words(lang);
    let fits = |city: &&City| goal.is_none_or(|goal| city.roles.iter().any(|role| role == goal));
    let rows: Vec<AnyView> = list
        .cities
        .iter()
        .filter(fits)
        .map(|city| {
            view! {
                <li class="evidence-flag">
                    <p><strong>{lang.pick(&city.city).to_owned()}</strong> " " {lang.pick(&city.text).to_owned()}</p>
                    <Badge fact=city.fact.clone() source=city.fact.source_in(&list.sources) />
                </li>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="section">
            <h2 class="section-title">{words.cities}</h2>
            <ul class="evidence-flags">{rows}</ul>
        </section>
    }
    .into_any()
}
