//! Owns the certificates with their days and numbers, and the courses done.

use super::screen::{Screen, bin};
use super::skill::levels;
use crate::app::component::{DateField, select};
use crate::app::session::session;
use crate::app::state::record::RecordEdit;
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::export::talent_file::runs_out;
use qitu_engine::text::names::{name, skill};
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Certified, Date, Id, Paper};

/// Weeks before its end from which on a certificate asks to be renewed.
const SOON_DAYS: i32 = 60;

pub(super) fn certificates(screen: &Screen) -> AnyView {
    let words = screen.words;
    let rows = {
        let screen = screen.clone();
        move || {
            let held = screen.rider.with(|rider| {
                let own = rider.certificates.iter().map(|own| (own.clone(), None));
                let candidate = Candidate::on(&screen.catalogue, rider, screen.session.today());
                let name = |by: &Activity| screen.lang.pick(&by.name).to_owned();
                let given = candidate.certificates_given().into_iter();
                own.chain(given.map(|(one, by)| (one, Some(name(by))))).collect::<Vec<_>>()
            });
            if held.is_empty() {
                return view! { <p class="quiet">{words.certificates_none}</p> }.into_any();
            }
            let rows: Vec<_> =
                held.into_iter().map(|(one, by)| certificate(&screen, &one, by)).collect();
            view! { <ul class="list">{rows}</ul> }.into_any()
        }
    };
    let options = screen.catalogue.certificates.iter();
    let options = options.map(|c| (c.id.clone(), screen.lang.pick(&c.name).to_owned())).collect();
    let chosen = RwSignal::new(String::new());
    let form = {
        let screen = screen.clone();
        move || {
            let id = chosen.get();
            (!id.is_empty()).then(|| form(&screen, id, chosen))
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.certificates}</h2>
            {rows}
            <details class="more">
                <summary class="more-title">{words.certificate_add}</summary>
                <div class="stack">
                    {select(words.certificates, "record-certificate", words.certificate_choose, options, chosen)}
                    {form}
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// One certificate held, with its end; one that something done has given stays as long as that.
fn certificate(screen: &Screen, held: &Certified, by: Option<String>) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let end = screen.record.with(|record| runs_out(&screen.catalogue, record, &held.id, held.on));
    let today = screen.session.today();
    let day = |day: Date| format::day(lang, day);
    let rule = screen.catalogue.activity(&held.id).and_then(|(_, a)| a.valid_months);
    let (tone, end) = match end {
        Some(end) if end <= today => ("bad", ui::fill(words.certificate_ended, &[&day(end)])),
        Some(end) if end.days_since(today) <= SOON_DAYS => {
            ("warn", ui::fill(words.certificate_soon, &[&day(end)]))
        }
        Some(end) => ("good", ui::fill(words.certificate_ends, &[&day(end)])),
        None if rule.is_some() => ("warn", words.certificate_no_day.to_owned()),
        None => ("", words.certificate_for_good.to_owned()),
    };
    let number = screen.record.with(|r| r.papers.get(&held.id).map(|paper| paper.number.clone()));
    let is_given = by.is_some();
    let by = by.map(|by| ui::fill(words.certificate_given, &[&by]));
    let number = number.filter(|number| !number.is_empty());
    let parts: Vec<String> = held.on.map(day).into_iter().chain(number).chain(by).collect();
    let title = name(lang, &screen.catalogue, &held.id).to_owned();
    let take_out = {
        let (screen, id) = (screen.clone(), held.id.clone());
        move |_| {
            let edit = RecordEdit::Certificate { id: id.clone(), held: None };
            screen.change(edit, words.removed.to_owned());
        }
    };
    view! {
        <li class="list-item">
            <div class="list-row">
                <span class="list-main">
                    <span class="list-title">{title.clone()}</span>
                    <span class="list-note">{parts.join(" · ")}</span>
                    <span class="badge" data-tone=tone>{end}</span>
                </span>
                {(!is_given).then(|| bin(ui::fill(words.remove_one, &[&title]), take_out))}
            </div>
        </li>
    }
    .into_any()
}

/// Day, end and number of the certificate chosen.
fn form(screen: &Screen, id: Id, chosen: RwSignal<String>) -> AnyView {
    let words = screen.words;
    let held = screen.rider.with_untracked(|r| {
        r.certificates.iter().find(|held| held.id == id).and_then(|held| held.on)
    });
    let paper = screen.record.with_untracked(|r| r.papers.get(&id).cloned()).unwrap_or_default();
    let on = RwSignal::new(held);
    let until = RwSignal::new(paper.until);
    let number = RwSignal::new(paper.number);
    let save = {
        let screen = screen.clone();
        move |_| {
            let paper = Paper {
                number: number.get_untracked().trim().chars().take(60).collect(),
                until: until.get_untracked(),
            };
            let held = Some((on.get_untracked(), paper));
            screen.change(RecordEdit::Certificate { id: id.clone(), held }, words.saved.to_owned());
            chosen.set(String::new());
        }
    };
    let (lang, year) = (screen.lang, session().today().ymd().0);
    let years = (year - 60, year + 60);
    let day = |label: &'static str, field: &'static str, day: RwSignal<Option<Date>>| {
        view! {
            <DateField
                lang
                id=field
                label
                years
                value=day
                set=Callback::new(move |chosen| day.set(chosen))
                may_be_empty=true
            />
        }
    };
    view! {
        {day(words.certificate_on, "record-on", on)}
        {day(words.certificate_until, "record-until", until)}
        <div class="field">
            <label class="field-label" for="record-number">{words.certificate_number}</label>
            <input
                id="record-number"
                class="field-input"
                autocomplete="off"
                prop:value=move || number.get()
                on:change=move |event| number.set(event_target_value(&event))
            />
        </div>
        <button class="button" data-size="wide" on:click=save>{words.save}</button>
    }
    .into_any()
}

/// What a course done counts for, in one line; none = nothing but itself.
fn gives(screen: &Screen, course: &str) -> Option<String> {
    let (lang, catalogue) = (screen.lang, &screen.catalogue);
    let (_, course) = catalogue.activity(course)?;
    let word = |level: u32| levels(screen.words).get(level as usize).copied().unwrap_or_default();
    let skills = course.gives.skills.iter();
    let skills =
        skills.map(|(id, level)| format!("{} {}", skill(lang, catalogue, id), word(*level)));
    let certificates =
        course.gives.certificates.iter().map(|id| name(lang, catalogue, id).to_owned());
    let all: Vec<String> = skills.chain(certificates).collect();
    let list = all.join(if lang == Lang::Zh { "、" } else { ", " });
    (!all.is_empty()).then(|| ui::fill(screen.words.course_gives, &[&list]))
}

pub(super) fn courses(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let rows = {
        let screen = screen.clone();
        move || {
            let done = screen.rider.with(|rider| rider.courses.clone());
            if done.is_empty() {
                return view! { <p class="quiet">{words.courses_none}</p> }.into_any();
            }
            let rows = done.into_iter().map(|id| {
                let title = name(lang, &screen.catalogue, &id).to_owned();
                let gives = gives(&screen, &id);
                let screen = screen.clone();
                let take_out = move |_| {
                    let edit = RecordEdit::Course { id: id.clone(), done: false };
                    screen.change(edit, words.removed.to_owned());
                };
                view! {
                    <li class="list-item">
                        <div class="list-row">
                            <span class="list-main">
                                <span class="list-title">{title.clone()}</span>
                                {gives.map(|gives| view! { <span class="list-note">{gives}</span> })}
                            </span>
                            {bin(ui::fill(words.remove_one, &[&title]), take_out)}
                        </div>
                    </li>
                }
            });
            view! { <ul class="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
        }
    };
    let options = screen.catalogue.courses.iter();
    let options = options.map(|c| (c.id.clone(), lang.pick(&c.name).to_owned())).collect();
    let chosen = RwSignal::new(String::new());
    let add = {
        let screen = screen.clone();
        move |_| {
            let id = chosen.get_untracked();
            if !id.is_empty() {
                screen.change(RecordEdit::Course { id, done: true }, words.saved.to_owned());
                chosen.set(String::new());
            }
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.courses}</h2>
            {rows}
            <details class="more">
                <summary class="more-title">{words.course_add}</summary>
                <div class="stack">
                    {select(words.courses, "record-course", words.certificate_choose, options, chosen)}
                    <button class="button" data-size="wide" on:click=add>{words.save}</button>
                </div>
            </details>
        </section>
    }
    .into_any()
}
