//! Owns the check of each rule: one arm a row of the table.

use super::case::{Case, HORIZON, Taken};
use super::{Rule, Witness};
use qitu_model::{Activity, Date, Intakes, Kind, Pin, Weeks};

/// What shows that the case breaks the rule; none = it keeps it.
pub(super) fn check(rule: Rule, case: &Case<'_>) -> Option<Witness> {
    match rule {
        // A case that could be read keeps these.
        Rule::Known | Rule::Length | Rule::Horizon => None,
        Rule::Held => {
            let start = case.at_start();
            first(case, |step| {
                start.has_from_start(step.kind, &step.activity.id)
                    && !renews(case, step.kind, step.activity)
            })
        }
        Rule::Once => once(case),
        Rule::AvoidActivity => {
            let avoided = &case.scenario.avoid.activities;
            first(case, |step| avoided.iter().any(|id| case.names.now(id) == step.activity.id))
        }
        Rule::AvoidPlace => first(case, |step| {
            let place = step.offer.and_then(|offer| offer.place);
            place.is_some_and(|place| case.scenario.avoid.places.contains(&place))
        }),
        Rule::Need | Rule::Circle => {
            case.live().err().filter(|broken| broken.rule == rule).map(|broken| broken.witness)
        }
        Rule::Unknown => {
            first(case, |step| step.offer.is_some_and(|offer| !offer.unknown.is_empty()))
        }
        Rule::Intake => first(case, |step| !takes_in(case, step)),
        Rule::Hours => case.weekly_hours().into_keys().find_map(|week| crowded(case, week)),
        Rule::AtOnce => case.weekly_hours().into_keys().find_map(|week| {
            let loaded = case.taken.iter().filter(|step| step.weekly > 0 && step.runs_in(week));
            let running = u32::try_from(loaded.count()).unwrap_or(u32::MAX);
            let week = Weeks(u32::try_from(week).unwrap_or(u32::MAX));
            (running > case.scenario.at_once).then_some(Witness::AtOnce { week, running })
        }),
        Rule::Session => clash(case),
        Rule::Free => {
            let free = case.scenario.free.as_ref()?;
            let outside = |step: &Taken<'_>| {
                step.offer.is_some_and(|o| o.sessions.iter().any(|s| !s.lies_inside(free)))
            };
            first(case, outside)
        }
        Rule::Budget => above(case.value().fee.0, case.scenario.budget?.0),
        Rule::Pin => {
            let met = |pin: &Pin| {
                is_over(case, pin)
                    || case.taken.iter().enumerate().any(|(at, _)| meets(case, at, pin))
            };
            let missed = case.scenario.pins.iter().position(|pin| !met(pin))?;
            Some(Witness::Pin { pin: missed })
        }
        Rule::Goal => match case.live() {
            Ok(None) => {
                let mut record = case.at_start();
                for step in &case.taken {
                    record.add(step.kind, step.activity, step.end);
                }
                let goal = &case.scenario.goal;
                let need = record.lacks(goal, HORIZON, &|_| false).unwrap_or(goal).clone();
                Some(Witness::Need { step: None, need })
            }
            _ => None,
        },
        Rule::Deadline => {
            let deadline = case.week_of(case.scenario.deadline?);
            above(i64::from(case.value().weeks.0), deadline)
        }
        Rule::Value => {
            let (stated, found) = (case.plan.value, case.value());
            (stated != Some(found)).then_some(Witness::Value { stated, found })
        }
    }
}

fn first(case: &Case<'_>, breaks: impl Fn(&Taken<'_>) -> bool) -> Option<Witness> {
    case.taken.iter().position(breaks).map(|step| Witness::Step { step })
}

fn above(found: i64, limit: i64) -> Option<Witness> {
    (found > limit).then_some(Witness::Above { found, limit })
}

fn once(case: &Case<'_>) -> Option<Witness> {
    case.taken.iter().enumerate().find_map(|(other, later)| {
        // A renewal gives nothing more in the week of another.
        let renewed = renews(case, later.kind, later.activity);
        let again = |earlier: &Taken<'_>| {
            earlier.activity.id == later.activity.id && (!renewed || earlier.start == later.start)
        };
        let step = case.taken.iter().take(other).position(again)?;
        Some(Witness::Steps { step, other })
    })
}

/// Does the activity give a certificate that expires?
fn renews(case: &Case<'_>, kind: Kind, activity: &Activity) -> bool {
    case.catalogue.certificates.iter().filter(|c| c.valid_months.is_some()).any(|certificate| {
        let itself = kind == Kind::Certificate && activity.id == certificate.id;
        itself || activity.gives.certificates.iter().any(|g| case.names.now(g) == certificate.id)
    })
}

/// Is what the pin asks for done already, and not taken again?
fn is_over(case: &Case<'_>, pin: &Pin) -> bool {
    case.catalogue.activity(&pin.activity).is_some_and(|(kind, activity)| {
        case.at_start().has_from_start(kind, &activity.id) && !renews(case, kind, activity)
    })
}

fn takes_in(case: &Case<'_>, step: &Taken<'_>) -> bool {
    match step.offer.and_then(|offer| offer.intakes.as_ref()) {
        None => true,
        Some(Intakes::Dates(dates)) => dates.iter().any(|day| case.week_of(*day) == step.start),
        Some(Intakes::Every { every_weeks, from }) => {
            let since = step.start - case.week_of(*from);
            since >= 0 && since % i64::from((*every_weeks).max(1)) == 0
        }
        Some(Intakes::Yearly(rule)) => {
            let opens = |day: Date| {
                let (year, month, _) = day.ymd();
                let month = u32::from(month);
                rule.months.contains(&month) && rule.day_in(year, month) == Some(day)
            };
            let monday = case.week0.plus_weeks(u32::try_from(step.start).unwrap_or(0));
            (0..7).map(|at| monday.plus_days(at)).any(opens)
        }
    }
}

/// Hall's condition: no set of slots is asked for more hours than the rider has in it. Smallest
/// sets first, so that the witness names as few slots as it can.
fn crowded(case: &Case<'_>, week: i64) -> Option<Witness> {
    let free = case.free_hours(week);
    let running = case.taken.iter().filter(|step| step.runs_in(week));
    let parts: Vec<(u64, u8)> = running.flat_map(|step| step.parts.iter().copied()).collect();
    let mut sets: Vec<u8> = (0..1u16 << case.slots.len()).map(|set| set as u8).collect();
    sets.sort_by_key(|set| (set.count_ones(), *set));
    sets.into_iter().find_map(|set| {
        let sum = |sum: u64, hours: u64| sum.saturating_add(hours);
        let inside = |at: usize| set & (1 << at) != 0;
        let asked =
            parts.iter().filter(|(_, fits)| fits & !set == 0).map(|part| part.0).fold(0, sum);
        let has =
            free.iter().enumerate().filter(|(at, _)| inside(*at)).map(|(_, h)| *h).fold(0, sum);
        (asked > has).then(|| Witness::Hours {
            week: Weeks(u32::try_from(week).unwrap_or(u32::MAX)),
            slots: (case.slots.iter().enumerate())
                .filter(|(at, _)| inside(*at))
                .map(|(_, slot)| (*slot).to_owned())
                .collect(),
            asked,
            free: has,
        })
    })
}

fn clash(case: &Case<'_>) -> Option<Witness> {
    let classes =
        |step: &Taken<'_>| step.offer.map(|offer| offer.sessions.clone()).unwrap_or_default();
    case.taken.iter().enumerate().find_map(|(other, later)| {
        let sessions = classes(later);
        if sessions.is_empty() {
            return None;
        }
        let step = case.taken.iter().take(other).position(|earlier| {
            earlier.runs_beside(later)
                && classes(earlier).iter().any(|a| sessions.iter().any(|b| a.overlaps(*b)))
        })?;
        Some(Witness::Steps { step, other })
    })
}

/// Is this step what the pin asks for?
fn meets(case: &Case<'_>, at: usize, pin: &Pin) -> bool {
    let (Some(taken), Some(step)) = (case.taken.get(at), case.plan.steps.get(at)) else {
        return false;
    };
    taken.activity.id == case.names.now(&pin.activity)
        && pin.offer.as_ref().is_none_or(|offer| *offer == step.offer)
        && pin.pace.is_none_or(|pace| Some(pace) == step.pace)
        && pin.start.is_none_or(|day| case.week_of(day) == taken.start)
}
