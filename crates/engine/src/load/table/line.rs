//! Owns tables whose cells are known: rows of a spreadsheet, with the numbers that it gives them.

use super::{Answer, Imported, Reader};
use crate::load::grid::{self, Grid, Row};
use qitu_model::Catalogue;

/// A row of a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1; problems name it.
    pub number: u32,
    /// What its cells show.
    pub cells: Vec<String>,
}

impl Line {
    pub(super) fn row(&self) -> Row {
        let cells = self.cells.iter().map(|cell| grid::seen_of(cell)).collect();
        Row { line: self.number, cells, has_stray_quote: false }
    }
}

/// Reads the rows of a spreadsheet for a catalogue, with answers to what was asked about them.
#[must_use]
pub fn lines_answered(catalogue: &Catalogue, lines: &[Line], answers: &[Answer]) -> Imported {
    let mut reader = Reader::new(catalogue, answers);
    reader.is_sheet = true;
    let mut rows: Vec<Row> = lines.iter().map(Line::row).collect();
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let wide = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.cells.resize(wide, String::new()));
    reader.table(Grid { rows, is_open: false, separator: '\t' });
    reader.imported
}
