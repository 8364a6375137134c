//! Owns the address line: where the page is, going somewhere, and going back.

use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// How many steps of this visit lie behind the current entry, so that closing a sheet can go
    /// back instead of adding an entry.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// What was tapped to go where the page is now.
    static OPENER: RefCell<Option<web_sys::Element>> = const { RefCell::new(None) };
    /// The next change of the address comes from the page itself, not from the back button.
    static FRESH: Cell<bool> = const { Cell::new(false) };
}

/// How somebody came to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// By a link or button of the page.
    Forward,
    /// By the browser's back or forward.
    Back,
}

fn location() -> Option<web_sys::Location> {
    web_sys::window().map(|w| w.location())
}

/// The address from `#` on; a code in `?p=` (messengers drop what follows `#`, or put their own
/// there) counts as `#p=` until the page itself has gone somewhere.
#[must_use]
pub fn hash() -> String {
    let Some(location) = location() else { return String::new() };
    let hash = location.hash().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    let own = hash.starts_with("#/") || hash.contains("p=");
    if !own && (search.contains("?p=") || search.contains("&p=")) {
        return format!("#{}", search.trim_start_matches('?'));
    }
    hash
}

/// The address without `#` and parameters.
#[must_use]
pub fn folder() -> String {
    let Some(location) = location() else { return String::new() };
    let origin = location.origin().unwrap_or_default();
    origin + &location.pathname().unwrap_or_default()
}

/// The address for links to share: of what says where the page is, only which catalogue it opens.
#[must_use]
pub fn base() -> String {
    folder() + &search(|part| part.starts_with(BOOK))
}

/// This place with the catalogue of the build, for a link.
#[must_use]
pub fn without_book() -> String {
    match search(|part| !part.starts_with(BOOK)) {
        rest if rest.is_empty() => folder(),
        rest => rest,
    }
}

/// The plan of this address with another catalogue of this folder, where the page's head names it.
#[must_use]
pub fn with_book(id: &str) -> Option<String> {
    let is_name = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let is_here = is_name && super::dom::has(&format!("meta[name='qitu-first-sum-{id}']"));
    if !is_here || !hash().contains("p=") {
        return None;
    }
    let rest = search(|part| !part.starts_with(BOOK));
    let mark = if rest.is_empty() { '?' } else { '&' };
    let hash = location()?.hash().unwrap_or_default();
    Some(format!("{rest}{mark}{BOOK}{id}{hash}"))
}

/// The id in the address of another catalogue of this folder (`boot.js`), whether it is there or not.
#[must_use]
pub fn book() -> Option<String> {
    let part = search(|part| part.starts_with(BOOK));
    part.get(1 + BOOK.len()..).map(str::to_owned)
}

/// Does the address ask for what staff may want to see?
#[must_use]
pub fn is_for_staff() -> bool {
    !search(|part| part == "staff" || part == "staff=").is_empty()
}

const BOOK: &str = "book=";

/// These parameters of the address, from `?` on; nothing where there is none of them.
fn search(keeps: fn(&str) -> bool) -> String {
    let search = location().and_then(|location| location.search().ok()).unwrap_or_default();
    let mut kept = String::new();
    for part in search.trim_start_matches('?').split('&').filter(|p| !p.is_empty() && keeps(p)) {
        kept.push(if kept.is_empty() { '?' } else { '&' });
        kept += part;
    }
    kept
}

/// Loads the page anew.
pub fn reload() {
    if let Some(location) = location() {
        let _ = location.reload();
    }
}

/// Where this page comes from, as policies name it.
#[must_use]
pub fn origin() -> String {
    location().and_then(|l| l.origin().ok()).unwrap_or_default()
}

/// A text as a part of an address.
#[must_use]
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Goes to an address as a link would.
pub fn go(hash: &str) {
    if let Some(location) = location() {
        FRESH.set(true);
        let document = web_sys::window().and_then(|w| w.document());
        OPENER.set(document.and_then(|d| d.active_element()));
        let _ = location.set_hash(hash);
    }
}

/// Gives the focus back to what was tapped to open what has just closed, if it is still there.
pub fn focus_opener() -> bool {
    let opener = OPENER.take().filter(|element| element.is_connected());
    match opener {
        Some(element) if element.has_attribute("href") || element.has_attribute("tabindex") => {
            let focused: web_sys::HtmlElement = element.unchecked_into();
            focused.focus().is_ok()
        }
        _ => false,
    }
}

/// Puts another address in place of this one.
pub fn replace(hash: &str) {
    let history = web_sys::window().and_then(|w| w.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
        if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("hashchange")) {
            let _ = window.dispatch_event(&event);
        }
    }
}

/// Leaves a sheet: back to where it was opened from, or to its screen when it was opened by a
/// link from outside.
pub fn leave(screen: &str) {
    let history = web_sys::window().and_then(|w| w.history().ok());
    match history {
        Some(history) if DEPTH.get() > 0 => {
            let _ = history.back();
        }
        _ => replace(screen),
    }
}

/// Calls back at every change of the address, and marks changes that links of the page cause.
pub fn watch(mut changed: impl FnMut(Came) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let on_hash = EventListener::new(&window, "hashchange", move |_| {
        let fresh = FRESH.replace(false);
        let depth = DEPTH.get();
        DEPTH.set(if fresh { depth + 1 } else { depth.saturating_sub(1) });
        changed(if fresh { Came::Forward } else { Came::Back });
    });
    on_hash.forget();
    let Some(document) = window.document() else { return };
    let on_click = EventListener::new(&document, "click", |event| {
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let target = target.and_then(|t| t.closest("a[href^='#']").ok().flatten());
        let Some(href) = target.as_ref().and_then(|l| l.get_attribute("href")) else { return };
        OPENER.set(target.clone());
        // The same address again changes nothing, and nothing would clear the mark.
        FRESH.set(href != hash());
    });
    on_click.forget();
}
