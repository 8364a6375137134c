//! Owns the sum with the rider's own numbers, and when a plan pays back.

use super::book::{Book, Own};
use super::role::goal_role;
use crate::app::component::{Badge, whole_number};
use crate::app::session::session;
use leptos::prelude::*;
use qitu_engine::explain::money;
use qitu_engine::text::{format, ui};
use qitu_engine::text::{name, sentence};
use qitu_model::Lang;
use qitu_model::{Catalogue, Need};
use std::collections::BTreeMap;

/// The sum with the rider's own numbers, worked out as they type.
pub(super) fn draw(lang: Lang, book: &Book, own: Own) -> AnyView {
    let words = ui::cover::words(lang);
    if own.with_untracked(BTreeMap::is_empty) {
        own.set(book.inputs.iter().map(|input| (input.id.clone(), input.value)).collect());
    }
    let fields = book.inputs.iter().map(|input| {
        let unit = match input.unit.as_str() {
            "percent" => words.percent,
            "orders" => words.orders,
            "days" => words.days,
            _ => words.yuan,
        };
        let label = format!("{} ({unit})", lang.pick(&input.label));
        let (id, field) = (input.id.clone(), format!("cover-{}", input.id));
        let (low, high) = (input.min, input.max.unwrap_or(1_000_000));
        let type_in = move |event: leptos::ev::Event| {
            // Half a number, or none, is no change yet.
            if let Some(number) = whole_number(&event_target_value(&event)) {
                own.update(|own| {
                    own.insert(id.clone(), number.clamp(low, high));
                });
            }
        };
        let (fact, source) = (input.fact.clone(), input.fact.source_in(&book.sources));
        let (id, example) = (input.id.clone(), input.value);
        // A number of the rider's own has no source but the rider.
        let is_example =
            Memo::new(move |_| own.with(|own| own.get(&id).is_none_or(|now| *now == example)));
        let badge = move || {
            is_example.get().then(|| view! { <Badge fact=fact.clone() source=source.clone() /> })
        };
        let note = input.note.as_ref().map(|note| lang.pick(note).to_owned());
        view! {
            <div class="field">
                <label class="field-label" for=field.clone()>{label}</label>
                <input
                    class="field-input"
                    id=field
                    type="text"
                    inputmode="numeric"
                    value=own.with_untracked(|own| own.get(&input.id).copied().unwrap_or(input.value))
                    on:input=type_in
                />
                {note.map(|note| view! { <span class="field-hint">{note}</span> })}
                {badge}
            </div>
        }
    });
    let results = book.outputs.iter().cloned().map(|output| {
        let label = lang.pick(&output.label).to_owned();
        let shown = move || {
            let result = own.with(|own| money::evaluate(&output.formula, own));
            let Some(fen) = result else { return words.no_result.to_owned() };
            let sign = if fen < 0 { "−" } else { "" };
            let (yuan, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
            let number =
                if rest == 0 { format!("{sign}{yuan}") } else { format!("{sign}{yuan}.{rest:02}") };
            let sentence = match output.unit.as_str() {
                "yuan_per_order" => words.per_order,
                _ => words.result_yuan,
            };
            ui::fill(sentence, &[&number])
        };
        view! {
            <div class="figure">
                <dt class="figure-note">{label}</dt>
                <dd class="figure-value" aria-live="polite">{shown}</dd>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.calculator}</h2>
            <dl class="figures cover-results">{results.collect::<Vec<_>>()}</dl>
            <div class="cover-fields">{fields.collect::<Vec<_>>()}</div>
            <p class="quiet small">{lang.pick(&book.note).to_owned()}</p>
        </section>
    }
    .into_any()
}

/// When what the plan costs comes back.
pub(super) fn pay_back(lang: Lang, catalogue: &Catalogue, own: Own) -> AnyView {
    let words = ui::cover::words(lang);
    let session = session();
    let role = goal_role(session, catalogue);
    let plan = session.planned.with(|p| p.plan.clone());
    let goal = session.history.with(|h| h.now.case().map(|case| case.scenario.goal.clone()));
    let answered = role.zip(plan).and_then(|(role, plan)| {
        // The plan on the screen may still answer an older question.
        (Some(&plan.1.goal) == goal.as_ref()).then_some(())?;
        Some((role, plan.0.value?, plan.1.hourly_take))
    });
    let Some((role, value, take)) = answered else {
        return view! { <p class="notice">{words.pay_back_none}</p> }.into_any();
    };
    let hours = i64::try_from(value.hours).unwrap_or(i64::MAX);
    let cost = value.fee.0.saturating_add(take.map_or(0, |take| take.0.saturating_mul(hours)));
    let spent = match take {
        Some(take) => ui::fill(
            words.pay_back_more,
            &[&format::yuan(value.fee.0), &take.0.to_string(), &format::yuan(cost)],
        ),
        None => ui::fill(words.pay_back_fee, &[&format::yuan(value.fee.0)]),
    };
    let pay = role.pay.clone();
    let gross = own.with(|own| own.get("gross").copied());
    let more = pay.as_ref().zip(gross).map(|(pay, gross)| pay.low.0.saturating_sub(gross));
    let back = more.map(|more| match money::pay_back(cost, more) {
        Some(0) => words.pay_back_free.to_owned(),
        Some(months) => {
            ui::fill(words.pay_back_months, &[&format::yuan(more), &months.to_string()])
        }
        None => words.pay_back_never.to_owned(),
    });
    // Where the start alone does not pay back, the middle of the range may; both are said.
    let by_middle = pay.as_ref().zip(gross).filter(|(pay, gross)| pay.low.0 <= *gross);
    let by_middle = by_middle.and_then(|(pay, gross)| {
        let months = money::pay_back(cost, (pay.low.0 + pay.high.0) / 2 - gross)?;
        (months > 0).then(|| ui::fill(words.pay_back_middle, &[&months.to_string()]))
    });
    let goal = sentence::need(lang, catalogue, &Need::Role { role: role.id.clone() });
    let called = name(lang, catalogue, &role.id).to_owned();
    view! {
        <section class="card" aria-label=goal>
            <h2 class="card-title">{words.pay_back}</h2>
            <p class="quiet">{called}</p>
            <p>{back}</p>
            {by_middle.map(|text| view! { <p>{text}</p> })}
            <p class="quiet">{spent}</p>
            {pay.map(|pay| view! { <Badge fact=pay.fact /> })}
        </section>
    }
    .into_any()
}
