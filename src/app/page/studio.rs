//! Owns 学院: open, edit, check and try a catalogue; where its ladder has gaps; how many seats of
//! which class; when to hold one. Refuses to send anything anywhere.

mod finder;
mod forecast;
mod table;

use crate::app::component::{Icon, desk, icon};
use crate::app::platform::{carry, dom};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::load::{self, Problem, ProblemKind, Severity};
use qitu_engine::studio::{Gap, gaps};
use qitu_engine::text::{problem, studio, ui};
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;
use table::Table;

/// More problems than this are not listed at once.
const MOST_PROBLEMS: usize = 200;

/// What was found on the desk.
enum Found {
    /// A catalogue, with what is wrong with it.
    File(Box<Catalogue>, Vec<Problem>),
    /// A table of courses, with what is asked about it.
    Table(Box<Table>),
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::studio::words(lang);
    // The screen is drawn anew with each catalogue, left for others, and loaded anew.
    let text = RwSignal::new(desk::text());
    let desk_is_book = Memo::new(move |_| text.with(|text| text.trim_start().starts_with('{')));
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {open_file(lang, catalogue, text)}
        {ladder(lang, catalogue)}
        {forecast::draw(lang, catalogue, desk_is_book.into())}
        {finder::draw(lang, catalogue)}
        {publish(lang)}
    }
    .into_any()
}

fn counts(catalogue: &Catalogue) -> [String; 4] {
    let lists = [&catalogue.courses, &catalogue.certificates, &catalogue.roles];
    let [courses, certificates, roles] = lists.map(|list| list.len().to_string());
    [courses, certificates, roles, catalogue.skills.len().to_string()]
}

fn filled(sentence: &str, parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    ui::fill(sentence, &parts)
}

/// The file on the desk: opened, edited, checked, tried, saved.
fn open_file(lang: Lang, catalogue: &Arc<Catalogue>, text: RwSignal<String>) -> AnyView {
    let words = ui::studio::words(lang);
    let session = session();
    Effect::new(move |first: Option<()>| {
        text.with(|text| {
            if first.is_some() {
                desk::put(text);
            }
        });
    });
    let found: RwSignal<Option<Found>> = RwSignal::new(None);
    let read = Callback::new(move |table: Table| {
        text.set(table.written());
        found.set(Some(Found::Table(Box::new(table))));
    });
    let known = catalogue.clone();
    let check = Callback::new(move |()| {
        let now = text.get_untracked();
        match now.trim_start().chars().next() {
            None => found.set(None),
            Some('{' | '<') => {
                let (catalogue, problems) = load::catalogue(&now);
                found.set(Some(Found::File(Box::new(catalogue), problems)));
            }
            // Anything else is a table of courses: they are added to the catalogue in use.
            Some(_) => read.run(Table::read(&known, now, Vec::new())),
        }
    });
    let open = move |event: leptos::ev::Event| {
        let input = event_target::<dom::Input>(&event);
        leptos::task::spawn_local(async move {
            let Some(chosen) = desk::chosen(input).await else { return };
            match chosen {
                // A web page came in place of the file: what is on the desk stays there.
                Ok(read) if read.trim_start().starts_with('<') => {
                    let (catalogue, problems) = load::catalogue(&read);
                    let _ = found.try_set(Some(Found::File(Box::new(catalogue), problems)));
                }
                Ok(read) => {
                    let _ = text.try_set(read);
                    check.run(());
                }
                // What is on the desk stays there.
                Err(problem) => {
                    let _ = found.try_set(Some(Found::File(Box::default(), vec![problem])));
                }
            }
        });
    };
    let own = catalogue.clone();
    let take = move |_| {
        text.set(qitu_model::json::write_pretty(&*own));
        check.run(());
    };
    let see = move |_| {
        // What is wrong on the desk is planned with nowhere.
        let (sound, _) = text.with_untracked(|text| load::catalogue(text));
        if load::may_be_planned(&sound) {
            session.use_catalogue(qitu_model::json::write(&sound));
            session.say(words.seen.to_owned(), false);
        } else {
            check.run(());
            session.say(words.unusable.to_owned(), false);
        }
    };
    let back = move |_| {
        session.fetch_catalogue();
        session.say(words.backed.to_owned(), false);
    };
    let save = move |_| {
        carry::save("catalogue.json", "application/json", &text.get_untracked());
    };
    let desk_of = catalogue.clone();
    let is_empty = move || text.with(|text| text.trim().is_empty());
    let title = lang.pick(&catalogue.title).to_owned();
    let edition = ui::fill(words.edition, &[&catalogue.version]);
    let total = filled(words.counts, &counts(catalogue));
    view! {
        <section class="section studio">
            <h2 class="section-title">{words.current}</h2>
            <p><strong>{title}</strong> " · " {edition}</p>
            <p class="quiet">{total}</p>
            <div class="button-row studio-tools">
                <label class="button studio-open">
                    {words.open}
                    <input class="hidden-words" type="file" accept=".json,.csv,.tsv,.txt,application/json,text/csv,text/comma-separated-values,text/tab-separated-values,text/plain,application/vnd.ms-excel" on:change=open />
                </label>
                <button class="button" on:click=take>{words.take}</button>
                <button class="button" data-kind="quiet" on:click=back>{words.back}</button>
            </div>
            <div class="field">
                <label class="field-label" for="studio-text">{words.text}</label>
                <textarea
                    class="field-input studio-text"
                    id="studio-text"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| {
                        text.set(event_target_value(&event));
                        // Reading the table again would undo what is typed here.
                        if found.with_untracked(|found| matches!(found, Some(Found::Table(_)))) {
                            found.set(None);
                        }
                    }
                ></textarea>
                <span class="field-hint">{words.text_hint}</span>
            </div>
            <div class="button-row">
                <button class="button" data-kind="primary" disabled=is_empty on:click=move |_| check.run(())>{words.check}</button>
                <button class="button" disabled=is_empty on:click=see>{words.see}</button>
                <button class="button" disabled=is_empty on:click=save>{words.save}</button>
            </div>
            <div aria-live="polite">
                {move || found.with(|found| match found {
                    None => view! { <p class="quiet">{words.empty}</p> }.into_any(),
                    Some(Found::File(catalogue, problems)) => verdict(lang, catalogue, problems),
                    Some(Found::Table(asked)) => {
                        let total = filled(words.read, &counts(&asked.grown));
                        let questions = table::draw(lang, &desk_of, asked, read);
                        view! { <p class="quiet">{total}</p> {questions} }.into_any()
                    }
                })}
            </div>
        </section>
    }
    .into_any()
}

/// What was read, and every problem with its line and how to mend it.
fn verdict(lang: Lang, catalogue: &Catalogue, problems: &[Problem]) -> AnyView {
    let words = ui::studio::words(lang);
    let number = load::count(problems);
    let sum = [Severity::Error, Severity::Warning, Severity::Notice]
        .map(|severity| number.of(severity).to_string());
    let sum = if problems.is_empty() { words.fine.to_owned() } else { filled(words.found, &sum) };
    // How many there are beside those listed is said below the list.
    let is_listed = |problem: &&Problem| !matches!(problem.kind, ProblemKind::More { .. });
    let mut sorted: Vec<&Problem> = problems.iter().filter(is_listed).collect();
    sorted.sort_by_key(|problem| (problem.severity, problem.line));
    let all = number.errors + number.warnings + number.notices;
    let left = all - sorted.len().min(MOST_PROBLEMS);
    let rows = sorted.into_iter().take(MOST_PROBLEMS).map(|one| {
        let told = problem::problem(lang, &one.kind);
        let tone = match one.severity {
            Severity::Error => "bad",
            Severity::Warning => "warn",
            Severity::Notice => "",
        };
        let line = (one.line > 0).then(|| ui::fill(words.at_line, &[&one.line.to_string()]));
        let place = [line, Some(one.path.clone()), Some(one.entry.clone())];
        let place = place.into_iter().flatten().filter(|part| !part.is_empty());
        view! {
            <li class="studio-problem">
                <p>
                    <span class="badge" data-tone=tone>{problem::severity(lang, one.severity)}</span>
                    " " <span class="quiet small">{place.collect::<Vec<_>>().join(" · ")}</span>
                </p>
                <p>{told.what}</p>
                <p class="quiet">{told.mend}</p>
            </li>
        }
    });
    let more = (left > 0).then(|| ui::fill(words.more, &[&left.to_string()]));
    view! {
        <p><strong>{sum}</strong></p>
        <p class="quiet">{filled(words.read, &counts(catalogue))}</p>
        <ul class="studio-problems">{rows.collect::<Vec<_>>()}</ul>
        {more.map(|more| view! { <p class="quiet">{more}</p> })}
    }
    .into_any()
}

/// What the ladder lacks: what closes a way first, what only thins it folded.
fn ladder(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::studio::words(lang);
    let found = gaps(catalogue);
    let rows = |fits: &dyn Fn(&Gap) -> bool| {
        let rows = found.iter().filter(|gap| fits(gap)).map(|gap| {
            view! { <li class="studio-problem">{studio::gap(lang, catalogue, gap)}</li> }
        });
        rows.collect::<Vec<_>>()
    };
    let open = rows(&|gap| matches!(gap, Gap::NotTaught { .. } | Gap::NoCourse { .. }));
    let single = rows(&|gap| matches!(gap, Gap::OneCourse { .. }));
    let idle = rows(&|gap| matches!(gap, Gap::SkillIdle { .. } | Gap::CertificateIdle { .. }));
    let none = open.is_empty().then(|| view! { <p>{words.ladder_none}</p> });
    let fold = |title: &str, rows: Vec<_>| {
        let title = ui::fill(title, &[&rows.len().to_string()]);
        (!rows.is_empty()).then(|| {
            view! {
                <details class="more">
                    <summary class="more-title">{title}</summary>
                    <ul class="studio-problems more-body">{rows}</ul>
                </details>
            }
        })
    };
    view! {
        <section class="section studio">
            <h2 class="section-title">{words.ladder}</h2>
            <p class="section-note">{words.ladder_more}</p>
            {none}
            <ul class="studio-problems">{open}</ul>
            {fold(words.single, single)}
            {fold(words.idle, idle)}
        </section>
    }
    .into_any()
}

/// The way to putting a catalogue online.
fn publish(lang: Lang) -> AnyView {
    let words = ui::studio::words(lang);
    view! {
        <section class="section">
            <a class="card" data-kind="door" href=Route::Publish.hash()>
                <span>
                    <span class="card-title">{words.publish}</span>
                    <span class="card-text">{words.publish_more}</span>
                </span>
                {icon(Icon::Embed)}
            </a>
        </section>
    }
    .into_any()
}
