//! Owns 路线图: every role on the line map, as a picture or as a list, and a sheet for each.

mod list;
mod picture;
mod sheet;
mod state;
mod viewport;

use crate::app::component::{Icon, Segments, icon};
use crate::app::platform::{dom, media_query};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::{ev, prelude::*};
use picture::Scene;
use qitu_engine::layout::{self, Room};
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;
use viewport::ZOOM;

fn room() -> Room {
    if media_query::is_wide() { Room::Wide } else { Room::Narrow }
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let words = ui::map::words(lang);
    let space = RwSignal::new(room());
    let resized = window_event_listener(ev::resize, move |_| {
        let now = room();
        if space.get_untracked() != now {
            space.set(now);
        }
    });
    on_cleanup(move || resized.remove());

    let book = catalogue.clone();
    let map = Memo::new(move |_| Arc::new(layout::map(&book, lang, space.get())));
    let scenario = session.scenario();
    let answer = Memo::new(move |_| session.planned.with(|p| p.plan.clone()));
    let book = catalogue.clone();
    let scene = Memo::new(move |_| {
        let answer = answer.get();
        scenario.with(|scenario| {
            let scenario = scenario.as_ref();
            let asked = session.question(&book, scenario);
            Scene {
                map: map.get(),
                marks: state::marks(lang, &book, scenario, &asked, answer.as_ref()),
                journey: state::journey(&book, &asked.rider, answer.as_ref()),
            }
        })
    });

    let shown = RwSignal::new("map".to_owned());
    // Who reads large letters finds the map's as large.
    let zoom = RwSignal::new(dom::letter_percent().clamp(ZOOM.0, ZOOM.1));
    let choices = vec![
        ("map".to_owned(), words.as_map.to_owned()),
        ("list".to_owned(), words.as_list.to_owned()),
    ];
    // Whoever comes here begins where they stand, at the bottom; the way is up. Whoever comes back
    // finds the place they left, and so does who changes the language. The map is in the page when
    // this task's own end comes, before anything else looks at it.
    let is_open = session.route.with_untracked(|r| matches!(r, Route::Map(Some(_))));
    if !session.placed.get_value() && !is_open {
        leptos::task::spawn_local(async move {
            dom::reveal_below(".map-station[data-state='here']");
            session.placed.set_value(true);
        });
    }
    let (book, open_book) = (catalogue.clone(), catalogue.clone());
    view! {
        <header class="page-head map-head">
            <h1 class="page-title">{words.title}</h1>
            <div class="map-switch">
                <Segments
                    label=words.view
                    name="map-view"
                    choices
                    chosen=shown
                    choose=Callback::new(move |value| shown.set(value))
                />
            </div>
        </header>
        {move || {
            if shown.get() == "list" {
                return scene.with(|scene| list::draw(session, lang, &book, scene));
            }
            let book = book.clone();
            view! {
                <div class="map-frame">
                    {viewport::draw(zoom, scene.with(|s| s.map.width), move || scene.with(|scene| picture::draw(session, lang, &book, scene)))}
                    <div class="map-zoom">{zoom_buttons(lang, zoom)}</div>
                </div>
                <p id="map-how" class="map-how quiet small">{words.how}</p>
                {key(lang)}
            }
            .into_any()
        }}
        {move || {
            let open = session.route.with(|r| match r {
                Route::Map(id) => id.clone(),
                _ => None,
            });
            let Some(id) = open else { return ().into_any() };
            scene.with(|scene| scenario.with(|scenario| {
                let mark = scene.marks.iter().find(|m| m.role == id);
                sheet::draw(session, lang, &open_book, scenario.as_ref(), mark, &id)
            }))
        }}
    }
    .into_any()
}

/// Larger and smaller, for whoever does not pinch.
fn zoom_buttons(lang: Lang, zoom: RwSignal<i32>) -> AnyView {
    let words = ui::map::words(lang);
    let zoom_by = move |by: i32| zoom.update(|z| *z = (*z + by).clamp(ZOOM.0, ZOOM.1));
    let (at_most, at_least) = (move || zoom.get() == ZOOM.1, move || zoom.get() == ZOOM.0);
    view! {
        <button class="button" data-size="icon" aria-label=words.zoom_in title=words.zoom_in disabled=at_most on:click=move |_| zoom_by(50)>
            {icon(Icon::Plus)}
        </button>
        <button class="button" data-size="icon" aria-label=words.zoom_out title=words.zoom_out disabled=at_least on:click=move |_| zoom_by(-50)>
            {icon(Icon::Minus)}
        </button>
    }
    .into_any()
}

/// The signs of the map, in words.
fn key(lang: Lang) -> AnyView {
    use state::State;
    let words = ui::map::words(lang);
    let sign = |state: State| {
        view! {
            <li class="map-key-item">
                <svg class="map-key-sign map-station" data-state=state.word() viewBox="0 0 32 32" aria-hidden="true">
                    {picture::sign(state, 16, 16)}
                </svg>
                {state.label(lang)}
            </li>
        }
    };
    let states = [State::Here, State::Next, State::Planned, State::Goal, State::Done, State::Later];
    view! {
        <details class="more map-key">
            <summary class="more-title">{words.key}</summary>
            <ul class="map-key-list">
                {states.map(sign).into_iter().collect::<Vec<_>>()}
                <li class="map-key-item">
                    <svg class="map-key-sign map-station" data-change="yes" data-state="later" viewBox="0 0 32 32" aria-hidden="true">
                        {picture::sign(State::Later, 16, 16)}
                    </svg>
                    {words.change}
                </li>
            </ul>
        </details>
    }
    .into_any()
}
