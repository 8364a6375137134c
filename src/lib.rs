//! The page: a career planner for delivery riders that runs in the browser and proves its plans.
//!
//! What the page shows is worked out by the crates below it: [`qitu_model`] holds the nouns,
//! [`qitu_solve`] plans, [`qitu_engine`] loads, verifies, explains and words. None of these can name
//! the browser; here only `app::platform` does.

pub mod app;
