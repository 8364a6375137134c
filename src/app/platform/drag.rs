//! Owns what a drag asks of the browser: the pointer kept by what it took hold of, the thing that
//! follows it, a short buzz where the device has one. Refuses to know what is dragged and why.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, PointerEvent};

fn taken(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Every move of this pointer goes to what it took hold of, wherever it is.
pub fn hold(event: &PointerEvent) {
    if let Some(element) = taken(event) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The element around a handle that goes where its pointer goes.
#[must_use]
pub fn around(handle: &Element, selector: &str) -> Option<HtmlElement> {
    handle.closest(selector).ok().flatten()?.dyn_into().ok()
}

/// Shows a thing so many pixels below its place, lifted; or in its place again.
pub fn shift(thing: &HtmlElement, by: Option<f64>) {
    match by {
        Some(by) => {
            let _ = thing.set_attribute("data-lifted", "");
            super::dom::style(thing, "--lift", &format!("{by}px"));
        }
        None => {
            let _ = thing.remove_attribute("data-lifted");
            let _ = thing.style().remove_property("--lift");
        }
    }
}

/// A short buzz, on a device that has one.
pub fn buzz() {
    const SHORT_MS: i32 = 12;
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else { return };
    let buzz = Reflect::get(&navigator, &"vibrate".into());
    if let Some(buzz) = buzz.ok().and_then(|buzz| buzz.dyn_into::<Function>().ok()) {
        let _ = buzz.call1(&navigator, &JsValue::from(SHORT_MS));
    }
}
