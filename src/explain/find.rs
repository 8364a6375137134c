//! Owns finding entries by what somebody types: Chinese by characters or by the first letters of
//! their pinyin, English by the beginnings of words.
//! Refuses ranking by taste: the name before the rest, the beginning before the middle, then the
//! catalogue's order.
//!
//! All entries stand in three long texts, a line each, so that one pass over a text answers a word,
//! and words in letters are filed by their first. What it takes for ten thousand entries on a slow
//! phone is measured by `benches/search.mjs`.

/// First letters of the 3,755 commonest characters and of every character of the built-in
/// catalogues: a letter, then its characters, a line each.
static INITIALS: &str = include_str!("initials.txt");

/// What can be found, prepared once.
#[derive(Clone, Debug, Default)]
pub struct Index {
    count: usize,
    /// Two lines an entry: its name in each language.
    names: Lines,
    /// A line an entry: the first letters of its Chinese name.
    initials: Lines,
    /// A line an entry: other words it is known by.
    rest: Lines,
}

/// Texts one under another.
#[derive(Clone, Debug, Default)]
struct Lines {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
    /// By letter or digit: the words that begin with it, each with its line.
    words: Vec<Vec<(usize, usize)>>,
}

fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric()
}

impl Lines {
    fn push(&mut self, line: impl Iterator<Item = char>) {
        let from = self.text.len();
        self.starts.push(from);
        self.text.extend(line.map(|c| if c == '\n' { ' ' } else { c }));
        self.words.resize_with(128, Vec::new);
        let mut inside = false;
        for (at, byte) in (from..).zip(self.text.get(from..).unwrap_or_default().bytes()) {
            let begins = is_letter(&byte) && !inside;
            if begins && let Some(words) = self.words.get_mut(usize::from(byte)) {
                words.push((at, self.starts.len() - 1));
            }
            inside = is_letter(&byte);
        }
        self.text.push('\n');
    }

    /// Tells each word that begins with some letters: its line, and whether it begins the line.
    fn each_beginning(&self, letters: &str, mut told: impl FnMut(usize, bool)) {
        let Some(first) = letters.bytes().next() else { return };
        let bytes = self.text.as_bytes();
        for &(at, line) in self.words.get(usize::from(first)).into_iter().flatten() {
            if bytes.get(at..).is_some_and(|rest| rest.starts_with(letters.as_bytes())) {
                told(line, self.starts.get(line) == Some(&at));
            }
        }
    }

    /// Tells each place of a word: its line, and whether it begins the line.
    fn each(&self, word: &str, mut told: impl FnMut(usize, bool)) {
        let Some(first) = word.chars().next() else { return };
        let bytes = self.text.as_bytes();
        let mut line = 0;
        // A single character is what the standard library looks for fastest.
        for (at, _) in self.text.match_indices(first) {
            if !bytes.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
                continue;
            }
            while self.starts.get(line + 1).is_some_and(|start| *start <= at) {
                line += 1;
            }
            told(line, self.starts.get(line) == Some(&at));
        }
    }
}

/// The rank of what fits least.
const WORST: u8 = 4;
/// No entry ranks as low as this.
const NOT_FOUND: u8 = u8::MAX;

impl Index {
    /// Prepares entries: the names of each in both languages, and other words it is known by.
    pub fn new<'a>(entries: impl IntoIterator<Item = ([&'a str; 2], &'a str)>) -> Self {
        let mut letters: Vec<(char, u8)> = INITIALS
            .lines()
            .filter_map(|line| {
                let letter = line.bytes().next()?;
                Some(line.chars().skip(1).map(move |c| (c, letter)))
            })
            .flatten()
            .collect();
        letters.sort_unstable();
        // Characters without a letter are left out.
        let letter = |c: char| {
            if c.is_ascii_alphanumeric() {
                return Some(c.to_ascii_lowercase());
            }
            let at = letters.binary_search_by(|(known, _)| known.cmp(&c)).ok()?;
            letters.get(at).map(|(_, letter)| char::from(*letter))
        };
        let mut index = Self::default();
        for ([zh, en], rest) in entries {
            index.count += 1;
            index.names.push(zh.chars().flat_map(char::to_lowercase));
            index.names.push(en.chars().flat_map(char::to_lowercase));
            index.initials.push(zh.chars().filter_map(letter));
            index.rest.push(rest.chars().flat_map(char::to_lowercase));
        }
        index
    }

    /// The places of the entries that hold every word typed, best first; all of them when nothing
    /// is typed.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let typed = typed.to_lowercase();
        // An entry is as good as the word that fits it worst.
        let mut worst = vec![0; self.count];
        for word in typed.split_whitespace() {
            for (worst, rank) in worst.iter_mut().zip(self.ranks(word)) {
                *worst = rank.max(*worst);
            }
        }
        let mut found = [const { Vec::new() }; WORST as usize + 1];
        for (place, rank) in worst.into_iter().enumerate() {
            if let Some(found) = found.get_mut(usize::from(rank)) {
                found.push(place);
            }
        }
        found.concat()
    }

    /// How well a word fits each entry, 0 best.
    fn ranks(&self, word: &str) -> Vec<u8> {
        let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
        let mut ranks = vec![NOT_FOUND; self.count];
        let mut better = |entry: usize, rank: u8| {
            if let Some(old) = ranks.get_mut(entry) {
                *old = rank.min(*old);
            }
        };
        let rank = |first: bool| if first { 0 } else { 2 };
        if latin {
            self.names.each_beginning(word, |line, first| better(line / 2, rank(first)));
            // One letter says too little in the middle.
            self.initials.each(word, |line, first| {
                if first || word.len() > 1 {
                    better(line, rank(first) + 1);
                }
            });
            self.rest.each_beginning(word, |line, _| better(line, WORST));
        } else {
            self.names.each(word, |line, first| better(line / 2, rank(first)));
            self.rest.each(word, |line, _| better(line, WORST));
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        Index::new([
            (["异常订单处理", "Handling order exceptions"], "craft"),
            (["无人机驾驶执照", "Drone licence"], "uav"),
            (["电动车充电安全", "Safe charging of e-bikes"], "battery"),
        ])
    }

    #[test]
    fn characters_find_names() {
        assert_eq!(index().find("无人机"), [1]);
        assert_eq!(index().find("安全"), [2]);
    }

    #[test]
    fn first_letters_of_pinyin_find_names() {
        assert_eq!(index().find("ycdd"), [0]);
        assert_eq!(index().find("wrj"), [1]);
        assert_eq!(index().find("cd"), [0, 2], "订单 is not 充电, but 常订 is");
    }

    #[test]
    fn beginnings_of_english_words_find_names() {
        assert_eq!(index().find("exc"), [0]);
        assert_eq!(index().find("charg bike"), [2]);
        assert_eq!(index().find("batt"), [2]);
        assert!(index().find("rone").is_empty(), "the middle of a word is not its beginning");
    }

    #[test]
    fn nothing_typed_finds_everything_in_order() {
        assert_eq!(index().find("  "), [0, 1, 2]);
    }

    #[test]
    fn what_fits_better_comes_first() {
        let index = Index::new([
            (["学修无人机", "Repair a drone"], ""),
            (["无人机入门", "First flight"], ""),
            (["航拍", "Pictures from the air"], "无人机"),
            (["我让机", "None"], ""),
        ]);
        assert_eq!(index.find("无人机"), [1, 0, 2]);
        assert_eq!(
            index.find("wrj"),
            [1, 3, 0],
            "letters of a name that begins so, then of others"
        );
        assert_eq!(index.find("dr"), [0]);
        assert_eq!(index.find("r"), [0], "one letter is looked for at beginnings only");
    }

    #[test]
    fn every_character_of_the_directory_has_its_letter() {
        let file = include_str!("../../public/catalogue/directory.json");
        let known: crate::order::Set<char> = INITIALS.chars().collect();
        let unknown: crate::order::Set<char> = file
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c) && !known.contains(c))
            .collect();
        assert_eq!(unknown, crate::order::Set::new());
    }
}
