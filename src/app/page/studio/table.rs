//! Owns what is asked about a table on the desk: one question for all cells alike, one answer for
//! all of them, and how the words for needs were understood.
//! Refuses to read the table: the engine does, again with the answers.

use leptos::prelude::*;
use qitu_engine::load::table::{self, Answer, Grammar, Imported, Question, Understood, give};
use qitu_engine::load::{List, ProblemKind, Severity, Wanted};
use qitu_engine::text::{phrase, problem, ui};
use qitu_model::{Catalogue, Lang, json};
use std::sync::Arc;

/// More questions than this are not listed at once.
const MOST_QUESTIONS: usize = 200;
/// Lines of a question that are named.
const MOST_LINES: usize = 8;

/// A table as it was brought, with what was answered about it.
#[derive(Clone)]
pub(super) struct Table {
    source: String,
    answers: Vec<Answer>,
    questions: Vec<Question>,
    understood: Vec<Understood>,
    /// The catalogue with its courses.
    pub grown: Catalogue,
}

impl Table {
    /// Reads a table into a copy of the catalogue.
    pub fn read(known: &Catalogue, source: String, answers: Vec<Answer>) -> Self {
        let imported = table::courses_answered(known, &source, &answers);
        let Imported { questions, understood, .. } = imported.clone();
        let mut grown = known.clone();
        imported.add_to(&mut grown);
        Self { source, answers, questions, understood, grown }
    }

    /// What lies on the desk after it.
    pub fn written(&self) -> String {
        json::write_pretty(&self.grown)
    }
}

/// The questions, an answer to each where one helps, and the answers given.
pub(super) fn draw(
    lang: Lang,
    known: &Arc<Catalogue>,
    table: &Table,
    read: Callback<Table>,
) -> AnyView {
    let words = ui::studio::words(lang);
    let drafts = RwSignal::new(vec![None::<Draft>; table.questions.len()]);
    let count = |least: Severity| table.questions.iter().filter(move |q| q.severity <= least);
    let asked = count(Severity::Warning).count().to_string();
    let cells: usize = count(Severity::Warning).map(|question| question.lines.len()).sum();
    let sum = if table.questions.is_empty() {
        words.fine.to_owned()
    } else {
        ui::fill(words.asked, &[&asked, &cells.to_string()])
    };
    let is_answerable = table.questions.iter().any(|question| question.found().is_some());
    let shown = table.questions.iter().enumerate().take(MOST_QUESTIONS);
    let rows: Vec<_> = shown.map(|(at, question)| row(lang, at, question, drafts)).collect();
    let left = table.questions.len().saturating_sub(MOST_QUESTIONS);
    let left = (left > 0).then(|| ui::fill(words.more, &[&left.to_string()]));
    let (again, known) = (table.clone(), known.clone());
    let read_again = {
        let known = known.clone();
        move |_| {
            let mut answers = again.answers.clone();
            let drafts = drafts.get_untracked();
            for (question, draft) in again.questions.iter().zip(drafts) {
                if let Some(answer) = draft.and_then(|draft| draft.answer(question)) {
                    give(&mut answers, answer);
                }
            }
            read.run(Table::read(&known, again.source.clone(), answers));
        }
    };
    let has_none = move || drafts.with(|drafts| drafts.iter().all(Option::is_none));
    view! {
        <p><strong>{sum}</strong></p>
        <ul class="studio-problems">{rows}</ul>
        {left.map(|left| view! { <p class="quiet">{left}</p> })}
        {is_answerable.then(|| view! {
            <div class="button-row">
                <button class="button" data-kind="primary" disabled=has_none on:click=read_again>{words.again}</button>
            </div>
        })}
        {given(lang, &known, table, read)}
        {understood(lang, table)}
        {choices(lang, &table.grown)}
    }
    .into_any()
}

/// What is about to be answered.
#[derive(Clone, PartialEq)]
enum Draft {
    Means(String),
    Ignored,
}

impl Draft {
    fn answer(self, question: &Question) -> Option<Answer> {
        let means = match self {
            Self::Means(words) => Some(words),
            Self::Ignored => None,
        };
        let (column, found) = (question.column.clone(), question.found()?.to_owned());
        Some(Answer { column, found, means })
    }
}

fn row(
    lang: Lang,
    at: usize,
    question: &Question,
    drafts: RwSignal<Vec<Option<Draft>>>,
) -> AnyView {
    let words = ui::studio::words(lang);
    let told = problem::problem(lang, &question.kind);
    let tone = match question.severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Notice => "",
    };
    let named: Vec<String> =
        question.lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
    let more = if question.lines.len() > MOST_LINES { "…" } else { "" };
    let lines = named.join(if lang == Lang::Zh { "、" } else { ", " }) + more;
    let line = ui::fill(words.at_line, &[&lines]);
    let count = ui::fill(words.cells, &[&question.lines.len().to_string()]);
    let place = [question.column.clone(), count, line];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let answer = question.found().map(|_| answer(lang, at, question, drafts));
    view! {
        <li class="studio-problem">
            <p>
                <span class="badge" data-tone=tone>{problem::severity(lang, question.severity)}</span>
                " " <span class="quiet small">{place.join(" · ")}</span>
            </p>
            <p>{told.what}</p>
            <p class="quiet">{told.mend}</p>
            {answer}
        </li>
    }
    .into_any()
}

/// The words around an answer, and the suggestions for it.
struct Wording {
    label: &'static str,
    ignore: &'static str,
    hint: &'static str,
    list: &'static str,
}

fn wording(lang: Lang, kind: &ProblemKind) -> Wording {
    let words = ui::studio::words(lang);
    let (label, ignore) = (words.means, words.ignore);
    let plain = Wording { label, ignore, hint: "", list: "" };
    match kind {
        ProblemKind::UnknownColumn { .. } => {
            let (label, ignore) = (words.means_column, words.ignore_column);
            Wording { label, ignore, list: "studio-headings", ..plain }
        }
        ProblemKind::RemarkUnread { .. } | ProblemKind::UnknownId { list: List::Course, .. } => {
            let (ignore, hint) = (words.ignore_need, words.hint_need);
            Wording { ignore, hint, list: "studio-needs", ..plain }
        }
        ProblemKind::UnknownId { list: List::Slot, .. } => {
            Wording { list: "studio-slots", ..plain }
        }
        ProblemKind::UnknownId { list: List::Tier, .. } => {
            Wording { list: "studio-tiers", ..plain }
        }
        ProblemKind::UnknownId { .. } => {
            Wording { ignore: words.ignore_skill, list: "studio-skills", ..plain }
        }
        ProblemKind::WrongCell { wanted: Wanted::Date, .. } => {
            Wording { hint: words.hint_date, ..plain }
        }
        ProblemKind::WrongCell { wanted: Wanted::Time, .. } => {
            Wording { hint: words.hint_time, ..plain }
        }
        ProblemKind::WrongCell { found, .. } if found.starts_with('…') => {
            Wording { label: words.means_day, hint: words.hint_day, ..plain }
        }
        ProblemKind::WrongCell { found, .. } if found.ends_with('…') => {
            Wording { hint: words.hint_share, list: "studio-share", ..plain }
        }
        ProblemKind::WrongCell { wanted: Wanted::Number, .. } => {
            Wording { hint: words.hint_number, ..plain }
        }
        _ => plain,
    }
}

/// What cells alike mean, or that they shall be left.
fn answer(
    lang: Lang,
    at: usize,
    question: &Question,
    drafts: RwSignal<Vec<Option<Draft>>>,
) -> AnyView {
    let Wording { label, ignore, hint, list } = wording(lang, &question.kind);
    let id = format!("studio-answer-{at}");
    let set = move |draft: Option<Draft>| {
        drafts.update(|drafts| {
            if let Some(place) = drafts.get_mut(at) {
                *place = draft;
            }
        });
    };
    let draft = move || drafts.with(|drafts| drafts.get(at).cloned().flatten());
    let is_ignored = move || draft() == Some(Draft::Ignored);
    let typed = move || match draft() {
        Some(Draft::Means(words)) => words,
        _ => String::new(),
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <input
                class="field-input"
                id=id
                type="text"
                autocomplete="off"
                placeholder=hint
                list=(!list.is_empty()).then_some(list)
                prop:value=typed
                on:input=move |event| {
                    let words = event_target_value(&event);
                    let is_empty = words.trim().is_empty();
                    set((!is_empty).then_some(Draft::Means(words)));
                }
            />
            <div class="chips">
                <button
                    class="chip"
                    type="button"
                    aria-pressed=move || is_ignored().to_string()
                    on:click=move |_| set((!is_ignored()).then_some(Draft::Ignored))
                >
                    {ignore}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The answers given, each to be taken back.
fn given(
    lang: Lang,
    known: &Arc<Catalogue>,
    table: &Table,
    read: Callback<Table>,
) -> Option<AnyView> {
    let words = ui::studio::words(lang);
    if table.answers.is_empty() {
        return None;
    }
    let rows = table.answers.iter().enumerate().map(|(at, answer)| {
        let means = answer.means.as_deref().unwrap_or(words.left);
        let line = [answer.column.as_str(), &answer.found, means];
        let (table, known) = (table.clone(), known.clone());
        let take_back = move |_| {
            let mut answers = table.answers.clone();
            answers.remove(at);
            read.run(Table::read(&known, table.source.clone(), answers));
        };
        view! {
            <li class="studio-problem">
                <p>{ui::fill(words.given_line, &line)}</p>
                <button class="button" data-kind="quiet" on:click=take_back>{words.take_back}</button>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let title = ui::fill(words.given, &[&rows.len().to_string()]);
    Some(folded(title, rows))
}

/// How each cell of words for needs was understood.
fn understood(lang: Lang, table: &Table) -> Option<AnyView> {
    let words = ui::studio::words(lang);
    if table.understood.is_empty() {
        return None;
    }
    let grammar = Grammar::of(&table.grown);
    let rows = table.understood.iter().take(MOST_QUESTIONS).map(|one| {
        let read = grammar.write(lang, &one.need);
        let read = read.unwrap_or_else(|| phrase::need(lang, &table.grown, &one.need));
        let count = ui::fill(words.cells, &[&one.lines.len().to_string()]);
        let line = format!("{} → {read}", one.cell.trim());
        view! {
            <li class="studio-problem">
                <p class="quiet small">{[one.column.clone(), count].join(" · ")}</p>
                <p>{line}</p>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let title = ui::fill(words.understood, &[&table.understood.len().to_string()]);
    Some(folded(title, rows))
}

/// A list in a fold under its title.
fn folded(title: String, rows: Vec<impl IntoView + 'static>) -> AnyView {
    view! {
        <details class="more">
            <summary class="more-title">{title}</summary>
            <ul class="studio-problems more-body">{rows}</ul>
        </details>
    }
    .into_any()
}

/// What may be answered: columns, names and levels, as suggestions to choose from.
fn choices(lang: Lang, catalogue: &Catalogue) -> AnyView {
    let list = |id: &'static str, words: Vec<String>| {
        let options = words.into_iter().map(|word| view! { <option value=word></option> });
        view! { <datalist id=id>{options.collect::<Vec<_>>()}</datalist> }
    };
    let name = |text: &qitu_model::Text| lang.pick(text).to_owned();
    let skills = || catalogue.skills.iter().map(|skill| name(&skill.name));
    let levels = skills().flat_map(|skill| {
        (1..=4).map(move |level| match lang {
            Lang::Zh => format!("{skill}{level}级"),
            Lang::En => format!("{skill} level {level}"),
        })
    });
    let named = catalogue.activities().map(|(_, activity)| name(&activity.name));
    let slots = catalogue.slots.iter().map(|slot| name(&slot.name));
    let tiers = catalogue.tiers.iter().map(|tier| name(&tier.name));
    let headings = table::headings(lang).into_iter().map(str::to_owned);
    view! {
        {list("studio-headings", headings.collect())}
        {list("studio-share", vec![ui::studio::words(lang).own_share.to_owned()])}
        {list("studio-needs", named.chain(levels).collect())}
        {list("studio-skills", skills().collect())}
        {list("studio-slots", slots.collect())}
        {list("studio-tiers", tiers.collect())}
    }
    .into_any()
}
