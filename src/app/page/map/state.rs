//! Owns what a station is to the rider: here, done, on the plan, next, later.
//! Refuses looks; a state is a word and a note.

use crate::app::state::answer::Answered;
use qitu_engine::explain::{Candidate, next};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Id, Need, Rider, Scenario};

/// What a station is to the rider; the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The role held now.
    Here,
    /// Held earlier.
    Done,
    /// What the plan is for.
    Goal,
    /// A step of the plan.
    Planned,
    /// No other role stands between.
    Next,
    /// Everything else.
    Later,
}

impl State {
    /// The word in `data-state`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Done => "done",
            Self::Goal => "goal",
            Self::Planned => "planned",
            Self::Next => "next",
            Self::Later => "later",
        }
    }

    /// The word for a rider.
    pub fn label(self, lang: Lang) -> &'static str {
        let words = ui::map::words(lang);
        match self {
            Self::Here => words.here,
            Self::Done => words.done,
            Self::Goal => words.goal,
            Self::Planned => words.planned,
            Self::Next => words.next,
            Self::Later => words.later,
        }
    }
}

/// A role's state and the day the plan reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The role.
    pub role: Id,
    /// What it is to the rider.
    pub state: State,
    /// When the plan reaches it.
    pub on: Option<Date>,
    /// What stands below its name; empty where nothing needs saying.
    pub note: String,
}

fn aims_at(goal: &Need, role: &str) -> bool {
    let mut found = false;
    goal.walk(&mut |need| {
        found = found
            || matches!(need, Need::Role { role: r } | Need::Tenure { tenure: r, .. } if r == role);
    });
    found
}

/// The mark of every role, in the catalogue's order; `asked` says who the rider is, before there is
/// a plan as well.
pub fn marks(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: Option<&Scenario>,
    asked: &Scenario,
    answer: Option<&Answered>,
) -> Vec<Mark> {
    let words = ui::map::words(lang);
    let (rider, candidate) = (&asked.rider, Candidate::of(catalogue, asked));
    let mark = |role: &qitu_model::Activity| {
        let step = answer.and_then(|a| a.0.steps.iter().find(|s| s.activity == role.id));
        let on = step.zip(answer).map(|(step, a)| sentence::monday(&a.1, step.end));
        let state = if rider.role.as_ref() == Some(&role.id) {
            State::Here
        } else if scenario.is_some_and(|s| aims_at(&s.goal, &role.id)) {
            State::Goal
        } else if on.is_some() {
            State::Planned
        } else if rider.roles.contains(&role.id) || rider.tenure.contains_key(&role.id) {
            State::Done
        } else if next::is_next(&candidate, role) {
            State::Next
        } else {
            State::Later
        };
        let date = on.map(|d| {
            let (year, month, _) = d.ymd();
            format!("{year}-{month:02}")
        });
        let note = match (state, date) {
            (State::Here, _) if scenario.is_none() => words.start_here.to_owned(),
            (State::Goal, Some(date)) => format!("{} {date}", words.goal),
            (State::Planned, Some(date)) => date,
            (State::Later, _) => String::new(),
            (state, _) => state.label(lang).to_owned(),
        };
        Mark { role: role.id.clone(), state, on, note }
    };
    catalogue.roles.iter().map(mark).collect()
}

/// The roles the plan passes, in order, beginning with the one held now.
pub fn journey(catalogue: &Catalogue, rider: &Rider, answer: Option<&Answered>) -> Vec<Id> {
    let is_role = |id: &str| catalogue.roles.iter().any(|r| r.id == id);
    let steps = answer.map(|a| a.0.steps.as_slice()).unwrap_or_default();
    let mut passed: Vec<(u32, &Id)> =
        steps.iter().filter(|s| is_role(&s.activity)).map(|s| (s.end.0, &s.activity)).collect();
    passed.sort();
    let passed = passed.into_iter().map(|(_, id)| id.clone());
    rider.role.clone().into_iter().chain(passed).collect()
}

/// `2027 年 4 月` in a sentence.
pub fn when(lang: Lang, on: Date) -> String {
    format::month(lang, on)
}
