//! Owns the ways to carry a plan away: paper, picture, calendar, question, table, file.

use super::print_sheet::Paper;
use super::screen::Screen;
use crate::app::component::{Icon, icon};
use crate::app::platform::clock;
use leptos::prelude::*;
use qitu_engine::export::calendar::{self, Edition};
use qitu_engine::export::csv;
use qitu_engine::export::picture;
use qitu_engine::export::prompt;
use qitu_engine::text::ui;
use qitu_model::Lang;
use qitu_model::json::{self, ToJson};
use qitu_model::{Catalogue, Plan, Scenario};
use std::sync::Arc;

/// The file for programs.
#[derive(ToJson)]
struct Both<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
}

pub(super) fn away_section(screen: Screen, catalogue: Arc<Catalogue>) -> AnyView {
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
        let week = screen.session.today().week_from_or_first(monday);
        let svg = picture::week(lang, catalogue, scenario, plan, week);
        screen.draw(svg, picture::HEIGHT, "qitu-week.png");
    });
    let to_calendar = with(|screen, lang, catalogue, plan, scenario| {
        let case = screen.session.history.with(|h| h.now.case().cloned());
        let (id, grid) = case.map(|case| (case.id, case.grid)).unwrap_or_default();
        let painted = grid.map(|grid| grid.free_spans()).unwrap_or_default();
        let edition = Edition { plan: &id, written: clock::unix_seconds() };
        let file = calendar::calendar(lang, catalogue, scenario, plan, &painted, edition);
        screen.save("qitu.ics", "text/calendar;charset=utf-8", file);
    });
    let to_table = with(|screen, lang, catalogue, plan, scenario| {
        let file = csv::table(lang, catalogue, scenario, plan);
        screen.save("qitu.csv", "text/csv;charset=utf-8", file);
    });
    let to_file = with(|screen, _, _, plan, scenario| {
        let file = json::write_pretty(&Both { scenario, plan });
        screen.save("qitu-plan.json", "application/json", file);
    });
    let to_question = with(|screen, lang, catalogue, plan, _| {
        if let Some(shared) = screen.shared() {
            let include = screen.include.get_untracked();
            screen.copy(prompt::question(lang, catalogue, &shared, plan, include));
        }
    });
    view! {
        <section class="section">
            <h2 class="section-title">{words.paper}</h2>
            <ul class="list">
                {way(Icon::Print, words.leaflet, words.leaflet_more, print(Paper::Leaflet))}
                {way(Icon::Print, words.pocket, words.pocket_more, print(Paper::Pocket))}
            </ul>
        </section>
        <section class="section">
            <h2 class="section-title">{words.away}</h2>
            <ul class="list">
                {way(Icon::Picture, words.picture, words.picture_more, to_picture)}
                {way(Icon::Picture, words.week_picture, words.week_picture_more, to_week)}
                {way(Icon::Week, words.calendar, words.calendar_more, to_calendar)}
                {way(Icon::Copy, words.question, words.question_more, to_question)}
                {way(Icon::Table, words.table, words.table_more, to_table)}
                {way(Icon::File, words.file, words.file_more, to_file)}
            </ul>
        </section>
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
