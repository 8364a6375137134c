//! Owns the way out of another page's frame, with the plan.

use crate::app::session::{Session, deferred};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// A way out of another page's frame, with the plan.
#[must_use]
pub fn open_full(session: Session, lang: Lang) -> AnyView {
    let words = ui::keep::words(lang);
    let code = Memo::new(move |_| session.history.with(|h| (deferred::here()?.whole)(&h.now)));
    let href = move || {
        let code = code.with(|c| c.as_ref().map(|code| format!("#p={code}")));
        session.home() + &code.unwrap_or_default()
    };
    let label =
        move || if code.with(Option::is_some) { words.open_full } else { words.open_full_none };
    view! { <a class="button" href=href target="_blank" rel="noopener">{label}</a> }.into_any()
}
