//! Owns the handle by which a thing in the way is taken hold of: by a mouse at once, by a finger that
//! rests on it (so that the page still scrolls), by keys, or by a tap that opens the sheet.

use super::lifting::{By, Lift, aim, keeps_focus, lifted, put, put_back, take};
use crate::app::platform::{clock, dom, drag, glide};
use crate::app::session::Session;
use crate::app::state::lift::{Lifted, Spot};
use leptos::{ev, html, prelude::*};
use qitu_engine::text::ui;
use qitu_model::{Catalogue, Lang};
use std::sync::Arc;

/// A pointer that moves no further has not begun to drag.
const SLACK_PX: f64 = 6.0;
/// A finger that rests so long takes hold; one that moves sooner scrolls.
const HOLD_MS: u32 = 200;
/// The way from one week to the next under the pointer.
const NOTCH_PX: f64 = 24.0;

/// Where a pointer went down, and whether it has taken hold since.
#[derive(Clone, Copy)]
struct Press {
    x: f64,
    y: f64,
    turn: u32,
    has_hold: bool,
}

/// What a handle knows.
#[derive(Clone)]
struct Handle {
    session: Session,
    lang: Lang,
    catalogue: Arc<Catalogue>,
    what: Lifted,
    element: NodeRef<html::Button>,
    press: StoredValue<Option<Press>>,
    /// The click that ends a drag, or follows a key, opens nothing.
    is_over: StoredValue<bool>,
}

/// Draws the handle of one thing.
pub fn draw(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    what: Lifted,
    name: &str,
) -> AnyView {
    let label = ui::fill(ui::lift::words(lang).handle, &[name]);
    let key = what.key();
    let handle = Handle {
        session,
        lang,
        catalogue: catalogue.clone(),
        what,
        element: NodeRef::new(),
        press: StoredValue::new(None),
        is_over: StoredValue::new(false),
    };
    let element = handle.element;
    Effect::new({
        let handle = handle.clone();
        move |_| {
            if element.get().is_some() {
                glide::drawn(".timeline", "data-move");
                handle.stay();
            }
        }
    });
    on_cleanup({
        let handle = handle.clone();
        move || handle.go()
    });
    let with = |act: fn(&Handle, &ev::PointerEvent)| {
        let handle = handle.clone();
        move |event: ev::PointerEvent| act(&handle, &event)
    };
    let (touched, keyed, tapped, left) =
        (handle.clone(), handle.clone(), handle.clone(), handle.clone());
    view! {
        <button
            class="move-handle"
            data-print="never"
            data-move=key
            aria-label=label.clone()
            title=label
            node_ref=element
            on:pointerdown=with(Handle::down)
            on:pointermove=with(Handle::moved)
            on:pointerup=with(Handle::up)
            on:pointercancel=with(|handle, _| handle.drop_it())
            on:contextmenu=|event: ev::MouseEvent| event.prevent_default()
            on:keydown=move |event| keyed.key(&event)
            on:click=move |_| tapped.tap()
            on:blur=move |_| left.blur()
            // A finger that has taken hold drags, and the page stays where it is.
            on:touchmove=move |event: ev::TouchEvent| {
                if touched.has_hold() {
                    event.prevent_default();
                }
            }
        >
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"></path>
            </svg>
        </button>
    }
    .into_any()
}

impl Handle {
    fn take(&self, by: By) {
        take(self.session, self.lang, &self.catalogue, self.what.clone(), by);
    }

    fn has_hold(&self) -> bool {
        self.press.with_value(|press| press.is_some_and(|press| press.has_hold))
    }

    fn is_held(&self, by: By) -> bool {
        lifted().with_untracked(|l| l.as_ref().is_some_and(|l| l.what == self.what && l.by == by))
    }

    fn shift(&self, by: Option<f64>) {
        let Some(button) = self.element.get_untracked() else { return };
        if let Some(item) = drag::around(&button, ".timeline-item") {
            drag::shift(&item, by);
        }
    }

    fn down(&self, event: &ev::PointerEvent) {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        self.is_over.set_value(false);
        let turn = self.press.with_value(|press| press.map_or(0, |press| press.turn + 1));
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.press.set_value(Some(Press { x, y, turn, has_hold: false }));
        drag::hold(event);
        if event.pointer_type() != "mouse" {
            let handle = self.clone();
            clock::after(HOLD_MS, move || {
                // The handle may be gone by then.
                let press = handle.press.try_get_value().flatten();
                if press.is_some_and(|press| press.turn == turn && !press.has_hold) {
                    handle.begin();
                }
            });
        }
    }

    /// Takes hold.
    fn begin(&self) {
        self.press.update_value(|press| {
            if let Some(press) = press {
                press.has_hold = true;
            }
        });
        self.take(By::Pointer);
        drag::buzz();
        self.shift(Some(0.0));
        // So that Escape puts it back, in every browser.
        if let Some(button) = self.element.get_untracked() {
            let _ = button.focus();
        }
    }

    fn moved(&self, event: &ev::PointerEvent) {
        let Some(press) = self.press.get_value() else { return };
        let (x, y) = (f64::from(event.client_x()) - press.x, f64::from(event.client_y()) - press.y);
        if !press.has_hold {
            if x.hypot(y) <= SLACK_PX {
                return;
            }
            if event.pointer_type() != "mouse" {
                // It scrolls.
                self.press.set_value(None);
                return;
            }
            self.begin();
        }
        self.shift(Some(y));
        let over = dom::attribute_at(event.client_x(), event.client_y(), "data-offer");
        let spot = match over {
            Some(offer) => Some(Spot::Offer(offer)),
            None => lifted().with_untracked(|l| {
                let notches = (y / NOTCH_PX).round();
                l.as_ref().map(|lift| lift.further(notches as i32))
            }),
        };
        spot.into_iter().for_each(aim);
    }

    fn up(&self, _: &ev::PointerEvent) {
        if self.has_hold() {
            self.is_over.set_value(true);
            self.shift(None);
            self.press.set_value(None);
            if self.is_held(By::Pointer) {
                put(self.session, self.lang, &self.catalogue);
            }
        }
        self.press.set_value(None);
    }

    /// The browser took the pointer away, or Escape did.
    fn drop_it(&self) {
        if self.has_hold() {
            self.is_over.set_value(true);
            self.shift(None);
        }
        self.press.set_value(None);
        if self.is_held(By::Pointer) {
            put_back();
        }
    }

    fn tap(&self) {
        if !self.is_over.get_value() {
            self.take(By::Taps);
        }
        self.is_over.set_value(false);
    }

    fn key(&self, event: &ev::KeyboardEvent) {
        let by_keys = self.is_held(By::Keys);
        let spot = |of: fn(&Lift) -> Spot| {
            if !self.is_held(By::Keys) {
                self.take(By::Keys);
            }
            lifted().with_untracked(|l| l.as_ref().map(of)).into_iter().for_each(aim);
        };
        match event.key().as_str() {
            "Escape" if self.has_hold() => self.drop_it(),
            "Escape" if by_keys => put_back(),
            "ArrowUp" if !self.has_hold() => spot(|lift| lift.step(-1)),
            "ArrowDown" if !self.has_hold() => spot(|lift| lift.step(1)),
            "ArrowLeft" if by_keys => spot(|lift| lift.turn(false)),
            "ArrowRight" if by_keys => spot(|lift| lift.turn(true)),
            "Enter" | " " if by_keys => {
                self.is_over.set_value(true);
                put(self.session, self.lang, &self.catalogue);
                let handle = self.clone();
                clock::after(HOLD_MS, move || _ = handle.is_over.try_set_value(false));
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn blur(&self) {
        if self.is_held(By::Keys) {
            put_back();
        }
    }

    /// The way was drawn again under the keys: they go on where they were.
    fn stay(&self) {
        if keeps_focus(&self.what)
            && let Some(button) = self.element.get_untracked()
        {
            let _ = button.focus();
        }
    }

    /// The handle goes, with what its pointer held.
    fn go(&self) {
        if self.is_held(By::Pointer) {
            put_back();
        }
    }
}
