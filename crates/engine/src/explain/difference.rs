//! Owns what changed between two plans.
//! Refuses to say whether the change is good.

use qitu_model::{Id, Plan, REST, Step, Value};
use std::collections::BTreeMap;

/// What changed from one plan to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What the first took.
    pub before: Option<Value>,
    /// What the second takes.
    pub after: Option<Value>,
    /// Steps of both that start in another week, in the order of the second plan.
    pub moved: Vec<Moved>,
    /// Activities only the second has.
    pub added: Vec<Id>,
    /// Activities only the first has.
    pub dropped: Vec<Id>,
}

/// A step that starts in another week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The activity.
    pub activity: Id,
    /// Weeks later; negative is earlier.
    pub by: i64,
}

impl Difference {
    /// Nothing changed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.before == self.after
            && self.moved.is_empty()
            && self.added.is_empty()
            && self.dropped.is_empty()
    }
}

/// What changed from `before` to `after`, both counted from the same week 0.
///
/// An activity done twice (a certificate renewed) is matched in order of time.
#[must_use]
pub fn difference(before: &Plan, after: &Plan) -> Difference {
    difference_since(before, after, 0, &|_| false)
}

/// As [`difference`], where week 0 of `after` is the week `later` of `before`, and what is done by
/// then has not gone. The weeks of both are counted from the old week 0.
#[must_use]
pub fn difference_since(
    before: &Plan,
    after: &Plan,
    later: u32,
    is_done: &dyn Fn(&Id) -> bool,
) -> Difference {
    let mut old: BTreeMap<&str, Vec<&Step>> = BTreeMap::new();
    for step in before.steps.iter().rev() {
        old.entry(&step.activity).or_default().push(step);
    }
    let mut found =
        Difference { before: before.value, after: after.value, ..Difference::default() };
    if let Some(value) = &mut found.after {
        value.weeks.0 = value.weeks.0.saturating_add(later);
    }
    for step in &after.steps {
        match old.get_mut(step.activity.as_str()).and_then(Vec::pop) {
            None => found.added.push(step.activity.clone()),
            Some(was) => {
                let by = i64::from(step.start.0) + i64::from(later) - i64::from(was.start.0);
                // The rest of something begun has not moved: it goes on.
                if by != 0 && step.offer != REST {
                    found.moved.push(Moved { activity: step.activity.clone(), by });
                }
            }
        }
    }
    for step in &before.steps {
        let left = old.get_mut(step.activity.as_str());
        if left.is_some_and(|list| list.pop().is_some()) && !is_done(&step.activity) {
            found.dropped.push(step.activity.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::Weeks;

    fn plan(steps: &[(&str, u32)]) -> Plan {
        let step = |(id, start): &(&str, u32)| Step {
            activity: (*id).into(),
            start: Weeks(*start),
            end: Weeks(*start + 1),
            ..Step::default()
        };
        Plan { steps: steps.iter().map(step).collect(), ..Plan::default() }
    }

    #[test]
    fn steps_that_came_went_and_moved_are_told_apart() {
        let found = difference(&plan(&[("a", 0), ("b", 2)]), &plan(&[("b", 5), ("c", 0)]));
        assert_eq!(found.added, ["c"]);
        assert_eq!(found.dropped, ["a"]);
        assert_eq!(found.moved, [Moved { activity: "b".into(), by: 3 }]);
    }

    #[test]
    fn a_renewal_is_matched_in_order_of_time() {
        let found = difference(&plan(&[("a", 0), ("a", 9)]), &plan(&[("a", 0)]));
        assert_eq!((found.dropped.len(), found.moved.len()), (1, 0));
    }

    #[test]
    fn the_same_plan_is_no_difference() {
        assert!(difference(&plan(&[("a", 0)]), &plan(&[("a", 0)])).is_nothing());
    }
}
