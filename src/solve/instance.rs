//! Owns the compiled scenario: names become small integers, needs become one AND/OR graph of
//! times, free hours become resources. Refuses search; every number here is a fact of the input.
//!
//! Each node of the graph stands for the week from which something holds (`NEVER` when it never
//! does): a need, a course done, an offer's start. What cannot matter for the goal is not
//! compiled (relevance), what nobody could ever reach is left out (reachability), and an offer
//! that another offer of the same activity matches in every respect is dropped (dominance).

use super::reach;
use crate::model::{
    Activity, Catalogue, Date, Intakes, Kind, Need, Offer, Pin, Scenario, Span, months_to_weeks,
};
use crate::order;
use crate::order::Map;

/// Weeks, hours or yuan inside the search.
pub type Val = i64;
/// The last week a plan may reach.
pub const HORIZON: Val = 520;
/// The week of what never happens.
pub const NEVER: Val = 1 << 20;
/// The node that holds from the start.
pub const TRUE: usize = 0;
/// The node that never holds.
pub const FALSE: usize = 1;

/// What a node's week is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Known, or free to be given up by whoever relies on it.
    Known(Val),
    /// The latest of its parts.
    All,
    /// The earliest of its parts.
    Any,
    /// The `k`-th earliest of its parts.
    Nth(usize),
    /// The start of an option, not before its parts hold.
    Start(usize),
}

/// One node: its form, and its parts with the weeks each takes longer.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is made of.
    pub form: Form,
    /// `(node, delay in weeks)`.
    pub parts: Vec<(usize, Val)>,
}

impl Node {
    /// So many of its parts hold before it does; no number is enough for what is known or never.
    pub fn wanted(&self) -> usize {
        match self.form {
            Form::Any => 1,
            Form::Nth(k) => k,
            Form::All | Form::Start(_) => self.parts.len(),
            Form::Known(_) => usize::MAX,
        }
    }

    /// Does it wait for nothing else in the graph?
    pub fn waits_for_none(&self) -> bool {
        match self.form {
            Form::Known(week) => week <= HORIZON,
            Form::All | Form::Start(_) => self.parts.is_empty(),
            Form::Any | Form::Nth(_) => false,
        }
    }
}

/// One way to do an activity: an offer at one pace.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The node of its start.
    pub node: usize,
    /// The activity in `Instance::tasks`.
    pub task: usize,
    /// Its place in the activity's list of offers; `None` for the implicit one.
    pub offer: Option<usize>,
    /// Hours a week, when self-paced.
    pub pace: Option<u32>,
    /// Weeks.
    pub weeks: Val,
    /// Net fee.
    pub fee: Val,
    /// Hours a week.
    pub weekly: Val,
    /// Hours by set of slots.
    pub load: Vec<(u32, Val)>,
    /// Class times.
    pub sessions: Vec<Span>,
    /// `next[s]` is the first start allowed at or after `s` (`u16::MAX`: none); `None`: all are.
    pub next: Option<Vec<u16>>,
    /// Weeks that must pass after its end before it can have served the goal.
    pub tail: Val,
}

impl Choice {
    /// Hours in all.
    pub fn hours(&self) -> Val {
        self.weekly * self.weeks
    }

    /// The first start allowed at or after `from`; `NEVER` when there is none.
    pub fn next_start(&self, from: Val) -> Val {
        if from + self.weeks > HORIZON {
            return NEVER;
        }
        match (&self.next, usize::try_from(from.max(0))) {
            (None, _) => from.max(0),
            (Some(next), Ok(at)) => match next.get(at) {
                Some(&s) if s != u16::MAX => Val::from(s),
                _ => NEVER,
            },
            _ => NEVER,
        }
    }

    /// The last start allowed at or before `to`; −1 when there is none.
    pub fn last_start(&self, to: Val) -> Val {
        let mut at = to.min(HORIZON - self.weeks);
        while at >= 0 && self.next_start(at) != at {
            at -= 1;
        }
        at.max(-1)
    }
}

/// An activity (or one renewal of it) with its choices.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its place in the catalogue.
    pub source: (Kind, usize),
    /// Which taking of it this is, from 0.
    pub copy: usize,
    /// The node of its end.
    pub node: usize,
    /// Its choices.
    pub choices: Vec<usize>,
    /// The plan must contain it.
    pub pinned: bool,
}

/// Something used week by week with a limit.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Limit by week.
    pub limit: Vec<Val>,
    /// `sum[w]` is the limit over weeks before `w`.
    pub sum: Vec<Val>,
    /// `(choice, use a week)`.
    pub users: Vec<(usize, Val)>,
}

/// Support that runs out: `node` may serve `user` only before `given + length`.
#[derive(Clone, Copy, Debug)]
pub struct Expiry {
    /// The node of the support.
    pub node: usize,
    /// The node of whoever relies on it.
    pub user: usize,
    /// The node of the week it was given, or the week itself.
    pub given: Result<usize, Val>,
    /// Weeks it lasts.
    pub length: Val,
}

/// A scenario ready to search.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The graph.
    pub nodes: Vec<Node>,
    /// Activities.
    pub tasks: Vec<Task>,
    /// Their choices.
    pub choices: Vec<Choice>,
    /// Hours by set of slots, steps at once, class times.
    pub resources: Vec<Resource>,
    /// Support that runs out.
    pub expiries: Vec<Expiry>,
    /// The node of the goal.
    pub goal: usize,
    /// Earliest week of each node, by reachability.
    pub earliest: Vec<Val>,
    /// Most that may be spent.
    pub budget: Option<Val>,
    /// Last week for the goal.
    pub deadline: Val,
    /// Largest weekly total of hours, where one is asked for.
    pub peak: Option<Val>,
    /// A pin asks for something that is not there.
    pub broken_pin: bool,
}

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
    /// Courses done and roles held: not taken again.
    had: Vec<(Kind, usize)>,
    avoided: Vec<(Kind, usize)>,
    skill_givers: Map<&'a str, Vec<(u32, Giver)>>,
    /// By certificate.
    certificate_givers: Vec<Vec<Giver>>,
    education_givers: Vec<(crate::model::Education, Giver)>,
    /// By role: the roles in which time counts for it.
    role_givers: Vec<Vec<usize>>,
    atoms: Map<Atom, usize>,
    /// By kind and place in the catalogue.
    tasks_of: [Vec<Vec<usize>>; 3],
    dead: &'a [(Kind, usize)],
    copies_until: Val,
    todo: Vec<usize>,
    out: Instance,
}

/// Compiles the scenario; `until` bounds the weeks for which renewals are foreseen.
pub fn compile(catalogue: &Catalogue, scenario: &Scenario, until: Val) -> Instance {
    // A first pass finds what nobody could ever reach; the second leaves it out.
    let first = build(catalogue, scenario, until, &[]);
    let dead: Vec<(Kind, usize)> = first
        .tasks
        .iter()
        .filter(|t| !t.pinned && t.copy == 0 && first.earliest[t.node] >= NEVER)
        .map(|t| t.source)
        .collect();
    if dead.is_empty() { first } else { build(catalogue, scenario, until, &dead) }
}

fn build(
    catalogue: &Catalogue,
    scenario: &Scenario,
    until: Val,
    dead: &[(Kind, usize)],
) -> Instance {
    let mut builder = Builder::new(catalogue, scenario, until, dead);
    builder.pins();
    // The goal is a node of its own, because support that runs out has to know when it is used.
    let goal = builder.node(Form::All, vec![]);
    let need = builder.need(&scenario.goal, &[], goal);
    builder.out.nodes[goal].parts.push((need, 0));
    builder.out.goal = goal;
    while let Some(task) = builder.todo.pop() {
        builder.fill(task);
    }
    builder.resources();
    let mut out = builder.out;
    out.earliest = reach::earliest(&out);
    reach::tails(&mut out);
    out
}

impl<'a> Builder<'a> {
    fn new(
        catalogue: &'a Catalogue,
        scenario: &'a Scenario,
        until: Val,
        dead: &'a [(Kind, usize)],
    ) -> Self {
        let week0 = scenario.start.monday_on_or_after();
        let ids = catalogue.slot_ids();
        let mut slots: Map<&str, u32> = Map::new();
        slots.extend(ids.iter().take(6).enumerate().map(|(i, id)| (*id, 1 << i)));
        let hours = |week: &Map<String, crate::model::Hours>| -> Vec<Val> {
            ids.iter().take(6).map(|id| week.get(*id).map_or(0, |h| Val::from(h.0))).collect()
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
            avoided: Vec::new(),
            skill_givers: Map::new(),
            certificate_givers: vec![Vec::new(); catalogue.certificates.len()],
            education_givers: Vec::new(),
            role_givers: vec![Vec::new(); catalogue.roles.len()],
            atoms: Map::new(),
            tasks_of: [&catalogue.courses, &catalogue.certificates, &catalogue.roles]
                .map(|list| vec![Vec::new(); list.len()]),
            dead,
            copies_until: until,
            todo: Vec::new(),
            out: Instance {
                nodes: vec![
                    Node { form: Form::Known(0), parts: vec![] },
                    Node { form: Form::Known(NEVER), parts: vec![] },
                ],
                tasks: vec![],
                choices: vec![],
                resources: vec![],
                expiries: vec![],
                goal: TRUE,
                earliest: vec![],
                budget: scenario.budget.map(|b| b.0),
                deadline: HORIZON,
                peak: None,
                broken_pin: false,
            },
        };
        if let Some(deadline) = scenario.deadline {
            builder.out.deadline = Val::from(deadline.week_from(week0)).min(HORIZON);
        }
        let rider = &scenario.rider;
        let done = rider.courses.iter().filter_map(|id| builder.look_up(Kind::Course, id));
        let held = rider.role.iter().chain(&rider.roles);
        let held = held.filter_map(|id| builder.look_up(Kind::Role, id));
        builder.had = done.chain(held).collect();
        let avoided = scenario.avoid.activities.iter().filter_map(|id| builder.find(id));
        builder.avoided = avoided.collect();
        builder.index_givers();
        builder
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

    /// Who gives what, with courses done and roles held left out: they are not taken again.
    fn index_givers(&mut self) {
        for kind in [Kind::Course, Kind::Certificate, Kind::Role] {
            for (at, activity) in self.list(kind).iter().enumerate() {
                let source = (kind, at);
                if !self.takes(source) || self.look_up(kind, &activity.id) != Some(source) {
                    continue;
                }
                for (skill, &level) in &activity.gives.skills {
                    self.skill_givers.entry(skill).or_default().push((level, source));
                }
                let own = (kind == Kind::Certificate).then_some(&activity.id);
                for id in own.into_iter().chain(&activity.gives.certificates) {
                    let Some(&which) = self.certificates.get(id.as_str()) else { continue };
                    let givers = &mut self.certificate_givers[which];
                    if !givers.contains(&source) {
                        givers.push(source);
                    }
                }
                if let Some(education) = activity.gives.education {
                    self.education_givers.push((education, source));
                }
                if kind == Kind::Role {
                    for role in self.counts_as(at) {
                        self.role_givers[role].push(at);
                    }
                }
            }
        }
    }

    /// The roles that time in a role counts for, itself first.
    fn counts_as(&self, role: usize) -> Vec<usize> {
        let others = self.catalogue.roles[role].counts_as.iter();
        let mut all = vec![role];
        for other in others.filter_map(|id| self.roles.get(id.as_str())) {
            if !all.contains(other) {
                all.push(*other);
            }
        }
        all
    }

    /// May a plan hold a step of it?
    fn takes(&self, source: (Kind, usize)) -> bool {
        let left_out = [self.dead, &self.had, &self.avoided];
        !left_out.iter().any(|list| list.contains(&source))
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

    fn pins(&mut self) {
        let mut pins: Vec<(Kind, usize)> = Vec::new();
        for pin in &self.scenario.pins {
            let source = self.find(&pin.activity);
            match source {
                Some(source) if self.takes(source) => {
                    if !pins.contains(&source) {
                        pins.push(source);
                    }
                }
                _ => self.out.broken_pin = true,
            }
        }
        for source in pins {
            self.tasks(source);
        }
    }

    /// The pins of an activity, less those that another one of them implies.
    fn pins_of(&self, source: (Kind, usize)) -> Vec<&'a Pin> {
        let pins = self.scenario.pins.iter();
        let pins: Vec<&Pin> = pins.filter(|p| self.find(&p.activity) == Some(source)).collect();
        let week = |pin: &Pin| pin.start.map(|date| date.week_from(self.week0));
        let implied = |weak: &Pin, strong: &Pin| {
            (weak.offer.is_none() || weak.offer == strong.offer)
                && (weak.pace.is_none() || weak.pace == strong.pace)
                && (weak.start.is_none() || week(weak) == week(strong))
        };
        let spare = |i: usize| {
            (0..pins.len()).any(|j| {
                j != i && implied(pins[i], pins[j]) && (j < i || !implied(pins[j], pins[i]))
            })
        };
        (0..pins.len()).filter(|&i| !spare(i)).map(|i| pins[i]).collect()
    }

    fn valid_weeks(&self, certificate: &str) -> Option<Val> {
        let at = *self.certificates.get(certificate)?;
        self.catalogue.certificates[at].valid_months.map(|m| Val::from(months_to_weeks(m)))
    }

    /// May it be taken again, because what it gives runs out?
    fn renewable(&self, (kind, at): (Kind, usize)) -> Option<Val> {
        let activity = self.activity((kind, at));
        let own = (kind == Kind::Certificate).then_some(&activity.id);
        own.into_iter()
            .chain(&activity.gives.certificates)
            .filter_map(|id| self.valid_weeks(id))
            .min()
    }

    /// The tasks of an activity: one, or as many as renewals could ever be of use.
    fn tasks(&mut self, source: (Kind, usize)) -> Vec<usize> {
        let (kind, at) = source;
        let known = &self.tasks_of[kind as usize][at];
        if !known.is_empty() {
            return known.clone();
        }
        let pins = self.pins_of(source);
        // Of equal intervals that cover points without one to spare, at most two share a point.
        let copies = match self.renewable(source) {
            None => 1,
            Some(length) => {
                let spans = (self.copies_until + length).div_euclid(length.max(1));
                usize::try_from(2 * spans).unwrap_or(1).clamp(1, 24) + pins.len().saturating_sub(1)
            }
        };
        let mut tasks = Vec::new();
        for copy in 0..copies {
            let node = self.node(Form::Any, vec![]);
            let pinned = if copies == 1 { !pins.is_empty() } else { copy < pins.len() };
            self.out.tasks.push(Task { source, copy, node, choices: vec![], pinned });
            tasks.push(self.out.tasks.len() - 1);
        }
        self.todo.extend(&tasks);
        self.tasks_of[kind as usize][at].clone_from(&tasks);
        tasks
    }

    fn ends(&mut self, source: (Kind, usize), delay: Val) -> Vec<(usize, Val)> {
        let tasks = self.tasks(source);
        tasks.iter().map(|&t| (self.out.tasks[t].node, delay)).collect()
    }

    /// The node of a need for one user; `waived` parts count as met.
    fn need(&mut self, need: &Need, waived: &[&Need], user: usize) -> usize {
        if waived.contains(&need) {
            return TRUE;
        }
        match need {
            Need::All { all } => {
                let parts = all.iter().map(|n| (self.need(n, waived, user), 0)).collect();
                self.all(parts)
            }
            Need::Any { any } => {
                let parts = any.iter().map(|n| (self.need(n, waived, user), 0)).collect();
                self.any(parts)
            }
            Need::AtLeast { at_least, of } => {
                let mut wanted = *at_least as usize;
                let mut parts = Vec::new();
                for part in of {
                    match self.need(part, waived, user) {
                        TRUE => wanted = wanted.saturating_sub(1),
                        FALSE => {}
                        node => parts.push((node, 0)),
                    }
                }
                match wanted {
                    0 => TRUE,
                    n if n > parts.len() => FALSE,
                    1 => self.any(parts),
                    n if n == parts.len() => self.all(parts),
                    n => self.node(Form::Nth(n), parts),
                }
            }
            Need::Certificate { certificate, held_months } => {
                let held = Val::from(months_to_weeks(*held_months));
                match self.valid_weeks(certificate) {
                    Some(length) => self.expiring(certificate, held, length, user),
                    None => self.atom(need),
                }
            }
            Need::Age { age } => {
                let Some(now) = self.scenario.rider.age.map(Val::from) else { return FALSE };
                let from = age.min.map_or(0, |min| (Val::from(min) - now).max(0) * 52);
                let Some(max) = age.max.map(Val::from) else { return self.known(from) };
                let length = (max - now + 1) * 52;
                if length <= from {
                    return FALSE;
                }
                self.running_out(from, Err(0), length, user)
            }
            _ => self.atom(need),
        }
    }

    /// A support known or given by `given`, usable by `user` until `length` weeks after.
    fn running_out(
        &mut self,
        from: Val,
        given: Result<usize, Val>,
        length: Val,
        user: usize,
    ) -> usize {
        let node = match given {
            Err(_) => {
                if from > HORIZON {
                    return FALSE;
                }
                self.node(Form::Known(from), vec![])
            }
            Ok(end) => self.node(Form::Any, vec![(end, from)]),
        };
        self.out.expiries.push(Expiry { node, user, given, length });
        node
    }

    fn expiring(&mut self, id: &str, held: Val, length: Val, user: usize) -> usize {
        if held >= length {
            return FALSE;
        }
        let mut parts = Vec::new();
        let wanted = self.look_up(Kind::Certificate, id);
        for certified in &self.scenario.rider.certificates {
            if self.look_up(Kind::Certificate, &certified.id) == wanted {
                let on = self.obtained(certified.on);
                if on + length > 0 {
                    let from = (on + held).max(0);
                    parts.push((self.running_out(from, Err(on), length, user), 0));
                }
            }
        }
        for source in self.givers_of(id) {
            for (end, _) in self.ends(source, 0) {
                parts.push((self.running_out(held, Ok(end), length, user), 0));
            }
        }
        self.any(parts)
    }

    fn obtained(&self, on: Option<Date>) -> Val {
        on.map_or(0, |date| Val::from(date.week_from(self.week0)))
    }

    /// The node of a need that is the same for every user.
    fn atom(&mut self, need: &Need) -> usize {
        let (form, id, number) = match need {
            Need::Skill { skill, level } => (0, skill.as_str(), *level),
            Need::Course { course } => (1, course.as_str(), 0),
            Need::Certificate { certificate, held_months } => {
                (2, certificate.as_str(), *held_months)
            }
            Need::Role { role } => (3, role.as_str(), 0),
            Need::Tenure { tenure, months } => (4, tenure.as_str(), *months),
            Need::Education { education } => (5, "", *education as u32),
            Need::Fact { fact, .. } => (6, fact.as_str(), 0),
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } | Need::Age { .. } => {
                return FALSE;
            }
        };
        let key = (form, id.to_owned(), number);
        if let Some(&node) = self.atoms.get(&key) {
            return node;
        }
        let parts = self.suppliers(need);
        let node = self.any(parts);
        self.atoms.insert(key, node);
        node
    }

    fn suppliers(&mut self, need: &Need) -> Vec<(usize, Val)> {
        let rider = &self.scenario.rider;
        let mut parts = Vec::new();
        match need {
            Need::Skill { skill, level } => {
                if rider.skills.get(skill).copied().unwrap_or(0) >= *level {
                    return vec![(TRUE, 0)];
                }
                let givers = self.skill_givers.get(skill.as_str()).cloned().unwrap_or_default();
                for (_, source) in givers.iter().filter(|g| g.0 >= *level) {
                    parts.extend(self.ends(*source, 0));
                }
            }
            Need::Course { course } => {
                return self.had_or_taken(self.look_up(Kind::Course, course));
            }
            Need::Certificate { certificate, held_months } => {
                let held = Val::from(months_to_weeks(*held_months));
                let wanted = self.look_up(Kind::Certificate, certificate);
                if wanted.is_none() {
                    return parts;
                }
                for certified in &rider.certificates {
                    if self.look_up(Kind::Certificate, &certified.id) == wanted {
                        let from = self.obtained(certified.on) + held;
                        parts.push((self.known(from), 0));
                    }
                }
                for source in self.givers_of(certificate) {
                    parts.extend(self.ends(source, held));
                }
            }
            Need::Role { role } => {
                return self.had_or_taken(self.look_up(Kind::Role, role));
            }
            Need::Tenure { tenure, months } => {
                let Some(&role) = self.roles.get(tenure.as_str()) else {
                    // A role that the catalogue does not know can only have been served before.
                    let served = rider.tenure.get(tenure).copied();
                    if served.is_some() || *months == 0 {
                        let left = months_to_weeks(months.saturating_sub(served.unwrap_or(0)));
                        parts.push((self.known(Val::from(left)), 0));
                    }
                    return parts;
                };
                if let Some(served) = self.served(role, *months) {
                    let left = months_to_weeks(months.saturating_sub(served));
                    parts.push((self.known(Val::from(left)), 0));
                }
                let delay = Val::from(months_to_weeks(*months));
                for at in self.role_givers[role].clone() {
                    parts.extend(self.ends((Kind::Role, at), delay));
                }
            }
            Need::Education { education } => {
                if rider.education.is_some_and(|e| e >= *education) {
                    return vec![(TRUE, 0)];
                }
                let givers = self.education_givers.clone();
                for (_, source) in givers.iter().filter(|g| g.0 >= *education) {
                    parts.extend(self.ends(*source, 0));
                }
            }
            Need::Fact { fact, .. } => {
                if rider.facts.get(fact) == Some(&true) {
                    return vec![(TRUE, 0)];
                }
            }
            Need::All { .. } | Need::Any { .. } | Need::AtLeast { .. } | Need::Age { .. } => {}
        }
        parts
    }

    fn givers_of(&self, certificate: &str) -> Vec<(Kind, usize)> {
        let at = self.certificates.get(certificate);
        at.map(|at| self.certificate_givers[*at].clone()).unwrap_or_default()
    }

    fn had_or_taken(&mut self, source: Option<(Kind, usize)>) -> Vec<(usize, Val)> {
        match source {
            Some(source) if self.had.contains(&source) => vec![(TRUE, 0)],
            Some(source) if self.takes(source) => self.ends(source, 0),
            _ => vec![],
        }
    }

    /// Months served in a role at the start, if that is enough or the time runs already.
    fn served(&self, role: usize, wanted: u32) -> Option<u32> {
        let rider = &self.scenario.rider;
        let counts =
            |id: &str| self.roles.get(id).is_some_and(|&at| self.counts_as(at).contains(&role));
        let entries = rider.tenure.iter().filter(|(id, _)| counts(id));
        let months = entries.map(|(_, months)| *months).max();
        let held = self
            .had
            .iter()
            .any(|&(kind, at)| kind == Kind::Role && self.counts_as(at).contains(&role));
        let served = months.unwrap_or(0);
        (months.is_some() || held || served >= wanted).then_some(served)
    }

    /// Compiles the needs and choices of a task.
    fn fill(&mut self, task: usize) {
        let Task { source, copy, node, pinned, .. } = self.out.tasks[task].clone();
        let activity = self.activity(source);
        let waivers: Vec<&Need> = self
            .scenario
            .waive
            .iter()
            .filter(|w| self.find(&w.activity) == Some(source))
            .map(|w| &w.need)
            .collect();
        let mut pins = self.pins_of(source);
        if self.renewable(source).is_some() {
            pins = pins.get(copy).copied().into_iter().collect();
        }
        let own = self.renews(&activity.needs);
        let shared = if own { None } else { Some(self.need(&activity.needs, &waivers, FALSE)) };
        let implicit = [Offer::default()];
        let offers: &[Offer] =
            if activity.offers.is_empty() { &implicit } else { &activity.offers };
        let mut choices: Vec<(Choice, usize)> = Vec::new();
        for (at, offer) in offers.iter().enumerate() {
            let at = (!activity.offers.is_empty()).then_some(at);
            for mut choice in self.modes(task, at, offer) {
                if !pins.iter().all(|pin| self.pin_allows(pin, offer, &mut choice)) {
                    continue;
                }
                // Until it is kept, nothing ever starts it.
                let start = self.node(Form::Any, vec![]);
                choice.node = start;
                let need = match shared {
                    Some(node) => node,
                    None => self.need(&activity.needs, &waivers, start),
                };
                let extra = self.need(&offer.needs, &waivers, start);
                let both = self.all(vec![(need, 0), (extra, 0)]);
                if both == FALSE || choice.next_start(0) >= NEVER {
                    continue;
                }
                if both != TRUE {
                    self.out.nodes[start].parts.push((both, 0));
                }
                choices.push((choice, both));
            }
        }
        let kept = undominated(choices);
        for choice in kept {
            let at = self.out.choices.len();
            self.out.nodes[choice.node].form = Form::Start(at);
            self.out.nodes[node].parts.push((choice.node, choice.weeks));
            self.out.tasks[task].choices.push(at);
            self.out.choices.push(choice);
        }
        if pinned && self.out.tasks[task].choices.is_empty() {
            self.out.broken_pin = true;
        }
    }

    /// Does the need hold something that runs out, so that each user needs a node of its own?
    fn renews(&self, need: &Need) -> bool {
        let mut found = false;
        need.walk(&mut |n| {
            found |= match n {
                Need::Certificate { certificate, .. } => self.valid_weeks(certificate).is_some(),
                Need::Age { age } => age.max.is_some(),
                _ => false,
            };
        });
        found
    }

    fn pin_allows(&self, pin: &Pin, offer: &Offer, choice: &mut Choice) -> bool {
        if pin.offer.as_ref().is_some_and(|id| *id != offer.id) {
            return false;
        }
        if pin.pace.is_some_and(|pace| choice.pace != Some(pace.0)) {
            return false;
        }
        if let Some(date) = pin.start {
            let week = Val::from(date.week_from(self.week0));
            if week < 0 || choice.next_start(week) != week {
                return false;
            }
            let mut next = vec![u16::MAX; HORIZON as usize + 1];
            for slot in next.iter_mut().take(week as usize + 1) {
                *slot = week as u16;
            }
            choice.next = Some(next);
        }
        true
    }

    /// The modes an offer stands for, those that could ever run.
    fn modes(&self, task: usize, at: Option<usize>, offer: &Offer) -> Vec<Choice> {
        let scenario = self.scenario;
        if offer.place.is_some_and(|p| scenario.avoid.places.contains(&p)) {
            return vec![];
        }
        if let Some(free) = &scenario.free
            && !offer.sessions.iter().all(|s| s.lies_inside(free))
        {
            return vec![];
        }
        let mask = |fits: &[String]| {
            fits.iter().fold(0u32, |m, id| m | self.slots.get(id.as_str()).copied().unwrap_or(0))
        };
        let make = |weeks: Val, load: Vec<(u32, Val)>, pace: Option<u32>| Choice {
            node: 0,
            task,
            offer: at,
            pace,
            weeks,
            fee: offer.net_fee().0,
            weekly: load.iter().map(|l| l.1).sum(),
            load,
            sessions: offer.sessions.clone(),
            next: None,
            tail: 0,
        };
        let mut modes = Vec::new();
        match offer.pace {
            Some(pace) => {
                let hours = offer.hours.unwrap_or_default();
                // Of the paces that take the same weeks the lowest is best in every respect, so
                // one for each length will do, and those that a pin names.
                let least = pace.min.0.max(1);
                let mut rates: Vec<u32> = (1..=HORIZON as u32)
                    .map(|weeks| hours.0.div_ceil(weeks).max(least))
                    .chain(scenario.pins.iter().filter_map(|p| p.pace.map(|h| h.0)))
                    .filter(|rate| (least..=pace.max.0).contains(rate))
                    .collect();
                order::plain(&mut rates);
                rates.dedup();
                for rate in rates {
                    let weeks = Val::from(hours.0.div_ceil(rate));
                    let load = vec![(mask(&offer.fits), Val::from(rate))];
                    modes.push(make(weeks, load, Some(rate)));
                }
            }
            None => {
                let mut load: Vec<(u32, Val)> = Vec::new();
                for part in offer.load.iter().filter(|p| p.hours.0 > 0) {
                    let fits = mask(&part.fits);
                    match load.iter_mut().find(|l| l.0 == fits) {
                        Some(same) => same.1 += Val::from(part.hours.0),
                        None => load.push((fits, Val::from(part.hours.0))),
                    }
                }
                let weeks = offer.weeks.map_or(0, |w| Val::from(w.0));
                modes.push(make(weeks, load, None));
            }
        }
        modes.retain(|m| m.weeks <= HORIZON);
        for mode in &mut modes {
            mode.next = self.starts(offer, mode);
        }
        modes
    }

    /// The starts that intakes and the calendar allow, when not all are.
    fn starts(&self, offer: &Offer, choice: &Choice) -> Option<Vec<u16>> {
        if offer.intakes.is_none() && (choice.weeks == 0 || choice.weekly == 0) {
            return None;
        }
        let last = HORIZON - choice.weeks;
        let mut open = vec![offer.intakes.is_none(); HORIZON as usize + 1];
        let mut mark = |week: Val| {
            if let Some(slot) = usize::try_from(week).ok().and_then(|w| open.get_mut(w)) {
                *slot = true;
            }
        };
        match &offer.intakes {
            None => {}
            Some(Intakes::Dates(dates)) => {
                for date in dates {
                    mark(Val::from(date.week_from(self.week0)));
                }
            }
            Some(Intakes::Every { every_weeks, from }) => {
                let step = Val::from((*every_weeks).max(1));
                let mut week = Val::from(from.week_from(self.week0));
                if week < 0 {
                    week += (-week).div_euclid(step) * step;
                }
                while week <= HORIZON {
                    mark(week);
                    week += step;
                }
            }
        }
        if choice.weeks > 0 && choice.weekly > 0 {
            // Counting back: how many weeks from here on could carry the load alone?
            let sets = unions(&mut choice.load.iter().map(|l| l.0));
            let carries = |hours: &Vec<Val>| {
                sets.iter().all(|&set| inside(&choice.load, set) <= capacity(hours, set))
            };
            let carries: Vec<bool> = self.kinds.iter().map(carries).collect();
            if carries.contains(&false) {
                let mut run = 0;
                for week in (0..HORIZON as usize).rev() {
                    run = if carries[self.kind_of[week]] { run + 1 } else { 0 };
                    open[week] &= run >= choice.weeks;
                }
            } else if offer.intakes.is_none() {
                return None;
            }
        }
        let mut restricted = false;
        for (week, open) in open.iter_mut().enumerate() {
            *open &= week as Val <= last;
            restricted |= !*open && week as Val <= last;
        }
        if !restricted {
            return None;
        }
        let mut next = vec![u16::MAX; HORIZON as usize + 1];
        let mut ahead = u16::MAX;
        for week in (0..=HORIZON as usize).rev() {
            if open[week] {
                ahead = week as u16;
            }
            next[week] = ahead;
        }
        Some(next)
    }

    fn resources(&mut self) {
        let out = &self.out;
        let masks = unions(&mut out.choices.iter().flat_map(|c| &c.load).map(|l| l.0));
        let mut resources = Vec::new();
        for set in masks {
            let users = users(out, &|c| inside(&c.load, set));
            let limits: Vec<Val> = self.kinds.iter().map(|h| capacity(h, set)).collect();
            let limit = self.kind_of.iter().map(|&kind| limits[kind]).collect();
            resources.push(resource(limit, users));
        }
        // As many steps at once as the rider wants.
        let limit = Val::from(self.scenario.at_once);
        let loaded = users(out, &|c| Val::from(c.weekly > 0));
        if limit < self.out.tasks.len() as Val {
            resources.push(resource(vec![limit; HORIZON as usize], loaded));
        }
        // Class times that clash share the moment at which the later one begins.
        let mut moments: Vec<(crate::model::Weekday, u16)> =
            out.choices.iter().flat_map(|c| c.sessions.iter().map(|s| (s.day, s.from))).collect();
        order::plain(&mut moments);
        moments.dedup();
        let mut seen: Vec<Vec<(usize, Val)>> = Vec::new();
        for (day, at) in moments {
            let sitting = users(out, &|c| {
                Val::from(c.sessions.iter().any(|s| s.day == day && s.from <= at && at < s.to))
            });
            if sitting.len() > 1 && !seen.contains(&sitting) {
                seen.push(sitting.clone());
                resources.push(resource(vec![1; HORIZON as usize], sitting));
            }
        }
        self.out.resources = resources;
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

/// The hours of a load that fit into nothing outside a set of slots.
fn inside(load: &[(u32, Val)], set: u32) -> Val {
    load.iter().filter(|l| l.0 & !set == 0).map(|l| l.1).sum()
}

fn capacity(hours: &[Val], set: u32) -> Val {
    hours.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, h)| h).sum()
}

fn resource(limit: Vec<Val>, users: Vec<(usize, Val)>) -> Resource {
    let mut sum = vec![0];
    for week in &limit {
        sum.push(sum.last().copied().unwrap_or(0) + week);
    }
    Resource { limit, sum, users }
}

fn users(out: &Instance, amount: &dyn Fn(&Choice) -> Val) -> Vec<(usize, Val)> {
    let running = out.choices.iter().enumerate().filter(|(_, c)| c.weeks > 0);
    running.map(|(i, c)| (i, amount(c))).filter(|u| u.1 > 0).collect()
}

/// Every union of the sets given, without the empty one: the sets Hall's condition needs.
fn unions(sets: &mut dyn Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = Vec::new();
    for set in sets {
        if all.contains(&set) {
            continue;
        }
        let mut more: Vec<u32> = all.iter().map(|other| other | set).collect();
        more.push(set);
        for union in more {
            if !all.contains(&union) {
                all.push(union);
            }
        }
    }
    order::plain(&mut all);
    all
}

/// Drops each choice that another one of the same activity matches in every respect.
fn undominated(choices: Vec<(Choice, usize)>) -> Vec<Choice> {
    let better = |(a, need_a): &(Choice, usize), (b, need_b): &(Choice, usize)| {
        let sets = unions(&mut a.load.iter().chain(&b.load).map(|l| l.0));
        a.weeks <= b.weeks
            && a.fee <= b.fee
            && a.hours() <= b.hours()
            && a.weekly <= b.weekly
            && (*need_a == TRUE || need_a == need_b)
            && a.sessions.iter().all(|s| b.sessions.contains(s))
            && sets.iter().all(|&set| inside(&a.load, set) <= inside(&b.load, set))
            && match (&a.next, &b.next) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(x), Some(y)) => {
                    (0..x.len()).all(|w| y[w] as usize != w || x[w] as usize == w)
                }
            }
    };
    let mut drop = vec![false; choices.len()];
    for i in 0..choices.len() {
        for j in 0..choices.len() {
            if i != j && !drop[i] && !drop[j] && better(&choices[i], &choices[j]) {
                drop[j] = true;
            }
        }
    }
    let kept = choices.into_iter().zip(drop).filter(|(_, gone)| !gone);
    kept.map(|((choice, _), _)| choice).collect()
}
