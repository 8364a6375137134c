//! Owns 出发: four taps to a plan, a sample situation, or the map.

use crate::app::component::{Icon, icon};
use crate::app::platform::{clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::role_profile;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Catalogue, Hours, Id, Need, Rider, Scenario};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What has been tapped so far.
#[derive(Clone, Debug, Default, PartialEq)]
struct Taps {
    /// The role held now; inside, none for somebody who does not ride yet.
    role: Option<Option<Id>>,
    months: Option<u32>,
    week: Option<BTreeMap<Id, Hours>>,
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let words = ui::start::words(lang);
    let taps = RwSignal::new(Taps::default());
    // The button that was tapped is gone with its question: the focus goes on to the next one.
    Effect::new(move |first: Option<()>| {
        taps.track();
        if first.is_some() {
            clock::after_drawing(|| dom::focus(".start-question"));
        }
    });
    let catalogue = catalogue.clone();
    let has_plan = session.history.with_untracked(|h| h.now.case().is_some());
    let go_on = has_plan.then(|| {
        view! {
            <a class="button start-go-on" data-kind="primary" href=Route::Plan(None).hash()>
                {words.go_on}
                {icon(Icon::Next)}
            </a>
        }
    });
    view! {
        <header class="page-head">
            <h1 class="page-title">{words.title}</h1>
        </header>
        <p class="page-lead">{words.lead}</p>
        {go_on}
        <section class="start-ask card" aria-live="polite">
            {move || ask(session, lang, &catalogue, taps)}
        </section>
        {move || situations(session, lang)}
        <section class="start-door">
            <a class="card" data-kind="door" href=Route::Map(None).hash()>
                <span>
                    <span class="card-title">{words.door_map}</span>
                    <span class="start-note">{words.door_map_more}</span>
                </span>
                {icon(Icon::Map)}
            </a>
        </section>
        <p class="quiet">{ui::shell::words(lang).about_privacy}</p>
    }
    .into_any()
}

/// The question that is next.
fn ask(session: Session, lang: Lang, catalogue: &Catalogue, taps: RwSignal<Taps>) -> AnyView {
    let words = ui::start::words(lang);
    let now = taps.get();
    let (at, question, choices) = match (&now.role, now.months, &now.week) {
        (None, ..) => (1, words.q_role, role_choices(lang, catalogue, taps)),
        (_, None, _) => (2, words.q_tenure, tenure_choices(lang, taps)),
        (_, _, None) => (3, words.q_hours, hours_choices(session, lang, catalogue, taps)),
        _ => (4, words.q_goal, goal_choices(session, lang, catalogue, &now)),
    };
    let back = (at > 1).then(|| {
        let undo = move |_| {
            taps.update(|t| {
                if t.week.take().is_some() {
                    return;
                }
                let served = t.months.take().is_some();
                if !served || t.role == Some(None) {
                    t.role = None;
                }
            });
        };
        view! {
            <button class="button" data-kind="quiet" on:click=undo>
                {icon(Icon::Back)}
                {words.back}
            </button>
        }
    });
    let dots = (1..=4).map(|n| view! { <i data-state=if n <= at { "on" } else { "off" }></i> });
    view! {
        <div class="start-step">
            <span>{ui::fill(words.step_of, &[&at.to_string()])}</span>
            <span class="start-dots" aria-hidden="true">{dots.collect::<Vec<_>>()}</span>
        </div>
        <h2 class="start-question" tabindex="-1">{question}</h2>
        <div class="start-choices" data-short=(at < 3).then_some("")>{choices}</div>
        {back}
    }
    .into_any()
}

/// One big answer to tap.
fn choice(title: String, more: Option<String>, tapped: impl Fn() + 'static) -> AnyView {
    view! {
        <button class="choice" on:click=move |_| tapped()>
            <span class="choice-title">{title}</span>
            {more.map(|m| view! { <span class="choice-more">{m}</span> })}
        </button>
    }
    .into_any()
}

/// The roles somebody may hold now: those with the most ways onward first, as the catalogue
/// orders its lowest tier.
fn role_choices(lang: Lang, catalogue: &Catalogue, taps: RwSignal<Taps>) -> Vec<AnyView> {
    let held = catalogue.roles.iter().take(5).map(|role| {
        let id = role.id.clone();
        choice(lang.pick(&role.name).to_owned(), None, move || {
            taps.update(|t| t.role = Some(Some(id.clone())));
        })
    });
    // Without a role there is no time served to ask for.
    let none = choice(ui::start::words(lang).no_role.to_owned(), None, move || {
        taps.update(|t| {
            t.role = Some(None);
            t.months = Some(0);
        });
    });
    held.chain([none]).collect()
}

fn tenure_choices(lang: Lang, taps: RwSignal<Taps>) -> Vec<AnyView> {
    let words = ui::start::words(lang);
    let spans = [
        (0, words.tenure_0),
        (6, words.tenure_6),
        (12, words.tenure_12),
        (36, words.tenure_36),
        (84, words.tenure_84),
    ];
    let draw = |(months, label): (u32, &str)| {
        choice(label.to_owned(), None, move || taps.update(|t| t.months = Some(months)))
    };
    spans.into_iter().map(draw).collect()
}

fn hours_choices(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    taps: RwSignal<Taps>,
) -> Vec<AnyView> {
    let words = ui::start::words(lang);
    type Way<'a> = (&'a str, &'a str, &'a [(&'a str, u32)]);
    let weeks: [Way; 5] = [
        (words.hours_gap, words.hours_gap_more, &[("gap", 3)]),
        (words.hours_evening, words.hours_evening_more, &[("gap", 3), ("evening", 4)]),
        (words.hours_rest, words.hours_rest_more, &[("gap", 3), ("evening", 4), ("rest_day", 4)]),
        (
            words.hours_full,
            words.hours_full_more,
            &[("gap", 3), ("evening", 4), ("rest_day", 4), ("released", 20)],
        ),
        (words.hours_none, words.hours_none_more, &[("gap", 1)]),
    ];
    let slots = catalogue.slot_ids();
    let draw = |(title, more, week): Way| {
        let known = week.iter().filter(|(slot, _)| slots.contains(slot));
        let mut week: BTreeMap<Id, Hours> = BTreeMap::new();
        week.extend(known.map(|(slot, n)| ((*slot).to_owned(), Hours(*n))));
        choice(title.to_owned(), Some(more.to_owned()), move || {
            taps.update(|t| t.week = Some(week.clone()));
            // A goal chosen before needs no fourth tap.
            if let Some(goal) = session.wanted.get_untracked() {
                session.wanted.set(None);
                begin(session, &taps.get_untracked(), &goal);
            }
        })
    };
    weeks.into_iter().map(draw).collect()
}

/// Every role but the one held, by track; the tap that makes the plan.
fn goal_choices(session: Session, lang: Lang, catalogue: &Catalogue, taps: &Taps) -> Vec<AnyView> {
    let mut groups = Vec::new();
    for track in &catalogue.tracks {
        let here = |r: &&qitu_model::Activity| r.track.as_ref() == Some(&track.id);
        let roles = catalogue.roles.iter().filter(here);
        let roles = roles.filter(|r| taps.role.as_ref().and_then(Option::as_ref) != Some(&r.id));
        let choices: Vec<AnyView> = roles
            .map(|role| {
                let (taps, goal) = (taps.clone(), role.id.clone());
                choice(lang.pick(&role.name).to_owned(), None, move || {
                    begin(session, &taps, &goal);
                })
            })
            .collect();
        if choices.is_empty() {
            continue;
        }
        let name = lang.pick(&track.name).to_owned();
        groups.push(
            view! {
                <div class="start-track" data-track=track.id.clone()>
                    <h3>{name}</h3>
                    <div class="start-goals">{choices}</div>
                </div>
            }
            .into_any(),
        );
    }
    groups
}

/// Makes the first scenario of four taps and goes to its plan.
fn begin(session: Session, taps: &Taps, goal: &str) {
    let Some(catalogue) = untrack(|| session.catalogue()) else { return };
    let role = taps.role.clone().flatten();
    let mut rider =
        role.as_deref().map_or_else(Rider::default, |r| role_profile::holder_of(&catalogue, r));
    if let Some(role) = role {
        rider.tenure.insert(role, taps.months.unwrap_or(0));
    }
    let goal = Need::Role { role: goal.to_owned() };
    let mut scenario = Scenario::of(session.today, rider, goal);
    scenario.week = taps.week.clone().unwrap_or_default();
    session.begin(scenario, String::new());
    session.go(&Route::Plan(None));
}

/// So many situations stand open; the rest one tap away.
const FEW: usize = 5;

/// The situations to try.
fn situations(session: Session, lang: Lang) -> AnyView {
    let words = ui::start::words(lang);
    // Until it is known what comes, as much room is kept, so that the door below stays where it is.
    let list = session.examples();
    let waits = list.is_none();
    let list = list.unwrap_or_default();
    if list.is_empty() && !waits {
        return ().into_any();
    }
    let mut cards = list.iter().map(|situation| {
        let name = lang.pick(&situation.name).to_owned();
        let (scenario, label) = (situation.scenario.clone(), name.clone());
        let tapped = move |_| {
            let scenario = scenario.asked_on(session.today);
            session.begin(scenario, label.clone());
            session.go(&Route::Plan(None));
        };
        view! {
            <li>
                <button class="choice" on:click=tapped>
                    <span class="choice-title">{name}</span>
                    <span class="choice-more">{lang.pick(&situation.about).to_owned()}</span>
                </button>
            </li>
        }
    });
    view! {
        <section class="start-samples" aria-busy=waits.to_string()>
            <h2>{words.samples}</h2>
            <p class="quiet">{words.samples_lead}</p>
            <ul class="start-people">{cards.by_ref().take(FEW).collect::<Vec<_>>()}</ul>
            <details class="more" hidden=waits>
                <summary class="more-title">{words.more_samples}</summary>
                <ul class="start-people more-body">{cards.collect::<Vec<_>>()}</ul>
            </details>
        </section>
    }
    .into_any()
}
