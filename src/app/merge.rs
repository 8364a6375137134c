//! Owns how two windows' changes become one: a merge of three, from what both began with.
//! Refuses to choose between two changes of the same scenario: both are kept.

use super::draft::Draft;
use qitu_model::json::{self, FromJson, Value};
use std::borrow::Cow;

/// What both windows have, given what both began with. Where the two changed the same single
/// value, ours stands; of two changed scenarios both stay.
#[must_use]
pub fn merge(base: &Draft, ours: &Draft, theirs: &Draft) -> Draft {
    let [base_text, our_text, their_text] = [base, ours, theirs].map(|draft| json::write(draft));
    let tree = |text| json::parse(text).unwrap_or_default();
    let merged = values(&tree(&base_text), &tree(&our_text), &tree(&their_text));
    let mut merged = Draft::from_json(merged).unwrap_or_else(|_| ours.clone());
    // Whoever looks at a scenario goes on looking at it.
    let at = ours.case().and_then(|case| merged.cases.iter().position(|other| other == case));
    let last = merged.cases.len().saturating_sub(1);
    merged.current = at.unwrap_or(merged.current).min(last);
    merged
}

type Entries<'a> = [(Cow<'a, str>, Value<'a>)];

fn values<'a>(base: &Value<'a>, ours: &Value<'a>, theirs: &Value<'a>) -> Value<'a> {
    match (ours, theirs) {
        _ if ours == theirs || theirs == base => ours.clone(),
        _ if ours == base => theirs.clone(),
        // What is empty is not written, so nothing there stands for nothing in it.
        (Value::Map(_) | Value::Null, Value::Map(_) | Value::Null) => {
            objects(entries(base), entries(ours), entries(theirs))
        }
        (Value::List(_) | Value::Null, Value::List(_) | Value::Null) => {
            Value::List(lists(items(base), items(ours), items(theirs)))
        }
        _ => ours.clone(),
    }
}

fn entries<'v, 'a>(value: &'v Value<'a>) -> &'v Entries<'a> {
    if let Value::Map(entries) = value { entries } else { &[] }
}

fn items<'v, 'a>(value: &'v Value<'a>) -> &'v [Value<'a>] {
    if let Value::List(items) = value { items } else { &[] }
}

fn objects<'a>(base: &Entries<'a>, ours: &Entries<'a>, theirs: &Entries<'a>) -> Value<'a> {
    let none = Value::Null;
    let get = |map: &Entries<'a>, key: &str| {
        map.iter().find(|(own, _)| own == key).map_or(none.clone(), |(_, value)| value.clone())
    };
    let mut merged = Vec::new();
    for (key, _) in ours.iter().chain(theirs) {
        if merged.iter().any(|(own, _)| own == key) {
            continue;
        }
        let value = values(&get(base, key), &get(ours, key), &get(theirs, key));
        merged.push((key.clone(), value));
    }
    // A key that one side took out and the other left alone is gone.
    merged.retain(|(_, value)| *value != none);
    Value::Map(merged)
}

/// Ours, without what they took out, and with what they put in.
fn lists<'a>(base: &[Value<'a>], ours: &[Value<'a>], theirs: &[Value<'a>]) -> Vec<Value<'a>> {
    let gone = |item: &&Value<'a>| base.contains(item) && !theirs.contains(item);
    let mut merged: Vec<Value<'a>> = ours.iter().filter(|item| !gone(item)).cloned().collect();
    for item in theirs.iter().filter(|item| !base.contains(item)) {
        if !merged.contains(item) {
            merged.push(item.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::edit::Edit;
    use crate::app::edit::tests::{catalogue, scenario};
    use crate::app::record::RecordEdit;
    use qitu_model::{Hours, Yuan};

    fn start() -> Draft {
        after(&Draft::default(), &[Edit::Begin { scenario: scenario(), name: "one".into() }])
    }

    fn after(draft: &Draft, edits: &[Edit]) -> Draft {
        let mut draft = draft.clone();
        edits.iter().for_each(|edit| edit.apply(&mut draft, &catalogue()));
        draft
    }

    fn hours(n: u32) -> Edit {
        Edit::Hours { slot: "evening".into(), hours: Hours(n) }
    }

    fn skill(id: &str, level: u32) -> Edit {
        Edit::Record(RecordEdit::Skill { skill: id.into(), level })
    }

    #[test]
    fn a_change_in_one_window_reaches_the_other() {
        let base = start();
        let theirs = after(&base, &[hours(7)]);
        assert_eq!(merge(&base, &base, &theirs), theirs);
        assert_eq!(merge(&base, &theirs, &base), theirs);
    }

    #[test]
    fn the_same_scenario_changed_in_both_windows_stays_twice() {
        let base = start();
        let (ours, theirs) =
            (after(&base, &[hours(7)]), after(&base, &[Edit::Budget(Some(Yuan(9)))]));
        let both = merge(&base, &ours, &theirs);
        assert_eq!(both.cases.len(), 2);
        assert_eq!(both.case(), ours.case(), "each window goes on with its own");
        assert!(both.cases.contains(theirs.case().unwrap()));
    }

    #[test]
    fn different_entries_of_the_record_are_joined() {
        let base = Draft::default();
        let (ours, theirs) = (after(&base, &[skill("a", 2)]), after(&base, &[skill("b", 3)]));
        let both = merge(&base, &ours, &theirs).record.rider.skills;
        assert_eq!((both.get("a"), both.get("b")), (Some(&2), Some(&3)));
    }

    #[test]
    fn what_one_window_took_out_stays_out() {
        let base = after(&start(), &[skill("a", 2), Edit::Duplicate]);
        let theirs = after(&base, &[skill("a", 0)]);
        let ours = after(&base, &[skill("b", 1)]);
        let both = merge(&base, &ours, &theirs);
        assert_eq!(both.record.rider.skills.get("a"), None);
        assert_eq!(both.record.rider.skills.get("b"), Some(&1));
    }

    #[test]
    fn merging_twice_changes_nothing_more() {
        let base = start();
        let (ours, theirs) = (after(&base, &[hours(7)]), after(&base, &[skill("b", 3)]));
        let once = merge(&base, &ours, &theirs);
        assert_eq!(merge(&base, &once, &theirs), once);
        assert_eq!(merge(&theirs, &once, &theirs), once);
    }
}
