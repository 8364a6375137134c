//! Owns what a goal, a week unlike the others and a thing in a link are called, for several screens.

use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::link::payload::Item;
use qitu_engine::text::{link, phrase, ui};
use qitu_model::{CalendarEntry, Catalogue, Date, Lang, Scenario};

/// The first day of the Spring Festival, month and day, from [`SPRING_FROM`] on.
const SPRING: [(u8, u8); 35] = [
    (2, 17),
    (2, 6),
    (1, 26),
    (2, 13),
    (2, 3),
    (1, 23),
    (2, 11),
    (1, 31),
    (2, 19),
    (2, 8),
    (1, 28),
    (2, 15),
    (2, 4),
    (1, 24),
    (2, 12),
    (2, 1),
    (1, 22),
    (2, 10),
    (1, 30),
    (2, 17),
    (2, 6),
    (1, 26),
    (2, 14),
    (2, 2),
    (1, 23),
    (2, 11),
    (2, 1),
    (2, 19),
    (2, 8),
    (1, 28),
    (2, 15),
    (2, 4),
    (1, 24),
    (2, 12),
    (2, 2),
];
/// The year of the first of them.
const SPRING_FROM: i32 = 2026;

/// The first days of the Spring Festivals to come, as far as the table goes.
pub fn springs() -> impl Iterator<Item = Date> {
    SPRING.iter().zip(SPRING_FROM..).filter_map(|((m, d), year)| Date::new(year, *m, *d))
}

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
    let is_spring = springs().any(|day| entry.from <= day && day <= entry.to);
    let season = if is_spring { words.spring } else { words.exam };
    entry.name.clone().unwrap_or_else(|| season.to_owned())
}

/// One thing in a link, as a term and its meaning.
pub fn term(lang: Lang, catalogue: &Catalogue, item: &Item) -> AnyView {
    let (label, words) = link::item(lang, catalogue, item);
    view! { <dt>{label}</dt><dd>{words}</dd> }.into_any()
}
