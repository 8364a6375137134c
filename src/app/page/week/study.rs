//! Owns this week's study laid into the painted time, what of it would tire, and what learning
//! costs in lost take.

use super::painted::grid;
use crate::app::component::read_aloud;
use crate::app::component::rider_field::hourly;
use crate::app::session::Session;
use crate::app::state::route::Route;
use crate::app::state::study_week::{Laid, Shape, Tiring, Wanted, lay, sitting, tiring};
use leptos::prelude::*;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::text::names::{span as span_words, weekday};
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Hours, Id, Scenario, Span};

/// One thing to learn in the week shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    id: Id,
    name: String,
    hours: Hours,
    shape: Option<Shape>,
    /// Half-hours at a stretch.
    sitting: u32,
    /// Class times, which are not ours to lay.
    fixed: Vec<Span>,
    laid: Laid,
}

impl Study {
    /// Where it lies, classes and all.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.fixed.iter().chain(&self.laid.spans).copied()
    }
}

/// The week shown: the one that is running, or the plan's first.
fn shown_week(session: Session) -> Option<(u32, qitu_model::Date)> {
    let start = session.planned.with(|p| p.plan.as_ref().map(|a| a.1.start))?;
    let monday = start.monday_on_or_after();
    let week = session.today().week_from_or_first(monday);
    Some((week, monday.plus_weeks(week)))
}

/// What the plan asks for in that week, laid into the painted time.
pub fn studies(session: Session, lang: Lang, catalogue: &Catalogue) -> Vec<Study> {
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return Vec::new() };
    let Some((week, _)) = shown_week(session) else { return Vec::new() };
    let (plan, scenario) = &*answer;
    let rows = itinerary::rows(catalogue, scenario, plan);
    let runs = |r: &&Row| r.step.start.0 <= week && week < r.step.end.0 && r.hours.0 > 0;
    let running: Vec<&Row> = rows.iter().filter(runs).collect();
    let grid = grid(session);
    let slots = catalogue.slot_ids();
    let wanted: Vec<Wanted> = running.iter().map(|r| wanted(catalogue, scenario, r)).collect();
    let kind = |day, row| grid.kind(day, row, &slots).unwrap_or_default().to_owned();
    let laid = lay(&grid, &wanted, &kind);
    let one = |(row, laid): (&&Row, Laid)| Study {
        id: row.activity.id.clone(),
        name: lang.pick(&row.activity.name).to_owned(),
        hours: row.hours,
        shape: row.offer.map(Shape::of),
        sitting: row.offer.map_or(0, |offer| sitting(offer, row.hours)),
        fixed: row.sessions.to_vec(),
        laid,
    };
    running.iter().zip(laid).map(one).collect()
}

/// The hours of a step that have no class time of their own.
fn wanted(catalogue: &Catalogue, scenario: &Scenario, row: &Row) -> Wanted {
    let fixed: u32 = row.sessions.iter().map(|s| u32::from(s.to - s.from) / 30).sum();
    let fits = row.offer.map(|offer| {
        let loads = offer.load.iter().filter(|part| part.hours > Hours(0));
        let held = loads.flat_map(|part| {
            part.fits.iter().filter(|slot| scenario.holds(catalogue, part, slot)).cloned()
        });
        let mut fits: Vec<_> = held.collect();
        fits.extend(offer.fits.clone());
        fits
    });
    let sitting = row.offer.map_or(0, |offer| sitting(offer, row.hours));
    Wanted {
        halves: (row.hours.0 * 2).saturating_sub(fixed),
        fits: fits.unwrap_or_default(),
        sitting,
    }
}

/// This week, read: what to learn and when.
pub fn aloud(session: Session, lang: Lang, studies: Memo<Vec<Study>>) -> AnyView {
    let words = ui::week::words(lang);
    let text = move || {
        let (_, monday) = shown_week(session)?;
        let mut said = vec![ui::fill(words.study, &[&format::day(lang, monday)])];
        let comma = if lang == Lang::Zh { "，" } else { ", " };
        for study in studies.get_untracked() {
            let when = study.spans().map(|span| span_words(lang, span));
            let hours = format::hours(lang, u64::from(study.hours.0));
            let parts = [study.name.clone(), hours].into_iter().chain(when);
            said.push(parts.collect::<Vec<_>>().join(comma));
        }
        if said.len() == 1 {
            said.push(words.study_none.to_owned());
        }
        Some(said.join("\n"))
    };
    read_aloud(lang, text)
}

/// Draws the list, each thing under the number it has in the grid.
pub fn draw(session: Session, lang: Lang, studies: Memo<Vec<Study>>) -> AnyView {
    let words = ui::week::words(lang);
    let Some((_, monday)) = shown_week(session) else {
        // A plan on its way will have something to learn: what it costs waits below it.
        let waits = session.planned.with(|p| p.busy);
        return waits.then(|| view! { <div class="skeleton"></div> }).into_any();
    };
    let title = ui::fill(words.study, &[&format::short_day(lang, monday)]);
    let painted = session.history.with(|h| h.now.case().is_some_and(|c| c.grid.is_some()));
    let studies = studies.get();
    let items = studies.iter().enumerate().map(|(at, study)| item(lang, at, study, painted));
    let items = items.collect::<Vec<_>>();
    let hint = (!painted && !items.is_empty()).then_some(words.study_unpainted);
    let list = if items.is_empty() {
        view! { <p class="quiet">{words.study_none}</p> }.into_any()
    } else {
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    let spans: Vec<Span> = studies.iter().flat_map(Study::spans).collect();
    let tired = if painted { tiring(&grid(session), &spans) } else { Vec::new() };
    view! {
        <section class="card">
            <h2>{title}</h2>
            {list}
            {hint.map(|h| view! { <p class="quiet small">{h}</p> })}
            {guard(lang, &tired)}
        </section>
    }
    .into_any()
}

fn item(lang: Lang, at: usize, study: &Study, painted: bool) -> AnyView {
    let words = ui::week::words(lang);
    let when = study.spans().map(|s| span_words(lang, s)).collect::<Vec<_>>();
    let when = when.join(if lang == Lang::Zh { "、" } else { ", " });
    let shape = study.shape.map(|shape| match shape {
        Shape::Clip => words.shape_clip.to_owned(),
        Shape::Video => words.shape_video.to_owned(),
        Shape::Practice => {
            let hours = format::hours(lang, u64::from(study.sitting.div_ceil(2)));
            ui::fill(words.shape_practice, &[&hours])
        }
    });
    let unlaid = (painted && study.laid.unlaid > 0).then(|| {
        let hours = format::hours(lang, u64::from(study.laid.unlaid.div_ceil(2)));
        let text = ui::fill(words.study_unlaid, &[&hours]);
        view! { <span class="change" data-tone="bad">{text}</span> }
    });
    let cut = painted && study.laid.cut && study.laid.unlaid == 0;
    let cut = cut.then(|| view! { <span class="list-note">{words.study_cut}</span> });
    view! {
        <li class="list-item">
            <a class="list-link" href=Route::Plan(Some(study.id.clone())).hash()>
                <span class="week-number" aria-hidden="true">{at + 1}</span>
                <span class="list-main">
                    <span class="list-title">{study.name.clone()}</span>
                    <span class="list-note">{shape}</span>
                    <span class="list-note">{when}</span>
                    {cut}
                    {unlaid}
                </span>
                <strong>{format::hours(lang, study.hours.0.into())}</strong>
            </a>
        </li>
    }
    .into_any()
}

/// What would tire, and what to do about it. Advice, not a bar.
fn guard(lang: Lang, tired: &[Tiring]) -> Option<AnyView> {
    let words = ui::week::words(lang);
    let lines = tired.iter().map(|one| match one {
        Tiring::LongDay(day, hours) => ui::fill(
            words.tired_long,
            &[weekday(lang, *day), &format::hours(lang, u64::from(*hours))],
        ),
        Tiring::Late(day) => ui::fill(words.tired_late, &[weekday(lang, *day)]),
        Tiring::Unslept(day) => ui::fill(words.tired_unslept, &[weekday(lang, *day)]),
        Tiring::NoRest => words.tired_no_rest.to_owned(),
    });
    let lines = lines.map(|l| view! { <li>{l}</li> }).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="notice week-guard" data-tone="warn">
                <p class="notice-title">{words.tired}</p>
                <ul class="plan-reasons">{lines}</ul>
            </div>
        }
        .into_any()
    })
}

/// The take lost to learning, by the rider's own hour.
pub fn cost(session: Session, lang: Lang, studies: Memo<Vec<Study>>) -> AnyView {
    let words = ui::week::words(lang);
    let sentence = move || {
        let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return String::new() };
        let this_week = studies.with(|all| all.iter().map(|s| u64::from(s.hours.0)).sum::<u64>());
        let whole = answer.0.value.map_or(0, |v| v.hours);
        let Some(take) = answer.1.hourly_take else { return words.cost_none.to_owned() };
        let lost = |hours: u64| {
            format::yuan(take.0.saturating_mul(i64::try_from(hours).unwrap_or(i64::MAX)))
        };
        ui::fill(words.cost_week, &[&lost(this_week), &lost(whole)])
    };
    view! {
        <section class="card week-cost">
            <h2>{words.cost}</h2>
            {hourly(session, lang, "week-hourly")}
            <p role="status">{sentence}</p>
        </section>
    }
    .into_any()
}
