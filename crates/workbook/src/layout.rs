//! Owns what a sheet says beside its cells: rows and columns out of sight, merged areas.

use crate::archive::Parts;
use crate::sheet::{Area, Layout};
use crate::{MOST_CELLS, MOST_MERGES, Refusal};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::io::BufRead;

/// The layout of each sheet, by its name.
pub(crate) type Layouts = BTreeMap<String, Layout>;

/// Calls for each element that begins, or is empty.
fn elements(
    part: impl BufRead,
    parts: &Parts<'_>,
    mut each: impl FnMut(&BytesStart<'_>, bool) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    (config.check_end_names, config.check_comments) = (false, false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => each(&element, false)?,
            Ok(Event::Empty(element)) => each(&element, true)?,
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(parts.why()),
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let mut own =
        all.with_checks(false).flatten().filter(|attribute| attribute.key.as_ref() == name);
    own.next().and_then(|a| Some(a.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// The layouts of an XLSX file.
pub(crate) fn xlsx(parts: &Parts<'_>) -> Result<Layouts, Refusal> {
    let mut paths = BTreeMap::new();
    if let Ok(part) = parts.part("xl/_rels/workbook.xml.rels") {
        elements(part, parts, |element, _| {
            if let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
            {
                let path = target.strip_prefix('/').map(str::to_owned);
                paths.insert(id, path.unwrap_or_else(|| format!("xl/{target}")));
            }
            Ok(())
        })?;
    }
    let mut sheets = Vec::new();
    if let Ok(part) = parts.part("xl/workbook.xml") {
        elements(part, parts, |element, _| {
            if element.local_name().as_ref() == "sheet" {
                let path = attribute(element, "r:id").and_then(|id| paths.get(&id).cloned());
                sheets.extend(attribute(element, "name").zip(path));
            }
            Ok(())
        })?;
    }
    let mut layouts = Layouts::new();
    for (name, path) in sheets {
        if parts.has(&path) {
            layouts.insert(name, xlsx_sheet(parts, &path)?);
        }
    }
    Ok(layouts)
}

fn xlsx_sheet(parts: &Parts<'_>, path: &str) -> Result<Layout, Refusal> {
    let mut layout = Layout::default();
    let mut row = 0_u32;
    elements(parts.part(path)?, parts, |element, _| {
        match element.local_name().as_ref() {
            "row" => {
                row = number(element, "r").unwrap_or(row.saturating_add(1));
                if is_set(element, "hidden") {
                    layout.hidden_rows.insert(row.saturating_sub(1));
                }
            }
            "col" if is_set(element, "hidden") => {
                let (from, to) = (number(element, "min"), number(element, "max"));
                let (from, to) = (from.unwrap_or(1), to.unwrap_or(1));
                layout.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
            }
            "mergeCell" => {
                let area = attribute(element, "ref").and_then(|area| area_of(&area));
                push(&mut layout, area)?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(layout)
}

pub(crate) fn push(layout: &mut Layout, area: Option<Area>) -> Result<(), Refusal> {
    layout.merged.extend(area);
    if layout.merged.len() > MOST_MERGES { Err(Refusal::TooManyMerges) } else { Ok(()) }
}

/// `C4:C10`
fn area_of(words: &str) -> Option<Area> {
    let (from, to) = words.split_once(':')?;
    Some(Area { from: place(from)?, to: place(to)? })
}

/// `C4` → row 3, column 2.
fn place(words: &str) -> Option<(u32, u32)> {
    let end = words.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = words.split_at_checked(end)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        let value = u32::from(letter.is_ascii_uppercase().then(|| letter - b'A')?);
        column = column.checked_mul(26)?.checked_add(value.checked_add(1)?)?;
    }
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The layouts of an ODS file. Refuses sheets that say much with a few words: a row repeated a
/// million times, whose cells the reader would write out.
pub(crate) fn ods(parts: &Parts<'_>) -> Result<Layouts, Refusal> {
    let mut layouts = Layouts::new();
    let mut at = Cursor::default();
    elements(parts.part("content.xml")?, parts, |element, is_empty| {
        match element.name().as_ref() {
            "table:table" => {
                let name = attribute(element, "table:name").unwrap_or_default();
                at.layout(&mut layouts);
                at = Cursor { name: Some(name), written: at.written, ..Cursor::default() };
            }
            "table:table-column" => at.column(element),
            "table:table-row" => at.row(element),
            "table:table-cell" | "table:covered-table-cell" => at.cell(element, is_empty)?,
            _ => {}
        }
        at.is_small()
    })?;
    at.layout(&mut layouts);
    Ok(layouts)
}

/// Where the reading of an ODS file stands.
#[derive(Default)]
struct Cursor {
    name: Option<String>,
    layout: Layout,
    columns: u32,
    /// The row that is read, and the one after it.
    row: u32,
    next: u32,
    column: u32,
    /// Columns up to the last cell that says something, and rows.
    wide: u32,
    long: u32,
    /// Cells that the reader writes out, over all sheets.
    written: u64,
}

impl Cursor {
    fn layout(&mut self, layouts: &mut Layouts) {
        if let Some(name) = self.name.take() {
            self.written += u64::from(self.wide) * u64::from(self.long);
            layouts.insert(name, std::mem::take(&mut self.layout));
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let next = self.columns.saturating_add(repeated(element, "table:number-columns-repeated"));
        if is_out_of_sight(element) {
            self.layout.hidden_columns.push((self.columns, next.saturating_sub(1)));
        }
        self.columns = next;
    }

    fn row(&mut self, element: &BytesStart<'_>) {
        (self.row, self.column) = (self.next, 0);
        self.next = self.row.saturating_add(repeated(element, "table:number-rows-repeated"));
        if is_out_of_sight(element) {
            // Rows without cells are repeated to the end of the sheet.
            let end = self.next.min(self.row.saturating_add(10_000));
            self.layout.hidden_rows.extend(self.row..end);
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), Refusal> {
        let repeats = repeated(element, "table:number-columns-repeated");
        let next = self.column.saturating_add(repeats);
        if !is_empty || attribute(element, "office:value-type").is_some() {
            self.written += u64::from(next.saturating_sub(self.column.min(self.wide)));
            (self.wide, self.long) = (self.wide.max(next), self.long.max(self.next));
        }
        let rows = number(element, "table:number-rows-spanned").unwrap_or(1);
        let columns = number(element, "table:number-columns-spanned").unwrap_or(1);
        if rows > 1 || columns > 1 {
            let to = (self.row.saturating_add(rows - rows.min(1)), self.column);
            push(&mut self.layout, Some(Area { from: (self.row, self.column), to }))?;
        }
        self.column = next;
        Ok(())
    }

    fn is_small(&self) -> Result<(), Refusal> {
        let cells = self.written.saturating_add(u64::from(self.wide) * u64::from(self.long));
        if cells > 4 * MOST_CELLS as u64 { Err(Refusal::TooManyCells) } else { Ok(()) }
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    number(element, name).unwrap_or(1).clamp(1, 1_048_576)
}

fn is_out_of_sight(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").is_some_and(|how| how == "collapse" || how == "filter")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_spreadsheets_write_them() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!(area_of("C4:C10"), Some(Area { from: (3, 2), to: (9, 2) }));
        for wrong in ["", "A", "1", "A0", "É1", "ZZZZZZZZZZZZ1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
