//! Owns what is asked when steps should be over and nothing was said of them: which they are, when
//! the goal is reached from today if none was done, and the two ways to say so.
//! Refuses the sheet in which it is said: the screen keeps it, since this card goes and comes with
//! the planner's answers.

use crate::app::platform::{clock, dom};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::explain;
use qitu_engine::text::{self, format, sentence, ui};
use qitu_model::{Catalogue, Date, Lang, Plan, Scenario};
use std::sync::Arc;

/// The plan from this week on, for whoever did nothing of it.
const TRIAL: &str = "overdue";

/// The weeks that went by with steps in them of which nothing is known.
#[derive(Clone, PartialEq)]
struct Overdue {
    names: Vec<String>,
    /// This week's Monday.
    monday: Date,
    /// How many weeks of the plan are over.
    weeks: u32,
}

/// What should be over of a plan; none where all of it lies ahead.
fn overdue(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
) -> Option<Overdue> {
    let first = answer.1.start.monday_on_or_after();
    let weeks = session.today().week_from_or_first(first);
    let over = answer.0.steps.iter().filter(|step| step.is_over_by(weeks));
    let names: Vec<_> =
        over.map(|step| text::name(lang, catalogue, &step.activity).to_owned()).collect();
    (!names.is_empty()).then(|| Overdue { names, monday: first.plus_weeks(weeks), weeks })
}

/// The question from this Monday for whoever did nothing of the plan.
fn from_monday(
    session: Session,
    catalogue: &Catalogue,
    scenario: &Scenario,
    monday: Date,
) -> Scenario {
    let since = session.history.with_untracked(|h| h.now.case().and_then(|case| case.since));
    let dates = (since.unwrap_or(scenario.start), monday);
    explain::repair(catalogue, scenario, &Plan::default(), (&[], 0), dates).scenario
}

/// Draws the card that stands above the answer, and on today's screen; nothing where no step should
/// be over. `ask` goes true when the rider wants to say what was done.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    ask: RwSignal<bool>,
) -> AnyView {
    let book = catalogue.clone();
    // While the planner is at work the card stays as it was: it must not jump under a finger.
    let answer = Memo::new(move |before: Option<&Option<Answered>>| {
        session.planned.with(|p| match (p.busy, before) {
            (true, Some(before)) => before.clone(),
            _ => p.plan.clone(),
        })
    });
    let open = Memo::new(move |_| answer.get().and_then(|a| overdue(session, lang, &book, &a)));
    let book = catalogue.clone();
    Effect::new(move |_| {
        if let (Some(answer), Some(open)) = (answer.get(), open.get()) {
            session.try_plan(TRIAL, from_monday(session, &book, &answer.1, open.monday));
        }
    });
    let card = move || open.get().map(|open| card(session, lang, answer, open, ask));
    view! { {card} }.into_any()
}

/// When the goal is reached from today if nothing was done, and how much later that is.
fn date_from_today(
    session: Session,
    lang: Lang,
    answer: Memo<Option<Answered>>,
    weeks: u32,
) -> String {
    let words = ui::tune::words(lang);
    let Some(trial) = session.trial(TRIAL) else {
        return words.overdue_wait.to_owned();
    };
    let planned = answer.with(|answer| answer.as_ref().and_then(|answer| answer.0.value));
    let (Some(old), Some(new)) = (planned, trial.0.value) else {
        return words.overdue_none.to_owned();
    };
    let day = format::day(lang, sentence::monday(&trial.1, new.weeks));
    let moved = format::weeks_moved(lang, old.weeks.0, new.weeks.0.saturating_add(weeks));
    let said = ui::fill(words.overdue, &[&day]);
    [Some(said), moved].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn card(
    session: Session,
    lang: Lang,
    answer: Memo<Option<Answered>>,
    open: Overdue,
    ask: RwSignal<bool>,
) -> AnyView {
    let words = ui::tune::words(lang);
    let Overdue { names, monday, weeks } = open;
    let names = names.into_iter().map(|name| view! { <li>{name}</li> }).collect::<Vec<_>>();
    let none = move |_| {
        let edit = Edit::Repair { plan: Box::default(), done: Vec::new(), missed: 0, from: monday };
        session.change(edit, ui::advice::words(lang).missed_did.to_owned());
        clock::after_drawing(|| dom::scroll_to(0.0));
    };
    view! {
        <section class="card plan-ask today-asked" data-print="never">
            <h2>{words.overdue_ask}</h2>
            <ul class="plan-reasons">{names}</ul>
            <p>{move || date_from_today(session, lang, answer, weeks)}</p>
            <p class="quiet small">{words.overdue_more}</p>
            <div class="button-row">
                <button class="button" data-kind="primary" on:click=move |_| ask.set(true)>
                    {words.overdue_say}
                </button>
                <button class="button" on:click=none>{words.overdue_all}</button>
            </div>
        </section>
    }
    .into_any()
}
