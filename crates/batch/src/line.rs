//! Owns what a line says beside its scenario, and which lines are refused.

use qitu_engine::load::{Problem, ProblemKind, ScenarioReader, Severity};
use qitu_engine::text::problem;
use qitu_model::{Lang, Scenario};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// Fields of a line that are none of the scenario. A `group` is read where riders are counted.
const OWN: [&str; 3] = ["key", "weight", "group"];

/// Reasons that are told of a line that is refused.
const MOST_REASONS: usize = 3;

/// A line that was read.
#[derive(Clone, Debug)]
pub struct Rider {
    /// What the sender knows the line by, a word or a number.
    pub key: Option<Value>,
    /// How many riders it stands for; 1 where it says nothing.
    pub weight: u32,
    /// The scenario, or why there is none.
    pub scenario: Result<Box<Scenario>, String>,
    /// What it is planned without.
    pub told: Vec<Problem>,
}

#[derive(Default, Deserialize)]
struct Head {
    #[serde(default)]
    key: Option<Value>,
    #[serde(default)]
    weight: Option<Value>,
    #[serde(default, rename = "group")]
    _group: IgnoredAny,
}

/// Would a line with this be another question than its sender meant? Errors always; unless one is
/// lenient, also a field that nobody reads, and a list of problems that is not whole.
#[must_use]
pub fn is_refused(found: &Problem, lenient: bool) -> bool {
    let odd = matches!(found.kind, ProblemKind::UnknownField { .. } | ProblemKind::More { .. });
    found.severity == Severity::Error || (odd && !lenient)
}

/// Reads a line.
#[must_use]
pub fn read(reader: &ScenarioReader<'_>, lang: Lang, lenient: bool, line: &[u8]) -> Rider {
    let mut rider = Rider { key: None, weight: 1, scenario: Err(String::new()), told: Vec::new() };
    rider.scenario = fill(&mut rider, reader, lang, lenient, line).map(Box::new);
    rider
}

fn fill(
    rider: &mut Rider,
    reader: &ScenarioReader<'_>,
    lang: Lang,
    lenient: bool,
    line: &[u8],
) -> Result<Scenario, String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    let head = serde_json::from_str::<Head>(text.strip_prefix('\u{feff}').unwrap_or(text));
    let (key, weight) = match &head {
        Ok(head) => (head.key.clone(), head.weight.clone()),
        Err(_) => (None, None),
    };
    let is_key = |key: &Value| key.is_string() || key.is_number();
    rider.key = key.clone().filter(is_key);

    let (scenario, problems) = reader.read(text);
    let is_own = |found: &Problem| {
        matches!(found.kind, ProblemKind::UnknownField { .. }) && OWN.contains(&found.path.as_str())
    };
    let (bad, told): (Vec<Problem>, Vec<Problem>) = problems
        .into_iter()
        .filter(|found| found.severity != Severity::Notice && !is_own(found))
        .partition(|found| is_refused(found, lenient));
    let scenario = scenario.filter(|_| bad.is_empty()).ok_or_else(|| reasons(lang, &bad))?;
    head.map_err(|error| error.to_string())?;
    if rider.key.is_none()
        && let Some(key) = key
    {
        return Err(not_a_key(lang, &key));
    }
    if let Some(weight) = weight {
        let whole = weight.as_u64().and_then(|weight| u32::try_from(weight).ok());
        let whole = whole.filter(|weight| *weight > 0);
        rider.weight = whole.ok_or_else(|| not_a_weight(lang, &weight))?;
    }
    rider.told = told;
    Ok(scenario)
}

/// The first reasons in words; where they stand is a place in the line.
fn reasons(lang: Lang, bad: &[Problem]) -> String {
    let said = |found: &Problem| {
        let bare = Problem { path: String::new(), line: 0, ..found.clone() };
        problem::line(lang, &found.path, &bare)
    };
    // An error goes before what only a strict reader minds.
    let (errors, odd): (Vec<&Problem>, Vec<&Problem>) =
        bad.iter().partition(|found| found.severity == Severity::Error);
    let first = errors.into_iter().chain(odd).take(MOST_REASONS);
    first.map(said).collect::<Vec<_>>().join(" ")
}

fn not_a_key(lang: Lang, key: &Value) -> String {
    match lang {
        Lang::Zh => format!("key 要写一个词或一个数，写的是 {key}"),
        Lang::En => format!("key must be a word or a number, and is {key}"),
    }
}

fn not_a_weight(lang: Lang, weight: &Value) -> String {
    match lang {
        Lang::Zh => format!("weight 要写一个正整数，写的是 {weight}"),
        Lang::En => format!("weight must be a whole number above 0, and is {weight}"),
    }
}
