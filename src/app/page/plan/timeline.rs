//! Owns the way: a vertical timeline, one station a step, with the waits between.

use crate::app::part::{Icon, icon};
use crate::app::route::Route;
use crate::app::session::{Answered, Session};
use crate::model::{Binding, Catalogue, Cause, Kind, Plan, Scenario, Weeks};
use crate::share::row::{self, Row};
use crate::text::ui::{self, say};
use crate::text::{Lang, sentence, sheet};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Draws the steps of the newest plan.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::plan::words(lang);
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let before = session.before.get().filter(|b| b.1 != *scenario);
    let rows = row::rows(catalogue, scenario, plan);
    if rows.is_empty() {
        return left_out(session, lang, catalogue);
    }
    let chain: BTreeSet<usize> = plan
        .reasons
        .iter()
        .filter_map(|cause| match cause {
            Cause::Chain { step } => Some(*step),
            _ => None,
        })
        .collect();
    let mut items = Vec::new();
    let mut reached = 0;
    for row in &rows {
        if row.step.start.0 > reached + 1 {
            items.push(wait(lang, row.step.start.0 - reached));
        }
        reached = reached.max(row.step.end.0);
        let at = plan.steps.iter().position(|s| std::ptr::eq(s, row.step));
        // Where every step sets the date, saying so of each one says nothing.
        let sets_date = chain.len() < rows.len() && at.is_some_and(|at| chain.contains(&at));
        items.push(station(lang, catalogue, &answer, row, sets_date, before.as_ref()));
    }
    let count = ui::fill(words.step_count, &[&rows.len().to_string()]);
    view! {
        <section aria-label=words.steps>
            <div class="plan-way-head">
                <h2>{words.steps}</h2>
                <span class="quiet">{count}</span>
            </div>
            <ol class="timeline">{items}</ol>
        </section>
        {left_out(session, lang, catalogue)}
    }
    .into_any()
}

/// Weeks in which nothing is studied.
fn wait(lang: Lang, weeks: u32) -> AnyView {
    let words = ui::plan::words(lang);
    view! {
        <li class="timeline-item" data-kind="wait">
            <span class="timeline-when">{ui::fill(words.wait, &[&say::weeks(lang, weeks)])}</span>
            <span class="timeline-dot" aria-hidden="true"></span>
            <span class="timeline-card plan-wait">{words.wait_why}</span>
        </li>
    }
    .into_any()
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Course => "course",
        Kind::Certificate => "certificate",
        Kind::Role => "role",
    }
}

/// The track whose colour a step carries: a role's own, otherwise that of the goal.
pub fn track(catalogue: &Catalogue, scenario: &Scenario, row: &Row) -> String {
    let goal = || {
        let (_, goal) = catalogue.activity(row::goal_id(&scenario.goal)?)?;
        goal.track.clone()
    };
    row.activity.track.clone().or_else(goal).unwrap_or_default()
}

/// What the last change did to a step.
fn moved(lang: Lang, row: &Row, before: Option<&Answered>) -> Option<(String, bool)> {
    let words = ui::plan::words(lang);
    let before = before?;
    let same = |s: &&crate::model::Step| s.activity == row.step.activity;
    let Some(old) = before.0.steps.iter().find(same) else {
        return Some((words.new_step.to_owned(), false));
    };
    let shift = |scenario: &Scenario, week: Weeks| {
        let days = i32::try_from(week.0.min(10_000)).unwrap_or(0) * 7;
        scenario.start.monday_on_or_after().plus_days(days)
    };
    let days = row.from.days_since(shift(&before.1, old.start));
    let weeks = days.unsigned_abs() / 7;
    let text =
        say::weeks_moved(lang, if days < 0 { weeks } else { 0 }, if days < 0 { 0 } else { weeks });
    text.map(|t| (t, days < 0))
}

fn station(
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    row: &Row,
    sets_date: bool,
    before: Option<&Answered>,
) -> AnyView {
    let words = ui::plan::words(lang);
    let (plan, scenario) = &**answer;
    let name = lang.pick(&row.activity.name).to_owned();
    let href = Route::Plan(Some(row.activity.id.clone())).hash();
    let week = ui::fill(words.week_n, &[&(row.step.start.0 + 1).to_string()]);
    let tier = row.activity.tier.as_deref();
    let tier = tier.and_then(|id| catalogue.tiers.iter().find(|t| t.id == id));
    let about = [
        Some(sheet::kind(lang, row.kind).to_owned()),
        tier.map(|t| lang.pick(&t.name).to_owned()),
        Some(sheet::way(lang, row)),
    ];
    let about = about.into_iter().flatten().filter(|b| !b.is_empty()).collect::<Vec<_>>();
    let about = capital(&about.join(" · "));
    let effort = [sheet::effort(lang, row), sheet::sessions(lang, row.sessions)];
    let cost = (row.net.0 > 0).then(|| sheet::cost(lang, row));
    let effort = effort.into_iter().chain(cost).filter(|t| !t.is_empty()).collect::<Vec<_>>();
    let effort = effort.join(if lang == Lang::Zh { "，" } else { ", " });
    let why = reason(lang, catalogue, scenario, plan, row);
    let pinned = scenario.pins.iter().any(|p| p.activity == row.activity.id);
    let change = moved(lang, row, before).map(|(text, good)| {
        view! { <span class="change" data-tone=if good { "good" } else { "bad" }>{text}</span> }
    });
    let marked = pinned || change.is_some();
    let flag = sets_date.then(|| {
        view! { <p class="timeline-flag">{icon(Icon::Flag)} {words.chain}</p> }
    });
    let held = pinned.then(|| view! { <span class="badge" data-tone="good">{words.pinned}</span> });
    view! {
        <li
            class="timeline-item"
            data-kind=kind_word(row.kind)
            data-track=track(catalogue, scenario, row)
        >
            <div class="timeline-when">
                <span class="timeline-week">{week}</span>
                <span class="timeline-date">{say::short_day(lang, row.from)}</span>
            </div>
            <span class="timeline-dot" aria-hidden="true"></span>
            <article class="timeline-card card">
                <h3 class="timeline-title card-title">
                    <a href=href>{name}</a>
                </h3>
                {marked.then(|| view! { <div class="card-line">{held} {change}</div> })}
                <p class="timeline-text">{about}</p>
                <p class="timeline-text plan-effort">{effort}</p>
                {why.map(|w| view! { <p class="timeline-why">{w}</p> })}
                {flag}
            </article>
        </li>
    }
    .into_any()
}

/// With a capital at its beginning; Chinese stays as it is.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The one reason shown on the card: what it is for, and what it waits for when that is not
/// another step.
fn reason(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    row: &Row,
) -> Option<String> {
    let because = &row.step.because;
    let rank = |cause: &&Cause| match cause {
        Cause::Goal { .. } => 0,
        Cause::For { .. } => 1,
        Cause::Pinned => 2,
        Cause::Waits { binding: Binding::Choice | Binding::Step { .. }, .. } => 9,
        Cause::Waits { .. } => 3,
        _ => 9,
    };
    let first = because.iter().min_by_key(rank).filter(|c| rank(c) < 9)?;
    Some(sentence::cause(lang, catalogue, scenario, plan, first))
}

/// What the rider put aside, with the way back.
fn left_out(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::plan::words(lang);
    let (avoided, parked) = session.history.with(|h| {
        let avoided = h.now.case().map(|c| c.scenario.avoid.activities.clone()).unwrap_or_default();
        (avoided, h.now.parked.clone())
    });
    let mut all: Vec<String> = parked.clone();
    all.extend(avoided.into_iter().filter(|a| !parked.contains(a)));
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.into_iter().map(|id| {
        let name = catalogue
            .activity(&id)
            .map_or_else(|| id.clone(), |(_, a)| lang.pick(&a.name).to_owned());
        let said = ui::fill(words.accept_did, &[&name]);
        let back = move |_| {
            session.change(crate::app::edit::Edit::Unpark(id.clone()), said.clone());
        };
        view! {
            <li class="list-item">
                <div class="list-row">
                    <span class="list-main">{name}</span>
                    <button class="button" data-kind="quiet" on:click=back>{words.bring_back}</button>
                </div>
            </li>
        }
    });
    view! {
        <section class="section" data-print="never">
            <h2 class="section-title">{words.left_out}</h2>
            <ul class="list">{rows.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
