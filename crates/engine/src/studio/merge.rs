//! Owns the three-way merge of catalogue files that two people kept from one: by entry and field.
//! What only one of them changed is taken, and a question is asked where both changed one thing
//! differently. Refuses to know what a field means, but for the day of an edition.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Days of an edition: the later of two is the merged file's.
const DAYS: [&str; 2] = ["version", "checked"];

/// Whose value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first file's.
    Mine,
    /// The second file's.
    Theirs,
}

/// One thing that both changed differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The names of fields and entries that lead to it.
    pub path: Vec<String>,
    /// What it was; none where it was not there.
    pub base: Option<Value>,
    /// What the first made of it; none where it was taken out.
    pub mine: Option<Value>,
    /// What the second made of it.
    pub theirs: Option<Value>,
}

/// Merges two files that were both made from `base`; `choose` answers each conflict.
#[must_use]
pub fn merge(
    base: &Value,
    mine: &Value,
    theirs: &Value,
    choose: &mut dyn FnMut(&Conflict) -> Side,
) -> Value {
    let mut merger = Merger { path: Vec::new(), choose };
    merger.one(Some(base), Some(mine), Some(theirs)).unwrap_or(Value::Null)
}

struct Merger<'c> {
    path: Vec<String>,
    choose: &'c mut dyn FnMut(&Conflict) -> Side,
}

/// The three states of one thing.
type Three<'v> = (Option<&'v Value>, Option<&'v Value>, Option<&'v Value>);

impl Merger<'_> {
    fn one(
        &mut self,
        base: Option<&Value>,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        if mine == theirs || theirs == base {
            return mine.cloned();
        }
        if mine == base {
            return theirs.cloned();
        }
        let nothing = Value::Object(Map::new());
        let three = (base, mine, theirs);
        match three {
            (base, Some(Value::Object(mine)), Some(Value::Object(theirs))) => {
                let base = base.unwrap_or(&nothing).as_object()?;
                Some(Value::Object(self.fields(base, mine, theirs)))
            }
            (base, Some(Value::Array(mine)), Some(Value::Array(theirs))) => {
                let base = base.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let entries = [base, mine, theirs].map(by_id);
                if let [Some(base), Some(mine), Some(theirs)] = entries {
                    return Some(Value::Array(self.entries(&base, &mine, &theirs)));
                }
                match ordered_set(base, mine, theirs) {
                    Some(list) => Some(Value::Array(list)),
                    None => self.ask(three),
                }
            }
            _ => self.ask(three),
        }
    }

    fn ask(&mut self, (base, mine, theirs): Three<'_>) -> Option<Value> {
        if let ([day], Some(Value::String(a)), Some(Value::String(b))) =
            (self.path.as_slice(), mine, theirs)
            && DAYS.contains(&day.as_str())
        {
            return Some(Value::String(a.max(b).clone()));
        }
        let [base, mine, theirs] = [base, mine, theirs].map(Option::<&Value>::cloned);
        let conflict = Conflict { path: self.path.clone(), base, mine, theirs };
        match (self.choose)(&conflict) {
            Side::Mine => conflict.mine,
            Side::Theirs => conflict.theirs,
        }
    }

    fn at(&mut self, name: &str, three: Three<'_>) -> Option<Value> {
        self.path.push(name.to_owned());
        let merged = self.one(three.0, three.1, three.2);
        self.path.pop();
        merged
    }

    fn fields(
        &mut self,
        base: &Map<String, Value>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let keys: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
        let merged = keys.into_iter().filter_map(|key| {
            let value = self.at(key, (base.get(key), mine.get(key), theirs.get(key)))?;
            Some((key.clone(), value))
        });
        merged.collect()
    }

    fn entries(&mut self, base: &Entries, mine: &Entries, theirs: &Entries) -> Vec<Value> {
        let ids = order(base, mine, theirs);
        let merged = ids
            .into_iter()
            .filter_map(|id| self.at(id, (base.get(id), mine.get(id), theirs.get(id))));
        merged.collect()
    }
}

/// Entries of a list by their ids, and the ids in order.
struct Entries<'v> {
    ids: Vec<&'v str>,
    by_id: BTreeMap<&'v str, &'v Value>,
}

impl<'v> Entries<'v> {
    fn get(&self, id: &str) -> Option<&'v Value> {
        self.by_id.get(id).copied()
    }
}

/// A list as entries, where each has an id of its own.
fn by_id(list: &[Value]) -> Option<Entries<'_>> {
    let ids: Vec<&str> = list.iter().map(|one| one.get("id")?.as_str()).collect::<Option<_>>()?;
    let by_id: BTreeMap<&str, &Value> = ids.iter().copied().zip(list).collect();
    (by_id.len() == ids.len()).then_some(Entries { ids, by_id })
}

/// The order of all ids: of those that all know as whoever changed it, mine where both did; an entry
/// that is new stands behind the one that it was put behind.
fn order<'v>(base: &Entries<'v>, mine: &Entries<'v>, theirs: &Entries<'v>) -> Vec<&'v str> {
    let known = |entries: &Entries<'v>| -> Vec<&'v str> {
        let all = entries.ids.iter().copied();
        all.filter(|id| [base, mine, theirs].iter().all(|e| e.by_id.contains_key(id))).collect()
    };
    let (was, own, other) = (known(base), known(mine), known(theirs));
    let spine = match (own == was, other == was) {
        (true, false) => other,
        (false, false) => own.min(other),
        _ => own,
    };
    let is_spine: BTreeSet<&str> = spine.iter().copied().collect();
    // Behind each entry of the spine, or at the front, what stands there in any of the lists.
    let mut behind: BTreeMap<Option<&str>, BTreeSet<Vec<&'v str>>> = BTreeMap::new();
    for entries in [mine, theirs] {
        let mut last = None;
        let mut group = Vec::new();
        for id in &entries.ids {
            if is_spine.contains(id) {
                behind.entry(last).or_default().insert(std::mem::take(&mut group));
                last = Some(*id);
            } else {
                group.push(*id);
            }
        }
        behind.entry(last).or_default().insert(group);
    }
    let mut ids: Vec<&'v str> = Vec::new();
    let mut seen = BTreeSet::new();
    for after in std::iter::once(None).chain(spine.into_iter().map(Some)) {
        ids.extend(after);
        for id in behind.get(&after).into_iter().flatten().flatten() {
            if seen.insert(*id) {
                ids.push(*id);
            }
        }
    }
    ids
}

/// Lists of words or numbers that stand in order each without a repeat: what either put in is in,
/// what either took out is out.
fn ordered_set(base: &[Value], mine: &[Value], theirs: &[Value]) -> Option<Vec<Value>> {
    let key = |value: &Value| value.as_str().map(str::to_owned);
    let set = |list: &[Value]| -> Option<BTreeSet<String>> {
        let keys: Vec<String> = list.iter().map(key).collect::<Option<_>>()?;
        keys.is_sorted_by(|a, b| a < b).then(|| keys.into_iter().collect())
    };
    let (base, mine, theirs) = (set(base)?, set(mine)?, set(theirs)?);
    let all: BTreeSet<&String> = mine.union(&theirs).collect();
    let is_in = |word: &&String| {
        let (was, own, other) =
            (base.contains(*word), mine.contains(*word), theirs.contains(*word));
        if was { own && other } else { own || other }
    };
    Some(all.into_iter().filter(is_in).cloned().map(Value::String).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn course(id: usize, fee: u8, name: u8) -> Value {
        json!({"id": format!("c{id}"), "fee": fee, "name": {"zh": format!("课{name}")}})
    }

    /// Files of up to six courses of eight, in any order, with days.
    fn file() -> impl Strategy<Value = Value> {
        let courses = proptest::sample::subsequence((0..8usize).collect::<Vec<_>>(), 0..6);
        let fields = proptest::collection::vec((0..3u8, 0..3u8), 8);
        let days = proptest::sample::subsequence(vec!["a", "b", "c", "d"], 0..4);
        (courses.prop_shuffle(), fields, days, 1..4u8).prop_map(|(ids, fields, days, version)| {
            let list: Vec<Value> =
                ids.into_iter().map(|id| course(id, fields[id].0, fields[id].1)).collect();
            json!({"version": format!("2026.1{version}"), "courses": list, "intakes": days})
        })
    }

    /// The merged file and the paths of what was asked.
    fn asked(base: &Value, mine: &Value, theirs: &Value, side: Side) -> (Value, Vec<String>) {
        let mut paths = Vec::new();
        let merged = merge(base, mine, theirs, &mut |conflict| {
            assert!(conflict.mine != conflict.theirs && conflict.mine != conflict.base);
            paths.push(conflict.path.join("/"));
            side
        });
        (merged, paths)
    }

    proptest! {
        #[test]
        fn what_one_changed_is_what_comes_out(base in file(), x in file()) {
            for side in [Side::Mine, Side::Theirs] {
                prop_assert_eq!(asked(&base, &x, &base, side), (x.clone(), vec![]));
                prop_assert_eq!(asked(&base, &base, &x, side), (x.clone(), vec![]));
                prop_assert_eq!(asked(&base, &x, &x, side), (x.clone(), vec![]));
            }
        }

        #[test]
        fn who_comes_first_changes_nothing_but_whose_answers_are_taken(
            base in file(), x in file(), y in file(),
        ) {
            let one = asked(&base, &x, &y, Side::Mine);
            prop_assert_eq!(&one, &asked(&base, &y, &x, Side::Theirs));
        }

        #[test]
        fn nothing_is_lost_and_nothing_made_up(base in file(), x in file(), y in file()) {
            let (merged, paths) = asked(&base, &x, &y, Side::Mine);
            let ids = |file: &Value| -> BTreeSet<String> {
                let list = file["courses"].as_array().unwrap();
                list.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
            };
            let [was, own, other, now] = [&base, &x, &y, &merged].map(ids);
            for id in was.iter().chain(&own).chain(&other) {
                let is_asked = paths.contains(&format!("courses/{id}"));
                let kept = if was.contains(id) {
                    own.contains(id) && other.contains(id)
                } else {
                    own.contains(id) || other.contains(id)
                };
                prop_assert!(is_asked || now.contains(id) == kept, "{} {:?}", id, paths);
            }
            prop_assert!(now.iter().all(|id| own.contains(id) || other.contains(id)));
        }
    }

    #[test]
    fn two_people_who_change_two_things_are_asked_nothing() {
        let base = json!({"version": "2026.11.1", "courses": [course(1, 0, 1), course(2, 0, 1)]});
        let mut mine = base.clone();
        mine["courses"][0]["fee"] = json!(300);
        mine["courses"].as_array_mut().unwrap().insert(1, course(9, 9, 9));
        mine["version"] = json!("2026.12.1");
        let mut theirs = base.clone();
        theirs["courses"][0]["name"]["zh"] = json!("安全课");
        theirs["courses"].as_array_mut().unwrap().remove(1);
        theirs["version"] = json!("2026.12.3");
        let (merged, paths) = asked(&base, &mine, &theirs, Side::Mine);
        let right = json!({"version": "2026.12.3", "courses": [
            {"id": "c1", "fee": 300, "name": {"zh": "安全课"}}, course(9, 9, 9),
        ]});
        assert_eq!((merged, paths), (right, vec![]));
    }

    #[test]
    fn one_thing_changed_in_two_ways_is_one_question() {
        let base = json!({"courses": [course(1, 0, 1), course(2, 0, 1)]});
        let mut mine = base.clone();
        mine["courses"][0]["fee"] = json!(300);
        mine["courses"][1]["fee"] = json!(1);
        let mut theirs = base.clone();
        theirs["courses"][0]["fee"] = json!(400);
        theirs["courses"].as_array_mut().unwrap().remove(1);
        let (merged, paths) = asked(&base, &mine, &theirs, Side::Theirs);
        assert_eq!(paths, ["courses/c1/fee", "courses/c2"]);
        let mut right = json!({"courses": [course(1, 0, 1)]});
        right["courses"][0]["fee"] = json!(400);
        assert_eq!(merged, right);
    }
}
