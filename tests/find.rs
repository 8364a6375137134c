//! Finding entries by what is typed, held to a plain look at every entry.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::explain::find::{Found, Index};
use random::Dice;

static INITIALS: &str = include_str!("../crates/engine/src/explain/initials.txt");

/// Few enough that words meet, and some of everything that a name is made of.
const SIGNS: &[char] =
    &['w', 'r', 'E', 'e', 'x', '1', '9', '无', '人', '机', '让', ' ', '-', '（', 'é', '\n'];

type Entry = ([String; 2], String);

fn text(dice: &mut Dice, longest: u32) -> String {
    (0..dice.between(0, longest)).map(|_| *dice.pick(SIGNS)).collect()
}

/// What is looked for of an entry's names, in small letters.
fn small(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

fn initials(name: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() {
            return Some(c.to_ascii_lowercase());
        }
        INITIALS.lines().find(|line| line.chars().skip(1).any(|own| own == c))?.chars().next()
    };
    name.chars().filter_map(letter).collect()
}

/// Where a word stands in a line: at places where a row of letters begins, or anywhere.
fn stands(line: &str, word: &str, beginnings: bool) -> Vec<usize> {
    let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let places = (0..line.len()).filter(|at| line.is_char_boundary(*at));
    places.filter(|at| line[*at..].starts_with(word) && (!beginnings || begins(*at))).collect()
}

fn rank_of(word: &str, (names, rest): &Entry) -> Option<u8> {
    let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut ranks = Vec::new();
    for name in names {
        ranks.extend(
            stands(&small(name), word, latin).iter().map(|at| if *at == 0 { 0 } else { 2 }),
        );
    }
    if latin {
        let places = stands(&initials(&names[0]), word, false).into_iter();
        let told = places.filter(|at| *at == 0 || word.len() > 1);
        ranks.extend(told.map(|at| if at == 0 { 1 } else { 3 }));
    }
    ranks.extend(stands(&small(rest), word, latin).iter().map(|_| 4));
    ranks.into_iter().min()
}

/// Every entry looked at, one after another.
fn plainly(entries: &[Entry], typed: &str, keeps: impl Fn(usize) -> bool) -> Vec<usize> {
    let typed = small(typed);
    let mut found: Vec<(u8, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(at, _)| keeps(*at)) {
        let ranks: Option<Vec<u8>> = typed.split_whitespace().map(|w| rank_of(w, entry)).collect();
        if let Some(ranks) = ranks {
            found.push((ranks.into_iter().max().unwrap_or(0), at));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

fn index(entries: &[Entry]) -> Index {
    Index::new(entries.iter().map(|([zh, en], rest)| ([zh.as_str(), en.as_str()], rest.as_str())))
}

fn all(index: &Index, typed: &str) -> Vec<usize> {
    index.best(typed, usize::MAX, &[]).first
}

#[test]
fn finds_what_a_look_at_every_entry_finds_in_the_same_order() {
    let mut some = 0;
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let entries: Vec<Entry> = (0..dice.between(0, 12))
            .map(|_| ([text(&mut dice, 8), text(&mut dice, 12)], text(&mut dice, 4)))
            .collect();
        let index = index(&entries);
        for _ in 0..60 {
            let typed = text(&mut dice, 4);
            let plain = plainly(&entries, &typed, |_| true);
            some += usize::from(!plain.is_empty() && plain.len() < entries.len());
            assert_eq!(all(&index, &typed), plain, "{typed:?} in {entries:?}");
        }
    }
    assert!(some > 3_000, "only {some} of the words told entries apart");
}

#[test]
fn the_first_few_of_those_kept_are_those_of_all_with_their_count() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let entries: Vec<Entry> = (0..30)
            .map(|_| ([text(&mut dice, 8), text(&mut dice, 8)], text(&mut dice, 3)))
            .collect();
        let index = index(&entries);
        let typed = text(&mut dice, 3);
        let few = dice.between(0, 9) as usize;
        let keeps = |at: usize| at % 3 != seed as usize % 3;
        let mut first = plainly(&entries, &typed, keeps);
        let count = first.len();
        first.truncate(few);
        let kept: Vec<bool> = (0..30).map(keeps).collect();
        assert_eq!(index.best(&typed, few, &kept), Found { count, first }, "{typed:?}");
    }
}

#[test]
fn what_is_left_out_is_neither_found_nor_counted() {
    let words = ["one", "other one", "one more"];
    let index = Index::new(words.map(|word| ([word, ""], "")));
    let mut fits = index.fits("one", &[]);
    assert_eq!(fits.best(9), Found { count: 3, first: vec![0, 2, 1] });
    fits.leave_out(2);
    assert!(!fits.has(2) && fits.has(1) && !fits.has(3));
    assert_eq!(fits.best(9), Found { count: 2, first: vec![0, 1] });
}

#[test]
fn the_longer_a_word_grows_the_fewer_fit() {
    // But for one letter, which is looked for at beginnings only.
    for seed in 0..100 {
        let mut dice = Dice::new(seed);
        let entries: Vec<Entry> =
            (0..30).map(|_| ([text(&mut dice, 8), text(&mut dice, 8)], String::new())).collect();
        let index = index(&entries);
        let word: String = (0..5).map(|_| *dice.pick(&['w', 'r', 'e', 'x', '1'])).collect();
        for until in 3..=5 {
            let wider = all(&index, &word[..until - 1]);
            let within = all(&index, &word[..until]);
            assert!(within.iter().all(|at| wider.contains(at)), "{word} {until}");
        }
    }
}
