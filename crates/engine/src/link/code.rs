//! Owns the link code: a scenario ↔ the letters after `#p=`.
//! Refuses the address around it and the words shown to a rider; both come in from outside.
//!
//! A code is base64url of `version · length · payload · checksum`. The version is one byte, the
//! length a count of payload bytes (seven bits a byte, lowest first), the checksum a CRC-32 of all
//! that stands before it, highest byte first. Because the length is known, whatever a chat app
//! glues on behind is never read. The payload is a stream of bits described in [`super::field`];
//! defaults take one bit, ids a place in a list that only grows ([`super::word`]) or their letters.
//!
//! Version 2 adds what is begun, and words; a plan that needs neither is written as version 1, which
//! every edition reads. Version 3 adds the longest stretches of a painted week, where there are any.
//!
//! Deflate was weighed and left out: on this stream it saves nothing, because ids are already
//! numbers and numbers already short.

use crate::link::bits::{Reader, Writer, checksum, to_bytes, to_letters, value};
use crate::link::codec::Coded;
use crate::link::dictionary;
use qitu_model::{Need, Scenario, Value};

/// The newest version this program reads and writes.
const NEWEST: u8 = 3;

/// No code is longer, in letters; a scenario that would need more goes by file.
pub const LONGEST: usize = 12_000;

/// What travels in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// What the rider called it; empty = nothing.
    pub name: String,
    /// The question.
    pub scenario: Scenario,
    /// What the answer took when it was shared, so that a changed catalogue shows.
    pub value: Option<Value>,
}

/// Which sensitive answers go along. None of them does unless the rider says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    /// Age in years.
    pub age: bool,
    /// Schooling completed.
    pub education: bool,
    /// Yes/no answers.
    pub facts: bool,
    /// On which days certificates were obtained.
    pub dates: bool,
    /// Take-home pay in an hour.
    pub take: bool,
    /// The rider's own words: reasons for waivers, names of blocked weeks.
    pub words: bool,
}

impl Include {
    /// All of them.
    pub const ALL: Self =
        Self { age: true, education: true, facts: true, dates: true, take: true, words: true };

    /// The same, with everything that `which` names put in or left out.
    #[must_use]
    pub fn with(self, which: Self, on: bool) -> Self {
        let pick = |now: bool, named: bool| if named { on } else { now };
        Self {
            age: pick(self.age, which.age),
            education: pick(self.education, which.education),
            facts: pick(self.facts, which.facts),
            dates: pick(self.dates, which.dates),
            take: pick(self.take, which.take),
            words: pick(self.words, which.words),
        }
    }
}

/// Why a code cannot be read. Nothing is changed by one that cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unreadable {
    /// There is no code.
    Empty,
    /// It was written by a later edition of this program.
    Newer {
        /// Its version.
        version: u8,
    },
    /// Its end is missing.
    CutShort {
        /// Letters there are.
        have: usize,
        /// Letters there should be.
        need: usize,
    },
    /// A letter was changed on the way.
    Altered,
    /// Its checksum is right and its content makes no sense.
    Nonsense,
    /// It is longer than any code this program writes.
    TooLong,
}

/// A scenario that no link can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// What is left of it when the sensitive answers stay behind.
#[must_use]
pub fn without_sensitive(shared: &Shared, include: Include) -> Shared {
    let mut shared = shared.clone();
    let scenario = &mut shared.scenario;
    let rider = &mut scenario.rider;
    if !include.age {
        rider.age = None;
    }
    if !include.education {
        rider.education = None;
    }
    if !include.facts {
        rider.facts.clear();
    }
    if !include.dates {
        rider.certificates.iter_mut().for_each(|held| held.on = None);
    }
    if !include.take {
        scenario.hourly_take = None;
    }
    if !include.words {
        scenario.waive.iter_mut().for_each(|waiver| waiver.reason.clear());
        scenario.calendar.iter_mut().for_each(|entry| entry.name = None);
    }
    shared
}

/// The code of what is shared, without the sensitive answers not asked for.
pub fn encode(shared: &Shared, include: Include) -> Result<String, TooLarge> {
    let shared = without_sensitive(shared, include);
    if too_deep(&shared.scenario.goal) || shared.scenario.waive.iter().any(|w| too_deep(&w.need)) {
        return Err(TooLarge);
    }
    let mut writer = Writer::default();
    shared.name.put(&mut writer);
    shared.scenario.put(&mut writer);
    shared.value.put(&mut writer);
    let Scenario { begun, stretch, .. } = &shared.scenario;
    let plain = begun.is_empty() && writer.furthest < dictionary::IN_FIRST;
    let version = match (stretch.is_empty(), plain) {
        (true, true) => 1,
        (true, false) => 2,
        (false, _) => NEWEST,
    };
    if version > 1 {
        begun.put(&mut writer);
    }
    if version > 2 {
        stretch.put(&mut writer);
    }
    let payload = writer.done();
    let mut bytes = vec![version];
    let mut length = payload.len();
    while length > 127 {
        bytes.push((length & 127) as u8 | 128);
        length >>= 7;
    }
    bytes.push((length & 127) as u8);
    bytes.extend(payload);
    bytes.extend(checksum(&bytes).to_be_bytes());
    let code = to_letters(&bytes);
    if code.len() > LONGEST { Err(TooLarge) } else { Ok(code) }
}

/// Needs nested deeper than a reader follows.
fn too_deep(need: &Need) -> bool {
    let mut level: Vec<&Need> = vec![need];
    for _ in 0..crate::link::codec::DEEPEST {
        level = level.into_iter().flat_map(Need::parts).collect();
        if level.is_empty() {
            return false;
        }
    }
    true
}

/// What a code holds. Text around it (a whole address, a whole message) is looked through first.
pub fn decode(text: &str) -> Result<Shared, Unreadable> {
    let code = find(text);
    if code.is_empty() {
        return Err(Unreadable::Empty);
    }
    // Anything behind the longest code is junk, but junk of that length is an attack.
    if code.len() > LONGEST * 2 {
        return Err(Unreadable::TooLong);
    }
    let bytes = to_bytes(code);
    let cut = |need: usize| Unreadable::CutShort { have: code.len(), need };
    let Some((&version, rest)) = bytes.split_first() else { return Err(cut(8)) };
    let mut length = 0;
    let mut head = 1;
    for (at, &byte) in rest.iter().enumerate() {
        if at > 2 {
            return Err(Unreadable::Altered);
        }
        length |= usize::from(byte & 127) << (7 * at);
        head += 1;
        if byte < 128 {
            break;
        }
    }
    let whole = head + length + 4;
    let letters = (whole * 8).div_ceil(6);
    if letters > LONGEST {
        return Err(Unreadable::Altered);
    }
    let (Some(signed), Some(sum)) = (bytes.get(..head + length), bytes.get(head + length..whole))
    else {
        return Err(cut(letters));
    };
    if checksum(signed).to_be_bytes() != sum {
        return Err(Unreadable::Altered);
    }
    // The envelope is the same for every version, so an intact code of a later one is told from
    // a damaged one.
    match version {
        0 => return Err(Unreadable::Nonsense),
        1..=NEWEST => {}
        _ => return Err(Unreadable::Newer { version }),
    }
    let mut reader = Reader::new(bytes.get(head..head + length).unwrap_or_default());
    // Less than a byte of padding may be left.
    let shared = read(version, &mut reader).filter(|_| reader.left() < 8);
    shared.ok_or(Unreadable::Nonsense)
}

fn read(version: u8, from: &mut Reader) -> Option<Shared> {
    let (name, mut scenario) = (Coded::take(from)?, Scenario::take(from)?);
    let value = Coded::take(from)?;
    if version > 1 {
        scenario.begun.read(from)?;
    }
    if version > 2 {
        scenario.stretch.read(from)?;
    }
    Some(Shared { name, scenario, value })
}

/// The letters of a code in an address, a fragment, a query, a whole message or by themselves.
#[must_use]
pub fn find(text: &str) -> &str {
    letters(text, |_| false)
}

/// The same, going on over what else `also` lets through.
pub(super) fn letters(text: &str, also: impl Fn(char) -> bool) -> &str {
    let start = ["#p=", "?p=", "&p=", "%23p=", "%3Fp=", "%26p="]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| at + mark.len()))
        .min();
    let from = match start {
        Some(at) => text.get(at..).unwrap_or_default(),
        None => text.trim_start().trim_start_matches("p="),
    };
    let is_part =
        |letter: char| also(letter) || u8::try_from(letter).is_ok_and(|b| value(b).is_some());
    let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
    from.get(..end).unwrap_or_default()
}
