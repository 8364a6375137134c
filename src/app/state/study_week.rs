//! Owns laying a week's study into painted time, by the kind of time each hour fits and by the
//! shape of its sessions, and says what would tire. Refuses planning: what does not fit is told,
//! not moved.

use crate::app::state::week_grid::{Cell, Grid, ROWS};
use qitu_model::{Hours, Id, Offer, Place, Span, Weekday};

/// Most half-hours of study on one day that do not tire.
const LONG_DAY: u16 = 8;
/// Whoever rode until morning sleeps between these minutes.
const ASLEEP: (u16, u16) = (6 * 60, 12 * 60);
/// Study that ends after this minute of the day, or begins before the other, costs sleep.
const LATE: (u16, u16) = (22 * 60 + 30, 6 * 60 + 30);

/// How long one sitting of a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Clips of eight minutes: any half-hour will do.
    Clip,
    /// Videos of three quarters of an hour: an hour at a time.
    Video,
    /// Practice on site: three hours in one go.
    Practice,
}

impl Shape {
    /// The shape of an offer's sessions: by where it is held and how much is practice.
    #[must_use]
    pub fn of(offer: &Offer) -> Self {
        match (offer.place, offer.hands_on.unwrap_or(0)) {
            (Some(Place::InPerson | Place::Blended), _) | (_, 50..) => Self::Practice,
            // What may fill gaps between orders is made in small pieces.
            _ if offer.fits.iter().any(|slot| slot == "gap") => Self::Clip,
            _ => Self::Video,
        }
    }

    fn halves(self) -> u32 {
        match self {
            Self::Clip => 1,
            Self::Video => 2,
            Self::Practice => 6,
        }
    }
}

/// Half-hours of an offer at a stretch: as many as it says, or as its shape usually has, and never
/// more than it takes in a week.
#[must_use]
pub fn sitting(offer: &Offer, weekly: Hours) -> u32 {
    let said = offer.load.iter().filter_map(|part| part.session).max();
    said.map_or_else(|| Shape::of(offer).halves(), |hours| hours.0.saturating_mul(2))
        .min(weekly.0.saturating_mul(2))
}

/// Hours of one thing to learn in a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Half-hours.
    pub halves: u32,
    /// The kinds of time they fit.
    pub fits: Vec<Id>,
    /// Half-hours at a stretch.
    pub sitting: u32,
}

/// Where one thing lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Stretches of the week.
    pub spans: Vec<Span>,
    /// Half-hours that found no place.
    pub unlaid: u32,
    /// A sitting had to be cut.
    pub cut: bool,
}

/// Lays each into the earliest free half-hours of its kinds that no other has taken; the longest
/// sittings first, since they find a place least easily. `kind` names the kind of time of a day
/// and row.
#[must_use]
pub fn lay(grid: &Grid, wanted: &[Wanted], kind: &dyn Fn(usize, usize) -> Id) -> Vec<Laid> {
    let mut taken = vec![false; ROWS * 7];
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(wanted[*at].sitting));
    let mut all = vec![Laid::default(); wanted.len()];
    for at in order {
        let one = &wanted[at];
        let open = |taken: &[bool], day: usize, row: usize| {
            let free = grid.at(day, row) == Cell::Free && !taken[day * ROWS + row];
            free && one.fits.contains(&kind(day, row))
        };
        let (mut left, mut block) = (one.halves, one.sitting);
        let mut cells = Vec::new();
        while left > 0 && block > 0 {
            let want = block.min(left) as usize;
            let places = (0..7).flat_map(|day| (0..=ROWS - want).map(move |row| (day, row)));
            let fits =
                |(day, row): &(usize, usize)| (*row..row + want).all(|row| open(&taken, *day, row));
            let Some((day, row)) = places.clone().find(fits) else {
                block /= 2;
                all[at].cut |= block > 0;
                continue;
            };
            for row in row..row + want {
                taken[day * ROWS + row] = true;
                cells.push((day, row));
            }
            left -= block.min(left);
        }
        cells.sort_unstable();
        cells.into_iter().for_each(|(day, row)| extend(&mut all[at].spans, day, row));
        all[at].unlaid = left;
    }
    all
}

fn extend(spans: &mut Vec<Span>, day: usize, row: usize) {
    let minute = |row: usize| u16::try_from(row * 30).unwrap_or(u16::MAX);
    let Some(weekday) = Weekday::ALL.get(day).copied() else { return };
    match spans.last_mut() {
        Some(last) if last.day == weekday && last.to == minute(row) => last.to = minute(row + 1),
        _ => spans.push(Span { day: weekday, from: minute(row), to: minute(row + 1) }),
    }
}

/// What of a week of study would tire somebody who rides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiring {
    /// So many hours of study on one day.
    LongDay(Weekday, u16),
    /// Study late at night or early in the morning.
    Late(Weekday),
    /// Study in the morning after a night shift.
    Unslept(Weekday),
    /// No day of the week is without riding, or each such day is studied through.
    NoRest,
}

/// Looks for what tires, day by day.
#[must_use]
pub fn tiring(grid: &Grid, spans: &[Span]) -> Vec<Tiring> {
    let mut found = Vec::new();
    let mut rests = false;
    for (day, weekday) in Weekday::ALL.into_iter().enumerate() {
        let own: Vec<&Span> = spans.iter().filter(|s| s.day == weekday).collect();
        let halves = own.iter().map(|s| s.to.saturating_sub(s.from) / 30).sum::<u16>();
        if halves > LONG_DAY {
            found.push(Tiring::LongDay(weekday, halves.div_ceil(2)));
        }
        if grid.rides_at_night() {
            let rode = !grid.rests((day + 6) % 7);
            if rode && own.iter().any(|s| s.from < ASLEEP.1 && s.to > ASLEEP.0) {
                found.push(Tiring::Unslept(weekday));
            }
        } else if own.iter().any(|s| s.to > LATE.0 || s.from < LATE.1) {
            found.push(Tiring::Late(weekday));
        }
        rests |= grid.rests(day) && halves <= LONG_DAY;
    }
    if !rests && !spans.is_empty() {
        found.push(Tiring::NoRest);
    }
    found
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

    fn wanted(halves: u32, fits: &str, shape: Shape) -> Wanted {
        Wanted { halves, fits: vec![fits.to_owned()], sitting: shape.halves() }
    }

    fn span(text: &str) -> Span {
        Span::parse(text).unwrap()
    }

    #[test]
    fn two_things_never_lie_in_the_same_half_hour() {
        let both = [wanted(2, "gap", Shape::Clip), wanted(2, "gap", Shape::Clip)];
        let laid = lay(&grid(), &both, &kind);
        assert_eq!(laid[0].spans, [span("mon 14:00-15:00")]);
        assert_eq!(laid[1].spans, [span("mon 15:00-16:00")]);
    }

    #[test]
    fn what_finds_no_place_is_told() {
        let laid = lay(&grid(), &[wanted(3, "rest_day", Shape::Clip)], &kind);
        assert_eq!(laid[0].unlaid, 1);
        assert_eq!(laid[0].spans, [span("sat 09:00-10:00")]);
    }

    #[test]
    fn practice_takes_one_long_stretch_and_clips_what_is_left() {
        let mut grid = grid();
        grid.fill((2, 28), (2, 33), Cell::Free); // Wednesday 14:00–17:00
        let both = [wanted(2, "gap", Shape::Clip), wanted(6, "gap", Shape::Practice)];
        let laid = lay(&grid, &both, &kind);
        assert_eq!(laid[1].spans, [span("wed 14:00-17:00")]);
        assert_eq!(laid[0].spans, [span("mon 14:00-15:00")]);
        assert!(!laid[1].cut);
    }

    #[test]
    fn a_sitting_that_finds_no_stretch_is_cut_and_says_so() {
        let laid = lay(&grid(), &[wanted(6, "gap", Shape::Practice)], &kind);
        assert!(laid[0].cut);
        assert_eq!((laid[0].unlaid, laid[0].spans.as_slice()), (2, &[span("mon 14:00-16:00")][..]));
    }

    #[test]
    fn a_sitting_is_as_long_as_the_offer_says_and_no_longer_than_its_week() {
        let offer: Offer = serde_json::from_str(
            r#"{"weeks": 20, "load": [{"hours": 4, "fits": ["rest_day"], "session": 2}], "place": "in_person"}"#,
        )
        .unwrap();
        assert_eq!(sitting(&offer, Hours(4)), 4);
        let silent = Offer { load: Vec::new(), ..offer };
        assert_eq!(sitting(&silent, Hours(4)), 6, "three hours on site");
        assert_eq!(sitting(&silent, Hours(1)), 2, "an assessment of one hour takes one hour");
    }

    #[test]
    fn long_days_late_hours_and_weeks_without_rest_tire() {
        let mut grid = grid();
        grid.set_rest(6, true);
        assert_eq!(tiring(&grid, &[span("mon 14:00-16:00")]), []);
        let late = [span("tue 22:00-23:00")];
        assert_eq!(tiring(&grid, &late), [Tiring::Late(Weekday::ALL[1])]);
        let mut night = crate::app::state::week_grid::Preset::Night.grid();
        night.set_rest(6, true);
        assert_eq!(tiring(&night, &late), [], "riders of the night are awake then");
        let morning = [span("mon 08:00-09:00"), span("tue 08:00-09:00")];
        assert_eq!(tiring(&night, &morning), [Tiring::Unslept(Weekday::ALL[1])]);
        let sunday = [span("sun 09:00-12:00"), span("sun 14:00-17:00")];
        let long = Tiring::LongDay(Weekday::ALL[6], 6);
        assert_eq!(tiring(&grid, &sunday), [long, Tiring::NoRest]);
    }
}
