//! Owns what is shown of a thing that is being moved: where it would be put down and what that
//! would do, beside the pointer or the keys; and the sheet in which it is moved tap by tap.

use super::lifting::{
    By, Lift, Then, aim, ask, lifted, offer_name, place, put, put_back, then, week_day,
};
use crate::app::component::{Icon, Sheet, Slider, icon};
use crate::app::platform::clock;
use crate::app::session::Session;
use crate::app::state::lift::{Lifted, Spot};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Id, Lang};
use std::sync::Arc;

/// A place that is passed sooner is not asked about.
const REST_MS: u32 = 80;

/// Draws what is being moved, if anything is.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let signal = lifted();
    let (asking, held) = (signal.clone(), signal.clone());
    Effect::new(move |_| {
        if let Some(lift) = asking.get() {
            let signal = asking.clone();
            clock::after(REST_MS, move || {
                let rests = signal
                    .with_untracked(|now| now.as_ref().is_some_and(|now| now.spot == lift.spot));
                if rests {
                    ask(session, &lift);
                }
            });
        }
    });
    on_cleanup(put_back);
    // Drawn anew with another thing or another way to move it, not with every week it passes.
    let what = Memo::new(move |_| held.with(|l| l.as_ref().map(|l| (l.what.clone(), l.by))));
    let book = catalogue.clone();
    let view = move || {
        let (_, by) = what.get()?;
        let lift = signal.get_untracked()?;
        Some(match by {
            By::Taps => sheet(session, lang, &book, &lift),
            By::Pointer | By::Keys => panel(session, lang, &book, &lift),
        })
    };
    view! { {view} }.into_any()
}

/// Beside the pointer or the keys.
fn panel(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, lift: &Lift) -> AnyView {
    let words = ui::lift::words(lang);
    let hint = if lift.by == By::Keys { words.by_keys } else { words.by_pointer };
    let others = lift.offers.iter().map(|id| {
        let name = offer_name(lang, catalogue, &lift.what, id);
        let (own, signal) = (Spot::Offer(id.clone()), lifted());
        let is_aimed = move || signal.with(|l| l.as_ref().is_some_and(|l| l.spot == own));
        view! { <li class="move-offer" data-offer=id.clone() data-aimed=move || is_aimed().then_some("")>{name}</li> }
    });
    let others = others.collect::<Vec<_>>();
    let others = (!others.is_empty()).then(|| {
        view! {
            <p class="quiet small">{words.other_offers}</p>
            <ul class="move-offers">{others}</ul>
        }
    });
    view! {
        <section class="move-panel" data-print="never" aria-label=ui::fill(words.title, &[&lift.name])>
            {others}
            {outcome(session, lang, catalogue)}
            <p class="quiet small">{hint}</p>
        </section>
    }
    .into_any()
}

/// Tap by tap.
fn sheet(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, lift: &Lift) -> AnyView {
    let words = ui::lift::words(lang);
    let weeks = Arc::new(lift.weeks.clone());
    let last = u32::try_from(weeks.len().saturating_sub(1)).unwrap_or(0);
    let nth = move |at: u32| weeks.get(at as usize).copied().unwrap_or_default();
    let (signal, all, home) = (lifted(), lift.weeks.clone(), lift.home);
    let value = Signal::derive(move || {
        let week = signal.with(|l| match l.as_ref().map(|l| &l.spot) {
            Some(Spot::Week(week)) => *week,
            _ => home,
        });
        u32::try_from(all.iter().position(|own| *own == week).unwrap_or(0)).unwrap_or(0)
    });
    let tell = {
        let nth = nth.clone();
        Callback::new(move |at| ui::fill(words.week_of, &[&week_day(session, lang, nth(at))]))
    };
    let moved = Callback::new(move |at| aim(Spot::Week(nth(at))));
    let settled = Callback::new(|()| ());
    let slider = (last > 0).then(|| {
        view! { <Slider label=words.week id="lift-week" range=(0, last) value words=tell moved settled /> }
    });
    let others = lift.offers.iter().map(|id| other(lang, catalogue, &lift.what, id));
    let others = others.collect::<Vec<_>>();
    let others = (!others.is_empty()).then(|| {
        view! {
            <div class="stack">
                <h3>{words.other_offers}</h3>
                <div class="chips">{others}</div>
            </div>
        }
    });
    let (signal, book) = (lifted(), catalogue.clone());
    let is_ready = Memo::new(move |_| {
        let lift = signal.get();
        lift.is_some_and(|l| matches!(then(session, lang, &book, &l), Then::Plan { .. }))
    });
    let (book, told) = (catalogue.clone(), outcome(session, lang, catalogue));
    let put_it = move |_| {
        if is_ready.get_untracked() {
            put(session, lang, &book);
        }
    };
    view! {
        <Sheet title=ui::fill(words.title, &[&lift.name]) close=Callback::new(|()| put_back())>
            <div class="stack" data-gap="wide">
                {slider} {others} {told}
                <div class="button-row">
                    <button
                        class="button"
                        data-kind="primary"
                        aria-disabled=move || (!is_ready.get()).then_some("true")
                        on:click=put_it
                    >
                        {icon(Icon::Pin)}
                        {words.put}
                    </button>
                    <button class="button" on:click=|_| put_back()>{words.back}</button>
                </div>
            </div>
        </Sheet>
    }
    .into_any()
}

/// Another way to do it, chosen by a tap and left by the next.
fn other(lang: Lang, catalogue: &Catalogue, what: &Lifted, id: &Id) -> AnyView {
    let name = offer_name(lang, catalogue, what, id);
    let (own, signal) = (Spot::Offer(id.clone()), lifted());
    let aimed = own.clone();
    let is_aimed = move || signal.with(|l| l.as_ref().is_some_and(|l| l.spot == aimed));
    let tapped = move |_| {
        let home = lifted().with_untracked(|l| l.as_ref().map(|l| (l.spot == own, l.home)));
        match home {
            Some((true, home)) => aim(Spot::Week(home)),
            _ => aim(own.clone()),
        }
    };
    view! { <button class="chip" aria-pressed=move || is_aimed().to_string() on:click=tapped>{name}</button> }
        .into_any()
}

/// Where it would be put down, and what that would do: told as it changes.
fn outcome(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::lift::words(lang);
    let (signal, book) = (lifted(), catalogue.clone());
    let told = move || {
        let lift = signal.get()?;
        let place = place(session, lang, &book, &lift);
        let line = |text: String| view! { <p>{text}</p> }.into_any();
        let then = match then(session, lang, &book, &lift) {
            Then::Nothing => ().into_any(),
            Then::Counting => {
                let counting = ui::tune::words(lang).counting;
                view! { <p class="quiet" aria-busy="true">{counting}</p> }.into_any()
            }
            Then::Unknown => line(words.not_known.to_owned()),
            Then::Impossible(None) => line(words.no_way.to_owned()),
            Then::Impossible(Some(why)) => line(ui::fill(words.no_way_why, &[&why])),
            Then::Plan { goal, changes } => {
                let rows = changes.into_iter().map(|text| view! { <li>{text}</li> });
                view! {
                    <p>{goal}</p>
                    <ul class="move-changes">{rows.collect::<Vec<_>>()}</ul>
                }
                .into_any()
            }
        };
        Some(view! { <p class="move-place">{place}</p> {then} })
    };
    view! { <div class="move-outcome" role="status">{told}</div> }.into_any()
}
