//! Owns 谁在教: what is asked for, the lists that answer, and below them whom to ask and where to go.
//! Refuses to fetch any of it before the screen is open.

mod asked;
mod community;
mod school;

use crate::app::component::academy;
use crate::app::component::{Badge, Fetched, Icon, fetched, icon, search, select, when_here};
use crate::app::session::session;
use crate::app::state::dataset::provider::{Directory, Places};
use crate::app::state::route::Route;
use asked::Asked;
use leptos::prelude::*;
use qitu_engine::explain::next;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Fact, Id, Kind, Source, Text};
use std::sync::Arc;

/// Draws the screen, for one role, course or certificate where the address names it.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, id: Option<&str>) -> AnyView {
    let words = ui::who::words(lang);
    let session = session();
    let goal = session.goal_role().get_untracked();
    let is_role = |id: &String| catalogue.roles.iter().any(|role| role.id == *id);
    let named = id.and_then(|id| catalogue.activity(id));
    let taught = named.filter(|(kind, _)| *kind != Kind::Role).map(|(_, activity)| activity);
    let role = match (taught, named) {
        (Some(taught), _) => role_of(catalogue, taught, goal.as_ref()),
        (None, Some((_, role))) => Some(role.id.clone()),
        (None, None) => goal.filter(is_role),
    };
    let role = role.unwrap_or_default();
    let asked = Asked {
        typed: StoredValue::default(),
        role: RwSignal::new(role),
        place: RwSignal::default(),
        field: RwSignal::default(),
        lists: StoredValue::default(),
    };
    let directory: Fetched<Directory> = fetched("catalogue/directory.json");
    let places: Fetched<Places> = fetched("catalogue/institutions.json");
    let roles = catalogue.roles.iter().map(|r| (r.id.clone(), lang.pick(&r.name).to_owned()));
    let roles: Vec<_> = roles.collect();
    view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        <p class="page-lead">{words.lead}</p>
        {taught.map(|taught| own(lang, catalogue, taught))}
        <div class="who-ask" data-print="never">
            {search(lang, words.search, String::new(), move |words| asked.hear(words))}
            <div class="who-filters">
                {select(words.role, "who-role", words.role_all, roles, asked.role)}
                {when_here(lang, directory, move |book| filters(lang, &book, asked))}
            </div>
        </div>
        {when_here(lang, places, move |book| school::draw(lang, &book, asked))}
        {when_here(lang, directory, move |book| community::draw(lang, book, asked))}
        {when_here(lang, places, move |book| ask(lang, &book))}
    }
    .into_any()
}

/// The role that a course is taught for: the rider's goal where it leads there, else the first that
/// asks for what it gives.
fn role_of(catalogue: &Catalogue, taught: &Activity, goal: Option<&Id>) -> Option<Id> {
    let opened = next::opens(catalogue, taught);
    let roles = || opened.iter().filter(|(kind, _)| *kind == Kind::Role).map(|(_, role)| &role.id);
    roles().find(|role| Some(*role) == goal).or_else(|| roles().next()).cloned()
}

/// Who holds the course itself, and how it is begun: before all others.
fn own(lang: Lang, catalogue: &Catalogue, taught: &Activity) -> AnyView {
    let words = ui::who::words(lang);
    let held = taught.issuer.as_ref().unwrap_or(&catalogue.title);
    let name = lang.pick(&taught.name);
    view! {
        <section class="section">
            <h2 class="section-title">{ui::fill(words.of, &[name])}</h2>
            <div class="stack">
                <p>{ui::fill(words.held_by, &[lang.pick(held)])}</p>
                {taught.contact.as_ref().map(|contact| academy::contact(lang, contact))}
                <div>
                    <a class="button" href=Route::Course(taught.id.clone()).hash()>
                        {ui::begin::words(lang).title} {icon(Icon::Next)}
                    </a>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn filters(lang: Lang, book: &Directory, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let count = |at: usize| book.rows.iter().filter(|row| row.6.contains(&at)).count();
    let mut places: Vec<(usize, usize)> =
        (0..book.places.len()).map(|at| (at, count(at))).filter(|(_, n)| *n > 0).collect();
    // Where the academy is comes first, then where most are.
    places.sort_by_key(|(at, n)| (book.places[*at].id != school::HOME, std::cmp::Reverse(*n)));
    let places = places.into_iter().map(|(at, n)| {
        let place = &book.places[at];
        (place.id.clone(), format!("{} ({n})", lang.pick(&place.name)))
    });
    let fields = book.fields.iter().enumerate().map(|(at, field)| {
        let n = book.rows.iter().filter(|row| row.3 == at).count();
        (field.id.clone(), format!("{} ({n})", lang.pick(&field.name)))
    });
    view! {
        {select(words.place, "who-place", words.place_all, places.collect(), asked.place)}
        {select(words.field, "who-field", words.field_all, fields.collect(), asked.field)}
    }
    .into_any()
}

/// One name, what is said of it, and where that is from.
fn entry(name: &str, more: String, fact: &Fact, source: Option<Source>) -> AnyView {
    view! {
        <li class="list-item who-item">
            <p class="list-title">{name.to_owned()}</p>
            <p class="list-note">{more}</p>
            <Badge fact=fact.clone() source=source />
        </li>
    }
    .into_any()
}

/// Whom to ask and where to go.
fn ask(lang: Lang, book: &Places) -> AnyView {
    let words = ui::who::words(lang);
    let row = |name: &Text, said: [&Text; 2], fact: &Fact| {
        let said = said.map(|text| lang.pick(text)).join(" ");
        entry(lang.pick(name), said.trim().to_owned(), fact, fact.source_in(&book.sources))
    };
    let none = Text::default();
    let help = book.help.iter().map(|o| row(&o.name, [&o.what, &none], &o.fact));
    let help = help.collect::<Vec<AnyView>>();
    let events = book.events.iter().map(|o| row(&o.name, [&o.more, &o.when], &o.fact));
    let events = events.collect::<Vec<AnyView>>();
    view! {
        <div class="who-columns">
            <section class="section">
                <h2 class="section-title">{words.help}</h2>
                <ul class="list">{help}</ul>
            </section>
            <section class="section">
                <h2 class="section-title">{words.events}</h2>
                <ul class="list">{events}</ul>
            </section>
        </div>
    }
    .into_any()
}
