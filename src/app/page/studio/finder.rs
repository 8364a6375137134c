//! Owns the class finder: when to hold a class, for the riders whose links or lines are brought.
//! Refuses names: riders are told apart by the lines that they came in.

use crate::app::component::{NumberField, desk};
use crate::app::platform::{carry, dom};
use leptos::prelude::*;
use qitu_engine::studio::{Classes, Pasted, Size, Wish, classes, pasted};
use qitu_engine::text::{names, studio, ui};
use qitu_model::{Catalogue, Lang};
use std::sync::Arc;

/// Times that are listed by themselves.
const MOST_TIMES: usize = 8;
/// Riders of one class, at most.
const MOST_SEATS: i64 = 500;

/// What staff ask for: hours a class, most and fewest riders in one.
#[derive(Clone, Copy)]
struct Asked {
    hours: RwSignal<u16>,
    most: RwSignal<Option<i64>>,
    least: RwSignal<Option<i64>>,
}

impl Asked {
    fn wish(self) -> Wish {
        let number = |n: Option<i64>| n.and_then(|n| usize::try_from(n).ok());
        let most = number(self.most.get()).unwrap_or(usize::MAX);
        let least = number(self.least.get()).unwrap_or(1);
        let size = Size { least: least.min(most), most };
        Wish { minutes: self.hours.get() * 60, size, most: MOST_TIMES }
    }
}

/// Draws it.
pub(super) fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::studio::words(lang);
    let links = RwSignal::new(String::new());
    let asked =
        Asked { hours: RwSignal::new(2), most: RwSignal::new(None), least: RwSignal::new(None) };
    let riders: RwSignal<Option<Pasted>> = RwSignal::new(None);
    let book = catalogue.clone();
    let find = move || riders.set(Some(links.with_untracked(|text| pasted(&book, text))));
    let find_now = find.clone();
    let open = move |event: leptos::ev::Event| {
        let input = event_target::<dom::Input>(&event);
        let find = find.clone();
        leptos::task::spawn_local(async move {
            if let Some(Ok(read)) = desk::chosen(input).await
                && links.try_set(read).is_none()
            {
                find();
            }
        });
    };
    let choices = [1u16, 2, 3, 4].map(|n| {
        let label = ui::fill(words.finder_hour, &[&n.to_string()]);
        let is_chosen = move || (asked.hours.get() == n).to_string();
        view! {
            <button class="chip" aria-pressed=is_chosen on:click=move |_| asked.hours.set(n)>
                {label}
            </button>
        }
    });
    let result = move || {
        riders.with(|riders| {
            let read = riders.as_ref()?;
            Some(found(lang, read, classes(&read.riders, asked.wish())))
        })
    };
    view! {
        <section class="section studio">
            <h2 class="section-title">{words.finder}</h2>
            <p class="section-note">{words.finder_more}</p>
            <div class="field">
                <label class="field-label" for="studio-links">{words.finder_links}</label>
                <textarea
                    class="field-input"
                    id="studio-links"
                    spellcheck="false"
                    prop:value=move || links.get()
                    on:input=move |event| links.set(event_target_value(&event))
                ></textarea>
            </div>
            <p class="field-label">{words.finder_hours}</p>
            <div class="chips" role="group" aria-label=words.finder_hours>
                {choices.into_iter().collect::<Vec<_>>()}
            </div>
            {number(lang, ("finder-most", words.finder_seats), asked.most)}
            {number(lang, ("finder-least", words.finder_least), asked.least)}
            <div class="button-row studio-tools">
                <button class="button" data-kind="primary" on:click=move |_| find_now()>
                    {words.finder_find}
                </button>
                <label class="button studio-open">
                    {words.finder_open}
                    <input
                        class="hidden-words"
                        type="file"
                        accept=".jsonl,.txt,.csv,text/plain,text/csv"
                        on:change=open
                    />
                </label>
            </div>
            <div class="stack" aria-live="polite">{result}</div>
        </section>
    }
    .into_any()
}

fn number(
    lang: Lang,
    (id, label): (&'static str, &'static str),
    value: RwSignal<Option<i64>>,
) -> AnyView {
    let set = Callback::new(move |number| value.set(number));
    let hint = ui::studio::words(lang).finder_any;
    view! { <NumberField lang id label range=(1, MOST_SEATS) hint value set /> }.into_any()
}

/// The classes, who has none and why, and the times one by one.
fn found(lang: Lang, read: &Pasted, found: Classes) -> AnyView {
    let words = ui::studio::words(lang);
    let painted = read.riders.len() - found.silent.len();
    let seated: usize = found.together.iter().map(|class| class.riders.len()).sum();
    let together = (!found.together.is_empty()).then(|| {
        let rows = found.together.iter().map(|class| {
            let (time, riders) = (names::span(lang, class.time), class.riders.len().to_string());
            view! { <li class="studio-problem">{ui::fill(words.finder_class, &[&time, &riders])}</li> }
        });
        view! {
            <h3 class="field-label">{words.finder_together}</h3>
            <p>{studio::fewest(lang, found.together.len(), found.lower)}</p>
            <ul class="studio-problems">{rows.collect::<Vec<_>>()}</ul>
        }
    });
    let none = found.together.is_empty().then(|| {
        let said = if painted == 0 { words.finder_none } else { words.finder_no_class };
        view! { <p>{said}</p> }
    });
    let best = (!found.best.is_empty()).then(|| {
        let rows = found.best.iter().map(|class| {
            view! { <li class="studio-problem">{studio::class(lang, class, painted)}</li> }
        });
        view! {
            <details class="more">
                <summary class="more-title">{words.finder_best}</summary>
                <ul class="studio-problems more-body">{rows.collect::<Vec<_>>()}</ul>
            </details>
        }
    });
    let file = format!("\u{feff}{}", studio::table_of_classes(lang, &found, &read.lines));
    let save = move |_| carry::save(words.finder_file, "text/csv", &file);
    view! {
        <p>{ui::fill(words.finder_read, &[&read.riders.len().to_string(), &seated.to_string()])}</p>
        {none}
        {together}
        {without_seat(lang, read, &found)}
        {best}
        <div class="button-row">
            <button class="button" on:click=save>{words.finder_save}</button>
        </div>
    }
    .into_any()
}

/// Who has no seat and why, by their lines: each rider is in one number.
fn without_seat(lang: Lang, read: &Pasted, found: &Classes) -> AnyView {
    let words = ui::studio::words(lang);
    let lines = |riders: &[usize]| riders.iter().map(|rider| read.lines[*rider]).collect();
    let lists: [(&str, Vec<usize>); 5] = [
        (words.finder_silent, lines(&found.silent)),
        (words.finder_left, lines(&found.left)),
        (words.finder_few, lines(&found.few)),
        (words.finder_over, lines(&found.over)),
        (words.finder_unread, read.unread.clone()),
    ];
    let lists = lists.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(said, lines)| {
        let said = ui::fill(said, &[&lines.len().to_string()]);
        let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>();
        let joined = lines.join(if lang == Lang::Zh { "、" } else { ", " });
        view! { <li class="quiet">{ui::fill(words.finder_lines, &[&said, &joined])}</li> }
    });
    view! { <ul class="plan-reasons">{lists.collect::<Vec<_>>()}</ul> }.into_any()
}
