//! Owns the order in which conflicts suggest to branch: variables that recent conflicts name often
//! come first (VSIDS: Moskewicz and others 2001), in integers, so that every machine agrees.

use super::Var;

/// Not in the heap.
const ABSENT: u32 = u32::MAX;

/// After each conflict a bump counts for one part in this many more.
const GROWTH_DIVISOR: u64 = 12;

/// Beyond this increment all activities are scaled down by `RESCALE_BITS` bits.
const RESCALE_ABOVE: u64 = 1 << 50;
const RESCALE_BITS: u32 = 30;

/// The activity of each variable, and a binary heap of those that may be branched on: highest
/// activity first, of equal ones the lowest number, so that runs repeat.
#[derive(Default)]
pub(super) struct Activities {
    activity: Vec<u64>,
    /// How much a bump counts.
    increment: u64,
    heap: Vec<u32>,
    /// By variable: its place in the heap, or `ABSENT`.
    places: Vec<u32>,
    /// By variable: may it be branched on?
    allowed: Vec<bool>,
}

impl Activities {
    /// Makes room for one more variable.
    pub(super) fn add_var(&mut self) {
        self.activity.push(0);
        self.increment = self.increment.max(1);
    }

    /// Lets a variable be branched on.
    pub(super) fn allow(&mut self, x: Var) {
        if self.allowed.len() <= x {
            self.allowed.resize(x + 1, false);
            self.places.resize(x + 1, ABSENT);
        }
        self.allowed[x] = true;
        self.offer(x);
    }

    /// Puts a variable back into the heap if it may be branched on.
    pub(super) fn offer(&mut self, x: Var) {
        if x < self.allowed.len() && self.allowed[x] && self.places[x] == ABSENT {
            self.places[x] = self.heap.len() as u32;
            self.heap.push(x as u32);
            self.sift_up(self.heap.len() - 1);
        }
    }

    /// Counts that a conflict names a variable.
    pub(super) fn bump(&mut self, x: Var) {
        self.activity[x] += self.increment;
        if x < self.places.len() && self.places[x] != ABSENT {
            self.sift_up(self.places[x] as usize);
        }
    }

    /// Lets later conflicts count for more than those so far.
    pub(super) fn decay(&mut self) {
        self.increment += self.increment / GROWTH_DIVISOR + 1;
        if self.increment > RESCALE_ABOVE {
            self.increment = (self.increment >> RESCALE_BITS).max(1);
            for activity in &mut self.activity {
                *activity >>= RESCALE_BITS;
            }
        }
    }

    /// Takes the variable of highest activity out of the heap.
    pub(super) fn pop(&mut self) -> Option<Var> {
        let top = *self.heap.first()?;
        let last = self.heap.pop()?;
        self.places[top as usize] = ABSENT;
        if !self.heap.is_empty() && last != top {
            self.heap[0] = last;
            self.places[last as usize] = 0;
            self.sift_down(0);
        }
        Some(top as usize)
    }

    fn precedes(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.activity[a as usize], self.activity[b as usize]);
        x > y || x == y && a < b
    }

    fn sift_up(&mut self, mut at: usize) {
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.precedes(self.heap[at], self.heap[parent]) {
                break;
            }
            self.swap(at, parent);
            at = parent;
        }
    }

    fn sift_down(&mut self, mut at: usize) {
        loop {
            let mut first = at;
            for child in [2 * at + 1, 2 * at + 2] {
                if child < self.heap.len() && self.precedes(self.heap[child], self.heap[first]) {
                    first = child;
                }
            }
            if first == at {
                return;
            }
            self.swap(at, first);
            at = first;
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.heap.swap(a, b);
        self.places[self.heap[a] as usize] = a as u32;
        self.places[self.heap[b] as usize] = b as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activities(vars: usize) -> Activities {
        let mut activities = Activities::default();
        for x in 0..vars {
            activities.add_var();
            activities.allow(x);
        }
        activities
    }

    fn popped(activities: &mut Activities) -> Vec<Var> {
        std::iter::from_fn(|| activities.pop()).collect()
    }

    #[test]
    fn the_most_active_come_first_and_of_equal_ones_the_lowest_number() {
        let mut activities = activities(6);
        for x in [4, 2, 4, 5, 2, 4] {
            activities.bump(x);
        }
        assert_eq!(popped(&mut activities), [4, 2, 5, 0, 1, 3]);
    }

    #[test]
    fn later_conflicts_count_for_more() {
        let mut activities = activities(2);
        activities.bump(0);
        activities.decay();
        activities.bump(1);
        assert_eq!(popped(&mut activities), [1, 0]);
    }

    #[test]
    fn rescaling_keeps_the_order() {
        let mut activities = activities(3);
        for round in 0..2000 {
            activities.bump(if round % 3 == 0 { 1 } else { 2 });
            activities.decay();
        }
        assert!(activities.increment <= RESCALE_ABOVE);
        assert_eq!(popped(&mut activities), [2, 1, 0]);
    }

    #[test]
    fn only_what_is_allowed_is_offered_and_only_once() {
        let mut activities = Activities::default();
        for _ in 0..3 {
            activities.add_var();
        }
        activities.allow(1);
        for x in [0, 1, 2, 1] {
            activities.offer(x);
        }
        assert_eq!(popped(&mut activities), [1]);
    }
}
