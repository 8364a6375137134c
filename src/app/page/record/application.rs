//! Owns the list of applications: where, for what, how far.

use super::screen::{Screen, bin};
use crate::app::component::select;
use crate::app::state::record::RecordEdit;
use leptos::prelude::*;
use qitu_engine::text::{format, names::name, ui};
use qitu_model::{Application, Stage};

fn stages(words: &ui::record::Words) -> [(Stage, &'static str); 6] {
    let names =
        [words.stage_0, words.stage_1, words.stage_2, words.stage_3, words.stage_4, words.stage_5];
    std::array::from_fn(|at| (Stage::ALL[at], names[at]))
}

pub(super) fn applications(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let rows = {
        let screen = screen.clone();
        move || {
            let list = screen.record.with(|record| record.applications.clone());
            if list.is_empty() {
                return view! { <p class="quiet">{words.applications_none}</p> }.into_any();
            }
            let rows = list.iter().enumerate().rev().map(|(at, one)| row(&screen, at, one));
            view! { <ul class="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
        }
    };
    let options = screen.catalogue.roles.iter();
    let options = options.map(|role| (role.id.clone(), lang.pick(&role.name).to_owned())).collect();
    let (role, place) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = {
        let screen = screen.clone();
        move |_| {
            let chosen = role.get_untracked();
            if chosen.is_empty() {
                return;
            }
            let application = Application {
                role: chosen,
                place: place.get_untracked().trim().chars().take(60).collect(),
                state: Stage::Planned,
                on: screen.session.today(),
            };
            screen.change(RecordEdit::Apply(application), words.saved.to_owned());
            role.set(String::new());
            place.set(String::new());
        }
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.applications}</h2>
            {rows}
            <details class="more">
                <summary class="more-title">{words.application_add}</summary>
                <div class="stack">
                    {select(words.application_role, "record-role", words.certificate_choose, options, role)}
                    <div class="field">
                        <label class="field-label" for="record-place">{words.application_place}</label>
                        <input
                            id="record-place"
                            class="field-input"
                            autocomplete="organization"
                            prop:value=move || place.get()
                            on:input=move |event| place.set(event_target_value(&event))
                        />
                    </div>
                    <button class="button" data-size="wide" on:click=add>{words.save}</button>
                </div>
            </details>
        </section>
    }
    .into_any()
}

fn row(screen: &Screen, at: usize, one: &Application) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let note = [one.place.clone(), format::day(lang, one.on)];
    let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
    let state = one.state;
    let options = stages(words).map(|(stage, label)| {
        let value = (stage as u8).to_string();
        view! { <option value=value selected={stage == state}>{label}</option> }
    });
    let advance = {
        let screen = screen.clone();
        move |event| {
            let chosen = event_target_value(&event);
            let stage = Stage::ALL.into_iter().find(|stage| (*stage as u8).to_string() == chosen);
            if let Some(stage) = stage {
                let on = screen.session.today();
                screen.change(RecordEdit::Advance { at, stage, on }, words.saved.to_owned());
            }
        }
    };
    let title = name(lang, &screen.catalogue, &one.role).to_owned();
    let withdraw = {
        let screen = screen.clone();
        move |_| screen.change(RecordEdit::Withdraw(at), words.removed.to_owned())
    };
    view! {
        <li class="list-item">
            <div class="list-row">
                <span class="list-main">
                    <span class="list-title">{title.clone()}</span>
                    <span class="list-note">{note.join(" · ")}</span>
                </span>
                <select class="field-input record-stage" aria-label=words.stage on:change=advance>
                    {options}
                </select>
                {bin(ui::fill(words.remove_one, &[&title]), withdraw)}
            </div>
        </li>
    }
    .into_any()
}
