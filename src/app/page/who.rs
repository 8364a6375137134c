//! Owns 谁在教: schools and institutions by field, the directory of industry communities, help
//! points and events. Refuses to fetch any of it before the screen is open.

use crate::app::part::{Badge, Fetched, Icon, fetched, icon, select, when_here};
use crate::app::session::session;
use crate::explain::find::Index;
use crate::json::FromJson;
use crate::model::{Catalogue, Fact, Id, Source, Text};
use crate::text::{Lang, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// How many communities are drawn before somebody asks for more.
const PAGE: usize = 20;
/// And how many schools.
const FEW: usize = 6;

#[derive(FromJson)]
struct Directory {
    sources: Vec<Source>,
    fact: Fact,
    fields: Vec<Field>,
    places: Vec<Place>,
    rows: Vec<Row>,
}

#[derive(FromJson)]
struct Field {
    id: Id,
    name: Text,
    roles: Vec<Id>,
}

#[derive(FromJson)]
struct Place {
    id: Id,
    name: Text,
}

/// Number, name, month, field, lead units, which of them are in Guangdong, places, and for a
/// suspected repeat the number it repeats.
#[derive(FromJson)]
struct Row(
    u32,
    String,
    String,
    usize,
    Vec<String>,
    Vec<usize>,
    Vec<usize>,
    #[serde(default)] Option<u32>,
);

/// `institutions.json`: who trains, whom to ask, where to go.
#[derive(FromJson)]
pub struct Places {
    sources: Vec<Source>,
    institutions: Vec<Institution>,
    /// Help points.
    pub help: Vec<Help>,
    /// Events.
    pub events: Vec<Event>,
}

#[derive(FromJson)]
struct Institution {
    field: Text,
    name: Text,
    said: Text,
    fact: Fact,
    #[serde(default)]
    roles: Vec<Id>,
    /// None = anywhere.
    #[serde(default)]
    place: Option<Id>,
}

/// Somebody to ask.
#[derive(Clone, FromJson)]
pub struct Help {
    /// Who.
    pub name: Text,
    /// For what.
    #[serde(rename = "for")]
    pub what: Text,
    fact: Fact,
}

/// Something to visit.
#[derive(Clone, FromJson)]
pub struct Event {
    /// What.
    pub name: Text,
    /// When it was, or is.
    pub when: Text,
    fact: Fact,
}

/// What is asked for; empty = anything.
#[derive(Clone, Copy)]
struct Asked {
    typed: RwSignal<String>,
    role: RwSignal<String>,
    place: RwSignal<String>,
    field: RwSignal<String>,
}

/// Draws the screen, for one role where the address names it.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, role: Option<&str>) -> AnyView {
    let words = ui::who::words(lang);
    let session = session();
    let goal = session.goal_role().get_untracked();
    let is_role = |id: &String| catalogue.roles.iter().any(|role| role.id == *id);
    let role = role.map(str::to_owned).or(goal).filter(is_role).unwrap_or_default();
    let asked = Asked {
        typed: RwSignal::default(),
        role: RwSignal::new(role),
        place: RwSignal::default(),
        field: RwSignal::default(),
    };
    let directory: Fetched<Directory> = fetched("catalogue/directory.json");
    let places: Fetched<Places> = fetched("catalogue/institutions.json");
    let roles = catalogue.roles.iter().map(|r| (r.id.clone(), lang.pick(&r.name).to_owned()));
    let roles: Vec<_> = roles.collect();
    view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        <p class="page-lead">{words.lead}</p>
        <div class="who-ask" data-print="never">
            <div class="search">
                {icon(Icon::Search)}
                <input
                    class="search-input field-input"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    aria-label=words.search
                    placeholder=words.search
                    prop:value=move || asked.typed.get()
                    on:input=move |event| asked.typed.set(event_target_value(&event))
                />
            </div>
            <div class="who-filters">
                {select(words.role, "who-role", words.role_all, roles, asked.role)}
                {when_here(lang, directory, move |book| filters(lang, &book, asked))}
            </div>
        </div>
        {when_here(lang, places, move |book| institutions(lang, book, asked))}
        {when_here(lang, directory, move |book| communities(lang, book, asked))}
        {when_here(lang, places, move |book| ask(lang, &book))}
    }
    .into_any()
}

fn filters(lang: Lang, book: &Directory, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let count = |at: usize| book.rows.iter().filter(|row| row.6.contains(&at)).count();
    let mut places: Vec<(usize, usize)> =
        (0..book.places.len()).map(|at| (at, count(at))).filter(|(_, n)| *n > 0).collect();
    // Where the academy is comes first, then where most are.
    places.sort_by_key(|(at, n)| (book.places[*at].id != "guangdong", std::cmp::Reverse(*n)));
    let places = places.into_iter().map(|(at, n)| {
        let place = &book.places[at];
        (place.id.clone(), format!("{} ({n})", lang.pick(&place.name)))
    });
    let fields = book.fields.iter().enumerate().map(|(at, field)| {
        let n = book.rows.iter().filter(|row| row.3 == at).count();
        (field.id.clone(), format!("{} ({n})", lang.pick(&field.name)))
    });
    view! {
        {select(words.place, "who-place", words.place_all, places.collect(), asked.place)}
        {select(words.field, "who-field", words.field_all, fields.collect(), asked.field)}
    }
    .into_any()
}

fn source(sources: &[Source], fact: &Fact) -> Option<Source> {
    let id = fact.source.as_ref()?;
    sources.iter().find(|source| source.id == *id).cloned()
}

fn institutions(lang: Lang, book: Arc<Places>, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let index = Index::new(
        book.institutions
            .iter()
            .map(|one| ([one.name.zh.as_str(), one.name.en.as_str()], one.field.zh.as_str())),
    );
    let shown = RwSignal::new(FEW);
    let list = move || {
        let (role, place) = (asked.role.get(), asked.place.get());
        let here = |one: &Institution| one.place.as_ref().is_none_or(|own| *own == place);
        let found = asked.typed.with(|typed| index.find(typed));
        let found = found.into_iter().filter_map(|at| book.institutions.get(at));
        let found: Vec<&Institution> = found
            .filter(|one| role.is_empty() || one.roles.contains(&role))
            .filter(|one| place.is_empty() || here(one))
            .collect();
        if found.is_empty() {
            return view! { <p class="quiet">{words.institutions_none}</p> }.into_any();
        }
        let rows = found.iter().take(shown.get()).map(|one| {
            let more = format!("{} · {}", lang.pick(&one.field), lang.pick(&one.said));
            entry(lang.pick(&one.name), more, &one.fact, source(&book.sources, &one.fact))
        });
        let rows = rows.collect::<Vec<_>>();
        view! { <ul class="list who-places">{rows}</ul> {more(lang, shown, found.len())} }
            .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.institutions}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// The communities that fit, each with its suspected repeats folded under it.
fn communities(lang: Lang, book: Arc<Directory>, asked: Asked) -> AnyView {
    let words = ui::who::words(lang);
    let units: Vec<String> = book.rows.iter().map(|row| row.4.join(" ")).collect();
    let names = book.rows.iter().zip(&units);
    let index = Index::new(names.map(|(row, units)| ([row.1.as_str(), ""], units.as_str())));
    let shown = RwSignal::new(PAGE);
    let badge = view! { <Badge fact=book.fact.clone() source=source(&book.sources, &book.fact) /> };
    let rows = book.clone();
    let found = Memo::new(move |_| {
        let (role, place, field) = (asked.role.get(), asked.place.get(), asked.field.get());
        let place = rows.places.iter().position(|one| one.id == place);
        let fits = |row: &Row| {
            let own = rows.fields.get(row.3);
            let for_role = own.is_some_and(|own| own.roles.contains(&role));
            (role.is_empty() || for_role)
                && place.is_none_or(|place| row.6.contains(&place))
                && (field.is_empty() || own.is_some_and(|own| own.id == field))
        };
        let found = asked.typed.with(|typed| index.find(typed));
        let found: Vec<&Row> =
            found.into_iter().filter_map(|at| rows.rows.get(at)).filter(|row| fits(row)).collect();
        let is_there = |no: u32| found.iter().any(|row| row.0 == no);
        // A repeat stands under what it repeats, and by itself where that is not among the found.
        let heads = found.iter().filter(|row| !row.7.is_some_and(is_there)).map(|row| row.0);
        (heads.collect::<Vec<u32>>(), found.len())
    });
    let list = move || {
        let (heads, _) = found.get();
        if heads.is_empty() {
            return view! { <p class="empty-text">{words.none}</p> }.into_any();
        }
        let by_no = |no: &u32| book.rows.iter().find(|row| row.0 == *no);
        let cards = heads.iter().take(shown.get()).filter_map(by_no);
        let cards = cards.map(|row| community(lang, &book, row)).collect::<Vec<_>>();
        view! { <ul class="list who-places">{cards}</ul> {more(lang, shown, heads.len())} }
            .into_any()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.communities}</h2>
            <p class="section-note">{words.communities_note}</p>
            <div class="who-count">
                <p class="small" role="status">
                    {move || {
                        let (heads, all) = found.get();
                        ui::fill(words.found, &[&heads.len().to_string(), &all.to_string()])
                    }}
                </p>
                {badge}
            </div>
            {list}
        </section>
    }
    .into_any()
}

fn community(lang: Lang, book: &Directory, row: &Row) -> AnyView {
    let words = ui::who::words(lang);
    let field = book.fields.get(row.3).map(|field| lang.pick(&field.name).to_owned());
    let (year, month) = row.2.split_once('-').unwrap_or((row.2.as_str(), ""));
    let since = ui::fill(words.since, &[year, month.trim_start_matches('0')]);
    let leads = row.4.join(if lang == Lang::Zh { "、" } else { ", " });
    let local = (!row.5.is_empty())
        .then(|| view! { <span class="badge" data-tone="good">{words.local}</span> });
    let repeats: Vec<&Row> = book.rows.iter().filter(|other| other.7 == Some(row.0)).collect();
    let folded = (!repeats.is_empty()).then(|| {
        let title = ui::fill(words.repeats, &[&repeats.len().to_string()]);
        let lines = repeats.iter().map(|other| {
            let no = ui::fill(words.repeat, &[&other.0.to_string()]);
            let (name, units) = (other.1.clone(), other.4.join("、"));
            view! { <li><span lang="zh-Hans">{name}</span> <span class="list-note">{no} " · " <span lang="zh-Hans">{units}</span></span></li> }
        });
        view! {
            <details class="who-repeats">
                <summary>{title}</summary>
                <ul class="who-lines">{lines.collect::<Vec<_>>()}</ul>
            </details>
        }
    });
    view! {
        <li class="list-item who-item">
            <p class="list-title" lang="zh-Hans">{row.1.clone()}</p>
            <p class="list-note">{field} " · " {since}</p>
            <p class="list-note" lang="zh-Hans">{ui::fill(words.leads, &[&leads])}</p>
            {local}
            {folded}
        </li>
    }
    .into_any()
}

/// One name, what is said of it, and where that is from.
fn entry(name: &str, more: String, fact: &Fact, source: Option<Source>) -> AnyView {
    view! {
        <li class="list-item who-item">
            <p class="list-title">{name.to_owned()}</p>
            <p class="list-note">{more}</p>
            <Badge fact=fact.clone() source=source />
        </li>
    }
    .into_any()
}

/// The button for the next page; nothing when all are drawn.
fn more(lang: Lang, shown: RwSignal<usize>, all: usize) -> Option<AnyView> {
    let rest = all.saturating_sub(shown.get());
    (rest > 0).then(|| {
        let label = ui::fill(ui::course::words(lang).more, &[&rest.min(PAGE).to_string()]);
        view! {
            <button class="button" data-size="wide" on:click=move |_| shown.update(|n| *n += PAGE)>
                {label}
            </button>
        }
        .into_any()
    })
}

/// Whom to ask and where to go.
fn ask(lang: Lang, book: &Places) -> AnyView {
    let words = ui::who::words(lang);
    let row = |name: &Text, more: &Text, fact: &Fact| {
        entry(lang.pick(name), lang.pick(more).to_owned(), fact, source(&book.sources, fact))
    };
    let help: Vec<AnyView> = book.help.iter().map(|o| row(&o.name, &o.what, &o.fact)).collect();
    let events: Vec<AnyView> = book.events.iter().map(|o| row(&o.name, &o.when, &o.fact)).collect();
    view! {
        <div class="who-columns">
            <section class="section">
                <h2 class="section-title">{words.help}</h2>
                <ul class="list">{help}</ul>
            </section>
            <section class="section">
                <h2 class="section-title">{words.events}</h2>
                <ul class="list">{events}</ul>
            </section>
        </div>
    }
    .into_any()
}
