//! Owns what can be said of an instance without a search: earliest weeks, tails, landmarks,
//! estimates, and the weeks that given starts lead to.
//!
//! All of it goes through the AND/OR graph by distance: [`node_queue`] holds the nodes that wait,
//! [`knuth_sweep`] gives each its week.

pub mod estimates;
pub mod evaluate_starts;
pub mod knuth_sweep;
pub mod lm_cut;
pub mod node_landmarks;
pub mod node_queue;
pub mod reachability;

use super::instance::{Edge, Instance};

/// By node: who has it among its parts, and with which delay.
pub fn parents(instance: &Instance) -> Vec<Vec<Edge>> {
    let mut parents = vec![Vec::new(); instance.nodes.len()];
    for (at, node) in instance.nodes.iter().enumerate() {
        for part in &node.parts {
            parents[part.node].push(Edge::after(at, part.delay));
        }
    }
    parents
}
