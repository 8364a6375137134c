//! Owns the last message: when the page breaks, what happened, what is safe, what to do.

use crate::text::{Lang, ui};

/// From now on a panic is shown as a message; what was entered is kept on the device.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        show(&info.to_string());
    }));
}

fn show(detail: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id("broken").is_some() {
        return None;
    }
    let root = document.document_element()?;
    let lang = root.get_attribute("lang");
    let lang = if lang.as_deref() == Some("en") { Lang::En } else { Lang::Zh };
    let words = ui::shell::words(lang);
    let part = |tag: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        Some(element)
    };
    let area = document.create_element("section").ok()?;
    area.set_id("broken");
    area.set_class_name("notice");
    area.set_attribute("role", "alert").ok()?;
    area.append_child(&part("h2", words.broken_title)?.into()).ok()?;
    area.append_child(&part("p", words.broken_safe)?.into()).ok()?;
    let again = part("a", words.broken_again)?;
    again.set_attribute("href", "?again").ok()?;
    again.set_class_name("button");
    again.set_attribute("data-kind", "primary").ok()?;
    area.append_child(&again.into()).ok()?;
    let small = part("pre", detail)?;
    area.append_child(&small.into()).ok()?;
    document.body()?.append_child(&area.into()).ok()?;
    Some(())
}
