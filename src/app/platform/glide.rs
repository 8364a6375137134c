//! Owns how a list that is drawn again shows what became of each thing in it: what stands elsewhere
//! comes from where it stood, what is new arrives. The style says how fast; where the device asks
//! for stillness, not at all. Refuses to know what is in the list.

use super::clock;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Says of a thing what became of it: `moved` or `new`.
const ATTRIBUTE: &str = "data-glide";
/// Less than this is nobody's move.
const LEAST_PX: i32 = 3;

/// Where each thing stood, and how wide the list was.
#[derive(Default)]
struct Stood {
    width: i32,
    tops: BTreeMap<String, i32>,
}

thread_local! {
    static STOOD: RefCell<Stood> = RefCell::default();
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// A list was drawn: shows before the next frame what became of its things, each known by the
/// attribute `key` of something inside it.
pub fn drawn(list: &'static str, key: &'static str) {
    if ASKED.replace(true) {
        return;
    }
    clock::before_drawing(move || {
        ASKED.set(false);
        show(list, key);
    });
}

fn show(list: &str, key: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let list = document.and_then(|d| d.query_selector(list).ok().flatten());
    let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else { return };
    let all = std::iter::successors(list.first_element_child(), Element::next_element_sibling);
    let things: Vec<(String, HtmlElement)> = all.filter_map(|one| named(one, key)).collect();
    // All are measured before one is touched, so that the page is laid out once.
    let tops =
        things.iter().map(|(name, one)| (name.clone(), one.offset_top() - list.offset_top()));
    let now = Stood { width: list.offset_width(), tops: tops.collect() };
    STOOD.with_borrow_mut(|stood| {
        let is_same_list = now.tops.keys().any(|name| stood.tops.contains_key(name));
        if is_same_list && stood.width == now.width {
            for (name, one) in &things {
                became(one, stood.tops.get(name).copied(), now.tops.get(name).copied());
            }
        }
        *stood = now;
    });
}

fn named(one: Element, key: &str) -> Option<(String, HtmlElement)> {
    let inside = one.query_selector(&format!("[{key}]")).ok().flatten()?;
    Some((inside.get_attribute(key)?, one.dyn_into().ok()?))
}

fn became(one: &HtmlElement, before: Option<i32>, now: Option<i32>) {
    let Some(now) = now else { return };
    let word = match before {
        None => "new",
        Some(before) if (before - now).abs() < LEAST_PX => return,
        Some(before) => {
            super::dom::style(one, "--from", &format!("{}px", before - now));
            "moved"
        }
    };
    let _ = one.set_attribute(ATTRIBUTE, word);
}
