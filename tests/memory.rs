//! The planner keeps to its memory, whatever it is asked.
//!
//! One test, so that nothing else runs in the process whose memory is looked at.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::verify::verify;
use qitu_model::{Catalogue, Scenario};
use qitu_solve::{Limits, Progress, plan};
use serde_json::{Value as Json, json};

/// What a planner may take, in MiB: its limit.
const MOST: u64 = 64;

/// The most memory of this process, in KiB; `anew` counts from now on.
fn most_memory(anew: bool) -> u64 {
    if anew {
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    most.trim().trim_end_matches(" kB").parse().unwrap()
}

fn catalogue(courses: Vec<Json>, certificates: Vec<Json>) -> Catalogue {
    let slots = json!([{"id": "gap"}, {"id": "evening"}, {"id": "rest_day"}]);
    let book = json!({"slots": slots, "courses": courses, "certificates": certificates});
    serde_json::from_value(book).unwrap()
}

fn class(at: u32) -> Json {
    json!({"id": "class", "weeks": 1 + at % 6, "fee": 10 * (at * 37 % 61),
           "load": [{"hours": 1 + at * 13 % 4, "fits": ["gap", "evening", "rest_day"]}]})
}

/// Half of so many electives, no two of them alike.
fn electives(courses: u32) -> (Catalogue, Json) {
    let course = |at| json!({"id": format!("c{at}"), "offers": [class(at)]});
    let of: Vec<Json> = (0..courses).map(|at| json!({"course": format!("c{at}")})).collect();
    (
        catalogue((0..courses).map(course).collect(), vec![]),
        json!({"at_least": courses / 2, "of": of}),
    )
}

/// Each course needs the one before it.
fn chain(courses: u32) -> (Catalogue, Json) {
    let course = |at: u32| {
        let needs =
            if at == 0 { json!({"all": []}) } else { json!({"course": format!("c{}", at - 1)}) };
        json!({"id": format!("c{at}"), "needs": needs})
    };
    (
        catalogue((0..courses).map(course).collect(), vec![]),
        json!({"course": format!("c{}", courses - 1)}),
    )
}

/// Each course needs a pass that runs out within a month.
fn passes(courses: u32) -> (Catalogue, Json) {
    let course = |at: u32| json!({"id": format!("c{at}"), "needs": {"certificate": "pass"}, "offers": [class(at)]});
    let pass = json!({"id": "pass", "valid_months": 1, "offers": [{"id": "exam", "weeks": 1}]});
    let all: Vec<Json> = (0..courses).map(|at| json!({"course": format!("c{at}")})).collect();
    (catalogue((0..courses).map(course).collect(), vec![pass]), json!({"all": all}))
}

/// One course, taught in so many places from as many weeks on.
fn offers(count: u32) -> (Catalogue, Json) {
    let offer = |at: u32| {
        json!({"id": format!("o{at}"), "weeks": 2, "fee": at,
               "load": [{"hours": 2, "fits": ["evening"]}],
               "intakes": {"every_weeks": 3 + at % 50, "from": "2027-02-01"}})
    };
    let course = json!({"id": "c", "offers": (0..count).map(offer).collect::<Vec<_>>()});
    (catalogue(vec![course], vec![]), json!({"course": "c"}))
}

/// Courses of which each meets at a minute of its own.
fn meetings(courses: u32) -> (Catalogue, Json) {
    let course = |at: u32| {
        let (day, from) =
            (["mon", "tue", "wed", "thu", "fri", "sat", "sun"][at as usize % 7], at / 7 % 1300);
        let time = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let mut offer = class(at);
        offer["sessions"] = json!([format!("{day} {}-{}", time(from), time(from + 90))]);
        json!({"id": format!("c{at}"), "offers": [offer]})
    };
    let of: Vec<Json> = (0..courses).map(|at| json!({"course": format!("c{at}")})).collect();
    (catalogue((0..courses).map(course).collect(), vec![]), json!({"at_least": 5, "of": of}))
}

#[test]
fn no_question_takes_more_memory_than_the_limit() {
    let questions = [
        ("electives", electives(1000), 1_000),
        ("a long chain", chain(5_000), 200),
        ("a few passes", passes(40), 2_000),
        ("many passes", passes(500), 200),
        ("many offers", offers(3_000), 200),
        ("many meetings", meetings(1_000), 200),
        ("a crowd", electives(20_000), 50),
    ];
    for (name, (catalogue, goal), nodes) in questions {
        let scenario: Scenario = serde_json::from_value(json!({
            "start": "2026-11-23", "goal": goal, "week": {"gap": 3, "evening": 4, "rest_day": 6}
        }))
        .unwrap();
        let before = most_memory(true);
        let mut signs = 0;
        let mut watch = |_: &Progress| {
            signs += 1;
            true
        };
        let limits = Limits::nodes(nodes);
        let answer = plan(&catalogue, &scenario, limits, &mut watch);
        let took = (most_memory(false) - before) / 1024;
        println!("{name}: {:?}, {took} MiB, {signs} signs of life", answer.status);
        assert!(took <= MOST, "{name} takes {took} MiB");
        assert!(signs > 0, "{name} is silent");
        match answer.value {
            Some(value) => {
                assert!(verify(&catalogue, &scenario, &answer).is_ok(), "{name}");
                assert!(answer.bound.unwrap().weeks <= value.weeks, "{name}");
            }
            None => assert!(answer.steps.is_empty(), "{name}"),
        }
    }
}
