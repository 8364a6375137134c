//! Owns 保障和到手的钱: four leaves of one screen, each drawn when it is chosen. Refuses numbers of
//! its own: all come from files or from the rider.

mod choose;
mod promise;
mod subsidy;
mod take_home;

use crate::app::component::{Fetched, Segments, fetched, when_here};
use crate::app::session::{Session, session};
use choose::Preset;
use leptos::prelude::*;
use qitu_engine::explain::weigh::Counts;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json::FromJson;
use qitu_model::order::Map;
use qitu_model::{Activity, Catalogue, CoverState, Fact, Id, Source, Text};
use std::sync::Arc;
pub use subsidy::Subsidies;

#[derive(FromJson)]
struct Book {
    sources: Vec<Source>,
    states: Vec<Named>,
    plans: Vec<Promise>,
    inputs: Vec<Input>,
    outputs: Vec<Output>,
    layers: Vec<Layer>,
    weights: Vec<Preset>,
    counts: Vec<Counts>,
    counts_fact: Fact,
    note: Text,
}

#[derive(FromJson)]
struct Named {
    id: Id,
    name: Text,
}

#[derive(FromJson)]
struct Promise {
    who: Text,
    employment: Id,
    what: Text,
    state: CoverState,
    since: String,
    fact: Fact,
    caveat: Text,
}

#[derive(Clone, FromJson)]
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

#[derive(Clone, FromJson)]
struct Output {
    label: Text,
    formula: String,
    unit: String,
}

#[derive(FromJson)]
struct Layer {
    name: Text,
    covers: Text,
    ask: Text,
    fact: Fact,
}

/// The rider's own numbers, by the input's id.
type Own = RwSignal<Map<String, i64>>;

/// The leaves, by their names in the address.
const LEAVES: [&str; 4] = ["cover", "money", "subsidies", "choose"];

/// Draws the screen with one of its leaves.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, leaf: Option<&str>) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let labels = [words.leaf_cover, words.leaf_money, words.leaf_subsidies, words.leaf_choose];
    let leaf = RwSignal::new(LEAVES.into_iter().find(|own| leaf == Some(own)).unwrap_or(LEAVES[0]));
    let choices = LEAVES.iter().zip(labels).map(|(id, label)| ((*id).to_owned(), label.to_owned()));
    let go = move |id: String| {
        leaf.set(LEAVES.into_iter().find(|own| *own == id).unwrap_or(LEAVES[0]));
    };
    let lead = move || match leaf.get() {
        "money" => words.calculator_more,
        "subsidies" => words.lead_subsidies,
        "choose" => words.lead_choose,
        _ => words.plans_more,
    };
    let book: Fetched<Book> = fetched("catalogue/cover.json");
    let own: Own = RwSignal::default();
    let catalogue = catalogue.clone();
    let body = move || {
        let (one, two) = (catalogue.clone(), catalogue.clone());
        match leaf.get() {
            "money" => when_here(lang, book, move |book| {
                let one = one.clone();
                view! {
                    {take_home::draw(lang, &book, own)}
                    {move || take_home::pay_back(lang, &one, own)}
                }
                .into_any()
            }),
            "subsidies" => subsidy::draw(lang, &one),
            "choose" => {
                when_here(lang, book, move |book| choose::draw(session, lang, one.clone(), book))
            }
            _ => view! {
                {move || promise::roles(lang, &one)}
                {promise::aim(session, lang, &two)}
                {when_here(lang, book, move |book| promise::draw(lang, &book))}
            }
            .into_any(),
        }
    };
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <Segments
            label=words.leaves
            name="cover-leaf"
            choices=choices.collect()
            chosen=Signal::derive(move || leaf.get().to_owned())
            choose=Callback::new(go)
        />
        <p class="page-lead cover-lead">{lead}</p>
        {body}
    }
    .into_any()
}

fn employment(lang: Lang, id: &str) -> String {
    let words = ui::cover::words(lang);
    match id {
        "full_time" => words.full_time,
        "full_time_jd" => words.full_time_jd,
        "unsaid" => words.employment_unsaid,
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
    let id = session.goal_role().get()?;
    catalogue.roles.iter().find(|role| role.id == id)
}
