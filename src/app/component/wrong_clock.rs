//! Owns what is told where the device's clock cannot be right: by which day the page goes instead.

use crate::app::platform::clock;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;

/// Draws it; nothing where the clock may be right.
#[must_use]
pub fn wrong_clock(lang: Lang) -> Option<AnyView> {
    let (day, used) = clock::wrong_day()?;
    let words = ui::today::words(lang);
    let days = [day, used].map(|day| format::day(lang, day));
    let text = ui::fill(words.wrong_clock, &[&days[0], &days[1]]);
    let notice = view! { <p class="notice" data-tone="warn" role="status">{text}</p> };
    Some(notice.into_any())
}
