//! Owns 课程: search and filters over every course and certificate.

use crate::app::part::{Badge, Fetched, Icon, Segments, fetched, icon, when_here};
use crate::app::platform::media;
use crate::app::route::Route;
use crate::explain::find::Index;
use crate::model::{Activity, Catalogue, Fact, Format, Kind, Offer, Place, Status};
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many results are drawn before somebody asks for more.
const PAGE: usize = 12;
/// The second catalogue.
pub const OTHER_BOOK: &str = "catalogue/mingong.json";

/// Hours of study of an offer in all.
pub fn hours(offer: &Offer) -> u32 {
    let weeks = offer.weeks.map_or(0, |w| w.0);
    let weekly: u32 = offer.load.iter().map(|part| part.hours.0).fold(0, u32::saturating_add);
    offer.hours.map_or(weekly.saturating_mul(weeks), |h| h.0)
}

/// The word for a place.
pub fn place(lang: Lang, place: Place) -> &'static str {
    let words = ui::course::words(lang);
    match place {
        Place::Online => words.place_online,
        Place::InPerson => words.place_in_person,
        Place::Blended => words.place_blended,
    }
}

fn format_tag(format: Format) -> String {
    format!("format:{}", format as u8)
}

fn place_tag(place: Place) -> String {
    format!("place:{}", place as u8)
}

/// The words an entry is filed under: `group:value`.
fn tags(kind: Kind, activity: &Activity) -> BTreeSet<String> {
    let mut tags = BTreeSet::new();
    tags.insert(format!("kind:{}", if kind == Kind::Course { "course" } else { "certificate" }));
    let groups = [("module", &activity.module), ("tier", &activity.tier)];
    tags.extend(groups.iter().filter_map(|(g, v)| v.as_ref().map(|v| format!("{g}:{v}"))));
    if let Some(format) = activity.format {
        tags.insert(format_tag(format));
    }
    if activity.facts.contains_key("new") {
        tags.insert("news:new".to_owned());
    }
    for offer in &activity.offers {
        if let Some(place) = offer.place {
            tags.insert(place_tag(place));
        }
        let span = match hours(offer) {
            0..=10 => "short",
            11..=40 => "middle",
            _ => "long",
        };
        tags.insert(format!("length:{span}"));
        if offer.net_fee().0 == 0 {
            tags.insert("cost:free".to_owned());
        }
    }
    tags
}

/// Every filter: its heading, and the tag and label of each choice.
fn groups(lang: Lang, catalogue: &Catalogue) -> Vec<(&'static str, Vec<(String, String)>)> {
    let words = ui::course::words(lang);
    let own = |name: &str, list: &[crate::model::Group]| {
        list.iter().map(|g| (format!("{name}:{}", g.id), lang.pick(&g.name).to_owned())).collect()
    };
    let fixed = |list: &[(&str, &str)]| {
        list.iter().map(|(tag, label)| ((*tag).to_owned(), (*label).to_owned())).collect()
    };
    vec![
        (
            words.kind,
            fixed(&[
                ("kind:course", words.kind_course),
                ("kind:certificate", words.kind_certificate),
            ]),
        ),
        (words.module, own("module", &catalogue.modules)),
        (words.tier, own("tier", &catalogue.tiers)),
        (
            words.format,
            vec![
                (format_tag(Format::Short), words.format_short.to_owned()),
                (format_tag(Format::Long), words.format_long.to_owned()),
                (format_tag(Format::Enterprise), words.format_enterprise.to_owned()),
            ],
        ),
        (
            words.place,
            [Place::Online, Place::InPerson, Place::Blended]
                .map(|p| (place_tag(p), place(lang, p).to_owned()))
                .to_vec(),
        ),
        (
            words.length,
            fixed(&[
                ("length:short", words.hours_short),
                ("length:middle", words.hours_middle),
                ("length:long", words.hours_long),
            ]),
        ),
        (words.cost, fixed(&[("cost:free", words.cost_free)])),
        (words.news, fixed(&[("news:new", words.is_new)])),
    ]
}

/// Does an entry meet the filters: one choice at least of every group that has any?
fn passes(tags: &BTreeSet<String>, chosen: &BTreeSet<String>) -> bool {
    let group = |tag: &str| tag.split(':').next().unwrap_or_default().to_owned();
    let asked: BTreeSet<String> = chosen.iter().map(|tag| group(tag)).collect();
    asked.iter().all(|g| chosen.iter().any(|tag| group(tag) == *g && tags.contains(tag)))
}

/// Draws the screen: the catalogue the plans are made of, and another to look at.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::course::words(lang);
    let other = RwSignal::new(false);
    let choices = [("own", words.own_book), ("other", words.other_book)];
    let choices = choices.map(|(id, label)| (id.to_owned(), label.to_owned())).to_vec();
    let catalogue = catalogue.clone();
    let body = move || {
        if !other.get() {
            return browse(lang, &catalogue);
        }
        // The other catalogue is fetched when somebody asks for it, not before.
        let book: Fetched<Catalogue> = fetched(OTHER_BOOK);
        when_here(lang, book, move |book| {
            let title = lang.pick(&book.title).to_owned();
            let more = ui::fill(words.other_more, &[&book.courses.len().to_string()]);
            // What is reported of the school as a whole: where it was reported, without one course's note.
            let facts = book.courses.iter().flat_map(|course| course.facts.values());
            let stated =
                facts.filter(|fact| fact.status == Status::Stated).find(|f| f.source.is_some());
            let source = stated.map(|fact| {
                let source = fact.source.as_ref().and_then(|id| book.source(id)).cloned();
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
                choose=Callback::new(move |id: String| other.set(id == "other"))
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
    let filed: Arc<Vec<BTreeSet<String>>> =
        Arc::new(entries.iter().map(|(kind, a)| tags(*kind, a)).collect());
    let typed = RwSignal::new(String::new());
    let composing = RwSignal::new(false);
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let shown = RwSignal::new(PAGE);
    let kept = filed.clone();
    let found = Memo::new(move |_| {
        let places = typed.with(|typed| index.find(typed));
        chosen.with(|chosen| {
            if chosen.is_empty() {
                return places;
            }
            let keeps = |at: &usize| kept.get(*at).is_some_and(|tags| passes(tags, chosen));
            places.into_iter().filter(keeps).collect::<Vec<usize>>()
        })
    });
    let take = move |event: &web_sys::Event| {
        typed.set(event_target_value(event));
        shown.set(PAGE);
    };
    // While an input method is composing, the letters on the screen are not the word meant.
    let input = move |event: web_sys::Event| {
        if !composing.get_untracked() {
            take(&event);
        }
    };
    // A choice that fits nothing here is no choice.
    let mut groups = groups(lang, catalogue);
    for (_, choices) in &mut groups {
        choices.retain(|(tag, _)| filed.iter().any(|tags| tags.contains(tag)));
    }
    groups.retain(|(_, choices)| !choices.is_empty());
    let filters = groups.into_iter().map(|(name, choices)| {
        let chips = choices.into_iter().map(|(tag, label)| {
            let (held, tapped) = (tag.clone(), tag);
            let pressed = move || if chosen.with(|c| c.contains(&held)) { "true" } else { "false" };
            let tap = move |_| {
                let tag = tapped.clone();
                chosen.update(|c| {
                    if !c.remove(&tag) {
                        c.insert(tag);
                    }
                });
                shown.set(PAGE);
            };
            view! { <button class="chip" aria-pressed=pressed on:click=tap>{label}</button> }
        });
        view! {
            <div class="courses-group" role="group" aria-label=name>
                <span class="courses-group-name">{name}</span>
                <div class="chips">{chips.collect::<Vec<_>>()}</div>
            </div>
        }
    });
    let filters = filters.collect::<Vec<_>>();
    let book = catalogue.clone();
    let results = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="empty-text">{words.none}</p> }.into_any();
        }
        let all: Vec<(Kind, &Activity)> =
            book.activities().filter(|(kind, _)| *kind != Kind::Role).collect();
        let now = shown.get();
        let cards = found.iter().take(now).filter_map(|at| all.get(*at));
        let cards = cards.map(|(kind, a)| card(lang, &book, *kind, a)).collect::<Vec<_>>();
        let rest = found.len().saturating_sub(now);
        let more = (rest != 0).then(|| {
            view! {
                <button class="button" data-size="wide" on:click=move |_| shown.update(|n| *n += PAGE)>
                    {ui::fill(words.more, &[&rest.min(PAGE).to_string()])}
                </button>
            }
        });
        view! { <div class="stack">{cards} {more}</div> }.into_any()
    };
    view! {
        <div class="courses">
            <div class="courses-side">
                <div class="courses-search">
                    <div class="search">
                        {icon(Icon::Search)}
                        <input
                            class="search-input field-input"
                            type="search"
                            enterkeyhint="search"
                            autocomplete="off"
                            aria-label=words.search
                            placeholder=words.search
                            prop:value=move || typed.get()
                            on:compositionstart=move |_| composing.set(true)
                            on:compositionend=move |event| {
                                composing.set(false);
                                take(&event);
                            }
                            on:input=input
                        />
                        <button class="search-clear" aria-label=words.clear hidden=move || typed.with(String::is_empty)
                            on:click=move |_| typed.set(String::new())>
                            {icon(Icon::Close)}
                        </button>
                    </div>
                    <p class="courses-found">{words.search_hint}</p>
                </div>
                <details class="more" open=media::is_wide()>
                    <summary class="more-title">
                        {words.filters}
                        <span class="badge" data-tone="solid" hidden=move || chosen.with(BTreeSet::is_empty)>
                            {move || chosen.with(BTreeSet::len)}
                        </span>
                    </summary>
                    {filters}
                    <button class="button" data-kind="quiet" on:click=move |_| chosen.set(BTreeSet::new())>{words.reset}</button>
                </details>
            </div>
            <div class="courses-list">
                <p class="courses-found" role="status">
                    {move || ui::fill(words.found, &[&found.with(Vec::len).to_string()])}
                </p>
                {results}
            </div>
        </div>
    }
    .into_any()
}

/// One result.
fn card(lang: Lang, catalogue: &Catalogue, kind: Kind, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    let name = |list: &[crate::model::Group], id: Option<&String>| {
        let group = list.iter().find(|g| Some(&g.id) == id)?;
        Some(lang.pick(&group.name).to_owned())
    };
    let sort = if kind == Kind::Course { words.kind_course } else { words.kind_certificate };
    let offer = activity.offers.first();
    let fresh = activity.facts.contains_key("new");
    let fresh = fresh.then(|| view! { <span class="badge" data-tone="good">{words.is_new}</span> });
    let lines = [
        Some(sort.to_owned()),
        name(&catalogue.modules, activity.module.as_ref()),
        name(&catalogue.tiers, activity.tier.as_ref()),
        offer.and_then(|o| o.place).map(|p| place(lang, p).to_owned()),
        offer.map(hours).filter(|h| *h != 0).map(|h| say::hours(lang, h.into())),
        offer.map(|o| match o.net_fee().0 {
            0 => words.cost_free.to_owned(),
            yuan => say::yuan(yuan),
        }),
    ];
    let badges =
        lines.into_iter().flatten().map(|text| view! { <span class="badge">{text}</span> });
    let about = activity.about.as_ref().map(|a| lang.pick(a).to_owned());
    view! {
        <article class="card courses-item">
            <h2 class="card-title">
                <a href=Route::Course(activity.id.clone()).hash()>{lang.pick(&activity.name).to_owned()}</a>
            </h2>
            {about.map(|a| view! { <p class="card-text">{a}</p> })}
            <div class="card-line">{fresh} {badges.collect::<Vec<_>>()}</div>
        </article>
    }
    .into_any()
}
