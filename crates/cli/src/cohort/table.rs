//! Owns the tables of a cohort that are joined by key: what came of each line of riders, and the steps
//! that they follow.

use super::Riders;
use qitu_cohort::Seating;
use qitu_cohort::table::{Table, table};
use qitu_model::{Catalogue, Date, Plan, PlanStatus, Scenario};

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
            let (first, last) = seating.plans(population, *outcome)?;
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
