//! Owns `import --explain`: what a table is asked about, a question for all cells alike, and how its
//! words for needs were understood.

use crate::{Failure, file, out, sheet};
use qitu_engine::load::Severity;
use qitu_engine::load::table::{Grammar, Imported, Question};
use qitu_engine::text::{phrase, problem};
use qitu_model::{Catalogue, Lang};
use std::path::Path;

/// Lines that are named; the rest is counted.
const MOST_LINES: usize = 8;

/// Prints the questions. One that must be answered before its rows can be planned makes the table
/// bad input.
pub fn explain(
    lang: Lang,
    catalogue: &Path,
    path: &Path,
    sheet: Option<&str>,
) -> Result<(), Failure> {
    let catalogue = file::catalogue_to_edit(lang, catalogue)?;
    let imported = sheet::table(lang, &catalogue, path, &file::bytes(path)?, sheet)?;
    let mut column = None;
    for question in &imported.questions {
        if column != Some((question.severity, &question.column)) {
            let severity = problem::severity(lang, question.severity);
            out::say(&match (question.column.as_str(), lang) {
                ("", _) => severity.to_owned(),
                (column, Lang::Zh) => format!("{severity}：{column}"),
                (column, Lang::En) => format!("{severity}: {column}"),
            });
            column = Some((question.severity, &question.column));
        }
        out::say(&line(lang, question));
    }
    let asked = |least: Severity| imported.questions.iter().filter(move |q| q.severity <= least);
    let cells: usize = asked(Severity::Error).map(|question| question.lines.len()).sum();
    let (courses, must) = (imported.courses.len(), asked(Severity::Error).count());
    understood(lang, &catalogue, &imported);
    let path = path.display();
    out::tell(&match lang {
        Lang::Zh => format!("{path}：读出 {courses} 门课；{must} 个问题要先答，涉及 {cells} 格"),
        Lang::En => format!("{path}: courses {courses}, questions to answer {must}, cells {cells}"),
    });
    if must == 0 && courses > 0 { Ok(()) } else { Err(Failure::BadInput) }
}

/// Prints how each cell of words was understood, in the words of the grammar that reads them.
fn understood(lang: Lang, catalogue: &Catalogue, imported: &Imported) {
    let mut grown = catalogue.clone();
    imported.clone().add_to(&mut grown);
    let grammar = Grammar::of(&grown);
    let mut column = None;
    for one in &imported.understood {
        if column != Some(&one.column) {
            out::say(&match lang {
                Lang::Zh => format!("这样读：{}", one.column),
                Lang::En => format!("read as: {}", one.column),
            });
            column = Some(&one.column);
        }
        let words = grammar.write(lang, &one.need);
        let words = words.unwrap_or_else(|| phrase::need(lang, &grown, &one.need));
        out::say(&format!("  {}{} → {words}", places(lang, &one.lines), one.cell.trim()));
    }
}

/// `  12 × “5天”… (lines 4, 9, …)`
fn line(lang: Lang, question: &Question) -> String {
    let told = problem::problem(lang, &question.kind);
    let gap = if lang == Lang::Zh { "" } else { " " };
    format!("  {}{}{gap}{}", places(lang, &question.lines), told.what, told.mend)
}

/// How many cells, and in which lines.
fn places(lang: Lang, lines: &[u32]) -> String {
    let count = lines.len();
    let named: Vec<String> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
    let more = if count > MOST_LINES { "…" } else { "" };
    match lang {
        Lang::Zh => format!("{count} 处（第 {} 行{more}）：", named.join("、")),
        Lang::En => {
            let lines = if count == 1 { "line" } else { "lines" };
            format!("{count} × ({lines} {}{more}): ", named.join(", "))
        }
    }
}
