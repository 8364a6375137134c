//! Owns finding entries by what somebody types: Chinese by characters or by the first letters of
//! their pinyin, English by the beginnings of words.
//! Refuses ranking by taste: the name before the rest, the beginning before the middle, then the
//! catalogue's order.

/// First letters of the 3,755 commonest characters and of every character of the built-in
/// catalogues: a letter, then its characters, a line each.
static INITIALS: &str = include_str!("initials.txt");

/// What can be found, prepared once.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    letters: Vec<(char, u8)>,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    names: String,
    initials: String,
    rest: String,
}

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
        let mut index = Self { entries: Vec::new(), letters };
        for ([zh, en], rest) in entries {
            let initials = index.initials(zh);
            let names = format!("{}\n{}", zh.to_lowercase(), en.to_lowercase());
            index.entries.push(Entry { names, initials, rest: rest.to_lowercase() });
        }
        index
    }

    /// The first letters of a name; characters without one are left out.
    fn initials(&self, text: &str) -> String {
        let letter = |c: char| {
            if c.is_ascii_alphanumeric() {
                return Some(c.to_ascii_lowercase());
            }
            let at = self.letters.binary_search_by(|(known, _)| known.cmp(&c)).ok()?;
            self.letters.get(at).map(|(_, letter)| char::from(*letter))
        };
        text.chars().filter_map(letter).collect()
    }

    /// The places of the entries that hold every word typed, best first; all of them when nothing
    /// is typed.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut found: Vec<(u8, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(place, entry)| {
                let ranks = words.iter().map(|word| rank(entry, word));
                let worst = ranks.collect::<Option<Vec<u8>>>()?.into_iter().max().unwrap_or(0);
                Some((worst, place))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, place)| place).collect()
    }
}

/// How well a word fits, 0 best.
fn rank(entry: &Entry, word: &str) -> Option<u8> {
    let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
    if entry.names.lines().any(|name| name.starts_with(word)) {
        Some(0)
    } else if latin && entry.initials.starts_with(word) {
        Some(1)
    } else if begins_word(&entry.names, word) || (!latin && entry.names.contains(word)) {
        Some(2)
    } else if latin && word.len() > 1 && entry.initials.contains(word) {
        Some(3)
    } else if begins_word(&entry.rest, word) || (!latin && entry.rest.contains(word)) {
        Some(4)
    } else {
        None
    }
}

/// Does a word of the text begin so?
fn begins_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        text.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|before| !before.is_ascii_alphanumeric())
    })
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
}
