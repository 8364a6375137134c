//! Owns finding Chinese names as they are spoken: by the first letters of their pinyin, by whole
//! syllables or by both mixed, with every reading of a character.
//! Refuses tones, and readings that only old texts have.
//!
//! `readings.txt` is made from Unihan (Unicode 15, kMandarin and kTGHZ2013): a syllable as it is
//! typed, then the characters read so, a line each. It holds the 3,755 commonest characters and
//! every character of the built-in catalogues. What is spelled with ü stands under `v` and under `u`,
//! for people type both.

use super::drawers::{Drawers, Filed, Place, is_letter, letter, pair};
use super::fold::FIRST_CHINESE;
use super::slip::agree_but_for_one;
use super::{NEAR, NOT_FOUND, PINYIN};
use std::sync::LazyLock;

static READINGS: &str = include_str!("readings.txt");

/// Longer words are in no name.
const LONGEST: usize = 64;
/// So many characters in a row are found by others that sound alike.
const ALIKE: usize = 3;

/// Syllables by character.
struct Readings {
    /// Where the syllables of each character begin, from the first Chinese one on.
    from: Vec<u16>,
    syllables: Vec<&'static str>,
}

static KNOWN: LazyLock<Readings> = LazyLock::new(|| {
    let mut said: Vec<(usize, &'static str)> = Vec::new();
    for (syllable, characters) in READINGS.lines().filter_map(|line| line.split_once(' ')) {
        let places = characters.chars().filter_map(|c| (c as usize).checked_sub(FIRST_CHINESE));
        said.extend(places.map(|at| (at, syllable)));
    }
    said.sort_by_key(|(at, _)| *at);
    let mut from = Vec::new();
    for (count, (at, _)) in (0_u16..).zip(&said) {
        if from.len() <= *at {
            from.resize(*at + 1, count);
        }
    }
    from.push(u16::try_from(said.len()).unwrap_or(u16::MAX));
    Readings { from, syllables: said.into_iter().map(|(_, syllable)| syllable).collect() }
});

/// How a Chinese character is read; none where that is not known.
fn readings(c: char) -> &'static [&'static str] {
    let Some(at) = (c as usize).checked_sub(FIRST_CHINESE) else { return &[] };
    let edge = |at: usize| KNOWN.from.get(at).map(|at| usize::from(*at));
    let (Some(from), Some(to)) = (edge(at), edge(at + 1)) else { return &[] };
    KNOWN.syllables.get(from..to).unwrap_or_default()
}

/// What is said of a character: its syllables, or a letter or digit itself.
fn said(c: char, own: &mut [u8; 4]) -> impl Iterator<Item = &[u8]> {
    let known: &[&str] = if is_letter(c) { &[] } else { readings(c) };
    let itself = is_letter(c).then(|| &*c.encode_utf8(own));
    known.iter().copied().chain(itself).map(str::as_bytes)
}

/// Names as they are spoken, one under another.
#[derive(Clone, Debug, Default)]
pub(super) struct Sounds {
    /// The characters of which it is known how they are said; a line end after each name.
    text: Vec<char>,
    drawers: Drawers,
}

impl Sounds {
    /// Files each name by its line, already folded.
    pub fn new(names: impl Iterator<Item = String>) -> Self {
        let mut text = Vec::new();
        let mut filed: Filed = Vec::new();
        for (entry, name) in (0_u32..).zip(names) {
            let from = text.len();
            text.extend(name.chars().filter(|c| is_letter(*c) || !readings(*c).is_empty()));
            text.push('\n');
            for at in from..text.len() - 1 {
                let place = Place::new(at, entry, at == from);
                let mut drawers = Vec::new();
                each_pair(&text[at], &text[at + 1], &mut |drawer| drawers.push(drawer));
                // One letter is looked for where a name begins.
                let mut own = [0; 4];
                for first in said(text[at], &mut own).filter_map(|word| word.first()) {
                    let alone = letter(*first).map(|first| pair(first, None));
                    drawers.extend(alone.filter(|_| at == from));
                }
                drawers.sort_unstable();
                drawers.dedup();
                filed.extend(drawers.into_iter().map(|drawer| (drawer, place)));
            }
        }
        Self { text, drawers: Drawers::new(&filed) }
    }

    fn from(&self, place: Place) -> &[char] {
        self.text.get(place.at()..).unwrap_or_default()
    }

    /// Betters the rank of each entry whose name is said so: letters and digits, nothing else.
    pub fn look(&self, word: &str, ranks: &mut [u8]) {
        let typed = word.as_bytes();
        let (Some(first), second) = (typed.first().copied().and_then(letter), typed.get(1)) else {
            return;
        };
        // A letter or two are their drawer.
        let sure = typed.len() < 3;
        if typed.len() > LONGEST {
            return;
        }
        for place in self.drawers.of(pair(first, second), 1) {
            let Some(rank) = ranks.get_mut(place.entry()) else { continue };
            let new = PINYIN[usize::from(!place.begins())];
            if *rank > new && (sure || is_said(self.from(*place), typed)) {
                *rank = new;
            }
        }
    }

    /// The same for whole syllables with one slip after the first letter.
    pub fn look_near(&self, word: &str, ranks: &mut [u8]) {
        let typed = word.as_bytes();
        let Some(first) = typed.first().copied().and_then(letter) else { return };
        if typed.len() > LONGEST {
            return;
        }
        let mut syllables = Vec::new();
        for place in self.drawers.of_letter(first) {
            let Some(rank) = ranks.get_mut(place.entry()) else { continue };
            if *rank == NOT_FOUND && is_nearly_said(self.from(*place), typed, &mut syllables) {
                *rank = NEAR;
            }
        }
    }

    /// The same for characters of which each sounds as the one in its place.
    pub fn look_alike(&self, word: &[char], ranks: &mut [u8]) {
        let [first, second, ..] = word else { return };
        if word.len() < ALIKE || word.iter().any(|c| readings(*c).is_empty()) {
            return;
        }
        let alike = |own: &char, typed: &char| {
            own == typed || readings(*own).iter().any(|said| readings(*typed).contains(said))
        };
        each_pair(first, second, &mut |drawer| {
            for place in self.drawers.of(drawer, 1) {
                let Some(rank) = ranks.get_mut(place.entry()) else { continue };
                let own = self.from(*place);
                if *rank == NOT_FOUND
                    && own.len() >= word.len()
                    && own.iter().zip(word).all(|(own, typed)| alike(own, typed))
                {
                    *rank = NEAR;
                }
            }
        });
    }
}

/// Each drawer in which a character is filed that another follows: by two letters of its syllable,
/// and by its first and the first of the next.
fn each_pair(c: &char, next: &char, file: &mut dyn FnMut(usize)) {
    let mut own = [0; 4];
    for word in said(*c, &mut own) {
        let Some(first) = word.first().copied().and_then(letter) else { continue };
        if let Some(second) = word.get(1) {
            file(pair(first, Some(second)));
        }
        let mut own = [0; 4];
        for next in said(*next, &mut own).filter_map(|word| word.first()) {
            file(pair(first, Some(next)));
        }
    }
}

/// Is what is typed the beginning of how the characters are said: of each its first letter, zh, ch
/// or sh, or the whole syllable?
fn is_said(text: &[char], typed: &[u8]) -> bool {
    let Some((c, rest)) = text.split_first() else { return false };
    let mut own = [0; 4];
    said(*c, &mut own).any(|word| {
        let two = matches!(word, [b'z' | b'c' | b's', b'h', ..]);
        let lengths = [Some(word.len()), (word.len() > 1).then_some(1), two.then_some(2)];
        lengths.into_iter().flatten().any(|length| {
            let heard = word.get(..length).unwrap_or_default();
            match typed.strip_prefix(heard) {
                Some([]) => true,
                Some(more) => is_said(rest, more),
                None => heard.starts_with(typed),
            }
        })
    })
}

/// The same for whole syllables with at most one slip. `syllables` holds those before the text.
fn is_nearly_said(text: &[char], typed: &[u8], syllables: &mut Vec<u8>) -> bool {
    let Some((c, rest)) = text.split_first() else { return false };
    let mut own = [0; 4];
    let mut words = said(*c, &mut own).peekable();
    if words.peek().is_none() {
        // The name ends.
        return agree_but_for_one(syllables, typed, false);
    }
    words.any(|word| {
        let before = syllables.len();
        if before == 0 && word.first() != typed.first() {
            return false;
        }
        syllables.extend_from_slice(word);
        let whole = syllables.len() > typed.len();
        let near = agree_but_for_one(syllables, typed, !whole);
        let near = near && (whole || is_nearly_said(rest, typed, syllables));
        syllables.truncate(before);
        near
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(name: &str, typed: &str) -> bool {
        let text: Vec<char> = name.chars().chain(['\n']).collect();
        is_said(&text, typed.as_bytes())
    }

    #[test]
    fn letters_and_syllables_may_be_mixed() {
        for typed in ["w", "wrj", "wurenji", "wur", "wure", "wrenji", "wurj", "wujr"] {
            assert_eq!(says("无人机", typed), typed != "wujr", "{typed}");
        }
        for typed in ["zz", "zhzh", "zhanzhang", "zhanz", "zzhang"] {
            assert!(says("站长", typed), "{typed}");
        }
        assert!(!says("站长", "zhanzhangx"), "nothing follows");
        assert!(says("CAAC执照".to_lowercase().as_str(), "caaczz"));
    }

    #[test]
    fn every_reading_counts() {
        for (name, typed) in
            [("调解", "tj"), ("长三角", "csj"), ("重庆", "cq"), ("厦门", "xm"), ("会计", "kuaiji")]
        {
            assert!(says(name, typed), "{name} {typed}");
        }
        assert!(says("旅行", "lvxing") && says("旅行", "lx"));
        for typed in ["luxing", "celue", "falu", "nusheng"] {
            let name = ["旅行", "策略", "法律", "女生"].into_iter().find(|name| says(name, typed));
            assert!(name.is_some(), "{typed}");
        }
        assert!(says("策略", "celve") && says("女生", "nvsheng"));
    }

    #[test]
    fn every_character_of_the_directory_has_a_reading() {
        let file = include_str!("../../../../../public/catalogue/directory.json");
        let unknown: std::collections::BTreeSet<char> = file
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c) && readings(*c).is_empty())
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
