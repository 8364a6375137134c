//! Owns the half-hour grid: painted by finger, mouse or keyboard.

use super::painted::{grid, inside};
use super::study::Study;
use crate::app::component::Segments;
use crate::app::platform::dom;
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::week_grid::{Cell, Grid, MORNING, ROWS};
use leptos::prelude::*;
use qitu_engine::text::names::weekday;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::Weekday;

/// What is being painted: from where, to where, with what.
#[derive(Clone, Debug, PartialEq)]
struct Stroke {
    from: (usize, usize),
    to: (usize, usize),
    cell: Cell,
}

/// What a half-hour is, in the page.
fn value(cell: Cell) -> &'static str {
    match cell {
        Cell::Free => "free",
        Cell::Maybe => "maybe",
        Cell::Never => "never",
    }
}

/// Draws the brush and the grid.
pub fn draw(session: Session, lang: Lang, studies: Memo<Vec<Study>>) -> AnyView {
    let words = ui::week::words(lang);
    let brush = RwSignal::new(Cell::Free);
    let stroke: RwSignal<Option<Stroke>> = RwSignal::new(None);
    let shown = Memo::new(move |_| {
        let mut grid = grid(session);
        if let Some(stroke) = stroke.get() {
            grid.fill(stroke.from, stroke.to, stroke.cell);
        }
        grid
    });
    let commit = move || {
        if stroke.with_untracked(Option::is_none) {
            return;
        }
        let grid = shown.get_untracked();
        stroke.set(None);
        put(session, grid);
    };
    let begin = move |event: leptos::ev::PointerEvent| {
        let Some(at) = cell_at(&event) else { return };
        event.prevent_default();
        // A second stroke over what is painted takes it away again.
        let cell = match brush.get_untracked() {
            same if shown.with_untracked(|g| g.at(at.0, at.1)) == same => Cell::Never,
            other => other,
        };
        stroke.set(Some(Stroke { from: at, to: at, cell }));
    };
    let go_on = move |event: leptos::ev::PointerEvent| {
        if stroke.with_untracked(Option::is_none) {
            return;
        }
        if let Some(at) = cell_at(&event) {
            stroke.update(|s| {
                if let Some(s) = s {
                    s.to = at;
                }
            });
        }
    };
    let name = |cell: Cell| match cell {
        Cell::Free => words.free,
        Cell::Maybe => words.maybe,
        Cell::Never => words.never,
    };
    let choices = [Cell::Free, Cell::Maybe, Cell::Never]
        .map(|c| (value(c).to_owned(), name(c).to_owned()))
        .to_vec();
    let chosen = Signal::derive(move || value(brush.get()).to_owned());
    let choose = Callback::new(move |word: String| {
        let all = [Cell::Free, Cell::Maybe, Cell::Never];
        brush.set(all.into_iter().find(|c| value(*c) == word).unwrap_or(Cell::Free));
    });
    // The number of the thing that lies in each half-hour, as in the list beside the grid.
    let laid = Memo::new(move |_| {
        let mut cells = vec![0_usize; ROWS * 7];
        studies.with(|all| {
            for (at, span) in
                all.iter().enumerate().flat_map(|(at, s)| s.spans().map(move |x| (at, x)))
            {
                let day = Weekday::ALL.iter().position(|d| *d == span.day).unwrap_or(0);
                for row in usize::from(span.from / 30)..usize::from(span.to.div_ceil(30)) {
                    if let Some(cell) = cells.get_mut(day * ROWS + row) {
                        *cell = at + 1;
                    }
                }
            }
        });
        cells
    });
    // The hours before morning: for whoever rides or learns then, and on demand.
    let asked = RwSignal::new(false);
    let needed = Memo::new(move |_| shown.with(|g| g.rides_at_night() || g.is_early()));
    let early = Memo::new(move |_| asked.get() || needed.get());
    let rows = move |rows: std::ops::Range<usize>| {
        rows.map(|row| line(session, lang, row, (shown, laid, early), brush)).collect::<Vec<_>>()
    };
    view! {
        <div class="row">
            <Segments label=words.brush name="brush" choices chosen choose />
            <button
                class="chip"
                hidden=needed
                aria-pressed=move || asked.get().to_string()
                on:click=move |_| asked.update(|asked| *asked = !*asked)
            >
                {words.early}
            </button>
        </div>
        <div
            class="week-grid"
            role="grid"
            aria-label=words.grid
            on:pointerdown=begin
            on:pointermove=go_on
            on:pointerup=move |_| commit()
            on:pointercancel=move |_| stroke.set(None)
            on:pointerleave=move |_| commit()
        >
            <div class="week-row week-days" role="row">
                <span class="week-hour" role="columnheader"><span class="hidden-words">{words.clock}</span></span>
                {(0..7).map(|day| head(session, lang, day)).collect::<Vec<_>>()}
            </div>
            {move || early.get().then(|| rows(0..MORNING))}
            {rows(MORNING..ROWS)}
        </div>
        <p class="quiet small week-hint">{words.scroll_hint}</p>
    }
    .into_any()
}

fn put(session: Session, grid: Grid) {
    session.settle();
    let classes_inside = untrack(|| inside(session));
    session.edit(Edit::Week { grid, classes_inside });
    session.settle();
}

/// The day and row under the pointer.
fn cell_at(event: &leptos::ev::PointerEvent) -> Option<(usize, usize)> {
    let text = dom::attribute_at(event.client_x(), event.client_y(), "data-cell")?;
    let (day, row) = text.split_once('-')?;
    Some((day.parse().ok()?, row.parse().ok()?))
}

fn day_name(lang: Lang, day: usize) -> &'static str {
    Weekday::ALL.get(day).map_or("", |d| weekday(lang, *d))
}

/// A day's name; tapped, the day is one without riding, or one with.
fn head(session: Session, lang: Lang, day: usize) -> AnyView {
    let words = ui::week::words(lang);
    let rests = move || grid(session).rests(day);
    let turn = move |_| {
        let mut grid = untrack(|| grid(session));
        let rests = grid.rests(day);
        grid.set_rest(day, !rests);
        put(session, grid);
    };
    let name = day_name(lang, day);
    let short = match lang {
        Lang::Zh => name.trim_start_matches('周').to_owned(),
        Lang::En => name.get(..2).unwrap_or(name).to_owned(),
    };
    // What is seen is part of the name, so that it can be said to the device.
    let seen = short.clone();
    let label = move || {
        let rest = if rests() { format!(" {}", words.rest) } else { String::new() };
        format!("{seen}{rest} · {}", ui::fill(words.rest_label, &[name]))
    };
    view! {
        <span role="columnheader" class="week-day">
            <button
                class="week-rest"
                aria-label=label
                aria-pressed=move || rests().to_string()
                on:click=turn
            >
                <span aria-hidden="true">{short}</span>
                " "
                <small aria-hidden="true">{move || rests().then_some(words.rest)}</small>
            </button>
        </span>
    }
    .into_any()
}

/// One half-hour of all seven days.
fn line(
    session: Session,
    lang: Lang,
    row: usize,
    (shown, laid, early): (Memo<Grid>, Memo<Vec<usize>>, Memo<bool>),
    brush: RwSignal<Cell>,
) -> AnyView {
    let words = ui::week::words(lang);
    let clock = format!("{}:{:02}", row / 2, row % 2 * 30);
    let hour = row.is_multiple_of(2).then(|| clock.clone());
    let cells = (0..7).map(|day| {
        let clock = clock.clone();
        let cell = Memo::new(move |_| shown.with(|g| g.at(day, row)));
        let state = move || value(cell.get());
        let study = Memo::new(move |_| {
            laid.with(|all| all.get(day * ROWS + row).copied()).filter(|n| *n > 0)
        });
        let label = move || {
            let word = match cell.get() {
                Cell::Free => words.free,
                Cell::Maybe => words.maybe,
                Cell::Never => words.never,
            };
            let word = match study.get() {
                Some(n) => format!("{word} · {}", ui::fill(words.cell_study, &[&n.to_string()])),
                None => word.to_owned(),
            };
            ui::fill(words.cell, &[day_name(lang, day), &clock, &word])
        };
        let pressed = move |event: leptos::ev::KeyboardEvent| {
            let first = if early.get_untracked() { 0 } else { MORNING };
            key(session, &event, (day, row), first, shown, brush.get_untracked());
        };
        view! {
            <span
                class="week-cell"
                role="gridcell"
                id=format!("cell-{day}-{row}")
                data-cell=format!("{day}-{row}")
                data-state=state
                data-study=move || study.get().map(|n| n.to_string())
                aria-label=label
                // One stop of the Tab key for the whole grid; arrows move inside it.
                tabindex=if (day, row) == (0, 28) { "0" } else { "-1" }
                on:keydown=pressed
            ></span>
        }
    });
    view! {
        <div class="week-row" role="row" data-half=(row % 2 == 1).then_some("")>
            <span class="week-hour" aria-hidden="true">{hour}</span>
            {cells.collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn key(
    session: Session,
    event: &leptos::ev::KeyboardEvent,
    (day, row): (usize, usize),
    first: usize,
    shown: Memo<Grid>,
    brush: Cell,
) {
    let to = match event.key().as_str() {
        "ArrowLeft" => (day.saturating_sub(1), row),
        "ArrowRight" => ((day + 1).min(6), row),
        "ArrowUp" => (day, row.saturating_sub(1).max(first)),
        "ArrowDown" => (day, (row + 1).min(ROWS - 1)),
        " " | "Enter" => {
            event.prevent_default();
            let mut grid = shown.get_untracked();
            let cell = if grid.at(day, row) == brush { Cell::Never } else { brush };
            grid.paint(day, row, cell);
            put(session, grid);
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if event.shift_key() {
        let mut grid = shown.get_untracked();
        grid.fill((day, row), to, brush);
        put(session, grid);
    }
    dom::focus(&format!("#cell-{}-{}", to.0, to.1));
}
