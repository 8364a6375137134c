//! Owns the list of what an activity asks for, each with whether the rider meets it.

use crate::app::session::Session;
use leptos::prelude::*;
use qitu_engine::explain::{Candidate, Eligibility, next};
use qitu_engine::text::{sentence, ui};
use qitu_model::{Catalogue, Lang, Need};

/// The parts of a need of an activity, each with whether the rider meets it; none when nothing is
/// asked.
pub fn asked_of(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    activity: &str,
    need: &Need,
) -> Option<AnyView> {
    let words = ui::course::words(lang);
    let scenario = session.history.with_untracked(|h| h.now.case().map(|c| c.scenario.clone()));
    let scenario = session.question(catalogue, scenario.as_ref());
    let asked = next::asked(&Candidate::of(catalogue, &scenario), activity, need);
    if asked.is_empty() {
        return None;
    }
    let rows = asked.into_iter().map(|(need, holds)| {
        let (state, sign, said) = match holds {
            Eligibility::Yes => ("have", "✓", words.have),
            Eligibility::No => ("lack", "○", words.lack),
            Eligibility::Unknown => ("open", "?", words.open),
        };
        // A question mark alone does not say who is asked.
        let told = holds == Eligibility::Unknown;
        view! {
            <li class="course-need" data-state=state>
                <span class="course-need-sign" aria-hidden="true">{sign}</span>
                <span>{sentence::need(lang, catalogue, need)} <span class={if told { "quiet small" } else { "hidden-words" }}>{said}</span></span>
            </li>
        }
    });
    Some(view! { <ul class="course-needs">{rows.collect::<Vec<_>>()}</ul> }.into_any())
}
