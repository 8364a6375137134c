//! Owns "I missed last week": what is done, how much was missed, and the rest asked again.

use crate::app::component::{Sheet, Slider};
use crate::app::platform::{clock, dom};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Weeks};
use std::sync::Arc;

/// The first day of the rest: this week's Monday, or the second week of a plan that has only begun.
fn rest_from(session: Session, start: Date) -> Date {
    let monday = start.monday_on_or_after();
    let this_week = session.today().monday_of_week();
    this_week.max(monday.plus_days(7))
}

/// The sheet with the question; `open` goes false when it is left.
pub fn sheet(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    open: RwSignal<bool>,
) -> AnyView {
    let words = ui::advice::words(lang);
    let answer = session.planned.with_untracked(|p| p.plan.clone());
    let Some(answer) = answer else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let from = rest_from(session, scenario.start);
    let later = from.week_from_or_first(scenario.start.monday_on_or_after());
    // What should be over by now may be done: only the rider knows.
    let due: Vec<usize> = (0..plan.steps.len())
        .filter(|at| plan.steps.get(*at).is_some_and(|step| step.is_over_by(later)))
        .collect();
    let done = RwSignal::new(Vec::new());
    let weeks = RwSignal::new(1);
    let checks = due.iter().map(|at| {
        let at = *at;
        let step = &plan.steps[at];
        let name = qitu_engine::text::name(lang, catalogue, &step.activity).to_owned();
        let until = format::day(lang, sentence::monday(scenario, Weeks(step.end.0)));
        let turn = move |_| {
            done.update(|done| match done.iter().position(|own| *own == at) {
                Some(place) => {
                    done.remove(place);
                }
                None => done.push(at),
            });
        };
        view! {
            <label class="check">
                <input
                    class="check-input"
                    type="checkbox"
                    prop:checked=move || done.with(|done| done.contains(&at))
                    on:change=turn
                />
                <span class="check-text">{name} <span class="check-note">{until}</span></span>
            </label>
        }
    });
    let checks = checks.collect::<Vec<_>>();
    let asked = (!checks.is_empty()).then(|| {
        view! { <fieldset><legend class="field-label">{words.missed_done}</legend>{checks}</fieldset> }
    });
    let plan = Box::new(plan.clone());
    let again = move |_| {
        let (done, missed) = (done.get_untracked(), weeks.get_untracked());
        let edit = Edit::Repair { plan: plan.clone(), done, missed, from };
        open.set(false);
        session.change(edit, words.missed_did.to_owned());
        // What it did is told at the top.
        clock::after_drawing(|| dom::scroll_to(0.0));
    };
    let tell = Callback::new(move |n: u32| format::weeks(lang, n));
    let body = view! {
        <p>{ui::fill(words.missed_more, &[&format::day(lang, from)])}</p>
        {asked}
        <Slider
            label=words.missed_weeks
            id="missed"
            range=(1, later.clamp(1, 12))
            value=weeks
            words=tell
            moved=Callback::new(move |n| weeks.set(n))
            settled=Callback::new(|()| ())
        />
        <button class="button" data-kind="primary" data-size="wide" on:click=again>
            {words.missed_do}
        </button>
    };
    view! {
        <Sheet title=ui::plan::words(lang).missed close=Callback::new(move |()| open.set(false))>
            <div class="stack" data-gap="wide">{body}</div>
        </Sheet>
    }
    .into_any()
}
