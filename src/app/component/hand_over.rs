//! Owns handing a link over: the device's share sheet, WeChat's own menu, and copying.
//! Refuses what is in the link, and to send anything by itself.

use super::icon::{Icon, icon};
use super::sheet::Sheet;
use crate::app::platform::{address, carry, embedding};
use crate::app::session::Session;
use crate::app::state::handover;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;

/// The address that a code is sent in. WeChat drops what follows `#`, so there the code goes before it.
#[must_use]
pub fn link_of(session: Session, code: &str) -> String {
    let home = session.home();
    let mark = match home.contains('?') {
        _ if !carry::in_wechat() => "#p=",
        true => "&p=",
        false => "?p=",
    };
    format!("{home}{mark}{code}")
}

/// This page with a code in its address. WeChat forwards, and opens in the browser, the address that
/// was gone to last, not what the page made of it since.
#[must_use]
pub fn reload_address(code: &str) -> String {
    let book = address::book().map(|book| format!("book={book}&")).unwrap_or_default();
    format!("?{book}p={code}")
}

/// Copies a text; where that is forbidden, `failed` gets it to be selected by hand.
pub fn copy(session: Session, lang: Lang, text: String, failed: Callback<String>) {
    leptos::task::spawn_local(async move {
        if carry::copy(text.clone()).await {
            session.say(ui::share::words(lang).copied.to_owned(), false);
        } else {
            failed.run(text);
        }
    });
}

/// The buttons that hand a code over. Without a code they do nothing: who draws them says why.
#[must_use]
pub fn hand_over_buttons(
    session: Session,
    lang: Lang,
    label: &'static str,
    code: Memo<Option<String>>,
    failed: Callback<String>,
) -> AnyView {
    let words = ui::share::words(lang);
    let link = move || code.get_untracked().map(|code| link_of(session, &code));
    let send = carry::can_share().then(|| {
        let tapped = move |_| {
            let Some(link) = link() else { return };
            embedding::tell("share", &handover::shared(&link));
            leptos::task::spawn_local(async move {
                let shell = ui::shell::words(lang);
                // Inside another page the sheet may be forbidden: then the link is copied.
                if !carry::share(shell.name, shell.tagline, &link).await {
                    copy(session, lang, link, failed);
                }
            });
        };
        view! {
            <button class="button" data-kind="primary" on:click=tapped>
                {icon(Icon::Share)}
                {label}
            </button>
        }
        .into_any()
    });
    let send = send.or_else(|| {
        let href = move || code.get().map(|code| reload_address(&code)).unwrap_or_default();
        carry::in_wechat().then(|| {
            view! {
                <a class="button" data-kind="primary" href=href>
                    {icon(Icon::Share)}
                    {words.forward}
                </a>
            }
            .into_any()
        })
    });
    let copy_kind = if send.is_some() { "" } else { "primary" };
    let copied = move |_| {
        let link = link().unwrap_or_default();
        embedding::tell("share", &handover::shared(&link));
        copy(session, lang, link, failed);
    };
    view! {
        {send}
        <button class="button" data-kind=copy_kind on:click=copied>
            {icon(Icon::Copy)}
            {words.copy_link}
        </button>
    }
    .into_any()
}

/// A text to select by hand, where copying is forbidden.
#[must_use]
pub fn text_sheet(session: Session, lang: Lang, text: String, close: Callback<()>) -> AnyView {
    let words = ui::share::words(lang);
    view! {
        <Sheet title=words.text_title close=close>
            <p class="quiet">{words.copy_failed}</p>
            {text_to_copy(session, lang, text)}
        </Sheet>
    }
    .into_any()
}

/// A text, and the button that copies it.
#[must_use]
pub fn text_to_copy(session: Session, lang: Lang, text: String) -> AnyView {
    let words = ui::share::words(lang);
    let held = text.clone();
    let copy = move |_| {
        let text = held.clone();
        leptos::task::spawn_local(async move {
            let said = if carry::copy(text).await { words.copied } else { words.copy_failed };
            session.say(said.to_owned(), false);
        });
    };
    view! {
        <textarea
            class="field-input share-words"
            readonly
            aria-label=words.text_title
            prop:value=text
        ></textarea>
        <button class="button" data-size="wide" on:click=copy>{words.copy_text}</button>
    }
    .into_any()
}
