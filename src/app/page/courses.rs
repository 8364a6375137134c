//! Owns 课程: search and filters over every course and certificate.
//! What a key costs is measured by `benches/search.mjs`: `explain::find` answers, `part::results`
//! draws what is seen at once and the rest after it.

mod card;
mod filter;

use crate::app::component::{
    Badge, Fetched, List, Results, Segments, fetched, rehearse, search, try_out, when_here,
};
use crate::app::platform::media_query;
use crate::app::session::course_search::{ASKED, PAGE, forget};
use crate::app::state::dataset::OTHER_CATALOGUE;
use filter::Filters;
use leptos::prelude::*;
use qitu_engine::explain::find::Index;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Fact, Kind, Status};
use std::rc::Rc;
use std::sync::Arc;

/// How often the search is tried out before the first key.
const TRIES: usize = 18;

/// Draws the screen: the catalogue the plans are made of, and another to look at.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::course::words(lang);
    let other = ASKED.with(|asked| RwSignal::from(asked.other.clone()));
    let choices = [("own", words.own_book), ("other", words.other_book)];
    let choices = choices.map(|(id, label)| (id.to_owned(), label.to_owned())).to_vec();
    let catalogue = catalogue.clone();
    let body = move || {
        if !other.get() {
            return browse(lang, &catalogue);
        }
        // The other catalogue is fetched when somebody asks for it, not before.
        let book: Fetched<Catalogue> = fetched(OTHER_CATALOGUE);
        when_here(lang, book, move |book| {
            let title = lang.pick(&book.title).to_owned();
            let more = ui::fill(words.other_more, &[&book.courses.len().to_string()]);
            // What is reported of the school as a whole: where it was reported, without one course's note.
            let facts = book.courses.iter().flat_map(|course| course.facts.values());
            let stated =
                facts.filter(|fact| fact.status == Status::Stated).find(|f| f.source.is_some());
            let source = stated.map(|fact| {
                let source = fact.source_in(&book.sources);
                view! { <Badge fact=Fact { note: None, ..fact.clone() } source=source /> }
            });
            view! {
                <div class="notice courses-other"><p>{title}</p><p>{more}</p>{source}</div>
                {browse(lang, &book)}
            }
            .into_any()
        })
    };
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <div class="courses-books">
            <Segments
                label=words.books
                name="courses-book"
                choices=choices
                chosen=Signal::derive(move || if other.get() { "other" } else { "own" }.to_owned())
                choose=Callback::new(move |id: String| {
                    forget();
                    other.set(id == "other");
                })
            />
        </div>
        {body}
    }
    .into_any()
}

/// Search, filters and results over one catalogue.
fn browse(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::course::words(lang);
    let entries: Vec<(Kind, &Activity)> =
        catalogue.activities().filter(|(kind, _)| *kind != Kind::Role).collect();
    let index = Arc::new(Index::new(
        entries.iter().map(|(_, a)| ([a.name.zh.as_str(), a.name.en.as_str()], a.id.as_str())),
    ));
    try_out(index.clone(), TRIES);
    let filters = Filters::new(lang, catalogue, &entries);
    let offered = filters.groups.clone();
    let (chosen, shown) = ASKED
        .with(|asked| (RwSignal::from(asked.chosen.clone()), RwSignal::from(asked.shown.clone())));
    let offers = |choice: usize| {
        offered.iter().any(|(_, choices)| choices.iter().any(|(at, _)| *at == choice))
    };
    chosen.update(|chosen| chosen.retain(|choice| offers(*choice)));
    let kept = Memo::new(move |_| chosen.with(|chosen| filters.kept(chosen)));
    let find = move |few: usize| {
        let found =
            kept.with(|kept| ASKED.with(|asked| index.best(&asked.typed.borrow(), few, kept)));
        let counted = ui::fill(words.found, &[&found.count.to_string()]);
        (found, counted)
    };
    let list = List {
        find: Rc::new(find),
        shown,
        more: PAGE,
        none: words.none,
        class: "stack",
        // As in the style sheet: on a phone most are of one height.
        height: if media_query::holds("(max-width: 30rem)") { 176 } else { 112 },
        pairs: "(min-width: 60rem)",
    };
    let book = catalogue.clone();
    let places = Results::new(list, move |entry| card::card(lang, &book, entry));
    let type_in = |words: String| ASKED.with(|asked| asked.typed.replace(words));
    let typed = || ASKED.with(|asked| asked.typed.borrow().clone());
    let ask = move |words: String| {
        if type_in(words.clone()) != words {
            places.ask(".courses-list");
        }
    };
    rehearse(typed, move |words| {
        type_in(words);
        places.again();
    });
    let offered = offered.into_iter().map(|(name, choices)| {
        let label = name.clone();
        let chips = choices.into_iter().map(|(choice, label)| {
            let pressed =
                move || if chosen.with(|c| c.contains(&choice)) { "true" } else { "false" };
            let tap = move |_| {
                places.look_again(".courses-list");
                chosen.update(|c| match c.iter().position(|held| *held == choice) {
                    Some(at) => drop(c.remove(at)),
                    None => c.push(choice),
                });
                if shown.get_untracked() != PAGE {
                    shown.set(PAGE);
                }
            };
            view! { <button class="chip" aria-pressed=pressed on:click=tap>{label}</button> }
        });
        view! {
            <div class="courses-group" role="group" aria-label=label>
                <span class="courses-group-name" aria-hidden="true">{name}</span>
                <div class="chips">{chips.collect::<Vec<_>>()}</div>
            </div>
        }
    });
    let offered = offered.collect::<Vec<_>>();
    view! {
        <div class="courses">
            <div class="courses-side">
                <div class="courses-search">
                    {search(lang, words.search, typed(), ask)}
                    <p class="courses-found">{words.search_hint}</p>
                </div>
                <details class="more" open=media_query::is_wide() on:toggle=move |_| places.look()>
                    <summary class="more-title">
                        {words.filters}
                        <span class="badge" data-tone="solid" hidden=move || chosen.with(Vec::is_empty)>
                            {move || chosen.with(Vec::len)}
                        </span>
                    </summary>
                    {offered}
                    <button class="button" data-kind="quiet" on:click=move |_| chosen.set(Vec::new())>{words.reset}</button>
                </details>
            </div>
            <div class="courses-list">
                {places.counted("courses-found courses-count")}
                {places.view(lang)}
            </div>
        </div>
    }
    .into_any()
}
