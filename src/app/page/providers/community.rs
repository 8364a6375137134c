//! Owns the directory of 谁在教: the communities that fit, each with its suspected repeats folded
//! under it.

use super::asked::{Asked, PAIRS, TRIES};
use crate::app::component::{Badge, List, Results, Row, Said, try_out};
use crate::app::state::dataset::provider::{Community, Directory};
use leptos::prelude::*;
use qitu_engine::explain::find::Index;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How many there are before somebody asks for more, and how many more then.
const PAGE: usize = 20;

/// Which rows repeat a row.
type Repeats = BTreeMap<usize, Vec<usize>>;

/// Those that fit.
pub fn draw(lang: Lang, book: Arc<Directory>, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let units: Vec<String> = book.rows.iter().map(|row| row.4.join(" ")).collect();
    let names = book.rows.iter().zip(&units);
    let index = Index::new(names.map(|(row, units)| ([row.1.as_str(), ""], units.as_str())));
    let index = Arc::new(index);
    try_out(index.clone(), TRIES);
    let shown = RwSignal::new(PAGE);
    let badge =
        view! { <Badge fact=book.fact.clone() source=book.fact.source_in(&book.sources) /> };
    let rows = book.clone();
    let kept = Memo::new(move |_| {
        let (role, place, field) = (asked.role.get(), asked.place.get(), asked.field.get());
        if role.is_empty() && place.is_empty() && field.is_empty() {
            return Vec::new();
        }
        let place = rows.places.iter().position(|one| one.id == place);
        let fits = |row: &Community| {
            let own = rows.fields.get(row.3);
            let for_role = own.is_some_and(|own| own.roles.contains(&role));
            (role.is_empty() || for_role)
                && place.is_none_or(|place| row.6.contains(&place))
                && (field.is_empty() || own.is_some_and(|own| own.id == field))
        };
        rows.rows.iter().map(fits).collect::<Vec<bool>>()
    });
    // A repeat stands under what it repeats, and by itself where that is not among the found.
    let by_no: BTreeMap<u32, usize> = book.rows.iter().map(|row| row.0).zip(0..).collect();
    let repeats = (0..).zip(&book.rows).filter_map(|(at, row)| Some((at, *by_no.get(&row.7?)?)));
    let repeats: Vec<(usize, usize)> = repeats.collect();
    let mut under = Repeats::new();
    for (at, of) in &repeats {
        under.entry(*of).or_default().push(*at);
    }
    // What is found, without the repeats, and with them.
    let find = move |few: usize| {
        let mut fits = kept.with(|kept| asked.typed.with_value(|typed| index.fits(typed, kept)));
        let all = fits.best(0).count;
        let folded = repeats.iter().filter(|(at, of)| fits.has(*at) && fits.has(*of));
        for (at, _) in folded.copied().collect::<Vec<_>>() {
            fits.leave_out(at);
        }
        let heads = fits.best(few);
        let counted = ui::fill(words.found, &[&heads.count.to_string(), &all.to_string()]);
        (heads, counted)
    };
    let list = List {
        find: Rc::new(find),
        shown,
        more: PAGE,
        none: words.none,
        class: "list who-places",
        height: 100,
        pairs: PAIRS,
    };
    let under = Rc::new(under);
    let list = Results::new(list, move |entry| row(lang, &book, &under, entry));
    asked.lists.update_value(|lists| lists.push(list));
    asked.rehearse();
    view! {
        <section class="section">
            <h2 class="section-title">{words.communities}</h2>
            <p class="section-note">{words.communities_note}</p>
            <div class="who-count">
                {list.counted("small")}
                {badge}
            </div>
            {list.view(lang)}
        </section>
    }
    .into_any()
}

fn row(lang: Lang, book: &Arc<Directory>, under: &Rc<Repeats>, entry: usize) -> (AnyView, Row) {
    let words = ui::who::words(lang);
    let repeats = RwSignal::new(Vec::new());
    let (all, under) = (book.clone(), under.clone());
    let say = move |at: usize| {
        let Some(row) = all.rows.get(at) else { return Said::default() };
        let own = under.get(&at).cloned().unwrap_or_default();
        // Few have any: nothing is drawn anew where there are none before and after.
        if repeats.with_untracked(|held| *held != own) {
            repeats.set(own);
        }
        let field = all.fields.get(row.3).map_or("", |field| lang.pick(&field.name));
        let (year, month) = row.2.split_once('-').unwrap_or((row.2.as_str(), ""));
        let since = ui::fill(words.since, &[year, month.trim_start_matches('0')]);
        let leads = row.4.join(if lang == Lang::Zh { "、" } else { ", " });
        Said {
            words: vec![
                row.1.clone(),
                format!("{field} · {since}"),
                ui::fill(words.leads, &[&leads]),
                words.local.to_owned(),
            ],
            badge: Some(("hidden", row.5.is_empty().then_some(""))),
            ..Said::default()
        }
    };
    let book = book.clone();
    let folded = move || repeats.with(|repeats| fold(lang, &book, repeats));
    Row::draw(entry, say, |element, first, next| {
        view! {
            <li class="list-item who-item" node_ref=element>
                <p class="list-title" lang="zh-Hans">{next()}</p>
                <p class="list-note">{next()}</p>
                <p class="list-note" lang="zh-Hans">{next()}</p>
                <span class="badge" data-tone="good" hidden=first.badge.is_some_and(|(_, hidden)| hidden.is_some())>{next()}</span>
                {folded}
            </li>
        }
        .into_any()
    })
}

/// The suspected repeats of a community, folded; nothing where there are none.
fn fold(lang: Lang, book: &Directory, repeats: &[usize]) -> Option<AnyView> {
    let words = ui::who::words(lang);
    if repeats.is_empty() {
        return None;
    }
    let title = ui::fill(words.repeats, &[&repeats.len().to_string()]);
    let lines = repeats.iter().filter_map(|at| book.rows.get(*at)).map(|other| {
        let no = ui::fill(words.repeat, &[&other.0.to_string()]);
        let (name, units) = (other.1.clone(), other.4.join("、"));
        view! { <li><span lang="zh-Hans">{name}</span> <span class="list-note">{no} " · " <span lang="zh-Hans">{units}</span></span></li> }
    });
    let folded = view! {
        <details class="who-repeats">
            <summary>{title}</summary>
            <ul class="who-lines">{lines.collect::<Vec<_>>()}</ul>
        </details>
    };
    Some(folded.into_any())
}
