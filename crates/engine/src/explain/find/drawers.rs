//! Owns the drawers in which every place is filed where a word may be found: letters by two of them,
//! other characters by themselves. A word costs what stands in one drawer, not what stands in the
//! texts.

/// What is to be filed, in the order of the texts: drawer and place.
pub(super) type Filed = Vec<(usize, Place)>;

/// Where in a text something stands, and in which entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    at: u32,
    /// The entry, times two, and one more where it begins its line: a letter or two are answered
    /// without looking into the text.
    entry: u32,
}

impl Place {
    pub fn new(at: usize, entry: u32, begins: bool) -> Self {
        Self { at: at as u32, entry: entry << 1 | u32::from(begins) }
    }

    pub fn at(self) -> usize {
        self.at as usize
    }

    pub fn entry(self) -> usize {
        (self.entry >> 1) as usize
    }

    pub fn begins(self) -> bool {
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
pub(super) fn letter(byte: u8) -> Option<usize> {
    match byte {
        b'a'..=b'z' => Some(usize::from(byte - b'a')),
        b'0'..=b'9' => Some(usize::from(byte - b'0') + 26),
        _ => None,
    }
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The drawer of letters that begin so.
pub(super) fn pair(first: usize, next: Option<&u8>) -> usize {
    let next = next.and_then(|byte| letter(*byte)).unwrap_or(FOLLOWERS - 1);
    first * FOLLOWERS + next
}

/// The drawer of a character that is no letter.
pub(super) fn other(c: char) -> usize {
    PAIRS + c as usize % SHARED
}

/// Places by drawer.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawers {
    /// Where each drawer begins in `places`, and where the last ends.
    edges: Vec<u32>,
    places: Vec<Place>,
}

impl Drawers {
    pub fn new(filed: &Filed) -> Self {
        let mut edges = vec![0_u32; PAIRS + SHARED + 1];
        // How many stand in each drawer; then where each ends; then, while filling from behind,
        // where it begins.
        for (drawer, _) in filed {
            if let Some(count) = edges.get_mut(*drawer) {
                *count += 1;
            }
        }
        let mut end = 0;
        for count in &mut edges {
            end += *count;
            *count = end;
        }
        let mut places = vec![Place::default(); filed.len()];
        for (drawer, place) in filed.iter().rev() {
            if let Some(end) = edges.get_mut(*drawer) {
                *end -= 1;
                if let Some(slot) = places.get_mut(*end as usize) {
                    *slot = *place;
                }
            }
        }
        Self { edges, places }
    }

    /// What stands in some drawers one after another.
    pub fn of(&self, from: usize, count: usize) -> &[Place] {
        let edge = |drawer: usize| self.edges.get(drawer).map_or(0, |at| *at as usize);
        self.places.get(edge(from)..edge(from + count)).unwrap_or_default()
    }

    /// What begins with a letter, whatever follows.
    pub fn of_letter(&self, first: usize) -> &[Place] {
        self.of(first * FOLLOWERS, FOLLOWERS)
    }
}
