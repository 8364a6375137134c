//! Owns a data file that one screen needs: fetched when the screen opens, and what is shown until
//! it is here. Refuses to keep it longer than the screen.

use crate::app::platform::fetch;
use crate::json::{self, FromJson};
use crate::text::{Lang, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// A file, or how far it has come; `Err` = it did not come.
pub type Fetched<T> = RwSignal<Option<Result<Arc<T>, ()>>>;

/// Fetches a file beside the page.
#[must_use]
pub fn fetched<T: FromJson + Send + Sync + 'static>(path: &'static str) -> Fetched<T> {
    let file = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let text = fetch::text(path).await.map_err(|_| ());
        let read = text.and_then(|text| json::read::<T>(&text).map_err(|_| ()));
        // The screen may be gone by now.
        let _ = file.try_set(Some(read.map(Arc::new)));
    });
    file
}

/// What is drawn of the file once it is here.
#[must_use]
pub fn when_here<T: Send + Sync + 'static>(
    lang: Lang,
    file: Fetched<T>,
    draw: impl Fn(Arc<T>) -> AnyView + Send + 'static,
) -> AnyView {
    let words = ui::shell::words(lang);
    let shown = move || match file.get() {
        None => {
            view! { <div class="skeleton"><span class="hidden-words">{words.loading}</span></div> }
                .into_any()
        }
        Some(Err(())) => view! { <p class="notice">{words.file_missing}</p> }.into_any(),
        Some(Ok(found)) => draw(found),
    };
    view! { {shown} }.into_any()
}
