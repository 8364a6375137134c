//! Owns rows: which column every line takes and how high every station stands.
//! Refuses drawing; heights here count upwards from the foot of the map.
//!
//! Stations are set tier by tier, always the one that can stand lowest next, each above what
//! already stands in its gutter and on its line. The choice of columns is improved by trying
//! every single move and every swap until none makes the map lower or less crossed.

use super::chart::{Chart, Stop};
use super::frame::{self, CORNER, Column, Frame, LOWEST_FAN};
use super::measure::name_rows;
use super::{NAME, PLATE, Room, STROKE};

/// Between two things in one gutter.
const GAP: i32 = 8;
/// Between a band's edge and what stands in it.
const PAD: i32 = 12;
/// Room for a band's name.
const TIER: i32 = 26;
/// From a line's last station to the middle of its plate.
pub fn to_plate(rows: usize) -> i32 {
    above(rows).max(13) + 7 + PLATE
}
/// How much a crossing counts against height.
const CROSSING: i32 = 70;

/// Heights of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The column of each line.
    pub columns: Vec<usize>,
    /// For each line the height of each stop.
    pub stops: Vec<Vec<i32>>,
    /// For each line the height at which its way from the trunk runs across.
    pub branches: Vec<i32>,
    /// For each start its height and column; none = the trunk's foot.
    pub starts: Vec<(i32, Option<usize>)>,
    /// For each start but the first the height at which it runs to the trunk.
    pub feeders: Vec<i32>,
    /// In a wide room the height above which lines leave the trunk.
    pub fan: i32,
    /// For each tier its lower and upper edge.
    pub bands: Vec<(i32, i32)>,
    /// Ways across other lines.
    pub crossings: i32,
}

/// How far words reach above a station's middle.
pub fn above(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(8) * 10 + 3
}

/// How far words reach below it, with the row for the state.
pub fn below(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(8) * 10 + 18
}

/// What stands where while stations are being set.
struct Site<'a> {
    chart: &'a Chart,
    frame: &'a Frame,
    columns: &'a [Option<usize>],
    rows: &'a [Vec<usize>],
    gutters: Vec<i32>,
    alive: Vec<Option<usize>>,
    free_from: Vec<i32>,
    trunk: [i32; 2],
    next: Vec<usize>,
    placed: Placed,
}

impl Site<'_> {
    fn column(&self, line: usize) -> Option<(usize, &Column)> {
        let column = self.columns.get(line).copied().flatten()?;
        Some((column, self.frame.columns.get(column)?))
    }

    fn gutter(&self, gutter: usize) -> i32 {
        self.gutters.get(gutter).copied().unwrap_or(0)
    }

    fn rows(&self, line: usize, stop: usize) -> usize {
        self.rows.get(line).and_then(|l| l.get(stop)).copied().unwrap_or(1)
    }

    /// The lowest height for the next stop of a line, and the height of its branch when the line
    /// starts with it. None while another line is in its column.
    fn lowest(&self, line: usize, floor: i32) -> Option<(i32, Option<i32>)> {
        let (index, column) = self.column(line)?;
        let next = self.next.get(line).copied()?;
        let down = below(self.rows(line, next));
        let free = self.gutter(column.gutter) + GAP + down;
        let mut height = free.max(floor + PAD + down);
        if next > 0 {
            let last = self.placed.stops.get(line).and_then(|s| s.last()).copied().unwrap_or(0);
            return Some((height.max(last + 34), None));
        }
        if self.alive.get(index).copied().flatten().is_some() {
            return None;
        }
        let free_column = self.free_from.get(index).copied().unwrap_or(0);
        let trunk = self.trunk.get(usize::from(!column.left)).copied().unwrap_or(0);
        if let Some(early) = column.early {
            let branch = self.placed.fan + early;
            return Some((height.max(branch + CORNER + 24), Some(branch)));
        }
        if column.crosses.is_empty() {
            // Straight up a slope into the column next to the trunk.
            let across = (column.x - self.frame.trunk).abs();
            let branch = (trunk + 4).max(free_column);
            height = height.max(branch + across + 24);
            return Some((height, Some(height - across - 24)));
        }
        let mut branch = (trunk + CORNER + 4).max(free_column + 8);
        for &crossed in &column.crosses {
            branch = branch.max(self.gutter(crossed) + GAP + 6);
        }
        for &passed in &column.passes {
            branch = branch.max(self.free_from.get(passed).copied().unwrap_or(0) + CORNER);
        }
        // The way runs below the words of its own first stop.
        height = height.max(branch + (CORNER + 24).max(down + GAP + 6));
        let latest = height - (CORNER + 24).max(down + GAP + 6);
        Some((height, Some(branch.max(latest))))
    }

    /// Does a line go on above a tier?
    fn goes_on(&self, line: usize, tier: usize) -> bool {
        self.chart.lines.get(line).is_some_and(|l| l.stops.iter().any(|s| s.tier > tier))
    }

    /// Does another line wait for this line's column in this tier?
    fn is_awaited(&self, line: usize, tier: usize) -> bool {
        let own = self.columns.get(line).copied().flatten();
        (0..self.chart.lines.len()).any(|other| {
            other != line
                && self.columns.get(other).copied().flatten() == own
                && self.waits(other, tier)
        })
    }

    /// Has the line a stop of this tier still to be set?
    fn waits(&self, line: usize, tier: usize) -> bool {
        let next = self.next.get(line).copied().unwrap_or(0);
        self.column(line).is_some()
            && self
                .chart
                .lines
                .get(line)
                .and_then(|l| l.stops.get(next))
                .is_some_and(|s| s.tier == tier)
    }

    fn set(&mut self, line: usize, height: i32, branch: Option<i32>) {
        let Some((index, column)) = self.column(line).map(|(i, c)| (i, c.clone())) else { return };
        let next = self.next.get(line).copied().unwrap_or(0);
        let rows = self.rows(line, next);
        if let Some(branch) = branch {
            if let Some(slot) = self.placed.branches.get_mut(line) {
                *slot = branch;
            }
            if let Some(alive) = self.alive.get_mut(index) {
                *alive = Some(line);
            }
            if column.early.is_none() {
                for &passed in &column.passes {
                    if self.alive.get(passed).copied().flatten().is_some() {
                        self.placed.crossings += 1;
                    }
                }
                let across = (column.x - self.frame.trunk).abs();
                let reach = if column.crosses.is_empty() { branch + across } else { branch };
                if let Some(trunk) = self.trunk.get_mut(usize::from(!column.left)) {
                    *trunk = reach;
                }
                for &crossed in &column.crosses {
                    if let Some(gutter) = self.gutters.get_mut(crossed) {
                        *gutter = (*gutter).max(branch + 6);
                    }
                }
            }
        }
        if let Some(gutter) = self.gutters.get_mut(column.gutter) {
            *gutter = height + above(rows);
        }
        if let Some(stops) = self.placed.stops.get_mut(line) {
            stops.push(height);
        }
        if let Some(slot) = self.next.get_mut(line) {
            *slot += 1;
        }
        let ended = self.chart.lines.get(line).is_some_and(|l| l.stops.len() == next + 1);
        if ended {
            if let Some(alive) = self.alive.get_mut(index) {
                *alive = None;
            }
            if let Some(free) = self.free_from.get_mut(index) {
                *free = height + to_plate(rows) + PLATE + 6;
            }
            if let Some(gutter) = self.gutters.get_mut(column.gutter) {
                *gutter = (*gutter).max(height + to_plate(rows) + PLATE);
            }
        }
    }

    /// The height above everything set so far.
    fn top(&self) -> i32 {
        let gutters = self.gutters.iter().max().copied().unwrap_or(0);
        let columns = self.free_from.iter().max().copied().unwrap_or(0);
        gutters.max(columns)
    }

    /// Sets the starts at the foot.
    fn set_starts(&mut self) {
        let first = self.chart.starts.first();
        let rows = first.map_or(1, |s| name_rows(&s.name, START_ROOM).len().max(1));
        let foot = (below(rows) + GAP).max(62);
        let mut fan = foot + (above(rows) + GAP + STROKE - LOWEST_FAN).max(0);
        for (place, stop) in self.chart.starts.iter().enumerate() {
            if place == 0 {
                self.placed.starts.push((foot, None));
                if let Some(gutter) = self.gutters.get_mut(self.frame.start_gutter) {
                    *gutter = foot + above(rows).max(20);
                }
                continue;
            }
            let feet = &self.frame.feet;
            let Some(&index) = feet.get((place - 1) % feet.len().max(1)) else { continue };
            let Some(column) = self.frame.columns.get(index).cloned() else { continue };
            let rows = name_rows(&stop.name, column.spot(false).2).len().max(1);
            let free = self.free_from.get(index).copied().unwrap_or(0);
            let height = foot.max(self.gutter(column.gutter) + GAP + below(rows)).max(free + 24);
            let side = usize::from(!column.left);
            let trunk = self.trunk.get(side).copied().unwrap_or(0);
            let mut feeder = (height + above(rows) + GAP + 6).max(trunk + 8).max(foot + 8);
            for &crossed in &column.crosses {
                feeder = feeder.max(self.gutter(crossed) + GAP + 6);
            }
            self.placed.starts.push((height, Some(index)));
            self.placed.feeders.push(feeder);
            for &crossed in column.crosses.iter().chain([&column.gutter]) {
                if let Some(gutter) = self.gutters.get_mut(crossed) {
                    *gutter = (*gutter).max(feeder + 6);
                }
            }
            if let Some(free) = self.free_from.get_mut(index) {
                *free = feeder + 6;
            }
            if let Some(trunk) = self.trunk.get_mut(side) {
                *trunk = feeder + CORNER;
            }
            fan = fan.max(feeder + CORNER);
        }
        for trunk in &mut self.trunk {
            *trunk = (*trunk).max(foot + 20);
        }
        // In a wide room every line leaves here, one above the other.
        let early = self.frame.columns.iter().filter_map(|c| c.early).max();
        if let Some(early) = early {
            self.placed.fan = fan;
            let top = fan + early + CORNER;
            for gutter in &mut self.gutters {
                *gutter = (*gutter).max(top);
            }
        }
    }
}

/// Room for the words of the first start.
pub const START_ROOM: i32 = 122;

/// Sets every station for a choice of columns; lines without a column are left out. None when two
/// lines would share a column at one height.
fn set_all(
    chart: &Chart,
    frame: &Frame,
    rows: &[Vec<usize>],
    columns: &[Option<usize>],
) -> Option<Placed> {
    let lines = chart.lines.len();
    let mut site = Site {
        chart,
        frame,
        columns,
        rows,
        gutters: vec![0; frame.gutters],
        alive: vec![None; frame.columns.len()],
        free_from: vec![0; frame.columns.len()],
        trunk: [0, 0],
        next: vec![0; lines],
        placed: Placed {
            columns: columns.iter().map(|c| c.unwrap_or(0)).collect(),
            stops: vec![Vec::new(); lines],
            branches: vec![0; lines],
            ..Placed::default()
        },
    };
    site.set_starts();
    let mut floor = 0;
    for tier in 0..chart.tiers.len() {
        let waiting =
            |site: &Site| (0..lines).filter(|&l| site.waits(l, tier)).collect::<Vec<usize>>();
        let mut left = waiting(&site);
        while !left.is_empty() {
            let (_, height, line, branch) = left
                .iter()
                .filter_map(|&line| {
                    let (height, branch) = site.lowest(line, floor)?;
                    let blocks = site.goes_on(line, tier) && site.is_awaited(line, tier);
                    Some((blocks, height, line, branch))
                })
                .min()?;
            site.set(line, height, branch);
            left = waiting(&site);
        }
        // The band's name stands in its upper left corner.
        let mut top = site.top() + PAD;
        if let Some(gutter) = frame.tier.1 {
            top = top.max(site.gutter(gutter) + GAP + TIER);
        }
        top = top.max(floor + TIER + PAD);
        if frame.tier.1.is_some() {
            for gutter in site.gutters.iter_mut().take(1) {
                *gutter = top;
            }
        }
        site.placed.bands.push((floor, top));
        floor = top;
    }
    Some(site.placed)
}

/// How many rows every name takes; all columns of a frame have the same room for words.
fn rows(chart: &Chart, frame: &Frame) -> Vec<Vec<usize>> {
    let Some(column) = frame.columns.first() else { return Vec::new() };
    let rows = |stop: &Stop| name_rows(&stop.name, column.spot(stop.spur).2).len().max(1);
    chart.lines.iter().map(|line| line.stops.iter().map(rows).collect()).collect()
}

/// How bad a map is: its height, and its crossings.
fn cost(placed: Option<&Placed>) -> i32 {
    placed.map_or(i32::MAX, |p| {
        p.bands.last().map_or(0, |b| b.1).saturating_add(p.crossings * CROSSING)
    })
}

/// The frame and the rows for a room.
pub fn best(chart: &Chart, room: Room) -> (Frame, Placed) {
    let lines = chart.lines.len();
    if room == Room::Narrow {
        let frame = frame::narrow();
        if let Some(placed) = search(chart, &frame) {
            return (frame, placed);
        }
    }
    // Every line has a column of its own: the longest lines nearest to the trunk.
    let frame = frame::wide(lines, chart.tier_width(NAME), room);
    let mut order: Vec<usize> = (0..lines).collect();
    order.sort_by_key(|&l| {
        (std::cmp::Reverse(chart.lines.get(l).map_or(0, |line| line.stops.len())), l)
    });
    let mut columns = vec![None; lines];
    for (column, line) in order.into_iter().enumerate() {
        if let Some(slot) = columns.get_mut(line) {
            *slot = Some(column);
        }
    }
    let placed = set_all(chart, &frame, &rows(chart, &frame), &columns).unwrap_or_default();
    (frame, placed)
}

/// Finds columns: each line where it costs least, longest first, then single moves and swaps.
fn search(chart: &Chart, frame: &Frame) -> Option<Placed> {
    let lines = chart.lines.len();
    let mut order: Vec<usize> = (0..lines).collect();
    order.sort_by_key(|&l| {
        (std::cmp::Reverse(chart.lines.get(l).map_or(0, |line| line.stops.len())), l)
    });
    let rows = rows(chart, frame);
    let price = |columns: &[Option<usize>]| cost(set_all(chart, frame, &rows, columns).as_ref());
    let mut columns: Vec<Option<usize>> = vec![None; lines];
    let count = frame.columns.len();
    for &line in &order {
        let choice = (0..count).min_by_key(|&column| {
            let mut tried = columns.clone();
            if let Some(slot) = tried.get_mut(line) {
                *slot = Some(column);
            }
            (price(&tried), column)
        });
        *columns.get_mut(line)? = choice;
    }
    let mut now = price(&columns);
    for _ in 0..8 {
        let before = now;
        for line in 0..lines {
            for column in 0..count {
                let mut tried = columns.clone();
                *tried.get_mut(line)? = Some(column);
                let then = price(&tried);
                if then < now {
                    (columns, now) = (tried, then);
                }
            }
            for other in line + 1..lines {
                let mut tried = columns.clone();
                tried.swap(line, other);
                let then = price(&tried);
                if then < now {
                    (columns, now) = (tried, then);
                }
            }
        }
        if now == before {
            break;
        }
    }
    set_all(chart, frame, &rows, &columns)
}
