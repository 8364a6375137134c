//! Owns long lists of which only what is near the screen is drawn. Refuses to know what is listed.

mod height;
mod results;
mod row;

pub use results::{List, Results};
pub use row::{Row, Said};
