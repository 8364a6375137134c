//! Owns the badge of a number: how sure it is, and its source one tap away.

use crate::app::platform::link_target::outside;
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Date, Fact, Source};

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
    let source = source.or_else(|| {
        let id = fact.source.as_deref()?;
        untrack(|| session.catalogue())?.source(id).cloned()
    });
    let today = session.today();
    let label = label(lang, today, &fact);
    view! {
        <details class="source">
            <summary aria-label=label.named><span class="badge" data-tone=label.tone>{label.said}</span></summary>
            {inside(lang, today, fact, source)}
        </details>
    }
}

/// What a badge says before it is opened.
pub struct Label {
    /// On it.
    pub said: String,
    /// To who does not see what it stands at.
    pub named: String,
    /// Its colour.
    pub tone: Option<&'static str>,
}

/// The label of a badge.
#[must_use]
pub fn label(lang: Lang, today: Date, fact: &Fact) -> Label {
    let words = ui::badge::words(lang);
    let when = fact.date.map(|date| format!("{} ", format::dated(date, fact.by)));
    let mut said = format!("{}{}", when.unwrap_or_default(), format::status(lang, fact.status));
    let (is_over, is_stale) = (fact.is_over(today), fact.months_old(today).is_some());
    if is_over {
        said.push_str(words.over);
    } else if is_stale {
        said.push_str(words.stale);
    }
    let named = ui::fill(words.source_of, &[&said]);
    Label { said, named, tone: (is_over || is_stale).then_some("warn") }
}

/// What a badge opens.
#[must_use]
pub fn inside(lang: Lang, today: Date, fact: Fact, source: Option<Source>) -> AnyView {
    let words = ui::badge::words(lang);
    let over = fact.until.filter(|_| fact.is_over(today));
    let over = over.map(|day| ui::fill(words.over_more, &[&format::day(lang, day)]));
    let old = || Some(ui::fill(words.stale_more, &[&fact.months_old(today)?.to_string()]));
    let warning = over.or_else(old).map(|told| view! { <strong>{told}</strong> });
    let looked = fact.checked.map(|day| ui::fill(words.looked_up, &[&format::day(lang, day)]));
    let note = fact.note.map(|n| lang.pick(&n).to_owned());
    let source = source.map_or_else(
        || view! { <span>{words.no_source}</span> }.into_any(),
        |s| {
            let by = [
                lang.pick(&s.publisher).to_owned(),
                s.date.map_or_else(String::new, |date| format::between(lang, date, s.by)),
            ];
            let by = by.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>();
            let by = by.join(if lang == Lang::Zh { "，" } else { ", " });
            let link = s.url.as_deref().and_then(outside).map(|url| {
                view! { <a href=url.to_owned() target="_blank" rel="noreferrer">{words.open_source}</a> }
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
        <span class="source-more">
            {warning}
            {source}
            {looked.map(|day| view! { <span>{day}</span> })}
            {note.map(|n| view! { <span>{n}</span> })}
        </span>
    }
    .into_any()
}
