//! Owns every touch of the browser: storage, clock, addresses, media, files, worker, focus.
//! Refuses to know what a plan is; it hands text and numbers in and out.

pub mod address;
pub mod carry;
pub mod clock;
pub mod dom;
pub mod fetch;
pub mod host;
pub mod media;
pub mod panic;
pub mod seam;
pub mod storage;
pub mod thread;
