//! Owns what is handed out of the page and into it: clipboard, share sheet, files, pictures.
//! Refuses to know what it carries.

use gloo_file::{Blob, BlobContents, ObjectUrl};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, Document, DomException, Element, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, HtmlInputElement, HtmlTextAreaElement, ShareData,
};

fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

fn has(what: &str) -> bool {
    let navigator = web_sys::window().map(|w| w.navigator());
    let found = navigator.map(|n| Reflect::get(&n, &JsValue::from_str(what)));
    matches!(found, Some(Ok(value)) if !value.is_undefined() && !value.is_null())
}

/// Is this WeChat's own browser, where files and the share sheet do not work?
#[must_use]
pub fn in_wechat() -> bool {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok());
    agent.is_some_and(|agent| agent.contains("MicroMessenger"))
}

/// Does the page stand in somebody else's page?
#[must_use]
pub fn is_embedded() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let top = window.top().ok().flatten();
    top.is_none_or(|top| !js_sys::Object::is(top.as_ref(), window.as_ref()))
}

/// Is that page somebody else's? Then browsers keep what is entered here apart, or not at all.
#[must_use]
pub fn is_apart() -> bool {
    let top = web_sys::window().and_then(|w| w.top().ok().flatten());
    // The address of a page of another origin cannot be read.
    is_embedded() && top.is_none_or(|top| top.location().href().is_err())
}

/// Does the device have a share sheet?
#[must_use]
pub fn can_share() -> bool {
    has("share") && !in_wechat()
}

/// Opens the device's share sheet, and says whether that went. Closing it again is no failure.
pub async fn share(title: &str, text: &str, url: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let data = ShareData::new();
    data.set_title(title);
    data.set_text(text);
    data.set_url(url);
    let shared = JsFuture::from(window.navigator().share_with_data(&data)).await;
    shared.map_or_else(
        |error| error.dyn_ref::<DomException>().is_some_and(|e| e.name() == "AbortError"),
        |_| true,
    )
}

/// Copies a text and says whether it went.
pub async fn copy(text: String) -> bool {
    if has("clipboard")
        && let Some(window) = web_sys::window()
        && JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
    {
        return true;
    }
    copy_by_selecting(&text)
}

/// The old way, which works where the clipboard is closed to pages.
fn copy_by_selecting(text: &str) -> bool {
    let Some(document) = document() else { return false };
    let Some(body) = document.body() else { return false };
    // Inside an open dialog everything else is inert: the field has to stand there.
    let place = document.query_selector("dialog[open]").ok().flatten().unwrap_or(body.into());
    let area = document.create_element("textarea").ok();
    let Some(area) = area.and_then(|a| a.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    area.set_value(text);
    area.set_class_name("carry-area");
    if place.append_child(&area).is_err() {
        return false;
    }
    area.select();
    let command = Reflect::get(&document, &JsValue::from_str("execCommand")).ok();
    let done = command
        .and_then(|c| c.dyn_into::<Function>().ok())
        .and_then(|c| c.call1(&document, &JsValue::from_str("copy")).ok());
    area.remove();
    done.is_some_and(|done| done.is_truthy())
}

/// Selects the words of an element, so that a long press can copy them.
pub fn select(element: &Element) {
    let call = |on: &JsValue, name: &str, with: &JsValue| -> Option<JsValue> {
        let function = Reflect::get(on, &JsValue::from_str(name)).ok()?;
        function.dyn_into::<Function>().ok()?.call1(on, with).ok()
    };
    let Some(window) = web_sys::window() else { return };
    if let Some(selection) = call(&window, "getSelection", &JsValue::UNDEFINED) {
        let _ = call(&selection, "selectAllChildren", element);
    }
}

/// Hands a file to the device. Some browsers inside apps do nothing with it.
pub fn save(name: &str, kind: &str, text: &str) {
    follow(&passing(kind, text), name);
}

/// Hands a file that is no text to the device.
pub fn save_bytes(name: &str, kind: &str, bytes: &[u8]) {
    follow(&passing(kind, bytes), name);
}

/// Opens a page in a tab of its own, and says whether the browser let it.
#[must_use]
pub fn open_page(text: &str) -> bool {
    let url = passing("text/html;charset=utf-8", text);
    let opened = web_sys::window().map(|window| window.open_with_url_and_target(&url, "_blank"));
    matches!(opened, Some(Ok(Some(_))))
}

/// An address for what is handed out: a download begins in its own time, and it lives until then.
fn passing(kind: &str, content: impl BlobContents) -> String {
    let held = ObjectUrl::from(Blob::new_with_options(content, Some(kind)));
    let url = held.to_string();
    super::clock::after(60_000, move || drop(held));
    url
}

fn follow(url: &str, name: &str) {
    let Some(document) = document() else { return };
    let link =
        document.create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(link), Some(body)) = (link, document.body()) {
        link.set_href(url);
        link.set_download(name);
        let _ = body.append_child(&link);
        link.click();
        link.remove();
    }
}

/// So much of a file shows whether it is text.
const FIRST: u32 = 1024;

/// What is in the file chosen in an input, its first so many bytes. Of what is no text only the
/// first letters: a film chosen by mistake must not fill the memory of a phone.
pub async fn chosen(input: HtmlInputElement, most: u32) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    input.set_value("");
    let read = async |to: u32| {
        let part = file.slice_with_f64_and_f64(0.0, f64::from(to)).ok()?;
        let bytes = JsFuture::from(part.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&bytes).to_vec())
    };
    let first = read(FIRST).await?;
    if is_text(&first) { read(most).await } else { Some(first) }
}

/// Could this be text? Only the two that mark themselves hold a zero byte.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || !bytes.contains(&0)
}

/// The text of bytes in an encoding that the browser knows by this name.
#[must_use]
pub fn decoded(bytes: &[u8], encoding: &str) -> Option<String> {
    let decoder = Reflect::get(&js_sys::global(), &JsValue::from_str("TextDecoder")).ok()?;
    let called = Array::of1(&JsValue::from_str(encoding));
    let decoder = Reflect::construct(&decoder.dyn_into::<Function>().ok()?, &called).ok()?;
    let decode = Reflect::get(&decoder, &JsValue::from_str("decode")).ok()?;
    let decode = decode.dyn_into::<Function>().ok()?;
    decode.call1(&decoder, &Uint8Array::from(bytes)).ok()?.as_string()
}

/// Draws an SVG as a PNG and gives its `data:` address; `None` where the browser cannot.
pub async fn pixels(svg: String, width: u32, height: u32) -> Option<String> {
    let image = HtmlImageElement::new().ok()?;
    let encoded = String::from(js_sys::encode_uri_component(&svg));
    let loaded = Promise::new(&mut |yes, no| {
        let done = Closure::once_into_js(move || {
            let _ = yes.call0(&JsValue::NULL);
        });
        let failed = Closure::once_into_js(move || {
            let _ = no.call0(&JsValue::NULL);
        });
        image.set_onload(Some(done.unchecked_ref()));
        image.set_onerror(Some(failed.unchecked_ref()));
    });
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{encoded}"));
    JsFuture::from(loaded).await.ok()?;
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        .ok()?;
    canvas.to_data_url().ok()
}

/// Hands a picture made by [`pixels`] to the device.
pub fn save_picture(name: &str, data: &str) {
    follow(data, name);
}
