//! Owns the link section: the link, its QR code, and what is in it.

use super::screen::Screen;
use crate::app::component::label::term;
use crate::app::component::{hand_over_buttons, qr_code};
use crate::app::platform::dom;
use leptos::prelude::*;
use qitu_engine::export::picture;
use qitu_engine::link::payload::{Item, contents};
use qitu_engine::text::{link as link_words, phrase, ui};
use qitu_model::Catalogue;
use qitu_model::Lang;
use std::sync::Arc;

/// A QR code of a longer link is too fine for a small screen across a table.
const DENSE: usize = 700;

pub(super) fn link_section(screen: Screen, catalogue: Arc<Catalogue>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let lang = screen.lang;
    let link = Memo::new(move |_| screen.link());
    let code = Memo::new(move |_| screen.code());
    let buttons = hand_over_buttons(screen.session, lang, words.send, code, screen.to_select());
    let own = catalogue.clone();
    let select = |event: leptos::ev::FocusEvent| event_target::<dom::Input>(&event).select();
    let length = move || {
        let letters = link.with(|l| l.as_ref().map_or(0, |l| l.chars().count()));
        ui::fill(words.letters, &[&letters.to_string()])
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.link}</h2>
            <p class="section-note">{words.link_note}</p>
            {move || {
                if link.with(Option::is_none) {
                    return view! { <p class="notice" data-tone="warn">{words.too_large}</p> }.into_any();
                }
                ().into_any()
            }}
            <div class="field">
                <label class="hidden-words" for="share-link">{words.address}</label>
                <input
                    id="share-link"
                    class="field-input share-link"
                    readonly
                    prop:value=move || link.get().unwrap_or_default()
                    on:focus=select
                />
                <span class="field-hint">{length}</span>
            </div>
            <div class="button-row share-buttons">{buttons}</div>
            // Opened at the end of the screen, the code would hide behind the navigation.
            <details class="more" on:toggle=move |_| dom::reveal_below("[open] > .share-code")>
                <summary class="more-title">{words.qr}</summary>
                <div class="more-body share-code">
                    {move || qr(screen, &own, link.get())}
                </div>
            </details>
            <details class="more">
                <summary class="more-title">{words.inside}</summary>
                <div class="more-body">{move || inside(screen, lang, &catalogue)}</div>
            </details>
        </section>
    }
    .into_any()
}

/// The code to scan, and as a picture to keep or send on.
fn qr(screen: Screen, catalogue: &Catalogue, link: Option<String>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let Some(code) = link.as_deref().and_then(|link| qr_code(link, words.qr_alt)) else {
        return view! { <p>{words.qr_none}</p> }.into_any();
    };
    // A code of many letters needs a large screen or a close camera.
    let dense = link.as_ref().is_some_and(|link| link.len() > DENSE);
    let title = screen.shared().and_then(|shared| {
        let goal = shared.scenario.goal;
        (!goal.is_nothing()).then(|| phrase::need(screen.lang, catalogue, &goal))
    });
    let save = move |_| {
        let title = title.clone().unwrap_or_default();
        let svg = link.as_deref().and_then(|link| picture::code(screen.lang, &title, link));
        if let Some(svg) = svg {
            screen.draw(svg, picture::CODE_HEIGHT, "qitu-code.png");
        }
    };
    view! {
        {code}
        <p class="quiet">{if dense { words.qr_dense } else { words.qr_note }}</p>
        <button class="button" on:click=save>{words.qr_picture}</button>
    }
    .into_any()
}

/// The list of what travels, and the ticks for what stays out.
fn inside(screen: Screen, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::share::words(lang);
    let Some(shared) = screen.shared() else { return ().into_any() };
    let items = contents(&shared);
    let (private, open): (Vec<Item>, Vec<Item>) = items.into_iter().partition(Item::is_sensitive);
    let rows = open.iter().map(|item| term(lang, catalogue, item)).collect::<Vec<_>>();
    let ticks: Vec<_> = private.iter().map(|item| tick(screen, lang, catalogue, item)).collect();
    let note = if ticks.is_empty() { words.private_none } else { words.private };
    view! {
        <dl class="terms share-terms">{rows}</dl>
        <p class="share-private">{note}</p>
        {ticks}
    }
    .into_any()
}

fn tick(screen: Screen, lang: Lang, catalogue: &Catalogue, item: &Item) -> AnyView {
    let (label, words) = link_words::item(lang, catalogue, item);
    let Some(which) = item.include() else { return ().into_any() };
    let chosen = move || screen.include.with(|now| now.with(which, true) == *now);
    view! {
        <label class="check">
            <input
                class="check-input"
                type="checkbox"
                prop:checked=chosen
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    screen.include.update(|now| *now = now.with(which, on));
                }
            />
            <span class="check-text">{label}<span class="check-note">{words}</span></span>
        </label>
    }
    .into_any()
}
