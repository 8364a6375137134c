//! Owns what stands in the place of a screen whose catalogue or code is on its way.

use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

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
