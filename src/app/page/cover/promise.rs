//! Owns who covers what: each role's cover, what the platforms have said, the kinds of insurance.
//! Refuses to call a promise a rule.

use super::book::Book;
use super::role::{employment, goal_role, state_badge};
use crate::app::component::Badge;
use crate::app::session::{Session, session};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::{Candidate, next};
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, CoverState, Need};

/// Cover as a goal in its own right: any role with a contract and insurance in force.
pub(super) fn aim(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::cover::words(lang);
    let covers = |role: &&Activity| {
        let full = |cover: &qitu_model::Cover| {
            cover.employment == "full_time" && cover.state == CoverState::InForce
        };
        role.cover.iter().any(full)
    };
    // The soonest has no other role before it.
    let scenario = session.history.with_untracked(|h| h.now.case().map(|c| c.scenario.clone()));
    let scenario = session.question(catalogue, scenario.as_ref());
    let candidate = Candidate::of(catalogue, &scenario);
    let any: Vec<Need> = catalogue
        .roles
        .iter()
        .filter(covers)
        .filter(|role| next::is_next(&candidate, role))
        .map(|role| Need::Role { role: role.id.clone() })
        .collect();
    let has_case = session.history.with_untracked(|h| h.now.case().is_some());
    let tapped = move |_| {
        if !has_case {
            session.go(&Route::Start);
            return;
        }
        let goal = Need::Any { any: any.clone() };
        session.change(Edit::Goal(goal), words.aimed.to_owned());
        session.go(&Route::Plan(None));
    };
    view! {
        <section class="card cover-aim">
            <h2 class="card-title">{words.aim}</h2>
            <p class="card-text">{words.aim_more}</p>
            <div class="card-foot">
                <button class="button" data-kind="primary" on:click=tapped>{words.aim_go}</button>
            </div>
        </section>
    }
    .into_any()
}

/// The cover of the rider's own role and of the goal; the others behind a tap.
pub(super) fn roles(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let own = session.history.with(|h| h.now.case().and_then(|c| c.scenario.rider.role.clone()));
    let goal = goal_role(session, catalogue).map(|role| role.id.clone());
    let covered = |role: &&Activity| !role.cover.is_empty();
    let (mut near, mut far): (Vec<&Activity>, Vec<&Activity>) = catalogue
        .roles
        .iter()
        .filter(covered)
        .partition(|role| [&own, &goal].into_iter().flatten().any(|id| *id == role.id));
    // Nobody has said who they are: the first role stands for the way in.
    if near.is_empty() && !far.is_empty() {
        near.push(far.remove(0));
    }
    let draw = |list: Vec<&Activity>| {
        list.into_iter().map(|role| role_cover(lang, role)).collect::<Vec<_>>()
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.roles}</h2>
            <div class="grid cover-roles">{draw(near)}</div>
            <details class="more">
                <summary class="more-title">{words.roles_more}</summary>
                <div class="grid cover-roles">{draw(far)}</div>
            </details>
        </section>
    }
    .into_any()
}

fn role_cover(lang: Lang, role: &Activity) -> AnyView {
    let rows = role.cover.iter().map(|cover| {
        view! {
            <li class="cover-row">
                <p class="row">
                    <strong>{employment(lang, &cover.employment)}</strong>
                    {state_badge(lang, cover.state)}
                </p>
                <p>{lang.pick(&cover.what).to_owned()}</p>
                <Badge fact=cover.fact.clone() />
            </li>
        }
    });
    view! {
        <article class="card">
            <h3 class="card-title">{lang.pick(&role.name).to_owned()}</h3>
            <ul class="cover-rows">{rows.collect::<Vec<_>>()}</ul>
        </article>
    }
    .into_any()
}

/// What platforms have said, and the kinds of insurance.
pub(super) fn draw(lang: Lang, book: &Book) -> AnyView {
    let words = ui::cover::words(lang);
    let plans = book.plans.iter().map(|plan| {
        let state = book.states.iter().find(|state| {
            let id = match plan.state {
                CoverState::Announced => "announced",
                CoverState::InForce => "in_force",
                CoverState::Undefined => "undefined",
            };
            state.id == id
        });
        let tone = if plan.state == CoverState::InForce { "good" } else { "warn" };
        let state = state.map_or_else(String::new, |state| lang.pick(&state.name).to_owned());
        view! {
            <article class="card">
                <h3 class="card-title">
                    {lang.pick(&plan.who).to_owned()} " · " {employment(lang, &plan.employment)}
                </h3>
                <p class="card-text">{lang.pick(&plan.what).to_owned()}</p>
                <p class="cover-caveat">{lang.pick(&plan.caveat).to_owned()}</p>
                <p class="card-line">
                    <span class="badge" data-tone=tone>{state} " · " {plan.since.clone()}</span>
                    <Badge fact=plan.fact.clone() source=plan.fact.source_in(&book.sources) />
                </p>
            </article>
        }
    });
    let layers = book.layers.iter().map(|layer| {
        view! {
            <li class="cover-row">
                <p><strong>{lang.pick(&layer.name).to_owned()}</strong> " — " {lang.pick(&layer.covers).to_owned()}</p>
                <p class="quiet">{lang.pick(&layer.ask).to_owned()}</p>
                <Badge fact=layer.fact.clone() source=layer.fact.source_in(&book.sources) />
            </li>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.plans}</h2>
            <div class="grid">{plans.collect::<Vec<_>>()}</div>
        </section>
        <section class="section">
            <h2 class="section-title">{words.layers}</h2>
            <ul class="cover-rows cover-layers">{layers.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}
