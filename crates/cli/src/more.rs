//! Owns what is printed beside a plan when asked for: trade-offs, advice, what has changed.

use crate::out::say;
use qitu_engine::explain::{Odds, difference, frontier, range, why_not};
use qitu_engine::text;
use qitu_model::Lang;
use qitu_model::{Catalogue, Cause, Plan, Scenario, Value};
use qitu_solve::Limits;

/// Every trade-off, soonest first.
pub fn frontier(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, limits: Limits) {
    let (fee, peak) = match lang {
        Lang::Zh => ("时间和钱", "时间和最忙一周"),
        Lang::En => ("weeks and fee", "weeks and the busiest week"),
    };
    let sides = [
        (fee, frontier::weeks_by_fee(catalogue, scenario, limits)),
        (peak, frontier::weeks_by_peak(catalogue, scenario, limits)),
    ];
    for (title, found) in sides {
        let sure = match (found.is_complete, lang) {
            (true, Lang::Zh) => "已证明，一个不漏",
            (true, Lang::En) => "proven, none is missing",
            (false, Lang::Zh) => "没算到底",
            (false, Lang::En) => "not worked out to the end",
        };
        say("");
        say(&format!("{title} ({sure})"));
        for Value { weeks, fee, hours, peak } in found.points.iter().filter_map(|p| p.value) {
            say(&match lang {
                Lang::Zh => {
                    format!("  {} 周  {} 元  {hours} 学时  最忙一周 {peak} 小时", weeks.0, fee.0)
                }
                Lang::En => {
                    format!("  weeks {}  fee {}  hours {hours}  peak {peak}", weeks.0, fee.0)
                }
            });
        }
    }
}

/// When the plan may end, what keeps it from being sooner, and the smallest changes that help.
pub fn advice(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan, limits: Limits) {
    let catalogue = &*scenario.ground(catalogue);
    if let Some(range) = range(catalogue, scenario, plan, Odds::default(), 1) {
        let day = |weeks| text::monday(scenario, weeks).to_string();
        let days = [range.early, range.likely, range.late].map(day);
        let [early, likely, late] = days.each_ref().map(String::as_str);
        let words = text::ui::advice::words(lang);
        say("");
        say(&text::ui::fill(words.range, &[early, likely, late]));
    }
    // What opens an impossible scenario is printed with its plan.
    if plan.value.is_none() {
        return;
    }
    let (causes, changes) = why_not(catalogue, scenario, plan, limits);
    for facts in causes.iter().filter_map(|cause| match cause {
        Cause::Conflict { facts } => Some(facts),
        _ => None,
    }) {
        let facts: Vec<String> =
            facts.iter().map(|f| text::binding(lang, catalogue, scenario, plan, f)).collect();
        say(&text::ui::fill(text::ui::advice::words(lang).brakes, &[&facts.join("; ")]));
    }
    for change in &changes {
        say(&text::relaxation(lang, catalogue, scenario, plan, change));
    }
}

/// What has changed since an earlier plan of the same scenario.
pub fn since(lang: Lang, catalogue: &Catalogue, before: &Plan, after: &Plan) {
    say("");
    for line in text::difference(lang, catalogue, &difference(before, after)) {
        say(&line);
    }
}
