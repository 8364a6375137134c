//! The laws of the fuzz targets over their corpora and over bytes changed at random, from a seed:
//! a short run of what `cargo fuzz` goes on with (`fuzz/README.md`).

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../fuzz/laws.rs"]
mod laws;
mod shared;

use shared::Dice;
use std::fs;
use std::path::{Path, PathBuf};

/// Changed inputs for each file of a corpus.
const CHANGES: usize = 300;

/// What readers look out for.
const WORDS: [&str; 24] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "-1",
    "1.5",
    "1e9",
    "4294967295",
    "true",
    "\\u0000",
    "骑手",
    "\"id\"",
    "\"needs\"",
    "\"offers\"",
    "\r\n",
    "\t",
    "\u{feff}",
    "\u{200b}",
    "=1+1",
    "2026-02-30",
];

/// The files of a target's corpus, in order.
fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// One to four changes: a byte, a cut, a piece gone, doubled or moved, a word put in.
fn change(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let mut at = || dice.roll(bytes.len() as u64 + 1) as usize;
        let (one, two) = (at(), at());
        let (from, to) = (one.min(two), one.max(two));
        match dice.roll(7) {
            0 if from < bytes.len() => bytes[from] ^= 1 << dice.roll(8),
            1 if from < bytes.len() => bytes[from] = dice.roll(256) as u8,
            2 => bytes.truncate(to),
            3 => drop(bytes.drain(from..to)),
            4 => {
                let piece = bytes[from..to].to_vec();
                let place = dice.roll(bytes.len() as u64 + 1) as usize;
                bytes.splice(place..place, piece);
            }
            _ => {
                let word = WORDS[dice.roll(WORDS.len() as u64) as usize];
                bytes.splice(from..from, word.bytes());
            }
        }
    }
    bytes
}

#[test]
fn every_reader_keeps_its_law_on_its_corpus_and_on_changes_of_it() {
    for (number, (name, law)) in laws::ALL.into_iter().enumerate() {
        let files = corpus(name);
        assert!(files.len() >= 2, "{name} has a corpus");
        let mut dice = Dice(number as u64 + 1);
        for (path, bytes) in &files {
            // A panic names no input by itself.
            let hold = |bytes: &[u8], what: &str| {
                let held = std::panic::catch_unwind(|| law(bytes));
                assert!(
                    held.is_ok(),
                    "{name}, {} {what}: {:?}",
                    path.display(),
                    String::from_utf8_lossy(bytes)
                );
            };
            hold(bytes, "as it is");
            (0..CHANGES).for_each(|at| hold(&change(&mut dice, bytes), &format!("changed, {at}")));
        }
        println!("{name}: {} files, {} changes each", files.len(), CHANGES);
    }
}
