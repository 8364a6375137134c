//! Owns the spreadsheet to fill in: headings that the reader knows, what belongs below each, an
//! example, and lists to choose from.

use crate::write::{Style, undated};
use qitu_engine::load::table;
use qitu_model::{Catalogue, Lang, Text};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, Note, Workbook, Worksheet, XlsxError,
};

/// Rows below the headings that have lists to choose from.
const ROWS: u32 = 2_000;

/// A column of the template, in the order of the reader's headings.
struct Column {
    zh: &'static str,
    en: &'static str,
    example_zh: &'static str,
    example_en: &'static str,
    choices: Choices,
}

/// What a column's cells choose from.
#[derive(Clone, Copy, PartialEq)]
enum Choices {
    Free,
    Modules,
    Tiers,
    Formats,
    Places,
}

const fn column(
    zh: &'static str,
    en: &'static str,
    examples: (&'static str, &'static str),
    choices: Choices,
) -> Column {
    Column { zh, en, example_zh: examples.0, example_en: examples.1, choices }
}

use Choices::{Formats, Free, Modules, Places, Tiers};

/// What belongs into each column, and an example.
static COLUMNS: [Column; 19] = [
    column(
        "课程自己的编号，不能重复。没有就空着，按名称认。",
        "The course's own code, once only. Leave it empty to go by the name.",
        ("QS-001", "QS-001"),
        Free,
    ),
    column(
        "一定要写。一门课一行。",
        "Needed. One course a row.",
        ("示例：安全骑行（这一行不会读）", "Example: Safe riding (this row is not read)"),
        Free,
    ),
    column(
        "没有就空着。",
        "Leave it empty if there is none.",
        ("Safe riding", "Safe riding"),
        Free,
    ),
    column(
        "一两句话。",
        "A sentence or two.",
        ("雨天、夜间和高峰怎么骑", "Riding in rain, at night and at peak hours"),
        Free,
    ),
    column("选一个，或者写新的。", "Choose one, or write a new one.", ("安全", "Safety"), Modules),
    column("选一个；不分层级就空着。", "Choose one, or leave it empty.", ("", ""), Tiers),
    column("选一个；没有就空着。", "Choose one, or leave it empty.", ("短期", "short"), Formats),
    column("一共多少学时，写整数。", "Hours in all, a whole number.", ("16", "16"), Free),
    column(
        "上几周；自己安排时间学的空着。",
        "How many weeks it is held; empty where each learns at their own pace.",
        ("4", "4"),
        Free,
    ),
    column("不写就按总学时除以周数。", "Empty: total hours divided by weeks.", ("", ""), Free),
    column(
        "可以在什么时间学，几个用顿号隔开；都行就空着。",
        "In which kinds of free time, separated by commas; empty for any.",
        ("休息日", "rest_day"),
        Free,
    ),
    column(
        "骑手自己付多少元。免费写 0；空着就是“还不知道”。",
        "What riders pay, in yuan. 0 is free; empty is not known.",
        ("300", "300"),
        Free,
    ),
    column(
        "从费用里补给骑手多少元。",
        "How much of the fee riders get back, in yuan.",
        ("0", "0"),
        Free,
    ),
    column("选一个。", "Choose one.", ("线下", "in_person"), Places),
    column(
        "写日子，几个用顿号隔开；随时能开始写“随时”。",
        "Days, separated by commas; “any day” if it may begin at any time.",
        ("2026-12-05", "2026-12-05"),
        Free,
    ),
    column(
        "周几、几点到几点。",
        "Day of the week, and from when to when.",
        ("周六 9:00-12:00", "Sat 9:00-12:00"),
        Free,
    ),
    column(
        "先学什么、要有什么证、多大年纪；用分号隔开的都要，二选一写“或”。",
        "Courses, certificates, age; those separated by semicolons are all needed, “or” is a choice.",
        ("健康证；高中及以上", "aged 18+"),
        Free,
    ),
    column(
        "给自己看的话。像要求的会问一次。",
        "For yourselves. What looks like a need is asked about once.",
        ("", ""),
        Free,
    ),
    column(
        "学完会什么，技能和级别中间空一格，几个用分号隔开。",
        "What it teaches: skill and level with a space between them, separated by semicolons.",
        ("安全骑行 1", "Safe riding 1"),
        Free,
    ),
];

/// Writes the template, with the modules and tiers of a catalogue to choose from.
///
/// # Errors
/// The writer's own; none for a catalogue that can be held in memory.
pub fn template(lang: Lang, catalogue: &Catalogue) -> Result<Vec<u8>, XlsxError> {
    let [courses, guide, lists] = match lang {
        Lang::Zh => ["课程", "说明", "选项"],
        Lang::En => ["Courses", "Guide", "Lists"],
    };
    let mut book = Workbook::new();
    book.set_properties(&undated()?);
    let style = Style::new();
    let headings = table::headings(lang);
    let sheet = book.add_worksheet();
    sheet.set_name(courses)?;
    sheet.set_freeze_panes(1, 2)?;
    let grey = Format::new().set_italic().set_font_color(rust_xlsxwriter::Color::Gray);
    for ((at, heading), column) in (0_u16..).zip(&headings).zip(&COLUMNS) {
        sheet.write_string_with_format(0, at, *heading, &style.head)?;
        let (text, example) = words(lang, column);
        let note = Note::new(text).add_author_prefix(false).set_author("").set_width(260);
        sheet.insert_note(0, at, &note)?;
        match example.parse::<f64>() {
            Ok(number) => sheet.write_number_with_format(1, at, number, &grey)?,
            Err(_) => sheet.write_string_with_format(1, at, example, &grey)?,
        };
        sheet.set_column_width(at, if at == 1 { 30.0 } else { 15.0 })?;
    }
    let choices = choices(lang, catalogue);
    for (list, (kind, values)) in (0_u16..).zip(&choices) {
        choose(sheet, lists, list, *kind, values.len())?;
    }
    explain(lang, book.add_worksheet(), guide, &headings, &style)?;
    let sheet = book.add_worksheet();
    sheet.set_name(lists)?.set_hidden(true);
    for (list, (_, values)) in (0_u16..).zip(&choices) {
        for (row, value) in (0_u32..).zip(values) {
            sheet.write_string(row, list, value)?;
        }
    }
    book.save_to_buffer()
}

fn words(lang: Lang, column: &Column) -> (&'static str, &'static str) {
    match lang {
        Lang::Zh => (column.zh, column.example_zh),
        Lang::En => (column.en, column.example_en),
    }
}

/// Each list to choose from.
fn choices(lang: Lang, catalogue: &Catalogue) -> Vec<(Choices, Vec<String>)> {
    let names = |texts: &mut dyn Iterator<Item = &Text>| -> Vec<String> {
        texts.map(|text| lang.pick(text).to_owned()).filter(|name| !name.is_empty()).collect()
    };
    let fixed = |zh: [&str; 3], en: [&str; 3]| {
        let words = if lang == Lang::Zh { zh } else { en };
        words.map(str::to_owned).to_vec()
    };
    let lists = [
        (Modules, names(&mut catalogue.modules.iter().map(|module| &module.name))),
        (Tiers, names(&mut catalogue.tiers.iter().map(|tier| &tier.name))),
        (Formats, fixed(["短期", "长期", "企业定向"], ["short", "long", "enterprise"])),
        (Places, fixed(["线上", "线下", "混合"], ["online", "in_person", "blended"])),
    ];
    lists.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

/// Gives the cells of a column their list. Words that are not in it are kept: a module may be new.
fn choose(
    sheet: &mut Worksheet,
    lists: &str,
    list: u16,
    kind: Choices,
    count: usize,
) -> Result<(), XlsxError> {
    let Some(at) = COLUMNS.iter().position(|column| column.choices == kind) else { return Ok(()) };
    let letter = char::from(b'A' + u8::try_from(list).unwrap_or(0));
    let formula = format!("='{lists}'!${letter}$1:${letter}${count}");
    let choice = DataValidation::new()
        .allow_list_formula(Formula::new(formula))
        .set_error_style(DataValidationErrorStyle::Information);
    let at = u16::try_from(at).unwrap_or(0);
    sheet.add_data_validation(1, at, ROWS, at, &choice)?;
    Ok(())
}

/// The sheet that says what belongs into each column.
fn explain(
    lang: Lang,
    sheet: &mut Worksheet,
    name: &str,
    headings: &[&str],
    style: &Style,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let (head, rest) = match lang {
        Lang::Zh => (
            ["列", "写什么", "例子"],
            "不用的列可以删，列可以换位置，标题换成你们自己的说法也行，读的时候会问。“示例”那一行不会读。",
        ),
        Lang::En => (
            ["Column", "What belongs there", "Example"],
            "Columns may be left out or moved; your own headings will do, and are asked about once. The row of the example is not read.",
        ),
    };
    for (at, words) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, at, words, &style.head)?;
    }
    for ((row, heading), column) in (1_u32..).zip(headings).zip(&COLUMNS) {
        let (text, example) = words(lang, column);
        sheet.write_string(row, 0, *heading)?;
        sheet.write_string_with_format(row, 1, text, &style.wrap)?;
        sheet.write_string_with_format(row, 2, example, &style.wrap)?;
    }
    let last = u32::try_from(COLUMNS.len()).unwrap_or(0) + 2;
    sheet.write_string_with_format(last, 1, rest, &style.wrap)?;
    for (at, width) in [(0, 16.0), (1, 60.0), (2, 34.0)] {
        sheet.set_column_width(at, width)?;
    }
    Ok(())
}
