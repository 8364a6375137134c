//! Owns the skills with their five plain levels.

use super::screen::Screen;
use crate::app::state::record::RecordEdit;
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::text::ui;
use qitu_model::{Rider, Skill};

/// The words of the five levels, lowest first.
pub(super) fn levels(words: &ui::record::Words) -> [&'static str; 5] {
    [words.level_0, words.level_1, words.level_2, words.level_3, words.level_4]
}

/// Skills by module; a module opens where one is tapped.
pub(super) fn skills(screen: &Screen) -> AnyView {
    let words = screen.words;
    let modules = screen.catalogue.modules.iter().map(|module| {
        let own = screen.catalogue.skills.iter().filter(|s| s.module.as_ref() == Some(&module.id));
        let own: Vec<&Skill> = own.collect();
        let count = ui::fill(words.skills_all, &[&own.len().to_string()]);
        let rows: Vec<_> = own.into_iter().map(|skill| row(screen, skill)).collect();
        view! {
            <details class="more">
                <summary class="more-title">
                    {screen.lang.pick(&module.name).to_owned()}
                    <span class="quiet small">{count}</span>
                </summary>
                <ul class="record-skills">{rows}</ul>
            </details>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.skills}</h2>
            <p class="section-note">{words.skills_note}</p>
            {modules.collect::<Vec<_>>()}
        </section>
    }
    .into_any()
}

fn row(screen: &Screen, skill: &Skill) -> AnyView {
    let (words, rider, lang) = (screen.words, screen.rider, screen.lang);
    let title = lang.pick(&skill.name).to_owned();
    let id = skill.id.clone();
    let level = move |of: Memo<Rider>| of.with(|r| r.skills.get(&id).copied().unwrap_or(0).min(4));
    let (own, whole) = (level.clone(), screen.whole);
    let now = Memo::new(move |_| level(whole));
    // A course or a certificate has given at least so much: who wants less takes it out.
    let (book, id, today) = (screen.catalogue.clone(), skill.id.clone(), screen.session.today());
    let taught = Memo::new(move |_| {
        let asked = now.get() > 0;
        let given = asked.then(|| {
            rider.with(|rider| {
                let (level, by) = Candidate::on(&book, rider, today).taught(&id)?;
                Some((level.min(4), lang.pick(&by.name).to_owned()))
            })
        });
        given.flatten()
    });
    let least = Memo::new(move |_| taught.with(|t| t.as_ref().map_or(0, |(level, _)| *level)));
    let because = move || {
        let (level, by) = taught.get().filter(|(level, _)| *level > own(rider))?;
        let word = levels(words).get(level as usize).copied().unwrap_or_default();
        let said = ui::fill(words.skill_given, &[&by, word]);
        Some(view! { <span class="list-note">{said}</span> })
    };
    let more = [
        words.level_0_more,
        words.level_1_more,
        words.level_2_more,
        words.level_3_more,
        words.level_4_more,
    ];
    let meant = skill.levels.clone();
    let note = move || {
        let level = now.get();
        let told = meant.get(&level.to_string()).map(|text| lang.pick(text).to_owned());
        let plain = more.get(level as usize).copied().unwrap_or_default();
        told.unwrap_or_else(|| plain.to_owned())
    };
    let buttons = (0..5).zip(levels(words)).map(|(level, word)| {
        let (screen, id, title) = (screen.clone(), skill.id.clone(), title.clone());
        let tapped = move |_| {
            let said = ui::fill(words.skill_saved, &[&title, word]);
            screen.change(RecordEdit::Skill { skill: id.clone(), level }, said);
        };
        view! {
            <button
                class="record-level"
                aria-pressed=move || if now.get() == level { "true" } else { "false" }
                data-state=move || (level > 0 && level <= now.get()).then_some("reached")
                disabled=move || level < least.get()
                on:click=tapped
            >
                {word}
            </button>
        }
    });
    view! {
        <li class="record-skill">
            <span class="list-title">{title.clone()}</span>
            <span class="list-note">{note}</span>
            {because}
            <div class="record-levels" role="group" aria-label=title>
                {buttons.collect::<Vec<_>>()}
            </div>
        </li>
    }
    .into_any()
}
