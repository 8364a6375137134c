//! Owns rows as they stand: which are no courses, whose cells may have moved, what merged cells left
//! empty, and columns without a heading.
//! Refuses to read what a cell says.

use super::column::Column;
use super::{Reader, cell};
use crate::load::grid::Row;
use crate::load::problem::{ProblemKind, Severity, Wanted};
use crate::load::sieve::shorten;
use std::collections::BTreeSet;

impl Reader<'_> {
    /// Tells of a row that is left out.
    pub(super) fn no_course(&mut self, at: usize, row: &Row) {
        let found = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
        let kind = ProblemKind::NoCourse { found: shorten(found.unwrap_or_default()) };
        self.tell(Severity::Notice, row.line, &format!("[{at}]"), kind);
    }

    /// Tells of columns with cells and without a heading.
    pub(super) fn without_heading(&mut self, at_row: usize, head: &Row, rows: &[Row]) {
        let is_said =
            |row: &Row, at: usize| row.cells.get(at).is_some_and(|c| !c.trim().is_empty());
        let wide = if self.is_sheet { head.cells.len() } else { self.width.0 };
        for (at, heading) in head.cells.iter().take(wide).enumerate() {
            if heading.trim().is_empty() && rows.iter().any(|row| is_said(row, at)) {
                let kind = ProblemKind::NoHeading { column: at + 1 };
                self.tell(Severity::Notice, head.line, &format!("[{at_row}]"), kind);
            }
        }
    }

    /// A formula without a value says nothing, and that is told. What is asked about or needed keeps
    /// its words: without them the row would be easier.
    pub(super) fn without_errors(&mut self, at_row: usize, rows: &mut [Row]) {
        let columns: Vec<_> = self
            .columns
            .iter()
            .filter(|(column, _)| !column.is_one_value() && **column != Column::Needs)
            .map(|(_, place)| place.clone())
            .collect();
        for (below, row) in rows.iter_mut().enumerate() {
            for (at, heading) in &columns {
                let Some(cell) = row.cells.get_mut(*at).filter(|cell| cell::is_error(cell)) else {
                    continue;
                };
                let found = std::mem::take(cell);
                let path = format!("[{}].{heading}", at_row + 1 + below);
                let kind = ProblemKind::WrongCell { wanted: Wanted::String, found };
                self.tell(Severity::Error, row.line, &path, kind);
            }
        }
    }

    /// Tells where the cells of a row may be those of other columns; such a row is left out.
    pub(super) fn has_moved(&mut self, at: usize, row: &Row) -> bool {
        if self.is_sheet {
            return false;
        }
        let path = format!("[{at}]");
        if row.has_stray_quote {
            let is_several = row.cells.iter().any(|cell| cell.contains(['\n', '\r']));
            let severity = if is_several { Severity::Error } else { Severity::Warning };
            self.tell(severity, row.line, &path, ProblemKind::StrayQuote);
            if is_several {
                return true;
            }
        }
        let said = row.cells.iter().rposition(|cell| !cell.trim().is_empty());
        let cells = said.map_or(0, |last| last + 1);
        let (columns, headings) = self.width;
        // A full-width mark between cells makes two of them one.
        let mark = if self.separator == ';' { '；' } else { '，' };
        let holds_mark = |column: &Column, at: usize| {
            let is_short = column.is_one_value() || *column == Column::Name;
            is_short && row.cells.get(at).is_some_and(|cell| cell.contains(mark))
        };
        let is_joined = row.cells.len() < headings
            && self.columns.iter().any(|(column, (at, _))| holds_mark(column, *at));
        let has_moved = cells > columns || is_joined;
        if has_moved {
            self.tell(Severity::Error, row.line, &path, ProblemKind::Ragged { cells, columns });
        }
        has_moved
    }

    /// A merged cell comes as its first row's alone. Where each category stands once, over rows without
    /// one, those rows are of it too; where one is written again, an empty cell is empty.
    pub(super) fn fill_down(&mut self, at_row: usize, head: &Row, rows: &mut [Row]) {
        let Some((at, heading)) = self.columns.get(&Column::Module).cloned() else { return };
        let name = self.columns.get(&Column::Name).or(self.columns.get(&Column::English));
        let Some(name) = name.map(|(name, _)| *name) else { return };
        let word =
            |row: &Row, at: usize| row.cells.get(at).map_or("", |cell| cell.trim()).to_owned();
        let is_course = |row: &Row| {
            let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
            !word(row, name).is_empty() && !first.is_some_and(cell::is_no_course)
        };
        let said: Vec<String> =
            rows.iter().filter(|row| is_course(row)).map(|row| word(row, at)).collect();
        let values: Vec<&String> = said.iter().filter(|word| !word.is_empty()).collect();
        let each_once = values.iter().collect::<BTreeSet<_>>().len() == values.len();
        let begins = said.first().is_some_and(|word| !word.is_empty());
        if !begins || !each_once || values.len() == said.len() {
            return;
        }
        let mut above = String::new();
        for row in rows.iter_mut().filter(|row| is_course(row)) {
            match row.cells.get_mut(at) {
                Some(cell) if cell.trim().is_empty() => cell.clone_from(&above),
                Some(cell) => above.clone_from(cell),
                None => {}
            }
        }
        let path = format!("[{at_row}].{heading}");
        self.tell(Severity::Notice, head.line, &path, ProblemKind::FilledDown { heading });
    }
}
