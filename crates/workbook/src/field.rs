//! Owns how a catalogue lies in sheets: which list is which sheet, which field which column, and what
//! stands in a cell. `write` and `back` share it.

use qitu_model::Lang;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The sheet of what stands alone: title, edition, home.
pub(crate) const ALONE: &str = "catalogue";
/// What an offer's row says of the entry it belongs to.
pub(crate) const OF: &str = "of";
/// The lists of a catalogue, in the order of their sheets.
const LISTS: [&str; 9] = [
    "courses",
    "certificates",
    "roles",
    "skills",
    "modules",
    "tiers",
    "tracks",
    "slots",
    "sources",
];
/// The fields that stand first, in this order.
const FIRST: [&str; 12] = [
    OF, "id", "name.zh", "name.en", "about.zh", "about.en", "module", "tier", "format", "needs",
    "gives", "fee",
];
/// Letters of a cell; a spreadsheet holds 32,767.
const LONGEST: usize = 30_000;

/// A sheet of rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// What it lists: `courses`, or `courses.offers`.
    pub list: String,
    /// Its columns.
    pub fields: Vec<String>,
    /// Its entries.
    pub rows: Vec<Entry>,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// Where it stands in the catalogue: `courses[12].offers[0]`.
    pub path: String,
    pub cells: BTreeMap<String, Value>,
}

impl Table {
    fn of(list: String, rows: Vec<Entry>) -> Self {
        let used: BTreeSet<&String> = rows.iter().flat_map(|row| row.cells.keys()).collect();
        let rank =
            |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
        let mut fields: Vec<String> = used.into_iter().cloned().collect();
        // The rest by name.
        fields.sort_by_key(|name| rank(name));
        Self { list, fields, rows }
    }

    /// The column of a path within an entry; the first where it has none of its own.
    pub fn column_of(&self, path: &str) -> Option<u16> {
        let fits = |name: &&String| {
            let rest = path.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if path.starts_with("offers[") {
            return None;
        }
        let own = self.fields.iter().filter(fits).max_by_key(|name| name.len());
        let at = own.and_then(|own| self.fields.iter().position(|name| name == own));
        u16::try_from(at.unwrap_or(0)).ok()
    }
}

/// The sheets of a catalogue.
pub(crate) fn tables(catalogue: &Value) -> Vec<Table> {
    let Value::Object(all) = catalogue else { return Vec::new() };
    let alone = all.iter().filter(|(name, _)| !LISTS.contains(&name.as_str()));
    let alone: Map<String, Value> =
        alone.map(|(name, value)| (name.clone(), value.clone())).collect();
    let rows = cells(&alone).into_iter().map(|(name, value)| Entry {
        path: name.split('.').next().unwrap_or_default().to_owned(),
        cells: [("field".to_owned(), Value::String(name)), ("value".to_owned(), value)].into(),
    });
    let mut tables = vec![Table::of(ALONE.to_owned(), rows.collect())];
    for list in LISTS {
        let Some(Value::Array(entries)) = all.get(list) else { continue };
        let ids: BTreeSet<&str> = entries.iter().filter_map(|e| e.get("id")?.as_str()).collect();
        // Offers find their entry by its id.
        let apart = ids.len() == entries.len() && !ids.contains("");
        let (mut rows, mut offers) = (Vec::new(), Vec::new());
        for (at, entry) in entries.iter().enumerate() {
            let Value::Object(mut fields) = entry.clone() else { continue };
            let path = format!("{list}[{at}]");
            if apart && let Some(Value::Array(own)) = fields.remove("offers") {
                let id = cell(fields.get("id").unwrap_or(&Value::Null));
                offers.extend(own.iter().enumerate().filter_map(|(at, offer)| {
                    let mut cells = cells(offer.as_object()?);
                    cells.insert(OF.to_owned(), id.clone());
                    Some(Entry { path: format!("{path}.offers[{at}]"), cells })
                }));
            }
            rows.push(Entry { path, cells: cells(&fields) });
        }
        for (list, rows) in [(list.to_owned(), rows), (format!("{list}.offers"), offers)] {
            if !rows.is_empty() {
                tables.push(Table::of(list, rows));
            }
        }
    }
    tables
}

/// The cells of an entry, by field. Words in two languages have a column each.
fn cells(entry: &Map<String, Value>) -> BTreeMap<String, Value> {
    let mut cells = BTreeMap::new();
    for (name, value) in entry {
        let both = value.as_object().filter(|text| {
            !text.is_empty()
                && text
                    .iter()
                    .all(|(lang, words)| (lang == "zh" || lang == "en") && words.is_string())
        });
        match both {
            Some(text) => {
                for (lang, words) in text {
                    put(&mut cells, format!("{name}.{lang}"), words);
                }
            }
            None => put(&mut cells, name.clone(), value),
        }
    }
    cells
}

/// A value in its cell; words too long for one go on in further columns.
fn put(cells: &mut BTreeMap<String, Value>, name: String, value: &Value) {
    match cell(value) {
        Value::String(words) if words.len() > LONGEST => {
            let letters: Vec<char> = words.chars().collect();
            for (at, part) in letters.chunks(LONGEST / 4).enumerate() {
                let name = if at == 0 { name.clone() } else { format!("{name}+{at:04}") };
                cells.insert(name, Value::String(part.iter().collect()));
            }
        }
        Value::Null => {}
        value => {
            cells.insert(name, value);
        }
    }
}

/// A value as a cell holds it: words, a number, yes or no; anything else as JSON.
fn cell(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) if number.as_i64().is_some_and(|n| n.unsigned_abs() < 1 << 53) => {
            value.clone()
        }
        Value::String(words) if is_plain(words) => value.clone(),
        other => Value::String(escaped(&other.to_string())),
    }
}

/// Do these words come back from a cell as they are?
fn is_plain(words: &str) -> bool {
    !words.is_empty()
        && words.trim() == words
        && !words.starts_with(['{', '[', '"'])
        && !words.contains("_x")
        && words.chars().all(|letter| !is_odd(letter))
}

/// Letters that no XML file may hold, or that its readers change.
fn is_odd(letter: char) -> bool {
    letter.is_control() && letter != '\n' || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// JSON whose letters all come back from a cell.
fn escaped(json: &str) -> String {
    let json = json.replace("_x", "\\u005fx");
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_odd(letter) {
            safe.push_str(&format!("\\u{:04x}", letter as u32));
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// What a cell's words are as a value.
pub(crate) fn value(words: &str) -> Value {
    let json = words.starts_with(['{', '[', '"']).then(|| serde_json::from_str(words).ok());
    json.flatten().unwrap_or_else(|| Value::String(words.to_owned()))
}

/// The name of a sheet: what people call it, and the list.
pub(crate) fn sheet_name(lang: Lang, list: &str) -> String {
    let (zh, en) = match list {
        ALONE => ("目录", "Catalogue"),
        "courses" => ("课程", "Courses"),
        "courses.offers" => ("课程班次", "Course offers"),
        "certificates" => ("证书", "Certificates"),
        "certificates.offers" => ("考证班次", "Exams"),
        "roles" => ("岗位", "Roles"),
        "roles.offers" => ("岗位入口", "Role offers"),
        "skills" => ("技能", "Skills"),
        "modules" => ("模块", "Modules"),
        "tiers" => ("层级", "Tiers"),
        "tracks" => ("路线", "Tracks"),
        "slots" => ("时段", "Times"),
        _ => ("来源", "Sources"),
    };
    format!("{} {list}", if lang == Lang::Zh { zh } else { en })
}

/// The list that a sheet's name says.
pub(crate) fn list_of(name: &str) -> Option<&str> {
    let list = name.rsplit(' ').next()?;
    let bare = list.strip_suffix(".offers").unwrap_or(list);
    (list == ALONE || LISTS.contains(&bare)).then_some(list)
}

/// What people call a field; its own name where they have none.
pub(crate) fn heading(lang: Lang, field: &str) -> String {
    let (zh, en) = match field {
        OF => ("属于", "Belongs to"),
        "field" => ("项目", "Field"),
        "value" => ("内容", "Value"),
        "id" => ("编号", "Code"),
        "name.zh" => ("名称", "Name (Chinese)"),
        "name.en" => ("英文名", "Name (English)"),
        "title.zh" => ("标题", "Title (Chinese)"),
        "title.en" => ("英文标题", "Title (English)"),
        "about.zh" => ("简介", "About (Chinese)"),
        "about.en" => ("英文简介", "About (English)"),
        "module" => ("模块", "Module"),
        "tier" => ("层级", "Tier"),
        "format" => ("形式", "Format"),
        "needs" => ("先修要求", "Needs"),
        "gives" => ("学到什么", "Gives"),
        "fee" => ("费用", "Fee"),
        "subsidy" => ("补贴", "Subsidy"),
        "hours" => ("总学时", "Hours"),
        "weeks" => ("周数", "Weeks"),
        "load" => ("每周学时", "Weekly load"),
        "place" => ("授课方式", "Place"),
        "intakes" => ("开班日期", "Intakes"),
        "sessions" => ("上课时间", "Class times"),
        "facts" => ("依据", "Facts"),
        "fits" => ("什么时间学", "Fits"),
        "pace" => ("进度", "Pace"),
        "unknown" => ("还不知道", "Unknown"),
        "url" => ("网址", "Address"),
        "publisher.zh" => ("发布者", "Publisher (Chinese)"),
        "publisher.en" => ("英文发布者", "Publisher (English)"),
        "date" => ("日期", "Date"),
        other => (other, other),
    };
    if lang == Lang::Zh { zh } else { en }.to_owned()
}

/// How wide a column is, in letters.
pub(crate) fn width(field: &str) -> f64 {
    match field {
        "id" | OF | "field" => 22.0,
        "name.zh" | "name.en" => 26.0,
        "value" | "about.zh" | "about.en" | "needs" | "gives" => 40.0,
        _ => 14.0,
    }
}
