//! Owns the lazy-clause-generation kernel: bounds of integer variables, the trail that can undo
//! them, the learned nogoods, and which variable conflicts name most.
//! Refuses to know any rule of planning.
//!
//! The kernel follows Ohrimenko, Stuckey and Codish (2009) and Feydy and Stuckey (2009), reduced to
//! bounds: a literal is a bound of a variable ([`literal`]), a nogood is a set of literals that
//! cannot hold together ([`nogoods`]), and no literal is ever created in advance. [`analysis`]
//! learns a nogood from each conflict; [`activity`] ranks variables by how often conflicts name
//! them.

mod activity;
mod analysis;
mod literal;
mod nogoods;

pub use literal::{Literal, Var, ge, le, lower_side, upper_side};

use super::instance::Val;
use activity::Activities;
use analysis::RedundancyCache;
use nogoods::NogoodDb;

/// Something cannot hold; what, is in `Kernel::conflict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict;

/// What propagation ends with.
pub type Propagation = Result<(), Conflict>;

/// What a literal takes, in bytes, counted alike on every machine.
const LITERAL_BYTES: u64 = 16;

/// No entry of the trail.
const NO_ENTRY: u32 = u32::MAX;

/// A change of a bound, as the trail keeps it to undo and to explain it.
#[derive(Clone, Copy)]
struct TrailEntry {
    side: u32,
    /// The decision level at which it happened.
    level: u32,
    old: Val,
    new: Val,
    /// The entry of the same side before this one, or `NO_ENTRY`.
    previous: u32,
    reason: Reason,
}

impl TrailEntry {
    /// The literal that it made true.
    fn literal(&self) -> Literal {
        Literal { side: self.side as usize, least: self.new }
    }
}

/// Why a bound changed.
#[derive(Clone, Copy)]
enum Reason {
    /// These of `Kernel::reasons`; none for a decision and for what holds at the root.
    Literals { start: u32, len: u32 },
    /// All other literals of a nogood.
    Nogood(u32),
    /// Every decision that stood: what there is no room to say better.
    Decisions,
}

/// Bounds, trail, nogoods and activities of one search.
#[derive(Default)]
pub struct Kernel {
    /// By side: the bound that holds now.
    bounds: Vec<Val>,
    /// By side: its latest entry of the trail, or `NO_ENTRY`.
    latest_entry: Vec<u32>,
    trail: Vec<TrailEntry>,
    /// The literals of all reasons of the trail, in its order.
    reasons: Vec<Literal>,
    /// No reason is kept beyond so many literals; 0 for no end.
    most_reasons: usize,
    /// By decision level: the length of the trail when it was opened.
    level_starts: Vec<u32>,
    /// How many entries of the trail have been propagated.
    propagated_to: usize,
    /// How many bounds have changed since the beginning.
    changes: u64,
    nogoods: NogoodDb,
    /// Literals that hold and cannot hold together, after an `Err`.
    pub conflict: Vec<Literal>,
    /// The literal block distance of the nogood that was learned last.
    pub latest_lbd: u32,
    /// By entry of the trail, during conflict analysis: the weakest bound that is needed of it.
    marks: Vec<Val>,
    activities: Activities,
    redundancy: RedundancyCache,
    /// Everything that propagators explained so far, where a test asks for it.
    #[cfg(test)]
    pub recorded: Option<std::rc::Rc<std::cell::RefCell<Vec<Explanation>>>>,
}

/// What a propagator said: some literals, and what follows from them.
#[cfg(test)]
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The decision level at which it was said.
    pub level: usize,
    /// The literals it follows from.
    pub reason: Vec<Literal>,
    /// What follows; `None` for a conflict.
    pub implied: Option<Literal>,
}

impl Kernel {
    /// A new variable between `low` and `high`.
    pub fn new_var(&mut self, low: Val, high: Val) -> Var {
        let x = self.bounds.len() / 2;
        self.bounds.extend([low, -high]);
        self.latest_entry.extend([NO_ENTRY, NO_ENTRY]);
        self.nogoods.add_sides();
        self.activities.add_var();
        x
    }

    /// The lower bound of a variable.
    pub fn lower(&self, x: Var) -> Val {
        self.bounds[lower_side(x)]
    }

    /// The upper bound of a variable.
    pub fn upper(&self, x: Var) -> Val {
        -self.bounds[upper_side(x)]
    }

    /// Does the literal hold now?
    pub fn holds(&self, literal: Literal) -> bool {
        self.bounds[literal.side] >= literal.least
    }

    /// The number of decisions that stand.
    pub fn decision_level(&self) -> usize {
        self.level_starts.len()
    }

    /// The number of bound changes that stand.
    pub fn trail_len(&self) -> usize {
        self.trail.len()
    }

    /// Opens a decision level with a literal that is open.
    pub fn decide(&mut self, literal: Literal) -> Propagation {
        self.level_starts.push(self.trail.len() as u32);
        self.imply(literal, &[])
    }

    /// Makes a literal hold because all literals of `reason` hold.
    pub fn imply(&mut self, literal: Literal, reason: &[Literal]) -> Propagation {
        if self.holds(literal) {
            return Ok(());
        }
        debug_assert!(reason.iter().all(|r| self.holds(*r)), "a reason must hold");
        #[cfg(test)]
        self.record(reason, Some(literal));
        if self.holds(!literal) {
            self.conflict.clear();
            self.conflict.extend_from_slice(reason);
            self.conflict.push(!literal);
            return Err(Conflict);
        }
        let reason = self.keep_reason(reason);
        self.push_entry(literal, reason);
        Ok(())
    }

    /// Keeps the literals of a reason. One bound often closes many modes at once: what follows from
    /// the same literals as the entry before it shares them, so that their memory does not grow
    /// with the square of the modes.
    fn keep_reason(&mut self, reason: &[Literal]) -> Reason {
        if let Some(last) = self.trail.last()
            && last.level as usize == self.level_starts.len()
            && let Reason::Literals { start, len } = last.reason
            && self.reasons[start as usize..][..len as usize] == *reason
        {
            return last.reason;
        }
        let start = self.reasons.len() as u32;
        if self.most_reasons > 0 && self.reasons.len() + reason.len() > self.most_reasons {
            return Reason::Decisions;
        }
        self.reasons.extend_from_slice(reason);
        Reason::Literals { start, len: reason.len() as u32 }
    }

    /// Says that literals, which hold, cannot hold together.
    pub fn raise_conflict(&mut self, literals: &[Literal]) -> Propagation {
        debug_assert!(literals.iter().all(|l| self.holds(*l)), "a conflict must hold");
        #[cfg(test)]
        self.record(literals, None);
        self.conflict.clear();
        self.conflict.extend_from_slice(literals);
        Err(Conflict)
    }

    fn push_entry(&mut self, literal: Literal, reason: Reason) {
        let side = literal.side;
        self.changes += 1;
        self.trail.push(TrailEntry {
            side: side as u32,
            level: self.level_starts.len() as u32,
            old: self.bounds[side],
            new: literal.least,
            previous: self.latest_entry[side],
            reason,
        });
        self.latest_entry[side] = self.trail.len() as u32 - 1;
        self.bounds[side] = literal.least;
    }

    /// Undoes every decision level above `level`.
    pub fn backtrack_to(&mut self, level: usize) {
        while self.level_starts.len() > level {
            let Some(start) = self.level_starts.pop() else { return };
            while self.trail.len() > start as usize {
                let Some(entry) = self.trail.pop() else { break };
                let side = entry.side as usize;
                self.bounds[side] = entry.old;
                self.latest_entry[side] = entry.previous;
                if let Reason::Literals { start, .. } = entry.reason {
                    self.reasons.truncate(start as usize);
                }
                self.activities.offer(side / 2);
            }
        }
        self.propagated_to = self.propagated_to.min(self.trail.len());
    }

    /// The side of the next entry of the trail that is not propagated yet, once the nogoods that
    /// watch it have been looked at.
    pub fn next_changed_side(&mut self) -> Result<Option<usize>, Conflict> {
        let Some(&entry) = self.trail.get(self.propagated_to) else { return Ok(None) };
        self.propagated_to += 1;
        let side = entry.side as usize;
        self.propagate_watches(side, entry.old, entry.new)?;
        Ok(Some(side))
    }

    /// The entry that first made a literal hold; `None` when it held from the start.
    fn implying_entry(&self, literal: Literal) -> Option<usize> {
        let mut at = self.latest_entry[literal.side];
        while at != NO_ENTRY {
            let entry = &self.trail[at as usize];
            if entry.old < literal.least {
                return Some(at as usize);
            }
            at = entry.previous;
        }
        None
    }

    /// The decision level at which a literal came to hold.
    fn level_of(&self, literal: Literal) -> usize {
        self.implying_entry(literal).map_or(0, |at| self.trail[at].level as usize)
    }

    /// Writes the literals that an entry of the trail follows from.
    fn reason_of(&self, at: usize, into: &mut Vec<Literal>) {
        into.clear();
        let entry = &self.trail[at];
        match entry.reason {
            Reason::Literals { start, len } => {
                let (start, len) = (start as usize, len as usize);
                into.extend_from_slice(&self.reasons[start..start + len]);
            }
            Reason::Nogood(id) => {
                let implied = !entry.literal();
                into.extend(self.nogoods.literals(id).iter().filter(|l| **l != implied));
            }
            Reason::Decisions => {
                let decided = self.level_starts.iter().take(entry.level as usize);
                into.extend(decided.map(|&start| self.trail[start as usize].literal()));
            }
        }
    }

    /// At the root: what holds now holds for good, so that its reasons can go.
    pub fn commit_root(&mut self) {
        debug_assert!(self.level_starts.is_empty());
        if self.propagated_to == self.trail.len() {
            self.trail.clear();
            self.reasons.clear();
            self.propagated_to = 0;
            self.marks.clear();
            self.latest_entry.fill(NO_ENTRY);
        }
    }

    /// Puts variables among those that may be branched on.
    pub fn allow_branching_on(&mut self, vars: impl IntoIterator<Item = Var>) {
        for x in vars {
            self.activities.allow(x);
        }
    }

    /// The variable of highest activity that is not fixed and not `settled` otherwise; it stays
    /// among those that may be branched on.
    pub fn pop_branching_variable(&mut self, settled: impl Fn(&Self, Var) -> bool) -> Option<Var> {
        while let Some(x) = self.activities.pop() {
            if self.lower(x) < self.upper(x) && !settled(self, x) {
                self.activities.offer(x);
                return Some(x);
            }
        }
        None
    }

    /// The number of learned nogoods that are kept now.
    pub fn learned_nogoods(&self) -> usize {
        self.nogoods.learned()
    }

    /// Keeps reasons and nogoods within so many bytes each.
    pub fn bound_memory(&mut self, bytes: u64) {
        self.most_reasons = (bytes / LITERAL_BYTES) as usize;
        self.nogoods.most_bytes = bytes;
    }

    /// How many bounds have changed since the beginning.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Are more nogoods kept than there is room for?
    pub fn is_crowded(&self) -> bool {
        self.nogoods.bytes > self.nogoods.most_bytes
    }

    /// Forgets the less useful half of the learned nogoods; only at the root.
    pub fn reduce_nogood_db(&mut self) {
        debug_assert!(self.level_starts.is_empty());
        self.nogoods.reduce();
    }

    #[cfg(test)]
    fn record(&mut self, reason: &[Literal], implied: Option<Literal>) {
        let level = self.decision_level();
        if let Some(list) = &self.recorded {
            list.borrow_mut().push(Explanation { level, reason: reason.to_vec(), implied });
        }
    }

    /// Why a literal holds, for tests: the literals it follows from, in the order they were given.
    #[cfg(test)]
    pub fn reason_for(&self, literal: Literal) -> Option<Vec<Literal>> {
        let mut reason = Vec::new();
        self.implying_entry(literal).map(|at| {
            self.reason_of(at, &mut reason);
            reason
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kernel with so many variables from 0 to 10.
    pub(super) fn kernel(vars: usize) -> Kernel {
        let mut kernel = Kernel::default();
        for _ in 0..vars {
            kernel.new_var(0, 10);
        }
        kernel
    }

    /// Propagates nogoods until nothing changes.
    pub(super) fn propagate(kernel: &mut Kernel) -> Propagation {
        while kernel.next_changed_side()?.is_some() {}
        Ok(())
    }

    #[test]
    fn backtracking_restores_bounds_and_entries() {
        let mut kernel = kernel(2);
        kernel.decide(ge(0, 3)).expect("open");
        kernel.imply(le(1, 7), &[ge(0, 2)]).expect("open");
        kernel.decide(ge(0, 6)).expect("open");
        kernel.imply(le(1, 4), &[ge(0, 6), le(1, 8)]).expect("open");
        assert_eq!((kernel.lower(0), kernel.upper(1)), (6, 4));
        assert_eq!((kernel.decision_level(), kernel.trail_len()), (2, 4));
        kernel.backtrack_to(1);
        assert_eq!((kernel.lower(0), kernel.upper(1)), (3, 7));
        assert_eq!((kernel.decision_level(), kernel.trail_len()), (1, 2));
        assert_eq!(kernel.reasons, [ge(0, 2)]);
        kernel.backtrack_to(0);
        assert_eq!((kernel.lower(0), kernel.upper(1)), (0, 10));
        assert!(kernel.reasons.is_empty() && kernel.latest_entry.iter().all(|&e| e == NO_ENTRY));
    }

    #[test]
    fn the_entry_that_implies_a_literal_is_the_first_that_reaches_it() {
        let mut kernel = kernel(1);
        kernel.decide(ge(0, 3)).expect("open");
        kernel.decide(ge(0, 6)).expect("open");
        assert_eq!(kernel.implying_entry(ge(0, 0)), None);
        assert_eq!(kernel.implying_entry(ge(0, 2)), Some(0));
        assert_eq!(kernel.implying_entry(ge(0, 3)), Some(0));
        assert_eq!(kernel.implying_entry(ge(0, 4)), Some(1));
        assert_eq!((kernel.level_of(ge(0, 3)), kernel.level_of(ge(0, 4))), (1, 2));
    }

    #[test]
    fn what_holds_already_leaves_no_entry() {
        let mut kernel = kernel(1);
        kernel.imply(ge(0, 0), &[]).expect("holds");
        assert_eq!(kernel.trail_len(), 0);
    }

    #[test]
    fn what_contradicts_a_bound_is_a_conflict_of_the_reason_and_the_bound() {
        let mut kernel = kernel(2);
        kernel.decide(le(1, 4)).expect("open");
        kernel.decide(ge(0, 3)).expect("open");
        assert_eq!(kernel.imply(ge(1, 8), &[ge(0, 3)]), Err(Conflict));
        assert_eq!(kernel.conflict, [ge(0, 3), le(1, 7)]);
        // The bound itself is untouched.
        assert_eq!((kernel.lower(1), kernel.upper(1)), (0, 4));
    }

    #[test]
    fn what_has_no_room_for_its_reason_follows_from_the_decisions() {
        let mut kernel = kernel(4);
        kernel.bound_memory(2 * LITERAL_BYTES);
        kernel.decide(ge(0, 3)).expect("open");
        kernel.imply(ge(1, 3), &[ge(0, 3), ge(0, 2)]).expect("open");
        kernel.decide(ge(2, 4)).expect("open");
        kernel.imply(ge(3, 2), &[ge(1, 2)]).expect("open");
        assert_eq!(kernel.reason_for(ge(1, 3)).expect("implied"), [ge(0, 3), ge(0, 2)]);
        assert_eq!(kernel.reason_for(ge(3, 2)).expect("implied"), [ge(0, 3), ge(2, 4)]);
        // What is learned from it is true, if not as strong as it might be.
        kernel.raise_conflict(&[ge(3, 1), ge(2, 1)]).expect_err("a conflict");
        assert!(kernel.analyze_conflict());
        assert_eq!(kernel.upper(2), 3);
    }

    #[test]
    fn the_root_is_committed_once_it_is_propagated() {
        let mut kernel = kernel(2);
        kernel.imply(ge(0, 4), &[]).expect("open");
        kernel.imply(ge(1, 4), &[ge(0, 4)]).expect("open");
        kernel.commit_root();
        assert_eq!(kernel.trail_len(), 2, "not propagated yet");
        propagate(&mut kernel).expect("no nogoods");
        kernel.commit_root();
        assert_eq!(kernel.trail_len(), 0);
        assert_eq!((kernel.lower(0), kernel.lower(1)), (4, 4));
        kernel.decide(ge(0, 6)).expect("open");
        kernel.backtrack_to(0);
        assert_eq!(kernel.lower(0), 4);
        assert_eq!(kernel.implying_entry(ge(0, 4)), None);
    }
}
