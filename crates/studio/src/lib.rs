//! What the studio's worker is asked and answers, as plain data, and the desk that answers.
//! Refuses the browser: the worker's program hands lines in and out.
//!
//! The page has the messages; the desk, with everything that it stands on, is in the worker's program
//! alone (feature `desk`), which is fetched when staff ask it something.

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
