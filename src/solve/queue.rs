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
        self.0.push(-(far.min(FAR) << BITS | node as Val));
    }

    /// The nearest node that waits, and how far away it is.
    #[cfg_attr(fast, optimize(speed))]
    pub fn pop(&mut self) -> Option<(Val, usize)> {
        let word = -self.0.pop()?;
        Some((word >> BITS, (word & ((1 << BITS) - 1)) as usize))
    }
}
