//! Owns the schools and companies of 谁在教 that are known by name.

use super::book::{Institution, Places};
use super::{Asked, PAIRS};
use crate::app::part::{Badge, List, Results, Row, Said};
use crate::explain::find::Index;
use crate::text::{Lang, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// How many there are before somebody asks for more, and how many more then.
const FEW: usize = 6;

/// Those that fit.
pub fn draw(lang: Lang, book: &Arc<Places>, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let index = Index::new(
        book.institutions
            .iter()
            .map(|one| ([one.name.zh.as_str(), one.name.en.as_str()], one.field.zh.as_str())),
    );
    let shown = RwSignal::new(FEW);
    let all = book.clone();
    let kept = Memo::new(move |_| {
        let (role, place) = (asked.role.get(), asked.place.get());
        if role.is_empty() && place.is_empty() {
            return Vec::new();
        }
        let here = |one: &Institution| one.place.as_ref().is_none_or(|own| *own == place);
        let fits = |one: &Institution| {
            (role.is_empty() || one.roles.contains(&role)) && (place.is_empty() || here(one))
        };
        all.institutions.iter().map(fits).collect::<Vec<bool>>()
    });
    let found = Memo::new(move |_| {
        kept.with(|kept| asked.typed.with(|typed| index.best(typed, shown.get(), kept)))
    });
    let list = List {
        found,
        counted: None,
        shown,
        more: FEW,
        none: words.institutions_none,
        class: "list who-places",
        height: 100,
        pairs: PAIRS,
    };
    let book = book.clone();
    let list = Results::new(list, move |entry| row(lang, &book, entry));
    asked.lists.update_value(|lists| lists.push(list));
    view! {
        <section class="section">
            <h2 class="section-title">{words.institutions}</h2>
            {list.view(lang)}
        </section>
    }
    .into_any()
}

fn row(lang: Lang, book: &Arc<Places>, entry: usize) -> (AnyView, Row) {
    let now = RwSignal::new(entry);
    let all = book.clone();
    let say = move |at: usize| {
        let Some(one) = all.institutions.get(at) else { return Said::default() };
        // What it is known from opens under it: that is drawn anew.
        now.set(at);
        let note = format!("{} · {}", lang.pick(&one.field), lang.pick(&one.said));
        Said { words: vec![lang.pick(&one.name).to_owned(), note], ..Said::default() }
    };
    let book = book.clone();
    // Many are known from the same source: then it stays.
    let all = book.clone();
    let fact = Memo::new(move |_| all.institutions.get(now.get()).map(|one| one.fact.clone()));
    let badge = move || {
        let fact = fact.get()?;
        let source = fact.source_in(&book.sources);
        Some(view! { <Badge fact=fact source=source /> })
    };
    Row::draw(entry, say, |element, _, next| {
        view! {
            <li class="list-item who-item" node_ref=element>
                <p class="list-title">{next()}</p>
                <p class="list-note">{next()}</p>
                {badge}
            </li>
        }
        .into_any()
    })
}
