//! The class finder on groups of riders whose fewest classes are known.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::studio::{Classes, Size, Wish, classes, pasted};
use qitu_engine::text::studio::table_of_classes;
use qitu_model::{Catalogue, Lang};

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
        assert_eq!(counts, (classes, classes, left, silent), "{file}");
    }
}

#[test]
fn each_rider_stands_in_one_number() {
    for size in [ANY, Size { least: 1, most: 20 }, Size { least: 8, most: 25 }] {
        let (found, lines) = found("five-hundred", size);
        let seated = found.together.iter().flat_map(|class| &class.riders);
        let others = [&found.silent, &found.left, &found.few].into_iter().flatten();
        let mut all: Vec<usize> = seated.chain(others).copied().collect();
        all.sort_unstable();
        assert_eq!(all, (0..500).collect::<Vec<_>>(), "{size:?}");
        let fits = |class: &qitu_engine::studio::Class| {
            (size.least..=size.most).contains(&class.riders.len())
        };
        assert!(found.together.iter().all(fits), "{size:?}");
        assert!(found.lower <= found.together.len(), "{size:?}");
        let table = table_of_classes(Lang::Zh, &found, &lines);
        assert_eq!(table.lines().count(), 501);
        let fields = 2 + found.best.len();
        assert!(table.lines().all(|line| line.split(',').count() == fields));
    }
}
