//! Owns the map as a nested list: lines, and on each the roles from the first to the last.

use super::picture::Scene;
use crate::app::component::soonest;
use crate::app::session::Session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Scenario};

/// Draws it.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue, scene: &Scene) -> AnyView {
    let asked = untrack(|| soonest::question(session, catalogue));
    let starts = scene.map.stations.iter().filter(|s| s.line.is_none()).map(|s| s.role.clone());
    let mut groups = vec![(String::new(), starts.collect::<Vec<_>>())];
    for line in &scene.map.lines {
        let roles = line.stations.iter().filter_map(|&s| scene.map.stations.get(s));
        groups.push((line.track.clone(), roles.map(|s| s.role.clone()).collect()));
    }
    let groups = groups.into_iter().map(|(track, roles)| {
        let name = catalogue.tracks.iter().find(|t| t.id == track);
        let title = name.map(|t| lang.pick(&t.name).to_owned());
        let about = name.and_then(|t| t.about.as_ref()).map(|a| lang.pick(a).to_owned());
        let rows = roles.iter().filter_map(|id| {
            let role = catalogue.roles.iter().find(|r| r.id == *id)?;
            Some(row(session, lang, catalogue, scene, asked.as_ref(), role))
        });
        view! {
            <section class="map-list-line" data-track=track>
                {title.map(|t| view! { <h2 class="map-list-title">{t}</h2> })}
                {about.map(|a| view! { <p class="section-note">{a}</p> })}
                <ol class="map-list">{rows.collect::<Vec<_>>()}</ol>
            </section>
        }
    });
    view! { <div class="map-lists">{groups.collect::<Vec<_>>()}</div> }.into_any()
}

fn row(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scene: &Scene,
    asked: Option<&Scenario>,
    role: &Activity,
) -> AnyView {
    let tier = catalogue.tiers.iter().find(|t| Some(&t.id) == role.tier.as_ref());
    let tier = tier.map(|t| lang.pick(&t.name).to_owned());
    let pay = role.pay.as_ref().map(|pay| {
        let words = ui::goal::words(lang);
        ui::fill(words.pay_month, &[&format::yuan(pay.low.0), &format::yuan(pay.high.0)])
    });
    let about = [tier, pay].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mark = scene.marks.iter().find(|m| m.role == role.id);
    let state = mark.map_or("later", |m| m.state.word());
    let is_here = asked.is_some_and(|asked| asked.rider.role.as_ref() == Some(&role.id));
    let time = asked.filter(|_| !is_here);
    let time = time.map(|asked| soonest::line(session, lang, asked, &role.id));
    let note = mark.map(|m| m.note.clone()).filter(|n| !n.is_empty());
    view! {
        <li class="map-list-item" data-state=state>
            <a class="list-link" href=Route::Map(Some(role.id.clone())).hash()>
                <span class="list-main">
                    <span class="list-title">{lang.pick(&role.name).to_owned()}</span>
                    <span class="list-note">{about}</span>
                    {time}
                </span>
                {note.map(|n| view! { <span class="badge">{n}</span> })}
            </a>
        </li>
    }
    .into_any()
}
