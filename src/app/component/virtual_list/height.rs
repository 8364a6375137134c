//! Owns the height of a list of results while somebody types: a key lays out what is in the list and
//! nothing below it.
//! Refuses to keep it where what is below the list is seen.

use crate::app::platform::dom;
use leptos::html::Ul;
use leptos::{ev, prelude::*};

/// A list that may keep its height.
#[derive(Clone, Copy)]
pub struct Height {
    list: NodeRef<Ul>,
    /// In pixels; 0 = none.
    kept: StoredValue<f64>,
}

impl Height {
    /// The height of a list, which it may keep from when the search gets the focus until it is left.
    #[must_use]
    pub fn of(list: NodeRef<Ul>) -> Self {
        let height = Self { list, kept: StoredValue::new(0.0) };
        let come = window_event_listener(ev::focusin, move |_| height.keep());
        let left = window_event_listener(ev::focusout, move |_| height.let_go());
        let resized = window_event_listener(ev::resize, move |_| height.let_go());
        on_cleanup(move || [come, left, resized].into_iter().for_each(|one| one.remove()));
        height
    }

    /// Keeps the height that the list has now, if somebody types and it ends below the screen. Where
    /// it shows nothing there is none to keep. Mostly it is the one kept: then nothing is laid out.
    pub fn keep(self) {
        let Some(Some(list)) = self.list.try_get_untracked() else { return };
        let height = if dom::has(".search-input:focus") { dom::reach(&list) } else { 0.0 };
        if height <= 0.0 || height < dom::room(&list) {
            self.let_go();
        } else if (self.kept.get_value() - height).abs() > 0.01 {
            self.set("strict", height);
        }
    }

    /// Lets the list be as high as what is in it.
    pub fn let_go(self) {
        if self.kept.try_get_value().is_some_and(|kept| kept > 0.0) {
            self.set("", 0.0);
        }
    }

    fn set(self, contain: &str, height: f64) {
        let Some(Some(list)) = self.list.try_get_untracked() else { return };
        let pixels = if height > 0.0 { format!("{height}px") } else { String::new() };
        dom::style(&list, "contain", contain);
        dom::style(&list, "height", &pixels);
        self.kept.set_value(height);
    }
}
