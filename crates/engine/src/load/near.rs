//! Owns the guess at what a mistyped word was meant to be.

use std::cell::Cell;

/// Words compared in one file. A file in which every id is wrong wants no guess at each of them.
const MOST_COMPARED: usize = 400_000;

/// The guesses at the ids of one file, which end when enough words were compared.
pub(super) struct Guesses {
    left: Cell<usize>,
}

impl Guesses {
    pub fn new() -> Self {
        Self { left: Cell::new(MOST_COMPARED) }
    }

    /// Begins again.
    pub fn renew(&self) {
        self.left.set(MOST_COMPARED);
    }

    /// The candidate that differs least from `word`, if it differs little and was looked at.
    pub fn near<'a>(
        &self,
        word: &str,
        candidates: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = self.left.get();
        let mut compared = 0;
        let found = near(word, candidates.take(left).inspect(|_| compared += 1));
        self.left.set(left.saturating_sub(compared));
        found
    }
}

/// The candidate that differs least from `word`, if it differs little.
fn near<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    // In a short word every letter counts: `c9` is no slip for `c1`.
    if length < 3 { None } else { nearest(word, length, candidates) }
}

/// The field that a key was meant to be. Fields are few and none is a slip for another, so short
/// ones and capital letters are recognised too.
pub(super) fn near_field(
    key: &str,
    fields: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    nearest(&key.to_ascii_lowercase(), key.chars().count(), fields)
}

fn nearest<'a>(
    word: &str,
    length: usize,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if !(2..=40).contains(&length) {
        return None;
    }
    let most = if length < 5 { 1 } else { 2 };
    let edits = |c: &'a str| if c == word { 0 } else { distance(word, c) };
    candidates
        .filter(|c| c.len().abs_diff(word.len()) <= 2 * most)
        .map(|c| (edits(c), c))
        .filter(|(edits, _)| *edits <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: letters put in, taken out or changed, or two neighbours swapped
/// (Damerau 1964, each letter edited once at most).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let (mut above, mut last) = (row.clone(), None);
    for (line, a) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (column, b) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let left = next.last().copied().unwrap_or(0);
            let changed = at(&row, column) + usize::from(a != *b);
            let mut least = changed.min(left + 1).min(at(&row, column + 1) + 1);
            let before = column.checked_sub(1);
            if let Some(before) = before
                && last == Some(*b)
                && other.get(before) == Some(&a)
            {
                least = least.min(at(&above, before) + 1);
            }
            next.push(least);
        }
        last = Some(a);
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let fields = ["offers", "needs", "fee", "fits"];
        assert_eq!(near("ofers", fields.into_iter()), Some("offers"));
        assert_eq!(near("need", fields.into_iter()), Some("needs"));
        assert_eq!(near("colour", fields.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("efe", "fee"), 1);
        for slip in ["fe", "efe", "ffee", "Fee", "FEE"] {
            assert_eq!(near_field(slip, fields.into_iter()), Some("fee"), "{slip}");
        }
        assert_eq!(near_field("free_of_charge", fields.into_iter()), None);
    }

    #[test]
    fn guessing_ends() {
        let ids: Vec<String> = (0..1_000).map(|at| format!("course-{at}")).collect();
        let guesses = Guesses::new();
        let guess = || guesses.near("coarse-7", ids.iter().map(String::as_str));
        assert_eq!(guess(), Some("course-7"));
        let made = (0..10_000).filter(|_| guess().is_some()).count();
        assert!(made < MOST_COMPARED / ids.len(), "{made}");
        assert_eq!(guess(), None);
    }
}
