//! Owns needs in a few words, for lists, and what is open about an offer.
//! Refuses sentences about needs: `sentence` has the explanations' own.

use super::names::{self, level as level_in_words, name, schooling, skill};
use super::sentence::answer_to;
use qitu_model::Lang;
use qitu_model::{Catalogue, Need, Offer, OfferField};

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

/// What is unknown of an offer, with the catalogue's own words for it, and whom to ask; `None`
/// where all is said.
#[must_use]
pub fn unknown(lang: Lang, offer: &Offer) -> Option<String> {
    if offer.is_known() {
        return None;
    }
    let said = |field: &OfferField| {
        let name = names::offer_field(lang, *field);
        let note = offer.facts.get(field.word()).and_then(|fact| fact.note.as_ref());
        let own = note.map(|note| lang.pick(note)).filter(|words| !words.trim().is_empty());
        match (lang, own) {
            (_, None) => name.to_owned(),
            (Lang::Zh, Some(own)) => format!("{name}（写的是“{own}”）"),
            (Lang::En, Some(own)) => format!("{name} (written: “{own}”)"),
        }
    };
    let all: Vec<String> = offer.unknown.iter().map(said).collect();
    Some(match lang {
        Lang::Zh => format!("问学校：{}。问清以前，不排进计划。", all.join("、")),
        Lang::En => format!("Ask the academy: {}. Until then it is on no plan.", all.join(", ")),
    })
}
