//! Owns the restart policy: when a probe starts over, how it then branches, and how many learned
//! nogoods it keeps.

/// The length of the shortest run, in conflicts.
const CONFLICTS_PER_LUBY_UNIT: u64 = 20;

/// Of so many runs one branches on what conflicts name most; the others dive first.
const RUNS_PER_ROUND: u64 = 4;

/// Learned nogoods that are kept, and the conflicts for each of which one more is: a long proof
/// needs more of them.
const NOGOOD_LIMIT: u64 = 4000;
const CONFLICTS_PER_EXTRA_NOGOOD: u64 = 8;

/// Runs by Luby's sequence (Luby, Sinclair and Zuckerman 1993).
#[derive(Default)]
pub(super) struct RestartPolicy {
    /// The number of runs begun.
    runs: u64,
}

impl RestartPolicy {
    /// Begins a run and returns its length in conflicts.
    pub(super) fn begin_run(&mut self) -> u64 {
        self.runs += 1;
        CONFLICTS_PER_LUBY_UNIT * luby(self.runs)
    }

    /// Does the run dive from the goal?
    pub(super) fn dives(&self) -> bool {
        !self.runs.is_multiple_of(RUNS_PER_ROUND)
    }

    /// Does a dive of the run leave it open at which pace an activity is done until it starts?
    pub(super) fn decides_pace_late(&self) -> bool {
        self.runs % RUNS_PER_ROUND == 1
    }
}

/// The most learned nogoods that are kept after so many conflicts.
pub(super) fn nogood_limit(conflicts: u64) -> u64 {
    NOGOOD_LIMIT + conflicts / CONFLICTS_PER_EXTRA_NOGOOD
}

/// The `i`-th number of Luby's sequence, from 1: 1 1 2 1 1 2 4 …
fn luby(mut i: u64) -> u64 {
    loop {
        let power = u64::BITS - i.leading_zeros();
        if i == (1 << power) - 1 {
            return 1 << (power - 1);
        }
        i -= (1 << (power - 1)) - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_follow_lubys_sequence() {
        let lengths: Vec<u64> = (1..=15).map(luby).collect();
        assert_eq!(lengths, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }

    #[test]
    fn three_runs_of_four_dive_and_one_of_them_leaves_the_pace_open() {
        let mut policy = RestartPolicy::default();
        let mut runs = Vec::new();
        for _ in 0..5 {
            policy.begin_run();
            runs.push((policy.dives(), policy.decides_pace_late()));
        }
        let round = [(true, true), (true, false), (true, false), (false, false), (true, true)];
        assert_eq!(runs, round);
    }
}
