//! Owns 分享: the link and what is in it, and every way to carry the plan away.
//! Refuses to send anything by itself: each way is a tap of the rider's.

mod away;
mod link;

use super::cover::Subsidies;
use crate::app::component::{Fetched, Sheet, fetched};
use crate::app::page::print_sheet::{self, Beside, Paper};
use crate::app::page::providers::Places;
use crate::app::platform::{address, carry, clock, dom};
use crate::app::session::{Session, session};
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::export::picture;
use qitu_engine::link::code::{Include, Shared, encode};
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::{Catalogue, Plan, Scenario};
use std::sync::Arc;

use away::away_section;
use link::link_section;
pub use link::term;

/// What stands over the page for a moment.
#[derive(Clone, PartialEq)]
enum Over {
    /// A picture is being drawn.
    Drawing,
    /// A picture, as a `data:` address, and the name of its file.
    Picture(String, &'static str),
    /// The device cannot draw it.
    NoPicture,
    /// A text to select by hand.
    Words(String),
    /// A file that this browser does not save: its text, and the way to one that does.
    File(String),
}

/// What the screen's pieces share.
#[derive(Clone, Copy)]
struct Screen {
    session: Session,
    lang: Lang,
    include: RwSignal<Include>,
    paper: RwSignal<Paper>,
    over: RwSignal<Option<Over>>,
}

impl Screen {
    /// What would travel, before sensitive answers are left out.
    fn shared(self) -> Option<Shared> {
        let (name, scenario) = self
            .session
            .history
            .with(|h| h.now.case().map(|case| (case.name.clone(), case.scenario.clone())))?;
        let answer = self.session.planned.with(|planned| planned.plan.clone());
        let value = answer.filter(|a| a.1 == scenario).and_then(|a| a.0.value);
        Some(Shared { name, scenario, value })
    }

    /// The code as it stands now; `None` when it would be too long.
    fn code(self) -> Option<String> {
        encode(&self.shared()?, self.include.get()).ok()
    }

    /// The link as it stands now.
    fn link(self) -> Option<String> {
        // WeChat drops what follows `#`, so there the code goes before it.
        let mark = if carry::in_wechat() { "?p=" } else { "#p=" };
        Some(format!("{}{mark}{}", address::base(), self.code()?))
    }

    /// This page with the plan in its address. WeChat forwards, and opens in the browser, the
    /// address that was gone to last, not what the page made of it since.
    fn reload_address(self) -> String {
        self.code().map(|code| format!("?p={code}")).unwrap_or_default()
    }

    fn answer(self) -> Option<Arc<(Plan, Scenario)>> {
        self.session.planned.with(|planned| planned.plan.clone())
    }

    fn copy(self, text: String) {
        let words = ui::share::words(self.lang);
        leptos::task::spawn_local(async move {
            if carry::copy(text.clone()).await {
                self.session.say(words.copied.to_owned(), false);
            } else {
                self.over.set(Some(Over::Words(text)));
            }
        });
    }

    /// Hands a file over; in WeChat nothing would happen.
    fn save(self, name: &str, kind: &str, text: String) {
        if carry::in_wechat() {
            self.over.set(Some(Over::File(text)));
        } else {
            carry::save(name, kind, &text);
            self.session.say(ui::share::words(self.lang).saved.to_owned(), false);
        }
    }

    fn draw(self, svg: String, height: u32, name: &'static str) {
        self.over.set(Some(Over::Drawing));
        leptos::task::spawn_local(async move {
            let data = carry::pixels(svg, picture::WIDTH, height).await;
            // Closed while it was being drawn: it stays closed.
            if self.over.try_get_untracked().flatten() == Some(Over::Drawing) {
                self.over.set(Some(data.map_or(Over::NoPicture, |d| Over::Picture(d, name))));
            }
        });
    }

    fn print(self, paper: Paper) {
        self.paper.set(paper);
        clock::after_drawing(dom::print);
    }
}

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
    view! {
        <div class="empty">
            <p class="empty-title">{words.nothing}</p>
            <p class="empty-text">{words.nothing_more}</p>
            <a class="button" data-kind="primary" href=Route::Start.hash()>{words.make_one}</a>
        </div>
    }
    .into_any()
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
        let (lang, today) = (screen.lang, screen.session.today);
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
        Some(Over::Words(text)) => view! {
            <Sheet title=words.text_title close=close>
                <p class="quiet">{words.copy_failed}</p>
                {text_to_copy(screen, text)}
            </Sheet>
        }
        .into_any(),
        Some(Over::File(text)) => view! {
            <Sheet title=words.file_title close=close>
                <ol class="share-steps">
                    <li>{words.file_1}</li>
                    <li>{words.file_2}</li>
                    <li>{words.file_3}</li>
                </ol>
                <a class="button" data-kind="primary" data-size="wide" href=screen.reload_address()>
                    {words.file_go}
                </a>
                <details class="more">
                    <summary class="more-title">{words.file_text}</summary>
                    <div class="more-body">{text_to_copy(screen, text)}</div>
                </details>
            </Sheet>
        }
        .into_any(),
    }
}

fn text_to_copy(screen: Screen, text: String) -> AnyView {
    let words = ui::share::words(screen.lang);
    let held = text.clone();
    let copy = move |_| {
        let text = held.clone();
        leptos::task::spawn_local(async move {
            let said = if carry::copy(text).await { words.copied } else { words.copy_failed };
            screen.session.say(said.to_owned(), false);
        });
    };
    view! {
        <textarea
            class="field-input share-words"
            readonly
            aria-label=words.text_title
            prop:value=text
        ></textarea>
        <button class="button" data-size="wide" on:click=copy>{words.copy_text}</button>
    }
    .into_any()
}
