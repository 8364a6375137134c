//! Owns the data files that screens need: each is fetched when a screen first asks for it and kept
//! for the visit, so that whoever comes back finds the screen whole; and what is shown until then.

use crate::app::platform::fetch;
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json::{self, FromJson};
use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;

/// Why a file is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It did not come.
    Missing,
    /// It belongs to the catalogue of the build, and another is in use.
    OfOther,
}

/// A file, or how far it has come.
pub type Fetched<T> = RwSignal<Option<Result<Arc<T>, Lack>>>;

type Kept = Arc<dyn Any + Send + Sync>;

thread_local! {
    /// What has been read; one file may be read as more than one thing.
    static KEPT: RefCell<Vec<(&'static str, Kept)>> = const { RefCell::new(Vec::new()) };
}

fn kept<T: Send + Sync + 'static>(path: &str) -> Option<Arc<T>> {
    KEPT.with_borrow(|all| {
        let mut these = all.iter().filter(|(name, _)| *name == path);
        these.find_map(|(_, file)| file.clone().downcast().ok())
    })
}

/// A file beside the page: here at once if it was read before, else fetched. What lies there was
/// written for the catalogue of the build.
#[must_use]
pub fn fetched<T: FromJson + Send + Sync + 'static>(path: &'static str) -> Fetched<T> {
    if !untrack(|| session().has_built_catalogue()) {
        return RwSignal::new(Some(Err(Lack::OfOther)));
    }
    let known: Option<Arc<T>> = kept(path);
    let is_known = known.is_some();
    let file = RwSignal::new(known.map(Ok));
    if !is_known {
        leptos::task::spawn_local(async move {
            let text = fetch::text(path).await.map_err(|_| Lack::Missing);
            let read = text.and_then(|text| json::read::<T>(&text).map_err(|_| Lack::Missing));
            let read = read.map(Arc::new);
            if let Ok(read) = &read {
                KEPT.with_borrow_mut(|all| all.push((path, read.clone())));
            }
            // The screen may be gone by now.
            let _ = file.try_set(Some(read));
        });
    }
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
        Some(Err(Lack::Missing)) => view! { <p class="notice">{words.file_missing}</p> }.into_any(),
        Some(Err(Lack::OfOther)) => {
            view! { <p class="notice">{words.file_of_other}</p> }.into_any()
        }
        Some(Ok(found)) => draw(found),
    };
    view! { {shown} }.into_any()
}
