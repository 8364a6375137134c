//! Owns making lists and putting them in order, by one routine for lists of every kind, and maps
//! and sets that are kept in order.
//! Refuses to be as fast as the standard library's: that brings up to 9 KB of WebAssembly for each
//! kind of list and each key, a fifth of the whole planner, for lists of a few entries.

mod map;
mod set;

pub use map::{Entry, Iter, Map};
pub use set::{Members, Set};

use std::cmp::Ordering;

/// Lists what comes, one after the other.
///
/// The standard library's `collect` asks an iterator how much is left, and for each one by one: of
/// a chain of filters that is 100 to 500 bytes of WebAssembly. This is the loop one would write.
pub trait Listed: Iterator + Sized {
    /// All of it.
    fn listed(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        self.for_each(|one| list.push(one));
        list
    }
}

impl<I: Iterator> Listed for I {}

/// Distances between compared places, largest first (Ciura 2001, continued).
const GAPS: [usize; 12] = [22_000, 8_861, 3_938, 1_750, 701, 301, 132, 57, 23, 10, 4, 1];

/// Numbers and pairs of numbers, smallest first.
pub fn plain<T: Copy + Ord>(list: &mut [T]) {
    for gap in GAPS {
        for from in gap..list.len() {
            let one = list[from];
            let mut at = from;
            while at >= gap && one < list[at - gap] {
                list[at] = list[at - gap];
                at -= gap;
            }
            list[at] = one;
        }
    }
}

/// By a comparison; what is equal stays in its order.
pub fn by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = places(list.len(), &|a, b| compare(&list[a], &list[b]));
    for (at, to) in swaps(&order) {
        list.swap(at, to);
    }
}

/// By a key, smallest first; what is equal stays in its order.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |a, b| key(a).cmp(&key(b)));
}

/// Which entry belongs at each place.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = order.clone();
    // Merges ever longer runs: stable, and never more than n log n comparisons.
    let mut run = 1;
    while run < count {
        for from in (0..count).step_by(run * 2) {
            let (middle, end) = ((from + run).min(count), (from + run * 2).min(count));
            let (mut left, mut right) = (from, middle);
            for place in &mut merged[from..end] {
                let first = right == end
                    || left < middle && compare(order[left], order[right]) != Ordering::Greater;
                let side = if first { &mut left } else { &mut right };
                *place = order[*side];
                *side += 1;
            }
        }
        std::mem::swap(&mut order, &mut merged);
        run *= 2;
    }
    order
}

/// The swaps that bring each entry to its place.
fn swaps(order: &[usize]) -> Vec<(usize, usize)> {
    let mut place = vec![0; order.len()];
    for (at, from) in order.iter().enumerate() {
        place[*from] = at;
    }
    let mut swaps = Vec::new();
    for at in 0..place.len() {
        while place[at] != at {
            let to = place[at];
            swaps.push((at, to));
            place.swap(at, to);
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> impl Iterator<Item = Vec<(u8, usize)>> {
        let mut seed = 1_u64;
        let mut roll = move || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 40) as u8
        };
        (0..300)
            .chain([5_000, 30_000])
            .map(move |count| (0..count).map(|at| (roll(), at)).collect())
    }

    #[test]
    fn lists_are_put_in_the_order_of_the_standard_library() {
        for list in lists() {
            let mut expected = list.clone();
            expected.sort_unstable();
            let mut own = list.clone();
            plain(&mut own);
            assert_eq!(own, expected);
            expected.sort_unstable_by(|a, b| b.cmp(a));
            let mut own = list;
            by(&mut own, |a, b| b.cmp(a));
            assert_eq!(own, expected);
        }
    }

    #[test]
    fn what_is_equal_stays_in_its_order() {
        for list in lists() {
            let mut expected = list.clone();
            expected.sort_by_key(|one| one.0 / 32);
            let mut own = list;
            by_key(&mut own, |one| one.0 / 32);
            assert_eq!(own, expected);
        }
    }
}
