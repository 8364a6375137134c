//! Owns pure geometry: the line map of all roles, in whole units of one pixel.
//! Refuses colours, states and the browser: it says where things are, not what they look like.
//!
//! The picture: what a rider does now is a trunk that runs up from the bottom. Every track is a
//! line that leaves the trunk as late as it can and climbs through the tiers; a role that others
//! of its track do not need stands on a short spur. Labels live in gutters between columns, one
//! to a row, so they never meet each other, a line or a station.
//!
//! `chart` reads lines and stations out of the catalogue, `frame` says where columns and gutters
//! may be, `place` gives every station its row, `trace` draws, `walk` moves between stations.

mod chart;
mod frame;
mod measure;
mod place;
mod trace;
mod walk;

#[cfg(test)]
mod tests;

pub use measure::{name_size, text_width, wrap};
pub use walk::Direction;

use qitu_model::Lang;
use qitu_model::{Catalogue, Id};

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// A phone: 360 units wide, two gutters.
    Narrow,
    /// A tablet or a desk: a column for every line.
    Wide,
}

/// A place, x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From the left edge.
    pub x: i32,
    /// From the top edge.
    pub y: i32,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Area {
    /// Do the two share any inner point?
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// The words beside a station.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The size of the name's letters.
    pub size: i32,
    /// The name, in rows.
    pub rows: Vec<String>,
    /// Where the text starts, or ends when `ends_here`.
    pub x: i32,
    /// The text stands to the left of the station.
    pub ends_here: bool,
    /// Baseline of each row of the name.
    pub baselines: Vec<i32>,
    /// Baseline of the row kept free for the state.
    pub note: i32,
    /// All of it.
    pub area: Area,
}

/// A role on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// The role's id.
    pub role: Id,
    /// Its line; none for where everybody starts.
    pub line: Option<usize>,
    /// Its middle.
    pub at: Point,
    /// Its words.
    pub label: Label,
    /// What a finger may touch.
    pub target: Area,
    /// A way leads to or from another line here.
    pub interchange: bool,
    /// The way from the start, upwards, ending here.
    pub way: Vec<Point>,
}

/// A track on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The track's id; empty for roles without one.
    pub track: Id,
    /// From the trunk to its end.
    pub points: Vec<Point>,
    /// Short side lines to stations that the rest of the line does not need.
    pub spurs: Vec<Vec<Point>>,
    /// Where it ends, in the middle of its plate's height.
    pub end: Point,
    /// Its name, on the plate at its end.
    pub name: String,
    /// The plate.
    pub plate: Area,
    /// Its stations, lowest first.
    pub stations: Vec<usize>,
}

/// A tier's band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The tier's id; empty where the catalogue names none.
    pub tier: Id,
    /// The band, full width.
    pub area: Area,
    /// Where its name stands.
    pub label: Area,
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// Width of the frame.
    pub width: i32,
    /// Height of the frame.
    pub height: i32,
    /// Bands, lowest first.
    pub zones: Vec<Zone>,
    /// The trunk, from the start upwards.
    pub trunk: Vec<Point>,
    /// Ways from other starts into the trunk.
    pub feeders: Vec<Vec<Point>>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The stations: starts first, then line by line.
    pub stations: Vec<Station>,
}

impl Map {
    /// The station of a role.
    #[must_use]
    pub fn station(&self, role: &str) -> Option<(usize, &Station)> {
        self.stations.iter().enumerate().find(|(_, s)| s.role == role)
    }
}

/// Half of a station's width; a label keeps at least this from every line.
pub const STATION: i32 = 9;
/// Width of a line's stroke.
pub const STROKE: i32 = 7;
/// Size of a tier's name, and of a role's name in Chinese.
pub const NAME: i32 = 16;
/// Size of a role's name in Latin letters.
pub const LATIN: i32 = 15;
/// Size of the words for a state.
pub const NOTE: i32 = 13;
/// Half the height of a line's plate.
pub const PLATE: i32 = 11;

/// Draws the map of a catalogue in a language.
#[must_use]
pub fn map(catalogue: &Catalogue, lang: Lang, room: Room) -> Map {
    let chart = chart::read(catalogue, lang);
    let (frame, placed) = place::best(&chart, room);
    trace::draw(&chart, &frame, &placed)
}

/// The path data of a polyline with rounded corners.
#[must_use]
pub fn path(points: &[Point]) -> String {
    trace::rounded(points, 14)
}
