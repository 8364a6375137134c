//! Owns what is taken out of its place in the way, where it can be put down, and the change that
//! puts it there. Refuses to know how it is moved: by a finger, by keys, in a sheet.

use super::edit::Edit;
use qitu_model::{Catalogue, Id, Pin, Scenario};

/// So many weeks ahead a thing can be put.
const FARTHEST: u32 = 104;

/// A thing in the way that can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifted {
    /// A step, by its activity.
    Step(Id),
    /// Something of the rider's own, by its place in the calendar.
    Own(usize),
}

impl Lifted {
    /// Its name in the page.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Step(id) => id.clone(),
            Self::Own(at) => format!("own-{at}"),
        }
    }
}

/// Where it is put down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a week of the plan.
    Week(u32),
    /// Where it was or wherever it then fits, done by another offer.
    Offer(Id),
}

/// The weeks of the plan in which a thing can begin, from `first` on: those in which one of its
/// classes opens, else every week. The one it stands in is always among them.
#[must_use]
pub fn weeks(
    catalogue: &Catalogue,
    scenario: &Scenario,
    lifted: &Lifted,
    (first, now): (u32, u32),
) -> Vec<u32> {
    let monday = scenario.start.monday_on_or_after();
    let offers = match lifted {
        Lifted::Step(id) => catalogue.activity(id).map(|(_, activity)| activity.offers.as_slice()),
        Lifted::Own(_) => None,
    };
    let offers: Vec<_> = offers.unwrap_or_default().iter().filter(|o| o.is_known()).collect();
    let opens = |week: &u32| {
        let day = monday.plus_weeks(*week);
        let is_open = |intakes: &qitu_model::Intakes| intakes.day_in_week(day).is_some();
        offers.is_empty() || offers.iter().any(|o| o.intakes.as_ref().is_none_or(is_open))
    };
    let last = first.saturating_add(FARTHEST);
    let mut weeks: Vec<u32> = (first..=last).filter(opens).chain([now]).collect();
    weeks.sort_unstable();
    weeks.dedup();
    weeks
}

/// The week that something of the rider's own begins in.
#[must_use]
pub fn own_week(scenario: &Scenario, at: usize) -> Option<u32> {
    let monday = scenario.start.monday_on_or_after();
    scenario.calendar.get(at).map(|entry| entry.from.week_from_or_first(monday))
}

/// The change that puts it there; none where there is nothing to change.
#[must_use]
pub fn edit(scenario: &Scenario, lifted: &Lifted, spot: &Spot) -> Option<Edit> {
    let monday = scenario.start.monday_on_or_after();
    match (lifted, spot) {
        (Lifted::Step(id), Spot::Week(week)) => {
            let start = Some(monday.plus_weeks(*week));
            Some(Edit::Pin(Pin { activity: id.clone(), start, ..Pin::default() }))
        }
        (Lifted::Step(id), Spot::Offer(offer)) => {
            let offer = Some(offer.clone());
            Some(Edit::Pin(Pin { activity: id.clone(), offer, ..Pin::default() }))
        }
        (Lifted::Own(at), Spot::Week(week)) => {
            let weeks = i64::from(*week) - i64::from(own_week(scenario, *at)?);
            let days = i32::try_from(weeks.checked_mul(7)?).ok()?;
            let mut calendar = scenario.calendar.clone();
            let entry = calendar.get_mut(*at).filter(|_| days != 0)?;
            (entry.from, entry.to) = (entry.from.plus_days(days), entry.to.plus_days(days));
            Some(Edit::Calendar(calendar))
        }
        (Lifted::Own(_), Spot::Offer(_)) => None,
    }
}

/// The question that asks what the change would do.
#[must_use]
pub fn asked(scenario: &Scenario, edit: &Edit) -> Scenario {
    let mut asked = scenario.clone();
    match edit {
        Edit::Pin(pin) => {
            asked.pins.retain(|other| other.activity != pin.activity);
            asked.pins.push(pin.clone());
        }
        Edit::Calendar(calendar) => asked.calendar.clone_from(calendar),
        _ => {}
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use qitu_model::{Activity, CalendarEntry, Date, Intakes, Need, Offer, Rider};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn scenario() -> Scenario {
        let trip = CalendarEntry {
            from: day("2026-12-09"),
            to: day("2026-12-15"),
            week: std::collections::BTreeMap::new(),
            name: None,
        };
        let asked = Scenario::of(day("2026-11-30"), Rider::default(), Need::default());
        Scenario { calendar: vec![trip], ..asked }
    }

    fn catalogue(offers: Vec<Offer>) -> Catalogue {
        let course = Activity { id: "c".into(), offers, ..Activity::default() };
        Catalogue { courses: vec![course], ..Catalogue::default() }
    }

    fn every(weeks: u32) -> Offer {
        let from = day("2026-12-07");
        Offer { intakes: Some(Intakes::Every { every_weeks: weeks, from }), ..Offer::default() }
    }

    #[test]
    fn a_class_goes_where_it_opens_and_stays_where_it_is() {
        let step = Lifted::Step("c".into());
        let weeks = |offers, now| weeks(&catalogue(offers), &scenario(), &step, now);
        let found = weeks(vec![every(8)], (0, 3));
        assert_eq!(found[..4], [1, 3, 9, 17]);
        assert_eq!(*found.last().unwrap(), 97);
        assert_eq!(weeks(vec![every(8), every(12)], (2, 9))[..3], [9, 13, 17]);
        // What is learnt at one's own pace, and what has no offers, begins in any week.
        assert_eq!(weeks(vec![every(8), Offer::default()], (5, 5)).len(), 105);
        assert_eq!(weeks(Vec::new(), (5, 5))[..2], [5, 6]);
    }

    #[test]
    fn a_step_is_pinned_to_the_monday_of_its_week() {
        let step = Lifted::Step("c".into());
        let change = edit(&scenario(), &step, &Spot::Week(2)).unwrap();
        let then = asked(&scenario(), &change);
        assert_eq!(then.pins[0].start, Some(day("2026-12-14")));
        // Put elsewhere, it has one pin and not two.
        let change = edit(&then, &step, &Spot::Offer("weekend".into())).unwrap();
        let then = asked(&then, &change);
        assert_eq!((then.pins.len(), then.pins[0].start), (1, None));
        assert_eq!(then.pins[0].offer.as_deref(), Some("weekend"));
    }

    #[test]
    fn what_is_ones_own_keeps_its_days_and_length() {
        let change = edit(&scenario(), &Lifted::Own(0), &Spot::Week(3)).unwrap();
        let moved = &asked(&scenario(), &change).calendar[0];
        assert_eq!((moved.from, moved.to), (day("2026-12-23"), day("2026-12-29")));
        assert_eq!(edit(&scenario(), &Lifted::Own(0), &Spot::Week(1)), None, "it stands there");
        assert_eq!(edit(&scenario(), &Lifted::Own(7), &Spot::Week(3)), None, "there is none");
    }
}
