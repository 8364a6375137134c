//! Owns what is said of a plan that another catalogue was asked for.

use crate::app::platform::address;
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
    let way = match elsewhere {
        Elsewhere::Catalogue(id) => address::with_book(id),
        Elsewhere::Goal(_) => None,
    };
    let way = way.map(|href| {
        view! {
            <div class="button-row"><a class="button" href=href>{words.to_that_book}</a></div>
        }
    });
    view! {
        <section class="notice" data-tone="warn" role="status">
            <h1 class="notice-title">{title}</h1>
            <p>{words.elsewhere_more}</p>
            {way}
        </section>
    }
    .into_any()
}
