//! The planner's worker: hands messages of the page to the desk and its answers back.
//! Refuses everything else; there is no page in here.

use js_sys::global;
use qitu::talk::{Answer, Desk, line};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let desk = Rc::new(RefCell::new(Desk::default()));
    let listener = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(message) = event.data().as_string() else { return };
        let mut tell = |answer: String| {
            // A page that has gone away no longer listens, and nothing is lost by that.
            let _ = listener.post_message(&JsValue::from_str(&answer));
        };
        let clock = || listener.performance().map_or(0.0, |p| p.now());
        desk.borrow_mut().hear(&message, &mut tell, &clock);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let _ = scope.post_message(&JsValue::from_str(&line(0, Answer::Ready)));
}
