//! Owns sheets: rows with the cells that hold something, what is hidden, and merged areas filled
//! down.

use crate::{Cell, MOST_CELLS, MOST_COLUMNS, Refusal};
use std::collections::{BTreeMap, BTreeSet};

/// The sheets of a file.
#[derive(Debug, Default, PartialEq)]
pub struct Workbook {
    /// In the order of the file.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Default, PartialEq)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Is it out of sight?
    pub is_hidden: bool,
    /// The rows that hold something.
    pub rows: Vec<Row>,
    /// Columns out of sight that hold something, from 0.
    pub hidden_columns: Vec<u32>,
    /// Cells too far to the right to be read.
    pub beyond: usize,
}

/// A row that holds something.
#[derive(Debug, Default, PartialEq)]
pub struct Row {
    /// As the spreadsheet program counts it, from 1.
    pub number: u32,
    /// Is it out of sight, by hand or by a filter?
    pub is_hidden: bool,
    /// Its cells by column, from 0.
    pub cells: Vec<(u32, Cell)>,
}

/// An area of one cell, from 0: first row and column, last row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub from: (u32, u32),
    pub to: (u32, u32),
}

/// What a sheet says beside its cells.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub hidden_rows: BTreeSet<u32>,
    /// From and to.
    pub hidden_columns: Vec<(u32, u32)>,
    pub merged: Vec<Area>,
}

/// A sheet while its cells come in.
#[derive(Default)]
pub(crate) struct Draft {
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    beyond: usize,
}

impl Draft {
    /// Adds a cell, counting it.
    pub fn put(
        &mut self,
        (row, column): (u32, u32),
        cell: Cell,
        count: &mut usize,
    ) -> Result<(), Refusal> {
        *count += 1;
        if *count > MOST_CELLS {
            return Err(Refusal::TooManyCells);
        }
        if column < MOST_COLUMNS {
            self.rows.entry(row).or_default().insert(column, cell);
        } else {
            self.beyond += 1;
        }
        Ok(())
    }

    /// The sheet.
    pub fn done(mut self, layout: &Layout, count: &mut usize) -> Result<Sheet, Refusal> {
        for area in &layout.merged {
            self.fill_down(*area, count)?;
        }
        let is_hidden = |column: u32| {
            layout.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column))
        };
        let used: BTreeSet<u32> = self.rows.values().flat_map(|row| row.keys().copied()).collect();
        let rows = self.rows.into_iter().map(|(row, cells)| Row {
            number: row.saturating_add(1),
            is_hidden: layout.hidden_rows.contains(&row),
            cells: cells.into_iter().collect(),
        });
        Ok(Sheet {
            rows: rows.collect(),
            hidden_columns: used.into_iter().filter(|column| is_hidden(*column)).collect(),
            beyond: self.beyond,
            ..Sheet::default()
        })
    }

    /// What a merged area says holds for each of its rows that says something else, in its first
    /// column: beside it, it would be another column's.
    fn fill_down(&mut self, area: Area, count: &mut usize) -> Result<(), Refusal> {
        let (row, column) = area.from;
        if area.to.0 <= row || column >= MOST_COLUMNS {
            return Ok(());
        }
        let Some(cell) = self.rows.get(&row).and_then(|row| row.get(&column)).cloned() else {
            return Ok(());
        };
        for (_, cells) in self.rows.range_mut(row + 1..=area.to.0) {
            *count += 1;
            if *count > MOST_CELLS {
                return Err(Refusal::TooManyCells);
            }
            cells.entry(column).or_insert_with(|| cell.clone());
        }
        Ok(())
    }
}

impl Workbook {
    /// The sheet that a person most likely means: in sight, and with most of the headings that
    /// tables of courses have; of several, the one with most rows.
    #[must_use]
    pub fn likely(&self) -> usize {
        let merit = |sheet: &Sheet| {
            let columns = qitu_engine::load::table::columns_known(&sheet.lines(true));
            (!sheet.is_hidden, columns, sheet.rows.len())
        };
        let all = self.sheets.iter().enumerate();
        all.rev().max_by_key(|(_, sheet)| merit(sheet)).map_or(0, |(at, _)| at)
    }
}

impl Sheet {
    /// Its rows as the reader of tables takes them; with those out of sight, or without.
    #[must_use]
    pub fn lines(&self, with_hidden: bool) -> Vec<qitu_engine::load::table::Line> {
        let rows = self.rows.iter().filter(|row| with_hidden || !row.is_hidden);
        let line = |row: &Row| {
            let last = row.cells.last().map_or(0, |(column, _)| *column as usize + 1);
            let mut cells = vec![String::new(); last];
            for (column, cell) in &row.cells {
                if let Some(place) = cells.get_mut(*column as usize) {
                    *place = cell.words();
                }
            }
            qitu_engine::load::table::Line { number: row.number, cells }
        };
        rows.map(line).collect()
    }

    /// The numbers of its rows out of sight.
    #[must_use]
    pub fn hidden_rows(&self) -> Vec<u32> {
        self.rows.iter().filter(|row| row.is_hidden).map(|row| row.number).collect()
    }
}
