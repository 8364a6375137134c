//! Owns the picture of a forecast: what is begun in each month, wanted as a frame and had as a bar.
//! Refuses words beyond the months and counts: the table beside it says all.

use qitu_engine::text::format;
use qitu_model::{Date, Lang};
use std::fmt::Write;

const BAR: u64 = 20;
const GAP: u64 = 8;
const HIGH: u64 = 180;
const LEFT: u64 = 48;
const TOP: u64 = 16;
/// Months drawn; plans of ten years would be a line of hairs.
pub(super) const MOST: usize = 36;

/// What is begun in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub wanted: u64,
    pub had: u64,
}

/// The inside of the picture, and how wide it is. Months without anything between two keep their room.
pub(super) fn bars(months: &[((i32, u8), Count)]) -> (String, u64) {
    let shown = &months[..months.len().min(MOST)];
    let most = shown.iter().map(|(_, count)| count.wanted.max(count.had)).max().unwrap_or(0).max(1);
    let high = |riders: u64| riders * HIGH / most;
    let width = LEFT + shown.len().max(8) as u64 * (BAR + GAP) + GAP;
    let base = TOP + HIGH;
    let mut svg = String::new();
    for part in 0..=2 {
        let y = base - HIGH * part / 2;
        let _ = write!(
            svg,
            r#"<path class="forecast-line" d="M{LEFT} {y}H{width}"/><text class="forecast-scale" x="{}" y="{}">{}</text>"#,
            LEFT - 6,
            y + 4,
            most * part / 2
        );
    }
    let mut told = None;
    for (at, ((year, month), Count { wanted, had })) in shown.iter().enumerate() {
        let x = LEFT + GAP + at as u64 * (BAR + GAP);
        let (tall, full) = (high(*wanted), high(*had));
        let middle = x + BAR / 2;
        let _ = write!(
            svg,
            r#"<rect class="forecast-had" x="{x}" y="{}" width="{BAR}" height="{full}"/><rect class="forecast-wanted" x="{x}" y="{}" width="{BAR}" height="{tall}"/><text class="forecast-month" x="{middle}" y="{}">{month}</text>"#,
            base - full,
            base - tall,
            base + 16
        );
        if told.replace(*year) != Some(*year) {
            let _ = write!(
                svg,
                r#"<text class="forecast-year" x="{middle}" y="{}">{year}</text>"#,
                base + 34
            );
        }
    }
    (svg, width)
}

/// How high the picture is.
pub(super) const fn height() -> u64 {
    TOP + HIGH + 40
}

/// Every month from the first to the last, those without anything too.
pub(super) fn filled(months: impl Iterator<Item = ((i32, u8), Count)>) -> Vec<((i32, u8), Count)> {
    let mut found: std::collections::BTreeMap<(i32, u8), Count> = Default::default();
    for (month, count) in months {
        let sum = found.entry(month).or_default();
        sum.wanted += count.wanted;
        sum.had += count.had;
    }
    let (Some((first, _)), Some((last, _))) = (found.first_key_value(), found.last_key_value())
    else {
        return Vec::new();
    };
    let next =
        |(year, month): (i32, u8)| if month < 12 { (year, month + 1) } else { (year + 1, 1) };
    let all = std::iter::successors(Some(*first), |at| (at < last).then(|| next(*at)));
    all.map(|month| (month, found.get(&month).copied().unwrap_or_default())).collect()
}

/// A month in words.
pub(super) fn month(lang: Lang, (year, month): (i32, u8)) -> String {
    format::month(lang, Date::new(year, month, 1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_without_a_hole_and_counts_add_up() {
        let count = |wanted, had| Count { wanted, had };
        let found = [((2027, 2), count(3, 1)), ((2026, 11), count(5, 5)), ((2027, 2), count(1, 1))];
        let all = filled(found.into_iter());
        let months: Vec<(i32, u8)> = all.iter().map(|(month, _)| *month).collect();
        assert_eq!(months, [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]);
        assert_eq!(all[3].1, count(4, 2));
        assert_eq!(all[1].1, Count::default());
        assert!(filled(std::iter::empty()).is_empty());
    }

    #[test]
    fn the_tallest_frame_is_as_high_as_the_picture_and_bars_stand_inside_their_frames() {
        let (svg, width) = bars(&[((2026, 12), Count { wanted: 90, had: 60 })]);
        assert!(svg.contains(r#"class="forecast-wanted" x="56" y="16" width="20" height="180""#));
        assert!(svg.contains(r#"class="forecast-had" x="56" y="76" width="20" height="120""#));
        assert!(svg.contains(">12</text>") && svg.contains(">2026</text>"));
        assert!(width > LEFT + 8 * BAR);
    }
}
