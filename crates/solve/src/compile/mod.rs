//! Owns scenario → instance: names become small integers, needs become one graph of weeks, free
//! hours become resources. Refuses search; every number here is a fact of the input.
//!
//! What cannot matter for the goal is not compiled (relevance), what nobody could ever reach is
//! left out (reachability), and an offer that another offer of the same activity matches in every
//! respect is dropped (dominance). Activities that are alike are put in classes (symmetry).

mod alike;
mod copies;
mod held;
mod need;
mod offer;
mod providers;
mod resource;
mod suppliers;

use super::bounds::reachability;
use super::instance::{
    Edge, FALSE, Graph, HORIZON, Hours, Instance, NEVER, Node, NodeKind, TRUE, Val, Week,
};
use qitu_model::{Activity, Catalogue, Date, Kind, Scenario};
use std::collections::BTreeMap;

/// An activity that gives something: its kind, and its place in the catalogue.
type Provider = (Kind, usize);

/// A need that is the same for every user: its kind, the id in it, and the number.
type Atom = (u8, String, u32);

struct Builder<'a> {
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
    week0: Date,
    slots: BTreeMap<&'a str, u32>,
    /// By kind of week: the free hours of each slot.
    week_kinds: Vec<Vec<Hours>>,
    /// By week: its kind.
    kind_of_week: Vec<usize>,
    courses: BTreeMap<&'a str, usize>,
    certificates: BTreeMap<&'a str, usize>,
    roles: BTreeMap<&'a str, usize>,
    /// Courses done and roles held.
    had: Vec<(Kind, usize)>,
    held: held::Held<'a>,
    avoided: Vec<(Kind, usize)>,
    skill_providers: BTreeMap<&'a str, Vec<(u32, Provider)>>,
    /// By certificate.
    certificate_providers: Vec<Vec<Provider>>,
    education_providers: Vec<(qitu_model::Education, Provider)>,
    /// By role: the roles in which time counts for it.
    role_providers: Vec<Vec<usize>>,
    atoms: BTreeMap<Atom, usize>,
    /// By kind and place in the catalogue: the copies of an activity.
    copies_of: [Vec<Vec<usize>>; 3],
    /// What nobody could ever reach, in order.
    unreachable: Vec<(Kind, usize)>,
    /// How often what runs out could be of use, once all needs are known.
    uses: Option<Vec<(Provider, usize)>>,
    /// Activity copies whose needs and modes are not compiled yet.
    unfilled: Vec<usize>,
    /// A pin asks for something that is not there.
    broken_pin: bool,
    /// What the graph takes, in bytes, and what it may take.
    bytes: u64,
    most_bytes: u64,
    out: Graph,
}

/// Activity copies between two signs of life.
const COPIES_PER_SIGN: usize = 256;

/// Compiles the scenario; `None` when it does not fit into so many bytes, counted alike on every
/// machine. `sign` is called now and then; when it answers `false` there is no instance either.
pub fn compile(
    catalogue: &Catalogue,
    scenario: &Scenario,
    bytes: u64,
    sign: &mut dyn FnMut() -> bool,
) -> Option<Instance> {
    // A first pass finds what nobody could ever reach, and how often a renewal could be of use;
    // the second leaves out the rest.
    let mut builder = Builder::new(catalogue, scenario);
    builder.most_bytes = bytes;
    let first = builder.build(sign)?;
    let mut unreachable: Vec<(Kind, usize)> = first
        .copies
        .iter()
        .filter(|copy| !copy.pinned && copy.number == 0 && first.earliest[copy.end] >= NEVER)
        .map(|copy| copy.source)
        .collect();
    let uses = builder.uses(&first);
    if unreachable.is_empty() && uses.is_empty() {
        return Some(first);
    }
    drop(first);
    unreachable.sort_unstable();
    builder.leave_out(unreachable);
    builder.uses = Some(uses);
    builder.build(sign)
}

impl<'a> Builder<'a> {
    fn new(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        let week0 = scenario.start.monday_on_or_after();
        let ids = catalogue.slot_ids();
        let mut slots: BTreeMap<&str, u32> = BTreeMap::new();
        slots.extend(ids.iter().take(6).enumerate().map(|(i, id)| (*id, 1 << i)));
        let hours = |week: &BTreeMap<String, qitu_model::Hours>| -> Vec<Val> {
            ids.iter().take(6).map(|id| week.get(*id).map_or(0, |h| Val::from(h.0))).collect()
        };
        let mut week_kinds = vec![hours(&scenario.week)];
        let mut kind_of_week = vec![0; HORIZON as usize];
        for entry in &scenario.calendar {
            let from = entry.from.week_from(week0).max(0);
            let to = entry.to.week_from(week0).min(HORIZON as i32 - 1);
            let row = hours(&entry.week);
            let kind = week_kinds.iter().position(|k| *k == row).unwrap_or_else(|| {
                week_kinds.push(row);
                week_kinds.len() - 1
            });
            for week in from..=to {
                kind_of_week[week as usize] = kind;
            }
        }
        let mut builder = Self {
            catalogue,
            scenario,
            week0,
            slots,
            week_kinds,
            kind_of_week,
            courses: first_index(&catalogue.courses),
            certificates: first_index(&catalogue.certificates),
            roles: first_index(&catalogue.roles),
            had: Vec::new(),
            held: held::Held::default(),
            avoided: Vec::new(),
            skill_providers: BTreeMap::new(),
            certificate_providers: vec![Vec::new(); catalogue.certificates.len()],
            education_providers: Vec::new(),
            role_providers: vec![Vec::new(); catalogue.roles.len()],
            atoms: BTreeMap::new(),
            copies_of: Default::default(),
            unreachable: Vec::new(),
            uses: None,
            unfilled: Vec::new(),
            broken_pin: false,
            bytes: 0,
            most_bytes: 0,
            out: blank(),
        };
        let rider = &scenario.rider;
        let done = rider.courses.iter().filter_map(|id| builder.look_up(Kind::Course, id));
        let held = rider.role.iter().chain(&rider.roles);
        let held = held.filter_map(|id| builder.look_up(Kind::Role, id));
        builder.had = done.chain(held).collect();
        let avoided = scenario.avoid.activities.iter().filter_map(|id| builder.find(id));
        builder.avoided = avoided.collect();
        builder.hold();
        builder.index_providers();
        builder
    }

    fn build(&mut self, sign: &mut dyn FnMut() -> bool) -> Option<Instance> {
        let scenario = self.scenario;
        self.bytes = 0;
        self.atoms.clear();
        let catalogue = self.catalogue;
        self.copies_of = [&catalogue.courses, &catalogue.certificates, &catalogue.roles]
            .map(|list| vec![Vec::new(); list.len()]);
        self.pins();
        // The goal is a node of its own, because support that runs out has to know when it is used.
        let goal = self.node(NodeKind::All, vec![]);
        let need = self.need(&scenario.goal, &[], goal);
        self.out.nodes[goal].parts.push(Edge::to(need));
        let mut filled = 0_usize;
        while let Some(copy) = self.unfilled.pop() {
            self.fill(copy);
            filled += 1;
            if self.is_full() || filled.is_multiple_of(COPIES_PER_SIGN) && !sign() {
                return None;
            }
        }
        self.resources();
        if self.is_full() {
            return None;
        }
        let deadline = scenario.deadline.map(|date| Val::from(date.week_from(self.week0)));
        let mut out = Instance {
            graph: std::mem::replace(&mut self.out, blank()).into(),
            goal,
            earliest: vec![],
            tails: vec![],
            budget: scenario.budget.map(|b| b.0),
            deadline: deadline.unwrap_or(HORIZON).min(HORIZON),
            peak: None,
            broken_pin: self.broken_pin,
            alike: vec![],
        };
        out.earliest = reachability::earliest(&out);
        reachability::fill_in_tails(&mut out);
        out.alike = alike::classes(&out);
        Some(out)
    }

    /// Counts what is kept.
    fn count(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    fn is_full(&self) -> bool {
        self.bytes > self.most_bytes
    }

    fn list(&self, kind: Kind) -> &'a [Activity] {
        match kind {
            Kind::Course => &self.catalogue.courses,
            Kind::Certificate => &self.catalogue.certificates,
            Kind::Role => &self.catalogue.roles,
        }
    }

    fn activity(&self, (kind, at): (Kind, usize)) -> &'a Activity {
        &self.list(kind)[at]
    }

    /// May a plan hold a step of it?
    fn takes(&self, source: (Kind, usize)) -> bool {
        self.unreachable.binary_search(&source).is_err()
            && !self.avoided.contains(&source)
            && !self.is_over(source)
    }

    fn look_up(&self, kind: Kind, id: &str) -> Option<(Kind, usize)> {
        let map = match kind {
            Kind::Course => &self.courses,
            Kind::Certificate => &self.certificates,
            Kind::Role => &self.roles,
        };
        map.get(id).map(|&at| (kind, at))
    }

    fn find(&self, id: &str) -> Option<(Kind, usize)> {
        [Kind::Course, Kind::Certificate, Kind::Role]
            .into_iter()
            .find_map(|kind| self.look_up(kind, id))
    }

    fn node(&mut self, kind: NodeKind, parts: Vec<Edge>) -> usize {
        self.count(64 + 16 * parts.len());
        self.out.nodes.push(Node { kind, parts });
        self.out.nodes.len() - 1
    }

    fn known(&mut self, week: Week) -> usize {
        match week {
            ..=0 => TRUE,
            1..=HORIZON => self.node(NodeKind::Known(week), vec![]),
            _ => FALSE,
        }
    }

    /// The earliest of parts, folded where it is plain.
    fn any(&mut self, mut parts: Vec<Edge>) -> usize {
        if parts.contains(&Edge::to(TRUE)) {
            return TRUE;
        }
        parts.retain(|p| p.node != FALSE);
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => FALSE,
            [Edge { node, delay: 0 }] => *node,
            _ => self.node(NodeKind::Any, parts),
        }
    }

    /// The latest of parts, folded where it is plain.
    fn all(&mut self, mut parts: Vec<Edge>) -> usize {
        if parts.iter().any(|p| p.node == FALSE) {
            return FALSE;
        }
        parts.retain(|p| *p != Edge::to(TRUE));
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [] => TRUE,
            [Edge { node, delay: 0 }] => *node,
            _ => self.node(NodeKind::All, parts),
        }
    }
}

/// Nothing yet but what holds from the start and what never does.
fn blank() -> Graph {
    Graph {
        nodes: vec![
            Node { kind: NodeKind::Known(0), parts: vec![] },
            Node { kind: NodeKind::Known(NEVER), parts: vec![] },
        ],
        copies: vec![],
        modes: vec![],
        resources: vec![],
        expiries: vec![],
    }
}

/// Where each id stands; of one id the first, and ids of today before earlier ones.
fn first_index(list: &[Activity]) -> BTreeMap<&str, usize> {
    let mut places = BTreeMap::new();
    for (at, activity) in list.iter().enumerate() {
        places.entry(activity.id.as_str()).or_insert(at);
    }
    for (at, activity) in list.iter().enumerate() {
        for was in &activity.was {
            places.entry(was.as_str()).or_insert(at);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, plan};
    use qitu_model::PlanStatus;
    use serde_json::json;

    /// So many courses one after the other, each begun with a pass that has run out by its end.
    fn passes(courses: u32) -> (Catalogue, Scenario) {
        let course = |at: u32| {
            let pass = json!({"certificate": "pass"});
            let needs = match at {
                0 => json!({"all": [pass]}),
                _ => json!({"all": [pass, {"course": format!("c{}", at - 1)}]}),
            };
            json!({"id": format!("c{at}"), "needs": needs, "offers": [{"id": "o", "weeks": 6}]})
        };
        let courses: Vec<_> = (0..courses).map(course).collect();
        let last = json!({"course": format!("c{}", courses.len() - 1)});
        let pass = json!({"id": "pass", "valid_months": 1, "offers": [{"id": "exam", "weeks": 1}]});
        let catalogue = json!({"slots": [], "courses": courses, "certificates": [pass]});
        let scenario = json!({"start": "2026-11-23", "rider": {}, "week": {}, "goal": last});
        let read = "a catalogue and a scenario";
        (
            serde_json::from_value(catalogue).expect(read),
            serde_json::from_value(scenario).expect(read),
        )
    }

    #[test]
    fn what_does_not_fit_is_not_compiled_and_the_answer_is_unknown() {
        let (catalogue, scenario) = passes(30);
        let fits = |bytes| compile(&catalogue, &scenario, bytes, &mut || true).is_some();
        assert!(fits(1 << 20) && !fits(1 << 10));
        let limits = Limits { bytes: 1 << 10, ..Limits::default() };
        let answer = plan(&catalogue, &scenario, limits, &mut |_| true);
        assert_eq!((answer.status, answer.value), (PlanStatus::Unknown, None));
        assert_eq!(answer.bound, Some(qitu_model::Value::default()), "nothing is claimed");
    }

    #[test]
    fn a_sign_of_life_is_given_before_the_search_and_may_end_it() {
        let (catalogue, scenario) = passes(300);
        let mut signs = 0;
        let instance = compile(&catalogue, &scenario, 1 << 26, &mut || {
            signs += 1;
            true
        });
        assert!(instance.is_some() && signs >= 1, "{signs}");
        assert!(compile(&catalogue, &scenario, 1 << 26, &mut || false).is_none());
    }

    #[test]
    fn what_runs_out_is_taken_as_often_as_somebody_needs_it() {
        for courses in [1, 3, 30] {
            let (catalogue, scenario) = passes(courses);
            let instance = compile(&catalogue, &scenario, 1 << 24, &mut || true).expect("small");
            let copies = &instance.copies;
            let renewals = copies.iter().filter(|t| t.source.0 == Kind::Certificate).count();
            assert_eq!(renewals, courses as usize);
            let plan = plan(&catalogue, &scenario, Limits::default(), &mut |_| true);
            assert_eq!(plan.status, PlanStatus::Optimal);
            assert_eq!(plan.steps.len(), 2 * courses as usize);
        }
    }
}
