//! Owns the order in which things are tried, and when to stop: guided dives first, then search
//! driven by conflicts around the best plan known, until the bound meets the value.

mod branch;
mod detour;
mod floor;
mod station;
mod thumb;

use super::instance::{HORIZON, Instance, NEVER, Val};
use super::reach;
use super::rule::Rules;
use super::state::{Bound, Var, ge, le};
use detour::CONFLICTS;
use qitu_model::Objective;
use qitu_model::order::Listed;
use station::Question;

/// What a plan takes: weeks, fee, hours, peak.
pub type Vector = [Val; 4];

/// A plan as start weeks of the choices; `NEVER` for a choice not taken.
#[derive(Clone, Debug)]
pub struct Found {
    /// By choice.
    pub starts: Vec<Val>,
    /// Weeks, fee, hours, peak.
    pub value: Vector,
}

/// How a search for one bound ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Found,
    None,
    Limit,
}

/// How a whole search ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The best plan found.
    pub best: Option<Found>,
    /// No plan is better than this in the objective's order.
    pub bound: Vector,
    /// `bound` is the value of `best`, or it is proven that there is no plan.
    pub proven: bool,
}

/// Told of every improvement and now and then in between; `false` stops the search.
pub type Watch<'w> = dyn FnMut(u64, Option<&Vector>, &Vector) -> bool + 'w;

/// One search over one instance.
pub struct Search<'a, 'w> {
    instance: &'a Instance,
    users: Vec<Vec<(usize, Val)>>,
    rules: Rules<'a>,
    starts: Vec<Var>,
    estimate: Vec<[Val; 2]>,
    /// The components in the order of the objective.
    order: [usize; 4],
    best: Option<Found>,
    /// Decisions and conflicts so far.
    pub nodes: u64,
    limit: u64,
    conflicts: u64,
    luby: u64,
    stopped: bool,
    dead: bool,
    /// Least value of each component, as far as proven.
    proven: Vector,
    /// Stations whose least week is proven.
    settled: Vec<(Question, Val)>,
    /// What counts now is what is taken, not when.
    selects: bool,
    /// The next dive is the first for a component.
    fresh: bool,
    /// The number of conflicts at which a component is left as it is.
    until: u64,
    /// How often the best plan was looked over for small changes.
    polished: u64,
    watch: &'w mut Watch<'w>,
}

/// So many nogoods are kept, and one more for so many conflicts: a long proof needs more of them.
const KEPT: u64 = 4000;
const GROWTH: u64 = 8;

/// So many conflicts a probe may take before the stations on the way are looked at one by one.
const PATIENCE: u64 = 256;

/// So many small changes to the best plan are tried for each conflict that a probe took in vain.
const POLISH: u64 = 4;

/// So many of them are tried before a search.
const FIRST: u64 = 8;

const WEEKS: usize = 0;
const FEE: usize = 1;
const HOURS: usize = 2;
const PEAK: usize = 3;

/// The components in the order an objective compares them.
pub fn order(objective: Objective) -> [usize; 4] {
    match objective {
        Objective::Soonest => [WEEKS, FEE, HOURS, PEAK],
        Objective::Cheapest => [FEE, WEEKS, HOURS, PEAK],
        Objective::LeastStudy => [HOURS, WEEKS, FEE, PEAK],
        Objective::Gentlest => [PEAK, WEEKS, FEE, HOURS],
    }
}

impl<'a, 'w> Search<'a, 'w> {
    /// Sets up a search that may take `limit` nodes.
    pub fn new(instance: &'a Instance, limit: u64, watch: &'w mut Watch<'w>) -> Self {
        let users = reach::users(instance);
        let mut rules = Rules::new(instance, users.clone());
        let starts: Vec<Var> = instance.choices.iter().map(|c| c.node).listed();
        rules.state.branch_on(&starts);
        rules.state.branch_on(&instance.tasks.iter().map(|t| t.node).listed());
        let estimate = reach::estimates(instance);
        let mut search = Self {
            instance,
            users,
            rules,
            starts,
            estimate,
            order: [WEEKS, FEE, HOURS, PEAK],
            best: None,
            nodes: 0,
            limit,
            conflicts: 0,
            luby: 0,
            stopped: false,
            dead: false,
            proven: [0; 4],
            settled: Vec::new(),
            selects: false,
            fresh: true,
            until: u64::MAX,
            polished: 0,
            watch,
        };
        search.dead = !search.begin();
        search
    }

    fn var(&self, component: usize) -> Var {
        match component {
            WEEKS => self.instance.goal,
            FEE => self.rules.sums[0],
            HOURS => self.rules.sums[1],
            _ => self.rules.peak,
        }
    }

    /// What the scenario demands before anything is decided.
    fn begin(&mut self) -> bool {
        let instance = self.instance;
        if instance.broken_pin || instance.budget.is_some_and(|b| b < 0) || instance.deadline < 0 {
            return false;
        }
        self.always(le(instance.goal, instance.deadline))
            && instance.tasks.iter().filter(|t| t.pinned).all(|t| self.always(le(t.node, HORIZON)))
    }

    /// Makes a bound hold for good; `false` when it cannot.
    fn always(&mut self, bound: Bound) -> bool {
        self.rules.state.back_to(0);
        let fine = self.rules.state.set(bound, &[]).is_ok() && self.rules.propagate().is_ok();
        if fine {
            self.settle();
        } else {
            self.dead = true;
        }
        fine
    }

    /// Notes what holds without a decision.
    fn settle(&mut self) {
        self.rules.state.settle();
        self.proven = [WEEKS, FEE, HOURS, PEAK].map(|c| self.rules.state.lo(self.var(c)));
    }

    /// Finds the best plan in the order of `objective` and proves it.
    pub fn run(mut self, objective: Objective) -> (Outcome, u64) {
        let order = order(objective);
        if self.dead {
            return (Outcome { best: None, bound: [0; 4], proven: true }, self.nodes);
        }
        // The gentlest plan is held to the soonest finish, so the soonest is looked for first.
        let held = objective == Objective::Gentlest && self.instance.deadline >= HORIZON;
        let (lead, manner) = if held { (WEEKS, Objective::Soonest) } else { (order[0], objective) };
        self.order = self::order(manner);
        self.thumb(lead);
        let first =
            if self.best.is_some() { End::Found } else { self.find(None, manner, u64::MAX) };
        match first {
            End::None => {
                return (Outcome { best: None, bound: [0; 4], proven: true }, self.nodes);
            }
            End::Limit => return self.end(order, 0, false),
            End::Found => {}
        }
        if held {
            // Without a deadline the gentlest plan may take half as long again as the soonest.
            if !self.minimize(WEEKS) {
                self.gentle(order);
                return self.end(order, 0, false);
            }
            let soonest = self.rules.state.lo(self.instance.goal);
            self.always(le(self.instance.goal, floor::half_again(soonest)));
            self.order = order;
        }
        for (done, &component) in order.iter().enumerate() {
            if !self.minimize(component) {
                if component == PEAK {
                    self.floor();
                }
                return self.end(order, done, false);
            }
            let value = self.rules.state.lo(self.var(component));
            if !self.always(le(self.var(component), value)) {
                return self.end(order, done, false);
            }
            if component == PEAK && order[done + 1..].contains(&WEEKS) {
                self.reach_stations(PATIENCE * 64, None);
                if !self.dead {
                    self.detour(CONFLICTS);
                }
            }
        }
        self.end(order, 4, true)
    }

    fn end(self, order: [usize; 4], done: usize, proven: bool) -> (Outcome, u64) {
        let mut bound = [0; 4];
        for (place, &component) in order.iter().enumerate() {
            bound[component] = match &self.best {
                Some(best) if place < done => best.value[component],
                Some(best) => self.proven[component].min(best.value[component]),
                None => self.proven[component],
            };
        }
        // After a component that may still shrink the later ones may take any value.
        if !proven
            && let Some(best) = &self.best
            && let Some(open) = order.iter().position(|&c| bound[c] < best.value[c])
        {
            for &component in &order[open + 1..] {
                bound[component] = bound[component].min(self.proven[component]);
            }
        }
        let proven = proven || self.best.as_ref().is_some_and(|b| b.value == bound);
        (Outcome { best: self.best, bound, proven }, self.nodes)
    }

    /// Lowers one component as far as it goes; `true` when its least value is proven.
    fn minimize(&mut self, component: usize) -> bool {
        let x = self.var(component);
        self.selects = component != PEAK;
        // The first dives of a component look for what suits it; later ones stay near the best.
        self.fresh = true;
        let objective = match component {
            WEEKS => Objective::Soonest,
            FEE => Objective::Cheapest,
            HOURS => Objective::LeastStudy,
            _ => Objective::Gentlest,
        };
        let mut budget = 64;
        let mut step = 0;
        // The bound that drafts were made for.
        let mut drafted = self.rules.state.lo(x);
        self.rules.state.back_to(0);
        if self.best.as_ref().is_some_and(|b| self.rules.state.lo(x) < b.value[component]) {
            self.cut(component);
            self.thumb(component);
            self.polish(component, FIRST);
        }
        loop {
            let Some(high) = self.best.as_ref().map(|b| b.value[component]) else { return false };
            self.rules.state.back_to(0);
            let low = self.rules.state.lo(x);
            if self.stopped || self.conflicts >= self.until {
                return false;
            }
            if low >= high || self.dead {
                return true;
            }
            // Up from the bound in growing steps while refuting is cheap, down from the plan else.
            let up = (low + step).min(high - 1);
            step = if step == 0 { 1 } else { step * 2 };
            let end = self.find(Some(le(x, up)), objective, budget);
            if end != End::None && drafted < low {
                // What was refuted meanwhile says better where to look.
                drafted = low;
                self.rules.state.back_to(0);
                self.thumb(component);
                self.polish(component, FIRST);
            }
            match end {
                End::Found => step = 0,
                End::None => {
                    if !self.always(ge(x, up + 1)) {
                        return true;
                    }
                }
                End::Limit => {
                    self.polish(component, budget * POLISH);
                    if self.best.as_ref().is_some_and(|b| b.value[component] < high) {
                        step = 0;
                        continue;
                    }
                    if component == PEAK {
                        self.reach_stations(budget * 16, Some(low));
                    }
                    let down = self.best.as_ref().map_or(high, |b| b.value[component]) - 1;
                    match self.find(Some(le(x, down)), objective, budget * 4) {
                        End::Found => {}
                        End::None => {
                            self.always(ge(x, down + 1));
                        }
                        End::Limit => {}
                    }
                    if component == WEEKS && budget >= PATIENCE {
                        self.reach_stations(budget * 16, None);
                        if self.rules.has_ceiling() && !self.dead {
                            self.detour(budget * 8);
                            self.selects = false;
                        }
                    }
                    budget *= 2;
                    step = 0;
                }
            }
        }
    }

    /// Looks for a plan under an assumption, within a number of conflicts.
    fn find(&mut self, assume: Option<Bound>, objective: Objective, conflicts: u64) -> End {
        let fresh = std::mem::take(&mut self.fresh);
        let until = self.conflicts.saturating_add(conflicts);
        let mut restart = self.conflicts + self.next_restart();
        let mut guided = self.best.is_none() || fresh;
        self.rules.state.back_to(0);
        loop {
            if self.rules.propagate().is_err() {
                self.nodes += 1;
                self.conflicts += 1;
                if !self.rules.state.learn() {
                    // No decision was needed: what is left cannot be, with or without assumption.
                    if assume.is_none() || self.rules.state.level() == 0 {
                        self.dead = assume.is_none();
                    }
                    return End::None;
                }
                continue;
            }
            if self.rules.state.level() == 0 {
                self.settle();
            }
            if !self.still() {
                return End::Limit;
            }
            if self.conflicts >= restart || self.conflicts >= until {
                self.rules.state.back_to(0);
                if self.conflicts >= until {
                    return End::Limit;
                }
                restart = self.conflicts + self.next_restart();
                guided = !self.luby.is_multiple_of(4);
                if self.rules.state.learnt() as u64 > KEPT + self.conflicts / GROWTH {
                    self.rules.state.forget();
                }
                continue;
            }
            if let Some(bound) = assume
                && self.rules.state.level() == 0
            {
                if self.rules.state.holds(!bound) {
                    return End::None;
                }
                if !self.rules.state.holds(bound) {
                    self.nodes += 1;
                    if self.rules.state.decide(bound).is_err() {
                        return End::None;
                    }
                    continue;
                }
            }
            let next = if guided { self.guided(objective) } else { self.driven() };
            match next {
                Some(bound) => {
                    self.nodes += 1;
                    // A decision is only taken when both of its sides are open.
                    if self.rules.state.decide(bound).is_err() {
                        return End::Limit;
                    }
                }
                None => {
                    if self.accept() {
                        self.rules.state.back_to(0);
                        return End::Found;
                    }
                    self.nodes += 1;
                    self.conflicts += 1;
                    if !self.rules.state.learn() {
                        return End::None;
                    }
                }
            }
        }
    }

    /// Adds the landmarks that bound a component in what is open now.
    fn cut(&mut self, component: usize) -> bool {
        let measures = match component {
            FEE => 0..1,
            HOURS | PEAK => 1..2,
            _ => 1..2 + self.instance.resources.len(),
        };
        let mut fresh = false;
        for measure in measures {
            fresh |= self.rules.cut(measure);
        }
        fresh
    }

    fn still(&mut self) -> bool {
        if self.stopped {
            return false;
        }
        if self.nodes >= self.limit {
            self.stopped = true;
        } else if self.nodes.is_multiple_of(1024) {
            self.tell();
        }
        !self.stopped
    }

    fn tell(&mut self) {
        let bound = self.proven;
        let value = self.best.as_ref().map(|b| b.value);
        if !(self.watch)(self.nodes, value.as_ref(), &bound) {
            self.stopped = true;
        }
    }

    /// Luby's restart lengths.
    fn next_restart(&mut self) -> u64 {
        self.luby += 1;
        let mut i = self.luby;
        loop {
            let power = u64::BITS - i.leading_zeros();
            if i == (1 << power) - 1 {
                return 20 * (1 << (power - 1));
            }
            i -= (1 << (power - 1)) - 1;
        }
    }

    /// Every choice is decided: is it a plan? Steps of zero weeks could support each other in a
    /// circle, which no bound sees; then the circle is a conflict.
    fn accept(&mut self) -> bool {
        let state = &self.rules.state;
        let starts: Vec<Val> = self.starts.iter().map(|&x| state.lo(x)).listed();
        let judged = match reach::judge(self.instance, &self.users, &starts) {
            Ok(judged) => judged,
            Err(circular) => {
                let last = circular.iter().map(|&c| starts[c]).max().unwrap_or(0);
                let mut reason = Vec::new();
                for (at, choice) in self.instance.choices.iter().enumerate() {
                    if circular.contains(&at) {
                        reason.push(le(choice.node, last));
                    } else if starts[at] + choice.weeks > last {
                        reason.push(ge(choice.node, last - choice.weeks + 1));
                    }
                }
                let _ = self.rules.state.fail(&reason);
                return false;
            }
        };
        self.keep(starts, &judged);
        true
    }

    /// Notes a plan if it is the best so far. What nothing relies on is left out, so it is worth
    /// at most what was asked.
    fn keep(&mut self, starts: Vec<Val>, judged: &(Vec<Val>, Vec<usize>)) {
        self.best = Some(self.valued(starts, judged));
        self.tell();
    }

    fn valued(&self, mut starts: Vec<Val>, (week, place): &(Vec<Val>, Vec<usize>)) -> Found {
        let relied = reach::relied_on(self.instance, week, place);
        let (mut fee, mut hours): (Val, Val) = (0, 0);
        for (at, choice) in self.instance.choices.iter().enumerate() {
            if !relied[at] {
                starts[at] = NEVER;
            } else if starts[at] < NEVER {
                fee = fee.saturating_add(choice.fee);
                hours += choice.hours();
            }
        }
        let value = [week[self.instance.goal], fee, hours, self.peak_of(&starts)];
        Found { starts, value }
    }

    fn peak_of(&self, starts: &[Val]) -> Val {
        let mut weeks = vec![0; HORIZON as usize];
        for (choice, &start) in self.instance.choices.iter().zip(starts) {
            if start < NEVER {
                for week in &mut weeks[start as usize..(start + choice.weeks) as usize] {
                    *week += choice.weekly;
                }
            }
        }
        weeks.into_iter().max().unwrap_or(0)
    }
}
