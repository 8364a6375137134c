//! Owns 看重什么: who does not know where to go says what matters most and sees three jobs, each
//! with its bad side. Refuses one right answer: the whole list, by weights of one's own, is a leaf.

use super::book::{Book, Matter};
use crate::app::component::{Badge, Fetched, Icon, fetched, icon, soonest, when_here};
use crate::app::platform::{clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::answer::{Answered, one_answer_decides};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::weigh::{Soon, sides, total};
use qitu_engine::text::{format, ui};
use qitu_model::{Activity, Catalogue, Lang, Need, Scenario};
use std::cmp::Reverse;
use std::sync::Arc;

/// Jobs shown.
const SHOWN: usize = 3;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::matter::words(lang);
    let book: Fetched<Book> = fetched("catalogue/cover.json");
    let catalogue = catalogue.clone();
    view! {
        <a class="page-back" href=Route::Start.hash()>{icon(Icon::Back)} {words.back}</a>
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        <p class="page-lead">{words.lead}</p>
        {when_here(lang, book, move |book| body(lang, catalogue.clone(), book))}
    }
    .into_any()
}

fn body(lang: Lang, catalogue: Arc<Catalogue>, book: Arc<Book>) -> AnyView {
    let session = session();
    let words = ui::matter::words(lang);
    let chosen: RwSignal<Option<usize>> = RwSignal::new(None);
    let told = untrack(|| soonest::question(session, &catalogue));
    let is_told = told.is_some();
    let scene = told.unwrap_or_else(|| untrack(|| session.question(&catalogue, None)));
    // Another academy's catalogue may have none of the jobs.
    let is_here = |matter: &Matter| {
        let mut roles = catalogue.roles.iter();
        matter.roles.is_empty() || roles.any(|role| matter.roles.contains(&role.id))
    };
    let matters = book.matters.iter().enumerate().filter(|(_, matter)| is_here(matter));
    let choices = matters.map(|(at, matter)| {
        let (book, scene) = (catalogue.clone(), scene.clone());
        let roles = matter.roles.clone();
        let tapped = move |_| {
            if is_told {
                open(&book, &scene, &roles).for_each(|role| soonest::ask(session, &scene, &role.id));
            }
            chosen.set(Some(at));
            clock::after_drawing(|| dom::focus(".matter-title"));
        };
        view! {
            <button class="choice" aria-pressed=move || (chosen.get() == Some(at)).to_string() on:click=tapped>
                <span class="choice-title">{lang.pick(&matter.name).to_owned()}</span>
            </button>
        }
    });
    let choices = choices.collect::<Vec<_>>();
    let jobs = move || {
        let at = chosen.get()?;
        let matter = book.matters.get(at)?;
        let fact = matter.fact.clone();
        let source = fact.source_in(&book.sources);
        let title = ui::fill(words.three, &[lang.pick(&matter.name)]);
        // The heading stays while the jobs come.
        let (own, scene, book) = (catalogue.clone(), scene.clone(), book.clone());
        let list = move || {
            let matter = book.matters.get(at)?;
            Some(jobs(session, lang, &own, &book, (&scene, is_told), matter))
        };
        Some(view! {
            <section>
                <h2 class="section-title matter-title" tabindex="-1">{title}</h2>
                <div class="cover-why"><Badge fact source /></div>
                {list}
            </section>
        })
    };
    view! {
        <div class="start-choices" data-short="" role="group" aria-label=words.title>{choices}</div>
        {jobs}
        <p class="matter-more">
            <a href=Route::Cover(Some("choose".into())).hash()>{words.weigh}</a>
            <a href=Route::Map(None).hash()>{words.map}</a>
        </p>
    }
    .into_any()
}

/// The jobs that may be shown: all but the one held, or those that the matter names.
fn open<'a>(
    catalogue: &'a Catalogue,
    scene: &Scenario,
    named: &[String],
) -> impl Iterator<Item = &'a Activity> {
    let is_open = |role: &&Activity| {
        let fits = named.is_empty() || named.contains(&role.id);
        fits && scene.rider.role.as_ref() != Some(&role.id)
    };
    catalogue.roles.iter().filter(is_open)
}

/// The three that fit best, once it is known when each could be reached.
fn jobs(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    book: &Book,
    (scene, is_told): (&Scenario, bool),
    matter: &Matter,
) -> AnyView {
    let words = ui::matter::words(lang);
    let roles: Vec<&Activity> = open(catalogue, scene, &matter.roles).collect();
    let answers =
        roles.iter().map(|role| session.trial(&soonest::key(&role.id))).collect::<Vec<_>>();
    if is_told && answers.iter().any(Option::is_none) {
        return view! {
            <div class="stack" aria-busy="true">
                <p>{words.counting}</p>
                <div class="skeleton"></div>
                <div class="skeleton"></div>
            </div>
        }
        .into_any();
    }
    let best = catalogue.roles.iter().filter_map(|r| r.pay.as_ref()).map(|p| p.low.0).max();
    let each = roles.into_iter().zip(answers).map(|(role, answer)| {
        let soon = soon(answer.as_ref());
        let score = total(&sides(role, best.unwrap_or(1), &book.counts, soon), matter.weights);
        (soon, score, role, answer)
    });
    let mut each: Vec<_> = each.collect();
    // What is known to be reached stands before what an answer is missing for, and that before what
    // cannot be reached as things stand.
    let certain = |soon: Soon| match soon {
        Soon::Weeks(_) => 0,
        Soon::Unknown => 1,
        Soon::Never => 2,
    };
    each.sort_by_key(|(soon, score, ..)| (certain(*soon), Reverse(*score)));
    let cards = each.into_iter().take(SHOWN).map(|(_, _, role, answer)| {
        view! { <li class="card matter-job" data-track=role.track.clone()>{card(session, lang, catalogue, scene, role, answer)}</li> }
    });
    view! { <ol class="matter-jobs">{cards.collect::<Vec<_>>()}</ol> }.into_any()
}

fn soon(answer: Option<&Answered>) -> Soon {
    match answer.map(|answer| (answer.0.value, &answer.0)) {
        Some((Some(value), _)) => Soon::Weeks(value.weeks.0),
        Some((None, plan)) if !one_answer_decides(plan) => Soon::Never,
        _ => Soon::Unknown,
    }
}

/// Pay now and then, weeks and money, what one does, the hardest gate, the bad side; and the plan.
fn card(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scene: &Scenario,
    role: &Activity,
    answer: Option<Answered>,
) -> AnyView {
    let (words, cover) = (ui::matter::words(lang), ui::cover::words(lang));
    let range = |role: &Activity| {
        let pay = role.pay.as_ref()?;
        Some(format!("{}–{}", format::yuan(pay.low.0), format::yuan(pay.high.0)))
    };
    let unknown = || cover.pay_unknown.to_owned();
    let then = range(role);
    let held = scene.rider.role.as_deref().and_then(|id| catalogue.activity(id));
    let pay = match held.and_then(|(_, held)| range(held)) {
        Some(now) => ui::fill(words.pay_change, &[&now, &then.unwrap_or_else(unknown)]),
        None => ui::fill(words.pay, &[&then.unwrap_or_else(unknown)]),
    };
    // Without an answer nobody has said enough for one.
    let time = match &answer {
        Some(_) => soonest::said(session, lang, &role.id),
        None => cover.time_unsaid.to_owned(),
    };
    let gate = answer.as_ref().and_then(|answer| {
        let step = answer.0.steps.iter().max_by_key(|s| s.end.0.saturating_sub(s.start.0))?;
        let (_, activity) = catalogue.activity(&step.activity)?;
        let weeks = format::weeks(lang, step.end.0.saturating_sub(step.start.0));
        Some(format!("{} · {weeks}", lang.pick(&activity.name)))
    });
    let day = role.day.as_ref().or(role.about.as_ref()).map(|day| lang.pick(day).to_owned());
    let bad =
        ["bad", "mixed"].iter().find_map(|tone| role.outlook.iter().find(|o| o.tone == *tone));
    let bad = bad.map(|outlook| {
        view! {
            <dt>{words.bad}</dt>
            <dd>{lang.pick(&outlook.text).to_owned()} <Badge fact=outlook.fact.clone() /></dd>
        }
    });
    let row = |label: &'static str, text: Option<String>| {
        text.map(|text| view! { <dt>{label}</dt> <dd>{text}</dd> })
    };
    let name = lang.pick(&role.name).to_owned();
    let id = role.id.clone();
    let plan = move |_| {
        if session.history.with_untracked(|h| h.now.case().is_some()) {
            let said = ui::fill(ui::map::words(lang).new_goal, &[&name]);
            session.change(Edit::Goal(Need::Role { role: id.clone() }), said);
            session.go(&Route::Plan(None));
        } else {
            session.aim(&id);
        }
    };
    view! {
        <h3 class="card-title">{lang.pick(&role.name).to_owned()}</h3>
        <p><strong>{time}</strong></p>
        <p>{pay} {role.pay.as_ref().map(|pay| view! { <Badge fact=pay.fact.clone() /> })}</p>
        <dl class="matter-facts">
            {row(words.day, day)}
            {row(words.gate, gate)}
            {bad}
        </dl>
        <div class="card-foot">
            <button class="button" data-kind="primary" on:click=plan>
                {words.plan} <span class="hidden-words">{lang.pick(&role.name).to_owned()}</span>
            </button>
            <a class="button" href=Route::Goal(role.id.clone()).hash()>{words.look}</a>
        </div>
    }
    .into_any()
}
