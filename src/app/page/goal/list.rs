//! Owns the list of all roles by line.

use crate::app::component::{Icon, icon, soonest};
use crate::app::session::session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;

/// Draws all roles by line.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::goal::words(lang);
    let session = session();
    let asked = soonest::question(session, catalogue);
    let held = asked.as_ref().and_then(|asked| asked.rider.role.clone());
    let lines = catalogue.tracks.iter().map(|track| {
        let roles = catalogue.roles.iter().filter(|r| r.track.as_ref() == Some(&track.id));
        let rows = roles.map(|role| {
            let tier = catalogue.tiers.iter().find(|t| Some(&t.id) == role.tier.as_ref());
            let pay = role.pay.as_ref().map(|p| {
                ui::fill(words.pay_month, &[&format::yuan(p.low.0), &format::yuan(p.high.0)])
            });
            let note = [tier.map(|t| lang.pick(&t.name).to_owned()), pay];
            let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let here = held.as_ref() == Some(&role.id);
            let time = asked.as_ref().filter(|_| !here);
            let time = time.map(|asked| soonest::line(session, lang, asked, &role.id));
            let here = here.then(|| {
                view! { <span class="badge" data-tone="good">{words.here}</span> }
            });
            view! {
                <li class="list-item">
                    <a class="list-link" href=Route::Goal(role.id.clone()).hash()>
                        <span class="list-main">
                            <span class="list-title">{lang.pick(&role.name).to_owned()}</span>
                            <span class="list-note">{note}</span>
                            {time}
                        </span>
                        {here}
                    </a>
                </li>
            }
        });
        view! {
            <section class="section goal-line" data-track=track.id.clone()>
                <h2 class="section-title">{lang.pick(&track.name).to_owned()}</h2>
                <ul class="list">{rows.collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    view! {
        <header class="page-head"><h1 class="page-title">{words.list_title}</h1></header>
        <p class="page-lead">{words.list_lead}</p>
        <a class="button" href=Route::Map(None).hash()>{icon(Icon::Map)} {words.on_map}</a>
        {lines.collect::<Vec<_>>()}
    }
    .into_any()
}
