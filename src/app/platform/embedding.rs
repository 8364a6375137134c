//! Owns the words with a page that holds this one in a frame: what it asked for, what it is told.
//! Refuses to know who listens: `embedded.js` checks the host's origin and passes messages on.

use super::dom;
use crate::app::platform::link_target::outside;
use gloo_events::EventListener;
use qitu_engine::protocol::{Fault, Reading};
use qitu_model::Lang;
use qitu_model::json::{self, ToJson};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// What a host is told of a catalogue.
#[derive(ToJson)]
struct Faults<'a> {
    message: &'a str,
    /// Something of it is used.
    usable: bool,
    errors: u32,
    warnings: u32,
    faults: &'a Vec<Fault>,
}

/// Is this page part of another one?
#[must_use]
pub fn is_there() -> bool {
    dom::has("[data-embed]")
}

/// The language the host asked for, `zh` or `en`.
#[must_use]
pub fn lang() -> Option<String> {
    dom::meta("qitu-lang")
}

/// The theme the host asked for, `light` or `dark`.
#[must_use]
pub fn theme() -> Option<String> {
    dom::meta("qitu-theme")
}

/// The goal the host asked for, where its planner is to begin with the questions.
#[must_use]
pub fn goal() -> Option<String> {
    dom::meta("qitu-goal")
}

/// The address of the host's page, as its script told it.
#[must_use]
pub fn page() -> Option<String> {
    dom::meta("qitu-page").filter(|page| outside(page).is_some())
}

/// Did the host ask for the answer alone?
#[must_use]
pub fn answers_only() -> bool {
    dom::has("[data-embed='answer']")
}

/// Where to enrol for a course, when the host takes enrolments: the address, and whose it is.
#[must_use]
pub fn enrol(course: &str) -> Option<(String, String)> {
    let template = dom::meta("qitu-enrol")?;
    let course = js_sys::encode_uri_component(course);
    let address = template.replace("{course}", &String::from(course));
    let address = outside(&address)?;
    // As the browser reads it: a name before `@` or letters that look like others do not deceive.
    let whose = web_sys::Url::new(address).ok()?.host();
    Some((address.to_owned(), whose))
}

/// Calls back when what is kept of the catalogue has been renewed from the host (`sw.js`).
pub fn on_renewed(act: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "qitu-newer", move |_| act()).forget();
    }
}

/// Tells the host something, as JSON; nobody hears it where there is no host.
pub fn tell(what: &str, json: &str) {
    let Some(window) = web_sys::window() else { return };
    let content = CustomEventInit::new();
    content.set_detail(&JsValue::from_str(json));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&format!("qitu-{what}"), &content) {
        let _ = window.dispatch_event(&event);
    }
}

/// Tells the host and the console what is wrong with a catalogue: the one in a message, the other in
/// a line.
pub fn tell_faults(reading: &Reading, lang: Lang) {
    let Some(first) = reading.faults.first() else { return };
    let (what, mend) = (lang.pick(&first.what), lang.pick(&first.mend));
    let line = if first.line > 0 { format!("{}: ", first.line) } else { String::new() };
    let place = if first.place.is_empty() { String::new() } else { format!("{}: ", first.place) };
    let message = format!(
        "catalogue: {} errors, {} warnings; {line}{place}{what} {mend}",
        reading.errors, reading.warnings
    );
    web_sys::console::warn_1(&format!("qitu: {message} (all of them: ?staff)").into());
    let told = Faults {
        message: &message,
        usable: reading.catalogue.is_some(),
        errors: reading.errors,
        warnings: reading.warnings,
        faults: &reading.faults,
    };
    tell("error", &json::write(&told));
}
