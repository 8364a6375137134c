//! Owns a catalogue as a spreadsheet: a sheet for each of its lists, a row for each entry, a column
//! for each field, and what is wrong with it as notes at the cells.
//!
//! What a cell cannot say by itself stands there as JSON, so that `back` reads the same catalogue.

use crate::field::{self, Table};
use qitu_engine::load::Problem;
use qitu_engine::text::problem;
use qitu_model::{Catalogue, Lang};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Writes a catalogue as an XLSX file, with the problems it has.
///
/// # Errors
/// More rows or columns than a sheet has.
pub fn catalogue(
    lang: Lang,
    catalogue: &Catalogue,
    problems: &[Problem],
) -> Result<Vec<u8>, XlsxError> {
    let tables = field::tables(&serde_json::to_value(catalogue).unwrap_or_default());
    let mut book = Workbook::new();
    book.set_properties(&undated()?);
    let style = Style::new();
    for table in &tables {
        let sheet = book.add_worksheet();
        write(lang, sheet, table, &style)?;
        note(lang, sheet, table, problems)?;
    }
    book.save_to_buffer()
}

/// The same catalogue is the same file, whenever it is written.
pub(crate) fn undated() -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    Ok(DocProperties::new().set_creation_datetime(&day))
}

/// How cells look.
pub(crate) struct Style {
    pub head: Format,
    pub field: Format,
    pub wrap: Format,
}

impl Style {
    pub fn new() -> Self {
        Self {
            head: Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF5)),
            field: Format::new().set_font_color(Color::RGB(0x0070_7070)).set_font_size(9),
            wrap: Format::new().set_text_wrap(),
        }
    }
}

/// Rows above the first entry: what the fields are called, and the fields.
const HEADS: u32 = 2;

fn write(lang: Lang, sheet: &mut Worksheet, table: &Table, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(field::sheet_name(lang, &table.list))?;
    sheet.set_freeze_panes(HEADS, if table.list == field::ALONE { 1 } else { 2 })?;
    for (column, name) in (0_u16..).zip(&table.fields) {
        let heading = field::heading(lang, name);
        sheet.write_string_with_format(0, column, heading, &style.head)?;
        sheet.write_string_with_format(1, column, name, &style.field)?;
        sheet.set_column_width(column, field::width(name))?;
    }
    for (row, entry) in (HEADS..).zip(&table.rows) {
        for (column, name) in (0_u16..).zip(&table.fields) {
            match entry.cells.get(name) {
                None | Some(Value::Null) => {}
                Some(Value::Bool(truth)) => {
                    sheet.write_boolean(row, column, *truth)?;
                }
                Some(Value::Number(number)) => {
                    sheet.write_number(row, column, number.as_f64().unwrap_or_default())?;
                }
                Some(Value::String(words)) => {
                    sheet.write_string(row, column, words)?;
                }
                Some(other) => {
                    sheet.write_string(row, column, other.to_string())?;
                }
            }
        }
    }
    Ok(())
}

/// Problems, each at its cell, or at the first of its row.
fn note(
    lang: Lang,
    sheet: &mut Worksheet,
    table: &Table,
    problems: &[Problem],
) -> Result<(), XlsxError> {
    let mut notes: BTreeMap<(u32, u16), Vec<String>> = BTreeMap::new();
    for problem in problems {
        let place = (HEADS..).zip(&table.rows).find_map(|(row, entry)| {
            let rest = problem.path.strip_prefix(&entry.path)?;
            let rest = rest.strip_prefix('.').or_else(|| rest.is_empty().then_some(""))?;
            let column = table.column_of(rest)?;
            Some((row, column))
        });
        let Some(place) = place else { continue };
        let told = problem::problem(lang, &problem.kind);
        let severity = problem::severity(lang, problem.severity);
        let line = match lang {
            Lang::Zh => format!("{severity}：{}{}", told.what, told.mend),
            Lang::En => format!("{severity}: {} {}", told.what, told.mend),
        };
        notes.entry(place).or_default().push(line);
    }
    for ((row, column), lines) in notes {
        let note = Note::new(lines.join("\n")).add_author_prefix(false).set_author("");
        sheet.insert_note(row, column, &note.set_width(320))?;
    }
    Ok(())
}
