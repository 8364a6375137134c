//! Owns how many problems there are and how bad the worst of them is.

use super::problem::{Problem, ProblemKind, Severity};

/// How many problems, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notices.
    pub notices: usize,
}

impl Counts {
    /// How many of this severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Notice => self.notices,
        }
    }

    /// So many more of this severity.
    pub fn add(&mut self, severity: Severity, more: usize) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Notice => &mut self.notices,
        } += more;
    }

    /// The worst severity that was counted.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        [Severity::Error, Severity::Warning, Severity::Notice]
            .into_iter()
            .find(|severity| self.of(*severity) > 0)
    }
}

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
