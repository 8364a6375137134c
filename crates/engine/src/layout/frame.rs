//! Owns where columns and gutters may be in a room.
//! Refuses rows: heights are decided by `place`.

use super::{NAME, Room, STATION};

/// Between a station's edge and its words.
const BESIDE: i32 = 7;
/// Between words and the middle of the next line.
pub const CLEAR: i32 = 14;
/// How far a spur stands off its line.
pub const SPUR: i32 = 22;
/// The legs of a branch's corners.
pub const CORNER: i32 = 16;

/// In a wide room the outermost line runs this high above the start.
pub const LOWEST_FAN: i32 = 34;

/// Where a line may climb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place.
    pub x: i32,
    /// The gutter its labels stand in.
    pub gutter: usize,
    /// Labels stand to its right.
    pub rightward: bool,
    /// It is to the left of the trunk.
    pub left: bool,
    /// Gutters that the way from the trunk runs through.
    pub crosses: Vec<usize>,
    /// Columns that the way from the trunk runs through.
    pub passes: Vec<usize>,
    /// In a wide room branches leave at the bottom, this much above the start.
    pub early: Option<i32>,
    /// Room for words.
    pub room: i32,
}

/// A room's columns and gutters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Full width.
    pub width: i32,
    /// The trunk's place.
    pub trunk: i32,
    /// The columns.
    pub columns: Vec<Column>,
    /// How many gutters.
    pub gutters: usize,
    /// The gutter that the start's words stand in.
    pub start_gutter: usize,
    /// Columns for other starts, in order of use.
    pub feet: Vec<usize>,
    /// Where a band's name stands, and the gutter it takes room from.
    pub tier: (i32, Option<usize>),
}

impl Column {
    /// 1 when labels stand to the right, −1 otherwise.
    pub fn direction(&self) -> i32 {
        if self.rightward { 1 } else { -1 }
    }

    /// Where a station stands, and where its words start (or end), and the room they have.
    pub fn spot(&self, spur: bool) -> (i32, i32, i32) {
        let off = if spur { SPUR } else { 0 };
        let x = self.x + self.direction() * off;
        (x, x + self.direction() * (STATION + BESIDE), self.room - off)
    }
}

/// Two columns on each side of the trunk, each pair sharing the gutter between them.
pub fn narrow() -> Frame {
    let (outer, inner, trunk, width) = (22, 156, 180, 360);
    let room = inner - outer - STATION - BESIDE - CLEAR;
    let column = |x: i32, left: bool, at_edge: bool| Column {
        x,
        gutter: usize::from(!left),
        rightward: left == at_edge,
        left,
        crosses: if at_edge { vec![usize::from(!left)] } else { Vec::new() },
        passes: match (at_edge, left) {
            (false, _) => Vec::new(),
            (true, true) => vec![0],
            (true, false) => vec![2],
        },
        early: None,
        room,
    };
    Frame {
        width,
        trunk,
        columns: vec![
            column(inner, true, false),
            column(outer, true, true),
            column(width - inner, false, false),
            column(width - outer, false, true),
        ],
        gutters: 2,
        start_gutter: 1,
        feet: vec![1, 3],
        tier: (outer + CLEAR + 4, Some(0)),
    }
}

/// A column for each of `lines`, half of them on each side, the first nearest to the trunk.
pub fn wide(lines: usize, tier_width: i32, room: Room) -> Frame {
    let gutter = if room == Room::Wide { 180 } else { 7 * NAME + 30 };
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX / 1024);
    let right_count = lines.div_ceil(2).max(1);
    let left_count = (lines / 2).max(1);
    let margin = tier_width + 28;
    let trunk = margin + count(left_count) * gutter;
    let first_right = trunk + 36;
    let most = left_count.max(right_count);
    let mut columns = Vec::new();
    for k in 0..most {
        let early = Some(LOWEST_FAN + count(most - 1 - k) * 15);
        let room = gutter - STATION - BESIDE - CLEAR;
        if k < right_count {
            columns.push(Column {
                x: first_right + count(k) * gutter,
                gutter: k,
                rightward: true,
                left: false,
                crosses: (0..k).collect(),
                passes: Vec::new(),
                early,
                room,
            });
        }
        if k < left_count {
            columns.push(Column {
                x: trunk - count(k + 1) * gutter,
                gutter: right_count + k,
                rightward: true,
                left: true,
                crosses: (right_count..=right_count + k).collect(),
                passes: Vec::new(),
                early,
                room,
            });
        }
    }
    let feet = columns.iter().enumerate().filter(|(_, c)| c.left).map(|(i, _)| i).collect();
    Frame {
        width: first_right + count(right_count) * gutter,
        trunk,
        columns,
        gutters: left_count + right_count,
        start_gutter: 0,
        feet,
        tier: (14, None),
    }
}
