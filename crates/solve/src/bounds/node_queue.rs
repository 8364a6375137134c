//! Owns the order in which nodes are reached: nearest first, of those equally far the first.
//!
//! Distance and node share one word, so that a heap moves and compares half as much.

use crate::instance::Val;
use std::collections::BinaryHeap;

/// Nodes that wait for their turn.
#[derive(Default)]
pub struct NodeQueue(BinaryHeap<Val>);

/// The bits of a word that say the node: the graph of any catalogue is far smaller.
const NODE_BITS: u32 = 24;

/// What is this far away is out of reach; nothing is farther.
pub const FAR: Val = Val::MAX >> (NODE_BITS + 1);

impl NodeQueue {
    /// Adds a node at a distance.
    pub fn push(&mut self, distance: Val, node: usize) {
        debug_assert!(node >> NODE_BITS == 0, "a node must fit beside its distance");
        self.0.push(-(distance.min(FAR) << NODE_BITS | node as Val));
    }

    /// The nearest node that waits, and its distance.
    pub fn pop(&mut self) -> Option<(Val, usize)> {
        let word = -self.0.pop()?;
        Some((word >> NODE_BITS, (word & ((1 << NODE_BITS) - 1)) as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_first_and_of_those_equally_far_the_first() {
        let mut queue = NodeQueue::default();
        let last = (1 << NODE_BITS) - 1;
        for (distance, node) in
            [(7, 2), (0, last), (-520, 0), (7, 1), (Val::MAX, 3), (0, 0), (-520, last)]
        {
            queue.push(distance, node);
        }
        let came: Vec<_> = std::iter::from_fn(|| queue.pop()).collect();
        let order = [(-520, 0), (-520, last), (0, 0), (0, last), (7, 1), (7, 2), (FAR, 3)];
        assert_eq!(came, order);
    }
}
