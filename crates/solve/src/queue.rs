//! Owns the order in which nodes are reached: nearest first, of those equally far the first.
//!
//! Distance and node share one word, so that a heap moves and compares half as much.

use super::instance::Val;
use std::collections::BinaryHeap;

/// Nodes that wait for their turn.
#[derive(Default)]
pub struct Queue(BinaryHeap<Val>);

/// The bits of a word that say the node: the graph of any catalogue is far smaller.
const BITS: u32 = 24;

/// What is this far away is out of reach; nothing is farther.
pub const FAR: Val = Val::MAX >> (BITS + 1);

impl Queue {
    /// Puts a node in line, so far away.
    pub fn push(&mut self, far: Val, node: usize) {
        debug_assert!(node >> BITS == 0, "a node must fit beside its distance");
        self.0.push(-(far.min(FAR) << BITS | node as Val));
    }

    /// The nearest node that waits, and how far away it is.
    #[cfg_attr(fast, optimize(speed))]
    pub fn pop(&mut self) -> Option<(Val, usize)> {
        let word = -self.0.pop()?;
        Some((word >> BITS, (word & ((1 << BITS) - 1)) as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_first_and_of_those_equally_far_the_first() {
        let mut queue = Queue::default();
        let last = (1 << BITS) - 1;
        for (far, node) in
            [(7, 2), (0, last), (-520, 0), (7, 1), (Val::MAX, 3), (0, 0), (-520, last)]
        {
            queue.push(far, node);
        }
        let came: Vec<_> = std::iter::from_fn(|| queue.pop()).collect();
        let order = [(-520, 0), (-520, last), (0, 0), (0, last), (7, 1), (7, 2), (FAR, 3)];
        assert_eq!(came, order);
    }
}
