//! Owns what the answer rests on: how many of its numbers are estimates, who pays on what
//! condition, and what the goal changes in pay. Each is one line that opens the rest.

use crate::app::component::{Badge, sources};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::bill::{Raise, Sponsored, raise, sponsored};
use qitu_engine::explain::ground::{Ground, grounds as rested_on, share};
use qitu_engine::text::{format, names, sentence, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, PlanStatus, Status, months_unchecked};
use std::sync::Arc;

fn route_of(id: &str) -> String {
    Route::Plan(Some(id.to_owned())).hash()
}

fn fold(title: String, body: AnyView) -> AnyView {
    view! {
        <details class="more">
            <summary class="more-title"><span class="outlook-title">{title}</span></summary>
            <div class="more-body stack">{body}</div>
        </details>
    }
    .into_any()
}

/// How many numbers of the plan are estimates; opened, which.
pub(super) fn grounds(session: Session, lang: Lang, catalogue: Arc<Catalogue>) -> AnyView {
    let view = move || {
        let answer = session.planned.with(|p| p.plan.clone())?;
        let (plan, scenario) = &*answer;
        plan.value?;
        let all = rested_on(&catalogue, scenario, plan);
        let rests =
            (!all.is_empty()).then(|| fold(title(lang, plan.status, &all), list(lang, &all)));
        let old = months_unchecked(catalogue.checked, session.today()).map(|months| {
            let told = ui::fill(ui::advice::words(lang).catalogue_old, &[&months.to_string()]);
            view! { <p class="notice" data-tone="warn">{told}</p> }
        });
        Some(view! { {old} {rests} })
    };
    view! { {view} }.into_any()
}

fn title(lang: Lang, status: PlanStatus, all: &[Ground]) -> String {
    let words = ui::plan::words(lang);
    let share = share(all);
    let is_proven = status == PlanStatus::Optimal;
    let said = if is_proven { words.grounds_proven } else { words.grounds };
    let counts = [share.estimates.to_string(), share.sourced.to_string()];
    let mut text = ui::fill(said, &[&counts[0], &counts[1]]);
    if share.expected > 0 {
        text += &ui::fill(words.grounds_expected, &[&share.expected.to_string()]);
    }
    text
}

/// The estimates by step, then every other number with its source.
fn list(lang: Lang, all: &[Ground]) -> AnyView {
    let words = ui::plan::words(lang);
    let name = |ground: &Ground| {
        let href = route_of(&ground.activity.id);
        let name = lang.pick(&ground.activity.name).to_owned();
        view! { <a href=href>{name}</a> }
    };
    let field = |ground: &Ground| sources::field(lang, ground.field).unwrap_or_default();
    let is_estimate = |ground: &&Ground| ground.status() == Status::Estimate;
    let guessed: Vec<&Ground> = all.iter().filter(is_estimate).collect();
    let mark = if lang == Lang::Zh { "、" } else { ", " };
    let guesses = guessed.chunk_by(|a, b| a.activity.id == b.activity.id).map(|part| {
        let fields: Vec<&str> = part.iter().map(|ground| field(ground)).collect();
        view! { <li>{name(part[0])} " · " {fields.join(mark)}</li> }
    });
    let guesses = guesses.collect::<Vec<_>>();
    let said = all.iter().filter(|ground| !is_estimate(ground)).filter_map(|ground| {
        let fact = ground.fact?.clone();
        Some(view! {
            <div class="plan-source">
                <dt>{name(ground)} " · " {field(ground)}</dt>
                <dd><Badge fact /></dd>
            </div>
        })
    });
    let said = said.collect::<Vec<_>>();
    let has = (!guesses.is_empty(), !said.is_empty());
    view! {
        <p class="quiet small">{words.grounds_more}</p>
        {has.0.then(|| view! {
            <h3>{words.grounds_guessed}</h3>
            <ul class="plan-reasons">{guesses}</ul>
        })}
        {has.1.then(|| view! {
            <h3>{words.grounds_said}</h3>
            <dl class="plan-sources">{said}</dl>
        })}
    }
    .into_any()
}

/// Who pays, and what one earns then.
pub(super) fn money(session: Session, lang: Lang, catalogue: Arc<Catalogue>) -> AnyView {
    let view = move || {
        let answer = session.planned.with(|p| p.plan.clone())?;
        let (plan, scenario) = &*answer;
        let fee = plan.value?.fee;
        let paid = sponsored(&catalogue, scenario, plan);
        let raise = raise(&catalogue, scenario, plan);
        let titles = [bill(lang, fee.0, &paid), raise.as_ref().map(|raise| earned(lang, raise))];
        let title = titles.into_iter().flatten().collect::<Vec<_>>();
        if title.is_empty() {
            return None;
        }
        let title = title.join(if lang == Lang::Zh { "。" } else { ". " });
        Some(fold(title, terms(lang, &catalogue, &answer, &paid, raise)))
    };
    view! { {view} }.into_any()
}

fn bill(lang: Lang, own: i64, paid: &[Sponsored]) -> Option<String> {
    let words = ui::plan::words(lang);
    let worth = paid.iter().fold(0_i64, |sum, one| sum.saturating_add(one.worth.0));
    (worth > 0).then(|| ui::fill(words.bill, &[&format::yuan(own), &format::yuan(worth)]))
}

fn earned(lang: Lang, raise: &Raise) -> String {
    let words = ui::plan::words(lang);
    let middle = |pay: &qitu_model::Pay| pay.low.0.saturating_add(pay.high.0) / 2;
    let (now, then) = (middle(raise.now), middle(raise.then));
    let change = format::moved(lang, now, then, &format::yuan);
    let change = change.unwrap_or_else(|| words.raise_same.to_owned());
    ui::fill(words.raise, &[&format::yuan(now), &format::yuan(then), &change])
}

/// The conditions one by one, both ranges of pay with their sources, and when it pays back.
fn terms(
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    paid: &[Sponsored],
    raise: Option<Raise>,
) -> AnyView {
    let words = ui::plan::words(lang);
    let lines = paid.iter().map(|one| {
        let name = names::name(lang, catalogue, one.activity).to_owned();
        let needs = sentence::need(lang, catalogue, one.needs);
        let line = ui::fill(words.bill_line, &[&format::yuan(one.worth.0), &needs]);
        view! { <li><a href=route_of(one.activity)>{name}</a> " · " {line}</li> }
    });
    let lines = lines.collect::<Vec<_>>();
    let has_rate = answer.1.hourly_take.is_some();
    let raise = raise.map(|raise| {
        let range = |pay: &qitu_model::Pay| {
            let (low, high) = (format::yuan(pay.low.0), format::yuan(pay.high.0));
            ui::fill(ui::goal::words(lang).pay_month, &[&low, &high])
        };
        let rows = [(words.raise_now, raise.now), (words.raise_then, raise.then)];
        let rows = rows.map(|(label, pay)| {
            view! {
                <div class="plan-source">
                    <dt>{label} " · " {range(pay)}</dt>
                    <dd><Badge fact=pay.fact.clone() /></dd>
                </div>
            }
        });
        let back = match raise.months {
            Some(0) => words.raise_free.to_owned(),
            Some(months) => {
                ui::fill(words.raise_back, &[&months.to_string(), &format::yuan(raise.spent)])
            }
            None => words.raise_never.to_owned(),
        };
        let note = if has_rate { words.raise_note } else { words.raise_note_fee };
        view! {
            <dl class="plan-sources">{rows.into_iter().collect::<Vec<_>>()}</dl>
            <p>{back}</p>
            <p class="quiet small">{note}</p>
        }
    });
    let has_lines = !lines.is_empty();
    view! {
        {has_lines.then(|| view! {
            <p class="small">{words.bill_more}</p>
            <ul class="plan-reasons">{lines}</ul>
        })}
        {raise}
    }
    .into_any()
}
