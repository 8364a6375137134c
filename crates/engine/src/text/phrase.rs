//! Owns needs in a few words, for lists.
//! Refuses sentences about needs: `sentence` has the explanations' own.

use super::names::{level as level_in_words, name, schooling, skill};
use super::sentence::answer_to;
use qitu_model::Lang;
use qitu_model::{Catalogue, Need};

/// A need in a few words, for lists; the sentences about needs are the explanations' own.
#[must_use]
pub fn need(lang: Lang, catalogue: &Catalogue, need: &Need) -> String {
    let zh = lang == Lang::Zh;
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    let parts = |parts: &[Need], zh_mark: &str, en_mark: &str| {
        let words: Vec<String> =
            parts.iter().map(|part| self::need(lang, catalogue, part)).collect();
        words.join(if zh { zh_mark } else { en_mark })
    };
    match need {
        Need::All { all } => parts(all, "，", ", "),
        Need::Any { any } => parts(any, "或", " or "),
        Need::AtLeast { at_least, of } => {
            let list = parts(of, "、", ", ");
            if zh {
                format!("{list}里的 {at_least} 项")
            } else {
                format!("{at_least} of {list}")
            }
        }
        Need::Skill { skill: id, level } => {
            let name = skill(lang, catalogue, id);
            let level = level_in_words(lang, *level);
            if zh { format!("{name}：{level}") } else { format!("{name}: {level}") }
        }
        Need::Course { course: id }
        | Need::Certificate { certificate: id, .. }
        | Need::Role { role: id } => called(id),
        Need::Tenure { tenure, months } => {
            if zh {
                format!("{}满 {months} 个月", called(tenure))
            } else {
                format!("{months} months as {}", called(tenure))
            }
        }
        Need::Age { age } => {
            let (min, max) = (age.min.map(|n| n.to_string()), age.max.map(|n| n.to_string()));
            let range = match (min, max) {
                (Some(min), Some(max)) => format!("{min}–{max}"),
                (Some(min), None) => format!("≥ {min}"),
                (None, Some(max)) => format!("≤ {max}"),
                (None, None) => "–".into(),
            };
            if zh { format!("年龄 {range}") } else { format!("age {range}") }
        }
        Need::Education { education } => schooling(lang, *education).into(),
        Need::Fact { fact, ask } => {
            let ask = ask.as_ref().map_or(fact.as_str(), |ask| lang.pick(ask));
            let answer = answer_to(lang, catalogue, fact, true);
            answer.map_or_else(
                || ask.to_owned(),
                |answer| format!("{ask}{}{answer}", if zh { "" } else { " " }),
            )
        }
    }
}
