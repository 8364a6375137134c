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

/// The shape that a cell of a column has, where one answer may be for all of it.
type Shape<'s> = dyn Fn(&str, &str) -> Option<String> + 's;

/// The questions of a table: the worst first, of each severity by column, the most frequent first.
pub(super) fn questions(problems: &[Problem], shape: &Shape<'_>) -> Vec<Question> {
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
    let mut questions = by_shape(alike.into_values().collect(), shape);
    questions.iter_mut().for_each(|question| question.lines.sort_unstable());
    // Stable: columns stay together in their order.
    questions.sort_by(|a, b| {
        let key = |one: &Question| (one.severity, one.column.clone(), usize::MAX - one.lines.len());
        key(a).cmp(&key(b))
    });
    questions
}

/// Several questions of one shape (`1天`, `5天`) as one about all of them (`…天`).
fn by_shape(questions: Vec<Question>, shape: &Shape<'_>) -> Vec<Question> {
    let shape_of = |question: &Question| match &question.kind {
        ProblemKind::WrongCell { found, .. } => shape(&question.column, found),
        _ => None,
    };
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let shapes: Vec<Option<String>> = questions.iter().map(shape_of).collect();
    for (question, shape) in questions.iter().zip(&shapes) {
        if let Some(shape) = shape {
            *counts.entry((question.column.clone(), shape.clone())).or_default() += 1;
        }
    }
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut merged: Vec<Question> = Vec::new();
    for (mut question, shape) in questions.into_iter().zip(shapes) {
        let key = shape.map(|shape| (question.column.clone(), shape));
        let key = key.filter(|key| counts.get(key).is_some_and(|count| *count > 1));
        let Some(key) = key else {
            merged.push(question);
            continue;
        };
        if let Some(first) = places.get(&key).and_then(|at| merged.get_mut(*at)) {
            first.lines.append(&mut question.lines);
            continue;
        }
        if let ProblemKind::WrongCell { found, .. } = &mut question.kind {
            found.clone_from(&key.1);
        }
        places.insert(key, merged.len());
        merged.push(question);
    }
    merged
}
