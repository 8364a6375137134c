//! Owns the formats of files: which one this program reads, and how older ones become it.
//! Refuses to guess at newer ones: they are read as far as they are understood, and reported.
//!
//! A format is a name and a number, `qitu.catalogue/1`. When number 2 comes, `read` gains the
//! arm that turns the text of number 1 into number 2, and a file of number 1 stays in the tests.

use super::problem::{Problem, ProblemKind, Severity};

/// What a file's format means for reading it as `wanted`; `None` when there is nothing to say.
pub(super) fn judge(found: &str, wanted: &'static str) -> Option<Problem> {
    if found == wanted {
        return None;
    }
    if found.is_empty() {
        let kind = ProblemKind::FormatMissing { wanted };
        return Some(Problem::new(Severity::Warning, "format", kind));
    }
    let number = |format: &str| -> Option<(String, u32)> {
        let (name, number) = format.rsplit_once('/')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    let newer = match (number(found), number(wanted)) {
        (Some((name, theirs)), Some((ours_name, ours))) => name == ours_name && theirs > ours,
        _ => false,
    };
    let found = super::sieve::shorten(found);
    let kind = if newer {
        ProblemKind::FormatNewer { found, wanted }
    } else {
        ProblemKind::FormatForeign { found, wanted }
    };
    Some(Problem::new(Severity::Error, "format", kind))
}
