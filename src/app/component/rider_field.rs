//! Owns the fields of what a rider says of themself, wherever they are asked.

use super::field::NumberField;
use super::slider::Slider;
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::names::schooling as schooling_word;
use qitu_engine::text::{format, ui};
use qitu_model::{Education, Lang, Scenario, Yuan};

/// A value of the scenario, followed as it changes.
pub fn of<T: Clone + PartialEq + Send + Sync + 'static>(
    session: Session,
    read: impl Fn(&Scenario) -> T + Send + Sync + 'static,
    none: T,
) -> Signal<T> {
    let value = Memo::new(move |_| {
        session.history.with(|h| h.now.case().map_or_else(|| none.clone(), |c| read(&c.scenario)))
    });
    value.into()
}

/// Ends the gesture under way.
pub fn settle(session: Session) -> Callback<()> {
    Callback::new(move |()| session.settle())
}

/// A choice of schooling that changes the scenario.
pub fn schooling(session: Session, lang: Lang, id: &'static str) -> AnyView {
    let words = ui::tune::words(lang);
    let value = of(
        session,
        |s| s.rider.education.and_then(|e| Education::ALL.iter().position(|x| *x == e)),
        None,
    );
    let options = Education::ALL.iter().enumerate().map(|(at, step)| {
        view! {
            <option value=at.to_string() selected=move || value.get() == Some(at)>
                {schooling_word(lang, *step)}
            </option>
        }
    });
    let set = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        session.settle();
        session.edit(Edit::Schooling(at.and_then(|at| Education::ALL.get(at).copied())));
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>{words.schooling}</label>
            <select class="field-input" id=id on:change=set>
                <option value="" selected=move || value.get().is_none()>{words.not_said}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

/// The age today, which changes the scenario.
pub fn age(session: Session, lang: Lang, id: &'static str) -> AnyView {
    let words = ui::tune::words(lang);
    let on = session.today();
    let value = of(session, move |s| s.age_on(on).map(i64::from), None);
    let set = Callback::new(move |age: Option<i64>| {
        session.settle();
        session.edit(Edit::Age { age: age.and_then(|age| u32::try_from(age).ok()), on });
    });
    view! { <NumberField lang id label=words.age range=(16, 99) hint=words.not_said value set /> }
        .into_any()
}

/// What an hour of riding brings, set by the rider.
pub fn hourly(session: Session, lang: Lang, id: &'static str) -> AnyView {
    let words = ui::tune::words(lang);
    let take = of(session, |s| s.hourly_take.map_or(0, |y| u32::try_from(y.0).unwrap_or(0)), 0);
    let tell_take =
        Callback::new(
            move |n: u32| {
                if n == 0 { words.not_said.to_owned() } else { format::yuan(n.into()) }
            },
        );
    let set_take = Callback::new(move |n: u32| {
        session.edit(Edit::HourlyTake((n > 0).then(|| Yuan(n.into()))));
    });
    view! {
        <Slider
            label=words.hourly
            id
            range=(0, 80)
            value=take
            words=tell_take
            moved=set_take
            settled=settle(session)
        />
    }
    .into_any()
}
