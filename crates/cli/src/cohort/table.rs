//! Owns a cohort as tables: one row a fact, days as days, numbers without words, so that every data
//! tool reads them as they are (Parquet too) and joins them by key.

use super::Riders;
use qitu_cohort::{Forecast, Outcome, Population, Seating};
use qitu_engine::explain::itinerary;
use qitu_model::{Catalogue, Date, Plan, PlanStatus, REST, Scenario};
use std::collections::BTreeMap;
use std::io::Error;

type Table = Result<Vec<u8>, Error>;

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Table {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(head)?;
    for row in rows {
        table.write_record(row)?;
    }
    table.into_inner().map_err(|error| Error::other(error.to_string()))
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// What came of riders, in a word.
fn status(first: &Plan, last: &Plan, is_first: bool) -> &'static str {
    match (first.value, last.value) {
        (None, _) if first.status == PlanStatus::Impossible => "impossible",
        (None, _) => "undecided",
        (_, None) => "lost",
        _ if is_first => "as_wanted",
        _ => "moved",
    }
}

fn reached(scenario: &Scenario, plan: &Plan) -> Option<Date> {
    Some(scenario.start.monday_on_or_after().plus_weeks(plan.value?.weeks.0))
}

/// One row for what came of a line: riders of one line may have come to different ways.
pub fn riders(riders: &Riders, seating: &Seating) -> Table {
    let head = [
        "key",
        "group",
        "riders",
        "status",
        "weeks",
        "day",
        "fee",
        "hours",
        "wanted_weeks",
        "wanted_day",
        "wanted_fee",
    ];
    let population = &riders.population;
    table(
        head,
        seating.outcomes.iter().filter_map(|outcome| {
            let asker = population.askers.get(outcome.asker)?;
            let scenario = population.questions.get(asker.question)?;
            let (first, last) = plans(population, seating, *outcome)?;
            let value = last.value;
            Some([
                riders.keys.get(outcome.asker)?.clone(),
                population.groups.get(asker.group)?.clone(),
                outcome.riders.to_string(),
                status(first, last, outcome.choice == asker.question).to_owned(),
                or_empty(value.map(|value| value.weeks.0)),
                or_empty(reached(scenario, last)),
                or_empty(value.map(|value| value.fee.0)),
                or_empty(value.map(|value| value.hours)),
                or_empty(first.value.map(|value| value.weeks.0)),
                or_empty(reached(scenario, first)),
                or_empty(first.value.map(|value| value.fee.0)),
            ])
        }),
    )
}

fn plans<'a>(
    population: &Population,
    seating: &'a Seating,
    outcome: Outcome,
) -> Option<(&'a Plan, &'a Plan)> {
    let asker = population.askers.get(outcome.asker)?;
    let first = seating.choices.get(asker.question)?;
    Some((&first.plan, &seating.choices.get(outcome.choice)?.plan))
}

/// One row for each step of each way that riders of a line follow.
pub fn steps(catalogue: &Catalogue, riders: &Riders, seating: &Seating) -> Table {
    let head = ["key", "riders", "kind", "activity", "offer", "start", "end", "fee", "hours"];
    let population = &riders.population;
    let each = seating.outcomes.iter().filter_map(|outcome| {
        let asker = population.askers.get(outcome.asker)?;
        let scenario = population.questions.get(asker.question)?;
        let plan = &seating.choices.get(outcome.choice)?.plan;
        let key = riders.keys.get(outcome.asker)?;
        Some(
            qitu_batch::steps(catalogue, scenario, plan)
                .into_iter()
                .map(|step| {
                    [
                        key.clone(),
                        outcome.riders.to_string(),
                        step.kind.to_owned(),
                        step.activity,
                        step.offer,
                        step.start.to_string(),
                        step.end.to_string(),
                        step.fee.to_string(),
                        step.hours.to_string(),
                    ]
                })
                .collect::<Vec<_>>(),
        )
    });
    table(head, each.flatten())
}

/// One row a class that somebody wants or gets.
pub fn classes(counts: &Forecast) -> Table {
    let head =
        ["activity", "offer", "day", "seats", "wanted", "seated", "short", "kept", "moved", "lost"];
    table(
        head,
        counts.classes.iter().map(|count| {
            let numbers =
                [count.wanted, count.seated, count.short(), count.kept, count.moved, count.lost];
            let [wanted, seated, short, kept, moved, lost] =
                numbers.map(|number| number.to_string());
            let class = &count.class;
            let (activity, offer) = (class.activity.clone(), class.offer.clone());
            let (day, seats) = (class.day.to_string(), or_empty(count.seats));
            [activity, offer, day, seats, wanted, seated, short, kept, moved, lost]
        }),
    )
}

/// Riders who begin something in a month: wanted while every class has seats, and had.
#[derive(Clone, Copy, Default)]
pub struct Demand {
    pub wanted: u64,
    pub had: u64,
}

/// By month, activity and offer. Roles are not begun but reached, and are left out.
pub type Months = BTreeMap<((i32, u8), String, String), Demand>;

pub fn months(catalogue: &Catalogue, population: &Population, seating: &Seating) -> Months {
    let mut months = Months::new();
    for outcome in &seating.outcomes {
        let Some(asker) = population.askers.get(outcome.asker) else { continue };
        let Some(scenario) = population.questions.get(asker.question) else { continue };
        let riders = u64::from(outcome.riders);
        let mut add = |plan: &Plan, count: fn(&mut Demand) -> &mut u64| {
            for row in itinerary::rows(catalogue, scenario, plan) {
                // What goes on since before the start is not begun any more.
                if row.step.offer == REST {
                    continue;
                }
                let (Some(offer), (year, month, _)) = (row.offer, row.begins().ymd()) else {
                    continue;
                };
                let place = ((year, month), row.activity.id.clone(), offer.id.clone());
                *count(months.entry(place).or_default()) += riders;
            }
        };
        if let Some((first, last)) = plans(population, seating, *outcome) {
            add(first, |demand| &mut demand.wanted);
            add(last, |demand| &mut demand.had);
        }
    }
    months
}

/// One row a month, activity and offer.
pub fn month_rows(months: &Months) -> Table {
    let head = ["month", "activity", "offer", "wanted", "had"];
    table(
        head,
        months.iter().map(|(((year, month), activity, offer), demand)| {
            let month = format!("{year}-{month:02}");
            let (wanted, had) = (demand.wanted.to_string(), demand.had.to_string());
            [month, activity.clone(), offer.clone(), wanted, had]
        }),
    )
}

/// One row a group.
pub fn groups(counts: &Forecast) -> Table {
    let head = [
        "group",
        "riders",
        "as_wanted",
        "moved",
        "lost",
        "impossible",
        "undecided",
        "weeks_median",
        "weeks_90",
        "fee_mean",
        "weeks_lost",
    ];
    table(
        head,
        counts.groups.iter().map(|group| {
            let ways = i64::try_from(group.with_a_way()).unwrap_or(i64::MAX);
            let numbers = [
                group.riders,
                group.as_wanted,
                group.moved,
                group.lost,
                group.impossible,
                group.undecided,
            ];
            let [riders, as_wanted, moved, lost, impossible, undecided] =
                numbers.map(|number| number.to_string());
            [
                group.name.clone(),
                riders,
                as_wanted,
                moved,
                lost,
                impossible,
                undecided,
                or_empty(group.weeks_of(50)),
                or_empty(group.weeks_of(90)),
                or_empty((ways > 0).then(|| group.fees / ways)),
                group.weeks_lost.to_string(),
            ]
        }),
    )
}

/// One row a reason why there is no way, with the riders it stands for, most first.
pub fn reasons(reasons: BTreeMap<String, u64>) -> Table {
    let mut rows: Vec<(String, u64)> = reasons.into_iter().collect();
    rows.sort_by_key(|(_, riders)| std::cmp::Reverse(*riders));
    table(["riders", "reason"], rows.into_iter().map(|(words, riders)| [riders.to_string(), words]))
}
