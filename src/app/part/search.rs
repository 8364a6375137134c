//! Owns the field of a search: it tells what is typed, key by key, and a word of an input method
//! once it is whole.
//! Refuses to be written to: what stands in it is what somebody typed, so that a key costs no answer.

use super::icon::{Icon, icon};
use crate::app::platform::{clock, dom};
use crate::explain::find::Index;
use crate::text::{Lang, ui};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

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
    let full = RwSignal::new(!held.is_empty());
    let fill = move |typed: &str| {
        if full.get_untracked() == typed.is_empty() {
            full.set(!typed.is_empty());
        }
    };
    // While an input method is composing, the letters on the screen are not the word meant.
    let input = move |event: web_sys::Event| {
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
        <div class="search" data-state=move || if full.get() { "full" } else { "empty" }>
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
            <span class="search-hint" aria-hidden="true">{label}</span>
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
/// all that it needs at hand: not the search alone, but also what draws its answer.
pub fn rehearse(typed: RwSignal<String>) {
    clock::after_drawing(move || {
        if typed.try_with_untracked(String::is_empty) == Some(true) {
            typed.set(TRIED[0].to_owned());
            spawn_local(async move {
                if typed.try_with_untracked(|typed| typed == TRIED[0]) == Some(true) {
                    typed.set(String::new());
                }
            });
        }
    });
}
