//! A law of the whole search: what a propagator explains is true of every plan.
//!
//! Small random instances are searched for each objective while every explanation is recorded. All
//! plans of the instance are listed by trying every start, and judged by the plain words of the
//! rules, without the code of the propagators or the bounds: no plan for which all of a reason holds
//! may break what was said to follow.

use super::objective::Component;
use super::{Search, component_order};
use crate::instance::{Edge, GivenAt, Instance, NEVER, NodeKind, Resource, Val, Week};
use crate::kernel::{Explanation, Literal};
use crate::testing::{Activity, Sketch};
use qitu_model::{Kind, Objective};
use std::cell::RefCell;
use std::rc::Rc;

/// The last week that is tried: no plan for the goal ends later.
const LAST: Week = 7;
const INSTANCES: u64 = 250;

/// Chance that repeats (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn up_to(&mut self, n: Val) -> Val {
        self.below(n as u64 + 1) as Val
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Three activities with up to two modes, needs that may go in circles, a resource or two, and
/// perhaps support that runs out, a renewal, a pin, a budget and a ceiling.
fn instance(dice: &mut Dice) -> Instance {
    let mut sketch = Sketch::new();
    let mut activities: Vec<Activity> = Vec::new();
    for _ in 0..3 {
        let (weeks, hours) = (dice.up_to(3), dice.up_to(3));
        let activity = sketch.activity(&[], weeks, hours);
        activities.push(activity);
        if dice.chance(30) {
            let (weeks, hours) = (dice.up_to(2), dice.up_to(3));
            sketch.mode(activity.copy, &[], weeks, hours);
        }
    }
    // Roles and certificates, so that there are ends to add up.
    for (copy, kind) in sketch.graph.copies.iter_mut().zip([Kind::Role, Kind::Certificate]) {
        copy.source.0 = kind;
    }
    // By mode: the one that it is like.
    let mut like: Vec<usize> = (0..sketch.graph.modes.len()).collect();
    if dice.chance(30) {
        like.extend(renew(&mut sketch, activities[2]));
    }
    for mode in 0..like.len() {
        if like[mode] == mode {
            let is_renewed = like[mode + 1..].contains(&mode);
            vary(&mut sketch, &activities, mode, is_renewed, dice);
        } else {
            let [start, other] = [mode, like[mode]].map(|mode| sketch.graph.modes[mode].start);
            sketch.graph.modes[mode].fee = sketch.graph.modes[like[mode]].fee;
            sketch.graph.modes[mode].next = sketch.graph.modes[like[mode]].next.clone();
            sketch.graph.nodes[start].parts = sketch.graph.nodes[other].parts.clone();
        }
    }
    for _ in 0..1 + dice.below(2) {
        // Every mode fits alone, as the compiler sees to.
        let limit = 2 + dice.up_to(2);
        let mut amount = || 1 + dice.up_to(limit - 1).max(dice.up_to(limit - 1));
        let amounts: Vec<Val> = like.iter().map(|_| amount()).collect();
        let usage = |(mode, &like): (usize, &usize)| (mode, amounts[like]);
        let mut usages: Vec<(usize, Val)> = like.iter().enumerate().map(usage).collect();
        usages.retain(|(mode, _)| sketch.graph.modes[*mode].weeks > 0);
        sketch.resource(limit, &usages);
    }
    let goal = sketch.node(NodeKind::All, &[]);
    for _ in 0..1 + dice.below(2) {
        let part = need(&mut sketch, &activities, Some(goal), dice);
        sketch.graph.nodes[goal].parts.push(part);
    }
    if dice.chance(15) {
        // A pinned step may lie after the goal: early intakes keep its plans few enough to list.
        sketch.graph.copies[0].pinned = true;
        for mode in sketch.graph.copies[0].modes.clone() {
            sketch.intakes(mode, &[1, 2, 5]);
        }
    }
    let mut instance = sketch.instance(goal);
    instance.deadline = LAST;
    instance.budget = dice.chance(40).then(|| 3 + dice.up_to(6));
    instance.peak = dice.chance(40).then(|| 2 + dice.up_to(3));
    instance
}

/// Gives a mode a fee, and perhaps intakes and a need.
fn vary(
    sketch: &mut Sketch,
    activities: &[Activity],
    mode: usize,
    is_renewed: bool,
    dice: &mut Dice,
) {
    sketch.graph.modes[mode].fee = dice.up_to(4);
    if dice.chance(25) {
        let intakes = [dice.up_to(2), 3 + dice.up_to(2), 6];
        sketch.intakes(mode, &intakes);
    }
    let start = sketch.graph.modes[mode].start;
    if dice.chance(60) {
        // What is renewed is like its copy, so it needs nothing of its own.
        let user = (!is_renewed).then_some(start);
        let part = need(sketch, activities, user, dice);
        sketch.graph.nodes[start].parts.push(part);
    }
}

/// A second copy of an activity; returns for each of its modes the one that it is like.
fn renew(sketch: &mut Sketch, activity: Activity) -> Vec<usize> {
    let modes = sketch.graph.copies[activity.copy].modes.clone();
    let size = |sketch: &Sketch, mode: usize| {
        (sketch.graph.modes[mode].weeks, sketch.graph.modes[mode].weekly_hours)
    };
    let (weeks, hours) = size(sketch, modes[0]);
    let again = sketch.activity(&[], weeks, hours);
    for &mode in &modes[1..] {
        let (weeks, hours) = size(sketch, mode);
        sketch.mode(again.copy, &[], weeks, hours);
    }
    sketch.graph.copies[again.copy].source = sketch.graph.copies[activity.copy].source;
    sketch.graph.copies[again.copy].number = 1;
    modes
}

/// A need that some activities meet; with a user, perhaps by support that runs out.
fn need(
    sketch: &mut Sketch,
    activities: &[Activity],
    user: Option<usize>,
    dice: &mut Dice,
) -> Edge {
    let mut parts = Vec::new();
    for _ in 0..1 + dice.below(3) {
        let activity = activities[dice.below(3) as usize];
        let lasting = user.filter(|_| dice.chance(25)).map(|user| (user, 1 + dice.up_to(3)));
        parts.push(any_copy(sketch, activity, lasting, dice.up_to(2)));
    }
    parts.sort_unstable();
    parts.dedup();
    let kind = match dice.below(4) {
        0 => NodeKind::All,
        1 if parts.len() > 2 => NodeKind::AtLeast(2),
        _ => NodeKind::Any,
    };
    Edge::to(sketch.node(kind, &parts))
}

/// The end of any copy of an activity, for a user perhaps so long as it lasts.
fn any_copy(
    sketch: &mut Sketch,
    activity: Activity,
    lasting: Option<(usize, Week)>,
    delay: Week,
) -> Edge {
    let source = sketch.graph.copies[activity.copy].source;
    let copies = sketch.graph.copies.iter().filter(|copy| copy.source == source);
    let ends: Vec<usize> = copies.map(|copy| copy.end).collect();
    let mut parts = Vec::new();
    for end in ends {
        parts.push(match lasting {
            Some((user, length)) => Edge::to(sketch.support(user, end, length)),
            None => Edge::after(end, delay),
        });
    }
    match parts[..] {
        [only] => only,
        _ => Edge::to(sketch.node(NodeKind::Any, &parts)),
    }
}

/// The week of every node for these starts, by repeating the definition of each until nothing
/// changes: what only supports itself never holds.
fn weeks(instance: &Instance, starts: &[Week], goal: Week) -> Vec<Week> {
    let mut week = vec![NEVER; instance.nodes.len()];
    loop {
        let now: Vec<Week> = (0..week.len())
            .map(|at| {
                if has_run_out(instance, starts, goal, at) {
                    return NEVER;
                }
                let node = &instance.nodes[at];
                let mut parts: Vec<Week> =
                    node.parts.iter().map(|p| (week[p.node] + p.delay).min(NEVER)).collect();
                parts.sort_unstable();
                match node.kind {
                    NodeKind::Known(week) => week,
                    NodeKind::All => parts.last().copied().unwrap_or(0),
                    NodeKind::Any => parts.first().copied().unwrap_or(NEVER),
                    NodeKind::AtLeast(k) => parts.get(k - 1).copied().unwrap_or(NEVER),
                    NodeKind::Start(mode) => {
                        let ready = parts.last().copied().unwrap_or(0);
                        if ready <= starts[mode] { starts[mode] } else { NEVER }
                    }
                }
            })
            .collect();
        if now == week {
            return week;
        }
        week = now;
    }
}

/// Is a node support that has run out when it is used?
fn has_run_out(instance: &Instance, starts: &[Week], goal: Week, at: usize) -> bool {
    instance.expiries.iter().filter(|expiry| expiry.node == at).any(|expiry| {
        let given = match expiry.given {
            GivenAt::Week(week) => week,
            GivenAt::Node(end) => {
                let copy = instance.copies.iter().find(|copy| copy.end == end);
                let modes = copy.map_or(&[][..], |copy| &copy.modes);
                let taken = modes.iter().find(|&&mode| starts[mode] < NEVER);
                taken.map_or(NEVER, |&mode| starts[mode] + instance.modes[mode].weeks)
            }
        };
        let used = match instance.nodes[expiry.user].kind {
            NodeKind::Start(mode) => starts[mode],
            _ => goal,
        };
        given >= NEVER || used >= given + expiry.length
    })
}

/// The weeks of all nodes, if the starts make a plan by all rules but the order of renewals.
fn plan(instance: &Instance, starts: &[Week]) -> Option<Vec<Week>> {
    let taken = |mode: &usize| starts[*mode] < NEVER;
    let mut pins = instance.copies.iter().filter(|copy| copy.pinned);
    let fees: Val = (0..starts.len()).filter(taken).map(|m| instance.modes[m].fee).sum();
    let within = |resource: &Resource| {
        (0..20).all(|w| {
            let running = resource.usages.iter().filter(|u| runs(instance, starts, u.mode, w));
            running.map(|u| u.amount).sum::<Val>() <= resource.limit[w as usize]
        })
    };
    let allowed = pins.all(|copy| copy.modes.iter().any(taken))
        && instance.budget.is_none_or(|budget| fees <= budget)
        && instance.peak.is_none_or(|most| peak(instance, starts) <= most)
        && instance.resources.iter().all(within);
    if !allowed {
        return None;
    }
    // The later the goal, the less of its support is left.
    let mut weeks = (0..=LAST).map(|goal| (goal, weeks(instance, starts, goal)));
    let (_, week) = weeks.find(|(goal, week)| week[instance.goal] <= *goal)?;
    let supported = |mode: usize| week[instance.modes[mode].start] < NEVER;
    (0..starts.len()).filter(taken).all(supported).then_some(week)
}

fn runs(instance: &Instance, starts: &[Week], mode: usize, week: Week) -> bool {
    starts[mode] <= week && week < starts[mode] + instance.modes[mode].weeks
}

fn peak(instance: &Instance, starts: &[Week]) -> Val {
    let hours = |w: Week| {
        let running = (0..starts.len()).filter(|&mode| runs(instance, starts, mode, w));
        running.map(|mode| instance.modes[mode].weekly_hours).sum::<Val>()
    };
    (0..20).map(hours).max().unwrap_or(0)
}

/// Do the copies of one activity come in order?
fn in_order(instance: &Instance, week: &[Week]) -> bool {
    instance.copies.windows(2).all(|pair| {
        let [first, second] = [pair[0].end, pair[1].end].map(|end| week[end]);
        let ordered = pair[0].source == pair[1].source && !pair[0].pinned && !pair[1].pinned;
        !ordered || second >= NEVER || first < second
    })
}

/// Every plan in which nothing can be left out without loss, as the value of each variable: the
/// weeks of the nodes, then fees, hours, peak, and the ends of roles and of certificates.
fn plans(instance: &Instance) -> Vec<Vec<Val>> {
    let mut found = Vec::new();
    let mut starts = vec![NEVER; instance.modes.len()];
    try_copies(instance, 0, &mut starts, &mut found);
    found
}

fn try_copies(instance: &Instance, copy: usize, starts: &mut [Week], found: &mut Vec<Vec<Val>>) {
    let Some(modes) = instance.copies.get(copy).map(|copy| &copy.modes) else {
        let Some(week) = plan(instance, starts) else { return };
        if in_order(instance, &week) && nothing_is_idle(instance, starts, week[instance.goal]) {
            let taken = || (0..starts.len()).filter(|&mode| starts[mode] < NEVER);
            let fees: Val = taken().map(|mode| instance.modes[mode].fee).sum();
            let hours: Val = taken().map(|mode| instance.modes[mode].total_hours()).sum();
            let ends = |kind: Kind| -> Val {
                let modes = taken().map(|mode| (mode, &instance.modes[mode]));
                let those = modes.filter(|(_, m)| instance.copies[m.copy].source.0 == kind);
                those.map(|(mode, m)| starts[mode] + m.weeks).sum()
            };
            let sums = [ends(Kind::Role), ends(Kind::Certificate)];
            let own = [fees, hours, peak(instance, starts)];
            found.push([&week[..], &own, &sums].concat());
        }
        return;
    };
    try_copies(instance, copy + 1, starts, found);
    for &mode in modes {
        for start in (0..=LAST).filter(|&week| instance.modes[mode].next_start(week) == week) {
            starts[mode] = start;
            try_copies(instance, copy + 1, starts, found);
        }
        starts[mode] = NEVER;
    }
}

/// Does every taking that is not pinned serve the goal in time or something that does?
fn nothing_is_idle(instance: &Instance, starts: &mut [Week], goal: Week) -> bool {
    (0..starts.len()).all(|mode| {
        if starts[mode] >= NEVER || instance.copies[instance.modes[mode].copy].pinned {
            return true;
        }
        let start = std::mem::replace(&mut starts[mode], NEVER);
        let without = plan(instance, starts);
        starts[mode] = start;
        without.is_none_or(|week| week[instance.goal] > goal)
    })
}

fn holds(plan: &[Val], literal: Literal) -> bool {
    let value = plan[literal.var()];
    let side = if literal.side.is_multiple_of(2) { value } else { -value };
    side >= literal.least
}

/// Searches an instance and returns what was explained.
fn explanations(instance: &Instance, objective: Objective) -> (Vec<Explanation>, Option<Val>) {
    let record = Rc::new(RefCell::new(Vec::new()));
    let mut watch = |_: u64, _: Option<&_>, _: &_| true;
    let mut search = Search::new(instance, crate::Limits::nodes(20_000), &mut watch);
    search.propagators.kernel.recorded = Some(record.clone());
    let (outcome, _) = search.run(objective);
    assert!(outcome.proven, "{} stays open", objective.word());
    let first = component_order(objective)[0];
    (record.take(), outcome.best.map(|best| best.value[first]))
}

#[test]
fn every_explanation_is_true_of_every_plan() {
    let (mut checked, mut planned) = (0, 0);
    for seed in 1..=INSTANCES {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let instance = instance(&mut dice);
        let all = plans(&instance);
        planned += usize::from(!all.is_empty());
        for component in Component::ALL {
            let objective = component.objective();
            let (explained, value) = explanations(&instance, objective);
            let mut plans: Vec<&Vec<Val>> = all.iter().collect();
            if matches!(component, Component::Weeks | Component::Fee | Component::Hours) {
                let at = instance.nodes.len();
                let column = match component {
                    Component::Weeks => instance.goal,
                    Component::Fee => at,
                    _ => at + 1,
                };
                let least = plans.iter().map(|plan| plan[column]).min();
                assert_eq!(value, least, "seed {seed}, {}", objective.word());
            }
            for Explanation { level, reason, implied } in &explained {
                let breaks = |plan: &Vec<Val>| {
                    reason.iter().all(|literal| holds(plan, *literal))
                        && implied.is_none_or(|literal| !holds(plan, literal))
                };
                match implied {
                    // What is asked for from here on: plans that do not keep it count no more.
                    Some(literal) if reason.is_empty() && *level == 0 => {
                        plans.retain(|plan| holds(plan, *literal));
                    }
                    // A decision.
                    Some(_) if reason.is_empty() => {}
                    _ => {
                        checked += 1;
                        let broken = plans.iter().find(|plan| breaks(plan));
                        let about = format!("seed {seed}, {}", objective.word());
                        assert_eq!(broken, None, "{about}: {reason:?} => {implied:?}");
                    }
                }
            }
        }
    }
    assert!(planned * 2 > INSTANCES as usize, "only {planned} instances have a plan");
    assert!(checked > 6_000, "only {checked} explanations");
}
