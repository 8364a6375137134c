//! Owns renewals in a schedule: support that runs out before it is used is replaced by other
//! support, or taken again as late as it may.

use super::ScheduleBuilder;
use crate::instance::{GivenAt, HORIZON, NEVER, NodeKind, Week};

/// Support is renewed later than need be by one part in so many of its length, because what it is
/// for may be put off too.
const SPARE_DIVISOR: Week = 4;

impl ScheduleBuilder<'_> {
    /// Finds support that has run out by the time it is used, and asks for other support in its
    /// place. Returns whether there was some.
    pub(super) fn renew_expired(&mut self) -> bool {
        let instance = self.instance;
        let mut late: Vec<(Week, usize)> = Vec::new();
        for expiry in &instance.expiries {
            let used = self.used_in(expiry.user);
            if used >= NEVER || !self.supports(expiry.node, expiry.user) {
                continue;
            }
            let given = match expiry.given {
                GivenAt::Node(node) => self.copy_of[node].map_or(NEVER, |copy| self.end(copy)),
                GivenAt::Week(week) => week,
            };
            if given < NEVER && used >= given + expiry.length {
                self.stale[expiry.node] = true;
                if !late.contains(&(used, expiry.user)) {
                    late.push((used, expiry.user));
                }
            }
        }
        late.sort_unstable();
        for &(used, user) in &late {
            self.find_fresh_support(user, used);
        }
        !late.is_empty()
    }

    /// Finds a user support that is still good in the week in which it is used: what is scheduled
    /// at a good time already, or the next in line, to be had as late as it may.
    fn find_fresh_support(&mut self, user: usize, used: Week) {
        let instance = self.instance;
        for expiry in instance.expiries.iter().filter(|e| e.user == user) {
            let GivenAt::Node(node) = expiry.given else { continue };
            let Some(copy) = self.copy_of[node] else { continue };
            if self.stale[expiry.node] {
                continue;
            }
            let weeks = instance.copies[copy].modes.iter().map(|&m| instance.modes[m].weeks);
            let weeks = weeks.min().unwrap_or(0);
            let scheduled = self.mode_of[copy].map(|_| self.end(copy));
            let asked_for = (self.release[copy] > 0).then_some(self.release[copy] + weeks);
            match asked_for.or(scheduled) {
                Some(end) if end <= used && used < end + expiry.length => return,
                Some(_) => self.stale[expiry.node] = true,
                None => {
                    let spare = expiry.length / SPARE_DIVISOR;
                    let release = used - expiry.length + 1 + spare - weeks;
                    self.release[copy] = release.clamp(1, HORIZON);
                    return;
                }
            }
        }
    }

    /// The week in which a node that relies on something that runs out holds in the schedule.
    fn used_in(&self, user: usize) -> Week {
        let instance = self.instance;
        if let NodeKind::Start(mode) = instance.nodes[user].kind {
            let copy = instance.modes[mode].copy;
            return if self.mode_of[copy] == Some(mode) { self.start_of[copy] } else { NEVER };
        }
        if !self.in_relaxed_plan[user] {
            return NEVER;
        }
        self.ready_week(&self.predecessors(user))
    }
}
