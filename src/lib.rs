//! Qitu 骑途: a career planner for delivery riders that runs in the browser and proves its plans.

pub mod explain;
pub mod layout;
pub mod load;
pub mod model;
pub mod share;
pub mod solve;
pub mod studio;
pub mod talk;
pub mod text;
pub mod verify;

pub mod app;
