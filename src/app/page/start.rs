//! Owns 出发: four taps to a plan, a sample situation, or the map.

use crate::app::component::{Icon, icon};
use crate::app::platform::{clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::draft::Case;
use crate::app::state::first_answers::{FirstAnswers, Time};
use crate::app::state::route::Route;
use crate::app::state::week_grid::Preset;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Hours};
use std::sync::Arc;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let words = ui::start::words(lang);
    let answers = session.answers;
    if answers.with_untracked(|answers| answers.is_used) {
        answers.set(FirstAnswers::default());
    }
    // The button that was tapped is gone with its question: the focus goes on to the next one.
    Effect::new(move |first: Option<()>| {
        answers.track();
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
        {facts(lang, &catalogue)}
        {go_on}
        <section class="start-ask card" aria-live="polite">
            {move || ask(session, lang, &catalogue)}
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
    }
    .into_any()
}

/// What it costs, what happens to what is entered, and whose data it is: as the page says before the
/// program is there (`index.html`).
fn facts(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let checked = |day: Date| {
        let parts = [lang.pick(&catalogue.title), &day.to_string()];
        ui::fill(ui::start::words(lang).facts, &parts)
    };
    let privacy = || ui::shell::words(lang).about_privacy.to_owned();
    let text = catalogue.checked.map_or_else(privacy, checked);
    view! { <p class="start-facts">{text}</p> }.into_any()
}

/// The question that is next.
fn ask(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::start::words(lang);
    let now = session.answers.get();
    let (at, question, choices) = match (&now.role, now.months, &now.time) {
        (None, ..) => (1, words.q_role, role_choices(session, lang, catalogue)),
        (_, None, _) => (2, words.q_tenure, tenure_choices(session, lang)),
        (_, _, None) => (3, words.q_hours, hours_choices(session, lang, catalogue)),
        _ => (4, words.q_goal, goal_choices(session, lang, catalogue, &now)),
    };
    let back = (at > 1).then(|| {
        let undo = move |_| session.answers.update(FirstAnswers::take_back);
        view! {
            <button class="button" data-kind="quiet" on:click=undo>
                {icon(Icon::Back)}
                {words.back}
            </button>
        }
    });
    // With a goal chosen before there are three.
    let goal = session.wanted.get();
    let all = if goal.is_some() { 3 } else { 4 };
    let dots = (1..=all).map(|n| view! { <i data-state=if n <= at { "on" } else { "off" }></i> });
    view! {
        <div class="start-step">
            <span>{ui::fill(words.step_of, &[&at.to_string(), &all.to_string()])}</span>
            <span class="start-dots" aria-hidden="true">{dots.collect::<Vec<_>>()}</span>
        </div>
        {goal.as_deref().and_then(|id| catalogue.activity(id)).map(|(_, role)| {
            view! { <p class="quiet">{ui::fill(words.aim, &[lang.pick(&role.name)])}</p> }
        })}
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
fn role_choices(session: Session, lang: Lang, catalogue: &Catalogue) -> Vec<AnyView> {
    let held = catalogue.roles.iter().take(5).map(|role| {
        let id = role.id.clone();
        choice(lang.pick(&role.name).to_owned(), None, move || {
            session.answers.update(|a| a.role = Some(Some(id.clone())));
        })
    });
    // Without a role there is no time served to ask for.
    let none = choice(ui::start::words(lang).no_role.to_owned(), None, move || {
        session.answers.update(|a| {
            a.role = Some(None);
            a.months = Some(0);
        });
    });
    held.chain([none]).collect()
}

fn tenure_choices(session: Session, lang: Lang) -> Vec<AnyView> {
    let words = ui::start::words(lang);
    let spans = [
        (0, words.tenure_0),
        (6, words.tenure_6),
        (12, words.tenure_12),
        (36, words.tenure_36),
        (84, words.tenure_84),
    ];
    let draw = |(months, label): (u32, &str)| {
        choice(label.to_owned(), None, move || session.answers.update(|a| a.months = Some(months)))
    };
    spans.into_iter().map(draw).collect()
}

/// The time to learn that an answer stands for.
enum Free<'a> {
    /// Hours by the kind of time.
    Hours(&'a [(&'a str, u32)]),
    /// A week with a rhythm of its own.
    Week(Preset),
}

impl Free<'_> {
    fn time(&self, slots: &[&str]) -> Time {
        match self {
            Self::Hours(hours) => {
                let known = hours.iter().filter(|(slot, _)| slots.contains(slot));
                let hours = known.map(|(slot, n)| ((*slot).to_owned(), Hours(*n))).collect();
                Time { hours, grid: None }
            }
            Self::Week(preset) => {
                let grid = preset.grid();
                Time { hours: grid.hours(slots), grid: Some(grid) }
            }
        }
    }
}

fn hours_choices(session: Session, lang: Lang, catalogue: &Catalogue) -> Vec<AnyView> {
    let words = ui::start::words(lang);
    let answers = [
        (words.hours_gap, words.hours_gap_more, Free::Hours(&[("gap", 3)])),
        (words.hours_evening, words.hours_evening_more, Free::Hours(&[("gap", 3), ("evening", 4)])),
        (
            words.hours_rest,
            words.hours_rest_more,
            Free::Hours(&[("gap", 3), ("evening", 4), ("rest_day", 4)]),
        ),
        (words.hours_night, words.hours_night_more, Free::Week(Preset::Night)),
        (
            words.hours_full,
            words.hours_full_more,
            Free::Hours(&[("gap", 3), ("evening", 4), ("rest_day", 4), ("released", 20)]),
        ),
        (words.hours_none, words.hours_none_more, Free::Hours(&[("gap", 1)])),
    ];
    let slots = catalogue.slot_ids();
    let draw = |(title, more, free): (&str, &str, Free)| {
        let time = free.time(&slots);
        choice(title.to_owned(), Some(more.to_owned()), move || {
            session.answers.update(|a| a.time = Some(time.clone()));
            // A goal chosen before needs no fourth tap.
            if let Some(goal) = session.wanted.get_untracked() {
                session.aim(&goal);
            }
        })
    };
    answers.into_iter().map(draw).collect()
}

/// Every role but the one held, by track; the tap that makes the plan.
fn goal_choices(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answers: &FirstAnswers,
) -> Vec<AnyView> {
    let words = ui::start::words(lang);
    let unsure = choice(words.unsure.to_owned(), Some(words.unsure_more.to_owned()), move || {
        session.go(&Route::Matter);
    });
    let mut groups = vec![unsure];
    for track in &catalogue.tracks {
        let here = |r: &&qitu_model::Activity| r.track.as_ref() == Some(&track.id);
        let roles = catalogue.roles.iter().filter(here);
        let roles = roles.filter(|r| answers.role.as_ref().and_then(Option::as_ref) != Some(&r.id));
        let choices: Vec<AnyView> = roles
            .map(|role| {
                let goal = role.id.clone();
                let pay = role.pay.as_ref().map(|pay| {
                    ui::fill(words.pay, &[&format::yuan(pay.low.0), &format::yuan(pay.high.0)])
                });
                choice(lang.pick(&role.name).to_owned(), pay, move || session.aim(&goal))
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
            let scenario = scenario.asked_on(session.today());
            session.begin(Case::of(&scenario, &label));
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
