//! Owns the window onto the picture: pinched and dragged, larger and smaller by keys, with the
//! point under the fingers or the mouse staying where it is. Refuses what is drawn in it.

use crate::app::platform::dom;
use leptos::{html, prelude::*};
use std::collections::BTreeMap;

/// Zoom in per cent of the room there is.
pub const ZOOM: (i32, i32) = (100, 300);
/// A mouse that moved so far drags; before that it clicks.
const DRAG: i32 = 6;

/// What a gesture began with.
#[derive(Clone, Copy)]
struct Began {
    /// Between the fingers, and the zoom then.
    spread: Option<(f64, i32)>,
    /// Where the mouse was last.
    mouse: Option<(i32, i32)>,
    /// Is the mouse dragging?
    drags: bool,
}

const NOTHING: Began = Began { spread: None, mouse: None, drags: false };

/// Draws the window. One finger scrolls the page, or the picture once it is larger than its frame.
pub fn draw(
    zoom: RwSignal<i32>,
    width: i32,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let port = NodeRef::<html::Div>::new();
    let sizer = NodeRef::<html::Div>::new();
    let fingers: StoredValue<BTreeMap<i32, (i32, i32)>> = StoredValue::new(BTreeMap::new());
    let began = StoredValue::new(NOTHING);
    // Two fingers: how far apart, and the point between them.
    let pair = move || {
        fingers.with_value(|f| {
            let mut at = f.values();
            let (Some(a), Some(b)) = (at.next(), at.next()) else { return None };
            let (dx, dy) = (f64::from(a.0 - b.0), f64::from(a.1 - b.1));
            let middle = (f64::from(a.0 + b.0) / 2.0, f64::from(a.1 + b.1) / 2.0);
            Some((dx.hypot(dy).max(1.0), middle))
        })
    };
    let set = move |next: i32, (x, y): (f64, f64)| {
        let (Some(port), Some(sizer)) = (port.get_untracked(), sizer.get_untracked()) else {
            return;
        };
        let next = next.clamp(ZOOM.0, ZOOM.1);
        let before = sizer.get_bounding_client_rect();
        zoom.set(next);
        // Sized at once, so that the point can be held in the same frame.
        dom::style(&sizer, "width", &format!("{next}%"));
        dom::style(&sizer, "max-width", &most(width, next));
        let after = sizer.get_bounding_client_rect();
        let times = after.width() / before.width().max(1.0);
        let moved = |from: f64, point: f64| (point - from) * times - (point - from);
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        let left = (moved(before.left(), x) + after.left() - before.left()).round() as i32;
        port.set_scroll_left(port.scroll_left() + left);
        dom::scroll_to(dom::scrolled() + moved(before.top(), y));
    };
    let down = move |event: leptos::ev::PointerEvent| {
        if event.pointer_type() == "mouse" {
            let mouse = (event.button() == 0).then(|| (event.client_x(), event.client_y()));
            began.set_value(Began { mouse, ..NOTHING });
            return;
        }
        fingers.update_value(|f| {
            f.insert(event.pointer_id(), (event.client_x(), event.client_y()));
        });
        let spread = pair().map(|(spread, _)| (spread, zoom.get_untracked()));
        began.set_value(Began { spread, ..NOTHING });
    };
    let moved = move |event: leptos::ev::PointerEvent| {
        let now = (event.client_x(), event.client_y());
        let state = began.get_value();
        if let Some(last) = state.mouse {
            let (dx, dy) = (now.0 - last.0, now.1 - last.1);
            let Some(port) = port.get_untracked() else { return };
            if !state.drags && dx.abs().max(dy.abs()) < DRAG {
                return;
            }
            // Held by the window from here on, so that the station under it is not tapped.
            let _ = port.set_pointer_capture(event.pointer_id());
            port.set_scroll_left(port.scroll_left() - dx);
            dom::scroll_to(dom::scrolled() - f64::from(dy));
            began.set_value(Began { mouse: Some(now), drags: true, ..NOTHING });
            return;
        }
        fingers.update_value(|f| {
            if let Some(finger) = f.get_mut(&event.pointer_id()) {
                *finger = now;
            }
        });
        if let (Some((spread, middle)), Some((first, from))) = (pair(), state.spread) {
            #[expect(clippy::cast_possible_truncation, reason = "per cent, clamped")]
            set((f64::from(from) * spread / first) as i32, middle);
        }
    };
    let up = move |event: leptos::ev::PointerEvent| {
        fingers.update_value(|f| {
            f.remove(&event.pointer_id());
        });
        began.set_value(NOTHING);
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let now = zoom.get_untracked();
        match event.key().as_str() {
            "+" | "=" => zoom.set((now + 50).min(ZOOM.1)),
            "-" => zoom.set((now - 50).max(ZOOM.0)),
            "0" => zoom.set(ZOOM.0),
            _ => {}
        }
    };
    view! {
        <div
            class="map-port"
            node_ref=port
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:pointerleave=up
            on:keydown=keys
        >
            <div
                class="map-sizer"
                node_ref=sizer
                style:width=move || format!("{}%", zoom.get())
                style:max-width=move || most(width, zoom.get())
            >
                {content}
            </div>
        </div>
    }
    .into_any()
}

/// Letters grow by a third at most before the rider asks for more.
fn most(width: i32, zoom: i32) -> String {
    format!("{}px", width * 13 / 10 * zoom / 100)
}
