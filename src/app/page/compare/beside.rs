//! Owns what can be put beside the scenarios that are compared: another goal, or one to change.

use crate::app::component::{Icon, icon};
use crate::app::platform::{clock, dom};
use crate::app::session::Session;
use crate::app::state::draft::Case;
use crate::app::state::draft::MOST_CASES;
use crate::app::state::edit::{Edit, FirstEdit};
use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Need, Scenario};

/// Draws the goals to choose from; one tap puts one beside the rest.
pub(super) fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    cases: &[(String, Scenario)],
    current: usize,
) -> AnyView {
    let words = ui::compare::words(lang);
    let Some((_, scenario)) = cases.get(current) else { return ().into_any() };
    if cases.len() >= MOST_CASES {
        return view! { <p class="quiet compare-beside">{words.full}</p> }.into_any();
    }
    let is_open = |role: &&Activity| {
        let is_goal =
            |(_, s): &(String, Scenario)| itinerary::goal_id(&s.goal) == Some(role.id.as_str());
        scenario.rider.role.as_ref() != Some(&role.id) && !cases.iter().any(is_goal)
    };
    let chips = catalogue.roles.iter().filter(is_open).map(|role| {
        let name = lang.pick(&role.name).to_owned();
        let mut other = scenario.clone();
        other.goal = Need::Role { role: role.id.clone() };
        other.pins.clear();
        let said = ui::fill(words.put, &[&name]);
        let put = move |_| {
            let edit = Edit::First(FirstEdit::Add(Case::of(&other, "")));
            session.change(edit, said.clone());
            show_current();
        };
        view! { <button class="chip" on:click=put>{icon(Icon::Plus)} {name}</button> }
    });
    let copy = move |_| {
        session.change(Edit::First(FirstEdit::Duplicate), words.copied.to_owned());
        show_current();
    };
    view! {
        <section class="section compare-beside">
            <h2 class="section-title">{words.beside}</h2>
            <p class="section-note">{words.beside_more}</p>
            <div class="chips">{chips.collect::<Vec<_>>()}</div>
            <button class="button" on:click=copy>{icon(Icon::Copy)} {words.copy}</button>
        </section>
    }
    .into_any()
}

/// The focus goes to the one that was put there, and the screen with it.
pub(super) fn show_current() {
    clock::after_drawing(|| dom::focus("[data-state='current'] .compare-title"));
}
