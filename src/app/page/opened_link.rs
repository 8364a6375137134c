//! Owns a link that was opened: whose plan it is, how it differs, and what to do with it.
//! Refuses to change anything before the rider has chosen.

use crate::app::component::label::term;
use crate::app::component::other_catalogue;
use crate::app::platform::carry;
use crate::app::session::{Session, session};
use crate::app::state::draft::Case;
use crate::app::state::draft::MOST_CASES;
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::handover;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::itinerary;
use qitu_engine::link::code::{Shared, decode};
use qitu_engine::link::payload::{Item, contents, open_on, rename};
use qitu_engine::text::{format, link as link_words, print, sentence, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Value};
use std::sync::Arc;

/// The name its answer goes by among the plans to compare with.
const GUEST: &str = "guest";

/// Draws what a link holds.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, code: &str) -> AnyView {
    let session = session();
    let words = ui::share::words(lang);
    let mut shared = match decode(code) {
        Ok(shared) => shared,
        Err(why) => return broken(lang, &link_words::unreadable(lang, why)),
    };
    if let Some(elsewhere) = session.elsewhere(&shared.scenario) {
        return other_catalogue(lang, &elsewhere);
    }
    let missing = rename(catalogue, &mut shared.scenario);
    let own = session.history.with_untracked(|h| handover::find(&h.now, &shared));
    // A plan begins today at the earliest, whenever it was shared.
    open_on(&mut shared.scenario, session.today());
    let title = if shared.name.is_empty() { words.guest.to_owned() } else { shared.name.clone() };
    let missing = (!missing.is_empty()).then(|| {
        let list = missing.join(if lang == Lang::Zh { "、" } else { ", " });
        let text = ui::fill(words.guest_missing, &[&missing.len().to_string(), &list]);
        view! { <p class="notice" data-tone="warn">{text}</p> }
    });
    let rows: Vec<_> = contents(&shared).iter().map(|item| term(lang, catalogue, item)).collect();
    session.try_plan(GUEST, shared.scenario.clone());
    let (book, then) = (Arc::clone(catalogue), shared.value);
    let forward = (own.is_some() && carry::in_wechat()).then(|| {
        view! {
            <section class="notice" data-tone="good">
                <p class="notice-title">{words.forward_now}</p>
                <p>{words.forward_now_more}</p>
            </section>
        }
    });
    let (note, rest) = match own {
        Some(at) => (words.guest_same, mine(session, lang, at)),
        None => (
            words.guest_note,
            view! {
                {difference(session, lang, catalogue, &shared)}
                {choices(session, lang, shared)}
            }
            .into_any(),
        ),
    };
    view! {
        <header class="page-head">
            <h1 class="page-title">{title}</h1>
        </header>
        <p class="page-lead">{note}</p>
        {forward}
        {missing}
        {move || answer(session, lang, &book, then)}
        <details class="more">
            <summary class="more-title">{words.inside}</summary>
            <div class="more-body"><dl class="terms share-terms">{rows}</dl></div>
        </details>
        {rest}
    }
    .into_any()
}

/// The answer first, as on the rider's own plans; worked out here and now.
fn answer(session: Session, lang: Lang, catalogue: &Catalogue, then: Option<Value>) -> AnyView {
    let words = ui::share::words(lang);
    let Some(answer) = session.trial(GUEST) else {
        return view! { <section class="card" aria-busy="true"><p>{words.guest_busy}</p></section> }
            .into_any();
    };
    let (plan, scenario) = &*answer;
    // What the sender's private answers made possible is not impossible: it was worked out with them.
    if let (None, Some(value)) = (plan.value, then) {
        // A number keeps to its word; between the figures the line may break.
        let figures = print::figures(lang, value);
        let figures = if lang == Lang::Zh { figures.replace(' ', "\u{a0}") } else { figures };
        let told = ui::fill(words.guest_then, &[&figures]);
        let rider = &scenario.rider;
        let is_told = rider.age.is_some() && rider.education.is_some() && !rider.facts.is_empty();
        let more = if is_told { words.guest_then_now } else { words.guest_then_more };
        return view! {
            <section class="card">
                <p class="card-title" data-own>{told}</p>
                <p class="card-text">{more}</p>
            </section>
        }
        .into_any();
    }
    let steps = itinerary::rows(catalogue, scenario, plan);
    let steps = steps.iter().map(|row| {
        view! {
            <li>
                <span class="share-day">{format::day(lang, row.from)}</span>
                <span>{lang.pick(&row.activity.name).to_owned()}</span>
            </li>
        }
    });
    let steps = steps.collect::<Vec<_>>();
    let way = (!steps.is_empty()).then(|| {
        view! { <ol class="share-way" aria-label=words.guest_steps>{steps}</ol> }
    });
    view! {
        <section class="card">
            <p class="card-title">{sentence::answer(lang, catalogue, scenario, plan)}</p>
            {way}
        </section>
    }
    .into_any()
}

/// The rider has this very plan.
fn mine(session: Session, lang: Lang, at: usize) -> AnyView {
    let words = ui::share::words(lang);
    let go = move |_| {
        session.settle();
        session.edit(Edit::First(FirstEdit::Select(at)));
        session.go(&Route::Plan(None));
    };
    view! {
        <div class="action-bar">
            <button class="button" data-kind="primary" data-size="wide" on:click=go>{words.own_plan}</button>
        </div>
    }
    .into_any()
}

fn broken(lang: Lang, why: &str) -> AnyView {
    let words = ui::share::words(lang);
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.guest_broken}</h1>
        </header>
        <p class="notice" data-tone="warn" role="alert">{why.to_owned()}</p>
        <div class="button-row">
            <a class="button" data-kind="primary" href=Route::Plan(None).hash()>{words.own_plan}</a>
            <a class="button" href=Route::Start.hash()>{words.home}</a>
        </div>
    }
    .into_any()
}

/// Where the link and the rider's own plan say something else under the same heading.
fn difference(session: Session, lang: Lang, catalogue: &Catalogue, shared: &Shared) -> AnyView {
    let words = ui::share::words(lang);
    let mine = session.history.with_untracked(|h| h.now.case().cloned());
    let Some(mine) = mine else { return ().into_any() };
    let own = Shared { name: String::new(), scenario: mine.scenario, value: None };
    let lines = |shared: &Shared| -> Vec<(&'static str, String)> {
        let items = contents(shared);
        let told = items.iter().filter(|item| !matches!(item, Item::Value(_) | Item::Name(_)));
        told.map(|item| link_words::item(lang, catalogue, item)).collect()
    };
    let (mine, theirs) = (lines(&own), lines(shared));
    let find = |list: &[(&'static str, String)], label: &str| {
        list.iter().find(|(other, _)| *other == label).map(|(_, words)| words.clone())
    };
    // What a link leaves out on purpose is no difference.
    let private: Vec<&'static str> = contents(&own)
        .iter()
        .filter(|item| item.is_sensitive())
        .map(|item| link_words::item(lang, catalogue, item).0)
        .collect();
    let mut labels: Vec<&'static str> = theirs.iter().map(|(label, _)| *label).collect();
    labels.extend(mine.iter().map(|(label, _)| *label).filter(|label| !private.contains(label)));
    let mut seen: Vec<&'static str> = Vec::new();
    let mut rows = Vec::new();
    for label in labels {
        if seen.contains(&label) {
            continue;
        }
        seen.push(label);
        let (own, other) = (find(&mine, label), find(&theirs, label));
        if own != other {
            let absent = || words.absent.to_owned();
            rows.push(view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>{own.unwrap_or_else(absent)}</td>
                    <td>{other.unwrap_or_else(absent)}</td>
                </tr>
            });
        }
    }
    if rows.is_empty() {
        return view! { <p class="quiet">{words.guest_same}</p> }.into_any();
    }
    view! {
        <section class="section">
            <h2 class="section-title">{words.guest_difference}</h2>
            <div class="table-wrap" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{words.mine}</th>
                            <th scope="col">{words.theirs}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn choices(session: Session, lang: Lang, shared: Shared) -> AnyView {
    let words = ui::share::words(lang);
    let count = session.history.with_untracked(|h| h.now.cases.len());
    let Shared { name, scenario, .. } = shared;
    let (own, theirs) = ((name.clone(), scenario.clone()), (name, scenario));
    let open = move |_| {
        let (name, scenario) = own.clone();
        session.change(
            Edit::First(FirstEdit::Begin(Case::of(&scenario, &name))),
            words.replaced.to_owned(),
        );
        session.go(&Route::Plan(None));
    };
    if count == 0 {
        return view! {
            <div class="action-bar">
                <button class="button" data-kind="primary" data-size="wide" on:click=open>
                    {words.open}
                </button>
            </div>
        }
        .into_any();
    }
    let add = move |_| {
        let (name, scenario) = theirs.clone();
        session.change(
            Edit::First(FirstEdit::Add(Case::of(&scenario, &name))),
            words.added.to_owned(),
        );
        session.go(&Route::Plan(None));
    };
    let full = (count >= MOST_CASES).then(|| {
        view! { <p class="notice" data-tone="warn">{ui::fill(words.full, &[&count.to_string()])}</p> }
    });
    view! {
        <section class="section share-choices">
            {full}
            <button
                class="button"
                data-kind="primary"
                data-size="wide"
                disabled={count >= MOST_CASES}
                on:click=add
            >
                {words.keep_both}
            </button>
            <div class="button-row">
                <a class="button" href=Route::Plan(None).hash()>{words.keep_mine}</a>
                <button class="button" data-kind="danger" on:click=open>{words.replace}</button>
            </div>
        </section>
    }
    .into_any()
}
