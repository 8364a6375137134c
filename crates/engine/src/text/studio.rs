//! Owns the words of the studio: gaps of the ladder, class times.
//! Refuses to look for them; `studio` does.

use super::{name, names, need};
use crate::studio::{Class, Gap};
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
