//! Owns what the leaves say alike of a role: how it is employed, and how sure its cover is.

use crate::app::session::Session;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Activity, Catalogue, CoverState, Lang};

pub(super) fn employment(lang: Lang, id: &str) -> String {
    let words = ui::cover::words(lang);
    match id {
        "full_time" => words.full_time,
        "full_time_jd" => words.full_time_jd,
        "unsaid" => words.employment_unsaid,
        "stable_part_time" => words.stable_part_time,
        "part_time" => words.part_time,
        "crowdsourced" => words.crowdsourced,
        "self_employed" => words.self_employed,
        "employee" => words.employee,
        "team_leader" => words.team_leader,
        other => other,
    }
    .to_owned()
}

pub(super) fn state_badge(lang: Lang, state: CoverState) -> AnyView {
    let words = ui::goal::words(lang);
    let (tone, word) = match state {
        CoverState::InForce => ("good", words.state_in_force),
        CoverState::Announced => ("warn", words.state_announced),
        CoverState::Undefined => ("warn", words.state_undefined),
    };
    view! { <span class="badge" data-tone=tone>{word}</span> }.into_any()
}

pub(super) fn goal_role(session: Session, catalogue: &Catalogue) -> Option<&Activity> {
    let id = session.goal_role().get()?;
    catalogue.roles.iter().find(|role| role.id == id)
}
