//! Owns how a step is begun: where to enrol, whom to call, what to say, and who else can be asked.
//! Refuses numbers that no academy and no public office has given.

use super::academy;
use super::copy::copied;
use super::icon::{Icon, icon};
use crate::app::platform::embedding;
use crate::app::state::handover;
use crate::app::state::route::Route;
use leptos::{html, prelude::*};
use qitu_engine::explain::itinerary::Row;
use qitu_engine::text::begin::{self, Ask};
use qitu_engine::text::ui;
use qitu_model::{Activity, Catalogue, Contact, Kind, Lang};

/// The public lines that answer everywhere in the country.
const LABOUR: &str = "tel:12333";
const UNION: &str = "tel:12351";

/// Whom to ask about a step: about its own class, else about the activity.
#[must_use]
pub fn contact_of<'a>(activity: &'a Activity, row: Option<&Row<'a>>) -> Option<&'a Contact> {
    let own = row.and_then(|row| row.offer).and_then(|offer| offer.contact.as_deref());
    own.or(activity.contact.as_deref())
}

/// How to begin it: a way to whoever holds it where one is known, else words to send.
#[must_use]
pub fn begin(
    lang: Lang,
    catalogue: &Catalogue,
    (kind, activity): (Kind, &Activity),
    row: Option<&Row>,
    contact: Option<&Contact>,
) -> AnyView {
    let words = ui::begin::words(lang);
    let enrol = (kind == Kind::Course).then(|| enrol(lang, activity)).flatten();
    let is_known = enrol.is_some() || contact.is_some_and(academy::is_reachable);
    let ask = begin::ask(lang, catalogue, (kind, activity), row);
    let ask = if is_known { folded(words.what, to_send(lang, ask)) } else { to_send(lang, ask) };
    let shifts = row.and_then(|row| begin::shifts(lang, row));
    let shifts = shifts.map(|shifts| folded(words.shifts, to_send(lang, shifts)));
    view! {
        <div class="begin">
            {enrol}
            {contact.map(|contact| academy::contact(lang, contact))}
            {ask}
            {shifts}
            {folded(words.more, others(lang, &activity.id))}
        </div>
    }
    .into_any()
}

fn folded(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <details class="more">
            <summary class="more-title">{title}</summary>
            <div class="more-body">{content}</div>
        </details>
    }
    .into_any()
}

/// Where to enrol, when the page that holds this one takes enrolments. Whoever holds it may have said
/// so: the button names whose page it opens.
fn enrol(lang: Lang, activity: &Activity) -> Option<AnyView> {
    let (link, whose) = embedding::enrol(&activity.id)?;
    let course = handover::enrolment(&activity.id);
    let told = move |_| embedding::tell("enrol", &course);
    let label = ui::fill(ui::tune::words(lang).enrol, &[&whose]);
    Some(
        view! {
            <a class="button" href=link target="_blank" rel="noopener" on:click=told>{label}</a>
        }
        .into_any(),
    )
}

/// Words to send. Where the page may not copy them they are selected, and a long press does.
fn to_send(lang: Lang, ask: Ask) -> AnyView {
    let words = ui::begin::words(lang);
    let place = NodeRef::<html::Blockquote>::new();
    let text = ask.words.clone();
    view! {
        <div class="begin-send">
            <p class="quiet small">{ui::fill(words.send, &[&ask.to])}</p>
            <blockquote class="begin-words" node_ref=place>{ask.words}</blockquote>
            <button class="button" on:click=move |_| copied(lang, text.clone(), Some(place))>
                {icon(Icon::Copy)} {words.copy}
            </button>
        </div>
    }
    .into_any()
}

/// Public lines, and the list of who trains.
fn others(lang: Lang, id: &str) -> AnyView {
    let words = ui::begin::words(lang);
    let line = |address: &'static str, name: &'static str, what: &'static str| {
        view! {
            <li><a class="begin-line" href=address>{name}</a> <span class="quiet small">{what}</span></li>
        }
    };
    view! {
        <ul class="begin-lines">
            {line(LABOUR, words.labour, words.labour_for)}
            {line(UNION, words.union, words.union_for)}
            <li><a class="begin-line" href=Route::Who(Some(id.to_owned())).hash()>{words.who}</a></li>
        </ul>
    }
    .into_any()
}

/// The page of what a step is about.
#[must_use]
pub fn page_of(lang: Lang, kind: Kind, activity: &Activity) -> AnyView {
    let words = ui::begin::words(lang);
    let (route, label) = match kind {
        Kind::Course => (Route::Course(activity.id.clone()), words.see_course),
        Kind::Certificate => (Route::Course(activity.id.clone()), words.see_certificate),
        Kind::Role => (Route::Goal(activity.id.clone()), words.see_role),
    };
    view! { <a class="button" href=route.hash()>{label} {icon(Icon::Next)}</a> }.into_any()
}
