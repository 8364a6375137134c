//! Browser entry: mounts the app, or plans where the app has started this as its worker.

use qitu::app::planner::worker;
use qitu::app::platform::{dom, panic, worker::Inside};
use qitu::app::session::deferred;
use qitu::app::shell;

fn main() {
    panic::watch();
    if let Some(inside) = Inside::here() {
        worker::serve(inside);
        return;
    }
    wasm_bindgen_futures::spawn_local(open());
}

/// Opens the page; where something is kept, once what reads it is here. A page that could not read
/// it would begin anew and write over it.
async fn open() {
    if deferred::is_needed() && deferred::bring().await.is_err() {
        wasm_bindgen::throw_str("what reads the kept plan did not come");
    }
    dom::remove("#boot");
    leptos::mount::mount_to_body(shell::shell);
}
