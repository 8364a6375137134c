//! Owns the sheet: a native dialog that rises from the thumb on a phone and stands in the middle
//! of a wide screen. Refuses to remember whether it is open: the address does.

use super::icon::{Icon, icon};
use crate::app::platform::dom;
use leptos::{html, prelude::*};
use qitu_engine::text::ui;

/// A dialog that is open as long as it is drawn.
#[component]
pub fn Sheet(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Called when it is closed by its button, Escape, or a tap beside it.
    close: Callback<()>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let words = ui::shell::words(untrack(|| crate::app::session::session().lang()));
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            dom::open(&dialog);
        }
    });
    view! {
        <dialog
            class="sheet"
            node_ref=dialog
            aria-labelledby="sheet-title"
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                close.run(());
            }
            on:click=move |event| {
                if dom::hit_backdrop(&event) {
                    close.run(());
                }
            }
        >
            <span class="sheet-grip" aria-hidden="true"></span>
            <header class="sheet-head">
                <h2 id="sheet-title" class="sheet-title" tabindex="-1" autofocus>
                    {title}
                </h2>
                <button
                    class="sheet-close button"
                    data-kind="quiet"
                    data-size="icon"
                    aria-label=words.close
                    on:click=move |_| close.run(())
                >
                    {icon(Icon::Close)}
                </button>
            </header>
            <div class="sheet-body">{children()}</div>
        </dialog>
    }
}
