//! Owns a plan as a file, calendar, table, picture, QR code or question for somebody else.
//! Refuses the browser itself: here is only what they hold; the page hands it over.

pub mod archive;
pub mod calendar;
pub mod csv;
mod holiday;
pub mod picture;
pub mod prompt;
pub mod publish;
pub mod qr;
pub mod renewal;
mod study_time;
pub mod talent_file;
