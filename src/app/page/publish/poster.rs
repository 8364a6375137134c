//! Owns the poster for a notice board and the cards to hand out: three jobs with a QR code each, one
//! for the start, and whose they are. Refuses to keep or send what is written on them.

use crate::app::component::{Icon, icon, qr_code, select};
use crate::app::platform::{carry, clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::{Activity, Catalogue, Lang};
use std::sync::Arc;

/// Jobs on it.
const JOBS: usize = 3;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paper {
    A4,
    A3,
    Cards,
}

impl Paper {
    const ALL: [Self; 3] = [Self::A4, Self::A3, Self::Cards];

    fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Cards => "cards",
        }
    }
}

/// What was chosen and written.
#[derive(Clone, Copy)]
struct Poster {
    session: Session,
    lang: Lang,
    paper: RwSignal<Paper>,
    name: RwSignal<String>,
    contact: RwSignal<String>,
    jobs: [RwSignal<String>; JOBS],
}

/// Draws the choices, and what is printed as it will be.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::poster::words(lang);
    let first = first_jobs(catalogue);
    let job = |at: usize| RwSignal::new(first.get(at).cloned().unwrap_or_default());
    let poster = Poster {
        session: session(),
        lang,
        paper: RwSignal::new(Paper::A4),
        name: RwSignal::new(lang.pick(&catalogue.title).to_owned()),
        contact: RwSignal::new(catalogue.home.clone().unwrap_or_default()),
        jobs: [job(0), job(1), job(2)],
    };
    let book = catalogue.clone();
    view! {
        <section class="section poster">
            <div data-print="never">
                <h2 class="section-title">{words.title}</h2>
                <p class="section-note">{words.lead}</p>
            </div>
            <div class="kit">
                <div class="kit-choices stack" data-print="never">{choices(poster, catalogue)}</div>
                <div>
                    <p class="field-label" data-print="never">{words.preview}</p>
                    {move || sheet(poster, &book)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The jobs it begins with: those that pay best of different lines, since one line suits nobody.
fn first_jobs(catalogue: &Catalogue) -> Vec<String> {
    let mut roles: Vec<&Activity> = catalogue
        .roles
        .iter()
        .filter(|role| role.pay.is_some() && !role.needs.is_nothing())
        .collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.pay.as_ref().map(|pay| pay.low)));
    let mut chosen: Vec<&Activity> = Vec::new();
    for role in &roles {
        if chosen.iter().all(|other| other.track != role.track) {
            chosen.push(role);
        }
    }
    // A catalogue of one line has its best three.
    chosen.extend(
        roles
            .iter()
            .filter(|role| !chosen.iter().any(|own| own.id == role.id))
            .copied()
            .collect::<Vec<_>>(),
    );
    chosen.into_iter().take(JOBS).map(|role| role.id.clone()).collect()
}

fn choices(poster: Poster, catalogue: &Catalogue) -> AnyView {
    let Poster { lang, paper, name, contact, jobs, .. } = poster;
    let words = ui::poster::words(lang);
    let roles =
        catalogue.roles.iter().map(|role| (role.id.clone(), lang.pick(&role.name).to_owned()));
    let roles = roles.collect::<Vec<_>>();
    let labels = [
        (words.job_1, "poster-job-1"),
        (words.job_2, "poster-job-2"),
        (words.job_3, "poster-job-3"),
    ];
    let jobs = labels
        .into_iter()
        .zip(jobs)
        .map(|((label, id), job)| select(label, id, words.none, roles.clone(), job));
    let papers = Paper::ALL.map(|one| {
        let label = match one {
            Paper::A4 => words.a4,
            Paper::A3 => words.a3,
            Paper::Cards => words.cards,
        };
        view! {
            <button
                class="chip"
                aria-pressed=move || (paper.get() == one).to_string()
                on:click=move |_| paper.set(one)
            >
                {label}
            </button>
        }
    });
    let print = move |_| {
        if carry::in_wechat() {
            poster.session.say(words.wechat.to_owned(), false);
        } else {
            clock::after_drawing(dom::print);
        }
    };
    view! {
        <div>
            <p class="field-label">{words.paper}</p>
            <div class="chips" role="group" aria-label=words.paper>{papers.into_iter().collect::<Vec<_>>()}</div>
        </div>
        {jobs.collect::<Vec<_>>()}
        {line("poster-name", words.name, name, None)}
        {line("poster-contact", words.contact, contact, Some(words.contact_hint))}
        <button class="button" data-kind="primary" data-size="wide" on:click=print>
            {icon(Icon::Print)}
            {words.print}
        </button>
    }
    .into_any()
}

/// A line to write.
fn line(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    hint: Option<&'static str>,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            <input
                class="field-input"
                id=id
                maxlength="80"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            {hint.map(|hint| view! { <span class="field-hint">{hint}</span> })}
        </div>
    }
    .into_any()
}

/// What is printed: on the screen it is the preview.
fn sheet(poster: Poster, catalogue: &Catalogue) -> AnyView {
    match poster.paper.get() {
        Paper::Cards => {
            let fold = ui::poster::words(poster.lang).fold;
            view! {
                <div class="poster-sheet" data-paper="cards">
                    {whole(poster, catalogue)}
                    <p class="poster-fold">{fold}</p>
                    {whole(poster, catalogue)}
                </div>
            }
            .into_any()
        }
        paper => view! {
            <div class="poster-sheet" data-paper=paper.word()>{whole(poster, catalogue)}</div>
        }
        .into_any(),
    }
}

/// One poster, or one card.
fn whole(poster: Poster, catalogue: &Catalogue) -> AnyView {
    let Poster { session, lang, name, contact, jobs, .. } = poster;
    let words = ui::poster::words(lang);
    let home = session.home();
    let chosen = jobs.iter().map(|job| job.get()).collect::<Vec<_>>();
    let roles = chosen.iter().enumerate().filter(|(at, id)| !chosen[..*at].contains(id));
    let roles = roles.filter_map(|(_, id)| catalogue.roles.iter().find(|role| role.id == **id));
    let jobs = roles.map(|role| job(lang, &home, role)).collect::<Vec<_>>();
    let start = code(lang, &format!("{home}{}", Route::Start.hash()), words.scan_start.to_owned());
    let own = move || {
        let (name, contact) = (name.get(), contact.get());
        let has = |text: &str| !text.trim().is_empty();
        view! {
            <footer class="poster-foot">
                {has(&name).then(|| view! { <p class="poster-name">{name.clone()}</p> })}
                {has(&contact).then(|| view! { <p class="poster-contact">{contact.clone()}</p> })}
            </footer>
        }
    };
    view! {
        <article class="poster-page">
            <header class="poster-head">
                <p class="poster-headline">{words.headline}</p>
                <p class="poster-under">{words.under}</p>
            </header>
            <ul class="poster-jobs">{jobs}</ul>
            <section class="poster-start">
                <div>
                    <p class="poster-job-name">{words.start}</p>
                    <p>{words.start_more}</p>
                    <p class="poster-address">{home.clone()}</p>
                </div>
                {start}
            </section>
            <p class="poster-free">{words.free}</p>
            {own}
        </article>
    }
    .into_any()
}

fn job(lang: Lang, home: &str, role: &Activity) -> AnyView {
    let words = ui::poster::words(lang);
    let name = lang.pick(&role.name);
    let pay = role.pay.as_ref().map_or_else(
        || words.pay_unknown.to_owned(),
        |pay| {
            let [low, high] = [pay.low, pay.high].map(|yuan| format::yuan(yuan.0));
            ui::fill(words.pay, &[&low, &high, format::status(lang, pay.fact.status)])
        },
    );
    let link = format!("{home}{}", Route::Goal(role.id.clone()).hash());
    view! {
        <li class="poster-job" data-track=role.track.clone()>
            <div>
                // On the screen it leads to where the pay has its source.
                <p class="poster-job-name">
                    <a href=Route::Goal(role.id.clone()).hash()>{name.to_owned()}</a>
                </p>
                <p class="poster-pay">{pay}</p>
                {role.about.as_ref().map(|about| view! { <p class="poster-about">{lang.pick(about).to_owned()}</p> })}
            </div>
            {code(lang, &link, ui::fill(words.scan_job, &[name]))}
        </li>
    }
    .into_any()
}

fn code(lang: Lang, link: &str, label: String) -> AnyView {
    qr_code(link, label).unwrap_or_else(|| {
        view! { <p class="poster-address">{ui::poster::words(lang).too_long}</p> }.into_any()
    })
}
