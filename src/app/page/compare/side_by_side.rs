//! Owns scenarios beside one another, a rider's own or those of a link: a table where there is room
//! for its columns, cards on a phone.

use super::compared::Compared;
use super::{cards, line, table};
use crate::app::platform::media_query;
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::route::Route;
use leptos::{ev, prelude::*};
use qitu_engine::explain::itinerary;
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Lang};
use std::collections::BTreeSet;

/// Where columns have room; a phone shows cards.
const TABLE_FITS: &str = "(min-width: 48rem)";

/// The name of the answer of one of the rider's own scenarios.
pub(super) fn key(at: usize) -> String {
    format!("case/{at}")
}

/// Is there room for the table?
pub(super) fn is_wide() -> RwSignal<bool> {
    let wide = RwSignal::new(media_query::holds(TABLE_FITS));
    let resized = window_event_listener(ev::resize, move |_| {
        let now = media_query::holds(TABLE_FITS);
        if wide.get_untracked() != now {
            wide.set(now);
        }
    });
    on_cleanup(move || resized.remove());
    wide
}

/// Cards or a table, each scenario with what can be done with it.
pub(super) fn side_by_side(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    compared: &Compared,
    is_wide: bool,
    actions: impl Fn(usize) -> AnyView,
) -> AnyView {
    let lines = line::lines(lang, catalogue, &compared.answers, &compared.open);
    let drawn = if is_wide {
        table::draw(lang, compared, lines, actions)
    } else {
        cards::draw(session, lang, compared, lines, actions)
    };
    view! { <section>{drawn} {sources(lang, catalogue, &compared.answers)}</section> }.into_any()
}

/// Pay and cover are a role's own numbers: their sources stand on its page.
fn sources(lang: Lang, catalogue: &Catalogue, answers: &[Option<Answered>]) -> AnyView {
    let goals = answers.iter().flatten().filter_map(|answer| itinerary::goal_id(&answer.1.goal));
    let goals: BTreeSet<&str> = goals.collect();
    let roles = catalogue.roles.iter().filter(|role| goals.contains(role.id.as_str()));
    let roles = roles.map(|role| {
        let href = Route::Goal(role.id.clone()).hash();
        view! { <a class="chip" href=href>{lang.pick(&role.name).to_owned()}</a> }
    });
    let words = ui::compare::words(lang);
    view! { <p class="compare-sources">{words.sources} {roles.collect::<Vec<_>>()}</p> }.into_any()
}
