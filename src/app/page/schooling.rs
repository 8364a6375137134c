//! Owns 学历这条线: the rungs of schooling, the ways to each, what one enrolment gives and asks.
//! Refuses to say that anybody needs a diploma.

use crate::app::component::offer::{next_start, place};
use crate::app::component::{Icon, icon};
use crate::app::component::{evidence, needs::asked_of, sources::sources};
use crate::app::session::{Session, session};
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::name;
use qitu_engine::text::{format, phrase, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Education, Need, Offer, OfferField};
use std::sync::Arc;

/// The rungs, lowest first.
const RUNGS: [Education; 4] =
    [Education::Junior, Education::Senior, Education::College, Education::Bachelor];

fn rung_name(lang: Lang, rung: Education) -> &'static str {
    let words = ui::schooling::words(lang);
    match rung {
        Education::Junior => words.junior,
        Education::Senior => words.senior,
        Education::College => words.college,
        Education::Bachelor => words.bachelor,
        Education::None => words.none,
    }
}

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::schooling::words(lang);
    let session = session();
    let mine = Memo::new(move |_| {
        session.history.with(|h| h.now.case().and_then(|case| case.scenario.rider.education))
    });
    let has_plan = session.history.with_untracked(|h| h.now.case().is_some());
    let book = catalogue.clone();
    let rungs = move || {
        let own = mine.get();
        let rungs = RUNGS.iter().rev().map(|rung| rung_view(session, lang, &book, own, *rung));
        rungs.collect::<Vec<_>>()
    };
    view! {
        <header class="page-head"><h1 class="page-title">{words.title}</h1></header>
        <p class="page-lead">{words.lead}</p>
        {has_plan.then(|| own(session, lang, mine))}
        <ol class="schooling" data-track="schooling" reversed>{rungs}</ol>
        <section class="section">
            <h2 class="section-title">{words.support}</h2>
            <p class="section-note">{words.support_note}</p>
            <ul class="list">
                <li class="list-item">
                    <a class="list-link" href=Route::Course("degree-guidance".into()).hash()>
                        <span class="list-main"><span class="list-title">{words.guidance}</span></span>
                    </a>
                </li>
                <li class="list-item">
                    <a class="list-link" href=Route::Cover(Some("subsidies".into())).hash()>
                        <span class="list-main">
                            <span class="list-title">{words.money}</span>
                            <span class="list-note">{words.money_more}</span>
                        </span>
                    </a>
                </li>
            </ul>
        </section>
        <section class="section">
            <h2 class="section-title">{words.truth}</h2>
            {evidence::about(lang, "degree")}
        </section>
    }
    .into_any()
}

/// What the rider says of their own schooling; the plan follows.
fn own(session: Session, lang: Lang, mine: Memo<Option<Education>>) -> AnyView {
    let words = ui::schooling::words(lang);
    let options = [Education::None].into_iter().chain(RUNGS).map(|rung| {
        view! {
            <option value=(rung as u8).to_string() prop:selected=move || mine.get() == Some(rung)>
                {rung_name(lang, rung)}
            </option>
        }
    });
    let choose = move |event| {
        let value: String = event_target_value(&event);
        let rung = [Education::None].into_iter().chain(RUNGS);
        let rung = rung.into_iter().find(|rung| (*rung as u8).to_string() == value);
        session.change(Edit::Schooling(rung), words.saved.to_owned());
    };
    view! {
        <div class="field schooling-own">
            <label class="field-label" for="schooling-own">{words.mine}</label>
            <select id="schooling-own" class="field-input" on:change=choose>
                <option value="" prop:selected=move || mine.get().is_none()>{words.unsaid}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

fn rung_view(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    own: Option<Education>,
    rung: Education,
) -> AnyView {
    let words = ui::schooling::words(lang);
    let ways: Vec<&Activity> =
        catalogue.courses.iter().filter(|c| c.gives.education == Some(rung)).collect();
    let here = own == Some(rung);
    let reached = own.is_some_and(|own| own >= rung);
    // The rung above one's own is what matters now; the others fold.
    let next = RUNGS.iter().find(|rung| own.is_none_or(|own| **rung > own)).copied();
    let open = next == Some(rung) || (own.is_none() && rung == Education::College);
    let body = if ways.is_empty() {
        view! { <p class="quiet">{words.start_rung}</p> }.into_any()
    } else {
        let count = format::count(lang, ways.len() as u64, "条路", "way");
        let cards = ways.into_iter().map(|one| way(session, lang, catalogue, rung, one));
        let cards = cards.collect::<Vec<_>>();
        view! {
            <details class="schooling-ways" open=open>
                <summary class="more-title">{count}</summary>
                {cards}
            </details>
        }
        .into_any()
    };
    view! {
        <li class="schooling-rung" data-state=reached.then_some("reached")>
            <h2 class="schooling-name">
                {rung_name(lang, rung)}
                {here.then(|| view! { " " <span class="badge" data-tone="good">{words.here}</span> })}
            </h2>
            {body}
        </li>
    }
    .into_any()
}

/// One way to a rung: how long, how much, when, what it asks and all it gives.
fn way(
    session: Session,
    lang: Lang,
    catalogue: &Arc<Catalogue>,
    rung: Education,
    course: &Activity,
) -> AnyView {
    let words = ui::schooling::words(lang);
    let offers =
        course.offers.iter().map(|offer| offer_line(session, lang, catalogue, course, offer));
    let offers = offers.collect::<Vec<_>>();
    let asked = asked_of(session, lang, catalogue, &course.id, &course.needs);
    let skills = course.gives.skills.iter().map(|(id, level)| {
        let skill = catalogue.skill(id).map_or(id.as_str(), |s| lang.pick(&s.name));
        ui::fill(ui::course::words(lang).level, &[skill, &level.to_string()])
    });
    let certificates = course.gives.certificates.iter().map(|id| name(lang, catalogue, id));
    let gives: Vec<_> = certificates
        .map(str::to_owned)
        .chain(skills)
        .map(|text| view! { <li class="badge">{text}</li> })
        .collect();
    view! {
        <details class="schooling-way">
            <summary class="schooling-title">
                <span class="list-title">{lang.pick(&course.name).to_owned()}</span>
                <span class="list-note">{brief(session, lang, course)}</span>
            </summary>
            <div class="schooling-body">
                <div class="stack">{offers}</div>
                <h3 class="schooling-head">{words.asks}</h3>
                {asked.unwrap_or_else(|| view! { <p class="quiet small">{words.asks_nothing}</p> }.into_any())}
                <h3 class="schooling-head">{words.gives}</h3>
                <ul class="row">{gives}</ul>
                {sources(lang, course)}
                {aim(session, lang, rung, course)}
            </div>
        </details>
    }
    .into_any()
}

/// Fee, and days to the next entry, over all offers.
fn brief(session: Session, lang: Lang, course: &Activity) -> String {
    let words = ui::schooling::words(lang);
    let known = course.offers.iter().filter(|offer| offer.knows(OfferField::Fee));
    let fee = known.map(|offer| offer.net_fee().0).min();
    let fee = fee.map(|fee| match fee {
        0 => ui::course::words(lang).cost_free.to_owned(),
        fee => format::yuan(fee),
    });
    let starts =
        course.offers.iter().filter_map(|o| next_start(session.today(), o.intakes.as_ref()));
    let next = starts.min().map(|day| {
        let days = day.days_since(session.today()).max(0).to_string();
        format!(
            "{} · {}",
            ui::fill(words.next, &[&format::day(lang, day)]),
            ui::fill(words.days, &[&days])
        )
    });
    let parts: Vec<String> = [fee, next].into_iter().flatten().collect();
    parts.join(" · ")
}

fn offer_line(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    course: &Activity,
    offer: &Offer,
) -> AnyView {
    let words = ui::schooling::words(lang);
    let title = offer.name.as_ref().map(|n| lang.pick(n).to_owned());
    let long = offer.weeks.map(|weeks| {
        // Halves of a year, rounded up: 130 weeks are 2.5 years.
        let halves = weeks.0.div_ceil(26);
        let years = format!("{}{}", halves / 2, if halves % 2 == 1 { ".5" } else { "" });
        ui::fill(words.lasts, &[&format::weeks(lang, weeks.0), &years])
    });
    let weekly: u32 = offer.load.iter().map(|part| part.hours.0).fold(0, u32::saturating_add);
    let weekly = (weekly > 0).then(|| ui::fill(words.weekly, &[&weekly.to_string()]));
    let fee = offer.knows(OfferField::Fee).then(|| match offer.net_fee().0 {
        0 => ui::course::words(lang).cost_free.to_owned(),
        yuan => format::yuan(yuan),
    });
    let at = offer.place.map(|p| place(lang, p).to_owned());
    let parts: Vec<String> = [long, weekly, at, fee].into_iter().flatten().collect();
    let open = phrase::unknown(lang, offer);
    let start = match next_start(session.today(), offer.intakes.as_ref()) {
        None => words.any_week.to_owned(),
        Some(day) => {
            let when = ui::fill(words.next, &[&format::day(lang, day)]);
            let days = day.days_since(session.today()).max(0).to_string();
            format!("{when} · {}", ui::fill(words.days, &[&days]))
        }
    };
    let asked = asked_of(session, lang, catalogue, &course.id, &offer.needs);
    view! {
        <div class="schooling-offer">
            {title.map(|title| view! { <p><strong>{title}</strong></p> })}
            <p>{parts.join(" · ")}</p>
            {offer.knows(OfferField::Intakes).then(|| view! { <p class="quiet small">{start}</p> })}
            {open.map(|ask| view! { <p class="small">{ask}</p> })}
            {asked}
        </div>
    }
    .into_any()
}

/// To aim at this enrolment, alone or beside the goal.
fn aim(session: Session, lang: Lang, rung: Education, course: &Activity) -> AnyView {
    let words = ui::schooling::words(lang);
    let Some(goal) =
        session.history.with_untracked(|h| h.now.case().map(|c| c.scenario.goal.clone()))
    else {
        return view! {
            <div class="card-foot"><a class="button" href=Route::Start.hash()>{words.plan_first}</a></div>
        }
        .into_any();
    };
    let called = lang.pick(&course.name).to_owned();
    let own = Need::Course { course: course.id.clone() };
    let parts = match goal {
        Need::All { all } => all,
        other => vec![other],
    };
    // Another way to the same rung, or a bare rung, gives place to this one.
    let is_schooling = |need: &Need| match need {
        Need::Education { education } => *education <= rung,
        Need::Course { course } => {
            let given = session.catalogue().and_then(|book| {
                book.activity(course).and_then(|(_, other)| other.gives.education)
            });
            given.is_some_and(|given| given <= rung)
        }
        _ => false,
    };
    let mut both: Vec<Need> = parts.into_iter().filter(|need| !is_schooling(need)).collect();
    let has_other = !both.is_empty();
    both.push(own.clone());
    let (alone_said, both_said) =
        (ui::fill(words.aimed, &[&called]), ui::fill(words.both_said, &[&called]));
    let go = move |goal: Need, said: String| {
        session.change(Edit::Goal(goal), said);
        session.go(&Route::Plan(None));
    };
    let both = has_other.then(|| {
        view! {
            <button class="button" on:click=move |_| go(Need::All { all: both.clone() }, both_said.clone())>
                {words.both}
            </button>
        }
    });
    view! {
        <div class="card-foot">
            {both}
            <button class="button" data-kind="quiet" on:click=move |_| go(own.clone(), alone_said.clone())>
                {words.aim} {icon(Icon::Next)}
            </button>
        </div>
    }
    .into_any()
}
