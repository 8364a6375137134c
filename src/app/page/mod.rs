//! Owns the screens, one file each, and which one a route shows.

pub mod backup;
pub mod chain;
pub mod check;
pub mod compare;
pub mod course;
pub mod courses;
pub mod cover;
pub mod evidence;
pub mod goal;
pub mod guest;
pub mod kit;
pub mod leaflet;
pub mod map;
pub mod me;
pub mod parts;
pub mod plan;
pub mod record;
pub mod schooling;
pub mod share;
pub mod start;
pub mod studio;
pub mod week;
pub mod who;

use super::route::Route;
use super::session::session;
use crate::text::{Lang, ui};
use leptos::prelude::*;

/// How wide a screen may be: the measure of text, `wide`, or `full`.
#[must_use]
pub fn width(route: &Route) -> Option<&'static str> {
    match route {
        Route::Map(_) => Some("full"),
        Route::Plan(_)
        | Route::Goal(_)
        | Route::Week
        | Route::Compare
        | Route::Courses
        | Route::Studio
        | Route::Embed
        | Route::Who(_)
        | Route::Schooling
        | Route::Cover(_)
        | Route::Evidence
        | Route::Record => Some("wide"),
        _ => None,
    }
}

/// The screen of a route. Drawn again when the route's screen or the language changes, so that a
/// screen can treat its language as a plain value.
#[must_use]
pub fn draw(route: &Route, lang: Lang) -> AnyView {
    let Some(catalogue) = session().catalogue() else { return waiting(lang) };
    match route {
        Route::Start => start::draw(lang, &catalogue),
        Route::Map(_) => map::draw(lang, &catalogue),
        Route::Goals => goal::list(lang, &catalogue),
        Route::Goal(id) => goal::draw(lang, &catalogue, id),
        Route::Plan(_) => plan::draw(lang, &catalogue),
        Route::Week => week::draw(lang, &catalogue),
        Route::Compare => compare::draw(lang, &catalogue),
        Route::Check => check::draw(lang, &catalogue),
        Route::Record => record::draw(lang, &catalogue),
        Route::Backup => backup::draw(lang),
        Route::Embed => kit::draw(lang, &catalogue),
        Route::Share => share::draw(lang, &catalogue),
        Route::Cover(leaf) => cover::draw(lang, &catalogue, leaf.as_deref()),
        Route::Evidence => evidence::draw(lang, &catalogue),
        Route::Schooling => schooling::draw(lang, &catalogue),
        Route::Who(role) => who::draw(lang, &catalogue, role.as_deref()),
        Route::Studio => studio::draw(lang, &catalogue),
        Route::Guest(code) => guest::draw(lang, &catalogue, code),
        Route::Courses => courses::draw(lang, &catalogue),
        Route::Course(id) => course::draw(lang, &catalogue, id),
        Route::Parts => parts::draw(lang),
        Route::Me => me::draw(lang),
    }
}

/// While the catalogue is on its way.
fn waiting(lang: Lang) -> AnyView {
    let words = ui::shell::words(lang);
    view! {
        <div class="stack" aria-busy="true">
            <p class="hidden-words">{words.loading}</p>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
            <div class="skeleton"></div>
        </div>
    }
    .into_any()
}

/// The title of the browser's tab.
#[must_use]
pub fn title(route: &Route, lang: Lang) -> String {
    let words = ui::shell::words(lang);
    let place = match route {
        Route::Start => return format!("{} · {}", words.name, words.tagline),
        Route::Map(_) => words.map,
        Route::Goals => words.goals,
        Route::Goal(_) => words.goal,
        Route::Plan(_) | Route::Guest(_) => words.plan,
        Route::Week => words.week,
        Route::Compare => words.compare,
        Route::Courses | Route::Course(_) => words.courses,
        Route::Me => words.me,
        Route::Record => words.record,
        Route::Backup => words.backup,
        Route::Check => words.check,
        Route::Embed => ui::kit::words(lang).title,
        Route::Share => words.share,
        Route::Studio => words.studio,
        Route::Cover(_) => words.cover,
        Route::Evidence => words.evidence,
        Route::Schooling => words.schooling,
        Route::Who(_) => words.who,
        Route::Parts => words.parts,
    };
    format!("{place} · {}", words.name)
}
