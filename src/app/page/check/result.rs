//! Owns the result: goals in order, each with what speaks for and against it.

use super::screen::{Part, Screen, intro};
use crate::app::component::Badge;
use crate::app::platform::link_target::outside;
use crate::app::state::draft::Case;
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::record::{Given, known};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::check::{Advice, advise, profile};
use qitu_engine::text::{names::name, ui};
use qitu_model::{Hours, Need, Place, Rider, Scenario, Yuan};

/// Goals shown at once.
const FIRST: usize = 4;

pub(super) fn draw(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let (checks, rider) = screen.session.history.with_untracked(|h| {
        let plan = h.now.case().map(|case| &case.scenario);
        let mut rider = known(&h.now.record, plan, screen.session.today());
        if rider.role.is_none() {
            // Whoever has no plan yet and checks here rides today.
            rider.role = screen.catalogue.roles.first().map(|role| role.id.clone());
        }
        (h.now.record.checks.clone(), rider)
    });
    let Some(now) = checks.last() else { return intro(screen) };
    let before = checks.iter().rev().nth(1);
    let order =
        |checked, rider: &Rider| advise(&screen.catalogue, &screen.questions, checked, rider);
    let advice = order(now, &rider);
    // The last time's order with the skills of that time.
    let last: Option<Vec<Advice>> = before.map(|checked| {
        let then = Rider { skills: checked.skills.clone(), ..rider.clone() };
        order(checked, &then)
    });
    let all = RwSignal::new(false);
    let cards: Vec<_> = advice
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let was = last.as_ref().and_then(|l| l.iter().position(|other| other.role == one.role));
            let card = card(screen, at, one, was, &rider);
            let hidden = move || at >= FIRST && !all.get();
            view! { <li hidden=hidden>{card}</li> }
        })
        .collect();
    let own = profile(&screen.questions, &now.interest);
    let flat = own.values().min() == own.values().max();
    let bars = screen.questions.types.iter().map(|kind| {
        let value = own.get(&kind.id).copied().unwrap_or(10);
        view! {
            <li class="record-account">
                <span class="record-module">{lang.pick(&kind.name).to_owned()}</span>
                <progress class="record-bar" max="70" value=value></progress>
                <span class="record-state">{lang.pick(&kind.about).to_owned()}</span>
            </li>
        }
    });
    let interests = if flat {
        view! { <p class="quiet">{words.interests_flat}</p> }.into_any()
    } else {
        view! { <ul class="record-accounts">{bars.collect::<Vec<_>>()}</ul> }.into_any()
    };
    let repeat = {
        let screen = screen.clone();
        move |_| {
            screen.interest.update(|answers| answers.clear());
            screen.go(Part::Skills);
        }
    };
    let questions = &screen.questions;
    let source = questions.fact.source_in(&questions.sources);
    view! {
        <h2 class="check-title">{words.result}</h2>
        <p class="section-note">{words.result_note}</p>
        <ol class="check-results">{cards}</ol>
        <button class="button" data-size="wide" hidden=move || all.get() on:click=move |_| all.set(true)>
            {words.more}
        </button>
        <section class="section">
            <h2 class="section-title">{words.interests}</h2>
            {interests}
        </section>
        <button class="button" data-size="wide" on:click=repeat>{words.repeat}</button>
        <p class="notice">{lang.pick(&questions.unvalidated).to_owned()}</p>
        // The licence of the data asks for this in sight, with its own address.
        <section class="section">
            <h2 class="section-title">{words.sources}</h2>
            <p class="small">{lang.pick(&questions.attribution).to_owned()}</p>
            <p class="row">
                <Badge fact=questions.fact.clone() source=source />
                {outside(&questions.licence).map(|licence| view! {
                    <a class="check-licence" href=licence.to_owned() target="_blank" rel="noreferrer license">
                        {words.licence}
                    </a>
                })}
            </p>
        </section>
    }
    .into_any()
}

fn card(screen: &Screen, at: usize, one: &Advice, was: Option<usize>, rider: &Rider) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let told = |points: &[qitu_engine::explain::check::Point]| {
        let lines = points.iter().map(|point| {
            let line = ui::check::point(lang, &screen.catalogue, &screen.questions, point);
            view! { <li>{line}</li> }
        });
        lines.collect::<Vec<_>>()
    };
    let but = if one.but.is_empty() {
        view! { <li>{words.none_but}</li> }.into_any()
    } else {
        told(&one.but).into_any()
    };
    let place = |n: usize| (n + 1).to_string();
    let moved = was.map(|was| {
        let line = if was == at {
            ui::fill(words.same, &[&place(at)])
        } else {
            ui::fill(words.up, &[&place(was), &place(at)])
        };
        view! { <span class="badge">{line}</span> }
    });
    let (track, title) = match screen.catalogue.activity(&one.role) {
        Some((_, role)) => (role.track.clone(), lang.pick(&role.name).to_owned()),
        None => (None, name(lang, &screen.catalogue, &one.role).to_owned()),
    };
    let make = {
        let (screen, role, rider) = (screen.clone(), one.role.clone(), rider.clone());
        move |_| plan(&screen, &role, &rider)
    };
    view! {
        <article class="card" data-track=track>
            <h3 class="card-title">{title}</h3>
            <p class="card-line">
                <span class="badge" data-tone="good">
                    {ui::fill(words.fit, &[&one.score.to_string()])}
                </span>
                {moved}
            </p>
            <h4 class="check-head">{words.because}</h4>
            <ul class="check-points">{told(&one.because)}</ul>
            <h4 class="check-head">{words.but}</h4>
            <ul class="check-points" data-tone="but">{but}</ul>
            <div class="card-foot">
                <a class="button" href=Route::Goal(one.role.clone()).hash()>{words.look}</a>
                <button class="button" on:click=make>{words.plan}</button>
            </div>
        </article>
    }
    .into_any()
}

/// Makes the role the goal of the plan at work, or begins a plan with the answers given.
fn plan(screen: &Screen, role: &str, rider: &Rider) {
    let session = screen.session;
    let goal = Need::Role { role: role.to_owned() };
    let has_plan = session.history.with_untracked(|h| h.now.case().is_some());
    let edit = if has_plan { Edit::Goal(goal) } else { begin(screen, goal, rider) };
    session.change(edit, screen.words.planned.to_owned());
    session.go(&Route::Plan(None));
}

fn begin(screen: &Screen, goal: Need, rider: &Rider) -> Edit {
    let mut scenario = Scenario::of(screen.session.today(), rider.clone(), goal);
    scenario.week = [("gap".to_owned(), Hours(3)), ("evening".to_owned(), Hours(4))].into();
    for set in screen.sets() {
        match set {
            Given::Week(slot, hours) => {
                scenario.week.insert(slot, Hours(hours));
            }
            Given::Budget(yuan) => scenario.budget = Some(Yuan(i64::from(yuan))),
            Given::InPerson(false) => scenario.avoid.places.push(Place::InPerson),
            _ => {}
        }
    }
    Edit::First(FirstEdit::Begin(Case::of(&scenario, "")))
}
