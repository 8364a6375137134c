//! Owns printing the JSON Schema of a format.

use crate::{Kind, out::say};
use qitu_engine::load::schema;

/// Prints it.
pub fn print(kind: Kind) {
    let text = match kind {
        Kind::Catalogue => schema::catalogue(),
        Kind::Scenario => schema::scenario(),
        Kind::Plan => schema::plan(),
    };
    say(text.trim_end());
}
