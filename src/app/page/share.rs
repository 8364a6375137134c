//! Owns 分享: the link and what is in it, and every way to carry the plan away.
//! Refuses to send anything by itself: each way is a tap of the rider's.

use super::leaflet::{self, Paper};
use super::who::Places;
use crate::app::hosted;
use crate::app::part::{Fetched, Icon, Sheet, fetched, icon};
use crate::app::platform::{address, carry, clock, dom, host};
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::json::{self, ToJson};
use crate::model::{Catalogue, Plan, Scenario};
use crate::share::code::{Include, Shared, encode};
use crate::share::content::{Item, contents};
use crate::share::{calendar, picture, question, table};
use crate::text::{Lang, share as said, ui};
use leptos::prelude::*;
use std::sync::Arc;

/// A QR code of a longer link is too fine for a small screen across a table.
const DENSE: usize = 700;

/// The file for programs.
#[derive(ToJson)]
struct Both<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
}

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
            if self.over.get_untracked() == Some(Over::Drawing) {
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

fn link_section(screen: Screen, catalogue: Arc<Catalogue>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let lang = screen.lang;
    let link = Memo::new(move |_| screen.link());
    let send = carry::can_share().then(|| {
        let tapped = move |_| {
            let Some(link) = link.get_untracked() else { return };
            host::tell("share", &hosted::shared(&link));
            leptos::task::spawn_local(async move {
                let shell = ui::shell::words(lang);
                // Inside another page the sheet may be forbidden: then the link is copied.
                if !carry::share(shell.name, shell.tagline, &link).await {
                    screen.copy(link);
                }
            });
        };
        view! {
            <button class="button" data-kind="primary" on:click=tapped>
                {icon(Icon::Share)}
                {words.send}
            </button>
        }
        .into_any()
    });
    let send = send.or_else(|| {
        carry::in_wechat().then(|| {
            view! {
                <a class="button" data-kind="primary" href=move || screen.reload_address()>
                    {icon(Icon::Share)}
                    {words.forward}
                </a>
            }
            .into_any()
        })
    });
    let copy_kind = if send.is_some() { "" } else { "primary" };
    let own = catalogue.clone();
    let select =
        |event: leptos::ev::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    let length = move || {
        let letters = link.with(|l| l.as_ref().map_or(0, |l| l.chars().count()));
        ui::fill(words.letters, &[&letters.to_string()])
    };
    view! {
        <section class="section">
            <h2 class="section-title">{words.link}</h2>
            <p class="section-note">{words.link_note}</p>
            {move || {
                if link.with(Option::is_none) {
                    return view! { <p class="notice" data-tone="warn">{words.too_large}</p> }.into_any();
                }
                ().into_any()
            }}
            <div class="field">
                <label class="hidden-words" for="share-link">{words.address}</label>
                <input
                    id="share-link"
                    class="field-input share-link"
                    readonly
                    prop:value=move || link.get().unwrap_or_default()
                    on:focus=select
                />
                <span class="field-hint">{length}</span>
            </div>
            <div class="button-row share-buttons">
                {send}
                <button
                    class="button"
                    data-kind=copy_kind
                    on:click=move |_| {
                        let link = link.get_untracked().unwrap_or_default();
                        host::tell("share", &hosted::shared(&link));
                        screen.copy(link);
                    }
                >
                    {icon(Icon::Copy)}
                    {words.copy_link}
                </button>
            </div>
            // Opened at the end of the screen, the code would hide behind the navigation.
            <details class="more" on:toggle=move |_| dom::reveal_below("[open] > .share-code")>
                <summary class="more-title">{words.qr}</summary>
                <div class="more-body share-code">
                    {move || qr(screen, &own, link.get())}
                </div>
            </details>
            <details class="more">
                <summary class="more-title">{words.inside}</summary>
                <div class="more-body">{move || inside(screen, lang, &catalogue)}</div>
            </details>
        </section>
    }
    .into_any()
}

/// The code to scan, and as a picture to keep or send on.
fn qr(screen: Screen, catalogue: &Catalogue, link: Option<String>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let Some(code) = leaflet::code(link.clone(), words.qr_alt) else {
        return view! { <p>{words.qr_none}</p> }.into_any();
    };
    // A code of many letters needs a large screen or a close camera.
    let dense = link.as_ref().is_some_and(|link| link.len() > DENSE);
    let title = screen.shared().and_then(|shared| {
        let goal = shared.scenario.goal;
        (!goal.is_nothing()).then(|| said::need(screen.lang, catalogue, &goal))
    });
    let save = move |_| {
        let title = title.clone().unwrap_or_default();
        let svg = link.as_deref().and_then(|link| picture::code(screen.lang, &title, link));
        if let Some(svg) = svg {
            screen.draw(svg, picture::CODE_HEIGHT, "qitu-code.png");
        }
    };
    view! {
        {code}
        <p class="quiet">{if dense { words.qr_dense } else { words.qr_note }}</p>
        <button class="button" on:click=save>{words.qr_picture}</button>
    }
    .into_any()
}

/// The list of what travels, and the ticks for what stays out.
fn inside(screen: Screen, lang: Lang, catalogue: &Catalogue) -> AnyView {
    let words = ui::share::words(lang);
    let Some(shared) = screen.shared() else { return ().into_any() };
    let items = contents(&shared);
    let (private, open): (Vec<Item>, Vec<Item>) = items.into_iter().partition(Item::is_sensitive);
    let rows = open.iter().map(|item| term(lang, catalogue, item)).collect::<Vec<_>>();
    let ticks: Vec<_> = private.iter().map(|item| tick(screen, lang, catalogue, item)).collect();
    let note = if ticks.is_empty() { words.private_none } else { words.private };
    view! {
        <dl class="terms share-terms">{rows}</dl>
        <p class="share-private">{note}</p>
        {ticks}
    }
    .into_any()
}

/// One thing in a link, as a term and its meaning.
pub(super) fn term(lang: Lang, catalogue: &Catalogue, item: &Item) -> AnyView {
    let (label, words) = said::item(lang, catalogue, item);
    view! { <dt>{label}</dt><dd>{words}</dd> }.into_any()
}

fn tick(screen: Screen, lang: Lang, catalogue: &Catalogue, item: &Item) -> AnyView {
    let (label, words) = said::item(lang, catalogue, item);
    let Some(which) = item.include() else { return ().into_any() };
    let chosen = move || screen.include.with(|now| now.with(which, true) == *now);
    view! {
        <label class="check">
            <input
                class="check-input"
                type="checkbox"
                prop:checked=chosen
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    screen.include.update(|now| *now = now.with(which, on));
                }
            />
            <span class="check-text">{label}<span class="check-note">{words}</span></span>
        </label>
    }
    .into_any()
}

/// One way to take the plan away.
fn way(
    sign: Icon,
    title: &'static str,
    note: &'static str,
    tapped: impl Fn() + 'static,
) -> AnyView {
    view! {
        <li class="list-item">
            <button class="list-link" on:click=move |_| tapped()>
                {icon(sign)}
                <span class="list-main">
                    <span class="list-title">{title}</span>
                    <span class="list-note">{note}</span>
                </span>
            </button>
        </li>
    }
    .into_any()
}

fn away_section(screen: Screen, catalogue: Arc<Catalogue>) -> AnyView {
    let words = ui::share::words(screen.lang);
    let lang = screen.lang;
    // Every way needs the answer; without one yet, the rider is told to wait.
    let with = move |act: fn(Screen, Lang, &Catalogue, &Plan, &Scenario)| {
        let catalogue = catalogue.clone();
        move || match screen.answer() {
            Some(answer) => act(screen, lang, &catalogue, &answer.0, &answer.1),
            None => screen.session.say(words.no_answer.to_owned(), false),
        }
    };
    let print = |paper| {
        move || match screen.answer() {
            Some(_) => screen.print(paper),
            None => screen.session.say(words.no_answer.to_owned(), false),
        }
    };
    let to_picture = with(|screen, lang, catalogue, plan, scenario| {
        let link = screen.link();
        let svg = picture::plan(lang, catalogue, scenario, plan, link.as_deref());
        screen.draw(svg, picture::HEIGHT, "qitu-plan.png");
    });
    let to_week = with(|screen, lang, catalogue, plan, scenario| {
        let monday = scenario.start.monday_on_or_after();
        let week = u32::try_from(screen.session.today.week_from(monday)).unwrap_or(0);
        let svg = picture::week(lang, catalogue, scenario, plan, week);
        screen.draw(svg, picture::HEIGHT, "qitu-week.png");
    });
    let to_calendar = with(|screen, lang, catalogue, plan, scenario| {
        let today = screen.session.today;
        let file = calendar::calendar(lang, catalogue, scenario, plan, today);
        screen.save("qitu.ics", "text/calendar;charset=utf-8", file);
    });
    let to_table = with(|screen, lang, catalogue, plan, scenario| {
        let file = table::table(lang, catalogue, scenario, plan);
        screen.save("qitu.csv", "text/csv;charset=utf-8", file);
    });
    let to_file = with(|screen, _, _, plan, scenario| {
        let file = json::write_pretty(&Both { scenario, plan });
        screen.save("qitu-plan.json", "application/json", file);
    });
    let to_question = with(|screen, lang, catalogue, plan, _| {
        if let Some(shared) = screen.shared() {
            let include = screen.include.get_untracked();
            screen.copy(question::question(lang, catalogue, &shared, plan, include));
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.paper}</h2>
            <ul class="list">
                {way(Icon::Plan, words.leaflet, words.leaflet_more, print(Paper::Leaflet))}
                {way(Icon::Record, words.pocket, words.pocket_more, print(Paper::Pocket))}
            </ul>
        </section>
        <section class="section">
            <h2 class="section-title">{words.away}</h2>
            <ul class="list">
                {way(Icon::Map, words.picture, words.picture_more, to_picture)}
                {way(Icon::Week, words.week_picture, words.week_picture_more, to_week)}
                {way(Icon::Clock, words.calendar, words.calendar_more, to_calendar)}
                {way(Icon::Copy, words.question, words.question_more, to_question)}
                {way(Icon::Compare, words.table, words.table_more, to_table)}
                {way(Icon::Studio, words.file, words.file_more, to_file)}
            </ul>
        </section>
    }
    .into_any()
}

/// What the printer sees; drawn only when something is to be printed, and kept up to date.
fn print_view(screen: Screen) -> AnyView {
    let places: Fetched<Places> = fetched("catalogue/institutions.json");
    let draw = move || {
        let (answer, catalogue) = (screen.answer()?, screen.session.catalogue()?);
        // Without the list the sheet has all but whom to ask.
        let places = places.get().and_then(Result::ok);
        let places = places.as_deref();
        let (lang, today) = (screen.lang, screen.session.today);
        let link = screen.link();
        let paper = screen.paper.get();
        Some(leaflet::draw(paper, lang, &catalogue, &answer.0, &answer.1, link, today, places))
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
            if carry::copy(text).await {
                screen.session.say(words.copied.to_owned(), false);
            }
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
