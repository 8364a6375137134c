//! Owns the worker's thread: starting it, sending lines, hearing lines, ending it; and the same
//! from the inside.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A worker that is running.
pub struct Thread {
    worker: Worker,
    // Kept alive as long as the worker may call them.
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(Event)>,
}

impl Thread {
    /// Starts the worker of this file; none where the browser cannot.
    #[must_use]
    pub fn start(
        path: &str,
        mut hear: impl FnMut(String) + 'static,
        mut fail: impl FnMut() + 'static,
    ) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(path, &options).ok()?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(line) = event.data().as_string() {
                hear(line);
            }
        });
        let fail = Closure::<dyn FnMut(Event)>::new(move |_: Event| fail());
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        // The program as it runs here: the worker neither fetches nor compiles it again.
        worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(Self { worker, _hear: hear, _fail: fail })
    }

    /// Sends one line.
    pub fn send(&self, line: &str) {
        let _ = self.worker.post_message(&JsValue::from_str(line));
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The worker's own end.
#[derive(Clone)]
pub struct Inside(DedicatedWorkerGlobalScope);

impl Inside {
    /// Is this a worker?
    #[must_use]
    pub fn here() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Hears every line from now on.
    pub fn hear(&self, mut hear: impl FnMut(String) + 'static) {
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(line) = event.data().as_string() {
                hear(line);
            }
        });
        self.0.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
    }

    /// Tells one line. A page that has gone away no longer listens, and nothing is lost by that.
    pub fn tell(&self, line: &str) {
        let _ = self.0.post_message(&JsValue::from_str(line));
    }

    /// Milliseconds since the worker began.
    #[must_use]
    pub fn now(&self) -> f64 {
        self.0.performance().map_or(0.0, |clock| clock.now())
    }
}
