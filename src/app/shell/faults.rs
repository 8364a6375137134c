//! Owns the list of what is wrong with a catalogue, for staff who ask for it by `?staff`.
//! Refuses to show it to riders: they can mend nothing.

use crate::app::session::Session;
use leptos::prelude::*;
use qitu_engine::load::Severity;
use qitu_engine::protocol::Fault;
use qitu_engine::text::{problem, ui};
use qitu_model::Lang;

/// So many stand open.
const FEW: usize = 5;

/// Draws it, once a catalogue was read that the build had not checked.
#[must_use]
pub fn draw(session: Session, lang: Lang) -> AnyView {
    let Some(reading) = session.faults.get() else { return ().into_any() };
    let words = ui::fault::words(lang);
    let counts = [reading.errors.to_string(), reading.warnings.to_string()];
    let title = match reading.faults.is_empty() {
        true => words.fine.to_owned(),
        false => ui::fill(words.title, &[&counts[0], &counts[1]]),
    };
    let used = if reading.catalogue.is_some() { words.used } else { words.unused };
    let mut rows = reading.faults.iter().map(|fault| row(lang, fault));
    let first: Vec<_> = rows.by_ref().take(FEW).collect();
    let rest: Vec<_> = rows.collect();
    let count = rest.len().to_string();
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary class="more-title">{ui::fill(words.more, &[&count])}</summary>
                <ul class="studio-problems more-body">{rest}</ul>
            </details>
        }
    });
    let list = (!first.is_empty()).then(|| {
        view! {
            <p>{used}</p>
            <ul class="studio-problems">{first}</ul>
            {rest}
        }
    });
    let tone = if reading.errors > 0 { "bad" } else { "" };
    view! {
        <section class="notice" id="faults" data-place="top" data-tone=tone data-print="never" role="status">
            <p class="notice-title">{title}</p>
            {list}
            <p class="quiet small">{words.only}</p>
        </section>
    }
    .into_any()
}

fn row(lang: Lang, fault: &Fault) -> AnyView {
    let words = ui::fault::words(lang);
    let tone = match fault.severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Notice => "",
    };
    let line = (fault.line > 0).then(|| ui::fill(words.at_line, &[&fault.line.to_string()]));
    let place = [line, Some(fault.place.clone()).filter(|place| !place.is_empty())];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="studio-problem">
            <p>
                <span class="badge" data-tone=tone>{problem::severity(lang, fault.severity)}</span>
                " " <span class="quiet small">{place}</span>
            </p>
            <p>{lang.pick(&fault.what).to_owned()}</p>
            <p class="quiet">{lang.pick(&fault.mend).to_owned()}</p>
        </li>
    }
    .into_any()
}
