//! Owns this week's study laid into the painted time, and what learning costs in lost take.

use crate::app::lay::{Wanted, lay};
use crate::app::route::Route;
use crate::app::session::Session;
use crate::model::{Catalogue, Hours, Span};
use crate::share::row::{self, Row};
use crate::text::Lang;
use crate::text::share::span as span_words;
use crate::text::ui::{self, say};
use leptos::prelude::*;

/// Draws what the plan asks for in the week that is running, or its first one.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::week::words(lang);
    let Some(answer) = session.planned.with(|p| p.plan.clone()) else { return ().into_any() };
    let (plan, scenario) = &*answer;
    let monday = scenario.start.monday_on_or_after();
    let week = u32::try_from(session.today.week_from(monday)).unwrap_or(0);
    let days = i32::try_from(week).unwrap_or(0) * 7;
    let title = ui::fill(words.study, &[&say::short_day(lang, monday.plus_days(days))]);
    let rows = row::rows(catalogue, scenario, plan);
    let runs = |r: &&Row| r.step.start.0 <= week && week < r.step.end.0 && r.hours.0 > 0;
    let running: Vec<&Row> = rows.iter().filter(runs).collect();
    let grid = super::grid(session);
    let painted = session.history.with(|h| h.now.case().is_some_and(|c| c.grid.is_some()));
    let slots = catalogue.slot_ids();
    let wanted: Vec<Wanted> = running.iter().map(|r| wanted(r)).collect();
    let kind = |day, row| grid.kind(day, row, &slots).unwrap_or_default().to_owned();
    let laid = lay(&grid, &wanted, &kind);
    let items = running.iter().zip(laid).map(|(row, laid)| {
        let spans: Vec<Span> = row.sessions.iter().copied().chain(laid.spans).collect();
        let when = spans.iter().map(|s| span_words(lang, *s)).collect::<Vec<_>>();
        let when = when.join(if lang == Lang::Zh { "、" } else { ", " });
        let unlaid = (painted && laid.unlaid > 0).then(|| {
            let hours = say::hours(lang, u64::from(laid.unlaid.div_ceil(2)));
            view! { <span class="change" data-tone="bad">{ui::fill(words.study_unlaid, &[&hours])}</span> }
        });
        let name = lang.pick(&row.activity.name).to_owned();
        view! {
            <li class="list-item">
                <a class="list-link" href=Route::Plan(Some(row.activity.id.clone())).hash()>
                    <span class="list-main">
                        <span class="list-title">{name}</span>
                        <span class="list-note">{when}</span>
                        {unlaid}
                    </span>
                    <strong>{say::hours(lang, row.hours.0.into())}</strong>
                </a>
            </li>
        }
    });
    let items = items.collect::<Vec<_>>();
    let hint = (!painted && !items.is_empty()).then_some(words.study_unpainted);
    let list = if items.is_empty() {
        view! { <p class="quiet">{words.study_none}</p> }.into_any()
    } else {
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    let this_week = running.iter().map(|r| u64::from(r.hours.0)).sum();
    let whole = plan.value.map_or(0, |v| v.hours);
    let cost = scenario.hourly_take.map_or_else(
        || words.cost_none.to_owned(),
        |take| {
            let lost = |hours: u64| {
                say::yuan(take.0.saturating_mul(i64::try_from(hours).unwrap_or(i64::MAX)))
            };
            ui::fill(words.cost_week, &[&lost(this_week), &lost(whole)])
        },
    );
    view! {
        <section class="card">
            <h2>{title}</h2>
            {list}
            {hint.map(|h| view! { <p class="quiet small">{h}</p> })}
            <h3 class="week-cost">{words.cost}</h3>
            <p>{cost}</p>
        </section>
    }
    .into_any()
}

/// The hours of a step that have no class time of their own.
fn wanted(row: &Row) -> Wanted {
    let fixed: u32 = row.sessions.iter().map(|s| u32::from(s.to - s.from) / 30).sum();
    let fits = row.offer.map(|offer| {
        let loads = offer.load.iter().filter(|part| part.hours > Hours(0));
        let mut fits: Vec<_> = loads.flat_map(|part| part.fits.clone()).collect();
        fits.extend(offer.fits.clone());
        fits
    });
    Wanted { halves: (row.hours.0 * 2).saturating_sub(fixed), fits: fits.unwrap_or_default() }
}
