//! Browser entry: mounts the app.
fn main() {
    leptos::mount::mount_to_body(|| leptos::view! { <p>"骑途"</p> });
}
