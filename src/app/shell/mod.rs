//! Owns the frame around every screen: navigation at the thumb or at the side, switches, the
//! live region, the message of the moment. Refuses the content of screens.

mod faults;
mod notice;
mod screens;

use crate::app::component::{Icon, chunk, icon, icon_as};
use crate::app::platform::{address, clock, dom};
use crate::app::session::Session;
use crate::app::state::route::Route;
use leptos::prelude::*;
use qitu_engine::text::ui;
use qitu_model::Lang;
use std::collections::BTreeMap;

/// Draws the whole app.
#[must_use]
pub fn shell() -> AnyView {
    chunk::register(screens::load);
    let session = Session::restore();
    provide_context(session);
    watch_address(session);
    let screen = Memo::new(move |_| session.route.with(Route::screen));
    let lang = Memo::new(move |_| session.lang());
    let has_plan = Memo::new(move |_| session.history.with(|h| h.now.case().is_some()));
    Effect::new(move |_| {
        let title = screen.with(|s| screens::title(s, session.lang()));
        session.describe(&title);
    });
    chunk::load_plan(session);
    bring_the_rest(session);
    let day = RwSignal::new(session.today());
    clock::on_look(move || {
        let now = session.today();
        // What is being typed is left alone.
        if now != day.get_untracked() && !dom::has("input:focus, textarea:focus, dialog[open]") {
            day.set(now);
        }
    });
    view! {
        <div class="app">
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                dom::focus("#main");
            }
        >
            {move || ui::shell::words(lang.get()).skip}
        </a>
        {move || bar(session, lang.get())}
        <main id="main" class="page" tabindex="-1" data-width=move || screens::width(&screen.get())>
            {move || address::is_for_staff().then(|| faults::draw(session, lang.get()))}
            {move || notice::draw(session, lang.get())}
            {move || day.with(|_| screens::draw(&screen.get(), lang.get()))}
        </main>
        {move || navigation(session, lang.get(), has_plan.get())}
        <p class="hidden-words" role="status" aria-live="polite">
            {move || session.said.get()}
        </p>
        {move || toast(session, lang.get())}
        </div>
    }
    .into_any()
}

/// Once a plan is shown and its reader has had a moment, what the other screens need comes quietly.
fn bring_the_rest(session: Session) {
    let shown = Memo::new(move |_| session.planned.with(|p| p.plan.is_some() && !p.busy));
    Effect::new(move |_| {
        if shown.get() {
            clock::after(2000, move || chunk::load_all(session));
        }
    });
}

/// The route follows the address. A screen come to by a link begins at its top; one come back to
/// stands where it was left.
fn watch_address(session: Session) {
    let mut left: BTreeMap<Route, f64> = BTreeMap::new();
    address::watch(move |came| {
        let next = Route::parse(&address::hash());
        let last = session.route.get_untracked();
        let stays = last.screen() == next.screen();
        left.insert(last.screen(), dom::scrolled());
        let place = match came {
            address::Came::Back => left.get(&next.screen()).copied(),
            address::Came::Forward => None,
        };
        session.placed.set_value(place.is_some());
        session.settle();
        if !stays && place.is_none() {
            // The new screen is drawn at its top, unless it has its own place to begin.
            dom::scroll_to(0.0);
        }
        session.route.set(next);
        if stays && last != last.screen() {
            // A sheet that closes gives the focus back to what opened it.
            let opener = format!("a[href='{}']", last.hash());
            clock::after_drawing(move || {
                if !address::focus_opener() {
                    dom::focus(&opener);
                }
            });
        }
        if !stays {
            // What is come back to is as long as it was in its first frame, and stands there.
            if let Some(place) = place {
                clock::before_drawing(move || dom::scroll_to(place));
            }
            let held = dom::focused();
            clock::after_drawing(move || {
                // By then a screen may have its own place to begin, and one come back to be longer.
                let top = place.unwrap_or_else(dom::scrolled);
                // Whoever has moved on by keyboard since then stays where they are.
                if dom::focused().is_none_or(|now| Some(now) == held) {
                    dom::focus_in_place("#main");
                }
                dom::scroll_to(top);
            });
        }
    });
}

fn bar(session: Session, lang: Lang) -> AnyView {
    let words = ui::shell::words(lang);
    let no_past = move || session.history.with(|h| h.last().is_none());
    let no_future = move || session.history.with(|h| !h.can_redo());
    let no_plan = move || session.history.with(|h| h.last().is_none() && !h.can_redo());
    view! {
        <header class="shell-bar">
            <a class="shell-brand" href="#/">{words.name}</a>
            <span class="shell-tagline">{words.tagline}</span>
            <div class="shell-tools">
                <button
                    class="button shell-tool"
                    data-kind="quiet"
                    data-size="icon"
                    aria-label=words.undo
                    title=words.undo
                    hidden=no_plan
                    disabled=no_past
                    on:click=move |_| session.undo()
                >
                    {icon(Icon::Undo)}
                </button>
                <button
                    class="button shell-tool"
                    data-kind="quiet"
                    data-size="icon"
                    aria-label=words.redo
                    title=words.redo
                    hidden=no_plan
                    disabled=no_future
                    on:click=move |_| session.redo()
                >
                    {icon(Icon::Redo)}
                </button>
                {theme_switch(session, lang)}
                <button
                    class="button shell-tool"
                    data-kind="quiet"
                    data-size="icon"
                    lang=if lang == Lang::Zh { "en" } else { "zh-Hans" }
                    title=words.to_other_language
                    on:click=move |_| {
                        session.settings.update(|s| s.lang = if lang == Lang::Zh { Lang::En } else { Lang::Zh });
                        clock::after_drawing(|| dom::focus(".shell-tool[lang]"));
                    }
                >
                    {if lang == Lang::Zh { "EN" } else { "中" }}
                    <span class="hidden-words">{words.to_other_language}</span>
                </button>
            </div>
        </header>
    }
    .into_any()
}

/// Goes round: as the device, light, dark.
fn theme_switch(session: Session, lang: Lang) -> AnyView {
    let words = ui::shell::words(lang);
    let label = move || {
        let theme = session.settings.with(|s| match s.theme.as_str() {
            "light" => words.theme_light,
            "dark" => words.theme_dark,
            _ => words.theme_auto,
        });
        ui::fill(words.theme, &[theme])
    };
    let turn = move |_| {
        session.settings.update(|s| {
            s.theme = match s.theme.as_str() {
                "" => "light",
                "light" => "dark",
                _ => "",
            }
            .to_owned();
        });
        session.said.set(label());
    };
    view! {
        <button class="button shell-tool"
                    data-kind="quiet"
                    data-size="icon" aria-label=label title=label on:click=turn>
            {icon(Icon::Theme)}
        </button>
    }
    .into_any()
}

/// The places of the navigation and whether only the rail has room for them. Who has a plan begins
/// with today; on a phone the name at the top then leads to the start.
fn places(lang: Lang, has_plan: bool) -> Vec<(Route, &'static str, Icon, bool)> {
    let words = ui::shell::words(lang);
    let today = has_plan.then_some((Route::Today, words.today, Icon::Clock, false));
    let places = [
        (Route::Start, words.start, Icon::Start, has_plan),
        (Route::Map(None), words.map, Icon::Map, false),
        (Route::Plan(None), words.plan, Icon::Plan, false),
        (Route::Week, words.week, Icon::Week, false),
        (Route::Compare, words.compare, Icon::Compare, true),
        (Route::Courses, words.courses, Icon::Courses, true),
        (Route::Me, words.me, Icon::Me, false),
    ];
    today.into_iter().chain(places).collect()
}

fn navigation(session: Session, lang: Lang, has_plan: bool) -> AnyView {
    let words = ui::shell::words(lang);
    let links = places(lang, has_plan).into_iter().map(|(route, label, sign, wide)| {
        let here = route.clone();
        let hub = route == Route::Me;
        let current = move || {
            let tab = session.route.with(Route::tab);
            (tab == here).then_some("page").or_else(|| {
                // On a phone the hub stands for the places that only the rail shows.
                (hub && matches!(tab, Route::Compare | Route::Courses)).then_some("true")
            })
        };
        view! {
            <a
                class="nav-item"
                data-wide=wide.then_some("only")
                href=route.hash()
                aria-current=current
            >
                {icon_as(sign, "nav-icon")}
                <span class="nav-text">{label}</span>
            </a>
        }
    });
    view! {
        <nav class="nav" aria-label=words.nav>
            {links.collect::<Vec<_>>()}
        </nav>
    }
    .into_any()
}

fn toast(session: Session, lang: Lang) -> AnyView {
    let words = ui::shell::words(lang);
    let Some(toast) = session.toast.get() else { return ().into_any() };
    let undo = toast.undo.then(|| {
        view! {
            <button class="toast-action" on:click=move |_| session.undo()>{words.undo}</button>
        }
    });
    view! {
        <aside class="toast">
            <span class="toast-text">{toast.text}</span>
            {undo}
            <button class="toast-close" aria-label=words.close on:click=move |_| session.toast.set(None)>
                {icon(Icon::Close)}
            </button>
        </aside>
    }
    .into_any()
}
