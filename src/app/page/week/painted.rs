//! Owns the painted week as the pieces of the screen read it.

use crate::app::session::Session;
use crate::app::state::week_grid::{Grid, Preset};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// The painted week, or an empty one.
pub(super) fn grid(session: Session) -> Grid {
    session.history.with(|h| h.now.case().and_then(|c| c.grid.clone()).unwrap_or_default())
}

/// Must classes lie inside the painted time?
pub(super) fn inside(session: Session) -> bool {
    session.history.with(|h| h.now.case().is_some_and(|c| c.scenario.free.is_some()))
}

/// What a preset is called.
pub(super) fn preset_name(lang: Lang, preset: Preset) -> &'static str {
    let words = ui::week::words(lang);
    match preset {
        Preset::DayShift => words.day_shift,
        Preset::TwoPeaks => words.two_peaks,
        Preset::Night => words.night,
        Preset::OneRestDay => words.one_rest_day,
    }
}
