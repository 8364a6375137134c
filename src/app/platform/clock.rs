//! Owns "today" and timers.

use super::dom;
use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use qitu_model::Date;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};

/// A clock further ahead of the build is wrong.
const MOST_DAYS_AHEAD: i32 = 3653;
/// How often the day is looked at while the page lies open.
const LOOK_MS: u32 = 30_000;

/// The day now. Where the device's cannot be right, the day of the build takes its place.
#[must_use]
pub fn today() -> Date {
    wrong_day().map_or_else(device_day, |(_, used)| used)
}

/// The device's day, if the build is younger or older by ten years, and the day that is used instead.
#[must_use]
pub fn wrong_day() -> Option<(Date, Date)> {
    let (day, built) = (device_day(), Date::parse(&dom::meta("qitu-checked")?)?);
    // Where the build was made it may have been the next day already.
    let is_right = (-1..=MOST_DAYS_AHEAD).contains(&day.days_since(built));
    (!is_right).then_some((day, built))
}

/// Calls back when the page comes to the front, and at times while it lies open: the day may be
/// another.
pub fn on_look(act: impl Fn() + 'static) {
    let act = Rc::new(act);
    let Some(window) = web_sys::window() else { return };
    for event in ["visibilitychange", "pageshow", "focus"] {
        let act = act.clone();
        EventListener::new(&window, event, move |_| act()).forget();
    }
    Interval::new(LOOK_MS, move || act()).forget();
}

/// The day by the device's calendar.
fn device_day() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2026);
    let month = u8::try_from(now.get_month() + 1).unwrap_or(1);
    let day = u8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).expect("the device's calendar only has days that exist")
}

/// Milliseconds since the page began.
#[must_use]
pub fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Seconds since the first of January 1970, UTC, by the device's clock.
#[must_use]
pub fn unix_seconds() -> u64 {
    (js_sys::Date::now() / 1000.0) as u64
}

/// Does something once, later.
pub fn after(ms: u32, act: impl FnOnce() + 'static) {
    Timeout::new(ms, act).forget();
}

/// Does something before the next frame is drawn: what the page holds by then is laid out for it.
pub fn before_drawing(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(act.unchecked_ref());
    }
}

/// Two frames, in milliseconds: what was drawn is on the screen then.
pub const DRAWN: u32 = 34;

/// Does something after the next two frames: what was drawn is then on the screen.
pub fn after_drawing(act: impl FnOnce() + 'static) {
    after(DRAWN, act);
}

/// A wait by chance, below so many milliseconds: windows that heard the same then do not all act at
/// once.
#[must_use]
pub fn random_wait(below_ms: u32) -> u32 {
    (js_sys::Math::random() * f64::from(below_ms)) as u32
}
