//! Owns the results of 课程: a card for each place on the screen, which takes the entry that now
//! stands there.
//! Refuses to draw them all at once: a key has a frame to be answered in.

use super::{PAGE, hours, place};
use crate::app::platform::{clock, media};
use crate::app::route::Route;
use crate::explain::find::Found;
use crate::model::{Activity, Catalogue, Group, Id, Kind};
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;
use std::sync::Arc;

/// How many further places change in one go.
const STEP: usize = 3;

/// What stands on the screen.
#[derive(Clone, Copy)]
struct Screen {
    lang: Lang,
    catalogue: StoredValue<Arc<Catalogue>>,
    /// The entry in each place.
    drawn: RwSignal<Vec<usize>>,
    /// What is found, and how many of it are asked for.
    found: Memo<Found>,
    shown: RwSignal<usize>,
    /// Counts the answers, so that what is left of an old one is not drawn over a new one.
    turn: StoredValue<u32>,
}

/// Draws the results and keeps them as what is found changes.
pub fn draw(
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    found: Memo<Found>,
    shown: RwSignal<usize>,
) -> AnyView {
    let words = ui::course::words(lang);
    let screen = Screen {
        lang,
        catalogue: StoredValue::new(catalogue.clone()),
        drawn: RwSignal::new(found.with_untracked(|found| found.first.clone())),
        found,
        shown,
        turn: StoredValue::new(0),
    };
    let at_once = media::screenful();
    Effect::new(move |_| {
        found.track();
        screen.turn.update_value(|turn| *turn += 1);
        screen.change(at_once);
    });
    // What a key needs is compiled at its first use: that is now, not at the first key.
    clock::after_drawing(move || screen.try_out());
    let none = Memo::new(move |_| found.with(|found| found.count == 0));
    let none = move || none.get().then(|| view! { <p class="empty-text">{words.none}</p> });
    let rest = Memo::new(move |_| found.with(|found| found.count - found.first.len()));
    let more = move || {
        let rest = rest.get();
        (rest != 0).then(|| {
            view! {
                <button class="button" data-size="wide" on:click=move |_| shown.update(|n| *n += PAGE)>
                    {ui::fill(words.more, &[&rest.min(PAGE).to_string()])}
                </button>
            }
        })
    };
    view! { {none} <div class="stack">{screen.page(0)} {more}</div> }.into_any()
}

impl Screen {
    /// Puts what is found into the first places that differ, so many of them, and into the others
    /// once those are seen.
    fn change(self, count: usize) {
        let Some(first) = self.found.try_with_untracked(|found| found.first.clone()) else {
            return;
        };
        let mut done = true;
        let changed = self.drawn.try_maybe_update(|drawn| {
            let same = first.iter().zip(&*drawn).take_while(|(new, old)| new == old).count();
            let until = first.len().min(same + count);
            done = until == first.len();
            if done && drawn.len() == first.len() && same == until {
                return (false, ());
            }
            drawn.truncate(first.len());
            drawn.resize(drawn.len().max(until), 0);
            drawn[same..until].copy_from_slice(&first[same..until]);
            (true, ())
        });
        let turn = self.turn.try_get_value();
        if !done && changed.is_some() {
            clock::after_drawing(move || {
                if self.turn.try_get_value() == turn {
                    self.change(STEP);
                }
            });
        }
    }

    /// Lets a card that nobody sees take another entry.
    fn try_out(self) {
        let Some([one, other]) = self.catalogue.try_with_value(|_| [self.card(0), self.card(1)])
        else {
            return;
        };
        let mut state = one.build();
        other.rebuild(&mut state);
    }

    /// A page of places, and the next page once it is asked for.
    fn page(self, from: usize) -> AnyView {
        let places = (from..from + PAGE).map(|at| {
            let entry = Memo::new(move |_| self.drawn.with(|drawn| drawn.get(at).copied()));
            move || entry.get().and_then(|entry| self.card(entry))
        });
        let next = Memo::new(move |_| self.shown.get() > from + PAGE);
        let next = move || next.get().then(|| self.page(from + PAGE));
        view! { {places.collect::<Vec<_>>()} {next} }.into_any()
    }

    fn card(self, at: usize) -> Option<AnyView> {
        self.catalogue.with_value(|book| {
            let course = book.courses.get(at).map(|course| (Kind::Course, course));
            let (kind, activity) = course.or_else(|| {
                let at = at.checked_sub(book.courses.len())?;
                Some((Kind::Certificate, book.certificates.get(at)?))
            })?;
            Some(card(self.lang, book, kind, activity))
        })
    }
}

/// One result.
fn card(lang: Lang, catalogue: &Catalogue, kind: Kind, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    let name = |list: &[Group], id: Option<&Id>| {
        let group = list.iter().find(|g| Some(&g.id) == id)?;
        Some(lang.pick(&group.name).to_owned())
    };
    let sort = if kind == Kind::Course { words.kind_course } else { words.kind_certificate };
    let offer = activity.offers.first();
    let fresh = activity.facts.contains_key("new");
    let fresh = fresh.then(|| view! { <span class="badge" data-tone="good">{words.is_new}</span> });
    let lines = [
        Some(sort.to_owned()),
        name(&catalogue.modules, activity.module.as_ref()),
        name(&catalogue.tiers, activity.tier.as_ref()),
        offer.and_then(|o| o.place).map(|p| place(lang, p).to_owned()),
        offer.map(hours).filter(|h| *h != 0).map(|h| say::hours(lang, h.into())),
        offer.map(|o| match o.net_fee().0 {
            0 => words.cost_free.to_owned(),
            yuan => say::yuan(yuan),
        }),
    ];
    let badges =
        lines.into_iter().flatten().map(|text| view! { <span class="badge">{text}</span> });
    let about = activity.about.as_ref().map(|a| lang.pick(a).to_owned());
    view! {
        <article class="card courses-item">
            <h2 class="card-title">
                <a href=Route::Course(activity.id.clone()).hash()>{lang.pick(&activity.name).to_owned()}</a>
            </h2>
            {about.map(|a| view! { <p class="card-text">{a}</p> })}
            <div class="card-line">{fresh} {badges.collect::<Vec<_>>()}</div>
        </article>
    }
    .into_any()
}
