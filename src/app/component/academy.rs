//! Owns what an academy says of a class beyond what plans need: who teaches, how many find a place,
//! its last day, and whom to ask.
//! Refuses links but those that dial a telephone or open a secure page.

use crate::app::platform::link_target::{dial, secure};
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::{Contact, Lang, Offer};

/// Who teaches a class, how many find a place in it, and its last day.
pub fn class(lang: Lang, offer: &Offer) -> Option<String> {
    let words = ui::academy::words(lang);
    let parts = [
        offer.teacher.as_ref().map(|teacher| ui::fill(words.teacher, &[lang.pick(teacher)])),
        offer.seats.map(|seats| ui::fill(words.seats, &[&seats.to_string()])),
        offer.ends.map(|day| ui::fill(words.ends, &[&format::day(lang, day)])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Whom to ask: links where a tap can dial or open, words elsewhere.
pub fn contact(lang: Lang, contact: &Contact) -> AnyView {
    let words = ui::academy::words(lang);
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let (phone, url) = (said(&contact.phone), said(&contact.url));
    let number = phone.as_deref().and_then(dial);
    let page = url.as_deref().and_then(secure).map(str::to_owned);
    let lines = [
        phone.clone().filter(|_| number.is_none()).map(|said| ui::fill(words.phone, &[&said])),
        url.filter(|_| page.is_none()).map(|said| ui::fill(words.page, &[&said])),
        said(&contact.wechat).map(|name| ui::fill(words.wechat, &[&name])),
        contact.note.as_ref().map(|note| lang.pick(note).to_owned()),
    ];
    let lines = lines.into_iter().flatten().map(|line| view! { <p>{line}</p> });
    let call = number.map(|address| {
        let label = ui::fill(words.call, &[&phone.unwrap_or_default()]);
        view! { <a class="button" href=address>{label}</a> }
    });
    let open = page.map(|address| {
        view! { <a class="button" href=address target="_blank" rel="noreferrer">{words.open}</a> }
    });
    let has_links = call.is_some() || open.is_some();
    view! {
        <div class="stack">
            {has_links.then(|| view! { <div class="button-row">{call} {open}</div> })}
            {lines.collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
