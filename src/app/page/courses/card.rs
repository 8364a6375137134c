//! Owns one result of 课程.
//! Refuses boxes inside boxes: a key draws it, so it is few elements and one line of facts.

use crate::app::component::offer::{hours, place};
use crate::app::component::{Row, Said};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Group, Id, Kind, OfferField};
use std::sync::Arc;

/// The card of an entry: a course, or after the courses a certificate, by its number.
pub fn card(lang: Lang, catalogue: &Arc<Catalogue>, entry: usize) -> (AnyView, Row) {
    let catalogue = catalogue.clone();
    let say = move |at: usize| {
        let courses = catalogue.courses.len();
        let course = catalogue.courses.get(at).map(|course| (Kind::Course, course));
        let found = course.or_else(|| {
            Some((Kind::Certificate, catalogue.certificates.get(at.checked_sub(courses)?)?))
        });
        found.map(|(kind, activity)| said(lang, &catalogue, kind, activity)).unwrap_or_default()
    };
    Row::draw(entry, say, |element, first, next| {
        view! {
            <li class="card courses-item" node_ref=element>
                <h2 class="card-title"><a href=first.address.clone()>{next()}</a></h2>
                <p class="card-text">{next()}</p>
                <p class="courses-facts">
                    <span class="badge" data-tone="good" hidden=first.badge.is_some_and(|(_, hidden)| hidden.is_some())>{next()}</span>
                    {next()}
                </p>
            </li>
        }
        .into_any()
    })
}

fn said(lang: Lang, catalogue: &Catalogue, kind: Kind, activity: &Activity) -> Said {
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
        // A number stays with its unit.
        offer
            .map(hours)
            .filter(|h| *h != 0)
            .map(|h| format::hours(lang, h.into()).replace(' ', "\u{a0}")),
        cost(lang, activity),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>();
    // A dot stays with what it follows.
    let facts = facts.join("\u{a0}· ");
    Said {
        words: vec![
            lang.pick(&activity.name).to_owned(),
            activity.about.as_ref().map(|a| lang.pick(a).to_owned()).unwrap_or_default(),
            words.is_new.to_owned(),
            facts,
        ],
        address: Route::Course(activity.id.clone()).hash(),
        badge: Some(("hidden", (!activity.facts.contains_key("new")).then_some(""))),
    }
}

/// What one pays oneself: from the cheapest way to the dearest, where there are several.
fn cost(lang: Lang, activity: &Activity) -> Option<String> {
    let words = ui::course::words(lang);
    let known = || activity.offers.iter().filter(|offer| offer.knows(OfferField::Fee));
    if known().next().is_none() && !activity.offers.is_empty() {
        return Some(words.fee_open.to_owned());
    }
    let fees = || known().map(|offer| offer.net_fee().0);
    let [least, most] = [fees().min()?, fees().max()?].map(|fee| match fee {
        0 => words.cost_free.to_owned(),
        yuan => format::yuan(yuan),
    });
    if least == most {
        return Some(least);
    }
    Some(ui::fill(words.cost_span, &[&least, &most]).replace(' ', "\u{a0}"))
}
