//! Owns a set of weeks that is listed in order.

use crate::instance::{HORIZON, Week};

const BITS: usize = u64::BITS as usize;

/// Weeks from 0 to the horizon, each once and in order.
#[derive(Default)]
pub(super) struct WeekSet {
    /// One bit a week: what was added since the last listing.
    added: [u64; HORIZON as usize / BITS + 1],
    list: Vec<Week>,
    /// By week: its place in the list.
    places: Vec<usize>,
}

impl WeekSet {
    /// Adds a week to the next listing.
    pub(super) fn add(&mut self, week: Week) {
        let week = week as usize;
        self.added[week / BITS] |= 1 << (week % BITS);
    }

    /// Lists what was added since the last listing.
    pub(super) fn list_added(&mut self) {
        self.list.clear();
        self.places.resize(HORIZON as usize + 1, 0);
        for (at, word) in self.added.iter_mut().enumerate() {
            while *word > 0 {
                let week = at * BITS + word.trailing_zeros() as usize;
                self.places[week] = self.list.len();
                self.list.push(week as Week);
                *word &= *word - 1;
            }
        }
    }

    /// The weeks that were listed, in order.
    pub(super) fn weeks(&self) -> &[Week] {
        &self.list
    }

    /// The place of a week that was listed.
    pub(super) fn place(&self, week: Week) -> usize {
        self.places[week as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_listed_once_and_in_order() {
        let mut set = WeekSet::default();
        for week in [HORIZON, 63, 0, 64, 63] {
            set.add(week);
        }
        set.list_added();
        assert_eq!(set.weeks(), [0, 63, 64, HORIZON]);
        assert_eq!(set.place(64), 2);
        set.add(7);
        set.list_added();
        assert_eq!(set.weeks(), [7]);
    }
}
