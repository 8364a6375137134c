//! Owns the screens nobody needs for a first plan: they are cut out of the page's program into
//! pieces of their own, which come when one of their screens is opened, or once a plan is shown.
//! Refuses what is in the screens.
//!
//! The cut is made by the build (`tools/build.mjs`) in what `wasm_split` marks here. A build for
//! looking and testing stays whole, and everything is here at once.

// The marks are functions that cross from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use crate::app::page::{
    backup, check, compare, course, courses, cover, embed, evidence, gallery, goal, hub, map,
    opened_link, plan, providers, record, schooling, share, studio, week,
};
use crate::app::platform::seam::{Missing, seam};
use crate::app::session::deferred;
use crate::app::session::{Answered, Session, session};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::cell::Cell;
use std::sync::Arc;

/// A piece of the page that comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What moves a plan, what else is said of it, and its steps in full.
    Tune,
    /// The line map and the roles.
    Map,
    /// What a rider does with a plan.
    Rider,
    /// What staff, reviewers and the curious read.
    Desk,
}

/// How far a piece has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// Nobody asked for it.
    NotYet,
    /// It is on its way.
    Coming,
    /// It is here.
    Here,
    /// It did not come.
    Missing,
}

/// Draws a screen.
type Screen = fn(&Route, Lang, &Arc<Catalogue>) -> AnyView;

/// The parts of a plan's screen that come after the plan.
#[derive(Clone, Copy)]
pub struct Tune {
    /// How sure the date is, and why it is that date.
    pub outlook: fn(Session, Lang, &Arc<Catalogue>) -> AnyView,
    /// What is told after a plan was made again.
    pub told: fn(Session, Lang, &Arc<Catalogue>) -> AnyView,
    /// The question whose answer would change the plan most.
    pub question: fn(Session, Lang, &Arc<Catalogue>, Option<Answered>) -> AnyView,
    /// What moves the plan.
    pub adjust: fn(Session, Lang, &Arc<Catalogue>) -> AnyView,
    /// What stands beside the way.
    pub beside: fn(Session, Lang, &Arc<Catalogue>) -> AnyView,
    /// A step in full.
    pub step: fn(Session, Lang, &Arc<Catalogue>, &str) -> AnyView,
    /// What is asked after weeks missed.
    pub missed: fn(Session, Lang, &Arc<Catalogue>, RwSignal<bool>) -> AnyView,
}

thread_local! {
    static TUNE: Cell<Option<Tune>> = const { Cell::new(None) };
    static SCREENS: [Cell<Option<Screen>>; 3] = const { [const { Cell::new(None) }; 3] };
}

impl Piece {
    /// Each of them, in the order in which they come by themselves.
    pub const ALL: [Self; 4] = [Self::Tune, Self::Map, Self::Rider, Self::Desk];

    /// The piece that a route's screen is in; none if it is in the first program.
    #[must_use]
    pub fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Start | Route::Plan(_) => None,
            Route::Map(_) | Route::Goals | Route::Goal(_) => Some(Self::Map),
            Route::Week
            | Route::Compare
            | Route::Check
            | Route::Record
            | Route::Backup
            | Route::Share
            | Route::Guest(_)
            | Route::Courses
            | Route::Course(_)
            | Route::Me => Some(Self::Rider),
            Route::Cover(_)
            | Route::Evidence
            | Route::Schooling
            | Route::Who(_)
            | Route::Studio
            | Route::Embed
            | Route::Parts => Some(Self::Desk),
        }
    }

    /// Brings the piece, and what the catalogue says beyond a first plan.
    async fn bring(self, session: Session) -> Result<(), Missing> {
        deferred::bring().await?;
        let screen = match self {
            Self::Tune => {
                TUNE.set(Some(tune().await.map_err(|_| Missing)?));
                None
            }
            Self::Map => Some(map_screens().await),
            Self::Rider => Some(rider_screens().await),
            Self::Desk => Some(desk_screens().await),
        };
        if let Some(screen) = screen {
            let screen = screen.map_err(|_| Missing)?;
            SCREENS.with(|screens| screens[self as usize - 1].set(Some(screen)));
        }
        if session.fetch_whole().await { Ok(()) } else { Err(Missing) }
    }

    /// Brings the piece, unless it is here or on its way.
    async fn come(self, session: Session) {
        let came = session.pieces[self as usize];
        if matches!(came.get_untracked(), Came::Coming | Came::Here) {
            return;
        }
        came.set(Came::Coming);
        let result = self.bring(session).await;
        came.set(if result.is_ok() { Came::Here } else { Came::Missing });
    }

    /// Draws what is in this piece, now or when the piece has come; `wait` stands in its place
    /// until then. It is asked for at once, or when `now` turns true.
    pub fn when_here(
        self,
        lang: Lang,
        now: Option<Memo<bool>>,
        wait: fn(Lang) -> AnyView,
        draw: Box<dyn Fn() -> Option<AnyView> + Send>,
    ) -> AnyView {
        let session = session();
        let came = session.pieces[self as usize];
        let ask = move || leptos::task::spawn_local(self.come(session));
        match now {
            None => ask(),
            Some(now) => {
                Effect::new(move |_| {
                    if now.get() && came.get_untracked() == Came::NotYet {
                        ask();
                    }
                });
            }
        }
        let view = move || match came.get() {
            Came::Here => draw().unwrap_or_else(|| crate::app::page::waiting(lang)),
            Came::Missing => missing(lang, ask),
            Came::NotYet | Came::Coming => wait(lang),
        };
        view! { {view} }.into_any()
    }

    /// Draws a screen of this piece, now or when the piece has come.
    #[must_use]
    pub fn draw(self, route: &Route, lang: Lang) -> AnyView {
        let (route, session) = (route.clone(), session());
        let draw = move || {
            let screen = SCREENS.with(|screens| screens[self as usize - 1].get())?;
            Some(screen(&route, lang, &whole(session)?))
        };
        self.when_here(lang, None, crate::app::page::waiting, Box::new(draw))
    }
}

/// Draws a part of the plan's screen once it is here.
pub fn tuned(
    session: Session,
    draw: impl Fn(Tune, &Arc<Catalogue>) -> AnyView + Send + 'static,
) -> Box<dyn Fn() -> Option<AnyView> + Send> {
    Box::new(move || Some(draw(TUNE.get()?, &whole(session)?)))
}

/// Brings every piece that is not here yet, quietly: the next tap then needs no network.
pub fn bring_all(session: Session) {
    leptos::task::spawn_local(async move {
        for piece in Piece::ALL {
            // One that does not come is asked for again when somebody opens it.
            piece.come(session).await;
        }
    });
}

/// The piece did not come.
fn missing(lang: Lang, again: impl Fn() + 'static) -> AnyView {
    let words = ui::shell::words(lang);
    view! {
        <section class="notice" data-tone="bad" role="alert">
            <p>{words.piece_failed}</p>
            <button class="button" on:click=move |_| again()>{words.again}</button>
        </section>
    }
    .into_any()
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
            Route::Week => week::draw(lang, catalogue),
            Route::Compare => compare::draw(lang, catalogue),
            Route::Check => check::draw(lang, catalogue),
            Route::Record => record::draw(lang, catalogue),
            Route::Backup => backup::draw(lang),
            Route::Share => share::draw(lang, catalogue),
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
            Route::Evidence => evidence::draw(lang, catalogue),
            Route::Schooling => schooling::draw(lang, catalogue),
            Route::Embed => embed::draw(lang, catalogue),
            Route::Parts => gallery::draw(lang),
            Route::Who(role) => providers::draw(lang, catalogue, role.as_deref()),
            _ => studio::draw(lang, catalogue),
        }
    }
}
seam! {
    tune;
    fn tune() -> Tune {
        Tune {
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
                view! { {aside} {plan::own(session, lang)} }.into_any()
            },
            step: plan::step,
            missed: plan::missed,
        }
    }
}

/// The catalogue with all it says.
fn whole(session: Session) -> Option<Arc<Catalogue>> {
    untrack(|| session.catalogue())
}
