//! Owns the words of the studio: gaps of the ladder, class times.
//! Refuses to look for them; `studio` does.

use super::{name, names, need};
use crate::studio::{Class, Classes, Gap};
use qitu_model::Lang;
use qitu_model::{Catalogue, Id};

/// A gap, and what would close it, in one sentence.
#[must_use]
pub fn gap(lang: Lang, catalogue: &Catalogue, gap: &Gap) -> String {
    let called = |id: &Id| name(lang, catalogue, id).to_owned();
    let group = |groups: &[qitu_model::Group], id: &Id| {
        let group = groups.iter().find(|group| group.id == *id);
        group.map_or(id.clone(), |group| lang.pick(&group.name).to_owned())
    };
    match (lang, gap) {
        (Lang::Zh, Gap::NotTaught { role, need: lacking }) => format!(
            "“{}”要求{}，目录里却没有任何课程或证书给出它。",
            called(role),
            need(lang, catalogue, lacking)
        ),
        (Lang::En, Gap::NotTaught { role, need: lacking }) => format!(
            "{} needs {}, but nothing in the catalogue gives it.",
            called(role),
            need(lang, catalogue, lacking)
        ),
        (Lang::Zh, Gap::OneCourse { skill, level, course }) => format!(
            "技能“{}”{level} 级只有“{}”一门课教，这门课停了，路就断了。",
            names::skill(lang, catalogue, skill),
            called(course)
        ),
        (Lang::En, Gap::OneCourse { skill, level, course }) => format!(
            "Only {} teaches {} at level {level}: without it the way is closed.",
            called(course),
            names::skill(lang, catalogue, skill)
        ),
        (Lang::Zh, Gap::NoCourse { module, tier }) => {
            let tier = group(&catalogue.tiers, tier);
            match module {
                Some(module) => {
                    format!("“{}”模块的“{tier}”还没有课程。", group(&catalogue.modules, module))
                }
                None => format!("“{tier}”还没有课程。"),
            }
        }
        (Lang::En, Gap::NoCourse { module, tier }) => {
            let tier = group(&catalogue.tiers, tier);
            match module {
                Some(module) => {
                    format!("{} has no course at {tier}.", group(&catalogue.modules, module))
                }
                None => format!("There is no course at {tier}."),
            }
        }
        (Lang::Zh, Gap::SkillIdle { skill }) => {
            format!("没有岗位用得上技能“{}”。", names::skill(lang, catalogue, skill))
        }
        (Lang::En, Gap::SkillIdle { skill }) => {
            format!("No role asks for {}.", names::skill(lang, catalogue, skill))
        }
        (Lang::Zh, Gap::CertificateIdle { certificate }) => {
            format!("没有岗位用得上证书“{}”。", called(certificate))
        }
        (Lang::En, Gap::CertificateIdle { certificate }) => {
            format!("No role asks for the certificate {}.", called(certificate))
        }
    }
}

/// A class time and how many of so many riders can come.
#[must_use]
pub fn class(lang: Lang, class: &Class, of: usize) -> String {
    let (time, come) = (names::span(lang, class.time), class.riders.len());
    match lang {
        Lang::Zh => format!("{time}：{of} 人中 {come} 人能来"),
        Lang::En => format!("{time}: {come} of {of} can come"),
    }
}

/// How many classes seat everybody, and whether fewer would do; without a bound, that they do not.
#[must_use]
pub fn fewest(lang: Lang, classes: usize, lower: Option<usize>) -> String {
    let Some(lower) = lower else {
        return match lang {
            Lang::Zh => {
                format!("开 {classes} 班，还有人没座位；也许有别的开法能多坐几个，没有算完。")
            }
            Lang::En => format!(
                "Classes: {classes}, and some have no seat. Others may seat more: that is not settled."
            ),
        };
    };
    let spare = classes.saturating_sub(lower);
    match (lang, spare) {
        (Lang::Zh, 0) => format!("开 {classes} 班就都有座位，再少就不够了（已证明）。"),
        (Lang::Zh, 1) => format!("开 {classes} 班就都有座位；最多还能少 1 班，没有算完。"),
        (Lang::Zh, _) => {
            format!("开 {classes} 班就都有座位；少于 {lower} 班不够，中间的没有算完。")
        }
        (Lang::En, 0) => format!("Enough: {classes}. Fewer are not (proven)."),
        (Lang::En, 1) => format!("Enough: {classes}. One fewer may do: that is not settled."),
        (Lang::En, _) => {
            format!(
                "Enough: {classes}. Fewer than {lower} are not; what lies between is not settled."
            )
        }
    }
}

/// A table of riders by the lines that they came in: the class of each or why there is none, and at
/// which of the times each can come. Fields are parted by commas and hold no commas themselves.
#[must_use]
pub fn table_of_classes(lang: Lang, found: &Classes, lines: &[usize]) -> String {
    let [head, seat, none, silent, few, over] = match lang {
        Lang::Zh => {
            ["行", "排进的班", "哪个时间都来不了", "没画空闲时间", "凑不够一班", "这样排不进"]
        }
        Lang::En => [
            "line",
            "class",
            "free at no time",
            "painted no free time",
            "too few for a class",
            "no seat this way",
        ],
    };
    let times = found.together.iter().enumerate();
    let named =
        |(at, class): (usize, &Class)| format!("{}. {}", at + 1, names::span(lang, class.time));
    let times: Vec<String> = times.map(named).collect();
    let mut rows = vec![[head, seat].map(str::to_owned).to_vec()];
    rows[0].extend(found.best.iter().map(|class| names::span(lang, class.time)));
    for (rider, line) in lines.iter().enumerate() {
        let class = found.together.iter().position(|class| class.riders.contains(&rider));
        let why = || {
            let lists = [
                (&found.silent, silent),
                (&found.few, few),
                (&found.over, over),
                (&found.left, none),
            ];
            let list = lists.into_iter().find(|(list, _)| list.contains(&rider));
            list.map_or_else(String::new, |(_, why)| why.to_owned())
        };
        let seat = class.map_or_else(why, |at| times[at].clone());
        let comes = found.best.iter().map(|class| class.riders.contains(&rider));
        let comes = comes.map(|comes| if comes { "1" } else { "" }.to_owned());
        rows.push([line.to_string(), seat].into_iter().chain(comes).collect());
    }
    rows.iter().map(|row| row.join(",") + "\r\n").collect()
}
