//! Owns backup, restore and erase.

use super::Screen;
use crate::app::backup::{Unread, read_file, write_file};
use crate::app::draft::Draft;
use crate::app::edit::Edit;
use crate::app::keep;
use crate::app::platform::{address, carry};
use crate::text::ui;
use leptos::prelude::*;

pub(super) fn section(screen: &Screen) -> AnyView {
    let words = screen.words;
    let (session, lang) = (screen.session, screen.lang);
    let last = RwSignal::new(keep::backup());
    let shown = RwSignal::new(None::<String>);
    let sure = RwSignal::new(false);
    let draft = move || session.history.with_untracked(|h| h.now.clone());
    let save = move |_| {
        let text = write_file(&draft(), session.today);
        if carry::in_wechat() {
            shown.set(Some(text));
        } else {
            carry::save("qitu-backup.json", "application/json", &text);
            keep::backed_up(session.today);
            last.set(keep::backup());
            session.say(words.saved.to_owned(), false);
        }
    };
    let open = move |event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        leptos::task::spawn_local(async move {
            let Some(text) = carry::chosen(input).await else { return };
            match read_file(&text) {
                Ok(draft) => session.change(Edit::Restore(draft), words.backup_opened.to_owned()),
                Err(why) => session.say(problem(words, why).to_owned(), false),
            }
        });
    };
    let state = move || {
        let now = last.get();
        let told = match now.on {
            Some(day) => ui::fill(words.backup_last, &[&ui::say::day(lang, day)]),
            None => words.backup_never.to_owned(),
        };
        let due = now.is_due().then(|| {
            let told = ui::fill(words.backup_due, &[&now.changes.to_string()]);
            view! { <p class="notice" data-tone="warn">{told}</p> }
        });
        view! { {due}<p class="quiet small">{told}</p> }
    };
    let embedded = carry::is_embedded().then(|| {
        view! {
            <section class="notice" data-tone="warn">
                <p>{words.embedded}</p>
                <a class="button" href=address::base() target="_blank" rel="noopener">
                    {words.embedded_open}
                </a>
            </section>
        }
    });
    let unread = keep::unread().map(|text| {
        let save = move |_| carry::save("qitu-unread.txt", "text/plain;charset=utf-8", &text);
        view! { <button class="button" data-size="wide" on:click=save>{words.backup_unread}</button> }
    });
    let text = move || {
        shown.get().map(|text| {
            view! {
                <p class="notice">{words.in_wechat}</p>
                <textarea class="field-input share-words" readonly prop:value=text></textarea>
            }
        })
    };
    let erase = move || {
        if !sure.get() {
            return view! {
                <button class="button" data-kind="danger" data-size="wide" on:click=move |_| sure.set(true)>
                    {words.erase}
                </button>
            }
            .into_any();
        }
        view! {
            <section class="notice" data-tone="bad" role="alert">
                <p class="notice-title">{words.erase_sure}</p>
                <div class="button-row">
                    <button class="button" on:click=move |_| sure.set(false)>{words.erase_no}</button>
                    <button
                        class="button"
                        data-kind="danger"
                        on:click=move |_| {
                            session.erase();
                            sure.set(false);
                            last.set(keep::Backup::default());
                            session.say(words.erased.to_owned(), false);
                        }
                    >
                        {words.erase_yes}
                    </button>
                </div>
            </section>
        }
        .into_any()
    };
    let empty = move || session.history.with(|h| h.now == Draft::default());
    view! {
        <section class="section" id="backup">
            <h2 class="section-title">{words.backup}</h2>
            <p class="section-note">{words.backup_note}</p>
            {embedded}
            <div class="stack">
                {state}
                <button class="button" data-size="wide" disabled=empty on:click=save>
                    {words.backup_save}
                </button>
                <label class="button record-file" data-size="wide">
                    {words.backup_open}
                    <input
                        class="hidden-words"
                        type="file"
                        accept=".json,application/json"
                        on:change=open
                    />
                </label>
                {unread}
                {text}
            </div>
        </section>
        <section class="section">
            <h2 class="section-title">{words.erase}</h2>
            <p class="section-note">{words.erase_note}</p>
            {erase}
        </section>
    }
    .into_any()
}

fn problem(words: &ui::record::Words, why: Unread) -> &'static str {
    match why {
        Unread::Broken => words.file_broken,
        Unread::Foreign => words.file_foreign,
        Unread::Newer => words.file_newer,
        Unread::TooLong => words.file_long,
    }
}
