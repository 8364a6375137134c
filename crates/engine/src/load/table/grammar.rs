//! Owns needs in words, read and written: `骑手满6个月；路线规划2级；（健康证 或 急救证）`,
//! `甲、乙、丙任选两门`, `18到60岁`, `高中及以上`. What is written is read back as the same need.
//! Refuses to guess: words that are not understood whole are no need at all.
//!
//! ```text
//! needs  = term { ；term } | atom { 、atom }          all of them
//! term   = atom | atom 或 atom { 或 atom }            one of them
//!        | atom { 、atom } 任选 N 门 | 任选 N 项：atom { 、atom }
//! atom   = （needs） | name | 《name》 | a level, an age, schooling, time served
//! ```

mod leaf;
mod split;
mod write;

use super::cell::{self, folded};
use qitu_model::{Activity, Catalogue, Id, Need, Text};
pub(super) use split::apart;
use split::fenced;
use std::collections::BTreeMap;

/// Between needs of which all must hold.
pub(super) const APART: [&str; 5] = [";", "；", "|", "\n", "\r"];
/// Between the items of a list, and the same within a name.
pub(super) const LISTED: [&str; 3] = ["、", ",", "，"];
/// Between the last two items of a list.
const JOINS: [&str; 10] = ["并且", "以及", " and ", "和", "与", "及", "且", "&", "+", "＋"];
/// Between needs of which one is enough.
const OR: [&str; 3] = ["或者", "或", " or "];
/// Parts between such marks that one name has at most.
pub(super) const LONGEST_NAME: usize = 6;
/// Brackets in brackets that are read.
const DEPTH: u32 = 6;
/// Bytes of a cell that are understood; nobody writes a longer need.
const MOST_BYTES: usize = 16_000;

/// What a name may stand for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Course(Id),
    Certificate(Id),
    Role(Id),
}

/// The names that needs are read and written with.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    names: BTreeMap<String, Named>,
    skills: BTreeMap<String, Id>,
    /// How each is called.
    texts: BTreeMap<Named, Text>,
    skill_texts: BTreeMap<Id, Text>,
}

impl Grammar {
    /// With the names and the ids of a catalogue.
    #[must_use]
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut grammar = Self::default();
        type Naming<'a> = (&'a [Activity], fn(Id) -> Named);
        let lists: [Naming; 3] = [
            (&catalogue.courses, Named::Course),
            (&catalogue.certificates, Named::Certificate),
            (&catalogue.roles, Named::Role),
        ];
        for (list, named) in lists {
            for activity in list {
                let named = named(activity.id.clone());
                for word in [&activity.id, &activity.name.zh, &activity.name.en] {
                    if !word.trim().is_empty() {
                        grammar.names.entry(folded(word)).or_insert_with(|| named.clone());
                    }
                }
                grammar.texts.entry(named).or_insert_with(|| activity.name.clone());
            }
        }
        for skill in &catalogue.skills {
            for word in [&skill.id, &skill.name.zh, &skill.name.en] {
                if !word.trim().is_empty() {
                    grammar.skills.entry(folded(word)).or_insert_with(|| skill.id.clone());
                }
            }
            grammar.skill_texts.entry(skill.id.clone()).or_insert_with(|| skill.name.clone());
        }
        grammar
    }

    /// A course of the table stands for its names, whatever else had them.
    pub(super) fn name_course(&mut self, id: &Id, name: Text) {
        let named = Named::Course(id.clone());
        for word in [id, &name.zh, &name.en] {
            if !word.is_empty() {
                self.names.insert(folded(word), named.clone());
            }
        }
        self.texts.insert(named, name);
    }

    pub(super) fn skill(&self, word: &str) -> Option<&Id> {
        self.skills.get(&folded(word))
    }

    pub(super) fn name_skill(&mut self, id: &Id, word: &str) {
        self.skills.insert(folded(word), id.clone());
    }

    /// The need that a cell says; none where a part of it is not understood.
    #[must_use]
    pub fn read(&self, cell: &str) -> Option<Need> {
        let cell = cell.trim();
        if is_none(cell) {
            return Some(Need::default());
        }
        self.needs(cell, DEPTH)
    }

    fn needs(&self, text: &str, depth: u32) -> Option<Need> {
        if text.len() > MOST_BYTES {
            return None;
        }
        // A name may hold any mark.
        if let Some(need) = self.term_within(text, depth) {
            return Some(need);
        }
        let mut all = Vec::new();
        let parts = apart(text, &APART);
        let is_one = parts.len() == 1;
        for part in parts.into_iter().map(|part| text.get(part).unwrap_or_default().trim()) {
            if is_none(part) {
                continue;
            }
            let term = if is_one { None } else { self.term_within(part, depth) };
            match term {
                Some(need) => all.push(need),
                None => all.extend(self.listed(part, &LISTED, depth)?),
            }
        }
        Some(if all.len() == 1 { all.remove(0) } else { Need::All { all } })
    }

    /// What stands between two marks that separate for certain.
    pub(super) fn term(&self, text: &str) -> Option<Need> {
        if text.len() > MOST_BYTES { None } else { self.term_within(text, DEPTH) }
    }

    fn term_within(&self, text: &str, depth: u32) -> Option<Need> {
        let text = text.trim();
        self.atom(text, depth)
            .or_else(|| self.choice(text, depth))
            .or_else(|| self.one_of(text, depth))
    }

    /// The items of a list, all of them understood. Of `甲、乙或丙` nobody knows whether one is enough.
    pub(super) fn list(&self, text: &str) -> Option<Vec<Need>> {
        if text.len() > MOST_BYTES { None } else { self.listed(text, &LISTED, DEPTH) }
    }

    fn listed(&self, text: &str, marks: &[&str], depth: u32) -> Option<Vec<Need>> {
        if is_open(text) {
            return None;
        }
        let marks: Vec<&str> = marks.iter().chain(&JOINS).copied().collect();
        self.items(text, &marks, depth)
    }

    /// The words between marks; a name may hold the mark: the longest that is known counts.
    fn items(&self, text: &str, marks: &[&str], depth: u32) -> Option<Vec<Need>> {
        let words = apart(text, marks);
        let (mut rest, mut items) = (words.as_slice(), Vec::new());
        while let Some(first) = rest.first() {
            let (count, need) = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|count| {
                let word = text.get(first.start..rest.get(count - 1)?.end)?.trim();
                Some((count, self.atom(word, depth)?))
            })?;
            items.push(need);
            rest = rest.get(count..)?;
        }
        Some(items)
    }

    /// `甲或乙`, where each is understood.
    fn one_of(&self, text: &str, depth: u32) -> Option<Need> {
        let any = self.items(text, &OR, depth)?;
        (any.len() > 1).then_some(Need::Any { any })
    }

    /// `甲、乙、丙任选两门`, `甲、乙（二选一）`, `任选两项：甲、乙、丙`, `any 2 of a, b, c`
    fn choice(&self, text: &str, depth: u32) -> Option<Need> {
        let lower = text.to_ascii_lowercase();
        let english = lower.strip_prefix("any ").and_then(|rest| rest.split_once(" of "));
        if let Some((count, list)) = english {
            let list = text.get(text.len() - list.len()..)?;
            return self.so_many(cell::count(count)?, list, depth);
        }
        if let Some((head, list)) = text.split_once(['：', ':'])
            && let Some(pick) = picked(head.trim_start_matches(['从', '以', '下', '中']))
        {
            let need = self.so_many(pick.count, list, depth)?;
            return (pick.of.is_none() && pick.fits(need.parts())).then_some(need);
        }
        let bare = text.strip_suffix([')', '）']);
        let at = match bare.and_then(|bare| bare.rfind(['(', '（'])) {
            Some(at) => at,
            None => begin_of_pick(text)?,
        };
        let (list, pick) = text.split_at_checked(at)?;
        let pick = picked(pick.trim_matches(['(', ')', '（', '）']))?;
        let lists = [(list, None), counted(list)];
        lists.into_iter().find_map(|(list, of)| {
            let need = self.so_many(pick.count, list.trim(), depth)?;
            let parts = need.parts();
            let of_all =
                |of: Option<u32>| of.is_none_or(|of| usize::try_from(of) == Ok(parts.len()));
            // 满18岁、甲、乙任选一门: nobody knows where the choice begins.
            let kind = parts.first().map(std::mem::discriminant);
            let alike = parts.iter().all(|part| Some(std::mem::discriminant(part)) == kind);
            (alike && pick.fits(parts) && of_all(of) && of_all(pick.of)).then_some(need)
        })
    }

    fn so_many(&self, at_least: u32, list: &str, depth: u32) -> Option<Need> {
        // Of 甲，乙、丙 nobody knows which mark divides what is chosen from; one of them may be in a name.
        let marks = LISTED.iter().filter(|mark| apart(list, &[mark]).len() > 1);
        let mut read = marks.filter_map(|mark| self.listed(list, &[mark], depth));
        let of = match (read.next(), read.next()) {
            (Some(of), None) => of,
            (None, _) => self.listed(list, &[], depth)?,
            (Some(_), Some(_)) => return None,
        };
        let fits = usize::try_from(at_least).is_ok_and(|least| (1..=of.len()).contains(&least));
        fits.then_some(Need::AtLeast { at_least, of })
    }

    /// What needs no brackets, or stands in them.
    fn atom(&self, text: &str, depth: u32) -> Option<Need> {
        if text.is_empty() || text.len() > MOST_BYTES {
            return None;
        }
        if let Some(need) = self.leaf(text) {
            return Some(need);
        }
        let inner = fenced(text)?.trim();
        if is_none(inner) {
            return Some(Need::default());
        }
        self.needs(inner, depth.checked_sub(1)?)
    }

    /// What needs no brackets, for words between the marks of a list.
    pub(super) fn word(&self, text: &str) -> Option<Need> {
        self.atom(text, DEPTH)
    }
}

/// Does an `或` stand beside other marks?
pub(super) fn is_open(text: &str) -> bool {
    apart(text, &OR).len() > 1
}

pub(super) fn is_none(word: &str) -> bool {
    word.is_empty() || ["无", "none", "-"].contains(&word)
}

/// How many are picked.
struct Pick {
    count: u32,
    /// Of how many, where it is said: `三选二`.
    of: Option<u32>,
    are_courses: bool,
}

impl Pick {
    fn fits(&self, parts: &[Need]) -> bool {
        !self.are_courses || parts.iter().all(|part| matches!(part, Need::Course { .. }))
    }
}

/// `甲、乙、丙三门中` → the list, and how many it says that it has.
fn counted(list: &str) -> (&str, Option<u32>) {
    let list = list.trim().trim_end_matches(['中', '里', '，', ',', '、']).trim();
    let bare = list.strip_suffix(['门', '项', '个', '种']).unwrap_or(list);
    let end = bare.trim_end_matches(is_number);
    match bare.get(end.len()..).filter(|_| bare.len() < list.len()).and_then(cell::count) {
        Some(of) => (end, Some(of)),
        None => (list, None),
    }
}

fn is_number(letter: char) -> bool {
    cell::count(letter.encode_utf8(&mut [0; 4])).is_some()
}

/// Where the words that pick begin, at the end of a list.
fn begin_of_pick(text: &str) -> Option<usize> {
    let words = ["任选", "任意", "至少", "任一", "之一"];
    if let Some(at) = words.iter().filter_map(|word| text.rfind(word)).max() {
        return Some(at);
    }
    // 二选一
    let (before, _) = text.rsplit_once('选')?;
    let end = before.trim_end_matches(is_number);
    (end.len() < before.len()).then_some(end.len())
}

/// `任选两门`, `任意2项`, `至少一个`, `三选二`
fn picked(text: &str) -> Option<Pick> {
    let word: String = folded(text).split_whitespace().collect();
    if ["任一", "之一", "其中之一", "任一门", "任选其一"].contains(&word.as_str()) {
        return Some(Pick { count: 1, of: None, are_courses: word.ends_with('门') });
    }
    let begins = ["任选其中", "任选", "任意选", "任意", "至少选", "至少", "选"];
    let rest = begins.iter().find_map(|begin| word.strip_prefix(begin));
    let (of, rest) = match rest {
        Some(rest) => (None, rest),
        None => {
            let (of, rest) = word.split_once('选')?;
            (Some(cell::count(of)?), rest)
        }
    };
    let units = [
        ("门课程", true),
        ("门课", true),
        ("门", true),
        ("项", false),
        ("个", false),
        ("种", false),
        ("", false),
    ];
    let (count, are_courses) = units
        .iter()
        .find_map(|(unit, is_course)| Some((cell::count(rest.strip_suffix(unit)?)?, *is_course)))?;
    Some(Pick { count, of, are_courses })
}
