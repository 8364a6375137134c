//! Owns which certificates run out while a plan goes on, and what papers a plan ends with.
//! Refuses wording.

use super::talent_file::runs_out;
use crate::explain::itinerary::Row;
use qitu_model::{Activity, Catalogue, Date, Kind, Plan, Record, Scenario};
use std::collections::BTreeSet;

/// What holds for less long, an admission say, is used up rather than renewed.
const SHORTEST_MONTHS: u32 = 12;

/// A certificate that runs out before the plan ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Renewal<'a> {
    /// The certificate.
    pub certificate: &'a Activity,
    /// The week of the plan it runs out in.
    pub week: u32,
    /// The day it runs out.
    pub on: Date,
}

/// The certificates, held or got on the way, that run out before the plan ends and that no step
/// renews, by day.
#[must_use]
pub fn renewals<'a>(
    catalogue: &'a Catalogue,
    record: &Record,
    scenario: &Scenario,
    plan: &Plan,
    rows: &[Row<'a>],
) -> Vec<Renewal<'a>> {
    let monday = scenario.start.monday_on_or_after();
    let weeks = plan.value.map_or(0, |value| value.weeks.0);
    let renewed = |id: &str, after: u32| {
        rows.iter().any(|row| row.activity.id == id && row.step.start.0 >= after)
    };
    let held = scenario.rider.certificates.iter();
    let held = held.map(|held| (held.id.as_str(), held.on, 0));
    let got = rows.iter().filter(|row| row.kind == Kind::Certificate);
    let got = got.map(|row| (row.activity.id.as_str(), Some(row.done), row.step.end.0));
    let mut list: Vec<Renewal> = Vec::new();
    for (id, day, after) in held.chain(got) {
        let Some((_, certificate)) = catalogue.activity(id) else { continue };
        if certificate.valid_months.is_none_or(|months| months < SHORTEST_MONTHS) {
            continue;
        }
        // The paper held says its own end; one to come follows the rule.
        let papers = if after == 0 { record.clone() } else { Record::default() };
        let Some(on) = runs_out(catalogue, &papers, id, day) else { continue };
        let Ok(week) = u32::try_from(on.week_from(monday)) else { continue };
        if week < weeks && !renewed(&certificate.id, after) {
            list.push(Renewal { certificate, week, on });
        }
    }
    list.sort_by_key(|one| one.on);
    list
}

/// How many diplomas and how many other certificates the steps end with.
#[must_use]
pub fn papers(catalogue: &Catalogue, rows: &[Row]) -> (u64, u64) {
    let mut got: BTreeSet<&str> = BTreeSet::new();
    for row in rows {
        if row.kind == Kind::Certificate {
            got.insert(&row.activity.id);
        }
        got.extend(row.activity.gives.certificates.iter().map(String::as_str));
    }
    let is_diploma = |id: &&&str| {
        let known = catalogue.activity(id);
        known.is_some_and(|(_, one)| one.kind.as_deref() == Some("diploma"))
    };
    let diplomas = got.iter().filter(is_diploma).count();
    (diplomas as u64, (got.len() - diplomas) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::itinerary::rows;
    use qitu_model::{Certified, Need, Paper, Rider, Step, Value, Weeks};

    fn certificate(id: &str, months: Option<u32>, kind: &str) -> Activity {
        Activity {
            id: id.into(),
            valid_months: months,
            kind: Some(kind.into()),
            ..Activity::default()
        }
    }

    fn step(activity: &str, start: u32, end: u32) -> Step {
        Step { activity: activity.into(), start: Weeks(start), end: Weeks(end), ..Step::default() }
    }

    fn world() -> (Catalogue, Scenario, Plan) {
        let mut school = Activity { id: "school".into(), ..Activity::default() };
        school.gives.certificates = vec!["diploma".into()];
        let mut licence = certificate("licence", Some(12), "licence");
        licence.gives.certificates = vec!["card".into()];
        let catalogue = Catalogue {
            courses: vec![school],
            certificates: vec![
                certificate("health", Some(12), "permit"),
                certificate("entry", Some(6), "permit"),
                certificate("card", None, "permit"),
                certificate("diploma", None, "diploma"),
                licence,
            ],
            ..Catalogue::default()
        };
        let start = Date::parse("2026-11-23").unwrap();
        let mut scenario = Scenario::of(start, Rider::default(), Need::default());
        scenario.rider.certificates = ["health", "entry"]
            .map(|id| Certified { id: id.into(), on: Date::parse("2026-06-01") })
            .to_vec();
        let plan = Plan {
            value: Some(Value { weeks: Weeks(60), ..Value::default() }),
            steps: vec![step("licence", 0, 2), step("school", 0, 60)],
            ..Plan::default()
        };
        (catalogue, scenario, plan)
    }

    fn ends(record: &Record, plan: &Plan) -> Vec<(String, u32)> {
        let (catalogue, scenario, _) = world();
        let rows = rows(&catalogue, &scenario, plan);
        let list = renewals(&catalogue, record, &scenario, plan, &rows);
        list.into_iter().map(|one| (one.certificate.id.clone(), one.week)).collect()
    }

    #[test]
    fn what_runs_out_on_the_way_is_named_in_its_week() {
        let (_, _, plan) = world();
        let named = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
            list.iter().map(|(id, week)| ((*id).to_owned(), *week)).collect()
        };
        assert_eq!(ends(&Record::default(), &plan), named(&[("health", 27), ("licence", 54)]));
        // What the paper says goes before the rule.
        let mut record = Record::default();
        let until = Date::parse("2026-12-07");
        record.papers.insert("health".into(), Paper { number: String::new(), until });
        assert_eq!(ends(&record, &plan), named(&[("health", 2), ("licence", 54)]));
        // A plan that ends sooner, or that renews, says nothing.
        let short = Plan {
            value: Some(Value { weeks: Weeks(20), ..Value::default() }),
            steps: vec![step("licence", 0, 2)],
            ..Plan::default()
        };
        assert_eq!(ends(&Record::default(), &short), named(&[]));
        let mut renewing = plan;
        renewing.steps.extend([step("health", 25, 26), step("licence", 50, 51)]);
        assert_eq!(ends(&Record::default(), &renewing), named(&[]));
    }

    #[test]
    fn papers_are_counted_once_and_diplomas_apart() {
        let (catalogue, scenario, mut plan) = world();
        plan.steps.push(step("card", 3, 4));
        let rows = rows(&catalogue, &scenario, &plan);
        assert_eq!(papers(&catalogue, &rows), (1, 2), "a diploma, a licence and its card");
    }
}
