//! Owns how sure the date is and why it is that date, each folded into one line.

use super::rests;
use crate::app::component::label::goal_name;
use crate::app::component::{Slider, read_aloud};
use crate::app::session::Session;
use crate::app::state::answer::Answered;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::explain::Range;
use qitu_engine::protocol::{Look, View};
use qitu_engine::text::{format, ui};
use qitu_engine::text::{print, sentence, spoken};
use qitu_model::Lang;
use qitu_model::{Catalogue, Cause, Date, Scenario, Weeks};
use std::sync::Arc;

/// Draws both folds.
pub fn draw(session: Session, lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    view! {
        <section class="outlook" data-print="never">
            {rests::grounds(session, lang, catalogue.clone())}
            {range(session, lang, catalogue.clone(), RwSignal::new(8))}
            {rests::money(session, lang, catalogue.clone())}
            <div class="outlook-last">
                {why(session, lang, catalogue.clone())}
                {aloud(session, lang)}
            </div>
        </section>
    }
    .into_any()
}

/// The answer and its steps, read.
fn aloud(session: Session, lang: Lang) -> AnyView {
    let text = move || {
        let answer = session.planned.with_untracked(|p| p.plan.clone())?;
        let catalogue = untrack(|| session.catalogue())?;
        Some(spoken::plan(lang, &catalogue, &answer.1, &answer.0))
    };
    view! { <div class="outlook-aloud">{read_aloud(lang, text)}</div> }.into_any()
}

fn monday(scenario: &Scenario, weeks: Weeks) -> Date {
    sentence::monday(scenario, weeks)
}

/// The range in the words of one line.
fn line(lang: Lang, scenario: &Scenario, range: &Range) -> String {
    let words = ui::advice::words(lang);
    let dates = [range.early, range.likely, range.late].map(|week| monday(scenario, week));
    let months = dates.map(|day| format::month(lang, day));
    // Within half a year days tell more than months. The year is said where it changes.
    let near = dates[2].days_since(dates[0]) < 183;
    let when = |at: usize| {
        let date = dates[at];
        let said = at > 0 && date.ymd().0 == dates[at - 1].ymd().0;
        match (near, said) {
            (true, true) => format::short_day(lang, date),
            (true, false) => print::days(lang, date, date),
            (false, true) => format::month_alone(lang, date),
            (false, false) => months[at].clone(),
        }
    };
    let is_same = |a: usize, b: usize| {
        if near { dates[a] == dates[b] } else { months[a] == months[b] }
    };
    if is_same(0, 2) {
        return ui::fill(words.range_firm, &[&months[0]]);
    }
    if is_same(1, 2) {
        return ui::fill(words.range_late, &[&when(0), &when(1)]);
    }
    if is_same(0, 1) {
        return ui::fill(words.range_early, &[&when(0), &when(2)]);
    }
    ui::fill(words.range, &[&when(0), &when(1), &when(2)])
}

fn range(session: Session, lang: Lang, catalogue: Arc<Catalogue>, kept: RwSignal<u32>) -> AnyView {
    let words = ui::advice::words(lang);
    let seen = Memo::new(move |_| {
        let (look, current) = session.look(View::Range(kept.get() * 10))?;
        let Look::Range(range) = look else { return None };
        Some((range, current))
    });
    let title = move || {
        let answer = session.planned.with(|p| p.plan.clone());
        let busy = seen.with(|seen| seen.as_ref().is_none_or(|(_, current)| !current));
        let text = match (answer, seen.get()) {
            (Some(answer), Some((range, true))) => line(lang, &answer.1, &range),
            _ => ui::plan::words(lang).range_wait.to_owned(),
        };
        view! { <span class="outlook-title" aria-busy=busy.to_string()>{text}</span> }
    };
    let body = move || {
        let answer = session.planned.with(|p| p.plan.clone())?;
        let (range, current) = seen.get()?;
        current.then(|| dates(lang, &catalogue, &answer, &range))
    };
    let tell = Callback::new(move |n: u32| ui::fill(words.kept_n, &[&n.to_string()]));
    view! {
        <details class="more">
            <summary class="more-title">{title}</summary>
            <div class="more-body stack">
                {body}
                <Slider
                    label=words.kept
                    id="kept"
                    range=(5, 10)
                    value=kept
                    words=tell
                    moved=Callback::new(move |n| kept.set(n))
                    settled=Callback::new(|()| ())
                />
                <p class="quiet small">{words.range_note}</p>
            </div>
        </details>
    }
    .into_any()
}

fn dates(lang: Lang, catalogue: &Catalogue, answer: &Answered, range: &Range) -> AnyView {
    let words = ui::advice::words(lang);
    let (plan, scenario) = &**answer;
    let ends = [
        ("early", words.early, range.early),
        ("likely", words.likely, range.likely),
        ("late", words.late, range.late),
    ];
    // The same day under two names would say nothing more.
    let ends = ends.into_iter().filter(|(at, _, week)| *at == "likely" || *week != range.likely);
    let ends = ends.map(|(at, label, week)| {
        let date = monday(scenario, week);
        let (day, year) = (format::short_day(lang, date), date.ymd().0);
        view! {
            <div class="outlook-date" data-at=at>
                <dt>{label}</dt>
                <dd>{day} <span class="quiet small">{year}</span></dd>
            </div>
        }
    });
    let retakes = range.retakes.iter().filter_map(|(step, week)| {
        let name =
            qitu_engine::text::name(lang, catalogue, &plan.steps.get(*step)?.activity).to_owned();
        let text = if *week > range.early {
            ui::fill(words.retake, &[&name, &format::month(lang, monday(scenario, *week))])
        } else {
            ui::fill(words.retake_same, &[&name])
        };
        Some(view! { <li>{text}</li> })
    });
    view! {
        <dl class="outlook-dates">{ends.collect::<Vec<_>>()}</dl>
        <ul class="outlook-list">{retakes.collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

/// The chain of steps that sets the date, and what keeps it from being sooner.
fn why(session: Session, lang: Lang, catalogue: Arc<Catalogue>) -> AnyView {
    let words = ui::advice::words(lang);
    let body = move || {
        let answer = session.planned.with(|p| p.plan.clone())?;
        let (plan, scenario) = &*answer;
        if plan.critical().is_none() {
            return Some(view! { <p class="quiet small">{words.counting}</p> }.into_any());
        }
        let rows = plan.reasons.iter().filter_map(|cause| link(lang, &catalogue, &answer, cause));
        let rows = rows.collect::<Vec<_>>();
        let facts = plan.reasons.iter().find_map(|cause| match cause {
            Cause::Conflict { facts } => Some(facts),
            _ => None,
        });
        let brakes = facts.map(|facts| {
            let facts =
                facts.iter().map(|f| sentence::binding(lang, &catalogue, scenario, plan, f));
            let list = facts.collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " });
            view! { <p>{ui::fill(words.brakes, &[&list])}</p> }
        });
        Some(
            view! {
                <p class="quiet small">{words.why_date_more}</p>
                <ol class="outlook-chain">{rows}</ol>
                {brakes}
            }
            .into_any(),
        )
    };
    view! {
        <details class="more">
            <summary class="more-title">
                <span class="outlook-title">{ui::plan::words(lang).why_date}</span>
            </summary>
            <div class="more-body stack">{body}</div>
        </details>
    }
    .into_any()
}

/// One link of the chain: the step with its weeks, and what it waited for.
fn link(lang: Lang, catalogue: &Catalogue, answer: &Answered, cause: &Cause) -> Option<AnyView> {
    let (plan, scenario) = &**answer;
    let say = |cause: &Cause| sentence::cause(lang, catalogue, scenario, plan, cause);
    // A step's numbers have their sources in its sheet, a tap away.
    let mut sheet = None;
    let (head, note) = match cause {
        Cause::Chain { step } => {
            let step = plan.steps.get(*step)?;
            sheet = Some(Route::Plan(Some(step.activity.clone())).hash());
            let waits = step.because.iter().find(|c| matches!(c, Cause::Waits { .. }));
            (say(cause), waits.map(say))
        }
        Cause::Waits { .. } => (say(cause), None),
        Cause::Goal { .. } => {
            let day = format::day(lang, monday(scenario, plan.value?.weeks));
            (format!("{} · {day}", goal_name(lang, catalogue, scenario)), None)
        }
        _ => return None,
    };
    Some(
        view! {
            <li class="outlook-link">
                <a class="outlook-step" href=sheet>{head}</a>
                {note.map(|note| view! { <span class="small">{note}</span> })}
            </li>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_within_a_year_names_the_year_once() {
        let scenario: Scenario =
            serde_json::from_str(r#"{"start":"2026-11-23","goal":{"role":"x"}}"#).unwrap();
        let range = |early, likely, late| Range {
            early: Weeks(early),
            likely: Weeks(likely),
            late: Weeks(late),
            retakes: vec![],
        };
        let text = line(Lang::Zh, &scenario, &range(8, 14, 60));
        assert_eq!(text, "最早 2027 年 1 月，多半 3 月，慢的话 2028 年 1 月");
        let text = line(Lang::Zh, &scenario, &range(8, 9, 12));
        assert_eq!(text, "最早 2027/1/18，多半 1/25，慢的话 2/15");
        let text = line(Lang::En, &scenario, &range(53, 58, 60));
        assert_eq!(text, "At the earliest 29 Nov 2027, likely 3 Jan 2028, nine in ten by 17 Jan");
        let text = line(Lang::En, &scenario, &range(8, 8, 8));
        assert_eq!(text, "The date is firm: about January 2027");
    }

    #[test]
    fn two_ends_of_a_range_on_one_day_are_said_once() {
        let scenario: Scenario =
            serde_json::from_str(r#"{"start":"2026-11-23","goal":{"role":"x"}}"#).unwrap();
        let text = |early, likely, late| {
            let weeks = [early, likely, late].map(Weeks);
            let [early, likely, late] = weeks;
            line(Lang::Zh, &scenario, &Range { early, likely, late, retakes: vec![] })
        };
        assert_eq!(text(8, 14, 14), "最早 2027/1/18，多半 3/1，慢的话也是这时候");
        assert_eq!(text(8, 8, 14), "最早和多半都是 2027/1/18，慢的话 3/1");
        // A year apart months are said.
        assert_eq!(text(8, 9, 60), "最早和多半都是 2027 年 1 月，慢的话 2028 年 1 月");
    }
}
