//! Owns how others got there: what is reported of people on the way to a role, good and bad, never
//! without its caveat and source.

use crate::app::component::{Badge, Fetched, fetched, when_here};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json::FromJson;
use qitu_model::{Activity, Fact, Id, Source, Text};

/// So many stories stand here; the rest are on their own screen.
const FEW: usize = 3;

#[derive(FromJson)]
struct Book {
    sources: Vec<Source>,
    cards: Vec<Card>,
}

#[derive(FromJson)]
struct Card {
    kind: String,
    text: Text,
    caveat: Text,
    fact: Fact,
    #[serde(default)]
    roles: Vec<Id>,
}

/// Draws them; nothing where nothing is reported.
pub fn draw(lang: Lang, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    let file: Fetched<Book> = fetched("catalogue/evidence.json");
    let id = role.id.clone();
    when_here(lang, file, move |book| {
        // Somebody's way comes before figures and warnings.
        let mut cards: Vec<&Card> = book.cards.iter().filter(|c| c.roles.contains(&id)).collect();
        cards.sort_by_key(|card| card.kind != "good");
        let rows = cards.iter().take(FEW).map(|card| {
            let source = card.fact.source_in(&book.sources);
            view! {
                <li class="goal-item">
                    <p>{lang.pick(&card.text).to_owned()}</p>
                    <p class="quiet small">{lang.pick(&card.caveat).to_owned()}</p>
                    <Badge fact=card.fact.clone() source />
                </li>
            }
        });
        let rows = rows.collect::<Vec<_>>();
        if rows.is_empty() {
            return ().into_any();
        }
        view! {
            <section class="section">
                <h2 class="section-title">{words.people}</h2>
                <ul class="goal-items">{rows}</ul>
                <a class="plan-link" href=Route::Evidence.hash()>{words.people_more}</a>
            </section>
        }
        .into_any()
    })
}
