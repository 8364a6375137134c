//! Links: what goes in comes out, and nothing that comes in can do harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu::model::*;
use qitu::share::code::{Include, LONGEST, Shared, Unreadable, decode, encode, without_sensitive};
use qitu::share::content;
use qitu::text::{Lang, share::unreadable};
use std::collections::BTreeMap;

/// Chance that repeats itself (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below.max(1)
    }
    fn small(&mut self, below: u32) -> u32 {
        u32::try_from(self.roll(u64::from(below))).unwrap()
    }
    fn yes(&mut self) -> bool {
        self.roll(2) == 1
    }
    fn maybe<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Option<T> {
        self.yes().then(|| make(self))
    }
    fn some<T>(&mut self, most: u64, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.roll(most + 1)).map(|_| make(self)).collect()
    }
    fn word(&mut self) -> String {
        let words = [
            "gap",
            "evening",
            "c02",
            "rider",
            "drone-vlos",
            "own_1.x",
            "",
            "站点已确认",
            "A B",
            "0",
        ];
        words[self.small(10) as usize].into()
    }
    fn date(&mut self) -> Date {
        Date::new(2026, 11, 23).unwrap().plus_days(self.small(9000) as i32 - 4500)
    }
    fn week(&mut self) -> BTreeMap<Id, Hours> {
        self.some(4, |d| (d.word(), Hours(d.small(60)))).into_iter().collect()
    }
    fn span(&mut self) -> Span {
        let from = self.small(1439) as u16;
        Span {
            day: Weekday::ALL[self.small(7) as usize],
            from,
            to: from + 1 + self.small(u32::from(1440 - from)) as u16,
        }
    }
    fn education(&mut self) -> Education {
        [
            Education::None,
            Education::Junior,
            Education::Senior,
            Education::College,
            Education::Bachelor,
        ][self.small(5) as usize]
    }
    fn place(&mut self) -> Place {
        [Place::Online, Place::InPerson, Place::Blended][self.small(3) as usize]
    }
    fn need(&mut self, deep: u32) -> Need {
        let parts = |d: &mut Self| d.some(3, |d| d.need(deep - 1));
        match if deep == 0 { 3 + self.roll(8) } else { self.roll(11) } {
            0 => Need::All { all: parts(self) },
            1 => Need::Any { any: parts(self) },
            2 => Need::AtLeast { at_least: self.small(4), of: parts(self) },
            3 => Need::Skill { skill: self.word(), level: self.small(6) },
            4 => Need::Course { course: self.word() },
            5 => Need::Certificate { certificate: self.word(), held_months: self.small(40) },
            6 => Need::Role { role: self.word() },
            7 => Need::Tenure { tenure: self.word(), months: self.small(200) },
            8 => Need::Age {
                age: AgeRange {
                    min: self.maybe(|d| d.small(60)),
                    max: self.maybe(|d| d.small(70)),
                },
            },
            9 => Need::Education { education: self.education() },
            _ => Need::Fact {
                fact: self.word(),
                ask: self.maybe(|d| Text { zh: d.word(), en: d.word() }),
            },
        }
    }
    fn shared(&mut self) -> Shared {
        let rider = Rider {
            role: self.maybe(Self::word),
            roles: self.some(3, Self::word),
            tenure: self.some(3, |d| (d.word(), d.small(400))).into_iter().collect(),
            age: self.maybe(|d| d.small(80)),
            education: self.maybe(Self::education),
            skills: self.some(8, |d| (d.word(), d.small(6))).into_iter().collect(),
            certificates: self.some(4, |d| Certified { id: d.word(), on: d.maybe(Self::date) }),
            courses: self.some(9, Self::word),
            facts: self.some(3, |d| (d.word(), d.yes())).into_iter().collect(),
        };
        let scenario = Scenario {
            format: SCENARIO_FORMAT.into(),
            catalogue: ["", "modern-rider-academy@2026.11.22", "x@1", "a@b@c"]
                [self.small(4) as usize]
                .into(),
            start: self.date(),
            rider,
            week: self.week(),
            free: self.maybe(|d| d.some(5, Self::span)),
            calendar: self.some(3, |d| CalendarEntry {
                from: d.date(),
                to: d.date(),
                week: d.week(),
                name: d.maybe(Self::word),
            }),
            at_once: self.small(6),
            budget: self.maybe(|d| Yuan(i64::from(d.small(90_000)))),
            deadline: self.maybe(Self::date),
            hourly_take: self.maybe(|d| Yuan(i64::from(d.small(90)))),
            goal: self.need(4),
            objective: Objective::ALL[self.small(4) as usize],
            avoid: Avoid {
                places: self.some(3, Self::place),
                activities: self.some(4, Self::word),
            },
            pins: self.some(4, |d| Pin {
                activity: d.word(),
                offer: d.maybe(Self::word),
                pace: d.maybe(|d| Hours(d.small(30))),
                start: d.maybe(Self::date),
            }),
            waive: self.some(3, |d| Waiver {
                activity: d.word(),
                need: d.need(2),
                reason: d.word(),
            }),
            begun: vec![],
        };
        let value = self.maybe(|d| Value {
            weeks: Weeks(d.small(520)),
            fee: Yuan(i64::from(d.small(50_000))),
            hours: d.roll(9000),
            peak: d.roll(60),
        });
        Shared { name: self.word(), scenario, value }
    }
}

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
    // Version 2, three bytes of payload, and the checksum that zlib's crc32 gives.
    assert_eq!(decode("AgMBAgMEqlKc"), Err(Unreadable::Newer { version: 2 }));
    assert_eq!(decode("AgMBAgMEqlKA"), Err(Unreadable::Altered));
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

/// Changes letters, cuts, repeats and swaps stretches; then mends the checksum half of the time,
/// so that the reader behind it is reached as well.
fn mutate(dice: &mut Dice, code: &str) -> String {
    let mut letters: Vec<char> = code.chars().collect();
    for _ in 0..=dice.roll(3) {
        let length = letters.len() as u64;
        if length == 0 {
            break;
        }
        let at = dice.roll(length) as usize;
        match dice.roll(6) {
            0 => letters.truncate(at),
            1 => letters[at] = char::from(dice.roll(128) as u8),
            2 => drop(letters.remove(at)),
            3 => letters.insert(at, 'p'),
            4 => {
                let tail: Vec<char> = letters[at..].to_vec();
                letters.extend(tail);
            }
            _ => letters[at] = ['骑', '途', '%', '=', '\0'][dice.roll(5) as usize],
        }
    }
    letters.into_iter().collect()
}

fn hammer(times: u32) -> u32 {
    let mut dice = Dice(99);
    let codes: Vec<String> =
        (0..64).map(|_| encode(&dice.shared(), Include::ALL).unwrap()).collect();
    let mut read = 0;
    for _ in 0..times {
        let code = &codes[dice.roll(64) as usize];
        let text = if dice.yes() { mutate(&mut dice, code) } else { mend(&mut dice, code) };
        match decode(&text) {
            // What reads must be a scenario this program would write.
            Ok(shared) => {
                read += 1;
                assert_eq!(decode(&encode(&shared, Include::ALL).unwrap()), Ok(shared));
            }
            // Always a message, which says that nothing has changed.
            Err(why) => {
                assert!(!matches!(why, Unreadable::Newer { version } if version < 2));
                assert!(unreadable(Lang::Zh, why).contains("没有变"), "{why:?}");
                let told = unreadable(Lang::En, why);
                assert!(told.contains("not changed") || told.contains("not opened"), "{why:?}");
            }
        }
    }
    read
}

/// Flips bits of the payload and writes the right checksum: a hostile code.
fn mend(dice: &mut Dice, code: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits: Vec<u8> = Vec::new();
    for letter in code.bytes() {
        let value = LETTERS.iter().position(|l| *l == letter).unwrap();
        bits.extend((0..6).rev().map(|at| (value >> at & 1) as u8));
    }
    let mut bytes: Vec<u8> = bits
        .as_chunks::<8>()
        .0
        .iter()
        .map(|byte| byte.iter().fold(0, |all, bit| all << 1 | bit))
        .collect();
    let body = bytes.len() - 4;
    for _ in 0..=dice.roll(4) {
        let at = 3 + dice.roll(body as u64 - 3) as usize;
        bytes[at] ^= 1 << dice.roll(8);
    }
    let mut sum = !0_u32;
    for byte in &bytes[..body] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    bytes.truncate(body);
    bytes.extend((!sum).to_be_bytes());
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let all = chunk.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(LETTERS[(all >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

#[test]
fn a_hundred_thousand_mutated_codes_do_no_harm() {
    // Some mended codes must read, or the mutations never reach the payload.
    assert!(hammer(100_000) > 100);
}

#[test]
#[ignore = "takes a minute or so; run with --release"]
fn a_million_mutated_codes_do_no_harm() {
    assert!(hammer(1_000_000) > 1000);
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
    assert!(seen >= 3);
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
    scenario.goal = Need::Any { any: vec![Need::Course { course: "c02".into() }] };
    let missing = content::rename(&catalogue, &mut scenario);
    assert_eq!(missing, ["gone"]);
    assert_eq!(scenario.rider.role.as_deref(), Some("courier"));
    assert_eq!(scenario.rider.tenure.get("courier"), Some(&90));
    assert_eq!(scenario.rider.courses, ["exceptions", "gone"]);
    assert_eq!(scenario.pins[0].activity, "exceptions");
    assert_eq!(scenario.goal.parts(), [Need::Course { course: "exceptions".into() }]);
}

#[test]
fn the_list_of_contents_names_every_sensitive_answer_and_only_what_is_there() {
    let mut dice = Dice(21);
    for _ in 0..300 {
        let shared = dice.shared();
        let kept = decode(&encode(&shared, Include::default()).unwrap()).unwrap();
        assert!(!content::contents(&kept).iter().any(content::Item::is_sensitive));
        let all = content::contents(&shared);
        let age = all.iter().any(|item| matches!(item, content::Item::Age(_)));
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

#[test]
fn a_typical_link_has_at_most_three_hundred_letters() {
    let value = Value { weeks: Weeks(26), fee: Yuan(300), hours: 208, peak: 9 };
    let shared = Shared { name: String::new(), scenario: typical(), value: Some(value) };
    assert!(shared.scenario.rider.skills.len() >= 5 && shared.scenario.rider.age.is_some());
    let (kept, all) =
        (encode(&shared, Include::default()).unwrap(), encode(&shared, Include::ALL).unwrap());
    println!("typical: {} letters, {} with every sensitive answer", kept.len(), all.len());
    assert!(kept.len() <= 300 && all.len() <= 300);
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
    let shared = Shared { name: "我的计划".into(), scenario, value: None };
    let (kept, all) =
        (encode(&shared, Include::default()).unwrap(), encode(&shared, Include::ALL).unwrap());
    println!("largest: {} letters, {} with every sensitive answer", kept.len(), all.len());
    assert!(kept.len() <= 1800 && all.len() <= 1800);
    assert_eq!(decode(&all), Ok(shared));
}
