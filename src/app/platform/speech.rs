//! Owns the device's own voice. Refuses to know what is read.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A way to speak a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Chinese as it is spoken everywhere.
    Mandarin,
    /// Chinese as it is spoken in Guangdong.
    Cantonese,
    /// English.
    English,
}

impl Voice {
    /// The tag of a voice's language may have `_` in it, as on Android.
    fn speaks(self, tag: &str) -> bool {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let is_cantonese =
            tag.starts_with("yue") || tag.starts_with("zh-hk") || tag.contains("-hant-hk");
        match self {
            Self::Cantonese => is_cantonese,
            Self::Mandarin => (tag.starts_with("zh") || tag.starts_with("cmn")) && !is_cantonese,
            Self::English => tag.starts_with("en"),
        }
    }
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &JsValue::from_str(name), value);
}

/// Browsers without voices do not have the interface at all, so it is looked up by its name.
fn synthesis() -> Option<JsValue> {
    get(&js_sys::global(), "speechSynthesis")
}

fn call(of: &JsValue, name: &str, arguments: &Array) -> Option<JsValue> {
    let function = get(of, name)?.dyn_into::<Function>().ok()?;
    function.apply(of, arguments).ok()
}

/// A voice that speaks so, and the tag of its language.
fn find(voice: Voice) -> Option<(JsValue, JsValue)> {
    let voices = call(&synthesis()?, "getVoices", &Array::new())?;
    let voices = Array::from(&voices);
    let mut voices = voices.iter().filter_map(|one| get(&one, "lang").map(|tag| (one, tag)));
    voices.find(|(_, tag)| tag.as_string().is_some_and(|tag| voice.speaks(&tag)))
}

/// Does the device speak so? Some know a moment after they are first asked.
#[must_use]
pub fn has(voice: Voice) -> bool {
    find(voice).is_some()
}

/// Reads sentences, one after another, and says when it has come to the end or cannot go on.
pub fn read(voice: Voice, sentences: &[String], ended: impl Fn() + Clone + 'static) {
    stop();
    if speak(voice, sentences, &ended).is_none() {
        ended();
    }
}

fn speak(voice: Voice, sentences: &[String], ended: &(impl Fn() + Clone + 'static)) -> Option<()> {
    let (own, tag) = find(voice)?;
    let (synthesis, global) = (synthesis()?, js_sys::global());
    let make = get(&global, "SpeechSynthesisUtterance")?.dyn_into::<Function>().ok()?;
    let told = || Closure::once_into_js(ended.clone());
    // Some browsers break off a long text: each sentence is a text of its own.
    for (at, sentence) in sentences.iter().enumerate() {
        let text = Reflect::construct(&make, &Array::of1(&JsValue::from_str(sentence))).ok()?;
        set(&text, "voice", &own);
        set(&text, "lang", &tag);
        set(&text, "onerror", &told());
        if at + 1 == sentences.len() {
            set(&text, "onend", &told());
        }
        call(&synthesis, "speak", &Array::of1(&text))?;
    }
    Some(())
}

/// Says no more.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        call(&synthesis, "cancel", &Array::new());
    }
}
