//! Owns what a forecast is asked of: how many riders, who they are, what they want, and the rule of
//! seats. It is kept for the visit, so that a language, another screen or a fault takes nothing.

use crate::app::component::field::NumberField;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Date, Id, Lang, Scenario};
use qitu_studio::{Goal, Seats, Situation, Survey};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// More riders than this are another kind of question: `qitu cohort` answers it on all cores.
const MOST_RIDERS: i64 = 1_000_000;
/// Classes of which one more is tried.
const ONE_MORE: u32 = 3;

/// What staff have filled in.
#[derive(Clone, PartialEq)]
pub(super) struct Form {
    pub riders: i64,
    pub each: Option<i64>,
    pub by_lot: bool,
    pub seed: i64,
    pub on_desk: bool,
    /// By situation; one that is not named has the share 1.
    pub shares: BTreeMap<Id, i64>,
    /// By role; one that is not named is wanted by nobody, the goal of each situation is `""`.
    pub goals: BTreeMap<Id, i64>,
    /// Of single classes.
    pub seats: BTreeMap<(Id, Id, Date), u32>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            riders: 1000,
            each: Some(30),
            by_lot: false,
            seed: 1,
            on_desk: false,
            shares: BTreeMap::new(),
            goals: BTreeMap::from([(String::new(), 1)]),
            seats: BTreeMap::new(),
        }
    }
}

thread_local! {
    static KEPT: RefCell<Form> = RefCell::default();
}

/// Somebody the riders may be like.
#[derive(Clone)]
pub(super) struct Kind {
    pub id: Id,
    pub name: String,
    pub scenario: Scenario,
}

impl Form {
    /// What was filled in before, in this visit; changes of it are kept.
    pub fn open() -> RwSignal<Self> {
        let form = RwSignal::new(KEPT.with_borrow(Clone::clone));
        Effect::new(move |_| form.with(|form| KEPT.replace(form.clone())));
        form
    }

    fn share(&self, id: &str) -> i64 {
        self.shares.get(id).copied().unwrap_or(1)
    }

    fn wish(&self, id: &str) -> i64 {
        self.goals.get(id).copied().unwrap_or(0)
    }

    /// The question, of this catalogue's file.
    pub fn survey(&self, catalogue: String, kinds: &[Kind]) -> Survey {
        let number = |n: i64| u32::try_from(n).unwrap_or(0);
        let situation = |kind: &Kind| Situation {
            id: kind.id.clone(),
            share: number(self.share(&kind.id)),
            scenario: kind.scenario.clone(),
        };
        let goal = |(role, share): (&Id, &i64)| Goal {
            role: (!role.is_empty()).then(|| role.clone()),
            share: number(*share),
        };
        let seats = |((activity, offer, day), seats): (&(Id, Id, Date), &u32)| Seats {
            activity: activity.clone(),
            offer: offer.clone(),
            day: *day,
            seats: *seats,
        };
        Survey {
            catalogue,
            riders: number(self.riders),
            situations: kinds.iter().map(situation).collect(),
            goals: self.goals.iter().filter(|(_, share)| **share > 0).map(goal).collect(),
            seats_each: self.each.map(number),
            seats: self.seats.iter().map(seats).collect(),
            lot: self.by_lot.then(|| self.seed.unsigned_abs()),
            one_more: ONE_MORE,
        }
    }
}

/// The fields.
pub(super) fn draw(
    lang: Lang,
    form: RwSignal<Form>,
    kinds: &[Kind],
    roles: Vec<(Id, String)>,
    has_desk: bool,
) -> AnyView {
    let words = ui::forecast::words(lang);
    let riders = Signal::derive(move || Some(form.with(|form| form.riders)));
    let set_riders = Callback::new(move |n: Option<i64>| {
        form.update(|form| form.riders = n.unwrap_or(form.riders));
    });
    let each = Signal::derive(move || form.with(|form| form.each));
    let set_each = Callback::new(move |n| form.update(|form| form.each = n));
    let book = has_desk.then(|| {
        let chips = [(false, words.book_used), (true, words.book_desk)].map(|(desk, label)| {
            chip(label, move |form| form.on_desk == desk, move |form| form.on_desk = desk, form)
        });
        group(words.book, chips.into_iter().collect())
    });
    let shares = kinds.iter().map(|kind| {
        let (id, held) = (kind.id.clone(), kind.id.clone());
        let value = Signal::derive(move || Some(form.with(|form| form.share(&held))));
        let set = Callback::new(move |n: Option<i64>| {
            form.update(|form| {
                form.shares.insert(id.clone(), n.unwrap_or(0));
            });
        });
        share(lang, format!("forecast-share-{}", kind.id), kind.name.clone(), value, set)
    });
    let own = std::iter::once((String::new(), words.goals_own.to_owned()));
    let goals = own.chain(roles).map(|(role, name)| {
        let (id, held) = (role.clone(), role.clone());
        let value = Signal::derive(move || Some(form.with(|form| form.wish(&held))));
        let set = Callback::new(move |n: Option<i64>| {
            form.update(|form| {
                form.goals.insert(id.clone(), n.unwrap_or(0));
            });
        });
        share(lang, format!("forecast-goal-{role}"), name, value, set)
    });
    view! {
        {book}
        <div class="forecast-fields">
            <NumberField lang id="forecast-riders" label=words.riders range=(1, MOST_RIDERS) value=riders set=set_riders may_be_empty=false />
            <div class="field">
                <NumberField lang id="forecast-each" label=words.each range=(0, MOST_RIDERS) value=each set=set_each />
                <span class="field-hint">{words.each_hint}</span>
            </div>
        </div>
        {rule(lang, form)}
        <details class="more">
            <summary class="more-title">{words.who}</summary>
            <div class="more-body">
                <p class="quiet">{words.who_hint}</p>
                <div class="forecast-shares">{shares.collect::<Vec<_>>()}</div>
            </div>
        </details>
        <details class="more">
            <summary class="more-title">{words.goals}</summary>
            <div class="more-body">
                <p class="quiet">{words.who_hint}</p>
                <div class="forecast-shares">{goals.collect::<Vec<_>>()}</div>
            </div>
        </details>
    }
    .into_any()
}

/// The rule by which seats are given where they are short.
fn rule(lang: Lang, form: RwSignal<Form>) -> AnyView {
    let words = ui::forecast::words(lang);
    let chips = [(false, words.first), (true, words.lot)].map(|(lot, label)| {
        chip(label, move |form| form.by_lot == lot, move |form| form.by_lot = lot, form)
    });
    let by_lot = Memo::new(move |_| form.with(|form| form.by_lot));
    let seed = Signal::derive(move || Some(form.with(|form| form.seed)));
    let set = Callback::new(move |n: Option<i64>| {
        form.update(|form| form.seed = n.unwrap_or(form.seed));
    });
    let drawn = move || {
        by_lot.get().then(|| {
            view! {
                <div class="field forecast-seed">
                    <NumberField lang id="forecast-seed" label=words.seed range=(0, 999_999_999) value=seed set may_be_empty=false />
                    <span class="field-hint">{words.seed_hint}</span>
                </div>
            }
        })
    };
    view! { {group(words.rule, chips.into_iter().collect())} {drawn} }.into_any()
}

fn group(label: &'static str, chips: Vec<AnyView>) -> AnyView {
    view! {
        <div>
            <p class="field-label">{label}</p>
            <div class="chips" role="group" aria-label=label>{chips}</div>
        </div>
    }
    .into_any()
}

fn chip(
    label: &'static str,
    is: impl Fn(&Form) -> bool + Send + Sync + 'static,
    choose: impl Fn(&mut Form) + 'static,
    form: RwSignal<Form>,
) -> AnyView {
    let pressed = move || form.with(|form| is(form)).to_string();
    view! {
        <button class="chip" aria-pressed=pressed on:click=move |_| form.update(|form| choose(form))>
            {label}
        </button>
    }
    .into_any()
}

fn share(
    lang: Lang,
    id: String,
    label: String,
    value: Signal<Option<i64>>,
    set: Callback<Option<i64>>,
) -> AnyView {
    view! { <NumberField lang id label range=(0, 1_000_000) value set /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_asks_what_is_filled_in_and_of_nobody_whose_share_is_none() {
        let form = Form {
            shares: BTreeMap::from([("night".into(), 0)]),
            goals: BTreeMap::from([(String::new(), 0), ("leader".into(), 3)]),
            by_lot: true,
            seed: 9,
            ..Form::default()
        };
        let kind = |id: &str| Kind {
            id: id.into(),
            name: String::new(),
            scenario: Scenario::of(Date::default(), Default::default(), Default::default()),
        };
        let asked = form.survey("{}".into(), &[kind("day"), kind("night")]);
        let shares: Vec<_> = asked.situations.iter().map(|one| (&*one.id, one.share)).collect();
        assert_eq!(shares, [("day", 1), ("night", 0)]);
        assert_eq!(asked.goals, [Goal { role: Some("leader".into()), share: 3 }]);
        assert_eq!((asked.riders, asked.seats_each, asked.lot), (1000, Some(30), Some(9)));
        assert_eq!(Form::default().survey(String::new(), &[]).lot, None);
    }
}
