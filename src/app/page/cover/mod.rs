//! Owns 保障和到手的钱: four leaves of one screen, each drawn when it is chosen. Refuses numbers of
//! its own: all come from files or from the rider.

mod book;
mod choose;
pub mod matter;
mod promise;
mod role;
mod subsidy;
mod take_home;

use crate::app::component::{Fetched, Segments, fetched, when_here};
use crate::app::session::session;
use book::{Book, Own};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;

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
