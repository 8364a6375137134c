//! Owns fields for a day and for a whole number. They keep what can be meant, and refuse the rest
//! with a word and the old value back. Both are drawn as one field.

use crate::app::platform::dom::Input;
use leptos::ev::{Event, FocusEvent};
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::{Date, Lang, half_width};

/// What a field is, beside its value.
struct Look {
    id: String,
    label: String,
    hidden_label: bool,
    kind: &'static str,
    /// The keyboard of a phone; none = what the kind brings.
    keyboard: Option<&'static str>,
    /// The first and the last day that a browser offers.
    offered: Option<[String; 2]>,
    /// What stands in the field while it is empty.
    hint: &'static str,
}

/// A field with its label and, below it, what was refused in words.
fn field(
    look: Look,
    text: impl Fn() -> String + Send + 'static,
    refused: RwSignal<Option<String>>,
    changed: impl Fn(Event) + 'static,
    left: impl Fn(FocusEvent) + 'static,
) -> AnyView {
    let problem = format!("{}-problem", look.id);
    let label = if look.hidden_label { "hidden-words" } else { "field-label" };
    let [least, most] = look.offered.map_or([None, None], |days| days.map(Some));
    let hint = (!look.hint.is_empty()).then_some(look.hint);
    view! {
        <div class="field">
            <label class=label for=look.id.clone()>{look.label}</label>
            <input
                class="field-input"
                id=look.id
                type=look.kind
                inputmode=look.keyboard
                min=least
                max=most
                placeholder=hint
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                aria-describedby=problem.clone()
                prop:value=text
                on:change=changed
                on:blur=left
            />
            <p class="field-problem" id=problem role="alert" hidden=move || refused.with(Option::is_none)>
                {move || refused.get()}
            </p>
        </div>
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
        let input: Input = event_target(&event);
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
    let look = Look {
        id,
        label,
        hidden_label,
        kind: "date",
        keyboard: None,
        offered: Some([format!("{:04}-01-01", years.0), format!("{:04}-12-31", years.1)]),
        hint: "",
    };
    field(look, text, refused, changed, left)
}

/// A whole number between two, or none. It is a field for text with the keyboard for numbers: a wheel
/// turned over a browser's own field for numbers changes the number, and nobody sees it.
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
        let input: Input = event_target(&event);
        let typed = input.value();
        let number = whole_number(&typed).filter(|n| (low..=high).contains(n));
        let is_empty = typed.trim().is_empty();
        if number.is_some() || (is_empty && may_be_empty) {
            refused.set(None);
            set.run(number);
            return;
        }
        refused.set(Some(if is_empty {
            words.number_none.to_owned()
        } else {
            ui::fill(words.number_range, &[typed.trim(), &low.to_string(), &high.to_string()])
        }));
        input.set_value(&untrack(text));
    };
    let look = Look {
        id,
        label,
        hidden_label,
        kind: "text",
        keyboard: Some("numeric"),
        offered: None,
        hint,
    };
    field(look, text, refused, changed, |_| {})
}

/// A whole number as it was typed, with the wide digits of an input method too.
pub fn whole_number(typed: &str) -> Option<i64> {
    typed.trim().chars().map(half_width).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn a_number_is_read_as_it_is_typed() {
        assert_eq!(
            ["35", " 35 ", "３５", "-5"].map(whole_number),
            [Some(35), Some(35), Some(35), Some(-5)]
        );
        assert_eq!(
            ["", "25.5", "35岁", "1e2", "9".repeat(30).as_str()].map(whole_number),
            [None; 5]
        );
    }
}
