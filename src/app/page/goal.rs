//! Owns 目标: one role, what it gives and asks, and how far the rider is from it; and the list of
//! all roles by line.

mod gives;
pub mod list;
mod pathway;
mod people;

use crate::app::component::question::fields as questions;
use crate::app::component::sources::sources;
use crate::app::component::{Badge, Empty, Icon, icon, soonest as time};
use crate::app::session::{Session, session};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::carry::{Carried, carry, used};
use qitu_engine::explain::itinerary;
use qitu_engine::explain::{Candidate, Eligibility, next};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Need, Scenario};
use std::sync::Arc;

use gives::{gains, prefers, taught, unlocks};

/// The scenario the rider stands in now, if there is one.
fn scenario(session: Session) -> Option<Scenario> {
    session.history.with(|h| h.now.case().map(|c| c.scenario.clone()))
}

/// Draws one role.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, id: &str) -> AnyView {
    let words = ui::goal::words(lang);
    let session = session();
    let Some(role) = catalogue.roles.iter().find(|r| r.id == id) else {
        return Empty {
            title: words.unknown,
            is_heading: true,
            text: "",
            to: Route::Goals,
            action: words.back,
        }
        .draw();
    };
    let now = scenario(session);
    let track = catalogue.tracks.iter().find(|t| Some(&t.id) == role.track.as_ref());
    let tier = catalogue.tiers.iter().find(|t| Some(&t.id) == role.tier.as_ref());
    let badges = track.map(|t| {
        view! {
            <span class="badge" data-track=t.id.clone()>{lang.pick(&t.name).to_owned()}</span>
        }
    });
    let about = role.about.as_ref().map(|a| lang.pick(a).to_owned());
    view! {
        <a class="page-back" href=Route::Goals.hash()>{icon(Icon::Back)} {words.back}</a>
        <div class="row">
            {badges}
            {tier.map(|t| view! { <span class="badge">{lang.pick(&t.name).to_owned()}</span> })}
        </div>
        <h1 class="answer goal-name">{lang.pick(&role.name).to_owned()}</h1>
        {about.map(|a| view! { <p class="page-lead">{a}</p> })}
        {now.as_ref().map(|s| soonest(session, lang, catalogue, s, role))}
        <div class="goal">
            <div>
                {now.as_ref().map(|s| standing(session, lang, catalogue, s, role))}
                {pathway::draw(lang, catalogue, &role.id)}
                {taught(session, lang, catalogue, now.as_ref(), role)}
                {prefers(lang, catalogue, role)}
                {unlocks(lang, catalogue, role)}
            </div>
            <div>
                {gains(lang, role)}
                {people::draw(lang, role)}
                <section class="section">
                    <a class="button goal-who" data-size="wide" href=Route::Who(Some(role.id.clone())).hash()>{icon(Icon::Place)} {ui::who::words(lang).goal_link}</a>
                </section>
                <section class="section">{sources(lang, role)}</section>
            </div>
        </div>
        {primary(session, lang, now.as_ref(), role)}
    }
    .into_any()
}

/// How soon it could be, planned with the rider's own week.
fn soonest(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    now: &Scenario,
    role: &Activity,
) -> AnyView {
    let words = ui::goal::words(lang);
    let key = time::key(&role.id);
    time::ask(session, now, &role.id);
    let asked = session.open_trial(key.clone());
    // What only the rider knows is asked here, where it is missing.
    let book = catalogue.clone();
    let ask = move || asked.get().map(|answer| questions(session, lang, &book, &answer.0));
    // What is asked stands there from the beginning; the answer comes into the line below it.
    let sentence = move || {
        let Some(answer) = session.trial(&key) else {
            return (words.soonest, words.counting.to_owned());
        };
        let (plan, scenario) = &*answer;
        match plan.value {
            None if asked.get().is_some() => ("", words.one_answer.to_owned()),
            None => ("", words.impossible.to_owned()),
            Some(value) if value.weeks.0 == 0 => ("", words.now.to_owned()),
            Some(value) => {
                let when = itinerary::reached(scenario, plan).map(|d| format::month(lang, d));
                let weeks = format::weeks(lang, value.weeks.0);
                let parts = [when.unwrap_or_default(), weeks, format::yuan(value.fee.0)];
                (words.soonest, ui::fill(words.soonest_is, &[&parts[0], &parts[1], &parts[2]]))
            }
        }
    };
    let line = move || {
        let (asked, answer) = sentence();
        view! { <span class="goal-asked">{asked}</span> <strong>{answer}</strong> }
    };
    let own = time::key(&role.id);
    let tone = move || {
        let answer = session.trial(&own);
        let is_open = answer.is_some_and(|answer| answer.0.value.is_none());
        is_open.then_some("open")
    };
    view! {
        <div class="goal-soonest" data-tone=tone>
            <p aria-live="polite" aria-atomic="true">{line}</p>
            <div class="stack">{ask}</div>
        </div>
    }
    .into_any()
}

/// What the rider has and lacks, and how much of their skill carries over.
fn standing(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    scenario: &Scenario,
    role: &Activity,
) -> AnyView {
    let words = ui::goal::words(lang);
    let candidate = Candidate::of(catalogue, scenario);
    let asked = next::asked(&candidate, &role.id, &role.needs);
    let met = asked.iter().filter(|(_, holds)| holds.is_yes()).count();
    let count = ui::fill(words.needs_met, &[&asked.len().to_string(), &met.to_string()]);
    let pieces = (0..asked.len()).map(|at| {
        view! { <span class="meter-piece" data-state=(at < met).then_some("have")></span> }
    });
    let rows = asked.iter().map(|(need, holds)| {
        let (tone, word) = match holds {
            Eligibility::Yes => (Some("good"), words.have),
            Eligibility::No => (None, words.lack),
            Eligibility::Unknown => (Some("warn"), words.open),
        };
        view! {
            <li class="list-item">
                <div class="list-row">
                    <span class="list-main">{sentence::need(lang, catalogue, need)}</span>
                    <span class="badge" data-tone=tone>{word}</span>
                </div>
            </li>
        }
    });
    let carried = carry(&candidate, role);
    let share = carried.percent.map(|p| {
        // "0 %" is true and says nothing: the skills are new, they are taught, and something helps.
        let (title, more) = match p {
            0 => {
                let count = carried.skills.len().to_string();
                (ui::fill(words.carry_new, &[&count]), words.carry_new_more)
            }
            _ => (ui::fill(words.carry, &[&p.to_string()]), words.carry_more),
        };
        view! {
            <details class="more" data-own>
                <summary class="more-title">{title}</summary>
                <div class="more-body">
                    <p class="quiet small">{more}</p>
                    {helps(session, lang, catalogue, scenario, role)}
                    <dl class="goal-skills">
                        {carried.skills.iter().map(|s| skill(lang, catalogue, s)).collect::<Vec<_>>()}
                    </dl>
                </div>
            </details>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{count}</h2>
            <div class="meter" aria-hidden="true">{pieces.collect::<Vec<_>>()}</div>
            <ul class="list">{rows.collect::<Vec<_>>()}</ul>
            {role.facts.get("needs").map(|fact| view! { <div class="goal-source"><Badge fact=fact.clone() /></div> })}
        </section>
        <section class="section">{share}</section>
    }
    .into_any()
}

/// What the rider knows already that the way to here builds on, once the way is known.
fn helps(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    scenario: &Scenario,
    role: &Activity,
) -> AnyView {
    let (catalogue, scenario, key) = (catalogue.clone(), scenario.clone(), time::key(&role.id));
    let sentence = move || {
        let answer = session.trial(&key)?;
        let steps = answer.0.steps.iter();
        let way = steps.filter_map(|s| catalogue.activity(&s.activity)).map(|(_, a)| a);
        let names: Vec<&str> = used(&Candidate::of(&catalogue, &scenario), way)
            .iter()
            .filter_map(|id| catalogue.skill(id).map(|s| lang.pick(&s.name)))
            .collect();
        let names = names.join(if lang == Lang::Zh { "、" } else { ", " });
        let text = ui::fill(ui::goal::words(lang).carry_way, &[&names]);
        (!names.is_empty()).then(|| view! { <p>{text}</p> })
    };
    view! { {sentence} }.into_any()
}

fn skill(lang: Lang, catalogue: &Catalogue, carried: &Carried) -> AnyView {
    let words = ui::goal::words(lang);
    let name = catalogue
        .skill(&carried.skill)
        .map_or_else(|| carried.skill.clone(), |s| lang.pick(&s.name).to_owned());
    let level = ui::fill(words.level, &[&carried.have.to_string(), &carried.need.to_string()]);
    let pieces = (0..carried.need).map(|at| {
        view! { <span class="meter-piece" data-state=(at < carried.have).then_some("have")></span> }
    });
    view! {
        <div class="goal-skill">
            <dt>{name}</dt>
            <dd>
                <span class="quiet small">{level}</span>
                <span class="meter" aria-hidden="true">{pieces.collect::<Vec<_>>()}</span>
            </dd>
        </div>
    }
    .into_any()
}

/// The one thing to do here: see the plan for this role.
fn primary(session: Session, lang: Lang, now: Option<&Scenario>, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    let goal = Need::Role { role: role.id.clone() };
    let (has_plan, same) = (now.is_some(), now.is_some_and(|s| s.goal == goal));
    let id = role.id.clone();
    let tapped = move |_| {
        if !has_plan {
            session.aim(&id);
            return;
        }
        if !same {
            session.settle();
            session.edit(Edit::Goal(goal.clone()));
            session.settle();
        }
        session.go(&Route::Plan(None));
    };
    let label = if has_plan { words.see_plan } else { words.make_plan };
    view! {
        <div class="action-bar">
            {same.then(|| view! { <p class="quiet small">{words.planned}</p> })}
            <button class="button" data-kind="primary" data-size="wide" on:click=tapped>
                {label}
            </button>
        </div>
    }
    .into_any()
}
