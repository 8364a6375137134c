//! Owns the native list: one of many ids, or none.

use leptos::prelude::*;

/// A choice among ids, as a native list; the first entry stands for none.
/// `options` are ids with their names; `chosen` is an id, or empty.
#[must_use]
pub fn select(
    label: &'static str,
    id: &'static str,
    none: &'static str,
    options: Vec<(String, String)>,
    chosen: RwSignal<String>,
) -> AnyView {
    let options = options.into_iter().map(|(value, name)| {
        let held = value.clone();
        view! {
            <option value=value prop:selected=move || chosen.with(|c| *c == held)>{name}</option>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            <select
                id=id
                class="field-input"
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{none}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}
