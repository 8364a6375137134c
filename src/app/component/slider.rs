//! Owns the slider: a number set by dragging, by tapping minus and plus, or by the keyboard.

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// A native range input between two buttons, so that every drag has a tap.
#[component]
pub fn Slider(
    /// What the number is.
    #[prop(into)]
    label: String,
    /// Unique on the screen.
    #[prop(into)]
    id: String,
    /// Least and most.
    range: (u32, u32),
    /// One step.
    #[prop(default = 1)]
    step: u32,
    /// The number now.
    #[prop(into)]
    value: Signal<u32>,
    /// The number in words, as shown and as spoken.
    words: Callback<u32, String>,
    /// Called while it moves.
    moved: Callback<u32>,
    /// Called when it comes to rest.
    settled: Callback<()>,
) -> impl IntoView {
    let (low, high) = range;
    let nudge = move |up: bool| {
        let now = value.get_untracked();
        let next = if up { now.saturating_add(step) } else { now.saturating_sub(step) };
        let next = next.clamp(low, high);
        // At its end the button stays where it is, and so does the focus on it.
        if next != now {
            moved.run(next);
            settled.run(());
        }
    };
    let share = move || {
        let span = high.saturating_sub(low).max(1);
        format!("{}%", (value.get().clamp(low, high) - low) * 100 / span)
    };
    // Whoever moves the knob hears its value from the knob itself; whoever taps beside it, from the words.
    let is_held = RwSignal::new(false);
    let at_low = move || (value.get() <= low).then_some("true");
    let at_high = move || (value.get() >= high).then_some("true");
    let less = format!("− {label}");
    let more = format!("+ {label}");
    view! {
        <div class="slider">
            <div class="slider-head">
                <label class="slider-label" for=id.clone()>{label}</label>
                <output class="slider-value" for=id.clone() aria-live=move || if is_held.get() { "off" } else { "polite" }>
                    {move || words.run(value.get())}
                </output>
            </div>
                <button
                    class="slider-step"
                    aria-label=less
                    aria-disabled=at_low
                    on:click=move |_| nudge(false)
                >
                    {icon(Icon::Minus)}
                </button>
                <input
                    class="slider-input"
                    type="range"
                    id=id
                    min=low
                    max=high
                    step=step
                    style=("--fill", share)
                    prop:value=move || value.get().to_string()
                    aria-valuetext=move || words.run(value.get())
                    on:input=move |event| {
                        if let Ok(n) = event_target_value(&event).parse() {
                            moved.run(n);
                        }
                    }
                    on:focus=move |_| is_held.set(true)
                    on:blur=move |_| is_held.set(false)
                    on:change=move |_| settled.run(())
                />
                <button
                    class="slider-step"
                    aria-label=more
                aria-disabled=at_high
                on:click=move |_| nudge(true)
            >
                {icon(Icon::Plus)}
                </button>
        </div>
    }
}
