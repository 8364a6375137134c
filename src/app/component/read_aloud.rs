//! Owns reading aloud, for who reads with effort: in the device's own voice, in Cantonese too where
//! it has one. Nothing is drawn where the device has no voice for the language.

use crate::app::platform::{clock, speech};
use leptos::prelude::*;
use qitu_engine::text::{spoken, ui};
use qitu_model::Lang;
use speech::Voice;

/// Devices that know their voices late know them by then.
const ASKED_MS: [u32; 4] = [0, 300, 1000, 3000];

/// The button that reads a text, or stops; one more for Cantonese. `text` is asked at the tap.
#[must_use]
pub fn read_aloud(
    lang: Lang,
    text: impl Fn() -> Option<String> + Copy + Send + 'static,
) -> AnyView {
    let voices = match lang {
        Lang::Zh => vec![Voice::Mandarin, Voice::Cantonese],
        Lang::En => vec![Voice::English],
    };
    let found = RwSignal::new(Vec::<Voice>::new());
    for ms in ASKED_MS {
        let voices = voices.clone();
        clock::after(ms, move || {
            let here: Vec<Voice> = voices.into_iter().filter(|voice| speech::has(*voice)).collect();
            if found.try_with_untracked(|found| *found != here) == Some(true) {
                found.set(here);
            }
        });
    }
    let reading = RwSignal::new(None::<Voice>);
    on_cleanup(move || {
        if reading.try_get_untracked().flatten().is_some() {
            speech::stop();
        }
    });
    let words = ui::aloud::words(lang);
    let button = move |voice: Voice| {
        let tapped = move |_| {
            if reading.get_untracked() == Some(voice) {
                reading.set(None);
                speech::stop();
                return;
            }
            let Some(text) = text() else { return };
            let sentences = spoken::sentences(lang, &text);
            reading.set(Some(voice));
            speech::read(voice, &sentences, move || {
                // Another voice may have begun by then.
                if reading.try_get_untracked().flatten() == Some(voice) {
                    reading.set(None);
                }
            });
        };
        let label = move || match (reading.get() == Some(voice), voice) {
            (true, _) => words.stop,
            (false, Voice::Cantonese) => words.cantonese,
            (false, _) => words.read,
        };
        // One sign is enough for both.
        let sign = (voice != Voice::Cantonese).then(|| {
            view! {
                <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11"></path>
                </svg>
            }
        });
        view! {
            <button class="button read-aloud" data-kind="quiet" data-print="never" on:click=tapped>
                {sign}
                {label}
            </button>
        }
        .into_any()
    };
    (move || found.get().into_iter().map(button).collect::<Vec<_>>()).into_any()
}
