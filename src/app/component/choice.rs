//! Owns the segmented control: a few choices of which one holds.

use leptos::prelude::*;

/// A row of radio buttons drawn as one bar. Arrow keys move the choice, as radios do.
#[component]
pub fn Segments(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    /// Unique on the screen.
    #[prop(into)]
    name: String,
    /// Value and label of each choice.
    choices: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with the value of a new choice.
    choose: Callback<String>,
) -> impl IntoView {
    let choices = choices.into_iter().map(|(value, text)| {
        let (held, given) = (value.clone(), value.clone());
        let name = name.clone();
        view! {
            <label class="segmented-item">
                <input
                    class="segmented-input"
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || chosen.with(|c| *c == held)
                    on:change=move |_| choose.run(given.clone())
                />
                <span class="segmented-face">{text}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segmented">
            <legend class="hidden-words">{label}</legend>
            {choices.collect::<Vec<_>>()}
        </fieldset>
    }
}
