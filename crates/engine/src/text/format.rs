//! Owns numbers and dates in words: weeks, yuan, hours, months, differences.
//! Refuses labels; the dictionaries in `ui` have those.

use qitu_model::Lang;
use qitu_model::{Date, Status};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `January` … `December`; nothing for a month there is not.
pub(super) fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month.saturating_sub(1))).copied().unwrap_or("")
}

/// `26 周` / `26 weeks`.
#[must_use]
pub fn weeks(lang: Lang, n: u32) -> String {
    count(lang, n.into(), "周", "week")
}

/// `6 小时` / `6 hours`.
#[must_use]
pub fn hours(lang: Lang, n: u64) -> String {
    count(lang, n, "小时", "hour")
}

/// `3 门` … any counted thing: the Chinese measure word with the noun, the English singular.
#[must_use]
pub fn count(lang: Lang, n: u64, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => format!("{n} {zh}"),
        Lang::En if n == 1 => format!("1 {en}"),
        Lang::En => format!("{n} {en}s"),
    }
}

/// `¥1,200`; the same in both languages.
#[must_use]
pub fn yuan(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "−¥" } else { "¥" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `2027 年 4 月` / `April 2027`.
#[must_use]
pub fn month(lang: Lang, date: Date) -> String {
    let (year, month, _) = date.ymd();
    match lang {
        Lang::Zh => format!("{year} 年 {month} 月"),
        Lang::En => format!("{} {year}", month_name(month)),
    }
}

/// `2027 年` / `2027`.
#[must_use]
pub fn year(lang: Lang, year: i32) -> String {
    match lang {
        Lang::Zh => format!("{year} 年"),
        Lang::En => year.to_string(),
    }
}

/// `4 月` / `April`: a month whose year stands nearby.
#[must_use]
pub fn month_alone(lang: Lang, date: Date) -> String {
    let (_, month, _) = date.ymd();
    match lang {
        Lang::Zh => format!("{month} 月"),
        Lang::En => month_name(month).to_owned(),
    }
}

/// `2027 年 4 月 12 日` / `12 April 2027`.
#[must_use]
pub fn day(lang: Lang, date: Date) -> String {
    let (year, month, day) = date.ymd();
    match lang {
        Lang::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Lang::En => format!("{day} {} {year}", month_name(month)),
    }
}

/// `11/23` / `23 Nov`: a day within reach, without its year.
#[must_use]
pub fn short_day(lang: Lang, date: Date) -> String {
    let (_, month, day) = date.ymd();
    match lang {
        Lang::Zh => format!("{month}/{day}"),
        Lang::En => format!("{day} {}", month_name(month).get(..3).unwrap_or_default()),
    }
}

/// `2025-12`, `2024`, `2020–2025`: as much of a day as is known, where there is little room.
#[must_use]
pub fn dated(from: Date, by: Option<Date>) -> String {
    let (year, month, _) = from.ymd();
    match by.unwrap_or(from).ymd() {
        (last, _, _) if last != year => format!("{year}–{last}"),
        (_, last, _) if last != month => year.to_string(),
        _ => format!("{year}-{month:02}"),
    }
}

/// A day, or as much of it as is known: `2024 年 6 月`, `2021 年`, `2024 年 4–11 月`.
#[must_use]
pub fn between(lang: Lang, from: Date, by: Option<Date>) -> String {
    let Some(by) = by else { return day(lang, from) };
    let ((first, from_month, _), (last, to_month, _)) = (from.ymd(), by.ymd());
    match lang {
        Lang::Zh if first != last => format!("{first}–{last} 年"),
        Lang::En if first != last => format!("{first}–{last}"),
        _ if from_month == to_month => month(lang, from),
        _ if (from_month, to_month) == (1, 12) => year(lang, first),
        Lang::Zh => format!("{first} 年 {from_month}–{to_month} 月"),
        Lang::En => format!("{}–{} {first}", month_name(from_month), month_name(to_month)),
    }
}

/// How sure a number is: `规定` / `in force`.
#[must_use]
pub fn status(lang: Lang, status: Status) -> &'static str {
    let (zh, en) = match status {
        Status::Stated => ("已公布", "published"),
        Status::InForce => ("现行规定", "in force"),
        Status::Expected => ("预计", "expected"),
        Status::Estimate => ("估计", "estimate"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// What changed in weeks: `早 3 周` / `3 weeks sooner`; none when nothing did.
#[must_use]
pub fn weeks_moved(lang: Lang, before: u32, now: u32) -> Option<String> {
    let by = now.abs_diff(before);
    Some(match (now < before, lang) {
        _ if by == 0 => return None,
        (true, Lang::Zh) => format!("早 {by} 周"),
        (false, Lang::Zh) => format!("晚 {by} 周"),
        (true, Lang::En) => format!("{} sooner", weeks(lang, by)),
        (false, Lang::En) => format!("{} later", weeks(lang, by)),
    })
}

/// What changed in a number that is better when small: `多 ¥600` / `¥600 more`.
#[must_use]
pub fn moved(lang: Lang, before: i64, now: i64, unit: &dyn Fn(i64) -> String) -> Option<String> {
    let by = unit((now - before).abs());
    Some(match (now < before, lang) {
        _ if now == before => return None,
        (true, Lang::Zh) => format!("少 {by}"),
        (false, Lang::Zh) => format!("多 {by}"),
        (true, Lang::En) => format!("{by} less"),
        (false, Lang::En) => format!("{by} more"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_person_would_say_them() {
        assert_eq!(yuan(1_234_567), "¥1,234,567");
        assert_eq!(yuan(-300), "−¥300");
        assert_eq!(yuan(0), "¥0");
        assert_eq!(weeks(Lang::En, 1), "1 week");
        assert_eq!(weeks(Lang::En, 2), "2 weeks");
        let date = Date::parse("2027-04-12").unwrap();
        assert_eq!(month(Lang::Zh, date), "2027 年 4 月");
        assert_eq!(day(Lang::En, date), "12 April 2027");
        assert_eq!(short_day(Lang::En, date), "12 Apr");
    }

    #[test]
    fn a_day_that_is_not_known_is_not_said() {
        let date = |text| Date::parse(text).unwrap();
        let cases = [
            ("2024-06-30", None, "2024-06", "2024 年 6 月 30 日", "30 June 2024"),
            ("2024-06-01", Some("2024-06-30"), "2024-06", "2024 年 6 月", "June 2024"),
            ("2021-01-01", Some("2021-12-31"), "2021", "2021 年", "2021"),
            ("2024-04-25", Some("2024-11-13"), "2024", "2024 年 4–11 月", "April–November 2024"),
            ("2020-12-08", Some("2025-03-11"), "2020–2025", "2020–2025 年", "2020–2025"),
        ];
        for (from, by, short, zh, en) in cases {
            let (from, by) = (date(from), by.map(date));
            assert_eq!(dated(from, by), short);
            assert_eq!([between(Lang::Zh, from, by), between(Lang::En, from, by)], [zh, en]);
        }
    }

    #[test]
    fn a_difference_names_its_direction() {
        assert_eq!(weeks_moved(Lang::Zh, 29, 26).as_deref(), Some("早 3 周"));
        assert_eq!(weeks_moved(Lang::En, 26, 27).as_deref(), Some("1 week later"));
        assert_eq!(weeks_moved(Lang::En, 26, 26), None);
        assert_eq!(moved(Lang::Zh, 300, 900, &yuan).as_deref(), Some("多 ¥600"));
    }
}
