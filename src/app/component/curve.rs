//! Owns the curve: a few points and the steps between them, drawn small; a tap takes the nearest.
//! Refuses words of its own: whoever draws it says the same in a list or table beside it.

use crate::app::platform::dom;
use leptos::prelude::*;
use std::fmt::Write;

/// One point; without a height there is nothing at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Where, from left to right.
    pub x: i64,
    /// How high.
    pub y: Option<i64>,
}

const WIDE: i64 = 320;
const HIGH: i64 = 120;
const EDGE: i64 = 12;

/// Draws the points, the one at `now` marked. `ends` are the words at the top and bottom of the
/// height and at the left and right of the width.
pub fn curve(
    dots: Vec<Dot>,
    now: Option<i64>,
    ends: [String; 4],
    pick: Callback<usize>,
) -> AnyView {
    let picture = picture(&dots, now);
    let tapped = move |event: leptos::ev::MouseEvent| {
        let Some(share) = dom::across(&event) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "a place within the picture")]
        let at = (share * WIDE as f64) as i64;
        let places = places(&dots);
        let near = (0..dots.len()).filter(|i| dots[*i].y.is_some());
        if let Some(index) = near.min_by_key(|i| (places[*i].0 - at).abs()) {
            pick.run(index);
        }
    };
    let [top, bottom, left, right] = ends;
    view! {
        <div class="curve" aria-hidden="true">
            <span class="curve-y"><span>{top}</span><span>{bottom}</span></span>
            <div class="curve-field" inner_html=picture on:click=tapped></div>
            <span class="curve-x"><span>{left}</span><span>{right}</span></span>
        </div>
    }
    .into_any()
}

/// Where each point lies; one without a height lies on the ground.
fn places(dots: &[Dot]) -> Vec<(i64, i64)> {
    let scale = |value: i64, low: i64, high: i64, room: i64| {
        if high > low { (value - low) * room / (high - low) } else { room / 2 }
    };
    let range = |list: &mut dyn Iterator<Item = i64>| {
        list.fold((i64::MAX, i64::MIN), |(low, high), one| (low.min(one), high.max(one)))
    };
    let (left, right) = range(&mut dots.iter().map(|dot| dot.x));
    let (low, high) = range(&mut dots.iter().filter_map(|dot| dot.y));
    let place = |dot: &Dot| {
        let x = EDGE + scale(dot.x, left, right, WIDE - 2 * EDGE);
        let up = dot.y.map_or(0, |y| scale(y, low, high, HIGH - 2 * EDGE));
        (x, HIGH - EDGE - up)
    };
    dots.iter().map(place).collect()
}

fn picture(dots: &[Dot], now: Option<i64>) -> String {
    let places = places(dots);
    let mut line = String::new();
    let mut marks = String::new();
    let mut drawn = false;
    for (dot, (x, y)) in dots.iter().zip(places) {
        // Writing to a string cannot fail.
        let _ = if dot.y.is_none() {
            write!(marks, "<path class='curve-none' d='M{} {}l8 8m0 -8l-8 8'/>", x - 4, y - 4)
        } else if drawn {
            write!(line, "H{x}V{y}")
        } else {
            write!(line, "M{x} {y}")
        };
        drawn |= dot.y.is_some();
        if dot.y.is_some() {
            let (class, r) = if now == Some(dot.x) { ("curve-now", 7) } else { ("curve-dot", 4) };
            let _ = write!(marks, "<circle class='{class}' cx='{x}' cy='{y}' r='{r}'/>");
        }
    }
    let ground = HIGH - 2;
    format!(
        "<svg viewBox='0 0 {WIDE} {HIGH}'><path class='curve-ground' d='M2 2V{ground}H{WIDE}'/>\
         <path class='curve-line' d='{line}'/>{marks}</svg>"
    )
}
