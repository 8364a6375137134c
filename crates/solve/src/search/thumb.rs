//! Owns plans by rule of thumb within a search: which drafts are made when, and which are kept.

use super::{FEE, Found, HOURS, PEAK, Search, WEEKS};
use crate::draft::{Aim, By, Drafter, Manner};
use crate::instance::{NEVER, Task, Val};
use crate::reach;
use crate::state::le;
use qitu_model::order::Listed;

/// So many plans are made by rule of thumb before a search.
const DRAFTS: Val = 24;

/// So many in a row that better nothing are enough.
const IDLE: Val = 2;

/// So many times as many changes are tried under a lower ceiling of hours a week.
const CEILING: u64 = 3;

impl Search<'_, '_> {
    /// Tries plans made by rule of thumb, those first that suit the component; with some chance
    /// in them while they do not meet its bound.
    pub(super) fn thumb(&mut self, component: usize) {
        let instance = self.instance;
        let users = std::mem::take(&mut self.users);
        let mut drafter = Drafter::new(instance, &users, self.open());
        let (first, second) = match component {
            WEEKS => ((By::Week, By::Week), (By::Hours, By::Week)),
            FEE => ((By::Fee, By::Week), (By::Fee, By::Fee)),
            HOURS => ((By::Hours, By::Week), (By::Hours, By::Hours)),
            _ => ((By::Hours, By::Week), (By::Week, By::Week)),
        };
        let mut idle = 0;
        for turn in 0..DRAFTS {
            if idle >= IDLE {
                break;
            }
            idle += 1;
            let state = &self.rules.state;
            let low = state.lo(self.var(component));
            let high = self.best.as_ref().map_or(Val::MAX, |b| b.value[component]);
            if turn >= 2 && high <= low {
                break;
            }
            // Towards the least peak there is: first as low as may be, then a little higher.
            let peak = match component {
                PEAK => (low + turn / 6).min(high - 1),
                _ => state.hi(self.rules.peak),
            };
            let (by, place) = if turn % 2 == 0 { first } else { second };
            let chance = if turn < 2 { 0 } else { 1 + (turn / 2) % 4 };
            let manner = Manner { by, place, chance, peak };
            if let Some(starts) = drafter.draft(manner)
                && self.judge(starts, &users)
            {
                idle = 0;
            }
        }
        self.users = users;
    }

    /// Betters the best plan by small changes: as early as proven for weeks, with as few hours as
    /// proven for hours, by the deadline under a lower ceiling for the peak.
    pub(super) fn polish(&mut self, component: usize, rounds: u64) {
        if component == FEE {
            return;
        }
        self.rules.state.back_to(0);
        let x = self.var(component);
        let low = self.rules.state.lo(x);
        let Some(best) = self.best.as_ref().filter(|b| low < b.value[component]) else { return };
        let (starts, high) = (best.starts.clone(), best.value[component]);
        let state = &self.rules.state;
        let goal = self.instance.goal;
        // The bound itself is often out of reach: each turn aims half way down to it.
        let half = (component == PEAK).then(|| low.midpoint(high - 1));
        self.polished += 1;
        let aim = Aim {
            peak: half.unwrap_or(state.hi(self.rules.peak)),
            until: if component == WEEKS { state.lo(goal) } else { state.hi(goal) },
            hours: (component == HOURS).then_some(state.lo(self.rules.sums[1])),
            rounds: if component == PEAK { rounds * CEILING } else { rounds },
            turn: self.polished,
        };
        // What cannot be part of anything better need not be tried.
        self.assume(le(x, high - 1));
        let open = self.open();
        self.rules.state.back_to(0);
        let users = std::mem::take(&mut self.users);
        let better = Drafter::new(self.instance, &users, open).polish(&starts, &aim);
        if let Some(starts) = better {
            self.judge(starts, &users);
        }
        self.users = users;
    }

    fn open(&self) -> Vec<bool> {
        let starts = self.instance.choices.iter().map(|c| c.node);
        starts.map(|node| self.rules.state.lo(node) < NEVER).listed()
    }

    /// Tries plans that begin as given, with so many hours a week at most.
    pub(super) fn carry_on(&mut self, starts: Vec<Val>, peak: Val) {
        let users = std::mem::take(&mut self.users);
        let mut drafter = Drafter::new(self.instance, &users, self.open());
        drafter.fixed = starts;
        for turn in 0..DRAFTS / 2 {
            let by = if turn % 2 == 0 { By::Hours } else { By::Week };
            let manner = Manner { by, place: By::Week, chance: turn / 2, peak };
            if let Some(starts) = drafter.draft(manner) {
                self.judge(starts, &users);
            }
        }
        self.users = users;
    }

    /// Keeps a plan made by rule of thumb if it is valid and the best so far, and says whether.
    fn judge(&mut self, starts: Vec<Val>, users: &[Vec<(usize, Val)>]) -> bool {
        if self.best.as_ref().is_some_and(|b| b.starts == starts) {
            return false;
        }
        let instance = self.instance;
        let Ok(judged) = reach::judge(instance, users, &starts) else { return false };
        let taken = |t: &Task| t.choices.iter().any(|&c| starts[c] < NEVER);
        let pins = instance.tasks.iter().filter(|t| t.pinned).all(taken);
        if !pins || judged.0[instance.goal] >= NEVER {
            return false;
        }
        let before = self.best.take();
        let new = self.valued(starts, &judged);
        let fits = (0..4).all(|c| new.value[c] <= self.rules.state.hi(self.var(c)));
        let key = |f: &Found| self.order.map(|c| f.value[c]);
        let better = fits && before.as_ref().is_none_or(|b| key(&new) < key(b));
        self.best = if better { Some(new) } else { before };
        if better {
            self.tell();
        }
        better
    }
}
