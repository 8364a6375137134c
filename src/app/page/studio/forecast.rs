//! Owns the forecast: asked by a form, worked out by the studio's worker, told as numbers and a
//! picture. Refuses the planning: the worker does it.

mod form;
mod picture;
mod told;

use crate::app::component::desk;
use crate::app::planner::studio::{Studio, Told};
use crate::app::session::{Session, session};
use form::{Form, Kind};
use leptos::prelude::*;
use qitu_engine::text::{name, ui};
use qitu_model::{Catalogue, Id, Lang, Text, json};
use qitu_studio::{Answer, Ask, Forecast};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a forecast stands.
#[derive(Clone, Default)]
enum Run {
    /// Nothing was asked, or the last answer stands.
    #[default]
    Idle,
    Starting,
    Planning {
        planned: u32,
        questions: u32,
    },
    Stopped,
    /// The program did not come.
    Missing,
    /// It broke.
    Broken,
    /// There is no answer, and why.
    Refused(Text),
}

thread_local! {
    // The last forecast stays for the visit, whatever screen or language comes between. It is shown
    // beside the edition that was in use: another one has other classes.
    static KEPT: RefCell<Option<(String, Arc<Forecast>)>> = const { RefCell::new(None) };
}

/// Draws the section.
pub(super) fn draw(lang: Lang, catalogue: &Arc<Catalogue>, desk_is_book: Signal<bool>) -> AnyView {
    let words = ui::forecast::words(lang);
    let session = session();
    let form = Form::open();
    let run = RwSignal::new(Run::Idle);
    let edition = format!("{}@{}", catalogue.id, catalogue.version);
    let kept = KEPT.with_borrow(Clone::clone).filter(|(of, _)| *of == edition);
    let answer = RwSignal::new(kept.map(|(_, forecast)| forecast));
    let studio = StoredValue::new_local(Studio::default());
    on_cleanup(move || {
        studio.try_with_value(Studio::stop);
    });
    let book = catalogue.clone();
    let fields = move || {
        let kinds = kinds(session, lang);
        let roles = roles(lang, &book);
        form::draw(lang, form, &kinds, roles, desk_is_book.get())
    };
    let book = catalogue.clone();
    let go = move |_| {
        let kinds = kinds_now(session, lang);
        let used = || json::write(&*book);
        let on_desk = form.with_untracked(|form| form.on_desk) && desk_is_book.get_untracked();
        let text = if on_desk { desk::text() } else { used() };
        let survey = Box::new(form.with_untracked(|form| form.survey(text, &kinds)));
        run.set(Run::Starting);
        let edition = edition.clone();
        let hear = move |told| hear(told, &edition, run, answer);
        studio.with_value(|studio| studio.ask(Ask::Forecast { survey }, hear));
    };
    let stop = move |_| {
        studio.with_value(Studio::stop);
        run.set(Run::Stopped);
    };
    let names = {
        let roles: BTreeMap<Id, String> = roles(lang, catalogue).into_iter().collect();
        move || {
            let kinds = kinds(session, lang).into_iter().map(|kind| (kind.id, kind.name));
            told::Names { kinds: kinds.collect(), roles: roles.clone() }
        }
    };
    view! {
        <section class="section studio" id="forecast">
            <h2 class="section-title">{words.title}</h2>
            <p class="section-note">{words.lead}</p>
            {fields}
            {move || state(lang, &run.get(), go.clone(), stop)}
            {move || answer.get().map(|forecast| told::draw(lang, &forecast, &names(), form))}
        </section>
    }
    .into_any()
}

fn hear(told: Told, edition: &str, run: RwSignal<Run>, answer: RwSignal<Option<Arc<Forecast>>>) {
    let now = match told {
        Told::Answer(Answer::Progress { planned, questions }) => {
            Run::Planning { planned, questions }
        }
        Told::Answer(Answer::Forecast { forecast }) => {
            let forecast = Arc::new(*forecast);
            KEPT.replace(Some((edition.to_owned(), forecast.clone())));
            let _ = answer.try_set(Some(forecast));
            Run::Idle
        }
        Told::Answer(Answer::Refused { why } | Answer::Fault { what: why }) => Run::Refused(why),
        Told::Missing => Run::Missing,
        Told::Broken | Told::Answer(Answer::Ready | Answer::Unheard) => Run::Broken,
    };
    let _ = run.try_set(now);
}

/// Who the riders may be like: the situations of the page, and whoever has a plan here.
fn kinds(session: Session, lang: Lang) -> Vec<Kind> {
    let today = session.today();
    let examples = session.examples().unwrap_or_default();
    let examples = examples.iter().map(|situation| Kind {
        id: situation.id.clone(),
        name: lang.pick(&situation.name).to_owned(),
        scenario: situation.scenario.asked_on(today),
    });
    let mut kinds: Vec<Kind> = examples.collect();
    // Where other people's catalogue is in use there are no examples: the plan made here is one.
    if kinds.is_empty()
        && let Some(scenario) = session.scenario().get()
    {
        let name = ui::forecast::words(lang).own.to_owned();
        kinds.push(Kind { id: "own".to_owned(), name, scenario });
    }
    kinds
}

fn kinds_now(session: Session, lang: Lang) -> Vec<Kind> {
    untrack(|| kinds(session, lang))
}

fn roles(lang: Lang, catalogue: &Catalogue) -> Vec<(Id, String)> {
    let role =
        |role: &qitu_model::Activity| (role.id.clone(), name(lang, catalogue, &role.id).to_owned());
    catalogue.roles.iter().map(role).collect()
}

/// The button, and where the work stands.
fn state(
    lang: Lang,
    run: &Run,
    go: impl Fn(leptos::ev::MouseEvent) + 'static,
    stop: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> AnyView {
    let words = ui::forecast::words(lang);
    let bar = match run {
        Run::Planning { planned, questions } if planned < questions => {
            Some((Some(planned.to_string()), questions.to_string()))
        }
        Run::Starting | Run::Planning { .. } => Some((None, "1".to_owned())),
        _ => None,
    };
    let (tone, said) = match run {
        Run::Idle => ("", String::new()),
        Run::Starting => ("", words.starting.to_owned()),
        Run::Planning { planned, questions } => {
            ("", ui::fill(words.progress, &[&questions.to_string(), &planned.to_string()]))
        }
        Run::Stopped => ("", words.stopped.to_owned()),
        Run::Missing => ("bad", words.missing.to_owned()),
        Run::Broken => ("bad", words.broken.to_owned()),
        Run::Refused(why) => ("bad", lang.pick(why).to_owned()),
    };
    let button = if bar.is_some() {
        view! { <button class="button" on:click=stop>{words.stop}</button> }.into_any()
    } else {
        view! { <button class="button" data-kind="primary" on:click=go>{words.go}</button> }
            .into_any()
    };
    let bar = bar.map(|(value, max)| {
        view! { <progress class="forecast-bar" aria-label=words.title value=value max=max></progress> }
    });
    view! {
        <div class="button-row">{button}</div>
        {bar}
        <p class="forecast-state" data-tone=tone role="status">{said}</p>
    }
    .into_any()
}
