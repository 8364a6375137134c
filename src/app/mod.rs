//! Owns the page, in layers: the browser's interfaces, what the page knows, what it keeps and asks
//! of the planner, the session, the parts of screens, the screens, and the frame around them.
//! Refuses to plan, to word reasons and to lay out the map: the engine rooms do.
//!
//! Each layer imports from itself and from those above it in this list. What needs no browser
//! (`state`) compiles and is tested everywhere; the rest is the feature `app`. Only `platform`
//! touches the browser's own interfaces.

pub mod platform;

pub mod state;

#[cfg(feature = "app")]
pub mod planner;
#[cfg(feature = "app")]
pub mod store;

#[cfg(feature = "app")]
pub mod session;

#[cfg(feature = "app")]
pub mod component;

#[cfg(feature = "app")]
pub mod page;

#[cfg(feature = "app")]
pub mod shell;
