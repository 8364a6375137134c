//! Owns what stands beside the way: things put aside, requirements that do not count, steps done
//! and weeks of one's own, each with the way back; and the form that adds a thing of one's own.

use super::own_course;
use crate::app::component::label::named;
use crate::app::session::Session;
use crate::app::state::draft::{Done, Draft};
use crate::app::state::edit::Edit;
use leptos::prelude::*;
use qitu_engine::text::{format, ui};
use qitu_engine::text::{names, phrase};
use qitu_model::Lang;
use qitu_model::{CalendarEntry, Catalogue, Id, Waiver};
use std::sync::Arc;

/// One line with its way back.
struct Line {
    title: String,
    note: Option<String>,
    back: &'static str,
    edit: Edit,
    said: String,
}

/// What the lists are made of.
#[derive(Clone, PartialEq)]
struct Beside {
    parked: Vec<Id>,
    avoided: Vec<Id>,
    waived: Vec<Waiver>,
    done: Vec<Done>,
    calendar: Vec<CalendarEntry>,
}

fn beside(draft: &Draft) -> Option<Beside> {
    let scenario = &draft.case()?.scenario;
    Some(Beside {
        parked: draft.parked.clone(),
        avoided: scenario.avoid.activities.clone(),
        waived: scenario.waive.clone(),
        done: draft.done.clone(),
        calendar: scenario.calendar.clone(),
    })
}

/// Draws the lists that have something in them; a slider that moves draws none of them again.
pub fn draw(session: Session, lang: Lang, catalogue: Arc<Catalogue>) -> AnyView {
    let found = Memo::new(move |_| session.history.with(|h| beside(&h.now)));
    let lists = move || match found.get() {
        Some(found) => lists(session, lang, &catalogue, &found),
        None => ().into_any(),
    };
    view! { <div data-print="never">{lists}</div> }.into_any()
}

fn lists(session: Session, lang: Lang, catalogue: &Catalogue, found: &Beside) -> AnyView {
    let words = ui::tune::words(lang);
    let name = |id: &str| names::name(lang, catalogue, id).to_owned();
    let avoided = found.avoided.iter().filter(|id| !found.parked.contains(id));
    let put_aside = found.parked.iter().chain(avoided).map(|id| Line {
        title: name(id),
        note: None,
        back: words.bring_back,
        edit: Edit::Unpark(id.clone()),
        said: ui::fill(words.accept_did, &[&name(id)]),
    });
    let waived = found.waived.iter().map(|w| {
        let reason = (!w.reason.is_empty()).then(|| format!("{} · ", w.reason));
        Line {
            title: phrase::need(lang, catalogue, &w.need),
            note: Some(reason.unwrap_or_default() + &name(&w.activity)),
            back: words.unwaive,
            edit: Edit::Unwaive { activity: w.activity.clone(), need: w.need.clone() },
            said: ui::fill(words.unwaive_did, &[&phrase::need(lang, catalogue, &w.need)]),
        }
    });
    let done = found.done.iter().map(|d| Line {
        title: name(&d.activity),
        note: Some(format::day(lang, d.on)),
        back: words.undone,
        edit: Edit::MarkUndone(d.activity.clone()),
        said: ui::fill(words.undone_did, &[&name(&d.activity)]),
    });
    let own = found.calendar.iter().enumerate().map(|(at, entry)| {
        let mut rest = found.calendar.clone();
        rest.remove(at);
        let title = named(lang, entry);
        Line {
            note: Some(own_course::when(lang, entry)),
            back: ui::week::words(lang).remove,
            edit: Edit::Calendar(rest),
            said: ui::fill(ui::week::words(lang).removed, &[&title]),
            title,
        }
    });
    let lists = [
        (words.left_out, put_aside.collect::<Vec<_>>()),
        (words.waived, waived.collect()),
        (words.all_done, done.collect()),
        (words.own_weeks, own.collect()),
    ];
    // Each has its own place even when empty, so that one that is open stays itself.
    let lists = lists.map(|(title, lines)| list(session, title, lines));
    let lists = lists.into_iter().collect::<Vec<_>>();
    lists.into_any()
}

fn list(session: Session, title: &'static str, lines: Vec<Line>) -> AnyView {
    let (count, empty) = (lines.len().to_string(), lines.is_empty());
    let rows = lines.into_iter().map(|line| {
        let Line { title, note, back, edit, said } = line;
        let label = format!("{back} {title}");
        let tapped = move |_| session.change(edit.clone(), said.clone());
        view! {
            <li class="list-item">
                <div class="list-row">
                    <span class="list-main">
                        <span class="list-title">{title}</span>
                        {note.map(|n| view! { <span class="list-note" data-own>{n}</span> })}
                    </span>
                    <button class="button" data-kind="quiet" aria-label=label on:click=tapped>{back}</button>
                </div>
            </li>
        }
    });
    view! {
        <details class="more" hidden=empty>
            <summary class="more-title">{title} <span class="quiet">{count}</span></summary>
            <ul class="list plan-aside">{rows.collect::<Vec<_>>()}</ul>
        </details>
    }
    .into_any()
}
