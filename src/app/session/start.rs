//! Owns the beginning of a visit, and its end on this device: what is kept is restored, the worker
//! started, the catalogue fetched, and what follows from a change is watched.

use super::deferred;
use super::handle::Session;
use super::sync;
use crate::app::planner::client::{Engine, Topic};
use crate::app::platform::{address, embedding, media_query, storage};
use crate::app::state::answer::Planned;
use crate::app::state::code_chunk::{CodeChunk, LoadState};
use crate::app::state::draft::Draft;
use crate::app::state::durability::BackupReminder;
use crate::app::state::first_answers::FirstAnswers;
use crate::app::state::page::{CatalogueState, Settings};
use crate::app::state::route::Route;
use crate::app::store::local::{self, Opened};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json;
use std::collections::BTreeMap;

const SETTINGS_KEY: &str = "qitu.settings";

impl Session {
    /// Restores what is kept, starts the worker and fetches the catalogue.
    #[must_use]
    pub fn restore() -> Self {
        let opened = deferred::here().map(|further| (further.open)());
        let Opened { mut draft, unread, omitted, recovered } = opened.unwrap_or_default();
        let settings = storage::read(SETTINGS_KEY);
        let settings = settings.and_then(|text| json::read(&text).ok());
        let this = Self {
            route: RwSignal::new(Self::first_route(&mut draft)),
            history: RwSignal::new(local::history(draft)),
            settings: RwSignal::new(Self::asked(settings.unwrap_or_else(Self::device_settings))),
            book: RwSignal::new(CatalogueState::Waiting),
            faults: RwSignal::new(None),
            situations: RwSignal::default(),
            planned: RwSignal::default(),
            seen: StoredValue::default(),
            before: RwSignal::new(None),
            older: RwSignal::new(None),
            trials: RwSignal::default(),
            answers: RwSignal::default(),
            wanted: RwSignal::new(embedding::goal()),
            looks: RwSignal::default(),
            toast: RwSignal::new(None),
            said: RwSignal::default(),
            placed: StoredValue::new(false),
            keeping: RwSignal::new(local::durability()),
            backup: RwSignal::new(local::backup()),
            unread: RwSignal::new(unread),
            omitted: RwSignal::new(omitted),
            chunks: CodeChunk::ALL.map(|_| RwSignal::new(LoadState::NotAsked)),
            waiting: StoredValue::default(),
            whole: StoredValue::new(None),
            edition: StoredValue::new(String::new()),
            engine: StoredValue::new_local(None),
        };
        this.engine.set_value(Some(Engine::start(move |topic, told| this.on_answer(topic, told))));
        this.fetch_catalogue();
        this.watch_host();
        this.watch();
        if recovered {
            this.say(ui::keep::words(this.lang()).recovered.to_owned(), false);
        }
        this
    }

    /// Where the page begins. A page that holds this one may hand the rider's own plan back; where
    /// it is here already, or nothing else is, there is nothing to choose.
    fn first_route(draft: &mut Draft) -> Route {
        let route = Route::parse(&address::hash());
        if !embedding::is_there() {
            // Who has a plan and asks for no place begins with today.
            if draft.case().is_none() || !matches!(address::hash().as_str(), "" | "#") {
                return route;
            }
            address::replace(&Route::Today.hash());
            return Route::Today;
        }
        let hand_back = |draft: &mut Draft, code: &str| {
            deferred::here().is_some_and(|further| (further.hand_back)(draft, code))
        };
        let next = match &route {
            Route::Guest(code) if hand_back(draft, code) => Route::Plan(None),
            // The answer alone has no way to the first questions but this.
            Route::Plan(None) if draft.case().is_none() && embedding::answers_only() => {
                Route::Start
            }
            _ => return route,
        };
        address::replace(&next.hash());
        next
    }

    fn device_settings() -> Settings {
        let foreign =
            media_query::language().is_some_and(|l| !l.to_ascii_lowercase().starts_with("zh"));
        let lang = if foreign { Lang::En } else { Lang::Zh };
        Settings { lang, theme: String::new() }
    }

    /// A page that holds this one has the last word on how it opens.
    fn asked(settings: Settings) -> Settings {
        let lang = match embedding::lang().as_deref() {
            Some("en") => Lang::En,
            Some("zh") => Lang::Zh,
            _ => settings.lang,
        };
        Settings { lang, theme: embedding::theme().unwrap_or(settings.theme) }
    }

    /// The effects: keep, plan, describe. Each reads signals and writes none that another reads.
    fn watch(self) {
        sync::watch(self);
        Effect::new(move |first: Option<()>| {
            let text = self.settings.with(|s| json::write(s));
            if first.is_some() {
                // A language that cannot be kept is chosen again next time.
                let _ = storage::write(SETTINGS_KEY, &text);
            }
        });
        let scenario = self.scenario();
        Effect::new(move |_| {
            // Another catalogue is another answer.
            if !self.book.with(|book| matches!(book, CatalogueState::Ready(_))) {
                return;
            }
            let Some(scenario) = scenario.get() else {
                // What was erased is not answered, and its answer not kept.
                self.with_engine(|engine| engine.stop(&Topic::Plan));
                self.planned.set(Planned::default());
                return;
            };
            if let Some(elsewhere) = self.elsewhere(&scenario) {
                self.with_engine(|engine| engine.stop(&Topic::Plan));
                let elsewhere = Some(elsewhere);
                self.planned.set(Planned { elsewhere, ..Planned::default() });
                return;
            }
            self.planned.update(|p| {
                p.busy = true;
                p.best = None;
                p.elsewhere = None;
            });
            let shown = self.shown_before(&scenario);
            self.with_engine(|engine| engine.plan(Topic::Plan, scenario, shown));
        });
    }

    /// Forgets everything on this device.
    pub fn erase(self) {
        self.history.set(local::history(Draft::default()));
        self.before.set(None);
        self.answers.set(FirstAnswers::default());
        self.trials.set(BTreeMap::new());
        self.seen.set_value(Vec::new());
        self.backup.set(BackupReminder::default());
        self.unread.set(None);
        self.omitted.set(0);
        local::erase();
        storage::forget(SETTINGS_KEY);
    }
}
