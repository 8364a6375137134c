//! Owns the printed sheet (明白纸) and the pocket card: on paper only, black on white.
//! Refuses anything that is to be tapped.

use crate::app::component::academy;
use crate::app::component::begin::contact_of;
use crate::app::component::qr_code;
use crate::app::state::dataset::provider::Places;
use crate::app::state::dataset::subsidy::Subsidies;
use leptos::prelude::*;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::export::renewal::renewals;
use qitu_engine::text::{format, names, print, sentence, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Cause, Date, Kind, Plan, Record, Scenario, Text};

/// One page has room for so many things to visit.
const MOST_EVENTS: usize = 3;

/// So many steps fit on the pocket card, and on the sheet without being written small.
const MOST_LINES: usize = 9;
/// More than so many steps are written smaller still.
const MANY_LINES: usize = 21;

/// What is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// One A4 page.
    #[default]
    Leaflet,
    /// A card for a wallet.
    Pocket,
}

/// What stands beside the plan: the day, the rider's papers, whom to ask and what may help.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// The day it is printed.
    pub today: Date,
    /// The papers the rider holds.
    pub record: &'a Record,
    /// Whom to ask; none = not here.
    pub places: Option<&'a Places>,
    /// Who may claim what; none = not here.
    pub subsidies: Option<&'a Subsidies>,
}

/// Draws what the printer shall see.
#[must_use]
#[allow(clippy::too_many_arguments, reason = "a sheet of paper says many things")]
pub fn draw(
    paper: Paper,
    lang: Lang,
    catalogue: &Catalogue,
    plan: &Plan,
    scenario: &Scenario,
    link: Option<String>,
    beside: Beside,
) -> AnyView {
    let rows = itinerary::rows(catalogue, scenario, plan);
    match paper {
        Paper::Leaflet => leaflet(lang, catalogue, plan, scenario, &rows, link, beside),
        Paper::Pocket => pocket(lang, catalogue, plan, scenario, &rows, link),
    }
}

fn goal(lang: Lang, catalogue: &Catalogue, scenario: &Scenario) -> Option<String> {
    itinerary::goal_id(&scenario.goal).map(|id| names::name(lang, catalogue, id).to_owned())
}

#[allow(clippy::too_many_arguments, reason = "a sheet of paper says many things")]
fn leaflet(
    lang: Lang,
    catalogue: &Catalogue,
    plan: &Plan,
    scenario: &Scenario,
    rows: &[Row],
    link: Option<String>,
    beside: Beside,
) -> AnyView {
    let words = ui::leaflet::words(lang);
    let title = match goal(lang, catalogue, scenario) {
        Some(name) => ui::fill(words.title, &[&name]),
        None => words.title_other.to_owned(),
    };
    let figures = plan.value.map(|value| {
        let ready = itinerary::reached(scenario, plan).map(|day| format::month(lang, day));
        let figure = |label: &'static str, words: String| {
            view! { <div class="leaflet-figure"><dt>{label}</dt><dd>{words}</dd></div> }
        };
        view! {
            <dl class="leaflet-figures">
                {figure(words.ready, ready.unwrap_or_default())}
                {figure(words.weeks, format::weeks(lang, value.weeks.0))}
                {figure(words.pay, format::yuan(value.fee.0))}
                {figure(words.peak, format::hours(lang, value.peak))}
            </dl>
        }
    });
    // A way of many steps has a line each, so that all of it stays on one page; whom most of them
    // ask is said once.
    let is_long = rows.len() > MOST_LINES;
    let lines: Vec<_> = rows.iter().map(|row| line(lang, catalogue, row, is_long)).collect();
    let way = if lines.is_empty() {
        no_way(lang, catalogue, plan, scenario)
    } else {
        view! {
            <table
                class="leaflet-table"
                data-kind=is_long.then_some("long")
                data-size=(rows.len() > MANY_LINES).then_some("many")
            >
                <thead>
                    <tr>
                        <th></th>
                        <th>{words.what}</th>
                        <th>{words.when}</th>
                        <th>{words.how}</th>
                        <th>{words.cost}</th>
                        <th>{words.certificate}</th>
                        <th>{words.who}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    };
    let others = is_long.then(|| ui::fill(words.who_else, &[lang.pick(&catalogue.title)]));
    let Beside { today, record, places, subsidies } = beside;
    let rules = subsidies.map(|all| all.for_plan(lang, catalogue, scenario, plan, today));
    let support: Vec<_> = rows
        .iter()
        .filter(|row| row.subsidy.0 > 0)
        .map(|row| {
            let name = lang.pick(&row.activity.name);
            ui::fill(words.support_line, &[name, &format::yuan(row.subsidy.0)])
        })
        .chain(rules.into_iter().flatten())
        .map(|line| view! { <li><span class="leaflet-box"></span>{line}</li> })
        .collect();
    let support = if support.is_empty() {
        view! { <p>{words.support_none}</p> }.into_any()
    } else {
        view! { <ul class="leaflet-list">{support}</ul> }.into_any()
    };
    let ends = renewals(catalogue, record, scenario, plan, rows).into_iter().map(|one| {
        let line = [lang.pick(&one.certificate.name), &format::day(lang, one.on)];
        view! { <li><span class="leaflet-box"></span>{ui::fill(words.renew, &line)}</li> }
    });
    let ends: Vec<_> = ends.collect();
    let asks = [words.ask_1, words.ask_2, words.ask_3, words.ask_4];
    let asks = asks.map(|ask| view! { <li><span class="leaflet-box"></span>{ask}</li> });
    view! {
        <article class="leaflet" data-print="only">
            <header class="leaflet-head">
                <div>
                    <h1 class="leaflet-title">{title}</h1>
                    <p>{ui::fill(words.made, &[&format::day(lang, today)])}</p>
                </div>
                <div class="leaflet-scan">{link.and_then(|link| qr_code(&link, words.scan))}<small>{words.scan}</small></div>
            </header>
            {figures}
            {way}
            {others.map(|others| view! { <p>{others}</p> })}
            {(!ends.is_empty()).then(|| view! { <ul class="leaflet-list">{ends}</ul> })}
            <section class="leaflet-foot">
                <div>
                    <h2>{words.support}</h2>
                    {support}
                    <p>{words.call}</p>
                </div>
                <div>
                    <h2>{words.ask}</h2>
                    <ul class="leaflet-list">{asks}</ul>
                </div>
            </section>
            {places.map(|places| whom(lang, places))}
            <p class="leaflet-choice">{words.choice}</p>
        </article>
    }
    .into_any()
}

/// In the place of the steps where there are none: what is in the way, and what would clear it.
fn no_way(lang: Lang, catalogue: &Catalogue, plan: &Plan, scenario: &Scenario) -> AnyView {
    let words = ui::leaflet::words(lang);
    let item = |text: String| view! { <li><span class="leaflet-box"></span>{text}</li> };
    let told = plan.reasons.iter().filter(|cause| !matches!(cause, Cause::Chain { .. }));
    let told = told.map(|cause| item(sentence::cause(lang, catalogue, scenario, plan, cause)));
    let told = told.collect::<Vec<_>>();
    let changes = plan.relaxations.iter().take(MOST_LINES);
    let changes =
        changes.map(|change| item(sentence::relaxation(lang, catalogue, scenario, plan, change)));
    let changes = changes.collect::<Vec<_>>();
    let head = match plan.value {
        Some(_) => sentence::answer(lang, catalogue, scenario, plan),
        None => words.not_yet.to_owned(),
    };
    view! {
        <p class="leaflet-ready">{head}</p>
        {(!told.is_empty()).then(|| view! { <h2>{words.missing}</h2> <ul class="leaflet-list">{told}</ul> })}
        {(!changes.is_empty()).then(|| view! { <h2>{words.changes}</h2> <ul class="leaflet-list">{changes}</ul> })}
    }
    .into_any()
}

/// Whom to ask and where to go.
fn whom(lang: Lang, places: &Places) -> AnyView {
    let words = ui::who::words(lang);
    let line = |name: &Text, more: &Text| {
        let (name, more) = (lang.pick(name).to_owned(), lang.pick(more).to_owned());
        view! { <li><span class="leaflet-box"></span><b>{name}</b> " · " {more}</li> }.into_any()
    };
    let help: Vec<AnyView> = places.help.iter().map(|o| line(&o.name, &o.what)).collect();
    let events = places.events.iter().take(MOST_EVENTS);
    let events: Vec<AnyView> = events.map(|o| line(&o.name, &o.when)).collect();
    view! {
        <section class="leaflet-foot">
            <div><h2>{words.help}</h2><ul class="leaflet-list">{help}</ul></div>
            <div><h2>{words.events}</h2><ul class="leaflet-list">{events}</ul></div>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, catalogue: &Catalogue, row: &Row, is_long: bool) -> AnyView {
    let words = ui::leaflet::words(lang);
    let when = print::days(lang, row.from, row.to);
    // Who teaches, how many find a place, and the class's own number, as it is asked for at the desk.
    let class = row.offer.and_then(|offer| academy::class(lang, offer)).unwrap_or_default();
    let way = [print::way(lang, row), print::effort(lang, row)];
    let how = way.into_iter().chain([print::sessions(lang, row.sessions), class]);
    let how: Vec<String> = how.filter(|words| !words.is_empty()).collect();
    let own = (row.kind == Kind::Certificate).then_some(&row.activity.id);
    let given: Vec<&str> = own
        .into_iter()
        .chain(&row.activity.gives.certificates)
        .map(|id| names::name(lang, catalogue, id))
        .collect();
    let cost = match print::cost(lang, row) {
        cost if !cost.is_empty() => cost,
        _ if row.kind == Kind::Role => words.none.to_owned(),
        _ => words.free.to_owned(),
    };
    let who = match &row.activity.issuer {
        _ if row.kind == Kind::Role => words.none,
        Some(who) => lang.pick(who),
        None if is_long => "",
        None => lang.pick(&catalogue.title),
    };
    let contact = contact_of(row.activity, Some(row));
    let phone = contact.and_then(|contact| contact.phone.clone());
    let code = contact.and_then(|contact| {
        let (address, label) = academy::to_scan(lang, contact)?;
        let code = qr_code(address, label)?;
        Some(view! { <div class="leaflet-enrol">{code} <small>{label}</small></div> })
    });
    let certificates = match given.as_slice() {
        [] => words.none.to_owned(),
        // In few words: the one that the line itself names.
        [_] if is_long && own.is_some() => "✓".to_owned(),
        all => all.join(if lang == Lang::Zh { "、" } else { ", " }),
    };
    view! {
        <tr class="leaflet-item">
            <td><span class="leaflet-box"></span></td>
            <td><strong>{lang.pick(&row.activity.name).to_owned()}</strong></td>
            <td>{when}</td>
            <td>{how.join(if lang == Lang::Zh { "；" } else { "; " })}</td>
            <td>{cost}</td>
            <td>{certificates}</td>
            <td>{who.to_owned()} {phone.map(|phone| view! { <div>{phone}</div> })} {code}</td>
        </tr>
    }
    .into_any()
}

/// The card, twice on its page: one for the wallet, one for somebody else.
fn pocket(
    lang: Lang,
    catalogue: &Catalogue,
    plan: &Plan,
    scenario: &Scenario,
    rows: &[Row],
    link: Option<String>,
) -> AnyView {
    let words = ui::leaflet::words(lang);
    let one = || card(lang, catalogue, plan, scenario, rows, link.as_deref());
    view! {
        <article class="leaflet" data-print="only" data-kind="pocket">
            {one()}
            <p>{words.fold}</p>
            {one()}
        </article>
    }
    .into_any()
}

fn card(
    lang: Lang,
    catalogue: &Catalogue,
    plan: &Plan,
    scenario: &Scenario,
    rows: &[Row],
    link: Option<&str>,
) -> AnyView {
    let words = ui::leaflet::words(lang);
    let ready = itinerary::reached(scenario, plan).map(|day| format::month(lang, day));
    let rest = rows.len().saturating_sub(MOST_LINES);
    let rest = (rest > 0).then(|| view! { <li>{ui::fill(words.rest, &[&rest.to_string()])}</li> });
    let mut before = None;
    let lines = rows.iter().take(MOST_LINES).map(|row| {
        // A day is written with its year where the year is another than in the line before.
        let day = match print::turned_year(before.replace(row.from), row.from) {
            Some(_) => print::days(lang, row.from, row.from),
            None => format::short_day(lang, row.from),
        };
        view! {
            <li>
                <span class="leaflet-box"></span>
                <b>{day}</b>
                " "
                {lang.pick(&row.activity.name).to_owned()}
                " "
                {print::price(row)}
            </li>
        }
    });
    let none = rows.is_empty() && plan.value.is_none();
    let none = none.then(|| view! { <p>{words.not_yet}</p> });
    view! {
        <div class="leaflet-pocket">
            <div>
                <h1 class="leaflet-title">{goal(lang, catalogue, scenario)}</h1>
                <p class="leaflet-ready">{ready}</p>
                {link.and_then(|link| qr_code(link, words.scan))}
                <p>{words.call}</p>
            </div>
            <div>
                <h2>{words.next}</h2>
                {none}
                <ul class="leaflet-list">{lines.collect::<Vec<_>>()} {rest}</ul>
            </div>
        </div>
    }
    .into_any()
}
