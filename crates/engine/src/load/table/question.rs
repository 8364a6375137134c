//! Owns what is asked about a table: once for all cells alike, with how many there are and where.
//! Refuses wording; `text::problem` has it.

use crate::load::problem::{List, Problem, ProblemKind, Severity};
use crate::load::sieve::SHORT;
use std::collections::BTreeMap;

/// One question, told as the first problem of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// How bad it is.
    pub severity: Severity,
    /// The heading of its column; empty for whole rows.
    pub column: String,
    /// What it is; cells with another text are another question.
    pub kind: ProblemKind,
    /// Every line it stands in, from the top.
    pub lines: Vec<u32>,
}

impl Question {
    /// What the cells say, where an answer for all of them helps.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        let found = match &self.kind {
            ProblemKind::WrongCell { found, .. } | ProblemKind::RemarkUnread { found } => found,
            ProblemKind::UnknownColumn { heading } => heading,
            ProblemKind::UnknownId {
                id,
                list: List::Course | List::Slot | List::Tier | List::Skill,
                ..
            } => id,
            _ => return None,
        };
        // Cells that begin alike and are cut off may end in another way.
        let is_whole = found.chars().count() <= SHORT && !self.column.is_empty();
        is_whole.then_some(found)
    }
}

/// The questions of a table: the worst first, of each severity by column, the most frequent first.
pub(super) fn questions(problems: &[Problem]) -> Vec<Question> {
    let mut asked: BTreeMap<u32, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        *asked.entry(problem.line).or_default() += 1;
    }
    let mut alike: BTreeMap<(Severity, &str, String), Question> = BTreeMap::new();
    for problem in problems {
        // What a cell leaves unknown follows from the cell.
        let cells = asked.get(&problem.line).copied().unwrap_or(0);
        if matches!(&problem.kind, ProblemKind::Unknown { fields } if fields.len() <= cells) {
            continue;
        }
        let column = problem.path.split_once("].").map_or("", |(_, column)| column);
        let key = (problem.severity, column, format!("{:?}", problem.kind));
        let question = alike.entry(key).or_insert_with(|| Question {
            severity: problem.severity,
            column: column.to_owned(),
            kind: problem.kind.clone(),
            lines: Vec::new(),
        });
        question.lines.push(problem.line);
    }
    let mut questions: Vec<Question> = alike.into_values().collect();
    questions.iter_mut().for_each(|question| question.lines.sort_unstable());
    // Stable: columns stay together in their order.
    questions.sort_by(|a, b| {
        let key = |one: &Question| (one.severity, one.column.clone(), usize::MAX - one.lines.len());
        key(a).cmp(&key(b))
    });
    questions
}
