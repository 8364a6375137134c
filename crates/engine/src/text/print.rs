//! Owns the words of what leaves the page: calendar, table, picture, printed sheet, question.
//! Refuses layout: each of them arranges the words itself.

use super::format::{month_name, status, yuan};
use super::names;
use crate::explain::itinerary::Row;
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Hours, Kind, Scenario, Span};

/// One of two words, both always written.
fn of<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A day: `2026 年 11 月 23 日`, `23 Nov 2026`.
#[must_use]
pub fn day(lang: Lang, day: Date) -> String {
    let (year, month, date) = day.ymd();
    match lang {
        Lang::Zh => format!("{year} 年 {month} 月 {date} 日"),
        Lang::En => format!("{date} {} {year}", english_month(month)),
    }
}

/// A month: `2027 年 4 月`, `Apr 2027`.
#[must_use]
pub fn month(lang: Lang, day: Date) -> String {
    let (year, month, _) = day.ymd();
    match lang {
        Lang::Zh => format!("{year} 年 {month} 月"),
        Lang::En => format!("{} {year}", english_month(month)),
    }
}

fn english_month(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

/// A short day: `11/23`, `23 Nov`.
#[must_use]
pub fn short_day(lang: Lang, day: Date) -> String {
    let (_, month, date) = day.ymd();
    match lang {
        Lang::Zh => format!("{month}/{date}"),
        Lang::En => format!("{date} {}", english_month(month)),
    }
}

/// The year that a list of days says at one of them: where it is another than at the day before.
#[must_use]
pub fn turned_year(before: Option<Date>, day: Date) -> Option<i32> {
    let year = day.ymd().0;
    (before.map(|before| before.ymd().0) != Some(year)).then_some(year)
}

/// From a day to a day, the year said once: `2026/11/23 – 11/29`, `23 Nov – 29 Nov 2026`.
#[must_use]
pub fn days(lang: Lang, from: Date, to: Date) -> String {
    let ((first, ..), (last, ..)) = (from.ymd(), to.ymd());
    let (a, b) = (short_day(lang, from), short_day(lang, to));
    match lang {
        Lang::Zh if from == to => format!("{first}/{a}"),
        Lang::Zh if first == last => format!("{first}/{a} – {b}"),
        Lang::Zh => format!("{first}/{a} – {last}/{b}"),
        Lang::En if from == to => format!("{a} {first}"),
        Lang::En if first == last => format!("{a} – {b} {first}"),
        Lang::En => format!("{a} {first} – {b} {last}"),
    }
}

/// `标签：内容`.
#[must_use]
pub fn line(lang: Lang, label: &str, words: &str) -> String {
    match lang {
        Lang::Zh => format!("- {label}：{words}"),
        Lang::En => format!("- {label}: {words}"),
    }
}

/// Course, certificate or role.
#[must_use]
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Course => of(lang, "课程", "course"),
        Kind::Certificate => of(lang, "证书", "certificate"),
        Kind::Role => of(lang, "岗位", "role"),
    }
}

/// The way a step is done: the offer's name and its place.
#[must_use]
pub fn way(lang: Lang, row: &Row) -> String {
    let Some(offer) = row.offer else { return String::new() };
    let name = offer.name.as_ref().map(|name| lang.pick(name));
    let place = offer.place.map(|place| names::place(lang, place));
    let mut words: Vec<&str> =
        [name, place].into_iter().flatten().filter(|w| !w.is_empty()).collect();
    words.dedup();
    words.join(of(lang, "，", ", "))
}

/// Class times one after another.
#[must_use]
pub fn sessions(lang: Lang, spans: &[Span]) -> String {
    let words: Vec<String> = spans.iter().map(|span| names::span(lang, *span)).collect();
    words.join(of(lang, "、", ", "))
}

/// How long and how much a week; empty for a step of no weeks.
#[must_use]
pub fn effort(lang: Lang, row: &Row) -> String {
    match (lang, row.weeks, row.hours.0) {
        (_, 0, _) => String::new(),
        (Lang::Zh, weeks, 0) => format!("等 {weeks} 周"),
        (Lang::Zh, weeks, hours) => format!("{weeks} 周，每周 {hours} 小时"),
        (Lang::En, 1, 0) => "1 week's wait".into(),
        (Lang::En, weeks, 0) => format!("{weeks} weeks' wait"),
        (Lang::En, 1, hours) => format!("1 week, {hours} h"),
        (Lang::En, weeks, hours) => format!("{weeks} weeks, {hours} h a week"),
    }
}

/// What it costs, alone; empty where it costs nothing.
#[must_use]
pub fn price(row: &Row) -> String {
    if row.fee.0 == 0 { String::new() } else { yuan(row.fee.0) }
}

/// What it costs and what may come back, where how sure that is stands elsewhere; empty where it
/// costs nothing.
#[must_use]
pub fn paid(lang: Lang, row: &Row) -> String {
    if row.fee.0 == 0 {
        return String::new();
    }
    let mut words = yuan(row.fee.0);
    if row.subsidy.0 > 0 {
        words += &match lang {
            Lang::Zh => format!("，可能补 {}", yuan(row.subsidy.0)),
            Lang::En => format!(", perhaps {} back", yuan(row.subsidy.0)),
        };
    }
    words
}

/// What it costs, with how sure that is; empty where it costs nothing.
#[must_use]
pub fn cost(lang: Lang, row: &Row) -> String {
    let mut words = paid(lang, row);
    if let Some(sure) = row.fee_status.filter(|_| !words.is_empty()) {
        words += &match lang {
            Lang::Zh => format!("（{}）", status(lang, sure)),
            Lang::En => format!(" ({})", status(lang, sure)),
        };
    }
    words
}

/// One step in a line: when, what, how, how much.
#[must_use]
pub fn row(lang: Lang, row: &Row) -> String {
    let when = if row.weeks == 0 {
        day(lang, row.from)
    } else {
        format!("{} – {}", day(lang, row.from), day(lang, row.to))
    };
    let name = lang.pick(&row.activity.name);
    let more: Vec<String> =
        [kind(lang, row.kind).to_owned(), way(lang, row), effort(lang, row), cost(lang, row)]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
    match lang {
        Lang::Zh => format!("{when}　{name}（{}）", more.join("；")),
        Lang::En => format!("{when}: {name} ({})", more.join("; ")),
    }
}

/// The heads of the table's columns.
#[must_use]
pub fn columns(lang: Lang) -> [&'static str; 13] {
    match lang {
        Lang::Zh => [
            "开始",
            "结束",
            "类别",
            "名称",
            "方式",
            "上课时间",
            "周数",
            "每周小时",
            "费用（元）",
            "补贴（元）",
            "自付（元）",
            "费用可靠程度",
            "谁发证",
        ],
        Lang::En => [
            "start",
            "end",
            "kind",
            "name",
            "way",
            "class times",
            "weeks",
            "hours a week",
            "fee (yuan)",
            "money back (yuan)",
            "you pay (yuan)",
            "how sure",
            "issuer",
        ],
    }
}

/// The calendar's name.
#[must_use]
pub fn calendar_name(lang: Lang, goal: &str) -> String {
    match lang {
        Lang::Zh => format!("骑途计划：{goal}"),
        Lang::En => format!("Qitu plan: {goal}"),
    }
}

/// The title of the day a step starts, or of the Monday of its week where the day is not known.
#[must_use]
pub fn event_title(lang: Lang, row: &Row, day: Option<Date>) -> String {
    let name = lang.pick(&row.activity.name);
    match (lang, row.kind) {
        (Lang::Zh, Kind::Course) => format!("开始学：{name}"),
        (Lang::Zh, Kind::Certificate) if day.is_none() => format!("这周去考：{name}，先问哪天"),
        (Lang::Zh, Kind::Certificate) => format!("去考：{name}"),
        (Lang::Zh, Kind::Role) => format!("可以当：{name}"),
        (Lang::En, Kind::Course) => format!("Start: {name}"),
        (Lang::En, Kind::Certificate) if day.is_none() => {
            format!("Exam this week: {name} (ask for the day)")
        }
        (Lang::En, Kind::Certificate) => format!("Exam: {name}"),
        (Lang::En, Kind::Role) => format!("Ready for: {name}"),
    }
}

/// The title of all the weeks that a step takes.
#[must_use]
pub fn weeks_title(lang: Lang, row: &Row) -> String {
    let name = lang.pick(&row.activity.name);
    match (lang, effort(lang, row)) {
        (Lang::Zh, effort) => format!("{name}（{effort}）"),
        (Lang::En, effort) => format!("{name} ({effort})"),
    }
}

/// The title of a time to learn; with hours, of a week in which the rider chooses when.
#[must_use]
pub fn learn_title(lang: Lang, row: &Row, hours: Option<Hours>) -> String {
    let name = lang.pick(&row.activity.name);
    match (lang, hours) {
        (Lang::Zh, None) => format!("学：{name}"),
        (Lang::Zh, Some(hours)) => format!("这周学 {} 小时：{name}", hours.0),
        (Lang::En, None) => format!("Learn: {name}"),
        (Lang::En, Some(hours)) => format!("Learn {} h this week: {name}", hours.0),
    }
}

/// How the reminders to learn come at hours of the rider's own.
#[must_use]
pub fn paint_week(lang: Lang) -> String {
    of(
        lang,
        "在“我的一周”里画好空闲时间，再存一次日历，就会在那些时间提醒。",
        "Paint your free times in “My week” and save the calendar again: reminders then come at these times.",
    )
    .into()
}

/// A title on a public holiday.
#[must_use]
pub fn on_holiday(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("{title}（节假日，先问学校上不上）"),
        Lang::En => format!("{title} (public holiday: ask the school)"),
    }
}

/// What the calendar says of a step.
#[must_use]
pub fn event_about(lang: Lang, catalogue: &Catalogue, row: &Row) -> String {
    let issuer = row.activity.issuer.as_ref().map(|issuer| match lang {
        Lang::Zh => format!("发证：{}", lang.pick(issuer)),
        Lang::En => format!("Issued by {}", lang.pick(issuer)),
    });
    [
        way(lang, row),
        effort(lang, row),
        sessions(lang, row.sessions),
        cost(lang, row),
        issuer.unwrap_or_default(),
        lang.pick(&catalogue.title).to_owned(),
    ]
    .into_iter()
    .filter(|words| !words.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

/// The title of the reminder that a certificate runs out.
#[must_use]
pub fn renewal_title(lang: Lang, row: &Row, end: Date) -> String {
    let name = lang.pick(&row.activity.name);
    match lang {
        Lang::Zh => format!("“{name}”{}过期，该续了", day(lang, end)),
        Lang::En => format!("{name} runs out on {}: renew it", day(lang, end)),
    }
}

/// How the question begins.
#[must_use]
pub fn question_head(lang: Lang) -> &'static str {
    of(
        lang,
        "我是一名外卖骑手，用“骑途”做了一份转岗学习计划，想请你帮我看看。",
        "I am a delivery rider. I made a career plan with Qitu and would like your opinion on it.",
    )
}

/// The heading over the situation.
#[must_use]
pub fn question_situation(lang: Lang) -> &'static str {
    of(lang, "我的情况：", "My situation:")
}

/// The heading over the steps.
#[must_use]
pub fn question_plan(lang: Lang) -> &'static str {
    of(lang, "我的计划：", "My plan:")
}

/// What to ask.
#[must_use]
pub fn question_ask(lang: Lang) -> &'static str {
    of(
        lang,
        "请用简单的话告诉我：\n1. 这份计划哪里可能有问题？\n2. 有没有我没想到的捷径或补贴？\n3. 报名之前，我该打电话问清哪几件事？\n不知道的请直说不知道，不要编。",
        "Please tell me in plain words:\n1. What could go wrong with this plan?\n2. Is there a shorter way or support that I have missed?\n3. What should I ask by phone before I enrol?\nIf you do not know, say so; do not invent anything.",
    )
}

/// The product, small, on a picture.
#[must_use]
pub fn brand(lang: Lang) -> &'static str {
    of(lang, "骑途 · 我的路", "Qitu · my way")
}

/// The plan's figures in a line.
#[must_use]
pub fn figures(lang: Lang, value: qitu_model::Value) -> String {
    let (weeks, fee, hours) = (value.weeks.0, yuan(value.fee.0), value.hours);
    match lang {
        Lang::Zh => format!("{weeks} 周　自付 {fee}　学 {hours} 小时"),
        Lang::En => format!("{weeks} weeks · {fee} · {hours} study hours"),
    }
}

/// Beside a QR code.
#[must_use]
pub fn scan(lang: Lang) -> &'static str {
    of(
        lang,
        "扫码打开这份计划，换成自己的情况试试",
        "Scan to open this plan and try it with your own situation",
    )
}

/// Steps that found no room.
#[must_use]
pub fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("还有 {count} 步"),
        Lang::En => format!("{count} more steps"),
    }
}

/// The title of the picture of a week.
#[must_use]
pub fn week_title(lang: Lang) -> &'static str {
    of(lang, "我的一周", "My week")
}

/// Which week.
#[must_use]
pub fn week_of(lang: Lang, monday: Date) -> String {
    let sunday = monday.plus_days(6);
    format!("{} – {}", short_day(lang, monday), short_day(lang, sunday))
}

/// A week without study.
#[must_use]
pub fn nothing_this_week(lang: Lang) -> &'static str {
    of(lang, "这一周没有要学的。", "Nothing to study this week.")
}

/// What a step asks for in a week, and when it may be done.
#[must_use]
pub fn weekly(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, row: &Row) -> String {
    let loads = row.offer.map(|offer| offer.load.as_slice()).unwrap_or_default();
    let fits = row.offer.map(|offer| offer.fits.as_slice()).unwrap_or_default();
    let held = loads.iter().flat_map(|part| {
        part.fits.iter().filter(move |slot| scenario.holds(catalogue, part, slot))
    });
    let mut slots: Vec<&str> = held.chain(fits).map(String::as_str).collect();
    slots.dedup();
    let names: Vec<&str> = slots.iter().map(|slot| names::name(lang, catalogue, slot)).collect();
    match lang {
        Lang::Zh => format!("每周 {} 小时，{}", row.hours.0, names.join("或")),
        Lang::En => format!("{} h a week, {}", row.hours.0, names.join(" or ")),
    }
}
