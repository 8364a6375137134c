//! Owns a plan in other clothes: link, file, calendar, table, picture, QR code, question.
//! Refuses the browser itself: here is only what they hold; the app hands it over.

mod bit;
pub mod calendar;
pub mod code;
pub mod content;
mod field;
pub mod picture;
pub mod qr;
pub mod question;
pub mod renewal;
pub mod row;
pub mod table;
pub mod talent;
mod word;
