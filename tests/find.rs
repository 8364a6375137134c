//! Finding entries by what is typed, held to a plain look at every entry.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod random;

use qitu_engine::explain::find::{Found, Index};
use random::Dice;

static READINGS: &str = include_str!("../crates/engine/src/explain/find/readings.txt");

/// Few enough that words meet, and some of everything that a name is made of.
const SIGNS: &[char] = &[
    'w', 'r', 'E', 'e', 'x', '1', '9', '无', '人', '机', '让', '行', '長', '长', 'Ｗ', ' ', '-',
    '（', 'é', '\n', '\'',
];

type Entry = ([String; 2], String);

fn text(dice: &mut Dice, longest: u32) -> String {
    (0..dice.between(0, longest)).map(|_| *dice.pick(SIGNS)).collect()
}

/// What is looked for of an entry's names: in small letters, half width and simplified.
fn small(text: &str) -> String {
    let plain = |c: char| match c {
        '\n' => ' ',
        '（' => '(',
        'Ｗ' => 'W',
        '長' => '长',
        c => c,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// Everything that may be said of each character of a name: a letter or digit itself, the first
/// letter of a syllable, its zh, ch or sh, or all of it.
fn said(name: &str) -> Vec<Vec<String>> {
    let of = |c: char| -> Vec<String> {
        if c.is_ascii_alphanumeric() {
            return vec![c.to_ascii_lowercase().to_string()];
        }
        let lines = READINGS.lines().filter_map(|line| line.split_once(' '));
        let own = lines.filter(|(_, characters)| characters.contains(c));
        own.flat_map(|(word, _)| {
            let two = ["zh", "ch", "sh"].into_iter().filter(|two| word.starts_with(two));
            [word, &word[..1]].into_iter().chain(two).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
    };
    name.chars().map(of).filter(|said| !said.is_empty()).collect()
}

/// Is a word the beginning of what may be said from a character on?
fn speaks(said: &[Vec<String>], word: &str) -> bool {
    let mut spoken = vec![String::new()];
    for options in said.iter().take(word.len()) {
        let mut longer = Vec::new();
        for begun in &spoken {
            longer.extend(options.iter().map(|one| format!("{begun}{one}")));
        }
        spoken = longer;
    }
    spoken.iter().any(|one| one.starts_with(word))
}

/// Where a word stands in a line: at places where a row of letters begins, or anywhere.
fn stands(line: &str, word: &str, beginnings: bool) -> Vec<usize> {
    let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let places = (0..line.len()).filter(|at| line.is_char_boundary(*at));
    places.filter(|at| line[*at..].starts_with(word) && (!beginnings || begins(*at))).collect()
}

fn letters(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| !"'-".contains(*c)).collect();
    let latin = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_alphanumeric());
    latin.then_some(letters)
}

fn rank_of_sound(letters: &str, ([zh, _], _): &Entry) -> Option<u8> {
    let said = said(&small(zh));
    let places = (0..said.len()).filter(|at| *at == 0 || letters.len() > 1);
    let fit = places.filter(|at| speaks(&said[*at..], letters));
    fit.map(|at| if at == 0 { 1 } else { 3 }).min()
}

fn rank_of(word: &str, entry: &Entry) -> Option<u8> {
    let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
    let (names, rest) = entry;
    let mut ranks = Vec::new();
    for name in names {
        ranks.extend(
            stands(&small(name), word, latin).iter().map(|at| if *at == 0 { 0 } else { 2 }),
        );
    }
    ranks.extend(letters(word).and_then(|letters| rank_of_sound(&letters, entry)));
    ranks.extend(stands(&small(rest), word, latin).iter().map(|_| 4));
    ranks.into_iter().min()
}

/// Is a word, but for one slip, the beginning of a text? By the distance of Damerau and Levenshtein.
fn near(text: &[char], word: &[char]) -> bool {
    let (rows, columns) = (word.len() + 1, text.len().min(word.len() + 1) + 1);
    let mut far = vec![vec![0; columns]; rows];
    for row in 0..rows {
        for column in 0..columns {
            far[row][column] = if row == 0 || column == 0 {
                row + column
            } else {
                let same = word[row - 1] == text[column - 1];
                let mut least = far[row - 1][column - 1] + usize::from(!same);
                least = least.min(far[row - 1][column] + 1).min(far[row][column - 1] + 1);
                let swapped = row > 1
                    && column > 1
                    && word[row - 1] == text[column - 2]
                    && word[row - 2] == text[column - 1];
                if swapped { least.min(far[row - 2][column - 2] + 1) } else { least }
            };
        }
    }
    far[rows - 1].iter().any(|far| *far <= 1)
}

/// Letters with a slip: of six or more, the first as it should be.
fn nearly_stands(line: &str, word: &str) -> bool {
    let (line, word): (Vec<char>, Vec<char>) = (line.chars().collect(), word.chars().collect());
    let latin = |c: char| c.is_ascii_alphanumeric();
    let begins = |at: usize| at == 0 || !latin(line[at - 1]);
    (0..line.len()).any(|at| {
        let fit = !word.iter().all(|c| latin(*c)) || line[at] == word[0] && begins(at);
        fit && near(&line[at..], &word)
    })
}

fn nearly_sounds(letters: &str, ([zh, _], _): &Entry) -> bool {
    let said = said(&small(zh));
    let word: Vec<char> = letters.chars().collect();
    (0..said.len()).any(|at| {
        let mut spoken = vec![String::new()];
        for options in said[at..].iter().take(word.len() + 1) {
            let mut longer = Vec::new();
            for begun in spoken.iter().filter(|begun| begun.len() <= word.len() + 1) {
                let whole = options.iter().filter(|one| !short(one, options));
                longer.extend(whole.map(|one| format!("{begun}{one}")));
            }
            longer.extend(spoken.into_iter().filter(|begun| begun.len() > word.len() + 1));
            spoken = longer;
        }
        spoken.iter().any(|one| {
            let one: Vec<char> = one.chars().collect();
            one.first() == word.first() && near(&one, &word)
        })
    })
}

/// Is this but the beginning of a syllable?
fn short(one: &str, options: &[String]) -> bool {
    options.len() > 1 && !one.contains(['a', 'e', 'i', 'o', 'u', 'v'])
}

/// Of each character a reading of the one that stands in its place.
fn sounds_alike(word: &str, ([zh, _], _): &Entry) -> bool {
    let read = |text: &str| -> Vec<Vec<String>> {
        let whole = |all: Vec<String>| {
            all.iter().filter(|one| !short(one, &all)).cloned().collect::<Vec<_>>()
        };
        said(text).into_iter().map(whole).collect()
    };
    let (own, typed) = (read(&small(zh)), read(word));
    let chinese = word.chars().all(|c| READINGS.contains(c) && !c.is_ascii());
    let alike = |(own, typed): (&Vec<String>, &Vec<String>)| own.iter().any(|o| typed.contains(o));
    chinese && typed.len() >= 3 && own.windows(typed.len()).any(|w| w.iter().zip(&typed).all(alike))
}

/// A word with a slip.
fn near_rank_of(word: &str, entry: &Entry) -> Option<u8> {
    let (names, rest) = entry;
    let others = word.chars().filter(|c| !c.is_ascii_alphanumeric()).count();
    let letters = letters(word);
    let long = letters.as_ref().map_or(others >= 4, |letters| letters.len() >= 6);
    let stands = long && names.iter().chain([rest]).any(|line| nearly_stands(&small(line), word));
    let sounds = match &letters {
        Some(letters) => long && nearly_sounds(letters, entry),
        None => sounds_alike(word, entry),
    };
    (stands || sounds).then_some(5)
}

/// The ranks of words that follow each other: all of them, or, where they are letters, the syllables
/// of one; with a slip in those that no entry holds which is in until then.
fn ranks_of_run(words: &[&str], entries: &[Entry], is_in: &[bool], slips: bool) -> Vec<Option<u8>> {
    let mut each: Vec<Option<u8>> = is_in.iter().map(|is_in| is_in.then_some(0)).collect();
    for word in words {
        let hold = |rank: fn(&str, &Entry) -> Option<u8>| -> Vec<Option<u8>> {
            let ranks = each.iter().zip(entries);
            ranks.map(|(before, entry)| Some((*before)?.max(rank(word, entry)?))).collect()
        };
        let exact = hold(rank_of);
        let none = exact.iter().all(Option::is_none);
        each = if slips && none { hold(near_rank_of) } else { exact };
    }
    let joined: String = words.iter().filter_map(|word| letters(word)).collect();
    if words.len() > 1 {
        for ((rank, entry), _) in
            each.iter_mut().zip(entries).zip(is_in).filter(|(_, is_in)| **is_in)
        {
            let near = slips && joined.len() >= 6 && nearly_sounds(&joined, entry);
            let as_one = rank_of_sound(&joined, entry).or(near.then_some(5));
            *rank = (*rank).into_iter().chain(as_one).min();
        }
    }
    each
}

/// Every entry looked at, one after another.
fn plainly(entries: &[Entry], typed: &str, keeps: impl Fn(usize) -> bool) -> Vec<usize> {
    let typed = small(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let latin = |word: &str| letters(word).is_some();
    let mut ranks: Vec<Option<u8>> = (0..entries.len()).map(|at| keeps(at).then_some(0)).collect();
    for run in words.chunk_by(|one, next| latin(one) && latin(next)) {
        let is_in: Vec<bool> = ranks.iter().map(Option::is_some).collect();
        let mut found = ranks_of_run(run, entries, &is_in, false);
        if found.iter().all(Option::is_none) {
            found = ranks_of_run(run, entries, &is_in, true);
        }
        let both = ranks.iter().zip(found);
        ranks = both.map(|(before, found)| Some((*before)?.max(found?))).collect();
    }
    let found = ranks.iter().enumerate().filter_map(|(at, rank)| Some(((*rank)?, at)));
    let mut found: Vec<(u8, usize)> = found.collect();
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
fn finds_long_words_with_a_slip_as_a_look_at_every_entry_does() {
    let (mut exact, mut near) = (0, 0);
    for seed in 0..100 {
        let mut dice = Dice::new(seed);
        let entries: Vec<Entry> = (0..dice.between(1, 8))
            .map(|_| ([text(&mut dice, 14), text(&mut dice, 14)], text(&mut dice, 9)))
            .collect();
        let index = index(&entries);
        for _ in 0..40 {
            // A word as it stands somewhere or as it is said, then a slip.
            let ([zh, en], rest) = dice.pick(&entries);
            let whole = |all: &Vec<String>| all.first().cloned().unwrap_or_default();
            let spoken: String = said(&small(zh)).iter().map(whole).collect();
            let from = [zh, en, rest, &spoken][dice.between(0, 3) as usize];
            let mut word: Vec<char> = from.chars().collect();
            let from = dice.between(0, word.len() as u32) as usize;
            word.rotate_left(from);
            word.truncate(dice.between(3, 9) as usize);
            let at = dice.between(0, word.len() as u32) as usize;
            match dice.between(0, 4) {
                0 => word.insert(at, *dice.pick(SIGNS)),
                1 if at < word.len() => word[at] = *dice.pick(SIGNS),
                2 if at < word.len() => drop(word.remove(at)),
                3 if at + 1 < word.len() => word.swap(at, at + 1),
                _ => {}
            }
            let typed = String::from_iter(word);
            let plain = plainly(&entries, &typed, |_| true);
            let slips = !plain.is_empty()
                && plain.iter().all(|at| {
                    typed.split_whitespace().any(|w| rank_of(&small(w), &entries[*at]).is_none())
                });
            near += usize::from(slips);
            exact += usize::from(!slips && !plain.is_empty());
            assert_eq!(all(&index, &typed), plain, "{typed:?} in {entries:?}");
        }
    }
    assert!(exact > 500 && near > 100, "{exact} found as they stand, {near} with a slip");
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
