//! Owns the worker's thread: starting it, sending lines, hearing lines, ending it.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

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
