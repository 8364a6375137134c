//! Owns reading a stream line by line. Refuses to hold a line without an end.

use qitu_model::Lang;
use std::io::{BufRead, Read, Result};

/// Bytes of the longest line read; a scenario takes about one thousand.
const LONGEST: u64 = 16 << 20;

/// The next line with its end, empty at the end of the stream. Of a line that is too long one byte
/// more than [`LONGEST`] comes, and the rest is passed over.
pub fn next(input: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut bytes)?;
    if is_too_long(&bytes) && bytes.last() != Some(&b'\n') {
        skip_rest(input)?;
    }
    Ok(bytes)
}

/// Was more than this not read?
pub fn is_too_long(bytes: &[u8]) -> bool {
    bytes.len() as u64 > LONGEST
}

/// What is told of such a line.
pub fn too_long(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("这一行超过 {} MB。", LONGEST >> 20),
        Lang::En => format!("This line is longer than {} MB.", LONGEST >> 20),
    }
}

fn skip_rest(input: &mut impl BufRead) -> Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}
