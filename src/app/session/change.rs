//! Owns the changes a rider makes, and taking them back.

use super::deferred;
use super::handle::Session;
use super::sync;
use crate::app::platform::clock;
use crate::app::state::draft::{Case, MOST_CASES};
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::history::History;
use crate::app::state::route::Route;
use crate::app::state::waiting::{Change, Waiting};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Need;

impl Session {
    /// Makes a change.
    pub fn edit(self, edit: Edit) {
        self.make_or_wait(Change { edit: Box::new(edit), said: None });
    }

    /// Makes a change that is one by itself, and says so with a way back.
    pub fn change(self, edit: Edit, text: String) {
        self.make_or_wait(Change { edit: Box::new(edit), said: Some(text) });
    }

    /// Makes a change, or lets it wait for what it needs, and tells the rider so.
    fn make_or_wait(self, change: Change) {
        let is_first = self.waiting.with_value(Waiting::is_empty);
        let result = if is_first { self.make(change) } else { Err(change) };
        if let Err(change) = result {
            self.waiting.update_value(|waiting| waiting.add(change));
            let words = ui::shell::words(self.settings.with_untracked(|s| s.lang));
            self.say(words.change_waits.to_owned(), false);
            if is_first {
                leptos::task::spawn_local(self.make_waiting());
            }
        }
    }

    /// Makes the changes that wait, once what they need has come; until then tries again.
    async fn make_waiting(self) {
        const RETRY_MS: u32 = 3000;
        // Where it does not come it is asked for again.
        let _ = deferred::bring().await;
        let mut waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        waiting.make(|change| self.make(change));
        if !waiting.is_empty() {
            self.waiting.set_value(waiting);
            clock::after(RETRY_MS, move || leptos::task::spawn_local(self.make_waiting()));
        }
    }

    /// Makes a change; gives it back where what it needs is not here. The plan before it is kept for
    /// the differences.
    fn make(self, Change { edit, said }: Change) -> Result<(), Change> {
        let needed = (deferred::here(), untrack(|| self.catalogue()));
        if said.is_some() {
            self.settle();
        }
        // Differences are told within one plan, not against another one's.
        let is_another = matches!(
            *edit,
            Edit::First(FirstEdit::Begin(_) | FirstEdit::Add(_) | FirstEdit::Select(_))
        );
        let began = match (&*edit, needed) {
            (Edit::First(first), _) => {
                let first = first.clone();
                self.history.try_update(|h| h.apply_by(*edit, &|_, draft| first.apply(draft)))
            }
            (_, (Some(deferred), Some(catalogue))) => self.history.try_update(|h| {
                h.apply_by(*edit, &|edit, draft| (deferred.edit)(edit, draft, &catalogue))
            }),
            (_, (None, _) | (_, None)) => return Err(Change { edit, said }),
        };
        if began.unwrap_or(false) {
            let before = self.planned.with_untracked(|p| p.plan.clone());
            self.before.set(before.filter(|_| !is_another));
            sync::count(self);
        }
        if let Some(text) = said {
            self.settle();
            self.say(text, true);
        }
        Ok(())
    }

    /// Begins a plan: beside the ones there are while there is room, so that none is lost.
    pub fn begin(self, mut case: Case) {
        self.mark(&mut case.scenario);
        let words = ui::keep::words(self.settings.with_untracked(|s| s.lang));
        let (plans, same) = self.history.with_untracked(|h| {
            let cases = &h.now.cases;
            (cases.len(), cases.iter().position(|other| other.scenario == case.scenario))
        });
        self.settle();
        match (plans, same) {
            (0, _) => self.edit(Edit::First(FirstEdit::Begin(case))),
            (_, Some(at)) => self.edit(Edit::First(FirstEdit::Select(at))),
            (n, _) if n < MOST_CASES => {
                self.change(Edit::First(FirstEdit::Add(case)), words.added.to_owned())
            }
            _ => self.change(Edit::First(FirstEdit::Begin(case)), words.in_place.to_owned()),
        }
        self.settle();
    }

    /// Begins the plan for a role, or goes to the questions that are still to be answered first.
    pub fn aim(self, role: &str) {
        let Some(catalogue) = untrack(|| self.catalogue()) else { return };
        let answers = self.answers.get_untracked();
        if answers.open() > 0 {
            self.wanted.set(Some(role.to_owned()));
            self.go(&Route::Start);
            return;
        }
        self.wanted.set(None);
        self.answers.update_untracked(|answers| answers.is_used = true);
        self.begin(answers.case(&catalogue, self.today(), Need::Role { role: role.to_owned() }));
        self.go(&Route::Plan(None));
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
