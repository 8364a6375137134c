//! Owns 自测: three parts of questions, and goals with reasons and counter-reasons.
//! Refuses to score: `explain::check` does; answers never leave the device.

mod ask;
mod result;

use crate::app::platform::{dom, fetch};
use crate::app::session::{Session, session};
use crate::app::state::edit::Edit;
use crate::app::state::record::{Given, RecordEdit};
use leptos::prelude::*;
use qitu_engine::explain::check::Questions;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::order::Map;
use qitu_model::{Catalogue, Checked, Date, Education, Id};
use std::sync::Arc;

const QUESTIONS: &str = "catalogue/check.json";

/// Where in the check somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Intro,
    Skills,
    Readiness,
    Interest,
    Result,
}

/// What the pieces of the screen share.
#[derive(Clone)]
struct Screen {
    session: Session,
    lang: Lang,
    words: &'static ui::check::Words,
    catalogue: Arc<Catalogue>,
    questions: Arc<Questions>,
    part: RwSignal<Part>,
    skills: RwSignal<Map<Id, u32>>,
    interest: RwSignal<Map<Id, u32>>,
    readiness: RwSignal<Map<Id, u32>>,
    hours: RwSignal<Map<Id, u32>>,
}

impl Screen {
    fn go(&self, part: Part) {
        self.part.set(part);
        dom::scroll_to(0.0);
        dom::focus("#main");
    }

    /// Keeps the answers and lets the plan follow.
    fn finish(&self) {
        let checked = Checked {
            on: self.session.today,
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
    fn sets(&self) -> Vec<Given> {
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

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::check::words(lang);
    let questions: RwSignal<Option<Result<Arc<Questions>, ()>>> = RwSignal::new(None);
    let load = move || {
        questions.set(None);
        leptos::task::spawn_local(async move {
            let text = fetch::text(QUESTIONS).await.map_err(|_| ());
            let read = text.and_then(|text| qitu_model::json::read(&text).map_err(|_| ()));
            questions.set(Some(read.map(Arc::new)));
        });
    };
    load();
    let catalogue = catalogue.clone();
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        {move || match questions.get() {
            None => view! { <p aria-busy="true">{words.waiting}</p> }.into_any(),
            Some(Err(())) => view! {
                <section class="notice" data-tone="bad" role="alert">
                    <p>{words.failed}</p>
                    <button class="button" on:click=move |_| load()>{words.again_fetch}</button>
                </section>
            }
            .into_any(),
            Some(Ok(questions)) => body(lang, &catalogue, questions),
        }}
    }
    .into_any()
}

fn body(lang: Lang, catalogue: &Arc<Catalogue>, questions: Arc<Questions>) -> AnyView {
    let session = session();
    let known = session.history.with_untracked(|h| {
        crate::app::state::record::known(&h.now.record, h.now.case().map(|c| &c.scenario.rider))
    });
    let first = questions.skills_first.iter();
    let skills = first.filter_map(|id| Some((id.clone(), *known.skills.get(id)?))).collect();
    let screen = Screen {
        session,
        lang,
        words: ui::check::words(lang),
        catalogue: catalogue.clone(),
        questions,
        part: RwSignal::new(Part::Intro),
        skills: RwSignal::new(skills),
        interest: RwSignal::default(),
        readiness: RwSignal::default(),
        hours: RwSignal::default(),
    };
    let draw = move || match screen.part.get() {
        Part::Intro => intro(&screen),
        Part::Skills => ask::skills(&screen),
        Part::Readiness => ask::readiness(&screen),
        Part::Interest => ask::interest(&screen),
        Part::Result => result::draw(&screen),
    };
    draw.into_any()
}

fn intro(screen: &Screen) -> AnyView {
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
