//! Owns what a rider has entered, as plain data that is kept on the device and undone as a whole.
//! Refuses what follows from it (plans, differences): that is derived or comes from the worker.

use super::edit::Edit;
use qitu_model::json::{self, FromJson, ToJson};
use qitu_model::{Catalogue, Date, Id, Record, Rider, Scenario};
use serde::{Deserialize, Serialize};

/// The format this version writes.
pub const DRAFT_FORMAT: &str = "qitu.draft/2";
/// Most scenarios kept side by side.
pub const MOST_CASES: usize = 4;
/// Most changes that can be taken back.
const MOST_UNDO: usize = 100;

/// Everything a rider can change and take back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(default)]
pub struct Draft {
    /// `qitu.draft/2`.
    pub format: String,
    /// The scenarios side by side; empty before the first plan.
    pub cases: Vec<Case>,
    /// The one being worked on.
    pub current: usize,
    /// Steps marked done.
    pub done: Vec<Done>,
    /// Activities put aside for later.
    pub parked: Vec<Id>,
    /// What the rider keeps about themself.
    #[serde(skip_serializing_if = "Record::is_empty")]
    pub record: Record,
}

/// One scenario under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Case {
    /// The rider's name for it; empty = named by its goal.
    #[serde(default)]
    pub name: String,
    /// The question.
    pub scenario: Scenario,
    /// The day on which time served and age were told, where the plan was moved since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The painted week, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<super::grid::Grid>,
}

impl Case {
    /// A scenario as it is begun.
    #[must_use]
    pub fn of(scenario: &Scenario, name: &str) -> Self {
        Self { name: name.to_owned(), scenario: scenario.clone(), since: None, grid: None }
    }
}

/// A step marked done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
pub struct Done {
    /// The activity.
    pub activity: Id,
    /// The day.
    pub on: Date,
    /// What the rider was before, as far as the step changed it: for taking it back another day.
    #[serde(default, skip_serializing_if = "Rider::is_blank")]
    pub had: Rider,
}

impl Draft {
    /// The scenario being worked on.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.current)
    }

    /// The same, to change.
    pub fn case_mut(&mut self) -> Option<&mut Case> {
        self.cases.get_mut(self.current)
    }

    /// One more scenario, to work on, while there is room.
    pub fn add(&mut self, case: Case) {
        if self.cases.len() < MOST_CASES {
            self.cases.push(case);
            self.current = self.cases.len() - 1;
        }
    }

    /// Is there nothing in it to lose?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
            && self.done.is_empty()
            && self.parked.is_empty()
            && self.record.is_empty()
    }

    /// Reads a saved draft of any edition.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        super::backup::read_draft(text).ok()
    }

    /// Writes it for the device.
    #[must_use]
    pub fn write(&self) -> String {
        json::write(&Self { format: DRAFT_FORMAT.into(), ..self.clone() })
    }
}

/// The draft now, what was before, and what was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The draft now.
    pub now: Draft,
    past: Vec<(Edit, Draft)>,
    future: Vec<(Edit, Draft)>,
    /// A gesture (a drag) is under way: edits of the same thing are one change.
    open: bool,
}

impl History {
    /// Begins with a saved draft.
    #[must_use]
    pub fn of(now: Draft) -> Self {
        Self { now, ..Self::default() }
    }

    /// Applies an edit. Says whether it began a new change; `false` when it changed nothing or
    /// went on with the gesture under way.
    pub fn apply(&mut self, edit: Edit, catalogue: &Catalogue) -> bool {
        self.apply_by(Edit::apply, edit, catalogue)
    }

    /// The same, with another way to apply it.
    pub fn apply_by(
        &mut self,
        apply: fn(&Edit, &mut Draft, &Catalogue),
        edit: Edit,
        catalogue: &Catalogue,
    ) -> bool {
        let mut next = self.now.clone();
        apply(&edit, &mut next, catalogue);
        if next == self.now {
            return false;
        }
        let goes_on = self.open && self.past.last().is_some_and(|(last, _)| last.same_thing(&edit));
        let before = std::mem::replace(&mut self.now, next);
        self.future.clear();
        self.open = true;
        if goes_on {
            return false;
        }
        self.past.push((edit, before));
        if self.past.len() > MOST_UNDO {
            self.past.remove(0);
        }
        true
    }

    /// Takes in what another window changed since `base`, in the past and the future as well, so
    /// that taking a change back here does not take back one made there.
    pub fn merge(&mut self, base: &Draft, theirs: &Draft) {
        let merge = |draft: &mut Draft| *draft = super::merge::merge(base, draft, theirs);
        merge(&mut self.now);
        self.past.iter_mut().chain(&mut self.future).for_each(|(_, draft)| merge(draft));
    }

    /// The gesture is over: the next edit is a change of its own.
    pub fn settle(&mut self) {
        self.open = false;
    }

    /// Takes the last change back and says which it was.
    pub fn undo(&mut self) -> Option<Edit> {
        let (edit, before) = self.past.pop()?;
        let after = std::mem::replace(&mut self.now, before);
        self.future.push((edit.clone(), after));
        self.open = false;
        Some(edit)
    }

    /// Brings back what was taken back last.
    pub fn redo(&mut self) -> Option<Edit> {
        let (edit, after) = self.future.pop()?;
        let before = std::mem::replace(&mut self.now, after);
        self.past.push((edit.clone(), before));
        self.open = false;
        Some(edit)
    }

    /// The change that `undo` would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Edit> {
        self.past.last().map(|(edit, _)| edit)
    }

    /// Is there anything to bring back?
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::edit::tests::{catalogue, scenario};
    use qitu_model::{Hours, Yuan};

    fn hours(n: u32) -> Edit {
        Edit::Hours { slot: "evening".into(), hours: Hours(n) }
    }

    fn evening(history: &History) -> u32 {
        history.now.case().and_then(|c| c.scenario.week.get("evening")).map_or(0, |h| h.0)
    }

    #[test]
    fn a_drag_is_one_change_and_undo_takes_it_back_whole() {
        let mut history = History::of(Draft::default());
        history.apply(Edit::Begin { scenario: scenario(), name: String::new() }, &catalogue());
        history.settle();
        for n in [4, 5, 6] {
            history.apply(hours(n), &catalogue());
        }
        assert_eq!(evening(&history), 6);
        history.undo();
        assert_eq!(evening(&history), 2);
        history.redo();
        assert_eq!(evening(&history), 6);
    }

    #[test]
    fn two_drags_of_the_same_slider_are_two_changes() {
        let mut history = History::of(Draft::default());
        history.apply(Edit::Begin { scenario: scenario(), name: String::new() }, &catalogue());
        history.settle();
        history.apply(hours(4), &catalogue());
        history.settle();
        history.apply(hours(6), &catalogue());
        history.undo();
        assert_eq!(evening(&history), 4);
    }

    #[test]
    fn a_new_change_forgets_what_was_taken_back() {
        let mut history = History::of(Draft::default());
        history.apply(Edit::Begin { scenario: scenario(), name: String::new() }, &catalogue());
        history.settle();
        history.apply(hours(4), &catalogue());
        history.undo();
        history.apply(Edit::Budget(Some(Yuan(100))), &catalogue());
        assert!(!history.can_redo());
    }

    #[test]
    fn a_draft_reads_back_what_it_wrote() {
        let mut history = History::of(Draft::default());
        history.apply(Edit::Begin { scenario: scenario(), name: "a".into() }, &catalogue());
        let again = Draft::read(&history.now.write()).unwrap();
        assert_eq!(again.cases, history.now.cases);
        assert_eq!(Draft::read("{\"format\":\"qitu.draft/99\"}"), None);
        assert_eq!(Draft::read("not json"), None);
    }
}
