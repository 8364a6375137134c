//! Owns a strict reader of calendar files (RFC 5545) that shares nothing with what writes them.
//! Refuses whatever a calendar program may refuse.

use std::collections::BTreeSet;

/// A calendar file as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    pub name: String,
    pub events: Vec<Event>,
}

/// One event. Days are `20261123`, moments `20261123T010000Z`; the end is not included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    pub id: String,
    pub title: String,
    pub start: String,
    pub end: String,
    pub written: String,
    pub sequence: u64,
    /// Weeks in which it is held, one after another.
    pub weeks: u32,
    /// When each of its alarms rings, from its start.
    pub alarms: Vec<String>,
}

impl Calendar {
    /// Reads a file.
    ///
    /// # Panics
    /// At the first thing that the standard forbids.
    pub fn read(text: &str) -> Self {
        let body = text.strip_suffix("\r\n").expect("the last line ends");
        let mut lines: Vec<String> = Vec::new();
        for line in body.split("\r\n") {
            assert!(line.len() <= 75, "75 octets at most: {line}");
            assert!(!line.contains(['\r', '\n']), "no line end but CRLF: {line:?}");
            assert!(!line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
            match line.strip_prefix([' ', '\t']) {
                Some(more) => lines.last_mut().expect("something goes on").push_str(more),
                None => lines.push(line.to_owned()),
            }
        }
        let mut calendar = Self { name: String::new(), events: Vec::new() };
        let mut inside: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for line in &lines {
            let (head, value) = line.split_once(':').expect("a name and a value");
            let (name, whole_day) = match head.split_once(';') {
                Some((name, parameter)) => {
                    assert_eq!(parameter, "VALUE=DATE");
                    (name, true)
                }
                None => (head, false),
            };
            assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{name}");
            match name {
                "BEGIN" => {
                    inside.push(value.to_owned());
                    seen.clear();
                    match inside.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                        ["VCALENDAR", "VEVENT"] => {
                            calendar.events.push(Event { weeks: 1, ..Event::default() });
                        }
                        ["VCALENDAR"] | ["VCALENDAR", "VEVENT", "VALARM"] => {}
                        _ => panic!("{inside:?} in each other"),
                    }
                    continue;
                }
                "END" => {
                    assert_eq!(inside.pop().as_deref(), Some(value));
                    if value == "VEVENT" {
                        calendar.events.last().expect("an event").check();
                    }
                    continue;
                }
                _ => {}
            }
            assert!(seen.insert((inside.len(), name)), "{name} once");
            match (inside.len(), name) {
                (1, "X-WR-CALNAME") => calendar.name = unescaped(value),
                (2, _) => calendar.events.last_mut().expect("an event").set(name, value, whole_day),
                (3, "TRIGGER") => {
                    let span = value.trim_start_matches('-').strip_prefix("PT").expect("a time");
                    let number = span.strip_suffix(['H', 'M']).expect("hours or minutes");
                    assert!(number.parse::<u32>().is_ok(), "{value}");
                    calendar.events.last_mut().expect("an event").alarms.push(value.to_owned());
                }
                _ => {}
            }
        }
        assert!(inside.is_empty(), "{inside:?} end");
        let ids: BTreeSet<&str> = calendar.events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(ids.len(), calendar.events.len(), "each id once");
        calendar
    }

    /// Imports another file as a calendar program does: by id, the higher sequence wins, of two
    /// alike the later stamp.
    pub fn import(&mut self, other: Self) {
        for event in other.events {
            match self.events.iter_mut().find(|own| own.id == event.id) {
                Some(own) => {
                    if (own.sequence, &own.written) < (event.sequence, &event.written) {
                        *own = event;
                    }
                }
                None => self.events.push(event),
            }
        }
    }
}

impl Event {
    fn set(&mut self, name: &str, value: &str, whole_day: bool) {
        match name {
            "UID" => self.id = value.to_owned(),
            "SUMMARY" => self.title = unescaped(value),
            "DTSTAMP" => self.written = moment(value),
            "LAST-MODIFIED" => assert_eq!(moment(value), self.written),
            "SEQUENCE" => self.sequence = u64::from(value.parse::<i32>().unwrap().unsigned_abs()),
            "DTSTART" if whole_day => self.start = day(value),
            "DTEND" if whole_day => self.end = day(value),
            "DTSTART" => self.start = moment(value),
            "DTEND" => self.end = moment(value),
            "DESCRIPTION" => drop(unescaped(value)),
            "RRULE" => {
                let count = value.strip_prefix("FREQ=WEEKLY;COUNT=").expect("weeks, counted");
                self.weeks = count.parse().unwrap();
                assert!(self.weeks > 0, "{value}");
            }
            "TRANSP" => assert_eq!(value, "TRANSPARENT"),
            _ => panic!("{name} is not of an event"),
        }
    }

    /// From when to when it is held, each time.
    pub fn times(&self) -> Vec<(String, String)> {
        let later = |moment: &str, week: u32| {
            let date = format!("{}-{}-{}", &moment[..4], &moment[4..6], &moment[6..8]);
            let date = qitu_model::Date::parse(&date).expect("a day").plus_weeks(week);
            format!("{}{}", date.to_string().replace('-', ""), &moment[8..])
        };
        (0..self.weeks).map(|week| (later(&self.start, week), later(&self.end, week))).collect()
    }

    /// What an event must have, and that it takes time.
    fn check(&self) {
        assert!(!self.id.is_empty() && !self.title.is_empty() && !self.written.is_empty());
        assert_eq!(self.start.len(), self.end.len(), "both days or both moments");
        assert!(self.start < self.end, "{} – {}", self.start, self.end);
    }
}

fn day(value: &str) -> String {
    assert!(value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()), "{value}");
    let written = format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]);
    assert!(qitu_model::Date::parse(&written).is_some(), "{value} is a day that exists");
    value.to_owned()
}

fn moment(value: &str) -> String {
    let (date, time) = value.split_once('T').expect("a day and a time");
    day(date);
    let clock = time.strip_suffix('Z').expect("in UTC");
    assert!(clock.len() == 6 && clock.bytes().all(|b| b.is_ascii_digit()), "{value}");
    assert!(&clock[..2] < "24" && &clock[2..4] < "60" && &clock[4..] < "60", "{value}");
    value.to_owned()
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => '\n',
                Some(mark @ ('\\' | ';' | ',')) => mark,
                other => panic!("\\{other:?} is no escape"),
            },
            ';' | ',' => panic!("{letter} stands bare in {value}"),
            letter => letter,
        });
    }
    text
}
