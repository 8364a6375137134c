//! Owns finding a class time: which hours of the week most riders can come.
//! Refuses guesses: a rider who did not say when they are free counts for no time.

use crate::link::code;
use crate::load::{self, Problem};
use qitu_model::{Catalogue, Scenario, Span, Weekday};

/// Classes begin on the half hour, from six in the morning …
const STEP: u16 = 30;
const FIRST: u16 = 6 * 60;
/// … and end by eleven at night.
const LAST: u16 = 23 * 60;

/// A weekly class time and who can come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The time.
    pub time: Span,
    /// The riders who can come, by their place in the list.
    pub riders: Vec<usize>,
}

/// Class times for a group of riders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// The times that suit most, best first; no two overlap.
    pub best: Vec<Class>,
    /// The fewest times found that together reach everybody who can be reached. Each lists only
    /// the riders that the times before it do not reach.
    pub together: Vec<Class>,
    /// Riders who did not say when they are free.
    pub silent: Vec<usize>,
    /// Riders who are free at no time long enough.
    pub left: Vec<usize>,
}

/// Finds up to `most` class times of so many minutes a week for these riders.
///
/// A rider can come where the whole class lies inside their free times and their week has the
/// hours. Times that suit equally many come in the order of the week.
#[must_use]
pub fn classes(riders: &[Scenario], minutes: u16, most: usize) -> Classes {
    let silent = riders.iter().enumerate().filter(|(_, r)| r.free.is_none()).map(|(at, _)| at);
    let mut found = Classes { silent: silent.collect(), ..Classes::default() };
    let mut all = times(minutes, riders);
    // A stable sort: equal numbers stay in the order of the week.
    all.sort_by_key(|class| std::cmp::Reverse(class.riders.len()));
    for class in &all {
        if found.best.len() >= most || class.riders.is_empty() {
            break;
        }
        if !found.best.iter().any(|chosen| chosen.time.overlaps(class.time)) {
            found.best.push(class.clone());
        }
    }
    // Each next time is the one that reaches most of those not reached yet (Chvátal 1979).
    let mut reached = vec![false; riders.len()];
    loop {
        let fresh = |class: &Class| -> Vec<usize> {
            let new = |rider: &&usize| reached.get(**rider) == Some(&false);
            class.riders.iter().filter(new).copied().collect()
        };
        let mut next: Option<Class> = None;
        for class in &all {
            let riders = fresh(class);
            if riders.len() > next.as_ref().map_or(0, |best| best.riders.len()) {
                next = Some(Class { time: class.time, riders });
            }
        }
        let Some(next) = next else { break };
        for rider in &next.riders {
            reached.get_mut(*rider).into_iter().for_each(|reached| *reached = true);
        }
        found.together.push(next);
    }
    let left = reached.iter().enumerate().filter(|(_, reached)| !**reached).map(|(at, _)| at);
    found.left = left.filter(|at| !found.silent.contains(at)).collect();
    found
}

fn times(minutes: u16, riders: &[Scenario]) -> Vec<Class> {
    let minutes = minutes.clamp(STEP, LAST - FIRST);
    let mut all = Vec::new();
    for day in Weekday::ALL {
        for from in (FIRST..=LAST - minutes).step_by(usize::from(STEP)) {
            let time = Span { day, from, to: from + minutes };
            let come = riders.iter().enumerate().filter(|(_, rider)| can_come(rider, time));
            all.push(Class { time, riders: come.map(|(at, _)| at).collect() });
        }
    }
    all
}

fn can_come(rider: &Scenario, time: Span) -> bool {
    let hours = u64::from((time.to - time.from).div_ceil(60));
    let week: u64 = rider.week.values().map(|hours| u64::from(hours.0)).sum();
    week >= hours && rider.free.as_ref().is_some_and(|free| time.lies_inside(free))
}

/// What was pasted: riders in order, and the lines that hold none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// What each rider asked.
    pub riders: Vec<Scenario>,
    /// Lines, from 1, in which no rider could be read.
    pub unread: Vec<usize>,
}

/// Reads pasted text: on each line a link, a message with a link in it, or a scenario as JSON.
#[must_use]
pub fn pasted(catalogue: &Catalogue, text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let read = if line.starts_with('{') {
            let whole = |problems: &[Problem]| load::worst(problems) != Some(load::Severity::Error);
            let (scenario, problems) = load::scenario(line);
            scenario.filter(|_| whole(&problems))
        } else {
            code::decode(line).ok().map(|shared| shared.scenario)
        };
        match read {
            Some(mut scenario) => {
                load::upgrade_scenario(catalogue, &mut scenario);
                pasted.riders.push(scenario);
            }
            None => pasted.unread.push(at + 1),
        }
    }
    pasted
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;

    fn rider(hours: u32, free: &[&str]) -> String {
        let free: Vec<String> = free.iter().map(|time| format!("\"{time}\"")).collect();
        let free = free.join(",");
        format!(
            "{{\"start\":\"2026-11-23\",\"week\":{{\"gap\":{hours}}},\"free\":[{free}],\"goal\":{{\"role\":\"r\"}}}}"
        )
    }

    fn group(lines: &[String]) -> Pasted {
        pasted(&Catalogue::default(), &lines.join("\n"))
    }

    #[test]
    fn the_time_that_suits_most_comes_first() {
        let riders = group(&[
            rider(4, &["tue 14:00-17:00", "sat 08:00-12:00"]),
            rider(4, &["tue 14:30-17:30"]),
            rider(4, &["sun 09:00-12:00", "tue 13:00-16:30"]),
        ])
        .riders;
        let found = classes(&riders, 120, 3);
        let best = &found.best[0];
        assert_eq!(
            (best.time, &best.riders),
            (Span::parse("tue 14:30-16:30").unwrap(), &vec![0, 1, 2])
        );
        assert!(found.best.iter().skip(1).all(|class| !class.time.overlaps(best.time)));
        assert_eq!(found.together.len(), 1);
    }

    #[test]
    fn two_classes_reach_those_whom_one_cannot() {
        let riders = group(&[
            rider(4, &["mon 09:00-12:00"]),
            rider(4, &["mon 09:00-12:00"]),
            rider(4, &["fri 19:00-22:00"]),
            rider(1, &["fri 19:00-22:00"]),
        ])
        .riders;
        let found = classes(&riders, 180, 2);
        let together: Vec<_> =
            found.together.iter().map(|c| (c.time.to_string(), c.riders.clone())).collect();
        assert_eq!(
            together,
            [("mon 09:00-12:00".to_owned(), vec![0, 1]), ("fri 19:00-22:00".to_owned(), vec![2])]
        );
        assert_eq!(found.left, [3], "one free hour is no room for three");
    }

    #[test]
    fn riders_who_said_nothing_are_counted_apart() {
        let silent = "{\"start\":\"2026-11-23\",\"goal\":{\"role\":\"r\"}}".to_owned();
        let found = classes(&group(&[silent]).riders, 60, 3);
        assert_eq!((found.silent, found.best.len(), found.left.len()), (vec![0], 0, 0));
    }

    #[test]
    fn links_and_scenarios_are_read_line_by_line() {
        let scenario = load::scenario(&rider(3, &["tue 14:00-17:00"])).0.unwrap();
        let shared = code::Shared { name: String::new(), scenario, value: None };
        let link = code::encode(&shared, code::Include::default()).unwrap();
        let text = [
            format!("我的计划 https://example.org/q/#p={link}"),
            String::new(),
            "good morning".to_owned(),
            rider(3, &["tue 14:00-17:00"]),
            "{\"start\":".to_owned(),
        ];
        let found = group(&text);
        assert_eq!((found.riders.len(), found.unread), (2, vec![3, 5]));
        assert_eq!(found.riders[0].free, found.riders[1].free);
    }

    #[test]
    fn any_length_of_class_is_answered() {
        let riders = group(&[rider(168, &["mon 00:00-24:00"])]).riders;
        for minutes in [0, 1, 30, 600, 1440, u16::MAX] {
            assert!(!classes(&riders, minutes, 1).best.is_empty(), "{minutes}");
        }
    }
}
