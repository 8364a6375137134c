//! Owns finding a class time: which hours of the week most riders can come.
//! Refuses guesses: a rider who did not say when they are free counts for no time.

use super::cover::{self, Size};
use crate::link::code;
use crate::load::{self, Problem};
use qitu_model::{Catalogue, Scenario, Span, Weekday};

/// Classes begin on the half hour, from six in the morning …
const STEP: u16 = 30;
const FIRST: u16 = 6 * 60;
/// … and end by eleven at night.
const LAST: u16 = 23 * 60;

/// A weekly class time and riders who come to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The time.
    pub time: Span,
    /// The riders, by their place in the list.
    pub riders: Vec<usize>,
}

/// What is asked of class times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Minutes a week, in one go.
    pub minutes: u16,
    /// Riders with whom a class is held, and with whom it is full.
    pub size: Size,
    /// So many single times are listed.
    pub most: usize,
}

/// Class times for a group of riders. Each rider is in one class of `together`, or in one of
/// `silent`, `left`, `few` and `over`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// The times at which most can come, best first, with all who can; no two overlap.
    pub best: Vec<Class>,
    /// The classes found, each with the riders who have their seat in it, in the order of the week.
    pub together: Vec<Class>,
    /// Where they seat everybody who can come to a class that is held: no fewer do. None where some
    /// are in `over`.
    pub lower: Option<usize>,
    /// Riders who did not say when they are free.
    pub silent: Vec<usize>,
    /// Riders who are free at no time long enough.
    pub left: Vec<usize>,
    /// Riders at whose times too few others can come for a class to be held.
    pub few: Vec<usize>,
    /// Riders without a seat in these classes; others may seat them.
    pub over: Vec<usize>,
}

/// Finds class times for these riders.
///
/// A rider can come where the whole class lies inside their free times and their week has the
/// hours. Times that suit equally many come in the order of the week.
#[must_use]
pub fn classes(riders: &[Scenario], wish: Wish) -> Classes {
    let all = times(wish.minutes, riders);
    let silent = (0..riders.len()).filter(|at| riders[*at].free.is_none());
    let mut found =
        Classes { best: best(&all, wish.most), silent: silent.collect(), ..Classes::default() };
    let mut comes = vec![false; riders.len()];
    all.iter().flat_map(|class| &class.riders).for_each(|rider| comes[*rider] = true);
    let left = (0..riders.len()).filter(|at| !comes[*at] && riders[*at].free.is_some());
    found.left = left.collect();
    seat(&all, &comes, wish.size, &mut found);
    found
}

fn best(all: &[Class], most: usize) -> Vec<Class> {
    let mut sorted: Vec<&Class> = all.iter().filter(|class| !class.riders.is_empty()).collect();
    // A stable sort: equal numbers stay in the order of the week.
    sorted.sort_by_key(|class| std::cmp::Reverse(class.riders.len()));
    let mut best: Vec<Class> = Vec::new();
    for class in sorted {
        if best.len() < most && !best.iter().any(|chosen| chosen.time.overlaps(class.time)) {
            best.push(class.clone());
        }
    }
    best
}

/// Seats those who can come: all of them in the fewest classes, else as many as are found.
fn seat(all: &[Class], comes: &[bool], size: Size, found: &mut Classes) {
    let mut wanted = comes.to_vec();
    let held = held(all, &mut wanted, size.least);
    let riders: Vec<usize> = (0..wanted.len()).filter(|rider| wanted[*rider]).collect();
    let places = |class: &Class| -> Vec<usize> {
        class.riders.iter().filter_map(|rider| riders.binary_search(rider).ok()).collect()
    };
    let lists: Vec<Vec<usize>> = held.iter().map(|class| places(class)).collect();
    let fewest = cover::fewest(&lists, riders.len(), size);
    found.lower = fewest.as_ref().map(|cover| cover.lower);
    let classes = fewest.map_or_else(|| cover::many(&lists, riders.len(), size), |c| c.classes);
    let mut has_seat = vec![false; comes.len()];
    for (time, seated) in classes {
        let seated: Vec<usize> = seated.into_iter().map(|place| riders[place]).collect();
        seated.iter().for_each(|rider| has_seat[*rider] = true);
        found.together.push(Class { time: held[time].time, riders: seated });
    }
    found.few = (0..comes.len()).filter(|rider| comes[*rider] && !wanted[*rider]).collect();
    found.over = riders.into_iter().filter(|rider| !has_seat[*rider]).collect();
}

/// The classes to which enough of the wanted can come. Whoever can come to none of them is wanted
/// no longer.
fn held<'a>(all: &'a [Class], wanted: &mut [bool], least: usize) -> Vec<&'a Class> {
    loop {
        let enough = |class: &&Class| {
            class.riders.iter().filter(|rider| wanted[**rider]).count() >= least.max(1)
        };
        let held: Vec<&Class> = all.iter().filter(enough).collect();
        let mut comes = vec![false; wanted.len()];
        held.iter().flat_map(|class| &class.riders).for_each(|rider| comes[*rider] = true);
        let gone = (0..wanted.len()).filter(|rider| wanted[*rider] && !comes[*rider]);
        let gone: Vec<usize> = gone.collect();
        if gone.is_empty() {
            return held;
        }
        gone.into_iter().for_each(|rider| wanted[rider] = false);
    }
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
    /// The line of each rider, from 1.
    pub lines: Vec<usize>,
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
                pasted.lines.push(at + 1);
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

    fn wish(minutes: u16, most: usize) -> Wish {
        Wish { minutes, size: Size { least: 1, most: usize::MAX }, most }
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
        let found = classes(&riders, wish(120, 3));
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
        let found = classes(&riders, wish(180, 2));
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
        let found = classes(&group(&[silent]).riders, wish(60, 3));
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
        assert_eq!((&found.lines, &found.unread), (&vec![1, 4], &vec![3, 5]));
        assert_eq!(found.riders[0].free, found.riders[1].free);
    }

    #[test]
    fn any_length_of_class_is_answered() {
        let riders = group(&[rider(168, &["mon 00:00-24:00"])]).riders;
        for minutes in [0, 1, 30, 600, 1440, u16::MAX] {
            assert!(!classes(&riders, wish(minutes, 1)).best.is_empty(), "{minutes}");
        }
    }
}
