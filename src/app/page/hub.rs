//! Owns 我的: the hub of the places that are not at the thumb.

use crate::app::component::{Icon, icon};
use crate::app::platform::embedding;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Draws the hub.
#[must_use]
pub fn draw(lang: Lang) -> AnyView {
    let (names, words) = (ui::shell::words(lang), ui::me::words(lang));
    let mine = [
        (Route::Record, names.record, words.record_hint, Icon::Record),
        (Route::Backup, names.backup, words.backup_hint, Icon::Backup),
        (Route::Check, names.check, words.check_hint, Icon::Check),
        (Route::Compare, names.compare, words.compare_hint, Icon::Compare),
        (Route::Share, names.share, words.share_hint, Icon::Share),
    ];
    let around = [
        (Route::Courses, names.courses, words.courses_hint, Icon::Courses),
        (Route::Schooling, names.schooling, words.schooling_hint, Icon::School),
        (Route::Who(None), names.who, words.who_hint, Icon::Place),
        (Route::Cover(None), names.cover, words.cover_hint, Icon::Money),
        (Route::Evidence, names.evidence, words.evidence_hint, Icon::News),
    ];
    let staff = [
        (Route::Studio, names.studio, words.studio_hint, Icon::Studio),
        (Route::Publish, words.publish, words.publish_hint, Icon::Print),
    ];
    // Visitors of somebody else's page are riders.
    let is_own = !embedding::is_there();
    let staff = is_own.then(|| group(words.for_staff, staff.to_vec()));
    let parts = is_own.then(|| {
        view! { <p class="small"><a href=Route::Parts.hash()>{words.parts_hint}</a></p> }
    });
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        <div class="grid me">
            {group(words.about_me, mine.to_vec())}
            {group(words.look_round, around.to_vec())}
            {staff}
        </div>
        <p class="quiet">{names.about_privacy}</p>
        {parts}
        <p class="small">
            <a href="licences.txt" target="_blank" rel="noopener license">{words.licences}</a>
        </p>
    }
    .into_any()
}

fn group(title: &'static str, places: Vec<(Route, &'static str, &'static str, Icon)>) -> AnyView {
    let rows = places.into_iter().map(|(route, name, hint, sign)| {
        view! {
            <li class="list-item">
                <a class="list-link" href=route.hash()>
                    {icon(sign)}
                    <span class="list-main">
                        <span class="list-title">{name}</span>
                        <span class="list-note">{hint}</span>
                    </span>
                </a>
            </li>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{title}</h2>
            <ul class="list">{rows.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
