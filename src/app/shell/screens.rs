//! Owns which screen a route shows, and the code that it comes with.
//! Refuses what is in the screens.
//!
//! All screens but the first are cut out of the page's program into chunks of their own by the build
//! (`tools/build.mjs`), along what `wasm_split` marks here. A build for
//! looking and testing stays whole, and everything is here at once.

// The marks are functions that cross from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use crate::app::component::chunk::{self, Adjust, Loaded, Screen};
use crate::app::component::skeleton::waiting;
use crate::app::page::{
    backup, check, compare, course, courses, cover, evidence, gallery, goal, hub, map, opened_link,
    plan, providers, publish, record, schooling, share, start, studio, today, week,
};
use crate::app::platform::seam::{Missing, seam};
use crate::app::session::{self, Announce, session};
use crate::app::state::code_chunk::CodeChunk;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::link::comparison::is_comparison;
use qitu_engine::text::{sentence, ui};
use qitu_model::Lang;
use std::pin::Pin;

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
        | Route::Publish
        | Route::Who(_)
        | Route::Schooling
        | Route::Cover(_)
        | Route::Matter
        | Route::Evidence
        | Route::Me
        | Route::Share
        | Route::Record => Some("wide"),
        // Several plans, side by side.
        Route::Guest(code) if code.contains('.') => Some("wide"),
        _ => None,
    }
}

/// The screen of a route. Drawn again when the route's screen or the language changes, so that a
/// screen can treat its language as a plain value.
#[must_use]
pub fn draw(route: &Route, lang: Lang) -> AnyView {
    let Some(catalogue) = session().catalogue() else { return waiting(lang) };
    match CodeChunk::of(route) {
        Some(chunk) => chunk::screen(chunk, route, lang),
        None => start::draw(lang, &catalogue),
    }
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
        Route::Today => words.today,
        Route::Week => words.week,
        Route::Compare => words.compare,
        Route::Courses | Route::Course(_) => words.courses,
        Route::Me => words.me,
        Route::Record => words.record,
        Route::Backup => words.backup,
        Route::Check => words.check,
        Route::Publish => words.publish,
        Route::Share => words.share,
        Route::Studio => words.studio,
        Route::Cover(_) => words.cover,
        Route::Matter => words.start,
        Route::Evidence => words.evidence,
        Route::Schooling => words.schooling,
        Route::Who(_) => words.who,
        Route::Parts => words.parts,
    };
    format!("{place} · {}", words.name)
}

/// Brings a chunk.
pub fn load(chunk: CodeChunk) -> Pin<Box<dyn Future<Output = Result<Loaded, Missing>>>> {
    Box::pin(async move {
        let screens = match chunk {
            CodeChunk::Adjust => {
                return tune().await.map(Loaded::Adjust).map_err(|_| Missing);
            }
            CodeChunk::Plan => {
                return plan_screen().await.map_err(|_| Missing).map(|plan| {
                    session::say_answers(plan.announce);
                    Loaded::Screens(plan.draw)
                });
            }
            CodeChunk::Map => map_screens().await,
            CodeChunk::Rider => rider_screens().await,
            CodeChunk::Academy => desk_screens().await,
        };
        screens.map(Loaded::Screens).map_err(|_| Missing)
    })
}

/// The plan's screen, and what the live region says of a new plan.
struct PlanScreen {
    draw: Screen,
    announce: Announce,
}

seam! {
    plan;
    fn plan_screen() -> PlanScreen {
        PlanScreen {
            draw: |_, lang, catalogue| plan::draw(lang, catalogue),
            announce: sentence::answer,
        }
    }
}
seam! {
    map;
    fn map_screens() -> Screen {
        |route, lang, catalogue| match route {
            Route::Goals => goal::list::draw(lang, catalogue),
            Route::Goal(id) => goal::draw(lang, catalogue, id),
            _ => map::draw(lang, catalogue),
        }
    }
}
seam! {
    rider;
    fn rider_screens() -> Screen {
        |route, lang, catalogue| match route {
            Route::Today => today::draw(lang, catalogue),
            Route::Week => week::draw(lang, catalogue),
            Route::Compare => compare::draw(lang, catalogue),
            Route::Check => check::draw(lang, catalogue),
            Route::Record => record::draw(lang, catalogue),
            Route::Backup => backup::draw(lang),
            Route::Share => share::draw(lang, catalogue),
            Route::Guest(code) if is_comparison(code) => {
                compare::draw_received(lang, catalogue, code)
            }
            Route::Guest(code) => opened_link::draw(lang, catalogue, code),
            Route::Course(id) => course::draw(lang, catalogue, id),
            Route::Courses => courses::draw(lang, catalogue),
            _ => hub::draw(lang),
        }
    }
}
seam! {
    desk;
    fn desk_screens() -> Screen {
        |route, lang, catalogue| match route {
            Route::Cover(leaf) => cover::draw(lang, catalogue, leaf.as_deref()),
            Route::Matter => cover::matter::draw(lang, catalogue),
            Route::Evidence => evidence::draw(lang, catalogue),
            Route::Schooling => schooling::draw(lang, catalogue),
            Route::Publish => publish::draw(lang, catalogue),
            Route::Parts => gallery::draw(lang),
            Route::Who(role) => providers::draw(lang, catalogue, role.as_deref()),
            _ => studio::draw(lang, catalogue),
        }
    }
}
seam! {
    tune;
    fn tune() -> Adjust {
        Adjust {
            outlook: plan::outlook,
            told: plan::told,
            question: |session, lang, catalogue, answer| {
                plan::question(session, lang, catalogue, answer)
            },
            adjust: |session, lang, catalogue| {
                let adjust = plan::adjust(session, lang, catalogue);
                view! { {adjust} {plan::what_if(session, lang, catalogue)} }.into_any()
            },
            beside: |session, lang, catalogue| {
                let aside = plan::aside(session, lang, catalogue.clone());
                let lift_panel = plan::lift_panel(session, lang, catalogue);
                view! { {aside} {plan::own(session, lang)} {lift_panel} }.into_any()
            },
            handle: plan::handle,
            step: plan::step,
            missed: plan::missed,
            overdue: plan::overdue,
        }
    }
}
