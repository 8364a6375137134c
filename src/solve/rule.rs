//! Owns the rules of planning as propagators: what each bound implies for the others, with the
//! reason. Refuses to decide anything.
//!
//! A choice that is not taken starts at `NEVER`, so "not before week w" needs no word about
//! whether it is taken at all, while "at the latest in week w" says that it is (compare the
//! optional intervals of Laborie and Rogerie 2008).

use super::instance::{Form, HORIZON, Instance, NEVER, Resource, TRUE, Val};
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

/// Choices of which at least one must be taken once `node` has to hold: those of a task, or
/// those of all tasks that could meet a need (a disjunctive landmark).
#[derive(Clone, Debug)]
struct Group {
    node: Var,
    delay: Val,
    tasks: Vec<usize>,
    choices: Vec<usize>,
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
    table: Timetable,
    scratch: Vec<Bound>,
    groups: Vec<Group>,
    /// Groups that cost something whichever choice is taken: fees, hours.
    payers: [Vec<usize>; 2],
    /// By resource: the groups whose every choice uses some.
    energies: Vec<Vec<usize>>,
    /// Which group counts a task, in the count that `stamp` numbers.
    counted: Vec<(u32, usize)>,
    stamp: u32,
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
        let fee = state.var(0, instance.budget.unwrap_or(Val::MAX / 4).min(most(|c| c.fee)));
        let hours = state.var(0, most(super::instance::Choice::hours));
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
        let groups = groups(instance, &task_of);
        let payers = [0, 1].map(|which| {
            let paid = groups.iter().enumerate().filter(|(_, g)| {
                let mut each = g.choices.iter().map(|&c| amount(&instance.choices[c], which));
                // A need that something free could meet costs nothing for sure.
                if g.tasks.len() == 1 {
                    each.any(|cost| cost > 0)
                } else {
                    each.all(|cost| cost > 0)
                }
            });
            paid.map(|(i, _)| i).collect()
        });
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
            table: Timetable { profile: vec![0; HORIZON as usize + 1], ..Timetable::default() },
            scratch: Vec::new(),
            counted: vec![(0, 0); instance.tasks.len()],
            stamp: 0,
            landmarks: super::reach::landmarks(instance),
            groups,
            payers,
            energies: Vec::new(),
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
            let mut sides = vec![high(self.sums[which])];
            for &group in &self.payers[which] {
                let group = &self.groups[group];
                sides.push(high(group.node));
                sides.extend(group.choices.iter().map(|&c| low(instance.choices[c].node)));
            }
            sides.sort_unstable();
            sides.dedup();
            self.add(Rule::Sum(which), &sides);
        }
        for at in 0..self.resources.len() {
            let mut sides = Vec::new();
            let mut energetic = Vec::new();
            for &(choice, _) in &self.resources[at].users {
                let node = instance.choices[choice].node;
                sides.extend([low(node), high(node)]);
            }
            let mut uses = Vec::new();
            for (i, group) in self.groups.iter().enumerate() {
                // A group counts with the least of its choices, so all of them must use some.
                if !group.choices.is_empty() && group.choices.iter().all(|&c| self.used(at, c) > 0)
                {
                    energetic.push(high(group.node));
                    energetic.extend(group.choices.iter().map(|&c| low(instance.choices[c].node)));
                    uses.push(i);
                }
            }
            energetic.sort_unstable();
            energetic.dedup();
            self.energies.push(uses);
            if self.variable_limit(at) {
                sides.push(high(self.peak));
                energetic.push(high(self.peak));
            }
            self.add(Rule::Use(at), &sides);
            self.add(Rule::Energy(at), &energetic);
        }
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

    /// What must be taken costs at least the least of what is left to choose from. Groups that
    /// share no task add up.
    fn sum(&mut self, which: usize) -> Step {
        let instance = self.instance;
        let total_var = self.sums[which];
        let mut total: Val = 0;
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        self.stamp += 1;
        for i in 0..self.payers[which].len() {
            let at = self.payers[which][i];
            let Some(by) = self.open_group(at) else { continue };
            let group = &self.groups[at];
            let ends = |c: usize| {
                let c = &instance.choices[c];
                self.state.lo(c.node) + c.weeks + group.delay
            };
            let open = group.choices.iter().filter(|&&c| ends(c) <= by);
            let cost = open.map(|&c| amount(&instance.choices[c], which)).min().unwrap_or(0);
            if cost > 0 {
                total = total.saturating_add(cost);
                reason.push(le(group.node, by));
                for &c in &group.choices {
                    let c = &instance.choices[c];
                    if amount(c, which) < cost {
                        reason.push(ge(c.node, by - group.delay - c.weeks + 1));
                    }
                }
                for &task in &group.tasks {
                    self.counted[task] = (self.stamp, cost as usize);
                }
            }
        }
        let mut result = self.state.set(ge(total_var, total), &reason);
        if result.is_ok() {
            let most = self.state.hi(total_var);
            reason.push(le(total_var, most));
            for c in &instance.choices {
                let (stamp, cost) = self.counted[c.task];
                let counted = if stamp == self.stamp { cost as Val } else { 0 };
                if amount(c, which) - counted > most - total {
                    result = self.state.set(ge(c.node, NEVER), &reason);
                    if result.is_err() {
                        break;
                    }
                }
            }
        }
        self.scratch = reason;
        result
    }

    /// Must one of the group be taken, and is it not counted already? By when, then.
    fn open_group(&self, at: usize) -> Option<Val> {
        let group = &self.groups[at];
        let high = self.state.hi(group.node);
        if high >= NEVER {
            return None;
        }
        if let [_] = group.tasks.as_slice() {
            return Some(HORIZON);
        }
        let known = |task: &usize| {
            self.counted[*task].0 == self.stamp
                || self.state.hi(self.instance.tasks[*task].node) < NEVER
        };
        (!group.tasks.iter().any(known)).then_some(high)
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
        // (earliest start, end, energy, group) of those that must be taken.
        let mut due = std::mem::take(&mut self.due);
        due.clear();
        self.stamp += 1;
        for i in 0..self.energies[at].len() {
            let which = self.energies[at][i];
            if self.open_group(which).is_none() {
                continue;
            }
            let group = &self.groups[which];
            let end = self.state.hi(group.node) - group.delay;
            let (mut early, mut energy) = (NEVER, Val::MAX);
            for &choice in &group.choices {
                let c = &instance.choices[choice];
                let low = self.state.lo(c.node);
                if low + c.weeks <= end {
                    early = early.min(low);
                    energy = energy.min(self.used(at, choice) * c.weeks);
                }
            }
            if early < NEVER {
                due.push((early, end, energy, which));
                for &task in &group.tasks {
                    self.counted[task] = (self.stamp, 0);
                }
            }
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

    fn used(&self, at: usize, choice: usize) -> Val {
        let users = &self.resources[at].users;
        users.binary_search_by_key(&choice, |u| u.0).map_or(0, |i| users[i].1)
    }

    /// The reason why those due between two weeks spend their energies there.
    fn window(&mut self, at: usize, from: Val, end: Val, due: &[(Val, Val, Val, usize)]) {
        let instance = self.instance;
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        for &(_, _, energy, group) in due.iter().filter(|d| d.0 >= from && d.1 <= end) {
            let group = &self.groups[group];
            reason.push(le(group.node, end + group.delay));
            for &choice in &group.choices {
                let c = &instance.choices[choice];
                if self.state.lo(c.node) + c.weeks > end {
                    if self.used(at, choice) * c.weeks < energy || from > 0 {
                        reason.push(ge(c.node, end - c.weeks + 1));
                    }
                } else if from > 0 {
                    reason.push(ge(c.node, from));
                }
            }
        }
        self.scratch = reason;
    }
}

/// Every task alone, then every need that several tasks could meet, fewest first.
fn groups(instance: &Instance, task_of: &[Option<usize>]) -> Vec<Group> {
    let single = instance.tasks.iter().enumerate().map(|(at, task)| Group {
        node: task.node,
        delay: 0,
        tasks: vec![at],
        choices: task.choices.clone(),
    });
    let mut shared: Vec<Group> = Vec::new();
    for (node, n) in instance.nodes.iter().enumerate() {
        let delay = n.parts.first().map_or(0, |p| p.1);
        let tasks: Option<Vec<usize>> =
            n.parts.iter().map(|p| task_of[p.0].filter(|_| p.1 == delay)).collect();
        if let (Form::Any, None, Some(tasks)) = (n.form, task_of[node], tasks)
            && tasks.len() > 1
        {
            let choices = tasks.iter().flat_map(|&t| instance.tasks[t].choices.clone()).collect();
            shared.push(Group { node, delay, tasks, choices });
        }
    }
    shared.sort_by_key(|g| (g.tasks.len(), g.node));
    single.chain(shared).collect()
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
