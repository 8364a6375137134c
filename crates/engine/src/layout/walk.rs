//! Owns moving on the map: the next station in a direction, and the way between two stations.
//! Refuses to know what a station is to somebody.

use super::{Map, Point, Station};

/// A key's direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// On along the line.
    Up,
    /// Back along the line, at its foot to the start.
    Down,
    /// To the nearest station on the left.
    Left,
    /// To the nearest station on the right.
    Right,
}

impl Map {
    /// The station one step from another.
    #[must_use]
    pub fn step(&self, from: usize, direction: Direction) -> Option<usize> {
        let station = self.stations.get(from)?;
        let line = station.line.and_then(|line| self.lines.get(line));
        match direction {
            Direction::Up => match line {
                Some(line) => {
                    let place = line.stations.iter().position(|&s| s == from)?;
                    line.stations.get(place + 1).copied()
                }
                None => self.lowest_above(station),
            },
            Direction::Down => {
                let line = line?;
                let place = line.stations.iter().position(|&s| s == from)?;
                match place.checked_sub(1) {
                    Some(before) => line.stations.get(before).copied(),
                    None => self.stations.iter().position(|s| s.line.is_none()),
                }
            }
            Direction::Left => self.beside(station, -1),
            Direction::Right => self.beside(station, 1),
        }
    }

    fn lowest_above(&self, station: &Station) -> Option<usize> {
        let above = self.stations.iter().enumerate().filter(|(_, s)| s.line.is_some());
        above
            .filter(|(_, s)| s.at.y < station.at.y)
            .min_by_key(|(i, s)| (station.at.y - s.at.y, *i))
            .map(|(i, _)| i)
    }

    /// The station of the next line over that is nearest in height. Lines and starts are walked in
    /// one order, from left to right, so that every one of them can be reached.
    fn beside(&self, station: &Station, side: i32) -> Option<usize> {
        let lines = self.lines.iter().filter(|l| !l.stations.is_empty());
        let lines = lines.map(|l| (l.end, l.stations.clone()));
        let starts = self.stations.iter().enumerate().filter(|(_, s)| s.line.is_none());
        let mut groups: Vec<(Point, Vec<usize>)> =
            lines.chain(starts.map(|(i, s)| (s.at, vec![i]))).collect();
        groups.sort();
        let holds = |group: &[usize]| group.iter().any(|&i| self.stations.get(i) == Some(station));
        let own = groups.iter().position(|(_, group)| holds(group))?;
        let other = if side < 0 { own.checked_sub(1)? } else { own + 1 };
        let (_, group) = groups.get(other)?;
        let height =
            |&i: &usize| self.stations.get(i).map_or(i32::MAX, |s| (s.at.y - station.at.y).abs());
        group.iter().copied().min_by_key(|i| (height(i), *i))
    }

    /// The way from one station up to another, from where the two ways part when the second does
    /// not lie above the first. Empty when they are one.
    #[must_use]
    pub fn way(&self, from: usize, to: usize) -> Vec<Point> {
        let (Some(from), Some(to)) = (self.stations.get(from), self.stations.get(to)) else {
            return Vec::new();
        };
        if from == to {
            return Vec::new();
        }
        let feeder = self.feeders.iter().find(|f| f.first() == Some(&from.at));
        if let Some((feeder, &joint)) = feeder.and_then(|f| f.last().map(|joint| (f, joint)))
            && holds(&to.way, joint)
        {
            let mut way = feeder.clone();
            way.extend(after(&to.way, joint).into_iter().skip(1));
            return way;
        }
        let shared = from
            .way
            .iter()
            .filter(|&&p| holds(&to.way, p))
            .chain(to.way.iter().filter(|&&p| holds(&from.way, p)))
            .min_by_key(|p| p.y);
        shared.map_or_else(|| to.way.clone(), |&p| after(&to.way, p))
    }
}

/// Does a point lie on a polyline along axes and diagonals?
fn holds(way: &[Point], point: Point) -> bool {
    way.first() == Some(&point)
        || way.windows(2).any(|pair| matches!(pair, [a, b] if between(*a, *b, point)))
}

fn between(a: Point, b: Point, p: Point) -> bool {
    let cross =
        i64::from(b.x - a.x) * i64::from(p.y - a.y) - i64::from(b.y - a.y) * i64::from(p.x - a.x);
    cross == 0
        && (a.x.min(b.x)..=a.x.max(b.x)).contains(&p.x)
        && (a.y.min(b.y)..=a.y.max(b.y)).contains(&p.y)
}

/// The rest of a polyline from a point on it.
fn after(way: &[Point], point: Point) -> Vec<Point> {
    let mut rest = vec![point];
    for (i, pair) in way.windows(2).enumerate() {
        if let [a, b] = pair
            && between(*a, *b, point)
        {
            rest.extend(way.iter().skip(i + 1).filter(|&&p| p != point));
            return rest;
        }
    }
    rest.extend(way.iter().filter(|&&p| p != point));
    rest
}
