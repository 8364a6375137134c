//! Owns the ranking of roles by what the rider cares for. Refuses one right answer: the weights are
//! the rider's, and each part of a score stands beside it.

use super::book::{Book, Preset};
use crate::app::component::{Badge, Segments, Slider, soonest};
use crate::app::session::Session;
use crate::app::state::answer::one_answer_decides;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::weigh::{Sides, Soon, Weights, sides, total};
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Scenario};
use std::sync::Arc;

/// Draws the leaf.
pub(super) fn draw(
    session: Session,
    lang: Lang,
    catalogue: Arc<Catalogue>,
    book: Arc<Book>,
) -> AnyView {
    let words = ui::cover::words(lang);
    let scenario = untrack(|| soonest::question(session, &catalogue));
    let age = scenario.as_ref().and_then(|s| s.age_on(session.today()));
    let fits = |preset: &&Preset| {
        age.is_some_and(|age| {
            preset.age.min.is_none_or(|min| age >= min)
                && preset.age.max.is_none_or(|max| age <= max)
        })
    };
    let Some(first) = book.weights.iter().find(fits).or(book.weights.first()) else {
        return ().into_any();
    };
    let group = RwSignal::new(first.id.clone());
    let weights = RwSignal::new(first.weights);
    let badge =
        view! { <Badge fact=first.fact.clone() source=first.fact.source_in(&book.sources) /> };
    let groups = book.weights.iter().map(|p| (p.id.clone(), lang.pick(&p.name).to_owned()));
    let groups = groups.collect::<Vec<_>>();
    let presets = book.clone();
    let choose = move |id: String| {
        if let Some(preset) = presets.weights.iter().find(|preset| preset.id == id) {
            weights.set(preset.weights);
        }
        group.set(id);
    };
    if let Some(scenario) = &scenario {
        catalogue.roles.iter().for_each(|role| soonest::ask(session, scenario, &role.id));
    }
    let counts_badge = view! {
        <Badge fact=book.counts_fact.clone() source=book.counts_fact.source_in(&book.sources) />
    };
    let list = move || ranking(session, lang, &catalogue, &book, scenario.as_ref(), weights.get());
    view! {
        <section class="section">
            <Segments
                label=words.age_group
                name="cover-age"
                choices=groups
                chosen=Signal::derive(move || group.get())
                choose=Callback::new(choose)
            />
            <div class="cover-why">{badge}</div>
            <details class="more">
                <summary class="more-title">{words.weights}</summary>
                <div class="more-body stack">{sliders(lang, weights)}</div>
            </details>
        </section>
        <section class="section">
            <h2 class="section-title">{words.ranking}</h2>
            <p class="section-note">{words.ranking_more}</p>
            <p class="section-note">{words.ranking_key}</p>
            <div class="cover-why">{counts_badge}</div>
            <ol class="cover-ranking">{list}</ol>
        </section>
    }
    .into_any()
}

fn sliders(lang: Lang, weights: RwSignal<Weights>) -> AnyView {
    let words = ui::cover::words(lang);
    type Side = fn(&mut Weights) -> &mut u32;
    let sides: [(&'static str, &'static str, Side); 5] = [
        ("weigh-cash", words.cash, |w| &mut w.cash),
        ("weigh-injury", words.injury, |w| &mut w.injury),
        ("weigh-medical", words.medical, |w| &mut w.medical),
        ("weigh-pension", words.pension, |w| &mut w.pension),
        ("weigh-time", words.time, |w| &mut w.time),
    ];
    let all = sides.into_iter().map(|(id, label, side)| {
        let value = Signal::derive(move || *side(&mut weights.get()));
        let said = Callback::new(move |n: u32| ui::fill(words.weight_of, &[&n.to_string()]));
        let moved = Callback::new(move |n: u32| weights.update(|w| *side(w) = n));
        view! {
            <Slider
                label=label
                id=id
                range=(0, 5)
                value=value
                words=said
                moved=moved
                settled=Callback::new(|()| ())
            />
        }
    });
    all.collect::<Vec<_>>().into_any()
}

fn ranking(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    book: &Book,
    scenario: Option<&Scenario>,
    weights: Weights,
) -> AnyView {
    let best = catalogue.roles.iter().filter_map(|r| r.pay.as_ref()).map(|p| p.low.0).max();
    let soon = |role: &Activity| {
        let answer = scenario.and_then(|_| session.trial(&soonest::key(&role.id)));
        let Some(answer) = answer else { return (Soon::Unknown, false) };
        match answer.0.value {
            // Not known yet, and only the rider knows.
            None if one_answer_decides(&answer.0) => (Soon::Unknown, true),
            None => (Soon::Never, false),
            Some(value) => (Soon::Weeks(value.weeks.0), false),
        }
    };
    let each = catalogue.roles.iter().map(|role| {
        let (soon, asks) = soon(role);
        let sides = sides(role, best.unwrap_or(1), &book.counts, soon);
        (total(&sides, weights), role, sides, (soon, asks))
    });
    let mut each: Vec<_> = each.collect();
    // What cannot be reached as things stand comes last, whatever it pays.
    each.sort_by_key(|(score, _, _, (soon, _))| (*soon == Soon::Never, std::cmp::Reverse(*score)));
    let rows = each
        .into_iter()
        .map(|(score, role, sides, soon)| row(lang, scenario.is_some(), score, role, &sides, soon));
    rows.collect::<Vec<_>>().into_any()
}

fn row(
    lang: Lang,
    has_case: bool,
    score: u32,
    role: &Activity,
    sides: &Sides,
    (soon, asks): (Soon, bool),
) -> AnyView {
    let words = ui::cover::words(lang);
    let pay = match &role.pay {
        Some(pay) => ui::fill(words.starts_at, &[&format::yuan(pay.low.0)]),
        None => words.pay_unknown.to_owned(),
    };
    let when = match soon {
        Soon::Unknown if asks => words.time_asks.to_owned(),
        Soon::Unknown if has_case => words.time_pending.to_owned(),
        Soon::Unknown => words.time_unsaid.to_owned(),
        Soon::Never => words.time_never.to_owned(),
        Soon::Weeks(0) => words.time_now.to_owned(),
        Soon::Weeks(weeks) => format::weeks(lang, weeks),
    };
    let covered = [
        (words.injury, sides.injury),
        (words.medical, sides.medical),
        (words.pension, sides.pension),
    ];
    let covered = covered.into_iter().map(|(label, share)| {
        let (tone, mark) = match share {
            0 => (None, "○"),
            1..=50 => (Some("warn"), "◐"),
            _ => (Some("good"), "●"),
        };
        let said = match share {
            0 => words.not_covered,
            1..=50 => words.half_covered,
            _ => words.full_covered,
        };
        view! {
            <span class="badge" data-tone=tone>
                <span aria-hidden="true">{mark}</span> {label} <span class="hidden-words">{said}</span>
            </span>
        }
    });
    view! {
        <li class="card cover-rank">
            <h3 class="card-title">
                <a href=Route::Goal(role.id.clone()).hash()>{lang.pick(&role.name).to_owned()}</a>
            </h3>
            <meter class="cover-score" min="0" max="100" value=score aria-label=words.fits></meter>
            <p class="cover-sides">{pay} " · " {when}</p>
            <p class="cover-marks">{covered.collect::<Vec<_>>()}</p>
            {role.pay.as_ref().map(|pay| view! { <div class="card-foot"><Badge fact=pay.fact.clone() /></div> })}
        </li>
    }
    .into_any()
}
