//! Owns the page of one course or certificate: what it asks, teaches, opens, and how to take it.

use crate::app::component::academy;
use crate::app::component::begin::{begin, contact_of};
use crate::app::component::copy::copied;
use crate::app::component::needs::asked_of;
use crate::app::component::offer::{hours, next_start, place};
use crate::app::component::sources::sources;
use crate::app::component::{Badge, Fetched, Icon, fetched, icon, when_here};
use crate::app::session::{Session, session};
use crate::app::state::dataset::OTHER_CATALOGUE;
use crate::app::state::edit::Edit;
use crate::app::state::route::Route;
use leptos::{html, prelude::*};
use qitu_engine::explain::{itinerary, next};
use qitu_engine::text::{format, names, phrase, ui};
use qitu_model::Lang;
use qitu_model::{Activity, Catalogue, Date, Fact, Intakes, Kind, Offer, OfferField, Pin};
use qitu_model::{Scope, Status};
use std::sync::Arc;

/// So many things opened stand at once; the others fold.
const FEW: usize = 6;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>, id: &str) -> AnyView {
    let words = ui::course::words(lang);
    let back = view! {
        <a class="page-back" href=Route::Courses.hash()>{icon(Icon::Back)} {words.back}</a>
    };
    if catalogue.activity(id).is_none() {
        // Perhaps it stands in the catalogue that is only looked at.
        let id = id.to_owned();
        let book: Fetched<Catalogue> = fetched(OTHER_CATALOGUE);
        let other = when_here(lang, book, move |book| whole(lang, &book, &id, false));
        return view! { {back} {other} }.into_any();
    }
    view! { {back} {whole(lang, catalogue, id, true)} }.into_any()
}

/// The page of an entry; one of another catalogue cannot be planned.
fn whole(lang: Lang, catalogue: &Catalogue, id: &str, own: bool) -> AnyView {
    let (session, words) = (session(), ui::course::words(lang));
    let Some((kind, activity)) = catalogue.activity(id) else {
        return view! { <h1 class="empty-title">{words.unknown}</h1> }.into_any();
    };
    let sort = if kind == Kind::Course { words.kind_course } else { words.kind_certificate };
    let groups = [(&catalogue.modules, &activity.module), (&catalogue.tiers, &activity.tier)];
    let badges = groups.into_iter().filter_map(|(list, id)| {
        let group = list.iter().find(|g| Some(&g.id) == id.as_ref())?;
        Some(view! { <span class="badge">{lang.pick(&group.name).to_owned()}</span> })
    });
    let about = activity.about.as_ref().map(|a| lang.pick(a).to_owned());
    let ways =
        activity.offers.iter().map(|o| way(session.today(), lang, activity, o)).collect::<Vec<_>>();
    let section = |title: &'static str, content: AnyView| {
        view! { <section><h2 class="section-title">{title}</h2>{content}</section> }
    };
    let mut marks = Vec::new();
    marks.extend(activity.scope.map(|scope| match scope {
        Scope::Nationwide => words.scope_nationwide.to_owned(),
        Scope::Province => words.scope_province.to_owned(),
        Scope::Employer => words.scope_employer.to_owned(),
    }));
    marks.extend(activity.rank.map(|rank| ui::fill(words.rung, &[&rank.to_string()])));
    let marks = marks.into_iter().map(|mark| view! { <span class="badge">{mark}</span> });
    let two = kind == Kind::Certificate && !activity.gives.certificates.is_empty();
    // A rating stands on its licence; elsewhere how sure it is that one test gives two is said.
    let two = two.then(|| match activity.kind.as_deref() {
        Some("licence") => words.one_licence.to_owned(),
        _ => {
            let sure = activity.facts.get("gives").map_or(Status::Estimate, |fact| fact.status);
            ui::fill(words.one_test_two, &[format::status(lang, sure)])
        }
    });
    let two = two.map(|two| view! { <span class="badge" data-tone="good">{two}</span> });
    let first = if own { primary(session, lang, activity) } else { ask_union(lang, activity) };
    view! {
        <article class="course">
            <header>
                <h1 class="page-title">{lang.pick(&activity.name).to_owned()}</h1>
                <p class="card-line"><span class="badge" data-tone="solid">{sort}</span> {badges.collect::<Vec<_>>()} {marks.collect::<Vec<_>>()} {two}</p>
                {about.map(|a| view! { <p class="page-lead">{a}</p> })}
            </header>
            {first}
            {own.then(|| section(ui::begin::words(lang).title, to_begin(session, lang, catalogue, kind, activity)))}
            {(!ways.is_empty()).then(|| section(words.ways, view! { <div class="stack">{ways}</div> }.into_any()))}
            {section(words.needs, needs(session, lang, catalogue, activity))}
            {teaches(lang, catalogue, activity).map(|view| section(if kind == Kind::Course { words.teaches } else { words.gives }, view))}
            {section(words.opens, opens(lang, catalogue, activity))}
            {issuer(lang, catalogue, activity).map(|view| section(words.issuer, view))}
            {tasks(lang, activity).map(|view| section(words.tasks, view))}
            {sources(lang, activity)}
        </article>
    }
    .into_any()
}

/// How to begin it, on its day where it is on the plan.
fn to_begin(
    session: Session,
    lang: Lang,
    catalogue: &Catalogue,
    kind: Kind,
    activity: &Activity,
) -> AnyView {
    let answer = session.planned.with_untracked(|planned| planned.plan.clone());
    let rows = answer.as_ref().map(|a| itinerary::rows(catalogue, &a.1, &a.0)).unwrap_or_default();
    let row = rows.iter().find(|row| row.activity.id == activity.id);
    // Each way below says its own; here stands what holds for all of them.
    let contact = activity.contact.as_deref().or_else(|| contact_of(activity, row));
    begin(lang, catalogue, (kind, activity), row, contact)
}

/// For what cannot be planned: words to ask with.
fn ask_union(lang: Lang, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    let text = ui::fill(words.other_ask, &[lang.pick(&activity.name)]);
    let (held, place) = (text.clone(), NodeRef::<html::Blockquote>::new());
    let copy = move |_| copied(lang, held.clone(), Some(place));
    view! {
        <section class="notice">
            <p>{words.other_course}</p>
            <blockquote class="course-ask" node_ref=place>{text}</blockquote>
            <button class="button" data-size="wide" on:click=copy>{icon(Icon::Copy)} {words.copy}</button>
        </section>
    }
    .into_any()
}

/// The one thing to do: pin it, see it, or begin.
fn primary(session: Session, lang: Lang, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    let id = activity.id.clone();
    let name = lang.pick(&activity.name).to_owned();
    let scenario = session.scenario();
    let is_open = !activity.offers.is_empty() && !activity.offers.iter().any(Offer::is_known);
    // A certificate that a step of the plan brings along needs no exam of its own.
    let given = id.clone();
    let covered = Memo::new(move |_| {
        let answer = session.planned.with(|p| p.plan.clone())?;
        let catalogue = session.catalogue()?;
        let mut steps = answer.0.steps.iter().filter_map(|s| catalogue.activity(&s.activity));
        let (_, by) = steps.find(|(_, a)| a.gives.certificates.contains(&given))?;
        Some(lang.pick(&by.name).to_owned())
    });
    let content = move || {
        let pinned = scenario.with(|s| s.as_ref().map(|s| s.pins.iter().any(|p| p.activity == id)));
        let planned = session
            .planned
            .with(|p| p.plan.as_ref().is_some_and(|a| a.0.steps.iter().any(|s| s.activity == id)));
        match pinned {
            None => view! {
                <a class="button" data-kind="primary" data-size="wide" href=Route::Start.hash()>{words.ask_first}</a>
            }
            .into_any(),
            Some(pinned) if pinned || planned => view! {
                <a class="button" data-kind="primary" data-size="wide" href=Route::Plan(planned.then(|| id.clone())).hash()>
                    {words.on_plan} " · " {words.see_plan} {icon(Icon::Next)}
                </a>
            }
            .into_any(),
            Some(_) if covered.with(Option::is_some) => {
                let by = covered.get().unwrap_or_default();
                view! {
                    <p class="notice">{ui::fill(words.covered, &[&by])}</p>
                    <a class="button" data-size="wide" href=Route::Plan(None).hash()>
                        {words.see_plan} {icon(Icon::Next)}
                    </a>
                }
                .into_any()
            }
            Some(_) if is_open => view! { <p class="notice">{words.ask_academy}</p> }.into_any(),
            Some(_) => {
                let (id, said) = (id.clone(), ui::fill(words.pinned, &[&name]));
                let pin = move |_| {
                    let pin = Pin { activity: id.clone(), ..Pin::default() };
                    session.change(Edit::Pin(pin), said.clone());
                };
                view! {
                    <button class="button" data-kind="primary" data-size="wide" on:click=pin>
                        {icon(Icon::Plus)} {words.pin}
                    </button>
                }
                .into_any()
            }
        }
    };
    view! { <div>{content}</div> }.into_any()
}

fn way(today: Date, lang: Lang, activity: &Activity, offer: &Offer) -> AnyView {
    let words = ui::course::words(lang);
    let title = offer.name.as_ref().map(|n| lang.pick(n).to_owned());
    let fee = match (offer.fee.0, offer.subsidy.0) {
        (0, _) => words.cost_free.to_owned(),
        (_, 0) => ui::fill(words.net_fee, &[&format::yuan(offer.fee.0)]),
        (fee, subsidy) => format!(
            "{} · {}",
            ui::fill(words.net_fee, &[&format::yuan(offer.net_fee().0)]),
            ui::fill(words.subsidy, &[&format::yuan(fee), &format::yuan(subsidy)])
        ),
    };
    // Prices that differ are shown as they are asked; plans use the one in the middle.
    let asked = offer.facts.get("fee").or(activity.facts.get("fee")).and_then(Fact::range);
    let asked =
        asked.filter(|_| offer.fee.0 != 0 && offer.knows(OfferField::Fee)).map(|(low, high)| {
            ui::fill(words.asked_from_to, &[&format::yuan(low.into()), &format::yuan(high.into())])
        });
    let parts = [
        offer.weeks.map(|w| format::weeks(lang, w.0)),
        Some(hours(offer)).filter(|h| *h != 0).map(|h| ui::fill(words.hours, &[&h.to_string()])),
        offer.place.map(|p| place(lang, p).to_owned()),
        offer.hands_on.map(|share| ui::fill(words.practice, &[&share.to_string()])),
        offer.knows(OfferField::Fee).then_some(fee),
        asked,
    ];
    let badges = parts.into_iter().flatten().map(|p| view! { <span class="badge">{p}</span> });
    let starts = intakes(today, lang, offer.intakes.as_ref());
    // How sure the day is stands beside the day.
    let state = offer.intakes.as_ref().and_then(|_| {
        let fact = offer.facts.get("intakes").or(activity.facts.get("intakes"))?;
        Some(view! { <p><Badge fact=fact.clone() /></p> })
    });
    view! {
        <div class="card course-way">
            {title.map(|t| view! { <h3 class="card-title">{t}</h3> })}
            <div class="card-line">{badges.collect::<Vec<_>>()}</div>
            {offer.knows(OfferField::Intakes).then(|| view! { <p class="card-text">{starts}</p> })}
            {state}
            {academy::class(lang, offer).map(|class| view! { <p class="card-text">{class}</p> })}
            {phrase::unknown(lang, offer).map(|ask| view! { <p class="course-open">{ask}</p> })}
            {offer.contact.as_ref().map(|contact| academy::contact(lang, contact))}
        </div>
    }
    .into_any()
}

/// The next start and the days to it.
fn intakes(today: Date, lang: Lang, intakes: Option<&Intakes>) -> String {
    let words = ui::course::words(lang);
    let on = |date: Date| {
        let days = date.days_since(today);
        let when = ui::fill(words.intake, &[&format::day(lang, date)]);
        let gone = if days < 0 {
            words.intake_past.to_owned()
        } else {
            ui::fill(words.intake_in, &[&days.to_string()])
        };
        format!("{when} · {gone}")
    };
    match intakes {
        None => words.any_week.to_owned(),
        Some(Intakes::Dates(dates)) => {
            let Some(next) = next_start(today, intakes) else { return String::new() };
            // A year from the next one on; a list that ends within it says only the next.
            let year = next.plus_days(350);
            let often = dates.iter().filter(|date| (next..year).contains(date)).count();
            let goes_on = dates.iter().any(|date| *date >= year);
            let yearly = ui::fill(words.intake_yearly, &[&often.to_string()]);
            if goes_on { format!("{yearly} · {}", on(next)) } else { on(next) }
        }
        Some(Intakes::Yearly(rule)) => {
            let next = next_start(today, intakes).map_or_else(String::new, on);
            format!("{} · {next}", names::yearly(lang, rule))
        }
        Some(Intakes::Every { every_weeks, .. }) => {
            let next = next_start(today, intakes).map_or_else(String::new, on);
            format!("{} · {next}", ui::fill(words.intake_every, &[&every_weeks.to_string()]))
        }
    }
}

fn needs(session: Session, lang: Lang, catalogue: &Catalogue, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    asked_of(session, lang, catalogue, &activity.id, &activity.needs)
        .unwrap_or_else(|| view! { <p class="quiet">{words.needs_nothing}</p> }.into_any())
}

fn teaches(lang: Lang, catalogue: &Catalogue, activity: &Activity) -> Option<AnyView> {
    let words = ui::course::words(lang);
    let skills = activity.gives.skills.iter().map(|(id, level)| {
        let name = catalogue.skill(id).map_or(id.as_str(), |s| lang.pick(&s.name));
        ui::fill(words.level, &[name, &level.to_string()])
    });
    let certificates = activity.gives.certificates.iter().map(|id| {
        catalogue.activity(id).map_or_else(|| id.clone(), |(_, a)| lang.pick(&a.name).to_owned())
    });
    let all: Vec<String> = skills.chain(certificates).collect();
    if all.is_empty() {
        return None;
    }
    let badges = all.into_iter().map(|text| view! { <span class="badge">{text}</span> });
    Some(view! { <div class="row">{badges.collect::<Vec<_>>()}</div> }.into_any())
}

fn opens(lang: Lang, catalogue: &Catalogue, activity: &Activity) -> AnyView {
    let words = ui::course::words(lang);
    let opened = next::opens(catalogue, activity);
    if opened.is_empty() {
        return view! { <p class="quiet">{words.opens_nothing}</p> }.into_any();
    }
    let chips = opened.into_iter().map(|(kind, a)| {
        let route = match kind {
            Kind::Role => Route::Map(Some(a.id.clone())),
            _ => Route::Course(a.id.clone()),
        };
        view! { <a class="chip" href=route.hash()>{lang.pick(&a.name).to_owned()}</a> }
    });
    let mut first = chips.collect::<Vec<_>>();
    let rest = first.split_off(first.len().min(FEW));
    let rest = (!rest.is_empty()).then(|| {
        let title = ui::fill(words.more, &[&rest.len().to_string()]);
        view! {
            <details class="course-rest">
                <summary class="more-title">{title}</summary>
                <div class="chips">{rest}</div>
            </details>
        }
    });
    view! { <div class="chips">{first}</div> {rest} }.into_any()
}

fn issuer(lang: Lang, catalogue: &Catalogue, activity: &Activity) -> Option<AnyView> {
    if activity.issuer.is_none() {
        // A course: whoever assesses what it leads to.
        let led = activity.gives.certificates.iter().filter_map(|id| catalogue.activity(id));
        let rows = led.filter_map(|(_, paper)| {
            let issuer = lang.pick(paper.issuer.as_ref()?).to_owned();
            let (href, called) = (Route::Course(paper.id.clone()).hash(), lang.pick(&paper.name));
            Some(view! { <p><a href=href>{called.to_owned()}</a> " · " {issuer}</p> })
        });
        let rows: Vec<_> = rows.collect();
        return (!rows.is_empty()).then(|| view! { <div>{rows}</div> }.into_any());
    }
    let words = ui::course::words(lang);
    let issuer = lang.pick(activity.issuer.as_ref()?).to_owned();
    let valid = match activity.valid_months {
        Some(months) => ui::fill(words.valid, &[&months.to_string()]),
        None => words.forever.to_owned(),
    };
    Some(view! { <p>{issuer}</p><p class="quiet">{valid}</p> }.into_any())
}

fn tasks(lang: Lang, activity: &Activity) -> Option<AnyView> {
    if activity.tasks.is_empty() {
        return None;
    }
    let tasks = activity.tasks.iter().map(|task| {
        let steps = task.steps.iter().map(|s| view! { <li>{lang.pick(s).to_owned()}</li> });
        view! {
            <details class="more">
                <summary class="more-title">{lang.pick(&task.title).to_owned()}</summary>
                <ol class="course-steps">{steps.collect::<Vec<_>>()}</ol>
            </details>
        }
    });
    Some(view! { <div>{tasks.collect::<Vec<_>>()}</div> }.into_any())
}
