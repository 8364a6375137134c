//! Owns 谁在教: schools and institutions by field, the directory of industry communities, help
//! points and events. Refuses to fetch any of it before the screen is open.

use crate::app::part::{
    Badge, Fetched, List, Results, fetched, search, select, try_out, when_here,
};
use crate::app::session::session;
use crate::explain::find::Index;
use crate::json::FromJson;
use crate::model::{Catalogue, Fact, Id, Source, Text};
use crate::order::Map;
use crate::text::{Lang, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// How many communities there are before somebody asks for more, and how many more then.
const PAGE: usize = 20;
/// And how many schools.
const FEW: usize = 6;
/// How often the search is tried out before the first key.
const TRIES: usize = 18;
/// Where two stand side by side.
const PAIRS: &str = "(min-width: 48rem)";

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
    /// The lists that answer.
    lists: StoredValue<Vec<Results>>,
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
        lists: StoredValue::default(),
    };
    let hear = move |words: String| {
        asked.lists.get_value().into_iter().for_each(Results::look_again);
        asked.typed.set(words);
    };
    let directory: Fetched<Directory> = fetched("catalogue/directory.json");
    let places: Fetched<Places> = fetched("catalogue/institutions.json");
    let roles = catalogue.roles.iter().map(|r| (r.id.clone(), lang.pick(&r.name).to_owned()));
    let roles: Vec<_> = roles.collect();
    view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        <p class="page-lead">{words.lead}</p>
        <div class="who-ask" data-print="never">
            {search(lang, words.search, String::new(), hear)}
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
        shown,
        more: FEW,
        none: words.institutions_none,
        class: "list who-places",
        height: 100,
        pairs: PAIRS,
    };
    let list = Results::new(list, move |at| {
        let book = StoredValue::new(book.clone());
        let one = move |say: &dyn Fn(&Institution) -> String| {
            book.with_value(|book| book.institutions.get(at.get()).map(say))
        };
        let badge = move || {
            book.with_value(|book| {
                let fact = book.institutions.get(at.get())?.fact.clone();
                let source = source(&book.sources, &fact);
                Some(view! { <Badge fact=fact source=source /> })
            })
        };
        view! {
            <li class="list-item who-item">
                <p class="list-title">{move || one(&|one| lang.pick(&one.name).to_owned())}</p>
                <p class="list-note">
                    {move || one(&|one| format!("{} · {}", lang.pick(&one.field), lang.pick(&one.said)))}
                </p>
                {badge}
            </li>
        }
        .into_any()
    });
    asked.lists.update_value(|lists| lists.push(list));
    view! {
        <section class="section">
            <h2 class="section-title">{words.institutions}</h2>
            {list.view(lang)}
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
    let index = Arc::new(index);
    try_out(index.clone(), TRIES);
    let shown = RwSignal::new(PAGE);
    let badge = view! { <Badge fact=book.fact.clone() source=source(&book.sources, &book.fact) /> };
    let rows = book.clone();
    let kept = Memo::new(move |_| {
        let (role, place, field) = (asked.role.get(), asked.place.get(), asked.field.get());
        if role.is_empty() && place.is_empty() && field.is_empty() {
            return Vec::new();
        }
        let place = rows.places.iter().position(|one| one.id == place);
        let fits = |row: &Row| {
            let own = rows.fields.get(row.3);
            let for_role = own.is_some_and(|own| own.roles.contains(&role));
            (role.is_empty() || for_role)
                && place.is_none_or(|place| row.6.contains(&place))
                && (field.is_empty() || own.is_some_and(|own| own.id == field))
        };
        rows.rows.iter().map(fits).collect::<Vec<bool>>()
    });
    // A repeat stands under what it repeats, and by itself where that is not among the found.
    let by_no: Map<u32, usize> = book.rows.iter().map(|row| row.0).zip(0..).collect();
    let repeats = (0..).zip(&book.rows).filter_map(|(at, row)| Some((at, *by_no.get(&row.7?)?)));
    let repeats: Vec<(usize, usize)> = repeats.collect();
    // What is found, without the repeats, and with them.
    let all = Memo::new(move |_| {
        let mut fits = kept.with(|kept| asked.typed.with(|typed| index.fits(typed, kept)));
        let all = fits.best(0).count;
        let folded = repeats.iter().filter(|(at, of)| fits.has(*at) && fits.has(*of));
        for (at, _) in folded.copied().collect::<Vec<_>>() {
            fits.leave_out(at);
        }
        (fits.best(shown.get()), all)
    });
    let found = Memo::new(move |_| all.with(|(heads, _)| heads.clone()));
    let list = List {
        found,
        shown,
        more: PAGE,
        none: words.none,
        class: "list who-places",
        height: 100,
        pairs: PAIRS,
    };
    let list = Results::new(list, move |at| community(lang, StoredValue::new(book.clone()), at));
    asked.lists.update_value(|lists| lists.push(list));
    view! {
        <section class="section">
            <h2 class="section-title">{words.communities}</h2>
            <p class="section-note">{words.communities_note}</p>
            <div class="who-count">
                <p class="small" role="status">
                    {move || {
                        let (heads, all) = all.with(|(heads, all)| (heads.count, *all));
                        ui::fill(words.found, &[&heads.to_string(), &all.to_string()])
                    }}
                </p>
                {badge}
            </div>
            {list.view(lang)}
        </section>
    }
    .into_any()
}

/// The place of a community: what is in it follows the number of the row that stands there.
fn community(lang: Lang, book: StoredValue<Arc<Directory>>, at: RwSignal<usize>) -> AnyView {
    let words = ui::who::words(lang);
    let row = move |say: &dyn Fn(&Directory, &Row) -> String| {
        book.with_value(|book| book.rows.get(at.get()).map(|row| say(book, row)))
    };
    let note = move |book: &Directory, row: &Row| {
        let field = book.fields.get(row.3).map_or("", |field| lang.pick(&field.name));
        let (year, month) = row.2.split_once('-').unwrap_or((row.2.as_str(), ""));
        let since = ui::fill(words.since, &[year, month.trim_start_matches('0')]);
        format!("{field} · {since}")
    };
    let leads = move |_: &Directory, row: &Row| {
        ui::fill(words.leads, &[&row.4.join(if lang == Lang::Zh { "、" } else { ", " })])
    };
    let is_local = Memo::new(move |_| {
        book.with_value(|b| b.rows.get(at.get()).is_some_and(|r| !r.5.is_empty()))
    });
    let local = move || {
        let words = words.local;
        is_local.get().then(|| view! { <span class="badge" data-tone="good">{words}</span> })
    };
    // Which rows repeat it.
    let repeats = Memo::new(move |_| {
        book.with_value(|book| {
            let own = book.rows.get(at.get()).map(|row| row.0);
            let rows = (0..).zip(&book.rows).filter(|(_, row)| row.7.is_some() && row.7 == own);
            rows.map(|(at, _)| at).collect::<Vec<usize>>()
        })
    });
    let folded = move || book.with_value(|book| repeats.with(|repeats| fold(lang, book, repeats)));
    view! {
        <li class="list-item who-item">
            <p class="list-title" lang="zh-Hans">{move || row(&|_, row| row.1.clone())}</p>
            <p class="list-note">{move || row(&note)}</p>
            <p class="list-note" lang="zh-Hans">{move || row(&leads)}</p>
            {local}
            {folded}
        </li>
    }
    .into_any()
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
