//! Owns the guess at what a mistyped word was meant to be.

/// The candidate that differs least from `word`, if it differs little.
pub(super) fn near<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    // In a short word every letter counts: `c9` is no slip for `c1`.
    if !(3..=40).contains(&length) {
        return None;
    }
    let most = if length < 5 { 1 } else { 2 };
    candidates
        .filter(|c| c.len().abs_diff(word.len()) <= 2 * most && *c != word)
        .map(|c| (distance(word, c), c))
        .filter(|(edits, _)| *edits <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: letters put in, taken out or changed (Levenshtein 1966).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, a) in one.chars().enumerate() {
        let (mut diagonal, mut left) = (above, above + 1);
        for (b, cell) in other.chars().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(a != b);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
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
    }
}
