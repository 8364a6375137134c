//! Owns the schools and companies of 谁在教 that are known by name.

use super::asked::{Asked, PAIRS};
use crate::app::component::{List, Results, Row, Said, badge};
use crate::app::session::session;
use crate::app::state::dataset::provider::{Institution, Places};
use leptos::prelude::*;
use qitu_engine::explain::find::Index;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::rc::Rc;
use std::sync::Arc;

/// The province of the academy that the list was made for.
pub(super) const HOME: &str = "guangdong";
/// How many there are before somebody asks for more, and how many more then.
const FEW: usize = 6;

/// Those that fit.
pub fn draw(lang: Lang, book: &Arc<Places>, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let book = &by_place(book);
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
    let find = move |few: usize| {
        let found = kept.with(|kept| asked.typed.with_value(|typed| index.best(typed, few, kept)));
        (found, String::new())
    };
    let list = List {
        find: Rc::new(find),
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

/// Where the academy is comes first, then the other provinces, then those of no one place.
fn by_place(book: &Places) -> Arc<Places> {
    let mut book = book.clone();
    book.institutions.sort_by_key(|one| {
        let far = one.place.as_ref().map(|place| (place != HOME, place.clone()));
        (far.is_none(), far)
    });
    Arc::new(book)
}

fn row(lang: Lang, book: &Arc<Places>, entry: usize) -> (AnyView, Row) {
    let today = session().today();
    let all = book.clone();
    let say = move |at: usize| {
        let Some(one) = all.institutions.get(at) else { return Said::default() };
        let note = format!("{} · {}", lang.pick(&one.field), lang.pick(&one.said));
        let badge = badge::label(lang, today, &one.fact);
        Said {
            words: vec![lang.pick(&one.name).to_owned(), note, badge.said],
            badge: Some(("data-tone", badge.tone)),
            ..Said::default()
        }
    };
    // What it is known from opens under it: that is drawn anew, after the words. Many are known
    // from the same source: then it stays.
    let now = RwSignal::new(entry);
    let (all, sources) = (book.clone(), book.clone());
    let fact = Memo::new(move |_| all.institutions.get(now.get()).map(|one| one.fact.clone()));
    let named = move || fact.get().map(|fact| badge::label(lang, today, &fact).named);
    let inside = move || {
        let fact = fact.get()?;
        let source = fact.source_in(&sources.sources);
        Some(badge::inside(lang, today, fact, source))
    };
    let (view, row) = Row::draw(entry, say, |element, first, next| {
        let tone = first.badge.and_then(|(_, tone)| tone);
        view! {
            <li class="list-item who-item" node_ref=element>
                <p class="list-title">{next()}</p>
                <p class="list-note">{next()}</p>
                <details class="source">
                    <summary aria-label=named><span class="badge" data-tone=tone>{next()}</span></summary>
                    {inside}
                </details>
            </li>
        }
        .into_any()
    });
    (view, row.followed_by(move |entry| now.set(entry)))
}
