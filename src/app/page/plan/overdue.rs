//! Owns what is asked when steps should be over and nothing was said of them: which they are, when
//! the goal is reached from today if none was done, and the two ways to say so.

use super::missed_step;
use crate::app::platform::{clock, dom};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::explain;
use qitu_engine::text::{self, format, sentence, ui};
use qitu_model::{Catalogue, Date, Lang, Plan, Scenario, Step};
use std::sync::Arc;

/// The plan from this week on, for whoever did nothing of it.
const TRIAL: &str = "overdue";

/// This week's Monday, and how many weeks of the plan are over.
fn now(session: Session, scenario: &Scenario) -> (Date, u32) {
    let monday = scenario.start.monday_on_or_after();
    let week = session.today().week_from_or_first(monday);
    (monday.plus_weeks(week), week)
}

/// The question from today for whoever did nothing of the plan.
fn edit(from: Date) -> Edit {
    Edit::Repair { plan: Box::default(), done: Vec::new(), missed: 0, from }
}

/// When the goal is reached from today if nothing was done.
fn from_today(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::tune::words(lang);
    let answer = session.planned.with(|p| p.plan.clone());
    let since = session.history.with(|h| h.now.case().and_then(|case| case.since));
    let Some(answer) = answer else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let (from, later) = now(session, scenario);
    let dates = (since.unwrap_or(scenario.start), from);
    let again = explain::repair(catalogue, scenario, &Plan::default(), (&[], 0), dates).scenario;
    session.try_plan(TRIAL, again);
    let before = plan.value;
    let said = move || {
        let Some(trial) = session.trial(TRIAL) else {
            return words.overdue_wait.to_owned();
        };
        let (Some(old), Some(new)) = (before, trial.0.value) else {
            return words.overdue_none.to_owned();
        };
        let day = format::day(lang, sentence::monday(&trial.1, new.weeks));
        let moved = format::weeks_moved(lang, old.weeks.0, new.weeks.0.saturating_add(later));
        let said = ui::fill(words.overdue, &[&day]);
        [Some(said), moved].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! { {said} }.into_any()
}

/// Draws the card that stands above the answer, and on today's screen; nothing where no step should be over.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let answer = session.planned.with(|p| p.plan.clone().filter(|_| !p.busy));
    let Some(answer) = answer else { return ().into_any() };
    let (from, week) = now(session, &answer.1);
    let is_over = |step: &&Step| step.start.0 < week && step.end.0 <= week;
    let over = answer.0.steps.iter().filter(is_over);
    let names = over.map(|step| text::name(lang, catalogue, &step.activity).to_owned());
    let names = names.map(|name| view! { <li>{name}</li> }).collect::<Vec<_>>();
    if names.is_empty() {
        return ().into_any();
    }
    let words = ui::tune::words(lang);
    let open = RwSignal::new(false);
    let book = catalogue.clone();
    let sheet = move || open.get().then(|| missed_step::sheet(session, lang, &book, open));
    let none = move |_| {
        session.change(edit(from), ui::advice::words(lang).missed_did.to_owned());
        clock::after_drawing(|| dom::scroll_to(0.0));
    };
    view! {
        <section class="card plan-ask today-asked" data-print="never">
            <h2>{words.overdue_ask}</h2>
            <ul class="plan-reasons">{names}</ul>
            <p>{from_today(session, lang, catalogue)}</p>
            <p class="quiet small">{words.overdue_more}</p>
            <div class="button-row">
                <button class="button" data-kind="primary" on:click=move |_| open.set(true)>
                    {words.overdue_say}
                </button>
                <button class="button" on:click=none>{words.overdue_all}</button>
            </div>
            {sheet}
        </section>
    }
    .into_any()
}
