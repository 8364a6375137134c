//! Owns the way of one page file: the catalogue in a page of its own, to upload or to paste.

use super::part::{code, copy, folder, local, steps};
use crate::app::component::{Icon, icon};
use crate::app::platform::{address, carry};
use leptos::prelude::*;
use qitu_engine::export::publish::{self, Edition};
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::sync::Arc;

pub(super) fn draw(lang: Lang, edition: Arc<Edition>) -> AnyView {
    let words = ui::publish::words(lang);
    let edition = StoredValue::new(edition);
    let page = move || edition.with_value(|edition| publish::page(lang, edition, &folder()));
    let save = move |_| carry::save("qitu.html", "text/html;charset=utf-8", &page());
    let paste = move |_| {
        copy(lang, edition.with_value(|edition| publish::lines(lang, edition, &folder())));
    };
    let open = move |_| {
        let _ = carry::open_page(&page());
    };
    let origin = address::origin();
    let from = ui::fill(words.page_from, &[&folder()]);
    let todo = [words.page_1, words.page_2, words.page_3].map(str::to_owned);
    view! {
        <h2 class="section-title">{words.page}</h2>
        <div class="button-row">
            <button class="button" data-kind="primary" on:click=save>{icon(Icon::Backup)} {words.page_download}</button>
            <button class="button" on:click=open>{words.page_try}</button>
            <button class="button" on:click=paste>{icon(Icon::Copy)} {words.page_copy}</button>
        </div>
        {steps(todo.to_vec())}
        <p class="quiet">{from}</p>
        {local(lang)}
        <p class="quiet small">{words.policy}</p>
        {code(format!("script-src {origin}; frame-src {origin}"))}
    }
    .into_any()
}
