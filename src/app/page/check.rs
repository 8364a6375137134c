//! Owns 自测: three parts of questions, and goals with reasons and counter-reasons.
//! Refuses to score: `explain::check` does; answers never leave the device.

mod ask;
mod result;
mod screen;

use crate::app::platform::fetch;
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::explain::check::Questions;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use screen::{Part, Screen, intro};
use std::sync::Arc;

const QUESTIONS: &str = "catalogue/check.json";

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
        let plan = h.now.case().map(|c| &c.scenario);
        crate::app::state::record::known(&h.now.record, plan, session.today())
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
