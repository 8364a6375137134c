//! Owns what an academy says of a class beyond what plans need: who teaches, how many find a place,
//! how many it takes, its last day, and whom to ask.
//! Refuses links but those that dial a telephone or open a secure page.

use super::copy::copied;
use super::icon::{Icon, icon};
use super::qr_code::qr_code;
use crate::app::platform::link_target::{dial, secure};
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_model::{Contact, Lang, Offer};

/// Words, where there are any.
fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Who teaches a class, how many find a place in it, how many it takes, its last day and its code.
pub fn class(lang: Lang, offer: &Offer) -> Option<String> {
    let words = ui::academy::words(lang);
    let parts = [
        offer.teacher.as_ref().map(|teacher| ui::fill(words.teacher, &[lang.pick(teacher)])),
        offer.seats.map(|seats| ui::fill(words.seats, &[&seats.to_string()])),
        offer.least.map(|least| ui::fill(words.least, &[&least.to_string()])),
        offer.last_day.map(|day| ui::fill(words.last_day, &[&format::day(lang, day)])),
        said(offer.code.as_ref()).map(|code| ui::fill(words.code, &[code])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// What a phone scans to enrol, else to get in touch or to open the page: the address, and its words.
pub fn to_scan(lang: Lang, contact: &Contact) -> Option<(&str, &'static str)> {
    let words = ui::academy::words(lang);
    let all = [
        (&contact.enrol, words.scan),
        (&contact.wechat, words.scan_wechat),
        (&contact.url, words.scan_open),
    ];
    let is_link = |address: &Option<String>| said(address.as_ref()).and_then(secure).is_some();
    let (address, label) = all.into_iter().find(|&(address, _)| is_link(address))?;
    Some((address.as_deref()?.trim(), label))
}

/// Whom to ask: links where a tap can dial or open, words elsewhere.
pub fn contact(lang: Lang, contact: &Contact) -> AnyView {
    let wechat = said(contact.wechat.as_ref()).map(|name| {
        let label = ui::begin::words(lang).wechat;
        let name = name.to_owned();
        view! {
            <button class="button" on:click=move |_| copied(lang, name.clone(), None)>
                {icon(Icon::Copy)} {label}
            </button>
        }
    });
    let words = ui::academy::words(lang);
    let phone = said(contact.phone.as_ref());
    let number = phone.and_then(dial);
    let pages = [(&contact.enrol, words.enrol), (&contact.url, words.open)]
        .map(|(address, label)| said(address.as_ref()).map(|address| (address, label)));
    let (links, words_only): (Vec<_>, Vec<_>) =
        pages.into_iter().flatten().partition(|(address, _)| secure(address).is_some());
    let phone_words = phone.filter(|_| number.is_none());
    let phone_words = phone_words.map(|said| ui::fill(words.phone, &[said]));
    let lines = [
        said(contact.wechat.as_ref()).map(|name| ui::fill(words.wechat, &[name])),
        contact.note.as_ref().map(|note| lang.pick(note).to_owned()),
    ];
    let addresses = words_only.into_iter().map(|(said, _)| ui::fill(words.page, &[said]));
    let lines = phone_words.into_iter().chain(addresses).chain(lines.into_iter().flatten());
    let lines = lines.map(|line| view! { <p>{line}</p> }).collect::<Vec<_>>();
    let call = number.map(|address| {
        let label = ui::fill(words.call, &[phone.unwrap_or_default()]);
        view! { <a class="button" href=address>{label}</a> }
    });
    let links = links.into_iter().map(|(address, label)| {
        let address = address.to_owned();
        view! { <a class="button" href=address target="_blank" rel="noreferrer">{label}</a> }
    });
    let links = links.collect::<Vec<_>>();
    // Whoever sits at a desk has the phone beside it.
    let code = to_scan(lang, contact).and_then(|(address, label)| {
        let code = qr_code(address, label)?;
        Some(view! { <figure class="begin-scan">{code} <figcaption>{label}</figcaption></figure> })
    });
    let has_links = call.is_some() || wechat.is_some() || !links.is_empty();
    view! {
        <div class="stack">
            {has_links.then(|| view! { <div class="button-row">{links} {call} {wechat}</div> })}
            {lines}
            {code}
        </div>
    }
    .into_any()
}

/// Can a tap reach whoever holds it?
pub fn is_reachable(contact: &Contact) -> bool {
    let is_page = |address: &Option<String>| said(address.as_ref()).and_then(secure).is_some();
    said(contact.phone.as_ref()).and_then(dial).is_some()
        || is_page(&contact.enrol)
        || is_page(&contact.url)
        || said(contact.wechat.as_ref()).is_some()
}
