//! Owns the two streams a person or a program reads: answers on standard output, messages on
//! standard error. Refuses to lose an answer unnoticed: what could not be written ends in the exit
//! code.

use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicU8, Ordering};

/// Everything so far was written.
const OPEN: u8 = 0;
/// The reader has gone away, as `head` does; there is nothing wrong with that.
const CLOSED: u8 = 1;
/// An answer could not be written.
const LOST: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(OPEN);

/// Prints a line of an answer. Nothing more is printed once a line could not be.
pub fn say(line: &str) {
    if is_open() {
        note(writeln!(std::io::stdout().lock(), "{line}"));
    }
}

/// Tells something beside the answer. A message nobody can read stops nothing.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Does anybody still read the answers?
pub fn is_open() -> bool {
    STATE.load(Ordering::Relaxed) == OPEN
}

/// Remembers that answers cannot be written any more, and tells why unless the reader went away.
pub fn note(written: std::io::Result<()>) {
    let Err(error) = written else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        let _ = STATE.compare_exchange(OPEN, CLOSED, Ordering::Relaxed, Ordering::Relaxed);
    } else if STATE.swap(LOST, Ordering::Relaxed) != LOST {
        tell(&format!("standard output: {error}"));
    }
}

/// Writes what is left; says whether every answer that somebody waited for was written.
pub fn end() -> bool {
    if is_open() {
        note(std::io::stdout().lock().flush());
    }
    STATE.load(Ordering::Relaxed) != LOST
}
