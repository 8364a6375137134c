//! Owns 计划: the answer in words, what moves it, and the way week by week.

mod adjust;
mod answer;
mod aside;
mod missed;
mod outlook;
mod own;
mod question;
mod step;
mod timeline;
mod told;
mod what_if;

pub use adjust::{draw as adjust, hourly};
pub use answer::goal_name;
pub use aside::draw as aside;
pub use own::form as own;
pub use question::draw as question;
pub use step::{sheet as step, sources};
pub use what_if::draw as what_if;

use super::later::{self, Piece};
use crate::app::edit::Edit;
use crate::app::part::{Icon, Segments, icon};
use crate::app::platform::clock;
use crate::app::route::Route;
use crate::app::session::{Answered, Session, session};
use crate::model::{Catalogue, Objective};
use crate::text::Lang;
use crate::text::ui;
use leptos::prelude::*;
use std::sync::Arc;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let has_plan = Memo::new(move |_| session.history.with(|h| h.now.case().is_some()));
    let catalogue = catalogue.clone();
    let screen =
        move || if has_plan.get() { whole(session, lang, &catalogue) } else { empty(lang) };
    view! { {screen} }.into_any()
}

fn empty(lang: Lang) -> AnyView {
    let words = ui::plan::words(lang);
    view! {
        <div class="empty">
            <h1 class="empty-title">{words.no_plan}</h1>
            <p class="empty-text">{words.no_plan_more}</p>
            <a class="button" data-kind="primary" href=Route::Start.hash()>{words.to_start}</a>
        </div>
    }
    .into_any()
}

fn whole(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::plan::words(lang);
    let answer = Memo::new(move |_| session.planned.with(|p| p.plan.clone()));
    let way = rested(answer);
    let book = || catalogue.clone();
    let (a, a2, b) = (book(), book(), book());
    // First the plan, then what moves it.
    let shown = Memo::new(move |_| session.planned.with(|p| p.plan.is_some() && !p.busy));
    let shown = Some(shown);
    view! {
        <div class="plan">
            <div class="plan-top">
                {move || answer::draw(session, lang, &a)}
                {outlook::draw(session, lang, catalogue)}
                {objectives(session, lang)}
            </div>
            <div class="plan-side">
                {move || told::draw(session, lang, &a2)}
                {Piece::Tune.when_here(lang, shown, move || later::question(session, lang, answer.get()))}
                {Piece::Tune.when_here(lang, shown, move || later::adjust(session, lang))}
            </div>
            <div class="plan-way">
                {move || timeline::draw(session, lang, &b, way.get())}
                {Piece::Tune.when_here(lang, shown, move || later::beside(session, lang))}
                {actions(session, lang, catalogue)}
                <p class="quiet small" data-print="never">{ui::shell::words(lang).about_privacy}</p>
            </div>
        </div>
        {move || {
            let open = session.route.with(|r| match r {
                Route::Plan(id) => id.clone(),
                _ => None,
            });
            open.map_or_else(|| ().into_any(), |id| {
                Piece::Tune.when_here(lang, None, move || later::step(session, lang, &id))
            })
        }}
        <p class="hidden-words">{words.in_short}</p>
    }
    .into_any()
}

fn is_same_way(a: &Answered, b: &Answered) -> bool {
    (a.0.value, &a.0.steps, &a.0.reasons, &a.1) == (b.0.value, &b.0.steps, &b.0.reasons, &b.1)
}

/// The plan as the way is drawn from it: what else is said of it (how sure, what would help) does
/// not draw the way again, and while a slider moves the way waits for a moment of rest.
fn rested(answer: Memo<Option<Answered>>) -> Signal<Option<Answered>> {
    const REST_MS: i32 = 90;
    let way = Memo::new_with_compare(
        move |_| answer.get(),
        move |a, b| match (a.and_then(Option::as_ref), b.and_then(Option::as_ref)) {
            (Some(a), Some(b)) => !is_same_way(a, b),
            (None, None) => false,
            _ => true,
        },
    );
    let shown = RwSignal::new(way.get_untracked());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |first: Option<()>| {
        let next = way.get();
        if first.is_none() {
            return;
        }
        if shown.with_untracked(Option::is_none) {
            shown.set(next);
            return;
        }
        turn.update_value(|t| *t = t.wrapping_add(1));
        let mine = turn.get_value();
        clock::after(REST_MS, move || {
            // The screen may be gone by now.
            if turn.try_get_value() == Some(mine) {
                let _ = shown.try_set(next);
            }
        });
    });
    shown.into()
}

fn objectives(session: Session, lang: Lang) -> AnyView {
    let words = ui::plan::words(lang);
    let label = |o: Objective| match o {
        Objective::Soonest => words.soonest,
        Objective::Cheapest => words.cheapest,
        Objective::LeastStudy => words.least_study,
        Objective::Gentlest => words.gentlest,
    };
    let choices = Objective::ALL.map(|o| (o.word().to_owned(), label(o).to_owned())).to_vec();
    let scenario = session.scenario();
    let chosen = Signal::derive(move || {
        scenario.with(|s| s.as_ref().map_or("", |s| s.objective.word()).to_owned())
    });
    let choose = Callback::new(move |word: String| {
        if let Some(objective) = Objective::ALL.into_iter().find(|o| o.word() == word) {
            session.settle();
            session.edit(Edit::Objective(objective));
            session.settle();
        }
    });
    view! { <Segments label=words.objective name="objective" choices chosen choose /> }.into_any()
}

/// What else can be done with the plan.
fn actions(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::plan::words(lang);
    let compare = move |_| {
        session.change(Edit::Duplicate, words.compare_did.to_owned());
    };
    view! {
        <div class="button-row plan-actions" data-print="never">
            <a class="button" href=Route::Share.hash()>{icon(Icon::Share)} {words.share}</a>
            {missed::draw(session, lang, catalogue)}
            <button class="button" on:click=compare>{icon(Icon::Copy)} {words.compare}</button>
            <a class="button" data-kind="quiet" href=Route::Goals.hash()>{words.change_goal}</a>
        </div>
    }
    .into_any()
}
