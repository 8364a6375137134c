//! Owns what became of others, as cards: each with its source and caveat in the same card.

use super::badge::Badge;
use super::file::{Fetched, fetched, when_here};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::json::FromJson;
use qitu_model::{Fact, Id, Lang, Source, Text};

/// `evidence.json`: what became of others.
#[derive(FromJson)]
pub struct Book {
    /// Where the facts are from.
    pub sources: Vec<Source>,
    /// The accounts.
    pub cards: Vec<Card>,
}

/// One account of what became of others.
#[derive(FromJson)]
pub struct Card {
    /// `good`, `bad` or mixed.
    pub kind: String,
    /// What became of them.
    pub text: Text,
    /// What the account does not show.
    pub caveat: Text,
    /// How sure it is, and where it is from.
    pub fact: Fact,
    /// How many of those who began came how far.
    #[serde(default)]
    pub funnel: Vec<Piece>,
    /// The roles it is about.
    #[serde(default)]
    pub roles: Vec<Id>,
    /// What it is about.
    pub topic: String,
}

/// A part of those who began, and how many they were.
#[derive(FromJson)]
pub struct Piece {
    /// How many.
    pub count: u32,
    /// Who they are.
    pub label: Text,
}

/// The cards on one topic, for another screen.
#[must_use]
pub fn about(lang: Lang, topic: &'static str) -> AnyView {
    let book: Fetched<Book> = fetched("catalogue/evidence.json");
    when_here(lang, book, move |book| {
        let cards = book.cards.iter().filter(|one| one.topic == topic);
        let cards: Vec<AnyView> = cards.map(|one| card(lang, &book.sources, one)).collect();
        view! { <div class="grid">{cards}</div> }.into_any()
    })
}

/// One account as a card.
pub fn card(lang: Lang, sources: &[Source], card: &Card) -> AnyView {
    let words = ui::evidence::words(lang);
    let (tone, word) = match card.kind.as_str() {
        "good" => ("good", words.good),
        "bad" => ("bad", words.bad),
        _ => ("warn", words.mixed),
    };
    let most = card.funnel.iter().map(|piece| piece.count).max().unwrap_or(1).max(1);
    let funnel = card.funnel.iter().map(|piece| {
        let label = lang.pick(&piece.label).to_owned();
        view! {
            <li class="evidence-piece">
                <span class="evidence-count number">{piece.count}</span>
                <meter class="evidence-bar" min="0" max=most value=piece.count aria-hidden="true"></meter>
                <span>{label}</span>
            </li>
        }
    });
    let funnel = (!card.funnel.is_empty())
        .then(|| view! { <ul class="evidence-funnel">{funnel.collect::<Vec<_>>()}</ul> });
    view! {
        <article class="card">
            <p class="card-line"><span class="badge" data-tone=tone>{word}</span></p>
            <p class="evidence-text">{lang.pick(&card.text).to_owned()}</p>
            {funnel}
            <p class="evidence-caveat"><strong>{words.caveat}</strong> " " {lang.pick(&card.caveat).to_owned()}</p>
            <Badge fact=card.fact.clone() source=card.fact.source_in(sources) />
        </article>
    }
    .into_any()
}
