//! The class finder on groups of riders whose fewest classes are known.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::studio::{Classes, Size, Wish, classes, pasted};
use qitu_engine::text::studio::table_of_classes;
use qitu_model::{Catalogue, Lang, Span, Weekday};

fn found(file: &str, size: Size) -> (Classes, Vec<usize>) {
    let text = std::fs::read_to_string(format!("tests/riders/{file}.jsonl")).unwrap();
    let read = pasted(&Catalogue::default(), &text);
    assert!(read.unread.is_empty());
    (classes(&read.riders, Wish { minutes: 120, size, most: 8 }), read.lines)
}

const ANY: Size = Size { least: 1, most: usize::MAX };

#[test]
fn the_fewest_classes_of_two_hours_are_proven() {
    for (file, classes, left, silent) in
        [("greedy", 2, 0, 0), ("fifty", 5, 1, 5), ("five-hundred", 11, 6, 75)]
    {
        let (found, _) = found(file, ANY);
        let counts = (found.together.len(), found.lower, found.left.len(), found.silent.len());
        assert_eq!(counts, (classes, Some(classes), left, silent), "{file}");
    }
}

const SIZES: [Size; 5] = [
    ANY,
    Size { least: 1, most: 20 },
    Size { least: 8, most: 25 },
    Size { least: 50, most: 60 },
    Size { least: 80, most: 100 },
];

#[test]
fn who_is_told_that_too_few_can_come_has_no_time_at_which_enough_can() {
    let text = std::fs::read_to_string("tests/riders/five-hundred.jsonl").unwrap();
    let riders = pasted(&Catalogue::default(), &text).riders;
    let mut told = 0;
    for size in SIZES {
        let (found, _) = found("five-hundred", size);
        for day in Weekday::ALL {
            for from in (6 * 60..=21 * 60).step_by(30) {
                let time = Span { day, from, to: from + 120 };
                let can_come = |rider: &usize| {
                    let free = riders[*rider].free.as_ref();
                    free.is_some_and(|free| time.lies_inside(free))
                        && riders[*rider].week.values().map(|hours| hours.0).sum::<u32>() >= 2
                };
                let come: Vec<usize> = (0..riders.len()).filter(can_come).collect();
                // Riders told so are no company for one another.
                let others = come.iter().filter(|rider| !found.few.contains(rider)).count();
                let few = come.len() - others;
                assert!(few == 0 || others < size.least, "{size:?} {time}");
                told += few;
            }
        }
    }
    assert!(told > 0, "nobody was told so");
}

#[test]
fn large_classes_are_filled_before_anybody_is_left_over() {
    // Leaving out one after another until the rest fits seats 95.
    let (found, _) = found("five-hundred", Size { least: 80, most: 100 });
    let seated: usize = found.together.iter().map(|class| class.riders.len()).sum();
    assert!(seated >= 300, "{seated} in {} classes", found.together.len());
    assert!(found.lower.is_none() && !found.over.is_empty());
}

#[test]
fn each_rider_stands_in_one_number() {
    for size in SIZES {
        let (found, lines) = found("five-hundred", size);
        let seated = found.together.iter().flat_map(|class| &class.riders);
        let others = [&found.silent, &found.left, &found.few, &found.over].into_iter().flatten();
        let mut all: Vec<usize> = seated.chain(others).copied().collect();
        all.sort_unstable();
        assert_eq!(all, (0..500).collect::<Vec<_>>(), "{size:?}");
        let fits = |class: &qitu_engine::studio::Class| {
            (size.least..=size.most).contains(&class.riders.len())
        };
        assert!(found.together.iter().all(fits), "{size:?}");
        assert!(found.lower.is_none_or(|lower| lower <= found.together.len()), "{size:?}");
        assert_eq!(found.lower.is_none(), !found.over.is_empty(), "{size:?}");
        let table = table_of_classes(Lang::Zh, &found, &lines);
        assert_eq!(table.lines().count(), 501);
        let fields = 2 + found.best.len();
        assert!(table.lines().all(|line| line.split(',').count() == fields));
    }
}
