//! Owns what the cards and the table are drawn from, and what can be done with each scenario.

use super::name::Named;
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::{Edit, FirstEdit};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// What the cards and the table are drawn from.
pub(super) struct Compared {
    /// Is a scenario without a plan only because answers of the rider are missing?
    pub(super) open: Vec<bool>,
    /// The answer of each scenario, once it is there.
    pub(super) answers: Vec<Option<Answered>>,
    /// What each scenario is called.
    pub(super) names: Vec<Named>,
    /// The place of the scenario being worked on; none where all are somebody else's.
    pub(super) current: Option<usize>,
}

impl Compared {
    /// The scenario before this one whose plan has the same steps in the same weeks.
    pub(super) fn same_way(&self, at: usize) -> Option<usize> {
        let own = self.answers.get(at)?.as_ref().filter(|own| own.0.value.is_some())?;
        self.answers[..at].iter().position(|other| {
            let same =
                |other: &Answered| other.1.goal == own.1.goal && other.0.steps == own.0.steps;
            other.as_ref().is_some_and(same)
        })
    }
}

/// The button that works on a scenario, or that it is worked on; the ways to rename and drop it.
pub(super) fn actions(session: Session, lang: Lang, compared: &Compared, at: usize) -> AnyView {
    let words = ui::compare::words(lang);
    let Some(named) = compared.names.get(at) else { return ().into_any() };
    let select = move || {
        session.settle();
        session.edit(Edit::First(FirstEdit::Select(at)));
        session.settle();
    };
    let choose = if Some(at) == compared.current {
        view! { <span class="badge" data-tone="good">{words.using}</span> }.into_any()
    } else {
        let label = format!("{}: {}", words.use_it, named.title);
        view! { <button class="button" aria-label=label on:click=move |_| select()>{words.use_it}</button> }
            .into_any()
    };
    let (id, entered) = (format!("name-{at}"), named.entered.clone());
    let rename = move |event| {
        session.settle();
        session.edit(Edit::Rename { at, name: event_target_value(&event) });
        session.settle();
    };
    let did = ui::fill(words.removed, &[&named.title]);
    let drop_it = (compared.names.len() > 1).then(|| {
        let tapped = move |_| session.change(Edit::Remove(at), did.clone());
        view! { <button class="button" data-kind="quiet" on:click=tapped>{words.remove}</button> }
    });
    view! {
        <div class="button-row compare-actions">
            {choose}
            {drop_it}
            <details class="compare-rename">
                <summary class="button" data-kind="quiet">{words.rename_it}</summary>
                <label class="hidden-words" for=id.clone()>{words.rename}</label>
                <input class="field-input compare-name" maxlength="60" id=id value=entered on:change=rename />
            </details>
        </div>
    }
    .into_any()
}
