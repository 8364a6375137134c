//! Owns changes that cannot be made yet, since the code or the catalogue that they need is on its
//! way. None is dropped, and none overtakes another.

use super::edit::Edit;

/// A change, and what is said once it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub edit: Box<Edit>,
    /// What is said then; none = it is a part of a gesture, and speaks for itself.
    pub said: Option<String>,
}

/// The changes that wait, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Waiting(Vec<Change>);

impl Waiting {
    /// Lets a change wait behind the others.
    pub fn add(&mut self, change: Change) {
        self.0.push(change);
    }

    /// Does nothing wait?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes the changes one after the other, until one is given back: it goes on waiting, and so
    /// does what is behind it.
    pub fn make(&mut self, mut make: impl FnMut(Change) -> Result<(), Change>) {
        while !self.0.is_empty() {
            if let Err(change) = make(self.0.remove(0)) {
                return self.0.insert(0, change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::Yuan;

    fn budget(yuan: i64) -> Change {
        Change { edit: Box::new(Edit::Budget(Some(Yuan(yuan)))), said: None }
    }

    #[test]
    fn a_change_waits_until_it_can_be_made_and_none_overtakes_it() {
        let mut waiting = Waiting::default();
        (1..=3).for_each(|yuan| waiting.add(budget(yuan)));
        waiting.make(Err);
        assert!(!waiting.is_empty(), "nothing is dropped");
        let mut made = Vec::new();
        waiting.make(|change| {
            if made.len() == 2 {
                return Err(change);
            }
            made.push(change);
            Ok(())
        });
        assert_eq!(made, [budget(1), budget(2)]);
        waiting.add(budget(4));
        waiting.make(|change| {
            made.push(change);
            Ok(())
        });
        assert_eq!(made, [1, 2, 3, 4].map(budget));
        assert!(waiting.is_empty());
    }
}
