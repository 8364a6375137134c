//! Owns the field of a search: it tells what is typed, key by key, and a word of an input method
//! once it is whole.
//! Refuses to be written to: what stands in it is what somebody typed, so that a key costs no answer.

use super::icon::{Icon, icon};
use crate::app::platform::{clock, dom};
use leptos::html::{Div, Span};
use leptos::prelude::*;
use qitu_engine::explain::find::Index;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::sync::Arc;

/// Text that takes no room: without any, a text is taken apart and put together again.
const NOTHING: &str = "\u{200b}";

/// A field that says what it is for, with what stood in it when the screen was left. `ask` hears
/// what stands in it now.
#[must_use]
pub fn search(
    lang: Lang,
    label: &'static str,
    held: String,
    ask: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let words = ui::course::words(lang);
    let composing = StoredValue::new(false);
    // What the field is for is said in it by an element of ours, and it is a search by its role: the
    // browser's own words and its own button for emptying are looked at anew with each key.
    // A key changes no more than its text; the button to empty the field comes and goes after.
    let element = NodeRef::<Div>::new();
    let hint = NodeRef::<Span>::new();
    let is_full = StoredValue::new(!held.is_empty());
    let hinted = move |full: bool| if full { NOTHING } else { label };
    let state = move || if is_full.get_value() { "full" } else { "empty" };
    let follow = move || {
        if let Some(Some(element)) = element.try_get_untracked() {
            let _ = element.set_attribute("data-state", state());
        }
    };
    let fill = move |typed: &str| {
        let full = !typed.is_empty();
        if is_full.get_value() != full
            && let Some(text) = hint.get_untracked().and_then(|hint| hint.first_child())
        {
            is_full.set_value(full);
            text.set_node_value(Some(hinted(full)));
            clock::after_drawing(follow);
        }
    };
    // While an input method is composing, the letters on the screen are not the word meant.
    let input = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        fill(&typed);
        if !composing.get_value() {
            ask(typed);
        }
    };
    let clear = move |_| {
        dom::empty(".search-input");
        fill("");
        ask(String::new());
    };
    // What a key needs is compiled at its first use: that is now, not at the first key.
    clock::after_drawing(|| dom::dispatch(".search-input", "input"));
    view! {
        <div class="search" data-state=state() node_ref=element>
            {icon(Icon::Search)}
            <input
                class="search-input field-input"
                type="text"
                role="searchbox"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=label
                prop:value=held
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |event| {
                    composing.set_value(false);
                    ask(event_target_value(&event));
                }
                on:input=input
            />
            <span class="search-hint" aria-hidden="true" node_ref=hint>{hinted(is_full.get_value())}</span>
            <button class="search-clear" aria-label=words.clear on:click=clear>
                {icon(Icon::Close)}
            </button>
        </div>
    }
    .into_any()
}

/// What is looked for before anybody types.
const TRIED: [&str; 6] = ["w", "a 一", "e", "wr", "s", "无人"];

/// Looks for something so many times, a piece at a time, while nobody types: a browser compiles what
/// is used first as it comes and makes it fast once it was used often, and that is not to be the
/// first keys.
pub fn try_out(index: Arc<Index>, times: usize) {
    if let Some(times) = times.checked_sub(1) {
        clock::after_drawing(move || {
            let _ = index.best(TRIED[times % TRIED.len()], 1, &[]);
            try_out(index, times);
        });
    }
}

/// Looks for something and forgets it again before anything is drawn, so that the first key finds
/// all that it needs at hand: not the search alone, but also what draws its answer. Not where
/// something is `typed` already.
pub fn rehearse(typed: impl Fn() -> String + 'static, ask: impl Fn(String) + 'static) {
    clock::after_drawing(move || {
        if typed().is_empty() {
            ask(TRIED[0].to_owned());
            ask(String::new());
        }
    });
}
