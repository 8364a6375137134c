//! Owns the files of spreadsheet programs: a file's bytes → sheets of cells with bounds, and a
//! catalogue → a spreadsheet.
//! Refuses to understand cells: `load::table` of the engine does.
//!
//! ```text
//! bytes ── kind ─┬─ text ────────────────────────────────┬─ Brought
//!                └─ archive (bounds) ── layout ── book ──┘
//! ```
//!
//! Whatever stands in a file, it is read or refused with the reason; no cell at the far corner of a
//! sheet costs memory.

mod archive;
mod back;
mod book;
mod cell;
mod field;
mod kind;
mod layout;
mod refusal;
mod sheet;
mod template;
mod write;

pub use cell::Cell;
pub use refusal::Refusal;
pub use sheet::{Row, Sheet, Workbook};
pub use template::template;
pub use write::catalogue as write;

use kind::Kind;
use qitu_engine::load;

/// The most bytes of a file, and the most that its parts may unpack to.
pub const MOST_BYTES: usize = load::MOST_BYTES;
/// The most cells of a file that hold something.
pub const MOST_CELLS: usize = 1_000_000;
/// The most merged areas of a sheet.
pub const MOST_MERGES: usize = 100_000;
/// The columns that are read; what stands further right is counted.
pub const MOST_COLUMNS: u32 = 256;

/// What a file holds.
#[derive(Debug)]
pub enum Brought {
    /// Text: a table with separators, or JSON.
    Text(String),
    /// The sheets of a spreadsheet program.
    Book(Workbook),
}

/// Reads a file as people bring it.
///
/// # Errors
/// Why it cannot be read, and what to do about it.
pub fn read(bytes: &[u8]) -> Result<Brought, Refusal> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    match kind::of(bytes)? {
        Kind::Text => text(bytes).map(Brought::Text),
        // The readers promise not to panic, which this program cannot promise for them.
        sheets => std::panic::catch_unwind(|| book::read(sheets, bytes))
            .unwrap_or(Err(Refusal::Broken))
            .map(Brought::Book),
    }
}

/// The text of a file: UTF-8, UTF-16 with its mark, or GB18030.
fn text(bytes: &[u8]) -> Result<String, Refusal> {
    if let Ok(text) = load::text(bytes) {
        return Ok(text);
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(Refusal::Unknown)
}
