//! Owns the counts: by class, by group, and in all. Every rider is counted once in each.

use crate::class::{Class, Seats};
use crate::population::Population;
use crate::seating::{Choice, Seating};
use qitu_model::PlanStatus;
use std::collections::BTreeMap;

/// What was wanted, given out and missed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// By class, those that somebody wanted, got, or that have seats by name.
    pub classes: Vec<ClassCount>,
    /// By group, in the population's order.
    pub groups: Vec<GroupCount>,
}

/// The riders of one class: `wanted = kept + moved + lost`, and `seated = kept + came`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: Class,
    /// Its seats; none = no limit.
    pub seats: Option<u32>,
    /// Riders whose best plan takes it.
    pub wanted: u64,
    /// Riders who have a seat in it.
    pub seated: u64,
    /// Of those who wanted it: in it.
    pub kept: u64,
    /// Of those who wanted it: on another way, most often in a later class.
    pub moved: u64,
    /// Of those who wanted it: no way is left for them.
    pub lost: u64,
}

impl ClassCount {
    fn new(class: Class, seats: Option<u32>) -> Self {
        Self { class, seats, wanted: 0, seated: 0, kept: 0, moved: 0, lost: 0 }
    }

    /// Seats that are missing for all who want it.
    #[must_use]
    pub fn short(&self) -> u64 {
        self.seats.map_or(0, |seats| self.wanted.saturating_sub(u64::from(seats)))
    }

    /// Riders who did not get the seat they wanted: they wait for a later class, or are left
    /// without a way.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.moved + self.lost
    }
}

/// The riders of one group:
/// `riders = as_wanted + moved + lost + impossible + undecided`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupCount {
    /// The group's name.
    pub name: String,
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
    /// By weeks to the goal: riders who have a way.
    pub by_weeks: BTreeMap<u32, u64>,
    /// What those riders pay in all, in yuan.
    pub fees: i64,
    /// Weeks added up that those riders wait because classes were full.
    pub weeks_lost: u64,
}

impl GroupCount {
    /// Riders who have a way.
    #[must_use]
    pub fn with_a_way(&self) -> u64 {
        self.as_wanted + self.moved
    }

    /// The weeks within which so many of a hundred of those with a way are there.
    #[must_use]
    pub fn weeks_of(&self, hundredths: u64) -> Option<u32> {
        let needed = (self.with_a_way() * hundredths).div_ceil(100).max(1);
        let mut there = 0;
        let reached = |(weeks, riders): (&u32, &u64)| {
            there += riders;
            (there >= needed).then_some(*weeks)
        };
        self.by_weeks.iter().find_map(reached)
    }
}

/// Counts the outcomes of a seating.
#[must_use]
pub fn forecast(population: &Population, seats: &Seats, seating: &Seating) -> Forecast {
    let named = seats
        .named()
        .map(|(class, seats)| (class.clone(), ClassCount::new(class.clone(), Some(seats))));
    let mut classes: BTreeMap<Class, ClassCount> = named.collect();
    let empty = |name: &String| GroupCount { name: name.clone(), ..GroupCount::default() };
    let mut groups: Vec<GroupCount> = population.groups.iter().map(empty).collect();
    for outcome in &seating.outcomes {
        let Some(asker) = population.askers.get(outcome.asker) else { continue };
        let (Some(first), Some(last)) =
            (seating.choices.get(asker.question), seating.choices.get(outcome.choice))
        else {
            continue;
        };
        let riders = u64::from(outcome.riders);
        count_classes(&mut classes, seats, first, last, riders);
        if let Some(group) = groups.get_mut(asker.group) {
            count_group(group, first, last, outcome.choice == asker.question, riders);
        }
    }
    Forecast { classes: classes.into_values().collect(), groups }
}

fn count_classes(
    counts: &mut BTreeMap<Class, ClassCount>,
    seats: &Seats,
    first: &Choice,
    last: &Choice,
    riders: u64,
) {
    let mut of = |class: &Class, add: &dyn Fn(&mut ClassCount)| {
        let new = || ClassCount::new(class.clone(), seats.of(class));
        add(counts.entry(class.clone()).or_insert_with(new));
    };
    for class in &first.classes {
        of(class, &|count| {
            count.wanted += riders;
            if last.plan.value.is_none() {
                count.lost += riders;
            } else if last.classes.contains(class) {
                count.kept += riders;
            } else {
                count.moved += riders;
            }
        });
    }
    for class in &last.classes {
        of(class, &|count| count.seated += riders);
    }
}

fn count_group(group: &mut GroupCount, first: &Choice, last: &Choice, is_first: bool, riders: u64) {
    group.riders += riders;
    match (first.plan.value, last.plan.value) {
        (None, _) if first.plan.status == PlanStatus::Impossible => group.impossible += riders,
        (None, _) => group.undecided += riders,
        (Some(_), None) => group.lost += riders,
        (Some(best), Some(value)) => {
            *(if is_first { &mut group.as_wanted } else { &mut group.moved }) += riders;
            *group.by_weeks.entry(value.weeks.0).or_default() += riders;
            let each = i64::try_from(riders).unwrap_or(i64::MAX);
            group.fees = group.fees.saturating_add(value.fee.0.saturating_mul(each));
            group.weeks_lost += riders * u64::from(value.weeks.0.saturating_sub(best.weeks.0));
        }
    }
}
