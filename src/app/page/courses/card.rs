//! Owns one result of 课程.
//! Refuses boxes inside boxes: a key draws it, so it is few elements and one line of facts.

use super::{hours, place};
use crate::app::route::Route;
use crate::model::{Activity, Catalogue, Group, Id, Kind};
use crate::text::Lang;
use crate::text::ui::{self, say};
use leptos::prelude::*;
use std::sync::Arc;

/// What a card says.
#[derive(Clone, Default, PartialEq)]
struct Words {
    address: String,
    name: String,
    about: String,
    fresh: bool,
    facts: String,
}

/// The card of a place. An entry is a course, or after the courses a certificate, by its number.
pub fn card(lang: Lang, catalogue: &Arc<Catalogue>, entry: RwSignal<usize>) -> AnyView {
    let catalogue = catalogue.clone();
    let words = Memo::new(move |_| {
        let at = entry.get();
        let courses = catalogue.courses.len();
        let course = catalogue.courses.get(at).map(|course| (Kind::Course, course));
        let found = course.or_else(|| {
            Some((Kind::Certificate, catalogue.certificates.get(at.checked_sub(courses)?)?))
        });
        found.map(|(kind, activity)| said(lang, &catalogue, kind, activity)).unwrap_or_default()
    });
    let is_new = ui::course::words(lang).is_new;
    let fresh = Memo::new(move |_| words.with(|words| words.fresh));
    let fresh =
        move || fresh.get().then(|| view! { <span class="badge" data-tone="good">{is_new}</span> });
    view! {
        <li class="card courses-item">
            <h2 class="card-title">
                <a href=move || words.with(|words| words.address.clone())>
                    {move || words.with(|words| words.name.clone())}
                </a>
            </h2>
            <p class="card-text">{move || words.with(|words| words.about.clone())}</p>
            <p class="courses-facts">{fresh} {move || words.with(|words| words.facts.clone())}</p>
        </li>
    }
    .into_any()
}

fn said(lang: Lang, catalogue: &Catalogue, kind: Kind, activity: &Activity) -> Words {
    let words = ui::course::words(lang);
    let name = |list: &[Group], id: Option<&Id>| {
        let group = list.iter().find(|g| Some(&g.id) == id)?;
        Some(lang.pick(&group.name).to_owned())
    };
    let sort = if kind == Kind::Course { words.kind_course } else { words.kind_certificate };
    let offer = activity.offers.first();
    let facts = [
        Some(sort.to_owned()),
        name(&catalogue.modules, activity.module.as_ref()),
        name(&catalogue.tiers, activity.tier.as_ref()),
        offer.and_then(|o| o.place).map(|p| place(lang, p).to_owned()),
        offer.map(hours).filter(|h| *h != 0).map(|h| say::hours(lang, h.into())),
        offer.map(|o| match o.net_fee().0 {
            0 => words.cost_free.to_owned(),
            yuan => say::yuan(yuan),
        }),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>();
    // A dot stays with what it follows.
    let facts = facts.join("\u{a0}· ");
    Words {
        address: Route::Course(activity.id.clone()).hash(),
        name: lang.pick(&activity.name).to_owned(),
        about: activity.about.as_ref().map(|a| lang.pick(a).to_owned()).unwrap_or_default(),
        fresh: activity.facts.contains_key("new"),
        facts,
    }
}
