//! Owns energy: what must lie between two weeks needs no more than there is between them.

use super::{Rules, Step};
use crate::order;
use crate::solve::instance::{NEVER, Val};
use crate::solve::state::ge;

impl Rules<'_> {
    /// Tasks that must lie between two weeks need no more than there is between them.
    pub(super) fn energy(&mut self, at: usize) -> Step {
        let instance = self.instance;
        let variable = self.variable_limit(at);
        if variable && self.state.hi(self.peak) >= self.top {
            return Ok(());
        }
        let measure = self.measure(at);
        self.share_out(measure);
        // (earliest start, end, energy, share) of those that must be taken.
        let mut due = std::mem::take(&mut self.due);
        due.clear();
        for (i, share) in self.shares.iter().enumerate() {
            let (mut early, mut end) = (NEVER, 0);
            for &(c, weeks) in &self.groups[share.group].choices {
                let c = &instance.choices[c];
                let low = self.state.lo(c.node);
                if low <= share.by - weeks {
                    early = early.min(low);
                    end = end.max(share.by - weeks + c.weeks);
                }
            }
            due.push((early, end, share.worth, i));
        }
        order::plain(&mut due);
        due.reverse();
        let result = self.windows(at, variable, &due);
        self.due = due;
        result
    }

    /// Checks each window from an earliest start to an end; `due` is sorted, latest start first.
    pub(super) fn windows(
        &mut self,
        at: usize,
        variable: bool,
        due: &[(Val, Val, Val, usize)],
    ) -> Step {
        let most = self.state.hi(self.peak);
        for i in 0..due.len() {
            let end = due[i].1;
            if due[..i].iter().any(|d| d.1 == end) {
                continue;
            }
            let mut total = 0;
            for &(from, by, energy, _) in due {
                if by > end {
                    continue;
                }
                total += energy;
                let room = if variable {
                    most.saturating_mul(end - from)
                } else {
                    let sum = &self.resources[at].sum;
                    sum[end as usize] - sum[from as usize]
                };
                if total > room {
                    self.window(at, from, end, due);
                    let reason = std::mem::take(&mut self.scratch);
                    let result = if variable {
                        // The peak is at least the mean.
                        let weeks = (end - from).max(1);
                        let mean = total.div_euclid(weeks) + Val::from(total % weeks > 0);
                        self.state.set(ge(self.peak, mean), &reason)
                    } else {
                        self.state.fail(&reason)
                    };
                    self.scratch = reason;
                    return result;
                }
            }
            if variable && end > 0 && total > self.state.lo(self.peak).saturating_mul(end) {
                let mean = total.div_euclid(end) + Val::from(total % end > 0);
                self.window(at, 0, end, due);
                let reason = std::mem::take(&mut self.scratch);
                let result = self.state.set(ge(self.peak, mean), &reason);
                self.scratch = reason;
                result?;
            }
        }
        Ok(())
    }

    /// The reason why those due between two weeks spend their energies there.
    pub(super) fn window(
        &mut self,
        at: usize,
        from: Val,
        end: Val,
        due: &[(Val, Val, Val, usize)],
    ) {
        let mut reason = std::mem::take(&mut self.scratch);
        reason.clear();
        let mut inside = vec![false; self.shares.len()];
        for &(early, by, _, share) in due {
            inside[share] = early >= from && by <= end;
        }
        self.excuse(self.measure(at), &|share| inside[share], (from, end), &mut reason);
        self.scratch = reason;
    }
}
