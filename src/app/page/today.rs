//! Owns 今天: what this week asks for, how to begin it, what is done, and how far the goal is.
//! Refuses the whole way: that is the plan's.

use crate::app::component::begin::{begin, contact_of, page_of};
use crate::app::component::chunk::{adjusted, when_loaded};
use crate::app::component::skeleton::waiting;
use crate::app::component::{Empty, Icon, icon, wrong_clock};
use crate::app::session::{Session, session};
use crate::app::state::answer::Answered;
use crate::app::state::code_chunk::CodeChunk;
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::itinerary::{self, Row};
use qitu_engine::text::{self, format, print, sentence, ui};
use qitu_model::{Catalogue, Date, Id, Kind, Lang};
use std::sync::Arc;

/// So many things stand on a day's screen.
const MOST: usize = 3;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let session = session();
    let has_plan = Memo::new(move |_| session.history.with(|h| h.now.case().is_some()));
    let answer = Memo::new(move |_| session.planned.with(|p| p.plan.clone()));
    let is_asking = Memo::new(move |_| session.planned.with(|p| p.busy && p.plan.is_none()));
    let catalogue = catalogue.clone();
    let has_missed = RwSignal::new(false);
    let body = move || {
        if !has_plan.get() {
            return no_plan(lang);
        }
        match answer.get() {
            Some(answer) if answer.0.value.is_some() => {
                week(session, lang, &catalogue, &answer, has_missed)
            }
            None if is_asking.get() => waiting(lang),
            _ => no_step(lang),
        }
    };
    let has_overdue = Memo::new(move |_| {
        let answer = answer.get().filter(|_| has_plan.get());
        answer.is_some_and(|answer| {
            let (week, _) = now(session, &answer);
            answer.0.steps.iter().any(|step| step.is_over_by(week))
        })
    });
    let asked = move || {
        has_overdue.get().then(|| {
            let ask = adjusted(session, move |tune, book| {
                (tune.overdue)(session, lang, book, has_missed)
            });
            when_loaded(CodeChunk::Adjust, lang, None, waiting, ask)
        })
    };
    let sheet = move || {
        has_missed.get().then(|| {
            let ask =
                adjusted(session, move |tune, book| (tune.missed)(session, lang, book, has_missed));
            when_loaded(CodeChunk::Adjust, lang, None, |_| ().into_any(), ask)
        })
    };
    view! {
        <header class="page-head">
            <h1 class="page-title">{ui::shell::words(lang).today}</h1>
        </header>
        {wrong_clock(lang)}
        <div class="stack" data-gap="wide">{asked} {body}</div>
        {sheet}
    }
    .into_any()
}

fn no_plan(lang: Lang) -> AnyView {
    let words = ui::plan::words(lang);
    Empty {
        title: words.no_plan,
        is_heading: false,
        text: words.no_plan_more,
        to: Route::Start,
        action: words.to_start,
    }
    .draw()
}

fn no_step(lang: Lang) -> AnyView {
    Empty {
        title: ui::today::words(lang).no_step,
        is_heading: false,
        text: "",
        to: Route::Plan(None),
        action: ui::week::words(lang).to_plan,
    }
    .draw()
}

/// The week that is running, or the plan's first: its number and its Monday.
fn now(session: Session, answer: &Answered) -> (u32, Date) {
    let monday = answer.1.start.monday_on_or_after();
    let week = session.today().week_from_or_first(monday);
    (week, monday.plus_weeks(week))
}

fn week(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    has_missed: RwSignal<bool>,
) -> AnyView {
    let words = ui::today::words(lang);
    let (week, monday) = now(session, answer);
    let rows = itinerary::rows(catalogue, &answer.1, &answer.0);
    let runs = |row: &&Row| row.step.start.0 <= week && !row.step.is_over_by(week);
    let is_in_time = !rows.iter().any(|row| row.step.is_over_by(week));
    let running: Vec<&Row> = rows.iter().filter(runs).take(MOST).collect();
    let next = rows.iter().find(|row| row.step.start.0 > week);
    let done = session.history.with_untracked(|h| h.now.done.clone());
    // A plan made on a Tuesday begins next Monday: what is done before then is of this week too.
    let since = monday.min(session.today().monday_of_week());
    let ticked = done.iter().filter(|done| done.on >= since);
    let ticked = ticked.map(|done| ticked_item(session, lang, catalogue, &done.activity));
    let ticked = ticked.collect::<Vec<_>>();
    let nothing = (running.is_empty() && is_in_time)
        .then_some(if next.is_some() { words.nothing } else { words.none_left })
        .map(|text| view! { <p>{text}</p> });
    let items =
        running.iter().map(|row| item(session, lang, catalogue, answer, row)).collect::<Vec<_>>();
    let may_miss = week > 0 && is_in_time && !running.is_empty();
    let missed = may_miss.then(|| {
        view! {
            <button class="button" on:click=move |_| has_missed.set(true)>
                {icon(Icon::Clock)} {words.not_done}
            </button>
        }
    });
    view! {
        <div class="stack" data-gap="wide">
            {since_last(session, lang, answer)}
            <section>
                <h2>{ui::fill(words.week, &[&format::short_day(lang, monday)])}</h2>
                {nothing}
                <ul class="list today-list">{items} {ticked}</ul>
                {missed}
            </section>
            {next.map(|row| next_step(lang, row))}
            {progress(session, lang, answer, &rows, done.len(), is_in_time)}
            <a class="button" data-kind="primary" data-size="wide" href=Route::Plan(None).hash()>
                {words.whole_way}
            </a>
        </div>
    }
    .into_any()
}

/// One thing to do: a tick, what it is, and the way to begin it.
fn item(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    answer: &Answered,
    row: &Row,
) -> AnyView {
    let words = ui::today::words(lang);
    let name = lang.pick(&row.activity.name).to_owned();
    let tick = ui::fill(words.tick, &[&name]);
    let said = tick.clone();
    let id = row.activity.id.clone();
    let answer = answer.clone();
    let tapped = move |_| session.change(done(session, &answer, &id), said.clone());
    let until = (row.weeks > 0).then(|| ui::fill(words.until, &[&format::short_day(lang, row.to)]));
    let about = [Some(print::way(lang, row)), Some(print::effort(lang, row)), until];
    let about = about.into_iter().flatten().filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join(" · ");
    let thing = (row.kind, row.activity);
    let begin = begin(lang, catalogue, thing, Some(row), contact_of(row.activity, Some(row)));
    view! {
        <li class="list-item today-item">
            <button class="today-tick" aria-pressed="false" aria-label=tick on:click=tapped>
                {icon(Icon::Check)}
            </button>
            <div class="list-main">
                <a class="today-name" href=Route::Plan(Some(row.activity.id.clone())).hash()>
                    <span class="list-title">{name.clone()}</span>
                    <span class="list-note">{about}</span>
                </a>
            </div>
            <details class="today-begin more">
                <summary class="more-title" aria-label=ui::fill(words.begin_of, &[&name])>
                    {words.begin}
                </summary>
                {begin}
                {page_of(lang, row.kind, row.activity)}
            </details>
        </li>
    }
    .into_any()
}

/// In its first week a plan stays as it is; later the rest of it is planned from this week on, as no
/// step can begin in a week that is over.
fn done(session: Session, answer: &Answered, id: &Id) -> Edit {
    let (week, monday) = now(session, answer);
    let at = answer.0.steps.iter().position(|step| step.activity == *id);
    match at.filter(|_| week > 0) {
        Some(at) => Edit::Repair {
            plan: Box::new(answer.0.clone()),
            done: vec![at],
            missed: 0,
            from: monday,
        },
        None => Edit::MarkDone { activity: id.clone(), on: session.today() },
    }
}

/// What was done this week stays to be seen, and can be taken back.
fn ticked_item(session: Session, lang: Lang, catalogue: &Catalogue, id: &Id) -> AnyView {
    let words = ui::today::words(lang);
    let name = text::name(lang, catalogue, id).to_owned();
    let undone = ui::fill(words.untick, &[&name]);
    let id = id.clone();
    let tapped = move |_| session.change(Edit::MarkUndone(id.clone()), undone.clone());
    view! {
        <li class="list-item today-item">
            <button
                class="today-tick"
                aria-pressed="true"
                aria-label=ui::fill(words.tick, &[&name])
                on:click=tapped
            >
                {icon(Icon::Check)}
            </button>
            <span class="list-main quiet">{name}</span>
        </li>
    }
    .into_any()
}

fn next_step(lang: Lang, row: &Row) -> AnyView {
    let words = ui::today::words(lang);
    view! {
        <section>
            <h2>{words.next}</h2>
            <ul class="list">
                <li class="list-item">
                    <a class="list-link" href=Route::Plan(Some(row.activity.id.clone())).hash()>
                        <span class="list-main">
                            <span class="list-title">{lang.pick(&row.activity.name).to_owned()}</span>
                            <span class="list-note">
                                {ui::fill(words.next_on, &[&format::day(lang, row.from)])}
                            </span>
                        </span>
                    </a>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// What is done of the way, and the jobs on it with their dates, which hold where nothing is open
/// that should be over. What is done stays done.
fn progress(
    session: Session,
    lang: Lang,
    answer: &Answered,
    rows: &[Row],
    done: usize,
    is_in_time: bool,
) -> AnyView {
    let words = ui::today::words(lang);
    let scenario = answer.1.clone();
    // The likely date leads; it comes after the plan.
    let likely = move || {
        let odds = session.odds().filter(|_| is_in_time);
        let likely = odds.map(|odds| sentence::monday(&scenario, odds.likely))?;
        let text = ui::fill(words.likely, &[&format::month(lang, likely)]);
        Some(view! { <p class="today-likely">{text}</p> })
    };
    let steps = [done, rows.len()];
    let steps = steps.map(|n| format::count(lang, n as u64, "步", "step"));
    let steps = ui::fill(words.steps, &[&steps[0], &steps[1]]);
    let roles: Vec<&Row> = rows.iter().filter(|row| row.kind == Kind::Role).collect();
    let last = roles.len().saturating_sub(1);
    let milestones = roles.iter().enumerate().map(|(at, row)| {
        let name = lang.pick(&row.activity.name);
        let name = if at < last { ui::fill(words.first, &[name]) } else { name.to_owned() };
        view! {
            <dt>{format::month(lang, row.done)}</dt>
            <dd>{name}</dd>
        }
    });
    let milestones = milestones.collect::<Vec<_>>();
    let milestones = (is_in_time && !milestones.is_empty()).then(|| {
        view! {
            <p class="quiet small">{words.earliest}</p>
            <dl class="terms">{milestones}</dl>
        }
    });
    let most = (done + rows.len()).to_string();
    view! {
        <section class="today-way">
            <h2>{words.progress}</h2>
            <meter min="0" max=most value=done.to_string() aria-label=steps.clone()></meter>
            <p>{steps}</p>
            {likely}
            {milestones}
        </section>
    }
    .into_any()
}

/// What is different from the plan before: after a change, or with a new catalogue.
fn since_last(session: Session, lang: Lang, answer: &Answered) -> Option<AnyView> {
    let older = session.older.get().or_else(|| session.before.get());
    let changes = sentence::changes(lang, older?.0.value?, answer.0.value?);
    (!changes.is_empty()).then(|| {
        let text = ui::fill(ui::today::words(lang).changed, &[&changes.join(" · ")]);
        view! { <p><a href=Route::Plan(None).hash()>{text}</a></p> }.into_any()
    })
}
