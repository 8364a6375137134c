//! Owns the way from reasons as data to sentences: names are looked up here, patterns are the
//! language's own.
//! Refuses to decide anything: what is not known is left out, never made up.

use super::language::{Aim, Language, Side};
use super::{name, names};
use crate::explain::Difference;
use qitu_model::Lang;
use qitu_model::{
    Binding, Catalogue, Cause, Date, Id, Need, Plan, PlanStatus, Relaxation, Relief, Scenario,
    Step, Value, Weeks,
};

/// Longer lists are cut, so that a need of a thousand parts stays a sentence.
const LONGEST_LIST: usize = 6;

/// The sentences of a language.
#[must_use]
pub fn language(lang: Lang) -> &'static dyn Language {
    match lang {
        Lang::Zh => &super::zh::Chinese,
        Lang::En => &super::en::English,
    }
}

/// The Monday of a week of the scenario.
#[must_use]
pub fn monday(scenario: &Scenario, week: Weeks) -> Date {
    scenario.start.monday_on_or_after().plus_weeks(week.0)
}

/// A need as a phrase: “路线规划到 2 级”.
#[must_use]
pub fn need(lang: Lang, catalogue: &Catalogue, need: &Need) -> String {
    let words = language(lang);
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    let list = |parts: &[Need]| -> Vec<String> {
        let mut list: Vec<String> =
            parts.iter().take(LONGEST_LIST).map(|part| self::need(lang, catalogue, part)).collect();
        if parts.len() > LONGEST_LIST {
            list.push(words.others(parts.len() - LONGEST_LIST));
        }
        list
    };
    match need {
        Need::All { all } if all.is_empty() => words.nothing(),
        Need::All { all } => words.and(&list(all)),
        Need::Any { any } if any.is_empty() => words.never(),
        Need::Any { any } => words.or(&list(any)),
        Need::AtLeast { at_least, of } => words.at_least(*at_least, &list(of)),
        Need::Skill { skill, level } => words.skill(names::skill(lang, catalogue, skill), *level),
        Need::Course { course } => words.course(&called(course)),
        Need::Certificate { certificate, held_months } => {
            words.certificate(&called(certificate), *held_months)
        }
        Need::Role { role } => words.role(&called(role)),
        Need::Tenure { tenure, months } => words.tenure(&called(tenure), *months),
        Need::Age { age } => words.age(age.min, age.max),
        Need::Education { education } => words.education(*education),
        Need::Fact { fact, ask } => {
            let ask = ask.as_ref().map_or(fact.as_str(), |ask| lang.pick(ask));
            words.fact(ask, answer_to(lang, catalogue, fact, true))
        }
    }
}

/// A reason as a sentence.
#[must_use]
pub fn cause(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    cause: &Cause,
) -> String {
    let words = language(lang);
    let said = |n: &Need| need(lang, catalogue, n);
    let bound = |list: &[Binding]| -> Vec<String> {
        list.iter().map(|one| binding(lang, catalogue, scenario, plan, one)).collect()
    };
    let of =
        |activity: &Option<Id>| activity.as_ref().map(|id| name(lang, catalogue, id).to_owned());
    match cause {
        Cause::Goal { need } => words.is_goal(&said(need)),
        Cause::For { step, need } => {
            words.is_for(&step_name(lang, catalogue, plan, *step), &said(need))
        }
        Cause::Pinned => words.is_pinned(),
        Cause::Waits { week, binding: Binding::Deadline } => {
            words.ends_no_sooner(monday(scenario, *week), &words.deadline(scenario.deadline))
        }
        Cause::Waits { week, binding: one } => {
            let held = binding(lang, catalogue, scenario, plan, one);
            words.waits(monday(scenario, *week), &held)
        }
        Cause::Chain { step } => {
            let called = step_name(lang, catalogue, plan, *step);
            let (from, to) = match plan.steps.get(*step) {
                Some(step) => (step.start, (step.end > step.start).then_some(step.end)),
                None => (Weeks(0), None),
            };
            // The last day of a step is the Sunday before the week in which it is done.
            let to = to.map(|week| monday(scenario, week).plus_days(-1));
            words.link(&called, monday(scenario, from), to)
        }
        Cause::Unreachable { activity, need } => {
            words.unreachable(of(activity).as_deref(), &said(need))
        }
        Cause::Unanswered { activity, need } => {
            words.unanswered(of(activity).as_deref(), &said(need))
        }
        Cause::NoOfferFits { activity, bindings } => {
            // What an offer needs is said as it is; two offers may need the same.
            let mut why: Vec<String> = Vec::new();
            for one in bindings {
                let text = match one {
                    Binding::Need { need, .. } => said(need),
                    other => binding(lang, catalogue, scenario, plan, other),
                };
                if !why.contains(&text) {
                    why.push(text);
                }
            }
            words.no_offer_fits(name(lang, catalogue, activity), &why)
        }
        // Several kinds of time without an hour are one fact to who reads it.
        Cause::Conflict { facts } if are_no_hours(scenario, facts) => {
            words.conflict(&[words.no_hours()])
        }
        Cause::Conflict { facts } => words.conflict(&bound(facts)),
    }
}

/// The day from the start to the plan's first Monday on which an activity opens: a plan counts whole
/// weeks, so that it takes no class of these days.
fn opens_before(catalogue: &Catalogue, scenario: &Scenario, activity: &Id) -> Option<Date> {
    let (_, activity) = catalogue.activity(activity)?;
    let week = scenario.start.monday_on_or_after().plus_days(-7);
    let intakes = activity.offers.iter().filter_map(|offer| offer.intakes.as_ref());
    let days = intakes.filter_map(|intakes| intakes.day_in_week(week));
    days.filter(|day| *day >= scenario.start).min()
}

/// What holds a date or a scenario, as a phrase.
#[must_use]
pub fn binding(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    binding: &Binding,
) -> String {
    let words = language(lang);
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    let said = |n: &Need| need(lang, catalogue, n);
    let slots = |ids: &[Id]| -> String {
        let names: Vec<String> = ids.iter().map(|id| called(id)).collect();
        if names.is_empty() { words.never() } else { words.and(&names) }
    };
    match binding {
        Binding::Step { step, need } => {
            words.after_step(&step_name(lang, catalogue, plan, *step), &said(need))
        }
        Binding::Time { need } => words.after_time(&said(need)),
        Binding::Intake { date } => {
            let starts = |step: &&Step| monday(scenario, step.start) == *date;
            let mut steps = plan.steps.iter().filter(starts);
            // Of two that start in one week nobody knows which waits.
            let step = steps.next().filter(|_| steps.next().is_none());
            let before = step.and_then(|step| opens_before(catalogue, scenario, &step.activity));
            words.next_intake(*date) + &before.map_or_else(String::new, |day| words.too_early(day))
        }
        Binding::FullWeek { week, slots: ids } => {
            words.full_week(monday(scenario, *week), &slots(ids))
        }
        Binding::AtOnce { week } if plan.steps.is_empty() && week.0 == 0 => {
            words.limit_at_once(scenario.at_once)
        }
        Binding::AtOnce { week } => words.enough_at_once(monday(scenario, *week), scenario.at_once),
        Binding::Sessions { step } => words.clash(&step_name(lang, catalogue, plan, *step)),
        Binding::Choice => words.by_choice(),
        Binding::Pin { activity } => words.pin(&called(activity)),
        Binding::Hours { slots: ids } => {
            let hours = ids.iter().filter_map(|id| scenario.week.get(id)).map(|h| u64::from(h.0));
            words.hours_of(&slots(ids), hours.sum())
        }
        Binding::Budget => words.budget(scenario.budget.map(|yuan| yuan.0)),
        Binding::Deadline => words.deadline(scenario.deadline),
        Binding::Horizon => words.horizon(),
        Binding::Place { place } => words.avoids_place(*place),
        Binding::Avoided { activity } => words.avoids(&called(activity)),
        Binding::Free { activity } if activity.is_empty() => words.outside_free(None),
        Binding::Free { activity } => words.outside_free(Some(&called(activity))),
        // A question on some other way that nobody has answered is no requirement of the goal.
        Binding::Need { activity: None, need } if !holds(&scenario.goal, need) => {
            words.not_said(&said(need))
        }
        Binding::Need { activity, need } => {
            words.needs(activity.as_ref().map(|id| called(id)).as_deref(), &said(need))
        }
        Binding::NoIntake { activity } => {
            let before = opens_before(catalogue, scenario, activity);
            words.no_intake(&called(activity))
                + &before.map_or_else(String::new, |day| words.too_early(day))
        }
        Binding::Unknown { activity, fields } => {
            let fields = fields.iter().map(|field| names::offer_field(lang, *field));
            words.not_told(&called(activity), &fields.collect::<Vec<_>>())
        }
    }
}

/// A change that helps, as the label of a button.
#[must_use]
pub fn relief(lang: Lang, catalogue: &Catalogue, relief: &Relief) -> String {
    let words = language(lang);
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    match relief {
        Relief::MoreHours { slot, hours } => words.more_hours(&called(slot), u64::from(hours.0)),
        Relief::MoreBudget { yuan } => words.more_budget(yuan.0),
        Relief::LaterDeadline { date } => words.later_deadline(*date),
        Relief::MoreAtOnce { at_once } => words.more_at_once(*at_once),
        Relief::AcceptPlace { place } => words.accept_place(*place),
        Relief::AcceptActivity { activity } => words.accept(&called(activity)),
        Relief::AnswerYes { fact } => {
            let answer = answer_to(lang, catalogue, fact, true);
            words.answer_yes(&question(lang, catalogue, fact), answer)
        }
        Relief::SayAge { age } => words.say_age(*age),
        Relief::HaveEducation { education } => words.have_education(*education),
        Relief::HaveCertificate { certificate } => words.have_certificate(&called(certificate)),
        Relief::HaveSkill { skill, level } => {
            words.have_skill(names::skill(lang, catalogue, skill), *level)
        }
        Relief::DropPin { activity } => words.drop_pin(&called(activity)),
        Relief::FreeTimes => words.free_times(),
    }
}

/// A change and what it leads to, against the plan as it is: “休息日每周多 2 小时 → 早 4 周”.
#[must_use]
pub fn relaxation(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
    relaxation: &Relaxation,
) -> String {
    let words = language(lang);
    let effect = match plan.value {
        Some(before) => {
            let changes = changes(lang, before, relaxation.value);
            if changes.is_empty() { words.no_change() } else { words.row(&changes) }
        }
        None => words.month(monday(scenario, relaxation.value.weeks)),
    };
    words.leads_to(&change(lang, catalogue, relaxation), &effect)
}

/// All that a change asks for, as the label of its button.
#[must_use]
pub fn change(lang: Lang, catalogue: &Catalogue, relaxation: &Relaxation) -> String {
    let mut parts: Vec<String> =
        relaxation.reliefs().map(|one| relief(lang, catalogue, one)).collect();
    // One sentence: only its first part begins as one.
    for part in parts.iter_mut().skip(1) {
        if let Some(first) = part.get_mut(..1) {
            first.make_ascii_lowercase();
        }
    }
    language(lang).and(&parts)
}

/// The answer in one sentence: when, how long, how much a week, what it costs.
#[must_use]
pub fn answer(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) -> String {
    let words = language(lang);
    let phrase = need(lang, catalogue, &scenario.goal);
    let aim = aim(lang, catalogue, &scenario.goal, &phrase);
    match (plan.status, plan.value) {
        (PlanStatus::Impossible, _) => words.impossible(aim),
        (_, None) => words.unknown(aim),
        (_, Some(value)) if value.weeks.0 == 0 && plan.steps.is_empty() => words.already(aim),
        (_, Some(value)) => {
            let at = monday(scenario, value.weeks);
            words.answer(aim, at, u64::from(value.weeks.0), value.peak, value.fee.0)
        }
    }
}

/// How far the plan may be from the best; none where it is proven, or there is none.
#[must_use]
pub fn gap(lang: Lang, scenario: &Scenario, plan: &Plan) -> Option<String> {
    use qitu_model::Objective;
    if plan.status != PlanStatus::Feasible {
        return None;
    }
    let (value, bound) = (plan.value?, plan.bound?);
    let side = match scenario.objective {
        Objective::Soonest => Side::Weeks,
        Objective::Cheapest => Side::Fee,
        Objective::LeastStudy => Side::Hours,
        Objective::Gentlest => Side::Peak,
    };
    let [first, ..] = value.ordered(scenario.objective);
    let [least, ..] = bound.ordered(scenario.objective);
    let most = u64::try_from(first.saturating_sub(least)).unwrap_or(0);
    let words = language(lang);
    Some(if most == 0 { words.no_gap() } else { words.gap(side, most) })
}

/// What changed in the numbers, side by side: “早 3 周”, “多 ¥600”.
#[must_use]
pub fn changes(lang: Lang, before: Value, after: Value) -> Vec<String> {
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let sides = [
        (Side::Weeks, i64::from(after.weeks.0) - i64::from(before.weeks.0)),
        (Side::Fee, after.fee.0.saturating_sub(before.fee.0)),
        (Side::Hours, signed(after.hours).saturating_sub(signed(before.hours))),
        (Side::Peak, signed(after.peak).saturating_sub(signed(before.peak))),
    ];
    let changed = sides.into_iter().filter(|(_, by)| *by != 0);
    changed.map(|(side, by)| language(lang).change(side, by)).collect()
}

/// What changed between two plans: the numbers first, then steps that came, went and moved.
#[must_use]
pub fn difference(lang: Lang, catalogue: &Catalogue, difference: &Difference) -> Vec<String> {
    let words = language(lang);
    let called = |id: &str| name(lang, catalogue, id).to_owned();
    let mut list = match (difference.before, difference.after) {
        (Some(before), Some(after)) => changes(lang, before, after),
        (None, Some(_)) => vec![words.now_possible()],
        (_, None) => Vec::new(),
    };
    list.extend(difference.added.iter().map(|id| words.came(&called(id))));
    list.extend(difference.dropped.iter().map(|id| words.went(&called(id))));
    list.extend(difference.moved.iter().map(|one| words.moved(&called(&one.activity), one.by)));
    if list.is_empty() {
        list.push(words.no_change());
    }
    list
}

/// The question behind a fact, as the catalogue asks it; the fact's id where it does not.
#[must_use]
pub fn question(lang: Lang, catalogue: &Catalogue, fact: &str) -> String {
    let mut asked = None;
    for (_, activity) in catalogue.activities() {
        let needs = activity.offers.iter().map(|offer| &offer.needs).chain([&activity.needs]);
        for tree in needs {
            tree.walk(&mut |need| {
                if let Need::Fact { fact: id, ask: Some(ask) } = need
                    && id == fact
                {
                    asked = asked.or(Some(ask));
                }
            });
        }
    }
    asked.map_or_else(|| fact.to_owned(), |ask| lang.pick(ask).to_owned())
}

/// What a rider says to a question: that its fact holds, or that it does not; nothing where the
/// catalogue has no words of its own for it.
#[must_use]
pub fn answer_to<'a>(
    lang: Lang,
    catalogue: &'a Catalogue,
    fact: &str,
    holds: bool,
) -> Option<&'a str> {
    let answers = if holds { &catalogue.answer_yes } else { &catalogue.answer_no };
    answers.get(fact).map(|words| lang.pick(words)).filter(|words| !words.is_empty())
}

fn aim<'a>(lang: Lang, catalogue: &'a Catalogue, goal: &'a Need, phrase: &'a str) -> Aim<'a> {
    match goal {
        Need::Role { role } => Aim::Role(name(lang, catalogue, role)),
        Need::Course { course } => Aim::Course(name(lang, catalogue, course)),
        Need::Certificate { certificate, held_months: 0 } => {
            Aim::Certificate(name(lang, catalogue, certificate))
        }
        // A goal of one part is that part.
        Need::All { all } if all.len() == 1 => match all.first() {
            Some(only) => aim(lang, catalogue, only, phrase),
            None => Aim::Other(phrase),
        },
        _ => Aim::Other(phrase),
    }
}

/// Do these facts say nothing but that no kind of time has any hours?
fn are_no_hours(scenario: &Scenario, facts: &[Binding]) -> bool {
    let is_empty = scenario.week.values().all(|hours| hours.0 == 0);
    is_empty && !facts.is_empty() && facts.iter().all(|fact| matches!(fact, Binding::Hours { .. }))
}

/// Is this need a part of that one?
fn holds(whole: &Need, part: &Need) -> bool {
    let mut found = false;
    whole.walk(&mut |need| found |= need == part);
    found
}

fn step_name(lang: Lang, catalogue: &Catalogue, plan: &Plan, step: usize) -> String {
    match plan.steps.get(step) {
        Some(found) => name(lang, catalogue, &found.activity).to_owned(),
        None => format!("#{}", step.saturating_add(1)),
    }
}
