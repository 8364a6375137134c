//! The law of the fuzz target `line` over its corpus and over bytes changed at random, from a seed.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../../../fuzz/lines.rs"]
mod lines;

use std::fs;
use std::path::Path;

/// Changed inputs for each file.
const CHANGES: u64 = 1_000;

const WORDS: [&str; 14] = [
    "\"",
    "{",
    "}",
    "[",
    ":",
    ",",
    "null",
    "-1",
    "1e9",
    "4294967296",
    "\\u0000",
    "骑",
    "\"key\":",
    "\"weight\":",
];

/// Chance that repeats itself (xorshift64*).
fn roll(state: &mut u64, below: usize) -> usize {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
}

/// One to three changes: a bit, a cut, a piece gone, a word put in.
fn change(state: &mut u64, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=roll(state, 3) {
        let (one, two) = (roll(state, bytes.len() + 1), roll(state, bytes.len() + 1));
        let (from, to) = (one.min(two), one.max(two));
        match roll(state, 5) {
            0 if from < bytes.len() => bytes[from] ^= 1 << roll(state, 8),
            1 => bytes.truncate(to),
            2 => drop(bytes.drain(from..to)),
            _ => drop(bytes.splice(from..from, WORDS[roll(state, WORDS.len())].bytes())),
        }
    }
    bytes
}

#[test]
fn a_line_keeps_its_law_on_its_corpus_and_on_changes_of_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/line");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 3, "there is a corpus");
    let mut state = 27;
    for path in files {
        let bytes = fs::read(&path).unwrap();
        lines::line(&bytes);
        for at in 0..CHANGES {
            let changed = change(&mut state, &bytes);
            let held = std::panic::catch_unwind(|| lines::line(&changed));
            assert!(
                held.is_ok(),
                "{}, {at}: {:?}",
                path.display(),
                String::from_utf8_lossy(&changed)
            );
        }
    }
}
