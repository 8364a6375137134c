//! Owns reading by shape: what fits its table passes, the rest is reported and left out.
//! Refuses to judge what the words mean; `check` does.
//!
//! The sieve writes a clean copy of the text, which the types then read in one go. So a file with
//! a thousand entries and one mistake yields 999 entries and one problem, and the reader of the
//! types exists once.

use super::problem::{Counts, Problem, ProblemKind, Severity, Wanted};
use super::shape::{EVERY, Field, NEEDS, Shape, Weight, YEARLY};
use super::span::{self, Break, Lines, Piece};
use qitu_model::{Date, Id, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Needs this deep are refused: no reader could follow them, and the types' reader stops at 128
/// levels of JSON, two for each level of need.
const DEEPEST: usize = 40;

/// Problems of one severity beyond this many are counted, not listed.
pub(super) const MOST: usize = 1000;

/// What passed, what did not, and where things stood.
pub(super) struct Sifted {
    /// The clean copy.
    pub clean: String,
    /// The text was read to its end, and every field of the outermost object that matters.
    pub whole: bool,
    /// What did not pass.
    pub problems: Vec<Problem>,
    /// How many more problems there were, by severity.
    pub more: Counts,
    /// Byte of the clean copy → byte of the text, for each value, in order.
    pub marks: Vec<(usize, usize)>,
    /// Where the lines of the text begin.
    pub lines: Lines,
}

/// Sifts a text whose whole is an object of these fields.
pub(super) fn sift(text: &str, root: &'static [Field]) -> Sifted {
    let mut sieve = Sieve {
        text,
        lines: Lines::of(text),
        out: String::new(),
        marks: Vec::new(),
        problems: Vec::new(),
        told: Counts::default(),
        more: Counts::default(),
        path: String::new(),
        entry: Id::new(),
        broken: false,
    };
    let whole = sieve.root(root);
    let Sieve { out, marks, problems, more, lines, .. } = sieve;
    Sifted { clean: out, whole, problems, more, marks, lines }
}

struct Sieve<'t> {
    text: &'t str,
    lines: Lines,
    out: String,
    marks: Vec<(usize, usize)>,
    problems: Vec<Problem>,
    told: Counts,
    more: Counts,
    path: String,
    entry: Id,
    /// A break in the text has been reported: what else it tears is not reported again.
    broken: bool,
}

impl Sieve<'_> {
    fn root(&mut self, fields: &'static [Field]) -> bool {
        let whole = span::value(self.text, 0);
        let piece = match whole {
            Ok(piece) => piece,
            Err(broken) => Piece { from: broken.at, to: self.text.len() },
        };
        if !piece.of(self.text).starts_with('{') {
            match self.no_json() {
                Some(kind) => self.report(piece, Severity::Error, "", kind),
                None => _ = self.wrong(piece, Wanted::Object),
            }
            self.out.push_str("{}");
            return false;
        }
        // Whole or not, what passed is in `out`; a required field that did not is reported.
        let passed = self.object(piece, fields, 0);
        let rest = self.text.get(piece.to..).unwrap_or("");
        if whole.is_ok() && !rest.trim_ascii().is_empty() {
            self.tear(Break { at: piece.to, cut_off: false });
        }
        passed && whole.is_ok()
    }

    /// What the text is, where it is something else than JSON from its first letter on.
    fn no_json(&self) -> Option<ProblemKind> {
        let text = self.text.trim_ascii_start();
        if text.starts_with('<') {
            return Some(ProblemKind::WebPage);
        }
        let has_words = text.starts_with(|first: char| first.is_alphabetic());
        let is_json = qitu_model::json::parse(text.trim_ascii_end()).is_some();
        (has_words && !is_json).then_some(ProblemKind::NoJson)
    }

    /// Writes the value if it has the shape; says whether it had.
    fn value(&mut self, piece: Piece, shape: &'static Shape, depth: usize) -> bool {
        self.marks.push((self.out.len(), piece.from));
        let raw = piece.of(self.text);
        match shape {
            Shape::Str => self.leaf(piece, Wanted::String, string(raw).is_some()),
            Shape::Number => self.number(piece, Wanted::Number, &|n| n.parse::<u32>().is_ok()),
            Shape::Long => self.number(piece, Wanted::Number, &|n| n.parse::<u64>().is_ok()),
            Shape::Yuan => self.number(piece, Wanted::Yuan, &|n| n.parse::<i64>().is_ok()),
            Shape::YesNo => self.leaf(piece, Wanted::YesNo, matches!(raw, "true" | "false")),
            Shape::Date => {
                let passes = string(raw).is_some_and(|text| Date::parse(&text).is_some());
                self.leaf(piece, Wanted::Date, passes)
            }
            Shape::Time => {
                let passes = string(raw).is_some_and(|text| Span::parse(&text).is_some());
                self.leaf(piece, Wanted::Time, passes)
            }
            Shape::Word(words) => {
                let passes = string(raw).is_some_and(|text| words.contains(&text.as_str()));
                self.leaf(piece, Wanted::Word(words), passes)
            }
            Shape::Any => {
                let passes = qitu_model::json::parse(raw).is_some();
                self.leaf(piece, Wanted::Object, passes)
            }
            Shape::Need => self.need(piece, depth),
            Shape::Intakes if raw.starts_with('{') => self.rule(piece, depth),
            Shape::Intakes if raw.starts_with('[') => self.list(piece, &Shape::Date, false, depth),
            Shape::Intakes => self.wrong(piece, Wanted::Intakes),
            Shape::List(inner) => self.list(piece, inner, false, depth),
            Shape::Whole(inner) => self.list(piece, inner, true, depth),
            Shape::Map(inner) => self.map(piece, inner, depth),
            Shape::Object(fields) => self.object(piece, fields, depth),
        }
    }

    fn leaf(&mut self, piece: Piece, wanted: Wanted, passes: bool) -> bool {
        if !passes {
            return self.wrong(piece, wanted);
        }
        self.out.push_str(piece.of(self.text));
        true
    }

    /// A whole number; some programs write 2 as 2.0.
    fn number(&mut self, piece: Piece, wanted: Wanted, fits: &dyn Fn(&str) -> bool) -> bool {
        match whole(piece.of(self.text)).filter(|number| fits(number)) {
            Some(number) => {
                self.out.push_str(number);
                true
            }
            None => self.wrong(piece, wanted),
        }
    }

    fn object(&mut self, piece: Piece, fields: &'static [Field], depth: usize) -> bool {
        if !piece.of(self.text).starts_with('{') {
            let two_languages = fields.first().is_some_and(|f| f.name == "zh");
            let wanted = if two_languages { Wanted::TwoLanguages } else { Wanted::Object };
            return self.wrong(piece, wanted);
        }
        let (members, broken) = span::members(self.text, piece);
        let outermost = self.entry.is_empty() && !self.path.is_empty();
        if outermost && let Some((_, id)) = members.iter().find(|(key, _)| *key == "id") {
            self.entry = string(id.of(self.text)).unwrap_or_default();
        }
        let mut whole = true;
        let mut seen = vec![false; fields.len()];
        self.out.push('{');
        for &(key, value) in &members {
            let Some(at) = fields.iter().position(|f| f.name == key) else {
                whole &= self.unknown(key, value, fields, &members);
                continue;
            };
            let (Some(field), Some(seen)) = (fields.get(at), seen.get_mut(at)) else { continue };
            if *seen {
                let field = shorten(key);
                self.report(value, Severity::Warning, key, ProblemKind::DuplicateField { field });
                continue;
            }
            // Nothing is the same as not there.
            if value.of(self.text) == "null" && field.weight != Weight::Required {
                continue;
            }
            *seen = true;
            let passed = self.member(key, value, field.shape, depth);
            whole &= passed || field.weight == Weight::Loose;
        }
        self.out.push('}');
        if let Some(broken) = broken {
            self.tear(broken);
            whole = false;
        }
        for (field, seen) in fields.iter().zip(seen) {
            if field.weight == Weight::Required && !seen {
                whole = false;
                if broken.is_none() {
                    let kind = ProblemKind::MissingField { field: field.name };
                    self.report(piece, Severity::Error, "", kind);
                }
            }
        }
        if outermost {
            self.entry.clear();
        }
        whole
    }

    /// Tells of a field nobody reads. Says whether the object is worth something all the same: not
    /// when the field looks like a slip for one that matters and is not there.
    fn unknown(
        &mut self,
        key: &str,
        value: Piece,
        fields: &[Field],
        members: &[(&str, Piece)],
    ) -> bool {
        let near = super::near_field(key, fields.iter().map(|f| f.name));
        let missed = fields.iter().any(|field| {
            near == Some(field.name)
                && field.weight != Weight::Loose
                && members.iter().all(|(key, _)| *key != field.name)
        });
        let severity = if missed { Severity::Error } else { Severity::Warning };
        let kind = ProblemKind::UnknownField { field: shorten(key), near };
        self.report(value, severity, key, kind);
        !missed
    }

    /// Intakes by a rule: any word of a rule of months makes it one.
    fn rule(&mut self, piece: Piece, depth: usize) -> bool {
        let (members, _) = span::members(self.text, piece);
        let is_yearly =
            YEARLY.iter().any(|field| members.iter().any(|(key, _)| *key == field.name));
        self.object(piece, if is_yearly { YEARLY } else { EVERY }, depth)
    }

    fn need(&mut self, piece: Piece, depth: usize) -> bool {
        let raw = piece.of(self.text);
        if !raw.starts_with('{') {
            return self.wrong(piece, Wanted::Need);
        }
        if depth >= DEEPEST {
            self.report(piece, Severity::Error, "", ProblemKind::TooDeep);
            return false;
        }
        let (members, broken) = span::members(self.text, piece);
        let mut forms = NEEDS.iter().filter(|(form, _)| members.iter().any(|(key, _)| key == form));
        match (forms.next(), forms.next()) {
            (Some((_, fields)), None) => self.object(piece, fields, depth + 1),
            _ => {
                match broken {
                    Some(broken) => self.tear(broken),
                    None => self.report(piece, Severity::Error, "", ProblemKind::NeedUnclear),
                }
                false
            }
        }
    }

    fn list(&mut self, piece: Piece, inner: &'static Shape, strict: bool, depth: usize) -> bool {
        if !piece.of(self.text).starts_with('[') {
            return self.wrong(piece, Wanted::List);
        }
        let (items, broken) = span::items(self.text, piece);
        let (many, mut kept) = (!items.is_empty(), 0_usize);
        let mut whole = true;
        self.out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            let (out, marks, path) = (self.out.len(), self.marks.len(), self.path.len());
            if kept > 0 {
                self.out.push(',');
            }
            self.path.push_str(&format!("[{index}]"));
            if self.value(item, inner, depth) {
                kept += 1;
            } else {
                whole = false;
                self.out.truncate(out);
                self.marks.truncate(marks);
                if matches!(inner, Shape::Object(_)) && !strict {
                    self.left_out(item);
                }
            }
            self.path.truncate(path);
        }
        self.out.push(']');
        if let Some(broken) = broken {
            self.tear(broken);
            whole = false;
        }
        // A list that lost everything must not pass for an empty one, which means something else.
        whole || (!strict && (kept > 0 || !many))
    }

    fn map(&mut self, piece: Piece, inner: &'static Shape, depth: usize) -> bool {
        if !piece.of(self.text).starts_with('{') {
            return self.wrong(piece, Wanted::Object);
        }
        let (members, broken) = span::members(self.text, piece);
        let mut named = BTreeMap::new();
        for (key, value) in members {
            match named.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(_) => {
                    let kind = ProblemKind::DuplicateField { field: shorten(key) };
                    self.report(value, Severity::Warning, key, kind);
                }
            }
        }
        self.out.push('{');
        // In order, since the maps they are read into are kept so.
        for (key, value) in named {
            if key.contains(|c: char| c == '\\' || c.is_control()) {
                let quoted = Piece { from: value.from, to: value.from };
                self.report(quoted, Severity::Error, "", ProblemKind::Broken);
            } else {
                self.member(key, value, inner, depth);
            }
        }
        self.out.push('}');
        if let Some(broken) = broken {
            self.tear(broken);
            return false;
        }
        true
    }

    /// Writes `"key":value`, or nothing if the value does not pass.
    fn member(&mut self, key: &str, piece: Piece, shape: &'static Shape, depth: usize) -> bool {
        let (out, marks, path) = (self.out.len(), self.marks.len(), self.path.len());
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self.step(key);
        let passed = self.value(piece, shape, depth);
        if !passed {
            self.out.truncate(out);
            self.marks.truncate(marks);
        }
        self.path.truncate(path);
        passed
    }

    fn step(&mut self, key: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(key);
    }

    fn wrong(&mut self, piece: Piece, wanted: Wanted) -> bool {
        if piece.to >= self.text.len() && self.text.get(piece.from..).is_some_and(|t| !t.is_empty())
        {
            // The text ends inside this value; that it ends is the one thing to say.
            if span::value(self.text, piece.from).is_err() {
                self.tear(Break { at: piece.from, cut_off: true });
                return false;
            }
        }
        let found = shorten(piece.of(self.text));
        self.report(piece, Severity::Error, "", ProblemKind::WrongType { wanted, found });
        false
    }

    fn left_out(&mut self, piece: Piece) {
        let held = std::mem::take(&mut self.entry);
        self.entry = if held.is_empty() {
            let (members, _) = span::members(self.text, piece);
            let id = members.iter().find(|(key, _)| *key == "id");
            id.and_then(|(_, id)| string(id.of(self.text))).unwrap_or_default()
        } else {
            held.clone()
        };
        self.report(piece, Severity::Error, "", ProblemKind::LeftOut);
        self.entry = held;
    }

    fn tear(&mut self, broken: Break) {
        if std::mem::replace(&mut self.broken, true) {
            return;
        }
        let piece = Piece { from: broken.at, to: broken.at };
        let kind = if broken.cut_off { ProblemKind::CutOff } else { ProblemKind::Broken };
        self.report(piece, Severity::Error, "", kind);
    }

    fn report(&mut self, piece: Piece, severity: Severity, key: &str, kind: ProblemKind) {
        if self.told.of(severity) >= MOST {
            self.more.add(severity, 1);
            return;
        }
        self.told.add(severity, 1);
        let mut path = self.path.clone();
        if !key.is_empty() {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&shorten(key));
        }
        let line = self.lines.line(piece.from);
        self.problems.push(Problem { severity, line, path, entry: self.entry.clone(), kind });
    }
}

/// The string that a JSON string stands for.
fn string(raw: &str) -> Option<String> {
    if !raw.starts_with('"') {
        return None;
    }
    qitu_model::json::read(raw).ok()
}

/// A whole number as JSON writes it, without leading zeros, and without a fraction of zeros.
fn whole(raw: &str) -> Option<&str> {
    let number = match raw.split_once('.') {
        Some((number, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => number,
        Some(_) => return None,
        None => raw,
    };
    let digits = number.strip_prefix('-').unwrap_or(number);
    let plain =
        digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()));
    plain.then_some(number)
}

/// Letters of a file's own text that are quoted.
pub(super) const SHORT: usize = 40;

/// The beginning of a text, for showing.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String =
        text.chars().take(SHORT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHORT).is_some() {
        short.push('…');
    }
    short
}
