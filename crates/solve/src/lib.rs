//! Owns the search: scenario → plan, with a proof or a true bound.
//! Refuses wording and loading; names come in and go out, numbers stay inside.
//!
//! The scenario is compiled ([`compile`]) to a graph of weeks and a set of resources ([`instance`]).
//! What can be said of it without a search is in [`bounds`], plans by rule of thumb in
//! [`heuristic`]. The search itself is lazy clause generation: [`kernel`] holds bounds, trail and
//! learned nogoods, [`propagate`] the propagators with their reasons, and [`search`] lowers one
//! component of the value after the other and proves each.
//!
//! ```
//! use qitu_model::{Catalogue, PlanStatus, Scenario};
//! use qitu_solve::{Limits, plan};
//!
//! let catalogue: Catalogue = serde_json::from_str(
//!     r#"{
//!         "courses": [{ "id": "safety", "offers": [{ "id": "online", "weeks": 2, "fee": 80 }] }],
//!         "certificates": [{
//!             "id": "captain",
//!             "needs": { "course": "safety" },
//!             "offers": [{ "id": "exam", "weeks": 1 }]
//!         }],
//!         "roles": [{ "id": "team_leader", "needs": { "certificate": "captain" } }]
//!     }"#,
//! )?;
//! let scenario: Scenario = serde_json::from_str(
//!     r#"{ "start": "2026-11-23", "rider": {}, "week": {}, "goal": { "role": "team_leader" } }"#,
//! )?;
//! let plan = plan(&catalogue, &scenario, Limits::default(), &mut |_progress| true);
//!
//! assert_eq!(plan.status, PlanStatus::Optimal);
//! let value = plan.value.expect("an optimal plan has a value");
//! assert_eq!((value.weeks.0, value.fee.0), (3, 80));
//! let steps: Vec<&str> = plan.steps.iter().map(|step| step.activity.as_str()).collect();
//! assert_eq!(steps, ["safety", "captain", "team_leader"]);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod bounds;
mod compile;
mod heuristic;
mod instance;
mod kernel;
mod propagate;
mod room;
mod search;
#[cfg(test)]
mod testing;

pub use room::fill_in_rooms;

use instance::{Instance, Mode, NEVER, Val};
use qitu_model::{
    Activity, Catalogue, Early, Hours, Kind, PLAN_FORMAT, Plan, PlanStatus, Scenario, Step, Value,
    Weeks, Work, Yuan,
};
use search::{Incumbent, ObjectiveVector, Outcome, Search};

/// How much a search may do and take before it answers with what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Decisions and conflicts.
    pub nodes: u64,
    /// What the compiled question, the reasons and the nogoods may take together, in bytes, counted
    /// alike on every machine. A question that does not fit is not searched: its answer is unknown.
    pub bytes: u64,
}

impl Limits {
    /// So many nodes, in the memory that a phone can spare.
    #[must_use]
    pub const fn nodes(nodes: u64) -> Self {
        Self { nodes, bytes: 64 << 20 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::nodes(2_000_000)
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
    ask(catalogue, scenario, limits, &Ask::default(), watch)
}

/// Plans like [`plan`] and keeps what it can of the steps `shown` before: a plan that is still valid
/// and as good in the proven numbers stays as it is.
#[must_use]
pub fn plan_keeping(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    shown: &[Step],
    watch: &mut dyn FnMut(&Progress) -> bool,
) -> Plan {
    ask(catalogue, scenario, limits, &Ask { shown, ..Ask::default() }, watch)
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
    ask(catalogue, scenario, limits, &Ask { peak, ..Ask::default() }, watch)
}

/// What a question asks beside its scenario.
#[derive(Default)]
struct Ask<'a> {
    /// At most so many hours in any week.
    peak: Option<u64>,
    /// The steps shown before.
    shown: &'a [Step],
}

fn ask(
    catalogue: &Catalogue,
    scenario: &Scenario,
    limits: Limits,
    &Ask { peak, shown }: &Ask<'_>,
    watch: &mut dyn FnMut(&Progress) -> bool,
) -> Plan {
    let catalogue = &*scenario.ground(catalogue);
    let none = Progress { nodes: 0, value: None, bound: None };
    let room = limits.bytes / 4;
    let Some(mut instance) = compile::compile(catalogue, scenario, room, &mut || watch(&none))
    else {
        return unknown();
    };
    instance.peak = peak.map(|p| Val::try_from(p).unwrap_or(Val::MAX));
    let mut told = |nodes: u64, best: Option<&ObjectiveVector>, bound: &ObjectiveVector| {
        watch(&Progress { nodes, value: best.map(value), bound: Some(value(bound)) })
    };
    let mut nodes = 0;
    loop {
        let left = limits.nodes.saturating_sub(nodes);
        let shown = shown_modes(catalogue, &instance, shown);
        // What was shown before is wanted more than what is like it.
        instance.set_apart(shown.iter().map(|(mode, _)| *mode));
        let left = Limits { nodes: left, ..limits };
        let search = Search::new(&instance, left, &mut told).keeping(shown);
        let (outcome, more) = search.run(scenario.objective);
        nodes += more;
        let starts = outcome.best.as_ref().map_or(&[][..], |best| &best.starts);
        if !instance.part_renewals(starts) {
            return answer(catalogue, &instance, &outcome, nodes);
        }
    }
}

/// The answer to what was not searched.
fn unknown() -> Plan {
    let (format, status) = (PLAN_FORMAT.into(), PlanStatus::Unknown);
    Plan { format, status, bound: Some(Value::default()), ..Plan::default() }
}

fn value(vector: &ObjectiveVector) -> Value {
    Value {
        weeks: weeks(vector.weeks),
        fee: Yuan(vector.fee),
        hours: u64::try_from(vector.hours).unwrap_or(0),
        peak: u64::try_from(vector.peak).unwrap_or(0),
    }
}

fn weeks(week: Val) -> Weeks {
    Weeks(u32::try_from(week).unwrap_or(0))
}

fn answer(catalogue: &Catalogue, instance: &Instance, outcome: &Outcome, nodes: u64) -> Plan {
    let status = match (&outcome.best, outcome.proven) {
        (Some(_), true) => PlanStatus::Optimal,
        (Some(_), false) => PlanStatus::Feasible,
        (None, true) => PlanStatus::Impossible,
        (None, false) => PlanStatus::Unknown,
    };
    let best = outcome.best.as_ref();
    let mut steps = best.map_or_else(Vec::new, |best| steps(catalogue, instance, best));
    steps.sort_by(|a, b| (a.start, a.end, &a.activity).cmp(&(b.start, b.end, &b.activity)));
    Plan {
        format: PLAN_FORMAT.into(),
        status,
        value: best.map(|best| value(&best.value)),
        bound: (status != PlanStatus::Impossible).then(|| value(&outcome.bound)),
        early: best.map(|best| Early {
            posts: u64::try_from(best.value.posts).unwrap_or(0),
            certificates: u64::try_from(best.value.certificates).unwrap_or(0),
            proven: outcome.earliest,
        }),
        steps,
        reasons: vec![],
        relaxations: vec![],
        work: Work { nodes, ms: 0.0 },
    }
}

/// The modes and weeks of steps that the instance knows, by start.
fn shown_modes(catalogue: &Catalogue, instance: &Instance, shown: &[Step]) -> Vec<(usize, Val)> {
    let modes = step_modes(catalogue, instance, shown).into_iter().zip(shown);
    let mut modes: Vec<(&Step, usize)> =
        modes.filter_map(|(mode, step)| Some((step, mode?))).collect();
    modes.sort_by_key(|(step, _)| (step.start, step.end));
    modes.into_iter().map(|(step, mode)| (mode, Val::from(step.start.0))).collect()
}

/// By step: its mode, where the instance knows it; of several takings of one activity the first
/// stands for the first.
fn step_modes(catalogue: &Catalogue, instance: &Instance, steps: &[Step]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..steps.len()).collect();
    order.sort_by_key(|&at| (steps[at].start, steps[at].end));
    let mut used = vec![false; instance.copies.len()];
    let mut modes = vec![None; steps.len()];
    for at in order {
        let step = &steps[at];
        let week = Val::from(step.start.0);
        let is_it = |mode: &Mode| {
            let activity = activity_of(catalogue, instance, mode);
            activity.id == step.activity
                && offer_of(activity, mode) == step.offer
                && mode.pace.map(Hours) == step.pace
                && mode.next_start(week) == week
        };
        let mut free = (0..instance.copies.len()).filter(|&copy| !used[copy]);
        let found = free.find_map(|copy| {
            let own = &instance.copies[copy].modes;
            own.iter().copied().find(|&mode| is_it(&instance.modes[mode]))
        });
        if let Some(mode) = found {
            used[instance.modes[mode].copy] = true;
            modes[at] = Some(mode);
        }
    }
    modes
}

fn activity_of<'c>(catalogue: &'c Catalogue, instance: &Instance, mode: &Mode) -> &'c Activity {
    let (kind, at) = instance.copies[mode.copy].source;
    match kind {
        Kind::Course => &catalogue.courses[at],
        Kind::Certificate => &catalogue.certificates[at],
        Kind::Role => &catalogue.roles[at],
    }
}

fn offer_of<'c>(activity: &'c Activity, mode: &Mode) -> &'c str {
    mode.offer.map_or("", |offer| &activity.offers[offer].id)
}

fn steps(catalogue: &Catalogue, instance: &Instance, best: &Incumbent) -> Vec<Step> {
    let taken = instance.modes.iter().zip(&best.starts).filter(|(_, start)| **start < NEVER);
    let step = |(mode, &start): (&Mode, &Val)| {
        let activity = activity_of(catalogue, instance, mode);
        Step {
            activity: activity.id.clone(),
            offer: offer_of(activity, mode).to_owned(),
            pace: mode.pace.map(Hours),
            start: weeks(start),
            end: weeks(start + mode.weeks),
            room: None,
            because: vec![],
        }
    };
    taken.map(step).collect()
}
