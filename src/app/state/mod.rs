//! Owns what the page knows, as plain data, and every change of it as a command.
//! Refuses the browser: all of it compiles and is tested without one.

pub mod answer;
pub mod backup_file;
pub mod code_chunk;
pub mod dataset;
pub mod draft;
pub mod durability;
pub mod edit;
pub mod first_answers;
pub mod handover;
pub mod history;
pub mod lift;
pub mod page;
pub mod record;
pub mod role_profile;
pub mod route;
pub mod study_week;
pub mod waiting;
pub mod week_grid;
