//! Owns the screens, one file each, and which one a route shows.

pub mod backup;
pub mod check;
pub mod compare;
pub mod course;
pub mod courses;
pub mod cover;
pub mod embed;
pub mod evidence;
pub mod gallery;
pub mod goal;
pub mod hub;
pub mod map;
pub mod opened_link;
pub mod pathway;
pub mod plan;
pub mod print_sheet;
pub mod providers;
pub mod record;
pub mod schooling;
pub mod share;
pub mod start;
pub mod studio;
pub mod week;

use crate::app::session::session;
use crate::app::shell::screens::Piece;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

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
        | Route::Me
        | Route::Share
        | Route::Record => Some("wide"),
        _ => None,
    }
}

/// The screen of a route. Drawn again when the route's screen or the language changes, so that a
/// screen can treat its language as a plain value.
#[must_use]
pub fn draw(route: &Route, lang: Lang) -> AnyView {
    let Some(catalogue) = session().catalogue() else { return waiting(lang) };
    if let Some(piece) = Piece::of(route) {
        return piece.draw(route, lang);
    }
    match route {
        Route::Plan(_) => plan::draw(lang, &catalogue),
        _ => start::draw(lang, &catalogue),
    }
}

/// While the catalogue or a piece of the page is on its way.
#[must_use]
pub fn waiting(lang: Lang) -> AnyView {
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
