//! Owns the map as a picture: bands, lines, the plan's way, stations. Refuses geometry, which is
//! `layout`'s; keys move between stations along the lines.

use super::state::{Mark, State};
use crate::app::platform::{clock, dom};
use crate::app::session::Session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::next;
use qitu_engine::layout::{Area, Direction, Map, Point, Station, path};
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Catalogue, Id};
use std::sync::Arc;

/// What the picture is drawn from.
#[derive(Clone, PartialEq)]
pub struct Scene {
    /// Where everything is.
    pub map: Arc<Map>,
    /// What every station is.
    pub marks: Vec<Mark>,
    /// The roles the plan passes.
    pub journey: Vec<Id>,
}

impl Scene {
    fn mark(&self, role: &str) -> Option<&Mark> {
        self.marks.iter().find(|m| m.role == role)
    }

    /// The ways between the roles of the plan, each with the line it ends on.
    fn legs(&self) -> Vec<(Vec<Point>, Option<usize>)> {
        let at = |role: &Id| self.map.station(role);
        let pairs = self.journey.windows(2);
        let leg = |pair: &[Id]| {
            let [from, to] = pair else { return None };
            let ((from, _), (to, station)) = (at(from)?, at(to)?);
            Some((self.map.way(from, to), station.line))
        };
        pairs.filter_map(leg).collect()
    }

    fn track(&self, line: Option<usize>) -> String {
        line.and_then(|l| self.map.lines.get(l)).map_or_else(String::new, |l| l.track.clone())
    }
}

/// Draws it. `open` is the role whose sheet is open.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue, scene: &Scene) -> AnyView {
    let map = scene.map.clone();
    let words = ui::map::words(lang);
    let here = scene.marks.iter().find(|m| m.state == State::Here);
    let first = here.and_then(|m| map.station(&m.role)).map_or(0, |(i, _)| i);
    let focused = RwSignal::new(first);
    let open = move || {
        session.route.with(|r| match r {
            Route::Map(id) => id.clone(),
            _ => None,
        })
    };

    // What the open role unlocks is marked on the map beside its sheet.
    let book = session.catalogue();
    let unlocked = Memo::new(move |_| {
        let role = book.as_ref().zip(open());
        let role =
            role.and_then(|(book, id)| Some((book, book.roles.iter().find(|r| r.id == id)?)));
        let opened = role.map(|(book, role)| next::opens(book, role)).unwrap_or_default();
        opened.into_iter().map(|(_, a)| a.id.clone()).collect::<Vec<Id>>()
    });

    let zones = map.zones.iter().enumerate().map(|(i, zone)| {
        let name = catalogue.tiers.iter().find(|t| t.id == zone.tier);
        let name = name.map_or_else(String::new, |t| lang.pick(&t.name).to_owned());
        // A band is as wide as the window, however wide the map in it.
        let Area { y, width, height, .. } = zone.area;
        view! {
            <rect class="map-zone" data-odd=(i % 2 == 1).then_some("odd") x=-width y=y width=3 * width height=height></rect>
            <text class="map-tier" x=zone.label.x y=zone.label.y + 15>{name}</text>
        }
    });
    let zones = zones.collect::<Vec<_>>();

    let stroke = |points: &[Point], class: &'static str, track: Option<String>| {
        view! { <path class=class data-track=track d=path(points)></path> }
    };
    let mut trunk: Vec<_> = map.feeders.iter().map(|f| stroke(f, "map-line", None)).collect();
    trunk.push(stroke(&map.trunk, "map-line", None));
    let mut lines = Vec::new();
    for line in &map.lines {
        let track = Some(line.track.clone());
        for points in line.spurs.iter().chain([&line.points]) {
            lines.push(stroke(points, "map-line", track.clone()));
        }
    }
    let plates = map.lines.iter().map(|line| {
        let Area { x, y, width, height } = line.plate;
        view! {
            <g data-track=line.track.clone()>
                <rect class="map-plate" x=x y=y width=width height=height rx=height / 2></rect>
                <text class="map-plate-name" x=x + width / 2 y=y + 16>{line.name.clone()}</text>
            </g>
        }
    });
    let plates = plates.collect::<Vec<_>>();

    // The way lights up: a casing first, then the line, then what moves along it.
    let legs = scene.legs();
    let casings: Vec<_> = legs.iter().map(|(way, _)| stroke(way, "map-casing", None)).collect();
    let lit: Vec<_> =
        legs.iter().map(|(way, line)| stroke(way, "map-lit", Some(scene.track(*line)))).collect();
    let flow: Vec<_> = legs.iter().map(|(way, _)| stroke(way, "map-flow", None)).collect();

    let stations = map.stations.iter().enumerate().map(|(index, station)| {
        let mark = scene.mark(&station.role);
        draw_station(
            session, lang, catalogue, scene, index, station, mark, focused, &open, unlocked,
        )
    });
    let stations = stations.collect::<Vec<_>>();

    let keys = {
        let map = map.clone();
        move |event: leptos::ev::KeyboardEvent| {
            let at = focused.get_untracked();
            let direction = match event.key().as_str() {
                "ArrowUp" => Direction::Up,
                "ArrowDown" => Direction::Down,
                "ArrowLeft" => Direction::Left,
                "ArrowRight" => Direction::Right,
                "Enter" | " " => {
                    event.prevent_default();
                    if let Some(station) = map.stations.get(at) {
                        session.go(&Route::Map(Some(station.role.clone())));
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if let Some(next) = map.step(at, direction) {
                focused.set(next);
                clock::after_drawing(move || dom::focus(&format!("#station-{next}")));
            }
        }
    };
    let count = map.stations.len().to_string();
    view! {
        <svg
            class="map-picture"
            viewBox=format!("0 0 {} {}", map.width, map.height)
            role="group"
            aria-label=ui::fill(words.picture, &[&count])
            aria-describedby="map-how"
            on:keydown=keys
        >
            {zones}
            {trunk}
            {lines}
            {casings}
            {lit}
            {flow}
            {plates}
            {stations}
        </svg>
    }
    .into_any()
}

/// One station: its target, its sign by state, its words.
#[expect(clippy::too_many_arguments, reason = "one call; what it draws from is all different")]
fn draw_station(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    scene: &Scene,
    index: usize,
    station: &Station,
    mark: Option<&Mark>,
    focused: RwSignal<usize>,
    open: &(impl Fn() -> Option<Id> + Copy + Send + Sync + 'static),
    unlocked: Memo<Vec<Id>>,
) -> AnyView {
    let words = ui::map::words(lang);
    let state = mark.map_or(State::Later, |m| m.state);
    let note = mark.map(|m| m.note.clone()).unwrap_or_default();
    let track = scene.track(station.line);
    let track_name = catalogue.tracks.iter().find(|t| t.id == track);
    let name = catalogue.roles.iter().find(|r| r.id == station.role);
    let tier = name.and_then(|r| r.tier.as_deref());
    let tier = catalogue.tiers.iter().find(|t| Some(t.id.as_str()) == tier);
    // What is seen comes first and as it is seen, so that it can be said to the device.
    let seen = station.label.rows.iter().chain((!note.is_empty()).then_some(&note));
    let seen = seen.map(String::as_str).collect::<Vec<_>>().join(" ");
    let spoken = [
        Some(seen.as_str()),
        track_name.map(|t| lang.pick(&t.name)),
        tier.map(|t| lang.pick(&t.name)),
        note.is_empty().then(|| state.label(lang)),
        station.interchange.then_some(words.change),
    ];
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    let spoken = spoken.into_iter().flatten().collect::<Vec<_>>().join(comma);
    let Area { x, y, width, height } = station.target;
    let Point { x: cx, y: cy } = station.at;
    let anchor = if station.label.ends_here { "end" } else { "start" };
    let rows = station.label.rows.iter().zip(&station.label.baselines).map(|(row, baseline)| {
        view! {
            <text class="map-name" x=station.label.x y=*baseline text-anchor=anchor font-size=station.label.size>
                {format!("{row} ")}
            </text>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let note = (!note.is_empty()).then(|| {
        view! { <text class="map-note" x=station.label.x y=station.label.note text-anchor=anchor>{note}</text> }
    });
    let sign = sign(state, cx, cy);
    let role = station.role.clone();
    let (opened, tapped, opens) = (role.clone(), role.clone(), role);
    let open = *open;
    view! {
        <g
            id=format!("station-{index}")
            class="map-station"
            data-state=state.word()
            data-track=track
            data-change=station.interchange.then_some("yes")
            data-open=move || (open().as_deref() == Some(opened.as_str())).then_some("yes")
            data-unlocked=move || unlocked.with(|all| all.contains(&opens)).then_some("yes")
            role="button"
            aria-haspopup="dialog"
            aria-label=spoken
            tabindex=move || if focused.get() == index { "0" } else { "-1" }
            on:focus=move |_| focused.set(index)
            on:click=move |_| session.go(&Route::Map(Some(tapped.clone())))
        >
            <rect class="map-target" x=x - 4 y=y width=width + 8 height=height rx="10"></rect>
            {sign}
            // The label says all of it, in an order that can be listened to.
            <g aria-hidden="true">{rows} {note}</g>
        </g>
    }
    .into_any()
}

/// A five-pointed star of ten corners around a point.
fn star(x: i32, y: i32) -> String {
    const CORNERS: [(i32, i32); 10] = [
        (0, -60),
        (15, -20),
        (57, -18),
        (24, 8),
        (35, 48),
        (0, 25),
        (-35, 48),
        (-24, 8),
        (-57, -18),
        (-15, -20),
    ];
    let mut data = String::new();
    for (i, (dx, dy)) in CORNERS.into_iter().enumerate() {
        let (x, y) = (f64::from(x * 10 + dx) / 10.0, f64::from(y * 10 + dy) / 10.0);
        data.push_str(&format!("{}{x} {y}", if i == 0 { "M" } else { "L" }));
    }
    data.push('Z');
    data
}

/// A station's sign: every state has a shape of its own.
pub fn sign(state: State, cx: i32, cy: i32) -> AnyView {
    match state {
        State::Here => view! {
            <circle class="map-pulse" cx=cx cy=cy r="17"></circle>
            <circle class="map-here" cx=cx cy=cy r="12"></circle>
            <circle class="map-here-dot" cx=cx cy=cy r="5"></circle>
        }
        .into_any(),
        State::Done => view! {
            <circle class="map-full" cx=cx cy=cy r="10"></circle>
            <path class="map-tick" d=format!("M{} {}l3.2 3.4 6-6.6", cx - 5, cy)></path>
        }
        .into_any(),
        State::Goal => view! {
            <circle class="map-stop" cx=cx cy=cy r="12"></circle>
            <circle class="map-full" cx=cx cy=cy r="8.5"></circle>
            <path class="map-star" d=star(cx, cy)></path>
        }
        .into_any(),
        State::Planned => view! {
            <circle class="map-stop" cx=cx cy=cy r="10.5"></circle>
            <circle class="map-full" cx=cx cy=cy r="5.5"></circle>
        }
        .into_any(),
        State::Next => view! {
            <circle class="map-stop" cx=cx cy=cy r="9"></circle>
            <path class="map-arrow" d=format!("M{} {}l4-4 4 4", cx - 4, cy + 2)></path>
        }
        .into_any(),
        State::Later => view! { <circle class="map-stop" cx=cx cy=cy r="7"></circle> }.into_any(),
    }
}
