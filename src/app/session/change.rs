//! Owns the changes a rider makes, and taking them back.

use super::deferred;
use super::handle::Session;
use super::sync;
use crate::app::state::draft::MOST_CASES;
use crate::app::state::edit::Edit;
use crate::app::state::history::History;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Scenario;

impl Session {
    /// Makes a change. The plan before it is kept for the differences.
    pub fn edit(self, edit: Edit) {
        let Some(catalogue) = untrack(|| self.catalogue()) else { return };
        // Differences are told within one plan, not against another one's.
        let is_another = matches!(edit, Edit::Begin { .. } | Edit::Add { .. } | Edit::Select(_));
        let apply = |h: &mut History| h.apply_by(deferred::edit, edit, &catalogue);
        let began = self.history.try_update(apply).unwrap_or(false);
        if began {
            let before = self.planned.with_untracked(|p| p.plan.clone());
            self.before.set(before.filter(|_| !is_another));
            sync::count(self);
        }
    }

    /// Begins a plan: beside the ones there are while there is room, so that none is lost.
    pub fn begin(self, scenario: Scenario, name: String) {
        let words = ui::keep::words(self.settings.with_untracked(|s| s.lang));
        let (plans, same) = self.history.with_untracked(|h| {
            let cases = &h.now.cases;
            (cases.len(), cases.iter().position(|case| case.scenario == scenario))
        });
        self.settle();
        match (plans, same) {
            (0, _) => self.edit(Edit::Begin { scenario, name }),
            (_, Some(at)) => self.edit(Edit::Select(at)),
            (n, _) if n < MOST_CASES => {
                self.change(Edit::Add { scenario, name }, words.added.to_owned())
            }
            _ => self.change(Edit::Begin { scenario, name }, words.in_place.to_owned()),
        }
        self.settle();
    }

    /// Makes a change that is one by itself, and says so with a way back.
    pub fn change(self, edit: Edit, text: String) {
        self.settle();
        self.edit(edit);
        self.settle();
        self.say(text, true);
    }

    /// The gesture under way is over.
    pub fn settle(self) {
        self.history.update_untracked(History::settle);
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.travel(History::undo);
    }

    /// Brings back what was taken back.
    pub fn redo(self) {
        self.travel(History::redo);
    }

    fn travel(self, step: fn(&mut History) -> Option<Edit>) {
        if self.history.try_update(step).flatten().is_some() {
            self.before.set(self.planned.with_untracked(|p| p.plan.clone()));
            self.toast.set(None);
        }
    }
}
