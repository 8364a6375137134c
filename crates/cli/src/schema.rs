//! Owns printing the JSON Schema of a format.

use crate::{BadInput, Kind, answer::say};
use qitu_engine::load::schema;

/// Prints it.
pub fn print(kind: Kind) -> Result<(), BadInput> {
    let text = match kind {
        Kind::Catalogue => schema::catalogue(),
        Kind::Scenario => schema::scenario(),
        Kind::Plan => schema::plan(),
    };
    say(text.trim_end());
    Ok(())
}
