//! Browser entry: mounts the app.

use qitu::app::{
    platform::{dom, panic},
    shell,
};

fn main() {
    panic::watch();
    dom::remove("#boot");
    leptos::mount::mount_to_body(shell::shell);
}
