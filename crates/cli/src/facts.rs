//! Owns `check --facts`: how sure the numbers of data files are on a day, which of them are past
//! their last day, old, or without anybody who said them.

use crate::{Failure, out};
use qitu_engine::text::format;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Date, Fact, Source, Status, months_unchecked};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Why a file fails.
enum Fault {
    /// A rule that is said to be in force, past its last day.
    Over(Date),
    /// Somebody is said to have said it, and nobody could find out who.
    NoAddress,
    /// A number without a fact.
    NoFact,
}

/// What is found in one file.
#[derive(Default)]
struct Found {
    count: BTreeMap<Status, u32>,
    faults: Vec<(String, Fault)>,
    /// Past their last day and not called a rule in force: shown as not known.
    over: Vec<(String, Date)>,
    /// Nobody has said it again, or looked, for so many months.
    old: Vec<(String, i32)>,
}

/// Tells how sure the numbers of a file are today; a fault makes it bad input.
pub fn check(lang: Lang, path: &Path, text: &str, today: Date) -> Result<(), Failure> {
    let name = path.display().to_string();
    let file: Value = serde_json::from_str(text).map_err(|error| {
        out::tell(&format!("{name}: {error}"));
        Failure::BadInput
    })?;
    let sources: Vec<Source> = serde_json::from_value(file["sources"].clone()).unwrap_or_default();
    let mut found = Found::default();
    let checked = file["checked"].as_str().and_then(Date::parse);
    found.old.extend(months_unchecked(checked, today).map(|age| ("checked".to_owned(), age)));
    walk(&file, "", &mut |place, value| found.fact(place, value, &sources, today));
    if let Ok(catalogue) = serde_json::from_value::<Catalogue>(file) {
        found.numbers(&catalogue);
    }
    found.tell(lang, &name);
    if found.faults.is_empty() { Ok(()) } else { Err(Failure::BadInput) }
}

/// Every value with its place, parents first.
fn walk(value: &Value, place: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(place, value);
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let below = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                walk(inner, &below, visit);
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                let id = inner["id"].as_str().map_or_else(|| at.to_string(), str::to_owned);
                walk(inner, &format!("{place}[{id}]"), visit);
            }
        }
        _ => {}
    }
}

impl Found {
    fn fact(&mut self, place: &str, value: &Value, sources: &[Source], today: Date) {
        // A flag's condition asks for a status too; it has a kind and is no fact.
        let is_fact = value["status"].is_string() && value.get("kind").is_none();
        let Some(fact) = is_fact.then(|| serde_json::from_value::<Fact>(value.clone()).ok()) else {
            return;
        };
        let Some(fact) = fact else { return };
        *self.count.entry(fact.status).or_default() += 1;
        let source = fact.source_in(sources);
        let found = source.is_some_and(|source| source.url.is_some() || source.date.is_some());
        if matches!(fact.status, Status::Stated | Status::InForce) && !found {
            self.faults.push((place.to_owned(), Fault::NoAddress));
        }
        match fact.until.filter(|_| fact.is_over(today)) {
            Some(until) if fact.status == Status::InForce => {
                self.faults.push((place.to_owned(), Fault::Over(until)));
            }
            Some(until) => self.over.push((place.to_owned(), until)),
            None => self.old.extend(fact.months_old(today).map(|age| (place.to_owned(), age))),
        }
    }

    /// Each number that plans are made with has a fact behind it.
    fn numbers(&mut self, catalogue: &Catalogue) {
        for (_, activity) in catalogue.activities() {
            let missing = activity.offers.iter().flat_map(|offer| {
                let said = [
                    ("fee", offer.fee.0 != 0),
                    ("hours", offer.hours.is_some() || !offer.load.is_empty()),
                    ("intakes", offer.intakes.is_some()),
                ];
                let bare = move |(field, said): (&'static str, bool)| {
                    let known = offer.facts.contains_key(field) || has(activity, field);
                    (said && !known).then(|| format!("{}.{}.{field}", activity.id, offer.id))
                };
                said.into_iter().filter_map(bare)
            });
            self.faults.extend(missing.map(|place| (place, Fault::NoFact)));
        }
    }

    fn tell(&self, lang: Lang, name: &str) {
        for (place, fault) in &self.faults {
            let why = match (fault, lang) {
                (Fault::Over(day), Lang::Zh) => format!("写着现行规定，{day} 已经到期"),
                (Fault::Over(day), Lang::En) => format!("called a rule in force, ended on {day}"),
                (Fault::NoAddress, Lang::Zh) => "写着有人公布，来源没有网址也没有日期".into(),
                (Fault::NoAddress, Lang::En) => {
                    "said by somebody, whose source has neither address nor date".into()
                }
                (Fault::NoFact, Lang::Zh) => "这个数没有来源，也没有写估计".into(),
                (Fault::NoFact, Lang::En) => {
                    "a number with neither a source nor the word estimate".into()
                }
            };
            out::say(&format!("{name}: {place}: {why}"));
        }
        for (place, day) in &self.over {
            let why = if lang == Lang::Zh {
                "到期，不再算数"
            } else {
                "ended, not known any more"
            };
            out::say(&format!("{name}: {place}: {day} {why}"));
        }
        for (place, age) in &self.old {
            out::say(&match lang {
                Lang::Zh => format!("{name}: {place}: {age} 个月没有人再核对"),
                Lang::En => format!("{name}: {place}: not looked at for {age} months"),
            });
        }
        let counts =
            self.count.iter().map(|(status, n)| format!("{} {n}", format::status(lang, *status)));
        let counts = counts.collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
        let (faults, over, old) = (self.faults.len(), self.over.len(), self.old.len());
        out::tell(&match lang {
            Lang::Zh => format!("{name}：{counts}；错误 {faults}，到期 {over}，旧消息 {old}"),
            Lang::En => format!("{name}: {counts}; faults {faults}, ended {over}, old {old}"),
        });
    }
}

fn has(activity: &Activity, field: &str) -> bool {
    activity.facts.contains_key(field)
}
