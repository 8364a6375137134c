//! Links that somebody made to do harm: none panics, none changes anything, each is told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod shared;

use qitu_engine::export::calendar::{self, Edition};
use qitu_engine::export::csv;
use qitu_engine::export::picture;
use qitu_engine::link::code::{Include, Shared, Unreadable, decode, encode};
use qitu_engine::link::payload;
use qitu_engine::text::link::unreadable;
use qitu_engine::verify;
use qitu_model::Lang;
use qitu_model::*;
use qitu_solve as solve;
use shared::Dice;

/// Changes letters, cuts, repeats and swaps stretches; then mends the checksum half of the time,
/// so that the reader behind it is reached as well.
fn mutate(dice: &mut Dice, code: &str) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    for _ in 0..=dice.roll(3) {
        let length = letters.len() as u64;
        if length == 0 {
            break;
        }
        let at = dice.roll(length) as usize;
        match dice.roll(6) {
            0 => letters.truncate(at),
            1 => letters[at] = char::from(dice.roll(128) as u8),
            2 => drop(letters.remove(at)),
            3 => letters.insert(at, 'p'),
            4 => {
                let tail: Vec<char> = letters[at..].to_vec();
                letters.extend(tail);
            }
            _ => letters[at] = ['骑', '途', '%', '=', '\0'][dice.roll(5) as usize],
        }
    }
    letters.into_iter().collect()
}

fn hammer(times: u32) -> u32 {
    let mut dice = Dice(99);
    let codes: Vec<String> =
        (0..64).map(|_| encode(&dice.shared(), Include::ALL).unwrap()).collect();
    let mut read = 0;
    for _ in 0..times {
        let code = &codes[dice.roll(64) as usize];
        let text = if dice.yes() { mutate(&mut dice, code) } else { mend(&mut dice, code) };
        match decode(&text) {
            // What reads must be a scenario this program would write.
            Ok(shared) => {
                read += 1;
                assert_eq!(decode(&encode(&shared, Include::ALL).unwrap()), Ok(shared));
            }
            // Always a message, which says that nothing has changed.
            Err(why) => {
                assert!(!matches!(why, Unreadable::Newer { version } if version < 4));
                assert!(unreadable(Lang::Zh, why).contains("没有变"), "{why:?}");
                let told = unreadable(Lang::En, why);
                assert!(told.contains("not changed") || told.contains("not opened"), "{why:?}");
            }
        }
    }
    read
}

/// Flips bits of the payload and writes the right checksum: a hostile code.
fn mend(dice: &mut Dice, code: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits: Vec<u8> = Vec::new();
    for letter in code.bytes() {
        let value = LETTERS.iter().position(|l| *l == letter).unwrap();
        bits.extend((0..6).rev().map(|at| (value >> at & 1) as u8));
    }
    let mut bytes: Vec<u8> = bits
        .as_chunks::<8>()
        .0
        .iter()
        .map(|byte| byte.iter().fold(0, |all, bit| all << 1 | bit))
        .collect();
    let body = bytes.len() - 4;
    for _ in 0..=dice.roll(4) {
        let at = 3 + dice.roll(body as u64 - 3) as usize;
        bytes[at] ^= 1 << dice.roll(8);
    }
    let mut sum = !0_u32;
    for byte in &bytes[..body] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    bytes.truncate(body);
    bytes.extend((!sum).to_be_bytes());
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let all = chunk.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(LETTERS[(all >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

#[test]
fn a_hundred_thousand_mutated_codes_do_no_harm() {
    // Some mended codes must read, or the mutations never reach the payload.
    assert!(hammer(100_000) > 100);
}

#[test]
#[ignore = "takes a minute or so; run with --release"]
fn a_million_mutated_codes_do_no_harm() {
    assert!(hammer(1_000_000) > 1000);
}

/// Each situation that comes with the catalogue, as it stands and with a course begun.
fn real(academy: &Catalogue) -> Vec<String> {
    let situations: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../public/catalogue/situations.json")).unwrap();
    let course = academy.courses.iter().find(|course| !course.offers.is_empty()).unwrap();
    let begun = Begun {
        activity: course.id.clone(),
        offer: course.offers[0].id.clone(),
        pace: None,
        weeks: Weeks(4),
    };
    let mut codes = Vec::new();
    for situation in situations {
        let mut scenario: Scenario = serde_json::from_value(situation["scenario"].clone()).unwrap();
        for begun in [None, Some(&begun)] {
            scenario.begun.extend(begun.cloned());
            let shared = Shared { name: String::new(), scenario: scenario.clone(), value: None };
            codes.push(encode(&shared, Include::ALL).unwrap());
        }
    }
    codes
}

/// Real plans with bits flipped and the right checksum: what reads is planned, verified, listed
/// and carried away, whatever numbers, days and needs have come of it. Says how many had a plan.
fn plan_hostile(times: u32) -> u32 {
    let academy: Catalogue =
        serde_json::from_str(include_str!("../public/catalogue/modern-rider-academy.json"))
            .unwrap();
    let codes = real(&academy);
    let today = Date::new(2027, 1, 4).unwrap();
    let mut dice = Dice(20_261_125);
    let (mut read, mut planned) = (0, 0);
    for turn in 0..times {
        let mut code = mend(&mut dice, &codes[turn as usize % codes.len()]);
        if dice.yes() {
            code = mend(&mut dice, &code);
        }
        let Ok(mut shared) = decode(&code) else { continue };
        read += 1;
        let missing = payload::rename(&academy, &mut shared.scenario);
        payload::open_on(&mut shared.scenario, today);
        for item in payload::contents(&shared) {
            assert!(!qitu_engine::text::link::item(Lang::Zh, &academy, &item).0.is_empty());
        }
        let scenario = &shared.scenario;
        let limits = solve::Limits::nodes(200);
        let plan = solve::plan(&academy, scenario, limits, &mut |_| true);
        if plan.value.is_some() {
            planned += 1;
            let verdict = verify::verify(&academy, scenario, &plan);
            assert!(verdict.is_ok(), "{code}: {verdict:?}, missing {missing:?}");
        }
        for lang in Lang::ALL {
            assert!(
                !qitu_engine::text::sentence::answer(lang, &academy, scenario, &plan).is_empty()
            );
        }
        let lang = Lang::ALL[turn as usize % 2];
        let painted = scenario.free.as_deref().unwrap_or_default();
        let edition = Edition { plan: &code, written: u64::from(turn) };
        let file = calendar::calendar(lang, &academy, scenario, &plan, painted, edition);
        assert!(file.split_terminator("\r\n").all(|line| line.len() <= 75), "{code}");
        assert!(csv::table(lang, &academy, scenario, &plan).starts_with('\u{feff}'));
        let picture = picture::plan(lang, &academy, scenario, &plan, Some("https://x.example/"));
        assert!(picture.ends_with("</svg>") || picture.ends_with("</svg>\n"));
        let _ = picture::week(lang, &academy, scenario, &plan, 0);
    }
    println!("{read} of {times} read, {planned} had a plan");
    planned
}

#[test]
fn hostile_plans_are_planned_like_any_other() {
    assert!(plan_hostile(2_000) > 100);
}

#[test]
#[ignore = "takes many minutes; run with --release"]
fn a_hundred_thousand_hostile_plans_are_planned_like_any_other() {
    assert!(plan_hostile(100_000) > 1000);
}
