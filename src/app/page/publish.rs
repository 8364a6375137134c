//! Owns 发布: four ways from a catalogue to a planner that riders use.
//! Refuses to send anything anywhere: what is published is handed to whoever publishes it.

mod book;
mod gather;
mod kit;
mod page_file;
mod part;
mod poster;
mod whole;

use crate::app::component::{Icon, desk, icon};
use crate::app::platform::{address, clock, dom};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use part::save_json;
use qitu_engine::export::publish::Edition;
use qitu_engine::load;
use qitu_engine::text::{problem, ui};
use qitu_model::{Catalogue, Lang, json};
use std::sync::Arc;

/// Where a catalogue goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Into a page of its own.
    Page,
    /// With the whole planner onto a host.
    Whole,
    /// Beside the catalogue of this planner.
    Book,
    /// Beside a page that has the planner in it.
    Lines,
}

/// What was read of the catalogue to publish.
#[derive(Clone, PartialEq)]
struct Reading {
    edition: Option<Arc<Edition>>,
    errors: usize,
    warnings: usize,
}

impl Reading {
    fn of(text: &str) -> Self {
        let (edition, problems) = Edition::read(text);
        let number = load::count(&problems);
        let (errors, warnings) = (number.errors, number.warnings);
        Self { edition: edition.map(Arc::new), errors, warnings }
    }
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::publish::words(lang);
    // Nothing is the catalogue in use.
    let source = RwSignal::new(Some(desk::text()).filter(|text| !text.trim().is_empty()));
    let used = catalogue.clone();
    let reading = Memo::new(move |_| {
        source.with(|text| match text {
            Some(text) => Reading::of(text),
            None => Reading::of(&json::write(&*used)),
        })
    });
    // The address of the lines for a page is older than the other ways.
    let is_for_lines = address::hash().starts_with("#/embed");
    let way = RwSignal::new(if is_for_lines { Way::Lines } else { Way::Page });
    let poster = poster::draw(lang, catalogue);
    let catalogue = catalogue.clone();
    let details = move || match (way.get(), reading.with(|read| read.edition.clone())) {
        (Way::Lines, edition) => lines(lang, &catalogue, edition),
        (_, None) => ().into_any(),
        (Way::Page, Some(edition)) => page_file::draw(lang, edition),
        (Way::Whole, Some(edition)) => whole::draw(lang, edition),
        (Way::Book, Some(edition)) => book::draw(lang, edition),
    };
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {which(lang, source, reading)}
        {ways(lang, way)}
        <section class="section publish" id="publish-way" aria-live="polite">{details}</section>
        {poster}
    }
    .into_any()
}

/// Which catalogue is published, and whether it may be.
fn which(lang: Lang, source: RwSignal<Option<String>>, reading: Memo<Reading>) -> AnyView {
    let words = ui::publish::words(lang);
    let session = session();
    let open = move |event: leptos::ev::Event| {
        let input = event_target(&event);
        leptos::task::spawn_local(async move {
            match desk::chosen(input).await {
                Some(Ok(text)) => {
                    desk::put(&text);
                    let _ = source.try_set(Some(text));
                }
                // What was to be published before still is.
                Some(Err(bad)) => session.say(problem::problem(lang, &bad.kind).what, false),
                None => {}
            }
        });
    };
    let told = move || {
        let from = if source.with(Option::is_some) { words.on_desk } else { words.in_use };
        let title = reading.with(|read| {
            let edition = read.edition.as_ref()?;
            let version =
                if edition.version.is_empty() { words.no_version } else { &edition.version };
            let id = if edition.id.is_empty() { words.no_version } else { &edition.id };
            let title = lang.pick(&edition.title).to_owned();
            let line = ui::fill(words.edition, &[id, version]);
            Some(view! { <p class="card-title">{title}</p> <p class="card-text">{line}</p> })
        });
        view! { <p class="quiet small">{from}</p> {title} {reading.with(|read| verdict(lang, read))} }
    };
    let back = move || {
        source.with(Option::is_some).then(|| {
            view! {
                <button class="button" data-kind="quiet" on:click=move |_| source.set(None)>{words.use_current}</button>
            }
        })
    };
    view! {
        <section class="section publish">
            <h2 class="section-title">{words.which}</h2>
            <div class="card" id="publish-which">{told}</div>
            <div class="button-row">
                <label class="button studio-open">
                    {words.open}
                    <input class="hidden-words" type="file" accept=".json,application/json" on:change=open />
                </label>
                <a class="button" href=Route::Studio.hash()>{words.studio}</a>
                {back}
            </div>
        </section>
    }
    .into_any()
}

fn verdict(lang: Lang, read: &Reading) -> Option<AnyView> {
    let words = ui::publish::words(lang);
    let (tone, told) = match (&read.edition, read.errors, read.warnings) {
        (None, 0, _) => ("bad", words.unusable.to_owned()),
        (None, errors, _) => ("bad", ui::fill(words.unsound, &[&errors.to_string()])),
        (Some(_), _, 0) => return None,
        (Some(_), _, warnings) => ("", ui::fill(words.warned, &[&warnings.to_string()])),
    };
    Some(view! { <p class="notice" data-tone=tone>{told}</p> }.into_any())
}

/// The four ways, of which one is shown below.
fn ways(lang: Lang, way: RwSignal<Way>) -> AnyView {
    let words = ui::publish::words(lang);
    let all = [
        (Way::Page, words.page, words.page_for),
        (Way::Whole, words.whole, words.whole_for),
        (Way::Book, words.book, words.book_for),
        (Way::Lines, words.lines, words.lines_for),
    ];
    let cards = all.map(|(one, name, who)| {
        let choose = move |_| {
            way.set(one);
            // On a phone the ways fill the screen: what to do is brought up from below them.
            clock::after_drawing(|| dom::reveal("#publish-way > .button-row"));
        };
        view! {
            <button class="card" aria-pressed=move || (way.get() == one).to_string() on:click=choose>
                <span class="card-title">{name}</span>
                <span class="card-text">{who}</span>
            </button>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.how}</h2>
            <div class="publish-ways" role="group" aria-label=words.how>{cards.into_iter().collect::<Vec<_>>()}</div>
        </section>
    }
    .into_any()
}

/// The lines for a page, and the file that they fetch.
fn lines(lang: Lang, catalogue: &Catalogue, edition: Option<Arc<Edition>>) -> AnyView {
    let words = ui::publish::words(lang);
    let file = edition.map(|edition| {
        let save = move |_| save_json("catalogue.json", &edition.whole);
        view! { <button class="button" on:click=save>{icon(Icon::Backup)} {words.lines_download}</button> }
    });
    view! {
        <h2 class="section-title">{words.lines}</h2>
        <p>{words.lines_first}</p>
        <div class="button-row">{file}</div>
        {kit::draw(lang, catalogue)}
    }
    .into_any()
}
