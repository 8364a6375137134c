//! Owns the branches on an exam: how the plan goes on when it is passed, taken again, or left for
//! another way. Each branch is a plan of its own that can be kept beside the others.

use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::draft::Case;
use crate::app::state::draft::MOST_CASES;
use crate::app::state::edit::{Edit, FirstEdit};
use leptos::prelude::*;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Kind, Pin, Scenario};
use std::sync::Arc;

/// So many exams at most are looked at.
const MOST: usize = 4;

/// Draws the branches of the scenario worked on, once they are asked for: each costs two plans.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    scenario: Option<&Scenario>,
) -> AnyView {
    let words = ui::compare::words(lang);
    let Some(scenario) = scenario.cloned() else { return ().into_any() };
    let (book, asked) = (catalogue.clone(), RwSignal::new(false));
    let exams = move || {
        let answer = session.planned.with(|p| p.plan.clone())?;
        if !asked.get() || answer.1 != scenario {
            return None;
        }
        let rows = itinerary::rows(&book, &answer.1, &answer.0);
        let exams = rows.iter().filter(|r| r.kind == Kind::Certificate && r.weeks > 0);
        let exams = exams.take(MOST).map(|row| exam(session, lang, &answer, row));
        let exams = exams.collect::<Vec<_>>();
        Some(if exams.is_empty() {
            view! { <p class="quiet">{words.branch_none}</p> }.into_any()
        } else {
            view! { <div class="stack">{exams}</div> }.into_any()
        })
    };
    view! {
        <details class="more section" on:toggle=move |_| asked.set(true)>
            <summary class="more-title">{words.branch}</summary>
            <div class="more-body">
                <p class="section-note">{words.branch_more}</p>
                {exams}
            </div>
        </details>
    }
    .into_any()
}

/// One exam: passed, taken again, gone round.
fn exam(session: Session, lang: Lang, answer: &Answered, row: &Row) -> AnyView {
    let words = ui::compare::words(lang);
    let (plan, scenario) = &**answer;
    let name = lang.pick(&row.activity.name).to_owned();
    let mut again = scenario.clone();
    again.pins.retain(|p| p.activity != row.activity.id);
    again.pins.push(Pin {
        activity: row.activity.id.clone(),
        offer: (!row.step.offer.is_empty()).then(|| row.step.offer.clone()),
        pace: None,
        start: Some(row.done),
    });
    let mut around = scenario.clone();
    around.pins.retain(|p| p.activity != row.activity.id);
    around.avoid.activities.push(row.activity.id.clone());
    let passed =
        itinerary::reached(scenario, plan).map(|d| format::month(lang, d)).unwrap_or_default();
    let fee = (row.net.0 > 0).then(|| ui::fill(words.branch_fee, &[&format::yuan(row.net.0)]));
    let ways =
        [("again", words.branch_again, again, fee), ("around", words.branch_around, around, None)];
    let ways = ways.map(|(key, label, other, note)| {
        let key = format!("branch/{key}/{}", row.activity.id);
        session.try_plan(&key, other.clone());
        let (now, keep_name) = (plan.value, format!("{name} · {label}"));
        let outcome = move || {
            let Some(trial) = session.trial(&key) else { return words.counting.to_owned() };
            let Some(then) = trial.0.value else { return words.not_possible.to_owned() };
            let when = itinerary::reached(&trial.1, &trial.0).map(|d| format::month(lang, d));
            let moved = now.map(|now| sentence::changes(lang, now, then)).unwrap_or_default();
            let moved = if moved.is_empty() { words.branch_same.to_owned() } else { moved.join(" · ") };
            format!("{} · {moved}", when.unwrap_or_default())
        };
        let said = ui::fill(words.branch_kept, &[&keep_name]);
        let keep_label = format!("{} {keep_name}", words.branch_keep);
        let keep = move |_| {
            let edit = Edit::First(FirstEdit::Add(Case::of(&other, &keep_name)));
            session.change(edit, said.clone());
        };
        let full = move || session.history.with(|h| h.now.cases.len() >= MOST_CASES);
        view! {
            <li class="list-item">
                <div class="list-row">
                    <span class="list-main">
                        <span class="list-title">{label}</span>
                        <span class="list-note">{outcome}</span>
                        {note.map(|n| view! { <span class="list-note">{n}</span> })}
                    </span>
                    <button class="button" disabled=full aria-label=keep_label on:click=keep>{words.branch_keep}</button>
                </div>
            </li>
        }
        .into_any()
    });
    view! {
        <section>
            <h3>{name}</h3>
            <ul class="list">
                <li class="list-item">
                    <div class="list-row">
                        <span class="list-main">
                            <span class="list-title">{words.branch_passed}</span>
                            <span class="list-note">{passed}</span>
                        </span>
                    </div>
                </li>
                {ways.into_iter().collect::<Vec<_>>()}
            </ul>
        </section>
    }
    .into_any()
}
