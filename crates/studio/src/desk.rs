//! Owns answering: a line with a question in, lines with answers out.

use crate::forecast;
use crate::message::{Answer, Ask, Line, line};
use qitu_model::json;

/// The desk that answers. It remembers nothing between questions.
#[derive(Clone, Copy, Debug)]
pub struct Desk;

impl Desk {
    /// Answers one line; `tell` hears every line of the answer, the last word last.
    pub fn hear(text: &str, tell: &dyn Fn(String)) {
        let Ok(Line { id, what }) = json::read::<Line<Ask>>(text) else {
            tell(line(0, Answer::Unheard));
            return;
        };
        let answer = Self::answer(&what, &|part| tell(line(id, part)));
        tell(line(id, answer));
    }

    /// Answers a question; `watch` hears where the answer stands.
    #[must_use]
    pub fn answer(ask: &Ask, watch: &dyn Fn(Answer)) -> Answer {
        match ask {
            Ask::Forecast { survey } => forecast::forecast(survey, watch),
        }
    }
}
