//! Owns the course of a study: plan, give out the seats, count, and try one more class.

use crate::class::Seats;
use crate::forecast::{ClassCount, Forecast, GroupCount, forecast};
use crate::population::{Order, Population};
use crate::seating::{Planner, Seating, first_choices, seat};
use qitu_model::{Catalogue, PlanStatus};
use std::collections::BTreeMap;

/// What came of everybody, counted, and what one more class would change.
#[derive(Clone, Debug)]
pub struct Study {
    /// Who got which seat.
    pub seating: Seating,
    /// The counts.
    pub counts: Forecast,
    /// What one more class would change, for those that most riders missed.
    pub more: Vec<OneMore>,
}

/// What one more class of the same size on the same day would change.
#[derive(Clone, Debug)]
pub struct OneMore {
    /// The class as it is.
    pub class: ClassCount,
    /// Everybody, with one more of it.
    pub after: Total,
}

/// The groups added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// All riders.
    pub riders: u64,
    /// On their best plan.
    pub as_wanted: u64,
    /// On another plan, since a class was full.
    pub moved: u64,
    /// Had a way, and have none while classes are full.
    pub lost: u64,
    /// Proven to have no way, seats or not.
    pub impossible: u64,
    /// The planner found no plan within its work limit.
    pub undecided: u64,
    /// Weeks added up that riders wait because classes were full.
    pub weeks_lost: u64,
}

impl Total {
    /// Adds the groups up.
    #[must_use]
    pub fn of(groups: &[GroupCount]) -> Self {
        groups.iter().fold(Self::default(), |sum, group| Self {
            riders: sum.riders + group.riders,
            as_wanted: sum.as_wanted + group.as_wanted,
            moved: sum.moved + group.moved,
            lost: sum.lost + group.lost,
            impossible: sum.impossible + group.impossible,
            undecided: sum.undecided + group.undecided,
            weeks_lost: sum.weeks_lost + group.weeks_lost,
        })
    }
}

/// Studies everybody. One more class is tried of so many, those that most riders missed.
#[must_use]
pub fn study(
    catalogue: &Catalogue,
    population: &Population,
    seats: &Seats,
    order: Order,
    one_more: usize,
    planner: &Planner<'_>,
) -> Study {
    let first = first_choices(catalogue, population, planner);
    let seating = seat(catalogue, population, first.clone(), seats, order, planner);
    let counts = forecast(population, seats, &seating);
    let more = most_missed(&counts, one_more).map(|class| {
        let mut seats = seats.clone();
        seats.set(class.class.clone(), class.seats.unwrap_or(0).saturating_mul(2));
        let again = seat(catalogue, population, first.clone(), &seats, order, planner);
        let after = Total::of(&forecast(population, &seats, &again).groups);
        OneMore { class: class.clone(), after }
    });
    let more = more.collect();
    Study { seating, counts, more }
}

/// The classes that most riders missed, those first.
fn most_missed(counts: &Forecast, most: usize) -> impl Iterator<Item = &ClassCount> {
    let has_seats = |class: &&ClassCount| class.seats.is_some_and(|seats| seats > 0);
    let mut missed: Vec<&ClassCount> =
        counts.classes.iter().filter(|class| class.missed() > 0).filter(has_seats).collect();
    missed.sort_by_key(|class| std::cmp::Reverse(class.missed()));
    missed.into_iter().take(most)
}

/// The questions that are proven to have no way, each with its riders.
#[must_use]
pub fn without_a_way(population: &Population, seating: &Seating) -> Vec<(usize, u64)> {
    let mut riders: BTreeMap<usize, u64> = BTreeMap::new();
    for outcome in &seating.outcomes {
        let Some(asker) = population.askers.get(outcome.asker) else { continue };
        let first = seating.choices.get(asker.question).map(|choice| choice.plan.status);
        if first == Some(PlanStatus::Impossible) {
            *riders.entry(asker.question).or_default() += u64::from(outcome.riders);
        }
    }
    riders.into_iter().collect()
}
