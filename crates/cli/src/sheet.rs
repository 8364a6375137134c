//! Owns tables and spreadsheets on the command line: courses from them into a catalogue, and a
//! catalogue as a spreadsheet.

use crate::{Failure, file, out};
use qitu_engine::load::table::{self, Difference, Imported};
use qitu_engine::load::{self, Problem, Severity};
use qitu_model::{Catalogue, Lang};
use qitu_workbook::{Brought, Sheet, Workbook};
use std::ffi::OsStr;
use std::path::Path;

/// Does a file with this ending hold a table?
pub fn is_table(ending: &OsStr) -> bool {
    ["csv", "tsv", "xlsx", "xls", "ods"].iter().any(|own| ending.eq_ignore_ascii_case(own))
}

/// Puts the courses of a table into a catalogue, and prints it. A spreadsheet that `export` wrote is
/// a catalogue itself.
pub fn import(
    lang: Lang,
    catalogue: &Path,
    path: &Path,
    sheet: Option<&str>,
) -> Result<(), Failure> {
    let bytes = file::bytes(path)?;
    if let Some((own, problems)) = whole(&bytes) {
        file::tell(lang, path, &problems, Severity::Notice);
        out::say(&serde_json::to_string_pretty(&own).unwrap_or_default());
        return Ok(());
    }
    let mut catalogue = file::catalogue_to_edit(lang, catalogue)?;
    let imported = table(lang, &catalogue, path, &bytes, sheet)?;
    file::tell(lang, path, &imported.problems, Severity::Notice);
    let read = !imported.courses.is_empty();
    tell_difference(lang, path, &imported.difference(&catalogue));
    imported.add_to(&mut catalogue);
    out::say(&serde_json::to_string_pretty(&catalogue).unwrap_or_default());
    if read { Ok(()) } else { Err(Failure::BadInput) }
}

/// Courses that the table no longer has are named up to so many.
const MOST_NAMED: usize = 8;

/// Tells what the table changes. What it no longer has stays in the catalogue: staff say what to close.
fn tell_difference(lang: Lang, path: &Path, difference: &Difference) {
    let path = path.display();
    let Difference { new, changed, same, gone } = difference;
    let (new, changed, same) = (new.len(), changed.len(), same.len());
    out::tell(&match lang {
        Lang::Zh => format!("{path}：新增 {new} 门课，改动 {changed} 门，没变 {same} 门"),
        Lang::En => format!("{path}: courses new {new}, changed {changed}, the same {same}"),
    });
    if gone.is_empty() {
        return;
    }
    let named: Vec<&str> = gone.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if gone.len() > named.len() { "…" } else { "" };
    out::tell(&match lang {
        Lang::Zh => {
            let names = named.join("、");
            format!("{path}：目录里有 {} 门课表里没有，照旧留着：{names}{more}", gone.len())
        }
        Lang::En => {
            let names = named.join(", ");
            format!("{path}: courses not in the table, kept: {}: {names}{more}", gone.len())
        }
    });
}

/// The catalogue that a spreadsheet is, where `export` wrote it.
fn whole(bytes: &[u8]) -> Option<(Catalogue, Vec<Problem>)> {
    match qitu_workbook::read(bytes) {
        Ok(Brought::Book(book)) if book.is_catalogue() => {
            Some(load::catalogue_to_edit(&book.catalogue_json()))
        }
        _ => None,
    }
}

/// Writes a catalogue as a spreadsheet.
pub fn export(lang: Lang, catalogue: &Path, path: &Path) -> Result<(), Failure> {
    let catalogue = file::catalogue_to_edit(lang, catalogue)?;
    let problems = load::check(&catalogue);
    save(path, qitu_workbook::write(lang, &catalogue, &problems))
}

/// Writes the spreadsheet to fill in.
pub fn template(lang: Lang, catalogue: Option<&Path>, path: &Path) -> Result<(), Failure> {
    let catalogue = catalogue.map(|path| file::catalogue_to_edit(lang, path)).transpose()?;
    save(path, qitu_workbook::template(lang, &catalogue.unwrap_or_default()))
}

fn save<E: std::fmt::Display>(path: &Path, bytes: Result<Vec<u8>, E>) -> Result<(), Failure> {
    let told = |error: &dyn std::fmt::Display| {
        out::tell(&format!("{}: {error}", path.display()));
        Failure::Unwritten
    };
    let bytes = bytes.map_err(|error| told(&error))?;
    std::fs::write(path, bytes).map_err(|error| told(&error))
}

/// Reads a table, of separated text or in a spreadsheet.
pub fn table(
    lang: Lang,
    catalogue: &Catalogue,
    path: &Path,
    bytes: &[u8],
    sheet: Option<&str>,
) -> Result<Imported, Failure> {
    let brought = qitu_workbook::read(bytes).map_err(|refusal| {
        let (what, mend) = refusal.words(lang);
        let gap = if lang == Lang::Zh { "" } else { " " };
        out::tell(&format!("{}: {what}{gap}{mend}", path.display()));
        Failure::BadInput
    })?;
    match brought {
        Brought::Text(text) => Ok(table::courses(catalogue, &text)),
        Brought::Book(book) => {
            let sheet = chosen(lang, path, &book, sheet)?;
            tell_layout(lang, path, &book, sheet);
            Ok(table::lines_answered(catalogue, &sheet.lines(true), &[]))
        }
    }
}

fn chosen<'b>(
    lang: Lang,
    path: &Path,
    book: &'b Workbook,
    name: Option<&str>,
) -> Result<&'b Sheet, Failure> {
    let found = match name {
        Some(name) => book.sheets.iter().find(|sheet| sheet.name == name),
        None => book.sheets.get(book.likely()),
    };
    found.ok_or_else(|| {
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let path = path.display();
        out::tell(&match lang {
            Lang::Zh => format!("{path}：没有这张工作表，有的是：{}", names.join("、")),
            Lang::En => format!("{path}: no such sheet; there are {}", names.join(", ")),
        });
        Failure::BadInput
    })
}

/// Tells which of several sheets is read, and what of it is out of sight.
fn tell_layout(lang: Lang, path: &Path, book: &Workbook, sheet: &Sheet) {
    let path = path.display();
    if book.sheets.len() > 1 {
        let (name, all) = (&sheet.name, book.sheets.len());
        out::tell(&match lang {
            Lang::Zh => format!("{path}：{all} 张工作表，读的是“{name}”（用 --sheet 换）"),
            Lang::En => format!("{path}: {all} sheets; reads “{name}” (--sheet for another)"),
        });
    }
    let (rows, columns) = (sheet.hidden_rows().len(), sheet.hidden_columns.len());
    if rows + columns > 0 {
        out::tell(&match lang {
            Lang::Zh => format!("{path}：藏起来的 {rows} 行、{columns} 列也读了"),
            Lang::En => format!("{path}: hidden rows {rows} and columns {columns} are read too"),
        });
    }
    if sheet.beyond > 0 {
        let (cells, most) = (sheet.beyond, qitu_workbook::MOST_COLUMNS);
        out::tell(&match lang {
            Lang::Zh => format!("{path}：第 {most} 列往右的 {cells} 格没有读"),
            Lang::En => format!("{path}: cells right of column {most} that are not read: {cells}"),
        });
    }
}
