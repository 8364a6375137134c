//! Owns 我的档案: what a rider keeps about themself, and what it adds up to.
//! Refuses to lower anything or to send it anywhere.

mod account;
mod application;
mod paper;
mod screen;
mod skill;
mod talent;

use crate::app::component::{Icon, icon};
use crate::app::session::session;
use crate::app::state::record::known;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use screen::Screen;
use std::sync::Arc;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let today = session.today();
    let record = Memo::new(move |_| session.history.with(|h| h.now.record.clone()));
    let rider = Memo::new(move |_| {
        session.history.with(|h| known(&h.now.record, h.now.case().map(|c| &c.scenario), today))
    });
    let book = catalogue.clone();
    let whole =
        Memo::new(move |_| rider.with(|rider| Candidate::on(&book, rider, today).spelled_out()));
    let words = ui::record::words(lang);
    let catalogue = catalogue.clone();
    let screen = Screen { session, lang, words, catalogue, record, rider, whole };
    view! {
        <div class="record-page" data-print="never">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
            </header>
            <p class="page-lead">{words.lead}</p>
            {account::accounts(&screen)}
            {skill::skills(&screen)}
            {paper::certificates(&screen)}
            {paper::courses(&screen)}
            {account::ruler(&screen)}
            {application::applications(&screen)}
            {talent::section(&screen)}
            {backup(words)}
        </div>
        {talent::page(&screen)}
    }
    .into_any()
}

/// The way to what keeps all of this.
fn backup(words: &ui::record::Words) -> AnyView {
    view! {
        <section class="section">
            <a class="card" data-kind="door" href=Route::Backup.hash()>
                <span>
                    <span class="card-title">{words.backup}</span>
                    <span class="card-text">{words.backup_more}</span>
                </span>
                {icon(Icon::Next)}
            </a>
        </section>
    }
    .into_any()
}
