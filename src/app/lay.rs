//! Owns laying a week's study into painted time, by the kind of time each hour fits.
//! Refuses planning: what does not fit is told, not moved.

use super::grid::{Cell, Grid, ROWS};
use crate::model::{Id, Span, Weekday};

/// Hours of one thing to learn in a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Half-hours.
    pub halves: u32,
    /// The kinds of time they fit.
    pub fits: Vec<Id>,
}

/// Where one thing lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Stretches of the week.
    pub spans: Vec<Span>,
    /// Half-hours that found no place.
    pub unlaid: u32,
}

/// Lays each in turn into the earliest free half-hours of its kinds that no other has taken.
/// `kind` names the kind of time of a day and row.
#[must_use]
pub fn lay(grid: &Grid, wanted: &[Wanted], kind: &dyn Fn(usize, usize) -> Id) -> Vec<Laid> {
    let mut taken = vec![false; ROWS * 7];
    wanted
        .iter()
        .map(|one| {
            let mut left = one.halves;
            let mut laid = Laid::default();
            for day in 0..7 {
                for row in 0..ROWS {
                    let at = day * ROWS + row;
                    let free = grid.at(day, row) == Cell::Free && !taken[at];
                    if left == 0 || !free || !one.fits.contains(&kind(day, row)) {
                        continue;
                    }
                    taken[at] = true;
                    left -= 1;
                    extend(&mut laid.spans, day, row);
                }
            }
            laid.unlaid = left;
            laid
        })
        .collect()
}

fn extend(spans: &mut Vec<Span>, day: usize, row: usize) {
    let minute = |row: usize| u16::try_from(row * 30).unwrap_or(u16::MAX);
    let Some(weekday) = Weekday::ALL.get(day).copied() else { return };
    match spans.last_mut() {
        Some(last) if last.day == weekday && last.to == minute(row) => last.to = minute(row + 1),
        _ => spans.push(Span { day: weekday, from: minute(row), to: minute(row + 1) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::default();
        grid.fill((0, 28), (0, 31), Cell::Free); // Monday 14:00–16:00
        grid.fill((5, 18), (5, 19), Cell::Free); // Saturday 9:00–10:00
        grid
    }

    fn kind(day: usize, _: usize) -> Id {
        if day == 5 { "rest_day".into() } else { "gap".into() }
    }

    fn wanted(halves: u32, fits: &str) -> Wanted {
        Wanted { halves, fits: vec![fits.to_owned()] }
    }

    #[test]
    fn two_things_never_lie_in_the_same_half_hour() {
        let laid = lay(&grid(), &[wanted(2, "gap"), wanted(2, "gap")], &kind);
        assert_eq!(laid[0].spans, [Span::parse("mon 14:00-15:00").unwrap()]);
        assert_eq!(laid[1].spans, [Span::parse("mon 15:00-16:00").unwrap()]);
    }

    #[test]
    fn what_finds_no_place_is_told() {
        let laid = lay(&grid(), &[wanted(3, "rest_day")], &kind);
        assert_eq!(laid[0].unlaid, 1);
        assert_eq!(laid[0].spans, [Span::parse("sat 09:00-10:00").unwrap()]);
    }
}
