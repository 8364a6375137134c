//! Owns bringing the catalogue and the situations: what a plan is made from first, the rest later.

use super::deferred;
use super::handle::Session;
use crate::app::platform::{dom, fetch};
use crate::app::state::page::{CatalogueState, Situation};
use crate::app::store::last_answer;
use leptos::prelude::*;
use qitu_model::Catalogue;
use qitu_model::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const SITUATIONS: &str = "catalogue/situations.json";

impl Session {
    /// Fetches the catalogue and the situations, the first time or again.
    pub fn fetch_catalogue(self) {
        self.book.set(CatalogueState::Waiting);
        leptos::task::spawn_local(async move {
            // The build says where its files lie; their names carry what is in them. What a plan
            // is made from comes first; a host's own catalogue comes whole.
            let whole = dom::meta("qitu-catalogue").unwrap_or_default();
            let first = dom::meta("qitu-first").filter(|_| !whole.starts_with('#'));
            match fetch::text(first.as_ref().unwrap_or(&whole)).await {
                Ok(text) => self.open(text, first.is_none()),
                Err(problem) => self.book.set(CatalogueState::Failed(problem)),
            }
            // Without situations the first screen has two doors left.
            let text = fetch::text(SITUATIONS).await.unwrap_or_default();
            let list = json::read::<Vec<Situation>>(&text).unwrap_or_default();
            self.situations.set(Some(Arc::new(list)));
        });
    }

    /// Brings what the catalogue says beyond what a plan is made from, where it is not here yet.
    /// Says whether it is here now.
    pub async fn fetch_whole(self) -> bool {
        let Some(first) = untrack(|| self.catalogue()) else { return false };
        if self.whole.with_value(Option::is_some) {
            return true;
        }
        let Ok(text) = fetch::text(&dom::meta("qitu-catalogue").unwrap_or_default()).await else {
            return false;
        };
        let read = deferred::here().and_then(|further| (further.book)(&text, &first));
        let Some((whole, is_known)) = read else { return false };
        if is_known {
            self.whole.set_value(Some(Arc::new(whole)));
        } else {
            // The host has a newer one than the build knew.
            self.use_catalogue(text);
        }
        true
    }

    /// Works with this catalogue from now on.
    pub fn use_catalogue(self, text: String) {
        self.open(text, true);
    }

    fn open(self, text: String, whole: bool) {
        self.looks.update(BTreeMap::clear);
        self.whole.set_value(None);
        match json::read::<Catalogue>(&text) {
            Ok(catalogue) => {
                self.older.set(last_answer::older(&catalogue));
                let catalogue = Arc::new(catalogue);
                self.whole.set_value(whole.then(|| catalogue.clone()));
                self.book.set(CatalogueState::Ready(catalogue));
            }
            Err(problem) => self.book.set(CatalogueState::Failed(problem.to_string())),
        }
        self.with_engine(|engine| engine.load(text));
    }
}
