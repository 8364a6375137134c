//! Owns random plans to share, from a seed, the same on every machine.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_engine::link::code::Shared;
use qitu_model::*;
use std::collections::BTreeMap;

/// Chance that repeats itself (xorshift64*).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below.max(1)
    }
    fn small(&mut self, below: u32) -> u32 {
        u32::try_from(self.roll(u64::from(below))).unwrap()
    }
    pub fn yes(&mut self) -> bool {
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
            "rest",
        ];
        words[self.small(11) as usize].into()
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
    pub fn shared(&mut self) -> Shared {
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
            begun: self.some(2, |d| Begun {
                activity: d.word(),
                offer: d.word(),
                pace: d.maybe(|d| Hours(d.small(30))),
                weeks: Weeks(d.small(60)),
            }),
            stretch: if self.small(3) == 0 { self.week() } else { BTreeMap::new() },
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
