//! Owns the class: one intake of one offer, the riders whose plans take it, and how many it seats.

use qitu_model::{Catalogue, Date, HORIZON, Id, Intakes, Plan, Scenario, Step};
use std::collections::BTreeMap;

/// One intake of one offer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// The course or certificate.
    pub activity: Id,
    /// The offer.
    pub offer: Id,
    /// The day it begins.
    pub day: Date,
}

/// How many riders the classes seat; a class that is not named has no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    of_class: BTreeMap<Class, u32>,
    of_offer: BTreeMap<(Id, Id), u32>,
}

impl Seats {
    /// What the offers of a catalogue say.
    #[must_use]
    pub fn stated(catalogue: &Catalogue) -> Self {
        let mut seats = Self::default();
        for (_, activity) in catalogue.activities() {
            for offer in &activity.offers {
                if let Some(count) = offer.seats {
                    seats.set_each(&activity.id, &offer.id, count);
                }
            }
        }
        seats
    }

    /// Says how many one class seats.
    pub fn set(&mut self, class: Class, seats: u32) {
        self.of_class.insert(class, seats);
    }

    /// Says how many each class of an offer seats that is not named by its day.
    pub fn set_each(&mut self, activity: &str, offer: &str, seats: u32) {
        self.of_offer.insert((activity.to_owned(), offer.to_owned()), seats);
    }

    /// The seats of a class; none = no limit.
    #[must_use]
    pub fn of(&self, class: &Class) -> Option<u32> {
        let each = || self.of_offer.get(&(class.activity.clone(), class.offer.clone()));
        self.of_class.get(class).or_else(each).copied()
    }

    /// The classes that are named by their day.
    pub fn named(&self) -> impl Iterator<Item = (&Class, u32)> {
        self.of_class.iter().map(|(class, seats)| (class, *seats))
    }
}

fn intakes<'a>(catalogue: &'a Catalogue, step: &Step) -> Option<&'a Intakes> {
    let (_, activity) = catalogue.activity(&step.activity)?;
    activity.offers.iter().find(|offer| offer.id == step.offer)?.intakes.as_ref()
}

/// The classes of a plan, in the order of its steps. The rest of a course begun before the start is
/// none.
#[must_use]
pub fn classes(catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> Vec<Class> {
    let monday = scenario.start.monday_on_or_after();
    let class = |step: &Step| {
        let day = intakes(catalogue, step)?.day_in_week(monday.plus_weeks(step.start.0))?;
        Some(Class { activity: step.activity.clone(), offer: step.offer.clone(), day })
    };
    plan.steps.iter().filter_map(class).collect()
}

/// Takes a class out of a catalogue, so that no plan takes it. A repeated intake becomes the list
/// of its days up to the last week of a plan that begins on `last_start`.
pub(crate) fn close(catalogue: &mut Catalogue, class: &Class, last_start: Date) {
    let lists = [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles];
    let activities = lists.into_iter().flatten().filter(|activity| activity.id == class.activity);
    let offers = activities.flat_map(|activity| &mut activity.offers);
    for offer in offers.filter(|offer| offer.id == class.offer) {
        let Some(intakes) = &offer.intakes else { continue };
        let in_its_week = |day: &Date| day.week_from(class.day.monday_of_week()) == 0;
        let open = days(intakes, last_start).into_iter().filter(|day| !in_its_week(day));
        offer.intakes = Some(Intakes::Dates(open.collect()));
    }
}

fn days(intakes: &Intakes, last_start: Date) -> Vec<Date> {
    let end = last_start.monday_on_or_after().plus_weeks(HORIZON + 1);
    match intakes {
        Intakes::Dates(days) => days.clone(),
        Intakes::Every { from, .. } => intakes.days(*from, end),
        // Riders of one cohort begin within some weeks of each other; of days that are over no plan knows.
        Intakes::Yearly(_) => intakes.days(last_start.plus_days(-7 * HORIZON as i32), end),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use qitu_model::{Activity, Offer};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn catalogue(intakes: Intakes) -> Catalogue {
        let offer = Offer { id: "class".into(), intakes: Some(intakes), ..Offer::default() };
        let course = Activity { id: "a".into(), offers: vec![offer], ..Activity::default() };
        Catalogue { courses: vec![course], ..Catalogue::default() }
    }

    fn class(text: &str) -> Class {
        Class { activity: "a".into(), offer: "class".into(), day: day(text) }
    }

    fn left(mut catalogue: Catalogue, closed: &str) -> Vec<Date> {
        close(&mut catalogue, &class(closed), day("2026-11-30"));
        match catalogue.courses[0].offers[0].intakes.take().unwrap() {
            Intakes::Dates(days) => days,
            _ => panic!("a repeated intake has no gap"),
        }
    }

    #[test]
    fn a_closed_class_leaves_the_others_open() {
        let dates = Intakes::Dates(vec![day("2026-12-05"), day("2027-01-09")]);
        assert_eq!(left(catalogue(dates.clone()), "2026-12-05"), [day("2027-01-09")]);
        assert_eq!(left(catalogue(dates), "2027-01-09"), [day("2026-12-05")]);
        let every = Intakes::Every { every_weeks: 8, from: day("2026-12-19") };
        let open = left(catalogue(every), "2027-02-13");
        assert_eq!(open[..2], [day("2026-12-19"), day("2027-04-10")]);
        assert!(*open.last().unwrap() > day("2036-10-01"), "as far as plans go");
    }

    #[test]
    fn the_last_class_closed_leaves_an_offer_that_nobody_can_start() {
        let dates = Intakes::Dates(vec![day("2026-12-05")]);
        assert_eq!(left(catalogue(dates), "2026-12-05"), []);
    }

    #[test]
    fn the_seats_of_an_offer_are_those_of_each_of_its_classes() {
        let mut catalogue = catalogue(Intakes::Dates(vec![day("2026-12-05"), day("2027-01-09")]));
        catalogue.courses[0].offers[0].seats = Some(24);
        let seats = Seats::stated(&catalogue);
        assert_eq!(seats.of(&class("2026-12-05")), Some(24));
        assert_eq!(seats.of(&class("2027-01-09")), Some(24));
    }

    #[test]
    fn a_class_named_by_its_day_goes_before_the_rule_of_its_offer() {
        let mut seats = Seats::default();
        seats.set_each("a", "class", 30);
        seats.set(class("2026-12-05"), 12);
        assert_eq!(seats.of(&class("2026-12-05")), Some(12));
        assert_eq!(seats.of(&class("2027-01-09")), Some(30));
        let other = Class { activity: "b".into(), ..class("2026-12-05") };
        assert_eq!(seats.of(&other), None);
    }
}
