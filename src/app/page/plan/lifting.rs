//! Owns what is being moved in the way: where it could be put, what that would do, and putting it
//! there. Refuses pointers, keys and drawing.

use super::step::offer_words;
use crate::app::component::label::named;
use crate::app::platform::dom;
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::lift::{self, Lifted, Spot};
use leptos::prelude::*;
use qitu_engine::explain::difference;
use qitu_engine::text::{format, sentence, ui};
use qitu_model::{Catalogue, Id, Lang, PlanStatus, REST, Scenario, Weeks};
use std::cell::RefCell;

/// The name of the question what a move would do.
const TRIAL: &str = "lift";
/// Other ways to do it that are offered.
const MOST_OFFERS: usize = 4;
/// Steps that are named as moving too.
const MOST_MOVED: usize = 3;

/// How it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By a pointer that holds it.
    Pointer,
    /// By keys.
    Keys,
    /// In a sheet, tap by tap.
    Taps,
}

/// Something out of its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    pub what: Lifted,
    pub by: By,
    /// What it is called.
    pub name: String,
    /// The week that it stands in.
    pub home: u32,
    /// The weeks that it can be put into.
    pub weeks: Vec<u32>,
    /// Other ways to do it.
    pub offers: Vec<Id>,
    /// Where it would be put down now.
    pub spot: Spot,
}

impl Lift {
    /// Nothing would change.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.spot == Spot::Week(self.home)
    }

    /// So many of its weeks further than where it stands.
    #[must_use]
    pub fn further(&self, by: i32) -> Spot {
        let at = self.weeks.iter().position(|week| *week == self.home).unwrap_or(0);
        self.nth(i32::try_from(at).unwrap_or(0).saturating_add(by))
    }

    /// So many of its weeks further than where it would be put now.
    #[must_use]
    pub fn step(&self, by: i32) -> Spot {
        let now = match self.spot {
            Spot::Week(week) => week,
            Spot::Offer(_) => self.home,
        };
        let at = self.weeks.iter().position(|week| *week == now).unwrap_or(0);
        self.nth(i32::try_from(at).unwrap_or(0).saturating_add(by))
    }

    fn nth(&self, at: i32) -> Spot {
        let last = self.weeks.len().saturating_sub(1);
        let at = usize::try_from(at).unwrap_or(0).min(last);
        Spot::Week(self.weeks.get(at).copied().unwrap_or(self.home))
    }

    /// The next way to do it, or the one before; its place in the week is one of them.
    #[must_use]
    pub fn turn(&self, forward: bool) -> Spot {
        let all = self.offers.len() + 1;
        let now = match &self.spot {
            Spot::Week(_) => 0,
            Spot::Offer(id) => self.offers.iter().position(|o| o == id).map_or(0, |at| at + 1),
        };
        let next = if forward { now + 1 } else { now + all - 1 } % all;
        let offer = next.checked_sub(1).and_then(|at| self.offers.get(at));
        offer.map_or(Spot::Week(self.home), |id| Spot::Offer(id.clone()))
    }
}

thread_local! {
    // There is one thing at a time, whichever handle took it and whatever is drawn again meanwhile.
    static LIFT: RefCell<Option<ArcRwSignal<Option<Lift>>>> = const { RefCell::new(None) };
    // What was put down last, by whoever is not pointing: the way is drawn again around it.
    static PUT: RefCell<Option<Lifted>> = const { RefCell::new(None) };
}

/// What is out of its place now.
#[must_use]
pub fn lifted() -> ArcRwSignal<Option<Lift>> {
    LIFT.with_borrow_mut(|lift| lift.get_or_insert_with(|| ArcRwSignal::new(None)).clone())
}

/// Takes a thing out of its place.
pub fn take(session: Session, lang: Lang, catalogue: &Catalogue, what: Lifted, by: By) {
    let Some(answer) = session.planned.with_untracked(|p| p.plan.clone()) else { return };
    let (plan, scenario) = &*answer;
    let monday = scenario.start.monday_on_or_after();
    let first = session.today().monday_of_week().week_from_or_first(monday);
    let mut offers = Vec::new();
    let (name, home) = match &what {
        Lifted::Step(id) => {
            let Some((_, activity)) = catalogue.activity(id) else { return };
            let Some(step) = plan.steps.iter().find(|step| step.activity == *id) else { return };
            let others = activity.offers.iter().filter(|o| o.id != step.offer && o.is_known());
            offers.extend(others.take(MOST_OFFERS).map(|offer| offer.id.clone()));
            (lang.pick(&activity.name).to_owned(), step.start.0)
        }
        Lifted::Own(at) => {
            let Some(entry) = scenario.calendar.get(*at) else { return };
            let Some(week) = lift::own_week(scenario, *at) else { return };
            (named(lang, entry), week)
        }
    };
    let weeks = lift::weeks(catalogue, scenario, &what, (first, home));
    let spot = Spot::Week(home);
    PUT.set(None);
    lifted().set(Some(Lift { what, by, name, home, weeks, offers, spot }));
}

/// Says where it would be put down.
pub fn aim(spot: Spot) {
    let lifted = lifted();
    let is_there = lifted.with_untracked(|l| l.as_ref().is_none_or(|lift| lift.spot == spot));
    if !is_there {
        lifted.update(|lift| {
            if let Some(lift) = lift {
                lift.spot = spot;
            }
        });
    }
}

/// The plan on the screen, and the question that its change would be.
fn question(session: Session, lift: &Lift) -> Option<(Answered, Scenario)> {
    let answer = session.planned.with(|p| p.plan.clone())?;
    let edit = lift::edit(&answer.1, &lift.what, &lift.spot)?;
    let asked = lift::asked(&answer.1, &edit);
    Some((answer, asked))
}

/// Asks what it would do to put it down there.
pub fn ask(session: Session, lift: &Lift) {
    if let Some((_, asked)) = untrack(|| question(session, lift)).filter(|_| !lift.is_home()) {
        session.try_plan(TRIAL, asked);
    }
}

/// What it would do to put it down there.
pub enum Then {
    /// Nothing would change.
    Nothing,
    /// That is being worked out.
    Counting,
    /// It was not found out within the work that is spent on it.
    Unknown,
    /// There is no plan with it there; and why, where one thing stands in the way.
    Impossible(Option<String>),
    /// The goal's day, and what else changes.
    Plan { goal: String, changes: Vec<String> },
}

/// What it would do to put it down there, as far as that is known.
#[must_use]
pub fn then(session: Session, lang: Lang, catalogue: &Catalogue, lift: &Lift) -> Then {
    if lift.is_home() {
        return Then::Nothing;
    }
    let Some((now, asked)) = question(session, lift) else { return Then::Nothing };
    let Some(trial) = session.trial(TRIAL).filter(|trial| trial.1 == asked) else {
        return Then::Counting;
    };
    let (plan, scenario) = &*trial;
    let Some(value) = plan.value else {
        if plan.status == PlanStatus::Unknown {
            return Then::Unknown;
        }
        let why = plan.reasons.first();
        return Then::Impossible(why.map(|c| sentence::cause(lang, catalogue, scenario, plan, c)));
    };
    let words = ui::lift::words(lang);
    let day = format::day(lang, sentence::monday(scenario, value.weeks));
    let was = now.0.value.map_or(value.weeks, |value| value.weeks);
    let by = format::weeks_moved(lang, was.0, value.weeks.0);
    let goal = match by {
        Some(by) if lang == Lang::Zh => ui::fill(words.goal, &[&format!("{day}（{by}）")]),
        Some(by) => ui::fill(words.goal, &[&format!("{day} ({by})")]),
        None => ui::fill(words.goal, &[&ui::fill(words.same_day, &[&day])]),
    };
    Then::Plan { goal, changes: changes(lang, catalogue, lift, &now, &trial) }
}

/// What else is different: money and hours, another way to do it, what came, went and moved.
fn changes(
    lang: Lang,
    catalogue: &Catalogue,
    lift: &Lift,
    now: &Answered,
    trial: &Answered,
) -> Vec<String> {
    let words = ui::lift::words(lang);
    let mut found = difference(&now.0, &trial.0);
    if let Lifted::Step(id) = &lift.what {
        found.moved.retain(|one| one.activity != *id);
    }
    // The goal's day is told by itself.
    if let (Some(before), Some(after)) = (&found.before, &mut found.after) {
        after.weeks = before.weeks;
    }
    let left_out = found.moved.len().saturating_sub(MOST_MOVED);
    found.moved.truncate(MOST_MOVED);
    let mut list: Vec<String> = way(lang, catalogue, lift, now, trial).into_iter().collect();
    if !found.is_nothing() {
        list.extend(sentence::difference(lang, catalogue, &found));
    }
    if left_out > 0 {
        list.push(ui::fill(words.more, &[&left_out.to_string()]));
    }
    if list.is_empty() {
        list.push(words.nothing_else.to_owned());
    }
    list
}

/// The other way in which a step is then done, where that follows from its week.
fn way(
    lang: Lang,
    catalogue: &Catalogue,
    lift: &Lift,
    now: &Answered,
    trial: &Answered,
) -> Option<String> {
    let Lifted::Step(id) = &lift.what else { return None };
    let offer = |answer: &Answered| {
        let step = answer.0.steps.iter().find(|step| step.activity == *id)?;
        Some(step.offer.clone()).filter(|offer| offer != REST && !offer.is_empty())
    };
    let then = offer(trial).filter(|then| offer(now).as_ref() != Some(then))?;
    let (_, activity) = catalogue.activity(id)?;
    let offer = activity.offers.iter().find(|offer| offer.id == then)?;
    Some(ui::fill(ui::lift::words(lang).by_offer, &[&offer_words(lang, offer)]))
}

/// Where it would be put down, in words.
#[must_use]
pub fn place(session: Session, lang: Lang, catalogue: &Catalogue, lift: &Lift) -> String {
    let words = ui::lift::words(lang);
    match &lift.spot {
        Spot::Week(week) => {
            let said = if *week == lift.home { words.here } else { words.week_of };
            ui::fill(said, &[&week_day(session, lang, *week)])
        }
        Spot::Offer(id) => {
            let name = offer_name(lang, catalogue, &lift.what, id);
            ui::fill(words.by_offer, &[&name])
        }
    }
}

/// The Monday of a week of the plan.
#[must_use]
pub fn week_day(session: Session, lang: Lang, week: u32) -> String {
    let answer = session.planned.with_untracked(|p| p.plan.clone());
    answer.map_or_else(String::new, |a| format::day(lang, sentence::monday(&a.1, Weeks(week))))
}

/// A way to do it, in a few words.
#[must_use]
pub fn offer_name(lang: Lang, catalogue: &Catalogue, what: &Lifted, offer: &Id) -> String {
    let Lifted::Step(id) = what else { return String::new() };
    let found = catalogue.activity(id).and_then(|(_, a)| a.offers.iter().find(|o| o.id == *offer));
    found.map_or_else(String::new, |offer| offer_words(lang, offer))
}

/// Puts it down where it would be, if that is known to work; else it stays out, in the sheet, or
/// goes back.
pub fn put(session: Session, lang: Lang, catalogue: &Catalogue) {
    let signal = lifted();
    let Some(lift) = signal.get_untracked() else { return };
    let words = ui::lift::words(lang);
    match untrack(|| then(session, lang, catalogue, &lift)) {
        Then::Nothing => signal.set(None),
        // What it would do is shown before it is done.
        Then::Counting | Then::Unknown => signal.set(Some(Lift { by: By::Taps, ..lift })),
        Then::Impossible(_) => {
            session.say(words.no_way.to_owned(), false);
            signal.set(None);
        }
        Then::Plan { .. } => {
            let said = place(session, lang, catalogue, &lift);
            let said = ui::fill(words.did, &[&lift.name, &said]);
            let edit = question(session, &lift)
                .and_then(|(now, _)| lift::edit(&now.1, &lift.what, &lift.spot));
            PUT.set((lift.by != By::Pointer).then_some(lift.what));
            signal.set(None);
            if let Some(edit) = edit {
                session.change(edit, said);
            }
        }
    }
}

/// Puts it back where it was.
pub fn put_back() {
    lifted().set(None);
}

/// Is the focus to come back to this thing: it is being moved by keys, or was put down and the way
/// drawn again around it?
#[must_use]
pub fn keeps_focus(what: &Lifted) -> bool {
    let by_keys =
        |l: &Option<Lift>| l.as_ref().is_some_and(|l| l.what == *what && l.by == By::Keys);
    let is_lost = dom::focused().is_none();
    is_lost
        && (lifted().with_untracked(by_keys) || PUT.with_borrow(|put| put.as_ref() == Some(what)))
}
