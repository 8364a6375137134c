//! Owns the kept draft as single values by path, and back.
//!
//! A path is the keys from the top joined by `/`. What windows may change apart is a value of its
//! own: each field of a plan, the hours of each kind of free time, each step done. A list of things
//! that can be told apart is one value for each of them, under what tells them apart, and one under
//! [`ORDER`] for their order. Everything else, and so every field of a later edition, is one value.

use qitu_model::json::{self, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The last key of the path under which a list's order stands. No other key is this: `~` itself is
/// written `~0`.
const ORDER: &str = "~";

/// Values as JSON, by path.
pub(super) type Flat = BTreeMap<String, String>;

/// How a part of the draft is taken apart.
#[derive(Clone, Copy)]
enum Shape {
    /// One value.
    Leaf,
    /// A map of these fields; any other field is one value.
    Fields(&'static [(&'static str, &'static Shape)]),
    /// A map of any keys, one value each.
    Keys,
    /// A list of things that these fields tell apart, or by all they are where none is named.
    Items(&'static [&'static str], &'static Shape),
}

const SET: Shape = Shape::Items(&[], &Shape::Leaf);

const RIDER: Shape = Shape::Fields(&[
    ("roles", &SET),
    ("tenure", &Shape::Keys),
    ("skills", &Shape::Keys),
    ("certificates", &Shape::Items(&["id"], &Shape::Leaf)),
    ("courses", &SET),
    ("facts", &Shape::Keys),
]);

const SCENARIO: Shape = Shape::Fields(&[
    ("rider", &RIDER),
    ("week", &Shape::Keys),
    ("calendar", &Shape::Items(&["from", "to"], &Shape::Leaf)),
    ("avoid", &Shape::Fields(&[("places", &SET), ("activities", &SET)])),
    ("pins", &Shape::Items(&["activity"], &Shape::Leaf)),
    ("waive", &SET),
    ("begun", &Shape::Items(&["activity"], &Shape::Leaf)),
]);

const RECORD: Shape = Shape::Fields(&[
    ("rider", &RIDER),
    ("papers", &Shape::Keys),
    ("applications", &Shape::Items(&["role", "place"], &Shape::Leaf)),
    ("checks", &Shape::Items(&["on"], &Shape::Leaf)),
]);

const DRAFT: Shape = Shape::Fields(&[
    ("cases", &Shape::Items(&["id"], &Shape::Fields(&[("scenario", &SCENARIO)]))),
    ("done", &Shape::Items(&["activity"], &Shape::Leaf)),
    ("parked", &SET),
    ("record", &RECORD),
]);

impl Shape {
    fn field(self, key: &str) -> Self {
        match self {
            Self::Fields(fields) => {
                fields.iter().find(|(own, _)| *own == key).map_or(Self::Leaf, |(_, shape)| **shape)
            }
            _ => Self::Leaf,
        }
    }
}

/// The path of the plan that a path leads into: `cases/ID`.
pub(super) fn plan_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("cases/")?.split('/').next()?;
    (id != ORDER).then(|| path.get(.."cases/".len() + id.len())).flatten()
}

/// Is this the path of a list's order?
pub(super) fn is_order(path: &str) -> bool {
    path.rsplit('/').next() == Some(ORDER)
}

/// The lists that a path leads through, and the key of the item in each: the order of the list goes
/// by the key [`ORDER`].
pub(super) fn lists(path: &str) -> Vec<(&str, &str)> {
    let mut lists = Vec::new();
    let (mut shape, mut at) = (DRAFT, 0);
    for key in path.split('/') {
        match shape {
            Shape::Items(_, each) => {
                lists.push((path.get(..at.max(1) - 1).unwrap_or_default(), key));
                shape = *each;
            }
            _ => shape = shape.field(&unescape(key)),
        }
        at += key.len() + 1;
    }
    lists
}

/// The path of a list's order.
pub(super) fn order_of(list: &str) -> String {
    format!("{list}/{ORDER}")
}

/// The path of a plan's own id.
pub(super) fn id_of(plan: &str) -> String {
    format!("{plan}/id")
}

/// The path of the plan of this id.
pub(super) fn plan(id: &str) -> String {
    format!("cases/{}", escape(id))
}

fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        return key.replace('~', "~0").replace('/', "~1").into();
    }
    key.into()
}

fn unescape(key: &str) -> Cow<'_, str> {
    if key.contains('~') {
        return key.replace("~1", "/").replace("~0", "~").into();
    }
    key.into()
}

/// All values of a draft but those for which `is_left_out` says so at the top.
pub(super) fn flatten(draft: &Value<'_>, left_out: &[&str]) -> Flat {
    let mut flat = Flat::new();
    if let Value::Map(entries) = draft {
        for (key, value) in entries.iter().filter(|(key, _)| !left_out.contains(&&**key)) {
            take_apart(value, DRAFT.field(key), &escape(key), &mut flat);
        }
    }
    flat
}

fn take_apart(value: &Value<'_>, shape: Shape, path: &str, flat: &mut Flat) {
    match (shape, value) {
        (Shape::Fields(_) | Shape::Keys, Value::Map(entries)) => {
            for (key, value) in entries {
                take_apart(value, shape.field(key), &format!("{path}/{}", escape(key)), flat);
            }
        }
        (Shape::Items(fields, each), Value::List(items)) => {
            let mut order = Vec::new();
            // How often each came, so that what cannot be told apart is kept all the same.
            let mut times = BTreeMap::<String, u32>::new();
            for item in items {
                let mut key = told_apart(item, fields);
                let count = times.entry(key.clone()).or_default();
                *count += 1;
                if *count > 1 {
                    key = format!("{key}~#{count}");
                }
                take_apart(item, *each, &format!("{path}/{key}"), flat);
                order.push(key);
            }
            if !order.is_empty() {
                flat.insert(format!("{path}/{ORDER}"), json::write(&order));
            }
        }
        (Shape::Fields(_) | Shape::Keys | Shape::Items(..), Value::Null) => {}
        _ => {
            flat.insert(path.to_owned(), json::write(value));
        }
    }
}

/// What tells an item of a list apart, as a key.
fn told_apart(item: &Value<'_>, fields: &[&str]) -> String {
    let text = |value: &Value<'_>| match value {
        Value::Text(text) => escape(text).into_owned(),
        _ => escape(&json::write(value)).into_owned(),
    };
    if fields.is_empty() {
        return text(item);
    }
    let parts = fields.iter().map(|field| item.get(field).map(text).unwrap_or_default());
    parts.collect::<Vec<_>>().join("~|")
}

/// The draft of some values.
pub(super) fn unflatten(flat: &Flat) -> Value<'_> {
    let mut parts: Vec<(Vec<&str>, &str)> =
        flat.iter().map(|(path, value)| (path.split('/').collect(), value.as_str())).collect();
    parts.sort_unstable();
    put_together(&parts, 0, DRAFT)
}

/// The part of the draft whose values begin with the same `depth` keys.
fn put_together<'a>(parts: &[(Vec<&'a str>, &'a str)], depth: usize, shape: Shape) -> Value<'a> {
    // A value in place of a map or list, as some other edition may have written it.
    if let [(keys, value)] = parts
        && keys.len() == depth
    {
        return json::parse(value).unwrap_or_default();
    }
    let mut entries: Vec<(&'a str, Value<'a>)> = Vec::new();
    let mut order = Value::Null;
    for group in parts.chunk_by(|a, b| a.0.get(depth) == b.0.get(depth)) {
        let Some((keys, value)) = group.first() else { continue };
        let Some(key) = keys.get(depth).copied() else { continue };
        if key == ORDER && matches!(shape, Shape::Items(..)) {
            order = json::parse(value).unwrap_or_default();
            continue;
        }
        let inner = match shape {
            Shape::Items(_, each) => *each,
            _ => shape.field(&unescape(key)),
        };
        entries.push((key, put_together(group, depth + 1, inner)));
    }
    if !matches!(shape, Shape::Items(..)) {
        return Value::Map(entries.into_iter().map(|(key, v)| (unescape(key), v)).collect());
    }
    // What the order does not name comes last.
    let named = if let Value::List(named) = order { named } else { Vec::new() };
    let names = named.iter().filter_map(Value::as_text).enumerate();
    let places: BTreeMap<&str, usize> = names.map(|(at, name)| (name, at)).collect();
    entries.sort_by_key(|(key, _)| places.get(key).copied().unwrap_or(usize::MAX));
    Value::List(entries.into_iter().map(|(_, item)| item).collect())
}
