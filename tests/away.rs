//! What leaves the page: calendar, table, pictures, question.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::export::calendar;
use qitu_engine::export::csv;
use qitu_engine::export::picture;
use qitu_engine::export::prompt;
use qitu_engine::link::code::{Include, Shared};
use qitu_model::Lang;
use qitu_model::*;

fn catalogue() -> Catalogue {
    serde_json::from_str(include_str!("share/catalogue.json")).unwrap()
}

fn scenario() -> Scenario {
    serde_json::from_str(include_str!("share/scenario.json")).unwrap()
}

fn plan() -> Plan {
    serde_json::from_str(include_str!("share/plan.json")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn ics(lang: Lang) -> String {
    calendar::calendar(lang, &catalogue(), &scenario(), &plan(), day("2026-11-22"))
}

fn unfolded(file: &str) -> String {
    file.replace("\r\n ", "")
}

/// Writes what the tests look at into a folder, for eyes and for other programs.
#[test]
fn shown_to_other_programs_when_asked() {
    let Ok(folder) = std::env::var("QITU_SHOW") else { return };
    let (catalogue, scenario, plan) = (catalogue(), scenario(), plan());
    for lang in Lang::ALL {
        let write = |name: &str, text: String| {
            std::fs::write(format!("{folder}/{}-{name}", lang.tag()), text).unwrap();
        };
        let link = "https://academy.example/qitu/#p=AXEAGAlYkzEmA6CA9VYkqiDBIMig";
        write("plan.ics", ics(lang));
        write("plan.csv", csv::table(lang, &catalogue, &scenario, &plan));
        write("plan.svg", picture::plan(lang, &catalogue, &scenario, &plan, Some(link)));
        write("week.svg", picture::week(lang, &catalogue, &scenario, &plan, 3));
    }
}

#[test]
fn every_line_of_the_calendar_is_short_and_ends_in_crlf() {
    for lang in Lang::ALL {
        let file = ics(lang);
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        for line in file.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
    }
}

#[test]
fn each_class_is_an_event_of_its_own_at_the_right_hour_in_china() {
    let file = unfolded(&ics(Lang::Zh));
    // Saturdays 09:00–13:00 from the week of 7 December, for three weeks.
    for date in ["20261212", "20261219", "20261226"] {
        assert!(
            file.contains(&format!("DTSTART:{date}T010000Z\r\nDTEND:{date}T050000Z")),
            "{date}"
        );
    }
    assert!(!file.contains("20270102T010000Z"), "no class after the last week");
    assert!(!file.contains("RRULE"));
}

#[test]
fn event_ids_are_stable_and_each_is_used_once() {
    let ids = |lang| {
        let file = unfolded(&ics(lang));
        let mut ids: Vec<String> =
            file.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
        ids
    };
    assert_eq!(ids(Lang::Zh), ids(Lang::En));
    let later = Plan {
        steps: plan()
            .steps
            .into_iter()
            .map(|s| Step { start: Weeks(s.start.0 + 1), end: Weeks(s.end.0 + 1), ..s })
            .collect(),
        ..plan()
    };
    let file = calendar::calendar(Lang::Zh, &catalogue(), &scenario(), &later, day("2026-11-29"));
    let file = unfolded(&file);
    assert!(
        ids(Lang::Zh).iter().all(|id| file.contains(id.as_str())),
        "a moved plan moves its events"
    );
}

#[test]
fn a_certificate_that_runs_out_reminds_the_rider_before() {
    let file = unfolded(&ics(Lang::En));
    let renew = file.split("BEGIN:VEVENT").find(|event| event.contains("-renew@")).unwrap();
    // Obtained in week 8 (18 January 2027), twelve months are 52 weeks: it ends on 17 January 2028.
    assert!(renew.contains("DTSTART;VALUE=DATE:20271118"), "{renew}");
}

#[test]
fn the_table_has_a_line_for_each_step_and_runs_nothing() {
    let text = csv::table(Lang::En, &catalogue(), &scenario(), &plan());
    assert!(text.starts_with('\u{feff}'));
    assert_eq!(text.lines().count(), 1 + plan().steps.len());
    assert!(text.contains("'=HYPERLINK"), "a course named like a formula is text");
    assert!(!text.contains(",=HYPERLINK") && !text.contains("\"=HYPERLINK"));
}

#[test]
fn pictures_name_the_goal_and_every_step_that_fits() {
    let (catalogue, scenario, plan) = (catalogue(), scenario(), plan());
    let svg =
        picture::plan(Lang::Zh, &catalogue, &scenario, &plan, Some("https://a.example/#p=AX"));
    for words in ["小队长", "2027 年 4 月", "异常订单处理", "shape-rendering=\"crispEdges\""]
    {
        assert!(svg.contains(words), "{words}");
    }
    let mut long = plan.clone();
    for week in 20..40 {
        long.steps.push(Step {
            activity: "c01".into(),
            start: Weeks(week),
            end: Weeks(week + 1),
            ..Step::default()
        });
    }
    assert!(picture::plan(Lang::Zh, &catalogue, &scenario, &long, None).contains("还有 "));
    let week = picture::week(Lang::En, &catalogue, &scenario, &plan, 3);
    assert!(week.contains("Teamwork") && week.contains("14 Dec – 20 Dec"));
}

#[test]
fn the_question_leaves_out_what_a_link_leaves_out() {
    let shared = Shared { name: String::new(), scenario: scenario(), value: plan().value };
    let ask = |include| prompt::question(Lang::Zh, &catalogue(), &shared, &plan(), include);
    let kept = ask(Include::default());
    assert!(kept.contains("异常订单处理") && kept.contains("目标：小队长"));
    assert!(!kept.contains("年龄") && !kept.contains("学历"));
    assert!(ask(Include::ALL).contains("年龄：40"));
}

#[test]
fn an_empty_plan_leaves_quietly() {
    let (catalogue, scenario, plan) = (Catalogue::default(), scenario(), Plan::default());
    for lang in Lang::ALL {
        let file = calendar::calendar(lang, &catalogue, &scenario, &plan, day("2026-11-22"));
        assert!(!file.contains("VEVENT"));
        assert_eq!(csv::table(lang, &catalogue, &scenario, &plan).lines().count(), 1);
        assert!(picture::plan(lang, &catalogue, &scenario, &plan, None).ends_with("</svg>"));
        assert!(picture::week(lang, &catalogue, &scenario, &plan, u32::MAX).ends_with("</svg>"));
    }
}

/// Every name of the catalogue as somebody would write it to do harm.
#[test]
fn names_written_to_do_harm_are_text_everywhere() {
    let bad = "=cmd|' /C calc'!A0\r\nEND:VEVENT\r\nBEGIN:VEVENT,;\\\u{0}</text><script>alert(1)</script>\
               ]]>\"&\u{202e}\u{fffe}\u{85}\u{2028}";
    let text = Text { zh: bad.into(), en: bad.into() };
    let mut catalogue = catalogue();
    let lists = [&mut catalogue.courses, &mut catalogue.certificates, &mut catalogue.roles];
    for activity in lists.into_iter().flatten() {
        activity.name = text.clone();
        activity.about = Some(text.clone());
        activity.issuer = Some(text.clone());
        for offer in &mut activity.offers {
            offer.name = Some(text.clone());
        }
    }
    let (scenario, plan) = (scenario(), plan());
    for lang in Lang::ALL {
        let file = calendar::calendar(lang, &catalogue, &scenario, &plan, day("2026-11-22"));
        let is_known = |line: &str| {
            ["BEGIN:", "END:", "VERSION:", "PRODID:", "CALSCALE:", "METHOD:", "X-WR-", "UID:"]
                .iter()
                .chain(&["DTSTAMP:", "DTSTART", "DTEND", "TRANSP:", "SUMMARY:", "DESCRIPTION:"])
                .chain(&["ACTION:", "TRIGGER:"])
                .any(|start| line.starts_with(start))
        };
        let whole = unfolded(&file);
        assert!(whole.split_terminator("\r\n").all(is_known), "{whole}");
        let count = |what: &str| whole.split_terminator("\r\n").filter(|l| *l == what).count();
        assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"));
        assert!(!file.contains('\0'));
        let rows = csv::table(lang, &catalogue, &scenario, &plan);
        assert!(!rows.contains(",=") && !rows.contains("\"=") && !rows.contains("\n="));
        for svg in [
            picture::plan(lang, &catalogue, &scenario, &plan, None),
            picture::week(lang, &catalogue, &scenario, &plan, 3),
            picture::code(lang, bad, "https://a.example/#p=AX").unwrap(),
        ] {
            assert!(!svg.contains("<script") && !svg.contains("]]>"));
            // What no XML may hold.
            assert!(!svg.contains(|c: char| c.is_control() && c != '\n' || c == '\u{fffe}'));
        }
    }
}
