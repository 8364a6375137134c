//! Owns the handle that every screen holds: the signals of a visit, and how they are read.
//! What is entered is one signal of plain data, changed by edits alone; the rest comes from outside
//! (address, catalogue, answers) or follows from both.

use crate::app::planner::client::Engine;
use crate::app::platform::{address, clock, dom};
use crate::app::state::answer::{Answered, Planned};
use crate::app::state::backup_file::Unread;
use crate::app::state::code_chunk::{CodeChunk, LoadState};
use crate::app::state::durability::{BackupReminder, Durability};
use crate::app::state::first_answers::FirstAnswers;
use crate::app::state::history::History;
use crate::app::state::page::{CatalogueState, Settings, Situation, Toast};
use crate::app::state::route::Route;
use crate::app::state::waiting::Waiting;
use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::protocol::{Look, Reading, View};
use qitu_model::{Catalogue, Date, Lang, Need, Scenario};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The handle every screen holds.
#[derive(Clone, Copy)]
pub struct Session {
    /// What is entered, and its history.
    pub history: RwSignal<History>,
    /// How the page looks and speaks.
    pub settings: RwSignal<Settings>,
    /// Where the page is.
    pub route: RwSignal<Route>,
    /// The catalogue.
    pub book: RwSignal<CatalogueState>,
    /// What is wrong with a catalogue that the build did not check.
    pub faults: RwSignal<Option<Arc<Reading>>>,
    /// The built-in situations, once it is known whether they come.
    pub(super) situations: RwSignal<Option<Arc<Vec<Situation>>>>,
    /// The newest plan.
    pub planned: RwSignal<Planned>,
    /// Earlier answers of this visit, the newest last: the same question has the same plan again.
    pub(super) seen: StoredValue<Vec<Answered>>,
    /// The plan before the last change, for the differences.
    pub before: RwSignal<Option<Answered>>,
    /// The answer of the last visit, where the catalogue has changed since.
    pub older: RwSignal<Option<Answered>>,
    /// Plans to compare with, by name.
    pub trials: RwSignal<BTreeMap<String, Answered>>,
    /// What else is seen of plans: by which view, and of which scenario.
    pub looks: RwSignal<BTreeMap<View, (Scenario, Look)>>,
    /// What somebody has answered before they have a plan.
    pub answers: RwSignal<FirstAnswers>,
    /// The goal somebody chose before they had a plan.
    pub wanted: RwSignal<Option<qitu_model::Id>>,
    /// The message of the moment.
    pub toast: RwSignal<Option<Toast>>,
    /// What the live region says.
    pub said: RwSignal<String>,
    /// Does this screen stand in its place already: where it was left, or where it begins?
    pub placed: StoredValue<bool>,
    /// How long what is entered here lasts.
    pub keeping: RwSignal<Durability>,
    /// When the last backup was made and how much changed since.
    pub backup: RwSignal<BackupReminder>,
    /// What was kept could not be read; until the rider has seen it.
    pub unread: RwSignal<Option<Unread>>,
    /// Plans that are kept and cannot be read here; until the rider has seen it.
    pub omitted: RwSignal<usize>,
    /// How far each chunk of the code has come.
    pub chunks: [RwSignal<LoadState>; CodeChunk::ALL.len()],
    /// Changes whose code or catalogue is on its way.
    pub(super) waiting: StoredValue<Waiting>,
    /// The catalogue with all it says, once that is here.
    pub(super) whole: StoredValue<Option<Arc<Catalogue>>>,
    /// Which edition of which catalogue is in use.
    pub(super) edition: StoredValue<String>,
    pub(super) engine: StoredValue<Option<Engine>, LocalStorage>,
}

/// The session, from anywhere below the shell.
#[must_use]
pub fn session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// The day now, also in a page that was left open.
    #[must_use]
    pub fn today(self) -> Date {
        clock::today()
    }

    /// The scenario being worked on.
    #[must_use]
    pub fn scenario(self) -> Memo<Option<Scenario>> {
        Memo::new(move |_| self.history.with(|h| h.now.case().map(|c| c.scenario.clone())))
    }

    /// The rider's question; before there is a plan, the one of whoever gave the first answers.
    #[must_use]
    pub fn question(self, catalogue: &Catalogue, scenario: Option<&Scenario>) -> Scenario {
        let first = || {
            self.answers.with(|answers| answers.scenario(catalogue, self.today(), Need::default()))
        };
        scenario.cloned().unwrap_or_else(first)
    }

    /// The role that the goal of the case at hand is about, if there is one.
    #[must_use]
    pub fn goal_role(self) -> Memo<Option<qitu_model::Id>> {
        Memo::new(move |_| {
            let catalogue = self.catalogue()?;
            let goal = self.history.with(|h| h.now.case().map(|c| c.scenario.goal.clone()))?;
            let plan = self.planned.with(|p| p.plan.clone());
            let plan = plan.as_ref().filter(|plan| plan.1.goal == goal).map(|plan| &plan.0);
            itinerary::goal_role(&catalogue, &goal, plan).map(str::to_owned)
        })
    }

    /// The language; read inside a view, the view follows it.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.settings.with(|s| s.lang)
    }

    /// The catalogue, once it is here.
    #[must_use]
    pub fn catalogue(self) -> Option<Arc<Catalogue>> {
        self.book.with(|book| match book {
            // What follows the book is not drawn again when the rest of it has come.
            CatalogueState::Ready(first) => {
                Some(self.whole.get_value().unwrap_or_else(|| first.clone()))
            }
            _ => None,
        })
    }

    pub(super) fn with_engine(self, act: impl FnOnce(&Engine)) {
        self.engine.with_value(|engine| {
            if let Some(engine) = engine {
                act(engine);
            }
        });
    }

    /// Says something for a moment.
    pub fn say(self, text: String, undo: bool) {
        const READ_MS: u32 = 3500;
        const UNDO_MS: u32 = 6000;
        let turn = self.toast.with_untracked(|t| t.as_ref().map_or(0, |t| t.turn + 1));
        self.said.set(text.clone());
        self.toast.set(Some(Toast { text, undo, turn }));
        clock::after(if undo { UNDO_MS } else { READ_MS }, move || {
            self.toast.update(|t| {
                if t.as_ref().is_some_and(|t| t.turn == turn) {
                    *t = None;
                }
            });
        });
    }

    /// Goes to a screen or a sheet.
    pub fn go(self, route: &Route) {
        address::go(&route.hash());
    }

    /// Leaves a sheet.
    pub fn leave(self) {
        address::leave(&self.route.get_untracked().screen().hash());
    }

    /// Describes the page to the browser after a change of place or language.
    pub fn describe(self, title: &str) {
        self.settings.with(|s| dom::describe(s.lang.tag(), title, &s.theme));
    }
}
