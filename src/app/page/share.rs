//! Owns 分享: the link and what is in it, and every way to carry the plan away.
//! Refuses to send anything by itself: each way is a tap of the rider's.

mod away;
mod link;
mod print_sheet;
mod screen;

use crate::app::component::hand_over::{text_sheet, text_to_copy};
use crate::app::component::{Empty, Fetched, Sheet, fetched};
use crate::app::platform::carry;
use crate::app::session::session;
use crate::app::state::dataset::provider::Places;
use crate::app::state::dataset::subsidy::Subsidies;
use crate::app::state::route::Route;
use leptos::prelude::*;
use print_sheet::Beside;
use qitu_engine::text::ui;
use qitu_model::Catalogue;
use qitu_model::Lang;
use screen::{Over, Screen};
use std::sync::Arc;

use away::away_section;
use link::link_section;

/// Draws the screen.
#[must_use]
pub fn draw(lang: Lang, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::share::words(lang);
    let screen = Screen {
        session: session(),
        lang,
        include: RwSignal::default(),
        paper: RwSignal::default(),
        over: RwSignal::new(None),
    };
    let has_plan = Memo::new(move |_| screen.session.history.with(|h| h.now.case().is_some()));
    let catalogue = catalogue.clone();
    view! {
        <div data-print="never">
            <header class="page-head">
                <h1 class="page-title">{words.title}</h1>
            </header>
            {move || {
                if has_plan.get() {
                    full(screen, &catalogue)
                } else {
                    empty(lang)
                }
            }}
        </div>
        {print_view(screen)}
        {move || over(screen)}
    }
    .into_any()
}

fn empty(lang: Lang) -> AnyView {
    let words = ui::share::words(lang);
    Empty {
        title: words.nothing,
        is_heading: false,
        text: words.nothing_more,
        to: Route::Start,
        action: words.make_one,
    }
    .draw()
}

fn full(screen: Screen, catalogue: &Arc<Catalogue>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let wechat = carry::in_wechat().then(|| {
        view! {
            <section class="notice">
                <p class="notice-title">{words.wechat}</p>
                <p>{words.wechat_more}</p>
            </section>
        }
    });
    view! {
        {wechat}
        {link_section(screen, catalogue.clone())}
        {away_section(screen, catalogue.clone())}
    }
    .into_any()
}

/// What the printer sees; drawn only when something is to be printed, and kept up to date.
fn print_view(screen: Screen) -> AnyView {
    let places: Fetched<Places> = fetched("catalogue/institutions.json");
    let subsidies: Fetched<Subsidies> = fetched("catalogue/subsidies.json");
    let draw = move || {
        let (answer, catalogue) = (screen.answer()?, screen.session.catalogue()?);
        // Without the list the sheet has all but whom to ask.
        let places = places.get().and_then(Result::ok);
        let places = places.as_deref();
        let subsidies = subsidies.get().and_then(Result::ok);
        let subsidies = subsidies.as_deref();
        let (lang, today) = (screen.lang, screen.session.today());
        let link = screen.link();
        let paper = screen.paper.get();
        let (plan, scenario) = &*answer;
        let record = screen.session.history.with(|h| h.now.record.clone());
        let beside = Beside { today, record: &record, places, subsidies };
        Some(print_sheet::draw(paper, lang, &catalogue, plan, scenario, link, beside))
    };
    draw.into_any()
}

fn over(screen: Screen) -> AnyView {
    let words = ui::share::words(screen.lang);
    let close = Callback::new(move |()| screen.over.set(None));
    match screen.over.get() {
        None => ().into_any(),
        Some(Over::Drawing) => view! {
            <Sheet title=words.picture_title close=close><p>{words.drawing}</p></Sheet>
        }
        .into_any(),
        Some(Over::NoPicture) => view! {
            <Sheet title=words.picture close=close><p>{words.picture_failed}</p></Sheet>
        }
        .into_any(),
        Some(Over::Picture(data, name)) => {
            let held = data.clone();
            let save = (!carry::in_wechat()).then(|| {
                view! {
                    <button
                        class="button"
                        data-size="wide"
                        on:click=move |_| carry::save_picture(name, &held)
                    >
                        {words.picture_save}
                    </button>
                }
            });
            view! {
                <Sheet title=words.picture_title close=close>
                    <img class="share-picture" src=data.clone() alt=words.picture />
                    {save}
                </Sheet>
            }
            .into_any()
        }
        Some(Over::Words(text)) => text_sheet(screen.session, screen.lang, text, close),
        Some(Over::Paper) => view! {
            <Sheet title=words.paper_title close=close>
                {to_a_browser(screen, words.paper_3)}
                <p class="quiet">{words.paper_picture}</p>
            </Sheet>
        }
        .into_any(),
        Some(Over::File(text)) => view! {
            <Sheet title=words.file_title close=close>
                {to_a_browser(screen, words.file_3)}
                <details class="more">
                    <summary class="more-title">{words.file_text}</summary>
                    <div class="more-body">{text_to_copy(screen.session, screen.lang, text)}</div>
                </details>
            </Sheet>
        }
        .into_any(),
    }
}

/// How to come to a browser that saves and prints, with the plan.
fn to_a_browser(screen: Screen, then: &'static str) -> AnyView {
    let words = ui::share::words(screen.lang);
    view! {
        <ol class="share-steps">
            <li>{words.file_1}</li>
            <li>{words.file_2}</li>
            <li>{then}</li>
        </ol>
        <a class="button" data-kind="primary" data-size="wide" href=screen.reload_address()>
            {words.file_go}
        </a>
    }
    .into_any()
}
