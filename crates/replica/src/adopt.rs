//! Owns what becomes of drafts without changes' names: those of earlier editions, and backups.

use super::format::fingerprint;
use super::merge::{
    Atom, Change, Replica, complete_orders, patch, plan_ids, values_of, with_orders,
};
use super::path::{Flat, id_of, is_order, plan, plan_of};
use qitu_model::json::{self, Value};
use std::collections::BTreeMap;

impl Replica {
    /// Takes in what a window of an earlier edition has made of `base`: what it set counts as set by
    /// this window, now. What is missing there stays, since that window drops what it does not
    /// know. Says what that changed here.
    pub fn adopt(&mut self, window: &str, base: &Self, theirs: &Self) -> Vec<Change> {
        let names = pair(base, theirs);
        let base = base.flat();
        let set = renamed(theirs.flat(), &names);
        let set = set.into_iter().filter(|(path, value)| {
            base.get(path) != Some(value) && !(is_order(path) && base.contains_key(path))
        });
        self.set_all(window, set.collect())
    }

    /// Takes in what is missing here. Of a plan that is here as well and differs both stay. Says
    /// what that changed here.
    pub fn fill(&mut self, window: &str, theirs: &Self) -> Vec<Change> {
        let own = plan_ids(self);
        let mut names = BTreeMap::new();
        for id in plan_ids(theirs) {
            let values = values_of(theirs, &id);
            let other = own.iter().find(|own| values_of(self, own) == with_id(&values, own));
            if other.is_none() && own.contains(&id) {
                let text = values.iter().map(|(key, value)| format!("{key}={value};"));
                let print = fingerprint(&text.collect::<String>());
                names.insert(id, format!("h{print:x}"));
            } else if let Some(other) = other {
                names.insert(id, other.clone());
            }
        }
        let here = self.flat();
        let has_plan =
            |path: &str| plan_of(path).is_some_and(|plan| here.contains_key(&id_of(plan)));
        let set = renamed(theirs.flat(), &names);
        let set = set.into_iter().filter(|(path, _)| !here.contains_key(path) && !has_plan(path));
        self.set_all(window, set.collect())
    }

    /// Sets these values by one change, with the ids of their plans.
    fn set_all(&mut self, window: &str, mut set: Flat) -> Vec<Change> {
        if set.is_empty() {
            return Vec::new();
        }
        let plans: Vec<String> =
            set.keys().filter_map(|path| Some(id_of(plan_of(path)?))).collect();
        for id in plans {
            if let Some(atom) = self.atoms.get(&id) {
                set.entry(id).or_insert_with(|| atom.value.clone());
            }
        }
        let changes = set.iter().map(|(path, value)| (path.clone(), Some(value.clone()))).collect();
        let dot = self.seen.next(window);
        for (path, value) in set {
            self.atoms.insert(path, Atom { value, dot: dot.clone() });
        }
        complete_orders(&mut self.atoms);
        self.seen.add(&dot);
        with_orders(changes, &self.atoms)
    }
}

fn with_id(values: &Flat, id: &str) -> Flat {
    let mut values = values.clone();
    values.insert("/id".into(), json::write(&id));
    values
}

/// The ids that an earlier edition's plans had in `base`, since it drops them: by what the plan
/// holds, and else, where as many are left on both sides, in their order.
fn pair(base: &Replica, theirs: &Replica) -> BTreeMap<String, String> {
    let known = plan_ids(base);
    let mut rest: Vec<String> = plan_ids(theirs);
    rest.retain(|id| !known.contains(id));
    let taken = plan_ids(theirs);
    let mut free: Vec<String> = known.into_iter().filter(|id| !taken.contains(id)).collect();
    let mut names = BTreeMap::new();
    rest.retain(|id| {
        let values = values_of(theirs, id);
        let same = free.iter().position(|own| values_of(base, own) == with_id(&values, own));
        if let Some(at) = same {
            names.insert(id.clone(), free.remove(at));
        }
        same.is_none()
    });
    if rest.len() == free.len() {
        names.extend(rest.into_iter().zip(free));
    }
    names
}

/// The same with other ids for some plans.
fn renamed(flat: Flat, names: &BTreeMap<String, String>) -> Flat {
    let new: BTreeMap<String, &String> = names.iter().map(|(old, new)| (plan(old), new)).collect();
    let mut renamed = Flat::new();
    for (path, value) in flat {
        let Some(id) = plan_of(&path).and_then(|old| new.get(old)) else {
            renamed.insert(path, value);
            continue;
        };
        let rest = plan_of(&path).and_then(|old| path.get(old.len()..)).unwrap_or_default();
        let value = if rest == "/id" { json::write(*id) } else { value };
        renamed.insert(format!("{}{rest}", plan(id)), value);
    }
    renamed
}

/// Two drafts as one: the first, and what it lacks of the second. Of a plan in both that differs
/// both stay, the second under another id.
#[must_use]
pub fn beside(own: &str, other: &str) -> Option<String> {
    let (mut replica, _) = Replica::read(own).ok()?;
    let (other, _) = Replica::read(other).ok()?;
    let added = replica.fill("", &other);
    let joined = patch(own, &added)?;
    // The plan that is looked at keeps its place: what is added comes last.
    let current = json::parse(own)?.get("current").map(json_text)?;
    let mut draft = json::parse(&joined)?;
    if let Some(slot) = draft.slot("current") {
        *slot = json::parse(&current)?;
    }
    Some(json::write(&draft))
}

fn json_text(value: &Value<'_>) -> String {
    json::write(value)
}
