//! Owns what people write in cells: numbers with units, lists, days.

use qitu_model::{Date, half_width, months_to_weeks};

/// A word for comparing: small letters, no spaces around it, plain width.
pub(super) fn folded(word: &str) -> String {
    word.trim().chars().map(half_width).flat_map(char::to_lowercase).collect()
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

/// A whole number, with or without a unit: `16`, `16 学时`, `¥1,200`, `1.2万`, `十六`, `免费`.
pub(super) fn number(cell: &str) -> Option<u32> {
    let word: String = folded(cell).chars().filter(|c| !matches!(c, '¥' | '￥' | ' ')).collect();
    if ["免费", "无", "free", "none"].contains(&word.as_str()) {
        return Some(0);
    }
    if let Some(digits) = word.trim_end_matches('元').strip_suffix('万') {
        return ten_thousands(digits);
    }
    let word = without_thousands(&in_digits(&word))?;
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

/// `1.2` → 12,000: what stands before 万. No part of a yuan is left.
fn ten_thousands(digits: &str) -> Option<u32> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 4 || !is_number(whole) || !is_number(part) {
        return None;
    }
    let rest: u32 = format!("{part:0<4}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(10_000)?.checked_add(rest)
}

/// A number without anything else, up to 99 also in Chinese letters: `12`, `两`, `十八`.
pub(super) fn count(word: &str) -> Option<u32> {
    let digits = in_digits(word);
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
    if are_digits { digits.parse().ok() } else { None }
}

/// `十六学时` → `16学时`, `两周` → `2周`: a number up to 99 in Chinese letters, in digits.
fn in_digits(word: &str) -> String {
    const LETTERS: &str = "零一二三四五六七八九";
    let value = |letter: char| match letter {
        '两' => Some(2),
        other => LETTERS.chars().position(|one| one == other),
    };
    let end = word.find(|c| c != '十' && value(c).is_none()).unwrap_or(word.len());
    let (number, unit) = word.split_at_checked(end).unwrap_or((word, ""));
    let digit = |letters: &str| {
        let mut letters = letters.chars();
        let first = letters.next().and_then(value);
        first.filter(|_| letters.next().is_none())
    };
    let read = match number.split_once('十') {
        _ if number.is_empty() => None,
        None => digit(number),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            tens.zip(ones).map(|(tens, ones)| tens * 10 + ones)
        }
    };
    read.map_or_else(|| word.to_owned(), |read| format!("{read}{unit}"))
}

/// A number and what is said behind it in brackets: `48课时（含实操24）`, `800元/人（会员640）`.
pub(super) fn with_aside(cell: &str) -> Option<(&str, &str)> {
    let bare = cell.trim().strip_suffix([')', '）'])?;
    let (number, aside) = bare.split_once(['(', '（'])?;
    (!aside.contains(['(', '（'])).then_some((number.trim(), aside.trim()))
}

/// How much of a number is practice: `含实操24`, `其中实操24学时`.
pub(super) fn practice(aside: &str) -> Option<u32> {
    let word = folded(aside);
    let rest = ["含", "其中"].iter().find_map(|begin| word.strip_prefix(begin))?;
    let rest = ["实操", "实训", "实践"].iter().find_map(|begin| rest.strip_prefix(begin))?;
    number(rest)
}

/// A price for members beside the one for everybody: `会员640`, `工会会员价640元`.
pub(super) fn is_members_price(aside: &str) -> bool {
    let word = folded(aside);
    let rest = word.strip_prefix("工会").unwrap_or(&word);
    rest.strip_prefix("会员").is_some_and(|rest| number(rest.trim_start_matches('价')).is_some())
}

/// Words that mean the same of any number in them, and the number: one answer is for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The words, with `…` for the number.
    pub words: String,
    /// The number.
    pub number: u32,
}

/// `5天`: how many hours a day has, the academy knows.
pub(super) fn days(cell: &str) -> Option<Shape> {
    let word: String = folded(cell).split_whitespace().collect();
    let number = number(&in_digits(word.strip_suffix('天')?))?;
    Some(Shape { words: "…天".to_owned(), number })
}

/// `政府补贴，自付600`: who gets the subsidy, the academy knows.
pub(super) fn own_share(cell: &str) -> Option<Shape> {
    let word: String = folded(cell).split_whitespace().collect();
    let (subsidy, share) = word.split_once("自付")?;
    let subsidy = subsidy.trim_end_matches([',', ';', '、', '。']);
    let known = ["", "政府补贴", "补贴", "有补贴", "政府补助", "补助", "工会补贴"];
    let number = if known.contains(&subsidy) { number(share)? } else { return None };
    let comma = if subsidy.is_empty() { "" } else { "，" };
    Some(Shape { words: format!("{subsidy}{comma}自付…"), number })
}

/// Does an answer say that riders pay their own share?
pub(super) fn is_own_share(answer: &str) -> bool {
    ["自付", "自付…", "own share"].contains(&folded(answer).as_str())
}

/// `3个月` → 13: weeks, also where months are said.
pub(super) fn weeks(cell: &str) -> Option<u32> {
    let word: String = folded(cell).split_whitespace().collect();
    match word.strip_suffix("个月") {
        Some(months) => number(months).filter(|months| *months > 0).map(months_to_weeks),
        None => number(cell),
    }
}

/// A number without the marks between its thousands; none where a mark stands elsewhere: `2,5` is
/// two and a half in other countries.
fn without_thousands(word: &str) -> Option<String> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(word.len());
    let (digits, unit) = word.split_at_checked(end)?;
    let mut groups = digits.split(',');
    let first = groups.next()?.len();
    let marked = digits.contains(',');
    let fit = !marked || (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    (fit && !unit.contains(',')).then(|| digits.replace(',', "") + unit)
}

/// A dash or the like in a cell of which nothing is said.
pub(super) fn says_nothing(cell: &str) -> bool {
    let bare = cell.trim();
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '―'))
}

/// Words that begin a row of sums, and a note.
static SUMS: [&str; 8] = ["合计", "总计", "小计", "共计", "总和", "total", "subtotal", "sum"];
static NOTES: [&str; 10] =
    ["注:", "附注:", "备注:", "说明:", "注1:", "*注:", "note:", "notes:", "示例:", "example:"];

/// Does a row's first word say that it is no course: sums, or a note under the table?
pub(super) fn is_no_course(word: &str) -> bool {
    let word = folded(word);
    let close: String = word.split_whitespace().collect();
    let tail = |own: &str| close.strip_prefix(own);
    let sum = |own: &str| {
        tail(own).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with([':', '('])
                || rest.bytes().all(|b| b.is_ascii_digit())
        })
    };
    SUMS.iter().any(|own| sum(own)) || NOTES.iter().any(|own| close.starts_with(own))
}

/// What a formula without a value shows.
pub(super) fn is_error(word: &str) -> bool {
    let all = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"];
    all.contains(&word.trim())
}

/// A long number that a spreadsheet program has shortened, `2.02611E+11`: its digits are lost.
pub(super) fn is_shortened(word: &str) -> bool {
    let Some((digits, power)) = word.split_once(['E', 'e']) else { return false };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    number(whole) && number(part) && power.strip_prefix('+').is_some_and(number)
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

/// It begins whenever somebody comes.
pub(super) fn is_any_day(word: &str) -> bool {
    let words = ["随时", "随时开班", "随时开始", "随时可学", "随到随学", "any day", "any time"];
    words.contains(&folded(word).as_str())
}

/// `2026-12-07`, `2026/12/7`, `2026.12.7`, `2026年12月7日`, `2026-12-07 00:00:00`, `20261207`; or
/// 46363, the days that spreadsheet programs count.
pub(super) fn date(word: &str) -> Option<Date> {
    let word = folded(word);
    // A clock behind the day says nothing more; one of another zone may be of another day.
    let is_clock = |clock: &str| {
        clock.contains(':') && clock.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.')
    };
    let word = match word.split_once(['t', ' ']) {
        Some((day, clock)) if is_clock(clock.trim()) => day,
        _ => &word,
    };
    let word = word.replace(['日', '号'], "");
    if word.bytes().all(|b| b.is_ascii_digit()) {
        let count: i32 = word.parse().ok()?;
        let part = |number: i32| u8::try_from(number % 100).ok();
        return match word.len() {
            // From 2000 to 2099.
            5 if (36_526..73_051).contains(&count) => {
                Date::new(1899, 12, 30).map(|first| first.plus_days(count))
            }
            8 if (2000..2100).contains(&(count / 10_000)) => {
                Date::new(count / 10_000, part(count / 100)?, part(count)?)
            }
            _ => None,
        };
    }
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
            ("-", None),
            ("2,5", None),
            ("1,20", None),
            ("12,34,567", None),
            ("1,200,000", Some(1_200_000)),
            (",5", None),
            ("16学时,4天", None),
            ("99999999999", None),
            ("", None),
            ("1.2万", Some(12_000)),
            ("3万元", Some(30_000)),
            ("1.23456万", None),
            ("约1.2万", None),
            ("万", None),
            ("十六", Some(16)),
            ("十六学时", Some(16)),
            ("二十", Some(20)),
            ("两周", Some(2)),
            ("三五", None),
            ("十十", None),
            ("十几", None),
            ("一百", None),
        ] {
            assert_eq!(number(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn what_stands_in_brackets_behind_a_number_is_known_or_not() {
        assert_eq!(with_aside("48课时（含实操24）"), Some(("48课时", "含实操24")));
        assert_eq!(with_aside("48"), None);
        assert_eq!(with_aside("（48）"), Some(("", "48")));
        assert_eq!(practice("含实操24"), Some(24));
        assert_eq!(practice("其中实训 8 学时"), Some(8));
        assert_eq!(practice("不含实操24"), None);
        assert!(is_members_price("会员640") && is_members_price("工会会员价 640 元"));
        assert!(!is_members_price("会员免考") && !is_members_price("每期"));
        let shape = |words: &str, number| Some(Shape { words: words.to_owned(), number });
        assert_eq!(own_share("政府补贴, 自付 600元"), shape("政府补贴，自付…", 600));
        assert_eq!(own_share("自付50"), shape("自付…", 50));
        for other in ["补贴后自付", "原价800，自付 600 元", "政府补贴，自付约600"]
        {
            assert_eq!(own_share(other), None, "{other}");
        }
        assert_eq!(days("5 天"), shape("…天", 5));
        assert_eq!(days("两天"), shape("…天", 2));
        assert_eq!((days("半天"), days("约5天"), days("5天/期")), (None, None, None));
        assert_eq!((weeks("3个月"), weeks("三个月"), weeks("4周")), (Some(13), Some(13), Some(4)));
        assert_eq!((weeks("约3个月"), weeks("半年"), weeks("0个月")), (None, None, None));
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
        for day in ["2026-12-07 00:00:00", "2026-12-07T08:00:00.0", "20261207", "46363"] {
            assert_eq!(date(day), Date::parse("2026-12-07"), "{day}");
        }
        for day in [
            "12/7/2026",
            "12月7日",
            "2026-12-06T16:00:00Z",
            "2026-12",
            "99999",
            "20261307",
            "2026年12月上旬",
            "7 12 2026",
        ] {
            assert_eq!(date(day), None, "{day}");
        }
        assert_eq!(date("2026-13-07"), None);
    }

    #[test]
    fn sums_and_notes_are_no_courses() {
        for word in
            ["合计", "合 计", "总计：", "小计(3门)", "注：以上课程免费", "TOTAL", "Note: free"]
        {
            assert!(is_no_course(word), "{word}");
        }
        for word in
            ["合计核算入门", "注册消防工程师", "Total station surveying", "说明书写作", "骑行"]
        {
            assert!(!is_no_course(word), "{word}");
        }
        assert!(is_shortened("2.02611E+11") && is_shortened("1E+05"));
        assert!(!is_shortened("E+1") && !is_shortened("2E3") && !is_shortened("CAAC"));
    }

    #[test]
    fn names_become_ids() {
        assert_eq!(id(" Route Planning (I) "), "route-planning-i");
        assert_eq!(id("路线规划（一）"), "路线规划-一");
        assert_eq!(id("!!"), "x");
    }
}
