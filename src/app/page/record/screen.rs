//! Owns what the pieces of the screen share.

use crate::app::component::{Icon, icon};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::record::RecordEdit;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Lang, Record, Rider};
use std::sync::Arc;

/// What the pieces of the screen share.
#[derive(Clone)]
pub(super) struct Screen {
    pub(super) session: Session,
    pub(super) lang: Lang,
    pub(super) words: &'static ui::record::Words,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) record: Memo<Record>,
    /// What the rider says.
    pub(super) rider: Memo<Rider>,
    /// The same, and what is done or held has given.
    pub(super) whole: Memo<Rider>,
}

impl Screen {
    pub(super) fn change(&self, edit: RecordEdit, said: String) {
        self.session.change(Edit::Record(edit), said);
    }
}

/// The button that takes a row out of its list.
pub(super) fn bin(label: String, tapped: impl FnMut(leptos::ev::MouseEvent) + 'static) -> AnyView {
    view! {
        <button
            class="button"
            data-kind="quiet"
            data-size="icon"
            aria-label=label
            on:click=tapped
        >
            {icon(Icon::Trash)}
        </button>
    }
    .into_any()
}
