//! Owns the state of a search: bounds of integer variables, the trail that can undo them, and
//! the reasons that conflicts are learnt from. Refuses to know any rule of planning.
//!
//! This is a lazy-clause-generation kernel (Ohrimenko, Stuckey and Codish 2009; Feydy and Stuckey
//! 2009) reduced to bounds: a literal is a bound of a variable, a nogood is a set of bounds that
//! cannot hold together, and no literal is ever created in advance. An upper bound is kept as a
//! lower bound of the negated variable, so that one array and one code path serve both.

use super::instance::Val;
use qitu_model::order::Listed;

/// A variable.
pub type Var = usize;

/// A bound that may hold: side `2·x` at least `least` means x ≥ least, side `2·x + 1` at least
/// `least` means x ≤ −least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Which side of which variable.
    pub side: usize,
    /// How far at least.
    pub least: Val,
}

/// x ≥ v
pub fn ge(x: Var, v: Val) -> Bound {
    Bound { side: 2 * x, least: v }
}

/// x ≤ v
pub fn le(x: Var, v: Val) -> Bound {
    Bound { side: 2 * x + 1, least: -v }
}

impl std::ops::Not for Bound {
    type Output = Self;
    fn not(self) -> Self {
        Self { side: self.side ^ 1, least: 1 - self.least }
    }
}

/// Something cannot hold; what, is in `State::conflict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict;

const NONE: u32 = u32::MAX;
const BY_NOGOOD: u32 = 1 << 31;

#[derive(Clone, Copy)]
struct Change {
    side: u32,
    level: u32,
    old: Val,
    new: Val,
    /// The change of the same side before this one.
    before: u32,
    /// Where its reason begins in `reasons`, or the nogood that gave it.
    reason: u32,
    len: u32,
}

struct Nogood {
    bounds: Vec<Bound>,
    glue: u32,
}

#[derive(Clone, Copy)]
struct Watch {
    least: Val,
    nogood: u32,
}

/// The state of a search.
#[derive(Default)]
pub struct State {
    at: Vec<Val>,
    last: Vec<u32>,
    trail: Vec<Change>,
    reasons: Vec<Bound>,
    levels: Vec<u32>,
    /// Changes not yet told to the rules.
    pub head: usize,
    nogoods: Vec<Option<Nogood>>,
    free: Vec<u32>,
    watches: Vec<Vec<Watch>>,
    /// Bounds that hold and cannot hold together, after an `Err`.
    pub conflict: Vec<Bound>,
    mark: Vec<Val>,
    score: Vec<u64>,
    bump: u64,
    heap: Heap,
    learnt: usize,
    known: Known,
}

const UNMARKED: Val = Val::MIN;

impl State {
    /// A new variable between `low` and `high`.
    pub fn var(&mut self, low: Val, high: Val) -> Var {
        let x = self.at.len() / 2;
        self.at.extend([low, -high]);
        self.last.extend([NONE, NONE]);
        self.watches.extend([Vec::new(), Vec::new()]);
        self.score.push(0);
        self.bump = self.bump.max(1);
        x
    }

    /// Lower bound.
    #[cfg_attr(fast, optimize(speed))]
    pub fn lo(&self, x: Var) -> Val {
        self.at[2 * x]
    }

    /// Upper bound.
    #[cfg_attr(fast, optimize(speed))]
    pub fn hi(&self, x: Var) -> Val {
        -self.at[2 * x + 1]
    }

    /// Does the bound hold now?
    #[cfg_attr(fast, optimize(speed))]
    pub fn holds(&self, b: Bound) -> bool {
        self.at[b.side] >= b.least
    }

    /// Decisions that stand.
    pub fn level(&self) -> usize {
        self.levels.len()
    }

    /// Changes that stand.
    pub fn changes(&self) -> usize {
        self.trail.len()
    }

    /// Opens a level with a decision.
    pub fn decide(&mut self, b: Bound) -> Result<(), Conflict> {
        self.levels.push(self.trail.len() as u32);
        self.set(b, &[])
    }

    /// Makes a bound hold because `reason` holds.
    #[cfg_attr(fast, optimize(speed))]
    pub fn set(&mut self, b: Bound, reason: &[Bound]) -> Result<(), Conflict> {
        if self.holds(b) {
            return Ok(());
        }
        debug_assert!(reason.iter().all(|r| self.holds(*r)), "a reason must hold");
        if self.holds(!b) {
            self.conflict.clear();
            self.conflict.extend_from_slice(reason);
            self.conflict.push(!b);
            return Err(Conflict);
        }
        let start = self.reasons.len() as u32;
        self.reasons.extend_from_slice(reason);
        self.push(b, start, reason.len() as u32);
        Ok(())
    }

    #[cfg_attr(fast, optimize(speed))]
    fn push(&mut self, b: Bound, reason: u32, len: u32) {
        let old = self.at[b.side];
        self.trail.push(Change {
            side: b.side as u32,
            level: self.levels.len() as u32,
            old,
            new: b.least,
            before: self.last[b.side],
            reason,
            len,
        });
        self.last[b.side] = self.trail.len() as u32 - 1;
        self.at[b.side] = b.least;
    }

    /// Says that the bounds, which hold, cannot hold together.
    pub fn fail(&mut self, bounds: &[Bound]) -> Result<(), Conflict> {
        self.conflict.clear();
        self.conflict.extend_from_slice(bounds);
        Err(Conflict)
    }

    /// Takes back every level above `level`.
    #[cfg_attr(fast, optimize(speed))]
    pub fn back_to(&mut self, level: usize) {
        while self.levels.len() > level {
            let Some(start) = self.levels.pop() else { return };
            while self.trail.len() > start as usize {
                let Some(change) = self.trail.pop() else { break };
                let side = change.side as usize;
                self.at[side] = change.old;
                self.last[side] = change.before;
                if change.reason & BY_NOGOOD == 0 {
                    self.reasons.truncate(change.reason as usize);
                }
                self.heap.offer(side / 2, &self.score);
            }
        }
        self.head = self.head.min(self.trail.len());
    }

    /// The next change to look at: its side and what the bound was before.
    #[cfg_attr(fast, optimize(speed))]
    pub fn next_change(&mut self) -> Result<Option<(usize, Val)>, Conflict> {
        let Some(&change) = self.trail.get(self.head) else { return Ok(None) };
        self.head += 1;
        self.visit(change.side as usize, change.old, change.new)?;
        Ok(Some((change.side as usize, change.old)))
    }

    /// Nogood watching, as in SAT solvers, over bounds instead of literals.
    #[cfg_attr(fast, optimize(speed))]
    fn visit(&mut self, side: usize, old: Val, new: Val) -> Result<(), Conflict> {
        let mut list = std::mem::take(&mut self.watches[side]);
        let mut keep = 0;
        let mut result = Ok(());
        let mut at = 0;
        while at < list.len() {
            let watch = list[at];
            at += 1;
            if watch.least <= old || watch.least > new {
                list[keep] = watch;
                keep += 1;
                continue;
            }
            let Some(nogood) = self.nogoods[watch.nogood as usize].as_mut() else { continue };
            let mine = Bound { side, least: watch.least };
            if nogood.bounds[0] == mine {
                nogood.bounds.swap(0, 1);
            }
            if nogood.bounds[1] != mine {
                // The nogood moved on; this watch is stale.
                continue;
            }
            let other = nogood.bounds[0];
            if self.at[other.side ^ 1] >= 1 - other.least {
                list[keep] = watch;
                keep += 1;
                continue;
            }
            let spare = (2..nogood.bounds.len())
                .find(|&i| self.at[nogood.bounds[i].side] < nogood.bounds[i].least);
            if let Some(i) = spare {
                nogood.bounds.swap(1, i);
                let next = nogood.bounds[1];
                let moved = Watch { least: next.least, nogood: watch.nogood };
                if next.side == side {
                    list.push(moved);
                } else {
                    self.watches[next.side].push(moved);
                }
                continue;
            }
            list[keep] = watch;
            keep += 1;
            if self.at[other.side] >= other.least {
                self.conflict.clear();
                let Self { conflict, nogoods, .. } = self;
                if let Some(n) = &nogoods[watch.nogood as usize] {
                    conflict.extend_from_slice(&n.bounds);
                }
                result = Err(Conflict);
                break;
            }
            self.push(!other, BY_NOGOOD | watch.nogood, 0);
        }
        while at < list.len() {
            list[keep] = list[at];
            keep += 1;
            at += 1;
        }
        list.truncate(keep);
        self.watches[side] = list;
        result
    }

    /// The change that first made a bound hold; `None` when it always did.
    #[cfg_attr(fast, optimize(speed))]
    fn cause(&self, b: Bound) -> Option<usize> {
        let mut at = self.last[b.side];
        while at != NONE {
            let change = &self.trail[at as usize];
            if change.old < b.least {
                return Some(at as usize);
            }
            at = change.before;
        }
        None
    }

    #[cfg_attr(fast, optimize(speed))]
    fn reason_of(&self, at: usize, into: &mut Vec<Bound>) {
        into.clear();
        let change = &self.trail[at];
        if change.reason & BY_NOGOOD == 0 {
            let start = change.reason as usize;
            into.extend_from_slice(&self.reasons[start..start + change.len as usize]);
        } else if let Some(nogood) = &self.nogoods[(change.reason & !BY_NOGOOD) as usize] {
            let gave = !Bound { side: change.side as usize, least: change.new };
            into.extend(nogood.bounds.iter().filter(|b| **b != gave));
        }
    }

    /// Learns from `conflict`, goes back, and makes what was learnt hold.
    /// `false`: the conflict needs no decision at all.
    pub fn learn(&mut self) -> bool {
        self.mark.resize(self.trail.len(), UNMARKED);
        let conflict = std::mem::take(&mut self.conflict);
        let top = conflict.iter().filter_map(|b| self.cause(*b)).map(|i| self.trail[i].level).max();
        let top = top.unwrap_or(0);
        if top == 0 {
            self.conflict = conflict;
            return false;
        }
        self.back_to(top as usize);
        let mut open = 0;
        let mut lower: Vec<usize> = Vec::new();
        let mut todo = conflict.clone();
        let mut touched: Vec<usize> = Vec::new();
        let mut at = self.trail.len();
        let asserting;
        loop {
            for b in &todo {
                let Some(i) = self.cause(*b) else { continue };
                let level = self.trail[i].level;
                if level == 0 {
                    continue;
                }
                self.raise(self.trail[i].side as usize / 2);
                if self.mark[i] == UNMARKED {
                    touched.push(i);
                    if level == top {
                        open += 1;
                    } else {
                        lower.push(i);
                    }
                }
                self.mark[i] = self.mark[i].max(b.least);
            }
            loop {
                at -= 1;
                if self.mark[at] != UNMARKED {
                    break;
                }
            }
            open -= 1;
            if open == 0 {
                asserting = Bound { side: self.trail[at].side as usize, least: self.mark[at] };
                break;
            }
            let mut reason = std::mem::take(&mut todo);
            self.reason_of(at, &mut reason);
            todo = reason;
        }
        self.shorten(&mut lower);
        let mut bounds = vec![asserting];
        for &i in &lower {
            bounds.push(Bound { side: self.trail[i].side as usize, least: self.mark[i] });
        }
        // Of two bounds on one side the tighter says both.
        let mut i = 1;
        while i < bounds.len() {
            let weaker = bounds.iter().enumerate().any(|(j, b)| {
                j != i
                    && b.side == bounds[i].side
                    && (b.least > bounds[i].least || b.least == bounds[i].least && j < i)
            });
            if weaker {
                bounds.swap_remove(i);
            } else {
                i += 1;
            }
        }
        for i in touched {
            self.mark[i] = UNMARKED;
        }
        self.conflict = conflict;
        self.assert(bounds);
        self.bump += self.bump / 12 + 1;
        if self.bump > 1 << 50 {
            self.bump = (self.bump >> 30).max(1);
            for score in &mut self.score {
                *score >>= 30;
            }
        }
        true
    }

    fn level_of(&self, b: Bound) -> usize {
        self.cause(b).map_or(0, |i| self.trail[i].level as usize)
    }

    /// Adds a nogood whose first bound is the only one of the highest level, goes back to where
    /// the rest still holds, and makes the first one's negation hold.
    fn assert(&mut self, mut bounds: Vec<Bound>) {
        let mut back = 0;
        for i in 1..bounds.len() {
            let level = self.level_of(bounds[i]);
            if level > back {
                back = level;
                bounds.swap(1, i);
            }
        }
        let mut levels: Vec<usize> = bounds.iter().map(|b| self.level_of(*b)).listed();
        qitu_model::order::plain(&mut levels);
        levels.dedup();
        let glue = levels.len() as u32;
        self.back_to(back);
        let first = bounds[0];
        if bounds.len() == 1 {
            // Nothing but the start supports it: it holds for good.
            self.push(!first, self.reasons.len() as u32, 0);
            return;
        }
        let id = self.add(bounds, glue);
        self.push(!first, BY_NOGOOD | id, 0);
    }

    fn add(&mut self, bounds: Vec<Bound>, glue: u32) -> u32 {
        let watches = [bounds[0], bounds[1]];
        let nogood = Nogood { bounds, glue };
        let id = match self.free.pop() {
            Some(id) => {
                self.nogoods[id as usize] = Some(nogood);
                id
            }
            None => {
                self.nogoods.push(Some(nogood));
                self.nogoods.len() as u32 - 1
            }
        };
        for b in watches {
            self.watches[b.side].push(Watch { least: b.least, nogood: id });
        }
        self.learnt += 1;
        id
    }

    /// Drops marked changes that the other marked ones imply, directly or through their reasons
    /// (recursive minimization: Sörensson and Biere 2009).
    fn shorten(&mut self, lower: &mut Vec<usize>) {
        let mut known = std::mem::take(&mut self.known);
        known.begin(self.trail.len());
        qitu_model::order::plain(lower);
        let mut i = lower.len();
        while i > 0 {
            i -= 1;
            if self.follows(lower[i], 12, &mut known) {
                lower.remove(i);
            }
        }
        self.known = known;
    }

    /// Do the marked changes imply this one's reason?
    #[cfg_attr(fast, optimize(speed))]
    fn follows(&self, at: usize, depth: u32, known: &mut Known) -> bool {
        let change = &self.trail[at];
        if change.reason & BY_NOGOOD != 0 {
            let gave = !Bound { side: change.side as usize, least: change.new };
            match &self.nogoods[(change.reason & !BY_NOGOOD) as usize] {
                Some(nogood) => {
                    nogood.bounds.iter().all(|b| *b == gave || self.implied(*b, depth, known))
                }
                None => false,
            }
        } else if change.len == 0 {
            false
        } else {
            let start = change.reason as usize;
            let reason = &self.reasons[start..start + change.len as usize];
            reason.iter().all(|b| self.implied(*b, depth, known))
        }
    }

    /// Is a bound among the marked ones, or does it follow from them within so many steps?
    #[cfg_attr(fast, optimize(speed))]
    fn implied(&self, b: Bound, depth: u32, known: &mut Known) -> bool {
        let Some(at) = self.cause(b) else { return true };
        if self.trail[at].level == 0 || self.mark[at] >= b.least {
            return true;
        }
        if let Some(yes) = known.get(at, b.least) {
            return yes;
        }
        let yes = depth > 0 && self.follows(at, depth - 1, known);
        known.set(at, b.least, yes);
        yes
    }

    fn raise(&mut self, x: Var) {
        self.score[x] += self.bump;
        self.heap.raised(x, &self.score);
    }

    /// Puts the variables among which `pick` chooses into play.
    pub fn branch_on(&mut self, vars: &[Var]) {
        for &x in vars {
            self.heap.allow(x);
            self.heap.offer(x, &self.score);
        }
    }

    /// The variable that conflicts name most, of those that are not settled yet; one that is
    /// fixed always is.
    pub fn pick(&mut self, settled: impl Fn(&Self, Var) -> bool) -> Option<Var> {
        while let Some(x) = self.heap.pop(&self.score) {
            if self.lo(x) < self.hi(x) && !settled(self, x) {
                // It stays in play until it is.
                self.heap.offer(x, &self.score);
                return Some(x);
            }
        }
        None
    }

    /// Learnt nogoods kept now.
    pub fn learnt(&self) -> usize {
        self.learnt
    }

    /// Forgets the less useful half of what was learnt; only at level 0.
    pub fn forget(&mut self) {
        let mut order: Vec<(u32, usize, u32)> = Vec::new();
        for (id, nogood) in self.nogoods.iter().enumerate() {
            if let Some(n) = nogood
                && n.glue > 2
            {
                order.push((n.glue, n.bounds.len(), id as u32));
            }
        }
        qitu_model::order::plain(&mut order);
        let spare = order.len() / 2;
        for (_, _, id) in order.into_iter().skip(spare) {
            if let Some(n) = self.nogoods[id as usize].take() {
                for b in [n.bounds[0], n.bounds[1]] {
                    self.watches[b.side].retain(|w| w.nogood != id);
                }
                self.free.push(id);
                self.learnt -= 1;
            }
        }
    }

    /// At level 0: what holds now holds for good, so its reasons can go.
    pub fn settle(&mut self) {
        debug_assert!(self.levels.is_empty());
        if self.head == self.trail.len() {
            self.trail.clear();
            self.reasons.clear();
            self.head = 0;
            self.mark.clear();
            self.last.fill(NONE);
        }
    }
}

/// Which bounds follow from the marked ones, as far as asked: by change.
#[derive(Default)]
struct Known {
    round: u32,
    answers: Vec<(u32, Val, bool)>,
}

impl Known {
    fn begin(&mut self, changes: usize) {
        self.round += 1;
        self.answers.resize(changes.max(self.answers.len()), (0, 0, false));
    }

    fn get(&self, at: usize, least: Val) -> Option<bool> {
        let (round, asked, yes) = self.answers[at];
        (round == self.round && asked == least).then_some(yes)
    }

    #[cfg_attr(fast, optimize(speed))]
    fn set(&mut self, at: usize, least: Val, yes: bool) {
        self.answers[at] = (self.round, least, yes);
    }
}

/// A binary heap of variables by score, highest first; ties by number, so runs repeat.
#[derive(Default)]
struct Heap {
    list: Vec<u32>,
    place: Vec<u32>,
    allowed: Vec<bool>,
}

impl Heap {
    fn allow(&mut self, x: Var) {
        if self.allowed.len() <= x {
            self.allowed.resize(x + 1, false);
            self.place.resize(x + 1, NONE);
        }
        self.allowed[x] = true;
    }

    fn above(a: u32, b: u32, score: &[u64]) -> bool {
        let (x, y) = (score[a as usize], score[b as usize]);
        x > y || x == y && a < b
    }

    fn offer(&mut self, x: Var, score: &[u64]) {
        if x < self.allowed.len() && self.allowed[x] && self.place[x] == NONE {
            self.place[x] = self.list.len() as u32;
            self.list.push(x as u32);
            self.up(self.list.len() - 1, score);
        }
    }

    fn raised(&mut self, x: Var, score: &[u64]) {
        if x < self.place.len() && self.place[x] != NONE {
            self.up(self.place[x] as usize, score);
        }
    }

    fn pop(&mut self, score: &[u64]) -> Option<Var> {
        let top = *self.list.first()?;
        let end = self.list.pop()?;
        self.place[top as usize] = NONE;
        if !self.list.is_empty() && end != top {
            self.list[0] = end;
            self.place[end as usize] = 0;
            self.down(0, score);
        }
        Some(top as usize)
    }

    #[cfg_attr(fast, optimize(speed))]
    fn up(&mut self, mut at: usize, score: &[u64]) {
        while at > 0 {
            let parent = (at - 1) / 2;
            if !Self::above(self.list[at], self.list[parent], score) {
                break;
            }
            self.swap(at, parent);
            at = parent;
        }
    }

    #[cfg_attr(fast, optimize(speed))]
    fn down(&mut self, mut at: usize, score: &[u64]) {
        loop {
            let mut best = at;
            for child in [2 * at + 1, 2 * at + 2] {
                if child < self.list.len() && Self::above(self.list[child], self.list[best], score)
                {
                    best = child;
                }
            }
            if best == at {
                return;
            }
            self.swap(at, best);
            at = best;
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.list.swap(a, b);
        self.place[self.list[a] as usize] = a as u32;
        self.place[self.list[b] as usize] = b as u32;
    }
}
