//! Owns copying words, and what is said of it.

use crate::app::platform::carry;
use crate::app::session::session;
use leptos::{html, prelude::*};
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Copies words and says whether that went. Where it did not, the words are selected in their place;
/// without a place they are said.
pub fn copied(lang: Lang, text: String, place: Option<NodeRef<html::Blockquote>>) {
    let (session, words) = (session(), ui::begin::words(lang));
    leptos::task::spawn_local(async move {
        let is_copied = carry::copy(text.clone()).await;
        // The screen may be gone by now.
        let words_there = place.filter(|_| !is_copied).and_then(|place| place.try_get_untracked());
        if let Some(element) = words_there.flatten() {
            carry::select(&element);
        }
        let said = match (is_copied, place) {
            (true, _) => words.copied.to_owned(),
            (false, Some(_)) => words.copy_failed.to_owned(),
            (false, None) => text,
        };
        session.say(said, false);
    });
}
