//! Owns the changes that the screens of a first plan offer: their code comes with the page.

use crate::app::state::draft::{Case, Draft};
use qitu_model::Objective;

/// A change that needs nothing beside the first program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "edits are few and short-lived")]
pub enum FirstEdit {
    /// A new first scenario in place of the current one.
    Begin(Case),
    /// Another scenario beside the ones there are, to work on.
    Add(Case),
    /// Another scenario of the same beginning.
    Duplicate,
    /// Work on this one.
    Select(usize),
    /// What is best.
    Objective(Objective),
}

impl FirstEdit {
    /// Applies the change; what does not fit the draft changes nothing.
    pub fn apply(&self, draft: &mut Draft) {
        match self {
            Self::Begin(case) => match draft.case_mut() {
                Some(current) => current.clone_from(case),
                None => draft.cases.push(case.clone()),
            },
            Self::Add(case) => draft.add(case.clone()),
            Self::Duplicate => {
                if let Some(case) = draft.case().cloned() {
                    draft.add(case);
                }
            }
            Self::Select(at) => {
                if *at < draft.cases.len() {
                    draft.current = *at;
                }
            }
            Self::Objective(objective) => {
                if let Some(case) = draft.case_mut() {
                    case.scenario.objective = *objective;
                }
            }
        }
    }
}
