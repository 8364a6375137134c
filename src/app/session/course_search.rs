//! Owns what is asked for in the search over courses. It outlives the screen, so that who comes back
//! from a course finds the same.

use leptos::prelude::*;
use std::cell::RefCell;

/// How many results there are before somebody asks for more, and how many more then.
pub const PAGE: usize = 12;

/// What is asked for.
pub struct Asked {
    /// Is the other catalogue looked at?
    pub other: ArcRwSignal<bool>,
    /// The words.
    pub typed: RefCell<String>,
    /// The filters, by their numbers.
    pub chosen: ArcRwSignal<Vec<usize>>,
    /// How many results at most.
    pub shown: ArcRwSignal<usize>,
}

thread_local! {
    /// What is asked for in this window.
    pub static ASKED: Asked = Asked {
        other: ArcRwSignal::new(false),
        typed: RefCell::default(),
        chosen: ArcRwSignal::new(Vec::new()),
        shown: ArcRwSignal::new(PAGE),
    };
}

/// Forgets what was asked for.
pub fn forget() {
    ASKED.with(|asked| {
        asked.typed.take();
        asked.chosen.set(Vec::new());
        asked.shown.set(PAGE);
    });
}
