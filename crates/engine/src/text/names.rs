//! Owns what things are called, in a word: activities, skills, places, times.
//! Refuses phrases and sentences.

use super::format;
use qitu_model::Lang;
use qitu_model::{Catalogue, Education, Objective, OfferField, Place, Span, Text, Weekday, Yearly};

/// What an activity or slot is called; its id where the catalogue does not know it.
#[must_use]
pub fn name<'a>(lang: Lang, catalogue: &'a Catalogue, id: &'a str) -> &'a str {
    let slot = || catalogue.slots.iter().find(|slot| slot.id == id).map(|slot| &slot.name);
    called(lang, catalogue.activity(id).map(|(_, activity)| &activity.name).or_else(slot), id)
}

/// What a skill is called. A course or certificate may have the same id: it is not meant.
#[must_use]
pub fn skill<'a>(lang: Lang, catalogue: &'a Catalogue, id: &'a str) -> &'a str {
    called(lang, catalogue.skill(id).map(|skill| &skill.name), id)
}

fn called<'a>(lang: Lang, name: Option<&'a Text>, id: &'a str) -> &'a str {
    match name.map(|text| lang.pick(text)) {
        Some(words) if !words.trim().is_empty() => words,
        _ => id,
    }
}

/// What an offer may leave open.
#[must_use]
pub fn offer_field(lang: Lang, field: OfferField) -> &'static str {
    let (zh, en) = match field {
        OfferField::Fee => ("费用", "fee"),
        OfferField::Hours => ("学时", "hours"),
        OfferField::Intakes => ("开班日期", "start dates"),
        OfferField::Sessions => ("上课时间", "class times"),
        OfferField::Place => ("地点", "place"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// A step of the ladder of schooling.
#[must_use]
pub fn schooling(lang: Lang, education: Education) -> &'static str {
    let (zh, en) = match education {
        Education::None => ("初中以下", "below junior secondary"),
        Education::Junior => ("初中", "junior secondary"),
        Education::Senior => ("高中或中专", "senior secondary"),
        Education::College => ("大专", "college diploma"),
        Education::Bachelor => ("本科", "bachelor's degree"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// A level of a skill, in a word with its number: `熟手（2 级）`, `level 2 (able)`.
#[must_use]
pub fn level(lang: Lang, level: u32) -> String {
    let words = super::ui::record::words(lang);
    let word = match level {
        0 => words.level_0,
        1 => words.level_1,
        2 => words.level_2,
        3 => words.level_3,
        4 => words.level_4,
        _ => "",
    };
    match lang {
        Lang::Zh if word.is_empty() => format!(" {level} 级"),
        Lang::Zh => format!("{word}（{level} 级）"),
        Lang::En if word.is_empty() => format!("level {level}"),
        Lang::En => format!("level {level} ({})", word.to_lowercase()),
    }
}

/// What a rider at a level of a skill can do.
#[must_use]
pub fn level_means(lang: Lang, level: u32) -> &'static str {
    let words = super::ui::record::words(lang);
    match level {
        0 => words.level_0_more,
        1 => words.level_1_more,
        2 => words.level_2_more,
        3 => words.level_3_more,
        _ => words.level_4_more,
    }
}

/// What is best, in a word.
#[must_use]
pub fn objective(lang: Lang, objective: Objective) -> &'static str {
    let (zh, en) = match objective {
        Objective::Soonest => ("最快", "soonest"),
        Objective::Cheapest => ("最省钱", "cheapest"),
        Objective::LeastStudy => ("学得最少", "least study"),
        Objective::Gentlest => ("最轻松", "gentlest"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// Where something is held, in a word.
#[must_use]
pub fn place(lang: Lang, place: Place) -> &'static str {
    let (zh, en) = match place {
        Place::Online => ("线上", "online"),
        Place::InPerson => ("到场", "on site"),
        Place::Blended => ("线上线下结合", "online and on site"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// A weekday, short.
#[must_use]
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let (zh, en) = [
        ("周一", "Mon"),
        ("周二", "Tue"),
        ("周三", "Wed"),
        ("周四", "Thu"),
        ("周五", "Fri"),
        ("周六", "Sat"),
        ("周日", "Sun"),
    ][day as usize];
    if lang == Lang::Zh { zh } else { en }
}

/// On which days of every year: `每年 3 月、9 月的第一个周一`.
#[must_use]
pub fn yearly(lang: Lang, rule: &Yearly) -> String {
    let nth = rule.nth.map_or(0, |nth| nth as usize);
    let weekday = rule.weekday.map_or(0, |day| day as usize);
    match lang {
        Lang::Zh => {
            let months: Vec<String> =
                rule.months.iter().map(|month| format!("{month} 月")).collect();
            let months = months.join("、");
            let Some(day) = rule.day else {
                let nth = ["第一个", "第二个", "第三个", "第四个", "最后一个"][nth];
                return format!(
                    "每年 {months}的{nth}{}",
                    self::weekday(lang, Weekday::ALL[weekday])
                );
            };
            let several = if rule.months.len() > 1 { "的" } else { " " };
            format!("每年 {months}{several}{day} 日")
        }
        Lang::En => {
            let names = rule
                .months
                .iter()
                .map(|month| format::month_name(u8::try_from(*month).unwrap_or(u8::MAX)));
            let Some(day) = rule.day else {
                let nth = ["first", "second", "third", "fourth", "last"][nth];
                let day =
                    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
                        [weekday];
                return format!(
                    "every year on the {nth} {day} of {}",
                    listed(names.map(str::to_owned).collect())
                );
            };
            format!(
                "every year on {}",
                listed(names.map(|month| format!("{day} {month}")).collect())
            )
        }
    }
}

/// `March, June and September`.
fn listed(mut words: Vec<String>) -> String {
    let Some(last) = words.pop() else { return String::new() };
    if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
}

/// A stretch of a weekday: `周六 09:00–13:00`.
#[must_use]
pub fn span(lang: Lang, span: Span) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{} {}–{}", weekday(lang, span.day), clock(span.from), clock(span.to))
}
