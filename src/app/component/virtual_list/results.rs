//! Owns a list of results: a place for each, whose row takes the entry that now stands there.
//! Refuses to draw them all at once: a key has a frame to be answered in, so it gets what is seen,
//! and the places below the screen follow a few at a time.

use super::height::Height;
use super::row::Row;
use crate::app::platform::{clock, dom, media_query};
use crate::app::session::session;
use leptos::html::{P, Ul};
use leptos::{ev, prelude::*};
use qitu_engine::explain::find::Found;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::rc::Rc;

/// How many places below the screen change in one go.
const STEP: usize = 2;
/// How much of a row is empty above its words, in pixels: rather less than more.
const EDGE: f64 = 12.0;
/// How long, in milliseconds, nobody typed before the number found is said aloud.
const PAUSE: u32 = 600;

/// What is found, as many of it as asked for, and what is said of how many there are.
pub type Answer = (Found, String);

/// What a list is made of.
pub struct List {
    /// Finds so many of what is asked for now. It may read signals for that: when they change, the
    /// list answers anew.
    pub find: Rc<dyn Fn(usize) -> Answer>,
    /// How many results at most.
    pub shown: RwSignal<usize>,
    /// How many more of them when somebody asks, and how many before.
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
    list: StoredValue<List, LocalStorage>,
    element: NodeRef<Ul>,
    /// What was found last.
    now: StoredValue<Answer>,
    /// Where it is said how many there are.
    count: NodeRef<P>,
    is_none: RwSignal<bool>,
    /// How many more a tap brings: for most keys as many as before.
    next: RwSignal<usize>,
    held: StoredValue<Vec<Place>, LocalStorage>,
    draw: StoredValue<Draw, LocalStorage>,
    /// How many places are seen. Noted while nothing moves, when the browser knows it; in the middle
    /// of a key it would have to find out where everything stands.
    seen: StoredValue<usize>,
    /// Was the page scrolled since?
    moved: StoredValue<bool>,
    height: Height,
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
        let now = untrack(|| (list.find)(list.shown.get()));
        let (said, element) = (now.1.clone(), NodeRef::new());
        let results = Self {
            list: StoredValue::new_local(list),
            element,
            now: StoredValue::new(now),
            count: NodeRef::new(),
            is_none: RwSignal::new(false),
            next: RwSignal::new(0),
            held: StoredValue::new_local(Vec::new()),
            draw: StoredValue::new_local(Rc::new(draw)),
            seen: StoredValue::new(usize::MAX),
            moved: StoredValue::new(false),
            height: Height::of(element),
            turn: StoredValue::new(0),
            told: StoredValue::new(said),
            said: session().said,
        };
        results.note();
        results
    }

    /// Draws the line that says how many there are.
    #[must_use]
    pub fn counted(self, class: &'static str) -> AnyView {
        let said = self.now.with_value(|now| now.1.clone());
        view! { <p class=class node_ref=self.count>{said}</p> }.into_any()
    }

    /// Draws the list and keeps it as what is found changes.
    #[must_use]
    pub fn view(self, lang: Lang) -> AnyView {
        let (shown, more, none, class) =
            self.list.with_value(|l| (l.shown, l.more, l.none, l.class));
        let scrolled = window_event_listener(ev::scroll, move |_| {
            let _ = self.moved.try_set_value(true);
        });
        on_cleanup(move || scrolled.remove());
        Effect::new(move |_| self.answer());
        let (is_none, next) = (self.is_none, self.next);
        let label = move || ui::fill(ui::course::words(lang).more, &[&next.get().to_string()]);
        let button = view! {
            <button
                class="button results-more"
                data-size="wide"
                hidden=move || next.get() == 0
                on:click=move |_| {
                    self.height.let_go();
                    shown.update(|n| *n += more);
                }
            >
                {label}
            </button>
        };
        let places = self.page(0, shown.get_untracked());
        // Who taps a result before all that follows is there goes where its words say.
        view! {
            <ul
                class=class
                aria-hidden=move || is_none.get().then_some("true")
                on:click=move |_| {
                    self.height.let_go();
                    self.follow();
                }
                node_ref=self.element
            >
                {places}
            </ul>
            <p class="empty-text" hidden=move || !is_none.get()>{none}</p>
            {button}
        }
        .into_any()
    }

    /// Finds what is asked for now and puts it into the places that are seen; into the others once
    /// that is on the screen.
    fn answer(self) {
        let find = self.list.try_with_value(|list| (list.find.clone(), list.shown));
        let Some((find, shown)) = find else { return };
        let now = find(shown.get());
        if self.now.with_value(|held| held.1 != now.1)
            && let Some(Some(count)) = self.count.try_get_untracked()
            && let Some(text) = count.first_child()
        {
            text.set_node_value(Some(&now.1));
        }
        self.now.set_value(now);
        self.note();
        self.turn.update_value(|turn| *turn += 1);
        self.change(self.seen.get_value(), 0);
    }

    /// Notes what else depends on how many there are, where that is not as before.
    fn note(self) {
        let (count, first) = self.now.with_value(|(found, _)| (found.count, found.first.len()));
        let next = self.list.with_value(|list| (count - first).min(list.more));
        if self.is_none.get_untracked() != (count == 0) {
            self.is_none.set(count == 0);
        }
        if self.next.get_untracked() != next {
            self.next.set(next);
        }
    }

    /// Answers a key, which finds other results: they are looked at from the first on, at the top of
    /// `around`. As long as nobody scrolled, all stands as noted.
    pub fn ask(self, around: &str) {
        self.look_again(around);
        let Some((shown, more)) = self.list.try_with_value(|list| (list.shown, list.more)) else {
            return;
        };
        if shown.get_untracked() != more {
            shown.set(more);
        }
        self.again();
    }

    /// Answers at once, without waiting for what depends on it to be told.
    pub fn again(self) {
        untrack(|| self.answer());
    }

    /// Notes where all stands. To be asked whenever the list may have moved, and nothing else is
    /// about to.
    pub fn look(self) {
        self.measure();
        self.height.keep();
    }

    /// Notes how many places are seen.
    fn measure(self) {
        let Some(Some(list)) = self.element.try_get_untracked() else { return };
        let Some((height, pairs)) = self.list.try_with_value(|l| (l.height, l.pairs)) else {
            return;
        };
        // Of a row that only begins on the screen its edge is seen, and none of its words.
        let room = dom::room(&list) - EDGE;
        let rows = (room / f64::from(height)).ceil() as usize;
        self.seen.set_value(rows * if media_query::holds(pairs) { 2 } else { 1 });
        self.moved.set_value(false);
    }

    /// Looks at the list from its first place on, where other results are about to stand in it.
    pub fn look_again(self, around: &str) {
        if self.moved.try_get_value() == Some(true) {
            dom::back_to(around);
            self.measure();
        }
    }

    /// Puts what is found into the first places, which are seen, and into a few of the others; into
    /// the rest once that is on the screen.
    fn change(self, sure: usize, few: usize) {
        let Some(first) = self.now.try_with_value(|(found, _)| found.first.clone()) else { return };
        // Where nothing is found the whole list is hidden, and its rows stay as they are.
        if first.is_empty() {
            self.height.let_go();
        }
        let done = first.is_empty() || self.put(&first, sure, few);
        self.go_on(done);
    }

    /// Puts entries into the places, as far as they go in one go. Is all done?
    fn put(self, first: &[usize], sure: usize, mut few: usize) -> bool {
        let mut done = true;
        // Where the list ends on the screen, nothing may come up from below it.
        let ends = first.len() < sure;
        if ends {
            self.height.let_go();
        }
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
            self.follow();
            if done {
                self.look();
                self.say();
            } else {
                self.change(0, STEP);
            }
        });
    }

    /// Lets what nobody sees follow in each row.
    fn follow(self) {
        let rows = self.held.try_with_value(|all| {
            all.iter().filter_map(|place| place.row.clone()).collect::<Vec<_>>()
        });
        rows.unwrap_or_default().iter().for_each(Row::follow);
    }

    /// Says how many there are to who does not see it, once nobody types any more: said at each key,
    /// it would be cut short by the next.
    fn say(self) {
        self.later(PAUSE, move || {
            let counted = self.now.with_value(|now| now.1.clone());
            if self.told.get_value() != counted {
                self.told.set_value(counted.clone());
                self.said.set(counted);
            }
        });
    }

    /// Does something in a while, unless there is another answer by then.
    fn later(self, ms: u32, act: impl FnOnce() + 'static) {
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
        let (shown, more) = self.list.with_value(|l| (l.shown, l.more));
        let until = from + more;
        let rows = (from..until).map(|at| {
            let first = self.now.with_value(|(found, _)| found.first.get(at).copied());
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
