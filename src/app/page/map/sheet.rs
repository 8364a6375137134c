//! Owns the sheet of a role on the map: what it is, when it could be, what it opens.

use super::state::{self, Mark};
use crate::app::component::{Badge, Icon, Sheet, icon, soonest};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::first_answers::FirstAnswers;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::{Candidate, Eligibility, next};
use qitu_engine::text::sentence;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, CoverState, Kind, Need, Scenario};

/// How many missing things are named before the rest are counted.
const NAMED: usize = 4;

/// Draws the sheet of a role; nothing for an id that is no role.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scenario: Option<&Scenario>,
    mark: Option<&Mark>,
    id: &str,
) -> AnyView {
    let Some(role) = catalogue.roles.iter().find(|r| r.id == id) else { return ().into_any() };
    let words = ui::map::words(lang);
    let name = lang.pick(&role.name).to_owned();
    let about = role.about.as_ref().map(|a| lang.pick(a).to_owned());
    let scene = session.question(catalogue, scenario);
    let asked = next::asked(&Candidate::of(catalogue, &scene), &role.id, &role.needs);
    let have = asked.iter().filter(|(_, holds)| holds.is_yes()).count();
    let meter = (0..asked.len()).map(|at| {
        view! { <i class="meter-piece" data-state=(at < have).then_some("have")></i> }
    });
    let missing: Vec<String> = asked
        .iter()
        .filter(|(_, holds)| !holds.is_yes())
        .map(|(need, holds)| {
            let need = sentence::need(lang, catalogue, need);
            let open = *holds == Eligibility::Unknown;
            if open { ui::fill(words.only_you_know, &[&need]) } else { need }
        })
        .collect();
    let rest = missing.len().saturating_sub(NAMED);
    let missing = missing.into_iter().take(NAMED).map(|m| view! { <li>{m}</li> });
    let missing = missing.collect::<Vec<_>>();
    let counts = ui::fill(words.asked, &[&asked.len().to_string(), &have.to_string()]);
    let is_here = scene.rider.role.as_deref() == Some(id);
    let date = mark.and_then(|m| m.on);
    let date = date.map(|on| ui::fill(words.fastest, &[&state::when(lang, on)]));
    let time = untrack(|| soonest::question(session, catalogue));
    let time = time.filter(|_| date.is_none() && !is_here);
    let time = time.map(|asked| soonest::line(session, lang, &asked, id));
    let requirements = (!is_here && !asked.is_empty()).then(|| {
        view! {
            <div class="map-asked">
                <div class="meter" aria-hidden="true">{meter.collect::<Vec<_>>()}</div>
                <p class="small quiet">{counts}</p>
            </div>
            {(!missing.is_empty()).then(|| view! {
                <h3>{words.missing}</h3>
                <ul class="map-missing">
                    {missing}
                    {(rest > 0).then(|| view! { <li class="quiet">{ui::fill(words.and_more, &[&rest.to_string()])}</li> })}
                </ul>
            })}
        }
    });
    let more = view! {
        <a class="button" data-size="wide" href=Route::Goal(id.to_owned()).hash()>{words.more}</a>
    };
    let (badges, pay, links) =
        (badges(lang, catalogue, role), pay(role, lang), links(lang, catalogue, role));
    let primary = primary(session, lang, scenario, mark, role);
    view! {
        <Sheet title=name close=Callback::new(move |()| session.leave())>
            <div class="map-sheet">
                <p class="row">{badges}</p>
                {about.map(|a| view! { <p>{a}</p> })}
                {date.map(|d| view! { <p class="map-date">{d}</p> })}
                {time.map(|line| view! { <p class="map-date">{line}</p> })}
                {pay}
                {requirements}
                {links}
                <div class="map-sheet-foot">
                    {primary}
                    {more}
                </div>
            </div>
        </Sheet>
    }
    .into_any()
}

fn badges(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
    let words = ui::map::words(lang);
    let track = catalogue.tracks.iter().find(|t| Some(&t.id) == role.track.as_ref());
    let track = track.map(|t| {
        view! { <span class="badge" data-track=t.id.clone()>{lang.pick(&t.name).to_owned()}</span> }
    });
    let tier = catalogue.tiers.iter().find(|t| Some(&t.id) == role.tier.as_ref());
    let tier = tier.map(|t| view! { <span class="badge">{lang.pick(&t.name).to_owned()}</span> });
    let cover = role.cover.iter().map(|c| c.state).max_by_key(|state| match state {
        CoverState::InForce => 2,
        CoverState::Announced => 1,
        CoverState::Undefined => 0,
    });
    let cover = cover.map(|state| {
        let (text, tone) = match state {
            CoverState::InForce => (words.cover_in_force, "good"),
            CoverState::Announced => (words.cover_announced, "warn"),
            CoverState::Undefined => (words.cover_undefined, "warn"),
        };
        view! { <span class="badge" data-tone=tone>{text}</span> }
    });
    view! { {track} {tier} {cover} }.into_any()
}

fn pay(role: &Activity, lang: Lang) -> Option<AnyView> {
    let words = ui::map::words(lang);
    let pay = role.pay.as_ref()?;
    let range = ui::fill(words.pay, &[&format::yuan(pay.low.0), &format::yuan(pay.high.0)]);
    let fact = pay.fact.clone();
    Some(view! { <div class="row"><span>{range}</span> <Badge fact=fact /></div> }.into_any())
}

/// The roles this one opens and comes from, as links to their stations.
fn links(lang: Lang, catalogue: &Catalogue, role: &Activity) -> AnyView {
    let words = ui::map::words(lang);
    let chip = |other: &Activity| {
        view! {
            <a class="chip" href=Route::Map(Some(other.id.clone())).hash()>
                <i class="map-dot" data-track=other.track.clone().unwrap_or_default() aria-hidden="true"></i>
                {lang.pick(&other.name).to_owned()}
            </a>
        }
    };
    let opened = next::opens(catalogue, role);
    let opened: Vec<_> =
        opened.into_iter().filter(|(k, _)| *k == Kind::Role).map(|(_, a)| chip(a)).collect();
    let mut origins = Vec::new();
    role.needs.walk(&mut |need| {
        if let Need::Role { role: id } | Need::Tenure { tenure: id, .. } = need
            && *id != role.id
            && !origins.contains(id)
        {
            origins.push(id.clone());
        }
    });
    let origins: Vec<_> =
        catalogue.roles.iter().filter(|r| origins.contains(&r.id)).map(chip).collect();
    let opens = if opened.is_empty() {
        view! { <p class="quiet">{words.opens_nothing}</p> }.into_any()
    } else {
        view! { <div class="chips">{opened}</div> }.into_any()
    };
    let from = if origins.is_empty() {
        view! { <p class="quiet">{words.anyone}</p> }.into_any()
    } else {
        view! { <div class="chips">{origins}</div> }.into_any()
    };
    view! {
        <h3>{words.opens}</h3>
        {opens}
        <h3>{words.comes_from}</h3>
        {from}
    }
    .into_any()
}

/// The one thing to do next: the plan, this as the goal, or the first questions.
fn primary(
    session: Session,
    lang: Lang,
    scenario: Option<&Scenario>,
    mark: Option<&Mark>,
    role: &Activity,
) -> AnyView {
    let words = ui::map::words(lang);
    if scenario.is_none() {
        let id = role.id.clone();
        let label = match session.answers.with(FirstAnswers::open) {
            0 => words.go,
            1 => words.ask_one,
            2 => words.ask_two,
            _ => words.ask_first,
        };
        return view! {
            <button class="button" data-kind="primary" data-size="wide" on:click=move |_| session.aim(&id)>
                {label}
                {icon(Icon::Next)}
            </button>
        }
        .into_any();
    }
    if mark.is_some_and(|m| matches!(m.state, state::State::Here | state::State::Done)) {
        return ().into_any();
    }
    if mark.is_some_and(|m| m.state == state::State::Goal) {
        return view! {
            <a class="button" data-kind="primary" data-size="wide" href=Route::Plan(None).hash()>
                {words.to_plan}
                {icon(Icon::Next)}
            </a>
        }
        .into_any();
    }
    let goal = Need::Role { role: role.id.clone() };
    let said = ui::fill(words.new_goal, &[lang.pick(&role.name)]);
    let set = move |_| {
        session.change(Edit::Goal(goal.clone()), said.clone());
        session.go(&Route::Plan(None));
    };
    view! {
        <button class="button" data-kind="primary" data-size="wide" on:click=set>
            {words.go}
            {icon(Icon::Next)}
        </button>
    }
    .into_any()
}
