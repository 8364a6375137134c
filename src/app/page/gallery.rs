//! Owns the page that shows every part in every state, for whoever works on the look.
//! Refuses content: what is still is markup (`gallery.html`), what moves is drawn by its own part.

use crate::app::component::{Icon, Segments, Slider, icon};
use crate::app::platform::dom;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

const STILL: &str = include_str!("gallery.html");

/// Icons with their names: what is derived for debugging says nothing in the built page.
macro_rules! named {
    ($($name:ident)*) => { &[$((Icon::$name, stringify!($name))),*] };
}

/// Every icon.
const ICONS: &[(Icon, &str)] = named! {
    Start Map Plan Week Compare Me Courses Undo Redo
    Close Back Next More Pin Swap Avoid Check Clock
    Globe Theme Share Plus Minus Warn Flag Certificate Record
    Studio Park Copy Trash Pen Money News
    Print Picture Table File
};

/// Draws the page.
#[must_use]
pub fn draw(lang: Lang) -> AnyView {
    let (words, own) = (ui::shell::words(lang), ui::parts::words(lang));
    let (number, picked) = (RwSignal::new(7_u32), RwSignal::new("b".to_owned()));
    let choices = ["a", "b", "c", "d"].map(|c| (c.to_owned(), format!("segment {c}"))).to_vec();
    // The two ways to look that no setting of the page offers; they end with the page.
    let (contrast, large) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| dom::root("data-contrast", contrast.get().then_some("more")));
    Effect::new(move |_| dom::letters(if large.get() { "200%" } else { "" }));
    on_cleanup(|| {
        dom::root("data-contrast", None);
        dom::letters("");
    });
    let turn = |label: &'static str, on: RwSignal<bool>| {
        view! {
            <button class="chip" aria-pressed=move || on.get().to_string() on:click=move |_| on.update(|o| *o = !*o)>
                {label}
            </button>
        }
    };
    let icons = ICONS.iter().map(|&(drawn, name)| {
        view! { <li class="parts-icon">{icon(drawn)} <span class="small">{name}</span></li> }
    });
    view! {
        <a class="page-back" href=Route::Me.hash()>{icon(Icon::Back)} {words.me}</a>
        <header class="page-head"><h1 class="page-title">{words.parts}</h1></header>
        <p class="page-lead">{own.lead}</p>
        <div class="chips">{turn(own.contrast, contrast)} {turn(own.large_text, large)}</div>
        <section class="section">
            <h2 class="section-title">"slider, segmented"</h2>
            <div class="stack">
                <Slider
                    label="slider"
                    id="parts-slider"
                    range=(0, 20)
                    value=number
                    words=Callback::new(|n: u32| n.to_string())
                    moved=Callback::new(move |n| number.set(n))
                    settled=Callback::new(|()| ())
                />
                <Segments
                    label="segmented"
                    name="parts-segments"
                    choices
                    chosen=picked
                    choose=Callback::new(move |word| picked.set(word))
                />
            </div>
        </section>
        <div class="parts-still" inner_html=STILL></div>
        <section class="section">
            <h2 class="section-title">"icon"</h2>
            <ul class="parts-icons">{icons.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
