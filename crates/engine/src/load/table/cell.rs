//! Owns what people write in cells: numbers with units, lists, days.

use qitu_model::Date;

/// A word for comparing: small letters, no spaces around it, plain width.
pub(super) fn folded(word: &str) -> String {
    word.trim().chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// The half-width form of a full-width letter or digit.
fn plain(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        letter => letter,
    }
}

/// An id made from a name: small letters, hyphens for what is neither letter nor digit.
pub(super) fn id(name: &str) -> String {
    let mut id = String::new();
    for letter in folded(name).chars() {
        if letter.is_alphanumeric() {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "x".to_owned() } else { id.to_owned() }
}

/// A whole number, with or without a unit: `16`, `16 学时`, `¥1,200`, `免费`.
pub(super) fn number(cell: &str) -> Option<u32> {
    let word: String =
        folded(cell).chars().filter(|c| !matches!(c, ',' | '¥' | '￥' | ' ')).collect();
    if ["免费", "无", "free", "none", "-"].contains(&word.as_str()) {
        return Some(0);
    }
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let (digits, unit) = word.split_at(end);
    let known = [
        "",
        "学时",
        "课时",
        "小时",
        "元",
        "周",
        "个小时",
        "h",
        "hours",
        "hour",
        "weeks",
        "week",
        "yuan",
        "rmb",
        "cny",
        "元/人",
        "小时/周",
    ];
    if !known.contains(&unit) {
        return None;
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    part.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok())?
}

/// The items of a list.
pub(super) fn list(cell: &str) -> Vec<String> {
    let items = cell.split([';', '；', '、', '|', '\n', ',', '，']).map(str::trim);
    items
        .filter(|item| !item.is_empty() && !["无", "none", "-"].contains(item))
        .map(str::to_owned)
        .collect()
}

/// `路线规划:2`, `route-planning 2`, `安全 2级` → name and level.
pub(super) fn leveled(word: &str) -> (&str, Option<u32>) {
    let bare = word.trim().trim_end_matches('级').trim_end();
    let digits = bare.len() - bare.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (name, level) = bare.split_at_checked(digits).unwrap_or((bare, ""));
    let apart = name.ends_with([':', '：', ' ', '\u{3000}']);
    match level.parse() {
        Ok(level) if apart => (name.trim_end_matches([':', '：', ' ', '\u{3000}']), Some(level)),
        _ => (word.trim(), None),
    }
}

/// `2026-12-07`, `2026/12/7`, `2026.12.7`, `2026年12月7日`
pub(super) fn date(word: &str) -> Option<Date> {
    let word = folded(word).replace('日', "");
    let mut parts = word.split(['-', '/', '.', '年', '月']).map(|part| part.trim().parse::<u16>());
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    Date::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, wanted) in [
            ("16", Some(16)),
            ("１６ 学时", Some(16)),
            ("¥1,200", Some(1200)),
            ("300元", Some(300)),
            ("免费", Some(0)),
            ("16.0", Some(16)),
            ("1.5", None),
            ("about 3", None),
            ("-3", None),
            ("99999999999", None),
            ("", None),
        ] {
            assert_eq!(number(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn a_level_stands_apart_from_the_name() {
        assert_eq!(leveled("route-planning:2"), ("route-planning", Some(2)));
        assert_eq!(leveled("安全 2级"), ("安全", Some(2)));
        assert_eq!(leveled("c12"), ("c12", None));
        assert_eq!(leveled("初级"), ("初级", None));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for day in ["2026-12-07", "2026/12/7", "2026年12月7日"] {
            assert_eq!(date(day), Date::parse("2026-12-07"), "{day}");
        }
        assert_eq!(date("2026-13-07"), None);
    }

    #[test]
    fn names_become_ids() {
        assert_eq!(id(" Route Planning (I) "), "route-planning-i");
        assert_eq!(id("路线规划（一）"), "路线规划-一");
        assert_eq!(id("!!"), "x");
    }
}
