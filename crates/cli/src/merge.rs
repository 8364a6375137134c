//! Owns `merge`: two editions of a catalogue that two people made from one, as one.

use crate::{Failure, file, out};
use qitu_engine::load::{self, Severity};
use qitu_engine::studio::merge::{self, Conflict, Side};
use qitu_model::Lang;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Prints the merged catalogue. Where both changed one thing differently, `prefer` says whose is
/// taken; without it these are told and nothing is printed.
pub fn merge(
    lang: Lang,
    [base, mine, theirs]: [&PathBuf; 3],
    prefer: Option<Side>,
) -> Result<(), Failure> {
    let [base, own, other] = [base, mine, theirs].map(|path| read(lang, path));
    let (base, own, other) = (base?, own?, other?);
    let mut conflicts = 0;
    let merged = merge::merge(&base, &own, &other, &mut |conflict| {
        conflicts += 1;
        out::tell(&told(lang, conflict, prefer));
        prefer.unwrap_or(Side::Mine)
    });
    if conflicts > 0 && prefer.is_none() {
        out::tell(&match lang {
            Lang::Zh => {
                format!("{conflicts} 处两边改得不一样：用 --prefer mine 或 theirs，或者先改成一样")
            }
            Lang::En => format!(
                "things changed in two ways: {conflicts}; say --prefer mine or theirs, or make them alike"
            ),
        });
        return Err(Failure::BadInput);
    }
    let (catalogue, problems) = load::catalogue(&merged.to_string());
    file::tell(lang, mine, &problems, Severity::Notice);
    out::say(&serde_json::to_string_pretty(&catalogue).unwrap_or_default());
    Ok(())
}

fn read(lang: Lang, path: &Path) -> Result<Value, Failure> {
    serde_json::from_str(&file::text(lang, path)?).map_err(|error| {
        out::tell(&format!("{}: {error}", path.display()));
        Failure::BadInput
    })
}

/// A conflict in one line: where, what it was, and what each made of it.
fn told(lang: Lang, conflict: &Conflict, prefer: Option<Side>) -> String {
    let none = if lang == Lang::Zh { "（没有）" } else { "(none)" };
    let said = |value: &Option<Value>| value.as_ref().map_or(none.to_owned(), Value::to_string);
    let [base, mine, theirs] = [&conflict.base, &conflict.mine, &conflict.theirs].map(said);
    let path = conflict.path.join(" / ");
    let taken = match (prefer, lang) {
        (None, _) => "",
        (Some(Side::Mine), Lang::Zh) => "，取前者",
        (Some(Side::Theirs), Lang::Zh) => "，取后者",
        (Some(Side::Mine), Lang::En) => ", the first is taken",
        (Some(Side::Theirs), Lang::En) => ", the second is taken",
    };
    match lang {
        Lang::Zh => format!("{path}：原来 {base}，一边 {mine}，另一边 {theirs}{taken}"),
        Lang::En => format!("{path}: was {base}, one has {mine}, the other {theirs}{taken}"),
    }
}
