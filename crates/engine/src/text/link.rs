//! Owns the words about links and what they hold.
//! Refuses the words of the screens themselves.

use super::format::yuan;
use super::names::{name, objective, place, schooling, skill, span};
use super::phrase::need;
use super::print;
use super::sentence::question;
use crate::link::code::Unreadable;
use crate::link::payload::Item;
use qitu_model::Catalogue;
use qitu_model::Lang;

/// Why a link did not open, what is safe and what to do.
#[must_use]
pub fn unreadable(lang: Lang, why: Unreadable) -> String {
    match lang {
        Lang::Zh => match why {
            Unreadable::Empty => "这个链接里没有计划。你自己的计划没有变。".into(),
            Unreadable::Newer { version } => format!(
                "这个链接是新版本（第 {version} 版）做的，这里还看不懂。刷新页面再打开一次。你自己的计划没有变。"
            ),
            Unreadable::CutShort { have, need } => format!(
                "链接不完整：应有 {need} 个字符，只到了 {have} 个。请对方把链接整条复制，或者发二维码。你自己的计划没有变。"
            ),
            Unreadable::Altered => {
                "链接在路上被改动了，打不开。请对方重新发一次，或者发二维码。你自己的计划没有变。".into()
            }
            Unreadable::Nonsense => "这不是骑途做的链接，没有打开。你自己的计划没有变。".into(),
            Unreadable::TooLong => "这段文字太长，不像是骑途的链接，没有打开。你自己的计划没有变。".into(),
        },
        Lang::En => match why {
            Unreadable::Empty => "There is no plan in this link. Your own plan has not changed.".into(),
            Unreadable::Newer { version } => format!(
                "This link was made by a newer edition (version {version}). Reload the page and open it again. Your own plan has not changed."
            ),
            Unreadable::CutShort { have, need } => format!(
                "The link is not complete: {have} of {need} characters arrived. Ask for the whole link, or a QR code. Your own plan has not changed."
            ),
            Unreadable::Altered => "The link was changed on its way and cannot be opened. Ask for it again, or for a QR code. Your own plan has not changed.".into(),
            Unreadable::Nonsense => "Qitu did not make this link, so it was not opened. Your own plan has not changed.".into(),
            Unreadable::TooLong => "This text is too long to be a link of Qitu, so it was not opened. Your own plan has not changed.".into(),
        },
    }
}

/// One thing in a link: what it is, and its content.
#[must_use]
pub fn item(lang: Lang, catalogue: &Catalogue, item: &Item) -> (&'static str, String) {
    let zh = lang == Lang::Zh;
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    let list = |words: Vec<String>| words.join(if zh { "、" } else { ", " });
    let names = |ids: &[String]| list(ids.iter().map(|id| called(id)).collect());
    let of = |zh_label, en_label| if zh { zh_label } else { en_label };
    match item {
        Item::Name(name) => (of("名字", "Name"), name.clone()),
        Item::Goal(goal) => (of("目标", "Goal"), need(lang, catalogue, goal)),
        Item::Roles(roles) => (of("现在和以前的岗位", "Roles now and before"), names(roles)),
        Item::Tenure(tenure) => (
            of("做了多久", "Time served"),
            list(
                tenure
                    .iter()
                    .map(|(id, months)| match zh {
                        true => format!("{} {months} 个月", called(id)),
                        false => format!("{} {months} months", called(id)),
                    })
                    .collect(),
            ),
        ),
        Item::Skills(skills) => (
            of("技能和级别", "Skills and levels"),
            list(
                skills
                    .iter()
                    .map(|(id, level)| format!("{} {level}", skill(lang, catalogue, id)))
                    .collect(),
            ),
        ),
        Item::Certificates(held) => (of("证书", "Certificates"), names(held)),
        Item::Courses(done) => (of("学过的课", "Courses done"), names(done)),
        Item::Begun(steps) => (
            of("学到一半的", "In the middle of"),
            list(
                steps
                    .iter()
                    .map(|step| match zh {
                        true => format!("{}，还要 {} 周", called(&step.activity), step.weeks.0),
                        false => format!("{}, {} weeks left", called(&step.activity), step.weeks.0),
                    })
                    .collect(),
            ),
        ),
        Item::Start(day) => (of("开始的日子", "Start"), print::day(lang, *day)),
        Item::Week(week) => (
            of("每周空闲", "Free hours a week"),
            list(
                week.iter()
                    .map(|(slot, hours)| match zh {
                        true => format!("{} {} 小时", called(slot), hours.0),
                        false => format!("{} {}\u{a0}h", called(slot), hours.0),
                    })
                    .collect(),
            ),
        ),
        Item::Free(spans) => {
            (of("空闲时段", "Free times"), list(spans.iter().map(|one| span(lang, *one)).collect()))
        }
        Item::Calendar(entries) => (
            of("特别的几周", "Special weeks"),
            list(entries.iter().map(|one| print::days(lang, one.from, one.to)).collect()),
        ),
        Item::AtOnce(count) => (of("最多同时学几门", "Steps at once"), count.to_string()),
        Item::Budget(most) => (of("预算", "Budget"), yuan(most.0)),
        Item::Deadline(day) => (of("最晚的日子", "Deadline"), print::day(lang, *day)),
        Item::Objective(best) => (of("最看重", "What matters most"), objective(lang, *best).into()),
        Item::Places(places) => (
            of("不接受的方式", "Not accepted"),
            list(places.iter().map(|one| place(lang, *one).to_owned()).collect()),
        ),
        Item::Avoided(ids) => (of("不想上的", "Avoided"), names(ids)),
        Item::Pins(pins) => (
            of("固定的步骤", "Pinned steps"),
            list(pins.iter().map(|pin| called(&pin.activity)).collect()),
        ),
        Item::Waivers(waivers) => (
            of("已免去的条件", "Needs waived"),
            list(waivers.iter().map(|one| need(lang, catalogue, &one.need)).collect()),
        ),
        Item::Value(value) => (
            of("分享时的结果", "Result when shared"),
            match zh {
                true => {
                    format!(
                        "{} 周，自付 {}，学 {} 小时",
                        value.weeks.0,
                        yuan(value.fee.0),
                        value.hours
                    )
                }
                false => format!(
                    "{} weeks, {}, {} study hours",
                    value.weeks.0,
                    yuan(value.fee.0),
                    value.hours
                ),
            },
        ),
        Item::Age(age) => (of("年龄", "Age"), age.to_string()),
        Item::Education(step) => (of("学历", "Schooling"), schooling(lang, *step).into()),
        Item::Facts(facts) => (
            of("是或否的回答", "Yes/no answers"),
            list(
                facts
                    .iter()
                    .map(|(fact, yes)| match (zh, yes) {
                        (true, true) => format!("{}：是", question(lang, catalogue, fact)),
                        (true, false) => format!("{}：否", question(lang, catalogue, fact)),
                        (false, true) => format!("{} yes", question(lang, catalogue, fact)),
                        (false, false) => format!("{} no", question(lang, catalogue, fact)),
                    })
                    .collect(),
            ),
        ),
        Item::Dates(dates) => (
            of("证书的日期", "Days of certificates"),
            list(
                dates
                    .iter()
                    .map(|(id, day)| format!("{} {}", called(id), print::day(lang, *day)))
                    .collect(),
            ),
        ),
        Item::Take(hour) => (of("每小时到手", "Take-home an hour"), yuan(hour.0)),
        Item::Words(count) => (
            of("自己写的话", "Notes of your own"),
            if zh { format!("{count} 处") } else { count.to_string() },
        ),
    }
}
