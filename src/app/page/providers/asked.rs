//! Owns what is asked for, and which lists answer.

use crate::app::component::{Results, rehearse};
use leptos::prelude::*;

/// How often the search is tried out before the first key.
pub(super) const TRIES: usize = 18;

/// Where two stand side by side.
pub(super) const PAIRS: &str = "(min-width: 48rem)";

/// What is asked for; empty = anything.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) typed: StoredValue<String>,
    pub(super) role: RwSignal<String>,
    pub(super) place: RwSignal<String>,
    pub(super) field: RwSignal<String>,
    /// The lists that answer.
    pub(super) lists: StoredValue<Vec<Results>>,
}

impl Asked {
    /// Hears what is typed, if it is something else: every list answers.
    pub(super) fn hear(self, words: String) {
        if self.typed.try_with_value(|typed| *typed == words) == Some(false) {
            self.typed.set_value(words);
            self.lists.get_value().into_iter().for_each(|list| list.ask(".search"));
        }
    }

    /// Tries what is to be typed.
    pub(super) fn rehearse(self) {
        let typed = move || self.typed.try_get_value().unwrap_or_default();
        rehearse(typed, move |words| {
            if self.typed.try_set_value(words).is_none() {
                self.lists.get_value().into_iter().for_each(Results::again);
            }
        });
    }
}
