//! Owns the words for problems in files: what is wrong and how to mend it.
//! Refuses to find problems; `load` does.

mod en;
mod zh;

use crate::load::{Problem, ProblemKind, Severity};
use qitu_model::{Id, Lang};

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// What is wrong and how to mend it.
#[must_use]
pub fn problem(lang: Lang, kind: &ProblemKind) -> Telling {
    let (what, mend) = match lang {
        Lang::Zh => zh::problem(kind),
        Lang::En => en::problem(kind),
    };
    Telling { what, mend }
}

/// `talk 2, drive 1`
fn levels(skills: &[(Id, u32)], comma: &str) -> String {
    let each = skills.iter().map(|(skill, level)| format!("{skill} {level}"));
    each.collect::<Vec<_>>().join(comma)
}

/// How bad a problem is, in a word.
#[must_use]
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match (lang, severity) {
        (Lang::Zh, Severity::Error) => "错误",
        (Lang::Zh, Severity::Warning) => "警告",
        (Lang::Zh, Severity::Notice) => "提示",
        (Lang::En, Severity::Error) => "error",
        (Lang::En, Severity::Warning) => "warning",
        (Lang::En, Severity::Notice) => "notice",
    }
}

/// One line for a terminal: `file:12: error: courses[3].fee (c04): what is wrong. How to mend it.`
#[must_use]
pub fn line(lang: Lang, file: &str, problem: &Problem) -> String {
    let severity = severity(lang, problem.severity);
    let telling = self::problem(lang, &problem.kind);
    let mut line = file.to_owned();
    if problem.line > 0 {
        line.push_str(&format!(":{}", problem.line));
    }
    line.push_str(&format!(": {severity}: "));
    if !problem.path.is_empty() {
        line.push_str(&problem.path);
        if !problem.entry.is_empty() {
            line.push_str(&format!(" ({})", problem.entry));
        }
        line.push_str(": ");
    }
    let gap = if lang == Lang::Zh || telling.mend.is_empty() { "" } else { " " };
    line + &telling.what + gap + &telling.mend
}
