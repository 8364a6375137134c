//! Owns the rules of planning as propagators: what each bound implies for the others, with the
//! reason. Refuses to decide anything.
//!
//! A choice that is not taken starts at `NEVER`, so "not before week w" needs no word about
//! whether it is taken at all, while "at the latest in week w" says that it is (compare the
//! optional intervals of Laborie and Rogerie 2008).

mod energy;
mod share;
mod table;

use super::instance::{Form, HORIZON, Instance, NEVER, TRUE, Val};
use super::state::{Bound, Conflict, State, Var, ge, le};
use qitu_model::order::{self, Listed};
use share::{Group, Payer, Share, groups};
use table::Timetable;

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

/// A choice as a resource sees it.
#[derive(Clone, Copy, Debug)]
struct User {
    node: Var,
    choice: usize,
    weeks: Val,
    amount: Val,
}

impl User {
    /// What it needs in all.
    fn energy(&self) -> Val {
        self.amount * self.weeks
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
    /// By choice: the node of its start.
    starts: Vec<Var>,
    /// By node: the task that ends there.
    pub task_of: Vec<Option<usize>>,
    rules: Vec<Rule>,
    wake: Vec<Vec<u32>>,
    queue: [Vec<u32>; RANKS],
    queued: Vec<bool>,
    /// By resource of the instance, then for the weekly total, whose limit is a variable: who uses
    /// it.
    uses: Vec<Vec<User>>,
    /// By resource: the peak up to which it cannot bind, since no week of it has less.
    covered: Vec<Val>,
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
    /// The choices of all shares.
    paying: Vec<Payer>,
    /// By measure: the rules that add it up.
    adders: Vec<Vec<u32>>,
    /// Nodes that every plan for the goal passes through, and the weeks from there to the goal.
    landmarks: Vec<(usize, Val)>,
    energies: energy::Energies,
    /// By resource: how often in a row its energy told nothing, and how many calls are left out.
    vain: Vec<(u64, u64)>,
    /// By choice: the groups it is in.
    groups_of: Vec<Vec<usize>>,
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
        let weekly = instance.choices.iter().enumerate().filter(|(_, c)| c.weeks > 0);
        let weekly = weekly.map(|(i, c)| (i, c.weekly)).filter(|u| u.1 > 0).listed();
        let used = || instance.resources.iter().map(|r| &r.users).chain([&weekly]);
        let user = |&(choice, amount): &(usize, Val)| {
            let c = &instance.choices[choice];
            User { node: c.node, choice, weeks: c.weeks, amount }
        };
        let mut uses: Vec<Vec<User>> = used().map(|users| users.iter().map(user).listed()).listed();
        for users in &mut uses {
            // Large ones first: fewer make a reason, and energy ends at the first that fits.
            order::by_key(users, |u| std::cmp::Reverse(u.energy()));
        }
        let uses_of = |at: usize| -> Vec<Val> {
            let mut cost = vec![0; instance.choices.len()];
            for &(choice, amount) in &instance.resources[at].users {
                cost[choice] = amount * instance.choices[choice].weeks;
            }
            cost
        };
        let covered = instance.resources.iter().map(|resource| {
            let within =
                resource.users.iter().all(|&(c, amount)| amount <= instance.choices[c].weekly);
            let least = resource.limit.iter().min().copied();
            least.filter(|_| within).unwrap_or(Val::MIN)
        });
        // The weekly total itself has no limits of its own.
        let covered = covered.chain([Val::MIN]);
        let covered = covered.listed();
        let sums = [0, 1].map(|which| instance.choices.iter().map(|c| amount(c, which)).listed());
        let costs: Vec<Vec<Val>> =
            sums.into_iter().chain((0..instance.resources.len()).map(uses_of)).listed();
        let groups = groups(instance, &task_of);
        let mut groups_of = vec![Vec::new(); instance.choices.len()];
        for (at, group) in groups.iter().enumerate() {
            for c in &group.choices {
                groups_of[c.0].push(at);
            }
        }
        let paid = |cost: &Vec<Val>| {
            let pays = |(at, group): (usize, &Group)| {
                let mut each = group.choices.iter().map(|&(c, _)| cost[c]);
                // A need that something free could meet costs nothing for sure.
                let single = at < instance.tasks.len();
                (if single { each.any(|c| c > 0) } else { each.all(|c| c > 0) }).then_some(at)
            };
            groups.iter().enumerate().filter_map(pays).listed()
        };
        let payers = costs.iter().map(paid).listed();
        let mut rules = Self {
            instance,
            state,
            sums: [fee, hours],
            peak,
            users,
            starts: instance.choices.iter().map(|c| c.node).collect(),
            task_of,
            rules: Vec::new(),
            wake: Vec::new(),
            queue: Default::default(),
            queued: Vec::new(),
            vain: vec![(0, 0); uses.len()],
            uses,
            covered,
            top,
            tops,
            table: Timetable { profile: vec![0; HORIZON as usize + 1], ..Timetable::default() },
            scratch: Vec::new(),
            landmarks: super::reach::landmarks(instance),
            groups,
            adders: vec![Vec::new(); costs.len()],
            left: Vec::new(),
            shares: Vec::new(),
            paying: Vec::new(),
            costs,
            payers,
            energies: energy::Energies::default(),
            groups_of,
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
        let mut sides: Vec<usize> = limit.into_iter().map(|x| 2 * x + 1).listed();
        for &at in &self.payers[measure] {
            sides.extend(self.sides(&self.groups[at]));
        }
        order::plain(&mut sides);
        sides.dedup();
        self.adders[measure].push(self.rules.len() as u32);
        self.add(rule, &sides);
    }

    /// The bounds that change what a group takes.
    fn sides(&self, group: &Group) -> Vec<usize> {
        let starts = group.choices.iter().map(|&(c, _)| 2 * self.instance.choices[c].node);
        starts.chain([2 * group.node + 1]).listed()
    }

    #[cfg_attr(fast, optimize(speed))]
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
            let mut sides: Vec<usize> = node.parts.iter().map(|p| low(p.0)).listed();
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
                    task.choices.iter().map(|&c| high(instance.choices[c].node)).listed();
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
        for at in 0..self.uses.len() {
            let mut sides = Vec::new();
            for user in &self.uses[at] {
                sides.extend([low(user.node), high(user.node)]);
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

    /// Does the ceiling of weekly hours leave a resource enough in every week?
    fn is_covered(&self, at: usize) -> bool {
        self.state.hi(self.peak) <= self.covered[at]
    }

    /// Is there a ceiling of weekly hours that may bind?
    pub fn has_ceiling(&self) -> bool {
        self.state.hi(self.peak) < self.top
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

    #[cfg_attr(fast, optimize(speed))]
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
                Rule::Use(at) | Rule::Energy(at) if self.is_covered(at) => {}
                Rule::Use(at) => self.timetable(at)?,
                Rule::Energy(at) => self.energy(at)?,
            }
        }
    }

    /// `All` and `Start` nodes are not before any of their parts.
    #[cfg_attr(fast, optimize(speed))]
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

    #[cfg_attr(fast, optimize(speed))]
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
        let mut weeks: Vec<Val> = parts.iter().map(|&(p, d)| later(self.state.lo(p), d)).listed();
        order::plain(&mut weeks);
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

    #[cfg_attr(fast, optimize(speed))]
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

    #[cfg_attr(fast, optimize(speed))]
    fn horizon(&mut self, choice: usize) -> Step {
        let c = &self.instance.choices[choice];
        let goal = self.instance.goal;
        let until = self.state.hi(goal).min(HORIZON);
        let limit = until.saturating_sub(c.weeks).saturating_sub(self.instance.tails[choice]);
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
