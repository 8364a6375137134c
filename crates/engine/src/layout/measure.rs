//! Owns how wide words are, estimated by the class of each character, and where they may break.
//! Refuses fonts: the estimate is on the wide side of the system fonts it was compared with.

/// Width of a character in thousandths of its size.
fn character(c: char) -> i32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' => 310,
        'i' | 'j' | 'l' | 'I' => 320,
        'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 420,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 950,
        'A'..='Z' => 720,
        '0'..='9' => 620,
        'a'..='z' => 600,
        c if c.is_ascii() => 640,
        c if ('\u{00a0}'..='\u{024f}').contains(&c) => 680,
        _ => 1000,
    }
}

/// Width of a text at a size, rounded up.
#[must_use]
pub fn text_width(text: &str, size: i32) -> i32 {
    let thousandths: i64 = text.chars().map(|c| i64::from(character(c))).sum();
    let units = (thousandths * i64::from(size) + 999) / 1000;
    i32::try_from(units).unwrap_or(i32::MAX)
}

/// The size a role's name is set in: Latin letters look larger than Chinese ones.
#[must_use]
pub fn name_size(name: &str) -> i32 {
    if name.chars().all(|c| character(c) < 1000) { super::LATIN } else { super::NAME }
}

/// The rows of a role's name.
pub(super) fn name_rows(name: &str, width: i32) -> Vec<String> {
    wrap(name, name_size(name), width)
}

/// May a row end before this character of Chinese text?
fn may_break(before: char, after: char) -> bool {
    let closing = "，。、；：！？）》」』”’·/)";
    let opening = "（《「『“‘(";
    let inside_word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    !(closing.contains(after) || opening.contains(before) || inside_word || before == ' ')
}

/// Words of job names that should stay in one row.
const KEEP: [&str; 28] = [
    "无人机",
    "短视频",
    "互联网",
    "营销师",
    "运行",
    "保障",
    "物流",
    "数据",
    "分析",
    "运营",
    "直播",
    "仓储",
    "培训",
    "调度",
    "安全",
    "智能",
    "运维",
    "检修",
    "服务",
    "站点",
    "骑手",
    "管理",
    "技术",
    "驾驶",
    "飞手",
    "专员",
    "经理",
    "导师",
];

/// Does a word that should stay in one row run across this place (in characters) of a text?
fn is_inside_word(text: &[char], place: usize) -> bool {
    KEEP.iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        (1..word.len()).any(|into| {
            place.checked_sub(into).is_some_and(|from| {
                text.get(from..from + word.len()).is_some_and(|found| found == word)
            })
        })
    })
}

/// The pieces that must not be torn: words of Latin text, characters of Chinese text.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    let characters: Vec<char> = text.trim().chars().collect();
    for (place, &c) in characters.iter().enumerate() {
        let joins = match last {
            None => false,
            Some(' ') => false,
            Some(before) => c == ' ' || !may_break(before, c) || is_inside_word(&characters, place),
        };
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = Some(c);
    }
    pieces
}

/// Fills rows no wider than `width`; a piece wider than a row is torn.
fn fill(pieces: &[String], size: i32, width: i32) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for piece in pieces {
        let longer = format!("{row}{piece}");
        if text_width(longer.trim_end(), size) <= width {
            row = longer;
            continue;
        }
        if !row.is_empty() {
            rows.push(row.trim_end().to_owned());
            row = String::new();
        }
        for c in piece.chars() {
            row.push(c);
            if text_width(row.trim_end(), size) > width && row.chars().count() > 1 {
                row.pop();
                rows.push(row.trim_end().to_owned());
                row = c.to_string();
            }
        }
    }
    if !row.trim().is_empty() {
        rows.push(row.trim_end().to_owned());
    }
    rows
}

/// Breaks a name into the fewest rows no wider than `width`, and then as even as they can be.
#[must_use]
pub fn wrap(text: &str, size: i32, width: i32) -> Vec<String> {
    let pieces = pieces(text);
    let width = width.max(size);
    let rows = fill(&pieces, size, width);
    if rows.len() < 2 {
        return rows;
    }
    // The narrowest measure that needs no more rows and tears nothing is the most even one.
    let widest = pieces.iter().map(|piece| text_width(piece.trim_end(), size)).max().unwrap_or(0);
    let (mut low, mut high) = (widest.clamp(size, width), width);
    while low < high {
        let middle = low + (high - low) / 2;
        if fill(&pieces, size, middle).len() <= rows.len() {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    fill(&pieces, size, high)
}
