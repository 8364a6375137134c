//! Owns what is begun in which month: wanted while every class has seats, and had.

use crate::population::Population;
use crate::seating::Seating;
use qitu_engine::explain::itinerary;
use qitu_model::{Catalogue, Plan, REST};
use std::collections::BTreeMap;

/// Riders who begin something in a month: wanted while every class has seats, and had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// By the plans that riders have while no class is full.
    pub wanted: u64,
    /// By the plans that they follow.
    pub had: u64,
}

/// By month, activity and offer. Roles are not begun but reached, and are left out.
pub type Months = BTreeMap<((i32, u8), String, String), Demand>;

/// Counts the steps of everybody by the month in which they begin.
#[must_use]
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
        if let Some((first, last)) = seating.plans(population, *outcome) {
            add(first, |demand| &mut demand.wanted);
            add(last, |demand| &mut demand.had);
        }
    }
    months
}
