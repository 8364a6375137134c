//! Owns what is kept on the device, with memory in its place where the browser refuses.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The browser refuses to keep anything; what is kept now lasts as long as the page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

fn local() -> Result<web_sys::Storage, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    window.local_storage().ok().flatten().ok_or(Refused)
}

/// What is kept under a key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    let kept = local().ok().and_then(|s| s.get_item(key).ok().flatten());
    kept.or_else(|| MEMORY.with_borrow(|m| m.get(key).cloned()))
}

/// Keeps a text under a key.
///
/// # Errors
/// Where the browser refuses; the text is then kept in memory.
pub fn write(key: &str, text: &str) -> Result<(), Refused> {
    let kept = local().and_then(|s| s.set_item(key, text).map_err(|_| Refused));
    if kept.is_err() {
        MEMORY.with_borrow_mut(|m| m.insert(key.to_owned(), text.to_owned()));
    }
    kept
}

/// Forgets what is kept under a key.
pub fn forget(key: &str) {
    if let Ok(storage) = local() {
        let _ = storage.remove_item(key);
    }
    MEMORY.with_borrow_mut(|m| m.remove(key));
}

/// Asks the browser not to clear what is kept when space is short. It may say no.
pub fn persist() {
    let Some(window) = web_sys::window() else { return };
    // Missing in old browsers and on pages without https.
    let name = wasm_bindgen::JsValue::from_str("storage");
    let navigator = window.navigator();
    if js_sys::Reflect::get(&navigator, &name).is_ok_and(|storage| storage.is_object()) {
        let _ = navigator.storage().persist();
    }
}

/// Calls back with the key when another window writes or forgets; `None` when it forgets all.
pub fn watch(mut changed: impl FnMut(Option<String>) + 'static) {
    use wasm_bindgen::{JsCast, closure::Closure};
    let on =
        Closure::<dyn FnMut(web_sys::StorageEvent)>::new(move |event: web_sys::StorageEvent| {
            changed(event.key());
        });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("storage", on.as_ref().unchecked_ref());
    }
    on.forget();
}
