//! Owns what a goal, a week unlike the others and a thing in a link are called, for several screens.

use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::link::payload::Item;
use qitu_engine::text::{link, phrase, ui};
use qitu_model::{CalendarEntry, Catalogue, Date, Lang, Scenario};

/// The Spring Festival's first days of the years a plan can reach from now.
pub const SPRING: [(i32, u8, u8); 6] =
    [(2026, 2, 17), (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3), (2031, 1, 23)];

/// What the goal is called.
pub fn goal_name(lang: Lang, catalogue: &Catalogue, scenario: &Scenario) -> String {
    itinerary::goal_id(&scenario.goal)
        .and_then(|id| catalogue.activity(id))
        .map(|(_, a)| lang.pick(&a.name).to_owned())
        .unwrap_or_else(|| phrase::need(lang, catalogue, &scenario.goal))
}

/// What such weeks are called: by the rider, or by the season they lie in.
pub fn named(lang: Lang, entry: &CalendarEntry) -> String {
    let words = ui::season::words(lang);
    let holds = |(y, m, d): &(i32, u8, u8)| {
        Date::new(*y, *m, *d).is_some_and(|day| entry.from <= day && day <= entry.to)
    };
    let season = if SPRING.iter().any(holds) { words.spring } else { words.exam };
    entry.name.clone().unwrap_or_else(|| season.to_owned())
}

/// One thing in a link, as a term and its meaning.
pub fn term(lang: Lang, catalogue: &Catalogue, item: &Item) -> AnyView {
    let (label, words) = link::item(lang, catalogue, item);
    view! { <dt>{label}</dt><dd>{words}</dd> }.into_any()
}
