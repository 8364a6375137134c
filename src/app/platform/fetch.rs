//! Owns reading files that lie beside the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The text of a file beside the page, or of the page's own element when the path is `#id`.
///
/// # Errors
/// When the file cannot be had; the message is the browser's.
pub async fn text(path: &str) -> Result<String, String> {
    if path.starts_with('#') {
        return super::dom::text_of(path).ok_or_else(|| format!("no {path}"));
    }
    let say = |error: wasm_bindgen::JsValue| {
        let error = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        error.map_or_else(|| "?".to_owned(), String::from)
    };
    let window = web_sys::window().ok_or("no window")?;
    let answer = JsFuture::from(window.fetch_with_str(path)).await.map_err(say)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(say)?;
    if !answer.ok() {
        return Err(format!("{} {path}", answer.status()));
    }
    let text = JsFuture::from(answer.text().map_err(say)?).await.map_err(say)?;
    text.as_string().ok_or_else(|| "no text".to_owned())
}
