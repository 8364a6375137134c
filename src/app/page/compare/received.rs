//! Owns a comparison that a link holds: read only, until one of its plans is taken as one's own.

use super::compared::Compared;
use super::name;
use super::side_by_side::{is_wide, side_by_side};
use crate::app::component::other_catalogue;
use crate::app::platform::carry;
use crate::app::session::{Session, session};
use crate::app::state::answer::Answered;
use crate::app::state::draft::{Case, MOST_CASES};
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::handover;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::link::code::Shared;
use qitu_engine::link::comparison::{Comparison, decode_all};
use qitu_engine::link::payload::{open_on, rename};
use qitu_engine::text::{link as link_words, ui};
use qitu_model::{Catalogue, Lang, Plan};
use std::sync::Arc;

/// Draws what a link of several plans holds.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, code: &str) -> AnyView {
    let session = session();
    let words = ui::compare::words(lang);
    let share = ui::share::words(lang);
    let Comparison { mut plans, unread } = decode_all(code);
    if plans.is_empty() {
        let why = unread.map(|why| link_words::unreadable(lang, why));
        return view! {
            <header class="page-head"><h1 class="page-title">{share.guest_broken}</h1></header>
            <p class="notice" data-tone="warn" role="alert">{why}</p>
            <a class="button" data-kind="primary" href=Route::Start.hash()>{share.home}</a>
        }
        .into_any();
    }
    if let Some(elsewhere) = plans.iter().find_map(|one| session.elsewhere(&one.scenario)) {
        return other_catalogue(lang, &elsewhere);
    }
    let cut = unread.map(|_| ui::fill(words.received_cut, &[&plans.len().to_string()]));
    let cut = cut.map(|text| view! { <p class="notice" data-tone="warn">{text}</p> });
    let mut missing = Vec::new();
    for shared in &mut plans {
        missing.extend(rename(catalogue, &mut shared.scenario));
    }
    missing.sort();
    missing.dedup();
    let missing = (!missing.is_empty()).then(|| {
        let list = missing.join(if lang == Lang::Zh { "、" } else { ", " });
        let text = ui::fill(share.guest_missing, &[&missing.len().to_string(), &list]);
        view! { <p class="notice" data-tone="warn">{text}</p> }
    });
    let as_sent = plans.clone();
    // A plan begins today at the earliest, whenever it was shared.
    for (at, shared) in plans.iter_mut().enumerate() {
        open_on(&mut shared.scenario, session.today());
        session.try_plan(&key(at), shared.scenario.clone());
    }
    let open = (0..plans.len()).map(|at| session.open_trial(key(at))).collect::<Vec<_>>();
    let (book, wide) = (catalogue.clone(), is_wide());
    let all = move || {
        let (answers, then) = answers(session, &plans);
        let cases = plans.iter().map(|one| (one.name.clone(), one.scenario.clone()));
        let examples = session.examples().unwrap_or_default();
        let compared = Compared {
            open: open.iter().map(|answer| answer.with(Option::is_some)).collect(),
            answers,
            names: name::names(lang, &book, &cases.collect::<Vec<_>>(), &examples),
            current: None,
        };
        let take = |at: usize| {
            let (Some(named), Some(shared), Some(sent)) =
                (compared.names.get(at), plans.get(at), as_sent.get(at))
            else {
                return ().into_any();
            };
            take(session, lang, &named.title, shared, sent)
        };
        let then = then.then(|| view! { <p class="compare-then">{words.received_then}</p> });
        view! { {side_by_side(session, lang, &book, &compared, wide.get(), take)} {then} }
    };
    let full = move || {
        let is_full = session.history.with(|h| h.now.cases.len() >= MOST_CASES);
        is_full.then(|| view! { <p class="notice" data-tone="warn">{words.take_full}</p> })
    };
    let forward = carry::in_wechat().then(|| view! { <p class="quiet">{words.forward_on}</p> });
    view! {
        <header class="page-head"><h1 class="page-title">{words.received}</h1></header>
        <p class="page-lead">{share.guest_note}</p>
        {forward}
        {cut}
        {missing}
        {full}
        {all}
    }
    .into_any()
}

fn key(at: usize) -> String {
    format!("received/{at}")
}

/// The answers as they are today, and whether some are those of when they were shared: what the
/// sender's private answers made possible is not impossible.
fn answers(session: Session, plans: &[Shared]) -> (Vec<Option<Answered>>, bool) {
    let mut then = false;
    let answers = plans.iter().enumerate().map(|(at, shared)| {
        let answer = session.trial(&key(at))?;
        if answer.0.value.is_some() || shared.value.is_none() {
            return Some(answer);
        }
        then = true;
        let plan = Plan { value: shared.value, ..Plan::default() };
        Some(Arc::new((plan, answer.1.clone())))
    });
    let answers = answers.collect();
    (answers, then)
}

/// The button that makes a plan one's own, or opens it where it is that already.
fn take(session: Session, lang: Lang, title: &str, shared: &Shared, sent: &Shared) -> AnyView {
    let words = ui::compare::words(lang);
    let count = session.history.with(|h| h.now.cases.len());
    let own =
        session.history.with(|h| handover::find(&h.now, sent).or(handover::find(&h.now, shared)));
    let (label, said) = match own {
        Some(_) => (words.have, None),
        None => (words.take, Some(ui::fill(words.took, &[title]))),
    };
    let case = Case::of(&shared.scenario, &shared.name);
    let tapped = move |_| {
        match (own, &said) {
            (Some(at), _) => {
                session.settle();
                session.edit(Edit::First(FirstEdit::Select(at)));
                session.settle();
            }
            (None, Some(said)) => {
                session.change(Edit::First(FirstEdit::Add(case.clone())), said.clone());
            }
            (None, None) => {}
        }
        session.go(&Route::Plan(None));
    };
    let is_full = own.is_none() && count >= MOST_CASES;
    let name = format!("{label}: {title}");
    view! {
        <div class="button-row compare-actions">
            <button class="button" aria-label=name disabled=is_full on:click=tapped>{label}</button>
        </div>
    }
    .into_any()
}
