//! Owns the screens nobody needs for a first plan: they are cut out of the page's program into
//! pieces of their own, which come when one of their screens is opened, or once a plan is shown.
//! Refuses what is in the screens.
//!
//! The cut is made by the build (`tools/build.mjs`) in what `wasm_split` marks here. A build for
//! looking and testing stays whole, and everything is here at once.

// The marks are functions that cross from one program into another, which Rust cannot check.
#![allow(unsafe_code)]

use super::{
    backup, check, compare, course, courses, cover, evidence, goal, guest, kit, map, parts, plan,
    record, schooling, share, studio, week, who,
};
use crate::app::platform::seam::{Missing, at_once, seam};
use crate::app::route::Route;
use crate::app::session::{Answered, Session, session};
use crate::model::Catalogue;
use crate::text::{Lang, ui};
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;
use wasm_split_helpers::SplitLoaderError;

/// A piece of the page that comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What moves a plan, and its steps in full.
    Tune,
    /// The line map and the roles.
    Map,
    /// What a rider does with a plan.
    Rider,
    /// What staff, reviewers and the curious read.
    Desk,
}

thread_local! {
    /// Which pieces are here, one bit each.
    static HERE: Cell<u8> = const { Cell::new(0) };
}

impl Piece {
    const ALL: [Self; 4] = [Self::Tune, Self::Map, Self::Rider, Self::Desk];

    /// The piece that a route's screen is in; none if it is in the first program.
    #[must_use]
    pub fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Map(_) | Route::Goals | Route::Goal(_) => Some(Self::Map),
            Route::Week
            | Route::Compare
            | Route::Check
            | Route::Record
            | Route::Backup
            | Route::Share
            | Route::Guest(_)
            | Route::Courses
            | Route::Course(_) => Some(Self::Rider),
            Route::Cover(_)
            | Route::Evidence
            | Route::Schooling
            | Route::Who(_)
            | Route::Studio
            | Route::Embed
            | Route::Parts => Some(Self::Desk),
            _ => None,
        }
    }

    fn is_here(self) -> bool {
        HERE.get() & (1 << self as u8) != 0
    }

    /// Brings the piece, and what the catalogue says beyond a first plan.
    async fn bring(self, session: Session) -> Result<(), Missing> {
        self.fetch().await.map_err(|_| Missing)?;
        if !session.fetch_whole().await {
            return Err(Missing);
        }
        HERE.set(HERE.get() | 1 << self as u8);
        Ok(())
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        match self {
            // Each function of a piece knows by itself whether the piece is here.
            Self::Tune => {
                bring_tune().await?;
                bring_tune_adjust().await?;
                bring_tune_beside().await?;
                bring_tune_step().await?;
            }
            Self::Map => bring_map().await?,
            Self::Rider => bring_rider().await?,
            Self::Desk => bring_desk().await?,
        }
        Ok(())
    }

    /// Draws what is in this piece, now or when the piece has come. It is asked for at once, or
    /// when `now` turns true.
    pub fn when_here(
        self,
        lang: Lang,
        now: Option<Memo<bool>>,
        draw: impl Fn() -> Drawn + Send + 'static,
    ) -> AnyView {
        let drawn = move || draw().unwrap_or_else(|_| super::waiting(lang));
        if self.is_here() {
            return view! { {drawn} }.into_any();
        }
        // None: on its way. Then whether it came.
        let came = RwSignal::new(None::<bool>);
        let session = session();
        let bring = move || {
            came.set(None);
            leptos::task::spawn_local(async move {
                let result = self.bring(session).await;
                // Who has gone elsewhere meanwhile is not waiting any more.
                let _ = came.try_set(Some(result.is_ok()));
            });
        };
        match now {
            None => bring(),
            Some(now) => {
                Effect::new(move |asked: Option<bool>| {
                    let asked = asked.unwrap_or_default();
                    if now.get() && !asked {
                        bring();
                    }
                    asked || now.get()
                });
            }
        }
        let view = move || match came.get() {
            None if now.is_some() => view! { <div class="skeleton"></div> }.into_any(),
            None => super::waiting(lang),
            Some(true) => drawn(),
            Some(false) => missing(lang, bring),
        };
        view! { {view} }.into_any()
    }

    /// Draws a screen of this piece, now or when the piece has come.
    #[must_use]
    pub fn draw(self, route: &Route, lang: Lang) -> AnyView {
        let (route, session) = (route.clone(), session());
        self.when_here(lang, None, move || {
            let catalogue = whole(session)?;
            match self {
                Self::Map => at_once(map_screen(&route, lang, &catalogue)),
                Self::Rider => at_once(rider_screen(&route, lang, &catalogue)),
                _ => at_once(desk_screen(&route, lang, &catalogue)),
            }
        })
    }
}

/// Brings every piece that is not here yet, quietly: the next tap then needs no network.
pub fn bring_all(session: Session) {
    leptos::task::spawn_local(async move {
        for piece in Piece::ALL {
            if !piece.is_here() {
                // One that does not come is asked for again when somebody opens it.
                let _ = piece.bring(session).await;
            }
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

type Drawn = Result<AnyView, Missing>;

seam! {
    map, bring_map;
    fn map_screen(route: &Route, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
        match route {
            Route::Goals => goal::list(lang, catalogue),
            Route::Goal(id) => goal::draw(lang, catalogue, id),
            _ => map::draw(lang, catalogue),
        }
    }
}
seam! {
    rider, bring_rider;
    fn rider_screen(route: &Route, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
        match route {
            Route::Week => week::draw(lang, catalogue),
            Route::Compare => compare::draw(lang, catalogue),
            Route::Check => check::draw(lang, catalogue),
            Route::Record => record::draw(lang, catalogue),
            Route::Backup => backup::draw(lang),
            Route::Share => share::draw(lang, catalogue),
            Route::Guest(code) => guest::draw(lang, catalogue, code),
            Route::Course(id) => course::draw(lang, catalogue, id),
            _ => courses::draw(lang, catalogue),
        }
    }
}
seam! {
    desk, bring_desk;
    fn desk_screen(route: &Route, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
        match route {
            Route::Cover(leaf) => cover::draw(lang, catalogue, leaf.as_deref()),
            Route::Evidence => evidence::draw(lang, catalogue),
            Route::Schooling => schooling::draw(lang, catalogue),
            Route::Embed => kit::draw(lang, catalogue),
            Route::Parts => parts::draw(lang),
            Route::Who(role) => who::draw(lang, catalogue, role.as_deref()),
            _ => studio::draw(lang, catalogue),
        }
    }
}
seam! {
    tune, bring_tune;
    fn tune_question(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, answer: Option<Answered>) -> AnyView {
        plan::question(session, lang, catalogue, answer)
    }
}
seam! {
    tune, bring_tune_adjust;
    fn tune_adjust(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
        let adjust = plan::adjust(session, lang, catalogue);
        view! { {adjust} {plan::what_if(session, lang, catalogue)} }.into_any()
    }
}
seam! {
    tune, bring_tune_beside;
    fn tune_beside(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
        let aside = plan::aside(session, lang, catalogue.clone());
        view! { {aside} {plan::own(session, lang)} }.into_any()
    }
}
seam! {
    tune, bring_tune_step;
    fn tune_step(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, id: &str) -> AnyView {
        plan::step(session, lang, catalogue, id)
    }
}

/// What stands beside the way.
pub fn beside(session: Session, lang: Lang) -> Drawn {
    at_once(tune_beside(session, lang, &whole(session)?))
}

/// The question whose answer would change a plan most.
pub fn question(session: Session, lang: Lang, answer: Option<Answered>) -> Drawn {
    at_once(tune_question(session, lang, &whole(session)?, answer))
}

/// What moves a plan.
pub fn adjust(session: Session, lang: Lang) -> Drawn {
    at_once(tune_adjust(session, lang, &whole(session)?))
}

/// A step in full.
pub fn step(session: Session, lang: Lang, id: &str) -> Drawn {
    at_once(tune_step(session, lang, &whole(session)?, id))
}

/// The catalogue with all it says.
fn whole(session: Session) -> Result<Arc<Catalogue>, Missing> {
    untrack(|| session.catalogue()).ok_or(Missing)
}
