//! Owns the sheet of one step: why, how, what else could be done, and every change to it.

use crate::app::component::academy;
use crate::app::component::begin::{begin, contact_of, page_of};
use crate::app::component::sources::sources;
use crate::app::component::{DateField, Icon, Sheet, icon};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::explain::exam::exams_after;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::text::{format, ui};
use qitu_engine::text::{names, phrase};
use qitu_engine::text::{print, sentence};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Date, Kind, Need, Offer, OfferField, Pin, Scenario};
use qitu_model::{Waiver, Weeks};
use std::sync::Arc;

/// The sheet of a step, or of an activity that is not (any more) a step.
pub fn sheet(session: Session, lang: Lang, catalogue: &Arc<Catalogue>, id: &str) -> AnyView {
    let Some((kind, activity)) = catalogue.activity(id) else { return ().into_any() };
    let close = Callback::new(move |()| session.leave());
    let title = lang.pick(&activity.name).to_owned();
    let answer = session.planned.get_untracked().plan;
    let about = activity.about.as_ref().map(|a| lang.pick(a).to_owned());
    let rows = answer.as_ref().map(|a| itinerary::rows(catalogue, &a.1, &a.0)).unwrap_or_default();
    let row = rows.iter().find(|row| row.activity.id == activity.id);
    let now = answer.as_ref().zip(row);
    let how = row.map(|row| how(lang, row));
    let now = now.map(|(answer, row)| step(session, lang, catalogue, answer, row));
    let contact = contact_of(activity, row);
    let to_begin = view! {
        <div>
            <h3>{ui::begin::words(lang).title}</h3>
            {begin(lang, catalogue, (kind, activity), row, contact)}
            {page_of(lang, kind, activity)}
        </div>
    };
    let swaps = answer.as_ref().map(|a| swaps(session, lang, a, activity));
    let exams = answer.as_ref().filter(|_| kind == Kind::Course);
    let exams = exams.map(|a| exams_of(session, lang, catalogue, a, activity));
    let body = view! {
        {about.map(|a| view! { <p class="quiet">{a}</p> })}
        {how}
        {to_begin}
        {now}
        {gives(lang, catalogue, activity)}
        {sources(lang, activity)}
        {exams}
        {swaps}
        {waive(session, lang, catalogue, activity)}
        {done(session, lang, activity)}
    };
    view! {
        <Sheet title close>
            <div class="stack" data-gap="wide">{body}</div>
        </Sheet>
    }
    .into_any()
}

/// When and in what way.
fn how(lang: Lang, row: &Row) -> AnyView {
    let when = [
        format::day(lang, row.from),
        print::effort(lang, row),
        print::way(lang, row),
        print::sessions(lang, row.sessions),
        print::paid(lang, row),
        row.offer.and_then(|offer| academy::class(lang, offer)).unwrap_or_default(),
        row.step.room.map_or_else(String::new, |room| room_words(lang, room)),
    ];
    let when = when.into_iter().filter(|t| !t.is_empty());
    let when = when.map(|t| view! { <li>{t}</li> }).collect::<Vec<_>>();
    view! {
        <div>
            <h3>{ui::tune::words(lang).how}</h3>
            <ul class="plan-reasons">{when}</ul>
        </div>
    }
    .into_any()
}

/// Why, and the buttons that change it.
fn step(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    row: &Row,
) -> AnyView {
    let words = ui::tune::words(lang);
    let (plan, scenario) = &**answer;
    let because = row.step.because.iter();
    let because = because.map(|c| sentence::cause(lang, catalogue, scenario, plan, c));
    let because = because.map(|c| view! { <li>{c}</li> }).collect::<Vec<_>>();
    let why = (!because.is_empty()).then(|| {
        view! {
            <div>
                <h3>{words.why}</h3>
                <ul class="plan-reasons">{because}</ul>
            </div>
        }
    });
    view! {
        {why}
        {change(session, lang, scenario, row)}
    }
    .into_any()
}

/// How much later a step may start.
fn room_words(lang: Lang, room: Weeks) -> String {
    let words = ui::tune::words(lang);
    match room.0 {
        0 => words.no_room.to_owned(),
        weeks => ui::fill(words.room, &[&format::weeks(lang, weeks)]),
    }
}

fn change(session: Session, lang: Lang, scenario: &Scenario, row: &Row) -> AnyView {
    let words = ui::tune::words(lang);
    let name = lang.pick(&row.activity.name).to_owned();
    let id = row.activity.id.clone();
    let pinned = scenario.pins.iter().any(|p| p.activity == id);
    let pin = if pinned {
        Edit::Unpin(id.clone())
    } else {
        Edit::Pin(Pin {
            activity: id.clone(),
            offer: (!row.step.offer.is_empty()).then(|| row.step.offer.clone()),
            pace: row.step.pace,
            start: Some(row.from),
        })
    };
    let button = |sign: Icon, label: &'static str, did: &'static str, edit: Edit| {
        let did = ui::fill(did, &[&name]);
        let tapped = move |_| {
            session.change(edit.clone(), did.clone());
            session.leave();
        };
        view! { <button class="button" on:click=tapped>{icon(sign)} {label}</button> }.into_any()
    };
    let (label, did) =
        if pinned { (words.unpin, words.unpin_did) } else { (words.pin, words.pin_did) };
    view! {
        <div class="button-row">
            {button(Icon::Pin, label, did, pin)}
            {button(Icon::Avoid, words.avoid, words.avoid_did, Edit::Avoid(id.clone()))}
            {button(Icon::Park, words.park, words.park_did, Edit::Park(id.clone()))}
        </div>
    }
    .into_any()
}

fn gives(lang: Lang, catalogue: &Catalogue, activity: &Activity) -> AnyView {
    let words = ui::tune::words(lang);
    let skills = activity
        .gives
        .skills
        .iter()
        .map(|(skill, level)| Need::Skill { skill: skill.clone(), level: *level });
    let certificates = activity
        .gives
        .certificates
        .iter()
        .map(|c| Need::Certificate { certificate: c.clone(), held_months: 0 });
    let education = activity.gives.education.map(|education| Need::Education { education });
    let all = skills.chain(certificates).chain(education);
    let all = all.map(|n| phrase::need(lang, catalogue, &n));
    let all = all.map(|t| view! { <li class="badge">{t}</li> }).collect::<Vec<_>>();
    if all.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3>{words.gives}</h3>
            <ul class="chips plan-gives">{all}</ul>
        </div>
    }
    .into_any()
}

/// An offer in a few words.
pub(super) fn offer_words(lang: Lang, offer: &Offer) -> String {
    let words = ui::tune::words(lang);
    let name = offer.name.as_ref().map(|n| lang.pick(n).to_owned());
    let place = offer.place.map(|p| names::place(lang, p).to_owned());
    let long = offer.weeks.map(|w| format::weeks(lang, w.0));
    let hours = offer.hours.map(|h| format::hours(lang, h.0.into()));
    let fee = offer.net_fee().0;
    let fee = if fee > 0 { format::yuan(fee) } else { words.fee_none.to_owned() };
    let fee = offer.knows(OfferField::Fee).then_some(fee);
    let all = [name.or_else(|| Some(offer.id.clone())), place, long.or(hours), fee];
    let all = all.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>();
    all.join(" · ")
}

/// So many exams stand below a class.
const MOST_EXAMS: usize = 2;

/// The exams that a class of the plan makes ready for, each with what it costs and, planned to the
/// end, what it changes: a tap puts it on the plan.
fn exams_of(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    activity: &Activity,
) -> AnyView {
    let words = ui::tune::words(lang);
    let (plan, scenario) = &**answer;
    if !plan.steps.iter().any(|step| step.activity == activity.id) {
        return ().into_any();
    }
    let found = exams_after(catalogue, &scenario.rider, plan, activity);
    let rows = found.into_iter().take(MOST_EXAMS).map(|exam| {
        let name = lang.pick(&exam.name).to_owned();
        let pin = Pin { activity: exam.id.clone(), ..Pin::default() };
        let mut other = scenario.clone();
        other.pins.push(pin.clone());
        let key = format!("exam/{}", exam.id);
        session.try_plan(&key, other);
        let (did, now) = (ui::fill(words.exam_did, &[&name]), plan.value);
        let tapped = move |_| {
            session.change(Edit::Pin(pin.clone()), did.clone());
            session.leave();
        };
        let terms = exam.offers.iter().find(|offer| offer.is_known()).or(exam.offers.first());
        let terms = terms.map(|offer| exam_terms(lang, offer));
        let cost = move || {
            let Some(trial) = session.trial(&key) else { return words.counting.to_owned() };
            let (Some(now), Some(then)) = (now, trial.0.value) else {
                return words.cannot.to_owned();
            };
            let changes = sentence::changes(lang, now, then);
            if changes.is_empty() { words.same.to_owned() } else { changes.join(" · ") }
        };
        view! {
            <li class="list-item">
                <button class="list-link" on:click=tapped>
                    {icon(Icon::Plus)}
                    <span class="list-main">
                        <span class="list-title">{name}</span>
                        <span class="list-note">{terms}</span>
                        <span class="list-note">{cost}</span>
                    </span>
                </button>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let has_any = !rows.is_empty();
    let list = move || view! { <div><h3>{words.exam}</h3> <ul class="list">{rows}</ul></div> };
    has_any.then(list).into_any()
}

/// What an exam costs, what may come back, and how long its result takes.
fn exam_terms(lang: Lang, offer: &Offer) -> String {
    if let Some(ask) = phrase::unknown(lang, offer) {
        return ask;
    }
    let words = ui::tune::words(lang);
    let fee = offer.fee.0;
    let fee = if fee > 0 { format::yuan(fee) } else { words.fee_none.to_owned() };
    let back = (offer.subsidy.0 > 0)
        .then(|| ui::fill(words.exam_subsidy, &[&format::yuan(offer.subsidy.0)]));
    let wait = offer.weeks.map(|w| ui::fill(words.exam_wait, &[&format::weeks(lang, w.0)]));
    [Some(fee), back, wait].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Other ways to do it, each planned to the end so that its cost is known before it is chosen.
fn swaps(session: Session, lang: Lang, answer: &Answered, activity: &Activity) -> AnyView {
    let words = ui::tune::words(lang);
    let (plan, scenario) = &**answer;
    let Some(step) = plan.steps.iter().find(|s| s.activity == activity.id) else {
        return ().into_any();
    };
    let name = lang.pick(&activity.name).to_owned();
    let others = activity.offers.iter().filter(|o| o.id != step.offer).take(5);
    let mut rows = Vec::new();
    for offer in others {
        if let Some(ask) = phrase::unknown(lang, offer) {
            let row = view! {
                <li class="list-item">
                    <p class="list-row">
                        <span class="list-main">
                            <span class="list-title">{offer_words(lang, offer)}</span>
                            <span class="list-note">{ask}</span>
                        </span>
                    </p>
                </li>
            };
            rows.push(row.into_any());
            continue;
        }
        let pin =
            Pin { activity: activity.id.clone(), offer: Some(offer.id.clone()), ..Pin::default() };
        let mut other = scenario.clone();
        other.pins.retain(|p| p.activity != activity.id);
        other.pins.push(pin.clone());
        let key = format!("swap/{}/{}", activity.id, offer.id);
        session.try_plan(&key, other);
        let did = ui::fill(words.swap_did, &[&name]);
        let tapped = move |_| {
            session.change(Edit::Pin(pin.clone()), did.clone());
            session.leave();
        };
        let now = plan.value;
        let cost = move || {
            let Some(trial) = session.trial(&key) else { return words.counting.to_owned() };
            let (Some(now), Some(then)) = (now, trial.0.value) else {
                return words.cannot.to_owned();
            };
            let changes = sentence::changes(lang, now, then);
            if changes.is_empty() { words.same.to_owned() } else { changes.join(" · ") }
        };
        rows.push(
            view! {
                <li class="list-item">
                    <button class="list-link" on:click=tapped>
                        {icon(Icon::Swap)}
                        <span class="list-main">
                            <span class="list-title">{offer_words(lang, offer)}</span>
                            <span class="list-note">{cost}</span>
                        </span>
                    </button>
                </li>
            }
            .into_any(),
        );
    }
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3>{words.swap}</h3>
            <ul class="list">{rows}</ul>
        </div>
    }
    .into_any()
}

/// The needs of an activity that can be waived one by one: its leaves.
fn leaves(activity: &Activity) -> Vec<Need> {
    let mut all = Vec::new();
    let offers = activity.offers.iter().map(|o| &o.needs);
    for need in std::iter::once(&activity.needs).chain(offers) {
        need.walk(&mut |n| {
            let leaf = n.parts().is_empty() && !n.is_nothing();
            if leaf && !all.contains(n) {
                all.push(n.clone());
            }
        });
    }
    all
}

fn waive(session: Session, lang: Lang, catalogue: &Catalogue, activity: &Activity) -> AnyView {
    let words = ui::tune::words(lang);
    let needs = leaves(activity);
    if needs.is_empty() {
        return ().into_any();
    }
    let options = needs.iter().enumerate().map(|(at, need)| {
        view! { <option value=at.to_string()>{phrase::need(lang, catalogue, need)}</option> }
    });
    let options = options.collect::<Vec<_>>();
    let (chosen, reason) = (RwSignal::new(0_usize), RwSignal::new(String::new()));
    let id = activity.id.clone();
    let named: Vec<String> = needs.iter().map(|n| phrase::need(lang, catalogue, n)).collect();
    let apply = move |_| {
        let at = chosen.get_untracked();
        let (Some(need), Some(name)) = (needs.get(at), named.get(at)) else { return };
        let waiver =
            Waiver { activity: id.clone(), need: need.clone(), reason: reason.get_untracked() };
        session.change(Edit::Waive(waiver), ui::fill(words.waive_did, &[name]));
        session.leave();
    };
    view! {
        <details class="more">
            <summary class="more-title">{words.waive}</summary>
            <div class="more-body stack">
                <div class="field">
                    <label class="field-label" for="waive-need">{words.waive_need}</label>
                    <select
                        class="field-input"
                        id="waive-need"
                        on:change=move |event| {
                            chosen.set(event_target_value(&event).parse().unwrap_or(0));
                        }
                    >
                        {options}
                    </select>
                </div>
                <div class="field">
                    <label class="field-label" for="waive-reason">{words.waive_reason}</label>
                    <input
                        class="field-input"
                        id="waive-reason"
                        on:input=move |event| reason.set(event_target_value(&event))
                    />
                </div>
                <button class="button" on:click=apply>{words.waive_do}</button>
            </div>
        </details>
    }
    .into_any()
}

fn done(session: Session, lang: Lang, activity: &Activity) -> AnyView {
    let words = ui::tune::words(lang);
    let day = RwSignal::new(session.today());
    let (id, name) = (activity.id.clone(), lang.pick(&activity.name).to_owned());
    let mark = move |_| {
        let edit = Edit::MarkDone { activity: id.clone(), on: day.get_untracked() };
        session.change(edit, ui::fill(words.done_did, &[&name]));
        session.leave();
    };
    view! {
        <details class="more">
            <summary class="more-title">{words.done}</summary>
            <div class="more-body stack">
                <DateField
                    lang
                    id="done-on"
                    label=words.done_on
                    years=(session.today().ymd().0 - 60, session.today().ymd().0 + 1)
                    value=Signal::derive(move || Some(day.get()))
                    set=Callback::new(move |date: Option<Date>| date.into_iter().for_each(|date| day.set(date)))
                />
                <button class="button" on:click=mark>{icon(Icon::Check)} {words.done}</button>
            </div>
        </details>
    }
    .into_any()
}
