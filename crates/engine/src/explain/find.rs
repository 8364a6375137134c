//! Owns finding entries by what somebody types: Chinese by characters or by the first letters of
//! their pinyin, English by the beginnings of words.
//! Refuses ranking by taste: the name before the rest, the beginning before the middle, then the
//! catalogue's order.
//!
//! All entries stand in three long texts, a line each. Every place where a word may be found is filed
//! in a drawer: letters by the first two of their word, other characters by themselves. So a word
//! costs what stands in one drawer, not what stands in the texts. What it takes for ten thousand
//! entries on a slow phone is measured by `benches/search.mjs`.

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

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many entries.
    pub count: usize,
    /// The places of the first of them, best first.
    pub first: Vec<usize>,
}

/// Texts one under another.
#[derive(Clone, Debug, Default)]
struct Lines {
    text: String,
    /// Where each drawer begins in `places`, and where the last ends.
    drawers: Vec<u32>,
    places: Vec<Place>,
}

/// Where in the text something stands, and in which entry.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    at: u32,
    /// The entry, times two, and one more where it begins its line: a letter or two are answered
    /// without looking into the text.
    entry: u32,
}

impl Place {
    fn entry(self) -> usize {
        (self.entry >> 1) as usize
    }

    fn begins(self) -> bool {
        self.entry & 1 == 1
    }
}

/// Letters and digits, and what else follows one.
const FOLLOWERS: usize = 37;
/// Drawers for pairs of letters.
const PAIRS: usize = 36 * FOLLOWERS;
/// Drawers for other characters, which share them.
const SHARED: usize = 1024;

/// The number of a letter or digit.
fn letter(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        b'0'..=b'9' => Some(usize::from(byte - b'0') + 26),
        _ => None,
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The drawer of letters that begin so.
fn pair(first: usize, next: Option<&u8>) -> usize {
    let next = next.and_then(|byte| letter(*byte)).unwrap_or(FOLLOWERS - 1);
    first * FOLLOWERS + next
}

/// The drawer of a character that is no letter.
fn other(c: char) -> usize {
    PAIRS + c as usize % SHARED
}

impl Lines {
    /// Puts lines one under another and files them; each line with its entry. Of letters in a row
    /// either each is filed or the first.
    fn new(lines: &mut dyn Iterator<Item = (u32, String)>, each_letter: bool) -> Self {
        let mut text = String::new();
        let mut filed: Vec<(usize, Place)> = Vec::new();
        for (entry, line) in lines {
            let from = text.len();
            text.push_str(&line);
            text.push('\n');
            let mut inside = false;
            for (at, c) in line.char_indices() {
                let first = u8::try_from(c).ok().and_then(letter);
                let drawer = match first {
                    Some(_) if inside && !each_letter => None,
                    Some(first) => Some(pair(first, line.as_bytes().get(at + 1))),
                    None if c.is_whitespace() => None,
                    None => Some(other(c)),
                };
                inside = first.is_some();
                let entry = entry << 1 | u32::from(at == 0);
                let at = (from + at) as u32;
                filed.extend(drawer.map(|drawer| (drawer, Place { at, entry })));
            }
        }
        let mut drawers = vec![0_u32; PAIRS + SHARED + 1];
        // How many stand in each drawer; then where each ends; then, while filling from behind,
        // where it begins.
        for (drawer, _) in &filed {
            if let Some(count) = drawers.get_mut(*drawer) {
                *count += 1;
            }
        }
        let mut end = 0;
        for count in &mut drawers {
            end += *count;
            *count = end;
        }
        let mut places = vec![Place::default(); filed.len()];
        for (drawer, place) in filed.iter().rev() {
            if let Some(end) = drawers.get_mut(*drawer) {
                *end -= 1;
                if let Some(slot) = places.get_mut(*end as usize) {
                    *slot = *place;
                }
            }
        }
        Self { text, drawers, places }
    }

    /// What stands in some drawers one after another.
    fn drawers(&self, from: usize, count: usize) -> &[Place] {
        let edge = |drawer: usize| self.drawers.get(drawer).map_or(0, |at| *at as usize);
        self.places.get(edge(from)..edge(from + count)).unwrap_or_default()
    }

    /// Betters the rank of each entry that holds a word: one rank where it begins a line, another
    /// elsewhere. Letters are found where they are filed, anything else anywhere.
    fn look(&self, word: &str, [first, inside]: [u8; 2], ranks: &mut [u8]) {
        let bytes = word.as_bytes();
        // Looked for at the character of the word that stands in the fewest places.
        let others = word.char_indices().filter(|(_, c)| !is_letter(*c));
        let rarest = others
            .map(|(at, c)| (at, self.drawers(other(c), 1)))
            .min_by_key(|(_, places)| places.len());
        let (offset, places) = match (rarest, bytes) {
            (Some(rarest), _) => rarest,
            (None, [one]) => {
                let drawer = letter(*one).unwrap_or_default() * FOLLOWERS;
                (0, self.drawers(drawer, FOLLOWERS))
            }
            (None, [one, rest @ ..]) => {
                (0, self.drawers(pair(letter(*one).unwrap_or_default(), rest.first()), 1))
            }
            (None, []) => return,
        };
        // A pair of letters is its drawer.
        let sure = rarest.is_none() && bytes.len() < 3;
        let text = self.text.as_bytes();
        for place in places {
            let Some(rank) = ranks.get_mut(place.entry()) else { continue };
            let better = first.min(inside);
            let Some(at) = (place.at as usize).checked_sub(offset) else { continue };
            if *rank <= better || !sure && !text.get(at..).is_some_and(|t| t.starts_with(bytes)) {
                continue;
            }
            let begins = match offset {
                0 => place.begins(),
                _ => at.checked_sub(1).is_none_or(|before| text.get(before) == Some(&b'\n')),
            };
            *rank = (*rank).min(if begins { first } else { inside });
        }
    }
}

/// How well an entry fits: the name, the first letters of its pinyin, each at the beginning or
/// inside, then the rest.
const RANKS: usize = 5;
const NAME: [u8; 2] = [0, 2];
const PINYIN: [u8; 2] = [1, 3];
const REST: [u8; 2] = [4, 4];
/// No entry ranks as low as this.
const NOT_FOUND: u8 = u8::MAX;

/// The letter of each character from the first Chinese one on; 0 where it is unknown.
fn initials() -> Vec<u8> {
    let mut letters = Vec::new();
    for line in INITIALS.lines() {
        let mut characters = line.chars();
        let Some(letter) = characters.next().and_then(|c| u8::try_from(c).ok()) else { continue };
        for c in characters {
            let at = (c as usize).saturating_sub(FIRST_CHINESE);
            if letters.len() <= at {
                letters.resize(at + 1, 0);
            }
            letters[at] = letter;
        }
    }
    letters
}

const FIRST_CHINESE: usize = 0x4e00;

/// A text as it is looked for: small letters, in one line.
fn plain(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

impl Index {
    /// Prepares entries: the names of each in both languages, and other words it is known by.
    pub fn new<'a>(entries: impl IntoIterator<Item = ([&'a str; 2], &'a str)>) -> Self {
        let known = initials();
        // Characters without a letter are left out.
        let letter = |c: char| {
            if is_letter(c) {
                return Some(c.to_ascii_lowercase());
            }
            let at = (c as usize).checked_sub(FIRST_CHINESE)?;
            known.get(at).filter(|letter| **letter != 0).map(|letter| char::from(*letter))
        };
        let entries: Vec<([&str; 2], &str)> = entries.into_iter().collect();
        let numbered = || (0_u32..).zip(&entries);
        let names = |(at, (names, _)): (u32, &([&str; 2], &str))| names.map(|n| (at, plain(n)));
        Self {
            count: entries.len(),
            names: Lines::new(&mut numbered().flat_map(names), false),
            initials: Lines::new(
                &mut numbered()
                    .map(|(at, ([zh, _], _))| (at, zh.chars().filter_map(letter).collect())),
                true,
            ),
            rest: Lines::new(&mut numbered().map(|(at, (_, rest))| (at, plain(rest))), false),
        }
    }

    /// The first few of the entries that hold every word typed, best first, and how many there are;
    /// all hold nothing typed. Only those are looked at that are kept: all where that is not said.
    #[must_use]
    pub fn best(&self, typed: &str, few: usize, kept: &[bool]) -> Found {
        self.fits(typed, kept).best(few)
    }

    /// How well each entry fits what is typed: as well as the word that fits it worst.
    #[must_use]
    pub fn fits(&self, typed: &str, kept: &[bool]) -> Fits {
        let out = |kept: &bool| if *kept { 0 } else { NOT_FOUND };
        let mut worst: Option<Vec<u8>> = (!kept.is_empty()).then(|| kept.iter().map(out).collect());
        for word in plain(typed).split_whitespace() {
            // What is out already is not looked at again.
            let unseen = |worst: &u8| if *worst == NOT_FOUND { 0 } else { NOT_FOUND };
            let mut ranks = match &worst {
                None => vec![NOT_FOUND; self.count],
                Some(worst) => worst.iter().map(unseen).collect(),
            };
            self.names.look(word, NAME, &mut ranks);
            if word.chars().all(is_letter) {
                // One letter says too little in the middle.
                let [first, inside] = PINYIN;
                let inside = if word.len() > 1 { inside } else { NOT_FOUND };
                self.initials.look(word, [first, inside], &mut ranks);
            }
            self.rest.look(word, REST, &mut ranks);
            match &mut worst {
                None => worst = Some(ranks),
                Some(worst) => {
                    for (worst, rank) in worst.iter_mut().zip(ranks) {
                        *worst = (*worst).max(rank);
                    }
                }
            }
        }
        Fits(worst.unwrap_or_else(|| vec![0; self.count]))
    }
}

/// How well each entry fits, 0 best.
#[derive(Clone, Debug)]
pub struct Fits(Vec<u8>);

impl Fits {
    /// Does an entry fit?
    #[must_use]
    pub fn has(&self, entry: usize) -> bool {
        self.0.get(entry).is_some_and(|rank| *rank != NOT_FOUND)
    }

    /// Leaves an entry out.
    pub fn leave_out(&mut self, entry: usize) {
        if let Some(rank) = self.0.get_mut(entry) {
            *rank = NOT_FOUND;
        }
    }

    /// The first few that fit, best first, and how many fit.
    #[must_use]
    pub fn best(&self, few: usize) -> Found {
        let mut found = [const { Vec::new() }; RANKS];
        let mut count = 0;
        // Most fit or most do not: eight that do not are passed by in one step.
        for (part, ranks) in self.0.chunks(EIGHT).enumerate() {
            if ranks == [NOT_FOUND; EIGHT] {
                continue;
            }
            for (at, rank) in ranks.iter().enumerate() {
                let Some(found) = found.get_mut(usize::from(*rank)) else { continue };
                count += 1;
                if found.len() < few {
                    found.push(part * EIGHT + at);
                }
            }
        }
        let mut first = found.concat();
        first.truncate(few);
        Found { count, first }
    }
}

const EIGHT: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    impl Index {
        fn find(&self, typed: &str) -> Vec<usize> {
            self.best(typed, usize::MAX, &[]).first
        }
    }

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
        let file = include_str!("../../../../public/catalogue/directory.json");
        let known: std::collections::BTreeSet<char> = INITIALS.chars().collect();
        let unknown: std::collections::BTreeSet<char> = file
            .chars()
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c) && !known.contains(c))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
