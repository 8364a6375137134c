//! Browser entry: mounts the app.
use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| leptos::view! { <p>"骑途"</p> });
}
