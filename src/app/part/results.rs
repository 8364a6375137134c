//! Owns a list of results: a place for each, whose row takes the entry that now stands there.
//! Refuses to draw them all at once: a key has a frame to be answered in, so it gets what is seen,
//! and the places below the screen follow a few at a time.

use super::row::Row;
use crate::app::platform::{clock, dom, media};
use crate::app::session::session;
use crate::explain::find::Found;
use crate::text::{Lang, ui};
use leptos::html::Ul;
use leptos::{ev, prelude::*};
use std::rc::Rc;

/// How many places below the screen change in one go.
const STEP: usize = 2;
/// How long, in milliseconds, nobody typed before the number found is said aloud.
const PAUSE: i32 = 600;

/// What a list is made of.
pub struct List {
    /// What is found, the first of it as many as `shown` says.
    pub found: Memo<Found>,
    /// What is said of how many there are, once somebody stops typing.
    pub counted: Option<Signal<String>>,
    /// How many results at most.
    pub shown: RwSignal<usize>,
    /// How many more of them when somebody asks.
    pub more: usize,
    /// What is said when nothing is found.
    pub none: &'static str,
    /// The class of the list.
    pub class: &'static str,
    /// How high a result is, with its distance to the next, in pixels: rather less than more.
    pub height: u16,
    /// On which screens two stand side by side.
    pub pairs: &'static str,
}

/// Draws the row of an entry.
type Draw = Rc<dyn Fn(usize) -> (AnyView, Row)>;

/// A place: which entry stands there, if any does, and the row it stands in once one was drawn. A
/// row stays: where no entry stands any more it is hidden.
struct Place {
    entry: Option<usize>,
    drawn: RwSignal<bool>,
    row: Option<Row>,
}

/// The places of a list on the screen.
#[derive(Clone, Copy)]
pub struct Results {
    list: StoredValue<List>,
    element: NodeRef<Ul>,
    held: StoredValue<Vec<Place>, LocalStorage>,
    draw: StoredValue<Draw, LocalStorage>,
    /// How many places are seen. Noted while nothing moves, when the browser knows it; in the middle
    /// of a key it would have to find out where everything stands.
    seen: StoredValue<usize>,
    /// Was the page scrolled since?
    moved: StoredValue<bool>,
    /// Counts the answers, so that what is left of an old one is not drawn over a new one.
    turn: StoredValue<u32>,
    /// What was told of how many there are.
    told: StoredValue<String>,
    /// What is said aloud.
    said: RwSignal<String>,
}

impl Results {
    /// Makes the places of a list. `draw` draws the row of an entry, which takes others from then on.
    #[must_use]
    pub fn new(list: List, draw: impl Fn(usize) -> (AnyView, Row) + 'static) -> Self {
        Self {
            list: StoredValue::new(list),
            element: NodeRef::new(),
            held: StoredValue::new_local(Vec::new()),
            draw: StoredValue::new_local(Rc::new(draw)),
            seen: StoredValue::new(usize::MAX),
            moved: StoredValue::new(false),
            turn: StoredValue::new(0),
            told: StoredValue::default(),
            said: session().said,
        }
    }

    /// Draws the list and keeps it as what is found changes.
    #[must_use]
    pub fn view(self, lang: Lang) -> AnyView {
        let (found, shown, more, none, class) =
            self.list.with_value(|l| (l.found, l.shown, l.more, l.none, l.class));
        self.told.set_value(self.counted());
        let scrolled = window_event_listener(ev::scroll, move |_| {
            let _ = self.moved.try_set_value(true);
        });
        on_cleanup(move || scrolled.remove());
        Effect::new(move |_| {
            found.track();
            self.turn.update_value(|turn| *turn += 1);
            self.change(self.seen.get_value(), 0);
        });
        let is_none = Memo::new(move |_| found.with(|found| found.count == 0));
        // How many more a tap brings: for most keys as many as before.
        let next = Memo::new(move |_| found.with(|f| (f.count - f.first.len()).min(more)));
        let label = move || ui::fill(ui::course::words(lang).more, &[&next.get().to_string()]);
        let button = view! {
            <button
                class="button results-more"
                data-size="wide"
                hidden=move || next.get() == 0
                on:click=move |_| shown.update(|n| *n += more)
            >
                {label}
            </button>
        };
        let places = self.page(0, shown.get_untracked());
        view! {
            <ul class=class aria-hidden=move || is_none.get().then_some("true") node_ref=self.element>{places}</ul>
            <p class="empty-text" hidden=move || !is_none.get()>{none}</p>
            {button}
        }
        .into_any()
    }

    /// Notes how many places are seen. To be asked whenever the list may have moved, and nothing else
    /// is about to.
    pub fn look(self) {
        let Some(Some(list)) = self.element.try_get_untracked() else { return };
        let Some((height, pairs)) = self.list.try_with_value(|l| (l.height, l.pairs)) else {
            return;
        };
        let rows = (dom::room(&list) / f64::from(height)).ceil() as usize;
        self.seen.set_value(rows * if media::holds(pairs) { 2 } else { 1 });
        self.moved.set_value(false);
    }

    /// For a key, which finds other results: they are looked at from the first on, at the top of
    /// `around`. As long as nobody scrolled, all stands as noted.
    pub fn look_again(self, around: &str) {
        if self.moved.try_get_value() == Some(true) {
            dom::back_to(around);
            self.look();
        }
    }

    /// Puts what is found into the first places, which are seen, and into a few of the others; into
    /// the rest once that is on the screen.
    fn change(self, sure: usize, few: usize) {
        let Some(first) = self.first() else { return };
        // Where nothing is found the whole list is hidden, and its rows stay as they are.
        let done = first.is_empty() || self.put(&first, sure, few);
        self.go_on(done);
    }

    /// The entries found that are to be shown.
    fn first(self) -> Option<Vec<usize>> {
        let found = self.list.try_with_value(|list| list.found)?;
        found.try_with_untracked(|found| found.first.clone())
    }

    /// Puts entries into the places, as far as they go in one go. Is all done?
    fn put(self, first: &[usize], sure: usize, mut few: usize) -> bool {
        let mut done = true;
        // Where the list ends on the screen, nothing may come up from below it.
        let ends = first.len() < sure;
        let _ = self.held.try_update_value(|all| {
            for (at, place) in all.iter_mut().enumerate() {
                let entry = first.get(at).copied();
                if place.entry == entry {
                    continue;
                }
                if at >= sure && !(ends && entry.is_none()) {
                    if few == 0 {
                        done = false;
                        continue;
                    }
                    few -= 1;
                }
                place.entry = entry;
                match &place.row {
                    Some(row) => row.take(entry),
                    None => place.drawn.set(true),
                }
            }
        });
        done
    }

    /// Once this is on the screen: the rest, or where it all stands now.
    fn go_on(self, done: bool) {
        self.later(clock::DRAWN, move || {
            if done {
                self.look();
                self.say();
            } else {
                self.change(0, STEP);
            }
        });
    }

    /// Says how many there are to who does not see it, once nobody types any more: said at each key,
    /// it would be cut short by the next.
    fn say(self) {
        self.later(PAUSE, move || {
            let counted = self.counted();
            if self.told.get_value() != counted {
                self.told.set_value(counted.clone());
                self.said.set(counted);
            }
        });
    }

    /// What is to be told of how many there are.
    fn counted(self) -> String {
        let counted = self.list.try_with_value(|list| list.counted).flatten();
        counted.map(|counted| counted.get_untracked()).unwrap_or_default()
    }

    /// Does something in a while, unless there is another answer by then.
    fn later(self, ms: i32, act: impl FnOnce() + 'static) {
        let turn = self.turn.try_get_value();
        clock::after(ms, move || {
            if turn.is_some() && self.turn.try_get_value() == turn {
                act();
            }
        });
    }

    /// The row of a place, for the entry that stands there.
    fn row(self, at: usize) -> Option<AnyView> {
        let entry = self.held.with_value(|all| all.get(at)?.entry)?;
        let (view, row) = self.draw.with_value(|draw| draw.clone())(entry);
        self.held.update_value(|all| all[at].row = Some(row));
        Some(view)
    }

    /// Some places, and the next once they are asked for. Those asked for before the screen opened
    /// are filled, so that who comes back finds the place they left.
    fn page(self, from: usize, asked: usize) -> AnyView {
        let (found, shown, more) = self.list.with_value(|l| (l.found, l.shown, l.more));
        let until = from + more;
        let rows = (from..until).map(|at| {
            let first = found.with_untracked(|found| found.first.get(at).copied());
            let entry = first.filter(|_| from < asked);
            let drawn = RwSignal::new(entry.is_some());
            self.held.update_value(|all| all.push(Place { entry, drawn, row: None }));
            move || drawn.get().then(|| self.row(at))
        });
        let rows = rows.collect::<Vec<_>>();
        on_cleanup(move || {
            let _ = self.held.try_update_value(|all| all.truncate(from));
        });
        if from >= asked {
            self.go_on(false);
        }
        let next = Memo::new(move |_| shown.get() > until);
        let next = move || next.get().then(|| self.page(until, asked));
        view! { {rows} {next} }.into_any()
    }
}
