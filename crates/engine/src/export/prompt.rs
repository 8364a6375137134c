//! Owns the plan as a question to any assistant or person: plain text to paste somewhere else.
//! Refuses to ask anybody itself, and leaves out what a link would leave out.

use crate::explain::itinerary;
use crate::link::code::{Include, Shared, without_sensitive};
use crate::link::payload::{Item, contents};
use crate::text::{link as link_words, print};
use qitu_model::Lang;
use qitu_model::{Catalogue, Plan};

/// The situation, the plan and what to ask about them.
#[must_use]
pub fn question(
    lang: Lang,
    catalogue: &Catalogue,
    shared: &Shared,
    plan: &Plan,
    include: Include,
) -> String {
    let kept = without_sensitive(shared, include);
    let mut lines = vec![print::question_head(lang).to_owned(), String::new()];
    lines.push(print::question_situation(lang).into());
    for item in contents(&kept).iter().filter(|item| !matches!(item, Item::Name(_))) {
        let (label, words) = link_words::item(lang, catalogue, item);
        lines.push(print::line(lang, label, &words));
    }
    let rows = itinerary::rows(catalogue, &shared.scenario, plan);
    if !rows.is_empty() {
        lines.extend([String::new(), print::question_plan(lang).into()]);
        for (at, row) in rows.iter().enumerate() {
            lines.push(format!("{}. {}", at + 1, print::row(lang, row)));
        }
    }
    lines.extend([String::new(), print::question_ask(lang).into()]);
    lines.join("\n")
}
