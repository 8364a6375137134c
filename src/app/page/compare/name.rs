//! Owns what compared scenarios are called: by their goals, and where a goal comes twice by what is
//! different. No two are called the same.

use crate::app::component::label::goal_name;
use crate::app::state::page::Situation;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective, Scenario};

/// What one of the compared scenarios is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// The title: the rider's own name for it, else its goal and what is different.
    pub title: String,
    /// The other of the two, where there are both.
    pub more: Option<String>,
    /// The name that is kept with it; empty = none.
    pub entered: String,
    /// The place of an earlier scenario that is the same.
    pub twin: Option<usize>,
}

/// Names every scenario. The name of an example that was begun with is no name of the rider's own.
pub(super) fn names(
    lang: Lang,
    catalogue: &Catalogue,
    cases: &[(String, Scenario)],
    examples: &[Situation],
) -> Vec<Named> {
    let is_example = |name: &str| {
        examples.iter().any(|one| Lang::ALL.iter().any(|lang| lang.pick(&one.name) == name))
    };
    let mut named: Vec<Named> = Vec::new();
    for (at, (entered, scenario)) in cases.iter().enumerate() {
        let goal = by_goal(lang, catalogue, cases, scenario);
        let is_alone = cases.iter().filter(|(other, _)| other == entered).count() == 1;
        let own = !entered.trim().is_empty() && is_alone;
        let (title, more) = match own {
            true if is_example(entered) => (goal, Some(entered.clone())),
            true => (entered.clone(), Some(goal)),
            false => (goal, None),
        };
        let taken = |title: &str| named.iter().any(|other| other.title == title);
        let title = if taken(&title) {
            let nth = ui::fill(ui::compare::words(lang).case_n, &[&(at + 1).to_string()]);
            format!("{title} · {nth}")
        } else {
            title
        };
        let twin = cases[..at].iter().position(|(_, other)| other == scenario);
        named.push(Named { title, more, entered: entered.clone(), twin });
    }
    named
}

/// The goal, and what tells a scenario from the others of this goal.
fn by_goal(
    lang: Lang,
    catalogue: &Catalogue,
    cases: &[(String, Scenario)],
    scenario: &Scenario,
) -> String {
    let mut parts = vec![goal_name(lang, catalogue, scenario)];
    for facet in FACETS {
        let own = facet(lang, scenario);
        let same_goal = cases.iter().filter(|(_, other)| other.goal == scenario.goal);
        let differs = same_goal.map(|(_, other)| facet(lang, other)).any(|other| other != own);
        if differs {
            parts.push(own);
        }
    }
    parts.join(" · ")
}

/// What riders change in words, the most telling first.
const FACETS: [fn(Lang, &Scenario) -> String; 6] =
    [objective, hours, budget, deadline, start, pace];

fn objective(lang: Lang, scenario: &Scenario) -> String {
    let words = ui::plan::words(lang);
    let word = match scenario.objective {
        Objective::Soonest => words.soonest,
        Objective::Cheapest => words.cheapest,
        Objective::LeastStudy => words.least_study,
        Objective::Gentlest => words.gentlest,
    };
    word.to_owned()
}

fn hours(lang: Lang, scenario: &Scenario) -> String {
    let sum: u32 = scenario.week.values().map(|hours| hours.0).sum();
    ui::fill(ui::tune::words(lang).a_week, &[&format::hours(lang, sum.into())])
}

fn budget(lang: Lang, scenario: &Scenario) -> String {
    let words = ui::compare::words(lang);
    scenario.budget.map_or_else(
        || words.budget_open.to_owned(),
        |budget| ui::fill(words.budget, &[&format::yuan(budget.0)]),
    )
}

fn deadline(lang: Lang, scenario: &Scenario) -> String {
    let words = ui::compare::words(lang);
    scenario.deadline.map_or_else(
        || words.deadline_open.to_owned(),
        |day| ui::fill(words.deadline, &[&format::day(lang, day)]),
    )
}

fn start(lang: Lang, scenario: &Scenario) -> String {
    ui::fill(ui::compare::words(lang).start, &[&format::day(lang, scenario.start)])
}

fn pace(lang: Lang, scenario: &Scenario) -> String {
    ui::fill(ui::compare::words(lang).pace, &[&scenario.at_once.to_string()])
}
