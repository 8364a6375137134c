//! Owns the talent file: one printed page and a file for programs, both marked self-reported.

use super::screen::Screen;
use super::skill::levels;
use crate::app::platform::{carry, dom};
use crate::app::state::edit::Edit;
use crate::app::state::record::RecordEdit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::export::talent_file::{file, runs_out};
use qitu_engine::text::{
    format,
    names::{name, skill},
    ui,
};

pub(super) fn section(screen: &Screen) -> AnyView {
    let words = screen.words;
    let record = screen.record;
    let session = screen.session;
    let save = {
        let screen = screen.clone();
        move |_| {
            let (record, rider) = (screen.record.get_untracked(), screen.whole.get_untracked());
            let today = screen.session.today();
            let text = file(screen.lang, &screen.catalogue, &record, &rider, today);
            carry::save("qitu-talent.json", "application/json", &text);
        }
    };
    // In WeChat both buttons would do nothing.
    let take = if carry::in_wechat() {
        view! {
            <div class="notice">
                <p>{words.talent_wechat}</p>
                <a class="button" href=Route::Backup.hash()>{words.talent_backup}</a>
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="button-row">
                <button class="button" on:click=move |_| dom::print()>{words.talent_print}</button>
                <button class="button" on:click=save>{words.talent_file}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.talent}</h2>
            <p class="section-note">{words.talent_note}</p>
            <div class="stack">
                <div class="field">
                    <label class="field-label" for="record-name">{words.talent_name}</label>
                    <input
                        id="record-name"
                        class="field-input"
                        autocomplete="name"
                        prop:value=move || record.with(|record| record.name.clone())
                        on:change=move |event| {
                            let name = event_target_value(&event).trim().chars().take(60).collect();
                            session.edit(Edit::Record(RecordEdit::Name(name)));
                        }
                    />
                </div>
                {take}
            </div>
        </section>
    }
    .into_any()
}

/// The page as it is printed.
pub(super) fn page(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let screen = screen.clone();
    let body = move || {
        let (record, rider) = (screen.record.get(), screen.whole.get());
        let catalogue = &screen.catalogue;
        let today = format::day(lang, screen.session.today());
        let time = rider.tenure.iter().map(|(role, months)| {
            let line = [name(lang, catalogue, role).to_owned(), months.to_string()];
            view! { <li>{ui::fill(words.tenure_line, &[&line[0], &line[1]])}</li> }
        });
        let time: Vec<_> = time.collect();
        let skills = rider.skills.iter().map(|(id, level)| {
            let word = levels(words).get(*level as usize).copied().unwrap_or_default();
            view! { <tr><td>{skill(lang, catalogue, id).to_owned()}</td><td>{word}</td></tr> }
        });
        let skills: Vec<_> = skills.collect();
        let rated = !skills.is_empty();
        let certificates = rider.certificates.iter().map(|held| {
            let number = record.papers.get(&held.id).map(|paper| paper.number.clone());
            let end = runs_out(catalogue, &record, &held.id, held.on);
            view! {
                <tr>
                    <td>{name(lang, catalogue, &held.id).to_owned()}</td>
                    <td>{number}</td>
                    <td>{held.on.map(|on| format::day(lang, on))}</td>
                    <td>{end.map(|end| format::day(lang, end))}</td>
                </tr>
            }
        });
        let certificates: Vec<_> = certificates.collect();
        let certified = !certificates.is_empty();
        let worked = !time.is_empty();
        let courses: Vec<&str> = rider.courses.iter().map(|id| name(lang, catalogue, id)).collect();
        view! {
            <article class="leaflet" data-print="only">
                <header class="leaflet-head">
                    <div>
                        <h1 class="leaflet-title">{words.talent} " " {record.name}</h1>
                        <p>{ui::fill(words.talent_made, &[&today])}</p>
                    </div>
                </header>
                <p class="leaflet-choice">{words.talent_note}</p>
                <h2 hidden=!worked>{words.tenure}</h2>
                <ul class="leaflet-list">{time}</ul>
                <h2 hidden=!certified>{words.certificates}</h2>
                <table class="leaflet-table" data-kind="even" hidden=!certified>
                    <thead>
                        <tr>
                            <th>{words.certificates}</th>
                            <th>{words.paper_number}</th>
                            <th>{words.paper_on}</th>
                            <th>{words.paper_until}</th>
                        </tr>
                    </thead>
                    <tbody>{certificates}</tbody>
                </table>
                <h2 hidden=!rated>{words.skills}</h2>
                <table class="leaflet-table" data-kind="even" hidden=!rated>
                    <thead><tr><th>{words.skills}</th><th>{words.paper_level}</th></tr></thead>
                    <tbody>{skills}</tbody>
                </table>
                <h2 hidden=courses.is_empty()>{words.courses}</h2>
                <p>{courses.join(if lang == qitu_model::Lang::Zh { "、" } else { ", " })}</p>
            </article>
        }
    };
    body.into_any()
}
