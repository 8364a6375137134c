//! Owns the learned nogoods: where each is watched, what follows from it, and which are forgotten.
//!
//! Two literals of each nogood are watched, as in SAT solvers (Moskewicz and others 2001), here
//! over bounds: a watch is looked at when the bound of its side passes its literal.

use super::{Conflict, Kernel, LITERAL_BYTES, Literal, Propagation, Reason};
use crate::instance::Val;

/// Nogoods of at most this literal block distance are kept for good ("glue clauses": Audemard and
/// Simon 2009).
const GLUE_LBD: u32 = 2;

/// Literals that cannot hold together; the first two are watched.
pub(super) struct Nogood {
    pub(super) literals: Vec<Literal>,
    /// Literal block distance: the number of decision levels among the literals when it was
    /// learned.
    lbd: u32,
}

/// One of the two watched literals of a nogood, kept with its side.
#[derive(Clone, Copy)]
struct Watch {
    least: Val,
    nogood: u32,
}

/// Where a nogood is watched after it was looked at.
enum Watched {
    Here,
    Elsewhere,
}

/// The learned nogoods by number.
pub(super) struct NogoodDb {
    nogoods: Vec<Option<Nogood>>,
    /// Numbers of nogoods that were forgotten.
    free_ids: Vec<u32>,
    /// By side: who watches it.
    watches: Vec<Vec<Watch>>,
    learned: usize,
    /// What the literals that are kept take.
    pub(super) bytes: u64,
    /// What they may take.
    pub(super) most_bytes: u64,
}

/// What the literals of a nogood take.
fn bytes(literals: &[Literal]) -> u64 {
    literals.len() as u64 * LITERAL_BYTES
}

impl Default for NogoodDb {
    fn default() -> Self {
        Self {
            nogoods: Vec::new(),
            free_ids: Vec::new(),
            watches: Vec::new(),
            learned: 0,
            bytes: 0,
            most_bytes: u64::MAX,
        }
    }
}

impl NogoodDb {
    /// Makes room for the watches of one more variable.
    pub(super) fn add_sides(&mut self) {
        self.watches.extend([Vec::new(), Vec::new()]);
    }

    /// The number of nogoods that are kept.
    pub(super) fn learned(&self) -> usize {
        self.learned
    }

    /// The literals of a nogood; none once it is forgotten.
    pub(super) fn literals(&self, id: u32) -> &[Literal] {
        self.nogoods[id as usize].as_ref().map_or(&[], |nogood| &nogood.literals)
    }

    /// Keeps a nogood of at least two literals and watches the first two; returns its number.
    pub(super) fn store(&mut self, literals: Vec<Literal>, lbd: u32) -> u32 {
        let watched = [literals[0], literals[1]];
        self.bytes += bytes(&literals);
        let nogood = Some(Nogood { literals, lbd });
        let id = match self.free_ids.pop() {
            Some(id) => {
                self.nogoods[id as usize] = nogood;
                id
            }
            None => {
                self.nogoods.push(nogood);
                self.nogoods.len() as u32 - 1
            }
        };
        for literal in watched {
            self.watches[literal.side].push(Watch { least: literal.least, nogood: id });
        }
        self.learned += 1;
        id
    }

    /// Forgets half of the nogoods that are no glue: those of the largest literal block distance,
    /// of equal ones the longest; then more, and glue at last, until half of the room is free.
    pub(super) fn reduce(&mut self) {
        self.forget_half(GLUE_LBD);
        while self.bytes > self.most_bytes / 2 {
            let before = self.learned;
            self.forget_half(GLUE_LBD);
            if self.learned == before {
                self.forget_half(0);
            }
        }
    }

    /// Forgets half of the nogoods above a literal block distance, one at least.
    fn forget_half(&mut self, lbd: u32) {
        let mut ranked: Vec<(u32, usize, u32)> = Vec::new();
        for (id, nogood) in self.nogoods.iter().enumerate() {
            if let Some(nogood) = nogood
                && nogood.lbd > lbd
            {
                ranked.push((nogood.lbd, nogood.literals.len(), id as u32));
            }
        }
        ranked.sort_unstable();
        let kept = ranked.len() / 2;
        for (_, _, id) in ranked.into_iter().skip(kept) {
            if let Some(nogood) = self.nogoods[id as usize].take() {
                for literal in &nogood.literals[..2] {
                    self.watches[literal.side].retain(|watch| watch.nogood != id);
                }
                self.bytes -= bytes(&nogood.literals);
                self.free_ids.push(id);
                self.learned -= 1;
            }
        }
    }
}

impl Kernel {
    /// Looks at the nogoods that watch a literal of `side` that became true when its bound went
    /// from `old` to `new`.
    pub(super) fn propagate_watches(&mut self, side: usize, old: Val, new: Val) -> Propagation {
        let mut list = std::mem::take(&mut self.nogoods.watches[side]);
        let (mut kept, mut next) = (0, 0);
        let mut result = Ok(());
        while next < list.len() && result.is_ok() {
            let watch = list[next];
            next += 1;
            if old < watch.least && watch.least <= new {
                match self.visit_nogood(side, watch, &mut list) {
                    Ok(Watched::Here) => {}
                    Ok(Watched::Elsewhere) => continue,
                    Err(conflict) => result = Err(conflict),
                }
            }
            list[kept] = watch;
            kept += 1;
        }
        list.copy_within(next.., kept);
        list.truncate(kept + list.len() - next);
        self.nogoods.watches[side] = list;
        result
    }

    /// Looks at one nogood of which a watched literal became true: moves the watch to a literal
    /// that is not true, or makes the last one false. `list` holds the watches of `side`.
    #[inline]
    fn visit_nogood(
        &mut self,
        side: usize,
        watch: Watch,
        list: &mut Vec<Watch>,
    ) -> Result<Watched, Conflict> {
        let slot = self.nogoods.nogoods[watch.nogood as usize].as_mut();
        let Some(Nogood { literals, .. }) = slot else { return Ok(Watched::Elsewhere) };
        let this = Literal { side, least: watch.least };
        if literals[0] == this {
            literals.swap(0, 1);
        }
        if literals[1] != this {
            // The nogood is watched elsewhere by now.
            return Ok(Watched::Elsewhere);
        }
        let other = literals[0];
        if self.bounds[other.side ^ 1] >= 1 - other.least {
            // The other one is false: the nogood says nothing.
            return Ok(Watched::Here);
        }
        let open = (2..literals.len()).find(|&i| self.bounds[literals[i].side] < literals[i].least);
        if let Some(i) = open {
            literals.swap(1, i);
            let moved = Watch { least: literals[1].least, nogood: watch.nogood };
            if literals[1].side == side {
                list.push(moved);
            } else {
                self.nogoods.watches[literals[1].side].push(moved);
            }
            return Ok(Watched::Elsewhere);
        }
        if self.bounds[other.side] >= other.least {
            self.conflict.clear();
            self.conflict.extend_from_slice(literals);
            return Err(Conflict);
        }
        self.push_entry(!other, Reason::Nogood(watch.nogood));
        Ok(Watched::Here)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kernel, propagate};
    use super::super::{ge, le};
    use super::*;

    #[test]
    fn the_last_open_literal_of_a_nogood_becomes_false() {
        let mut kernel = kernel(3);
        kernel.nogoods.store(vec![ge(0, 3), le(1, 6), ge(2, 1)], 3);
        kernel.decide(ge(0, 5)).expect("open");
        propagate(&mut kernel).expect("two are open");
        assert_eq!(kernel.trail_len(), 1);
        kernel.decide(ge(2, 4)).expect("open");
        propagate(&mut kernel).expect("one is open");
        assert_eq!(kernel.lower(1), 7);
        let mut reason = kernel.reason_for(ge(1, 7)).expect("implied");
        reason.sort_unstable_by_key(|l| l.side);
        assert_eq!(reason, [ge(0, 3), ge(2, 1)], "as weak as the nogood says");
    }

    #[test]
    fn a_watch_moves_to_another_literal_of_the_same_side() {
        let mut kernel = kernel(2);
        // Literals of one side: the stronger one follows when the weaker is true.
        kernel.nogoods.store(vec![ge(0, 2), ge(1, 5), ge(0, 4)], 3);
        kernel.decide(ge(0, 3)).expect("open");
        propagate(&mut kernel).expect("two are open");
        assert_eq!(kernel.upper(1), 10);
        kernel.decide(ge(0, 4)).expect("open");
        propagate(&mut kernel).expect("one is open");
        assert_eq!(kernel.upper(1), 4);
    }

    #[test]
    fn a_nogood_with_a_false_literal_says_nothing() {
        let mut kernel = kernel(2);
        kernel.nogoods.store(vec![ge(0, 3), ge(1, 5)], 3);
        kernel.decide(le(0, 2)).expect("open");
        kernel.decide(ge(1, 7)).expect("open");
        propagate(&mut kernel).expect("the first is false");
        assert_eq!(kernel.trail_len(), 2);
    }

    #[test]
    fn a_nogood_that_holds_is_a_conflict() {
        let mut kernel = kernel(2);
        kernel.nogoods.store(vec![ge(0, 3), ge(1, 5)], 3);
        kernel.decide(ge(0, 4)).expect("open");
        kernel.imply(ge(1, 5), &[]).expect("open");
        assert_eq!(propagate(&mut kernel), Err(Conflict));
        let mut conflict = kernel.conflict.clone();
        conflict.sort_unstable_by_key(|l| l.side);
        assert_eq!(conflict, [ge(0, 3), ge(1, 5)]);
    }

    #[test]
    fn nogoods_stay_within_their_room() {
        let mut kernel = kernel(4);
        kernel.bound_memory(12 * LITERAL_BYTES);
        for lbd in [2, 2, 2, 9, 9] {
            kernel.nogoods.store(vec![ge(0, 1), ge(1, 1), ge(2, 1)], lbd);
        }
        assert!(kernel.is_crowded());
        kernel.reduce_nogood_db();
        assert!(!kernel.is_crowded());
        assert!(kernel.nogoods.bytes <= 6 * LITERAL_BYTES, "{}", kernel.nogoods.bytes);
        assert!(kernel.learned_nogoods() >= 1, "some are kept");
    }

    #[test]
    fn reduction_keeps_glue_and_the_better_half_of_the_rest() {
        let mut kernel = kernel(4);
        let nogood = |more: &[Literal]| [&[ge(0, 1), ge(1, 1)], more].concat();
        let db = &mut kernel.nogoods;
        let glue = db.store(nogood(&[ge(2, 1)]), 2);
        let near = db.store(nogood(&[]), 3);
        let short = db.store(nogood(&[]), 4);
        let long = db.store(nogood(&[ge(2, 1)]), 4);
        let far = db.store(nogood(&[]), 9);
        kernel.reduce_nogood_db();
        let db = &mut kernel.nogoods;
        let kept = [glue, near, short, long, far].map(|id| !db.literals(id).is_empty());
        assert_eq!(kept, [true, true, true, false, false]);
        assert_eq!(db.learned(), 3);
        let watching: Vec<u32> = db.watches[0].iter().map(|w| w.nogood).collect();
        assert_eq!(watching, [glue, near, short]);
        // A number that is free is given again.
        assert_eq!(db.store(nogood(&[]), 3), far);
        kernel.decide(ge(0, 1)).expect("open");
        propagate(&mut kernel).expect("nothing else holds");
        assert_eq!(kernel.upper(1), 0);
    }
}
