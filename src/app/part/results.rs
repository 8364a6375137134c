//! Owns a list of results: a place for each, which takes the entry that now stands there.
//! Refuses to draw them all at once: a key has a frame to be answered in, so it gets what is seen,
//! and the places below the screen follow a few at a time.

use crate::app::platform::{clock, dom, media};
use crate::explain::find::Found;
use crate::text::{Lang, ui};
use leptos::html::Ul;
use leptos::prelude::*;
use std::sync::Arc;

/// How many places below the screen change in one go.
const STEP: usize = 2;

/// What a list is made of.
pub struct List {
    /// What is found, the first of it as many as `shown` says.
    pub found: Memo<Found>,
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

/// Draws a place once; what is in it follows the entry that stands there.
type Draw = Arc<dyn Fn(RwSignal<usize>) -> AnyView + Send + Sync>;

/// A place: which entry stands there, if any does.
#[derive(Clone, Copy)]
struct Place {
    taken: RwSignal<bool>,
    entry: RwSignal<usize>,
}

/// How many places are seen when the page is scrolled so far.
#[derive(Clone, Copy)]
struct Seen {
    scrolled: f64,
    places: usize,
}

/// The places of a list on the screen.
#[derive(Clone, Copy)]
pub struct Results {
    list: StoredValue<List>,
    element: NodeRef<Ul>,
    held: StoredValue<Vec<Place>>,
    draw: StoredValue<Draw>,
    /// Noted while nothing moves, when the browser knows it; in the middle of a key it would have to
    /// find out where everything stands.
    seen: StoredValue<Seen>,
    /// Counts the answers, so that what is left of an old one is not drawn over a new one.
    turn: StoredValue<u32>,
}

impl Results {
    /// Makes the places of a list. `draw` draws one, once: what is in it follows the entry that
    /// stands there, so that a key changes words and not elements.
    #[must_use]
    pub fn new(
        list: List,
        draw: impl Fn(RwSignal<usize>) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self {
            list: StoredValue::new(list),
            element: NodeRef::new(),
            held: StoredValue::new(Vec::new()),
            draw: StoredValue::new(Arc::new(draw)),
            seen: StoredValue::new(Seen { scrolled: 0.0, places: usize::MAX }),
            turn: StoredValue::new(0),
        }
    }

    /// Draws the list and keeps it as what is found changes.
    #[must_use]
    pub fn view(self, lang: Lang) -> AnyView {
        let (found, shown, more, none, class) =
            self.list.with_value(|l| (l.found, l.shown, l.more, l.none, l.class));
        Effect::new(move |_| {
            found.track();
            self.turn.update_value(|turn| *turn += 1);
            self.change(self.seen.with_value(|seen| seen.places), 0);
        });
        let owner = Owner::current();
        clock::after_drawing(move || {
            if let Some(owner) = owner {
                owner.with(|| self.try_out());
            }
        });
        let is_none = Memo::new(move |_| found.with(|found| found.count == 0));
        let none = move || is_none.get().then(|| view! { <p class="empty-text">{none}</p> });
        let rest = Memo::new(move |_| found.with(|found| found.count - found.first.len()));
        let button = move || {
            let rest = rest.get();
            let label = ui::course::words(lang).more;
            (rest != 0).then(|| {
                view! {
                    <button
                        class="button results-more"
                        data-size="wide"
                        on:click=move |_| shown.update(|n| *n += more)
                    >
                        {ui::fill(label, &[&rest.min(more).to_string()])}
                    </button>
                }
            })
        };
        let places = self.page(0, shown.get_untracked());
        view! { <ul class=class hidden=move || is_none.get() node_ref=self.element>{places}</ul> {none} {button} }.into_any()
    }

    /// Notes how many places are seen. To be asked whenever the list may have moved, and nothing else
    /// is about to.
    pub fn look(self) {
        let Some(Some(list)) = self.element.try_get_untracked() else { return };
        // What is hidden stands nowhere.
        if list.hidden() {
            return;
        }
        let Some((height, pairs)) = self.list.try_with_value(|l| (l.height, l.pairs)) else {
            return;
        };
        let rows = (dom::room(&list) / f64::from(height)).ceil() as usize;
        let places = rows * if media::holds(pairs) { 2 } else { 1 };
        self.seen.set_value(Seen { scrolled: dom::scrolled(), places });
    }

    /// The same for a key, when the list has not moved but by scrolling.
    pub fn look_again(self) {
        let noted = self.seen.try_with_value(|seen| seen.scrolled);
        if noted != Some(dom::scrolled()) {
            self.look();
        }
    }

    /// Puts what is found into the first places, which are seen, and into a few of the others; into
    /// the rest once that is on the screen.
    fn change(self, sure: usize, mut few: usize) {
        let found = self.list.try_with_value(|list| list.found);
        let Some(first) = found.and_then(|f| f.try_with_untracked(|f| f.first.clone())) else {
            return;
        };
        let mut done = true;
        // Where the list ends on the screen, nothing may come up from below it. Where nothing is
        // found the whole list is hidden.
        let ends = !first.is_empty() && first.len() < sure;
        for (at, place) in self.held.get_value().into_iter().enumerate() {
            let Some(taken) = place.taken.try_get_untracked() else { continue };
            let entry = first.get(at).copied();
            let old = place.entry.get_untracked();
            if taken.then_some(old) == entry {
                continue;
            }
            if at >= sure && !(ends && entry.is_none()) {
                if few == 0 {
                    done = false;
                    continue;
                }
                few -= 1;
            }
            if let Some(entry) = entry.filter(|entry| *entry != old) {
                place.entry.set(entry);
            }
            if taken != entry.is_some() {
                place.taken.set(!taken);
            }
        }
        self.go_on(done);
    }

    /// Once this is on the screen: the rest, or where it all stands now.
    fn go_on(self, done: bool) {
        let turn = self.turn.try_get_value();
        clock::after_drawing(move || {
            if turn.is_none() || self.turn.try_get_value() != turn {
                return;
            }
            if done {
                self.look();
            } else {
                self.change(0, STEP);
            }
        });
    }

    /// Lets a place that nobody sees take another entry: what a key needs is compiled at its first
    /// use, and that is now, not at the first key.
    fn try_out(self) {
        let spare = RwSignal::new(0);
        let Some(place) = self.draw.try_with_value(|draw| draw(spare)) else { return };
        let place = place.build();
        spare.set(1);
        clock::after_drawing(move || drop(place));
    }

    /// Some places, and the next once they are asked for. Those asked for before the screen opened
    /// are filled, so that who comes back finds the place they left.
    fn page(self, from: usize, asked: usize) -> AnyView {
        let (found, shown, more) = self.list.with_value(|l| (l.found, l.shown, l.more));
        let until = from + more;
        let rows = (from..until).map(|at| {
            let first = found.with_untracked(|found| found.first.get(at).copied());
            let first = first.filter(|_| from < asked);
            let taken = RwSignal::new(first.is_some());
            let entry = RwSignal::new(first.unwrap_or_default());
            self.held.update_value(|all| all.push(Place { taken, entry }));
            move || taken.get().then(|| self.draw.with_value(|draw| draw(entry)))
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
