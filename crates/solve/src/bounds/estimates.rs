//! Owns rough estimates of what a node takes, for whoever has to choose among its providers.

use super::reachability::in_order_of_time;
use crate::instance::{Hours, Instance, NEVER, NodeKind, Yuan};

/// What a node takes, as if nothing were shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// The largest fee among what it needs, plus its own.
    pub fee: Yuan,
    /// Hours.
    pub hours: Hours,
}

/// Rounds in order of time: two settle all but circles, which no plan uses.
const ROUNDS: usize = 2;

/// By node: what it takes.
pub fn estimates(instance: &Instance) -> Vec<Estimate> {
    let mut estimates = vec![Estimate::default(); instance.nodes.len()];
    let order = in_order_of_time(instance);
    for _ in 0..ROUNDS {
        for &at in &order {
            estimates[at] = estimate(instance, &estimates, at);
        }
    }
    estimates
}

fn estimate(instance: &Instance, estimates: &[Estimate], at: usize) -> Estimate {
    let node = &instance.nodes[at];
    let reachable = node.parts.iter().filter(|p| instance.earliest[p.node] < NEVER);
    let parts = reachable.map(|p| estimates[p.node]);
    match node.kind {
        NodeKind::Known(_) => Estimate::default(),
        NodeKind::Any | NodeKind::AtLeast(_) => parts.min_by_key(|e| e.hours).unwrap_or_default(),
        NodeKind::All | NodeKind::Start(_) => {
            let mut sum = Estimate::default();
            for part in parts {
                sum.fee = sum.fee.max(part.fee);
                sum.hours = sum.hours.saturating_add(part.hours);
            }
            if let NodeKind::Start(mode) = node.kind
                && let Some(mode) = instance.modes.get(mode)
            {
                sum.fee = sum.fee.saturating_add(mode.fee);
                sum.hours = sum.hours.saturating_add(mode.total_hours());
            }
            sum
        }
    }
}
