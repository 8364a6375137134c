//! Owns 目标: one role, what it gives and asks, and how far the rider is from it; and the list of
//! all roles by line.

mod people;

use super::chain;
use super::plan::sources;
use crate::app::edit::Edit;
use crate::app::part::{Badge, Icon, icon};
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::explain::carry::{Carried, carry, meets, used};
use crate::explain::next::opens;
use crate::model::{Activity, Catalogue, CoverState, Kind, Need, Rider, Scenario};
use crate::share::row;
use crate::text::ui::{self, say};
use crate::text::{Lang, sentence};
use leptos::prelude::*;
use std::sync::Arc;

/// The scenario the rider stands in now, if there is one.
fn scenario(session: Session) -> Option<Scenario> {
    session.history.with(|h| h.now.case().map(|c| c.scenario.clone()))
}

/// Draws all roles by line.
#[must_use]
pub fn list(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::goal::words(lang);
    let held = scenario(session()).and_then(|s| s.rider.role);
    let lines = catalogue.tracks.iter().map(|track| {
        let roles = catalogue.roles.iter().filter(|r| r.track.as_ref() == Some(&track.id));
        let rows = roles.map(|role| {
            let tier = catalogue.tiers.iter().find(|t| Some(&t.id) == role.tier.as_ref());
            let pay = role
                .pay
                .as_ref()
                .map(|p| ui::fill(words.pay_month, &[&say::yuan(p.low.0), &say::yuan(p.high.0)]));
            let note = [tier.map(|t| lang.pick(&t.name).to_owned()), pay];
            let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let here = held.as_ref() == Some(&role.id);
            let here = here.then(|| {
                view! { <span class="badge" data-tone="good">{words.here}</span> }
            });
            view! {
                <li class="list-item">
                    <a class="list-link" href=Route::Goal(role.id.clone()).hash()>
                        <span class="list-main">
                            <span class="list-title">{lang.pick(&role.name).to_owned()}</span>
                            <span class="list-note">{note}</span>
                        </span>
                        {here}
                    </a>
                </li>
            }
        });
        view! {
            <section class="section goal-line" data-track=track.id.clone()>
                <h2 class="section-title">{lang.pick(&track.name).to_owned()}</h2>
                <ul class="list">{rows.collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    view! {
        <header class="page-head"><h1 class="page-title">{words.list_title}</h1></header>
        <p class="page-lead">{words.list_lead}</p>
        <a class="button" href=Route::Map(None).hash()>{icon(Icon::Map)} {words.on_map}</a>
        {lines.collect::<Vec<_>>()}
    }
    .into_any()
}

/// Draws one role.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, id: &str) -> AnyView {
    let words = ui::goal::words(lang);
    let session = session();
    let Some(role) = catalogue.roles.iter().find(|r| r.id == id) else {
        return view! {
            <div class="empty">
                <h1 class="empty-title">{words.unknown}</h1>
                <a class="button" href=Route::Goals.hash()>{words.back}</a>
            </div>
        }
        .into_any();
    };
    let now = scenario(session);
    let rider = now.as_ref().map(|s| s.rider.clone());
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
        {now.as_ref().map(|s| soonest(session, lang, s, role))}
        <div class="goal">
            <div>
                {rider.as_ref().map(|r| standing(session, lang, catalogue, r, role))}
                {chain::draw(lang, catalogue, &role.id)}
                {taught(lang, catalogue, rider.as_ref(), role)}
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

/// What the plan for a role is kept under.
fn trial(role: &Activity) -> String {
    format!("goal/{}", role.id)
}

/// How soon it could be, planned with the rider's own week.
fn soonest(session: Session, lang: Lang, now: &Scenario, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    let mut scenario = now.clone();
    scenario.goal = Need::Role { role: role.id.clone() };
    scenario.pins.clear();
    let key = trial(role);
    session.try_plan(&key, scenario);
    let sentence = move || {
        let Some(answer) = session.trial(&key) else { return words.counting.to_owned() };
        let (plan, scenario) = &*answer;
        match plan.value {
            None => words.impossible.to_owned(),
            Some(value) if value.weeks.0 == 0 => words.now.to_owned(),
            Some(value) => {
                let when = row::reached(scenario, plan).map(|d| say::month(lang, d));
                let weeks = say::weeks(lang, value.weeks.0);
                let parts = [when.unwrap_or_default(), weeks, say::yuan(value.fee.0)];
                ui::fill(words.soonest, &[&parts[0], &parts[1], &parts[2]])
            }
        }
    };
    view! { <p class="goal-soonest" aria-live="polite">{sentence}</p> }.into_any()
}

/// The needs of a role one by one: the parts of its outermost "all".
fn parts(role: &Activity) -> Vec<&Need> {
    match &role.needs {
        Need::All { all } => all.iter().filter(|n| !n.is_nothing()).collect(),
        other => vec![other],
    }
}

/// What the rider has and lacks, and how much of their skill carries over.
fn standing(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    rider: &Rider,
    role: &Activity,
) -> AnyView {
    let words = ui::goal::words(lang);
    let needs = parts(role);
    let states: Vec<Option<bool>> = needs.iter().map(|n| meets(rider, n)).collect();
    let met = states.iter().filter(|s| **s == Some(true)).count();
    let count = ui::fill(words.needs_met, &[&needs.len().to_string(), &met.to_string()]);
    let pieces = (0..needs.len()).map(|at| {
        view! { <span class="meter-piece" data-state=(at < met).then_some("have")></span> }
    });
    let rows = needs.iter().zip(&states).map(|(need, state)| {
        let (tone, word) = match state {
            Some(true) => (Some("good"), words.have),
            Some(false) => (None, words.lack),
            None => (Some("warn"), words.open),
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
    let carried = carry(rider, role);
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
                    {helps(session, lang, catalogue, rider, role)}
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
    rider: &Rider,
    role: &Activity,
) -> AnyView {
    let (catalogue, rider, key) = (catalogue.clone(), rider.clone(), trial(role));
    let sentence = move || {
        let answer = session.trial(&key)?;
        let steps = answer.0.steps.iter();
        let way = steps.filter_map(|s| catalogue.activity(&s.activity)).map(|(_, a)| a);
        let names: Vec<&str> = used(&rider, way)
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

/// The day, the pay, the cover, the outlook.
fn gains(lang: Lang, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    let day = role.day.as_ref().map(|d| {
        let text = lang.pick(d).to_owned();
        view! {
            <section class="section">
                <h2 class="section-title">{words.day}</h2>
                <p>{text}</p>
            </section>
        }
    });
    let pay = role.pay.clone().map(|p| {
        let range = ui::fill(words.pay_month, &[&say::yuan(p.low.0), &say::yuan(p.high.0)]);
        view! {
            <section class="section">
                <h2 class="section-title">{words.pay}</h2>
                <p><strong>{range}</strong></p>
                <Badge fact=p.fact />
            </section>
        }
    });
    let employment = |id: &str| match id {
        "full_time" => words.full_time.to_owned(),
        "stable_part_time" => words.stable_part_time.to_owned(),
        "crowdsourced" => words.crowdsourced.to_owned(),
        "self_employed" => words.self_employed.to_owned(),
        other => other.to_owned(),
    };
    let cover = role.cover.iter().map(|c| {
        let (tone, state) = match c.state {
            CoverState::InForce => ("good", words.state_in_force),
            CoverState::Announced => ("warn", words.state_announced),
            CoverState::Undefined => ("warn", words.state_undefined),
        };
        view! {
            <li class="goal-item">
                <p class="row">
                    <strong>{employment(&c.employment)}</strong>
                    <span class="badge" data-tone=tone>{state}</span>
                </p>
                <p>{lang.pick(&c.what).to_owned()}</p>
                <Badge fact=c.fact.clone() />
            </li>
        }
    });
    let cover = cover.collect::<Vec<_>>();
    let outlook = role.outlook.iter().map(|o| {
        let (tone, word) = match o.tone.as_str() {
            "good" => ("good", words.good),
            "bad" => ("bad", words.bad),
            _ => ("warn", words.mixed),
        };
        view! {
            <li class="goal-item">
                <span class="badge" data-tone=tone>{word}</span>
                <p>{lang.pick(&o.text).to_owned()}</p>
                <Badge fact=o.fact.clone() />
            </li>
        }
    });
    let outlook = outlook.collect::<Vec<_>>();
    view! {
        {day}
        {pay}
        {(!cover.is_empty()).then(|| view! {
            <section class="section">
                <h2 class="section-title">{words.cover}</h2>
                <ul class="goal-items">{cover}</ul>
            </section>
        })}
        {(!outlook.is_empty()).then(|| view! {
            <section class="section">
                <h2 class="section-title">{words.outlook}</h2>
                <ul class="goal-items">{outlook}</ul>
            </section>
        })}
    }
    .into_any()
}

/// Each skill asked for: where it is taught and who assesses it, with what is missing.
fn taught(lang: Lang, catalogue: &Catalogue, rider: Option<&Rider>, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    let nobody = Rider::default();
    let asked = carry(rider.unwrap_or(&nobody), role).skills;
    let lacking = asked.into_iter().filter(|s| s.have < s.need);
    let rows = lacking.map(|s| {
        let need = Need::Skill { skill: s.skill.clone(), level: s.need };
        let teaches = |a: &&Activity| a.gives.skills.get(&s.skill).is_some_and(|l| *l >= s.need);
        let courses: Vec<&Activity> = catalogue.courses.iter().filter(teaches).collect();
        let assesses = |a: &&Activity| {
            let mut found = false;
            a.needs.walk(&mut |n| {
                found |= matches!(n, Need::Skill { skill, .. } if *skill == s.skill);
            });
            found
        };
        let exams: Vec<&Activity> = catalogue.certificates.iter().filter(assesses).collect();
        view! {
            <li class="goal-item">
                <p><strong>{sentence::need(lang, catalogue, &need)}</strong></p>
                <dl class="goal-chain">
                    <dt>{words.learn}</dt>
                    <dd>{names(lang, &courses, words.no_course)}</dd>
                    <dt>{words.assess}</dt>
                    <dd>{names(lang, &exams, words.no_assess)}</dd>
                </dl>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="more section">
            <summary class="more-title">{words.chain}</summary>
            <div class="more-body">
                <p class="section-note">{words.chain_more}</p>
                <ul class="goal-items">{rows}</ul>
            </div>
        </details>
    }
    .into_any()
}

/// Up to three names, or what is missing.
fn names(lang: Lang, all: &[&Activity], none: &str) -> String {
    let words = ui::goal::words(lang);
    let first: Vec<&str> = all.iter().take(3).map(|a| lang.pick(&a.name)).collect();
    let list = first.join(if lang == Lang::Zh { "、" } else { ", " });
    match all.len() {
        0 => none.to_owned(),
        1..=3 => list,
        n => format!("{list} {}", ui::fill(words.and_more, &[&n.to_string()])),
    }
}

fn prefers(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
    let words = ui::goal::words(lang);
    if role.prefers.is_empty() {
        return ().into_any();
    }
    let all = role.prefers.iter().map(|n| sentence::need(lang, catalogue, n));
    let all = all.map(|t| view! { <li class="badge">{t}</li> });
    view! {
        <section class="section">
            <h2 class="section-title">{words.prefers}</h2>
            <ul class="chips">{all.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The roles that this one opens.
fn unlocks(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
    let words = ui::map::words(lang);
    let opened = opens(catalogue, role).into_iter().filter(|(kind, _)| *kind == Kind::Role);
    let chips = opened.map(|(_, other)| {
        view! {
            <a class="chip" href=Route::Goal(other.id.clone()).hash()>
                <i class="map-dot" data-track=other.track.clone().unwrap_or_default() aria-hidden="true"></i>
                {lang.pick(&other.name).to_owned()}
            </a>
        }
    });
    let chips = chips.collect::<Vec<_>>();
    let none = chips.is_empty().then(|| view! { <p class="quiet">{words.opens_nothing}</p> });
    view! {
        <section class="section">
            <h2 class="section-title">{words.opens}</h2>
            {none}
            <div class="chips">{chips}</div>
        </section>
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
            session.wanted.set(Some(id.clone()));
            session.go(&Route::Start);
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
