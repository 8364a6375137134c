//! Owns what a row needs: names of courses, certificates and roles, levels of skills, schooling, age
//! and time served, in the words of people. A name is looked for whole before it is taken apart.
//! Refuses to guess: what is not understood stays a need that nobody meets, and is told.

use super::column::Column;
use super::{Named, Reader, cell};
use crate::load::grid::Row;
use crate::load::problem::{List, ProblemKind, Severity};
use crate::load::sieve::shorten;
use qitu_model::{AgeRange, Education, Id, Need};

/// Between needs of which all must hold, and the same within a name.
const LISTED: [char; 3] = ['、', ',', '，'];
const APART: [char; 4] = [';', '；', '|', '\n'];
/// Parts between such marks that one name has at most.
const LONGEST_NAME: usize = 6;

impl Reader<'_> {
    pub(super) fn needs(&mut self, row: &Row) -> Need {
        let said = self.cell(row, Column::Needs).to_owned();
        let mut all = Vec::new();
        match self.need(&said) {
            Some(need) => all.push(need),
            None => {
                for part in said.split(APART) {
                    self.part(row, part.trim(), &mut all);
                }
            }
        }
        self.remark(row, &mut all);
        if all.len() == 1 { all.remove(0) } else { Need::All { all } }
    }

    /// A remark may hold a need. What is understood counts; the rest is asked about.
    fn remark(&mut self, row: &Row, all: &mut Vec<Need>) {
        for part in self.cell(row, Column::Remark).split(APART) {
            let part = part.trim();
            if is_none(part) {
                continue;
            }
            let word = ["先修:", "先修：", "要求:", "要求：", "前置:", "前置："];
            let named = word.iter().find_map(|begin| part.strip_prefix(begin)).map(str::trim);
            let held = part.strip_prefix("持有").or_else(|| part.strip_prefix('持'));
            let held = held.and_then(|name| self.need(name));
            let held = held.filter(|need| matches!(need, Need::Certificate { .. }));
            let read = match named {
                Some(named) => self.need(named).or_else(|| self.one_of(named)),
                None => held.or_else(|| self.need(part)),
            };
            match read {
                Some(need) if all.contains(&need) => {}
                Some(need) => all.push(need),
                None => {
                    let kind = ProblemKind::RemarkUnread { found: shorten(part) };
                    self.wrong(row, Column::Remark, Severity::Warning, kind);
                }
            }
        }
    }

    /// What stands between two marks that separate for certain.
    fn part(&mut self, row: &Row, part: &str, all: &mut Vec<Need>) {
        if is_none(part) {
            return;
        }
        if let Some(need) = self.need(part).or_else(|| self.one_of(part)) {
            all.push(need);
            return;
        }
        // Of 甲、乙或丙 nobody knows whether one is enough.
        let open = part.contains('或') && part.contains(LISTED);
        let marks = part.match_indices(LISTED).filter(|_| !open);
        let (mut from, mut words) = (0, Vec::new());
        for (at, mark) in marks {
            words.push(from..at);
            from = at + mark.len();
        }
        words.push(from..part.len());
        let mut rest = words.as_slice();
        while let Some(first) = rest.first() {
            // A name may hold the mark: the longest that is known counts.
            let known = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|count| {
                let word = part.get(first.start..rest.get(count - 1)?.end)?.trim();
                Some((count, self.need(word).or_else(|| self.one_of(word))?))
            });
            let word = part.get(first.clone()).unwrap_or_default().trim();
            let count = match known {
                Some((count, need)) => {
                    all.push(need);
                    count
                }
                None if is_none(word) => 1,
                None => {
                    all.push(self.unknown(row, word));
                    1
                }
            };
            rest = rest.get(count..).unwrap_or_default();
        }
    }

    /// `甲或乙`, where each is understood.
    fn one_of(&self, words: &str) -> Option<Need> {
        let parts: Vec<&str> = match words.split_once(" or ") {
            Some(_) => words.split(" or ").collect(),
            None => words.split('或').collect(),
        };
        if parts.len() < 2 {
            return None;
        }
        let any: Option<Vec<Need>> = parts.iter().map(|part| self.need(part.trim())).collect();
        any.map(|any| Need::Any { any })
    }

    /// What one word, or a few that belong together, say.
    fn need(&self, word: &str) -> Option<Need> {
        let folded = cell::folded(word);
        if let Some(education) = schooling(&folded) {
            return Some(Need::Education { education });
        }
        if let Some(named) = self.names.get(&folded) {
            return Some(match named.clone() {
                Named::Course(course) => Need::Course { course },
                Named::Certificate(certificate) => {
                    Need::Certificate { certificate, held_months: 0 }
                }
                Named::Role(role) => Need::Role { role },
            });
        }
        let (name, level) = cell::leveled(word);
        if let Some(skill) = self.skills.get(&cell::folded(name)) {
            return Some(Need::Skill { skill: skill.clone(), level: level.unwrap_or(1) });
        }
        self.skill_with_level(&folded).or_else(|| age(&folded)).or_else(|| self.served(&folded))
    }

    /// `短视频制作2级`, where 短视频制作 is a skill.
    fn skill_with_level(&self, word: &str) -> Option<Need> {
        let bare = word.strip_suffix('级')?;
        let level = bare.chars().last()?.to_digit(10).filter(|level| *level > 0)?;
        let name = bare.get(..bare.len() - 1)?;
        let skill = self.skills.get(name)?.clone();
        Some(Need::Skill { skill, level })
    }

    /// `骑手满6个月`, `站长满 2 年`
    fn served(&self, word: &str) -> Option<Need> {
        let (role, time) = word.split_once('满')?;
        let Named::Role(tenure) = self.names.get(role.trim_start_matches(['做', '当']).trim())?
        else {
            return None;
        };
        let close: String = time.split_whitespace().collect();
        let months = match close.strip_suffix("个月").or_else(|| close.strip_suffix('月')) {
            Some(months) => months.parse().ok()?,
            None => close.strip_suffix('年')?.parse::<u32>().ok()?.checked_mul(12)?,
        };
        Some(Need::Tenure { tenure: tenure.clone(), months })
    }

    /// A word nobody knows: the row still needs it, and its owner is told.
    fn unknown(&mut self, row: &Row, word: &str) -> Need {
        let near = self.guesses.near(word, self.taken.keys().map(Id::as_str)).map(Id::from);
        let id = shorten(word);
        let kind = ProblemKind::UnknownId { list: List::Course, id, near, elsewhere: None };
        self.wrong(row, Column::Needs, Severity::Error, kind);
        Need::Course { course: word.to_owned() }
    }
}

fn is_none(word: &str) -> bool {
    word.is_empty() || ["无", "none", "-"].contains(&word)
}

/// `高中`, `高中及以上学历`, `大专以上`
fn schooling(word: &str) -> Option<Education> {
    let bare = ["学历", "文化", "以上", "及"]
        .iter()
        .fold(word, |word, end| word.strip_suffix(end).unwrap_or(word));
    Some(match bare {
        "初中" | "junior" => Education::Junior,
        "高中" | "中专" | "中职" | "senior" => Education::Senior,
        "大专" | "专科" | "college" => Education::College,
        "本科" | "bachelor" => Education::Bachelor,
        _ => return None,
    })
}

/// `满18岁`, `年满 18 周岁`, `18岁以上`, `18-60岁`
fn age(word: &str) -> Option<Need> {
    let close: String = word.split_whitespace().collect();
    let full = close.strip_prefix("年满").or_else(|| close.strip_prefix('满'));
    let years = |text: &str| {
        text.strip_suffix("周岁").or_else(|| text.strip_suffix('岁')).map(str::to_owned)
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let over = close.strip_suffix("及以上").or_else(|| close.strip_suffix("以上"));
    let age = if let Some(rest) = full.or(over) {
        let rest = rest.strip_suffix("以上").unwrap_or(rest);
        AgeRange { min: Some(number(&years(rest)?)?), max: None }
    } else {
        let range = years(&close)?;
        let (from, to) = range.split_once(['-', '~', '—', '至'])?;
        let from = years(from).unwrap_or_else(|| from.to_owned());
        AgeRange { min: Some(number(&from)?), max: Some(number(to)?) }
    };
    Some(Need::Age { age })
}
