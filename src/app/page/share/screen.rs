//! Owns what the pieces of the screen share: what travels, and handing it over.

use super::print_sheet::Paper;
use crate::app::component::hand_over::{self, link_of, reload_address};
use crate::app::platform::{carry, clock, dom};
use crate::app::session::Session;
use leptos::prelude::*;
use qitu_engine::export::picture;
use qitu_engine::link::code::{Include, Shared, encode};
use qitu_engine::text::ui;
use qitu_model::{Lang, Plan, Scenario};
use std::sync::Arc;

/// What stands over the page for a moment.
#[derive(Clone, PartialEq)]
pub(super) enum Over {
    /// A picture is being drawn.
    Drawing,
    /// A picture, as a `data:` address, and the name of its file.
    Picture(String, &'static str),
    /// The device cannot draw it.
    NoPicture,
    /// A text to select by hand.
    Words(String),
    /// A file that this browser does not save: its text, and the way to one that does.
    File(String),
    /// A browser that does not print, and the way to one that does.
    Paper,
}

/// What the screen's pieces share.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    pub(super) session: Session,
    pub(super) lang: Lang,
    pub(super) include: RwSignal<Include>,
    pub(super) paper: RwSignal<Paper>,
    pub(super) over: RwSignal<Option<Over>>,
}

impl Screen {
    /// What would travel, before sensitive answers are left out.
    pub(super) fn shared(self) -> Option<Shared> {
        let (name, scenario) = self
            .session
            .history
            .with(|h| h.now.case().map(|case| (case.name.clone(), case.scenario.clone())))?;
        let answer = self.session.planned.with(|planned| planned.plan.clone());
        let value = answer.filter(|a| a.1 == scenario).and_then(|a| a.0.value);
        Some(Shared { name, scenario, value })
    }

    /// The code as it stands now; `None` when it would be too long.
    pub(super) fn code(self) -> Option<String> {
        encode(&self.shared()?, self.include.get()).ok()
    }

    /// The link as it stands now.
    pub(super) fn link(self) -> Option<String> {
        Some(link_of(self.session, &self.code()?))
    }

    /// This page with the plan in its address.
    pub(super) fn reload_address(self) -> String {
        self.code().map(|code| reload_address(&code)).unwrap_or_default()
    }

    pub(super) fn answer(self) -> Option<Arc<(Plan, Scenario)>> {
        self.session.planned.with(|planned| planned.plan.clone())
    }

    pub(super) fn copy(self, text: String) {
        hand_over::copy(self.session, self.lang, text, self.to_select());
    }

    /// Shows a text that could not be copied.
    pub(super) fn to_select(self) -> Callback<String> {
        Callback::new(move |text| self.over.set(Some(Over::Words(text))))
    }

    /// Hands a file over; in WeChat nothing would happen.
    pub(super) fn save(self, name: &str, kind: &str, text: String) {
        if carry::in_wechat() {
            self.over.set(Some(Over::File(text)));
        } else {
            carry::save(name, kind, &text);
            self.session.say(ui::share::words(self.lang).saved.to_owned(), false);
        }
    }

    pub(super) fn draw(self, svg: String, height: u32, name: &'static str) {
        self.over.set(Some(Over::Drawing));
        leptos::task::spawn_local(async move {
            let data = carry::pixels(svg, picture::WIDTH, height).await;
            // Closed while it was being drawn: it stays closed.
            if self.over.try_get_untracked().flatten() == Some(Over::Drawing) {
                self.over.set(Some(data.map_or(Over::NoPicture, |d| Over::Picture(d, name))));
            }
        });
    }

    /// Prints; in WeChat nothing would happen.
    pub(super) fn print(self, paper: Paper) {
        if carry::in_wechat() {
            self.over.set(Some(Over::Paper));
            return;
        }
        self.paper.set(paper);
        clock::after_drawing(dom::print);
    }
}
