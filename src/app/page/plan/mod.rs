//! Owns 计划: the answer in words, what moves it, and the way week by week.

mod adjust;
mod answer;
mod answer_text;
mod handle;
mod lift_panel;
mod lifting;
mod missed_step;
mod notes;
mod outlook;
mod overdue;
mod own_course;
mod question;
mod rests;
mod said;
mod step;
mod timeline;
mod what_if;

pub use adjust::draw as adjust;
pub use answer_text::draw as told;
pub use handle::draw as handle;
pub use lift_panel::draw as lift_panel;
pub use missed_step::sheet as missed;
pub use notes::draw as aside;
pub use outlook::draw as outlook;
pub use overdue::draw as overdue;
pub use own_course::form as own;
pub use question::draw as question;
pub use step::sheet as step;
pub use what_if::draw as what_if;

use crate::app::component::chunk::{adjusted, when_loaded};
use crate::app::component::skeleton::waiting;
use crate::app::component::{Empty, Icon, Segments, icon};
use crate::app::platform::{clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::answer::Answered;
use crate::app::state::code_chunk::CodeChunk;
use crate::app::state::edit::{Edit, FirstEdit};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective};
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
    Empty {
        title: words.no_plan,
        is_heading: true,
        text: words.no_plan_more,
        to: Route::Start,
        action: words.to_start,
    }
    .draw()
}

fn whole(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let answer = Memo::new(move |_| session.planned.with(|p| p.plan.clone()));
    let (way, resting) = rested(answer);
    let (a, b) = (catalogue.clone(), catalogue.clone());
    // First the plan, then what moves it.
    let shown = Memo::new(move |_| session.planned.with(|p| p.plan.is_some() && !p.busy));
    let shown = Some(shown);
    let later = move |wait, draw| when_loaded(CodeChunk::Adjust, lang, shown, wait, draw);
    // Where there is no way, or nothing left to do, there is no date to speak of.
    let has_way = Memo::new(move |_| {
        let value = session.planned.with(|p| p.plan.as_ref().and_then(|answer| answer.0.value));
        value.is_some_and(|value| value.weeks.0 > 0)
    });
    let odds = Memo::new(move |_| has_way.get().then(|| session.odds()).flatten());
    let outlook = move || {
        has_way.get().then(|| {
            later(
                dates_to_come,
                adjusted(session, move |tune, book| (tune.outlook)(session, lang, book)),
            )
        })
    };
    let has_missed = RwSignal::new(false);
    let overdue =
        adjusted(session, move |tune, book| (tune.overdue)(session, lang, book, has_missed));
    let told = adjusted(session, move |tune, book| (tune.told)(session, lang, book));
    let question =
        adjusted(session, move |tune, book| (tune.question)(session, lang, book, answer.get()));
    let adjust = adjusted(session, move |tune, book| (tune.adjust)(session, lang, book));
    let beside = adjusted(session, move |tune, book| (tune.beside)(session, lang, book));
    let is_elsewhere = Memo::new(move |_| session.planned.with(|p| p.elsewhere.is_some()));
    if is_elsewhere.get() {
        return answer::draw(session, lang, catalogue, None);
    }
    // Before the first answer there is nothing to move and nothing to walk.
    let is_first = move || answer.with(Option::is_none).then_some("first");
    view! {
        <div class="plan" data-state=is_first>
            <div class="plan-top">
                {later(nothing, overdue)}
                {later(nothing, told)}
                {move || answer::draw(session, lang, &a, odds.get().as_ref())}
                {outlook}
                {objectives(session, lang)}
                <button
                    class="plan-link plan-lead plan-to-side"
                    data-print="never"
                    on:click=|_| dom::go_to(".plan-side")
                >
                    {ui::plan::words(lang).to_adjust}
                </button>
            </div>
            <div class="plan-way" aria-busy=move || resting.get().to_string()>
                {move || timeline::draw(session, lang, &b, way.get())}
                {later(skeleton, beside)}
                {actions(session, lang, has_missed)}
                <p class="quiet small" data-print="never">{ui::shell::words(lang).about_privacy}</p>
            </div>
            <div class="plan-side" tabindex="-1">
                {later(skeleton, question)}
                {later(skeleton, adjust)}
            </div>
        </div>
        {move || {
            let open = session.route.with(|r| match r {
                Route::Plan(id) => id.clone(),
                _ => None,
            });
            open.map_or_else(|| ().into_any(), |id| {
                let step = adjusted(session, move |tune, book| (tune.step)(session, lang, book, &id));
                when_loaded(CodeChunk::Adjust, lang, None, waiting, step)
            })
        }}
        {move || answer::bar(session, lang, odds.get().as_ref())}
    }
    .into_any()
}

fn nothing(_: Lang) -> AnyView {
    ().into_any()
}

fn skeleton(_: Lang) -> AnyView {
    view! { <div class="skeleton"></div> }.into_any()
}

/// In the place of what the answer rests on, as high as its lines.
fn dates_to_come(lang: Lang) -> AnyView {
    let words = ui::plan::words(lang);
    let line = |text: &'static str| {
        view! {
            <div class="more">
                <p class="more-title"><span class="outlook-title" aria-busy="true">{text}</span></p>
            </div>
        }
    };
    view! {
        <section class="outlook" data-print="never">
            {line(words.grounds_wait)}
            {line(words.range_wait)}
            {line(words.money_wait)}
            {line(words.why_date)}
        </section>
    }
    .into_any()
}

fn is_same_way(a: &Answered, b: &Answered) -> bool {
    (a.0.value, &a.0.steps, &a.0.reasons, &a.1) == (b.0.value, &b.0.steps, &b.0.reasons, &b.1)
}

/// The plan as the way is drawn from it: what else is said of it (how sure, what would help) does
/// not draw the way again, and while a slider moves the way waits for a moment of rest. Until then
/// it is of the plan before, and says so.
fn rested(answer: Memo<Option<Answered>>) -> (RwSignal<Option<Answered>>, RwSignal<bool>) {
    let way = Memo::new_with_compare(
        move |_| answer.get(),
        move |a, b| match (a.and_then(Option::as_ref), b.and_then(Option::as_ref)) {
            (Some(a), Some(b)) => !is_same_way(a, b),
            (None, None) => false,
            _ => true,
        },
    );
    let shown = RwSignal::new(way.get_untracked());
    let resting = RwSignal::new(false);
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
        resting.set(true);
        at_rest(turn, turn.get_value(), move || {
            let _ = shown.try_set(next);
            let _ = resting.try_set(false);
        });
    });
    (shown, resting)
}

/// Draws once nothing newer comes, and not away from under what moves a step.
fn at_rest(turn: StoredValue<u32>, mine: u32, draw: impl FnOnce() + 'static) {
    const REST_MS: u32 = 90;
    clock::after(REST_MS, move || {
        // The screen may be gone by now.
        if turn.try_get_value() != Some(mine) {
            return;
        }
        if dom::has(".move-panel") { at_rest(turn, mine, draw) } else { draw() }
    });
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
            session.edit(Edit::First(FirstEdit::Objective(objective)));
            session.settle();
        }
    });
    view! { <Segments label=words.objective name="objective" choices chosen choose /> }.into_any()
}

/// What else can be done with the plan.
fn actions(session: Session, lang: Lang, has_missed: RwSignal<bool>) -> AnyView {
    let words = ui::plan::words(lang);
    let missed = move || {
        has_missed.get().then(|| {
            let sheet =
                adjusted(session, move |tune, book| (tune.missed)(session, lang, book, has_missed));
            when_loaded(CodeChunk::Adjust, lang, None, nothing, sheet)
        })
    };
    view! {
        <div class="button-row plan-actions" data-print="never">
            <button class="button" on:click=move |_| has_missed.set(true)>
                {icon(Icon::Clock)} {words.missed}
            </button>
            {missed}
            <a class="button" href=Route::Compare.hash()>{icon(Icon::Compare)} {words.compare}</a>
            <a class="button" data-kind="quiet" href=Route::Goals.hash()>{words.change_goal}</a>
        </div>
    }
    .into_any()
}
