//! Owns sending a comparison: all its plans in one link.

use super::side_by_side::key;
use crate::app::component::hand_over::text_sheet;
use crate::app::component::hand_over_buttons;
use crate::app::session::Session;
use leptos::prelude::*;
use qitu_engine::link::code::{Include, Shared};
use qitu_engine::link::comparison::{decode_all, encode_all};
use qitu_engine::text::ui;
use qitu_model::{Lang, Scenario};

/// Draws the buttons that send what is compared; nothing where there is one plan only.
pub(super) fn draw(session: Session, lang: Lang, scenarios: &[(String, Scenario)]) -> AnyView {
    let words = ui::compare::words(lang);
    let all = scenarios.to_vec();
    let code = Memo::new(move |_| {
        let shared = all.iter().enumerate().map(|(at, (name, scenario))| {
            let answer = session.trial(&key(at)).filter(|answer| answer.1 == *scenario);
            let value = answer.and_then(|answer| answer.0.value);
            Shared { name: name.clone(), scenario: scenario.clone(), value }
        });
        encode_all(&shared.collect::<Vec<_>>(), Include::default()).ok()
    });
    // Plans that differ only in what stays out are one in the link.
    let count =
        Memo::new(move |_| code.with(|code| decode_all(code.as_deref()?).plans.len().into()));
    let to_select = RwSignal::new(None::<String>);
    let failed = Callback::new(move |text| to_select.set(Some(text)));
    let body = move || {
        let count: Option<usize> = count.get();
        match count {
            None => {
                Some(view! { <p class="notice" data-tone="warn">{words.too_large}</p> }.into_any())
            }
            Some(0 | 1) => None,
            Some(count) => Some(
                view! {
                    <p class="section-note">{ui::fill(words.send_note, &[&count.to_string()])}</p>
                    <div class="button-row">
                        {hand_over_buttons(session, lang, words.send_button, code, failed)}
                    </div>
                }
                .into_any(),
            ),
        }
    };
    if scenarios.len() < 2 {
        return ().into_any();
    }
    let close = Callback::new(move |()| to_select.set(None));
    view! {
        <section class="section compare-send">
            <h2 class="section-title">{words.send}</h2>
            {body}
        </section>
        {move || to_select.get().map(|text| text_sheet(session, lang, text, close))}
    }
    .into_any()
}
