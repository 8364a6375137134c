//! Owns the catalogue file that staff work on, for as long as the window is open.
//! Refuses what is in it.

use crate::app::platform::{carry, dom, storage};
use qitu_engine::load::{self, Problem, ProblemKind, Severity};

/// One byte more than is read shows that there is more.
const MOST_BYTES: u32 = load::MOST_BYTES as u32 + 1;

/// The text that lies there.
#[must_use]
pub fn text() -> String {
    storage::kept_in_window(storage::DESK).unwrap_or_default()
}

/// Puts a text there, in place of the one before.
pub fn put(text: &str) {
    storage::keep_in_window(storage::DESK, text);
}

/// The text of the file chosen in an input, or why it has none; nothing where none was chosen.
pub async fn chosen(input: dom::Input) -> Option<Result<String, Problem>> {
    Some(read(&carry::chosen(input, MOST_BYTES).await?))
}

/// The text of a file as spreadsheet programs write them, the Chinese ones too.
#[allow(clippy::result_large_err, reason = "one a file, shown as it is; small on a 32-bit machine")]
fn read(bytes: &[u8]) -> Result<String, Problem> {
    if !carry::is_text(bytes) {
        let kind = ProblemKind::WrongEncoding { gb18030: false };
        return Err(Problem::new(Severity::Error, "", kind));
    }
    load::text(bytes).or_else(|problem| match problem.kind {
        ProblemKind::WrongEncoding { gb18030: true } => {
            carry::decoded(bytes, "gb18030").ok_or(problem)
        }
        _ => Err(problem),
    })
}
