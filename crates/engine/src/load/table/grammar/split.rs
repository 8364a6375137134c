//! Owns where words are divided: at marks outside brackets and quotation marks.

use std::ops::Range;

fn opens(letter: char) -> bool {
    matches!(letter, '(' | '（' | '《' | '“' | '「')
}

fn closes(letter: char) -> bool {
    matches!(letter, ')' | '）' | '》' | '”' | '」')
}

/// The stretches between marks; a single one where there is no mark outside brackets.
pub(crate) fn apart(text: &str, marks: &[&str]) -> Vec<Range<usize>> {
    let (mut words, mut from, mut depth, mut skip) = (Vec::new(), 0, 0_u32, 0);
    for (at, letter) in text.char_indices() {
        if opens(letter) {
            depth += 1;
        } else if closes(letter) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && at >= skip {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(mark) = marks.iter().find(|mark| rest.starts_with(**mark)) {
                words.push(from..at);
                from = at + mark.len();
                skip = from;
            }
        }
    }
    words.push(from..text.len());
    words
}

/// What stands in the brackets that are around the whole text.
pub(super) fn fenced(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    let mut depth = 0_i32;
    let is_one = inner.chars().all(|letter| {
        depth += i32::from(opens(letter)) - i32::from(closes(letter));
        depth >= 0
    });
    (is_one && depth == 0).then_some(inner)
}

/// What stands in the quotation marks that are around the whole text: `《食品安全、急救入门》`.
pub(super) fn quoted(text: &str) -> Option<&str> {
    let pairs = [('《', '》'), ('“', '”'), ('「', '」'), ('"', '"')];
    pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner.trim())
    })
}
