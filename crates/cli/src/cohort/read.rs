//! Owns who comes into a cohort: lines of riders, or situations with shares, and the table of
//! seats. Refuses what it does not understand: a line with a field that nobody reads is another
//! question, and is told.

use super::{Arguments, Riders};
use crate::Failure;
use crate::out::tell;
use crate::{file, line};
use qitu_batch::is_refused;
use qitu_cohort::{Class, Seats, whole_parts};
use qitu_engine::load::{Problem, ScenarioReader};
use qitu_engine::text::problem;
use qitu_model::{Catalogue, Date, Lang, Scenario};
use serde_json::{Map, Value};
use std::convert::Infallible;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Lines with errors that are told one by one; the rest is counted.
const MOST_TOLD: usize = 1000;

pub fn riders(lang: Lang, catalogue: &Catalogue, arguments: &Arguments) -> Result<Riders, Failure> {
    match (&arguments.population, &arguments.situations) {
        (Some(path), _) => lines(lang, catalogue, path),
        (None, Some(path)) => {
            let shares = arguments.shares.as_deref();
            shared(lang, catalogue, path, shares, arguments.riders.unwrap_or(0))
        }
        (None, None) => Ok(Riders::default()),
    }
}

fn lines(lang: Lang, catalogue: &Catalogue, path: &Path) -> Result<Riders, Failure> {
    let reader = ScenarioReader::new(catalogue);
    let mut riders = Riders::default();
    let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|error| bad(path, &error))?))
    };
    for number in 1.. {
        let bytes = line::next(&mut input).map_err(|error| bad(path, &error))?;
        if bytes.is_empty() {
            break;
        }
        if let Err(why) = add(lang, &reader, &mut riders, number, &bytes) {
            riders.unread += 1;
            if riders.unread <= MOST_TOLD {
                tell(&format!("{}:{number}: {why}", path.display()));
            }
        }
    }
    Ok(riders)
}

/// Adds the riders of a line, or says why it holds none; then nobody is added. A blank line is none.
fn add(
    lang: Lang,
    reader: &ScenarioReader<'_>,
    riders: &mut Riders,
    number: usize,
    line: &[u8],
) -> Result<(), String> {
    if line.trim_ascii().is_empty() {
        return Ok(());
    }
    if line::is_too_long(line) {
        return Err(line::too_long(lang));
    }
    let mut fields: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let key = fields.remove("key");
    // Whoever joins by the key must find the line that failed.
    let at = |why: String| match &key {
        Some(key) => format!("{key}: {why}"),
        None => why,
    };
    let weight = match fields.remove("weight") {
        None => 1,
        Some(weight) => weight
            .as_u64()
            .and_then(|weight| u32::try_from(weight).ok())
            .filter(|weight| *weight > 0)
            .ok_or_else(|| at(not_a_weight(lang, &weight)))?,
    };
    let group = fields.remove("group").map(word).unwrap_or_default();
    let text = Value::Object(fields).to_string();
    let read = || scenario(lang, reader, &text);
    riders.population.add(&text, weight, &group, read).map_err(at)?;
    riders.keys.push(key.map_or_else(|| number.to_string(), word));
    Ok(())
}

fn word(value: Value) -> String {
    match value {
        Value::String(word) => word,
        other => other.to_string(),
    }
}

fn not_a_weight(lang: Lang, weight: &Value) -> String {
    match lang {
        Lang::Zh => format!("weight 要写一个正整数，写的是 {weight}"),
        Lang::En => format!("weight must be a whole number above 0, and is {weight}"),
    }
}

fn scenario(lang: Lang, reader: &ScenarioReader<'_>, text: &str) -> Result<Scenario, String> {
    let (scenario, problems) = reader.read(text);
    let bad: Vec<String> = problems
        .iter()
        .filter(|found| is_refused(found, false))
        .take(3)
        .map(|found| {
            let bare = Problem { path: String::new(), line: 0, ..found.clone() };
            problem::line(lang, &found.path, &bare)
        })
        .collect();
    match scenario {
        Some(scenario) if bad.is_empty() => Ok(scenario),
        _ => Err(bad.join(" ")),
    }
}

/// So many riders in situations, by shares.
fn shared(
    lang: Lang,
    catalogue: &Catalogue,
    path: &Path,
    shares: Option<&Path>,
    all: u32,
) -> Result<Riders, Failure> {
    let situations = file::situations(lang, catalogue, path)?;
    let mut parts = vec![1.0_f64; situations.len()];
    if let Some(shares) = shares {
        parts.fill(0.0);
        for row in rows(shares, ["situation", "share"])? {
            let [name, share] = &row.cells;
            let place = situations.iter().position(|situation| situation.id == *name);
            let place = place.and_then(|place| parts.get_mut(place));
            let share = share.parse::<f64>().ok().filter(|share| *share >= 0.0);
            match (place, share) {
                (Some(part), Some(share)) => *part = share,
                (None, _) => return Err(row.bad(shares, name)),
                (_, None) => return Err(row.bad(shares, "share")),
            }
        }
    }
    let mut riders = Riders::default();
    for (situation, count) in situations.into_iter().zip(whole_parts(&parts, all)) {
        if count == 0 {
            continue;
        }
        let text = serde_json::to_string(&situation.scenario).unwrap_or_default();
        let read = || Ok::<_, Infallible>(situation.scenario);
        let Ok(()) = riders.population.add(&text, count, &situation.id, read);
        riders.keys.push(situation.id);
    }
    Ok(riders)
}

/// Reads the table of seats, which goes before what the seats are so far.
pub fn seats(
    lang: Lang,
    catalogue: &Catalogue,
    path: &Path,
    seats: &mut Seats,
) -> Result<(), Failure> {
    for row in rows(path, ["activity", "offer", "day", "seats"])? {
        let [activity, offer, day, count] = &row.cells;
        let found = catalogue
            .activity(activity)
            .and_then(|(_, found)| found.offers.iter().find(|known| known.id == *offer));
        let Some(found) = found else {
            return Err(row.bad(path, &format!("{activity} {offer}")));
        };
        let Ok(count) = count.parse::<u32>() else { return Err(row.bad(path, "seats")) };
        if day.is_empty() {
            seats.set_each(activity, offer, count);
            continue;
        }
        let Some(day) = Date::parse(day) else { return Err(row.bad(path, day)) };
        let monday = day.monday_of_week();
        let opens = found.intakes.as_ref().and_then(|intakes| intakes.day_in_week(monday));
        if opens != Some(day) {
            tell(&match lang {
                Lang::Zh => format!(
                    "{}:{}: {activity} {offer} 在 {day} 没有开班；先看目录里的开班日期。",
                    path.display(),
                    row.line
                ),
                Lang::En => format!(
                    "{}:{}: {activity} {offer} has no class that begins on {day}; see the intakes in the catalogue.",
                    path.display(),
                    row.line
                ),
            });
            return Err(Failure::BadInput);
        }
        seats.set(Class { activity: activity.clone(), offer: offer.clone(), day }, count);
    }
    Ok(())
}

/// A row of a table.
struct Row<const N: usize> {
    line: u64,
    cells: [String; N],
}

impl<const N: usize> Row<N> {
    fn bad(&self, path: &Path, what: &str) -> Failure {
        tell(&format!("{}:{}: {what}", path.display(), self.line));
        Failure::BadInput
    }
}

/// The rows of a table, with the columns of these names in any order.
fn rows<const N: usize>(path: &Path, names: [&str; N]) -> Result<Vec<Row<N>>, Failure> {
    let mut table = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| bad(path, &error))?;
    let head = table.headers().map_err(|error| bad(path, &error))?.clone();
    let place = |name: &str| {
        let is_it = |cell: &str| cell.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name);
        head.iter().position(is_it).ok_or_else(|| bad(path, &format!("no column {name}")))
    };
    let places = names.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
    let read = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| bad(path, &error))?;
        let mut cells = [(); N].map(|()| String::new());
        for (cell, place) in cells.iter_mut().zip(&places) {
            *cell = record.get(*place).unwrap_or_default().to_owned();
        }
        Ok(Row { line: record.position().map_or(0, csv::Position::line), cells })
    };
    table.records().map(read).collect()
}

fn bad(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    tell(&format!("{}: {why}", path.display()));
    Failure::BadInput
}
