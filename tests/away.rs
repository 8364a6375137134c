//! What leaves the page: calendar, table, pictures, question.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod ics;

use ics::{Calendar, Event};
use qitu_engine::export::calendar::{self, Edition};
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

const EDITION: Edition = Edition { plan: "w1-1", written: 1_795_334_400 };

fn ics(lang: Lang) -> String {
    calendar::calendar(lang, &catalogue(), &scenario(), &plan(), &[], EDITION)
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
    let classes = Calendar::read(&ics(Lang::Zh)).events;
    let mut classes = classes.iter().filter(|event| event.id.contains("-class-"));
    assert!(classes.all(|event| event.weeks == 1), "a class is moved or dropped by itself");
}

/// Two courses without classes, of two hours a week for three and of three for four, from one Monday
/// on, beside a class on Saturday mornings.
fn self_paced() -> (Catalogue, Scenario, Plan) {
    let name = |text: &str| Text { zh: text.into(), en: text.into() };
    let load =
        |hours: u32| vec![Part { hours: Hours(hours), fits: vec!["gap".into()], session: None }];
    let course = |id: &str, hours: u32, sessions: &[&str]| {
        let sessions = sessions.iter().map(|span| Span::parse(span).unwrap()).collect();
        let offer = Offer { id: "o".into(), load: load(hours), sessions, ..Offer::default() };
        Activity { id: id.into(), name: name(id), offers: vec![offer], ..Activity::default() }
    };
    let step = |id: &str, start: u32, end: u32| Step {
        activity: id.into(),
        offer: "o".into(),
        start: Weeks(start),
        end: Weeks(end),
        ..Step::default()
    };
    let courses = vec![
        course("two", 2, &[]),
        course("three", 3, &[]),
        course("lesson", 4, &["sat 09:00-13:00"]),
    ];
    let catalogue = Catalogue { courses, ..Catalogue::default() };
    let steps = vec![step("two", 0, 3), step("three", 0, 4), step("lesson", 1, 3)];
    let scenario = Scenario::of(day("2026-12-07"), Rider::default(), Need::default());
    (catalogue, scenario, Plan { steps, ..Plan::default() })
}

fn painted_events(painted: &[&str]) -> Vec<Event> {
    let painted: Vec<Span> = painted.iter().map(|span| Span::parse(span).unwrap()).collect();
    let (catalogue, scenario, plan) = self_paced();
    let file = calendar::calendar(Lang::Zh, &catalogue, &scenario, &plan, &painted, EDITION);
    Calendar::read(&file).events
}

#[test]
fn each_step_has_its_weeks() {
    let weeks = |events: &[Event], id: &str| {
        let event = events.iter().find(|event| event.id.contains(&format!("-{id}-0-weeks@")));
        let event = event.unwrap();
        (event.title.clone(), event.start.clone(), event.end.clone())
    };
    let events = painted_events(&[]);
    let own = |title: &str, start: &str, end: &str| (title.into(), start.into(), end.into());
    assert_eq!(weeks(&events, "two"), own("two（3 周，每周 2 小时）", "20261207", "20261228"));
    assert_eq!(
        weeks(&events, "lesson"),
        own("lesson（2 周，每周 4 小时）", "20261214", "20261228")
    );
}

#[test]
fn what_has_no_class_is_learnt_in_the_hours_the_rider_painted() {
    let painted = ["tue 14:00-17:00", "sat 08:00-12:00", "sun 02:00-03:00"];
    let events = painted_events(&painted);
    let times: Vec<(String, String)> =
        events.iter().filter(|event| event.id.contains("-learn-")).flat_map(Event::times).collect();
    // All of it in painted hours (China is eight hours ahead), nothing twice, nothing in class.
    let in_china = |moment: &str| {
        let date = format!("{}-{}-{}", &moment[..4], &moment[4..6], &moment[6..8]);
        let (hour, minute): (u32, u32) =
            (moment[9..11].parse().unwrap(), moment[11..13].parse().unwrap());
        let days = Date::parse(&date).unwrap().plus_days(i32::from(hour >= 16));
        (days, (hour + 8) % 24 * 60 + minute)
    };
    let monday = day("2026-12-07");
    let mut minutes = std::collections::BTreeMap::<i32, u32>::new();
    for (from, to) in &times {
        let ((date, from), (_, to)) = (in_china(from), in_china(to));
        let spans = painted.map(|span| Span::parse(span).unwrap());
        let week = u32::try_from(date.week_from(monday)).unwrap();
        let held = spans.iter().any(|span| {
            monday.plus_weeks(week).plus_days(span.day as i32) == date
                && u32::from(span.from) <= from
                && to <= u32::from(span.to)
        });
        assert!(held, "{date} {from}–{to}");
        *minutes.entry(date.week_from(monday)).or_default() += to - from;
    }
    let weeks: Vec<u32> = (0..4).map(|week| minutes[&week] / 60).collect();
    // Five hours while both are learnt, three in the last week.
    assert_eq!(weeks, [5, 5, 5, 3]);
    let mut sorted = times.clone();
    sorted.sort();
    assert!(sorted.windows(2).all(|two| two[0].1 <= two[1].0), "one after another: {sorted:?}");
    // The class on Saturday mornings of the second and third week keeps its hours.
    let classes: Vec<(String, String)> =
        events.iter().filter(|event| event.id.contains("-class-")).flat_map(Event::times).collect();
    assert_eq!(classes.len(), 2);
    let apart = |a: &(String, String), b: &(String, String)| a.1 <= b.0 || b.1 <= a.0;
    assert!(classes.iter().all(|class| times.iter().all(|time| apart(class, time))));
}

#[test]
fn without_a_painted_week_each_monday_says_how_much_to_learn() {
    let events = painted_events(&[]);
    let learn: Vec<&Event> = events.iter().filter(|event| event.id.contains("-learn-")).collect();
    let told: Vec<(&str, &str, u32)> =
        learn.iter().map(|e| (e.title.as_str(), e.start.as_str(), e.weeks)).collect();
    assert_eq!(
        told,
        [("这周学 2 小时：two", "20261207", 3), ("这周学 3 小时：three", "20261207", 4)]
    );
}

#[test]
fn a_first_day_reminds_the_evening_before_and_on_its_morning() {
    for event in painted_events(&[]).iter().filter(|event| event.id.contains("-start@")) {
        assert_eq!(event.alarms, ["-PT4H", "PT8H"], "{}", event.title);
    }
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
    let file = calendar::calendar(Lang::Zh, &catalogue(), &scenario(), &later, &[], EDITION);
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
    // Obtained in week 8 (18 January 2027) for twelve months: it ends on 18 January 2028.
    assert!(renew.contains("DTSTART;VALUE=DATE:20271119"), "{renew}");
    assert!(renew.contains("18 Jan 2028"), "{renew}");
}

/// A course of class times and an exam, each with its intakes, as one plan from a Monday.
fn dated(course: Offer, exam: Option<Intakes>, start: &str) -> (Catalogue, Scenario, Plan) {
    let name = |text: &str| Text { zh: text.into(), en: text.into() };
    let activity = |id: &str, offer: Offer| Activity {
        id: id.into(),
        name: name(id),
        offers: vec![Offer { id: "o".into(), ..offer }],
        ..Activity::default()
    };
    let weeks = course.weeks.unwrap();
    let step = |id: &str, start, end| Step {
        activity: id.into(),
        offer: "o".into(),
        start: Weeks(start),
        end: Weeks(end),
        ..Step::default()
    };
    let mut licence = activity("licence", Offer { intakes: exam, ..Offer::default() });
    licence.valid_months = Some(72);
    let catalogue = Catalogue {
        courses: vec![activity("course", course)],
        certificates: vec![licence],
        ..Catalogue::default()
    };
    let steps = vec![step("course", 0, weeks.0), step("licence", weeks.0, weeks.0 + 1)];
    let scenario = Scenario::of(day(start), Rider::default(), Need::default());
    (catalogue, scenario, Plan { steps, ..Plan::default() })
}

fn dated_events(course: Offer, exam: Option<Intakes>, start: &str, lang: Lang) -> Vec<Event> {
    let (catalogue, scenario, plan) = dated(course, exam, start);
    Calendar::read(&calendar::calendar(lang, &catalogue, &scenario, &plan, &[], EDITION)).events
}

fn class(weeks: u32, intakes: Option<Intakes>, sessions: &[&str]) -> Offer {
    let sessions = sessions.iter().map(|span| Span::parse(span).unwrap()).collect();
    Offer { weeks: Some(Weeks(weeks)), intakes, sessions, ..Offer::default() }
}

#[test]
fn an_exam_is_on_the_day_its_intakes_say_and_its_licence_ends_by_the_calendar() {
    // Saturdays, every eight weeks from 19 December 2026; the exam's week is that of 25 September.
    let every = Intakes::Every { every_weeks: 8, from: day("2026-12-19") };
    let events = dated_events(class(2, None, &[]), Some(every), "2027-09-06", Lang::Zh);
    let exam = events.iter().find(|event| event.title == "去考：licence").unwrap();
    assert_eq!((exam.start.as_str(), exam.end.as_str()), ("20270925", "20270926"), "a whole day");
    // Obtained by Monday 27 September 2027, for six years.
    let renewal = events.iter().find(|event| event.id.contains("-renew@")).unwrap();
    assert!(renewal.title.contains("2033 年 9 月 27 日"), "{}", renewal.title);
    let (catalogue, scenario, plan) = dated(
        class(2, None, &[]),
        Some(Intakes::Every { every_weeks: 8, from: day("2026-12-19") }),
        "2027-09-06",
    );
    let table = csv::table(Lang::Zh, &catalogue, &scenario, &plan);
    assert!(table.lines().any(|line| line.starts_with("2027-09-25,")), "{table}");
    // Without intakes only the week is known, and the day is asked for.
    let events = dated_events(class(2, None, &[]), None, "2027-09-06", Lang::En);
    assert!(events.iter().any(|event| event.title == "Exam this week: licence (ask for the day)"));
}

#[test]
fn no_class_is_held_before_the_course_opens() {
    let opens = Intakes::Dates(vec![day("2026-12-09")]);
    let offer = class(2, Some(opens), &["mon 19:00-21:00"]);
    let events = dated_events(offer, None, "2026-12-07", Lang::Zh);
    let classes: Vec<&str> = events
        .iter()
        .filter(|event| event.id.contains("-class-"))
        .map(|event| event.start.as_str())
        .collect();
    assert_eq!(classes, ["20261214T110000Z"], "19:00 in China");
    let start = events.iter().find(|event| event.title == "开始学：course").unwrap();
    assert_eq!(start.start, "20261209");
}

#[test]
fn a_class_on_a_public_holiday_is_a_question() {
    let offer = class(3, None, &["sun 09:00-12:00"]);
    let events = dated_events(offer, None, "2027-02-01", Lang::En);
    let asked = |event: &&Event| event.title.ends_with("(public holiday: ask the school)");
    let days: Vec<&str> = events.iter().filter(asked).map(|e| e.start.as_str()).collect();
    // The Spring Festival is on 6 February; the first class is also the day the course begins.
    assert_eq!(days, ["20270207", "20270207T010000Z"]);
    assert_eq!(events.iter().filter(|e| e.id.contains("-class-")).count(), 3, "none is left out");
    // A day that the school has named itself is none.
    let named = class(1, Some(Intakes::Dates(vec![day("2027-02-07")])), &[]);
    let events = dated_events(named, None, "2027-02-01", Lang::En);
    assert!(events.iter().all(|event| !asked(&event)));
}

#[test]
fn a_later_file_wins_and_two_plans_stay_two() {
    let write = |plan: &str, written| {
        let edition = Edition { plan, written };
        let text =
            calendar::calendar(Lang::Zh, &catalogue(), &scenario(), &self::plan(), &[], edition);
        Calendar::read(&text)
    };
    let (first, second) = (write("w1-1", 1_795_334_400), write("w1-1", 1_795_334_460));
    assert_eq!(first.name, "骑途计划：小队长");
    for (before, after) in first.events.iter().zip(&second.events) {
        assert_eq!(before.id, after.id);
        assert!(before.sequence < after.sequence, "within a minute of the same day");
        assert_eq!(before.written, "20261122T080000Z");
        assert_eq!(after.written, "20261122T080100Z");
    }
    let mut imported = first.clone();
    imported.import(second.clone());
    assert_eq!(imported.events, second.events, "imported over the first, it replaces it");
    let other = write("w2-1", 1_795_334_400);
    let ids =
        |calendar: &Calendar| calendar.events.iter().map(|e| e.id.clone()).collect::<Vec<_>>();
    assert!(ids(&other).iter().all(|id| !ids(&first).contains(id)));
}

#[test]
fn chinese_text_is_folded_between_characters_and_comes_back_whole() {
    let long = "无人机驾驶执照，复训；考试\\说明\n第二行".repeat(9);
    let mut catalogue = catalogue();
    for course in &mut catalogue.courses {
        course.name = Text { zh: long.clone(), en: long.clone() };
    }
    let text = calendar::calendar(Lang::Zh, &catalogue, &scenario(), &plan(), &[], EDITION);
    let read = Calendar::read(&text);
    assert!(read.events.iter().any(|event| event.title == format!("开始学：{long}")));
}

#[test]
fn every_goal_of_the_academy_leaves_as_a_calendar_that_reads_back() {
    let book = include_str!("../public/catalogue/modern-rider-academy.json");
    let (academy, _) = qitu_engine::load::catalogue(book);
    let mut events = 0;
    for role in &academy.roles {
        let steps = academy.activities().take(40).enumerate().map(|(at, (_, activity))| Step {
            activity: activity.id.clone(),
            offer: activity.offers.first().map(|offer| offer.id.clone()).unwrap_or_default(),
            start: Weeks(at as u32),
            end: Weeks(at as u32 + 2),
            ..Step::default()
        });
        let goal = Need::Role { role: role.id.clone() };
        let scenario = Scenario::of(day("2026-11-30"), Rider::default(), goal);
        let plan = Plan { steps: steps.collect(), ..Plan::default() };
        for lang in Lang::ALL {
            let text = calendar::calendar(lang, &academy, &scenario, &plan, &[], EDITION);
            let read = Calendar::read(&text);
            assert!(read.name.ends_with(lang.pick(&role.name)), "{}", read.name);
            events += read.events.len();
        }
    }
    assert!(events > 1_000, "{events}");
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
    // A step of another year than the one before it says its year, also behind those left out.
    let first = Step { activity: "c01".into(), ..Step::default() };
    let at = |week: u32| Step { start: Weeks(week), end: Weeks(week + 1), ..first.clone() };
    for (lang, years) in
        [(Lang::Zh, ["2026 年<", "2027 年<", "2028 年<"]), (Lang::En, ["2026<", "2027<", "2028<"])]
    {
        let years_of = |weeks: &[u32]| {
            let steps = weeks.iter().map(|week| at(*week)).collect();
            let svg =
                picture::plan(lang, &catalogue, &scenario, &Plan { steps, ..plan.clone() }, None);
            years.map(|year| svg.matches(&format!(">{year}")).count())
        };
        assert_eq!(years_of(&[0, 1, 8, 9, 60]), [1, 1, 1]);
        let many: Vec<u32> = (0..40).chain([70]).collect();
        assert_eq!(years_of(&many), [1, 1, 1], "the last is shown after those left out");
        assert_eq!(years_of(&[2]), [1, 0, 0]);
    }
    let week = picture::week(Lang::En, &catalogue, &scenario, &plan, 3);
    assert!(week.contains("Teamwork") && week.contains("14 Dec – 20 Dec"));
}

#[test]
fn the_picture_of_a_night_riders_week_begins_at_midnight() {
    let (catalogue, plan) = (catalogue(), plan());
    let mut scenario = scenario();
    let drawn = |scenario: &Scenario| picture::week(Lang::Zh, &catalogue, scenario, &plan, 3);
    let blocks = |picture: &str| picture.matches("#cfe6da").count();
    scenario.free = Some(vec![Span::parse("tue 14:00-16:00").unwrap()]);
    let day = drawn(&scenario);
    assert!(blocks(&day) == 1 && !day.contains(">4</text>"));
    scenario.free =
        Some(["tue 03:00-04:00", "tue 14:00-16:00"].map(|s| Span::parse(s).unwrap()).into());
    let night = drawn(&scenario);
    assert!(blocks(&night) == 2 && night.contains(">4</text>"));
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
        let file = calendar::calendar(lang, &catalogue, &scenario, &plan, &[], EDITION);
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
        let file = calendar::calendar(lang, &catalogue, &scenario, &plan, &[], EDITION);
        let is_known = |line: &str| {
            ["BEGIN:", "END:", "VERSION:", "PRODID:", "CALSCALE:", "METHOD:", "X-WR-", "UID:"]
                .iter()
                .chain(&["DTSTAMP:", "DTSTART", "DTEND", "TRANSP:", "SUMMARY:", "DESCRIPTION:"])
                .chain(&["ACTION:", "TRIGGER:", "SEQUENCE:", "LAST-MODIFIED:", "RRULE:"])
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
