//! Owns one answer on standard output: a plan in words or as JSON, a verdict on a plan.

use crate::Failure;
use crate::out::{say, tell};
use qitu_batch::checked;
use qitu_engine::explain;
use qitu_engine::text;
use qitu_engine::verify;
use qitu_model::Lang;
use qitu_model::{Catalogue, Objective, Plan, PlanStatus, Scenario, Step, Value};
use qitu_solve::{self as solve, Limits, Progress};
use std::io::{IsTerminal, Write};

/// Plans one scenario and prints the plan, once it has passed the check.
pub fn plan(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    json: bool,
) -> Result<Plan, Failure> {
    let mut bar = Bar::new();
    let mut plan = timed(catalogue, scenario, limits, &mut |progress| {
        bar.show(&standing(lang, scenario.objective, progress));
        true
    });
    solve::fill_in_rooms(catalogue, scenario, &mut plan);
    explain::why(catalogue, scenario, &mut plan);
    if plan.status == PlanStatus::Impossible {
        let (reasons, relaxations) = explain::why_not(catalogue, scenario, &plan, limits);
        if !reasons.is_empty() {
            plan.reasons = reasons;
        }
        plan.relaxations = relaxations;
    }
    bar.clear();
    if let Err(words) = checked(lang, catalogue, scenario, &plan) {
        tell(&words);
        return Err(Failure::Internal);
    }
    if json {
        say(&serde_json::to_string_pretty(&plan).unwrap_or_default());
    } else {
        words(lang, catalogue, scenario, &plan);
    }
    Ok(plan)
}

/// Plans, and writes into the plan what it took by the clock.
pub fn timed(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    watch: &mut dyn FnMut(&Progress) -> bool,
) -> Plan {
    let begun = clock();
    let mut plan = solve::plan(catalogue, scenario, limits, watch);
    plan.work.ms = begun.elapsed().as_secs_f64() * 1000.0;
    plan
}

/// Now.
#[expect(clippy::disallowed_types, reason = "the engine has no clock; whoever calls it may")]
pub fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

fn words(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, plan: &Plan) {
    say(&text::answer(lang, catalogue, scenario, plan));
    if let Some(gap) = text::gap(lang, scenario, plan) {
        say(&gap);
    }
    for step in &plan.steps {
        say("");
        say(&row(lang, catalogue, scenario, step));
        for cause in &step.because {
            say(&format!("      {}", text::cause(lang, catalogue, scenario, plan, cause)));
        }
    }
    if !plan.reasons.is_empty() || !plan.relaxations.is_empty() {
        say("");
    }
    for cause in &plan.reasons {
        say(&text::cause(lang, catalogue, scenario, plan, cause));
    }
    for relaxation in &plan.relaxations {
        say(&text::relaxation(lang, catalogue, scenario, plan, relaxation));
    }
    let work = &plan.work;
    tell(&format!("{:?}, {} nodes, {:.1} ms", plan.status, work.nodes, work.ms));
}

/// `2026-11-23 … 2026-12-07  Route planning: self-paced, 6 h a week`
fn row(lang: Lang, catalogue: &Catalogue, scenario: &Scenario, step: &Step) -> String {
    let day = |week| text::monday(scenario, week).to_string();
    let known = catalogue
        .activity(&step.activity)
        .and_then(|(_, a)| a.offers.iter().find(|offer| offer.id == step.offer));
    let offer = known
        .and_then(|offer| offer.name.as_ref())
        .map_or(step.offer.as_str(), |name| lang.pick(name));
    let mut row = format!("  {} … {}  ", day(step.start), day(step.end));
    row.push_str(text::name(lang, catalogue, &step.activity));
    if !offer.is_empty() {
        row.push_str(if lang == Lang::Zh { "：" } else { ": " });
        row.push_str(offer);
    }
    if let Some(pace) = step.pace {
        row.push_str(&match lang {
            Lang::Zh => format!("，每周 {} 小时", pace.0),
            Lang::En => format!(", {} h a week", pace.0),
        });
    }
    // The plan counts weeks; a person goes on a day.
    let monday = text::monday(scenario, step.start);
    let intakes = known.and_then(|offer| offer.intakes.as_ref());
    let day = intakes.and_then(|intakes| intakes.day_in_week(monday));
    if let Some(day) = day.filter(|day| *day != monday) {
        row.push_str(&match lang {
            Lang::Zh => format!("，{day} 开始"),
            Lang::En => format!(", begins {day}"),
        });
    }
    row
}

/// Says whether the plan holds, and what it takes.
pub fn verify(
    lang: Lang,
    catalogue: &Catalogue,
    scenario: &Scenario,
    plan: &Plan,
) -> Result<(), Failure> {
    match verify::verify(catalogue, scenario, plan) {
        Ok(value) => {
            let Value { weeks, fee, hours, peak } = value;
            let (weeks, fee) = (weeks.0, fee.0);
            say(&match lang {
                Lang::Zh => {
                    format!("有效：{weeks} 周，{fee} 元，{hours} 学时，最忙一周 {peak} 小时")
                }
                Lang::En => format!("valid: weeks {weeks}, fee {fee}, hours {hours}, peak {peak}"),
            });
            Ok(())
        }
        Err(broken) => {
            say(&text::rule::broken(lang, catalogue, plan, &broken));
            Err(Failure::BadInput)
        }
    }
}

fn standing(lang: Lang, objective: Objective, progress: &Progress) -> String {
    let first = |value: Option<Value>| {
        value.map_or("?".to_owned(), |value| {
            let [first, ..] = value.ordered(objective);
            first.to_string()
        })
    };
    let (best, bound) = (first(progress.value), first(progress.bound));
    match lang {
        Lang::Zh => format!("已查 {} 步，最好 {best}，不会低于 {bound}", progress.nodes),
        Lang::En => format!("{} nodes, best {best}, bound {bound}", progress.nodes),
    }
}

/// Progress on standard error, when somebody watches it and the work takes long enough.
pub struct Bar {
    watched: bool,
    begun: f64,
    shown: f64,
    #[expect(clippy::disallowed_types, reason = "the engine has no clock; whoever calls it may")]
    clock: std::time::Instant,
}

impl Bar {
    pub fn new() -> Self {
        Self { watched: std::io::stderr().is_terminal(), begun: 0.5, shown: 0.0, clock: clock() }
    }

    /// Shows the line, four times a second at most.
    pub fn show(&mut self, line: &str) {
        let now = self.clock.elapsed().as_secs_f64();
        if self.watched && now > self.begun && now > self.shown + 0.25 {
            self.shown = now;
            let _ = write!(std::io::stderr(), "\r\x1b[K{line}");
        }
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if self.shown > 0.0 {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
