//! Owns how a word is written into a link's bits: a place in a list that only grows, or letters.
//! Refuses to look at a catalogue: a code must read the same after the catalogue has changed.
//!
//! A word of the list is a one and its place in ten bits. Any other word is a zero and its
//! letters in five bits each (`a`–`z`, `-`, `_`, `.`, a digit as an escape and four bits, an end
//! mark), or, when it holds anything else, the end mark at once, its length in bytes and its
//! UTF-8. Old ids are resolved by the catalogue's `was` after reading.

use crate::link::bits::{Reader, Writer};

/// The words of the list, in the order they were added. Only ever append: a place, once
/// published, keeps its word, whatever becomes of the id in a catalogue. Words that are appended
/// come with a new version of the code, so that an edition that does not know them says so.
const WORDS: &str = include_str!("words.txt");

/// So many of them belong to version 1.
pub(super) const IN_FIRST: usize = 212;

const PLACE_BITS: u32 = 10;
const END: u64 = 0;
const DIGIT: u64 = 30;

/// Writes a word.
pub(super) fn put(word: &str, to: &mut Writer) {
    if let Some(place) = WORDS.lines().position(|known| known == word) {
        to.furthest = to.furthest.max(place);
        to.bit(true);
        to.bits(place as u64, PLACE_BITS);
        return;
    }
    to.bit(false);
    if word.is_empty() || !word.bytes().all(|byte| letter(byte).is_some()) {
        to.bits(END, 5);
        to.number(word.len() as u64);
        word.bytes().for_each(|byte| to.bits(u64::from(byte), 8));
        return;
    }
    for (value, digit) in word.bytes().filter_map(letter) {
        to.bits(value, 5);
        if value == DIGIT {
            to.bits(digit, 4);
        }
    }
    to.bits(END, 5);
}

/// Reads a word.
pub(super) fn take(from: &mut Reader) -> Option<String> {
    if from.bit()? {
        let place = usize::try_from(from.bits(PLACE_BITS)?).ok()?;
        return WORDS.lines().nth(place).map(str::to_owned);
    }
    let mut word = String::new();
    loop {
        word.push(match from.bits(5)? {
            END if word.is_empty() => return take_bytes(from),
            END => return Some(word),
            value @ 1..=26 => char::from(b'a' + u8::try_from(value - 1).ok()?),
            27 => '-',
            28 => '_',
            29 => '.',
            DIGIT => char::from_digit(u32::try_from(from.bits(4)?).ok()?, 10)?,
            _ => return None,
        });
    }
}

fn take_bytes(from: &mut Reader) -> Option<String> {
    let length = usize::try_from(from.number()?).ok()?;
    if length > from.left() / 8 {
        return None;
    }
    let bytes =
        (0..length).map(|_| u8::try_from(from.bits(8)?).ok()).collect::<Option<Vec<_>>>()?;
    String::from_utf8(bytes).ok()
}

/// The five bits of a letter, and the four that follow for a digit.
fn letter(byte: u8) -> Option<(u64, u64)> {
    match byte {
        b'a'..=b'z' => Some((u64::from(byte - b'a') + 1, 0)),
        b'-' => Some((27, 0)),
        b'_' => Some((28, 0)),
        b'.' => Some((29, 0)),
        b'0'..=b'9' => Some((DIGIT, u64::from(byte - b'0'))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACE_BITS, WORDS};
    use crate::link::bits::checksum;

    #[test]
    fn published_words_keep_their_places() {
        let first: Vec<&str> = WORDS.lines().take(212).collect();
        assert_eq!(checksum(first.join("\n").as_bytes()), 0xEAFC_7849, "append, never change");
        assert!(WORDS.lines().count() <= 1 << PLACE_BITS);
    }

    #[test]
    fn no_word_has_two_places() {
        let mut words: Vec<&str> = WORDS.lines().collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
