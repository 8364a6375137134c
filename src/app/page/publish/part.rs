//! Owns what the ways have in common: the planner's address, lines to paste, steps, and copying.

use crate::app::platform::{address, carry};
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Hands a catalogue to the device.
pub(super) fn save_json(name: &str, text: &str) {
    carry::save(name, "application/json", text);
}

/// The address of the planner's folder, which ends in `/`.
pub(super) fn folder() -> String {
    let address = address::folder();
    address.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default()
}

/// Lines to paste, or to read to whoever keeps a policy.
pub(super) fn code(text: String) -> AnyView {
    view! { <pre class="kit-code" tabindex="0"><code>{text}</code></pre> }.into_any()
}

/// What to do with what was downloaded, in order.
pub(super) fn steps(list: Vec<String>) -> AnyView {
    let rows = list.into_iter().map(|step| view! { <li>{step}</li> });
    view! { <ol class="share-steps">{rows.collect::<Vec<_>>()}</ol> }.into_any()
}

/// Copies a text and says whether it went.
pub(super) fn copy(lang: Lang, text: String) {
    let words = ui::publish::words(lang);
    let session = session();
    leptos::task::spawn_local(async move {
        let done = carry::copy(text).await;
        session.say((if done { words.copied } else { words.not_copied }).to_owned(), false);
    });
}

/// Whose planner it is, where only this computer can open it.
pub(super) fn local(lang: Lang) -> Option<AnyView> {
    let origin = address::origin();
    let host = origin.split("://").nth(1).unwrap_or_default();
    let is_local = ["localhost", "127.", "[::1]"].iter().any(|name| host.starts_with(name));
    let told = ui::fill(ui::publish::words(lang).is_local, &[&origin]);
    is_local.then(|| view! { <p class="notice" data-tone="warn">{told}</p> }.into_any())
}
