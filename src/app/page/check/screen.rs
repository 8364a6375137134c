//! Owns where in the check somebody is, and what the answers set.

use crate::app::platform::dom;
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::record::{Given, RecordEdit};
use leptos::prelude::*;
use qitu_engine::explain::check::Questions;
use qitu_engine::text::{format, ui};
use qitu_model::{Catalogue, Checked, Date, Education, Id, Lang};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where in the check somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Intro,
    Skills,
    Readiness,
    Interest,
    Result,
}

/// What the pieces of the screen share.
#[derive(Clone)]
pub(super) struct Screen {
    pub(super) session: Session,
    pub(super) lang: Lang,
    pub(super) words: &'static ui::check::Words,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) questions: Arc<Questions>,
    pub(super) part: RwSignal<Part>,
    pub(super) skills: RwSignal<BTreeMap<Id, u32>>,
    pub(super) interest: RwSignal<BTreeMap<Id, u32>>,
    pub(super) readiness: RwSignal<BTreeMap<Id, u32>>,
    pub(super) hours: RwSignal<BTreeMap<Id, u32>>,
}

impl Screen {
    pub(super) fn go(&self, part: Part) {
        self.part.set(part);
        dom::scroll_to(0.0);
        dom::focus("#main");
    }

    /// Keeps the answers and lets the plan follow.
    pub(super) fn finish(&self) {
        let checked = Checked {
            on: self.session.today(),
            skills: self.skills.get_untracked(),
            interest: self.interest.get_untracked(),
            readiness: self.readiness.get_untracked(),
        };
        let sets = self.sets();
        let said = self.words.kept.to_owned();
        self.session.change(Edit::Record(RecordEdit::Check { checked, sets }), said);
        self.go(Part::Result);
    }

    /// What the answers set in the plan.
    pub(super) fn sets(&self) -> Vec<Given> {
        let answers = self.readiness.get_untracked();
        let mut sets: Vec<Given> =
            self.hours.get_untracked().into_iter().map(|(slot, n)| Given::Week(slot, n)).collect();
        for question in &self.questions.readiness {
            let Some(answer) = answers.get(&question.id).copied() else { continue };
            for path in &question.sets {
                sets.extend(set(path, answer));
            }
        }
        sets
    }
}

fn set(path: &str, answer: u32) -> Option<Given> {
    match path.split_once('.').unwrap_or((path, "")) {
        ("budget", "") => Some(Given::Budget(answer)),
        ("avoid", "places") => Some(Given::InPerson(answer > 0)),
        ("rider", "age") => Some(Given::Age(answer)),
        ("rider", "education") => {
            Education::ALL.get(answer as usize).copied().map(Given::Education)
        }
        ("rider", rest) => match rest.split_once('.') {
            Some(("facts", fact)) => Some(Given::Fact(fact.to_owned(), answer > 0)),
            Some(("certificates", id)) => {
                let day = Date::from_julian_day(i32::try_from(answer).ok()?);
                Some(Given::Certificate(id.to_owned(), day))
            }
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn intro(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let last = screen.session.history.with_untracked(|h| h.now.record.checks.last().map(|c| c.on));
    let last = last.map(|day| {
        let screen = screen.clone();
        let told = ui::fill(words.last_time, &[&format::day(lang, day)]);
        view! {
            <p class="quiet">{told}</p>
            <button class="button" data-size="wide" on:click=move |_| screen.go(Part::Result)>
                {words.see_last}
            </button>
        }
    });
    let begin = {
        let screen = screen.clone();
        move |_| screen.go(Part::Skills)
    };
    view! {
        <p class="page-lead">{lang.pick(&screen.questions.about).to_owned()}</p>
        <div class="check-intro">
            <p>{words.parts}</p>
            <p class="notice">{lang.pick(&screen.questions.unvalidated).to_owned()}</p>
            {last}
            <button class="button" data-kind="primary" data-size="wide" on:click=begin>
                {words.start}
            </button>
        </div>
    }
    .into_any()
}
