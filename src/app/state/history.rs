//! Owns the draft now, what was before and what was taken back, and what other windows changed
//! meanwhile.

use super::backup_file::read_draft;
use super::draft::Draft;
use super::edit::Edit;
use qitu_model::Catalogue;
use qitu_replica::{Change, patch};

/// Most changes that can be taken back.
const MOST_UNDO: usize = 100;

/// A change that can be taken back or made again.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    edit: Edit,
    /// The draft on its other side.
    draft: Draft,
    /// How much of what other windows changed is in it.
    heard: usize,
}

/// The draft now, what was before, and what was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The draft now.
    pub now: Draft,
    past: Vec<Step>,
    future: Vec<Step>,
    /// What other windows changed, in the order in which it was heard.
    heard: Vec<Vec<Change>>,
    /// A gesture (a drag) is under way: edits of the same thing are one change.
    open: bool,
    /// This window's id, and how many ids of plans it has given.
    window: String,
    made: u32,
}

impl History {
    /// Begins with a saved draft.
    #[must_use]
    pub fn of(now: Draft) -> Self {
        Self::in_window(now, String::new())
    }

    /// Begins with a saved draft in the window of this id, which no other window has.
    #[must_use]
    pub fn in_window(mut now: Draft, window: String) -> Self {
        let mut made = 0;
        now.name_plans(&window, &mut made);
        Self { now, window, made, ..Self::default() }
    }

    /// Applies an edit. Says whether it began a new change; `false` when it changed nothing or
    /// went on with the gesture under way.
    pub fn apply(&mut self, edit: Edit, catalogue: &Catalogue) -> bool {
        self.apply_by(edit, &|edit, draft| edit.apply(draft, catalogue))
    }

    /// The same, with another way to make it.
    pub fn apply_by(&mut self, edit: Edit, make: &dyn Fn(&Edit, &mut Draft)) -> bool {
        let mut next = self.now.clone();
        make(&edit, &mut next);
        if next == self.now {
            return false;
        }
        next.name_plans(&self.window, &mut self.made);
        let goes_on = self.open && self.past.last().is_some_and(|last| last.edit.same_thing(&edit));
        let before = std::mem::replace(&mut self.now, next);
        self.future.clear();
        self.open = true;
        if goes_on {
            return false;
        }
        self.past.push(Step { edit, draft: before, heard: self.heard.len() });
        if self.past.len() > MOST_UNDO {
            self.past.remove(0);
        }
        true
    }

    /// Takes in what another window changed, in the past and the future as well, so that taking a
    /// change back here does not take back one made there.
    pub fn take_in(&mut self, changes: &[Change]) {
        take_in(&mut self.now, changes);
        if !self.past.is_empty() || !self.future.is_empty() {
            // The rest takes it in when somebody goes there.
            self.heard.push(changes.to_vec());
        }
    }

    /// Goes to the draft of a step. Gives its edit, and the same step from there.
    fn go(&mut self, Step { edit, mut draft, heard }: Step) -> (Edit, Step) {
        let changes = self.heard.get(heard..).unwrap_or_default().concat();
        take_in(&mut draft, &changes);
        let here = std::mem::replace(&mut self.now, draft);
        self.open = false;
        (edit.clone(), Step { edit, draft: here, heard: self.heard.len() })
    }

    /// The gesture is over: the next edit is a change of its own.
    pub fn settle(&mut self) {
        self.open = false;
    }

    /// Takes the last change back and says which it was.
    pub fn undo(&mut self) -> Option<Edit> {
        let step = self.past.pop()?;
        let (edit, back) = self.go(step);
        self.future.push(back);
        Some(edit)
    }

    /// Brings back what was taken back last.
    pub fn redo(&mut self) -> Option<Edit> {
        let step = self.future.pop()?;
        let (edit, back) = self.go(step);
        self.past.push(back);
        Some(edit)
    }

    /// The change that `undo` would take back.
    #[must_use]
    pub fn last(&self) -> Option<&Edit> {
        self.past.last().map(|step| &step.edit)
    }

    /// Is there anything to bring back?
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Takes in what another window changed. Whoever looks at a plan goes on looking at it.
fn take_in(draft: &mut Draft, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    let current = draft.case().map(|case| case.id.clone());
    let text = patch(&draft.write(), changes);
    let Some(Ok(next)) = text.map(|text| read_draft(&text)) else {
        return;
    };
    let at = next.cases.iter().position(|case| Some(&case.id) == current.as_ref());
    let current = at.unwrap_or(draft.current).min(next.cases.len().saturating_sub(1));
    *draft = Draft { format: std::mem::take(&mut draft.format), current, ..next };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::backup_file::Unread;
    use crate::app::state::edit::FirstEdit;
    use crate::app::state::edit::tests::{begin, catalogue};
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
        history.apply(begin(""), &catalogue());
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
        history.apply(begin(""), &catalogue());
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
        history.apply(begin(""), &catalogue());
        history.settle();
        history.apply(hours(4), &catalogue());
        history.undo();
        history.apply(Edit::Budget(Some(Yuan(100))), &catalogue());
        assert!(!history.can_redo());
    }

    fn begun() -> History {
        let mut history = History::in_window(Draft::default(), "w".into());
        history.apply(begin("a"), &catalogue());
        history.settle();
        history
    }

    #[test]
    fn each_plan_has_an_id_of_its_own_and_a_copy_another() {
        let mut history = begun();
        history.apply(Edit::First(FirstEdit::Duplicate), &catalogue());
        history.apply(begin("b"), &catalogue());
        let ids: Vec<&str> = history.now.cases.iter().map(|case| case.id.as_str()).collect();
        assert_eq!(ids, ["w-1", "w-3"], "a plan in place of another is not the other");
    }

    #[test]
    fn taking_a_change_back_leaves_what_another_window_changed() {
        let mut history = begun();
        history.apply(hours(7), &catalogue());
        let change = ("cases/w-1/scenario/budget".to_owned(), Some("9".to_owned()));
        history.take_in(&[change]);
        let budget = |h: &History| h.now.case().and_then(|c| c.scenario.budget);
        assert_eq!((evening(&history), budget(&history)), (7, Some(Yuan(9))));
        history.undo();
        assert_eq!((evening(&history), budget(&history)), (2, Some(Yuan(9))));
        history.undo();
        assert!(history.now.cases.is_empty(), "a change of a plan does not make it");
        history.redo();
        assert_eq!((evening(&history), budget(&history)), (2, Some(Yuan(9))));
    }

    #[test]
    fn whoever_looks_at_a_plan_goes_on_looking_at_it() {
        let mut history = begun();
        let plan = r#"[["cases/a/id","\"a\""],["cases/a/scenario/start","\"2026-11-23\""],
            ["cases/~","[\"a\",\"w-1\"]"]]"#;
        let plan: Vec<(String, String)> = serde_json::from_str(plan).unwrap();
        let changes: Vec<_> = plan.into_iter().map(|(path, value)| (path, Some(value))).collect();
        history.take_in(&changes);
        assert_eq!(history.now.cases.len(), 2);
        assert_eq!((history.now.current, history.now.case().unwrap().name.as_str()), (1, "a"));
    }

    #[test]
    fn a_draft_reads_back_what_it_wrote() {
        let mut history = History::of(Draft::default());
        history.apply(begin("a"), &catalogue());
        let again = read_draft(&history.now.write()).unwrap();
        assert_eq!(again.cases, history.now.cases);
        assert_eq!(read_draft("{\"format\":\"qitu.draft/99\"}"), Err(Unread::Newer));
        assert_eq!(read_draft("not json"), Err(Unread::Broken));
    }
}
