//! Owns focus, scrolling, dialogs and what the root element says about the page.

use super::seam::Missing;
use gloo_events::EventListener;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CustomEvent, Document, Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement,
};

/// An input field, as handlers of events meet it.
pub use web_sys::HtmlInputElement as Input;
pub use web_sys::Node;

fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

/// Says the language and the title of the page; `theme` is `light`, `dark` or empty for the
/// device's own.
pub fn describe(lang: &str, title: &str, theme: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", lang);
        let _ = match theme {
            "" => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme),
        };
    }
}

/// Says one thing of the root element, or no longer.
pub fn root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|d| d.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// How large letters are; empty as the device has them.
pub fn letters(size: &str) {
    if let Some(root) = find("html") {
        style(&root, "font-size", size);
    }
}

/// How large the letters of the page are, in percent of a browser's usual ones.
#[must_use]
pub fn letter_percent() -> i32 {
    const USUAL_PX: f64 = 16.0;
    let size = || {
        let window = web_sys::window()?;
        let root = window.document()?.document_element()?;
        let style = window.get_computed_style(&root).ok().flatten()?;
        let size = style.get_property_value("font-size").ok()?;
        size.strip_suffix("px")?.parse::<f64>().ok()
    };
    #[expect(clippy::cast_possible_truncation, reason = "a percentage of a few hundred")]
    let percent = (size().unwrap_or(USUAL_PX) * 100.0 / USUAL_PX).round() as i32;
    percent
}

fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// What the page's head says under a name; nothing where it says nothing.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    let element = find_any(&format!("meta[name='{name}']"))?;
    element.get_attribute("content").filter(|content| !content.is_empty())
}

/// Brings a style sheet into the page's head, unless it is there.
///
/// # Errors
/// When it does not come; it can be asked for again then.
pub async fn bring_style(address: &str) -> Result<(), Missing> {
    const HERE: &str = "data-here";
    let place = format!("link[href='{address}']");
    if has(&format!("{place}[{HERE}]")) {
        return Ok(());
    }
    // It may be on its way already.
    let link = find_any(&place).or_else(|| add_link(address)).ok_or(Missing)?;
    let came = Promise::new(&mut |yes, no| {
        let _ = link.add_event_listener_with_callback("load", &yes);
        let _ = link.add_event_listener_with_callback("error", &no);
    });
    if JsFuture::from(came).await.is_err() {
        link.remove();
        return Err(Missing);
    }
    let _ = link.set_attribute(HERE, "");
    Ok(())
}

fn add_link(address: &str) -> Option<Element> {
    let link = document()?.create_element("link").ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", address).ok()?;
    find_any("head")?.append_child(&link).ok()?;
    Some(link)
}

/// Is there an element of this selector?
#[must_use]
pub fn has(selector: &str) -> bool {
    find_any(selector).is_some()
}

/// The text inside the first element of this selector.
#[must_use]
pub fn text_of(selector: &str) -> Option<String> {
    find_any(selector)?.text_content()
}

fn find_any(selector: &str) -> Option<web_sys::Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// The texts inside a node, in their order.
#[must_use]
pub fn texts(inside: &Node) -> Vec<Node> {
    let mut found = Vec::new();
    let mut next = inside.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        if node.node_type() == Node::TEXT_NODE {
            found.push(node);
        } else {
            found.extend(texts(&node));
        }
    }
    found
}

/// Sets an attribute of the first element of this selector inside another, or takes it away.
pub fn set_within(inside: &Element, selector: &str, name: &str, value: Option<&str>) {
    let Some(element) = inside.query_selector(selector).ok().flatten() else { return };
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// What has the focus, if anything has.
#[must_use]
pub fn focused() -> Option<Element> {
    document()?.active_element().filter(|element| element.tag_name() != "BODY")
}

/// Moves the focus to the first element of this selector.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        let _ = element.focus();
    }
}

/// The same, and nothing scrolls: not this page, nor one that holds it in a frame.
pub fn focus_in_place(selector: &str) {
    if let Some(element) = find(selector) {
        let how = web_sys::FocusOptions::new();
        how.set_prevent_scroll(true);
        let _ = element.focus_with_options(&how);
    }
}

/// Brings the first element of this selector into sight and moves the focus there.
pub fn go_to(selector: &str) {
    if let Some(element) = find(selector) {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

/// Opens the fold of this selector, brings it into sight and moves the focus to its title.
pub fn unfold(selector: &str) {
    let Some(fold) = find(selector) else { return };
    let _ = fold.set_attribute("open", "");
    fold.scroll_into_view();
    focus(&format!("{selector} > summary"));
}

/// Empties the first field of this selector and moves the focus there.
pub fn empty(selector: &str) {
    if let Some(field) = find(selector) {
        if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
            field.set_value("");
        }
        let _ = field.focus();
    }
}

/// Lets an event happen at the first element of this selector, for its own listeners.
pub fn dispatch(selector: &str, event: &str) {
    if let (Some(element), Ok(event)) = (find_any(selector), Event::new(event)) {
        let _ = element.dispatch_event(&event);
    }
}

/// How many pixels of the screen there are from an element's upper edge down, as far as the
/// navigation does not lie over them.
#[must_use]
pub fn room(element: &Element) -> f64 {
    let window = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64());
    let below = find_any(".nav").map(|nav| nav.get_bounding_client_rect().top());
    let lower = below.filter(|top| *top > 0.0).or(window).unwrap_or(0.0);
    lower - element.get_bounding_client_rect().top()
}

/// How many pixels the last that is seen in an element reaches below its upper edge; 0 where nothing
/// is seen in it.
#[must_use]
pub fn reach(element: &Element) -> f64 {
    let own = element.get_bounding_client_rect();
    if own.height() == 0.0 {
        return 0.0;
    }
    let mut last = element.last_element_child();
    while let Some(child) = last {
        let area = child.get_bounding_client_rect();
        if area.height() > 0.0 {
            return area.bottom() - own.top();
        }
        last = child.previous_element_sibling();
    }
    0.0
}

/// Scrolls back to where the first element of this selector begins, if that is above the screen.
pub fn back_to(selector: &str) {
    // Where the page begins nothing is above it.
    if scrolled() > 0.0
        && let Some(element) = find_any(selector)
        && element.get_bounding_client_rect().top() < 0.0
    {
        element.scroll_into_view();
    }
}

/// Scrolls the first element of this selector to the lower edge of what is seen.
pub fn reveal_below(selector: &str) {
    if let Some(element) = find_any(selector) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls the first element of this selector up to where it is seen, if it lies below that.
pub fn reveal(selector: &str) {
    if let Some(element) = find_any(selector)
        && room(&element) < element.get_bounding_client_rect().height()
    {
        element.scroll_into_view_with_bool(false);
    }
}

/// How far down the page is scrolled.
#[must_use]
pub fn scrolled() -> f64 {
    web_sys::window().and_then(|w| w.scroll_y().ok()).unwrap_or(0.0)
}

/// Scrolls the page down so far.
pub fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Sets one property of an element's own style.
pub fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Opens a dialog over the page, with the rest inert.
pub fn open(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// How far across the element that listens a tap fell: 0 at its left edge, 1 at its right.
#[must_use]
pub fn across(event: &web_sys::MouseEvent) -> Option<f64> {
    let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
    let area = element.get_bounding_client_rect();
    (area.width() > 0.0).then(|| (f64::from(event.client_x()) - area.left()) / area.width())
}

/// Did this click hit the dialog's backdrop and not its content?
#[must_use]
pub fn hit_backdrop(event: &web_sys::MouseEvent) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<HtmlDialogElement>().ok());
    let Some(dialog) = target else { return false };
    let area = dialog.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    x < area.left() || x > area.right() || y < area.top() || y > area.bottom()
}

/// The value of an attribute of the element under a point, found at it or above it.
#[must_use]
pub fn attribute_at(x: i32, y: i32, name: &str) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "pixels")]
    let element = document()?.element_from_point(x as f32, y as f32)?;
    element.closest(&format!("[{name}]")).ok().flatten()?.get_attribute(name)
}

/// Takes away what stood there while the page was loading.
pub fn remove(selector: &str) {
    if let Some(element) = find(selector) {
        element.remove();
    }
}

/// Opens the print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Puts one new element into the first of this selector, in place of what stood there.
#[must_use]
pub fn place(
    selector: &str,
    tag: &str,
    attributes: &[(&str, String)],
    tokens: &[(&str, String)],
) -> Option<Element> {
    let around = find_any(selector)?;
    let element = document()?.create_element(tag).ok()?;
    for (name, value) in attributes {
        let _ = element.set_attribute(name, value);
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        for (name, value) in tokens {
            let _ = element.style().set_property(name, value);
        }
    }
    around.set_text_content(None);
    around.append_child(&element).ok()?;
    Some(element)
}

/// Brings a module that lies beside the page, once.
pub fn bring_script(path: &str) {
    let selector = format!("script[src='{path}']");
    let Some(document) = document().filter(|_| find_any(&selector).is_none()) else { return };
    let (Ok(script), Some(head)) = (document.create_element("script"), document.head()) else {
        return;
    };
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", path);
    let _ = head.append_child(&script);
}

/// Calls back with what an embedded planner says under a name, as JSON, as long as it stands there.
pub fn hear(
    element: &Element,
    what: &'static str,
    mut heard: impl FnMut(&'static str, String) + 'static,
) {
    let on = EventListener::new(element, format!("qitu-{what}"), move |event| {
        let Some(event) = event.dyn_ref::<CustomEvent>() else { return };
        let detail = js_sys::JSON::stringify(&event.detail()).map(String::from);
        heard(what, detail.unwrap_or_default());
    });
    // The element owns it from now on and goes with the preview.
    on.forget();
}
