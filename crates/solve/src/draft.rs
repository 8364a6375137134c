//! Owns first plans by rule of thumb: a way to meet each need is picked, and what it takes is put
//! into the weeks one by one, the longest way still to go first (serial schedule generation:
//! Kolisch and Hartmann 1999). Refuses to prove anything; what it makes is judged by others.
//!
//! Support that runs out before it is used is renewed in the next draft, as late as it may.

mod polish;

pub use polish::Aim;

use super::instance::{Choice, Form, HORIZON, Instance, NEVER, Val};
use super::queue::{FAR, Queue};
use qitu_model::order::Listed;
use std::cmp::Reverse;

/// Where chance begins: of 32 beginnings the one with which 99 in 100 cases of the built-in
/// catalogue are proven soonest.
const SEED: u64 = 0xF40A_D484_675C_062E;

/// How one draft picks and places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Which estimate a need is met by: earliest week, fee, hours.
    pub by: By,
    /// What matters when one of the choices of an activity is placed.
    pub place: By,
    /// How much chance there is, in 1/8 of what each choice costs.
    pub chance: Val,
    /// Most hours in any week.
    pub peak: Val,
}

/// What counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The week.
    Week,
    /// The net fee.
    Fee,
    /// The hours.
    Hours,
}

/// Makes drafts of plans.
pub struct Drafter<'a> {
    instance: &'a Instance,
    users: &'a [Vec<(usize, Val)>],
    /// By choice: may it be taken?
    open: Vec<bool>,
    /// By choice: the week in which it starts already, `NEVER` where that is open.
    pub fixed: Vec<Val>,
    /// What each node takes at least, as if nothing were shared.
    takes: Vec<Val>,
    task_of: Vec<Option<usize>>,
    /// By choice: the resources it uses, and how much of each.
    uses: Vec<Vec<(usize, Val)>>,
    used: Vec<Vec<Val>>,
    /// Hours in each week.
    total: Vec<Val>,
    seed: u64,
    /// By node: what it relies on in this draft.
    relies: Vec<Vec<(usize, Val)>>,
    seen: Vec<bool>,
    /// By task: its choice, and its start.
    choice: Vec<Option<usize>>,
    start: Vec<Val>,
    /// Support that has run out by the time it is used.
    stale: Vec<bool>,
    /// By task: not before this week.
    release: Vec<Val>,
    /// By task: the choice it is held to, where that needs what was picked.
    held: Vec<Option<usize>>,
}

/// What was picked, as tasks that wait for others.
struct Network {
    /// Each task, and its choice.
    picked: Vec<(usize, usize)>,
    /// By task: which it waits for, with the weeks from the end of each; and not before this week.
    waits: Vec<(Vec<(usize, Val)>, Val)>,
    /// By task: which wait for it.
    followers: Vec<Vec<(usize, Val)>>,
    /// By task: the longest way from its start to the goal, at the quickest pace.
    way: Vec<Val>,
    /// What the goal waits for, and the week before which it cannot hold in any case.
    ends: Vec<(usize, Val)>,
    least: Val,
}

impl Network {
    /// The tasks, the most urgent first of those that wait for nothing; those that wait for
    /// themselves are left out.
    fn order(&self, urgency: &[Val]) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.waits.iter().map(|w| w.0.len()).listed();
        let picked = self.picked.iter().map(|p| p.0);
        let mut eligible: Vec<usize> = picked.filter(|&t| waiting[t] == 0).listed();
        let mut order = Vec::new();
        loop {
            let first = |&i: &usize| (Reverse(urgency[eligible[i]]), eligible[i]);
            let Some(at) = (0..eligible.len()).min_by_key(first) else { return order };
            let task = eligible.swap_remove(at);
            order.push(task);
            for &(next, _) in &self.followers[task] {
                waiting[next] -= 1;
                if waiting[next] == 0 {
                    eligible.push(next);
                }
            }
        }
    }
}

impl<'a> Drafter<'a> {
    /// Prepares to draft with the choices that are open; `users` lists who has each node as a part.
    pub fn new(instance: &'a Instance, users: &'a [Vec<(usize, Val)>], open: Vec<bool>) -> Self {
        let mut task_of = vec![None; instance.nodes.len()];
        for (at, task) in instance.tasks.iter().enumerate() {
            task_of[task.node] = Some(at);
        }
        let mut uses = vec![Vec::new(); instance.choices.len()];
        for (at, resource) in instance.resources.iter().enumerate() {
            for &(choice, amount) in &resource.users {
                uses[choice].push((at, amount));
            }
        }
        let (nodes, tasks) = (instance.nodes.len(), instance.tasks.len());
        Self {
            instance,
            users,
            open,
            fixed: vec![NEVER; instance.choices.len()],
            takes: vec![NEVER; nodes],
            task_of,
            uses,
            used: Vec::new(),
            total: Vec::new(),
            seed: SEED,
            relies: vec![Vec::new(); nodes],
            seen: vec![false; nodes],
            choice: vec![None; tasks],
            start: vec![NEVER; tasks],
            stale: vec![false; nodes],
            release: vec![0; tasks],
            held: vec![None; tasks],
        }
    }

    /// A draft made in this manner, as start weeks of the choices, `NEVER` for those not taken.
    pub fn draft(&mut self, manner: Manner) -> Option<Vec<Val>> {
        self.stale.fill(false);
        self.release.fill(0);
        let renewals = if self.instance.expiries.is_empty() { 1 } else { 24 };
        for _ in 0..renewals {
            let seed = self.seed;
            if !self.pick(manner) || !self.place(manner) {
                return None;
            }
            if !self.renew() {
                return Some(self.starts());
            }
            // The next draft differs in what is renewed and in nothing else.
            self.seed = seed;
        }
        None
    }

    fn starts(&self) -> Vec<Val> {
        let mut starts = vec![NEVER; self.instance.choices.len()];
        for (choice, &start) in self.choice.iter().zip(&self.start) {
            if let Some(choice) = choice {
                starts[*choice] = start;
            }
        }
        starts
    }

    /// A number below `n`, the same in every run.
    fn chance(&mut self, n: u64) -> Val {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed % n.max(1)).cast_signed()
    }

    /// A number up to so many eighths more or less.
    fn blur(&mut self, value: Val, eighths: Val) -> Val {
        let chance = match eighths {
            0 => 0,
            n => self.chance(n.cast_unsigned() * 2 + 1) - n,
        };
        value.saturating_mul(8 + chance)
    }

    /// Picks what each need relies on, from the goal and the pins backwards; twice, because what
    /// is taken for one need may serve another.
    fn pick(&mut self, manner: Manner) -> bool {
        let instance = self.instance;
        let mut cost = Vec::with_capacity(instance.choices.len());
        for (at, choice) in instance.choices.iter().enumerate() {
            let own = match manner.by {
                _ if self.fixed[at] < NEVER => 0,
                By::Week => choice.weeks,
                By::Fee => choice.fee.saturating_mul(64).saturating_add(choice.hours()),
                By::Hours => choice.hours(),
            };
            cost.push(self.blur(own.saturating_add(1), manner.chance));
        }
        self.spread(manner, &cost);
        if !self.follow(manner) {
            return false;
        }
        if manner.by != By::Week {
            for choice in self.choice.iter().flatten() {
                cost[*choice] /= 4;
            }
            self.spread(manner, &cost);
            return self.follow(manner);
        }
        true
    }

    /// What each node takes by the best of its parts (Knuth 1977), so that nothing that is picked
    /// by it supports itself.
    #[cfg_attr(fast, optimize(speed))]
    fn spread(&mut self, manner: Manner, cost: &[Val]) {
        let instance = self.instance;
        self.takes.fill(FAR);
        let mut met = vec![(0usize, 0 as Val); instance.nodes.len()];
        let mut queue = Queue::default();
        let weeks = manner.by == By::Week;
        let own = |at: usize, parts: Val| match instance.nodes[at].form {
            Form::Start(c) if !self.open[c] || instance.choices[c].weekly > manner.peak => FAR,
            Form::Start(c) if weeks => match instance.choices[c].next_start(parts / 8) {
                NEVER.. => FAR,
                start => (start * 8).max(parts) + cost[c],
            },
            Form::Start(c) => parts.saturating_add(cost[c]),
            _ => parts,
        };
        for (at, node) in instance.nodes.iter().enumerate() {
            let from = match node.form {
                Form::Known(week) if week <= HORIZON => {
                    if weeks {
                        week * 8
                    } else {
                        0
                    }
                }
                Form::All | Form::Start(_) if node.parts.is_empty() => 0,
                _ => continue,
            };
            queue.push(own(at, from), at);
        }
        while let Some((takes, at)) = queue.pop() {
            if takes >= FAR || self.takes[at] < FAR || self.stale[at] {
                continue;
            }
            self.takes[at] = takes;
            for &(user, delay) in &self.users[at] {
                let node = &instance.nodes[user];
                let lag = match (weeks, self.task_of[user]) {
                    // What a choice costs is its weeks already.
                    (true, None) => delay * 8,
                    _ => 0,
                };
                let (count, sum) = &mut met[user];
                *count += 1;
                *sum = if weeks { (*sum).max(takes + lag) } else { sum.saturating_add(takes) };
                let wanted = node.wanted();
                if *count >= wanted && self.takes[user] >= FAR {
                    let all = if wanted == 1 && weeks { takes + lag } else { *sum };
                    if *count == wanted || matches!(node.form, Form::Any) {
                        queue.push(own(user, all), user);
                    }
                }
            }
        }
    }

    /// Follows the best parts from the goal and the pins.
    fn follow(&mut self, manner: Manner) -> bool {
        let instance = self.instance;
        self.seen.fill(false);
        self.choice.fill(None);
        let pinned = instance.tasks.iter().filter(|t| t.pinned).map(|t| t.node);
        let mut todo: Vec<usize> = pinned.chain([instance.goal]).listed();
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut self.seen[at], true) {
                continue;
            }
            let node = &instance.nodes[at];
            let lags = manner.by == By::Week && self.task_of[at].is_none();
            let key = |&(part, delay): &(usize, Val)| {
                let lag = if lags { delay * 8 } else { 0 };
                (self.takes[part].saturating_add(lag), part)
            };
            let wanted = node.wanted().min(node.parts.len());
            let parts: Vec<(usize, Val)> = match wanted {
                1 => node.parts.iter().copied().min_by_key(key).into_iter().listed(),
                _ => {
                    let mut parts = node.parts.clone();
                    if wanted < parts.len() {
                        qitu_model::order::by_key(&mut parts, key);
                        parts.truncate(wanted);
                    }
                    parts
                }
            };
            if parts.len() < wanted || parts.iter().any(|p| self.takes[p.0] >= FAR) {
                return false;
            }
            if let (Some(task), Some(&(start, _))) = (self.task_of[at], parts.first())
                && let Form::Start(choice) = instance.nodes[start].form
            {
                self.choice[task] = Some(choice);
            }
            todo.extend(parts.iter().map(|p| p.0));
            self.relies[at] = parts;
        }
        true
    }

    /// Which tasks a node waits for, with the weeks from the end of each; and the week before
    /// which it cannot hold in any case.
    fn waits(&self, at: usize) -> (Vec<(usize, Val)>, Val) {
        let (mut tasks, mut least) = (Vec::new(), 0);
        let mut todo: Vec<(usize, Val)> = self.relies[at].clone();
        while let Some((node, lag)) = todo.pop() {
            if let Some(task) = self.task_of[node] {
                tasks.push((task, lag));
            } else if let Form::Known(week) = self.instance.nodes[node].form {
                least = least.max(week + lag);
            } else {
                todo.extend(self.relies[node].iter().map(|&(p, d)| (p, d + lag)));
            }
        }
        (tasks, least)
    }

    /// Places what was picked; `false` when it supports itself or does not fit.
    fn place(&mut self, manner: Manner) -> bool {
        let Some(network) = self.network() else { return false };
        let mut urgency = vec![0; self.instance.tasks.len()];
        for &(task, _) in &network.picked {
            urgency[task] = self.blur(network.way[task] + 1, manner.chance);
        }
        let order = network.order(&urgency);
        self.clear();
        for &(_, choice) in &network.picked {
            if self.fixed[choice] < NEVER {
                self.occupy(Some(choice), self.fixed[choice], 1);
            }
        }
        self.lay(&network, &order, manner, FAR) == order.len()
    }

    /// What was picked, and what waits for what; `None` when it supports itself.
    fn network(&self) -> Option<Network> {
        let instance = self.instance;
        let picked: Vec<(usize, usize)> =
            self.choice.iter().enumerate().filter_map(|(t, c)| c.map(|c| (t, c))).listed();
        let count = instance.tasks.len();
        let mut waits: Vec<(Vec<(usize, Val)>, Val)> = vec![(Vec::new(), 0); count];
        let mut followers: Vec<Vec<(usize, Val)>> = vec![Vec::new(); count];
        for &(task, choice) in &picked {
            waits[task] = self.waits(instance.choices[choice].node);
            for &(other, lag) in &waits[task].0 {
                followers[other].push((task, lag));
            }
        }
        let mut network =
            Network { picked, waits, followers, way: vec![0; count], ends: vec![], least: 0 };
        let order = network.order(&vec![0; count]);
        if order.len() < network.picked.len() {
            return None;
        }
        (network.ends, network.least) = self.waits(instance.goal);
        for &(task, lag) in &network.ends {
            network.way[task] = lag;
        }
        for &task in order.iter().rev() {
            let after = network.followers[task].iter().map(|&(next, lag)| network.way[next] + lag);
            let paces = instance.tasks[task].choices.iter();
            let paces = paces.filter(|&&c| self.open[c] && self.same(task, c));
            let weeks = paces.map(|&c| instance.choices[c].weeks).min().unwrap_or(0);
            network.way[task] = after.max().unwrap_or(0).max(network.way[task]) + weeks;
        }
        Some(network)
    }

    /// Lays steps into the weeks in this order, each as soon as it can and after what it waits
    /// for, and says how many were laid: the next one fits nowhere, or its way would lead past
    /// the `latest` week.
    fn lay(&mut self, network: &Network, order: &[usize], manner: Manner, latest: Val) -> usize {
        for (at, &task) in order.iter().enumerate() {
            let (before, least) = &network.waits[task];
            let ready = before.iter().map(|&(other, lag)| self.end(other) + lag);
            let ready = ready.max().unwrap_or(0).max(*least).max(self.release[task]);
            let fixed = self.choice[task].map(|choice| (choice, self.fixed[choice]));
            let fixed = fixed.filter(|f| f.1 < NEVER);
            let placed = match fixed {
                Some((_, start)) if start < ready => None,
                Some(fixed) => Some(fixed),
                None => self.best(task, ready, manner),
            };
            let Some((choice, start)) = placed.filter(|p| p.1 + network.way[task] <= latest) else {
                return at;
            };
            if fixed.is_none() {
                self.occupy(Some(choice), start, 1);
            }
            self.choice[task] = Some(choice);
            self.start[task] = start;
        }
        order.len()
    }

    /// Takes everything out of the weeks.
    fn clear(&mut self) {
        let resources = &self.instance.resources;
        self.used = resources.iter().map(|r| vec![0; r.limit.len()]).listed();
        self.total = vec![0; HORIZON as usize];
    }

    /// Takes up the weeks of a choice, or gives them back when `sign` is -1.
    fn occupy(&mut self, choice: Option<usize>, start: Val, sign: Val) {
        let Some(choice) = choice else { return };
        let c = &self.instance.choices[choice];
        for week in start..start + c.weeks {
            self.total[week as usize] += sign * c.weekly;
            for &(r, amount) in &self.uses[choice] {
                self.used[r][week as usize] += sign * amount;
            }
        }
    }

    /// The choice of a task that suits best, of those that need what was picked, and its start.
    fn best(&self, task: usize, ready: Val, manner: Manner) -> Option<(usize, Val)> {
        let instance = self.instance;
        let held = self.held[task].filter(|&h| self.same(task, h));
        let mut best: Option<((Val, Val, Val), usize, Val)> = None;
        for &choice in &instance.tasks[task].choices {
            let c = &instance.choices[choice];
            let may = held.map_or(self.open[choice], |held| held == choice);
            if !may || !self.same(task, choice) {
                continue;
            }
            let Some(start) = self.fit(choice, c, ready, manner.peak) else { continue };
            let end = start + c.weeks;
            let key = match manner.place {
                By::Week => (end, c.fee, c.hours()),
                By::Fee => (c.fee, end, c.hours()),
                By::Hours => (c.hours(), end, c.fee),
            };
            if best.is_none_or(|b| (key, choice) < (b.0, b.1)) {
                best = Some((key, choice, start));
            }
        }
        best.map(|(_, choice, start)| (choice, start))
    }

    /// Does a choice of a task need the same as the one that was picked?
    fn same(&self, task: usize, choice: usize) -> bool {
        let (nodes, choices) = (&self.instance.nodes, &self.instance.choices);
        self.choice[task].is_some_and(|picked| {
            choice == picked
                || nodes[choices[choice].node].parts == nodes[choices[picked].node].parts
        })
    }

    /// The first start at or after `ready` that leaves every resource within its limit.
    #[cfg_attr(fast, optimize(speed))]
    fn fit(&self, choice: usize, c: &Choice, ready: Val, peak: Val) -> Option<Val> {
        if c.weekly > peak {
            return None;
        }
        let mut start = c.next_start(ready);
        'later: while start < NEVER {
            let full = |&w: &Val| self.total[w as usize] + c.weekly > peak;
            if let Some(week) = (start..start + c.weeks).rev().find(full) {
                start = c.next_start(week + 1);
                continue;
            }
            for &(r, amount) in &self.uses[choice] {
                let (used, limit) = (&self.used[r], &self.instance.resources[r].limit);
                let weeks = (start..start + c.weeks).rev();
                let full = |&w: &Val| used[w as usize] + amount > limit[w as usize];
                if let Some(week) = weeks.into_iter().find(full) {
                    start = c.next_start(week + 1);
                    continue 'later;
                }
            }
            return Some(start);
        }
        None
    }

    /// Finds support that ran out before it was used, and asks for another in its place.
    fn renew(&mut self) -> bool {
        let instance = self.instance;
        let mut late: Vec<(Val, usize)> = Vec::new();
        for expiry in &instance.expiries {
            let user = self.used_in(expiry.user);
            if user >= NEVER || !self.leans(expiry.user, expiry.node) {
                continue;
            }
            let given = match expiry.given {
                Ok(node) => self.task_of[node].map_or(NEVER, |task| self.end(task)),
                Err(week) => week,
            };
            if given < NEVER && user >= given + expiry.length {
                self.stale[expiry.node] = true;
                if !late.contains(&(user, expiry.user)) {
                    late.push((user, expiry.user));
                }
            }
        }
        qitu_model::order::plain(&mut late);
        for &(used, user) in &late {
            self.claim(user, used);
        }
        !late.is_empty()
    }

    /// Finds a user something that will still be good in the week in which it is used: what is
    /// there at a good time already, or the next one in line, to be had as late as it may.
    fn claim(&mut self, user: usize, used: Val) {
        let instance = self.instance;
        for expiry in instance.expiries.iter().filter(|e| e.user == user) {
            let Some(task) = expiry.given.ok().and_then(|node| self.task_of[node]) else {
                continue;
            };
            if self.stale[expiry.node] {
                continue;
            }
            let weeks = instance.tasks[task].choices.iter();
            let weeks = weeks.map(|&c| instance.choices[c].weeks).min().unwrap_or(0);
            let placed = self.choice[task].map(|_| self.end(task));
            let claimed = (self.release[task] > 0).then_some(self.release[task] + weeks);
            match claimed.or(placed) {
                Some(end) if end <= used && used < end + expiry.length => return,
                Some(_) => self.stale[expiry.node] = true,
                None => {
                    // A little later than need be, because what it is for may be put off too.
                    let spare = expiry.length / 4;
                    let release = used - expiry.length + 1 + spare - weeks;
                    self.release[task] = release.clamp(1, HORIZON);
                    return;
                }
            }
        }
    }

    fn end(&self, task: usize) -> Val {
        self.choice[task].map_or(NEVER, |c| self.start[task] + self.instance.choices[c].weeks)
    }

    /// The week in which a node that relies on something that runs out holds in this draft.
    fn used_in(&self, user: usize) -> Val {
        let instance = self.instance;
        if let Form::Start(choice) = instance.nodes[user].form {
            let task = instance.choices[choice].task;
            return if self.choice[task] == Some(choice) { self.start[task] } else { NEVER };
        }
        if !self.seen[user] {
            return NEVER;
        }
        let (before, least) = self.waits(user);
        before.iter().map(|&(task, lag)| self.end(task) + lag).max().unwrap_or(0).max(least)
    }

    /// Does a node rely on another in this draft, with no task in between?
    fn leans(&self, user: usize, on: usize) -> bool {
        let mut todo: Vec<usize> = self.relies[user].iter().map(|p| p.0).listed();
        while let Some(at) = todo.pop() {
            if at == on {
                return true;
            }
            if self.task_of[at].is_none() {
                todo.extend(self.relies[at].iter().map(|p| p.0));
            }
        }
        false
    }
}
