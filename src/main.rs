//! Browser entry: mounts the app, or plans where the app has started this as its worker.

use qitu::app::{
    planner,
    platform::{dom, panic, thread},
    shell,
};

fn main() {
    panic::watch();
    if let Some(inside) = thread::Inside::here() {
        planner::serve(inside);
        return;
    }
    dom::remove("#boot");
    leptos::mount::mount_to_body(shell::shell);
}
