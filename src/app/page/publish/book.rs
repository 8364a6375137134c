//! Owns the way of a place in this planner: one file beside its catalogue, and a link that opens it.

use super::gather;
use super::part::{code, copy, folder, local, save_json, steps};
use crate::app::component::{Icon, icon, qr_code};
use crate::app::platform::{address, dom, fetch};
use leptos::prelude::*;
use qitu_engine::export::publish::{self, Edition, is_name};
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Lang, json};
use std::sync::Arc;

/// What lies in the place.
#[derive(Clone, PartialEq, Eq)]
enum There {
    Nothing,
    /// This edition.
    Same,
    /// Another edition of the catalogue, with its version.
    Other(String),
    /// Something else.
    Taken,
}

pub(super) fn draw(lang: Lang, edition: Arc<Edition>) -> AnyView {
    let words = ui::publish::words(lang);
    let id = edition.id.clone();
    let refused = |words: &str| {
        let told = ui::fill(words, &[&id]);
        view! { <p class="notice" data-tone="bad">{told}</p> }.into_any()
    };
    let body = if !is_name(&id) {
        refused(words.book_no_name)
    } else if dom::meta("qitu-built-book").as_ref() == Some(&id) {
        refused(words.book_own)
    } else {
        place(lang, edition)
    };
    view! { <h2 class="section-title">{words.book}</h2> {body} }.into_any()
}

fn place(lang: Lang, edition: Arc<Edition>) -> AnyView {
    let words = ui::publish::words(lang);
    let there: RwSignal<Option<There>> = RwSignal::new(None);
    let path = format!("catalogue/{}.json", edition.id);
    let link = format!("{}?book={}", folder(), edition.id);
    let named = path.clone();
    // Another file of the build may have this name.
    leptos::task::spawn_local(async move {
        if gather::files().await.is_some_and(|files| files.contains(&named)) {
            let _ = there.try_set(Some(There::Taken));
        }
    });
    let held = edition.clone();
    let save = move |_| save_json(&format!("{}.json", held.id), &held.whole);
    let (look_at, held) = (path.clone(), edition.clone());
    let look = move |_| {
        let (path, edition) = (look_at.clone(), held.clone());
        leptos::task::spawn_local(async move {
            // What is kept on the device may be of the edition before; a question goes to the host.
            let file = fetch::text(&format!("{path}?{}", address::encode(&edition.version))).await;
            let _ = there.try_set(Some(found(file.ok().as_deref(), &edition)));
        });
    };
    let line = publish::frame(lang, &edition, &folder());
    let copied = link.clone();
    let opened = link.clone();
    let file = ui::fill(words.book_download, &[&format!("{}.json", edition.id)]);
    let todo = [ui::fill(words.book_1, &[&folder()]), words.book_2.to_owned()];
    view! {
        <div class="button-row">
            <button class="button" data-kind="primary" on:click=save>{icon(Icon::Backup)} {file}</button>
            <button class="button" on:click=look>{words.book_try}</button>
        </div>
        {move || there.with(|there| told(lang, there.as_ref()?, &path, &opened))}
        {steps(todo.to_vec())}
        <div class="field">
            <label class="field-label" for="publish-link">{words.book_link}</label>
            <input class="field-input share-link" id="publish-link" readonly value=link.clone() />
        </div>
        <div class="button-row">
            <button class="button" on:click=move |_| copy(lang, copied.clone())>{icon(Icon::Copy)} {words.book_copy}</button>
        </div>
        <p class="field-label">{words.book_frame}</p>
        {code(line.clone())}
        <div class="button-row">
            <button class="button" on:click=move |_| copy(lang, line.clone())>{icon(Icon::Copy)} {words.book_frame_copy}</button>
        </div>
        <p class="quiet small">{words.book_frame_more}</p>
        <div class="share-code">
            <p class="field-label">{words.book_qr}</p>
            {qr_code(&link, words.book_alt)}
        </div>
        {local(lang)}
    }
    .into_any()
}

/// What a file in the place is, beside this edition.
fn found(file: Option<&str>, edition: &Edition) -> There {
    let Some(text) = file else { return There::Nothing };
    match json::read::<Catalogue>(text) {
        // Hosts answer with a page of their own where there is nothing.
        Err(_) if text.trim_start().starts_with('<') => There::Nothing,
        Ok(read) if read.id == edition.id => {
            let is_same = Edition::of(text, &read).whole == edition.whole;
            if is_same { There::Same } else { There::Other(read.version) }
        }
        _ => There::Taken,
    }
}

fn told(lang: Lang, there: &There, path: &str, link: &str) -> Option<AnyView> {
    let words = ui::publish::words(lang);
    let (tone, told) = match there {
        There::Nothing => ("warn", ui::fill(words.book_absent, &[path])),
        There::Same => ("good", words.book_same.to_owned()),
        There::Other(version) => {
            let version = if version.is_empty() { words.no_version } else { version };
            ("warn", ui::fill(words.book_other, &[version]))
        }
        There::Taken => {
            let id = path.trim_start_matches("catalogue/").trim_end_matches(".json");
            ("bad", ui::fill(words.book_taken, &[id]))
        }
    };
    let is_open = matches!(there, There::Same | There::Other(_));
    let open = is_open.then(|| {
        view! { <p><a class="button" href=link.to_owned() target="_blank" rel="noopener">{words.book_open}</a></p> }
    });
    Some(
        view! { <div class="notice" data-tone=tone role="status"><p>{told}</p> {open}</div> }
            .into_any(),
    )
}
