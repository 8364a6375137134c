//! Owns reading a catalogue back from the spreadsheet that `write` makes.

use crate::field::{self, ALONE, OF};
use crate::{Cell, Row, Sheet, Workbook};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

impl Workbook {
    /// Is it a whole catalogue, as this program writes one?
    #[must_use]
    pub fn is_catalogue(&self) -> bool {
        self.sheets.iter().any(|sheet| {
            field::list_of(&sheet.name) == Some(ALONE)
                && fields(sheet).is_some_and(|fields| fields.values().any(|name| name == "field"))
        })
    }

    /// The catalogue as its file would say it, for the reader of catalogues.
    #[must_use]
    pub fn catalogue_json(&self) -> String {
        let mut all = Map::new();
        let mut offers = Vec::new();
        for sheet in &self.sheets {
            let Some(list) = field::list_of(&sheet.name) else { continue };
            let entries = entries(sheet);
            if list == ALONE {
                let said = entries.into_iter().filter_map(|mut entry| {
                    let name = entry.remove("field")?.as_str()?.to_owned();
                    Some((name, entry.remove("value")?))
                });
                all.extend(said);
            } else if let Some(list) = list.strip_suffix(".offers") {
                offers.push((list.to_owned(), entries));
            } else {
                let entries = entries.into_iter().map(|entry| Value::Object(whole(entry)));
                all.insert(list.to_owned(), Value::Array(entries.collect()));
            }
        }
        let mut all = whole(all);
        for (list, entries) in offers {
            put_offers(&mut all, &list, entries);
        }
        Value::Object(all).to_string()
    }
}

/// Puts each offer into the entry it belongs to. One that belongs to none is an entry of its own, so
/// that the reader tells it.
fn put_offers(all: &mut Map<String, Value>, list: &str, offers: Vec<Map<String, Value>>) {
    let entries = all.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(entries) = entries else { return };
    let ids = entries.iter().enumerate();
    let ids: BTreeMap<String, usize> =
        ids.filter_map(|(at, entry)| Some((entry.get("id")?.as_str()?.to_owned(), at))).collect();
    for mut offer in offers {
        let of = match offer.remove(OF) {
            Some(Value::String(id)) => id,
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let offer = Value::Object(whole(offer));
        match ids.get(&of).and_then(|at| entries.get_mut(*at)) {
            Some(Value::Object(entry)) => {
                let own = entry.entry("offers").or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(own) = own {
                    own.push(offer);
                }
            }
            _ => {
                let fields = [("id", Value::String(of)), ("offers", Value::Array(vec![offer]))];
                let fields = fields.map(|(name, value)| (name.to_owned(), value));
                entries.push(Value::Object(Map::from_iter(fields)));
            }
        }
    }
}

/// The fields of a sheet, by column: its second row.
fn fields(sheet: &Sheet) -> Option<BTreeMap<u32, String>> {
    let row = sheet.rows.iter().find(|row| row.number == 2)?;
    let named = row.cells.iter().map(|(column, cell)| (*column, cell.words().trim().to_owned()));
    Some(named.collect())
}

/// The entries of a sheet, as they stand in its cells.
fn entries(sheet: &Sheet) -> Vec<Map<String, Value>> {
    let Some(fields) = fields(sheet) else { return Vec::new() };
    let entry = |row: &Row| {
        let mut parts: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
        // Columns that go on come in their order.
        let mut cells: Vec<_> =
            row.cells.iter().filter_map(|(at, cell)| Some((fields.get(at)?, cell))).collect();
        cells.sort_by_key(|(name, _)| *name);
        for (name, cell) in cells {
            let name = name.split_once('+').map_or(name.as_str(), |(name, _)| name);
            parts.entry(name).or_default().push(cell);
        }
        let said = parts.into_iter().map(|(name, cells)| (name.to_owned(), value(&cells)));
        said.collect()
    };
    sheet.rows.iter().filter(|row| row.number > 2).map(entry).collect()
}

fn value(cells: &[&Cell]) -> Value {
    match cells {
        [Cell::Number(number)] => whole_number(*number),
        [Cell::Truth(truth)] => Value::Bool(*truth),
        [Cell::Day(day)] => Value::String(day.clone()),
        cells => {
            let words: Vec<String> = cells.iter().map(|cell| cell.words()).collect();
            field::value(&words.concat())
        }
    }
}

fn whole_number(number: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "compared with what it came from")]
    let whole = number as i64;
    #[allow(clippy::cast_precision_loss, reason = "compared with what it came from")]
    let is_whole = whole as f64 == number;
    if is_whole { Value::from(whole) } else { Value::from(number) }
}

/// `name.zh` and `name.en` as the one field that they are.
fn whole(cells: Map<String, Value>) -> Map<String, Value> {
    let mut entry = Map::new();
    for (name, value) in cells {
        match name.rsplit_once('.') {
            Some((name, lang)) if lang == "zh" || lang == "en" => {
                let text = entry.entry(name).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(text) = text {
                    text.insert(lang.to_owned(), value);
                }
            }
            _ => {
                entry.insert(name, value);
            }
        }
    }
    entry
}
