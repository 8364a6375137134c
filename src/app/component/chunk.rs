//! Owns what is drawn in the place of code that comes later: something to wait by, then what the
//! code draws, or that it did not come and a way to try again.
//! Refuses to know what is in a chunk: the shell says how each is loaded.

use super::skeleton::waiting;
use crate::app::planner::worker;
use crate::app::platform::dom;
use crate::app::platform::seam::Missing;
use crate::app::session::{Session, deferred, session};
use crate::app::state::answer::Answered;
use crate::app::state::code_chunk::{CodeChunk, LoadState};
use crate::app::state::lift::Lifted;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Lang};
use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;

/// Draws a screen.
pub type Screen = fn(&Route, Lang, &Arc<Catalogue>) -> AnyView;

/// The parts of a plan's screen that come after the plan.
#[derive(Clone, Copy)]
pub struct Adjust {
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
    /// The handle that moves a thing in the way, by its name.
    pub handle: fn(Session, Lang, &Arc<Catalogue>, Lifted, &str) -> AnyView,
    /// A step in full.
    pub step: fn(Session, Lang, &Arc<Catalogue>, &str) -> AnyView,
    /// What is asked after weeks missed.
    pub missed: fn(Session, Lang, &Arc<Catalogue>, RwSignal<bool>) -> AnyView,
    /// What is asked when steps should be over and nothing was said of them; the signal opens
    /// what is asked after weeks missed.
    pub overdue: fn(Session, Lang, &Arc<Catalogue>, RwSignal<bool>) -> AnyView,
}

/// What a chunk gives once it is here.
pub enum Loaded {
    /// Parts of the plan's screen.
    Adjust(Adjust),
    /// Screens of its own.
    Screens(Screen),
}

/// Brings a chunk.
pub type Loader = fn(CodeChunk) -> Pin<Box<dyn Future<Output = Result<Loaded, Missing>>>>;

thread_local! {
    static LOADER: Cell<Option<Loader>> = const { Cell::new(None) };
    static ADJUST: Cell<Option<Adjust>> = const { Cell::new(None) };
    static SCREENS: [Cell<Option<Screen>>; CodeChunk::ALL.len()] =
        const { [const { Cell::new(None) }; CodeChunk::ALL.len()] };
}

/// Says how chunks are brought.
pub fn register(loader: Loader) {
    LOADER.set(Some(loader));
}

/// Brings a chunk, its style, and what the catalogue says beyond a first plan.
async fn bring(chunk: CodeChunk, session: Session) -> Result<(), Missing> {
    let loader = LOADER.get().ok_or(Missing)?;
    // A first plan needs neither.
    let is_later = chunk != CodeChunk::Plan;
    if is_later {
        deferred::bring().await?;
        dom::bring_style(&dom::meta("qitu-later-style").ok_or(Missing)?).await?;
    }
    match loader(chunk).await? {
        Loaded::Adjust(adjust) => ADJUST.set(Some(adjust)),
        Loaded::Screens(screen) => {
            SCREENS.with(|screens| screens[chunk as usize].set(Some(screen)));
        }
    }
    if !is_later || session.fetch_whole().await { Ok(()) } else { Err(Missing) }
}

/// Brings a chunk, unless it is here or on its way.
async fn load(chunk: CodeChunk, session: Session) {
    let state = session.chunks[chunk as usize];
    if matches!(state.get_untracked(), LoadState::Loading | LoadState::Loaded) {
        return;
    }
    state.set(LoadState::Loading);
    let result = bring(chunk, session).await;
    state.set(if result.is_ok() { LoadState::Loaded } else { LoadState::Failed });
}

/// Draws what is in a chunk, now or when the chunk has come; `wait` stands in its place until then.
/// It is asked for at once, or when `now` turns true.
pub fn when_loaded(
    chunk: CodeChunk,
    lang: Lang,
    now: Option<Memo<bool>>,
    wait: fn(Lang) -> AnyView,
    draw: Box<dyn Fn() -> Option<AnyView> + Send>,
) -> AnyView {
    let session = session();
    let state = session.chunks[chunk as usize];
    let ask = move || leptos::task::spawn_local(load(chunk, session));
    match now {
        None => ask(),
        Some(now) => {
            Effect::new(move |_| {
                if now.get() && state.get_untracked() == LoadState::NotAsked {
                    ask();
                }
            });
        }
    }
    let view = move || match state.get() {
        LoadState::Loaded => draw().unwrap_or_else(|| waiting(lang)),
        LoadState::Failed => failed(lang, ask),
        LoadState::NotAsked | LoadState::Loading => wait(lang),
    };
    view! { {view} }.into_any()
}

/// Draws a screen of a chunk, now or when the chunk has come.
#[must_use]
pub fn screen(chunk: CodeChunk, route: &Route, lang: Lang) -> AnyView {
    let (route, session) = (route.clone(), session());
    let draw = move || {
        let screen = SCREENS.with(|screens| screens[chunk as usize].get())?;
        Some(screen(&route, lang, &whole(session)?))
    };
    when_loaded(chunk, lang, None, waiting, Box::new(draw))
}

/// Draws a part of the plan's screen once it is here.
pub fn adjusted(
    session: Session,
    draw: impl Fn(Adjust, &Arc<Catalogue>) -> AnyView + Send + 'static,
) -> Box<dyn Fn() -> Option<AnyView> + Send> {
    Box::new(move || Some(draw(ADJUST.get()?, &whole(session)?)))
}

/// Draws the handle that moves a thing in the way, once its code is here: it has its room before.
#[must_use]
pub fn handle(session: Session, lang: Lang, what: Lifted, name: String) -> AnyView {
    let state = session.chunks[CodeChunk::Adjust as usize];
    let draw = move || {
        let adjust = (state.get() == LoadState::Loaded).then(|| ADJUST.get()).flatten()?;
        Some((adjust.handle)(session, lang, &whole(session)?, what.clone(), &name))
    };
    view! { {draw} }.into_any()
}

/// Brings the plan's screen quietly: whoever has answered the first questions finds it here.
pub fn load_plan(session: Session) {
    leptos::task::spawn_local(load(CodeChunk::Plan, session));
}

/// Brings every chunk that is not here yet, quietly: the next tap then needs no network.
pub fn load_all(session: Session) {
    leptos::task::spawn_local(async move {
        for chunk in CodeChunk::ALL {
            // One that does not come is asked for again when somebody opens it.
            load(chunk, session).await;
        }
        worker::bring_reader().await;
    });
}

/// The chunk did not come.
fn failed(lang: Lang, again: impl Fn() + 'static) -> AnyView {
    let words = ui::shell::words(lang);
    view! {
        <section class="notice" data-tone="bad" role="alert">
            <p>{words.piece_failed}</p>
            <button class="button" on:click=move |_| again()>{words.again}</button>
        </section>
    }
    .into_any()
}

/// The catalogue with all it says.
fn whole(session: Session) -> Option<Arc<Catalogue>> {
    untrack(|| session.catalogue())
}
