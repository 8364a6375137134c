//! Owns damage to a book: a JSON document as a tree that may hold what no writer would write, and
//! every way to damage it in one place.

use serde_json::Value;

/// JSON with its keys in order, repeated ones as well.
#[derive(Clone, Debug)]
pub enum Node {
    /// Anything that holds nothing else, as written.
    Leaf(String),
    /// A list.
    List(Vec<Node>),
    /// Fields, or ids with values.
    Map(Vec<(String, Node)>),
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(fields) => {
                Self::Map(fields.iter().map(|(key, v)| (key.clone(), Self::from(v))).collect())
            }
            leaf => Self::Leaf(leaf.to_string()),
        }
    }
}

impl Node {
    /// The document as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, to: &mut String) {
        match self {
            Self::Leaf(raw) => to.push_str(raw),
            Self::List(items) => {
                to.push('[');
                for (at, item) in items.iter().enumerate() {
                    to.push_str(if at > 0 { ",\n" } else { "" });
                    item.write(to);
                }
                to.push(']');
            }
            Self::Map(fields) => {
                to.push('{');
                for (at, (key, value)) in fields.iter().enumerate() {
                    to.push_str(if at > 0 { "," } else { "" });
                    to.push_str(&format!("{key:?}:"));
                    value.write(to);
                }
                to.push('}');
            }
        }
    }

    fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        fields.iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Leaf(_) => Vec::new(),
            Self::List(items) => items.iter().collect(),
            Self::Map(fields) => fields.iter().map(|(_, value)| value).collect(),
        }
    }

    fn at(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |node, step| match node {
            Self::Leaf(_) => node,
            Self::List(items) => &mut items[*step],
            Self::Map(fields) => &mut fields[*step].1,
        })
    }
}

/// What is done in one place. The path leads to the list or map in which it is done.
#[derive(Clone, Debug)]
pub struct Damage {
    path: Vec<usize>,
    /// Which item or field.
    child: usize,
    act: Act,
    /// The path in words.
    pub place: String,
}

/// A way to damage a book.
#[derive(Clone, Debug)]
enum Act {
    /// A value of another kind, or a number or a word that cannot be meant.
    Value(&'static str),
    /// A key with a slip of the finger.
    Key(String),
    /// The key once more behind all others, with a value that would make things easier.
    Again(&'static str),
    /// An entry, or a field that must be there, is gone.
    Gone,
    /// An entry once more at the end of a list of the root, asking for nothing.
    Twin(String),
    /// An offer once more behind the others, asking for nothing.
    Cheaper,
}

/// Fields that have no default: without one of them nobody knows what was meant.
const NO_DEFAULT: &[&str] = &[
    "id",
    "min",
    "max",
    "every_weeks",
    "from",
    "of",
    "at_least",
    "months",
    "skill",
    "course",
    "certificate",
    "role",
    "tenure",
    "any",
    "age",
    "education",
    "fact",
    "pace",
    "fits",
    "hours",
];

/// Lists of activities in the root, in the order in which they are read.
const ACTIVITIES: &[&str] = &["courses", "certificates", "roles"];

/// All that can be done to this document in one place.
pub fn all(root: &Node) -> Vec<Damage> {
    let mut found = Vec::new();
    visit(root, &mut Vec::new(), "", &mut found);
    found
}

fn visit(node: &Node, path: &mut Vec<usize>, place: &str, found: &mut Vec<Damage>) {
    for (child, value) in node.children().into_iter().enumerate() {
        let key = if let Node::Map(fields) = node { Some(fields[child].0.as_str()) } else { None };
        let below = match key {
            Some(key) => format!("{place}.{key}"),
            None => format!("{place}[{child}]"),
        };
        for act in acts(node, key, value, place) {
            found.push(Damage { path: path.clone(), child, act, place: below.clone() });
        }
        path.push(child);
        visit(value, path, &below, found);
        path.pop();
    }
}

fn acts(parent: &Node, key: Option<&str>, value: &Node, place: &str) -> Vec<Act> {
    let mut acts: Vec<Act> = wrong(value).into_iter().map(Act::Value).collect();
    if let Some(key) = key {
        acts.extend(slips(key).into_iter().map(Act::Key));
        acts.extend(["0", "[]", "{}", "{\"all\":[]}"].map(Act::Again));
        // Schooling that a course gives has its default, and so has one end of a range of ages.
        let optional = place.ends_with(".gives") || place.ends_with(".age");
        if NO_DEFAULT.contains(&key) && !optional {
            acts.push(Act::Gone);
        }
        // A class without weeks takes none; with a load that is no class.
        if key == "weeks" && parent.get("load").is_some_and(|load| !load.children().is_empty()) {
            acts.push(Act::Gone);
        }
    } else if place.matches(['.', '[']).count() == 1 {
        acts.push(Act::Gone);
        let own = place.trim_start_matches('.');
        // Behind the first: in its own list, or in one that is read after it.
        let behind = ACTIVITIES.iter().skip_while(|list| **list != own).skip(1);
        acts.extend([own].iter().chain(behind).map(|list| Act::Twin((*list).to_owned())));
    } else if place.ends_with(".offers") {
        acts.push(Act::Cheaper);
        // An activity that never had an offer is another activity.
        if parent.children().len() > 1 {
            acts.push(Act::Gone);
        }
    }
    acts
}

/// Values of another kind than this one, and those of its kind that nobody can mean. The empty
/// list and the empty map have a meaning of their own where lists and maps belong.
fn wrong(value: &Node) -> Vec<&'static str> {
    let text = ["\"zzz-nowhere\"", "\"\"", "\"7\""];
    let number = ["-1", "1.5", "4294967295", "4294967296", "99999999999999999999"];
    let mut wrong = vec!["true"];
    match value {
        Node::Leaf(raw) if raw.starts_with('"') => {
            wrong.extend(["7", "[]", "{}", "[7]"]);
            wrong.extend(text);
        }
        Node::Leaf(_) => {
            wrong.extend(text);
            wrong.extend(["[]", "{}", "[7]"]);
            wrong.extend(number);
        }
        Node::List(_) => {
            wrong.extend(text);
            wrong.extend(["7", "0", "-1", "{}", "[7]", "[[]]", "[{}]", "{\"zzz\":7}"]);
        }
        Node::Map(_) => {
            wrong.extend(text);
            wrong.extend(["7", "0", "-1", "[]", "[7]", "[{}]", "{\"zzz\":7}"]);
        }
    }
    wrong
}

/// A letter lost, doubled, swapped or of the wrong size.
fn slips(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut slips = Vec::new();
    let mut slip = |change: &dyn Fn(&mut Vec<char>)| {
        let mut changed = letters.clone();
        change(&mut changed);
        let changed: String = changed.into_iter().collect();
        if changed != key && !changed.is_empty() {
            slips.push(changed);
        }
    };
    slip(&|letters| letters.truncate(letters.len() - 1));
    slip(&|letters| *letters = letters.split_off(1));
    slip(&|letters| letters.insert(0, letters[0]));
    slip(&|letters| letters.push(letters[letters.len() - 1]));
    if letters.len() > 1 {
        slip(&|letters| letters.swap(0, 1));
    }
    slip(&|letters| letters.iter_mut().for_each(|l| *l = l.to_ascii_uppercase()));
    slips
}

impl Damage {
    /// The document with this damage.
    pub fn done(&self, root: &Node) -> Node {
        let mut root = root.clone();
        let holder = root.at(&self.path);
        match (&self.act, holder) {
            (Act::Gone, Node::List(items)) => {
                items.remove(self.child);
            }
            (Act::Gone, Node::Map(fields)) => {
                fields.remove(self.child);
            }
            (Act::Value(raw), Node::List(items)) => items[self.child] = leaf(raw),
            (Act::Value(raw), Node::Map(fields)) => fields[self.child].1 = leaf(raw),
            (Act::Key(slip), Node::Map(fields)) => fields[self.child].0.clone_from(slip),
            (Act::Again(raw), Node::Map(fields)) => {
                let key = fields[self.child].0.clone();
                fields.push((key, leaf(raw)));
            }
            (Act::Cheaper, Node::List(items)) => {
                let twin = asking_nothing(&items[self.child]);
                items.push(twin);
            }
            (Act::Twin(list), Node::List(items)) => {
                let twin = asking_nothing(&items[self.child]);
                let Node::Map(lists) = &mut root else { return root };
                if let Some((_, Node::List(items))) = lists.iter_mut().find(|(key, _)| key == list)
                {
                    items.push(twin);
                }
            }
            _ => {}
        }
        root
    }
}

fn leaf(raw: &str) -> Node {
    Node::Leaf(raw.to_owned())
}

/// The same entry with what it gives, but without what it asks for.
fn asking_nothing(entry: &Node) -> Node {
    let Node::Map(fields) = entry else { return entry.clone() };
    let kept = fields.iter().filter(|(key, _)| ["id", "name", "gives"].contains(&key.as_str()));
    Node::Map(kept.cloned().collect())
}
