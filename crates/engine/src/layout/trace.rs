//! Owns drawing: heights and columns become points, boxes and path data.
//! Refuses choices: where things stand was decided by `place`.

use super::chart::{Chart, Stop};
use super::frame::{CORNER, Frame};
use super::measure::name_rows;
use super::place::{Placed, START_ROOM, above, below, to_plate};
use super::{
    Area, Label, Line, Map, NAME, NOTE, PLATE, Point, STATION, Station, Zone, name_size,
    text_width, wrap,
};

/// Height of a row of a name.
const ROW: i32 = 20;
/// Least side of what a finger may touch.
const TARGET: i32 = 48;
/// From a plate's edge to its words.
const PLATE_PAD: i32 = 8;
/// Paper above the highest band's content.
const HEAD: i32 = 4;

/// Draws what was placed.
pub fn draw(chart: &Chart, frame: &Frame, placed: &Placed) -> Map {
    let height = placed.bands.last().map_or(0, |b| b.1) + HEAD;
    let at = |x: i32, h: i32| Point { x, y: height - h };
    let foot = placed.starts.first().map_or(0, |s| s.0);
    let mut map = Map { width: frame.width, height, ..Map::default() };

    for ((id, name), &(low, high)) in chart.tiers.iter().zip(&placed.bands) {
        let high = if high + HEAD == height { height } else { high };
        map.zones.push(Zone {
            tier: id.clone(),
            area: Area { x: 0, y: height - high, width: frame.width, height: high - low },
            label: Area {
                x: frame.tier.0,
                y: height - high + 6,
                width: text_width(name, NAME),
                height: ROW,
            },
        });
    }

    let mut junctions = vec![foot];
    for (place, stop) in chart.starts.iter().enumerate() {
        let Some(&(h, column)) = placed.starts.get(place) else { continue };
        let column = column.and_then(|c| frame.columns.get(c));
        let (x, words, room, rightward) = match column {
            Some(column) => {
                let (x, words, room) = column.spot(false);
                (x, words, room, column.rightward)
            }
            None => (frame.trunk, frame.trunk + 26, START_ROOM, true),
        };
        if let Some(column) = column {
            let feeder = placed.feeders.get(place - 1).copied().unwrap_or(h);
            let toward = if column.left { CORNER } else { -CORNER };
            junctions.push(feeder + CORNER);
            map.feeders.push(vec![
                at(x, h),
                at(x, feeder - CORNER),
                at(x + toward, feeder),
                at(frame.trunk - toward, feeder),
                at(frame.trunk, feeder + CORNER),
            ]);
        }
        let middle = at(x, h);
        map.stations.push(station(stop, None, middle, words, room, rightward, vec![middle]));
    }

    for (index, course) in chart.lines.iter().enumerate() {
        let column = placed.columns.get(index).and_then(|&c| frame.columns.get(c));
        let (Some(column), Some(stops)) = (column, placed.stops.get(index)) else { continue };
        let branch = placed.branches.get(index).copied().unwrap_or(0);
        let last_rows = course
            .stops
            .last()
            .map_or(1, |stop| name_rows(&stop.name, column.spot(stop.spur).2).len().max(1));
        let top = stops.last().copied().unwrap_or(branch) + to_plate(last_rows);
        let across = (column.x - frame.trunk).abs();
        let outward = if column.left { -CORNER } else { CORNER };
        let mut points = if column.crosses.is_empty() {
            let leaves = if column.early.is_some() { branch - CORNER } else { branch };
            junctions.push(leaves);
            vec![at(frame.trunk, leaves), at(column.x, leaves + across)]
        } else {
            junctions.push(branch - CORNER);
            vec![
                at(frame.trunk, branch - CORNER),
                at(frame.trunk + outward, branch),
                at(column.x - outward, branch),
                at(column.x, branch + CORNER),
            ]
        };
        let mut line = Line {
            track: course.track.clone(),
            points: Vec::new(),
            spurs: Vec::new(),
            end: at(column.x, top),
            plate: Area::default(),
            name: String::new(),
            stations: Vec::new(),
        };
        let bends = points.clone();
        for (stop, &h) in course.stops.iter().zip(stops) {
            let (x, words, room) = column.spot(stop.spur);
            let middle = at(x, h);
            let mut way = vec![at(frame.trunk, foot)];
            way.extend(bends.iter().copied());
            if stop.spur {
                let leaves = at(column.x, h - (x - column.x).abs());
                line.spurs.push(vec![leaves, middle]);
                way.push(leaves);
            }
            way.push(middle);
            line.stations.push(map.stations.len());
            map.stations.push(station(
                stop,
                Some(index),
                middle,
                words,
                room,
                column.rightward,
                way,
            ));
        }
        // The plate begins at its column and reaches into the gutter; a name too long for it keeps
        // its first words.
        let room = column.room + STATION;
        line.name =
            wrap(&course.name, NOTE, room - 2 * PLATE_PAD).into_iter().next().unwrap_or_default();
        let width = text_width(&line.name, NOTE) + 2 * PLATE_PAD;
        line.plate = Area {
            x: if column.rightward { column.x - PLATE } else { column.x + PLATE - width },
            y: line.end.y - PLATE,
            width,
            height: 2 * PLATE,
        };
        points.push(at(column.x, top));
        line.points = points;
        map.lines.push(line);
    }
    let end = junctions.iter().max().copied().unwrap_or(foot);
    map.trunk = vec![at(frame.trunk, foot), at(frame.trunk, end)];
    map
}

/// One station with its words and its target.
fn station(
    stop: &Stop,
    line: Option<usize>,
    middle: Point,
    words: i32,
    room: i32,
    rightward: bool,
    way: Vec<Point>,
) -> Station {
    let rows = name_rows(&stop.name, room);
    let size = name_size(&stop.name);
    let count = i32::try_from(rows.len().max(1)).unwrap_or(8);
    let top = middle.y - above(rows.len().max(1));
    let area = Area {
        x: if rightward { words } else { words - room },
        y: top,
        width: room,
        height: above(rows.len().max(1)) + below(rows.len().max(1)),
    };
    // The middle of a row's letters lies about a third of their size above the baseline.
    let first = middle.y - (count - 1) * ROW / 2 + size * 36 / 100;
    let baselines = (0..count).map(|row| first + row * ROW).collect();
    let left = area.x.min(middle.x - STATION);
    let right = (area.x + area.width).max(middle.x + STATION);
    let spare = (TARGET - area.height).max(0);
    Station {
        role: stop.role.clone(),
        line,
        at: middle,
        label: Label {
            size,
            rows,
            x: words,
            ends_here: !rightward,
            baselines,
            note: first + (count - 1) * ROW + 17,
            area,
        },
        target: Area {
            x: left,
            y: area.y - spare / 2,
            width: right - left,
            height: area.height + spare,
        },
        interchange: stop.interchange,
        way,
    }
}

/// Path data of a polyline along axes and diagonals, its corners rounded.
pub fn rounded(points: &[Point], radius: i32) -> String {
    let mut data = String::new();
    for (i, &p) in points.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| points.get(i));
        match (before, points.get(i + 1)) {
            (None, _) => data.push_str(&format!("M{} {}", p.x, p.y)),
            (Some(_), None) => data.push_str(&format!("L{} {}", p.x, p.y)),
            (Some(&a), Some(&b)) => {
                let (from, to) = (toward(p, a, radius), toward(p, b, radius));
                data.push_str(&format!("L{} {}Q{} {} {} {}", from.x, from.y, p.x, p.y, to.x, to.y));
            }
        }
    }
    data
}

/// The point so far from `p` towards `q`, at most half-way.
fn toward(p: Point, q: Point, distance: i32) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    let longest = dx.abs().max(dy.abs());
    let distance = if dx != 0 && dy != 0 { distance * 7 / 10 } else { distance };
    let step = distance.min(longest / 2);
    if longest == 0 {
        return p;
    }
    Point { x: p.x + dx * step / longest, y: p.y + dy * step / longest }
}
