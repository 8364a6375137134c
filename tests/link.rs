//! Links: what goes in comes out, in every version that was published.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod shared;

use qitu_engine::link::code::{
    Include, LONGEST, Shared, Unreadable, decode, encode, without_sensitive,
};
use qitu_engine::link::payload;
use qitu_model::*;
use shared::Dice;
use std::collections::BTreeMap;

#[test]
fn what_goes_into_a_link_comes_out_of_it() {
    let mut dice = Dice(20_261_122);
    for _ in 0..3000 {
        let shared = dice.shared();
        let code = encode(&shared, Include::ALL).unwrap();
        assert_eq!(decode(&code).as_ref(), Ok(&shared), "{code}");
    }
}

#[test]
fn sensitive_answers_stay_behind_unless_asked_for() {
    let mut dice = Dice(7);
    for _ in 0..500 {
        let shared = dice.shared();
        let read = decode(&encode(&shared, Include::default()).unwrap()).unwrap();
        assert_eq!(read, without_sensitive(&shared, Include::default()));
        let (rider, scenario) = (&read.scenario.rider, &read.scenario);
        assert_eq!((rider.age, rider.education, scenario.hourly_take), (None, None, None));
        assert!(rider.facts.is_empty() && rider.certificates.iter().all(|held| held.on.is_none()));
        assert!(scenario.waive.iter().all(|waiver| waiver.reason.is_empty()));
        assert!(scenario.calendar.iter().all(|entry| entry.name.is_none()));
    }
}

#[test]
fn whatever_a_chat_app_adds_is_ignored() {
    let shared = Dice(3).shared();
    let code = encode(&shared, Include::ALL).unwrap();
    for text in [
        format!("#p={code}"),
        format!("?p={code}&from=singlemessage&isappinstalled=0"),
        format!("https://example.org/qitu/?from=timeline&p={code}#wechat_redirect"),
        format!("https://example.org/qitu/#p={code}。快看看"),
        format!("看我的计划 https://example.org/#p={code} 骑途"),
        format!("{code}AAAA"),
        format!("  {code}\n"),
        format!("https%3A//example.org/%23p={code}%20"),
    ] {
        assert_eq!(decode(&text).as_ref(), Ok(&shared), "{text}");
    }
}

#[test]
fn a_code_cut_short_at_any_letter_says_so() {
    let code = encode(&Dice(5).shared(), Include::ALL).unwrap();
    assert_eq!(decode(""), Err(Unreadable::Empty));
    assert_eq!(decode("https://example.org/#p="), Err(Unreadable::Empty));
    for end in 1..code.len() - 1 {
        let read = decode(&code[..end]);
        assert!(
            matches!(read, Err(Unreadable::CutShort { have, need }) if have == end && need > end),
            "{end}: {read:?}"
        );
    }
}

#[test]
fn a_code_of_a_later_version_is_told_from_a_damaged_one() {
    // Version 4, three bytes of payload, and the checksum that zlib's crc32 gives.
    assert_eq!(decode("BAMBAgOL6qc8"), Err(Unreadable::Newer { version: 4 }));
    assert_eq!(decode("BAMBAgOL6qcQ"), Err(Unreadable::Altered));
}

#[test]
fn what_no_link_of_the_first_version_can_hold_makes_it_one_of_the_second() {
    let mut shared = Shared { name: String::new(), scenario: typical(), value: None };
    let version = |shared: &Shared| {
        let code = encode(shared, Include::ALL).unwrap();
        assert_eq!(decode(&code).as_ref(), Ok(shared));
        // Its first byte: the first letter and a third of the second, sixteen to a version.
        assert!(code.starts_with('A'));
        match &code[1..2] {
            letter if "QRSTUVWXYZabcdef".contains(letter) => 1,
            letter if "ghijklmnopqrstuv".contains(letter) => 2,
            _ => 3,
        }
    };
    assert_eq!(version(&shared), 1, "an older edition reads it too");
    let mut begun = shared.clone();
    begun.scenario.begun =
        vec![Begun { activity: "c02".into(), weeks: Weeks(3), ..Begun::default() }];
    assert_eq!(version(&begun), 2);
    // A word that the first list has not.
    shared.scenario.pins[0].offer = Some("rest".into());
    assert_eq!(version(&shared), 2);
    shared.scenario.stretch.insert("gap".into(), Hours(2));
    assert_eq!(version(&shared), 3, "how long a stretch the rider has");
}

#[test]
fn needs_nested_too_deep_for_a_link_are_refused_kindly() {
    let mut shared = Dice(5).shared();
    for _ in 0..40 {
        shared.scenario.goal = Need::All { all: vec![shared.scenario.goal] };
    }
    assert!(encode(&shared, Include::ALL).is_err());
    shared.scenario.goal = Need::default();
    shared.name = "x".repeat(20_000);
    assert!(encode(&shared, Include::ALL).is_err());
}

/// Published codes, each with what it holds; a line, once written, stays.
#[test]
fn every_published_code_keeps_decoding() {
    let published = include_str!("share/links.txt");
    let mut seen = 0;
    for line in published.lines().filter(|line| !line.starts_with('#')) {
        let (code, json) = line.split_once('\t').unwrap();
        let shared = decode(code).unwrap();
        let expected: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&shared.scenario).unwrap(), expected["scenario"], "{code}");
        assert_eq!(shared.name, expected["name"].as_str().unwrap());
        assert_eq!(serde_json::to_value(shared.value).unwrap(), expected["value"]);
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn no_code_is_longer_than_the_longest() {
    let mut dice = Dice(11);
    assert!((0..500).all(|_| encode(&dice.shared(), Include::ALL).unwrap().len() <= LONGEST));
}

#[test]
fn renamed_activities_in_an_old_link_are_found_again() {
    let activity = |id: &str, was: &[&str]| Activity {
        id: id.into(),
        was: was.iter().map(|id| (*id).into()).collect(),
        ..Activity::default()
    };
    let catalogue = Catalogue {
        courses: vec![activity("exceptions", &["c02"])],
        roles: vec![activity("courier", &["rider"])],
        ..Catalogue::default()
    };
    let mut scenario = Dice(5).shared().scenario;
    scenario.rider = Rider {
        role: Some("rider".into()),
        tenure: BTreeMap::from([("rider".into(), 90)]),
        courses: vec!["c02".into(), "gone".into()],
        ..Rider::default()
    };
    scenario.avoid = Avoid::default();
    scenario.pins = vec![Pin { activity: "c02".into(), ..Pin::default() }];
    scenario.waive.clear();
    scenario.begun = vec![Begun { activity: "c02".into(), ..Begun::default() }];
    scenario.goal = Need::Any { any: vec![Need::Course { course: "c02".into() }] };
    let missing = payload::rename(&catalogue, &mut scenario);
    assert_eq!(missing, ["gone"]);
    assert_eq!(scenario.rider.role.as_deref(), Some("courier"));
    assert_eq!(scenario.rider.tenure.get("courier"), Some(&90));
    assert_eq!(scenario.rider.courses, ["exceptions", "gone"]);
    assert_eq!(scenario.pins[0].activity, "exceptions");
    assert_eq!(scenario.begun[0].activity, "exceptions");
    assert_eq!(scenario.goal.parts(), [Need::Course { course: "exceptions".into() }]);
}

#[test]
fn a_link_opened_later_goes_on_from_that_day() {
    let day = |text: &str| Date::parse(text).unwrap();
    let pin = |activity: &str, offer: Option<&str>, start: &str| Pin {
        activity: activity.into(),
        offer: offer.map(Into::into),
        pace: None,
        start: Some(day(start)),
    };
    let begun = |activity: &str, pace: Option<u32>| Begun {
        activity: activity.into(),
        offer: "x".into(),
        pace: pace.map(Hours),
        weeks: Weeks(5),
    };
    let mut shared = typical();
    shared.start = day("2026-11-23");
    shared.begun = vec![begun("class", None), begun("own-pace", Some(3))];
    shared.pins = vec![
        pin("class", Some(REST), "2026-11-23"),
        pin("past", None, "2026-12-07"),
        pin("to-come", None, "2027-03-01"),
    ];
    let opened = |on: &str| {
        let mut scenario = shared.clone();
        payload::open_on(&mut scenario, day(on));
        scenario
    };
    assert_eq!(opened("2026-11-20"), shared, "early changes nothing");
    let later = opened("2026-12-15");
    assert_eq!(later.start, day("2026-12-15"));
    let weeks: Vec<u32> = later.begun.iter().map(|begun| begun.weeks.0).collect();
    assert_eq!(weeks, [1, 5], "four weeks have passed in class, none at one's own pace");
    let starts: Vec<_> = later.pins.iter().map(|pin| pin.start).collect();
    assert_eq!(starts, [Some(day("2026-12-21")), None, Some(day("2027-03-01"))]);
    assert_eq!(opened("2030-01-01").begun[0].weeks.0, 1, "nobody has said that it is done");
}

#[test]
fn whoever_sent_a_link_is_older_when_it_is_opened_years_later() {
    let day = |text: &str| Date::parse(text).unwrap();
    let mut shared = typical();
    shared.start = day("2026-11-23");
    shared.rider.age = Some(34);
    let code = encode(&Shared { name: String::new(), scenario: shared, value: None }, Include::ALL);
    let age = |on: &str| {
        let mut scenario = decode(&code.clone().unwrap()).unwrap().scenario;
        payload::open_on(&mut scenario, day(on));
        scenario.rider.age
    };
    assert_eq!(["2026-11-01", "2026-12-31"].map(age), [Some(34); 2]);
    assert_eq!(["2027-01-01", "2029-05-01"].map(age), [Some(35), Some(37)]);
    let (silent, mut later) = (typical(), typical());
    payload::open_on(&mut later, silent.start.plus_days(3000));
    assert_eq!(silent.rider.age.is_some(), later.rider.age.is_some());
}

#[test]
fn the_list_of_contents_names_every_sensitive_answer_and_only_what_is_there() {
    let mut dice = Dice(21);
    for _ in 0..300 {
        let shared = dice.shared();
        let kept = decode(&encode(&shared, Include::default()).unwrap()).unwrap();
        assert!(!payload::contents(&kept).iter().any(payload::Item::is_sensitive));
        let all = payload::contents(&shared);
        let begun = all.iter().any(|item| matches!(item, payload::Item::Begun(_)));
        assert_eq!(begun, !shared.scenario.begun.is_empty());
        let age = all.iter().any(|item| matches!(item, payload::Item::Age(_)));
        assert_eq!(age, shared.scenario.rider.age.is_some());
    }
}

fn academy() -> Catalogue {
    serde_json::from_str(include_str!("../public/catalogue/modern-rider-academy.json")).unwrap()
}

/// A rider with five skills, two certificates, a painted week, a pin and a waiver.
fn typical() -> Scenario {
    let published = include_str!("share/links.txt");
    let (code, _) = published.lines().nth(2).unwrap().split_once('\t').unwrap();
    decode(code).unwrap().scenario
}

/// A class and a course at one's own pace, both begun.
fn two_begun(catalogue: &Catalogue) -> [Begun; 2] {
    let own_pace = |offer: &&Offer| offer.pace.is_some();
    let begun = |pace: Option<Hours>| {
        let (course, offer) = catalogue
            .courses
            .iter()
            .find_map(|course| {
                let is_so = |offer: &&Offer| own_pace(offer) == pace.is_some();
                Some((course, course.offers.iter().find(is_so)?))
            })
            .unwrap();
        Begun { activity: course.id.clone(), offer: offer.id.clone(), pace, weeks: Weeks(6) }
    };
    [begun(None), begun(Some(Hours(3)))]
}

/// The pin that holds it, as a repaired plan has it.
fn rest_of(begun: &Begun) -> Pin {
    let start = begun.pace.is_none().then(|| Date::new(2026, 11, 23).unwrap());
    Pin { activity: begun.activity.clone(), offer: Some(REST.into()), pace: None, start }
}

#[test]
fn a_typical_link_has_at_most_three_hundred_letters() {
    let value = Value { weeks: Weeks(26), fee: Yuan(300), hours: 208, peak: 9 };
    let mut shared = Shared { name: String::new(), scenario: typical(), value: Some(value) };
    assert!(shared.scenario.rider.skills.len() >= 5 && shared.scenario.rider.age.is_some());
    for what in ["typical", "in the middle of two courses"] {
        let (kept, all) =
            (encode(&shared, Include::default()).unwrap(), encode(&shared, Include::ALL).unwrap());
        println!("{what}: {} letters, {} with every sensitive answer", kept.len(), all.len());
        assert!(kept.len() <= 300 && all.len() <= 300);
        for begun in two_begun(&academy()) {
            shared.scenario.pins.push(rest_of(&begun));
            shared.scenario.begun.push(begun);
        }
    }
}

#[test]
fn the_largest_link_has_at_most_eighteen_hundred_letters() {
    let catalogue = academy();
    let day = |n: usize| Date::new(2026, 1, 1).unwrap().plus_days(n as i32 * 17);
    let mut scenario = typical();
    scenario.rider.tenure = catalogue.roles.iter().map(|role| (role.id.clone(), 77)).collect();
    scenario.rider.roles = catalogue.roles.iter().map(|role| role.id.clone()).collect();
    scenario.rider.skills = catalogue.skills.iter().map(|skill| (skill.id.clone(), 3)).collect();
    scenario.rider.courses = catalogue.courses.iter().map(|course| course.id.clone()).collect();
    let certificates = catalogue.certificates.iter().enumerate();
    scenario.rider.certificates =
        certificates.map(|(n, held)| Certified { id: held.id.clone(), on: Some(day(n)) }).collect();
    scenario.free = Some(
        Weekday::ALL
            .into_iter()
            .flat_map(|day| [360, 840, 1140].map(|from| Span { day, from, to: from + 90 }))
            .collect(),
    );
    scenario.calendar = (0..6)
        .map(|n| CalendarEntry {
            from: day(n),
            to: day(n + 1),
            week: scenario.week.clone(),
            name: Some("春节回家".into()),
        })
        .collect();
    scenario.avoid.activities = catalogue.courses.iter().take(20).map(|c| c.id.clone()).collect();
    let pinned = catalogue.courses.iter().skip(20).take(20).enumerate();
    scenario.pins = pinned
        .map(|(n, course)| Pin {
            activity: course.id.clone(),
            offer: course.offers.first().map(|offer| offer.id.clone()),
            pace: Some(Hours(4)),
            start: Some(day(n)),
        })
        .collect();
    scenario.waive = catalogue
        .courses
        .iter()
        .take(6)
        .map(|course| Waiver {
            activity: course.id.clone(),
            need: Need::Certificate { certificate: "health".into(), held_months: 0 },
            reason: "站点已确认".into(),
        })
        .collect();
    scenario.begun = two_begun(&catalogue).into();
    scenario.pins.extend(scenario.begun.iter().map(rest_of));
    let shared = Shared { name: "我的计划".into(), scenario, value: None };
    let (kept, all) =
        (encode(&shared, Include::default()).unwrap(), encode(&shared, Include::ALL).unwrap());
    println!("largest: {} letters, {} with every sensitive answer", kept.len(), all.len());
    assert!(kept.len() <= 1800 && all.len() <= 1800);
    assert_eq!(decode(&all), Ok(shared));
}
