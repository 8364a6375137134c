//! Owns finding entries by what somebody types: Chinese by characters or by their pinyin, English by
//! the beginnings of words, and long words with one slip where nothing holds them as they stand.
//! Refuses ranking by taste: the name before the rest, the beginning before the middle, then the
//! catalogue's order.
//!
//! All entries stand in long texts, a line each, and every place where a word may be found is filed.
//! What it takes for ten thousand entries on a slow phone is measured by `benches/search.mjs`.

mod drawers;
mod fold;
mod slip;
mod sound;

use drawers::{Drawers, Filed, Place, is_letter, letter, other, pair};
use fold::fold;
use slip::agree_but_for_one;
use sound::Sounds;

/// What can be found, prepared once.
#[derive(Clone, Debug, Default)]
pub struct Index {
    count: usize,
    /// Two lines an entry: its name in each language.
    names: Lines,
    /// A line an entry: how its Chinese name is said.
    sounds: Sounds,
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
    drawers: Drawers,
}

impl Lines {
    /// Puts lines one under another and files them; each line with its entry. Of letters in a row
    /// the first is filed.
    fn new(lines: &mut dyn Iterator<Item = (u32, String)>) -> Self {
        let mut text = String::new();
        let mut filed: Filed = Vec::new();
        for (entry, line) in lines {
            let from = text.len();
            text.push_str(&line);
            text.push('\n');
            let mut inside = false;
            for (at, c) in line.char_indices() {
                let first = u8::try_from(c).ok().and_then(letter);
                let drawer = match first {
                    Some(_) if inside => None,
                    Some(first) => Some(pair(first, line.as_bytes().get(at + 1))),
                    None if c.is_whitespace() => None,
                    None => Some(other(c)),
                };
                inside = first.is_some();
                let place = Place::new(from + at, entry, at == 0);
                filed.extend(drawer.map(|drawer| (drawer, place)));
            }
        }
        Self { text, drawers: Drawers::new(&filed) }
    }

    /// Betters the rank of each entry that holds a word: one rank where it begins a line, another
    /// elsewhere. Letters are found where they are filed, anything else anywhere.
    fn look(&self, word: &str, [first, inside]: [u8; 2], ranks: &mut [u8]) {
        let bytes = word.as_bytes();
        // Looked for at the character of the word that stands in the fewest places.
        let others = word.char_indices().filter(|(_, c)| !is_letter(*c));
        let rarest = others
            .map(|(at, c)| (at, self.drawers.of(other(c), 1)))
            .min_by_key(|(_, places)| places.len());
        let (offset, places) = match (rarest, bytes) {
            (Some(rarest), _) => rarest,
            (None, [one]) => (0, self.drawers.of_letter(letter(*one).unwrap_or_default())),
            (None, [one, rest @ ..]) => {
                (0, self.drawers.of(pair(letter(*one).unwrap_or_default(), rest.first()), 1))
            }
            (None, []) => return,
        };
        // A pair of letters is its drawer.
        let sure = rarest.is_none() && bytes.len() < 3;
        let text = self.text.as_bytes();
        for place in places {
            let Some(rank) = ranks.get_mut(place.entry()) else { continue };
            let better = first.min(inside);
            let Some(at) = place.at().checked_sub(offset) else { continue };
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

    /// The same for a word with one slip: letters after the first of them, other characters anywhere.
    fn look_near(&self, word: &[char], ranks: &mut [u8]) {
        let others = word.iter().enumerate().filter(|(_, c)| !is_letter(**c));
        // One of two characters is as it should be.
        let mut anchors: Vec<(usize, &[Place])> =
            others.take(2).map(|(at, c)| (at, self.drawers.of(other(*c), 1))).collect();
        if anchors.is_empty() {
            let first = word.first().and_then(|c| u8::try_from(*c).ok()).and_then(letter);
            anchors.extend(first.map(|first| (0, self.drawers.of_letter(first))));
        }
        let mut own = Vec::new();
        for (offset, places) in anchors {
            for place in places {
                let Some(rank) = ranks.get_mut(place.entry()) else { continue };
                if *rank != NOT_FOUND {
                    continue;
                }
                let (before, after) = self.text.split_at_checked(place.at()).unwrap_or_default();
                // What stands before it in its line, and what follows; a letter before it may be
                // too many or too few.
                let line = before.rsplit('\n').next().unwrap_or_default();
                let room = line.chars().count();
                let near = (offset.saturating_sub(1)..=offset + 1).any(|back| {
                    // Letters are found where their word begins.
                    if back > room || back > 0 && offset == 0 {
                        return false;
                    }
                    own.clear();
                    own.extend(line.chars().skip(room - back));
                    let rest = (word.len() + 1).saturating_sub(back);
                    own.extend(after.chars().take_while(|c| *c != '\n').take(rest));
                    agree_but_for_one(&own, word, false)
                });
                if near {
                    *rank = NEAR;
                }
            }
        }
    }
}

/// How well an entry fits: the name, its pinyin, each at the beginning or inside, then the rest, then
/// any of them with a slip.
const RANKS: usize = 6;
const NAME: [u8; 2] = [0, 2];
const PINYIN: [u8; 2] = [1, 3];
const REST: [u8; 2] = [4, 4];
const NEAR: u8 = 5;
/// No entry ranks as low as this.
const NOT_FOUND: u8 = u8::MAX;

/// So many letters, or so many characters that are no letters, are a long word: a slip in it is
/// excused.
const LONG_LETTERS: usize = 6;
const LONG_OTHERS: usize = 4;

/// What input methods and people put between syllables.
const SEPARATORS: [char; 6] = ['\'', '\u{2018}', '\u{2019}', '`', '\u{b7}', '-'];

/// One word typed.
struct Word<'t> {
    text: &'t str,
    /// The letters it is made of, where it is made of nothing else.
    letters: Option<String>,
}

impl<'t> Word<'t> {
    fn new(text: &'t str) -> Self {
        let letters = text.chars().filter(|c| !SEPARATORS.contains(c));
        // An input method shows the v of its syllables as ü.
        let letters: String = letters.map(|c| if c == 'ü' { 'v' } else { c }).collect();
        let latin = !letters.is_empty() && letters.chars().all(is_letter);
        Self { text, letters: latin.then_some(letters) }
    }
}

impl Index {
    /// Prepares entries: the names of each in both languages, and other words it is known by.
    pub fn new<'a>(entries: impl IntoIterator<Item = ([&'a str; 2], &'a str)>) -> Self {
        let entries: Vec<([&str; 2], &str)> = entries.into_iter().collect();
        let numbered = || (0_u32..).zip(&entries);
        let names = |(at, (names, _)): (u32, &([&str; 2], &str))| names.map(|n| (at, fold(n)));
        Self {
            count: entries.len(),
            names: Lines::new(&mut numbered().flat_map(names)),
            sounds: Sounds::new(entries.iter().map(|([zh, _], _)| fold(zh))),
            rest: Lines::new(&mut numbered().map(|(at, (_, rest))| (at, fold(rest)))),
        }
    }

    /// The first few of the entries that hold every word typed, best first, and how many there are;
    /// all hold nothing typed. Only those are looked at that are kept: all where that is not said.
    #[must_use]
    pub fn best(&self, typed: &str, few: usize, kept: &[bool]) -> Found {
        self.fits(typed, kept).best(few)
    }

    /// How well each entry fits what is typed: as well as the word that fits it worst. Words of
    /// letters that follow each other may be the syllables of one.
    #[must_use]
    pub fn fits(&self, typed: &str, kept: &[bool]) -> Fits {
        let out = |kept: &bool| if *kept { 0 } else { NOT_FOUND };
        let mut worst: Vec<u8> = vec![0; self.count];
        if !kept.is_empty() {
            worst = kept.iter().map(out).collect();
        }
        let typed = fold(typed);
        let words: Vec<Word> = typed.split_whitespace().map(Word::new).collect();
        for run in words.chunk_by(|one, next| one.letters.is_some() && next.letters.is_some()) {
            let mut ranks = self.run(run, &worst, false);
            if ranks.iter().all(|rank| *rank == NOT_FOUND) {
                ranks = self.run(run, &worst, true);
            }
            worst = ranks;
        }
        Fits(worst)
    }

    /// How well each entry that is not out yet fits words that follow each other.
    fn run(&self, words: &[Word], before: &[u8], near: bool) -> Vec<u8> {
        let mut worst = before.to_vec();
        for word in words {
            let ranks = self.word(word, &worst, near);
            for (worst, rank) in worst.iter_mut().zip(ranks) {
                *worst = (*worst).max(rank);
            }
        }
        if words.len() > 1 {
            let letters: String = words.iter().filter_map(|word| word.letters.as_deref()).collect();
            let mut ranks = unseen(before);
            self.sounds.look(&letters, &mut ranks);
            if near && letters.len() >= LONG_LETTERS {
                self.sounds.look_near(&letters, &mut ranks);
            }
            for ((worst, rank), before) in worst.iter_mut().zip(ranks).zip(before) {
                *worst = (*worst).min(rank.max(*before));
            }
        }
        worst
    }

    /// How well each entry that is not out yet holds a word; with a slip where none holds it.
    fn word(&self, word: &Word, before: &[u8], near: bool) -> Vec<u8> {
        // What is out already is not looked at again.
        let mut ranks = unseen(before);
        self.names.look(word.text, NAME, &mut ranks);
        if let Some(letters) = &word.letters {
            self.sounds.look(letters, &mut ranks);
        }
        self.rest.look(word.text, REST, &mut ranks);
        let is_out = |(rank, before): (&u8, &u8)| *rank == NOT_FOUND || *before == NOT_FOUND;
        if near && ranks.iter().zip(before).all(is_out) {
            self.word_near(word, &mut ranks);
        }
        ranks
    }

    fn word_near(&self, word: &Word, ranks: &mut [u8]) {
        let characters: Vec<char> = word.text.chars().collect();
        let others = characters.iter().filter(|c| !is_letter(**c)).count();
        let long = match &word.letters {
            Some(letters) => letters.len() >= LONG_LETTERS,
            None => others >= LONG_OTHERS,
        };
        if long {
            self.names.look_near(&characters, ranks);
            self.rest.look_near(&characters, ranks);
        }
        match &word.letters {
            Some(letters) if long => self.sounds.look_near(letters, ranks),
            Some(_) => {}
            None => self.sounds.look_alike(&characters, ranks),
        }
    }
}

/// Ranks to better of the entries that are not out.
fn unseen(before: &[u8]) -> Vec<u8> {
    before.iter().map(|rank| if *rank == NOT_FOUND { 0 } else { NOT_FOUND }).collect()
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
    fn a_word_in_any_form_is_the_same_word() {
        for typed in
            ["无人机", "無人機", "wrj", "wurenji", "w'r'j", "w r j", "wu ren ji", "Ｗ’ｒ’ｊ"]
        {
            assert_eq!(index().find(typed), [1], "{typed}");
        }
        let traditional = Index::new([(["無人機執照", "ＵＡＶ licence"], "")]);
        assert_eq!(traditional.find("无人机"), [0]);
        assert_eq!(traditional.find("uav"), [0]);
    }

    #[test]
    fn one_slip_in_a_long_word_is_excused() {
        for typed in ["wuernji", "wurenhi", "wurneji", "wureenji", "licennce drone", "wu rne ji"] {
            assert_eq!(index().find(typed), [1], "{typed}");
        }
        for typed in ["无人几", "无人驾驶执照", "无入机驾驶", "元人机驾驶", "无人机机驾驶"]
        {
            assert_eq!(index().find(typed), [1], "{typed}");
        }
        for typed in ["wrh", "droen", "wuernhi", "无火几", "電車充安"] {
            assert!(index().find(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn a_slip_is_excused_only_where_nothing_holds_the_word() {
        let index = Index::new([(["a", "Charging"], ""), (["b", "Changing rooms"], "")]);
        assert_eq!(index.find("charging"), [0]);
        assert_eq!(index.find("chaging"), [0, 1]);
        assert_eq!(index.find("charging rooms"), Vec::<usize>::new(), "each word as it stands");
    }
}
