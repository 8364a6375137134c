//! Owns the talent file: what a rider says of themself, for an employer or an academy to read.
//! Refuses to vouch for any of it: it says of itself that nobody has checked it.

use crate::text::{names, ui};
use qitu_model::Lang;
use qitu_model::json::{self, ToJson};
use qitu_model::{Catalogue, Date, Id, Record, Rider};
use std::collections::BTreeMap;

/// The format of the file.
pub const TALENT_FORMAT: &str = "qitu.talent/1";

/// One thing in the file.
#[derive(ToJson)]
struct Entry<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u32>,
}

#[derive(ToJson)]
struct Held<'a> {
    id: &'a str,
    name: &'a str,
    on: Option<Date>,
    number: Option<&'a str>,
    until: Option<Date>,
}

#[derive(ToJson)]
struct Talent<'a> {
    format: &'a str,
    self_reported: bool,
    note: &'a str,
    written: Date,
    catalogue: String,
    name: &'a str,
    role: &'a Option<Id>,
    tenure: &'a BTreeMap<Id, u32>,
    skills: Vec<Entry<'a>>,
    certificates: Vec<Held<'a>>,
    courses: Vec<Entry<'a>>,
}

/// The file (`qitu.talent/1`), with ids for programs and names for people.
#[must_use]
pub fn file(
    lang: Lang,
    catalogue: &Catalogue,
    record: &Record,
    rider: &Rider,
    today: Date,
) -> String {
    let skills = rider.skills.iter().map(|(id, level)| Entry {
        id,
        name: names::skill(lang, catalogue, id),
        level: Some(*level),
    });
    let courses = rider.courses.iter().map(|id| Entry {
        id,
        name: names::name(lang, catalogue, id),
        level: None,
    });
    json::write_pretty(&Talent {
        format: TALENT_FORMAT,
        self_reported: true,
        note: ui::record::words(lang).talent_note,
        written: today,
        catalogue: format!("{}@{}", catalogue.id, catalogue.version),
        name: &record.name,
        role: &rider.role,
        tenure: &rider.tenure,
        skills: skills.collect(),
        certificates: rider
            .certificates
            .iter()
            .map(|held| {
                let paper = record.papers.get(&held.id);
                let number = paper.map(|paper| paper.number.as_str());
                Held {
                    id: &held.id,
                    name: names::name(lang, catalogue, &held.id),
                    on: held.on,
                    number: number.filter(|number| !number.is_empty()),
                    until: paper.and_then(|paper| paper.until),
                }
            })
            .collect(),
        courses: courses.collect(),
    })
}

/// The day a certificate held runs out: what the paper says, or else the rule; none = for good
/// or not known.
#[must_use]
pub fn runs_out(
    catalogue: &Catalogue,
    record: &Record,
    id: &str,
    on: Option<Date>,
) -> Option<Date> {
    let written = record.papers.get(id).and_then(|paper| paper.until);
    let rule = || {
        let (_, activity) = catalogue.activity(id)?;
        Some(on?.plus_months(activity.valid_months?))
    };
    written.or_else(rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::Paper;

    fn academy() -> Catalogue {
        serde_json::from_str(include_str!("../../../../tests/share/catalogue.json")).unwrap()
    }

    #[test]
    fn the_talent_file_says_that_nobody_checked_it() {
        let rider = Rider {
            skills: [("order-handling".to_owned(), 2)].into(),
            age: Some(40),
            ..Rider::default()
        };
        let today = Date::parse("2026-11-22").unwrap();
        let text = file(Lang::Zh, &academy(), &Record::default(), &rider, today);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["self_reported"], true);
        assert_eq!(read["skills"][0]["name"], "订单处理");
        assert!(read.get("age").is_none(), "age is nobody's business here");
    }

    #[test]
    fn a_certificate_ends_when_its_paper_says_or_else_by_the_rule() {
        let on = Date::parse("2026-03-01");
        let mut record = Record::default();
        let ends = |record: &Record| runs_out(&academy(), record, "health-cert", on);
        assert_eq!(ends(&record), Date::parse("2027-03-01"));
        let until = Date::parse("2027-02-28");
        record.papers.insert("health-cert".into(), Paper { number: String::new(), until });
        assert_eq!(ends(&record), until);
        assert_eq!(runs_out(&academy(), &Record::default(), "health-cert", None), None);
    }
}
