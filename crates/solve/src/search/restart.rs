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

/// A search with so many conflicts is long: no dive has led to its end, and conflicts must.
const CONFLICTS_OF_LONG_SEARCH: u64 = 5000;

/// Of so many runs of a long search only the first ones dive.
const RUNS_PER_LONG_ROUND: u64 = 8;
const DIVES_PER_LONG_ROUND: u64 = 2;

/// The shortest and the longest run of a long search, in conflicts.
const MIN_CONFLICTS_PER_LONG_RUN: u64 = 50;
const MAX_CONFLICTS_PER_LONG_RUN: u64 = 10_000;

/// A long search starts over when the literal block distances of late are so many per cent of
/// those of all.
const POOR_PERCENT: u64 = 110;

/// Of the mean distance of late the newest one makes one part in so many, and of the mean of all.
const LATE_WINDOW: u64 = 32;
const WHOLE_WINDOW: u64 = 1024;

/// Means are kept in parts of this.
const SCALE: u64 = 1 << 16;

/// Runs by Luby's sequence (Luby, Sinclair and Zuckerman 1993); in a long search, each until what
/// it learns is poorer than usual, by literal block distance (Audemard and Simon 2009).
#[derive(Default)]
pub(super) struct RestartPolicy {
    /// The number of runs begun.
    runs: u64,
    /// The number of conflicts with which the run began, and with which it ends at the latest.
    begun_at: u64,
    ends_at: u64,
    /// The search is long.
    long: bool,
    /// The mean distance of late and of all, times `SCALE`.
    late: u64,
    whole: u64,
}

impl RestartPolicy {
    /// Begins a run after so many conflicts.
    pub(super) fn begin_run(&mut self, conflicts: u64) {
        self.runs += 1;
        self.long = conflicts >= CONFLICTS_OF_LONG_SEARCH;
        self.begun_at = conflicts;
        self.ends_at = conflicts
            + if self.long {
                // What was poor has had its restart.
                self.late = self.whole;
                MAX_CONFLICTS_PER_LONG_RUN
            } else {
                CONFLICTS_PER_LUBY_UNIT * luby(self.runs)
            };
    }

    /// Notes the literal block distance of a nogood that was learned.
    pub(super) fn note_learned(&mut self, lbd: u32) {
        let lbd = u64::from(lbd) * SCALE;
        if self.whole == 0 {
            (self.late, self.whole) = (lbd, lbd);
        }
        self.late = self.late - self.late / LATE_WINDOW + lbd / LATE_WINDOW;
        self.whole = self.whole - self.whole / WHOLE_WINDOW + lbd / WHOLE_WINDOW;
    }

    /// Is the run over after so many conflicts?
    pub(super) fn is_over(&self, conflicts: u64) -> bool {
        let poor = self.long
            && conflicts >= self.begun_at + MIN_CONFLICTS_PER_LONG_RUN
            && self.late * 100 > self.whole * POOR_PERCENT;
        poor || conflicts >= self.ends_at
    }

    /// Does the run dive from the goal?
    pub(super) fn dives(&self) -> bool {
        if self.long {
            self.runs % RUNS_PER_LONG_ROUND < DIVES_PER_LONG_ROUND
        } else {
            !self.runs.is_multiple_of(RUNS_PER_ROUND)
        }
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
            policy.begin_run(0);
            runs.push((policy.dives(), policy.decides_pace_late()));
        }
        let round = [(true, true), (true, false), (true, false), (false, false), (true, true)];
        assert_eq!(runs, round);
    }

    /// A long search that has learned 2,000 nogoods of one distance, at the begin of a run.
    fn long_search() -> RestartPolicy {
        let mut policy = RestartPolicy::default();
        for _ in 0..2000 {
            policy.note_learned(10);
        }
        policy.begin_run(CONFLICTS_OF_LONG_SEARCH);
        policy
    }

    #[test]
    fn a_run_of_a_long_search_ends_when_what_it_learns_is_poor() {
        let mut policy = long_search();
        let after = |conflicts| CONFLICTS_OF_LONG_SEARCH + conflicts;
        assert!(!policy.is_over(after(60)), "it learns what is usual");
        for _ in 0..20 {
            policy.note_learned(20);
        }
        assert!(!policy.is_over(after(MIN_CONFLICTS_PER_LONG_RUN - 1)), "too soon");
        assert!(policy.is_over(after(MIN_CONFLICTS_PER_LONG_RUN)));
        policy.begin_run(after(60));
        assert!(!policy.is_over(after(60 + MIN_CONFLICTS_PER_LONG_RUN)), "the next begins afresh");
        assert!(policy.is_over(after(60 + MAX_CONFLICTS_PER_LONG_RUN)));
    }

    #[test]
    fn before_it_is_long_a_run_ends_by_lubys_sequence_alone() {
        let mut policy = long_search();
        policy.begin_run(0);
        for _ in 0..20 {
            policy.note_learned(1000);
        }
        let length = CONFLICTS_PER_LUBY_UNIT * luby(2);
        assert!(!policy.is_over(length - 1) && policy.is_over(length));
    }

    #[test]
    fn two_runs_of_eight_of_a_long_search_dive() {
        let mut policy = long_search();
        let mut dives = Vec::new();
        for _ in 0..8 {
            dives.push(policy.dives());
            policy.begin_run(CONFLICTS_OF_LONG_SEARCH);
        }
        assert_eq!(dives, [true, false, false, false, false, false, false, true]);
    }
}
