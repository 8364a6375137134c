//! The style sheet `docs/words.md` against every text that people read.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::Value;
use std::path::{Path, PathBuf};

/// A text and where it stands.
struct Said {
    place: String,
    text: String,
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn files(folder: &str, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(path.to_str().unwrap(), ending, found);
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
}

/// The string literals of a Rust file; its comments, names and tests are for whoever builds it.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let (mut found, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let tail = &rest[at..];
        if tail.starts_with("//") {
            rest = tail.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(after) = tail.strip_prefix("'\"'") {
            rest = after;
        } else if let Some(inside) = tail.strip_prefix('"') {
            let mut escaped = false;
            let end = inside.char_indices().find(|(_, letter)| {
                let ends = *letter == '"' && !escaped;
                escaped = *letter == '\\' && !escaped;
                ends
            });
            let end = end.map_or(inside.len(), |(at, _)| at);
            found.push(inside[..end].replace("\\n", "\n").replace("\\\"", "\""));
            rest = inside.get(end + 1..).unwrap_or("");
        } else {
            rest = &tail[1..];
        }
    }
    found
}

fn values(value: &Value, place: &str, found: &mut Vec<Said>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let place = format!("{place}.{name}");
                match value.as_str().filter(|_| name == "zh" || name == "en") {
                    Some(text) => found.push(Said { place, text: text.to_owned() }),
                    None => values(value, &place, found),
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let id = item["id"].as_str().map_or_else(|| at.to_string(), str::to_owned);
                values(item, &format!("{place}[{id}]"), found);
            }
        }
        _ => {}
    }
}

/// Everything that people read.
fn texts() -> Vec<Said> {
    let mut found = Vec::new();
    let mut sources = Vec::new();
    for folder in [
        "crates/engine/src/text",
        "crates/engine/src/export",
        "crates/cli/src",
        "crates/batch/src",
        "crates/cohort/src",
        "crates/studio/src",
        "crates/workbook/src",
        "src",
    ] {
        files(folder, ".rs", &mut sources);
    }
    for path in sources {
        for text in literals(&read(&path)) {
            found.push(Said { place: path.display().to_string(), text });
        }
    }
    let mut data = Vec::new();
    files("public/catalogue", ".json", &mut data);
    for path in data {
        values(&serde_json::from_str(&read(&path)).unwrap(), path.to_str().unwrap(), &mut found);
    }
    for path in ["public/manifest.webmanifest", "public/index.html"] {
        let path = Path::new(path);
        if path.exists() {
            let text = read(path);
            found.extend(
                text.lines()
                    .map(|line| Said { place: path.display().to_string(), text: line.to_owned() }),
            );
        }
    }
    found
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// The words that the style sheet does not want: the last column of its table.
fn unwanted() -> Vec<String> {
    let sheet = read(Path::new("docs/words.md"));
    let rows = sheet.lines().filter(|line| line.starts_with('|')).skip(2);
    let never = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    never.flat_map(|cell| cell.split('、')).map(|word| word.trim().to_owned()).collect()
}

#[test]
fn one_thing_has_one_word() {
    let words = unwanted();
    assert!(words.len() > 40 && words.iter().all(|word| !word.is_empty()));
    let texts = texts();
    assert!(texts.len() > 3000, "{}", texts.len());
    let mut wrong = Vec::new();
    for said in &texts {
        // Program text such as `in_person` and class names are no sentences.
        let is_sentence = said.text.chars().any(|c| is_chinese(c) || c == ' ');
        for word in words.iter().filter(|word| is_sentence && holds(&said.text, word)) {
            wrong.push(format!("{}: “{word}” in “{}”", said.place, said.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An English word counts whole: `stated` is not in `understated`.
fn holds(text: &str, word: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let latin = word.is_ascii();
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !latin || !(is_letter(before) || is_letter(after))
    })
}

#[test]
fn chinese_is_set_as_chinese() {
    let mut wrong = Vec::new();
    for said in texts().iter().filter(|said| said.text.chars().any(is_chinese)) {
        // The first lines of a page hold both languages and marks of their own.
        if said.place.contains("index.html") {
            continue;
        }
        let letters: Vec<char> = said.text.chars().collect();
        let close = letters.windows(2).any(|two| {
            let [a, b] = [two[0], two[1]];
            (is_chinese(a) && (b.is_ascii_alphanumeric() || ",;:?!".contains(b)))
                || (a.is_ascii_alphanumeric() && is_chinese(b))
        });
        // A single one stands for what is left out of an example of a file.
        let text = said.text.replace("{…}", "").replace("\"…\"", "");
        let dots = text.matches('…').count();
        if close || dots % 2 == 1 {
            wrong.push(format!("{}: “{}”", said.place, said.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sentence_is_one_in_both_languages() {
    let mut data = Vec::new();
    files("public/catalogue", ".json", &mut data);
    let mut wrong = Vec::new();
    for path in data {
        let mut found = Vec::new();
        values(&serde_json::from_str(&read(&path)).unwrap(), path.to_str().unwrap(), &mut found);
        let texts: std::collections::BTreeMap<&str, &str> =
            found.iter().map(|said| (said.place.as_str(), said.text.as_str())).collect();
        for (place, zh) in texts.iter().filter(|(place, _)| place.ends_with(".zh")) {
            let place = place.trim_end_matches(".zh");
            let en = texts.get(format!("{place}.en").as_str()).copied().unwrap_or("");
            let ends = |text: &str, marks: [char; 3]| {
                text.trim_end_matches(['”', '"', '’', '）', ')']).ends_with(marks)
            };
            let both = ends(zh, ['。', '？', '！']) == ends(en, ['.', '?', '!']);
            if zh.is_empty() != en.is_empty() || !both {
                wrong.push(format!("{place}: “{zh}” / “{en}”"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
