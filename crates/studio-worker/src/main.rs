//! Owns the entry of the studio's worker: a line from the page in, lines to the page out.
//! Refuses to know what they say: `qitu-studio` does. A fault ends the program; the page hears of it
//! and starts it again.

use qitu_studio::{Answer, Desk, line};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    // Anywhere else there is nobody to answer.
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let page = scope.clone();
    let tell = move |text: String| {
        // A page that has gone away no longer listens, and nothing is lost by that.
        let _ = page.post_message(&JsValue::from_str(&text));
    };
    let answer = tell.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            Desk::hear(&text, &answer);
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    tell(line(0, Answer::Ready));
}
