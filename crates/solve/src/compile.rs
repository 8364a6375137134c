//! Owns scenario → instance: names become small integers, needs become one graph of weeks, free
//! hours become resources. Refuses search; every number here is a fact of the input.
//!
//! What cannot matter for the goal is not compiled (relevance), what nobody could ever reach is
//! left out (reachability), and an offer that another offer of the same activity matches in every
//! respect is dropped (dominance).

mod giver;
mod held;
mod need;
mod offer;
mod resource;
mod supply;
mod task;

use super::instance::{FALSE, Form, Graph, HORIZON, Instance, NEVER, Node, TRUE, Val};
use super::reach;
use qitu_model::order::{self, Listed, Map};
use qitu_model::{Activity, Catalogue, Date, Kind, Scenario};

/// Something that gives: of which kind, and its place in the catalogue.
type Giver = (Kind, usize);

/// A need that is the same for every user: its form, the id in it, and the number.
type Atom = (u8, String, u32);

struct Builder<'a> {
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
    week0: Date,
    slots: Map<&'a str, u32>,
    /// Hours by slot of each kind of week, and the kind of each week.
    kinds: Vec<Vec<Val>>,
    kind_of: Vec<usize>,
    courses: Map<&'a str, usize>,
    certificates: Map<&'a str, usize>,
    roles: Map<&'a str, usize>,
    /// Courses done and roles held.
    had: Vec<(Kind, usize)>,
    held: held::Held<'a>,
    avoided: Vec<(Kind, usize)>,
    skill_givers: Map<&'a str, Vec<(u32, Giver)>>,
    /// By certificate.
    certificate_givers: Vec<Vec<Giver>>,
    education_givers: Vec<(qitu_model::Education, Giver)>,
    /// By role: the roles in which time counts for it.
    role_givers: Vec<Vec<usize>>,
    atoms: Map<Atom, usize>,
    /// By kind and place in the catalogue.
    tasks_of: [Vec<Vec<usize>>; 3],
    dead: Vec<(Kind, usize)>,
    /// How often what runs out could be of use, once all needs are known.
    uses: Option<Vec<(Giver, usize)>>,
    todo: Vec<usize>,
    /// A pin asks for something that is not there.
    broken_pin: bool,
    out: Graph,
}

/// Compiles the scenario.
pub fn compile(catalogue: &Catalogue, scenario: &Scenario) -> Instance {
    // A first pass finds what nobody could ever reach, and how often a renewal could be of use;
    // the second leaves out the rest.
    let mut builder = Builder::new(catalogue, scenario);
    let first = builder.build();
    let dead: Vec<(Kind, usize)> = first
        .tasks
        .iter()
        .filter(|t| !t.pinned && t.copy == 0 && first.earliest[t.node] >= NEVER)
        .map(|t| t.source)
        .listed();
    let uses = builder.uses(&first);
    if dead.is_empty() && uses.is_empty() {
        return first;
    }
    builder.leave_out(dead);
    builder.uses = Some(uses);
    builder.build()
}

impl<'a> Builder<'a> {
    fn new(catalogue: &'a Catalogue, scenario: &'a Scenario) -> Self {
        let week0 = scenario.start.monday_on_or_after();
        let ids = catalogue.slot_ids();
        let mut slots: Map<&str, u32> = Map::new();
        slots.extend(ids.iter().take(6).enumerate().map(|(i, id)| (*id, 1 << i)));
        let hours = |week: &Map<String, qitu_model::Hours>| -> Vec<Val> {
            ids.iter().take(6).map(|id| week.get(*id).map_or(0, |h| Val::from(h.0))).listed()
        };
        let mut kinds = vec![hours(&scenario.week)];
        let mut kind_of = vec![0; HORIZON as usize];
        for entry in &scenario.calendar {
            let from = entry.from.week_from(week0).max(0);
            let to = entry.to.week_from(week0).min(HORIZON as i32 - 1);
            let row = hours(&entry.week);
            let kind = kinds.iter().position(|k| *k == row).unwrap_or_else(|| {
                kinds.push(row);
                kinds.len() - 1
            });
            for week in from..=to {
                kind_of[week as usize] = kind;
            }
        }
        let mut builder = Self {
            catalogue,
            scenario,
            week0,
            slots,
            kinds,
            kind_of,
            courses: first_index(&catalogue.courses),
            certificates: first_index(&catalogue.certificates),
            roles: first_index(&catalogue.roles),
            had: Vec::new(),
            held: held::Held::default(),
            avoided: Vec::new(),
            skill_givers: Map::new(),
            certificate_givers: vec![Vec::new(); catalogue.certificates.len()],
            education_givers: Vec::new(),
            role_givers: vec![Vec::new(); catalogue.roles.len()],
            atoms: Map::new(),
            tasks_of: Default::default(),
            dead: Vec::new(),
            uses: None,
            todo: Vec::new(),
            broken_pin: false,
            out: blank(),
        };
        let rider = &scenario.rider;
        let done = rider.courses.iter().filter_map(|id| builder.look_up(Kind::Course, id));
        let held = rider.role.iter().chain(&rider.roles);
        let held = held.filter_map(|id| builder.look_up(Kind::Role, id));
        builder.had = done.chain(held).listed();
        let avoided = scenario.avoid.activities.iter().filter_map(|id| builder.find(id));
        builder.avoided = avoided.listed();
        builder.hold();
        builder.index_givers();
        builder
    }

    fn build(&mut self) -> Instance {
        let scenario = self.scenario;
        self.atoms.clear();
        let catalogue = self.catalogue;
        self.tasks_of = [&catalogue.courses, &catalogue.certificates, &catalogue.roles]
            .map(|list| vec![Vec::new(); list.len()]);
        self.pins();
        // The goal is a node of its own, because support that runs out has to know when it is used.
        let goal = self.node(Form::All, vec![]);
        let need = self.need(&scenario.goal, &[], goal);
        self.out.nodes[goal].parts.push((need, 0));
        while let Some(task) = self.todo.pop() {
            self.fill(task);
        }
        self.resources();
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
        };
        out.earliest = reach::earliest(&out);
        reach::tails(&mut out);
        out
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
        let left_out = [&self.dead, &self.avoided];
        !left_out.iter().any(|list| list.contains(&source)) && !self.is_over(source)
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

    fn node(&mut self, form: Form, parts: Vec<(usize, Val)>) -> usize {
        self.out.nodes.push(Node { form, parts });
        self.out.nodes.len() - 1
    }

    fn known(&mut self, week: Val) -> usize {
        match week {
            ..=0 => TRUE,
            1..=HORIZON => self.node(Form::Known(week), vec![]),
            _ => FALSE,
        }
    }

    /// The earliest of parts, folded where it is plain.
    fn any(&mut self, mut parts: Vec<(usize, Val)>) -> usize {
        if parts.contains(&(TRUE, 0)) {
            return TRUE;
        }
        parts.retain(|p| p.0 != FALSE);
        order::plain(&mut parts);
        parts.dedup();
        match parts.as_slice() {
            [] => FALSE,
            [(only, 0)] => *only,
            _ => self.node(Form::Any, parts),
        }
    }

    fn all(&mut self, mut parts: Vec<(usize, Val)>) -> usize {
        if parts.iter().any(|p| p.0 == FALSE) {
            return FALSE;
        }
        parts.retain(|p| *p != (TRUE, 0));
        order::plain(&mut parts);
        parts.dedup();
        match parts.as_slice() {
            [] => TRUE,
            [(only, 0)] => *only,
            _ => self.node(Form::All, parts),
        }
    }
}

/// Nothing yet but what holds from the start and what never does.
fn blank() -> Graph {
    Graph {
        nodes: vec![
            Node { form: Form::Known(0), parts: vec![] },
            Node { form: Form::Known(NEVER), parts: vec![] },
        ],
        tasks: vec![],
        choices: vec![],
        resources: vec![],
        expiries: vec![],
    }
}

fn first_index(list: &[Activity]) -> Map<&str, usize> {
    let mut places: Vec<(&str, usize)> = Vec::new();
    for (at, activity) in list.iter().enumerate() {
        places.push((&activity.id, at));
    }
    for (at, activity) in list.iter().enumerate() {
        for was in &activity.was {
            places.push((was, at));
        }
    }
    Map::of_first(places)
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
    fn what_runs_out_is_taken_as_often_as_somebody_needs_it() {
        for courses in [1, 3, 30] {
            let (catalogue, scenario) = passes(courses);
            let tasks = &compile(&catalogue, &scenario).tasks;
            let renewals = tasks.iter().filter(|t| t.source.0 == Kind::Certificate).count();
            assert_eq!(renewals, courses as usize);
            let plan = plan(&catalogue, &scenario, Limits::default(), &mut |_| true);
            assert_eq!(plan.status, PlanStatus::Optimal);
            assert_eq!(plan.steps.len(), 2 * courses as usize);
        }
    }
}
