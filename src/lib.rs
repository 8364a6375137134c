//! Qitu 骑途: a career planner for delivery riders that runs in the browser and proves its plans.

pub mod explain;
pub mod layout;
pub mod load;
pub mod model;
pub mod share;
pub mod solve;
pub mod text;
pub mod verify;

#[cfg(feature = "app")]
pub mod app;
