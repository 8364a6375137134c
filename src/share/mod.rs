//! Owns what leaves the page: links, files, calendars, tables, pictures and QR codes.
//! Refuses the browser itself: here is only what they hold, the app hands it over.

mod bit;
pub mod code;
pub mod content;
mod field;
mod word;
