//! Owns a plan as flat rows: one a step, with days and numbers alone.

use qitu_engine::explain::itinerary;
use qitu_model::{Catalogue, Date, Id, Kind, Plan, Scenario};

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `course`, `certificate` or `role`.
    pub kind: &'static str,
    /// What is done.
    pub activity: Id,
    /// The way it is done.
    pub offer: Id,
    /// The day of the class where there is one, else the Monday of its first week.
    pub start: Date,
    /// Its last day; the first one for a step that takes no time.
    pub end: Date,
    /// What the rider pays in the end, in yuan.
    pub fee: i64,
    /// Hours of study in all.
    pub hours: u64,
}

/// The steps of a plan, by start. Steps the catalogue does not know are left out.
#[must_use]
pub fn steps(catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> Vec<Step> {
    let step = |row: itinerary::Row<'_>| Step {
        kind: match row.kind {
            Kind::Course => "course",
            Kind::Certificate => "certificate",
            Kind::Role => "role",
        },
        activity: row.step.activity.clone(),
        offer: row.step.offer.clone(),
        start: row.begins(),
        end: row.to,
        fee: row.net.0,
        hours: u64::from(row.hours.0) * u64::from(row.weeks),
    };
    itinerary::rows(catalogue, scenario, plan).into_iter().map(step).collect()
}
