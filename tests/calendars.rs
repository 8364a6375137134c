//! The calendar file of every built-in goal: read by two readers that share nothing with what writes
//! it, one of them somebody else's; and a second file imported over the first.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[allow(dead_code, reason = "each test uses a part of the reader")]
mod ics;

use icalendar::parser::{Component, read_calendar, unfold};
use ics::{Calendar, Event};
use qitu_engine::export::calendar::{self, Edition};
use qitu_model::*;
use qitu_solve::Limits;

const LIMITS: Limits = Limits::nodes(2_000);
const FIRST: u64 = 1_795_334_400;

fn book() -> Catalogue {
    serde_json::from_str(include_str!("../public/catalogue/modern-rider-academy.json")).unwrap()
}

fn scenario() -> Scenario {
    let situations: serde_json::Value =
        serde_json::from_str(include_str!("../public/catalogue/situations.json")).unwrap();
    serde_json::from_value(situations[0]["scenario"].clone()).unwrap()
}

/// The situation's plan for each role and certificate that can be had.
fn plans(book: &Catalogue, hours: u32) -> Vec<(String, Scenario, Plan)> {
    let roles = book.roles.iter().map(|role| Need::Role { role: role.id.clone() });
    let papers = book
        .certificates
        .iter()
        .map(|paper| Need::Certificate { certificate: paper.id.clone(), held_months: 0 });
    let mut plans = Vec::new();
    for (at, goal) in roles.chain(papers).enumerate() {
        let mut asked = Scenario { goal, ..scenario() };
        asked.week.values_mut().for_each(|slot| slot.0 += hours);
        let plan = qitu_solve::plan(book, &asked, LIMITS, &mut |_| true);
        if plan.value.is_some() {
            plans.push((format!("w{at}"), asked, plan));
        }
    }
    plans
}

fn file(lang: Lang, book: &Catalogue, one: &(String, Scenario, Plan), written: u64) -> String {
    let edition = Edition { plan: &one.0, written };
    calendar::calendar(lang, book, &one.1, &one.2, &[], edition)
}

/// What the other reader sees of an event, as text.
fn seen(event: &Component<'_>) -> (String, String, String, String, String, usize) {
    let text = |name: &str| {
        let property = event.find_prop(name).unwrap_or_else(|| panic!("{name} is there"));
        property.val.as_str().to_owned()
    };
    let alarms = event.components.iter().filter(|part| part.name == "VALARM").count();
    (text("UID"), text("SUMMARY"), text("DTSTART"), text("DTEND"), text("SEQUENCE"), alarms)
}

fn strict(event: &Event) -> (String, String, String, String, String, usize) {
    let Event { id, title, start, end, sequence, alarms, .. } = event.clone();
    (id, title, start, end, sequence.to_string(), alarms.len())
}

#[test]
fn two_readers_see_the_same_events_of_every_built_in_goal() {
    let book = book();
    let mut events = 0;
    let plans = plans(&book, 0);
    for one in &plans {
        for lang in Lang::ALL {
            let text = file(lang, &book, one, FIRST);
            let ours = Calendar::read(&text);
            let unfolded = unfold(&text);
            let theirs = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}"));
            let named = theirs.components.iter().filter(|component| component.name == "VEVENT");
            let theirs: Vec<_> = named.map(seen).collect();
            assert_eq!(theirs, ours.events.iter().map(strict).collect::<Vec<_>>());
            events += ours.events.len();
        }
    }
    assert!(plans.len() > 30 && events > 1_000, "{} goals, {events} events", plans.len());
}

#[test]
fn a_second_file_over_the_first_leaves_what_the_second_says() {
    let book = book();
    let (first, second) = (plans(&book, 0), plans(&book, 4));
    let mut moved = 0;
    for later in &second {
        let Some(earlier) = first.iter().find(|one| one.0 == later.0) else { continue };
        let old = Calendar::read(&file(Lang::Zh, &book, earlier, FIRST));
        let new = Calendar::read(&file(Lang::Zh, &book, later, FIRST + 60));
        // In either order: an old file that comes late changes nothing.
        for (mut kept, other) in [(old.clone(), new.clone()), (new.clone(), old.clone())] {
            kept.import(other);
            for event in &new.events {
                let own: Vec<&Event> =
                    kept.events.iter().filter(|own| own.id == event.id).collect();
                assert_eq!(own, [event], "{}", later.0);
            }
        }
        moved += usize::from(old.events.iter().any(|event| {
            new.events.iter().any(|own| own.id == event.id && own.start != event.start)
        }));
    }
    assert!(moved > 5, "only {moved} plans moved");
}

#[test]
fn two_plans_in_one_calendar_stay_two() {
    let book = book();
    let plans = plans(&book, 0);
    let mut all = Calendar::read(&file(Lang::Zh, &book, &plans[0], FIRST));
    let mut count = all.events.len();
    for one in &plans[1..6] {
        let other = Calendar::read(&file(Lang::Zh, &book, one, FIRST));
        count += other.events.len();
        all.import(other);
    }
    assert_eq!(all.events.len(), count);
}
