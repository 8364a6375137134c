//! Owns reading files that lie beside the page.

use super::carry;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file as text.
#[derive(Clone, Debug)]
pub struct File {
    /// Its text.
    pub text: String,
    /// Its bytes were no UTF-8 and were decoded as GB18030.
    pub was_gb18030: bool,
}

impl File {
    fn of(bytes: Vec<u8>) -> Self {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Self { text, was_gb18030: false },
            Err(error) => error.into_bytes(),
        };
        let wide = match bytes.as_slice() {
            [0xff, 0xfe, ..] => Some("utf-16le"),
            [0xfe, 0xff, ..] => Some("utf-16be"),
            _ => None,
        };
        let text = carry::decoded(&bytes, wide.unwrap_or("gb18030")).unwrap_or_default();
        Self { text, was_gb18030: wide.is_none() }
    }
}

/// The text of a file beside the page.
///
/// # Errors
/// When the file cannot be had; the message is the browser's.
pub async fn text(path: &str) -> Result<String, String> {
    file(path).await.map(|file| file.text)
}

/// A file beside the page, or the text of the page's own element when the path is `#id`.
///
/// # Errors
/// When the file cannot be had; the message is the browser's.
pub async fn file(path: &str) -> Result<File, String> {
    if path.starts_with('#') {
        let text = super::dom::text_of(path).ok_or_else(|| format!("no {path}"))?;
        let was_gb18030 = super::dom::has(&format!("{path}[data-encoding='gb18030']"));
        return Ok(File { text, was_gb18030 });
    }
    bytes(path).await.map(File::of)
}

/// The bytes of a file beside the page.
///
/// # Errors
/// When the file cannot be had; the message is the browser's.
pub async fn bytes(path: &str) -> Result<Vec<u8>, String> {
    let say = |error: JsValue| {
        let error = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        error.map_or_else(|| "?".to_owned(), String::from)
    };
    let window = web_sys::window().ok_or("no window")?;
    let answer = JsFuture::from(window.fetch_with_str(path)).await.map_err(say)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(say)?;
    if !answer.ok() {
        return Err(format!("{} {path}", answer.status()));
    }
    let bytes = JsFuture::from(answer.array_buffer().map_err(say)?).await.map_err(say)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
