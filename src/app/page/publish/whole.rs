//! Owns the way of the whole planner: one archive with everything that a static host needs.

use super::gather::{self, Trouble};
use super::part::steps;
use crate::app::component::{Icon, icon};
use crate::app::platform::{address, carry};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::export::publish::Edition;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::sync::Arc;

/// How far the archive has come.
#[derive(Clone, PartialEq)]
enum Stage {
    NotAsked,
    Gathering(usize, usize),
    Done { files: usize, bytes: usize },
    Failed(Trouble),
}

pub(super) fn draw(lang: Lang, edition: Arc<Edition>) -> AnyView {
    let words = ui::publish::words(lang);
    let session = session();
    let stage = RwSignal::new(Stage::NotAsked);
    let own = edition.clone();
    let make = move |_| {
        let edition = own.clone();
        stage.set(Stage::Gathering(0, 0));
        leptos::task::spawn_local(async move {
            let step = |done, all| {
                let _ = stage.try_set(Stage::Gathering(done, all));
            };
            let made = match gather::archive(&edition, step).await {
                Ok((files, archive)) => {
                    carry::save_bytes(
                        &format!("qitu-{}.zip", edition.id),
                        "application/zip",
                        &archive,
                    );
                    Stage::Done { files, bytes: archive.len() }
                }
                Err(trouble) => Stage::Failed(trouble),
            };
            let _ = stage.try_set(made);
        });
    };
    let see = move |_| {
        session.use_catalogue(edition.whole.clone());
        session.say(words.whole_tried.to_owned(), false);
        address::go(&Route::Start.hash());
    };
    let is_busy = move || stage.with(|stage| matches!(stage, Stage::Gathering(..)));
    let todo = [words.whole_1, words.whole_2, words.whole_3].map(str::to_owned);
    view! {
        <h2 class="section-title">{words.whole}</h2>
        <div class="button-row">
            <button class="button" data-kind="primary" disabled=is_busy on:click=make>{icon(Icon::Backup)} {words.whole_download}</button>
            <button class="button" on:click=see>{words.whole_try}</button>
        </div>
        {move || stage.with(|stage| told(lang, stage))}
        {steps(todo.to_vec())}
    }
    .into_any()
}

fn told(lang: Lang, stage: &Stage) -> Option<AnyView> {
    let words = ui::publish::words(lang);
    let (tone, told) = match stage {
        Stage::NotAsked => return None,
        Stage::Gathering(done, all) => {
            ("", ui::fill(words.whole_gathering, &[&done.to_string(), &all.to_string()]))
        }
        Stage::Done { files, bytes } => {
            let tenths = bytes / 100_000;
            let size = format!("{}.{}", tenths / 10, tenths % 10);
            ("good", ui::fill(words.whole_done, &[&files.to_string(), &size]))
        }
        Stage::Failed(Trouble::Missing(path)) => ("bad", ui::fill(words.whole_failed, &[path])),
        Stage::Failed(Trouble::Mixed) => ("bad", words.whole_mixed.to_owned()),
    };
    Some(view! { <p class="notice" data-tone=tone role="status">{told}</p> }.into_any())
}
