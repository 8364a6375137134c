//! Owns what is kept on the device, with memory in its place where the browser refuses.
//!
//! All planners of an origin share one storage. What belongs to a planner, which is a folder with
//! a catalogue, lies under keys that end in `@` and both; the one at the top of its origin with the
//! catalogue of the build, which the first editions were, under plain keys. Settings are shared.

use super::dom;
use gloo_events::EventListener;
use qitu_replica::Device;
pub use qitu_replica::Refused;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    // What the browser refused. It is newer than what lies on the device under the same key.
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn local() -> Result<web_sys::Storage, Refused> {
    let window = web_sys::window().ok_or(Refused::Blocked)?;
    window.local_storage().ok().flatten().ok_or(Refused::Blocked)
}

/// What is shared by all planners of an origin.
const SHARED: &str = "qitu.settings";
/// Under this a planner notes what it took over from the plain keys.
const TAKEN_KEY: &str = "qitu.taken";

/// What the keys of this planner end in.
fn ending() -> String {
    let path = web_sys::window().and_then(|w| w.location().pathname().ok()).unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (own, built) = (dom::meta("qitu-book"), dom::meta("qitu-built-book"));
    let book = own.filter(|own| Some(own) != built.as_ref()).unwrap_or_default();
    if folder.is_empty() && book.is_empty() {
        return String::new();
    }
    format!("@{folder}/{book}")
}

/// The key on the device.
fn on_device(key: &str) -> String {
    thread_local! { static ENDING: String = ending() }
    if key == SHARED { key.to_owned() } else { ENDING.with(|ending| format!("{key}{ending}")) }
}

/// The planner's own name of a key on the device; none where it belongs to another planner.
fn own_name(key: &str) -> Option<String> {
    let (name, ending) = key.find('@').map_or((key, ""), |at| key.split_at(at));
    (on_device(name) == format!("{name}{ending}")).then(|| name.to_owned())
}

/// Takes over, once, what editions kept under plain keys that knew no planners beside each other.
/// It stays there too: it may be another's. `belongs` says which keys are a planner's.
pub fn take_over(belongs: impl Fn(&str) -> bool) {
    let Ok(storage) = local() else { return };
    let get = |key: &str| storage.get_item(key).ok().flatten();
    let taken = on_device(TAKEN_KEY);
    if taken == TAKEN_KEY || get(&taken).is_some() {
        return;
    }
    let is_whole = plain_keys(&storage).iter().filter(|key| belongs(key)).all(|key| {
        let there = get(&on_device(key)).is_some();
        there || get(key).is_none_or(|text| storage.set_item(&on_device(key), &text).is_ok())
    });
    // Where there was no room it is tried again next time.
    if is_whole {
        let texts = plain_texts(&storage, belongs);
        let _ = storage.set_item(&taken, &qitu_model::sum(&texts));
    }
}

/// Forgets what was taken over where it lay before, if nobody has changed it there since.
pub fn forget_taken(belongs: impl Fn(&str) -> bool) {
    let Ok(storage) = local() else { return };
    let taken = on_device(TAKEN_KEY);
    let noted = storage.get_item(&taken).ok().flatten();
    if taken == TAKEN_KEY || noted != Some(qitu_model::sum(&plain_texts(&storage, &belongs))) {
        return;
    }
    for key in plain_keys(&storage).iter().filter(|key| belongs(key)) {
        let _ = storage.remove_item(key);
    }
}

/// All keys on the device that belong to no planner but the one at the top, in order.
fn plain_keys(storage: &web_sys::Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
    let mut keys: Vec<String> = keys.filter(|key| !key.contains('@')).collect();
    keys.sort();
    keys
}

fn plain_texts(storage: &web_sys::Storage, belongs: impl Fn(&str) -> bool) -> String {
    let keys = plain_keys(storage);
    keys.iter().filter(|key| belongs(key)).filter_map(|key| storage.get_item(key).ok()?).collect()
}

fn put(key: &str, text: &str) -> Result<(), Refused> {
    local()?.set_item(&on_device(key), text).map_err(|error| {
        let name = error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name);
        // The second is what Firefox says.
        let full = name.is_some_and(|name| {
            name == "QuotaExceededError" || name == "NS_ERROR_DOM_QUOTA_REACHED"
        });
        if full { Refused::Full } else { Refused::Blocked }
    })
}

/// What the browser keeps for this site, and nothing in its place.
pub struct Local;

impl Device for Local {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        local()?.get_item(&on_device(key)).map_err(|_| Refused::Blocked)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        put(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        local()?.remove_item(&on_device(key)).map_err(|_| Refused::Blocked)
    }

    fn keys(&self) -> Vec<String> {
        let Ok(storage) = local() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
        keys.filter_map(|key| own_name(&key)).collect()
    }
}

/// An id that no other window gets.
#[must_use]
pub fn window_id() -> String {
    format!("{:x}", (js_sys::Math::random() * 1e13) as u64)
}

/// Does the browser keep anything for this page?
///
/// # Errors
/// Where it refuses.
pub fn probe() -> Result<(), Refused> {
    const KEY: &str = "qitu.probe";
    put(KEY, "1")?;
    forget(KEY);
    Ok(())
}

/// What is kept under a key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    let newer = MEMORY.with_borrow(|m| m.get(key).cloned());
    newer.or_else(|| local().ok().and_then(|s| s.get_item(&on_device(key)).ok().flatten()))
}

/// Keeps a text under a key.
///
/// # Errors
/// Where the browser refuses; the text is then kept in memory.
pub fn write(key: &str, text: &str) -> Result<(), Refused> {
    let kept = put(key, text);
    MEMORY.with_borrow_mut(|m| match kept {
        Ok(()) => m.remove(key),
        Err(_) => m.insert(key.to_owned(), text.to_owned()),
    });
    kept
}

/// What lies on the desk of the studio.
pub const DESK: &str = "qitu.desk";

/// Keeps a text as long as this window is open, loaded anew or not, in a room of its own beside what
/// the device keeps. Where the browser refuses, it is kept until the page is loaded anew.
pub fn keep_in_window(key: &str, text: &str) {
    let kept = of_window().is_some_and(|window| window.set_item(&on_device(key), text).is_ok());
    MEMORY.with_borrow_mut(|m| match kept {
        true => m.remove(key),
        false => m.insert(key.to_owned(), text.to_owned()),
    });
}

/// What this window keeps under a key.
#[must_use]
pub fn kept_in_window(key: &str) -> Option<String> {
    let newer = MEMORY.with_borrow(|m| m.get(key).cloned());
    newer.or_else(|| of_window()?.get_item(&on_device(key)).ok().flatten())
}

fn of_window() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Forgets what is kept under a key.
pub fn forget(key: &str) {
    if let Ok(storage) = local() {
        let _ = storage.remove_item(&on_device(key));
    }
    MEMORY.with_borrow_mut(|m| m.remove(key));
}

/// Asks the browser not to clear what is kept when space is short.
pub async fn persist() {
    if let Some(asked) = manager().and_then(|storage| storage.persist().ok()) {
        let _ = JsFuture::from(asked).await;
    }
}

/// Did the browser promise so? `None` where it cannot be asked.
pub async fn persisted() -> Option<bool> {
    let asked = manager()?.persisted().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// Missing in old browsers and on pages without https.
fn manager() -> Option<web_sys::StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let storage = js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?;
    storage.is_object().then(|| navigator.storage())
}

/// Calls back with the key and what is under it now when another window writes or forgets; with no
/// key when it forgets all.
pub fn watch(mut changed: impl FnMut(Option<String>, Option<String>) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let on = EventListener::new(&window, "storage", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() else { return };
        match event.key().map(|key| own_name(&key)) {
            None => changed(None, None),
            Some(None) => {}
            Some(own) => changed(own, event.new_value()),
        }
    });
    on.forget();
}

/// Calls back when the page is left: `true` where it is closed or reloaded, `false` where it is put
/// into the background.
pub fn on_leaving(act: impl Fn(bool) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Rc::new(act);
    for event in ["pagehide", "blur"] {
        let act = act.clone();
        EventListener::new(&window, event, move |_| act(event == "pagehide")).forget();
    }
}
