//! Owns how many problems there are and how bad the worst of them is.

use super::problem::{Counts, Problem, ProblemKind, Severity};

/// How many problems there are by severity, with those that are not listed.
#[must_use]
pub fn count(problems: &[Problem]) -> Counts {
    let mut counts = Counts::default();
    for problem in problems {
        match &problem.kind {
            ProblemKind::More { counts: more } => {
                counts.errors += more.errors;
                counts.warnings += more.warnings;
                counts.notices += more.notices;
            }
            _ => counts.add(problem.severity, 1),
        }
    }
    counts
}

/// The worst severity among the problems, if there are any.
#[must_use]
pub fn worst(problems: &[Problem]) -> Option<Severity> {
    problems.iter().map(|p| p.severity).min()
}
