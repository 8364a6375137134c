//! Owns turning shares into whole riders.

/// Whole riders that sum to all of them, as near to the shares as can be (largest remainders).
#[must_use]
pub fn whole_parts(shares: &[f64], all: u32) -> Vec<u32> {
    let sum: f64 = shares.iter().sum();
    let exact = |share: &f64| if sum > 0.0 { f64::from(all) * share / sum } else { 0.0 };
    let mut parts: Vec<u32> = shares.iter().map(|share| exact(share).floor() as u32).collect();
    let mut places: Vec<usize> = (0..shares.len()).collect();
    let rest = |place: &usize| shares.get(*place).map_or(0.0, |share| exact(share).fract());
    places.sort_by(|a, b| rest(b).total_cmp(&rest(a)));
    let missing = all - parts.iter().sum::<u32>().min(all);
    for place in places.into_iter().take(if sum > 0.0 { missing as usize } else { 0 }) {
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::whole_parts;

    #[test]
    fn shares_become_whole_riders_that_sum_to_all() {
        assert_eq!(whole_parts(&[1.0, 1.0, 1.0], 100), [34, 33, 33]);
        assert_eq!(whole_parts(&[0.7, 0.2, 0.1], 10), [7, 2, 1]);
        assert_eq!(whole_parts(&[3.0, 0.0], 7), [7, 0]);
        assert_eq!(whole_parts(&[0.0, 0.0], 7), [0, 0], "nobody is in any");
    }
}
