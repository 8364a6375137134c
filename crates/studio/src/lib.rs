//! What academy staff ask a worker and are answered, as plain data, and the desk that answers: lines
//! of JSON in and out.
//! Refuses threads and browsers: whoever runs the desk hands the lines in and out.
//!
//! The messages stand alone; the desk, with everything that it stands on, is a feature (`desk`), so
//! that a page that only asks does not carry it.

#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod forecast;
mod message;

#[cfg(feature = "desk")]
pub use desk::Desk;
pub use message::{
    Answer, Ask, Class, Forecast, Goal, Group, LeftOut, Line, Month, More, Reason, Seats,
    Situation, Sum, Survey, Table, Title, line,
};
