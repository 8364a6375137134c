//! Owns what moves the plan: hours, money, dates, places, and what is known of the rider.

use super::said;
use crate::app::component::rider_field::{age, hourly, of, schooling, settle};
use crate::app::component::{DateField, Icon, Slider, icon};
use crate::app::session::Session;
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::names::place as place_word;
use qitu_engine::text::{format, ui};
use qitu_model::Lang;
use qitu_model::{Catalogue, Date, Hours, Place, Scenario, Yuan};

/// The stops of the budget slider; past the last one there is no limit.
const BUDGETS: [i64; 20] = [
    0, 100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10000, 12000,
    15000, 20000, 30000, 50000,
];

/// Draws the sliders and fields. They stay as the plan moves, so that a drag is never broken.
pub fn draw(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::tune::words(lang);
    view! {
        <section class="card plan-adjust" data-print="never" aria-label=words.adjust>
            <div class="plan-adjust-head">
                <h2>{words.adjust}</h2>
                <span class="quiet small">{words.adjust_more}</span>
            </div>
            {hours(session, lang, catalogue)}
            <a class="plan-link" href=Route::Week.hash()>{icon(Icon::Week)} {words.paint_week}</a>
            {money(session, lang)}
            <details class="more">
                <summary class="more-title">{words.more}</summary>
                <div class="more-body stack">
                    {pace(session, lang)}
                    {dates(session, lang)}
                    {places(session, lang)}
                </div>
            </details>
            <details class="more" id="said">
                <summary class="more-title">{words.said}</summary>
                <div class="more-body stack">
                    {rider(session, lang, catalogue)}
                    {said::answers(session, lang)}
                </div>
            </details>
        </section>
    }
    .into_any()
}

fn hours(session: Session, lang: Lang, catalogue: &Catalogue) -> Vec<AnyView> {
    let words = ui::tune::words(lang);
    let name = |id: &str| {
        let slot = catalogue.slots.iter().find(|s| s.id == id);
        slot.map_or_else(|| id.to_owned(), |s| lang.pick(&s.name).to_owned())
    };
    let slots = catalogue.slot_ids().into_iter().map(|id| {
        let (id, label) = (id.to_owned(), name(id));
        let read = id.clone();
        let value = of(session, move |s| s.week.get(&read).map_or(0, |h| h.0), 0);
        let most = if id == "released" { 40 } else { 20 };
        let moved = Callback::new({
            let slot = id.clone();
            move |n| session.edit(Edit::Hours { slot: slot.clone(), hours: Hours(n) })
        });
        let tell =
            Callback::new(move |n: u32| ui::fill(words.a_week, &[&format::hours(lang, n.into())]));
        let id = format!("slot-{id}");
        view! {
            <Slider label id range=(0, most) value words=tell moved settled=settle(session) />
        }
        .into_any()
    });
    slots.collect()
}

fn money(session: Session, lang: Lang) -> AnyView {
    let words = ui::tune::words(lang);
    let open = u32::try_from(BUDGETS.len()).unwrap_or(0);
    let place = move |s: &Scenario| match s.budget {
        None => open,
        Some(Yuan(budget)) => {
            let at = BUDGETS.iter().take_while(|b| **b < budget).count();
            u32::try_from(at.min(BUDGETS.len() - 1)).unwrap_or(0)
        }
    };
    let stop = |n: u32| BUDGETS.get(n as usize).copied();
    let value = of(session, place, open);
    let tell =
        Callback::new(move |n| stop(n).map_or_else(|| words.budget_open.to_owned(), format::yuan));
    let moved = Callback::new(move |n| session.edit(Edit::Budget(stop(n).map(Yuan))));
    view! {
        <Slider
            label=words.budget
            id="budget"
            range=(0, open)
            value
            words=tell
            moved
            settled=settle(session)
        />
    }
    .into_any()
}

fn pace(session: Session, lang: Lang) -> AnyView {
    let words = ui::tune::words(lang);
    let value = of(session, |s| s.at_once, 3);
    let tell = Callback::new(move |n: u32| ui::fill(words.at_once_n, &[&n.to_string()]));
    let moved = Callback::new(move |n| session.edit(Edit::AtOnce(n)));
    view! {
        <Slider
            label=words.at_once
            id="at-once"
            range=(1, 6)
            value
            words=tell
            moved
            settled=settle(session)
        />
    }
    .into_any()
}

/// The years in which a plan may begin and end.
fn years(session: Session) -> (i32, i32) {
    let year = session.today().ymd().0;
    (year - 2, year + 20)
}

fn dates(session: Session, lang: Lang) -> AnyView {
    let words = ui::tune::words(lang);
    let start = of(session, |s| Some(s.start), None);
    let deadline = of(session, |s| s.deadline, None);
    let set_start = Callback::new(move |day: Option<Date>| {
        if let Some(day) = day {
            // A plan cannot begin in weeks that are over.
            session.settle();
            if day < session.today() {
                session.change(Edit::Start(session.today()), words.start_past.to_owned());
            } else {
                session.edit(Edit::Start(day));
            }
        }
    });
    let set_deadline = Callback::new(move |day: Option<Date>| {
        session.settle();
        session.edit(Edit::Deadline(day));
    });
    let years = years(session);
    view! {
        <DateField lang id="start" label=words.start years value=start set=set_start />
        <div class="plan-field-row">
            <DateField
                lang
                id="deadline"
                label=words.deadline
                years
                value=deadline
                set=set_deadline
                may_be_empty=true
            />
            <button
                class="button"
                data-kind="quiet"
                disabled=move || deadline.with(Option::is_none)
                on:click=move |_| set_deadline.run(None)
            >
                {words.deadline_none}
            </button>
        </div>
    }
    .into_any()
}

fn places(session: Session, lang: Lang) -> AnyView {
    let words = ui::tune::words(lang);
    let chips = [Place::Online, Place::InPerson, Place::Blended].map(|place| {
        let accepted = of(session, move |s| !s.avoid.places.contains(&place), true);
        let turn = move |_| {
            session.settle();
            session.edit(Edit::Place { place, avoided: accepted.get_untracked() });
        };
        view! {
            <button
                class="chip"
                aria-pressed=move || accepted.get().to_string()
                on:click=turn
            >
                {place_word(lang, place)}
            </button>
        }
    });
    view! {
        <div class="field" role="group" aria-label=words.places>
            <span class="field-label">{words.places}</span>
            <div class="chips">{chips.into_iter().collect::<Vec<_>>()}</div>
        </div>
    }
    .into_any()
}

fn rider(session: Session, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::tune::words(lang);
    let role = session
        .history
        .with_untracked(|h| h.now.case().and_then(|c| c.scenario.rider.role.clone()));
    let service = role.map(|id| {
        let name = catalogue.activity(&id).map_or_else(|| id.clone(), |(_, a)| lang.pick(&a.name).to_owned());
        let read = id.clone();
        let value = of(session, move |s| s.rider.tenure.get(&read).copied().unwrap_or(0), 0);
        let tell = Callback::new(move |n: u32| ui::fill(words.months, &[&n.to_string()]));
        let moved = Callback::new(move |months| {
            session.edit(Edit::Tenure { role: id.clone(), months });
        });
        let label = ui::fill(words.service, &[&name]);
        view! {
            <Slider label id="service" range=(0, 120) value words=tell moved settled=settle(session) />
        }
    });
    view! {
        {service}
        {age(session, lang, "age")}
        {schooling(session, lang, "schooling")}
        {hourly(session, lang, "hourly")}
    }
    .into_any()
}
