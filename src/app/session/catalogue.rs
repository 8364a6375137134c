//! Owns bringing the catalogue and the situations: what a plan is made from first, the rest later.
//! What the build made is known by its sum; everything else is read with tolerance first.

use super::deferred;
use super::handle::Session;
use crate::app::planner::worker;
use crate::app::platform::fetch::{self, File};
use crate::app::platform::link_target::outside;
use crate::app::platform::seam::Missing;
use crate::app::platform::{address, dom, embedding, storage};
use crate::app::state::page::{CatalogueState, Situation};
use leptos::prelude::*;
use qitu_engine::link::{Elsewhere, elsewhere};
use qitu_engine::protocol::Reading;
use qitu_model::json;
use qitu_model::{Catalogue, Scenario};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The build whose catalogue the host has replaced.
const REPLACED_KEY: &str = "qitu.replaced";
const SITUATIONS: &str = "catalogue/situations.json";

impl Session {
    /// Fetches the catalogue and the situations, the first time or again.
    pub fn fetch_catalogue(self) {
        self.book.set(CatalogueState::Waiting);
        leptos::task::spawn_local(async move {
            self.fetch_first().await;
            // Without situations the first screen has two doors left.
            let text = fetch::text(SITUATIONS).await.unwrap_or_default();
            let list = json::read::<Vec<Situation>>(&text).unwrap_or_default();
            self.situations.set(Some(Arc::new(list)));
        });
    }

    /// What a plan is made from comes first; a host's own catalogue comes whole, and so does one
    /// that was replaced since the build, as far as that is known.
    async fn fetch_first(self) {
        let whole = dom::meta("qitu-catalogue").unwrap_or_default();
        // Staff want to hear what is on the host now, and not what is kept of it.
        let for_staff = address::is_for_staff() && !whole.starts_with('#');
        let whole = if for_staff { format!("{whole}?staff") } else { whole };
        let is_replaced = || storage::read(REPLACED_KEY) == dom::meta("qitu-build");
        let is_apart = for_staff || whole.starts_with('#') || is_replaced();
        let (first, sum) = (dom::meta("qitu-first"), dom::meta("qitu-first-sum"));
        if let Some((first, sum)) = first.zip(sum).filter(|_| !is_apart) {
            // What is kept on the device may be of the edition before; a question goes to the host.
            for address in [first.clone(), format!("{first}?{sum}")] {
                let Ok(file) = fetch::file(&address).await else { break };
                if qitu_model::sum(&file.text) == sum {
                    return self.open(file.text, false);
                }
            }
        }
        match fetch::file(&whole).await {
            Ok(file) => self.read(file),
            Err(_) => self.book.set(CatalogueState::Failed),
        }
    }

    /// Brings what the catalogue says beyond what a plan is made from, where it is not here yet.
    /// Says whether it is here now.
    pub async fn fetch_whole(self) -> bool {
        let Some(first) = untrack(|| self.catalogue()) else { return false };
        if self.whole.with_value(Option::is_some) {
            return true;
        }
        let address = dom::meta("qitu-catalogue").unwrap_or_default();
        let known = |file: &File| deferred::here().and_then(|f| (f.book)(&file.text, &first));
        let Ok(mut file) = fetch::file(&address).await else { return false };
        let mut whole = known(&file);
        if whole.is_none() {
            // What is kept on the device may be of the edition before; a question goes to the host.
            let build = dom::meta("qitu-build").unwrap_or_default();
            if let Ok(newer) = fetch::file(&format!("{address}?{build}")).await {
                file = newer;
                whole = known(&file);
            }
        }
        if let Some(whole) = whole {
            self.whole.set_value(Some(Arc::new(whole)));
            return true;
        }
        // The host has another one than the plan was made from. Until it is read the one in use says
        // what it says; from the next visit on the host's comes first.
        self.whole.set_value(Some(first));
        if let Some(build) = dom::meta("qitu-build") {
            let _ = storage::write(REPLACED_KEY, &build);
        }
        self.read(file);
        true
    }

    /// Looks again at what the host has, each time that what is kept of it was renewed.
    pub(super) fn watch_host(self) {
        embedding::on_renewed(move || {
            leptos::task::spawn_local(async move {
                if deferred::bring().await.is_ok() {
                    self.whole.set_value(None);
                    self.fetch_whole().await;
                }
            });
        });
    }

    /// Works with this catalogue from now on: what the studio has read with tolerance already.
    pub fn use_catalogue(self, text: String) {
        self.faults.set(None);
        self.open(text, true);
    }

    /// Reads a catalogue that the build has not checked, and works with what is sound of it.
    fn read(self, file: File) {
        self.with_engine(|engine| engine.read(file));
    }

    /// Reads it in the page's own thread: there is no worker here.
    pub(super) fn read_here(self, file: File) {
        leptos::task::spawn_local(async move {
            match worker::read_here(&file.text, file.was_gb18030).await {
                Ok(reading) => self.on_read(reading),
                Err(Missing) => self.book.set(CatalogueState::Failed),
            }
        });
    }

    pub(super) fn on_read(self, reading: Reading) {
        if !reading.faults.is_empty() {
            embedding::tell_faults(&reading, self.settings.with_untracked(|s| s.lang));
        }
        match &reading.catalogue {
            Some(text) => self.open(text.clone(), true),
            // What was read before stays.
            None if untrack(|| self.catalogue()).is_some() => {}
            None => self.book.set(CatalogueState::Unusable),
        }
        self.faults.set(Some(Arc::new(reading)));
    }

    fn open(self, text: String, whole: bool) {
        let Ok(catalogue) = json::read::<Catalogue>(&text) else {
            return self.book.set(CatalogueState::Unusable);
        };
        let edition = format!("{}@{}#{}", catalogue.id, catalogue.version, qitu_model::sum(&text));
        // What is asked from here on is asked of this one.
        self.with_engine(|engine| engine.load(text));
        self.looks.update(BTreeMap::clear);
        self.trials.update(BTreeMap::clear);
        self.seen.update_value(Vec::clear);
        let before = self.planned.with_untracked(|p| p.plan.clone());
        self.older.set(before.or_else(|| (deferred::here()?.older_answer)(&edition)));
        self.edition.set_value(edition);
        let catalogue = Arc::new(catalogue);
        self.whole.set_value(whole.then(|| catalogue.clone()));
        self.book.set(CatalogueState::Ready(catalogue));
    }

    /// Is the catalogue in use the one of the build, in whichever edition? What lies beside the page
    /// (situations, subsidies, cover, evidence) was written for it.
    #[must_use]
    pub fn has_built_catalogue(self) -> bool {
        let built = dom::meta("qitu-built-book");
        let used = self.catalogue().map(|catalogue| catalogue.id.clone());
        // Before it is here the page knows whether another one was asked for.
        used.or_else(|| dom::meta("qitu-book")).is_none_or(|used| built == Some(used))
    }

    /// The situations to try, once it is known whether they come; none where another catalogue is in
    /// use than the one that they were written for.
    #[must_use]
    pub fn examples(self) -> Option<Arc<Vec<Situation>>> {
        let all = self.situations.get()?;
        Some(if self.has_built_catalogue() { all } else { Arc::default() })
    }

    /// Where a link to a plan leads: to the page where riders meet the catalogue that it was made
    /// with. The planner's own address has the catalogue of the build alone.
    #[must_use]
    pub fn home(self) -> String {
        if self.has_built_catalogue() {
            return address::base();
        }
        let named = self.catalogue().and_then(|catalogue| catalogue.home.clone());
        let named = named.filter(|home| outside(home).is_some());
        named.or_else(embedding::page).unwrap_or_else(address::base)
    }

    /// Was this asked of another catalogue than the one in use?
    #[must_use]
    pub fn elsewhere(self, scenario: &Scenario) -> Option<Elsewhere> {
        elsewhere(&*untrack(|| self.catalogue())?, scenario)
    }

    /// Notes in a new question which catalogue it is put to. The one of the build goes without
    /// saying, so that links stay short.
    pub(super) fn mark(self, scenario: &mut Scenario) {
        let Some(catalogue) = untrack(|| self.catalogue()) else { return };
        if scenario.catalogue.is_empty() && !untrack(|| self.has_built_catalogue()) {
            scenario.catalogue = format!("{}@{}", catalogue.id, catalogue.version);
        }
    }
}
