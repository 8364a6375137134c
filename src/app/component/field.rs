//! Owns fields for a day and for a whole number. They keep what can be meant, and refuse the rest
//! with a word and the old value back.

use crate::app::platform::dom::Input;
use leptos::ev::{Event, FocusEvent};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Date;
use qitu_model::Lang;
use wasm_bindgen::JsCast;

fn input_of(event: &Event) -> Option<Input> {
    event.target()?.dyn_into().ok()
}

/// What was refused, in words, below its field.
fn problem(id: &str, text: RwSignal<Option<String>>) -> AnyView {
    let id = format!("{id}-problem");
    view! {
        <p class="field-problem" id=id role="alert" hidden=move || text.with(Option::is_none)>
            {move || text.get()}
        </p>
    }
    .into_any()
}

/// A day between two years. A browser calls a date whole at each digit of its year that is typed:
/// only one that lies between the years is taken; the rest is looked at when the field is left.
#[component]
pub fn DateField(
    /// Of its words.
    lang: Lang,
    /// Unique on the screen.
    #[prop(into)]
    id: String,
    /// What the day is.
    #[prop(into)]
    label: String,
    /// Does only a screen reader need the label?
    #[prop(default = false)]
    hidden_label: bool,
    /// The first and the last year.
    years: (i32, i32),
    /// The day now.
    #[prop(into)]
    value: Signal<Option<Date>>,
    /// Called with each day taken; nothing where the field was emptied and may be.
    set: Callback<Option<Date>>,
    /// May there be no day?
    #[prop(default = false)]
    may_be_empty: bool,
) -> impl IntoView {
    let words = ui::field::words(lang);
    let refused = RwSignal::new(None::<String>);
    let text = move || value.with(|day| day.map(|d| d.to_string()).unwrap_or_default());
    let fits = move |day: &Date| (years.0..=years.1).contains(&day.ymd().0);
    let changed = move |event: Event| {
        let Some(day) = Date::parse(&event_target_value(&event)).filter(fits) else { return };
        refused.set(None);
        if value.get_untracked() != Some(day) {
            set.run(Some(day));
        }
    };
    let left = move |event: FocusEvent| {
        let Some(input) = input_of(&event) else { return };
        let typed = input.value();
        let day = Date::parse(&typed);
        if day.as_ref().is_some_and(fits) {
            return;
        }
        // A date half typed has no value, and the browser knows.
        let is_empty = typed.is_empty() && input.check_validity();
        if is_empty && may_be_empty {
            refused.set(None);
            if value.with_untracked(Option::is_some) {
                set.run(None);
            }
            return;
        }
        let said = match day {
            Some(_) => {
                let years = [years.0, years.1].map(|year| year.to_string());
                Some(ui::fill(words.date_range, &[&typed, &years[0], &years[1]]))
            }
            None if is_empty => None,
            None => Some(words.date_whole.to_owned()),
        };
        refused.set(said);
        // Emptied first: a browser keeps parts of a date that was never whole.
        input.set_value("");
        input.set_value(&untrack(text));
    };
    let told = format!("{id}-problem");
    view! {
        <div class="field">
            <label class=if hidden_label { "hidden-words" } else { "field-label" } for=id.clone()>{label}</label>
            <input
                class="field-input"
                id=id.clone()
                type="date"
                min=format!("{:04}-01-01", years.0)
                max=format!("{:04}-12-31", years.1)
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                aria-describedby=told
                prop:value=text
                on:change=changed
                on:blur=left
            />
            {problem(&id, refused)}
        </div>
    }
}

/// A whole number between two, or none.
#[component]
pub fn NumberField(
    /// Of its words.
    lang: Lang,
    /// Unique on the screen.
    #[prop(into)]
    id: String,
    /// What the number is.
    #[prop(into)]
    label: String,
    /// Does only a screen reader need the label?
    #[prop(default = false)]
    hidden_label: bool,
    /// Least and most.
    range: (i64, i64),
    /// What stands in the field while it is empty.
    #[prop(default = "")]
    hint: &'static str,
    /// The number now.
    #[prop(into)]
    value: Signal<Option<i64>>,
    /// Called with each number taken; nothing where the field was emptied and may be.
    set: Callback<Option<i64>>,
    /// May there be no number?
    #[prop(default = true)]
    may_be_empty: bool,
) -> impl IntoView {
    let words = ui::field::words(lang);
    let refused = RwSignal::new(None::<String>);
    let text = move || value.with(|number| number.map(|n| n.to_string()).unwrap_or_default());
    let (low, high) = range;
    let changed = move |event: Event| {
        let Some(input) = input_of(&event) else { return };
        let typed = input.value();
        let number = typed.trim().parse::<i64>().ok().filter(|n| (low..=high).contains(n));
        let is_empty = typed.trim().is_empty() && input.check_validity();
        if number.is_some() || (is_empty && may_be_empty) {
            refused.set(None);
            set.run(number);
            return;
        }
        refused.set(Some(if typed.trim().is_empty() {
            words.number_none.to_owned()
        } else {
            ui::fill(words.number_range, &[typed.trim(), &low.to_string(), &high.to_string()])
        }));
        input.set_value(&untrack(text));
    };
    let told = format!("{id}-problem");
    view! {
        <div class="field">
            <label class=if hidden_label { "hidden-words" } else { "field-label" } for=id.clone()>{label}</label>
            <input
                class="field-input"
                id=id.clone()
                type="number"
                inputmode="numeric"
                min=low
                max=high
                placeholder=hint
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                aria-describedby=told
                prop:value=text
                on:change=changed
            />
            {problem(&id, refused)}
        </div>
    }
}
