//! Owns the painted week: 7 days of 48 half-hours, each free, maybe or never.
//! Refuses drawing; it becomes hours per slot kind and free times for the planner.

use qitu_model::json::{FromJson, ToJson};
use qitu_model::{Hours, Id, Span, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Half-hours in a day.
pub const ROWS: usize = 48;
/// Cells in a week.
pub const CELLS: usize = ROWS * 7;
/// The day begins at 6:00: the hours before belong to the night of the day before.
pub const MORNING: usize = 12;
/// Evening begins at 18:00.
const EVENING: usize = 36;
/// Whoever rides at night is out from 21:00 on.
const NIGHT: usize = 42;

/// What a half-hour is to the rider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Riding, sleeping, family.
    #[default]
    Never,
    /// If need be: it counts as a free time for classes, not as hours to plan with.
    Maybe,
    /// Free to learn.
    Free,
}

/// A painted week, Monday first, one letter a half-hour in files (`.` never, `m` maybe, `f` free),
/// then `|`, the numbers of the days without riding, and `n` where riding is done at night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToJson, Deserialize, FromJson)]
#[serde(try_from = "String", into = "String")]
pub struct Grid {
    cells: Vec<Cell>,
    /// Days without riding: their free hours are `rest_day` hours.
    rest: [bool; 7],
    /// Is riding done at night, from one day into the next?
    night: bool,
}

impl Default for Grid {
    fn default() -> Self {
        Self { cells: vec![Cell::Never; CELLS], rest: [false; 7], night: false }
    }
}

impl Grid {
    /// The cell of a day (0 = Monday) and half-hour.
    #[must_use]
    pub fn at(&self, day: usize, row: usize) -> Cell {
        self.cells.get(day * ROWS + row).copied().unwrap_or_default()
    }

    /// Paints one cell.
    pub fn paint(&mut self, day: usize, row: usize, cell: Cell) {
        if row < ROWS
            && let Some(at) = self.cells.get_mut(day * ROWS + row)
        {
            *at = cell;
        }
    }

    /// Paints every cell between two corners.
    pub fn fill(&mut self, a: (usize, usize), b: (usize, usize), cell: Cell) {
        for day in a.0.min(b.0)..=a.0.max(b.0) {
            for row in a.1.min(b.1)..=a.1.max(b.1) {
                self.paint(day, row, cell);
            }
        }
    }

    /// Is this a day without riding?
    #[must_use]
    pub fn rests(&self, day: usize) -> bool {
        self.rest.get(day).copied().unwrap_or(false)
    }

    /// Makes a day one with or without riding.
    pub fn set_rest(&mut self, day: usize, rests: bool) {
        if let Some(at) = self.rest.get_mut(day) {
            *at = rests;
        }
    }

    /// Is riding done at night?
    #[must_use]
    pub fn rides_at_night(&self) -> bool {
        self.night
    }

    /// Is anything of a day painted before morning?
    #[must_use]
    pub fn is_early(&self) -> bool {
        (0..7).any(|day| (0..MORNING).any(|row| self.at(day, row) != Cell::Never))
    }

    /// The kind of time a half-hour is, among the kinds the catalogue has; the first one where
    /// the catalogue has none of ours. The hours before morning are the end of the evening before,
    /// and on a night shift they are its gaps.
    #[must_use]
    pub fn kind<'a>(&self, day: usize, row: usize, slots: &[&'a str]) -> Option<&'a str> {
        let (day, row) = if row < MORNING { ((day + 6) % 7, row + ROWS) } else { (day, row) };
        let wanted = match (self.rests(day), row) {
            (true, _) => "rest_day",
            (false, NIGHT..) if self.night => "gap",
            (false, EVENING..) => "evening",
            (false, _) => "gap",
        };
        slots.iter().find(|s| **s == wanted).or(slots.first()).copied()
    }

    /// A week of these hours, where riders usually have them: gaps in the lull from 14:00, evenings
    /// from 20:00, rest days from 9:00 on Sunday. A week to begin from when nothing is painted.
    #[must_use]
    pub fn of_hours(week: &BTreeMap<Id, Hours>) -> Self {
        let hours = |slot: &str| week.get(slot).map_or(0, |h| h.0) as usize;
        let mut grid = Self::default();
        // A second day of rest where one would be studied from morning to night.
        let first_rest = match hours("rest_day") {
            0 => 7,
            1..=9 => 6,
            _ => 5,
        };
        for day in first_rest..7 {
            grid.set_rest(day, true);
        }
        let blocks = |starts: &[usize], rows: usize, days: std::ops::Range<usize>| {
            let all = starts.iter().flat_map(|start| days.clone().rev().map(move |d| (d, *start)));
            let all =
                all.flat_map(move |(day, start)| (start..start + rows).map(move |r| (day, r)));
            all.collect::<Vec<_>>()
        };
        let riding = 0..first_rest.min(6);
        let gaps = blocks(&[28, 30, 32, 26, 20, 22, 34], 2, riding.clone());
        let evenings = blocks(&[40, 36, 44], 4, riding);
        let rests = blocks(&[18, 28, 38], 6, first_rest..7);
        for (slot, cells) in [("gap", gaps), ("evening", evenings), ("rest_day", rests)] {
            for (day, row) in cells.into_iter().take(hours(slot) * 2) {
                grid.paint(day, row, Cell::Free);
            }
        }
        grid
    }

    /// Whole hours a week by slot kind, among the kinds the catalogue has.
    #[must_use]
    pub fn hours(&self, slots: &[&str]) -> BTreeMap<Id, Hours> {
        let mut halves: BTreeMap<&str, u32> = BTreeMap::new();
        for day in 0..7 {
            for row in 0..ROWS {
                if self.at(day, row) != Cell::Free {
                    continue;
                }
                if let Some(slot) = self.kind(day, row, slots) {
                    *halves.entry(slot).or_default() += 1;
                }
            }
        }
        let mut hours = BTreeMap::new();
        hours.extend(halves.into_iter().map(|(slot, n)| (slot.to_owned(), Hours(n / 2))));
        hours
    }

    /// The longest stretch of free time by slot kind, in whole hours, for the kinds that have any.
    #[must_use]
    pub fn longest_stretches(&self, slots: &[&str]) -> BTreeMap<Id, Hours> {
        let mut longest: BTreeMap<Id, Hours> = BTreeMap::new();
        let (mut run, mut last) = (0, None);
        for at in 0..CELLS {
            let (day, row) = (at / ROWS, at % ROWS);
            let free = self.at(day, row) == Cell::Free;
            let kind = free.then(|| self.kind(day, row, slots)).flatten();
            run = if kind == last { run + 1 } else { 1 };
            last = kind;
            if let Some(kind) = kind {
                let most = longest.entry(kind.to_owned()).or_default();
                *most = Hours(run / 2).max(*most);
            }
        }
        longest
    }

    /// Free and maybe times as stretches, for classes to lie inside.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.stretches(|cell| cell != Cell::Never)
    }

    /// Free times as stretches, to learn in.
    #[must_use]
    pub fn free_spans(&self) -> Vec<Span> {
        self.stretches(|cell| cell == Cell::Free)
    }

    fn stretches(&self, is_in: fn(Cell) -> bool) -> Vec<Span> {
        let mut spans = Vec::new();
        for (day, weekday) in Weekday::ALL.into_iter().enumerate() {
            let mut from = None;
            for row in 0..=ROWS {
                let open = row < ROWS && is_in(self.at(day, row));
                match (open, from) {
                    (true, None) => from = Some(row),
                    (false, Some(start)) => {
                        let minute = |row: usize| u16::try_from(row * 30).unwrap_or(u16::MAX);
                        spans.push(Span { day: weekday, from: minute(start), to: minute(row) });
                        from = None;
                    }
                    _ => {}
                }
            }
        }
        spans
    }
}

/// Weeks that riders know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// 专送白班: six days from ten to nine, the lull after lunch is free.
    DayShift,
    /// 众包双峰: two peaks a day, the afternoon between them is free.
    TwoPeaks,
    /// 夜班: rides at night, sleeps until noon; three afternoons and half a day off are free, the
    /// quiet hours before dawn if need be.
    Night,
    /// 单休: only Sunday and late evenings are free.
    OneRestDay,
}

impl Preset {
    /// All four.
    pub const ALL: [Self; 4] = [Self::DayShift, Self::TwoPeaks, Self::Night, Self::OneRestDay];

    /// The week of this preset.
    #[must_use]
    pub fn grid(self) -> Grid {
        let mut grid = Grid::default();
        let mut free = |days: std::ops::Range<usize>, from: usize, to: usize, cell: Cell| {
            for day in days {
                grid.fill((day, from * 2), (day, to * 2 - 1), cell);
            }
        };
        match self {
            Self::DayShift => {
                free(0..6, 14, 16, Cell::Free);
                free(0..6, 16, 17, Cell::Maybe);
                free(6..7, 9, 12, Cell::Free);
                free(6..7, 14, 17, Cell::Free);
            }
            Self::TwoPeaks => {
                free(0..5, 14, 17, Cell::Free);
                free(0..5, 21, 22, Cell::Maybe);
                free(6..7, 9, 12, Cell::Free);
            }
            Self::Night => {
                for day in [1, 3, 5] {
                    free(day..day + 1, 14, 16, Cell::Free);
                }
                free(1..7, 3, 4, Cell::Maybe);
                free(6..7, 15, 18, Cell::Free);
                free(6..7, 20, 22, Cell::Maybe);
            }
            Self::OneRestDay => {
                free(0..6, 21, 22, Cell::Free);
                free(6..7, 9, 12, Cell::Free);
                free(6..7, 14, 17, Cell::Free);
                free(6..7, 19, 21, Cell::Maybe);
            }
        }
        grid.set_rest(6, true);
        grid.night = self == Self::Night;
        grid
    }
}

impl TryFrom<String> for Grid {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

impl Grid {
    /// Reads what files hold; a letter that is none of the three is never free.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (cells, rest) = text.split_once('|').unwrap_or((text, ""));
        let mut grid = Self::default();
        for (at, letter) in grid.cells.iter_mut().zip(cells.chars()) {
            *at = match letter {
                'f' => Cell::Free,
                'm' => Cell::Maybe,
                _ => Cell::Never,
            };
        }
        for digit in rest.chars().filter_map(|c| c.to_digit(10)) {
            grid.set_rest(digit as usize, true);
        }
        grid.night = rest.contains('n');
        Some(grid)
    }
}

impl From<Grid> for String {
    fn from(grid: Grid) -> Self {
        let letter = |cell: &Cell| match cell {
            Cell::Never => '.',
            Cell::Maybe => 'm',
            Cell::Free => 'f',
        };
        let cells = grid.cells.iter().map(letter);
        let rest = (0..7u8).filter(|d| grid.rests(usize::from(*d))).map(|d| char::from(b'0' + d));
        let night = grid.night.then_some('n');
        cells.chain(std::iter::once('|')).chain(rest).chain(night).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOTS: [&str; 4] = ["gap", "evening", "rest_day", "released"];

    #[test]
    fn the_longest_stretch_of_each_kind_is_known() {
        let mut grid = Grid::default();
        grid.set_rest(6, true);
        grid.fill((1, 28), (1, 28), Cell::Free); // half an hour on Tuesday
        grid.fill((2, 34), (2, 37), Cell::Free); // Wednesday 17:00–19:00: an hour of each kind
        grid.fill((6, 18), (6, 23), Cell::Free); // Sunday 9:00–12:00
        grid.fill((6, 24), (6, 25), Cell::Maybe);
        let hours = |slot: &str, n| (slot.to_owned(), Hours(n));
        let all = [hours("evening", 1), hours("gap", 1), hours("rest_day", 3)];
        assert_eq!(grid.longest_stretches(&SLOTS), all.into());
        let day = Preset::DayShift.grid().longest_stretches(&SLOTS);
        assert_eq!((day["gap"], day["rest_day"]), (Hours(2), Hours(3)));
        let mut halves = Grid::default();
        (0..6).for_each(|day| halves.fill((day, 28), (day, 28), Cell::Free));
        assert_eq!(
            halves.longest_stretches(&SLOTS),
            [hours("gap", 0)].into(),
            "half-hours hold no hour"
        );
    }

    #[test]
    fn free_time_counts_by_the_kind_of_time_it_is() {
        let mut grid = Grid::default();
        grid.fill((0, 28), (0, 31), Cell::Free); // Monday 14:00–16:00
        grid.fill((1, 40), (1, 42), Cell::Free); // Tuesday 20:00–21:30
        grid.fill((6, 18), (6, 25), Cell::Free); // Sunday 9:00–13:00
        grid.fill((2, 28), (2, 31), Cell::Maybe);
        grid.set_rest(6, true);
        let hours = grid.hours(&SLOTS);
        assert_eq!(hours.get("gap"), Some(&Hours(2)));
        assert_eq!(hours.get("evening"), Some(&Hours(1)), "half hours are not promised");
        assert_eq!(hours.get("rest_day"), Some(&Hours(4)));
    }

    #[test]
    fn hours_before_morning_are_the_end_of_the_day_before() {
        let mut grid = Grid::default();
        grid.set_rest(6, true);
        let kinds = |grid: &Grid| {
            let at = [(1, 4), (0, 4), (6, 4), (1, 40), (1, 44), (1, 28)];
            at.map(|(day, row)| grid.kind(day, row, &SLOTS).unwrap().to_owned())
        };
        let day = ["evening", "rest_day", "evening", "evening", "evening", "gap"];
        assert_eq!(kinds(&grid), day);
        grid.night = true;
        assert_eq!(kinds(&grid), ["gap", "rest_day", "gap", "evening", "gap", "gap"]);
    }

    #[test]
    fn a_night_shift_leaves_some_afternoons_and_half_a_day() {
        let grid = Preset::Night.grid();
        let hours: BTreeMap<Id, Hours> =
            [("gap", 6), ("rest_day", 3)].map(|(slot, n)| (slot.to_owned(), Hours(n))).into();
        assert_eq!(grid.hours(&SLOTS), hours);
        assert!(grid.rides_at_night() && grid.is_early());
        let again = Grid::try_from(String::from(grid)).unwrap();
        assert!(again.rides_at_night());
        let kept = Grid::try_from("fff|6".to_owned()).unwrap();
        assert!(!kept.rides_at_night(), "weeks painted before are weeks of days");
    }

    #[test]
    fn a_week_made_of_hours_has_those_hours() {
        for (gap, evening, rest) in [(3, 2, 4), (0, 0, 0), (20, 20, 18), (1, 0, 10), (7, 13, 0)] {
            let week: BTreeMap<Id, Hours> =
                [("gap", gap), ("evening", evening), ("rest_day", rest)]
                    .map(|(slot, n)| (slot.to_owned(), Hours(n)))
                    .into();
            let again = Grid::of_hours(&week).hours(&SLOTS);
            for (slot, hours) in week {
                assert_eq!(again.get(&slot).copied().unwrap_or_default(), hours, "{slot}");
            }
        }
    }

    #[test]
    fn maybe_times_are_open_for_classes() {
        let mut grid = Grid::default();
        grid.fill((5, 18), (5, 21), Cell::Free);
        grid.fill((5, 22), (5, 23), Cell::Maybe);
        assert_eq!(grid.spans(), vec![Span::parse("sat 09:00-12:00").unwrap()]);
    }

    #[test]
    fn a_painted_week_reads_back_from_its_letters() {
        for preset in Preset::ALL {
            let grid = preset.grid();
            assert_eq!(Grid::try_from(String::from(grid.clone())).unwrap(), grid);
        }
        assert_eq!(Grid::try_from("fffm?|69".to_owned()).unwrap().at(0, 3), Cell::Maybe);
    }

    #[test]
    fn painting_outside_the_week_changes_nothing() {
        let mut grid = Grid::default();
        grid.paint(0, 48, Cell::Free);
        grid.paint(7, 0, Cell::Free);
        assert_eq!(grid, Grid::default());
    }

    #[test]
    fn every_preset_leaves_time_to_learn() {
        for preset in Preset::ALL {
            let total: u32 = preset.grid().hours(&SLOTS).values().map(|h| h.0).sum();
            assert!((8..=30).contains(&total), "{preset:?} {total}");
        }
    }
}
