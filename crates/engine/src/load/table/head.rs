//! Owns finding the headings: which of the first rows they are, alone or over two rows.

use super::Line;
use super::column::Column;
use crate::load::grid::Row;
use std::collections::BTreeSet;

/// Rows looked at for the headings.
const ROWS_ABOVE: usize = 10;

/// How many of its columns a row of headings names; none where it names no course.
fn named(row: &Row) -> usize {
    let columns: BTreeSet<_> = row.cells.iter().filter_map(|cell| Column::of(cell)).collect();
    let is_named = columns.contains(&Column::Name) || columns.contains(&Column::English);
    if is_named { columns.len() } else { 0 }
}

/// The place of the headings, and over how many rows they stand: of the first rows the one that names
/// most columns, or two of them where only both together do.
pub(super) fn head_at(rows: &[Row]) -> (usize, usize) {
    let rows = rows.get(..rows.len().min(ROWS_ABOVE)).unwrap_or_default();
    let counts = rows.iter().map(named).enumerate();
    // A title may be called like a column.
    let alone = counts.rev().max_by_key(|(_, count)| *count);
    let alone = alone.filter(|(_, count)| *count > 1);
    let both = rows.windows(2).enumerate().filter_map(|(at, pair)| {
        let [upper, lower] = pair else { return None };
        let is_heading = |cell: &&String| Column::of(cell).is_some();
        // A second row of headings names columns too, and what it says in no cell is a course's.
        let is_head = lower.cells.iter().filter(is_heading).count() > 1 && named(lower) == 0
            || lower.cells.iter().all(|cell| cell.trim().is_empty() || Column::of(cell).is_some());
        let is_head = is_head && !upper.cells.is_empty();
        is_head.then(|| (at, named(&over(upper, lower))))
    });
    let both = both.max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
    match (alone, both) {
        (Some((_, most)), Some((at, count))) if count > most => (at, 2),
        (None, Some((at, count))) if count > 1 => (at, 2),
        (None, _) => (0, 1),
        (Some((at, _)), _) => match at.checked_sub(1) {
            Some(above) if is_merged(rows.get(above), rows.get(at)) => (above, 2),
            _ => (at, 1),
        },
    }
}

/// Does a heading reach over both rows, as a merged cell that was filled down does?
fn is_merged(upper: Option<&Row>, lower: Option<&Row>) -> bool {
    let cells = |row: Option<&Row>| row.map_or(Vec::new(), |row| row.cells.clone());
    let (upper, lower) = (cells(upper), cells(lower));
    upper.iter().zip(&lower).any(|(above, below)| above == below && Column::of(above).is_some())
}

/// Two rows of headings as one: the lower heading where there is one.
fn over(upper: &Row, lower: &Row) -> Row {
    let cell = |row: &Row, at: usize| row.cells.get(at).cloned().unwrap_or_default();
    let heading = |at: usize| {
        let (above, below) = (cell(upper, at), cell(lower, at));
        if below.trim().is_empty() { above } else { below }
    };
    let cells = (0..upper.cells.len().max(lower.cells.len())).map(heading).collect();
    Row { line: lower.line, cells, has_stray_quote: false }
}

/// The rows of headings as one.
pub(super) fn joined(rows: Vec<Row>) -> Option<Row> {
    rows.into_iter().reduce(|upper, lower| over(&upper, &lower))
}

/// How many columns of courses a table names; 0 where it is none.
#[must_use]
pub fn columns_known(lines: &[Line]) -> usize {
    let rows: Vec<Row> = lines.iter().take(ROWS_ABOVE).map(Line::row).collect();
    let (at, deep) = head_at(&rows);
    let head = joined(rows.into_iter().skip(at).take(deep).collect());
    head.map_or(0, |head| named(&head))
}
