//! Owns the badge of a number: how sure it is, and its source one tap away.

use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::text::ui::{self, say};
use qitu_model::Lang;
use qitu_model::{Date, Fact, Source, Status};

/// What is older than this many months is marked: call before acting on it.
const STALE_MONTHS: i32 = 18;

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
    let today = session.today;
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

/// For how many months somebody has said, hoped or guessed it, where that is long. A rule in force
/// does not age.
fn stale(today: Date, fact: &Fact) -> Option<i32> {
    let age = fact.date.map_or(0, |date| today.days_since(date) * 12 / 365);
    (age > STALE_MONTHS && fact.status != Status::InForce).then_some(age)
}

/// The label of a badge.
#[must_use]
pub fn label(lang: Lang, today: Date, fact: &Fact) -> Label {
    let words = ui::badge::words(lang);
    let when = fact.date.map(|d| {
        let (year, month, _) = d.ymd();
        format!("{year}-{month:02} ")
    });
    let mut said = format!("{}{}", when.unwrap_or_default(), say::status(lang, fact.status));
    let stale = stale(today, fact).is_some();
    if stale {
        said.push_str(words.stale);
    }
    let named = ui::fill(words.source_of, &[&said]);
    Label { said, named, tone: stale.then_some("warn") }
}

/// What a badge opens.
#[must_use]
pub fn inside(lang: Lang, today: Date, fact: Fact, source: Option<Source>) -> AnyView {
    let words = ui::badge::words(lang);
    let warning = stale(today, &fact).map(|age| {
        let told = ui::fill(words.stale_more, &[&age.to_string()]);
        view! { <strong>{told}</strong> }
    });
    let note = fact.note.map(|n| lang.pick(&n).to_owned());
    let source = source.map_or_else(
        || view! { <span>{words.no_source}</span> }.into_any(),
        |s| {
            let by = [
                lang.pick(&s.publisher).to_owned(),
                s.date.map_or_else(String::new, |d| say::day(lang, d)),
            ];
            let by = by.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>();
            let by = by.join(if lang == Lang::Zh { "，" } else { ", " });
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
        <span class="source-more">
            {warning}
            {source}
            {note.map(|n| view! { <span>{n}</span> })}
        </span>
    }
    .into_any()
}
