//! Owns the page: routes, the session, the worker's client, and the screens.
//! Refuses to plan, to word reasons and to lay out the map: the engine rooms do.
//!
//! What needs no browser (`route`, `draft`) compiles and is tested everywhere; the rest is the
//! feature `app`. Only `platform` touches the browser's own interfaces.

pub mod assume;
pub mod backup;
pub mod draft;
pub mod edit;
pub mod grid;
pub mod hosted;
pub mod lay;
pub mod link;
pub mod record;
pub mod route;

#[cfg(feature = "app")]
pub mod engine;
#[cfg(feature = "app")]
pub mod further;
#[cfg(feature = "app")]
pub mod keep;
#[cfg(feature = "app")]
pub mod last;
#[cfg(feature = "app")]
pub mod notice;
#[cfg(feature = "app")]
pub mod page;
#[cfg(feature = "app")]
pub mod part;
#[cfg(feature = "app")]
pub mod planner;
#[cfg(feature = "app")]
pub mod platform;
#[cfg(feature = "app")]
pub mod session;
#[cfg(feature = "app")]
pub mod shell;
