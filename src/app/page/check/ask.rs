//! Owns the three parts of questions.

use super::screen::{Part, Screen};
use crate::app::component::{DateField, NumberField, Slider};
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::explain::check::Readiness;
use qitu_engine::text::{
    format,
    names::{name, schooling, skill},
    ui,
};
use qitu_model::Lang;
use qitu_model::{Date, Education, Id};
use std::collections::BTreeMap;

/// One row of answers to tap; tapping the chosen one again takes it back.
fn answers(
    label: String,
    id: Id,
    choices: Vec<(u32, String)>,
    held: RwSignal<BTreeMap<Id, u32>>,
) -> AnyView {
    let count = choices.len();
    let buttons = choices.into_iter().map(|(value, words)| {
        let (key, own) = (id.clone(), id.clone());
        let chosen = move || held.with(|held| held.get(&key) == Some(&value));
        let tapped = move |_| {
            held.update(|held| {
                if held.get(&own) == Some(&value) {
                    held.remove(&own);
                } else {
                    held.insert(own.clone(), value);
                }
            });
        };
        view! {
            <button
                class="record-level"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=tapped
            >
                {words}
            </button>
        }
    });
    view! {
        <div class="check-answers" data-count=count role="group" aria-label=label>
            {buttons.collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn head(screen: &Screen, at: u32, title: &'static str, note: &'static str) -> AnyView {
    view! {
        <p class="start-step">{ui::fill(screen.words.step, &[&at.to_string()])}</p>
        <h2 class="check-title">{title}</h2>
        <p class="section-note">{note}</p>
    }
    .into_any()
}

fn foot(screen: &Screen, back: Part, next: Option<Part>) -> AnyView {
    let words = screen.words;
    let (behind, ahead) = (screen.clone(), screen.clone());
    let label = if next.is_some() { words.next } else { words.finish };
    let go = move |_| match next {
        Some(part) => ahead.go(part),
        None => ahead.finish(),
    };
    view! {
        <div class="check-foot">
            <button class="button" data-kind="primary" data-size="wide" on:click=go>{label}</button>
            <button class="button" data-kind="quiet" on:click=move |_| behind.go(back)>
                {words.back}
            </button>
        </div>
    }
    .into_any()
}

/// Skills now, in five words.
pub(super) fn skills(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let levels: Vec<(u32, String)> = screen
        .questions
        .levels
        .iter()
        .map(|level| (level.level, lang.pick(&level.word).to_owned()))
        .collect();
    let rows = screen.questions.skills_first.iter().map(|id| {
        let title = skill(lang, &screen.catalogue, id).to_owned();
        let row = answers(title.clone(), id.clone(), levels.clone(), screen.skills);
        view! { <li class="check-item"><span class="list-title">{title}</span>{row}</li> }
    });
    let meaning = screen.questions.levels.iter().map(|level| {
        let (word, text) = (lang.pick(&level.word).to_owned(), lang.pick(&level.text).to_owned());
        view! { <dt>{word}</dt><dd>{text}</dd> }
    });
    view! {
        {head(screen, 1, words.skills, words.skills_note)}
        <dl class="terms check-levels">{meaning.collect::<Vec<_>>()}</dl>
        <ul class="check-list">{rows.collect::<Vec<_>>()}</ul>
        {foot(screen, Part::Intro, Some(Part::Readiness))}
    }
    .into_any()
}

/// Interest items, one line each.
pub(super) fn interest(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let choices: Vec<(u32, String)> = screen
        .questions
        .answers
        .iter()
        .map(|answer| (answer.value, lang.pick(&answer.name).to_owned()))
        .collect();
    let rows = screen.questions.interest.iter().map(|item| {
        let title = lang.pick(&item.text).to_owned();
        let row = answers(title.clone(), item.id.clone(), choices.clone(), screen.interest);
        view! { <li class="check-item"><span class="list-title">{title}</span>{row}</li> }
    });
    let rows: Vec<_> = rows.collect();
    let all = screen.questions.interest.len().to_string();
    let interest = screen.interest;
    let count = move || {
        let given = interest.with(BTreeMap::len).to_string();
        ui::fill(words.answered, &[&given, &all])
    };
    view! {
        {head(screen, 3, words.interest, words.interest_note)}
        <ul class="check-list">{rows}</ul>
        <p class="quiet" aria-live="polite">{count}</p>
        {foot(screen, Part::Readiness, None)}
    }
    .into_any()
}

/// Time, money, schooling, age, papers.
pub(super) fn readiness(screen: &Screen) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let rows = screen.questions.readiness.iter().map(|question| {
        let title = lang.pick(&question.text).to_owned();
        let why = lang.pick(&question.why).to_owned();
        view! {
            <li class="check-item" data-kind=question.kind.clone()>
                <span class="list-title">{title.clone()}</span>
                <span class="list-note">{why}</span>
                {answer(screen, question, title)}
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        {head(screen, 2, words.readiness, words.readiness_note)}
        <ul class="check-list">{rows}</ul>
        {foot(screen, Part::Skills, Some(Part::Interest))}
    }
    .into_any()
}

fn answer(screen: &Screen, question: &Readiness, title: String) -> AnyView {
    let (words, lang, held) = (screen.words, screen.lang, screen.readiness);
    let row =
        |choices: Vec<(u32, String)>| answers(title.clone(), question.id.clone(), choices, held);
    let two = |no: &str, yes: &str| row(vec![(1, yes.to_owned()), (0, no.to_owned())]);
    match question.kind.as_str() {
        "hours" => hours(screen, question),
        "yuan" => {
            let price = |yuan: &u32| match yuan {
                0 => (0, words.budget_0.to_owned()),
                yuan => (*yuan, format::yuan(i64::from(*yuan))),
            };
            row(question.choices.iter().map(price).collect())
        }
        "education" => {
            let steps = Education::ALL.iter().zip(0..);
            row(steps.map(|(step, at)| (at, schooling(lang, *step).to_owned())).collect())
        }
        "yes_no" => two(words.no, words.yes),
        "places" => two(words.cannot, words.can),
        "scale" => row(vec![
            (0, words.scale_0.to_owned()),
            (1, words.scale_1.to_owned()),
            (2, words.scale_2.to_owned()),
        ]),
        "age" => number(lang, question, title, held),
        "date" => day(lang, question, title, held),
        _ => ().into_any(),
    }
}

/// One slider a kind of free time; their sum is the answer.
fn hours(screen: &Screen, question: &Readiness) -> AnyView {
    let (words, lang) = (screen.words, screen.lang);
    let most = question.max.unwrap_or(30).min(40);
    let slots = question.sets.iter().filter_map(|path| path.strip_prefix("week."));
    let sliders = slots.map(|slot| {
        let (key, own, id) = (slot.to_owned(), slot.to_owned(), question.id.clone());
        let (hours, readiness) = (screen.hours, screen.readiness);
        let value = Signal::derive(move || hours.with(|h| h.get(&key).copied().unwrap_or(0)));
        let moved = Callback::new(move |n: u32| {
            hours.update(|h| {
                h.insert(own.clone(), n);
            });
            let sum = hours.with_untracked(|h| h.values().sum());
            readiness.update(|r| {
                r.insert(id.clone(), sum);
            });
        });
        let told = Callback::new(move |n: u32| ui::fill(words.hours_week, &[&n.to_string()]));
        view! {
            <Slider
                label=name(lang, &screen.catalogue, slot).to_owned()
                id=format!("check-{slot}")
                range=(0, most)
                value=value
                words=told
                moved=moved
                settled=Callback::new(|()| ())
            />
        }
    });
    view! { <div class="stack">{sliders.collect::<Vec<_>>()}</div> }.into_any()
}

fn number(
    lang: Lang,
    question: &Readiness,
    title: String,
    held: RwSignal<BTreeMap<Id, u32>>,
) -> AnyView {
    let (key, own) = (question.id.clone(), question.id.clone());
    let set = Callback::new(move |given: Option<i64>| {
        held.update(|held| match given.and_then(|years| u32::try_from(years).ok()) {
            Some(years) => {
                held.insert(own.clone(), years);
            }
            None => {
                held.remove(&own);
            }
        });
    });
    let value = Signal::derive(move || held.with(|h| h.get(&key).copied().map(i64::from)));
    let id = format!("check-{}", question.id);
    view! { <NumberField lang id label=title hidden_label=true range=(14, 99) value set /> }
        .into_any()
}

fn day(
    lang: Lang,
    question: &Readiness,
    title: String,
    held: RwSignal<BTreeMap<Id, u32>>,
) -> AnyView {
    let (key, own) = (question.id.clone(), question.id.clone());
    let year = session().today().ymd().0;
    let set = Callback::new(move |day: Option<Date>| {
        held.update(|held| match day.and_then(|day| u32::try_from(day.julian_day()).ok()) {
            Some(day) => {
                held.insert(own.clone(), day);
            }
            None => {
                held.remove(&own);
            }
        });
    });
    let value = Signal::derive(move || {
        let day = held.with(|h| h.get(&key).copied())?;
        Some(Date::from_julian_day(i32::try_from(day).ok()?))
    });
    let id = format!("check-{}", question.id);
    view! {
        <DateField
            lang
            id
            label=title
            hidden_label=true
            years=(year - 2, year + 20)
            value
            set
            may_be_empty=true
        />
    }
    .into_any()
}
