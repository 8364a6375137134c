//! Owns the replica: what one window holds of the kept draft, its own changes, and merging two.

use super::dot::{Context, Dot};
use super::format::{DRAFT_FORMAT, Unread, fingerprint, upgrade};
use super::path::{Flat, flatten, id_of, is_order, lists, order_of, plan, plan_of, unflatten};
use qitu_model::json::{self, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Stands for all that is in no plan, where the changes are written.
const WHOLE: &str = "";

/// The keys of a draft that are no part of it: they say how to read it and where somebody looks.
const APART: [&str; 3] = ["format", "current", "sync"];

/// One value and the change that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    /// As JSON.
    pub value: String,
    /// The change.
    pub dot: Dot,
}

/// What another window changed: a path, and the value there now or that there is none.
pub type Change = (String, Option<String>);

/// What one window holds of the kept draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    pub(super) atoms: BTreeMap<String, Atom>,
    /// The changes that are in it, or were and were replaced.
    pub(super) seen: Context,
    /// Fields that this edition does not know, of plans this window took out: they come back with
    /// the plan when that is undone.
    unknown: Flat,
}

impl Replica {
    /// Reads a kept draft. `true` where its values have their changes; an edition that knows none
    /// writes none, and what it wrote is all of one first change.
    ///
    /// # Errors
    /// Where it is no draft, or one of a later edition.
    pub fn read(text: &str) -> Result<(Self, bool), Unread> {
        let mut draft = json::parse(text).ok_or(Unread::Broken)?;
        upgrade(&mut draft)?;
        let sync = draft.get("sync").filter(|sync| matches!(sync, Value::Map(_)));
        let seen = sync.map_or_else(Context::default, read_context);
        let dots: BTreeMap<&str, Dot> = match sync.and_then(|sync| sync.get("dots")) {
            Some(Value::Map(entries)) => entries
                .iter()
                .filter_map(|(path, dot)| Some((&**path, Dot::read(dot.as_text()?)?)))
                .collect(),
            _ => BTreeMap::new(),
        };
        // Windows that read the same text agree on its first change.
        let first = dots.get(WHOLE).cloned().unwrap_or_else(|| Dot::first(fingerprint(text)));
        let dot_of = |path: &str| {
            let own = dots.get(path).or_else(|| dots.get(plan_of(path)?));
            own.unwrap_or(&first).clone()
        };
        let atoms = flatten(&draft, &APART).into_iter();
        let atoms = atoms.map(|(path, value)| {
            let dot = dot_of(&path);
            (path, Atom { value, dot })
        });
        let mut own = Self { atoms: atoms.collect(), seen, unknown: Flat::new() };
        // A context that somebody cut short does not make what is there unseen.
        for atom in own.atoms.values() {
            if !own.seen.covers(&atom.dot) {
                own.seen.add(&atom.dot);
            }
        }
        Ok((own, sync.is_some()))
    }

    /// Writes it for the device, with the plan of the id `current` as the one being worked on.
    #[must_use]
    pub fn write(&self, current: &str) -> String {
        let flat = self.flat();
        let mut draft = unflatten(&flat);
        let at = match draft.get("cases") {
            Some(Value::List(cases)) => cases
                .iter()
                .position(|case| case.get("id").and_then(Value::as_text) == Some(current)),
            _ => None,
        };
        let at = at.unwrap_or(0).to_string();
        let sync = self.write_sync();
        if let Value::Map(entries) = &mut draft {
            entries.insert(0, ("format".into(), Value::text(DRAFT_FORMAT)));
            if !entries.iter().any(|(key, _)| key == "cases") {
                entries.push(("cases".into(), Value::List(Vec::new())));
            }
            entries.push(("current".into(), Value::Number(&at)));
            entries.push(("sync".into(), json::parse(&sync).unwrap_or_default()));
        }
        json::write(&draft)
    }

    /// Nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// Does the other hold just this, and has it seen every change that this one has? Two that have
    /// seen the same may differ where a change that one of two others replaced was taken out by a
    /// third; they agree once each has been merged into the other.
    #[must_use]
    pub fn is_in(&self, other: &Self) -> bool {
        self.atoms == other.atoms && other.seen.includes(&self.seen)
    }

    /// Takes everything out, as seen: what a window that has not heard of it writes later is not
    /// taken for new.
    pub fn clear(&mut self) {
        self.atoms.clear();
        self.unknown.clear();
    }

    pub(super) fn flat(&self) -> Flat {
        self.atoms.iter().map(|(path, atom)| (path.clone(), atom.value.clone())).collect()
    }

    fn has_plan(&self, plan: &str) -> bool {
        self.atoms.contains_key(&id_of(plan))
    }

    fn plans(&self) -> impl Iterator<Item = &str> {
        self.atoms.keys().filter_map(|path| plan_of(path).filter(|plan| *path == id_of(plan)))
    }

    /// Takes in what this window changed: two drafts as this edition writes them, before and after.
    /// Fields that it does not know stay. Says whether there was a change.
    pub fn commit(&mut self, window: &str, before: &str, after: &str) -> bool {
        let flat = |text| json::parse(text).map(|draft| flatten(&draft, &APART));
        let (Some(before), Some(mut after)) = (flat(before), flat(after)) else { return false };
        let mut set: Vec<String> =
            after.iter().filter(|(path, v)| before.get(*path) != Some(v)).map(first).collect();
        let gone: Vec<String> =
            before.keys().filter(|path| !after.contains_key(*path)).cloned().collect();
        if set.is_empty() && gone.is_empty() {
            return false;
        }
        let dot = self.seen.next(window);
        for path in &gone {
            self.take_out(path, &before);
        }
        // A change of a plan writes its id anew: a window that takes the plan out without having
        // seen the change does not take the change out.
        let changed = set.iter().chain(&gone).cloned().collect::<Vec<_>>();
        for plan in changed.iter().filter_map(|path| plan_of(path)) {
            self.bring_back(plan, &mut after, &mut set);
            set.push(id_of(plan));
        }
        changed.iter().for_each(|path| set.extend(with_week(path, &after)));
        for path in set {
            let Some(new) = after.get(&path) else { continue };
            let old = self.atoms.get(&path).map(|atom| atom.value.clone());
            let value = match (old, before.get(&path)) {
                (Some(raw), Some(old)) => carry(&raw, old, new),
                _ => new.clone(),
            };
            self.atoms.insert(path, Atom { value, dot: dot.clone() });
        }
        complete_orders(&mut self.atoms);
        self.seen.add(&dot);
        true
    }

    /// Takes a value out; with the id of a plan all that is in the plan.
    fn take_out(&mut self, path: &str, known: &Flat) {
        self.atoms.remove(path);
        let Some(plan) = plan_of(path).filter(|plan| path == id_of(plan)) else { return };
        let (gone, rest) = std::mem::take(&mut self.atoms)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(path, _)| plan_of(path) == Some(plan));
        self.atoms = rest;
        let unknown = gone.into_iter().filter(|(path, _)| !known.contains_key(path));
        self.unknown.extend(unknown.map(|(path, atom)| (path, atom.value)));
    }

    /// What this edition does not know of a plan that comes back.
    fn bring_back(&mut self, plan: &str, after: &mut Flat, set: &mut Vec<String>) {
        if self.has_plan(plan) || !after.contains_key(&id_of(plan)) {
            return;
        }
        for (path, value) in self.unknown.iter().filter(|(path, _)| plan_of(path) == Some(plan)) {
            set.push(path.clone());
            after.insert(path.clone(), value.clone());
        }
    }

    /// What a draft lacks of this replica, and what of it is not in here.
    #[must_use]
    pub fn difference(&self, draft: &str) -> Vec<Change> {
        let flat = json::parse(draft).map(|draft| flatten(&draft, &APART)).unwrap_or_default();
        let own = self.flat();
        let gone = flat.keys().filter(|path| !own.contains_key(*path)).map(|p| (p.clone(), None));
        let set = own.iter().filter(|(path, value)| flat.get(*path) != Some(value));
        let set = set.map(|(path, value)| (path.clone(), Some(value.clone())));
        with_orders(gone.chain(set).collect(), &self.atoms)
    }

    /// Takes in what another replica has. Says what that changed here.
    pub fn merge(&mut self, other: &Self) -> Vec<Change> {
        let before = std::mem::take(&mut self.atoms);
        let lost = |side: &BTreeMap<String, Atom>, seen: &Context, plan: &str| {
            side.iter()
                .filter(|(path, _)| plan_of(path) == Some(plan))
                .all(|(_, atom)| seen.covers(&atom.dot))
        };
        // A plan that one side took out is gone, unless the other has a change of it that the first
        // had not seen; then all of it stays.
        let mine = Self { atoms: before, seen: self.seen.clone(), unknown: Flat::new() };
        let only_here: Vec<(&str, bool)> = mine
            .plans()
            .filter(|plan| !other.has_plan(plan))
            .map(|plan| (plan, !lost(&mine.atoms, &other.seen, plan)))
            .collect();
        let only_there: Vec<(&str, bool)> = other
            .plans()
            .filter(|plan| !mine.has_plan(plan))
            .map(|plan| (plan, !lost(&other.atoms, &mine.seen, plan)))
            .collect();
        let of_plan = |list: &[(&str, bool)], path: &str| {
            let plan = plan_of(path)?;
            list.iter().find(|(own, _)| *own == plan).map(|(_, stays)| *stays)
        };
        let mut atoms = BTreeMap::new();
        for (path, own) in &mine.atoms {
            let theirs = other.atoms.get(path);
            let stays = match (of_plan(&only_here, path), theirs) {
                (Some(stays), _) => stays.then_some(own),
                (None, Some(theirs)) => Some(later(own, theirs)),
                (None, None) => (!other.seen.covers(&own.dot)).then_some(own),
            };
            if let Some(atom) = stays {
                atoms.insert(path.clone(), atom.clone());
            }
        }
        for (path, theirs) in other.atoms.iter().filter(|(path, _)| !mine.atoms.contains_key(*path))
        {
            let stays = of_plan(&only_there, path).unwrap_or(!mine.seen.covers(&theirs.dot));
            if stays {
                atoms.insert(path.clone(), theirs.clone());
            }
        }
        drop_old_weeks(&mut atoms);
        complete_orders(&mut atoms);
        self.atoms = atoms;
        self.seen.join(&other.seen);
        changes(&mine.atoms, &self.atoms)
    }

    fn write_sync(&self) -> String {
        // The first change of a plan stands for all of it that has not changed since, and so does
        // that of the rest.
        let part_of = |path| plan_of(path).unwrap_or(WHOLE);
        let mut dots: BTreeMap<&str, &Dot> = BTreeMap::new();
        for (path, atom) in &self.atoms {
            let first = dots.entry(part_of(path)).or_insert(&atom.dot);
            *first = (*first).min(&atom.dot);
        }
        for (path, atom) in &self.atoms {
            if dots.get(part_of(path)).is_none_or(|first| **first != atom.dot) {
                dots.insert(path, &atom.dot);
            }
        }
        let text = |text: &str| Value::Text(text.to_owned().into());
        let dots = dots.iter().map(|(path, dot)| ((*path).into(), text(&dot.write()))).collect();
        let counts: Vec<(&str, String)> =
            self.seen.windows.iter().map(|(w, count)| (w.as_str(), count.to_string())).collect();
        let seen = counts.iter().map(|(w, count)| ((*w).into(), Value::Number(count))).collect();
        let floor = self.seen.floor.to_string();
        json::write(&Value::Map(vec![
            ("floor".into(), Value::Number(&floor)),
            ("seen".into(), Value::Map(seen)),
            ("dots".into(), Value::Map(dots)),
        ]))
    }
}

fn first<V>(entry: (&String, &V)) -> String {
    entry.0.clone()
}

fn read_context(sync: &Value<'_>) -> Context {
    let count = |value: &Value<'_>| match value {
        Value::Number(text) => text.parse::<u64>().ok(),
        _ => None,
    };
    let floor = sync.get("floor").and_then(count).unwrap_or(0);
    let mut context = Context { floor, ..Context::default() };
    if let Some(Value::Map(entries)) = sync.get("seen") {
        for (window, value) in entries {
            if let Some(count) = count(value) {
                context.add(&Dot { count, window: window.clone().into_owned() });
            }
        }
    }
    context
}

/// Of two values at one path the later; of two by one change, which no window writes, the greater,
/// so that every replica takes the same.
fn later<'a>(own: &'a Atom, theirs: &'a Atom) -> &'a Atom {
    if (&own.dot, &own.value) >= (&theirs.dot, &theirs.value) { own } else { theirs }
}

fn changes(before: &BTreeMap<String, Atom>, after: &BTreeMap<String, Atom>) -> Vec<Change> {
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|p| (p.clone(), None));
    let set = after
        .iter()
        .filter(|(path, atom)| before.get(*path).is_none_or(|old| old.value != atom.value))
        .map(|(path, atom)| (path.clone(), Some(atom.value.clone())));
    with_orders(gone.chain(set).collect(), after)
}

/// Has the order of every list name just what is in the list, as it does once it is written and
/// read: what it did not name comes last, by its key.
pub(super) fn complete_orders(atoms: &mut BTreeMap<String, Atom>) {
    let mut all: BTreeMap<String, (BTreeSet<String>, Option<Dot>)> = BTreeMap::new();
    for (path, atom) in atoms.iter() {
        for (list, key) in lists(path) {
            let (keys, first) = all.entry(list.to_owned()).or_default();
            if order_of(list) != *path {
                keys.insert(key.to_owned());
                let is_first = first.as_ref().is_none_or(|first| atom.dot < *first);
                *first = if is_first { Some(atom.dot.clone()) } else { first.take() };
            }
        }
    }
    for (list, (mut keys, first)) in all {
        let path = order_of(&list);
        let Some(dot) = first else {
            atoms.remove(&path);
            continue;
        };
        let named = atoms.get(&path).map(|atom| atom.value.clone()).unwrap_or_default();
        let mut order: Vec<String> = Vec::new();
        if let Some(Value::List(named)) = json::parse(&named) {
            let known = named.iter().filter_map(Value::as_text).filter(|key| keys.remove(*key));
            order.extend(known.map(str::to_owned));
        }
        order.extend(keys);
        let value = json::write(&order);
        atoms.entry(path).or_insert(Atom { value: String::new(), dot }).value = value;
    }
}

/// Changes, and with them the order of every list: what an order does not name stands by its key,
/// so that a list with one thing more may stand in another order.
pub(super) fn with_orders(mut changes: Vec<Change>, atoms: &BTreeMap<String, Atom>) -> Vec<Change> {
    if !changes.is_empty() {
        let orders = atoms.iter().filter(|(path, _)| is_order(path));
        changes.extend(orders.map(|(path, atom)| (path.clone(), Some(atom.value.clone()))));
    }
    changes
}

/// A painted week, the hours that follow from it and the free times belong together: one of them
/// changed, all of them are written anew.
fn with_week(path: &str, after: &Flat) -> Vec<String> {
    let Some(plan) = plan_of(path) else { return Vec::new() };
    let [grid, free, week] = week_of(plan);
    if !(path == grid || path == free || path.starts_with(&week)) || !after.contains_key(&grid) {
        return Vec::new();
    }
    let hours = after.keys().filter(|path| path.starts_with(&week)).cloned();
    hours.chain([grid, free]).collect()
}

/// The paths of a plan's painted week and free times, and what those of its hours begin with.
fn week_of(plan: &str) -> [String; 3] {
    ["grid", "scenario/free", "scenario/week/"].map(|key| format!("{plan}/{key}"))
}

/// Hours told after a week was painted count, and the painting goes.
fn drop_old_weeks(atoms: &mut BTreeMap<String, Atom>) {
    let painted: Vec<(String, Dot)> = atoms
        .iter()
        .filter_map(|(path, atom)| {
            let plan = plan_of(path)?;
            (*path == week_of(plan)[0]).then(|| (plan.to_owned(), atom.dot.clone()))
        })
        .collect();
    for (plan, dot) in painted {
        let [grid, free, week] = week_of(&plan);
        if atoms.iter().any(|(path, atom)| path.starts_with(&week) && atom.dot > dot) {
            atoms.remove(&grid);
            atoms.remove(&free);
        }
    }
}

/// A draft with another window's changes in it. A change of a plan that is not in the draft is left
/// out: it was before the plan was made, or after it was taken out.
#[must_use]
pub fn patch(draft: &str, changes: &[Change]) -> Option<String> {
    let mut flat = flatten(&json::parse(draft)?, &[]);
    if changes.iter().any(|(path, _)| is_order(path)) {
        flat.retain(|path, _| !is_order(path));
    }
    for (path, value) in changes {
        match value {
            Some(value) => flat.insert(path.clone(), value.clone()),
            None => flat.remove(path),
        };
    }
    let is_whole = |path: &str| plan_of(path).is_none_or(|plan| flat.contains_key(&id_of(plan)));
    let parts: Vec<String> = flat.keys().filter(|path| !is_whole(path)).cloned().collect();
    parts.iter().for_each(|path| drop(flat.remove(path)));
    Some(json::write(&unflatten(&flat)))
}

/// A value as it is kept, changed as this edition changed what it knows of it: what it does not
/// know stays.
fn carry(raw: &str, before: &str, after: &str) -> String {
    let [Some(raw), Some(before), Some(after)] = [raw, before, after].map(json::parse) else {
        return after.to_owned();
    };
    json::write(&carried(&raw, &before, &after))
}

fn carried<'a>(raw: &Value<'a>, before: &Value<'a>, after: &Value<'a>) -> Value<'a> {
    match (raw, before, after) {
        _ if before == after => raw.clone(),
        (Value::Map(raw), Value::Map(_), Value::Map(known)) => {
            let known_before = |key: &str| before.get(key).is_some();
            let mut entries: Vec<_> = known
                .iter()
                .map(|(key, value)| {
                    let old = raw.iter().find(|(own, _)| own == key).map(|(_, value)| value);
                    let value = match (old, before.get(key)) {
                        (Some(raw), Some(before)) => carried(raw, before, value),
                        _ => value.clone(),
                    };
                    (key.clone(), value)
                })
                .collect();
            let unknown =
                raw.iter().filter(|(key, _)| !known_before(key) && after.get(key).is_none());
            entries.extend(unknown.cloned());
            Value::Map(entries)
        }
        (Value::List(raw), Value::List(old), Value::List(new)) if raw.len() == old.len() => {
            let item = |(at, item): (usize, &Value<'a>)| {
                let same = old.iter().position(|other| other == item);
                match same.or_else(|| (old.len() == new.len()).then_some(at)) {
                    Some(at) => carried(&raw[at], &old[at], item),
                    None => item.clone(),
                }
            };
            Value::List(new.iter().enumerate().map(item).collect())
        }
        _ => after.clone(),
    }
}

/// The ids of the plans in the draft, in their order.
pub(super) fn plan_ids(replica: &Replica) -> Vec<String> {
    let flat = replica.flat();
    match unflatten(&flat).get("cases") {
        Some(Value::List(cases)) => cases
            .iter()
            .filter_map(|case| case.get("id").and_then(Value::as_text).map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// All values of one plan, by what of their path follows the plan's.
pub(super) fn values_of(replica: &Replica, id: &str) -> Flat {
    let plan = plan(id);
    let own = replica.atoms.iter().filter(|(path, _)| plan_of(path) == Some(plan.as_str()));
    own.map(|(path, atom)| (path[plan.len()..].to_owned(), atom.value.clone())).collect()
}
