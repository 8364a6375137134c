//! Owns the rules of planning as propagators: what each bound implies for the others, with the
//! reason. Refuses to decide anything.
//!
//! A choice that is not taken starts at `NEVER`, so "not before week w" needs no word about
//! whether it is taken at all, while "at the latest in week w" says that it is (compare the
//! optional intervals of Laborie and Rogerie 2008).

use super::instance::{Form, HORIZON, Instance, NEVER, Resource, TRUE, Val};
use super::landmark::Cuts;
use super::state::{Bound, Conflict, State, Var, ge, le};

type Step = Result<(), Conflict>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Earliest of its parts.
    Any(usize),
    /// `k`-th earliest of its parts.
    Nth(usize),
    /// A choice starts when it may.
    Start(usize),
    /// One choice a task.
    Task(usize),
    /// Renewals come in order.
    Order(usize, usize),
    /// Support runs out.
    Expiry(usize),
    /// What ends too late for the goal is of no use.
    Horizon,
    /// Net fees and hours add up.
    Sum(usize),
    /// A resource is not overused in any week (time-tabling).
    Use(usize),
    /// A resource is not overused over a stretch of weeks (energy).
    Energy(usize),
}

/// So many weeks lie between the stations before which the work is counted.
const APART: Val = 6;

/// The cheap rules run first.
const RANKS: usize = 4;

impl Rule {
    fn rank(self) -> usize {
        match self {
            Self::Sum(_) | Self::Horizon => 1,
            Self::Use(_) => 2,
            Self::Energy(_) => 3,
            _ => 0,
        }
    }
}

/// Choices of which at least one must be taken once `node` has to hold (a disjunctive landmark):
/// those of a task, those of all tasks that could meet a need, or a cut before the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    node: Var,
    /// Each choice, with the weeks that must pass from its start to `node`.
    choices: Vec<(usize, Val)>,
}

/// What a group is sure to take, of what the groups before it left over.
#[derive(Clone, Copy, Debug)]
struct Share {
    group: usize,
    /// The last week for the group's node.
    by: Val,
    worth: Val,
}

/// A choice as a resource sees it.
#[derive(Clone, Copy, Debug)]
struct User {
    node: Var,
    weeks: Val,
    amount: Val,
}

/// Who must be running when, whatever else is decided.
#[derive(Default)]
struct Timetable {
    parts: Vec<(User, Val, Val)>,
    profile: Vec<Val>,
    from: Val,
    to: Val,
    reason: Vec<Bound>,
}

impl Timetable {
    fn clear(&mut self) {
        self.parts.clear();
        (self.from, self.to) = (HORIZON, 0);
    }

    fn reset(&mut self) {
        if self.from < self.to {
            self.profile[self.from as usize..self.to as usize].fill(0);
        }
    }

    fn add(&mut self, user: User, from: Val, to: Val) {
        self.parts.push((user, from, to));
        self.from = self.from.min(from);
        self.to = self.to.max(to);
        for week in &mut self.profile[from as usize..to as usize] {
            *week += user.amount;
        }
    }

    /// Adds to the reason who runs in a week, until their use exceeds `spare`.
    fn running(&mut self, week: Val, spare: Val, but: Var) {
        let mut used = 0;
        for &(user, from, to) in &self.parts {
            if from <= week && week < to && user.node != but {
                used += user.amount;
                self.reason.push(ge(user.node, week - user.weeks + 1));
                self.reason.push(le(user.node, week));
                if used > spare {
                    return;
                }
            }
        }
    }
}

/// The rules of one instance over one state.
pub struct Rules<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// The bounds.
    pub state: State,
    /// `[fee, hours]`
    pub sums: [Var; 2],
    /// Largest weekly total of hours.
    pub peak: Var,
    users: Vec<Vec<(usize, Val)>>,
    task_of: Vec<Option<usize>>,
    rules: Vec<Rule>,
    wake: Vec<Vec<u32>>,
    queue: [Vec<u32>; RANKS],
    queued: Vec<bool>,
    /// `resources` of the instance, then the weekly total, whose limit is a variable.
    resources: Vec<Resource>,
    /// By resource: who uses it.
    uses: Vec<Vec<User>>,
    /// The weekly total when everything runs at once: no limit above it binds.
    top: Val,
    /// The same for fees and hours.
    tops: [Val; 2],
    table: Timetable,
    scratch: Vec<Bound>,
    groups: Vec<Group>,
    /// By measure (fees, hours, the use of each resource): what each choice takes.
    costs: Vec<Vec<Val>>,
    /// By measure: the groups that take some whichever of their choices is taken.
    payers: Vec<Vec<usize>>,
    /// What is left of each choice's cost after the shares were taken from it.
    left: Vec<Val>,
    shares: Vec<Share>,
    /// By measure: the rules that add it up.
    adders: Vec<Vec<u32>>,
    /// Nodes that every plan for the goal passes through, and the weeks from there to the goal.
    landmarks: Vec<(usize, Val)>,
    due: Vec<(Val, Val, Val, usize)>,
}

impl<'a> Rules<'a> {
    /// Sets up variables and rules. Node `n` of the instance is variable `n`.
    pub fn new(instance: &'a Instance, users: Vec<Vec<(usize, Val)>>) -> Self {
        let mut state = State::default();
        let mut gives_up = vec![false; instance.nodes.len()];
        for expiry in &instance.expiries {
            gives_up[expiry.node] = true;
        }
        for (at, node) in instance.nodes.iter().enumerate() {
            let low = instance.earliest[at].min(NEVER);
            match node.form {
                Form::Known(week) if !gives_up[at] => state.var(week, week),
                _ => state.var(low, NEVER),
            };
        }
        let most = |amount: fn(&super::instance::Choice) -> Val| -> Val {
            let tasks = instance.tasks.iter();
            let each = tasks.map(|t| {
                t.choices.iter().map(|&c| amount(&instance.choices[c])).max().unwrap_or(0)
            });
            each.fold(0, Val::saturating_add)
        };
        let tops = [most(|c| c.fee), most(super::instance::Choice::hours)];
        let fee = state.var(0, instance.budget.unwrap_or(Val::MAX / 4).min(tops[0]));
        let hours = state.var(0, tops[1]);
        let top = most(|c| c.weekly);
        let peak = state.var(0, instance.peak.unwrap_or(top).min(top));
        let mut task_of = vec![None; instance.nodes.len()];
        for (at, task) in instance.tasks.iter().enumerate() {
            task_of[task.node] = Some(at);
        }
        let mut resources = instance.resources.clone();
        let weekly = instance.choices.iter().enumerate().filter(|(_, c)| c.weeks > 0);
        let weekly = weekly.map(|(i, c)| (i, c.weekly)).filter(|u| u.1 > 0).collect();
        resources.push(Resource { limit: vec![], sum: vec![], users: weekly });
        let user = |&(choice, amount): &(usize, Val)| {
            let c = &instance.choices[choice];
            User { node: c.node, weeks: c.weeks, amount }
        };
        let mut uses: Vec<Vec<User>> =
            resources.iter().map(|r| r.users.iter().map(user).collect()).collect();
        for users in &mut uses {
            // Large ones first: fewer of them make a reason.
            users.sort_by_key(|u| std::cmp::Reverse(u.amount));
        }
        let uses_of = |at: usize| -> Vec<Val> {
            let mut cost = vec![0; instance.choices.len()];
            for &(choice, amount) in &instance.resources[at].users {
                cost[choice] = amount * instance.choices[choice].weeks;
            }
            cost
        };
        let sums = [0, 1].map(|which| instance.choices.iter().map(|c| amount(c, which)).collect());
        let costs: Vec<Vec<Val>> =
            sums.into_iter().chain((0..instance.resources.len()).map(uses_of)).collect();
        let groups = groups(instance, &task_of);
        let paid = |cost: &Vec<Val>| {
            let pays = |(at, group): (usize, &Group)| {
                let mut each = group.choices.iter().map(|&(c, _)| cost[c]);
                // A need that something free could meet costs nothing for sure.
                let single = at < instance.tasks.len();
                (if single { each.any(|c| c > 0) } else { each.all(|c| c > 0) }).then_some(at)
            };
            groups.iter().enumerate().filter_map(pays).collect()
        };
        let payers = costs.iter().map(paid).collect();
        let mut rules = Self {
            instance,
            state,
            sums: [fee, hours],
            peak,
            users,
            task_of,
            rules: Vec::new(),
            wake: Vec::new(),
            queue: Default::default(),
            queued: Vec::new(),
            resources,
            uses,
            top,
            tops,
            table: Timetable { profile: vec![0; HORIZON as usize + 1], ..Timetable::default() },
            scratch: Vec::new(),
            landmarks: super::reach::landmarks(instance),
            groups,
            adders: vec![Vec::new(); costs.len()],
            left: Vec::new(),
            shares: Vec::new(),
            costs,
            payers,
            due: Vec::new(),
        };
        rules.wire();
        rules
    }

    fn add(&mut self, rule: Rule, sides: &[usize]) {
        let id = self.rules.len() as u32;
        self.rules.push(rule);
        self.queued.push(false);
        for &side in sides {
            self.wake[side].push(id);
        }
        self.push(id);
    }

    /// Adds a rule that adds up a measure, woken by whatever changes a share of it.
    fn add_adder(&mut self, rule: Rule, measure: usize, limit: Option<Var>) {
        let mut sides: Vec<usize> = limit.into_iter().map(|x| 2 * x + 1).collect();
        for &at in &self.payers[measure] {
            sides.extend(self.sides(&self.groups[at]));
        }
        sides.sort_unstable();
        sides.dedup();
        self.adders[measure].push(self.rules.len() as u32);
        self.add(rule, &sides);
    }

    /// The bounds that change what a group takes.
    fn sides(&self, group: &Group) -> Vec<usize> {
        let starts = group.choices.iter().map(|&(c, _)| 2 * self.instance.choices[c].node);
        starts.chain([2 * group.node + 1]).collect()
    }

    /// Nodes that every plan passes through, far from each other, the goal last; with the weeks
    /// from there to the goal.
    pub fn stations(&self) -> Vec<(usize, Val)> {
        let ends = self.landmarks.iter().filter(|l| self.task_of[l.0].is_some());
        let mut ends: Vec<(usize, Val)> = ends.copied().collect();
        ends.sort_by_key(|&(node, tail)| (std::cmp::Reverse(tail), node));
        let mut kept: Vec<(usize, Val)> = Vec::new();
        let far = |last: Option<&(usize, Val)>, tail: Val| {
            tail >= APART && last.is_none_or(|l| l.1 - tail >= APART)
        };
        for (node, tail) in ends {
            if far(kept.last(), tail) {
                kept.push((node, tail));
            }
        }
        kept.push((self.instance.goal, 0));
        kept
    }

    /// Looks for landmarks of a measure in what is open now, and keeps those that are new.
    /// They hold whatever is decided later. `true` when there are some.
    pub fn cut(&mut self, measure: usize) -> bool {
        let instance = self.instance;
        let open: Vec<bool> =
            instance.choices.iter().map(|c| self.state.lo(c.node) < NEVER).collect();
        let mut cost = self.costs[measure].clone();
        let users = std::mem::take(&mut self.users);
        let mut cutter = Cuts::new(instance, &users);
        let mut cuts: Vec<Group> = Vec::new();
        // What lies before a station on the way has to be done by then, so it is counted first.
        for (station, tail) in self.stations() {
            for cut in cutter.find(station, &mut cost, &open) {
                let before = |c: usize| {
                    let choice = &instance.choices[c];
                    (c, choice.weeks + (choice.tail - tail).max(0))
                };
                cuts.push(Group { node: station, choices: cut.into_iter().map(before).collect() });
            }
        }
        self.users = users;
        let mut fresh = false;
        let mut place = self.payers[measure].iter().filter(|&&g| g < instance.tasks.len()).count();
        for group in cuts {
            let known = |g: &usize| self.groups[*g] == group;
            if let Some(at) = self.payers[measure].iter().position(known) {
                // The newest order is the one in which they add up to most.
                let known = self.payers[measure].remove(at);
                place -= usize::from(at < place);
                self.payers[measure].insert(place, known);
                place += 1;
                continue;
            }
            fresh = true;
            for side in self.sides(&group) {
                for id in self.adders[measure].clone() {
                    if !self.wake[side].contains(&id) {
                        self.wake[side].push(id);
                    }
                }
            }
            self.payers[measure].insert(place, self.groups.len());
            place += 1;
            self.groups.push(group);
        }
        if fresh {
            for id in self.adders[measure].clone() {
                self.push(id);
            }
        }
        fresh
    }

    fn push(&mut self, id: u32) {
        let at = id as usize;
        if !self.queued[at] {
            self.queued[at] = true;
            self.queue[self.rules[at].rank()].push(id);
        }
    }

    fn wire(&mut self) {
        let instance = self.instance;
        self.wake = vec![Vec::new(); 2 * (self.peak + 1)];
        let low = |x: Var| 2 * x;
        let high = |x: Var| 2 * x + 1;
        for (at, node) in instance.nodes.iter().enumerate() {
            let mut sides: Vec<usize> = node.parts.iter().map(|p| low(p.0)).collect();
            sides.push(high(at));
            match node.form {
                Form::Any => {
                    if self.task_of[at].is_some() {
                        sides.push(low(at));
                        sides.extend(node.parts.iter().map(|p| high(p.0)));
                    }
                    self.add(Rule::Any(at), &sides);
                }
                Form::Nth(_) => self.add(Rule::Nth(at), &sides),
                Form::Start(choice) => self.add(Rule::Start(choice), &[low(at), high(at)]),
                Form::All | Form::Known(_) => {}
            }
        }
        for (at, task) in instance.tasks.iter().enumerate() {
            if task.choices.len() > 1 {
                let sides: Vec<usize> =
                    task.choices.iter().map(|&c| high(instance.choices[c].node)).collect();
                self.add(Rule::Task(at), &sides);
            }
            if let Some(next) = instance.tasks.get(at + 1)
                && next.source == task.source
                && !next.pinned
                && !task.pinned
            {
                self.add(Rule::Order(task.node, next.node), &[low(task.node), high(next.node)]);
            }
        }
        for (at, expiry) in instance.expiries.iter().enumerate() {
            let mut sides = vec![low(expiry.user), high(expiry.node)];
            if let Ok(given) = expiry.given {
                sides.extend([high(given)]);
            }
            self.add(Rule::Expiry(at), &sides);
        }
        self.add(Rule::Horizon, &[high(instance.goal)]);
        for which in 0..2 {
            self.add_adder(Rule::Sum(which), which, Some(self.sums[which]));
        }
        for at in 0..self.resources.len() {
            let mut sides = Vec::new();
            for &(choice, _) in &self.resources[at].users {
                let node = instance.choices[choice].node;
                sides.extend([low(node), high(node)]);
            }
            let variable = self.variable_limit(at).then_some(self.peak);
            sides.extend(variable.map(high));
            self.add(Rule::Use(at), &sides);
            self.add_adder(Rule::Energy(at), self.measure(at), variable);
        }
    }

    /// What a resource adds up: its own use, or all hours for the weekly total.
    pub fn measure(&self, resource: usize) -> usize {
        if self.variable_limit(resource) { 1 } else { 2 + resource }
    }

    fn variable_limit(&self, resource: usize) -> bool {
        resource == self.instance.resources.len()
    }

    /// Draws every consequence of the bounds, or finds a conflict.
    pub fn propagate(&mut self) -> Step {
        let result = self.run();
        if result.is_err() {
            for rank in 0..RANKS {
                while let Some(id) = self.queue[rank].pop() {
                    self.queued[id as usize] = false;
                }
            }
        }
        result
    }

    fn run(&mut self) -> Step {
        loop {
            while let Some((side, _)) = self.state.next_change()? {
                self.edges(side)?;
                // A choice that need not be taken leaves no mark on a timetable.
                let idle = side.is_multiple_of(2) && self.state.hi(side / 2) >= NEVER;
                for i in 0..self.wake[side].len() {
                    let id = self.wake[side][i];
                    if !(idle && matches!(self.rules[id as usize], Rule::Use(_))) {
                        self.push(id);
                    }
                }
            }
            let Some(rank) = (0..RANKS).find(|&r| !self.queue[r].is_empty()) else {
                return Ok(());
            };
            let Some(id) = self.queue[rank].pop() else { return Ok(()) };
            self.queued[id as usize] = false;
            match self.rules[id as usize] {
                Rule::Any(node) => self.any(node)?,
                Rule::Nth(node) => self.nth(node)?,
                Rule::Start(choice) => self.start(choice)?,
                Rule::Task(task) => self.task(task)?,
                Rule::Order(first, second) => self.order(first, second)?,
                Rule::Expiry(at) => self.expiry(at)?,
                Rule::Horizon => {
                    for choice in 0..self.instance.choices.len() {
                        self.horizon(choice)?;
                    }
                    self.landmarks()?;
                }
                Rule::Sum(which) => self.sum(which)?,
                Rule::Use(at) => self.timetable(at)?,
                Rule::Energy(at) => self.energy(at)?,
            }
        }
    }

    /// `All` and `Start` nodes are not before any of their parts.
    fn edges(&mut self, side: usize) -> Step {
        let x = side / 2;
        if x >= self.instance.nodes.len() {
            return Ok(());
        }
        if side.is_multiple_of(2) {
            let low = self.state.lo(x);
            if low > HORIZON && low < NEVER {
                // Nothing happens between the horizon and never.
                return self.state.set(ge(x, NEVER), &[ge(x, HORIZON + 1)]);
            }
            for i in 0..self.users[x].len() {
                let (user, delay) = self.users[x][i];
                if matches!(self.instance.nodes[user].form, Form::All | Form::Start(_)) {
                    let least = later(low, delay);
                    self.state.set(ge(user, least), &[ge(x, before(least, delay))])?;
                }
            }
        } else {
            let high = self.state.hi(x);
            if high > HORIZON && high < NEVER {
                return self.state.set(le(x, HORIZON), &[le(x, NEVER - 1)]);
            }
            if high < NEVER && matches!(self.instance.nodes[x].form, Form::All | Form::Start(_)) {
                let instance = self.instance;
                for &(part, delay) in &instance.nodes[x].parts {
                    self.state.set(le(part, high - delay), &[le(x, high)])?;
                }
            }
        }
        Ok(())
    }

    fn any(&mut self, node: usize) -> Step {
        let instance = self.instance;
        let parts = &instance.nodes[node].parts;
        let task = self.task_of[node];
        let least = parts.iter().map(|&(p, d)| later(self.state.lo(p), d)).min().unwrap_or(NEVER);
        if least > self.state.lo(node) {
            self.scratch.clear();
            self.scratch.extend(parts.iter().map(|&(p, d)| ge(p, before(least, d))));
            self.state.set(ge(node, least), &self.scratch)?;
        }
        let high = self.state.hi(node);
        if high < NEVER {
            let mut able = parts.iter().filter(|&&(p, d)| later(self.state.lo(p), d) <= high);
            if let (Some(&(only, delay)), None) = (able.next(), able.next())
                && self.state.hi(only) > high - delay
            {
                self.scratch.clear();
                self.scratch.push(le(node, high));
                let rest = parts.iter().filter(|p| p.0 != only || p.1 != delay);
                self.scratch.extend(rest.map(|&(p, d)| ge(p, high - d + 1)));
                self.state.set(le(only, high - delay), &self.scratch)?;
            }
        }
        if task.is_some() {
            // A task ends when its one choice does.
            let low = self.state.lo(node);
            for &(part, delay) in parts {
                let least = if low >= NEVER { NEVER } else { low - delay };
                if least > self.state.lo(part) {
                    self.state.set(ge(part, least), &[ge(node, low)])?;
                }
                let last = self.state.hi(part);
                if last < NEVER {
                    self.state.set(le(node, last + delay), &[le(part, last)])?;
                }
                let high = self.state.hi(node);
                let start = self.state.lo(part);
                if high < NEVER && start < NEVER && start + delay > high {
                    self.state
                        .set(ge(part, NEVER), &[le(node, high), ge(part, high - delay + 1)])?;
                }
            }
        }
        Ok(())
    }

    fn nth(&mut self, node: usize) -> Step {
        let instance = self.instance;
        let parts = &instance.nodes[node].parts;
        let Form::Nth(k) = instance.nodes[node].form else { return Ok(()) };
        let mut weeks: Vec<Val> = parts.iter().map(|&(p, d)| later(self.state.lo(p), d)).collect();
        weeks.sort_unstable();
        let least = weeks.get(k - 1).copied().unwrap_or(NEVER);
        if least > self.state.lo(node) {
            self.scratch.clear();
            for &(p, d) in parts {
                if later(self.state.lo(p), d) >= least {
                    self.scratch.push(ge(p, before(least, d)));
                }
            }
            self.state.set(ge(node, least), &self.scratch)?;
        }
        let high = self.state.hi(node);
        if high < NEVER {
            let late = |s: &State, p: &(usize, Val)| later(s.lo(p.0), p.1) > high;
            let able = parts.iter().filter(|p| !late(&self.state, p)).count();
            if able == k {
                self.scratch.clear();
                self.scratch.push(le(node, high));
                for p in parts.iter().filter(|p| late(&self.state, p)) {
                    self.scratch.push(ge(p.0, high - p.1 + 1));
                }
                for &(p, d) in parts.iter() {
                    if later(self.state.lo(p), d) <= high {
                        self.state.set(le(p, high - d), &self.scratch)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, choice: usize) -> Step {
        let c = &self.instance.choices[choice];
        let low = self.state.lo(c.node);
        if low < NEVER {
            let next = c.next_start(low);
            if next != low {
                self.state.set(ge(c.node, next), &[ge(c.node, low)])?;
            }
        }
        let high = self.state.hi(c.node);
        if high < NEVER {
            let last = c.last_start(high);
            if last != high {
                self.state.set(le(c.node, last), &[le(c.node, high)])?;
            }
        }
        self.horizon(choice)
    }

    fn horizon(&mut self, choice: usize) -> Step {
        let c = &self.instance.choices[choice];
        let goal = self.instance.goal;
        let until = self.state.hi(goal).min(HORIZON);
        let limit = until.saturating_sub(c.weeks).saturating_sub(c.tail);
        let low = self.state.lo(c.node);
        if low > limit && low < NEVER {
            let reason = [le(goal, until), ge(c.node, limit + 1)];
            let reason = if until < self.state.hi(goal) { &reason[1..] } else { &reason[..] };
            self.state.set(ge(c.node, NEVER), reason)?;
        }
        let high = self.state.hi(c.node);
        if high < NEVER && high > limit {
            let reason = [le(goal, until), le(c.node, NEVER - 1)];
            let reason = if until < self.state.hi(goal) { &reason[1..] } else { &reason[..] };
            self.state.set(le(c.node, limit), reason)?;
        }
        Ok(())
    }

    fn landmarks(&mut self) -> Step {
        let goal = self.instance.goal;
        let high = self.state.hi(goal);
        if high <= HORIZON {
            for i in 0..self.landmarks.len() {
                let (node, tail) = self.landmarks[i];
                self.state.set(le(node, high - tail), &[le(goal, high)])?;
            }
        }
        Ok(())
    }

    fn task(&mut self, task: usize) -> Step {
        let instance = self.instance;
        let choices = &instance.tasks[task].choices;
        let taken = choices.iter().map(|&c| instance.choices[c].node);
        let taken = taken.clone().find(|&n| self.state.hi(n) < NEVER);
        let Some(taken) = taken else { return Ok(()) };
        for &c in choices {
            let node = instance.choices[c].node;
            if node != taken {
                self.state.set(ge(node, NEVER), &[le(taken, NEVER - 1)])?;
            }
        }
        Ok(())
    }

    fn order(&mut self, first: usize, second: usize) -> Step {
        let low = self.state.lo(first);
        let least = later(low, 1);
        self.state.set(ge(second, least), &[ge(first, before(least, 1))])?;
        let high = self.state.hi(second);
        if high < NEVER {
            self.state.set(le(first, high - 1), &[le(second, high)])?;
        }
        Ok(())
    }

    fn expiry(&mut self, at: usize) -> Step {
        let e = self.instance.expiries[at];
        let user = self.state.lo(e.user);
        let (last, known) = match e.given {
            Ok(given) => (self.state.hi(given), Some(given)),
            Err(week) => (week, None),
        };
        if last < NEVER && user >= last + e.length {
            let reason = [ge(e.user, last + e.length), le(known.unwrap_or(TRUE), last.max(0))];
            let reason = if known.is_some() { &reason[..] } else { &reason[..1] };
            self.state.set(ge(e.node, NEVER), reason)?;
        }
        let used = self.state.hi(e.node);
        if used < NEVER {
            let relied = le(e.node, NEVER - 1);
            if last < NEVER {
                let reason = [relied, le(known.unwrap_or(TRUE), last.max(0))];
                let reason = if known.is_some() { &reason[..] } else { &reason[..1] };
                self.state.set(le(e.user, last + e.length - 1), reason)?;
            }
            if let Some(given) = known
                && user < NEVER
            {
                let reason = [relied, ge(e.user, user)];
                self.state.set(ge(given, user - e.length + 1), &reason)?;
            }
        }
        Ok(())
    }

    /// What must be taken costs at least the least of what is left to choose from. A choice that
    /// several groups share has its cost parted among them, so nothing counts twice.
    fn sum(&mut self, which: usize) -> Step {
        let instance = self.instance;
        let total_var = self.sums[which];
        let most = self.state.hi(total_var);
        if self.state.level() > 0 && most >= self.tops[which] {
            return Ok(());
        }
        self.share_out(which);
        let total = self.shares.iter().fold(0, |sum: Val, s| sum.saturating_add(s.worth));
        let spare = most.saturating_sub(total);
        let dear = |rules: &Self, at: usize| {
            let node = instance.choices[at].node;
            rules.left[at] > spare && rules.state.lo(node) < NEVER
        };
        let raises = total > self.state.lo(total_var);
        if !raises && !(0..instance.choices.len()).any(|at| dear(self, at)) {
            return Ok(());
        }
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        self.excuse(which, &|_| true, (0, Val::MAX), &mut reason);
        let mut result = self.state.set(ge(total_var, total), &reason);
        if result.is_ok() {
            reason.push(le(total_var, most));
            for (at, choice) in instance.choices.iter().enumerate() {
                if dear(self, at) {
                    result = self.state.set(ge(choice.node, NEVER), &reason);
                    if result.is_err() {
                        break;
                    }
                }
            }
        }
        self.scratch = reason;
        result
    }

    /// Takes each group's share: the least that is left of one of its open choices.
    fn share_out(&mut self, measure: usize) {
        self.shares.clear();
        self.left.clear();
        self.left.extend_from_slice(&self.costs[measure]);
        for i in 0..self.payers[measure].len() {
            let group = self.payers[measure][i];
            let by = self.state.hi(self.groups[group].node);
            if by >= NEVER {
                continue;
            }
            let worth = self.take(group, by);
            if worth > 0 {
                self.shares.push(Share { group, by, worth });
            }
        }
    }

    /// The worth of a group, taken from what its choices have left.
    fn take(&mut self, group: usize, by: Val) -> Val {
        let group = &self.groups[group];
        let node = |c: usize| self.instance.choices[c].node;
        let open = |&&(c, weeks): &&(usize, Val)| self.state.lo(node(c)) <= by - weeks;
        let worth = group.choices.iter().filter(open).map(|&(c, _)| self.left[c]).min();
        let worth = worth.unwrap_or(0);
        if worth > 0 {
            for &(c, _) in &group.choices {
                // A choice that is out and had less left is part of the reason instead.
                if self.left[c] >= worth {
                    self.left[c] -= worth;
                }
            }
        }
        worth
    }

    /// Why the shares that `counts` are what they are, and lie between two weeks.
    fn excuse(
        &mut self,
        measure: usize,
        counts: &dyn Fn(usize) -> bool,
        (from, to): (Val, Val),
        reason: &mut Vec<Bound>,
    ) {
        let instance = self.instance;
        self.left.clear();
        self.left.extend_from_slice(&self.costs[measure]);
        for i in 0..self.shares.len() {
            let Share { group, by, worth } = self.shares[i];
            let counts = counts(i);
            if counts {
                reason.push(le(self.groups[group].node, by));
            }
            for &(c, weeks) in &self.groups[group].choices {
                let node = instance.choices[c].node;
                let out = self.state.lo(node) > by - weeks;
                let last = by - weeks;
                let strays = from > last || last + instance.choices[c].weeks > to;
                if counts && out && (self.left[c] < worth || strays) {
                    reason.push(ge(node, last + 1));
                } else if counts && from > 0 {
                    reason.push(ge(node, from));
                }
                if self.left[c] >= worth {
                    self.left[c] -= worth;
                }
            }
        }
    }

    /// Time-tabling with explanations for single weeks (Schutt et al. 2011).
    fn timetable(&mut self, at: usize) -> Step {
        let variable = self.variable_limit(at);
        let most = self.state.hi(self.peak);
        if variable && most >= self.top {
            return Ok(());
        }
        let mut table = std::mem::take(&mut self.table);
        table.clear();
        for user in &self.uses[at] {
            let high = self.state.hi(user.node);
            if high < NEVER {
                let end = self.state.lo(user.node) + user.weeks;
                if high < end {
                    table.add(*user, high, end);
                }
            }
        }
        let result = self.level_out(at, variable.then_some(most), &mut table);
        table.reset();
        self.table = table;
        result
    }

    fn level_out(&mut self, at: usize, most: Option<Val>, table: &mut Timetable) -> Step {
        let (from, to) = (table.from, table.to);
        if let Some(most) = most {
            for i in 0..self.uses[at].len() {
                let User { node, amount, .. } = self.uses[at][i];
                if amount > most {
                    self.state.set(ge(node, NEVER), &[le(self.peak, amount - 1)])?;
                }
            }
        }
        // How much the fullest week can still take.
        let mut slack = Val::MAX;
        for week in from..to {
            let used = table.profile[week as usize];
            let limit = most.unwrap_or_else(|| self.resources[at].limit[week as usize]);
            slack = slack.min(limit - used);
            if used > limit {
                table.reason.clear();
                table.running(week, limit, usize::MAX);
                if most.is_none() {
                    return self.state.fail(&table.reason);
                }
                return self.state.set(ge(self.peak, limit + 1), &table.reason);
            }
        }
        for i in 0..self.uses[at].len() {
            let User { node, weeks, amount } = self.uses[at][i];
            if amount <= slack {
                continue;
            }
            let (mut low, mut high) = (self.state.lo(node), self.state.hi(node));
            if low >= NEVER || low == high || low >= to || low + weeks <= from && high >= NEVER {
                continue;
            }
            let (own_from, own_to) =
                if high < NEVER { (high, low + weeks) } else { (NEVER, NEVER) };
            let limits = &self.resources[at].limit;
            let spare = |w: Val| most.unwrap_or_else(|| limits[w as usize]) - amount;
            let full = |profile: &[Val], w: Val| {
                let own = if own_from <= w && w < own_to { amount } else { 0 };
                profile[w as usize] - own > spare(w)
            };
            // Later than the last full week in the way, and again.
            loop {
                let way = low.max(from)..(low + weeks).min(to);
                let Some(week) = way.rev().find(|&w| full(&table.profile, w)) else { break };
                table.reason.clear();
                table.reason.push(ge(node, week - weeks + 1));
                if let Some(most) = most {
                    table.reason.push(le(self.peak, most));
                }
                table.running(week, spare(week), node);
                self.state.set(ge(node, week + 1), &table.reason)?;
                low = week + 1;
                if low + weeks > HORIZON {
                    break;
                }
            }
            high = self.state.hi(node).min(high);
            while high < NEVER {
                let mut way = high.max(from)..(high + weeks).min(to);
                let Some(week) = way.find(|&w| full(&table.profile, w)) else { break };
                table.reason.clear();
                table.reason.push(le(node, week));
                if let Some(most) = most {
                    table.reason.push(le(self.peak, most));
                }
                table.running(week, spare(week), node);
                high = week - weeks;
                self.state.set(le(node, high), &table.reason)?;
            }
        }
        Ok(())
    }

    /// Tasks that must lie between two weeks need no more than there is between them.
    fn energy(&mut self, at: usize) -> Step {
        let instance = self.instance;
        let variable = self.variable_limit(at);
        if variable && self.state.hi(self.peak) >= self.top {
            return Ok(());
        }
        let measure = self.measure(at);
        self.share_out(measure);
        // (earliest start, end, energy, share) of those that must be taken.
        let mut due = std::mem::take(&mut self.due);
        due.clear();
        for (i, share) in self.shares.iter().enumerate() {
            let (mut early, mut end) = (NEVER, 0);
            for &(c, weeks) in &self.groups[share.group].choices {
                let c = &instance.choices[c];
                let low = self.state.lo(c.node);
                if low <= share.by - weeks {
                    early = early.min(low);
                    end = end.max(share.by - weeks + c.weeks);
                }
            }
            due.push((early, end, share.worth, i));
        }
        due.sort_unstable_by(|a, b| b.cmp(a));
        let result = self.windows(at, variable, &due);
        self.due = due;
        result
    }

    /// Checks each window from an earliest start to an end; `due` is sorted, latest start first.
    fn windows(&mut self, at: usize, variable: bool, due: &[(Val, Val, Val, usize)]) -> Step {
        let most = self.state.hi(self.peak);
        for i in 0..due.len() {
            let end = due[i].1;
            if due[..i].iter().any(|d| d.1 == end) {
                continue;
            }
            let mut total = 0;
            for &(from, by, energy, _) in due {
                if by > end {
                    continue;
                }
                total += energy;
                let room = if variable {
                    most.saturating_mul(end - from)
                } else {
                    let sum = &self.resources[at].sum;
                    sum[end as usize] - sum[from as usize]
                };
                if total > room {
                    self.window(at, from, end, due);
                    let reason = std::mem::take(&mut self.scratch);
                    let result = if variable {
                        // The peak is at least the mean.
                        let weeks = (end - from).max(1);
                        let mean = total.div_euclid(weeks) + Val::from(total % weeks > 0);
                        self.state.set(ge(self.peak, mean), &reason)
                    } else {
                        self.state.fail(&reason)
                    };
                    self.scratch = reason;
                    return result;
                }
            }
            if variable && end > 0 && total > self.state.lo(self.peak).saturating_mul(end) {
                let mean = total.div_euclid(end) + Val::from(total % end > 0);
                self.window(at, 0, end, due);
                let reason = std::mem::take(&mut self.scratch);
                let result = self.state.set(ge(self.peak, mean), &reason);
                self.scratch = reason;
                result?;
            }
        }
        Ok(())
    }

    /// The reason why those due between two weeks spend their energies there.
    fn window(&mut self, at: usize, from: Val, end: Val, due: &[(Val, Val, Val, usize)]) {
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        let mut inside = vec![false; self.shares.len()];
        for &(early, by, _, share) in due {
            inside[share] = early >= from && by <= end;
        }
        self.excuse(self.measure(at), &|share| inside[share], (from, end), &mut reason);
        self.scratch = reason;
    }
}

/// Every task alone, then every need that several tasks could meet, fewest first.
fn groups(instance: &Instance, task_of: &[Option<usize>]) -> Vec<Group> {
    let of = |task: usize, delay: Val| {
        let choices = instance.tasks[task].choices.iter();
        choices.map(move |&c| (c, instance.choices[c].weeks + delay))
    };
    let single = instance.tasks.iter().enumerate();
    let single = single.map(|(at, t)| Group { node: t.node, choices: of(at, 0).collect() });
    let mut shared: Vec<(usize, Group)> = Vec::new();
    for (node, n) in instance.nodes.iter().enumerate() {
        let tasks: Option<Vec<(usize, Val)>> =
            n.parts.iter().map(|p| task_of[p.0].map(|t| (t, p.1))).collect();
        if let (Form::Any, None, Some(tasks)) = (n.form, task_of[node], tasks)
            && tasks.len() > 1
        {
            let choices = tasks.iter().flat_map(|&(t, delay)| of(t, delay)).collect();
            shared.push((tasks.len(), Group { node, choices }));
        }
    }
    shared.sort_by_key(|(tasks, g)| (*tasks, g.node));
    single.chain(shared.into_iter().map(|s| s.1)).collect()
}

/// What a choice adds to the fees (0) or to the hours (1).
pub fn amount(choice: &super::instance::Choice, which: usize) -> Val {
    if which == 0 { choice.fee } else { choice.hours() }
}

/// `week + delay`, where what passes the horizon never comes.
fn later(week: Val, delay: Val) -> Val {
    if week + delay > HORIZON { NEVER } else { week + delay }
}

/// The week from which `later(week, delay) ≥ least`.
fn before(least: Val, delay: Val) -> Val {
    if least > HORIZON { HORIZON - delay + 1 } else { least - delay }
}
