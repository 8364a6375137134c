//! Browser entry: mounts the app, or plans where the app has started this as its worker.

use qitu::app::{
    further, planner,
    platform::{dom, panic, thread},
    shell,
};

fn main() {
    panic::watch();
    if let Some(inside) = thread::Inside::here() {
        planner::serve(inside);
        return;
    }
    wasm_bindgen_futures::spawn_local(open());
}

/// Opens the page; where something is kept, once what reads it is here. A page that could not read
/// it would begin anew and write over it.
async fn open() {
    if further::is_needed() && further::bring().await.is_err() {
        wasm_bindgen::throw_str("what reads the kept plan did not come");
    }
    dom::remove("#boot");
    leptos::mount::mount_to_body(shell::shell);
}
