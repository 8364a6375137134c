//! Owns what a role gives and asks beside its needs: pay, cover, what is taught for it, what it opens.

use crate::app::component::Badge;
use crate::app::session::Session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::Candidate;
use qitu_engine::explain::carry::carry;
use qitu_engine::explain::next::opens;
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, CoverState, Kind, Need, Scenario};

/// The day, the pay, the cover, the outlook.
pub(super) fn gains(lang: Lang, role: &Activity) -> AnyView {
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
        let range = ui::fill(words.pay_month, &[&format::yuan(p.low.0), &format::yuan(p.high.0)]);
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
pub(super) fn taught(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scenario: Option<&Scenario>,
    role: &Activity,
) -> AnyView {
    let words = ui::goal::words(lang);
    let scenario = session.question(catalogue, scenario);
    let asked = carry(&Candidate::of(catalogue, &scenario), role).skills;
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

pub(super) fn prefers(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
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
pub(super) fn unlocks(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
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
