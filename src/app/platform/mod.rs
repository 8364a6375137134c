//! Owns every touch of the browser: storage, clock, addresses, media, files, worker, focus.
//! Refuses to know what a plan is; it hands text and numbers in and out.

pub mod link_target;

#[cfg(feature = "app")]
pub mod address;
#[cfg(feature = "app")]
pub mod carry;
#[cfg(feature = "app")]
pub mod clock;
#[cfg(feature = "app")]
pub mod dom;
#[cfg(feature = "app")]
pub mod drag;
#[cfg(feature = "app")]
pub mod embedding;
#[cfg(feature = "app")]
pub mod fetch;
#[cfg(feature = "app")]
pub mod glide;
#[cfg(feature = "app")]
pub mod media_query;
#[cfg(feature = "app")]
pub mod panic;
#[cfg(feature = "app")]
pub mod seam;
#[cfg(feature = "app")]
pub mod speech;
#[cfg(feature = "app")]
pub mod storage;
#[cfg(feature = "app")]
pub mod worker;
