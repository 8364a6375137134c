//! Owns learning from conflicts: the nogood at the first unique implication point, shortened by
//! what the rest of it implies, and installed where it takes back the fewest decisions.

use super::{Kernel, Literal, Reason};
use crate::instance::Val;

/// Not needed by the conflict that is analysed.
const UNMARKED: Val = Val::MIN;

/// How many reasons deep minimization looks.
const MINIMIZATION_DEPTH: u32 = 12;

/// What the analysis of a conflict collects.
#[derive(Default)]
struct Cut {
    /// Marked entries of the conflict's own level that are not resolved yet.
    open: usize,
    /// Marked entries of lower levels.
    lower: Vec<usize>,
    /// All entries marked so far.
    marked: Vec<usize>,
}

impl Kernel {
    /// Learns a nogood from `conflict`, backtracks to where it implies something, and makes that
    /// hold (1-UIP: Zhang and others 2001; over bounds: Feydy and Stuckey 2009).
    ///
    /// Returns `false` when the conflict needs no decision: nothing is left to try.
    pub fn analyze_conflict(&mut self) -> bool {
        self.marks.resize(self.trail.len(), UNMARKED);
        let conflict = std::mem::take(&mut self.conflict);
        let entries = conflict.iter().filter_map(|l| self.implying_entry(*l));
        let level = entries.map(|at| self.trail[at].level).max().unwrap_or(0);
        if level == 0 {
            self.conflict = conflict;
            return false;
        }
        self.backtrack_to(level as usize);
        let mut cut = Cut::default();
        let uip = self.resolve_to_first_uip(&conflict, level, &mut cut);
        self.minimize_nogood(&mut cut.lower);
        let mut literals = vec![uip];
        for &at in &cut.lower {
            literals.push(Literal { side: self.trail[at].side as usize, least: self.marks[at] });
        }
        drop_weaker_literals(&mut literals);
        for at in cut.marked {
            self.marks[at] = UNMARKED;
        }
        self.conflict = conflict;
        self.add_learned_nogood(literals);
        self.activities.decay();
        true
    }

    /// Replaces the latest literal of the conflict's level by its reason until only one of that
    /// level is left, and returns that one. Each entry is marked with the weakest bound of it that
    /// is needed.
    fn resolve_to_first_uip(&mut self, conflict: &[Literal], level: u32, cut: &mut Cut) -> Literal {
        let mut resolvent = conflict.to_vec();
        let mut at = self.trail.len();
        loop {
            for literal in &resolvent {
                self.mark(*literal, level, cut);
            }
            loop {
                at -= 1;
                if self.marks[at] != UNMARKED {
                    break;
                }
            }
            cut.open -= 1;
            if cut.open == 0 {
                return Literal { side: self.trail[at].side as usize, least: self.marks[at] };
            }
            self.reason_of(at, &mut resolvent);
        }
    }

    /// Marks the entry that implies a literal as needed by the conflict.
    fn mark(&mut self, literal: Literal, level: u32, cut: &mut Cut) {
        let Some(at) = self.implying_entry(literal) else { return };
        let entry_level = self.trail[at].level;
        if entry_level == 0 {
            return;
        }
        self.activities.bump(literal.var());
        if self.marks[at] == UNMARKED {
            cut.marked.push(at);
            if entry_level == level {
                cut.open += 1;
            } else {
                cut.lower.push(at);
            }
        }
        self.marks[at] = self.marks[at].max(literal.least);
    }

    /// Installs a nogood whose first literal is the only one of the highest level: backtracks to
    /// the highest level of the others and makes the first one's negation hold there.
    fn add_learned_nogood(&mut self, mut literals: Vec<Literal>) {
        let mut backjump = 0;
        for i in 1..literals.len() {
            let level = self.level_of(literals[i]);
            if level > backjump {
                backjump = level;
                literals.swap(1, i);
            }
        }
        let mut levels: Vec<usize> = literals.iter().map(|l| self.level_of(*l)).collect();
        levels.sort_unstable();
        levels.dedup();
        let lbd = levels.len() as u32;
        self.latest_lbd = lbd;
        self.backtrack_to(backjump);
        let implied = !literals[0];
        let reason = if literals.len() == 1 {
            // It follows from the root alone, so it holds for good.
            Reason::Literals { start: self.reasons.len() as u32, len: 0 }
        } else {
            Reason::Nogood(self.nogoods.store(literals, lbd))
        };
        self.push_entry(implied, reason);
    }

    /// Drops marked entries that the other marked ones imply, directly or through their reasons
    /// (recursive minimization: Sörensson and Biere 2009).
    fn minimize_nogood(&mut self, lower: &mut Vec<usize>) {
        let mut cache = std::mem::take(&mut self.redundancy);
        cache.begin(self.trail.len());
        lower.sort_unstable();
        let mut i = lower.len();
        while i > 0 {
            i -= 1;
            if self.is_redundant(lower[i], MINIMIZATION_DEPTH, &mut cache) {
                lower.remove(i);
            }
        }
        self.redundancy = cache;
    }

    /// Do the marked entries imply the reason of this one?
    fn is_redundant(&self, at: usize, depth: u32, cache: &mut RedundancyCache) -> bool {
        let entry = &self.trail[at];
        match entry.reason {
            Reason::Nogood(id) => {
                let implied = !entry.literal();
                let literals = self.nogoods.literals(id);
                !literals.is_empty()
                    && literals.iter().all(|l| *l == implied || self.is_implied(*l, depth, cache))
            }
            // A decision follows from nothing, and what follows from all of them says no more.
            Reason::Decisions | Reason::Literals { len: 0, .. } => false,
            Reason::Literals { start, len } => {
                let (start, len) = (start as usize, len as usize);
                let reason = &self.reasons[start..start + len];
                reason.iter().all(|l| self.is_implied(*l, depth, cache))
            }
        }
    }

    /// Is a literal among the marked ones, or does it follow from them through at most `depth`
    /// reasons?
    fn is_implied(&self, literal: Literal, depth: u32, cache: &mut RedundancyCache) -> bool {
        let Some(at) = self.implying_entry(literal) else { return true };
        if self.trail[at].level == 0 || self.marks[at] >= literal.least {
            return true;
        }
        if let Some(known) = cache.get(at, literal.least) {
            return known;
        }
        let implied = depth > 0 && self.is_redundant(at, depth - 1, cache);
        cache.set(at, literal.least, implied);
        implied
    }
}

/// Of two literals on one side the tighter says both. The first literal stays first.
fn drop_weaker_literals(literals: &mut Vec<Literal>) {
    let mut i = 1;
    while i < literals.len() {
        let this = literals[i];
        let weaker = literals.iter().enumerate().any(|(j, other)| {
            j != i
                && other.side == this.side
                && (other.least > this.least || other.least == this.least && j < i)
        });
        if weaker {
            literals.swap_remove(i);
        } else {
            i += 1;
        }
    }
}

/// Which literals follow from the marked entries, as far as asked: the last answer by entry.
#[derive(Default)]
pub(super) struct RedundancyCache {
    round: u32,
    answers: Vec<CachedAnswer>,
}

#[derive(Clone, Copy, Default)]
struct CachedAnswer {
    round: u32,
    least: Val,
    implied: bool,
}

impl RedundancyCache {
    /// Forgets the answers of the last conflict.
    fn begin(&mut self, entries: usize) {
        self.round += 1;
        self.answers.resize(entries.max(self.answers.len()), CachedAnswer::default());
    }

    fn get(&self, at: usize, least: Val) -> Option<bool> {
        let answer = self.answers[at];
        (answer.round == self.round && answer.least == least).then_some(answer.implied)
    }

    fn set(&mut self, at: usize, least: Val, implied: bool) {
        self.answers[at] = CachedAnswer { round: self.round, least, implied };
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kernel, propagate};
    use super::super::{ge, le};
    use super::*;

    /// Learns from a conflict of these literals and returns the nogood that came of it.
    fn learned(kernel: &mut Kernel, conflict: &[Literal]) -> Vec<Literal> {
        let before = kernel.learned_nogoods();
        assert!(kernel.raise_conflict(conflict).is_err());
        assert!(kernel.analyze_conflict());
        assert_eq!(kernel.learned_nogoods(), before + 1);
        kernel.nogoods.literals(before as u32).to_vec()
    }

    #[test]
    fn the_nogood_ends_at_the_first_unique_implication_point() {
        let mut kernel = kernel(5);
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|x| ge(x, 1));
        kernel.decide(a).expect("open");
        kernel.decide(b).expect("open");
        kernel.imply(c, &[b]).expect("open");
        kernel.imply(d, &[c, a]).expect("open");
        kernel.imply(e, &[c]).expect("open");
        // The decision b is a unique implication point too, but c comes first.
        assert_eq!(learned(&mut kernel, &[d, e]), [c, a]);
        assert_eq!(kernel.decision_level(), 1, "as far back as it implies something");
        assert_eq!(kernel.upper(2), 0);
        assert_eq!(kernel.reason_for(!c), Some(vec![a]));
    }

    #[test]
    fn a_nogood_needs_no_more_of_a_bound_than_the_conflict() {
        let mut kernel = kernel(3);
        kernel.decide(ge(0, 8)).expect("open");
        kernel.decide(ge(1, 9)).expect("open");
        kernel.imply(ge(2, 7), &[ge(1, 4)]).expect("open");
        assert_eq!(learned(&mut kernel, &[ge(2, 3), ge(0, 5)]), [ge(2, 3), ge(0, 5)]);
        assert_eq!(kernel.upper(2), 2);
    }

    #[test]
    fn decisions_that_the_conflict_does_not_need_are_jumped_over() {
        let mut kernel = kernel(4);
        for x in 0..3 {
            kernel.decide(ge(x, 1)).expect("open");
        }
        kernel.imply(ge(3, 1), &[ge(2, 1)]).expect("open");
        assert_eq!(learned(&mut kernel, &[ge(3, 1), ge(0, 1)]), [ge(3, 1), ge(0, 1)]);
        assert_eq!(kernel.decision_level(), 1);
        assert_eq!((kernel.lower(1), kernel.upper(3)), (0, 0));
    }

    #[test]
    fn a_conflict_of_one_decision_alone_holds_for_good() {
        let mut kernel = kernel(2);
        kernel.decide(ge(0, 5)).expect("open");
        kernel.imply(ge(1, 5), &[ge(0, 4)]).expect("open");
        assert!(kernel.raise_conflict(&[ge(0, 5), ge(1, 5)]).is_err());
        assert!(kernel.analyze_conflict());
        assert_eq!((kernel.decision_level(), kernel.learned_nogoods()), (0, 0));
        assert_eq!(kernel.upper(0), 4);
    }

    #[test]
    fn a_conflict_without_a_decision_ends_the_search() {
        let mut kernel = kernel(1);
        kernel.imply(ge(0, 5), &[]).expect("open");
        assert!(kernel.raise_conflict(&[ge(0, 5)]).is_err());
        assert!(!kernel.analyze_conflict());
    }

    #[test]
    fn literals_that_the_others_imply_are_dropped() {
        let mut kernel = kernel(5);
        let [a, x, y, b, c] = [0, 1, 2, 3, 4].map(|x| ge(x, 1));
        kernel.decide(a).expect("open");
        // y follows from a through x, which is not in the conflict itself.
        kernel.imply(x, &[a]).expect("open");
        kernel.imply(y, &[x]).expect("open");
        kernel.decide(b).expect("open");
        kernel.imply(c, &[b]).expect("open");
        assert_eq!(learned(&mut kernel, &[c, y, a]), [c, a]);
    }

    #[test]
    fn a_literal_that_a_nogood_implies_is_dropped_too() {
        let mut kernel = kernel(4);
        let [a, x, b, c] = [0, 1, 2, 3].map(|x| ge(x, 1));
        kernel.nogoods.store(vec![a, !x], 2);
        kernel.decide(a).expect("open");
        propagate(&mut kernel).expect("x follows");
        kernel.decide(b).expect("open");
        kernel.imply(c, &[b]).expect("open");
        assert_eq!(learned(&mut kernel, &[c, x, a]), [c, a]);
    }

    #[test]
    fn a_literal_that_follows_only_from_what_is_not_in_the_nogood_stays() {
        let mut kernel = kernel(4);
        let [a, x, b, c] = [0, 1, 2, 3].map(|x| ge(x, 1));
        kernel.decide(a).expect("open");
        kernel.imply(x, &[a]).expect("open");
        kernel.decide(b).expect("open");
        kernel.imply(c, &[b]).expect("open");
        assert_eq!(learned(&mut kernel, &[c, x]), [c, x]);
    }

    #[test]
    fn of_two_literals_on_one_side_the_tighter_stays() {
        let mut literals = vec![ge(0, 1), ge(1, 2), le(1, 9), ge(1, 5), ge(1, 5)];
        drop_weaker_literals(&mut literals);
        literals.sort_unstable_by_key(|l| (l.side, l.least));
        assert_eq!(literals, [ge(0, 1), ge(1, 5), le(1, 9)]);
    }
}
