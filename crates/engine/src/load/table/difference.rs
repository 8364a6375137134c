//! Owns what a table changes in a catalogue: which courses are new, changed, the same, and which the
//! table no longer has. A course is the one of its id, which the reader finds by its code or its name.

use super::Imported;
use qitu_model::{Activity, Catalogue, Id};
use std::collections::{BTreeMap, BTreeSet};

/// What a table changes in a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Courses that the catalogue does not have.
    pub new: Vec<Id>,
    /// Courses that the table says something else of.
    pub changed: Vec<Id>,
    /// Courses that stay as they are.
    pub same: Vec<Id>,
    /// Courses of the catalogue that the table does not have.
    pub gone: Vec<Id>,
}

impl Imported {
    /// What the table changes in a catalogue.
    #[must_use]
    pub fn difference(&self, known: &Catalogue) -> Difference {
        let before: BTreeMap<&Id, &Activity> =
            known.courses.iter().map(|course| (&course.id, course)).collect();
        let mut difference = Difference::default();
        for course in &self.courses {
            let list = match before.get(&course.id) {
                None => &mut difference.new,
                Some(own) if *own == course => &mut difference.same,
                Some(_) => &mut difference.changed,
            };
            list.push(course.id.clone());
        }
        let after: BTreeSet<&Id> = self.courses.iter().map(|course| &course.id).collect();
        let gone = known.courses.iter().map(|course| &course.id).filter(|id| !after.contains(id));
        difference.gone = gone.cloned().collect();
        difference
    }
}
