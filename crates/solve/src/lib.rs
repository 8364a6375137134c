//! Owns the search: scenario → plan, with a proof or a true bound.
//! Refuses wording and loading; names come in and go out, numbers stay inside.
//!
//! The scenario is compiled ([`compile`]) to a graph of weeks and a set of resources
//! ([`instance`]), bounded before any search ([`reach`], [`landmark`]) and planned by rule of thumb
//! ([`draft`]), which all go through the graph by distance ([`queue`]). It is searched by a small
//! lazy-clause-generation solver: bounds and learnt nogoods ([`state`]), propagators with reasons
//! ([`rule`]), and the strategy that lowers one component of the value after the other and proves
//! each ([`search`]).

// The page is built for bytes; where the planner spends its time it is built for speed.
#![cfg_attr(fast, feature(optimize_attribute))]

mod compile;
mod draft;
mod instance;
mod landmark;
mod queue;
mod reach;
mod rule;
mod search;
mod state;

use instance::{Instance, NEVER, Val};
use qitu_model::order::{self, Listed};
use qitu_model::{
    Catalogue, Hours, Kind, PLAN_FORMAT, Plan, PlanStatus, Scenario, Step, Value, Weeks, Work, Yuan,
};
use search::{Found, Outcome, Search, Vector};

/// How much work a search may do before it answers with what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Decisions and conflicts.
    pub nodes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 2_000_000 }
    }
}

/// Where a search stands, for whoever watches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Nodes so far.
    pub nodes: u64,
    /// The best plan's value so far.
    pub value: Option<Value>,
    /// What is proven so far.
    pub bound: Option<Value>,
}

/// Plans the scenario on the catalogue.
///
/// `watch` is called now and then; when it answers `false` the search stops with what it has.
/// The answer carries steps, status, value, bound and nodes; `explain` adds the reasons.
#[must_use]
pub fn plan(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    watch: &mut dyn FnMut(&Progress) -> bool,
) -> Plan {
    plan_within(catalogue, scenario, limits, None, watch)
}

/// Plans like [`plan`], with at most `peak` hours in any week.
#[must_use]
pub fn plan_within(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    peak: Option<u64>,
    watch: &mut dyn FnMut(&Progress) -> bool,
) -> Plan {
    let catalogue = &*scenario.ground(catalogue);
    let mut instance = compile::compile(catalogue, scenario);
    instance.peak = peak.map(|p| Val::try_from(p).unwrap_or(Val::MAX));
    let mut told = |nodes: u64, best: Option<&Vector>, bound: &Vector| {
        watch(&Progress { nodes, value: best.map(value), bound: Some(value(bound)) })
    };
    let mut nodes = 0;
    loop {
        let left = limits.nodes.saturating_sub(nodes);
        let (outcome, more) = Search::new(&instance, left, &mut told).run(scenario.objective);
        nodes += more;
        let starts = outcome.best.as_ref().map_or(&[][..], |best| &best.starts);
        if !instance.part_renewals(starts) {
            return answer(catalogue, &instance, &outcome, nodes);
        }
    }
}

fn value(vector: &Vector) -> Value {
    let whole = |v: Val| u64::try_from(v).unwrap_or(0);
    Value {
        weeks: Weeks(u32::try_from(vector[0]).unwrap_or(0)),
        fee: Yuan(vector[1]),
        hours: whole(vector[2]),
        peak: whole(vector[3]),
    }
}

fn answer(catalogue: &Catalogue, instance: &Instance, outcome: &Outcome, nodes: u64) -> Plan {
    let status = match (&outcome.best, outcome.proven) {
        (Some(_), true) => PlanStatus::Optimal,
        (Some(_), false) => PlanStatus::Feasible,
        (None, true) => PlanStatus::Impossible,
        (None, false) => PlanStatus::Unknown,
    };
    let mut steps = outcome.best.as_ref().map_or_else(Vec::new, |f| steps(catalogue, instance, f));
    order::by(&mut steps, |a, b| (a.start, a.end, &a.activity).cmp(&(b.start, b.end, &b.activity)));
    Plan {
        format: PLAN_FORMAT.into(),
        status,
        value: outcome.best.as_ref().map(|f| value(&f.value)),
        bound: (status != PlanStatus::Impossible).then(|| value(&outcome.bound)),
        steps,
        reasons: vec![],
        relaxations: vec![],
        work: Work { nodes, ms: 0.0 },
    }
}

fn steps(catalogue: &Catalogue, instance: &Instance, found: &Found) -> Vec<Step> {
    let taken = instance.choices.iter().zip(&found.starts).filter(|(_, start)| **start < NEVER);
    let week = |w: Val| Weeks(u32::try_from(w).unwrap_or(0));
    taken
        .map(|(choice, &start)| {
            let (kind, at) = instance.tasks[choice.task].source;
            let activity = match kind {
                Kind::Course => &catalogue.courses[at],
                Kind::Certificate => &catalogue.certificates[at],
                Kind::Role => &catalogue.roles[at],
            };
            Step {
                activity: activity.id.clone(),
                offer: choice.offer.map_or_else(String::new, |o| activity.offers[o].id.clone()),
                pace: choice.pace.map(Hours),
                start: week(start),
                end: week(start + choice.weeks),
                because: vec![],
            }
        })
        .listed()
}
