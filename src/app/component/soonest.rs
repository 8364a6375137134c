//! Owns how soon a role could be reached: the plan that is tried for it, and its words in a list.

use crate::app::session::Session;
use crate::app::state::answer::one_answer_decides;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::{Catalogue, Lang, Need, Scenario};

/// What the plan for a role is kept under.
#[must_use]
pub fn key(role: &str) -> String {
    format!("goal/{role}")
}

/// The question of the rider, where enough is known to answer it: that of their plan, or what the
/// first answers say once all three are given.
#[must_use]
pub fn question(session: Session, catalogue: &Catalogue) -> Option<Scenario> {
    let own = session.history.with(|h| h.now.case().map(|case| case.scenario.clone()));
    let is_told = own.is_some() || session.answers.with(|answers| answers.open() == 0);
    is_told.then(|| session.question(catalogue, own.as_ref()))
}

/// Asks for the plan of a role.
pub fn ask(session: Session, scenario: &Scenario, role: &str) {
    let mut scenario = scenario.clone();
    scenario.goal = Need::Role { role: role.to_owned() };
    scenario.pins.clear();
    session.try_plan(&key(role), scenario);
}

/// How soon and for how much, once it is known.
#[must_use]
pub fn said(session: Session, lang: Lang, role: &str) -> String {
    let (words, short) = (ui::cover::words(lang), ui::matter::words(lang));
    let Some(answer) = session.trial(&key(role)) else { return words.time_pending.to_owned() };
    match answer.0.value {
        None if one_answer_decides(&answer.0) => words.time_asks.to_owned(),
        None => words.time_never.to_owned(),
        Some(value) if value.weeks.0 == 0 => words.time_now.to_owned(),
        Some(value) => {
            let parts = [format::weeks(lang, value.weeks.0), format::yuan(value.fee.0)];
            ui::fill(short.time, &[&parts[0], &parts[1]])
        }
    }
}

/// A line of a list that says it; asked for at once.
pub fn line(session: Session, lang: Lang, scenario: &Scenario, role: &str) -> AnyView {
    ask(session, scenario, role);
    let role = role.to_owned();
    view! { <span class="list-note" data-own>{move || said(session, lang, &role)}</span> }
        .into_any()
}
