//! Owns the plan as a question to any assistant or person: plain text to paste somewhere else.
//! Refuses to ask anybody itself, and leaves out what a link would leave out.

use super::code::{Include, Shared, without_sensitive};
use super::content::{Item, contents};
use super::row;
use crate::text::{share, sheet};
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
    let mut lines = vec![sheet::question_head(lang).to_owned(), String::new()];
    lines.push(sheet::question_situation(lang).into());
    for item in contents(&kept).iter().filter(|item| !matches!(item, Item::Name(_))) {
        let (label, words) = share::item(lang, catalogue, item);
        lines.push(sheet::line(lang, label, &words));
    }
    let rows = row::rows(catalogue, &shared.scenario, plan);
    if !rows.is_empty() {
        lines.extend([String::new(), sheet::question_plan(lang).into()]);
        for (at, row) in rows.iter().enumerate() {
            lines.push(format!("{}. {}", at + 1, sheet::row(lang, row)));
        }
    }
    lines.extend([String::new(), sheet::question_ask(lang).into()]);
    lines.join("\n")
}
