//! Owns the badge of a number: how sure it is, and its source one tap away.

use crate::app::session::session;
use crate::model::{Fact, Source};
use crate::text::ui::{self, say};
use leptos::prelude::*;

/// `估计`, `2025-12 已公布`: a disclosure that opens the source below it.
#[component]
pub fn Badge(
    /// Where the number comes from.
    fact: Fact,
    /// Its source, where the catalogue does not list it.
    #[prop(default = None)]
    source: Option<Source>,
) -> impl IntoView {
    let session = session();
    let lang = untrack(|| session.lang());
    let words = ui::shell::words(lang);
    let source = source.or_else(|| {
        let id = fact.source.as_deref()?;
        untrack(|| session.catalogue())?.source(id).cloned()
    });
    let when = fact.date.map(|d| {
        let (year, month, _) = d.ymd();
        format!("{year}-{month:02} ")
    });
    let label = format!("{}{}", when.unwrap_or_default(), say::status(lang, fact.status));
    let status = format!("{:?}", fact.status).to_lowercase();
    let note = fact.note.map(|n| lang.pick(&n).to_owned());
    let source = source.map_or_else(
        || view! { <span>{words.no_source}</span> }.into_any(),
        |s| {
            let by = [
                lang.pick(&s.publisher).to_owned(),
                s.date.map_or_else(String::new, |d| say::day(lang, d)),
            ];
            let by = by.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(", ");
            let link = s.url.map(|url| {
                view! { <a href=url target="_blank" rel="noreferrer">{words.open_source}</a> }
            });
            view! {
                <span class="source-title">{lang.pick(&s.title).to_owned()}</span>
                <span>{by}</span>
                {link}
            }
            .into_any()
        },
    );
    view! {
        <details class="source" data-status=status>
            <summary><span class="badge">{label}</span></summary>
            <span class="source-more">
                {source}
                {note.map(|n| view! { <span>{n}</span> })}
            </span>
        </details>
    }
}
