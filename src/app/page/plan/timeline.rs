//! Owns the way: a vertical timeline, one station a step, with the waits between.

use super::own_course;
use crate::app::component::chunk::handle;
use crate::app::component::label::named;
use crate::app::component::{Icon, icon};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::lift::Lifted;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::export::renewal::{papers, renewals};
use qitu_engine::text::{format, ui};
use qitu_engine::text::{names, print, sentence};
use qitu_model::Lang;
use qitu_model::{
    Binding, CalendarEntry, Catalogue, Cause, Kind, Plan, REST, Scenario, Status, Step,
};

/// Draws the steps of the newest plan.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: Option<Answered>,
) -> AnyView {
    let words = ui::plan::words(lang);
    let Some(answer) = answer else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let before = session.before.get_untracked().filter(|b| b.1 != *scenario);
    let rows = itinerary::rows(catalogue, scenario, plan);
    if rows.is_empty() {
        return ().into_any();
    }
    // Known for sure once each step's room is; nothing is said of it before.
    let chain = plan.critical();
    let mut own = own_weeks(lang, scenario, plan);
    let record = session.history.with_untracked(|h| h.now.record.clone());
    own.extend(renewals(catalogue, &record, scenario, plan, &rows).into_iter().map(|one| {
        let note = ui::fill(words.renew, &[&format::day(lang, one.on)]);
        (one.week, lang.pick(&one.certificate.name).to_owned(), note, None)
    }));
    own.sort_by_key(|(week, ..)| *week);
    let mut items = Vec::new();
    let mut reached = 0;
    let mut year = scenario.start.ymd().0;
    for row in &rows {
        while own.first().is_some_and(|(week, ..)| *week <= row.step.start.0) {
            items.push(own_item(session, lang, own.remove(0), track(catalogue, scenario, row)));
        }
        if row.step.start.0 > reached + 1 {
            let post = rows.iter().rfind(|r| r.kind == Kind::Role && r.step.end.0 <= reached);
            let post = post.map(|row| lang.pick(&row.activity.name));
            items.push(wait(lang, row.step.start.0 - reached, post));
        }
        reached = reached.max(row.step.end.0);
        let at = plan.steps.iter().position(|s| std::ptr::eq(s, row.step));
        // Where every step sets the date, saying so of each one says nothing.
        let sets_date = chain.as_ref().is_some_and(|chain| {
            chain.len() < rows.len() && at.is_some_and(|at| chain.contains(&at))
        });
        // A way over New Year says whose dates follow.
        let news = row.from.ymd().0;
        let turned = (news != year).then(|| format::year(lang, news));
        year = news;
        let (notes, before) = ((sets_date, turned), before.as_ref());
        items.push(station(session, lang, catalogue, &answer, row, notes, before));
    }
    let last = rows.last().map(|row| track(catalogue, scenario, row)).unwrap_or_default();
    items.extend(own.into_iter().map(|one| own_item(session, lang, one, last.clone())));
    let count = ui::fill(words.step_count, &[&rows.len().to_string()]);
    let (diplomas, others) = papers(catalogue, &rows);
    let some = |n: u64, zh, en| (n > 0).then(|| format::count(lang, n, zh, en));
    let count =
        [Some(count), some(diplomas, "个文凭", "diploma"), some(others, "本证书", "certificate")];
    let count = count.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let chain =
        chain.map(|chain| chain.iter().filter_map(|at| plan.steps.get(*at)).collect::<Vec<_>>());
    let chain = (rows.len() > 1).then(|| critical(lang, catalogue, chain.as_deref(), rows.len()));
    view! {
        <section aria-label=words.steps>
            <div class="plan-way-head">
                <h2>{words.steps}</h2>
                <span class="quiet">{count}</span>
            </div>
            {chain}
            <ol class="timeline">{items}</ol>
        </section>
    }
    .into_any()
}

/// The steps that set the date, each a way to its sheet; `None` while that is not known.
fn critical(lang: Lang, catalogue: &Catalogue, chain: Option<&[&Step]>, steps: usize) -> AnyView {
    let words = ui::plan::words(lang);
    let link = |step: &&Step| {
        let name = names::name(lang, catalogue, &step.activity).to_owned();
        let weeks = format::weeks(lang, step.end.0.saturating_sub(step.start.0));
        view! {
            <li><a href=Route::Plan(Some(step.activity.clone())).hash()>{name}</a> " " <span class="quiet">{weeks}</span></li>
        }
    };
    let about = match chain {
        None => words.chain_counting,
        Some(chain) if chain.len() < steps => words.chain_more,
        Some(_) => words.chain_all,
    };
    let links = chain.unwrap_or_default().iter().map(link).collect::<Vec<_>>();
    view! {
        <details class="more plan-chain" data-print="never">
            <summary class="more-title">
                <span>{icon(Icon::Flag)} " " {words.chain_steps}</span>
            </summary>
            <div class="more-body">
                <p class="quiet small">{about}</p>
                <ol class="plan-links">{links}</ol>
            </div>
        </details>
    }
    .into_any()
}

/// What is no step: its week, title and note, and its place in the calendar if the rider wrote it.
type Own = (u32, String, String, Option<usize>);

/// The weeks of the rider's own that lie in the plan, by the week they begin in.
fn own_weeks(lang: Lang, scenario: &Scenario, plan: &Plan) -> Vec<Own> {
    let monday = scenario.start.monday_on_or_after();
    let end = plan.value.map_or(0, |v| v.weeks.0);
    let week = |entry: &CalendarEntry| entry.from.week_from_or_first(monday);
    let inside = |(_, entry): &(usize, &CalendarEntry)| entry.to >= monday && week(entry) < end;
    let own = scenario.calendar.iter().enumerate().filter(inside);
    own.map(|(at, e)| (week(e), named(lang, e), own_course::when(lang, e), Some(at))).collect()
}

/// What is no step: a week of the rider's own, a certificate that runs out.
fn own_item(session: Session, lang: Lang, own: Own, track: String) -> AnyView {
    let words = ui::plan::words(lang);
    let (week, title, note, at) = own;
    let handle = at.map(|at| handle(session, lang, Lifted::Own(at), title.clone()));
    view! {
        <li class="timeline-item" data-kind="own" data-track=track>
            <div class="timeline-when">
                <span class="timeline-week">{ui::fill(words.week_n, &[&(week + 1).to_string()])}</span>
            </div>
            <span class="timeline-dot" aria-hidden="true"></span>
            <p class="timeline-card plan-wait">
                <strong><bdi>{title}</bdi></strong>
                " "
                <span class="quiet">{note}</span>
                {handle}
            </p>
        </li>
    }
    .into_any()
}

/// Weeks in which nothing is studied, in the last post of the way if there is one by then.
fn wait(lang: Lang, weeks: u32, post: Option<&str>) -> AnyView {
    let words = ui::plan::words(lang);
    let why = post
        .map_or_else(|| words.wait_why.to_owned(), |post| ui::fill(words.wait_in_post, &[post]));
    view! {
        <li class="timeline-item" data-kind="wait">
            <span class="timeline-when">{ui::fill(words.wait, &[&format::weeks(lang, weeks)])}</span>
            <span class="timeline-dot" aria-hidden="true"></span>
            <span class="timeline-card plan-wait">{why}</span>
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
        let (_, goal) = catalogue.activity(itinerary::goal_id(&scenario.goal)?)?;
        goal.track.clone()
    };
    row.activity.track.clone().or_else(goal).unwrap_or_default()
}

/// What the last change did to a step.
fn moved(lang: Lang, row: &Row, before: Option<&Answered>) -> Option<(String, bool)> {
    let words = ui::plan::words(lang);
    let before = before.filter(|_| row.step.offer != REST)?;
    let same = |s: &&qitu_model::Step| s.activity == row.step.activity;
    let Some(old) = before.0.steps.iter().find(same) else {
        return Some((words.new_step.to_owned(), false));
    };
    let days = row.from.days_since(sentence::monday(&before.1, old.start));
    let weeks = days.unsigned_abs() / 7;
    let text = format::weeks_moved(
        lang,
        if days < 0 { weeks } else { 0 },
        if days < 0 { 0 } else { weeks },
    );
    text.map(|t| (t, days < 0))
}

fn station(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    row: &Row,
    (sets_date, turned): (bool, Option<String>),
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
        Some(print::kind(lang, row.kind).to_owned()),
        tier.map(|t| lang.pick(&t.name).to_owned()),
        Some(print::way(lang, row)),
    ];
    let about = about.into_iter().flatten().filter(|b| !b.is_empty()).collect::<Vec<_>>();
    let about = capital(&about.join(" · "));
    let effort = [print::effort(lang, row), print::sessions(lang, row.sessions)];
    let cost = (row.net.0 > 0).then(|| print::paid(lang, row));
    let effort = effort.into_iter().chain(cost).filter(|t| !t.is_empty()).collect::<Vec<_>>();
    let effort = effort.join(if lang == Lang::Zh { "，" } else { ", " });
    let why = reason(lang, catalogue, scenario, plan, row);
    let pinned = scenario.pins.iter().any(|p| p.activity == row.activity.id);
    let change = moved(lang, row, before).map(|(text, good)| {
        view! { <span class="change" data-tone=if good { "good" } else { "bad" }>{text}</span> }
    });
    let marked = pinned || change.is_some();
    let flag = sets_date.then(|| {
        view! {
            <span class="timeline-flag" title=words.chain>
                {icon(Icon::Flag)} <span class="hidden-words">{words.chain}</span>
            </span>
        }
    });
    // One test for more than one certificate; where that is only an estimate, so it says.
    let others = row.activity.gives.certificates.iter();
    let others: Vec<_> = others.map(|id| names::name(lang, catalogue, id)).collect();
    let two = (row.kind == Kind::Certificate && !others.is_empty()).then(|| {
        let names = others.join(if lang == Lang::Zh { "、" } else { ", " });
        let sure = row.activity.facts.get("gives").map_or(Status::Estimate, |fact| fact.status);
        let licence = row.activity.kind.as_deref() == Some("licence");
        let said = if licence { words.two_licence } else { words.two };
        ui::fill(said, &[&names, format::status(lang, sure)])
    });
    // An exam's weeks end with its result, a role's with the first day in it.
    let result = (row.weeks > 0).then(|| match row.kind {
        Kind::Course => None,
        Kind::Certificate => Some(ui::fill(words.result_on, &[&format::short_day(lang, row.done)])),
        Kind::Role => Some(ui::fill(words.begins_on, &[&format::short_day(lang, row.done)])),
    });
    let until = (row.weeks > 1).then(|| format!("– {}", format::short_day(lang, row.to)));
    // What goes on for a year and more ends in a year of its own.
    let ends = (row.weeks > 51).then(|| format::year(lang, row.to.ymd().0));
    let held = pinned.then(|| view! { <span class="badge" data-tone="good">{words.pinned}</span> });
    // What is begun goes on where it is.
    let handle = (row.step.offer != REST)
        .then(|| handle(session, lang, Lifted::Step(row.activity.id.clone()), name.clone()));
    view! {
        <li
            class="timeline-item"
            data-kind=kind_word(row.kind)
            data-track=track(catalogue, scenario, row)
        >
            <div class="timeline-when">
                <span class="timeline-week">{week}</span>
                <span class="timeline-date">{turned}</span>
                <span class="timeline-date">{format::short_day(lang, row.from)}</span>
                <span class="timeline-date">{until}</span>
                <span class="timeline-date">{ends}</span>
                {flag}
            </div>
            <span class="timeline-dot" aria-hidden="true"></span>
            <article class="timeline-card card">
                <h3 class="timeline-title card-title">
                    <a href=href>{name}</a>
                </h3>
                {marked.then(|| view! { <div class="card-line">{held} {change}</div> })}
                <p class="timeline-text">{about}</p>
                <p class="timeline-text plan-effort">{effort}</p>
                {two.map(|t| view! { <p class="timeline-text plan-effort">{t}</p> })}
                {result.flatten().map(|r| view! { <p class="timeline-text plan-effort">{r}</p> })}
                {why.map(|w| view! { <p class="timeline-why">{w}</p> })}
                {handle}
            </article>
        </li>
    }
    .into_any()
}

/// With a capital at its beginning; Chinese stays as it is.
pub(super) fn capital(text: &str) -> String {
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
