//! Owns reading spreadsheet files: cells as they come, never a whole rectangle of them.

use crate::archive::Parts;
use crate::kind::Kind;
use crate::layout::{self, Layouts};
use crate::sheet::{Area, Draft, Layout, Sheet, Workbook};
use crate::{Cell, Refusal};
use calamine::{
    Data, Ods, OdsError, Range, Reader, Sheet as Tab, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};
use std::io::Cursor;

type Bytes<'a> = Cursor<&'a [u8]>;

pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Result<Workbook, Refusal> {
    let workbook = match kind {
        Kind::Xls => xls(bytes),
        Kind::Ods => ods(bytes),
        Kind::Xlsx | Kind::Text => xlsx(bytes),
    }?;
    let is_empty = workbook.sheets.iter().all(|sheet| sheet.rows.is_empty());
    if is_empty { Err(Refusal::Empty) } else { Ok(workbook) }
}

fn xlsx(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let parts = Parts::open(bytes)?;
    parts.measure()?;
    let layouts = layout::xlsx(&parts)?;
    let refused = |error: XlsxError| match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    };
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let tabs = book.sheets_metadata().to_owned();
    each(&tabs, &layouts, |name, draft, count| {
        let mut cells = book.worksheet_cells_reader(name).map_err(refused)?;
        while let Some(cell) = cells.next_cell().map_err(refused)? {
            let place = cell.get_position();
            if let Some(cell) = Cell::of(cell.get_value().clone()) {
                draft.put(place, cell, count)?;
            }
        }
        Ok(())
    })
}

fn ods(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let parts = Parts::open(bytes)?;
    parts.measure()?;
    let layouts = layout::ods(&parts)?;
    let mut book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Refusal::Encrypted,
        OdsError::CellLimitExceeded { .. } => Refusal::TooManyCells,
        _ => Refusal::Broken,
    })?;
    let tabs = book.sheets_metadata().to_owned();
    each(&tabs, &layouts, |name, draft, count| {
        let range = book.worksheet_range(name).map_err(|_| Refusal::Broken)?;
        put_all(&range, draft, count)
    })
}

fn xls(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    })?;
    let mut layouts = Layouts::new();
    for tab in book.sheets_metadata().to_owned() {
        let mut layout = Layout::default();
        for area in book.merge_cells_by_sheet_name(&tab.name).unwrap_or_default() {
            layout::push(&mut layout, Some(Area { from: area.start, to: area.end }))?;
        }
        layouts.insert(tab.name, layout);
    }
    let tabs = book.sheets_metadata().to_owned();
    each(&tabs, &layouts, |name, draft, count| {
        let range = book.worksheet_range(name).map_err(|_| Refusal::Broken)?;
        put_all(&range, draft, count)
    })
}

fn put_all(range: &Range<Data>, draft: &mut Draft, count: &mut usize) -> Result<(), Refusal> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let place =
            |from: u32, at: usize| from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        if let Some(cell) = Cell::of_data(data.clone()) {
            draft.put((place(top, row), place(left, column)), cell, count)?;
        }
    }
    Ok(())
}

/// Each sheet of cells, with its layout.
fn each(
    tabs: &[Tab],
    layouts: &Layouts,
    mut read: impl FnMut(&str, &mut Draft, &mut usize) -> Result<(), Refusal>,
) -> Result<Workbook, Refusal> {
    let mut workbook = Workbook::default();
    let mut count = 0;
    let none = Layout::default();
    for tab in tabs.iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let mut draft = Draft::default();
        read(&tab.name, &mut draft, &mut count)?;
        let sheet = draft.done(layouts.get(&tab.name).unwrap_or(&none), &mut count)?;
        let is_hidden = tab.visible != SheetVisible::Visible;
        workbook.sheets.push(Sheet { name: tab.name.clone(), is_hidden, ..sheet });
    }
    Ok(workbook)
}
