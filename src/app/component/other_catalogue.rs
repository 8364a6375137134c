//! Owns what is said of a plan that another catalogue was asked for.

use leptos::prelude::*;
use qitu_engine::link::Elsewhere;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// Names the catalogue or the goal, and says that this is no "cannot".
#[must_use]
pub fn other_catalogue(lang: Lang, elsewhere: &Elsewhere) -> AnyView {
    let words = ui::plan::words(lang);
    let title = match elsewhere {
        Elsewhere::Catalogue(id) => ui::fill(words.elsewhere_catalogue, &[id]),
        Elsewhere::Goal(ids) => {
            let ids = ids.join(if lang == Lang::Zh { "、" } else { ", " });
            ui::fill(words.elsewhere_goal, &[&ids])
        }
    };
    view! {
        <section class="notice" data-tone="warn" role="status">
            <h1 class="notice-title">{title}</h1>
            <p>{words.elsewhere_more}</p>
        </section>
    }
    .into_any()
}
