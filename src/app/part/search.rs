//! Owns the field of a search: it tells what is typed, key by key, and a word of an input method
//! once it is whole.
//! Refuses to be written to: what stands in it is what somebody typed, so that a key costs no answer.

use super::icon::{Icon, icon};
use crate::app::platform::{clock, dom};
use crate::text::{Lang, ui};
use leptos::prelude::*;

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
    // While an input method is composing, the letters on the screen are not the word meant.
    let input = move |event: web_sys::Event| {
        if !composing.get_value() {
            ask(event_target_value(&event));
        }
    };
    let clear = move |_| {
        dom::empty(".search-input");
        ask(String::new());
    };
    // What a key needs is compiled at its first use: that is now, not at the first key.
    clock::after_drawing(|| dom::dispatch(".search-input", "input"));
    view! {
        <div class="search">
            {icon(Icon::Search)}
            <input
                class="search-input field-input"
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                placeholder=label
                prop:value=held
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend=move |event| {
                    composing.set_value(false);
                    ask(event_target_value(&event));
                }
                on:input=input
            />
            <button class="search-clear" aria-label=words.clear on:click=clear>
                {icon(Icon::Close)}
            </button>
        </div>
    }
    .into_any()
}
