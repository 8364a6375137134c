//! Owns the session: what is entered (one signal of plain data, changed by edits alone), what
//! came from outside (address, catalogue, answers), and what follows from both.
//! Refuses drawing; no effect here writes a signal that another effect reads.

pub mod deferred;

use crate::app::planner::client::{Engine, Told, Topic};
use crate::app::platform::{address, clock, dom, embedding, fetch, media_query, storage};
use crate::app::shell::screens::{Came, Piece};
use crate::app::state::backup_file::Unread;
use crate::app::state::draft::{Draft, History, MOST_CASES};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use crate::app::store::last_answer;
use crate::app::store::local::{self, Backup, Durability, Opened};
use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::protocol::{Look, View};
use qitu_engine::text::{sentence, ui};
use qitu_model::Lang;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::order::Map;
use qitu_model::{Catalogue, Date, Plan, PlanStatus, Scenario, Text, Value};
use std::sync::Arc;

const SETTINGS_KEY: &str = "qitu.settings";
const SITUATIONS: &str = "catalogue/situations.json";

/// How the page looks and speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, ToJson, FromJson)]
#[serde(default)]
pub struct Settings {
    /// The language.
    pub lang: Lang,
    /// `light`, `dark`, or empty for the device's own.
    pub theme: String,
}

/// A built-in situation to try.
#[derive(Clone, Debug, PartialEq, Eq, FromJson)]
pub struct Situation {
    /// Its id.
    pub id: String,
    /// Who it is, in a few words.
    pub name: Text,
    /// The situation in a sentence.
    #[serde(default)]
    pub about: Text,
    /// The question it asks.
    pub scenario: Scenario,
}

/// The catalogue, or how far it has come.
#[derive(Clone, Debug, Default)]
pub enum Book {
    /// On its way.
    #[default]
    Waiting,
    /// It did not come; what the browser says.
    Failed(String),
    /// Here.
    Ready(Arc<Catalogue>),
}

/// The newest answer of the planner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Planned {
    /// The plan and the scenario it answers.
    pub plan: Option<Answered>,
    /// Is a search under way?
    pub busy: bool,
    /// The best that the search under way has found so far, when it takes a moment.
    pub best: Option<Value>,
    /// The worker does not start here.
    pub failed: bool,
}

/// A plan and the scenario it answers.
pub type Answered = Arc<(Plan, Scenario)>;

/// A message for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Is it a change that can be taken back?
    pub undo: bool,
    /// Which toast this is, so that only its own timer takes it away.
    pub turn: u32,
}

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
    pub book: RwSignal<Book>,
    /// The built-in situations, once it is known whether they come.
    pub situations: RwSignal<Option<Arc<Vec<Situation>>>>,
    /// The newest plan.
    pub planned: RwSignal<Planned>,
    /// The plan before the last change, for the differences.
    pub before: RwSignal<Option<Answered>>,
    /// The answer of the last visit, where the catalogue has changed since.
    pub older: RwSignal<Option<Answered>>,
    /// Plans to compare with, by name.
    pub trials: RwSignal<Map<String, Answered>>,
    /// What else is seen of plans: by which view, and of which scenario.
    pub looks: RwSignal<Map<View, (Scenario, Look)>>,
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
    pub backup: RwSignal<Backup>,
    /// What was kept could not be read; until the rider has seen it.
    pub unread: RwSignal<Option<Unread>>,
    /// Plans that are kept and cannot be read here; until the rider has seen it.
    pub omitted: RwSignal<usize>,
    /// The day the page was opened.
    pub today: Date,
    /// How far each piece of the page has come.
    pub pieces: [RwSignal<Came>; Piece::ALL.len()],
    /// The catalogue with all it says, once that is here.
    whole: StoredValue<Option<Arc<Catalogue>>>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
}

/// The session, from anywhere below the shell.
#[must_use]
pub fn session() -> Session {
    expect_context::<Session>()
}

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
            book: RwSignal::new(Book::Waiting),
            situations: RwSignal::default(),
            planned: RwSignal::default(),
            before: RwSignal::new(None),
            older: RwSignal::new(None),
            trials: RwSignal::default(),
            wanted: RwSignal::new(embedding::goal()),
            looks: RwSignal::default(),
            toast: RwSignal::new(None),
            said: RwSignal::default(),
            placed: StoredValue::new(false),
            keeping: RwSignal::new(local::durability()),
            backup: RwSignal::new(local::backup()),
            unread: RwSignal::new(unread),
            omitted: RwSignal::new(omitted),
            today: clock::today(),
            pieces: Piece::ALL.map(|_| RwSignal::new(Came::NotYet)),
            whole: StoredValue::new(None),
            engine: StoredValue::new_local(None),
        };
        this.engine.set_value(Some(Engine::start(move |topic, told| this.hear(topic, told))));
        this.fetch_book();
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
            return route;
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

    /// Fetches the catalogue and the situations, the first time or again.
    pub fn fetch_book(self) {
        self.book.set(Book::Waiting);
        leptos::task::spawn_local(async move {
            // The build says where its files lie; their names carry what is in them. What a plan
            // is made from comes first; a host's own catalogue comes whole.
            let whole = dom::meta("qitu-catalogue").unwrap_or_default();
            let first = dom::meta("qitu-first").filter(|_| !whole.starts_with('#'));
            match fetch::text(first.as_ref().unwrap_or(&whole)).await {
                Ok(text) => self.open(text, first.is_none()),
                Err(problem) => self.book.set(Book::Failed(problem)),
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
            self.open_book(text);
        }
        true
    }

    /// Works with this catalogue from now on.
    pub fn open_book(self, text: String) {
        self.open(text, true);
    }

    fn open(self, text: String, whole: bool) {
        self.looks.update(Map::clear);
        self.whole.set_value(None);
        match json::read::<Catalogue>(&text) {
            Ok(catalogue) => {
                self.older.set(last_answer::older(&catalogue));
                let catalogue = Arc::new(catalogue);
                self.whole.set_value(whole.then(|| catalogue.clone()));
                self.book.set(Book::Ready(catalogue));
            }
            Err(problem) => self.book.set(Book::Failed(problem.to_string())),
        }
        self.with_engine(|engine| engine.load(text));
    }

    /// The effects: keep, plan, describe. Each reads signals and writes none that another reads.
    fn watch(self) {
        local::watch(self);
        Effect::new(move |first: Option<()>| {
            let text = self.settings.with(|s| json::write(s));
            if first.is_some() {
                // A language that cannot be kept is chosen again next time.
                let _ = storage::write(SETTINGS_KEY, &text);
            }
        });
        let scenario = self.scenario();
        Effect::new(move |_| {
            let Some(scenario) = scenario.get() else {
                // What was erased is not answered, and its answer not kept.
                self.with_engine(|engine| engine.stop(&Topic::Plan));
                self.planned.set(Planned::default());
                return;
            };
            self.planned.update(|p| {
                p.busy = true;
                p.best = None;
            });
            self.with_engine(|engine| engine.plan(Topic::Plan, scenario));
        });
    }

    /// The scenario being worked on.
    #[must_use]
    pub fn scenario(self) -> Memo<Option<Scenario>> {
        Memo::new(move |_| self.history.with(|h| h.now.case().map(|c| c.scenario.clone())))
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
            Book::Ready(first) => Some(self.whole.get_value().unwrap_or_else(|| first.clone())),
            _ => None,
        })
    }

    fn with_engine(self, act: impl FnOnce(&Engine)) {
        self.engine.with_value(|engine| {
            if let Some(engine) = engine {
                act(engine);
            }
        });
    }

    /// An answer that is still wanted.
    fn hear(self, topic: Topic, told: Told) {
        match (topic, told) {
            (Topic::Plan, Told::Plan { plan, scenario, last: is_last }) => {
                let words = is_last.then(|| self.announce(&plan, &scenario)).flatten();
                if let Some(catalogue) = untrack(|| self.catalogue()).filter(|_| is_last) {
                    last_answer::keep(&catalogue, &scenario, &plan);
                }
                if let Some(further) = deferred::here().filter(|_| is_last && embedding::is_there())
                {
                    embedding::tell("plan", &(further.sum)(&plan, &scenario));
                }
                self.planned.update(|p| {
                    let unknown = plan.status == PlanStatus::Unknown && p.plan.is_some();
                    if !unknown || is_last {
                        p.plan = Some(Arc::new((*plan, *scenario)));
                    }
                    p.busy = !is_last;
                    p.best = None;
                    p.failed = false;
                });
                if let Some(words) = words {
                    self.said.set(words);
                }
            }
            // What is drawn anew costs more than a word: only when something was found.
            (Topic::Plan, Told::Progress { value })
                if value != self.planned.with_untracked(|p| p.best) =>
            {
                self.planned.update(|p| p.best = value);
            }
            (_, Told::Failed) => self.planned.update(|p| {
                p.failed = true;
                p.busy = false;
            }),
            (Topic::Advice, Told::Plan { plan, scenario, .. }) => self.planned.update(|p| {
                let current = p.plan.as_ref().is_some_and(|own| own.1 == *scenario);
                if current && !p.busy {
                    p.plan = Some(Arc::new((*plan, *scenario)));
                }
            }),
            (Topic::Trial(name), Told::Plan { plan, scenario, .. }) => {
                self.trials.update(|trials| {
                    trials.insert(name, Arc::new((*plan, *scenario)));
                });
            }
            (Topic::Look(view), Told::Look { look, scenario }) => self.looks.update(|looks| {
                looks.insert(view, (*scenario, look));
            }),
            _ => {}
        }
    }

    /// What the live region says of a new plan.
    fn announce(self, plan: &Plan, scenario: &Scenario) -> Option<String> {
        let catalogue = untrack(|| self.catalogue())?;
        let lang = self.settings.with_untracked(|s| s.lang);
        Some(sentence::answer(lang, &catalogue, scenario, plan))
    }

    /// Makes a change. The plan before it is kept for the differences.
    pub fn edit(self, edit: Edit) {
        let Some(catalogue) = untrack(|| self.catalogue()) else { return };
        let apply = |h: &mut History| h.apply_by(deferred::edit, edit, &catalogue);
        let began = self.history.try_update(apply).unwrap_or(false);
        if began {
            self.before.set(self.planned.with_untracked(|p| p.plan.clone()));
            local::count(self);
        }
    }

    /// Begins a plan: beside the ones there are while there is room, so that none is lost.
    pub fn begin(self, scenario: Scenario, name: String) {
        let words = ui::keep::words(self.settings.with_untracked(|s| s.lang));
        let (plans, same) = self.history.with_untracked(|h| {
            let cases = &h.now.cases;
            (cases.len(), cases.iter().position(|case| case.scenario == scenario))
        });
        self.settle();
        match (plans, same) {
            (0, _) => self.edit(Edit::Begin { scenario, name }),
            (_, Some(at)) => self.edit(Edit::Select(at)),
            (n, _) if n < MOST_CASES => {
                self.change(Edit::Add { scenario, name }, words.added.to_owned())
            }
            _ => self.change(Edit::Begin { scenario, name }, words.in_place.to_owned()),
        }
        self.settle();
    }

    /// Makes a change that is one by itself, and says so with a way back.
    pub fn change(self, edit: Edit, text: String) {
        self.settle();
        self.edit(edit);
        self.settle();
        self.say(text, true);
    }

    /// The gesture under way is over.
    pub fn settle(self) {
        self.history.update_untracked(History::settle);
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.travel(History::undo);
    }

    /// Brings back what was taken back.
    pub fn redo(self) {
        self.travel(History::redo);
    }

    fn travel(self, step: fn(&mut History) -> Option<Edit>) {
        if self.history.try_update(step).flatten().is_some() {
            self.before.set(self.planned.with_untracked(|p| p.plan.clone()));
            self.toast.set(None);
        }
    }

    /// Says something for a moment.
    pub fn say(self, text: String, undo: bool) {
        const READ_MS: i32 = 3500;
        const UNDO_MS: i32 = 6000;
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

    /// Asks for a plan to compare with, unless it is there already.
    pub fn try_plan(self, name: &str, scenario: Scenario) {
        let known = self.trials.with_untracked(|t| t.get(name).is_some_and(|a| a.1 == scenario));
        if !known {
            self.trials.update(|t| {
                t.remove(name);
            });
            self.with_engine(|engine| engine.plan(Topic::Trial(name.to_owned()), scenario));
        }
    }

    /// A plan to compare with, once it is there.
    #[must_use]
    pub fn trial(self, name: &str) -> Option<Answered> {
        self.trials.with(|t| t.get(name).cloned())
    }

    /// What a view shows of the plan on the screen, asked for when it is not known yet; and
    /// whether it is of this plan, or still of the one before.
    #[must_use]
    pub fn look(self, view: View) -> Option<(Look, bool)> {
        let (planned, busy) = self.planned.with(|p| (p.plan.clone(), p.busy));
        let planned = planned?;
        let (plan, scenario) = &*planned;
        let known = self
            .looks
            .with(|looks| looks.get(&view).map(|(asked, look)| (look.clone(), asked == scenario)));
        if !busy && known.as_ref().is_none_or(|(_, current)| !current) {
            let about = matches!(view, View::Range(_)).then(|| plan.clone());
            self.with_engine(|engine| engine.look(view, scenario.clone(), about));
        }
        known
    }

    /// Stops a long search; the best plan so far stays.
    pub fn stop(self) {
        self.with_engine(|engine| engine.stop(&Topic::Plan));
        self.planned.update(|p| p.busy = false);
    }

    /// Tries to start the worker again.
    pub fn retry(self) {
        self.planned.update(|p| {
            p.failed = false;
            p.busy = true;
        });
        self.with_engine(Engine::retry);
    }

    /// Goes to a screen or a sheet.
    pub fn go(self, route: &Route) {
        address::go(&route.hash());
    }

    /// Leaves a sheet.
    pub fn leave(self) {
        address::leave(&self.route.get_untracked().screen().hash());
    }

    /// Forgets everything on this device.
    pub fn erase(self) {
        self.history.set(local::history(Draft::default()));
        self.before.set(None);
        self.trials.set(Map::new());
        self.backup.set(Backup::default());
        self.unread.set(None);
        self.omitted.set(0);
        local::erase();
        storage::forget(SETTINGS_KEY);
    }

    /// Describes the page to the browser after a change of place or language.
    pub fn describe(self, title: &str) {
        self.settings.with(|s| dom::describe(s.lang.tag(), title, &s.theme));
    }
}
