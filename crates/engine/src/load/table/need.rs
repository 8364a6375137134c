//! Owns what a row needs: its cell as `grammar` reads it, and what its remarks say.
//! Refuses to guess: what is not understood stays a need that nobody meets, and is told.

use super::column::Column;
use super::grammar::{APART, LISTED, LONGEST_NAME, apart, is_none, is_open};
use super::{Answer, Reader};
use crate::load::grid::Row;
use crate::load::problem::{List, ProblemKind, Severity};
use crate::load::sieve::shorten;
use qitu_model::{Id, Need};

impl Reader<'_> {
    pub(super) fn needs(&mut self, row: &Row) -> Need {
        let said = self.cell(row, Column::Needs).to_owned();
        let mut all = Vec::new();
        match self.grammar.read(&said) {
            Some(need) => {
                if !is_none(&said) {
                    self.understood(row, Column::Needs, &said, &need);
                }
                match need {
                    Need::All { all: parts } => all = parts,
                    need => all.push(need),
                }
            }
            // What of it is understood is needed too.
            None => {
                for part in apart(&said, &APART) {
                    self.part(row, said.get(part).unwrap_or_default().trim(), &mut all);
                }
            }
        }
        self.remark(row, &mut all);
        one(all)
    }

    /// A remark may hold a need. What is understood counts; the rest is asked about.
    fn remark(&mut self, row: &Row, all: &mut Vec<Need>) {
        let said = self.cell(row, Column::Remark).to_owned();
        for part in apart(&said, &APART) {
            let part = said.get(part).unwrap_or_default().trim();
            if is_none(part) {
                continue;
            }
            let answer = self.answer(Column::Remark, part);
            let read = match answer {
                Some(Answer { means: None, .. }) => continue,
                Some(Answer { means: Some(words), .. }) => self.grammar.read(words),
                None => self.said_in_remark(part),
            };
            match read {
                Some(need) => {
                    self.understood(row, Column::Remark, part, &need);
                    if !all.contains(&need) && !need.is_nothing() {
                        all.push(need);
                    }
                }
                None => {
                    let found = answer.and_then(|answer| answer.means.as_deref()).unwrap_or(part);
                    let kind = ProblemKind::RemarkUnread { found: shorten(found) };
                    self.wrong(row, Column::Remark, Severity::Warning, kind);
                }
            }
        }
    }

    /// `先修：甲课、乙课`, `满18岁`: a remark is a need where it says so, or cannot say anything else.
    fn said_in_remark(&self, part: &str) -> Option<Need> {
        let begins = ["先修:", "先修：", "要求:", "要求：", "前置:", "前置："];
        match begins.iter().find_map(|begin| part.strip_prefix(begin)) {
            Some(named) => self.grammar.read(named).filter(|need| !need.is_nothing()),
            None => self.grammar.word(part),
        }
    }

    /// What stands between two marks that separate for certain.
    fn part(&mut self, row: &Row, part: &str, all: &mut Vec<Need>) {
        if is_none(part) {
            return;
        }
        if let Some(need) = self.grammar.term(part) {
            all.push(need);
            return;
        }
        if let Some(list) = self.grammar.list(part) {
            all.extend(list);
            return;
        }
        // Some of it is not understood. Of 甲、乙或丙 nobody knows whether one is enough.
        let whole = std::iter::once(0..part.len()).collect();
        let words = if is_open(part) { whole } else { apart(part, &LISTED) };
        let mut rest = words.as_slice();
        while let Some(first) = rest.first() {
            // A name may hold the mark: the longest that is known counts.
            let known = (1..=rest.len().min(LONGEST_NAME)).rev().find_map(|count| {
                let word = part.get(first.start..rest.get(count - 1)?.end)?.trim();
                Some((count, self.grammar.word(word)?))
            });
            let word = part.get(first.clone()).unwrap_or_default().trim();
            let count = match known {
                Some((count, need)) => {
                    all.push(need);
                    count
                }
                None if is_none(word) => 1,
                None => {
                    all.extend(self.unknown(row, word));
                    1
                }
            };
            rest = rest.get(count..).unwrap_or_default();
        }
    }

    /// A word nobody knows: the row still needs it, and its owner is asked; an answer may say that
    /// it is no need.
    fn unknown(&mut self, row: &Row, word: &str) -> Option<Need> {
        let answer = self.answer(Column::Needs, word).map(|answer| answer.means.as_deref());
        let word = match answer {
            Some(None) => return None,
            Some(Some(words)) => match self.grammar.read(words) {
                Some(need) => return Some(need).filter(|need| !need.is_nothing()),
                None => words,
            },
            None => word,
        };
        let near = self.guesses.near(word, self.taken.keys().map(Id::as_str)).map(Id::from);
        let id = shorten(word);
        let kind = ProblemKind::UnknownId { list: List::Course, id, near, elsewhere: None };
        self.wrong(row, Column::Needs, Severity::Error, kind);
        Some(Need::Course { course: word.to_owned() })
    }

    fn understood(&mut self, row: &Row, column: Column, cell: &str, need: &Need) {
        let key = (column, cell.to_owned());
        let (_, lines) = self.understood.entry(key).or_insert_with(|| (need.clone(), Vec::new()));
        lines.push(row.line);
    }
}

/// A need for all of them.
fn one(mut all: Vec<Need>) -> Need {
    if all.len() == 1 { all.remove(0) } else { Need::All { all } }
}
